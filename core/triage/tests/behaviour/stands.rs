//! Which gate and which tasks stand after assessments, check-ins, talks and new plans.

use chrono::{DateTime, FixedOffset, TimeDelta};
use gradus_domain::{
    Answer, CheckIn, ClinicContact, ContactOutcome, Disposition, FactId, Gate, GateSize, GateTime, History,
    Logged, Millimetres, StepTaken, Value, Visit, VisitKind,
};
use gradus_triage::{Duty, Standing, standing};

use crate::diary::{assessment, at, check_in, contact, history, logged, moment, psarp, session, signed};

pub const FEVER: &str = "2026-03-02T20:00";

pub fn at_time(history: &History, when: &str) -> Standing {
    standing(history, &moment(when))
}

pub fn with(changes: &str) -> History {
    let mut history = history();
    history.assessments.push(logged(1, FEVER, assessment(changes, FEVER)));
    history
}

pub fn duties(standing: &Standing) -> Vec<Duty> {
    standing.tasks.iter().map(Duty::of).collect()
}

#[test]
fn nothing_logged_leaves_the_gate_open() {
    let standing = at_time(&history(), FEVER);
    assert_eq!((standing.gate, standing.escalated), (Gate::OPEN, Disposition::Continue));
    assert!(standing.because.is_empty() && standing.tasks.is_empty() && standing.overdue.is_empty());
}

#[test]
fn a_block_lasts_until_a_talk_that_names_it_and_lets_dilation_go_on() {
    let mut history = with("temperature_c=38.1");
    let blocked = |history: &History| at_time(history, "2027-03-02T20:00").gate.time == GateTime::Blocked;
    let standing = at_time(&history, FEVER);
    assert_eq!(standing.because.len(), 1);
    assert_eq!(standing.because[0].1, ["I1", "I3", "I1a"]);
    assert!(blocked(&history), "a year later");
    assert!(at_time(&history, "2026-03-01T20:00").gate.time == GateTime::Blocked, "with the clock set back");
    history.check_ins.push(logged(2, "2026-03-03T08:00", check_in()));
    assert!(blocked(&history), "feeling better is no release");
    for (outcome, releases, lifted) in [
        (ContactOutcome::Resume, &[][..], false),
        (ContactOutcome::Resume, &[9], false),
        (ContactOutcome::Stop, &[1], false),
        (ContactOutcome::SeenNothingToDo, &[1], false),
        (ContactOutcome::Resume, &[1], true),
        (ContactOutcome::StepDown, &[1], true),
    ] {
        let when = "2026-03-03T09:00";
        history.contacts = vec![logged(3, when, contact(outcome, releases, when))];
        assert_eq!(!blocked(&history), lifted, "{outcome:?} {releases:?}");
    }
}

#[test]
fn a_plan_signed_after_the_block_lifts_it_once_it_is_in_force_and_an_older_or_unsigned_one_does_not() {
    let mut history = with("temperature_c=38.1");
    let blocked = |history: &History, when| at_time(history, when).gate.time == GateTime::Blocked;
    history.plans = vec![logged(2, "2026-03-04T08:00", psarp())];
    assert!(blocked(&history, "2026-03-05T08:00"), "typed in again, by anybody");
    history.plans = vec![logged(0, "2026-01-19T08:00", signed())];
    history.plans[0].effective = at("2026-03-04T08:00");
    assert!(blocked(&history, "2026-03-05T08:00"), "planned before the fever");
    (history.plans[0].recorded, history.plans[0].place) = (at("2026-03-03T08:00"), 2);
    assert!(blocked(&history, "2026-03-04T07:59"));
    assert!(!blocked(&history, "2026-03-04T08:00"));
}

#[test]
fn a_wait_lasts_until_its_time_and_a_check_in_after_it() {
    let mut history = with("temperature_c=37.6");
    let until = at("2026-03-02T20:30");
    let gate = |history: &History, when| at_time(history, when).gate;
    let waits = Gate { time: GateTime::WaitUntil(until), size: GateSize::Same };
    assert_eq!(gate(&history, "2026-03-02T20:29"), waits);
    assert_eq!(gate(&history, "2026-03-02T22:00"), waits, "its time alone does not end it");
    for (when, open) in [("2026-03-02T20:29", false), ("2026-03-02T20:30", true), ("2026-03-02T21:00", true)]
    {
        history.check_ins = vec![logged(2, when, check_in())];
        assert_eq!(gate(&history, "2026-03-02T22:00") == Gate::OPEN, open, "{when}");
    }
}

#[test]
fn a_smaller_size_stays_until_a_session_was_held_with_it() {
    let mut history = with("pain_peak=4");
    history.check_ins = vec![logged(2, "2026-03-03T20:00", check_in())];
    let down = Gate { time: GateTime::Now, size: GateSize::Down(1) };
    assert_eq!(at_time(&history, "2026-03-03T20:00").gate, down);
    history.sessions = vec![logged(3, "2026-03-03T19:00", session())];
    assert_eq!(at_time(&history, "2026-03-03T21:00").gate, down, "held before the pause was over");
    history.sessions = vec![logged(3, "2026-03-03T20:30", session())];
    assert_eq!(at_time(&history, "2026-03-03T21:00").gate, Gate::OPEN);
    history.sessions[0].value.ease = gradus_domain::Ease::NotPassed;
    assert_eq!(at_time(&history, "2026-03-03T21:00").gate, down);
}

#[test]
fn the_clinics_word_stands_until_its_next_word_or_a_new_plan() {
    let mut history = history();
    let talk = |number, outcome, when: &str| logged(number, when, contact(outcome, &[], when));
    history.contacts = vec![talk(1, ContactOutcome::Stop, "2026-03-01T09:00")];
    assert_eq!(at_time(&history, FEVER).gate.time, GateTime::Blocked);
    history.contacts.push(talk(2, ContactOutcome::SeenNothingToDo, "2026-03-01T10:00"));
    assert_eq!(at_time(&history, FEVER).gate.time, GateTime::Blocked);
    history.contacts.push(talk(3, ContactOutcome::StaySame, "2026-03-01T11:00"));
    assert_eq!(at_time(&history, FEVER).gate, Gate { time: GateTime::Now, size: GateSize::Same });
    history.plans = vec![logged(4, "2026-03-01T12:00", psarp())];
    assert_eq!(at_time(&history, FEVER).gate.size, GateSize::Same, "typed in again, by anybody");
    history.plans = vec![logged(4, "2026-03-01T12:00", signed())];
    assert_eq!(at_time(&history, FEVER).gate, Gate::OPEN);
}

#[test]
fn whoever_was_told_of_open_questions_and_lets_it_go_on_has_taken_them_over() {
    let mut history = with("vomiting=unknown temperature_c=38.1");
    let open = |history: &History| {
        let tasks = at_time(history, "2026-03-03T21:00").tasks;
        let mut open: Vec<_> = tasks.iter().map(Duty::of).filter(|duty| duty.is_answered_here()).collect();
        open.dedup();
        open
    };
    let both = [Duty::AskAgain, Duty::Recheck];
    assert_eq!(open(&history), both);
    let tasks = at_time(&history, FEVER).tasks;
    let recheck = tasks.iter().filter(|task| Duty::of(task) == Duty::Recheck).map(|one| one.due).max();
    let recheck = recheck.expect("a recheck");
    let mut talk = |outcome, about: &[u8], when: DateTime<FixedOffset>| {
        let when = when.format("%Y-%m-%dT%H:%M").to_string();
        history.contacts = vec![logged(9, &when, contact(outcome, about, &when))];
        open(&history)
    };
    assert_eq!(talk(ContactOutcome::SeenNothingToDo, &[1], recheck), both, "nothing was decided");
    assert_eq!(talk(ContactOutcome::Stop, &[1], recheck), both, "a stop answers no question");
    assert_eq!(talk(ContactOutcome::Resume, &[], recheck), both, "nobody was told of them");
    let early = recheck - TimeDelta::minutes(1);
    assert_eq!(
        talk(ContactOutcome::Resume, &[1], early),
        [Duty::Recheck],
        "what shows then nobody could tell them"
    );
    assert!(talk(ContactOutcome::Resume, &[1], recheck).is_empty());
}

#[test]
fn entries_of_unknown_kinds_forbid_a_step() {
    let mut history = history();
    history.unknown_kinds = 1;
    assert_eq!(at_time(&history, FEVER).gate, Gate { time: GateTime::Now, size: GateSize::Same });
}

#[test]
fn the_most_pressing_task_comes_first_however_long_another_is_overdue() {
    const LATER: &str = "2026-03-02T20:00";
    let mut history = with("temperature_c=38.1");
    history.assessments.push(logged(
        2,
        "2026-03-01T08:00",
        assessment("vomiting=unknown", "2026-03-01T08:00"),
    ));
    let standing = at_time(&history, LATER);
    assert_eq!(standing.tasks[0].what, Duty::Emergency.key(), "{:?}", standing.tasks);
    assert!(standing.overdue.iter().any(|task| Duty::of(task) == Duty::AskAgain), "it is older and late");
    let mut history = with("belly_distended=true age_days=9000");
    assert_eq!(duties(&at_time(&history, "2026-03-03T20:00")), [Duty::ContactSoon, Duty::Recheck]);
    assert_eq!(
        duties(&at_time(&history, "2026-03-03T20:01")),
        [Duty::ContactSoon, Duty::Recheck],
        "due together, or both late"
    );
    history.assessments = vec![logged(1, FEVER, assessment("nappy_rash=true", FEVER))];
    history.assessments.push(logged(2, FEVER, assessment("pain_peak=4", FEVER)));
    history.assessments.push(logged(
        3,
        "2026-03-04T20:00",
        assessment("worry=worried age_days=9000", "2026-03-04T20:00"),
    ));
    let what = |when| at_time(&history, when).tasks.into_iter().map(|task| task.what).collect::<Vec<_>>();
    assert_eq!(what("2026-03-05T20:00"), ["recheck", "contact_soon", "contact"], "a late recheck first");
    let late = what("2026-03-05T20:01");
    assert_eq!(late, ["contact_soon", "recheck", "contact"], "a late call within a day is one of today");
}

#[test]
fn answering_ends_a_recheck_and_only_a_talk_about_it_ends_an_urgent_call() {
    const NEXT_DAY: &str = "2026-03-03T21:00";
    let mut history = with("temperature_c=38.1");
    let all = [Duty::Emergency, Duty::Recheck, Duty::Surgeon, Duty::ContactSoon, Duty::Recheck];
    assert_eq!(duties(&at_time(&history, FEVER)), all);
    let all = [Duty::Emergency, Duty::Surgeon, Duty::ContactSoon, Duty::Recheck, Duty::Recheck];
    history.check_ins = vec![logged(2, "2026-03-02T20:29", check_in())];
    assert_eq!(duties(&at_time(&history, NEXT_DAY)), all, "before the half hour was over");
    history.check_ins = vec![logged(2, "2026-03-02T20:30", check_in())];
    let later = [Duty::Emergency, Duty::Surgeon, Duty::ContactSoon, Duty::Recheck];
    assert_eq!(duties(&at_time(&history, NEXT_DAY)), later, "the wait of the base rule runs a day");
    history.check_ins = vec![logged(2, "2026-03-03T20:00", CheckIn::default())];
    assert_eq!(duties(&at_time(&history, NEXT_DAY)), all, "nothing was asked");
    history.check_ins = vec![logged(2, "2026-03-03T20:00", check_in())];
    let answered = [Duty::Emergency, Duty::Surgeon, Duty::ContactSoon];
    assert_eq!(duties(&at_time(&history, NEXT_DAY)), answered);
    let talk = |outcome, releases: &[u8], when: &str| logged(3, when, contact(outcome, releases, when));
    history.contacts = vec![talk(ContactOutcome::SeenNothingToDo, &[], "2026-03-02T23:00")];
    assert_eq!(duties(&at_time(&history, NEXT_DAY)), answered, "nobody decided anything");
    history.contacts = vec![talk(ContactOutcome::Resume, &[], "2026-03-02T23:00")];
    assert_eq!(
        duties(&at_time(&history, NEXT_DAY)),
        [Duty::Emergency, Duty::Surgeon],
        "it was about something else"
    );
    history.contacts = vec![talk(ContactOutcome::Stop, &[1], "2026-03-02T23:00")];
    assert_eq!(duties(&at_time(&history, NEXT_DAY)), [Duty::Surgeon], "the pause goes on");
    history.contacts = vec![talk(ContactOutcome::Resume, &[1], "2026-03-02T23:00")];
    assert_eq!(duties(&at_time(&history, NEXT_DAY)), []);
    assert_eq!(at_time(&history, NEXT_DAY).gate, Gate::OPEN);
    history.contacts = vec![talk(ContactOutcome::Resume, &[1], "2026-03-02T19:00")];
    history.contacts[0].recorded = at("2026-03-02T23:00");
    assert_eq!(
        at_time(&history, NEXT_DAY).gate.time,
        GateTime::Blocked,
        "a talk lifts nothing that came after it"
    );
    history.contacts.clear();
    let kind = VisitKind::Examination;
    let visit = Visit { kind, who: String::new(), calibrated: None, size_set: None, advice: None };
    history.visits = vec![logged(4, "2026-03-02T23:00", visit)];
    assert_eq!(duties(&at_time(&history, NEXT_DAY)), [Duty::Emergency, Duty::Surgeon]);
    assert_eq!(at_time(&history, NEXT_DAY).gate.time, GateTime::Blocked, "being seen is no release");
}

#[test]
fn what_lies_in_the_future_lifts_and_answers_nothing() {
    let mut history = with("temperature_c=37.6");
    history.check_ins = vec![logged(2, "2027-03-02T21:00", check_in())];
    assert_ne!(at_time(&history, "2026-03-02T22:00").gate, Gate::OPEN, "a clock was a year ahead");
    let mut history = with("temperature_c=38.1");
    let ahead = "2027-03-02T21:00";
    for (place, gate) in [(0, GateTime::Blocked), (3, GateTime::Now)] {
        history.contacts = vec![logged(place, ahead, contact(ContactOutcome::Resume, &[1], ahead))];
        let found = at_time(&history, "2026-03-02T22:00").gate.time;
        assert_eq!(found, gate, "the order of the journal says whether it came after the fever");
    }
}

#[test]
fn what_the_clinic_said_holds_whichever_way_a_wrong_clock_is_put_right() {
    let said = |place: u8, when: &str, outcome| logged(place, when, contact(outcome, &[], when));
    let gate = |talks: Vec<Logged<ClinicContact>>, when: &str| {
        at_time(&History { contacts: talks, ..history() }, when).gate.time
    };
    let (stop, resume) = (ContactOutcome::Stop, ContactOutcome::Resume);
    let ahead = || said(1, "2026-03-20T23:10", stop);
    assert_eq!(gate(vec![ahead()], "2026-03-03T19:00"), GateTime::Blocked, "the clock was 17 days ahead");
    let lifted = vec![ahead(), said(2, "2026-03-03T19:30", resume)];
    assert_eq!(
        gate(lifted.clone(), "2026-03-03T19:30"),
        GateTime::Now,
        "and the clinic's next word is heard"
    );
    assert_eq!(gate(lifted, "2026-03-21T09:00"), GateTime::Now, "also when that time has come");
    let back = vec![said(1, "2026-03-05T09:00", resume), said(2, "2026-03-04T15:00", stop)];
    for when in ["2026-03-04T15:00", "2026-03-05T08:00", "2026-03-05T15:10"] {
        assert_eq!(gate(back.clone(), when), GateTime::Blocked, "the clock was a day back, now {when}");
    }
}

#[test]
fn what_was_written_before_a_sign_answers_nothing_of_it_although_its_clock_shows_more() {
    let (early, right) = ("2026-03-02T20:00", "2026-03-03T12:00");
    let mut history = with("temperature_c=37.6");
    history.check_ins = vec![logged(0, "2026-03-03T10:30", check_in())];
    history.contacts = vec![logged(0, "2026-03-03T11:00", contact(ContactOutcome::Resume, &[], early))];
    history.contacts[0].value.when = at("2026-03-03T11:00");
    let standing = at_time(&history, right);
    assert!(standing.gate != Gate::OPEN && !standing.tasks.is_empty(), "both came before it");
    history.check_ins.push(logged(3, right, check_in()));
    assert_eq!(at_time(&history, right).gate, Gate::OPEN);
}

#[test]
fn a_sign_told_under_a_clock_ahead_can_be_answered_and_waits_no_longer_than_it_was_to() {
    let ahead = "2027-03-02T12:00";
    let mut history = history();
    history.assessments = vec![logged(1, ahead, assessment("temperature_c=38.1", ahead))];
    let blocked = |history: &History| at_time(history, "2026-03-03T19:20").gate.time == GateTime::Blocked;
    assert!(blocked(&history));
    let now = "2026-03-03T19:10";
    history.contacts = vec![logged(2, now, contact(ContactOutcome::Resume, &[1], now))];
    assert!(!blocked(&history), "the talk came after it");
    let mut history = self::history();
    history.assessments = vec![logged(1, ahead, assessment("pain_peak=5", ahead))];
    let GateTime::WaitUntil(until) = history.assessments[0].value.gate.time else { panic!("it waits") };
    let length = until - at(ahead);
    // The first thing written under the right clock says how late it was at most.
    history.check_ins = vec![logged(2, "2026-03-03T08:00", check_in())];
    let over = at("2026-03-03T08:00") + length;
    assert_eq!(at_time(&history, "2026-03-03T09:00").gate.time, GateTime::WaitUntil(over));
    let mut answered = logged(3, "2026-03-03T08:00", check_in());
    (answered.effective, answered.recorded) = (over, over);
    history.check_ins.push(answered);
    let standing = gradus_triage::standing(&history, &moment(now).at(over));
    assert_eq!(standing.gate.time, GateTime::Now);
}

#[test]
fn no_step_while_somebody_is_still_to_be_asked_and_a_size_set_at_a_visit_ends_one_size_smaller() {
    let history = with("stool_blood_mixed=true age_days=9000");
    let mut answered = history.clone();
    answered.check_ins = vec![logged(2, "2026-03-04T21:00", check_in())];
    let standing = at_time(&answered, "2026-03-04T22:00");
    assert!(standing.tasks.iter().any(|task| !Duty::of(task).is_answered_here()));
    assert!(standing.gate_for_steps().size >= GateSize::Same);
    answered.contacts =
        vec![logged(3, "2026-03-04T21:30", contact(ContactOutcome::Resume, &[1], "2026-03-04T21:30"))];
    let standing = at_time(&answered, "2026-03-04T22:00");
    assert_eq!((standing.gate_for_steps(), standing.tasks.len()), (Gate::OPEN, 0));
    let mut hurt = with("pain_peak=5 age_days=9000");
    hurt.check_ins = vec![logged(2, "2026-03-04T21:00", check_in())];
    let size = |history: &History| at_time(history, "2026-03-05T09:00").gate.size;
    assert!(matches!(size(&hurt), GateSize::Down(_)), "{:?}", size(&hurt));
    for (place, when, set, ended) in [
        (3, "2026-03-05T08:00", Some(11), true),
        (3, "2026-03-05T08:00", None, false),
        (0, "2026-03-01T08:00", Some(11), false),
    ] {
        let size_set = set.map(|size| gradus_domain::Millimetres::whole(size).expect("a size"));
        let kind = VisitKind::Examination;
        let visit = Visit { kind, who: String::new(), calibrated: None, size_set, advice: None };
        hurt.visits = vec![logged(place, when, visit)];
        assert_eq!(!matches!(size(&hurt), GateSize::Down(_)), ended, "{place} {set:?}");
    }
}

#[test]
fn a_check_in_that_leaves_out_what_was_not_known_ends_no_wait() {
    let mut history = with("vomiting=unknown");
    let gate = |history: &History| at_time(history, "2026-03-04T22:00").gate;
    history.check_ins = vec![logged(2, "2026-03-04T21:00", check_in())];
    assert_ne!(gate(&history), Gate::OPEN, "vomiting was not asked again");
    let vomiting = FactId::new("vomiting").expect("a name");
    let answer = Answer::Known(Value::Level("none".to_owned()));
    history.check_ins[0].value.answers.insert(vomiting, answer);
    assert_eq!(gate(&history), Gate::OPEN);
}

#[test]
fn what_is_overdue_becomes_more_urgent() {
    for (changes, when, escalated) in [
        ("belly_distended=true age_days=9000", "2026-03-03T20:00", Disposition::Continue),
        ("belly_distended=true age_days=9000", "2026-03-03T20:01", Disposition::SameDay { hours: 4 }),
        ("nappy_rash=true", "2026-03-05T20:00", Disposition::Continue),
        ("nappy_rash=true", "2026-03-05T20:01", Disposition::Contact { days: 1 }),
        ("temperature_c=37.6", "2026-03-02T20:31", Disposition::Contact { days: 1 }),
        ("swelling_anal=true", "2026-03-03T00:01", Disposition::SameDay { hours: 1 }),
        ("temperature_c=38.1", "2026-03-02T20:01", Disposition::Emergency),
    ] {
        let standing = at_time(&with(changes), when);
        assert_eq!(standing.escalated, escalated, "{changes} at {when}");
        assert_eq!(standing.overdue.is_empty(), escalated == Disposition::Continue, "{changes} at {when}");
    }
}

#[test]
fn who_spoke_about_what_decides_which_calls_are_over() {
    const NEXT_DAY: &str = "2026-03-03T21:00";
    let mut history = with("swelling_anal=true nappy_rash=true");
    assert_eq!(duties(&at_time(&history, FEVER)), [Duty::SameDay, Duty::Surgeon, Duty::Contact]);
    let kind = VisitKind::Examination;
    let visit = Visit { kind, who: String::new(), calibrated: None, size_set: None, advice: None };
    history.visits = vec![logged(4, "2026-03-02T23:00", visit)];
    assert_eq!(duties(&at_time(&history, NEXT_DAY)), [Duty::SameDay, Duty::Surgeon]);
    history.visits.clear();
    for (outcome, releases, left) in [
        (ContactOutcome::SeenNothingToDo, &[1][..], &[Duty::SameDay, Duty::Surgeon, Duty::Contact][..]),
        (ContactOutcome::SeenNothingToDo, &[], &[Duty::SameDay, Duty::Surgeon, Duty::Contact]),
        (ContactOutcome::Resume, &[9], &[Duty::SameDay, Duty::Surgeon, Duty::Contact]),
        (ContactOutcome::Resume, &[], &[Duty::Surgeon]),
        (ContactOutcome::Stop, &[], &[Duty::Surgeon]),
        (ContactOutcome::Stop, &[1], &[Duty::Surgeon]),
        (ContactOutcome::Resume, &[1], &[]),
    ] {
        let when = "2026-03-02T23:00";
        history.contacts = vec![logged(3, when, contact(outcome, releases, when))];
        assert_eq!(duties(&at_time(&history, NEXT_DAY)), left, "{outcome:?} {releases:?}");
    }
}

#[test]
fn a_check_in_that_leaves_out_a_required_question_answers_nothing() {
    const LATER: &str = "2026-03-02T22:00";
    let mut history = with("temperature_c=37.6 hirschsprung=true belly_distended=false");
    let gate = |history: &History| at_time(history, LATER).gate;
    let all = || {
        let mut all = check_in();
        all.answers
            .insert(FactId::new("belly_distended").expect("a name"), Answer::Known(Value::YesNo(false)));
        all
    };
    history.check_ins = vec![logged(2, "2026-03-02T21:00", all())];
    assert_eq!(gate(&history), Gate::OPEN);
    for id in ["bleeding", "pain_peak", "temperature_c", "illness", "worry", "belly_distended"] {
        history.check_ins = vec![logged(2, "2026-03-02T21:00", all())];
        history.check_ins[0].value.answers.remove(id);
        assert_ne!(gate(&history), Gate::OPEN, "{id}");
        assert!(duties(&at_time(&history, LATER)).contains(&Duty::Recheck), "{id}");
    }
}

#[test]
fn nobody_is_asked_again_for_a_date_of_the_background_or_for_details_of_what_is_not_there() {
    let mut history =
        with("illness=somewhat_unwell vomit_green=unknown days_since_surgery=unknown age_days=9000");
    history.assessments[0].value.gate =
        Gate { time: GateTime::WaitUntil(at("2026-03-03T20:00")), size: GateSize::Same };
    history.check_ins = vec![logged(2, "2026-03-03T21:00", check_in())];
    assert_ne!(at_time(&history, "2026-03-03T22:00").gate, Gate::OPEN, "nobody spoke of vomiting");
    let none = Answer::Known(Value::Level("none".to_owned()));
    history.check_ins[0].value.answers.insert(FactId::new("vomiting").expect("a name"), none);
    assert_eq!(at_time(&history, "2026-03-03T22:00").gate, Gate::OPEN);
}

#[test]
fn a_size_down_is_over_only_after_a_session_at_that_size() {
    const LATER: &str = "2026-03-03T22:00";
    let mut history = with("pain_peak=4");
    let size = |mm| Millimetres::whole(mm).expect("a size");
    history.plans = vec![logged(5, "2026-01-19T08:00", psarp())];
    history.steps = vec![logged(6, "2026-02-20T08:00", StepTaken { from: size(9), to: size(11) })];
    history.check_ins = vec![logged(2, "2026-03-03T20:30", check_in())];
    for (mm, open) in [(11, false), (10, true), (9, true)] {
        history.sessions = vec![logged(3, "2026-03-03T21:00", session())];
        history.sessions[0].value.size = size(mm);
        assert_eq!(at_time(&history, LATER).gate == Gate::OPEN, open, "{mm} mm");
    }
    history.check_ins.clear();
    assert_ne!(at_time(&history, LATER).gate, Gate::OPEN, "nobody answered again");
}

#[test]
fn what_is_told_while_the_diary_is_locked_gives_no_larger_size_back() {
    let mut history = with("pain_peak=4");
    history.check_ins = vec![logged(2, "2026-03-03T20:00", check_in())];
    history.sessions = vec![logged(3, "2026-03-03T20:30", session())];
    assert_eq!(at_time(&history, "2026-03-03T21:00").gate, Gate::OPEN);
    history.sessions[0].value.untold = vec![gradus_domain::Untold::WhileLocked];
    assert_eq!(
        at_time(&history, "2026-03-03T21:00").gate,
        Gate { time: GateTime::Now, size: GateSize::Down(1) },
        "nobody said how it went"
    );
}
