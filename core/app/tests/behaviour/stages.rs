//! A taper from its opening to its end: on somebody's word, back when it hurts, and never by the calendar.

use gradus_app::view::{Command, PreviewWeek, SessionDraft, SlotStatus, StageView, VisitDraft};

use crate::bench::{Bench, OWN, adopt, at, check_in, contact, good, held, robin, visit, well_but};

/// Once a day at the goal of 12 mm; then every second day for four days, then once a week for seven.
fn tapered() -> String {
    let taper = "[taper]\ngate = \"goal_easy_without_pain\"\n\
        [[taper.phase]]\nevery_days = 2\ndays = 4\ninsertions = 1\nhold_s = 60\n\
        [[taper.phase]]\nper_week = 1\ndays = 7\ninsertions = 1\nhold_s = 60\n[[contact]]";
    OWN.replace("goal_mm = 15", "goal_mm = 12").replace("[[contact]]", taper)
}

fn bench() -> Bench {
    Bench::of(robin(), adopt("Robin", &tapered()))
}

fn easy() -> SessionDraft {
    SessionDraft { pain_peak: Some("0".to_owned()), ..good("12") }
}

fn hold(bench: &mut Bench, days: &[u8]) {
    for day in days {
        bench.write(held("Robin", easy()), &format!("2026-03-{day:02}T20:00"));
    }
}

fn stage(to: &str, clinic_said: bool) -> Command {
    Command::TakeStage { person: "Robin".to_owned(), stage: to.to_owned(), clinic_said }
}

fn stands(bench: &Bench, now: &str) -> StageView {
    bench.app.plan_preview("Robin", 1, &at(now)).expect("a preview").stage.expect("it asks for something")
}

fn asked(bench: &Bench, day: u8) -> usize {
    bench.today("Robin", &format!("2026-03-{day:02}T08:00")).slots.len()
}

#[test]
fn a_taper_is_opened_gone_through_gone_back_in_and_ended() {
    let mut bench = bench();
    hold(&mut bench, &[2, 3, 4, 5, 6, 7, 8]);
    assert_eq!(stands(&bench, "2026-03-08T21:00").proposed, None, "six days");
    assert!(bench.refused(stage("taper:1", false), "2026-03-08T21:00").contains("6 days"));
    assert_eq!(stands(&bench, "2026-03-09T08:00").proposed.as_deref(), Some("taper:1"));
    let said = bench.today("Robin", "2026-03-09T08:00").notices;
    assert!(said.iter().any(|one| one.starts_with("The taper may begin: One every 2 days")), "{said:?}");
    let why = bench.refused(stage("taper:2", false), "2026-03-09T08:00");
    assert!(why.ends_with("Only that can be taken, or what the clinic said."), "{why}");

    let taken = bench.write(stage("taper:1", false), "2026-03-09T08:00");
    assert_eq!(taken.notices, ["It holds from 10 Mar 2026; today stays as it is."]);
    assert_eq!(asked(&bench, 9), 1, "the evening of the day on which it was said");
    bench.refused(stage("taper:1", false), "2026-03-09T08:01");
    hold(&mut bench, &[9, 10]);
    assert_eq!([10, 11, 12, 13].map(|day| asked(&bench, day)), [1, 0, 1, 0]);
    let rest = bench.today("Robin", "2026-03-11T08:00");
    assert!(rest.headline.contains("tomorrow"), "{}", rest.headline);

    // Tight: back to once a day.
    let tight = SessionDraft { ease: "firm".to_owned(), ..easy() };
    bench.write(held("Robin", tight), "2026-03-12T20:00");
    let back = stands(&bench, "2026-03-12T21:00");
    assert_eq!((back.stage.as_str(), back.proposed.as_deref()), ("taper:1", Some("full:1")));
    assert_eq!(back.reasons[0].code, "tight");
    bench.write(stage("full:1", false), "2026-03-12T21:00");
    assert_eq!([13, 14].map(|day| asked(&bench, day)), [1, 1]);
    hold(&mut bench, &[13, 14, 15]);
    assert_eq!(
        stands(&bench, "2026-03-15T21:00").proposed.as_deref(),
        Some("taper:1"),
        "three easy ones again"
    );
    bench.write(stage("taper:1", false), "2026-03-15T21:00");
    hold(&mut bench, &[16, 18]);
    assert_eq!(stands(&bench, "2026-03-19T08:00").proposed, None, "three of four days");
    assert_eq!(stands(&bench, "2026-03-20T08:00").proposed.as_deref(), Some("taper:2"));
    bench.write(stage("taper:2", false), "2026-03-20T08:00");
    hold(&mut bench, &[20, 21]);
    assert_eq!(stands(&bench, "2026-03-28T08:00").proposed.as_deref(), Some("done"));
    hold(&mut bench, &[28]);
    bench.write(stage("done", false), "2026-03-28T21:00");
    let after = bench.app.plan_preview("Robin", 1, &at("2026-03-29T08:00")).expect("a preview");
    assert!(after.stage.is_none() && after.well.weeks[0].sessions == 0);
    let later = bench.app.today("Robin", &at("2026-05-01T08:00")).expect("a day");
    assert!(later.slots.is_empty() && later.tasks.is_empty(), "nothing is missing any more");

    let timeline = bench.app.timeline("Robin", None, None, &at("2026-03-29T08:00")).expect("a timeline");
    let moves: Vec<_> = timeline.items.iter().filter(|item| item.kind == "stage").collect();
    assert_eq!(moves.len(), 5);
    assert!(
        moves[1].sentence.starts_with("From 13 Mar 2026: One a day")
            || moves[1].sentence.starts_with("From 13 Mar 2026: 1 a day"),
        "{}",
        moves[1].sentence
    );
}

#[test]
fn nothing_moves_while_a_sign_is_to_be_answered_or_the_clock_went_back() {
    let mut bench = bench();
    hold(&mut bench, &[2, 3, 4, 5, 6, 7, 8]);
    bench.write(check_in("Robin", well_but(&[("bleeding", "drip")])), "2026-03-09T08:00");
    bench.refused(stage("taper:1", false), "2026-03-09T09:00");
    let mut clock = Bench::of(robin(), adopt("Robin", &tapered()));
    hold(&mut clock, &[2, 3, 4, 5, 6, 7, 8, 9, 10]);
    let why = clock.refused(stage("taper:1", false), "2026-03-09T21:00");
    assert!(why.contains("clock"), "{why}");
    clock.write(contact("Robin", "resume"), "2026-03-09T21:05");
    assert!(clock.refused(stage("taper:1", true), "2026-03-09T21:10").contains("clock"));
}

#[test]
fn the_clinic_may_say_otherwise_once_that_is_written_down() {
    let mut bench = bench();
    let why = bench.refused(stage("taper:2", true), "2026-03-03T09:00");
    assert!(why.contains("log what the clinic said first"), "{why}");
    bench.write(contact("Robin", "stop"), "2026-03-03T09:01");
    assert!(
        bench.fail(stage("taper:2", true), "2026-03-03T09:02").to_string().contains("stopped"),
        "a stop moves nothing on"
    );
    bench.write(contact("Robin", "resume"), "2026-03-03T09:05");
    assert!(bench.refused(stage("taper:3", true), "2026-03-03T09:06").contains("no such stage"));
    bench.write(stage("taper:2", true), "2026-03-03T09:06");
    assert_eq!([3, 4, 5, 10, 11].map(|day| asked(&bench, day)), [1, 1, 0, 0, 1]);
    assert!(
        bench.refused(stage("full:1", true), "2026-03-03T09:07").contains("log"),
        "one word moves it once"
    );
    let seen =
        VisitDraft { kind: "examination".to_owned(), who: "Dr Brandt".to_owned(), ..Default::default() };
    bench.write(visit("Robin", seen), "2026-03-04T09:00");
    bench.write(stage("full:1", true), "2026-03-04T09:01");
    assert_eq!(stands(&bench, "2026-03-05T09:00").stage, "full:1");
}

#[test]
fn what_is_no_stage_is_told_and_a_plan_without_a_taper_has_none() {
    let mut bench = Bench::adult();
    for text in ["", "taper", "taper:0", "half:1"] {
        let (field, _, right) = bench.wrong(stage(text, false), "2026-03-03T09:00");
        assert!(field == "stage" && right.contains("taper:1"), "{text}: {right}");
    }
    assert!(bench.refused(stage("taper:1", false), "2026-03-03T09:00").contains("no other stage"));
    assert_eq!(stands(&bench, "2026-03-03T09:00").proposal, None);
    bench.write(contact("Robin", "resume"), "2026-03-03T09:00");
    assert!(bench.refused(stage("done", true), "2026-03-03T09:01").contains("no such stage"));
}

#[test]
fn a_bad_week_in_a_taper_leads_back_once_and_opens_it_no_more() {
    let mut bench = bench();
    hold(&mut bench, &[2, 3, 4, 5, 6, 7, 8]);
    bench.write(stage("taper:1", false), "2026-03-09T08:00");
    hold(&mut bench, &[9, 10]);
    let preview = bench.app.plan_preview("Robin", 1, &at("2026-03-11T08:00")).expect("a preview");
    let changes = &preview.bad_week.weeks[0].changes;
    assert!(changes.len() == 1 && changes[0].contains("From 13 Mar 2026"), "{changes:?}");
}

#[test]
fn the_preview_holds_the_smaller_sizes_that_are_a_part_of_the_dose() {
    let text = OWN.replace("insertions = 1", "insertions = 1\nwarm_up = { below = 1, hold_s = 60 }");
    let mut bench = Bench::of(robin(), adopt("Robin", &text));
    bench.write(contact("Robin", "resume_at:13"), "2026-03-02T07:40");
    let steps = |bench: &Bench, now: &str| {
        let preview = bench.app.plan_preview("Robin", 2, &at(now)).expect("a preview");
        preview.well.weeks.iter().map(|week| week.changes.len()).sum::<usize>()
    };
    assert_eq!(steps(&bench, "2026-03-02T08:00"), 1);
    let without = SessionDraft { holds_s: vec![120], ..good("13") };
    let with = SessionDraft { warm_up: vec!["12".to_owned()], ..without.clone() };
    let credit = |bench: &mut Bench, draft: SessionDraft, day: u8| {
        bench.write(held("Robin", draft), &format!("2026-03-{day:02}T20:00"));
        let shown = bench.app.progress("Robin", &at(&format!("2026-03-{day:02}T21:00"))).expect("a proposal");
        shown.reasons.iter().any(|reason| reason.sentence.contains("fewer sizes"))
    };
    assert!(!credit(&mut bench, with, 2));
    assert!(credit(&mut bench, without, 3));
}

/// What the preview promised is what the days bring, session for session.
#[test]
fn the_preview_is_what_comes_when_all_goes_well() {
    let mut bench = bench();
    let promised = bench.app.plan_preview("Robin", 5, &at("2026-03-02T08:00")).expect("a preview");
    assert_eq!(promised.well.ends, None);
    let mut weeks = Vec::new();
    let (first, mut changes) = (chrono::NaiveDate::from_ymd_opt(2026, 3, 2).expect("a day"), 0);
    for week in 0..5_u64 {
        let mut sessions = 0;
        for day in (first + chrono::Days::new(week * 7)).iter_days().take(7) {
            let evening = format!("{day}T20:00");
            let due = bench.today("Robin", &evening).slots.iter().any(|slot| slot.status == SlotStatus::Due);
            if due {
                bench.write(held("Robin", easy()), &evening);
                sessions += 1;
            }
            let late = format!("{day}T23:00");
            let view = bench.app.plan_preview("Robin", 1, &at(&late)).expect("a preview");
            if let Some(to) = view.stage.and_then(|stage| stage.proposed) {
                bench.write(stage(&to, false), &late);
                changes += 1;
            }
        }
        weeks.push(sessions);
    }
    assert_eq!(promised.well.weeks.iter().map(|week| week.sessions).collect::<Vec<_>>(), weeks);
    assert_eq!(promised.well.weeks.iter().map(|week| week.changes.len()).sum::<usize>(), changes);
    assert_eq!(changes, 3, "opened, on, ended");
}

#[test]
fn a_bad_week_costs_days_and_is_said_in_words_and_nothing_is_written() {
    let mut bench = Bench::adult();
    let before = bench.arrivals();
    let view = bench.app.plan_preview("Robin", 6, &at("2026-03-02T08:00")).expect("a preview");
    assert_eq!(bench.arrivals(), before);
    assert!(view.bad_week.sentence.contains("first seven days"), "{}", view.bad_week.sentence);
    let sizes = |weeks: &[PreviewWeek]| weeks.iter().map(|week| week.size_tenths_mm).collect::<Vec<_>>();
    assert_eq!(sizes(&view.well.weeks), [120, 120, 130, 140, 150, 150], "a size each week, up to the goal");
    assert_eq!((view.bad_week.ends.as_deref(), view.bad_week.weeks.len()), (None, 6));
    let steps =
        |weeks: &[PreviewWeek]| weeks.iter().flat_map(|week| week.changes.clone()).collect::<Vec<_>>();
    assert_eq!(steps(&view.well.weeks)[0], "9 Mar 2026: from 12 mm to 13 mm.");
    assert_eq!(
        steps(&view.bad_week.weeks)[0],
        "11 Mar 2026: from 12 mm to 13 mm.",
        "three good ones after it"
    );
    let mut taper = self::bench();
    hold(&mut taper, &[2, 3, 4, 5, 6, 7, 8]);
    taper.write(held("Robin", easy()), "2026-03-09T20:00");
    taper.write(stage("taper:1", false), "2026-03-09T21:00");
    let view = taper.app.plan_preview("Robin", 2, &at("2026-03-10T08:00")).expect("a preview");
    assert!(
        steps(&view.bad_week.weeks)[0].starts_with("From 11 Mar 2026: 1 a day"),
        "{:?}",
        steps(&view.bad_week.weeks)
    );
    for weeks in [0, 27, u8::MAX] {
        let found = crate::bench::problems(
            bench.app.plan_preview("Robin", weeks, &at("2026-03-02T08:00")).expect_err("too many"),
        );
        assert_eq!(found[0].field, "weeks");
    }
    assert_eq!(
        bench.app.plan_preview("Robin", 26, &at("2026-03-02T08:00")).expect("half a year").well.weeks.len(),
        26
    );
}

#[test]
fn a_stop_ends_the_preview_with_the_words_of_that_day() {
    let mut bench = Bench::adult();
    bench.write(contact("Robin", "stop"), "2026-03-03T09:00");
    let view = bench.app.plan_preview("Robin", 4, &at("2026-03-03T10:00")).expect("a preview");
    assert_eq!(view.well.ends.as_deref(), Some(bench.today("Robin", "2026-03-03T20:00").headline.as_str()));
    assert_eq!(view.well.weeks.iter().map(|week| week.sessions).sum::<u32>(), 0);
}

fn mina_says(stage: &str) -> Command {
    Command::TakeStage { person: "Mina".to_owned(), stage: stage.to_owned(), clinic_said: true }
}

fn seen() -> VisitDraft {
    VisitDraft { kind: "calibration".to_owned(), who: "Dr Okafor".to_owned(), ..Default::default() }
}

/// The call of a child's interruption stands.
fn is_called(bench: &Bench, now: &str) -> bool {
    let tasks = bench.app.today("Mina", &at(now)).expect("a day").tasks;
    tasks.iter().any(|task| task.rules.iter().any(|rule| rule == "C6"))
}

/// A child that was not dilated since the 4th: what the clinic said before is no word about that.
#[test]
fn a_word_from_before_an_interruption_ends_nothing_and_the_end_of_a_taper_closes_no_call() {
    let mut bench = Bench::child();
    bench.write(held("Mina", good("9")), "2026-03-02T20:00");
    bench.write(visit("Mina", seen()), "2026-03-03T09:00");
    assert!(is_called(&bench, "2026-03-09T08:00"));
    let why = bench.refused(mina_says("done"), "2026-03-09T08:00");
    assert!(why.contains("came up after the clinic spoke"), "{why}");
    // A visit since then is a word; the call is answered by a talk only, and stays.
    bench.write(visit("Mina", seen()), "2026-03-09T09:00");
    bench.write(mina_says("done"), "2026-03-09T09:01");
    assert!(is_called(&bench, "2026-03-09T10:00"));
    assert!(is_called(&bench, "2026-03-20T10:00"), "the end answers nobody");
    bench.write(contact("Mina", "resume"), "2026-03-20T11:00");
    assert!(!is_called(&bench, "2026-03-20T12:00") && !is_called(&bench, "2026-05-20T12:00"));
}

#[test]
fn a_word_moves_nothing_while_a_session_is_to_wait() {
    let mut bench = bench();
    hold(&mut bench, &[2]);
    bench.write(contact("Robin", "resume"), "2026-03-02T21:00");
    hold(&mut bench, &[3, 4, 5]);
    let hurt =
        SessionDraft { pain_peak: Some("5".to_owned()), bleeding: Some("streak".to_owned()), ..easy() };
    bench.write(held("Robin", hurt), "2026-03-09T20:00");
    let why = bench.refused(stage("done", true), "2026-03-09T21:00");
    assert!(why.contains("to wait first"), "{why}");
}

/// A correction of one phase begins them all anew: who stands in the taper is told so before it is written.
#[test]
fn a_plan_that_would_end_a_taper_says_so_before_it_is_adopted() {
    let mut bench = bench();
    let later = tapered().replace("per_week = 1\ndays = 7", "per_week = 1\ndays = 8");
    assert_ne!(later, tapered());
    let told = |bench: &Bench, text: &str, when: &str| {
        let view =
            bench.app.plan_replaced("Robin", text, &[], &at(when)).expect("a plan").expect("one stands");
        view.changes.into_iter().find(|change| change.field == "stage")
    };
    assert!(told(&bench, &later, "2026-03-03T09:00").is_none(), "it stands at its beginning");
    bench.write(contact("Robin", "resume"), "2026-03-03T09:00");
    bench.write(stage("taper:1", true), "2026-03-03T09:06");
    let change = told(&bench, &later, "2026-03-05T09:00").expect("a word of it");
    assert!(change.sentence.starts_with("Where the plan stands, which begins anew: "), "{}", change.sentence);
    assert!(
        change.before.expect("now").contains("taper, phase 1")
            && change.after.expect("then").contains("phase 1")
    );
    let other = tapered().replace("days_at_size = 7", "days_at_size = 8");
    assert_ne!(other, tapered());
    assert!(told(&bench, &other, "2026-03-05T09:00").is_none(), "the phases are the same");
}
