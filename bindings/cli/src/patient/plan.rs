use gradus_app::view::{Command, Fill};
use gradus_app::{AppError, Problem, ask};

use crate::args::{PlanImportArgs, PlanVerb};
use crate::ask::forms;
use crate::assignment::given_twice;
use crate::failure::Failure;
use crate::patient::{blanks, with_person};
use crate::prompt;
use crate::screen::{self, Reader};
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
    let set: Vec<Fill> = args.set.iter().map(Fill::from).collect();
    let mut fills = set.clone();
    if shell.can_ask() {
        let ask = |question: &str| prompt::line(shell, question);
        let tell = |problem: &Problem| {
            shell.say(&format!("{}: {}; {}", problem.field, problem.wrong, problem.right))
        };
        blanks::fill(&text, &mut fills, ask, tell).map_err(|failure| failure.about(&name))?;
    }
    let refused = |error: AppError| Failure::from(error).about(&name).about_set(&set);
    // Refused before the passcode is asked for, when nothing of the vault is needed to see what is wrong.
    let view = ask::plan_check(&text, &fills).map_err(refused)?;
    let recorded = with_person(shell, |app, person, now| {
        let command = Command::AdoptPlan { person: person.id.clone(), text, fills };
        let recorded = app.record(command, now).map_err(refused)?;
        Ok((person.clone(), recorded))
    })?;
    let (person, recorded) = recorded;
    let reader = Reader::of(&person, &shell.moment());
    shell.show(&recorded, |page| {
        screen::plan(page, &view);
        page.gap();
        screen::recorded(page, "The plan is in the vault.", &recorded, &reader);
    })
}
