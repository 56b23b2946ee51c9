//! What names no size gives none back: "one size smaller", a lower goal, a plan of another rhythm. What asked for less before it
//! asks for it still, and each gap is measured by the plan of its own time.

use super::*;
use crate::contact::ContactOutcome;
use crate::plan::{Plan, PlanForm, published};
use crate::sample::{Diary, OWN, date, mm, moment, pain};
use crate::session::Ease;

const UNNAMED: [ContactOutcome; 3] =
    [ContactOutcome::Resume, ContactOutcome::StaySame, ContactOutcome::StepDown];
const WEEKLY: &str = "per_week = 1";
const DAILY: &str = "per_day = 1\ntimes = [\"20:00\"]";

fn next(diary: &Diary, when: &str) -> Option<Millimetres> {
    next_session_size(&diary.history, Gate::OPEN, &moment(when))
}

fn fails(diary: &mut Diary, size: u16, whens: &[&str]) {
    for when in whens {
        diary.good(when, size, 0).value.ease = Ease::NotPassed;
    }
}

/// What the next session uses after each of these words.
fn after(diary: &Diary, words: &[ContactOutcome], word: &str, when: &str) -> Vec<Option<Millimetres>> {
    let told = |outcome: &ContactOutcome| {
        let mut diary = Diary { history: diary.history.clone(), next: diary.next };
        diary.contact(word, *outcome);
        next(&diary, when)
    };
    words.iter().map(told).collect()
}

fn adopt(diary: &mut Diary, when: &str, text: &str) {
    let plan = diary.logged(when, Plan::parse(text).expect("a plan"));
    diary.history.plans.push(plan);
}

/// At 14 mm, on the way back from nine days away at 12 mm.
fn on_the_way_back() -> Diary {
    let mut diary = Diary::adult();
    diary.step("2026-01-19T09:00", 12, 14);
    diary.evenings("2026-01-19", 7, 14);
    diary.good("2026-02-03T20:00", 12, 0);
    assert_eq!(next(&diary, "2026-02-04T08:00"), Some(mm(12)));
    diary
}

/// At 15 mm, which failed twice, as 14 mm did after it.
fn on_the_way_down() -> Diary {
    let mut diary = Diary::adult();
    diary.step("2026-01-19T09:00", 12, 15);
    fails(&mut diary, 15, &["2026-01-19T10:00", "2026-01-19T20:00"]);
    assert_eq!(next(&diary, "2026-01-20T08:00"), Some(mm(14)));
    fails(&mut diary, 14, &["2026-01-20T10:00", "2026-01-20T20:00"]);
    assert_eq!(next(&diary, "2026-01-21T08:00"), None, "the clinic first");
    diary
}

#[test]
fn on_the_way_back_no_word_without_a_size_makes_the_next_session_larger() {
    let found = after(&on_the_way_back(), &UNNAMED, "2026-02-04T09:00", "2026-02-04T19:00");
    assert_eq!(found, [Some(mm(12)); 3]);
    let named = [ContactOutcome::ResumeAt(mm(14))];
    let found = after(&on_the_way_back(), &named, "2026-02-04T09:00", "2026-02-04T19:00");
    assert_eq!(found, [Some(mm(14))], "a size that is named is given");
}

/// The way leads to the size that was given: where the word made the size smaller, the way may lie on it, and a gap that is open
/// asks for less than the way.
#[test]
fn a_gap_on_the_way_back_asks_for_less_than_the_way_also_after_such_a_word() {
    let mut diary = Diary::adult();
    diary.visit("2026-01-19T09:00", Some(14));
    diary.good("2026-01-19T20:00", 14, 0);
    diary.good("2026-01-23T20:00", 14, 0);
    assert_eq!(next(&diary, "2026-01-24T08:00"), Some(mm(13)), "three days late");
    assert_eq!(next(&diary, "2026-01-27T08:00"), Some(mm(12)), "and three days late again");
    let found = after(&diary, &UNNAMED, "2026-01-27T09:00", "2026-01-27T19:00");
    assert_eq!(found, [Some(mm(12)); 3]);
    diary.contact("2026-01-24T09:00", ContactOutcome::StepDown);
    let on_it = propose(&diary.history, Gate::OPEN, &moment("2026-01-24T19:00"));
    assert_eq!((on_it.kind, on_it.at_most), (ProposalKind::Hold, None), "13 mm is the size now, and no way");
}

#[test]
fn after_failures_no_word_without_a_size_gives_a_size_that_failed() {
    let found = after(&on_the_way_down(), &UNNAMED, "2026-01-21T09:00", "2026-01-21T19:00");
    assert_eq!(found, [Some(mm(13)); 3]);
    let mut once = Diary::adult();
    once.step("2026-01-19T09:00", 12, 15);
    fails(&mut once, 15, &["2026-01-19T20:00", "2026-01-20T20:00"]);
    fails(&mut once, 14, &["2026-01-21T20:00"]);
    let found = after(&once, &UNNAMED, "2026-01-22T09:00", "2026-01-22T19:00");
    assert_eq!(found, [Some(mm(13)); 3], "once is enough on the way down");
    let mut child = Diary::child();
    child.step("2026-01-19T07:00", 9, 11);
    child.good("2026-01-19T08:00", 11, 0).value.ease = Ease::NotPassed;
    child.good("2026-01-19T18:00", 11, 1).value.ease = Ease::NotPassed;
    child.good("2026-01-20T08:00", 10, 0).value.ease = Ease::NotPassed;
    child.good("2026-01-20T18:00", 9, 1);
    let found = after(&child, &UNNAMED, "2026-01-20T19:00", "2026-01-20T20:00");
    assert_eq!(found, [Some(mm(9)); 3], "and for a child");
}

#[test]
fn after_pain_no_word_without_a_size_gives_one_that_hurt() {
    let rule = "\n[step_down]\non = [\"pain_over_limit\"]\nsizes = 1\n[[contact]]";
    let plan = Plan::parse(&OWN.replace("\n[[contact]]", rule)).expect("a plan");
    let mut diary = Diary::of(plan, "1990-05-05");
    diary.step("2026-01-19T09:00", 12, 15);
    diary.good("2026-01-19T20:00", 15, 0).value.pain = pain(8);
    assert_eq!(next(&diary, "2026-01-20T08:00"), Some(mm(14)));
    diary.good("2026-01-20T20:00", 14, 0).value.pain = pain(8);
    assert_eq!(next(&diary, "2026-01-21T08:00"), Some(mm(13)));
    let found = after(&diary, &UNNAMED, "2026-01-21T09:00", "2026-01-21T19:00");
    assert_eq!(found, [Some(mm(13)); 3]);
}

#[test]
fn a_lower_goal_gives_nothing_back() {
    let mut back = on_the_way_back();
    adopt(&mut back, "2026-02-04T09:00", &OWN.replace("goal_mm = 15", "goal_mm = 13"));
    assert_eq!(next(&back, "2026-02-04T19:00"), Some(mm(12)));
    let mut down = on_the_way_down();
    down.contact("2026-01-21T09:00", ContactOutcome::Resume);
    adopt(&mut down, "2026-01-21T19:10", &OWN.replace("goal_mm = 15", "goal_mm = 14"));
    assert_eq!(next(&down, "2026-01-21T19:30"), Some(mm(13)), "14 mm failed twice");
}

#[test]
fn a_gap_is_measured_by_the_plan_of_its_own_time() {
    let mut slower = on_the_way_back();
    adopt(&mut slower, "2026-02-04T09:00", &OWN.replace(DAILY, "every_days = 7"));
    assert_eq!(next(&slower, "2026-02-04T19:00"), Some(mm(12)), "a slower rhythm gives nothing back at once");
    let mut weekly = Diary::of(Plan::parse(&OWN.replace(DAILY, WEEKLY)).expect("a plan"), "1990-05-05");
    weekly.step("2026-01-19T09:00", 12, 15);
    for week in 0..6 {
        let day = date("2026-01-19") + chrono::Days::new(7 * week);
        weekly.good(&format!("{day}T20:00"), 15, 0);
    }
    adopt(&mut weekly, "2026-02-24T09:00", OWN);
    assert_eq!(
        next(&weekly, "2026-02-24T19:00"),
        Some(mm(15)),
        "and a faster one makes no gap of what was none"
    );
}

/// Days late by the plan that held while nothing was held: a slower one, typed in on the last of them, asks for no less.
#[test]
fn a_slower_plan_ends_no_gap_that_is_open() {
    let slower = OWN.replace(DAILY, "every_days = 7");
    for (day, expected) in [("22", Some(14)), ("23", Some(13)), ("27", Some(13)), ("28", Some(12))] {
        let mut diary = Diary::adult();
        diary.step("2026-01-19T09:00", 12, 14);
        diary.good("2026-01-19T20:00", 14, 0);
        let expected = expected.map(mm);
        assert_eq!(next(&diary, &format!("2026-01-{day}T08:00")), expected, "{day}");
        adopt(&mut diary, &format!("2026-01-{day}T09:00"), &slower);
        assert_eq!(next(&diary, &format!("2026-01-{day}T19:00")), expected, "{day}");
        // Nor once a session has been held: the way back begins with it.
        let size = expected.expect("a size").tenths() / 10;
        diary.good(&format!("2026-01-{day}T20:00"), size, 0);
        assert_eq!(next(&diary, &format!("2026-01-{}T08:00", 29)), expected, "{day}");
    }
    let mut long = Diary::adult();
    long.good("2026-01-19T20:00", 12, 0);
    adopt(&mut long, "2026-02-04T09:00", &slower);
    let now = moment("2026-02-04T19:00");
    let since = long_gap(&long.history, &now).map(|gap| gap.since.date_naive());
    assert_eq!((next(&long, "2026-02-04T19:00"), since), (None, Some(date("2026-02-04"))), "15 days late");
    long.contact("2026-02-04T20:00", ContactOutcome::Resume);
    let then = moment("2026-02-06T19:00");
    assert_eq!(next(&long, "2026-02-06T19:00"), Some(mm(12)), "the clinic has answered for them");
    assert!(long_gap(&long.history, &then).is_none());
    let mut early = Diary::adult();
    early.good("2026-01-19T20:00", 12, 0);
    adopt(&mut early, "2026-01-20T09:00", &slower);
    assert_eq!(
        next(&early, "2026-01-28T19:00"),
        Some(mm(12)),
        "what came in before is the plan of that time"
    );
}

/// An adult whom the clinic alone dilates: nothing is asked for at home, so nothing is late there.
fn with_the_clinic() -> Plan {
    let (_, text) = published().iter().find(|(name, _)| *name == "calibration-only").expect("the form");
    let text = text.replace("age_group = \"child\"", "age_group = \"adult\"");
    let mut form = PlanForm::parse(&text).expect("a form");
    form.fill(&[
        ("prescriber", "Dr Okafor"),
        ("indication", "anal_stenosis"),
        ("ladder.start_mm", "12"),
        ("ladder.goal_mm", "15"),
        ("start.on", "2026-01-19"),
        ("calibration.every_days", "7"),
        ("review_by", "2026-12-01"),
        ("contact[1].name", "Ward"),
        ("contact[1].phone", "112"),
    ])
    .expect("blanks");
    form.into_plan().expect("a plan")
}

#[test]
fn a_plan_that_asks_for_nothing_at_home_is_late_for_nothing_there() {
    let slower = OWN.replace(DAILY, "every_days = 7");
    let mut after = Diary::of(with_the_clinic(), "1990-05-05");
    after.visit("2026-01-19T09:00", Some(14));
    after.good("2026-01-19T20:00", 14, 0);
    adopt(&mut after, "2026-01-28T09:00", &slower);
    assert_eq!(
        next(&after, "2026-01-28T19:00"),
        Some(mm(14)),
        "two days late by the plan that asks for sessions"
    );
    assert_eq!(next(&after, "2026-01-29T19:00"), Some(mm(13)));
    let mut before = Diary::adult();
    before.good("2026-01-19T20:00", 12, 0);
    let plan = before.logged("2026-02-10T09:00", with_the_clinic());
    assert!(long_gap(&before.history, &moment("2026-02-10T08:00")).is_some());
    before.history.plans.push(plan);
    assert!(
        long_gap(&before.history, &moment("2026-02-10T10:00")).is_none(),
        "nothing is to be held at home any more"
    );
}

#[test]
fn a_slower_plan_ends_no_interruption_of_a_child() {
    let slower = crate::sample::psarp().to_text().replace("per_day = 2", "every_days = 3");
    for (hour, is_interrupted) in [("17", false), ("19", true)] {
        let mut diary = Diary::child();
        diary.good("2026-01-19T18:00", 9, 1);
        let when = |minute: &str| format!("2026-01-21T{hour}:{minute}");
        adopt(&mut diary, &when("10"), &slower);
        let found = interruption(&diary.history, &moment(&when("20")));
        assert_eq!(found.is_some(), is_interrupted, "{hour}: 48 hours by the plan of that time");
        let later = interruption(&diary.history, &moment("2026-01-22T20:00"));
        assert_eq!(later.is_some(), is_interrupted, "{hour}: nor does it end by itself");
    }
}

#[test]
fn a_row_goes_on_where_a_faster_rhythm_comes_in() {
    let mut diary = Diary::of(Plan::parse(&OWN.replace(DAILY, WEEKLY)).expect("a plan"), "1990-05-05");
    for day in ["2026-01-19", "2026-01-26", "2026-02-02"] {
        diary.good(&format!("{day}T20:00"), 12, 0);
    }
    adopt(&mut diary, "2026-02-03T09:00", OWN);
    let found = propose(&diary.history, Gate::OPEN, &moment("2026-02-03T19:00"));
    assert_eq!((found.evidence.in_a_row, found.evidence.anew_since), (3, None));
}
