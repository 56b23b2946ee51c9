//! What no shell should hand in, and some will: bytes of another file, texts without an end, characters that steer a
//! screen. It is an error that says where, never a panic, and nothing is written.

use gradus_app::ask;
use gradus_app::view::{
    ColumnChoice, Command, ContactDraft, FactAnswer, Fill, PersonDraft, SessionDraft, VisitDraft,
};
use proptest::prelude::*;

use crate::bench::{
    Bench, OWN, adopt, answers, at, check_in, good, held, problems, robin, spoken, talk, visit, well_but,
};

const NOW: &str = "2026-03-02T20:00";
/// Deep enough to end any recursion that nobody has bounded.
const DEEP: usize = 100_000;

/// TOML, nested in every way there is.
fn nested() -> Vec<(&'static str, String)> {
    let dotted = vec!["a"; DEEP].join(".");
    vec![
        ("lists", format!("a = {}{}", "[".repeat(DEEP), "]".repeat(DEEP))),
        ("lists that stay open", format!("a = {}", "[".repeat(DEEP))),
        ("tables in a line", format!("a = {}1{}", "{a = ".repeat(DEEP), "}".repeat(DEEP))),
        ("a dotted key", format!("{dotted} = 1")),
        ("a dotted table", format!("[{dotted}]\nb = 1")),
        ("dotted tables in a list", format!("[[{dotted}]]\nb = 1")),
    ]
}

#[test]
fn deep_nesting_is_refused_with_its_line() {
    for (how, text) in nested() {
        for found in [ask::plan_check(&text, &[]).err(), ask::plan_blanks(&text).err()] {
            let found = problems(found.unwrap_or_else(|| panic!("{how} was read")));
            assert!(found[0].line.is_some() && found[0].wrong.len() < 400, "{how}");
        }
        let value = text.trim_start_matches("a = ").to_owned();
        let fill = Fill { field: "ladder.goal_mm".to_owned(), value };
        assert!(ask::plan_check(OWN, &[fill]).is_err(), "{how} as a value");
    }
    let path = vec!["a"; DEEP].join(".");
    let fill = Fill { field: path, value: "1".to_owned() };
    assert!(ask::plan_check(&OWN.replace("goal_mm = 15", ""), &[fill]).is_err(), "as a path");
}

#[test]
fn a_text_that_is_too_long_is_refused_with_the_limit() {
    let long = format!("{OWN}# {}", "x".repeat(1 << 20));
    let found = problems(ask::plan_check(&long, &[]).expect_err("more than a mebibyte"));
    assert!(found[0].right.contains("1048576"), "{found:?}");
    let mut bench = Bench::adult();
    let csv = "x".repeat(5 * 1024 * 1024 + 1);
    let found = problems(bench.app.import_sessions("Robin", &csv, &[], true, &at(NOW)).expect_err("5 MiB"));
    assert!(found[0].right.contains("5242880"), "{found:?}");
}

/// A field of every form, with what is to stand in it.
fn with(text: &str) -> Vec<(&'static str, Command)> {
    let some = || Some(text.to_owned());
    let examined =
        VisitDraft { kind: "examination".to_owned(), who: "Dr B".to_owned(), ..VisitDraft::default() };
    let check = Command::CheckIn { person: "Robin".to_owned(), answers: well_but(&[]), note: some() };
    vec![
        ("name", Command::AddPerson { draft: PersonDraft { name: text.to_owned(), ..robin() } }),
        ("note", held("Robin", SessionDraft { note: some(), ..good("12") })),
        ("device", held("Robin", SessionDraft { device: some(), ..good("12") })),
        ("note", check),
        ("who", talk("Robin", ContactDraft { who: text.to_owned(), ..spoken("resume") })),
        ("said", talk("Robin", ContactDraft { said: text.to_owned(), ..spoken("resume") })),
        ("who", visit("Robin", VisitDraft { who: text.to_owned(), ..examined.clone() })),
        ("advice", visit("Robin", VisitDraft { advice: some(), ..examined })),
    ]
}

#[test]
fn a_nul_or_another_control_character_is_refused_by_name_of_its_field() {
    let mut bench = Bench::adult();
    for control in ["a\0b", "a\u{1b}[2Jb", "a\u{9b}1mb", "a\u{7f}b", "a\u{8}b"] {
        for (field, command) in with(control) {
            let (found, wrong, _) = bench.wrong(command, NOW);
            assert_eq!((found.as_str(), wrong.as_str()), (field, "holds a control character"), "{control:?}");
        }
    }
    let note = SessionDraft { note: Some("two\r\nlines\tand a tab".to_owned()), ..good("12") };
    bench.write(held("Robin", note), NOW);
    let diary = "date,size,note\n2026-03-01,12,a\0b\n";
    let found =
        problems(bench.app.import_sessions("Robin", diary, &[], true, &at(NOW)).expect_err("no text"));
    assert!(found[0].line == Some(2) && found[0].wrong.contains("not text"), "{found:?}");
}

#[test]
fn a_text_of_a_plan_that_steers_a_screen_or_never_ends_is_refused() {
    let clinic = crate::bench::clinic_plan();
    let with = |from: &str, to: &str| {
        let text = clinic.replace(from, to);
        assert_ne!(text, clinic, "{from}");
        text
    };
    for (field, from, to) in [
        ("title", "title = \"Own", "title = \"Own{}"),
        ("based_on", "title = ", "based_on = \"A{}\"\ntitle = "),
        ("prescriber", "Dr Brandt", "Dr Brandt{}"),
        ("person_code", "title = ", "person_code = \"A{}\"\ntitle = "),
        ("instructions[1]", "Slowly.", "Slowly{}."),
        ("contact[1].name", "\"Practice\"", "\"Practice{}\""),
        ("contact[1].hours", "[[contact]]", "[[contact]]\nhours = \"8 to 16{}\""),
    ] {
        for control in ["\\u0000x", "\\u001bx", "\\u009bx"] {
            let found =
                problems(ask::plan_check(&with(from, &to.replace("{}", control)), &[]).expect_err(field));
            assert_eq!((found.len(), found[0].field.as_str()), (1, field), "{found:?}");
            assert_eq!(found[0].wrong, "holds a control character");
        }
        let long = to.replace("{}", &"x".repeat(4001));
        let found = problems(ask::plan_check(&with(from, &long), &[]).expect_err(field));
        assert_eq!((found[0].field.as_str(), found[0].right.as_str()), (field, "write at most 4000"));
        ask::plan_check(&with(from, &to.replace("{}", "x")), &[]).expect(field);
    }
    ask::plan_check(&with("Slowly.", "Slow\\nand\\tlow."), &[]).expect("lines and tabs are text");
}

#[test]
fn each_list_and_each_text_names_its_limit() {
    let mut bench = Bench::adult();
    let many = |part: &str, count: usize| vec![part.to_owned(); count];
    let session = |change: fn(&mut SessionDraft, Vec<String>), part: &str, count: usize| {
        let mut draft = good("12");
        change(&mut draft, many(part, count));
        held("Robin", draft)
    };
    let person = |background: Vec<String>, operations: Vec<String>| {
        let name = "Kim".to_owned();
        Command::AddPerson { draft: PersonDraft { name, background, operations, ..robin() } }
    };
    for (field, limit, command) in [
        ("warm_up", "50", session(|draft, all| draft.warm_up = all, "10", 51)),
        ("adjuncts", "20", session(|draft, all| draft.adjuncts = all, "ointment", 21)),
        ("background", "100", person(many("stoma", 101), Vec::new())),
        ("operations", "100", person(many("none", 1), many("botulinum", 101))),
        ("about", "200", talk("Robin", ContactDraft { about: many("x", 201), ..spoken("resume") })),
        ("name", "60", with(&"x".repeat(61)).remove(0).1),
        ("note", "4000", with(&"x".repeat(4001)).remove(1).1),
    ] {
        let (found, _, right) = bench.wrong(command, NOW);
        assert_eq!((found.as_str(), right), (field, format!("write at most {limit}")));
    }
    bench.write(session(|draft, all| draft.warm_up = all, "10", 50), NOW);
    bench.write(session(|draft, all| draft.adjuncts = all, "ointment", 20), NOW);
    bench.write(person(many("stoma", 100), many("botulinum", 100)), NOW);
}

/// Bytes, and pieces of the right form among them, so that not everything ends at the first character.
fn text() -> impl Strategy<Value = String> {
    let bytes = prop::collection::vec(any::<u8>(), 0..400);
    let pieces = prop::sample::select(vec![
        "date,time,size,pain,blood,hold,ease\n",
        "2026-03-01,",
        "12,",
        "\"",
        "\n",
        ",",
        ";",
        "\t",
        "morning",
        "[ladder]\n",
        "goal_mm = ",
        "[[phase]]\n",
        "[[blank]]\nfield = \"",
        "= [",
        "{",
        "}",
        "'''",
        "9999-99-99",
        "1e999",
        "\u{feff}",
        "\0",
        "gradus-plan/1",
        OWN,
    ]);
    prop_oneof![
        bytes.prop_map(|bytes| String::from_utf8_lossy(&bytes).into_owned()),
        prop::collection::vec(pieces, 0..24).prop_map(|pieces| pieces.concat()),
        (0..OWN.len(), any::<char>()).prop_map(|(at, letter)| {
            let at = (0..=at).rev().find(|at| OWN.is_char_boundary(*at)).unwrap_or(0);
            format!("{}{letter}{}", &OWN[..at], &OWN[at..])
        }),
    ]
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 256, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn no_text_makes_a_plan_panic(text in text(), field in text(), value in text()) {
        let fills = [Fill { field, value }];
        for fills in [&fills[..], &[]] {
            let _ = ask::plan_check(&text, fills);
            let _ = ask::occurrences(&text, fills, "2026-03-02", "2026-03-09");
        }
        let _ = ask::plan_check(OWN, &fills);
        let _ = ask::plan_blanks(&text);
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 64, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn no_text_makes_a_form_or_an_import_panic(text in text(), other in text()) {
        thread_local!(static BENCH: std::cell::RefCell<Bench> = std::cell::RefCell::new(Bench::adult()));
        let now = at(NOW);
        BENCH.with_borrow_mut(|bench| {
            let mapping = [ColumnChoice { column: other.clone(), field: text.clone() }];
            for mapping in [&mapping[..], &[]] {
                let _ = bench.app.import_sessions("Robin", &text, mapping, false, &now);
            }
            let _ = bench.app.timeline("Robin", Some(&text), Some(&other), &now);
            let _ = bench.app.person(Some(&text));
            let _ = ask::triage(vec![FactAnswer { id: text.clone(), answer: other.clone() }], &now);
            // One letter more may leave a plan as it was; whatever is no plan leaves the vault as it was.
            if ask::plan_check(&text, &[]).is_err() {
                bench.fail(adopt("Robin", &text), NOW);
            }
            bench.fail(check_in("Robin", answers(&[(&text, &other)])), NOW);
        });
    }
}
