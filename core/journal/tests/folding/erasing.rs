//! What an order to erase takes out of a history, and what it does not.

use crate::*;

#[test]
fn erasing_takes_the_entry_and_what_amended_it_out_of_the_history() {
    let mut desk = Desk::new(1);
    desk.say(MORNING, &Statement::Person(samples::person()));
    let first = desk.say(MORNING, &bled(Bleeding::Drip));
    desk.amend(MORNING, &[first], bled(Bleeding::None));
    let kept = desk.say(EVENING, &bled(Bleeding::Streak));
    let versions = desk.fold().versions(&first).to_vec();
    desk.erase(&versions);
    let folded = desk.fold();
    assert_eq!(sessions(&folded).iter().map(|logged| logged.id).collect::<Vec<_>>(), [kept]);
    assert!(folded.versions(&first).is_empty() && folded.adrift.is_empty() && folded.unreadable.is_empty());
}

#[test]
fn erasing_only_the_correction_leaves_the_first_entry() {
    let mut desk = Desk::new(1);
    desk.say(MORNING, &Statement::Person(samples::person()));
    let first = desk.say(MORNING, &bled(Bleeding::Drip));
    let amendment = desk.amend(MORNING, &[first], bled(Bleeding::None));
    desk.erase(&[amendment]);
    assert_eq!(standing_bleeding(&desk.fold()), Some(Answer::Known(Bleeding::Drip)));
}

#[test]
fn an_order_to_erase_the_clinics_word_or_an_answer_of_triage_is_not_obeyed() {
    let mut desk = Desk::new(1);
    desk.say(MORNING, &Statement::Person(samples::person()));
    let stop = desk.say(MORNING, &Statement::Contact(samples::contact(ContactOutcome::Stop)));
    let answer = desk.say(MORNING, &Statement::Assessment(samples::assessment()));
    let before = desk.fold();
    desk.erase(&[stop, answer]);
    let history = &desk.fold().people[&PERSON];
    assert_eq!(history, &before.people[&PERSON]);
    assert_eq!((history.contacts.len(), history.assessments.len()), (1, 1));
}

#[test]
fn an_erased_correction_of_something_lasting_counts_as_unreadable() {
    let mut desk = Desk::new(1);
    desk.say(MORNING, &Statement::Person(samples::person()));
    let first = desk.say(MORNING, &Statement::Visit(samples::visit()));
    let correction = desk.amend(MORNING, &[first], Statement::Visit(samples::visit()));
    assert_eq!(desk.fold().people[&PERSON].unknown_kinds, 0);
    desk.erase(&[correction]);
    let folded = desk.fold();
    assert_eq!((folded.people[&PERSON].unknown_kinds, folded.unreadable), (1, vec![correction]));
}
