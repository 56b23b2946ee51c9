//! A check-in on its way: what is asked next, what is said at once, and whom to call beside it.

use chrono::{DateTime, TimeDelta};
use gradus_app::ask;
use gradus_app::view::{
    Command, DispositionWord, GateWord, InterviewPart, InterviewReply, InterviewView, SessionDraft,
    TriageView,
};
use proptest::prelude::*;
use proptest::test_runner::{Config, TestRng, TestRunner};

use crate::bench::{Bench, OWN, adopt, answers, at, check_in, good, problems, robin, well_but};

const NOW: &str = "2026-03-02T21:00";

fn replies(all: &[(&str, &str)]) -> Vec<InterviewReply> {
    let one = |(id, answer): &(&str, &str)| InterviewReply {
        id: (*id).to_owned(),
        answer: (!answer.is_empty()).then(|| (*answer).to_owned()),
    };
    all.iter().map(one).collect()
}

fn after(bench: &Bench, person: &str, all: &[(&str, &str)]) -> InterviewView {
    bench.app.interview(person, &replies(all), &at(NOW)).expect("an interview")
}

fn next(view: &InterviewView) -> &str {
    view.next.as_ref().map_or("", |question| question.id.as_str())
}

fn phones(view: &TriageView) -> Vec<&str> {
    view.contacts.iter().map(|contact| contact.phone.as_str()).collect()
}

#[test]
fn an_emergency_is_there_before_the_next_question_and_is_what_is_written_down() {
    let mut bench = Bench::child();
    let start = after(&bench, "Mina", &[]);
    assert_eq!((next(&start), start.part, start.may_finish), ("drowsy", InterviewPart::Required, false));
    assert_eq!((start.urgent, &start.so_far, start.left), (false, &None, 9));
    let calm = [("drowsy", "false"), ("vomiting", "none"), ("belly_distended", "false")];
    let well = after(&bench, "Mina", &calm);
    assert!(!well.urgent && next(&well) == "temperature_c" && well.left == 6);
    let fever = after(&bench, "Mina", &[&calm[..], &[("temperature_c", "38.1")]].concat());
    assert!(fever.urgent && fever.may_finish);
    assert_eq!(next(&fever), "bleeding", "the questions go on");
    let call = fever.so_far.expect("an answer");
    assert_eq!((call.disposition, phones(&call)), (DispositionWord::Emergency, vec!["+49 30 1234567"]));
    let written = bench.write(check_in("Mina", fever.answers), NOW).triage.expect("an answer");
    assert_eq!(
        (&written.sentence, &written.rules, &written.contacts),
        (&call.sentence, &call.rules, &call.contacts)
    );
}

#[test]
fn a_milder_call_is_no_reason_to_break_in_and_is_there_for_whoever_leaves() {
    let bench = Bench::adult();
    let view = after(&bench, "Robin", &[("worry", "worried")]);
    assert_eq!(view.so_far.expect("an answer").disposition, DispositionWord::Contact);
    assert!(!view.urgent && !view.may_finish);
    let rest = after(&bench, "Robin", &[("illness", "somewhat_unwell")]);
    assert_eq!(rest.so_far, None, "a pause asks for nobody");
}

#[test]
fn what_the_log_says_was_answered_then_and_is_no_answer_of_this_interview() {
    let mut bench = Bench::adult();
    bench.alarm(
        "Robin",
        SessionDraft { bleeding: Some("clots".to_owned()), ..good("12") },
        "2026-03-02T20:00",
    );
    for all in [&[][..], &[("bleeding", "none")]] {
        let view = after(&bench, "Robin", all);
        assert!(!view.urgent && !view.may_finish && view.so_far.is_none(), "{all:?}");
    }
    let said = after(&bench, "Robin", &[("bleeding", "clots")]);
    assert!(said.urgent && said.may_finish && said.so_far.is_some());
}

#[test]
fn what_only_the_log_supplies_is_no_answer_of_a_check_in() {
    let mut bench = Bench::adult();
    for (id, said) in [("still_unknown.faint", "true"), ("earlier_contact.a", "true"), ("waiting.p1", "17")] {
        let mut all = well_but(&[]);
        all.extend(answers(&[(id, said)]));
        let found = problems(bench.fail(check_in("Robin", all), NOW));
        assert_eq!(found.iter().map(|problem| problem.field.as_str()).collect::<Vec<_>>(), [id]);
        assert_eq!(found[0].right, "leave it out; the log supplies it");
        let found = problems(
            bench.app.interview("Robin", &replies(&[(id, said)]), &at(NOW)).expect_err("no question"),
        );
        assert_eq!(found[0].field, id);
    }
}

#[test]
fn the_parts_follow_each_other_until_all_is_asked() {
    let bench = Bench::adult();
    let mut all = vec![("bleeding", "none"), ("temperature_c", "36.8")];
    let raised = after(&bench, "Robin", &all);
    assert_eq!(
        (raised.part, next(&raised), raised.may_finish),
        (InterviewPart::Raised, "hours_since_antipyretic", false)
    );
    all.extend([("hours_since_antipyretic", "240"), ("illness", "well"), ("pain_peak", "0")]);
    all.extend([("numbing_used", "none"), ("belly_distended", "false"), ("worry", "none")]);
    let more = after(&bench, "Robin", &all);
    assert_eq!((more.part, next(&more), more.left), (InterviewPart::AnythingElse, "anything_else", 1));
    let last = more.next.as_ref().expect("a question").question.as_str();
    assert!(last.starts_with("Is anything else different"), "{last}");
    for may_be_said in
        ["feelings", "thoughts of harming yourself or somebody else", "not being safe with somebody"]
    {
        assert!(last.contains(may_be_said), "who well answers is asked of danger here alone: {last}");
    }
    let help = more.next.as_ref().expect("a question").help.as_str();
    for danger in [
        "breathing",
        "chest",
        "fainting",
        "confusion",
        "swollen face or throat",
        "weak arm",
        "swallowed",
        "not themselves",
    ] {
        assert!(help.contains(danger), "nobody is told to go on who was not shown it: {danger}");
    }
    for (said, part) in [
        ("true", InterviewPart::AnythingElse),
        ("unknown", InterviewPart::AnythingElse),
        ("false", InterviewPart::Done),
        ("", InterviewPart::AnythingElse),
    ] {
        let view = after(&bench, "Robin", &[&all[..], &[("anything_else", said)]].concat());
        assert_eq!((view.part, view.next.is_none()), (part, part == InterviewPart::Done), "{said:?}");
        let is_done = part == InterviewPart::Done;
        assert_eq!(view.answers.len() - all.len(), usize::from(!is_done), "{said:?}");
        assert!(view.may_finish);
    }
    let of_more = [&all[..], &[("anything_else", "true")]].concat();
    let view = after(&bench, "Robin", &of_more);
    let about = view.next.expect("a question");
    assert_eq!((&*about.id, &*about.kind, about.levels.len()), ("about.1", "level", 14));
    let words: Vec<&str> = about.level_words.iter().map(|level| level.words.as_str()).collect();
    assert_eq!(
        (words[3], words[13]),
        ("Belly, throwing up, or gas that does not come", "Something that is not in this list")
    );
    assert!(!about.levels.contains(&"pregnancy".to_owned()), "there is nothing to ask there");
    let belly = after(&bench, "Robin", &[&of_more[..], &[("about.1", "belly")]].concat());
    assert_eq!((belly.part, next(&belly)), (InterviewPart::Further, "grave_sign"));
    assert_eq!(belly.answers.last().map(|last| (&*last.id, &*last.answer)), Some(("about.1", "belly")));
    let nothing = after(&bench, "Robin", &[&of_more[..], &[("about.1", "nothing_more")]].concat());
    assert!(nothing.left < belly.left && belly.left < 30, "{} {}", nothing.left, belly.left);
    let left_out = after(&bench, "Robin", &[("bleeding", "")]);
    assert_eq!((&*left_out.answers[0].answer, left_out.answers.len()), ("unknown", 1));
    assert!(left_out.urgent, "put and not answered is not known");
}

#[test]
fn what_fits_no_question_is_refused_by_field() {
    let bench = Bench::adult();
    let raw = replies(&[("mood", "low"), ("worry", "none"), ("worry", ""), ("flacc", "11")]);
    for error in [
        bench.app.interview("Robin", &raw, &at(NOW)).expect_err("refused"),
        ask::interview(&raw, &at(NOW)).expect_err("refused"),
    ] {
        let fields: Vec<_> = problems(error).into_iter().map(|problem| problem.field).collect();
        assert_eq!(fields, ["mood", "worry", "flacc"]);
    }
    assert!(bench.app.interview("Kim", &[], &at(NOW)).is_err());
}

/// The call that an interview shows is triage's own answer to the same facts, word for word.
#[test]
fn without_a_vault_every_prefix_answers_as_triage_does() {
    let all = [
        ("age_days", "63"),
        ("hirschsprung", "false"),
        ("bleeding", "unknown"),
        ("temperature_c", "38.4"),
        ("illness", "very_unwell"),
        ("flacc", "8"),
        ("belly_distended", "true"),
        ("worry", "badly_wrong"),
        ("anything_else", "true"),
        ("vomiting", "repeated"),
    ];
    for length in 0..=all.len() {
        let view = ask::interview(&replies(&all[..length]), &at(NOW)).expect("an interview");
        let told: Vec<_> = all[..length].iter().filter(|(id, _)| *id != "anything_else").copied().collect();
        let triage = ask::triage(answers(&told), &at(NOW)).expect("an answer");
        let urgent = matches!(triage.disposition, DispositionWord::SameDay | DispositionWord::Emergency);
        assert_eq!(view.urgent, urgent, "{length}");
        let calls = urgent || triage.disposition == DispositionWord::Contact;
        assert_eq!(view.so_far, calls.then_some(triage), "{length}");
        let more = usize::from(told.len() < length);
        assert_eq!(view.answers.len(), told.len() + more, "{length}");
    }
}

#[test]
fn the_number_of_the_plan_stands_beside_every_call() {
    let mut bench = Bench::adult();
    let number = ["030 1234567"];
    let session = SessionDraft { bleeding: Some("drip".to_owned()), ..good("12") };
    assert_eq!(phones(&bench.alarm("Robin", session, "2026-03-02T20:00")), number);
    assert_eq!(
        phones(&after(&bench, "Robin", &[("worry", "badly_wrong")]).so_far.expect("an answer")),
        number
    );
    let written = bench.write(check_in("Robin", well_but(&[("worry", "worried")])), NOW);
    assert_eq!(phones(&written.triage.expect("an answer")), number);
    assert_eq!(bench.today("Robin", NOW).contacts[0].name, "Practice");
    assert_eq!(bench.app.plan("Robin", &at(NOW)).expect("a plan").contacts[0].hours, None);
    let timeline = bench.app.timeline("Robin", None, None, &at(NOW)).expect("a timeline");
    assert_eq!(timeline.contacts[0].phone, number[0]);
    let csv = "date,time,size,bleeding\n2026-03-02,08:00,12,clots\n";
    let import = bench.app.import_sessions("Robin", csv, &[], true, &at(NOW)).expect("an import");
    assert_eq!(phones(&import.triage.expect("an answer")), number);
    assert!(
        ask::triage(answers(&[("worry", "badly_wrong")]), &at(NOW)).expect("an answer").contacts.is_empty()
    );
}

const WELL: [(&str, &str); 8] = [
    ("bleeding", "none"),
    ("temperature_c", "36.8"),
    ("hours_since_antipyretic", "240"),
    ("illness", "well"),
    ("pain_peak", "0"),
    ("numbing_used", "none"),
    ("belly_distended", "false"),
    ("worry", "none"),
];

/// A check-in that leaves out what matters says so, holds sessions back and names whom to call; what is urgent stands.
#[test]
fn a_check_in_that_is_not_finished_says_so_and_opens_nothing() {
    let unfinished = "This check-in is not finished";
    let written = |all: &[(&str, &str)]| {
        let mut bench = Bench::adult();
        let view = bench.write(check_in("Robin", answers(all)), NOW).triage.expect("an answer");
        let today = bench.today("Robin", "2026-03-02T21:01");
        (view, today.gate.gate)
    };
    let (well, gate) = written(&WELL);
    assert!(well.sentence.starts_with("These answers alone ask for no call."), "{}", well.sentence);
    assert!(well.missing.is_empty() && gate == GateWord::Allow);
    for left_out in 0..WELL.len() {
        let mut all = WELL.to_vec();
        let (id, _) = all.remove(left_out);
        let (view, gate) = written(&all);
        // The belly is required of people with Hirschsprung disease alone, and asked of everybody.
        let required = id != "belly_distended";
        assert_eq!(view.sentence.starts_with(unfinished), required, "{id}: {}", view.sentence);
        assert_eq!(gate == GateWord::Wait, required, "{id}");
        assert!(!required || view.sentence.contains("call your clinic now. If nobody answers"), "{id}");
    }
    let more = [&WELL[..], &[("anything_else", "true")]].concat();
    let (view, gate) = written(&more);
    assert!(view.sentence.starts_with(unfinished) && gate == GateWord::Wait, "{}", view.sentence);
    assert!(view.missing.len() > 20 && !view.missing.contains(&"anything_else".to_owned()));
    let (view, _) = written(&[&WELL[..], &[("anything_else", "false")]].concat());
    assert_eq!(view.sentence, well.sentence);
    let (worried, _) = written(&[("worry", "worried"), ("anything_else", "true")]);
    assert!(worried.sentence.starts_with("Call your clinic") && worried.sentence.contains(unfinished));
    let (urgent, _) = written(&[("bleeding", "clots"), ("anything_else", "true")]);
    assert!(!urgent.sentence.contains(unfinished), "{}", urgent.sentence);
    let raw = answers(&[("anything_else", "perhaps"), ("mood", "low")]);
    let fields = problems(Bench::adult().fail(check_in("Robin", raw), NOW)).into_iter().map(|one| one.field);
    assert_eq!(fields.collect::<Vec<_>>(), ["mood", "anything_else"]);
}

/// A file of facts may say it as a check-in does, and that never makes the answer milder.
#[test]
fn something_else_in_a_file_of_facts_leaves_the_rest_open() {
    let told = |all: &[(&str, &str)]| ask::triage(answers(all), &at(NOW)).expect("an answer");
    let with = |said| told(&[&WELL[..], &[("anything_else", said)]].concat());
    let well = told(&WELL);
    assert_eq!(with("false"), well);
    for said in ["true", "unknown"] {
        let more = with(said);
        assert!(more.missing.len() > 20 && more.sentence != well.sentence, "{said}");
        assert!(more.disposition >= well.disposition && more.gate == GateWord::Wait, "{said}");
    }
    let clots = [("bleeding", "clots"), ("anything_else", "true")];
    assert_eq!(told(&clots).disposition, told(&clots[..1]).disposition);
    let words = ask::triage(answers(&[("anything_else", "yellow eyes")]), &at(NOW)).expect_err("no words");
    let said = problems(words).remove(0);
    assert!(
        said.field == "anything_else" && said.right.contains("note") && !said.wrong.contains("yellow"),
        "{said:?}"
    );
}

#[test]
fn a_plan_that_is_yet_to_begin_has_a_number_and_none_has_none() {
    let mut bench = Bench::new();
    bench.write(Command::AddPerson { draft: robin() }, "2026-03-02T07:00");
    assert!(bench.today("Robin", NOW).contacts.is_empty());
    let (plan, contact) = OWN.split_once("[[contact]]").expect("a contact");
    bench.write(adopt("Robin", plan), "2026-03-02T07:30");
    assert!(bench.today("Robin", NOW).contacts.is_empty());
    let later = OWN.replace("2026-03-02", "2026-04-01").replace("030 1234567", "040 7654321");
    assert!(contact.contains("030"));
    let mut bench = Bench::new();
    bench.write(Command::AddPerson { draft: robin() }, "2026-03-02T07:00");
    bench.write(adopt("Robin", &later), "2026-03-02T07:30");
    assert_eq!(bench.today("Robin", NOW).contacts[0].phone, "040 7654321");
}

#[test]
fn the_timeline_names_rules_beside_the_sentence_and_not_in_it() {
    let mut bench = Bench::adult();
    bench.write(check_in("Robin", well_but(&[("worry", "worried")])), NOW);
    let timeline = bench.app.timeline("Robin", None, None, &at(NOW)).expect("a timeline");
    let item = timeline.items.iter().find(|item| item.kind == "assessment").expect("an answer");
    assert_eq!(item.rules, ["G2b"]);
    assert!(
        !item.sentence.contains("G2b") && item.sentence.starts_with("Call your clinic"),
        "{}",
        item.sentence
    );
    assert!(timeline.items.iter().filter(|item| item.kind != "assessment").all(|item| item.rules.is_empty()));
}

/// Whatever is answered, the hours that an answer names end when the first of its tasks is due.
#[test]
fn an_answer_has_one_deadline() {
    let facts: Vec<_> = ask::facts().into_iter().filter(|fact| fact.source == "asked").collect();
    let draws = prop::collection::vec(0..64u32, facts.len());
    let config = Config { cases: 96, failure_persistence: None, ..Config::default() };
    TestRunner::new_with_rng(config, TestRng::deterministic_rng(Default::default()))
        .run(&(prop::sample::select(vec!["63", "1000", "12000"]), draws), |(age, draws)| {
            let mut all = answers(&[("age_days", age), ("hirschsprung", "false"), ("session_held", "true")]);
            all.extend(answers(&[("hours_since_session", "5"), ("anorectal_surgery", "false")]));
            for (fact, draw) in facts.iter().zip(draws) {
                let worst = match fact.kind.as_str() {
                    "yes_no" => "true",
                    "number" => fact.greatest.as_deref().expect("a bound"),
                    _ => fact.levels.last().expect("a level"),
                };
                match draw {
                    0 => all.extend(answers(&[(&fact.id, worst)])),
                    1 | 2 => all.extend(answers(&[(&fact.id, "unknown")])),
                    _ => {}
                }
            }
            let view = ask::triage(all, &at(NOW)).expect("an answer");
            let is_call = |duty: &str| ["emergency", "same_day", "contact_soon", "contact"].contains(&duty);
            let meant = view
                .tasks
                .iter()
                .filter(|task| view.disposition == DispositionWord::PauseAndRecheck || is_call(&task.duty));
            let first = meant.map(|task| DateTime::parse_from_rfc3339(&task.due).expect("an instant")).min();
            match (view.within_hours, first) {
                (None, first) => assert_eq!(first, None),
                (Some(hours), Some(first)) => {
                    let end = at(NOW).wall + TimeDelta::hours(hours.into());
                    let rounded = end - first;
                    assert!(rounded >= TimeDelta::zero() && rounded < TimeDelta::hours(1), "{view:?}");
                    assert!(view.disposition == DispositionWord::PauseAndRecheck || rounded.is_zero());
                }
                (Some(hours), None) => panic!("{hours} hours and nothing to do"),
            }
            Ok(())
        })
        .expect("it holds");
}

/// A rest of a day that is only a doubt is asked about again after 4 hours: that is the time it names.
#[test]
fn a_doubt_about_a_rest_names_the_time_at_which_it_is_asked_again() {
    let said = |times: &str| {
        let facts = [
            ("age_days", "12000"),
            ("bleeding", "streak"),
            ("bleeding_amount", "under_teaspoon"),
            ("bleeding_min", "1"),
            ("anticoagulant", "false"),
            ("bleeding_disorder", "false"),
            ("anorectal_surgery", "false"),
            ("pregnant", "false"),
            ("hirschsprung", "false"),
            ("bleeds_24h", times),
        ];
        ask::triage(answers(&facts), &at(NOW)).expect("an answer")
    };
    let (sure, unsure) = (said("2"), said("unknown"));
    for (view, hours) in [(&sure, 24), (&unsure, 4)] {
        let rules: Vec<_> = view.rules.iter().map(|rule| rule.id.as_str()).collect();
        assert_eq!(view.disposition, DispositionWord::PauseAndRecheck, "{rules:?}");
        assert_eq!(view.within_hours, Some(hours), "{:?}", view.tasks);
    }
}

#[test]
fn a_check_in_that_was_broken_off_leaves_a_task_until_the_questions_are_answered() {
    let mut bench = Bench::adult();
    let more = [&WELL[..], &[("anything_else", "true")]].concat();
    let view = bench.write(check_in("Robin", answers(&more)), NOW).triage.expect("an answer");
    let open = |bench: &Bench, now: &str| {
        let tasks = bench.today("Robin", now).tasks;
        tasks.into_iter().map(|task| (task.duty, task.due, task.overdue, task.reasons)).collect::<Vec<_>>()
    };
    let why = vec!["Questions are still to be answered.".to_owned()];
    let task =
        |overdue| ("ask_again".to_owned(), "2026-03-03T01:00:00+01:00".to_owned(), overdue, why.clone());
    assert_eq!(view.tasks.len(), 1);
    assert_eq!(open(&bench, "2026-03-02T21:01"), [task(false)]);
    assert_eq!(open(&bench, "2026-03-03T01:01"), [task(true)]);
    let html = bench.app.report_html("Robin", None, None, false, &at("2026-03-02T21:02")).expect("a report");
    assert!(!html.contains("Nothing is open"));
    // To answer again what every check-in asks is not to answer what was left open.
    let again = bench.write(check_in("Robin", answers(&WELL)), "2026-03-03T01:02").triage.expect("an answer");
    let faint = |view: &TriageView| view.missing.iter().any(|id| id == "faint");
    assert_eq!((again.gate, faint(&view), faint(&again)), (GateWord::Wait, true, true));
    let [(duty, due, ..)] = &open(&bench, "2026-03-03T01:03")[..] else { panic!("one task") };
    assert_eq!((duty.as_str(), due.as_str()), ("ask_again", "2026-03-03T05:02:00+01:00"));
    let rest = [("pain_peak", "5"), ("anything_else", "true")];
    let mut bench = Bench::adult();
    bench.write(check_in("Robin", well_but(&rest)), NOW);
    let again = bench.today("Robin", "2026-03-02T21:01").tasks;
    let again = again.iter().filter(|task| task.duty == "ask_again" || task.duty == "recheck");
    assert_eq!(again.count(), 1, "one is enough");
    let mut bench = Bench::adult();
    bench.write(check_in("Robin", answers(&[("bleeding", "clots"), ("anything_else", "true")])), NOW);
    let tasks = bench.today("Robin", "2026-03-02T21:01").tasks;
    assert!(tasks.iter().all(|task| !task.rules.contains(&"unfinished".to_owned())), "stopped, not waiting");
}
