//! A slip that was taken out again: in no list, kept beside them, and back where somebody else knows more of it.

use crate::*;

impl Desk {
    fn take_out(&mut self, targets: &[EntryId], statement: Statement) -> EntryId {
        let draft = Draft::new(PERSON, time(MORNING), &Statement::TakenOut(Box::new(statement)));
        let draft = Draft { targets: targets.to_vec(), ..draft.expect("can be written") };
        self.seal(draft, time(NEXT_DAY))
    }
}

#[test]
fn a_slip_is_in_no_list_and_its_words_are_kept() {
    let mut desk = Desk::new(1);
    desk.say(MORNING, &Statement::Person(samples::person()));
    let slip = desk.say(MORNING, &bled(Bleeding::None));
    let kept = desk.say(EVENING, &bled(Bleeding::Streak));
    let out = desk.take_out(&[slip], bled(Bleeding::None));
    let folded = desk.fold();
    assert_eq!(sessions(&folded).iter().map(|logged| logged.id).collect::<Vec<_>>(), [kept]);
    assert_eq!(folded.taken_out.len(), 1);
    let one = &folded.taken_out[0];
    assert_eq!((one.id, one.effective, one.recorded), (slip, time(MORNING), time(MORNING)));
    assert_eq!((one.amended, &one.value), (Some(time(NEXT_DAY)), &bled(Bleeding::None)));
    assert_eq!(folded.versions(&slip), [slip, out], "nothing is gone from the journal");
    assert!(folded.conflicts.is_empty() && folded.adrift.is_empty() && folded.unreadable.is_empty());
}

/// Somebody who put the entry right meanwhile took it for true: it stands, however much milder it says.
#[test]
fn a_change_by_somebody_who_did_not_know_of_it_stands() {
    for out_first in [true, false] {
        let mut mother = Desk::new(1);
        mother.say(MORNING, &Statement::Person(samples::person()));
        let slip = mother.say(MORNING, &bled(Bleeding::Clots));
        let mut father = mother.shared(2);
        let (one, other) = if out_first { (&mut mother, &mut father) } else { (&mut father, &mut mother) };
        let out = one.take_out(&[slip], bled(Bleeding::Clots));
        let changed = other.amend(MORNING, &[slip], bled(Bleeding::None));
        let entries = mother.entries.iter().chain(&father.entries).cloned();
        let folded = fold(&entries.collect());
        assert_eq!(standing_bleeding(&folded), Some(Answer::Known(Bleeding::None)));
        assert!(folded.taken_out.is_empty());
        assert_eq!((folded.conflicts[0].stands, &folded.conflicts[0].others[..]), (changed, &[out][..]));
    }
}

#[test]
fn what_was_taken_out_comes_back_with_a_change_that_names_it() {
    let mut desk = Desk::new(1);
    desk.say(MORNING, &Statement::Person(samples::person()));
    let slip = desk.say(MORNING, &bled(Bleeding::None));
    desk.take_out(&[slip], bled(Bleeding::None));
    let versions = desk.fold().versions(&slip).to_vec();
    desk.amend(MORNING, &versions, bled(Bleeding::Drip));
    let folded = desk.fold();
    assert_eq!(standing_bleeding(&folded), Some(Answer::Known(Bleeding::Drip)));
    assert!(folded.taken_out.is_empty());
}

/// A quiet answer to what counts for nothing would hide what was not known before it.
#[test]
fn an_answer_that_found_nothing_goes_with_its_slip_and_any_other_stays() {
    use gradus_domain::{Assessment, Gate};
    let found = samples::assessment();
    let quiet = Assessment { fired: Vec::new(), tasks: Vec::new(), gate: Gate::OPEN, ..found.clone() };
    let asks = Assessment { tasks: found.tasks.clone(), ..quiet.clone() };
    let waits = Assessment { gate: found.gate, ..quiet.clone() };
    let rule = Assessment { fired: found.fired.clone(), ..quiet.clone() };
    let left = |answer: &Assessment, written: &str, takes_out: bool| {
        let mut desk = Desk::new(1);
        desk.say(MORNING, &Statement::Person(samples::person()));
        let slip = desk.say(MORNING, &Statement::CheckIn(samples::check_in()));
        desk.say(written, &Statement::Assessment(answer.clone()));
        desk.say(EVENING, &Statement::Assessment(quiet.clone()));
        if takes_out {
            desk.take_out(&[slip], Statement::CheckIn(samples::check_in()));
        }
        desk.fold().people[&PERSON].assessments.len()
    };
    assert_eq!(left(&quiet, MORNING, true), 1);
    assert_eq!(left(&quiet, MORNING, false), 2);
    assert_eq!(left(&quiet, EVENING, true), 2, "written later: about something else");
    for answer in [&asks, &waits, &rule] {
        assert_eq!(left(answer, MORNING, true), 2);
    }
}
