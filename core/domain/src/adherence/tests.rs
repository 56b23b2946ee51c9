use super::*;
use crate::gate::{Gate, GateSize};
use crate::occurrence::OccurrenceId;
use crate::sample::{Diary, at, date, moment};
use crate::session::{Ease, Skip};

fn account(diary: &Diary, from: &str, to: &str, now: &str) -> (u32, u32, u32) {
    let found = adherence(&diary.history, date(from)..=date(to), &BTreeSet::new(), &moment(now));
    (found.asked, found.held, found.excused)
}

fn skip(diary: &mut Diary, day: &str, reason: SkipReason) {
    let plan = diary.history.plans[0].id;
    let occurrence = Some(OccurrenceId { date: date(day), slot: 0, plan });
    let skip = diary.logged(&format!("{day}T20:00"), Skip { occurrence, reason, note: None });
    diary.history.skips.push(skip);
}

#[test]
fn a_miss_dents_and_what_is_still_open_does_not_count() {
    let mut diary = Diary::adult();
    diary.evenings("2026-01-19", 3, 12);
    assert_eq!(account(&diary, "2026-01-19", "2026-01-22", "2026-01-22T20:00"), (3, 3, 0));
    assert_eq!(account(&diary, "2026-01-19", "2026-01-22", "2026-01-23T03:00"), (4, 3, 0));
    let found = Adherence { asked: 4, held: 3, tried: 0, excused: 0 };
    assert_eq!(found.percent(), Some(75));
    assert_eq!(
        Adherence { asked: 3, held: 2, tried: 0, excused: 0 }.percent(),
        Some(66),
        "never rounded up to a perfect score"
    );
    assert_eq!(Adherence::default().percent(), None);
}

#[test]
fn a_try_is_neither_held_nor_missed_and_a_session_beyond_the_plan_does_not_add() {
    let whole = |diary: &Diary| {
        let days = date("2026-01-19")..=date("2026-01-19");
        adherence(&diary.history, days, &BTreeSet::new(), &moment("2026-01-20T08:00"))
    };
    let mut diary = Diary::adult();
    diary.good("2026-01-19T20:00", 12, 0).value.ease = Ease::NotPassed;
    diary.good("2026-01-19T20:30", 12, 0).value.ease = Ease::ForcedNotDone;
    let tried = whole(&diary);
    assert_eq!(tried, Adherence { asked: 1, held: 0, tried: 1, excused: 0 });
    assert_eq!(tried.percent(), Some(0), "the care counts as tried, and nobody reads it as held");
    diary.good("2026-01-19T22:00", 12, 0);
    diary.good("2026-01-19T23:00", 12, 0).value.occurrence = None;
    assert_eq!(whole(&diary), Adherence { asked: 1, held: 1, tried: 0, excused: 0 }, "held in the end");
}

#[test]
fn a_session_that_was_stopped_was_held_from_its_first_hold_on_or_at_blood() {
    use crate::session::StopReason::{Bleeding, Interrupted, Pain};
    for (stopped, holds_s, is_held) in [
        (None, vec![], true),
        (Some(Pain), vec![], false),
        (Some(Pain), vec![0], false),
        (Some(Pain), vec![1], true),
        (Some(Interrupted), vec![], false),
        (Some(Bleeding), vec![], true),
        (Some(Bleeding), vec![0], true),
    ] {
        let mut diary = Diary::adult();
        let session = &mut diary.good("2026-01-19T20:00", 12, 0).value;
        (session.stopped, session.holds_s) = (stopped, holds_s.clone());
        assert_eq!(session.is_held(), is_held, "{stopped:?} {holds_s:?}");
        session.guided = true;
        let blood_alone = stopped == Some(Bleeding) && holds_s.is_empty();
        assert_eq!(session.is_held(), is_held && !blood_alone, "guided: {stopped:?} {holds_s:?}");
        session.ease = Ease::NotPassed;
        assert!(!session.is_held(), "{stopped:?} {holds_s:?}");
    }
}

#[test]
fn the_clinics_word_excuses_a_skip_and_forgetting_does_not() {
    let mut diary = Diary::adult();
    skip(&mut diary, "2026-01-19", SkipReason::ClinicSaid);
    skip(&mut diary, "2026-01-20", SkipReason::Forgot);
    assert_eq!(account(&diary, "2026-01-19", "2026-01-20", "2026-01-21T08:00"), (1, 0, 1));
}

#[test]
fn paused_days_are_left_out_unless_something_was_done() {
    let mut diary = Diary::adult();
    diary.evenings("2026-01-19", 1, 12);
    let paused = BTreeSet::from([date("2026-01-19"), date("2026-01-20")]);
    let range = date("2026-01-19")..=date("2026-01-21");
    let found = adherence(&diary.history, range, &paused, &moment("2026-01-22T08:00"));
    assert_eq!(found, Adherence { asked: 2, held: 1, tried: 0, excused: 1 });
}

#[test]
fn gated_days_run_until_the_wait_is_over_or_the_release() {
    let mut diary = Diary::adult();
    let gate = |time| Gate { time, size: GateSize::Same };
    diary.assessment("2026-01-20T21:00", gate(GateTime::WaitUntil(at("2026-01-21T21:00"))));
    diary.assessment("2026-01-22T21:00", gate(GateTime::Now));
    let block = diary.assessment("2026-01-24T21:00", gate(GateTime::Blocked));
    let range = date("2026-01-19")..=date("2026-01-28");
    let days = |diary: &Diary| -> Vec<String> {
        gated_days(&diary.history, &range).iter().map(|day| day.to_string()[8..].to_owned()).collect()
    };
    assert_eq!(days(&diary), ["20", "21", "24", "25", "26", "27", "28"]);
    diary.contact("2026-01-25T09:00", crate::contact::ContactOutcome::Resume);
    assert_eq!(days(&diary).len(), 7, "a talk that releases nothing lifts nothing");
    diary.history.contacts[0].value.releases.push(block);
    assert_eq!(days(&diary), ["20", "21", "24", "25"]);
    assert_eq!(account(&diary, "2026-01-19", "2026-01-28", "2026-01-29T08:00"), (6, 0, 4));
    diary.history.contacts[0].effective = at("2026-01-24T21:00");
    assert_eq!(days(&diary), ["20", "21", "24"], "a talk of the same minute releases what it names");
}

#[test]
fn a_plan_that_the_clinic_signed_opens_what_was_closed_before_it_and_one_typed_in_again_nothing() {
    use crate::plan::Signer;
    for (came, signed, gated) in
        [("2026-01-24T21:01", true, 1), ("2026-01-26T09:00", true, 3), ("2026-01-26T09:00", false, 5)]
    {
        let mut diary = Diary::child();
        diary.assessment("2026-01-24T21:00", Gate { time: GateTime::Blocked, size: GateSize::Same });
        let plan = crate::sample::psarp();
        let signer = Signer { issuer: "Ward".to_owned(), key_id: "k".to_owned() };
        let plan = diary.logged(came, if signed { plan.signed_by(signer) } else { plan });
        diary.history.plans.push(plan);
        let range = date("2026-01-19")..=date("2026-01-28");
        assert_eq!(gated_days(&diary.history, &range).len(), gated, "{came} {signed}");
    }
    let mut before = Diary::child();
    let signer = Signer { issuer: "Ward".to_owned(), key_id: "k".to_owned() };
    let plan = before.logged("2026-01-26T09:00", crate::sample::psarp().signed_by(signer));
    before.history.plans.push(plan);
    before.assessment("2026-01-24T21:00", Gate { time: GateTime::Blocked, size: GateSize::Same });
    let range = date("2026-01-19")..=date("2026-01-28");
    assert_eq!(gated_days(&before.history, &range).len(), 5, "made before it was known");
}

#[test]
fn a_talk_that_names_a_block_and_does_not_let_dilation_go_on_lifts_nothing() {
    let mut diary = Diary::adult();
    let block = diary.assessment("2026-01-24T21:00", Gate { time: GateTime::Blocked, size: GateSize::Same });
    diary.contact("2026-01-25T09:00", crate::contact::ContactOutcome::Stop);
    diary.history.contacts[0].value.releases.push(block);
    let range = date("2026-01-19")..=date("2026-01-28");
    assert_eq!(gated_days(&diary.history, &range).len(), 5);
}
