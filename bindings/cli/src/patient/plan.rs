use std::io;

use gradus_app::ask;
use gradus_app::view::{Command, Fill};

use crate::args::{PlanImportArgs, PlanVerb};
use crate::ask::forms;
use crate::assignment::given_twice;
use crate::failure::Failure;
use crate::interview;
use crate::patient::with_person;
use crate::screen;
use crate::shell::Shell;

/// `gradus plan`.
pub fn run(shell: &Shell, verb: PlanVerb) -> Result<(), Failure> {
    match verb {
        PlanVerb::Import(args) => import(shell, &args),
        PlanVerb::Show => {
            let view = with_person(shell, |app, person, now| Ok(app.plan(&person.id, now)?))?;
            shell.show(&view, |page| screen::plan(page, &view))
        }
        PlanVerb::History => {
            let views = with_person(shell, |app, person, _| Ok(app.plan_history(&person.id)?))?;
            shell.show(&views, |page| screen::plans(page, &views))
        }
        PlanVerb::Forms { name } => forms::run(shell, name.as_deref()),
    }
}

fn import(shell: &Shell, args: &PlanImportArgs) -> Result<(), Failure> {
    if let Some(name) = given_twice(&args.set) {
        return Err(Failure::Usage(format!("--set {name} is given twice; give one value for each field")));
    }
    let name = args.file.name();
    let text = args.file.read()?;
    let mut fills: Vec<Fill> = args.set.iter().map(Fill::from).collect();
    if shell.can_ask() {
        fill_blanks(&text, &mut fills).map_err(|failure| failure.about(&name))?;
    }
    // Refused before the passcode is asked for, when nothing of the vault is needed to see what is wrong.
    let view = ask::plan_check(&text, &fills).map_err(|error| Failure::from(error).about(&name))?;
    let recorded = with_person(shell, |app, person, now| {
        let command = Command::AdoptPlan { person: person.id.clone(), text, fills };
        app.record(command, now).map_err(|error| Failure::from(error).about(&name))
    })?;
    shell.show(&recorded, |page| {
        screen::plan(page, &view);
        page.gap();
        screen::recorded(page, "The plan is in the vault.", &recorded);
    })
}

fn fill_blanks(text: &str, fills: &mut Vec<Fill>) -> Result<(), Failure> {
    for blank in ask::plan_blanks(text)? {
        if fills.iter().any(|fill| fill.field == blank.field) {
            continue;
        }
        let question = format!("{}\n  {}", blank.ask, blank.field);
        let value = interview::line(&question, &mut io::stdin().lock(), &mut io::stderr())
            .map_err(|error| Failure::of_file("the terminal", &error))?;
        fills.extend(value.map(|value| Fill { field: blank.field, value }));
    }
    Ok(())
}
