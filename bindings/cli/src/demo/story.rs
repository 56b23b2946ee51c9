//! The story from its beginning to its end.

use std::path::Path;

use gradus_app::view::{Command, PlanView, ProposalKind, ProposalView, TodayView, TriageView, VerifyView};
use gradus_app::{App, AppError, OsEntropy, Stretch, ask};

use super::diary::{PLANNED, Slot, slots};
use super::evening::{self, Evening};
use super::family::{self, FORM, LAST_DAY, PASSCODE, at, date, fills, mina};
use super::stage::{STRETCHING, Stage};
use super::summary::Summary;
use crate::bars;
use crate::failure::Failure;
use crate::files;
use crate::page::Ink;
use crate::screen::{self, Reader};
use crate::shell::Shell;

const WRITES: &str = "writing entries: encrypted, chained, on the disk";
const READS: &str = "whole screens: Today, progress, timeline";
const CHECK_IN: &str = "the evening's check-in, written and answered";
const VERIFY: &str = "verifying every byte, chain and signature";
const REPORT: &str = "writing the report";

/// Tells it.
pub fn tell(shell: &Shell, keep: Option<&Path>) -> Result<(), Failure> {
    let mut stage = Stage::new(shell, keep)?;
    opening(&stage)?;
    let (mut app, person, plan) = beginning(&mut stage)?;
    let mut size_mm = plan.start_tenths_mm / 10;

    log(&mut stage, &mut app, &person, 0..7, size_mm)?;
    let proposed = step_taken(&mut stage, &mut app, &person, &mut size_mm)?;
    log(&mut stage, &mut app, &person, 7..14, size_mm)?;
    let (held, refused) = step_refused(&mut stage, &mut app, &person, size_mm)?;
    log(&mut stage, &mut app, &person, 14..21, size_mm)?;
    let today = last_day(&mut stage, &mut app, &person, size_mm)?;
    app.shut()?;

    let evening = fever(&mut stage)?;
    let (app, found, verify) = reopening(&mut stage, &person, &evening)?;
    let after = stage.ledger.timed(READS, || app.today(&person, &at(LAST_DAY, 20, 15)))?;
    let report = report(&mut stage, &app, &person, &after)?;
    app.shut()?;

    ending(&stage, &report)?;
    stage.keep();
    if shell.json() {
        let triage = serde_json::from_str(&evening.printed)
            .map_err(|_| AppError::Internal { what: "the evening's answer is not JSON".into() })?;
        return shell.print_json(&Summary {
            vault: stage.vault().display().to_string(),
            report,
            passcode: PASSCODE,
            now: at(LAST_DAY, 20, 15).wall.to_rfc3339(),
            plan,
            proposed,
            held,
            refused,
            today,
            triage,
            after,
            acknowledged: evening.acknowledged.len(),
            found,
            verify,
            times: stage.ledger.lines(),
            total_ms: stage.ledger.total_ms(),
        });
    }
    Ok(())
}

fn opening(stage: &Stage<'_>) -> Result<(), Failure> {
    stage.print(|page| page.title("Gradus: three weeks, and one evening"))?;
    stage.tell(
        "Mina is nine weeks old. She was born without an opening where there should be one, and two weeks ago a surgeon \
         made it. So that it does not narrow as it heals, the surgeon has asked for a small rod to be passed twice a day, \
         thirty seconds and thirty seconds, for months. It is her mother who will do it, at home, on the changing table.",
    )?;
    stage.tell("Mina, her mother and the surgeon are made up. What the program answers is not.")
}

fn beginning(stage: &mut Stage<'_>) -> Result<(App, String, PlanView), Failure> {
    stage.part("Saturday, the first morning")?;
    stage.tell(
        "A vault is made: one folder on her phone, sealed with a passcode. No account, no server. If the phone is lost, \
         whoever finds it sees noise.",
    )?;
    let now = at(0, 6, 30);
    let dir = stage.vault();
    let create =
        || App::create(&dir, PASSCODE.as_bytes(), Stretch::Standard, Box::new(OsEntropy::new()), &now);
    let (mut app, set_up) = stage.ledger.timed(STRETCHING, create)?;
    stage.panel(|page| {
        page.fields(
            0,
            &[("Passcode", PASSCODE.to_owned()), ("Recovery code", set_up.recovery_text().into_owned())],
        );
    })?;
    stage.tell(
        "The plan is the surgeon's. It begins as the published form, and the surgeon has filled in what no publication \
         can know: which size fitted, which size is never to be exceeded, whom to call.",
    )?;
    let text = form()?;
    let plan = ask::plan_check(text, &fills())?;
    stage.panel(|page| screen::plan(page, &plan))?;
    let added = stage.ledger.timed(WRITES, || app.record(Command::AddPerson { draft: mina() }, &now))?;
    let person = added.person;
    let adopt = Command::AdoptPlan { person: person.clone(), text: text.to_owned(), fills: fills() };
    let adopted = stage.ledger.timed(WRITES, || app.record(adopt, &at(0, 6, 40)))?;
    stage.print(|page| adopted.notices.iter().for_each(|notice| page.item(Ink::Quiet, "  -", notice)))?;
    Ok((app, person, plan))
}

fn form() -> Result<&'static str, Failure> {
    let found = ask::published_plans().iter().find(|(name, _)| *name == FORM);
    found.map(|&(_, text)| text).ok_or_else(|| {
        AppError::NotFound { what: format!("the plan form {FORM}"), right: String::new() }.into()
    })
}

fn log(
    stage: &mut Stage<'_>,
    app: &mut App,
    person: &str,
    days: std::ops::Range<u16>,
    size_mm: u16,
) -> Result<(), Failure> {
    let bar = bars::steps(stage.shell, "Writing the diary", PLANNED.into());
    bar.set_position(u64::from(days.start) * 2);
    for slot in slots(days) {
        write(stage, app, person, slot, size_mm)?;
        bar.inc(1);
    }
    bar.finish_and_clear();
    Ok(())
}

fn write(
    stage: &mut Stage<'_>,
    app: &mut App,
    person: &str,
    slot: Slot,
    size_mm: u16,
) -> Result<(), Failure> {
    let Some(draft) = slot.session(size_mm) else { return Ok(()) };
    let command = Command::LogSession { person: person.to_owned(), draft };
    let recorded = stage.ledger.timed(WRITES, || app.record(command, &slot.moment()))?;
    match recorded.triage {
        Some(triage) if slot.is_pink() => pink(stage, app, person, &triage),
        _ => Ok(()),
    }
}

fn pink(stage: &mut Stage<'_>, app: &mut App, person: &str, triage: &TriageView) -> Result<(), Failure> {
    stage.part("The second Friday, evening")?;
    stage.tell(
        "After the session there is a tint of pink on the wipe. It has stopped before she has found her glasses. But Mina \
         is not eleven weeks old yet, and at that age the rules do not wait and see:",
    )?;
    let reader = Reader::of(&app.person(Some(person))?, &at(13, 19, 15));
    stage.panel(|page| screen::answer_in_brief(page, triage, &reader))?;
    let command = Command::CheckIn { person: person.to_owned(), answers: family::after_pink(), note: None };
    stage.ledger.timed(WRITES, || app.record(command, &at(13, 19, 16)))?;
    let said = "A tint that stops at once is all right this time. Go on tomorrow, with more lubricant.";
    let call = Command::RecordContact { person: person.to_owned(), draft: family::call(said, "resume") };
    stage.ledger.timed(WRITES, || app.record(call, &at(13, 19, 25)))?;
    stage.tell(
        "She answers the other questions too, and nothing else is wrong. She calls. The surgeon on duty says to go on \
         tomorrow, with more lubricant. She writes that down, and with it the plan is open again. Waiting would not have \
         opened it, nor would answering once more.",
    )
}

fn step_taken(
    stage: &mut Stage<'_>,
    app: &mut App,
    person: &str,
    size_mm: &mut u16,
) -> Result<ProposalView, Failure> {
    stage.part("A week later")?;
    stage.tell("Fourteen sessions, all of them easy. Before the next one she looks at what is proposed for the size.")?;
    let now = at(7, 6, 50);
    let view = stage.ledger.timed(READS, || app.progress(person, &now))?;
    stage.panel(|page| screen::proposal(page, &view))?;
    let to_tenths_mm = match (view.kind, view.to_tenths_mm) {
        (ProposalKind::Advance, Some(to)) => to,
        _ => return Err(AppError::Internal { what: "no step was proposed after an easy week".into() }.into()),
    };
    let step = Command::TakeStep { person: person.to_owned(), to_tenths_mm };
    stage.ledger.timed(WRITES, || app.record(step, &at(7, 6, 52)))?;
    *size_mm = to_tenths_mm / 10;
    stage
        .tell("A proposal is all it is. She reads why, and takes it: nothing changes its size by itself.")?;
    Ok(view)
}

fn step_refused(
    stage: &mut Stage<'_>,
    app: &mut App,
    person: &str,
    size_mm: u16,
) -> Result<(ProposalView, String), Failure> {
    stage.part("The week of the harder size")?;
    stage.tell(
        "The new rod is harder. One evening both of them cry. One morning there are no hands left, and the session is not \
         held: it is shown as missed, and nobody is scolded. By Saturday the week is over, and she would like it behind \
         her. She asks for the next size.",
    )?;
    let view = stage.ledger.timed(READS, || app.progress(person, &at(14, 6, 50)))?;
    stage.panel(|page| screen::proposal(page, &view))?;
    let step = Command::TakeStep { person: person.to_owned(), to_tenths_mm: (size_mm + 1) * 10 };
    let why = match app.record(step, &at(14, 6, 52)) {
        Err(error @ (AppError::Refused { .. } | AppError::Invalid { .. })) => error.to_string(),
        Err(error) => return Err(error.into()),
        Ok(_) => {
            return Err(AppError::Internal { what: "a step was taken that was not proposed".into() }.into());
        }
    };
    stage.tell("She tries to take it all the same:")?;
    stage.panel(|page| page.item(Ink::Caution, "Refused:", &why))?;
    stage.tell("Nothing was written. The same size again, twice a day, and the third week is a good one.")?;
    Ok((view, why))
}

fn last_day(stage: &mut Stage<'_>, app: &mut App, person: &str, size_mm: u16) -> Result<TodayView, Failure> {
    let weekly = Command::CheckIn { person: person.to_owned(), answers: family::all_well(), note: None };
    stage.ledger.timed(WRITES, || app.record(weekly, &at(20, 19, 50)))?;
    write(stage, app, person, Slot { day: LAST_DAY, evening: false }, size_mm)?;
    stage.part("Three weeks later, the evening of 14 March")?;
    let view = stage.ledger.timed(READS, || app.today(person, &at(LAST_DAY, 19, 0)))?;
    let offered = view.proposal.as_ref().is_some_and(|proposal| proposal.kind == ProposalKind::Advance);
    let waiting =
        if offered { " The next size is offered again, and she means to look at it later." } else { "" };
    stage.tell(&format!(
        "Forty-two sessions were planned in these three weeks; forty-one were held.{waiting} This is her Today:"
    ))?;
    let reader = Reader::of(&view.person, &at(LAST_DAY, 19, 0));
    stage.panel(|page| screen::today(page, &view, &reader))?;
    Ok(view)
}

fn fever(stage: &mut Stage<'_>) -> Result<Evening, Failure> {
    stage.part("Twenty past seven")?;
    stage.tell(
        "Mina drinks less than usual, and she is warm. The thermometer says 38.1. It is Saturday, and the clinic opens on \
         Monday. Her mother leaves the rod in its box and answers the questions instead.",
    )?;
    let evening = evening::watch(stage.shell, stage.folder())?;
    stage.ledger.add(STRETCHING, evening.opening);
    stage.ledger.add(CHECK_IN, evening.check_in);
    if !stage.shell.json() {
        stage.shell.print_raw(&evening.printed)?;
    }
    stage.tell(
        "At twelve weeks a fever is not waited out. Nobody should have to know that by heart, alone, at the end of a long \
         day. She calls, writes down what the surgeon says, and carries the child to the car.",
    )?;
    Ok(evening)
}

fn reopening(
    stage: &mut Stage<'_>,
    person: &str,
    evening: &Evening,
) -> Result<(App, usize, VerifyView), Failure> {
    stage.part("In the car")?;
    stage.tell(
        "On the way she measures again, and in the middle of writing the phone dies. This was a real process, and it was \
         killed while it wrote (SIGKILL on Unix). Now the vault is opened again.",
    )?;
    let mut app = stage.open(&at(LAST_DAY, 20, 10))?;
    let (day, now) = (date(LAST_DAY), at(LAST_DAY, 20, 10));
    let items = stage.ledger.timed(READS, || app.timeline(person, Some(&day), Some(&day), &now))?.items;
    let acknowledged = &evening.acknowledged;
    let found = acknowledged.iter().filter(|entry| items.iter().any(|item| item.entry == **entry)).count();
    let verify = stage.ledger.timed(VERIFY, || app.verify(&now))?;
    stage.panel(|page| {
        page.fields(
            0,
            &[("Acknowledged", acknowledged.len().to_string()), ("Still there", found.to_string())],
        );
        page.gap();
        screen::verified(page, &verify);
    })?;
    if found != acknowledged.len() || !verify.sound {
        return Err(AppError::Internal { what: "an acknowledged entry was lost".into() }.into());
    }
    stage.tell("What had been acknowledged is there. What was in the middle of being written is there whole, or not at all.")?;
    Ok((app, found, verify))
}

fn report(stage: &mut Stage<'_>, app: &App, person: &str, after: &TodayView) -> Result<String, Failure> {
    stage.part("At the hospital")?;
    stage.tell(
        "Today has changed. The session that was due is not asked for, and no larger size is offered:",
    )?;
    let reader = Reader::of(&after.person, &at(LAST_DAY, 20, 15));
    stage.panel(|page| screen::today(page, after, &reader))?;
    stage.tell(
        "The doctor on duty has never met them. He asks what was done, since when, which size, whether there was blood. \
         She has slept four hours. She hands him one page.",
    )?;
    let (from, to, now) = (date(0), date(LAST_DAY), at(LAST_DAY, 20, 15));
    let html = stage.ledger.timed(REPORT, || app.report_html(person, Some(&from), Some(&to), false, &now))?;
    let path = stage.folder().join("report.html");
    files::write_new(&path, html.as_bytes())?;
    Ok(path.display().to_string())
}

fn ending(stage: &Stage<'_>, report: &str) -> Result<(), Failure> {
    stage.part("Where the time went")?;
    stage.panel(|page| stage.ledger.draw(page))?;
    let vault = stage.vault().display().to_string();
    let now = at(LAST_DAY, 20, 15).wall.to_rfc3339();
    let gradus = started_as(std::env::args_os().next());
    stage.part("What was written")?;
    stage.print(|page| {
        page.verbatim(Ink::Plain, &format!("  Report  {report}"));
        page.verbatim(Ink::Plain, &format!("  Vault   {vault}"));
        page.gap();
        page.line(Ink::Plain, &format!("Look around in it. The passcode is: {PASSCODE}"));
        page.gap();
        for command in ["today", "timeline"] {
            let line = format!("  {gradus} --vault {} --now {now} {command}", quoted(&vault));
            page.verbatim(Ink::Accent, &line);
        }
    })
}

/// The word or path by which this program was started, which is the one that starts it again from the same place.
fn started_as(first: Option<std::ffi::OsString>) -> String {
    let first = first.filter(|word| !word.is_empty()).unwrap_or_else(|| "gradus".into());
    quoted(&first.to_string_lossy())
}

/// A word as a shell takes it.
fn quoted(word: &str) -> String {
    let plain = |c: char| c.is_alphanumeric() || "/._-+:@%,~".contains(c);
    if !word.is_empty() && word.chars().all(plain) {
        word.to_owned()
    } else {
        format!("'{}'", word.replace('\'', "'\\''"))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_command_to_look_around_is_the_one_that_worked() {
        assert_eq!(started_as(Some("target/release/gradus".into())), "target/release/gradus");
        assert_eq!(started_as(Some("/opt/my apps/gradus".into())), "'/opt/my apps/gradus'");
        assert_eq!(started_as(Some("it's".into())), r"'it'\''s'");
        for nothing in [None, Some("".into())] {
            assert_eq!(started_as(nothing), "gradus");
        }
    }
}
