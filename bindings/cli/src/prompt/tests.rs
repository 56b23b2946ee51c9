use std::cell::Cell;

use gradus_app::{AppError, Problem};

use super::form::Asking;
use super::*;

/// What came of a question when this is typed, and what stood on the terminal.
fn asked<T>(typed: impl AsRef<[u8]>, ask: impl FnOnce(&mut Terminal<'_>) -> T) -> (T, String) {
    let (mut input, mut out) = (typed.as_ref(), Vec::new());
    let page = || Page::new(200);
    let got = ask(&mut Terminal { page: &page, input: &mut input, out: &mut out, is_wrong: false });
    let out = anstream::adapter::strip_str(&String::from_utf8(out).expect("UTF-8")).to_string();
    (got, out)
}

const DAY: Question<'_> = Question { words: "Born", kept: None, needed: Some("the day of birth") };

fn born(typed: &str, question: Question<'_>) -> (Heard, String) {
    asked(typed, |terminal| terminal.line(question, day).expect("no I/O fails"))
}

#[test]
fn an_empty_answer_asks_again_and_says_what_is_needed() {
    let (heard, out) = born("\n  \n2026-01-03\n", DAY);
    assert_eq!(heard, Heard::Said("2026-01-03".into()));
    let said = "This cannot be left empty: the day of birth. b goes back, q leaves and writes nothing.";
    assert_eq!(out.matches(said).count(), 2, "{out}");
    assert!(out.starts_with("\nBorn:\n> "), "{out}");
}

#[test]
fn the_same_keys_hold_at_every_question() {
    for (typed, heard) in [
        ("b\n", Heard::Back),
        ("B\n", Heard::Back),
        ("q\n", Heard::Leave),
        (" Q \n", Heard::Leave),
        ("", Heard::Leave),
    ] {
        assert_eq!(born(typed, DAY).0, heard, "{typed:?}");
        let mut slot = None;
        let (got, _) =
            asked(typed, |terminal| terminal.choice("Who?", LIST, true, &mut slot).expect("no I/O fails"));
        assert_eq!((got, slot), (heard.clone(), None), "{typed:?}");
        let (got, _) = asked(typed, |terminal| terminal.yes_or_no("So?").expect("no I/O fails"));
        assert_eq!(got, heard, "{typed:?}");
        let mut slot = vec!["stoma".to_owned()];
        let (got, _) =
            asked(typed, |terminal| terminal.several("Which?", LIST, None, &mut slot).expect("no I/O fails"));
        assert_eq!((got, slot), (heard, vec!["stoma".to_owned()]), "{typed:?}");
    }
}

#[test]
fn a_text_that_is_only_a_key_goes_in_quotes() {
    let text = Question { words: "Name", kept: None, needed: Some("a name") };
    let said = |typed: &str| asked(typed, |terminal| terminal.words(text).expect("no I/O fails")).0;
    for (typed, words) in [
        ("\"B\"\n", "B"),
        ("\"q\"\n", "q"),
        ("\"x\"\n", "x"),
        ("x\n", "x"),
        ("\"go on\"\n", "\"go on\""),
        ("\"\"\n", "\"\""),
    ] {
        assert_eq!(said(typed), Heard::Said(words.into()), "{typed:?}");
    }
    assert!(KEYS.contains("quotes"));
}

#[test]
fn enter_takes_what_stands_there_and_x_leaves_it_out() {
    let kept = Question { kept: Some("2026-01-03"), ..DAY };
    let (heard, out) = born("\n", kept);
    assert!(heard == Heard::Kept && out.contains("Born. Enter takes 2026-01-03."), "{out}");
    assert_eq!(born("x\n2026-01-04\n", kept).0, Heard::Said("2026-01-04".into()), "it is needed");
    let optional = Question { needed: None, ..DAY };
    let (heard, out) = born("\n", optional);
    assert!(heard == Heard::LeftOut && out.contains("Born. Enter leaves it out."), "{out}");
    let (heard, out) = born("x\n", Question { needed: None, ..kept });
    assert!(heard == Heard::LeftOut && out.contains("Enter takes 2026-01-03, x leaves it out."), "{out}");
    assert_eq!(born("\n", Question { needed: None, ..kept }).0, Heard::Kept);
}

#[test]
fn a_line_that_does_not_fit_is_asked_for_again_with_what_would() {
    let (heard, out) = born("3.1.2026\n2026-1-3\n2026-02-30\n2026-01-03\n", DAY);
    assert_eq!(heard, Heard::Said("2026-01-03".into()));
    assert_eq!(out.matches("such as 2026-03-01").count(), 3, "{out}");
}

#[test]
fn a_letter_of_another_alphabet_does_not_end_the_asking() {
    let (heard, out) = asked(b"M\xfcller\nMueller\n", |terminal| {
        terminal.words(Question { words: "Who?", kept: None, needed: Some("a name") }).expect("no I/O fails")
    });
    assert!(heard == Heard::Said("Mueller".into()) && out.contains("does not write UTF-8"), "{out}");
}

/// A passcode prompt takes the terminal as it is typed: what was typed ahead of its end comes as letters.
#[test]
fn the_end_of_the_input_that_was_typed_ahead_is_no_answer() {
    assert_eq!(born("\u{4}", DAY).0, Heard::Leave);
    assert_eq!(born("2026-01-03\n\u{4}", DAY).0, Heard::Said("2026-01-03".into()));
}

#[test]
fn only_a_clear_yes_confirms() {
    let confirmed =
        |typed: &str| asked(typed, |terminal| confirmed(terminal, "Sure?").expect("no I/O fails")).0;
    assert!(confirmed("y\n") && confirmed("\nperhaps\nb\nYes\n"));
    assert!(!confirmed("n\n") && !confirmed("Q\n") && !confirmed("") && !confirmed("\n"));
}

#[test]
fn only_a_clear_word_decides_and_whoever_is_gone_has_left() {
    let decided = |typed: &str| asked(typed, |terminal| decision(terminal, "So?").expect("no I/O fails")).0;
    assert_eq!(decided("\nsure\nYES\n"), Decision::Yes);
    for typed in ["n\n", "No\n", "q\n", "", "\n"] {
        assert_eq!(decided(typed), Decision::No, "{typed:?}");
    }
    assert_eq!(decided("b\n"), Decision::Back);
}

#[test]
fn what_a_plan_asks_cannot_command_the_terminal() {
    let question = Question { words: "Which\x1b[2J size?", kept: Some("9\x1b[2J"), needed: Some("a size") };
    let (mut input, mut out) = (&b"9\n"[..], Vec::new());
    let page = || Page::new(60);
    let mut terminal = Terminal { page: &page, input: &mut input, out: &mut out, is_wrong: false };
    assert_eq!(terminal.words(question).expect("no I/O fails"), Heard::Said("9".into()));
    assert!(!out.contains(&0x1b), "{out:?}");
}

const LIST: &[(&str, &str)] = &[("none", "none of them"), ("stoma", "a stoma"), ("steroids", "steroids")];

#[test]
fn a_choice_is_made_by_number_name_or_words_and_a_slip_asks_again() {
    let all = [("easy", "easily"), ("not_passed", "it did not pass")];
    let chosen = |typed: &str, stood: Option<&str>| {
        let mut slot = stood.map(str::to_owned);
        let (heard, out) =
            asked(typed, |terminal| terminal.choice("How?", &all, true, &mut slot).expect("no I/O fails"));
        (heard, slot, out)
    };
    for typed in ["2\n", "not_passed\n", "It did not pass\n", "0\n3\nwell\n2\n"] {
        assert_eq!(chosen(typed, None).1.as_deref(), Some("not_passed"), "{typed:?}");
    }
    let (heard, slot, out) = chosen("\n", Some("easy"));
    assert!(heard == Heard::Kept && slot.as_deref() == Some("easy"));
    assert!(out.contains("How? Enter takes 1."), "{out}");
    assert!(chosen("\n1\n", None).2.contains("This cannot be left empty: choose 1 to 2."));
}

#[test]
fn several_are_chosen_by_number_or_name_with_their_days() {
    for (typed, names) in [
        ("2,3\n", &["stoma", "steroids"][..]),
        ("Stoma , 3=2026-01-20\n", &["stoma", "steroids=2026-01-20"]),
        ("4\n0\nwell\n2,=\n3=20.1.2026\n1,2\n1=2026-01-20\n,\n1\n", &["none"]),
        ("\n", &[]),
        ("", &[]),
    ] {
        let mut slot = Vec::new();
        let (_, out) =
            asked(typed, |terminal| terminal.several("Which?", LIST, None, &mut slot).expect("no I/O fails"));
        assert_eq!(slot, names, "{typed:?}");
        assert!(out.contains("a stoma\n") && out.contains("Which? Enter says that there is none."), "{out}");
    }
    let mut slot = vec!["stoma".to_owned(), "steroids=2026-01-20".to_owned()];
    let (heard, out) = asked("\n", |terminal| {
        terminal.several("Which?", LIST, Some("them"), &mut slot).expect("no I/O fails")
    });
    assert!(heard == Heard::Kept && slot.len() == 2 && out.contains("Enter takes 2,3=2026-01-20."), "{out}");
}

/// A form with a question that only one answer makes necessary.
#[derive(Default)]
struct Pet {
    name: Option<String>,
    kind: Option<String>,
    tricks: Option<String>,
}

impl Form for Pet {
    type Draft = (String, String, Option<String>);

    fn missing(&self) -> Vec<Field<Self>> {
        vec![
            Field {
                name: "name",
                applies: |_| true,
                ask: |pet, terminal| {
                    terminal.field("Name", Some("a name"), &mut pet.name, |typed| Ok(typed.into()))
                },
            },
            Field {
                name: "kind",
                applies: |_| true,
                ask: |pet, terminal| {
                    terminal.choice("Kind?", &[("dog", "a dog"), ("cat", "a cat")], true, &mut pet.kind)
                },
            },
            Field {
                name: "tricks",
                applies: |pet| pet.kind.as_deref() == Some("dog"),
                ask: |pet, terminal| {
                    terminal.field("Tricks", None, &mut pet.tricks, |typed| Ok(typed.into()))
                },
            },
        ]
    }

    fn draft(&self) -> Result<Self::Draft, Failure> {
        let needed =
            |slot: &Option<String>| slot.clone().ok_or(Failure::usage("--name", "is missing", "give it"));
        Ok((needed(&self.name)?, needed(&self.kind)?, self.tricks.clone()))
    }
}

type Taken = Result<(String, String, Option<String>), Failure>;

fn pet(typed: &str, mut take: impl FnMut(&<Pet as Form>::Draft) -> Result<(), Failure>) -> (Taken, String) {
    asked(typed, |terminal| {
        let mut form = Pet::default();
        let fields = form.missing();
        let mut take = |draft| take(&draft).map(|()| draft);
        Asking { form: &mut form, fields, terminal }.until_taken(&mut take)
    })
}

fn refusal(field: &str) -> Failure {
    Failure::invalid(None, field, "is too long", "write less")
}

#[test]
fn a_form_goes_forward_and_back_and_offers_what_was_answered() {
    let (taken, out) = pet("b\nAda\n1\nb\n2\n", |_| Ok(()));
    assert_eq!(taken.expect("answered"), ("Ada".into(), "cat".into(), None));
    assert!(out.starts_with(&format!("\n{KEYS}\n")) && out.contains(form::FIRST), "{out}");
    assert!(out.contains("Kind? Enter takes 1."), "{out}");
    let (taken, out) = pet("Ada\nb\n\n2\n", |_| Ok(()));
    assert!(taken.is_ok() && out.contains("Name. Enter takes Ada.") && !out.contains("Tricks"), "{out}");
    // The question before is the one that was asked, not one that did not apply.
    let (taken, _) = pet("Ada\n1\nsit\n", |_| Ok(()));
    assert_eq!(taken.expect("answered").2.as_deref(), Some("sit"));
}

#[test]
fn leaving_a_form_hands_nothing_over() {
    for typed in ["", "q\n", "Ada\n", "Ada\nq\n", "Ada\n1\nq\n"] {
        let handed = Cell::new(false);
        let (taken, _) = pet(typed, |_| {
            handed.set(true);
            Ok(())
        });
        assert!(matches!(taken, Err(Failure::Left)) && !handed.get(), "{typed:?}");
    }
}

#[test]
fn what_is_refused_about_an_answer_is_asked_again_and_the_other_answers_stay() {
    let long = |draft: &<Pet as Form>::Draft| if draft.0.len() > 3 { Err(refusal("name")) } else { Ok(()) };
    let (taken, out) = pet("Adalbert\n2\nAdam\n\nAda\n", long);
    assert_eq!(taken.expect("answered"), ("Ada".into(), "cat".into(), None));
    assert_eq!(out.matches("That does not fit: is too long; write less.").count(), 2, "{out}");
    assert_eq!((out.matches("Kind?").count(), out.matches("Enter takes Adalbert").count()), (1, 0), "{out}");
    // What an answer newly makes necessary is asked for as well.
    let no_cats = |draft: &<Pet as Form>::Draft| if draft.1 == "cat" { Err(refusal("kind")) } else { Ok(()) };
    assert_eq!(pet("Ada\n2\n1\nsit\n", no_cats).0.expect("answered").2.as_deref(), Some("sit"));
    // From there the way back is open too.
    assert_eq!(pet("Ada\n2\nb\nBea\n1\n\n", no_cats).0.expect("answered").0, "Bea");
    assert!(matches!(pet("Ada\n2\nq\n", no_cats).0, Err(Failure::Left)));
}

#[test]
fn what_was_not_asked_for_and_what_is_no_answer_ends_the_form() {
    let (taken, _) = pet("Ada\n2\n", |_| Err(refusal("weight")));
    assert!(matches!(taken, Err(Failure::App { error: AppError::Invalid { .. }, .. })));
    let both = || {
        let one =
            |field: &str| Problem { line: None, field: field.into(), wrong: "x".into(), right: "y".into() };
        Failure::from(AppError::Invalid { problems: vec![one("name"), one("weight")] })
    };
    assert!(matches!(pet("Ada\n2\n", |_| Err(both())).0, Err(Failure::App { .. })));
    let (taken, _) = pet("Ada\n2\n", |_| Err(AppError::Busy.into()));
    assert!(matches!(taken, Err(Failure::App { error: AppError::Busy, .. })));
}

#[test]
fn what_is_asked_and_answered_is_not_printed() {
    let heard = [Heard::Said("clots".into()), Heard::Kept, Heard::LeftOut, Heard::Back, Heard::Leave];
    assert_eq!(format!("{heard:?}"), "[Said, Kept, LeftOut, Back, Leave]");
    let question = Question { words: "Blood?", kept: Some("clots"), needed: Some("say it") };
    assert_eq!(format!("{question:?}"), "Question");
}
