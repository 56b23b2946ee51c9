//! What stands after an older state of the vault was accepted as the true one.

use gradus_domain::{
    CheckIn, Condition, ContactOutcome, Disposition, Fact, Gate, GateSize, GateTime, History, Logged,
    OlderState,
};
use gradus_triage::{Duty, Standing, standing};

use crate::diary::{at, check_in, contact, history, logged, moment};

const ACCEPTED: &str = "2026-03-02T20:00";
const LATER: &str = "2026-03-02T22:00";

fn at_time(history: &History, when: &str) -> Standing {
    standing(history, &moment(when))
}

fn duties(standing: &Standing) -> Vec<Duty> {
    standing.tasks.iter().map(Duty::of).collect()
}

/// With these check-ins, which the journal holds after the acceptance.
fn then(accepted: &str, since: Vec<Logged<CheckIn>>) -> History {
    let older_state = Some(OlderState { accepted: at(accepted), place: 1 });
    History { older_state, check_ins: since, ..history() }
}

/// Whether sessions go on. The clinic is to be called all the same, and no step is open until then.
fn is_open(history: &History, when: &str) -> bool {
    let standing = at_time(history, when);
    let open = standing.gate.time == GateTime::Now;
    assert_eq!(open, !duties(&standing).contains(&Duty::Recheck));
    assert!(
        duties(&standing).contains(&Duty::ContactSoon) && standing.gate_for_steps().size == GateSize::Same
    );
    open
}

#[test]
fn what_the_clinic_said_may_be_among_what_is_lost_and_only_the_clinic_can_say_it_again() {
    let asked = then(ACCEPTED, vec![logged(2, "2026-03-02T21:00", check_in())]);
    let talk = |place: u8, when: &str, outcome| {
        let mut history = asked.clone();
        history.contacts.push(logged(place, when, contact(outcome, &[], when)));
        history.contacts[0].recorded = at("2026-03-02T21:30");
        at_time(&history, LATER)
    };
    for outcome in [ContactOutcome::Resume, ContactOutcome::StaySame, ContactOutcome::Stop] {
        assert!(duties(&talk(3, "2026-03-02T21:30", outcome)).iter().all(|duty| *duty != Duty::ContactSoon));
    }
    assert_eq!(talk(3, "2026-03-02T21:30", ContactOutcome::Resume).gate, Gate::OPEN);
    for (place, when, outcome) in [
        (3, "2026-03-02T21:30", ContactOutcome::SeenNothingToDo),
        (3, "2026-03-02T19:59", ContactOutcome::Resume),
        (0, "2026-03-02T21:30", ContactOutcome::Resume),
    ] {
        let standing = talk(place, when, outcome);
        assert_eq!(duties(&standing), [Duty::ContactSoon], "{place} {when}");
        assert_eq!(standing.gate_for_steps().size, GateSize::Same);
    }
}

#[test]
fn after_an_older_state_was_accepted_every_required_question_is_to_be_answered_again() {
    let wait = Gate { time: GateTime::WaitUntil(at(ACCEPTED)), size: GateSize::Same };
    let history = then(ACCEPTED, Vec::new());
    let standing = at_time(&history, ACCEPTED);
    assert_eq!((standing.gate, duties(&standing)), (wait, vec![Duty::Recheck, Duty::ContactSoon]));
    let first = &standing.tasks[0];
    assert_eq!((first.due, first.rules.as_slice()), (at(ACCEPTED), &["older-state".to_owned()][..]));
    assert!(standing.overdue.is_empty());
    assert_eq!(at_time(&history, "2026-03-02T20:01").escalated, Disposition::Contact { days: 1 });
    for (when, ends) in [("2026-03-02T19:59", false), (ACCEPTED, true), ("2026-03-02T20:01", true)] {
        let mut answered = logged(2, LATER, check_in());
        answered.effective = at(when);
        assert_eq!(is_open(&then(ACCEPTED, vec![answered]), LATER), ends, "it tells of {when}");
    }
    for id in ["bleeding", "pain_peak", "temperature_c", "illness", "worry"] {
        let mut history = then(ACCEPTED, vec![logged(2, "2026-03-02T21:00", check_in())]);
        history.check_ins[0].value.answers.remove(id);
        assert!(!is_open(&history, LATER), "{id} was left out");
    }
    let mut history = then(ACCEPTED, vec![logged(2, "2026-03-02T21:00", check_in())]);
    history.person.background.conditions = vec![Fact { what: Condition::Hirschsprung, since: None }];
    assert!(!is_open(&history, LATER), "with Hirschsprung disease the belly is required too");
}

#[test]
fn the_order_of_the_journal_says_what_came_since_and_no_clock() {
    let mut before = then(ACCEPTED, vec![logged(2, "2026-03-02T21:00", check_in())]);
    before.older_state = Some(OlderState { accepted: at(ACCEPTED), place: 3 });
    assert!(!is_open(&before, LATER), "an hour later by the clock, before it by the journal");
    let far_ahead = "2031-03-02T20:00";
    let since = vec![logged(2, "2026-03-02T21:00", check_in())];
    assert!(is_open(&then(far_ahead, since), LATER), "five years earlier by the clock, since by the journal");
    let mut late = logged(2, "2026-03-02T21:00", check_in());
    late.effective = at("2026-03-02T20:59");
    assert!(!is_open(&then(far_ahead, vec![late]), LATER), "told afterwards, and nobody knows of which time");
}

#[test]
fn a_clock_that_was_ahead_or_set_back_neither_puts_the_questions_off_nor_drops_them() {
    for (accepted, now) in [("2031-03-02T20:00", LATER), (ACCEPTED, "2026-03-01T08:00")] {
        let standing = at_time(&then(accepted, Vec::new()), now);
        assert_eq!(standing.gate.time, GateTime::WaitUntil(at(now)), "answered now, sessions go on now");
        assert_eq!(duties(&standing), [Duty::Recheck, Duty::ContactSoon]);
        assert_eq!(standing.tasks[0].due, at(now));
    }
}
