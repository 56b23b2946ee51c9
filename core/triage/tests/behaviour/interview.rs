//! Which question comes next, for whom, and what is said before it.

use crate::people::now;
use crate::talk::{Raw, after, answering, decided, each, held, id, known, pack, put_again, told};
use gradus_domain::{Answer, Disposition, Value};
use gradus_triage::{AGAIN, ANYTHING_ELSE, Facts, More, Next, Replies, Source, assess};

#[test]
fn an_interview_ends_never_repeats_and_puts_every_required_row() {
    each(|pack, person, draws| {
        let said = held(pack, person, draws, |interview, said| {
            assert_eq!(interview.next.is_none(), interview.left == 0);
            let rest = matches!(interview.next, None | Some(Next::About { .. } | Next::Further(_)));
            let urgent = interview.so_far.disposition >= Disposition::SameDay { hours: 4 };
            assert_eq!(interview.may_finish, urgent || rest, "{said:?}");
        });
        for row in pack.vocabulary().required() {
            let put = said.iter().any(|(id, _)| row.any_of.iter().any(|fact| fact.as_str() == id));
            assert!(put, "{row:?}");
        }
        // The parts come in their order, and nothing that somebody must answer is left when all is asked.
        for missing in decided(person, &said).missing {
            let fact = pack.vocabulary().fact(missing.as_str()).expect("a fact");
            let was_put = said.iter().any(|(id, _)| *id == missing.as_str());
            assert!(was_put || fact.source != Source::Asked, "{missing} stays open");
        }
    });
}

#[test]
fn what_is_said_on_the_way_is_what_triage_answers_to_the_same() {
    each(|pack, person, draws| {
        held(pack, person, draws, |interview, said| {
            let person = put_again(person, said);
            let (facts, _) =
                pack.conclude(known(&told(said)), &More::Nothing, person, &now()).expect("facts");
            assert_eq!(interview.so_far, assess(pack, &interview.facts, &now()));
            // All that was said counts, but for what is to be looked at again first.
            let waits = |id: &str| said.iter().all(|(one, _)| one.strip_prefix(AGAIN) != Some(id));
            for (id, answer) in facts.answers() {
                let is_in = interview.facts.answers().get(id) == Some(answer);
                assert!(is_in || *answer == Answer::Unknown && waits(id.as_str()), "{id} {said:?}");
            }
        });
    });
}

#[test]
fn what_cannot_be_is_never_asked() {
    each(|pack, person, draws| {
        let said = held(pack, person, draws, |_, _| {});
        let yes = |id: &str| person.get(id) == Some(&Answer::Known(Value::YesNo(true)));
        let age = match person.get("age_days") {
            Some(Answer::Known(Value::Number(days))) => days.tenths() / 10,
            _ => panic!("an age"),
        };
        // What was unknown before is put again, whatever the age is now.
        let before = |id: &str| person.contains_key(format!("still_unknown.{id}").as_str());
        let put = |id: &str| said.iter().any(|(asked, _)| asked == id) && !before(id);
        for id in ["vaginal_bleeding", "waters_leaking", "fewer_movements"] {
            assert!(!put(id) || yes("pregnant"), "{id} at {age} days");
        }
        let feels = said.iter().any(|(id, said)| id == "cannot_feel" && said.as_deref() == Some("false"));
        assert!(!put("dysreflexia_signs") || yes("spinal_lesion_t6") || !feels);
        assert!(!(put("self_harm") || put("nitrite")) || age >= 1461, "{age} days");
        assert!(!put("bulging_fontanelle") || age < 914, "{age} days");
        for id in ["flacc", "inconsolable_min"] {
            assert!(!put(id) || age < 6575 || yes("non_verbal"), "{id} at {age} days");
        }
        assert!(!put("pain_peak") || (age >= 1461 && !yes("non_verbal")), "{age} days");
        let place = |id: &str| said.iter().position(|(asked, _)| asked == id);
        if let (Some(seen), Some(told), false) = (place("flacc"), place("pain_peak"), before("flacc")) {
            assert!(told < seen || before("pain_peak"), "{age} days");
        }
    });
}

fn first_pain(person: &[(&str, &str)]) -> String {
    let pack = pack();
    let mut first = None;
    held(pack, &known(person), &[2], |interview, _| {
        let pain = interview.next.as_ref().map(id).filter(|id| ["pain_peak", "flacc"].contains(&id.as_str()));
        first = first.take().or(pain);
    });
    first.expect("pain is asked about")
}

#[test]
fn pain_is_seen_under_four_years_and_of_whoever_cannot_say() {
    assert_eq!(first_pain(&[("age_days", "1460")]), "flacc");
    assert_eq!(first_pain(&[("age_days", "1461")]), "pain_peak");
    assert_eq!(first_pain(&[("age_days", "12000"), ("non_verbal", "true")]), "flacc");
    assert_eq!(first_pain(&[]), "pain_peak", "nobody's age is assumed");
}

#[test]
fn what_pain_they_say_is_not_asked_of_those_who_cannot_say_and_what_is_seen_may_be_not_sure() {
    for (who, ways) in [
        (&[("age_days", "63")][..], &["flacc", "inconsolable_min"][..]),
        (&[("age_days", "1460")], &["flacc", "inconsolable_min"]),
        (&[("age_days", "12000"), ("non_verbal", "true")], &["flacc", "inconsolable_min"]),
        (&[("age_days", "1461"), ("non_verbal", "false")], &["pain_peak", "flacc", "inconsolable_min"]),
        (&[("age_days", "12000"), ("non_verbal", "false")], &["pain_peak"]),
    ] {
        let person = known(who);
        let unsure = ["pain_peak", "flacc", "inconsolable_min"].map(|id| (id, "unknown"));
        let said = answering(&person, &unsure);
        let pain =
            said.iter().map(|(id, _)| id.as_str()).filter(|id| unsure.iter().any(|(one, _)| one == id));
        assert_eq!(pain.collect::<Vec<_>>(), ways, "{who:?}");
        let left = decided(&person, &said).missing;
        assert!(left.iter().all(|id| !unsure.iter().any(|(one, _)| *one == id.as_str())), "{left:?}");
    }
}

#[test]
fn of_a_baby_nobody_is_asked_about_a_pregnancy_even_where_no_background_is_known() {
    let pack = pack();
    for (age, asks) in
        [("63", false), ("3286", false), ("3287", true), ("12000", true), ("21914", true), ("21915", false)]
    {
        // Blood raises the rules of pregnancy where nobody knows; "anything else" brings the rest.
        let said = held(pack, &known(&[("age_days", age)]), &[15], |_, _| {});
        let put = said.iter().any(|(id, _)| id == "vaginal_bleeding");
        assert_eq!(put, asks, "{age} days: {said:?}");
    }
}

/// What could not be answered yesterday is put again; until then nobody is told that it could not be answered now.
#[test]
fn a_question_that_was_not_put_yet_does_not_speak() {
    let pack = pack();
    let well = [("age_days", "1000"), ("hirschsprung", "false"), ("arm", "false")];
    let person = known(&[&well[..], &[("still_unknown.vomit_green", "true")]].concat());
    let start = after(pack, &person, &Raw::new());
    assert_eq!(start.so_far.disposition, Disposition::Continue);
    assert!(start.so_far.fired.is_empty());
    let well = held(pack, &person, &[2], |_, _| {});
    assert!(well.iter().any(|(id, _)| id == "vomit_green"), "it is put again: {well:?}");
    let again = after(pack, &person, &vec![("vomit_green".to_owned(), Some("unknown".to_owned()))]);
    assert!(again.so_far.disposition >= Disposition::SameDay { hours: 4 });
    assert!(again.so_far.fired.iter().any(|rule| rule.id == "A2a"));
}

/// The other question of a row, unknown before, is put again beside the one that was answered, and is cleared by it.
#[test]
fn not_sure_of_before_can_be_cleared_in_every_row() {
    for row in pack().vocabulary().required() {
        for before in &row.any_of {
            let person = [
                ("age_days", "61"),
                ("hirschsprung", "false"),
                (&*format!("still_unknown.{before}"), "true"),
            ];
            let person = known(&person);
            let said = answering(&person, &[("hours_since_antipyretic", "240")]);
            assert!(said.iter().any(|(id, _)| id == before.as_str()), "{before}: {said:?}");
            let decided = decided(&person, &said);
            assert_eq!(decided.disposition, Disposition::Continue, "{before}");
            assert!(!decided.missing.contains(before), "{before}");
        }
    }
}

#[test]
fn crying_that_nothing_soothes_is_asked_beside_a_score_of_pain() {
    let person = |age| known(&[("age_days", age), ("hirschsprung", "true"), ("non_verbal", "false")]);
    let baby = person("61");
    let cried = [("flacc", "0"), (ANYTHING_ELSE, "true"), ("inconsolable_min", "30")];
    let said = answering(&baby, &cried);
    let answer = ("inconsolable_min".to_owned(), Some("30".to_owned()));
    assert!(said.contains(&answer), "{said:?}");
    assert!(!said.iter().any(|(id, _)| id == "pain_peak"), "one score is enough: {said:?}");
    let fired = decided(&baby, &said).fired;
    assert!(fired.iter().any(|rule| rule.id == "P5"), "{fired:?}");
    let fewer: Raw = answering(&baby, &[("flacc", "0"), (ANYTHING_ELSE, "true"), ("inconsolable_min", "29")]);
    assert!(decided(&baby, &fewer).fired.iter().all(|rule| rule.id != "P5"));
    let ill = [&cried[..], &[("vomiting", "once")]].concat();
    assert!(decided(&baby, &answering(&baby, &ill)).fired.iter().any(|rule| rule.id == "P5a"));
    // Where the score cannot be told it is the row's next way of asking; of a grown-up it is no question.
    let unsure = answering(&baby, &[("flacc", "unknown")]);
    let place = |wanted: &str| unsure.iter().position(|(id, _)| id == wanted).expect("asked");
    assert_eq!(place("inconsolable_min"), place("flacc") + 1);
    let adult = answering(&person("12000"), &[(ANYTHING_ELSE, "true")]);
    assert!(!adult.iter().any(|(id, _)| id == "inconsolable_min"));
}

/// What the log tells has been answered when it was written: it offers no end and no call before something is said.
#[test]
fn only_a_reply_of_this_interview_makes_it_urgent() {
    let log = [("session_pain_peak", "8"), ("session_held", "true"), ("hours_since_session", "1")];
    let background = [("age_days", "12000"), ("hirschsprung", "false"), ("non_verbal", "false")];
    let person = known(&[&log[..], &background].concat());
    let today = Disposition::SameDay { hours: 4 };
    let said = |all: &[(&str, Option<&str>)]| {
        let raw = all.iter().map(|(id, said)| ((*id).to_owned(), said.map(str::to_owned))).collect();
        after(pack(), &person, &raw)
    };
    for all in [&[][..], &[("bleeding", Some("none"))], &[("pain_peak", Some("0"))]] {
        let view = said(all);
        assert!(view.so_far.disposition >= today, "the log says it: {all:?}");
        assert!(!view.is_urgent() && !view.may_finish, "{all:?}");
        assert_eq!(view.asked_for, Disposition::Continue, "{all:?}");
    }
    // The same said by somebody, more than that, and something else.
    for all in [("pain_peak", "8"), ("pain_peak", "10"), ("bleeding", "clots")] {
        let view = said(&[(all.0, Some(all.1))]);
        assert!(view.is_urgent() && view.may_finish, "{all:?}");
    }
    // A doubt counts at once, and until it is looked at again; put and not answered is not known.
    for unsure in [Some("unknown"), None] {
        let once = said(&[("bleeding", unsure)]);
        assert!(once.is_urgent() && once.may_finish, "{unsure:?}");
        let twice = said(&[("bleeding", unsure), ("again.bleeding", unsure)]);
        assert!(twice.is_urgent() && twice.may_finish, "{unsure:?}");
    }
    let worried = said(&[("worry", Some("worried"))]);
    assert!(matches!(worried.asked_for, Disposition::Contact { .. }), "{:?}", worried.asked_for);
    assert!(!worried.is_urgent() && !worried.may_finish);
}

#[test]
fn what_no_person_is_asked_is_no_reply() {
    let vocabulary = pack().vocabulary();
    let log = "no question of an interview; leave it out; the log supplies it";
    let background = "no question of an interview; leave it out; the background of the person says it";
    let carried = "carried over from earlier check-ins; leave it out; the log supplies it";
    for (id, said, why) in [
        ("session_pain_peak", "8", log),
        ("age_days", "63", background),
        ("hirschsprung", "true", background),
        ("still_unknown.faint", "true", carried),
        ("earlier_contact.a", "true", carried),
        ("waiting.p1", "17", carried),
    ] {
        for said in [Some(said), None] {
            let errors = Replies::read(vocabulary, [(id, said)]).expect_err(id);
            assert_eq!(errors.iter().map(ToString::to_string).collect::<Vec<_>>(), [format!("{id}: {why}")]);
        }
        let without_vault = Replies::read_with_background(vocabulary, [(id, Some(said))], &now());
        assert_eq!(without_vault.is_ok(), why == background, "{id}");
        let as_answer = gradus_triage::read_answers(vocabulary, [(id, said)]);
        assert_eq!(as_answer.is_err(), why == carried, "{id}");
        assert!(Facts::read(vocabulary, [(id, said)]).is_ok(), "a facts file may say it: {id}");
    }
}

#[test]
fn replies_that_are_none_are_refused_by_name() {
    let pack = pack();
    let read = |raw: &[(&str, Option<&str>)]| {
        let errors = Replies::read(pack.vocabulary(), raw.iter().copied()).expect_err("refused");
        errors.into_iter().map(|error| format!("{}: {}", error.fact, error.wrong)).collect::<Vec<_>>()
    };
    assert_eq!(read(&[("mood", Some("low")), ("mood", None)]), ["mood: there is no such fact"; 2]);
    assert_eq!(read(&[("worry", Some("none")), ("worry", None)]), ["worry: answered twice"]);
    assert_eq!(read(&[(ANYTHING_ELSE, Some("perhaps"))]), ["anything_else: neither yes nor no"]);
    assert_eq!(
        read(&[(ANYTHING_ELSE, None), (ANYTHING_ELSE, Some("true"))]),
        ["anything_else: answered twice"]
    );
    assert_eq!(read(&[("flacc", Some("0.5"))]).len(), 1);
}

#[test]
fn nothing_that_was_said_is_printed() {
    let replies = Replies::read(
        pack().vocabulary(),
        [("bleeding", Some("clots")), ("worry", None), (ANYTHING_ELSE, Some("true"))],
    )
    .expect("replies");
    assert_eq!(format!("{replies:?}"), "Replies(3)");
    let person = known(&[("age_days", "63"), ("hirschsprung", "true")]);
    let interview = pack().interview(&replies, &person, &now()).expect("an interview");
    assert_eq!(format!("{interview:#?}"), "Interview");
    assert_eq!(format!("{:?}", interview.next), "Some(Next)");
    assert_eq!(format!("{:?}", pack().decide(&interview.facts, &now())), "Decision");
    let mut history = crate::diary::history();
    let assessed = crate::diary::assessment("bleeding=clots", "2026-03-02T20:00");
    history.assessments.push(crate::diary::logged(1, "2026-03-02T20:00", assessed));
    let standing = gradus_triage::standing(&history, &now());
    assert!(!standing.because.is_empty());
    assert_eq!(format!("{standing:#?}"), "Standing");
}
