use gradus_app::view::{Command, Fill, PersonRef, PlanReplaced, PlanView, Recorded};
use gradus_app::{App, AppError, Moment, ask};
use serde::Serialize;

use crate::args::{PlanImportArgs, PlanVerb};
use crate::ask::forms;
use crate::assignment::given_twice;
use crate::failure::Failure;
use crate::page::Ink;
use crate::patient::{blanks, lacks_day, with_person};
use crate::prompt::{self, Decision};
use crate::screen;
use crate::shell::Shell;

/// What `plan import --json` prints: what was recorded, and which plan it took the place of.
#[derive(Serialize)]
pub struct Imported {
    /// What was recorded.
    #[serde(flatten)]
    pub recorded: Recorded,
    /// The plan that was in force, and what differs; `null` where there was none.
    pub replaced: Option<PlanReplaced>,
}

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
        PlanVerb::Preview { weeks } => {
            let view = with_person(shell, |app, person, now| {
                let view = app.plan_preview(&person.id, weeks, now);
                view.map_err(|error| Failure::from(error).about_options(&["weeks"]))
            })?;
            shell.show(&view, |page| screen::preview(page, &view))
        }
        PlanVerb::Forms { name } => forms::run(shell, name.as_deref()),
    }
}

fn import(shell: &Shell, args: &PlanImportArgs) -> Result<(), Failure> {
    if let Some(name) = given_twice(&args.set) {
        return Err(Failure::usage(
            &format!("--set {name}"),
            "is given twice",
            "give one value for each field",
        ));
    }
    let name = args.file.name();
    let text = args.file.read()?;
    let set: Vec<Fill> = args.set.iter().map(Fill::from).collect();
    let refused = |error: AppError| Failure::from(error).about(&name).about_set(&set).about_blanks();
    // A text that can be no plan is refused before the passcode is asked for, and so is one with blanks that nobody can be
    // asked for.
    if shell.can_ask() {
        ask::plan_blanks(&text).map_err(refused)?;
    } else {
        ask::plan_check(&text, &set).map_err(refused)?;
    }
    let (person, view, imported, lacks_day) = with_person(shell, |app, person, now| {
        let (fills, replaced) = if shell.can_ask() {
            asked_for(shell, app, person, &text, &set, &refused)?
        } else {
            let replaced = app.plan_replaced(&person.id, &text, &set, now).map_err(refused)?;
            (set.clone(), unasked(replaced, args.instead)?)
        };
        let view = app.plan_for(&person.id, &text, &fills, now).map_err(refused)?;
        let command = Command::AdoptPlan { person: person.id.clone(), text, fills };
        let recorded = app.record(command, &shell.moment()).map_err(refused)?;
        let lacks_day = lacks_day(app, &person.id, &recorded, &shell.moment())?;
        Ok((person.clone(), view, Imported { recorded, replaced }, lacks_day))
    })?;
    let reader = shell.reader(&person);
    shell.show(&imported, |page| {
        if !shell.can_ask() {
            screen::plan_for(page, &person, &view);
            page.gap();
        }
        screen::recorded(page, "The plan is in the vault.", &imported.recorded, &reader);
        if lacks_day {
            page.line(Ink::Plain, screen::said::DETAILS.by(shell.asking_in().0));
        }
    })
}

/// The blanks of a plan and whoever sits at the terminal: asked for, shown as a whole, and taken only with a yes.
fn asked_for(
    shell: &Shell,
    app: &App,
    person: &PersonRef,
    text: &str,
    set: &[Fill],
    refused: &impl Fn(AppError) -> Failure,
) -> Result<(Vec<Fill>, Option<PlanReplaced>), Failure> {
    let mut known = app.plan_known(&person.id, &shell.moment())?;
    tell_present(shell, app, person, &shell.moment())?;
    loop {
        let mut fills = set.to_vec();
        prompt::on_terminal(shell, |terminal| blanks::fill(text, &mut fills, &known, terminal))
            .map_err(|failure| failure.about("the plan"))?;
        let view = app.plan_for(&person.id, text, &fills, &shell.moment()).map_err(refused)?;
        let replaced = app.plan_replaced(&person.id, text, &fills, &shell.moment()).map_err(refused)?;
        show(shell, person, &view, replaced.as_ref())?;
        let question =
            if replaced.is_some() { "Put it in the place of the other one?" } else { "Use this plan?" };
        match prompt::decide(shell, question)? {
            Decision::Yes => return Ok((fills, replaced)),
            Decision::No => return Err(Failure::Left),
            Decision::Back => known = fills,
        }
    }
}

fn tell_present(shell: &Shell, app: &App, person: &PersonRef, now: &Moment) -> Result<(), Failure> {
    match app.plan(&person.id, now) {
        Ok(present) => prompt::show(shell, |page| screen::plan_present(page, &present)),
        Err(AppError::NotFound { .. }) => Ok(()),
        Err(error) => Err(error.into()),
    }
}

fn show(
    shell: &Shell,
    person: &PersonRef,
    view: &PlanView,
    replaced: Option<&PlanReplaced>,
) -> Result<(), Failure> {
    prompt::show(shell, |page| {
        screen::plan_for(page, person, view);
        if let Some(replaced) = replaced {
            screen::plan_replaced(page, replaced);
        }
    })
}

/// Where nobody can be asked, a plan takes the place of another one only if that was said.
fn unasked(replaced: Option<PlanReplaced>, instead: bool) -> Result<Option<PlanReplaced>, Failure> {
    let Some(present) = replaced.as_ref().filter(|_| !instead) else { return Ok(replaced) };
    let mut why =
        format!("a plan is in force since {}: {}. This one differs from it:", present.since, present.title);
    for change in &present.changes {
        why.push_str("\n- ");
        why.push_str(&change.sentence);
    }
    let hint = "Nothing was written. With --instead it takes the place of the one in force.";
    Err(Failure::from(AppError::Refused { why }).hinting(hint))
}
