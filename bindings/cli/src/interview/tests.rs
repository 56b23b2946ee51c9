//! Over the real core, about a baby of nine weeks unless it says otherwise.

use chrono::DateTime;
use gradus_app::ask;

use super::*;
use crate::clock;
use crate::screen::samples;

fn now() -> gradus_app::Moment {
    clock::moment(Some(DateTime::parse_from_rfc3339("2026-03-14T19:20:00+01:00").expect("an instant")))
}

/// What a facts file would say of the person.
const BABY: &[(&str, &str)] = &[("age_days", "63"), ("hirschsprung", "false"), ("pregnant", "false")];
/// How a check-in of the baby begins: wide awake, no vomiting, a soft belly.
const CALM: &str = "n\n1\nn\n";
const ADULT: &[(&str, &str)] = &[
    ("age_days", "12000"),
    ("hirschsprung", "false"),
    ("arm", "false"),
    ("pregnant", "false"),
    ("non_verbal", "false"),
];

fn of(person: &[(&str, &str)], typed: &str) -> (Ended, String) {
    let known = person
        .iter()
        .map(|(id, answer)| InterviewReply { id: (*id).to_owned(), answer: Some((*answer).to_owned()) });
    let known: Vec<InterviewReply> = known.collect();
    let step = |replies: &[InterviewReply]| {
        let mut view = ask::interview(&[&known, replies].concat(), &now())?;
        view.answers.retain(|given| known.iter().all(|fact| fact.id != given.id));
        if let Some(answer) = &mut view.so_far {
            answer.contacts = vec![samples::contact()];
        }
        Ok(view)
    };
    let reader = Reader::of(&samples::person(), &now());
    let interview = Interview { step: &step, reader: &reader, page: &|| Page::new(80) };
    let mut out = Vec::new();
    let ended = interview.run(&mut typed.as_bytes(), &mut out).expect("no I/O fails");
    (ended, anstream::adapter::strip_str(&String::from_utf8(out).expect("UTF-8")).to_string())
}

/// The same over what may be no text, or break off.
fn over(mut input: impl BufRead) -> (Result<Ended, Failure>, String) {
    let known = BABY
        .iter()
        .map(|(id, answer)| InterviewReply { id: (*id).to_owned(), answer: Some((*answer).to_owned()) });
    let known: Vec<InterviewReply> = known.collect();
    let step = |replies: &[InterviewReply]| {
        let mut view = ask::interview(&[&known, replies].concat(), &now())?;
        view.answers.retain(|given| known.iter().all(|fact| fact.id != given.id));
        Ok(view)
    };
    let reader = Reader::of(&samples::person(), &now());
    let mut out = Vec::new();
    let ended = Interview { step: &step, reader: &reader, page: &|| Page::new(80) }.run(&mut input, &mut out);
    (ended, anstream::adapter::strip_str(&String::from_utf8(out).expect("UTF-8")).to_string())
}

/// The same in Spanish.
fn spanish(typed: &str) -> (Ended, String) {
    let known = BABY
        .iter()
        .map(|(id, answer)| InterviewReply { id: (*id).to_owned(), answer: Some((*answer).to_owned()) });
    let known: Vec<InterviewReply> = known.collect();
    let asks = ask::Speaking(Locale::Es);
    let step = |replies: &[InterviewReply]| {
        let mut view = asks.interview(&[&known, replies].concat(), &now())?;
        view.answers.retain(|given| known.iter().all(|fact| fact.id != given.id));
        Ok(view)
    };
    let reader = Reader::of(&samples::person(), &now()).speaking(asks);
    let interview = Interview { step: &step, reader: &reader, page: &|| Page::new(4000) };
    let mut out = Vec::new();
    let ended = interview.run(&mut typed.as_bytes(), &mut out).expect("no I/O fails");
    (ended, anstream::adapter::strip_str(&String::from_utf8(out).expect("UTF-8")).to_string())
}

/// The letter of the English "not sure" is that of the Spanish "yes".
#[test]
fn in_spanish_s_is_yes_and_d_is_not_sure() {
    assert_eq!(answers(spanish("s\nq\n").0), ["drowsy=true"]);
    assert_eq!(answers(run("y\nq\n").0), ["drowsy=true"]);
    let (ended, _) = spanish("sí\natrás\nd\nsalir\n");
    assert!(matches!(ended, Ended::Left(_)), "a doubt is asked again before it counts");
    let given = answers(spanish("d\nd\nd\nno lo sé\nd\nd\nq\n").0);
    assert!(given.contains(&"drowsy=unknown".to_owned()), "{given:?}");
    for typed in ["s", "y", "si"] {
        let (_, out) = spanish(&format!("n\n1\nn\n{typed}\nq\n"));
        assert!(
            out.contains("Escriba un número desde") && out.contains("o d si no lo sabe"),
            "{typed}: {out}"
        );
    }
    let facts = ask::Speaking(Locale::Es).facts();
    let bleeding = facts.iter().find(|fact| fact.id == "bleeding").expect("a question");
    assert!(matches!(read(Locale::Es, bleeding, "no", false), Ok(Typed::Said(Some(said))) if said == "none"));
}

#[test]
fn nothing_of_the_terminal_s_own_is_english_in_a_spanish_check_in() {
    let typed = format!("f\nb\nz\n{WELL}s\n3\n0\nf\n");
    let (_, out) = spanish(&typed);
    for (name, part) in said::tests::english() {
        assert!(!out.contains(part), "{name}: {part:?} in\n{out}");
    }
    for part in [
        "En cada pregunta: d no lo sé",
        "s sí, n no, o d si no lo sabe: ",
        "un número en °C, o d si no lo sabe: ",
        "0 a 10, o d si no lo sabe: ",
        "Primero van las primeras preguntas",
        "Esta es la primera pregunta.",
        "Responda s para sí, n para no",
        "s sí, n no, d no lo sé, o f para acabar: ",
        "Con f se acaba aquí, sin terminar.",
    ] {
        assert!(out.contains(part), "{part} is not in\n{out}");
    }
    assert!(!out.contains("not sure") && !out.contains("finish"), "{out}");
}

fn run(typed: &str) -> (Ended, String) {
    of(BABY, typed)
}

fn answers(ended: Ended) -> Vec<String> {
    match ended {
        Ended::Finished(answers) | Ended::LeftUrgent(answers) => {
            answers.into_iter().map(|g| format!("{}={}", g.id, g.answer)).collect()
        }
        Ended::Left(_) => panic!("nobody left"),
    }
}

/// Sleepiness, vomiting, the belly, temperature and no medicine against it, feeding, bleeding, how she is, pain as it is
/// seen and nothing numbing, worry: all well.
const WELL: &str = "n\n1\nn\n36.8\n240\n1\n1\n1\n0\n1\n1\n";

fn one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

fn place(text: &str, part: &str) -> usize {
    text.find(part).unwrap_or_else(|| panic!("{part:?} is not in\n{text}"))
}

#[test]
fn a_well_baby_is_done_after_a_few_questions() {
    let (ended, out) = run(&format!("{WELL}n\n"));
    let given = answers(ended);
    for answer in ["bleeding=none", "temperature_c=36.8", "illness=well", "flacc=0", "worry=none"] {
        assert!(given.iter().any(|one| one == answer), "{answer}: {given:?}\n{out}");
    }
    assert!(
        !given.iter().any(|one| one.starts_with("pain_peak") || one.starts_with("anything")),
        "{given:?}"
    );
    assert!(!out.contains("emergency") && out.contains("Have they bled"), "{out}");
}

#[test]
fn each_kind_is_answered_in_its_own_way_and_a_slip_asks_again() {
    let typed = "perhaps\nNo\n\nmaybe\n9\nnone\nno\n381\n36.85\nNaN\n36,8\n240\n1\nnone\n1\n0\n1\nno\nn\n";
    let (ended, out) = run(typed);
    let given = answers(ended);
    assert!(given.contains(&"temperature_c=36.8".to_owned()), "{given:?}");
    assert_eq!(out.matches("Please choose 1 to 3, or s for not sure.").count(), 3, "{out}");
    assert_eq!(out.matches("Please type a number from 30 to 45").count(), 3, "{out}");
    assert_eq!(out.matches("Please answer y for yes").count(), 1, "{out}");
    assert!(
        out.contains("a number in °C, or s for not sure: ") && out.contains("  0 to 10, or s for not sure: "),
        "{out}"
    );
}

/// What only the core knows of a number is told at once, and the answers before it are kept.
#[test]
fn a_number_that_the_core_refuses_is_asked_for_again() {
    let (ended, out) = run(&format!("{CALM}36.8\n240\n1\n1\n1\n0.5\n0\n1\n1\nn\n"));
    assert!(answers(ended).contains(&"flacc=0".to_owned()));
    assert_eq!(out.matches("That does not fit").count(), 1, "{out}");
}

#[test]
fn no_answer_to_a_question_that_was_put_counts_as_not_sure() {
    let (one, other) = (run("x\nx\nx\nx\nq\n"), run("s\ns\ns\ns\nq\n"));
    assert_eq!(one.1, other.1);
    let given = answers(one.0);
    assert!(given.contains(&"drowsy=unknown".to_owned()), "{given:?}");
    assert_eq!(given, answers(other.0));
}

#[test]
fn going_back_asks_again_and_takes_the_new_answer() {
    let (ended, out) = run(&format!("b\nn\n2\nb\nb\n{WELL}n\n"));
    assert!(answers(ended).contains(&"vomiting=none".to_owned()));
    assert_eq!(out.matches("This is the first question.").count(), 1);
}

#[test]
fn an_emergency_is_said_before_the_next_question_and_only_once() {
    let (ended, out) = run(&format!("{CALM}38.1\n1\nf\n"));
    let said =
        ["belly_distended=false", "bleeding=none", "drowsy=false", "temperature_c=38.1", "vomiting=none"];
    assert_eq!(answers(ended), said);
    let call = place(&out, "Emergency care now");
    assert!(call < place(&out, "Have they bled from the bottom"), "{out}");
    assert!(call < place(&out, "Surgical ward, +44 20 7946 0000 (day and night)"), "{out}");
    assert_eq!(out.matches("Emergency care now").count(), 1, "{out}");
    let words = one_line(&out.replace('│', " "));
    assert!(words.contains("f finishes now and writes down what was said"), "{out}");
}

#[test]
fn what_gets_more_urgent_is_said_again_and_so_is_what_comes_back() {
    // Vomit that may have been green, also at a second look: a clinician today; a fever under three months: an emergency. Going
    // back takes it away.
    let (_, out) = run("n\n2\ns\ns\nn\n38.1\nb\n36.8\nb\n38.2\nq\n");
    let today = place(&out, "A clinician today, day or night, within 4 hours");
    let emergency = place(&out, "Emergency care now");
    assert!(today < emergency, "{out}");
    assert_eq!(out.matches("Emergency care now").count(), 2, "{out}");
}

#[test]
fn leaving_keeps_the_answers_once_somebody_must_be_reached_today_and_none_before() {
    // An emergency, and a clinician today for not sure about blood; by q and by the end of what is typed.
    for (typed, said) in [
        ("y\nq\n", &["drowsy=true"][..]),
        ("y\nquit\n", &["drowsy=true"]),
        ("y\n", &["drowsy=true"]),
        ("n\n2\ns\nq\n", &["drowsy=false", "vomit_green=unknown", "vomiting=once"]),
        // Going back to look, and leaving from there, takes nothing back.
        ("y\nb\nq\n", &["drowsy=true"]),
        ("n\n2\ny\nb\nb\nb\nn\nq\n", &["drowsy=false", "vomit_green=true", "vomiting=once"]),
    ] {
        let ended = run(typed).0;
        assert!(matches!(ended, Ended::LeftUrgent(_)), "{typed:?}");
        assert_eq!(answers(ended), said, "{typed:?}");
    }
    // Answered otherwise, it asks for nobody.
    for typed in ["q\n", "", "n\nq\n", "n\n1\n", "y\nb\nn\nq\n", "n\n2\ny\nb\nn\nq\n"] {
        assert!(matches!(run(typed).0, Ended::Left(None)), "{typed:?}");
    }
    // Worry asks for the clinic, which is no reason to break off the questions; it is said on leaving all the same.
    let (ended, out) = of(ADULT, "1\n36.8\n240\n1\n0\n1\nn\n2\nq\n");
    assert!(matches!(ended, Ended::Left(Some(_))) && !out.contains("Speak with the clinic"), "{out}");
}

#[test]
fn finishing_is_offered_once_it_is_possible_and_refused_before() {
    let (ended, out) = run(&format!("f\n{WELL}f\ny\nf\n"));
    assert_eq!(answers(ended).len(), 12, "what was said, and that there is more to tell");
    assert_eq!(out.matches("The first questions come first").count(), 2, "{out}");
    assert_eq!(out.matches("or f to finish").count(), 1, "{out}");
}

#[test]
fn one_known_answer_settles_its_row_and_not_sure_tries_the_next_way_of_asking() {
    let (_, out) = run(&format!("{CALM}s\nn\n1\n1\n1\ns\nq\n"));
    assert!(place(&out, "most worrying temperature") < place(&out, "feel hot to your hand"), "{out}");
    assert!(place(&out, "by watching them") < place(&out, "tried to soothe them"), "{out}");
    assert!(!run(&format!("{CALM}36.8\nq\n")).1.contains("feel hot"));
}

#[test]
fn the_further_questions_come_only_if_something_is_going_on_and_can_be_finished() {
    for (more, left) in [("y", true), ("s", true), ("n", false), ("x", true)] {
        let (ended, out) = run(&format!("{WELL}{more}\n{}f\n", if left { "2\n" } else { "" }));
        assert_eq!(
            out.contains("questions are left. With f it ends here, not finished."),
            left,
            "{more}: {out}"
        );
        assert!(answers(ended).len() >= 8, "{more}");
    }
}

#[test]
fn everything_but_numbers_and_levels_takes_yes_and_no() {
    let (_, out) = run(&format!("{WELL}y\n0\n1\nq\n"));
    assert!(out.contains("y yes, n no, s not sure, or f to finish: "), "{out}");
    let keys = "Leaving writes nothing, unless somebody has to be reached today: then it writes down what was said. \
                Ctrl-C never writes anything.";
    assert!(one_line(&out).contains(keys), "{out}");
}

#[test]
fn no_is_taken_where_the_first_level_is_written_as_no() {
    let facts = ask::facts();
    let question = |id: &str| facts.iter().find(|fact| fact.id == id).expect(id);
    let said = |id: &str, typed: &str| match read(Locale::En, question(id), typed, false) {
        Ok(Typed::Said(answer)) => answer,
        _ => None,
    };
    for typed in ["n", "no", "No", "N"] {
        assert_eq!(said("bleeding", typed).as_deref(), Some("none"), "{typed}");
        assert_eq!(said("numbing_used", typed).as_deref(), Some("none"), "{typed}");
        assert_eq!(said("illness", typed), None, "it is no answer to how somebody is");
    }
    assert_eq!(said("bleeding", "y"), None);
    let (ended, out) = of(ADULT, "1\n36.8\n240\n1\n0\n1\nn\n1\ny\n4\nn\n");
    assert!(matches!(ended, Ended::Left(_)), "{out}");
}

/// At two in the morning: what can kill a baby within hours stands on the first screen, each follow-up under its question,
/// and each question can be read alone.
#[test]
fn a_baby_s_check_in_begins_with_what_is_most_dangerous() {
    let (_, out) = run("n\n2\nn\nn\n36.8\n240\n1\n1\n1\n0\n1\n1\nn\nn\n0\ny\nq\n");
    let questions = [
        "1. Are they much sleepier or floppier than usual, or hardly interested in anything?",
        "2. Have they thrown up?",
        "3. Was any of their vomit green?",
        "4. Is their belly swollen or tight?",
        "5. What was their most worrying temperature",
        "6. How many hours ago did they last have a medicine that lowers fever?",
        "7. How do they feed or drink?",
        "8. Have they bled from the bottom",
        "9. How do they look and act as a whole?",
        "10. How much pain do you see by watching them",
        "11. Did they get something that numbs or dulls pain",
        "12. Are you worried about how they are?",
        "13. Do they have one of the danger signs in the list?",
        "14. Have both gas and stool stopped coming out?",
        "15. For how many hours has less of their stool come",
        "16. Is anything else different from usual",
    ];
    let (flat, mut from) = (one_line(&out), 0);
    for question in questions {
        let at = flat[from..].find(question).unwrap_or_else(|| panic!("{question}: {out}"));
        from += at;
    }
    let green = run("n\n2\ny\nq\n").1;
    assert!(place(&green, "Was any of their vomit green?") < place(&green, "Emergency care now"), "{green}");
}

#[test]
fn what_was_answered_is_not_printed() {
    let answers = || vec![FactAnswer { id: "bleeding".into(), answer: "clots".into() }];
    let all = [Ended::Finished(answers()), Ended::LeftUrgent(answers()), Ended::Left(None)];
    assert_eq!(format!("{all:?}"), "[Finished, LeftUrgent, Left]");
}

/// Whoever types on a terminal of another encoding is asked again, and loses nothing.
#[test]
fn what_is_no_utf_8_is_asked_again() {
    let (ended, out) = over(&[&b"s\xed\n"[..], b"y\nq\n"].concat()[..]);
    assert_eq!(answers(ended.expect("no I/O fails")), ["drowsy=true"]);
    assert_eq!(out.matches("1.").count(), 1, "{out}");
}

/// The panel was on the screen: what it rests on is written down, whatever becomes of the terminal.
#[test]
fn a_terminal_that_fails_after_something_urgent_was_shown_loses_nothing_of_it() {
    struct Gone;
    impl io::Read for Gone {
        fn read(&mut self, _: &mut [u8]) -> io::Result<usize> {
            Err(io::Error::other("the line is cut"))
        }
    }
    let then_gone = |typed: &'static str| io::BufReader::new(io::Read::chain(typed.as_bytes(), Gone));
    let (ended, out) = over(then_gone("y\n"));
    assert!(matches!(ended, Ok(Ended::LeftUrgent(ref given)) if given[0].id == "drowsy"), "{out}");
    let (ended, _) = over(then_gone("n\n"));
    assert!(ended.is_err(), "nothing urgent was said");
}
