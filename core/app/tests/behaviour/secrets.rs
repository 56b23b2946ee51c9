//! What may end in a log file: errors and what is printed for a programmer. None of it holds a secret or a note.

use gradus_app::view::{Command, ContactDraft, FactAnswer, Recorded, SessionDraft, VisitDraft};
use gradus_app::{App, AppError, Secret, Stretch};
use gradus_crypto::testing::SeededEntropy;
use proptest::prelude::*;
use tempfile::TempDir;

use crate::bench::{Bench, at, check_in, good, held, open, robin, spoken, talk, visit, well_but};

/// A word that occurs in no sentence of the program.
const SAID: &str = "Zimtstern4711";

fn some() -> Option<String> {
    Some(format!("{SAID} and more"))
}

fn spoken_words() -> Vec<Command> {
    let examined =
        VisitDraft { kind: "examination".to_owned(), who: "Dr Brandt".to_owned(), ..Default::default() };
    let mut checked = check_in("Robin", well_but(&[]));
    if let Command::CheckIn { note, .. } = &mut checked {
        *note = some();
    }
    vec![
        held("Robin", SessionDraft { note: some(), ..good("12") }),
        checked,
        talk("Robin", ContactDraft { said: format!("{SAID}, go on"), ..spoken("resume") }),
        visit("Robin", VisitDraft { advice: some(), ..examined }),
    ]
}

/// Everything that crosses to a shell, as it does.
fn written(view: &impl serde::Serialize) -> String {
    serde_json::to_string(view).expect("views are plain")
}

#[test]
fn a_command_in_print_names_its_arm_and_nothing_that_was_typed() {
    let mut person = robin();
    person.name = SAID.to_owned();
    let draft = SessionDraft { note: some(), size: SAID.to_owned(), ..good("12") };
    let answer = FactAnswer { id: SAID.to_owned(), answer: SAID.to_owned() };
    let talk = ContactDraft { who: SAID.to_owned(), said: SAID.to_owned(), ..spoken("resume") };
    let visited = VisitDraft { who: SAID.to_owned(), advice: some(), ..VisitDraft::default() };
    for printed in [
        format!("{person:?} {draft:?} {answer:?} {talk:?} {visited:?}"),
        format!("{:?}", Command::AddPerson { draft: person.clone() }),
        format!("{:?}", Command::ChangePerson { person: "Robin".to_owned(), draft: person }),
    ] {
        assert!(!printed.contains(SAID), "{printed}");
    }
    for command in spoken_words() {
        let printed = format!("{command:#?}");
        assert!(!printed.contains(SAID) && printed.len() > 5, "{printed}");
    }
}

#[test]
fn no_view_shows_a_note_and_the_timeline_alone_what_was_said_in_a_talk() {
    let mut bench = Bench::adult();
    let now = "2026-03-02T20:00";
    let recorded: Vec<Recorded> =
        spoken_words().into_iter().map(|command| bench.write(command, now)).collect();
    let app = &bench.app;
    let moment = at(now);
    let views = [
        written(&recorded),
        written(&app.today("Robin", &moment).expect("a view")),
        written(&app.timeline("Robin", None, None, &moment).expect("a view"))
            .replace(&format!("{SAID}, go on"), "what was said in the talk"),
        written(&app.plan("Robin", &moment).expect("a view")),
        written(&app.progress("Robin", &moment).expect("a view")),
        app.report_html("Robin", None, None, false, &moment).expect("a page"),
    ];
    assert!(views.iter().all(|view| !view.contains(SAID)));
    let shown = app.timeline("Robin", None, None, &moment).expect("a view");
    let (talks, others): (Vec<_>, Vec<_>) = shown.items.iter().partition(|item| item.kind == "contact");
    assert!(!talks.is_empty() && talks.iter().all(|item| item.sentence.contains(SAID)), "{}", talks.len());
    assert!(!others.is_empty() && others.iter().all(|item| !item.sentence.contains(SAID)));
    assert!(app.report_html("Robin", None, None, true, &moment).expect("a page").contains(SAID));
}

#[test]
fn a_view_in_print_is_the_name_of_its_type() {
    let mut bench = Bench::adult();
    let now = at("2026-03-02T20:00");
    let recorded = bench.write(check_in("Robin", well_but(&[("temperature_c", "39.4")])), "2026-03-02T20:00");
    let triage = recorded.triage.clone().expect("an assessment");
    let app = &bench.app;
    let person = app.person(Some("Robin")).expect("somebody");
    let today = app.today("Robin", &now).expect("a view");
    let timeline = app.timeline("Robin", None, None, &now).expect("a view");
    let plan = app.plan("Robin", &now).expect("a view");
    let progress = app.progress("Robin", &now).expect("a view");
    for (printed, name) in [
        (format!("{recorded:?}"), "Recorded"),
        (format!("{triage:?}"), "TriageView"),
        (format!("{:?}", triage.rules[0]), "RuleView"),
        (format!("{:?}", triage.facts[0]), "FactView"),
        (format!("{:?}", triage.tasks[0]), "TaskView"),
        (format!("{person:#?}"), "PersonRef"),
        (format!("{today:#?}"), "TodayView"),
        (format!("{:?}", today.gate), "GateView"),
        (format!("{:?}", today.slots[0]), "SlotView"),
        (format!("{timeline:?}"), "TimelineView"),
        (format!("{:?}", timeline.items[0]), "TimelineItem"),
        (format!("{plan:?}"), "PlanView"),
        (format!("{progress:?}"), "ProposalView"),
    ] {
        assert_eq!(printed, name);
    }
}

#[test]
fn the_recovery_code_is_shown_once_and_not_in_print() {
    let folder = TempDir::new().expect("a folder");
    let entropy = Box::new(SeededEntropy::new(3));
    let (app, made) = App::create(
        &folder.path().join("v"),
        crate::bench::PASSCODE,
        Stretch::Light,
        entropy,
        &at("2026-03-01T08:00"),
    )
    .expect("made");
    app.shut().expect("shuts");
    let printed = format!("{made:?}");
    assert!(made.recovery_code.len() > 20 && printed.contains(&made.vault));
    assert!(made.recovery_text().split('-').all(|group| !printed.contains(group)), "{printed}");
}

/// One closed vault for all cases below.
fn closed() -> (TempDir, String) {
    let bench = Bench::new();
    let code = bench.recovery_code.clone();
    (bench.close(), code)
}

fn said(error: &AppError) -> String {
    format!("{error} {error:?} {error:#?}")
}

#[test]
fn no_error_of_opening_repeats_the_secret() {
    let (folder, code) = closed();
    let path = folder.path().join("v");
    let words = ["correct horse battery stapl", "Zimtstern4711", "p\u{e4}sswort \u{1f511}"];
    for word in words {
        let error = open(&path, Secret::Passcode(word.as_bytes()), "2026-03-02T08:00").err().expect("wrong");
        assert!(!said(&error).contains(word));
    }
    let mut typed: Vec<String> = (0..code.len()).map(|cut| code[..cut].to_owned()).collect();
    typed.extend([format!("{code}{code}"), SAID.to_owned(), code.replace('-', "~")]);
    for typed in typed.iter().filter(|typed| typed.len() > 4) {
        let error = open(&path, Secret::Recovery(typed.as_bytes()), "2026-03-02T08:00").err().expect("wrong");
        let said = said(&error);
        assert!(!said.contains(typed.as_str()), "{said}");
        assert!(code.split('-').filter(|group| group.len() > 3).all(|group| !said.contains(group)), "{said}");
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 64, failure_persistence: None, ..ProptestConfig::default() })]

    /// Whatever is typed into whichever field: words longer than a slip of the pen are not in the error.
    #[test]
    fn no_error_repeats_a_sentence_that_was_typed(field in 0_usize..12, tail in "[a-z ]{24,60}") {
        thread_local!(static BENCH: std::cell::RefCell<Bench> = std::cell::RefCell::new(Bench::adult()));
        let typed = format!("{SAID} {tail}");
        let mut draft = good("12");
        let text = || typed.clone();
        match field {
            0 => draft.at = Some(text()),
            1 => draft.occurrence = Some(text()),
            2 => draft.size = text(),
            3 => draft.warm_up = vec![text()],
            4 => draft.ease = text(),
            5 => draft.pain_peak = Some(text()),
            6 => draft.pain_minutes = Some(text()),
            7 => draft.bleeding = Some(text()),
            8 => draft.lubricant = Some(text()),
            9 => draft.adjuncts = vec![text()],
            10 => draft.stop_reason = Some(text()),
            _ => draft.device = Some(text()),
        }
        let error = BENCH.with_borrow_mut(|bench| {
            bench.app.record(held("Robin", draft), &at("2026-03-02T20:00")).err()
        });
        if let Some(error) = error {
            prop_assert!(!said(&error).contains(SAID), "{}", said(&error));
        } else {
            prop_assert!(field > 10, "only a label takes words");
        }
    }
}
