//! What entries add up to.

mod folding {
    mod erasing;
    mod taking_out;
}
mod samples;

use chrono::{DateTime, FixedOffset};
use gradus_crypto::testing::SeededEntropy;
use gradus_domain::device::{Care, Question, RetireReason, SafetyCheck};
use gradus_domain::{Answer, Bleeding, ContactOutcome, Ease, EntryId, Origin, PersonId, Session};
use gradus_journal::{Draft, Entry, EntrySet, Folded, Kind, Pen, Statement, VAULT_ITSELF, fold};
use proptest::prelude::*;
use samples::{PERSON, mm, pain, time};

const MORNING: &str = "2026-03-01T08:00:00+01:00";
const EVENING: &str = "2026-03-01T20:00:00+01:00";
const NEXT_DAY: &str = "2026-03-02T08:00:00+01:00";

struct Desk {
    pen: Pen,
    entries: Vec<Entry>,
}

impl Desk {
    fn new(seed: u64) -> Self {
        Self { pen: Pen::make(&SeededEntropy::new(seed), 0).expect("seeded"), entries: Vec::new() }
    }

    /// The same journal at another writer's desk.
    fn shared(&self, seed: u64) -> Self {
        let mut other = Self::new(seed);
        other.entries = self.entries.clone();
        other.pen.witness(self.entries.iter().map(|e| e.head().lamport).max().unwrap_or(0));
        other
    }

    fn seal(&mut self, draft: Draft, recorded: DateTime<FixedOffset>) -> EntryId {
        let entry = self.pen.seal(draft, recorded, [5; 16]).expect("within the limits");
        self.entries.push(entry);
        self.entries[self.entries.len() - 1].id()
    }

    fn say(&mut self, at: &str, statement: &Statement) -> EntryId {
        self.seal(Draft::new(PERSON, time(at), statement).expect("can be written"), time(at))
    }

    fn amend(&mut self, at: &str, targets: &[EntryId], statement: Statement) -> EntryId {
        let draft = Draft::new(PERSON, time(at), &Statement::Amendment(Box::new(statement)));
        let draft = Draft { targets: targets.to_vec(), ..draft.expect("can be written") };
        self.seal(draft, time(NEXT_DAY))
    }

    fn erase(&mut self, targets: &[EntryId]) -> EntryId {
        let draft = Draft::new(PERSON, time(NEXT_DAY), &Statement::Erase).expect("can be written");
        self.seal(Draft { targets: targets.to_vec(), ..draft }, time(NEXT_DAY))
    }

    fn raw(&mut self, person: PersonId, kind: Kind, body: &[u8]) -> EntryId {
        let draft = Draft::new(person, time(MORNING), &Statement::Erase).expect("can be written");
        self.seal(Draft { kind, body: body.to_vec(), ..draft }, time(MORNING))
    }

    fn about_the_vault(&mut self, at: &str, statement: &Statement) -> EntryId {
        self.seal(Draft::new(VAULT_ITSELF, time(at), statement).expect("can be written"), time(at))
    }

    fn fold(&self) -> Folded {
        fold(&self.entries.iter().cloned().collect())
    }
}

fn bled(bleeding: Bleeding) -> Statement {
    Statement::Session(Session { bleeding: Some(Answer::Known(bleeding)), ..samples::session() })
}

fn sessions(folded: &Folded) -> &[gradus_domain::Logged<Session>] {
    &folded.people[&PERSON].sessions
}

fn standing_bleeding(folded: &Folded) -> Option<Answer<Bleeding>> {
    sessions(folded)[0].value.bleeding
}

#[test]
fn every_kind_lands_in_its_list() {
    let mut desk = Desk::new(1);
    for (_, statement) in samples::all() {
        let about_entries =
            matches!(statement, Statement::Amendment(_) | Statement::TakenOut(_) | Statement::Erase);
        if !about_entries
            && !matches!(
                statement,
                Statement::LeastHeaderEpoch(_) | Statement::OlderStateAccepted | Statement::Salvaged(_)
            )
        {
            desk.say(MORNING, &statement);
        }
    }
    let folded = desk.fold();
    let history = &folded.people[&PERSON];
    let lengths = [
        history.plans.len(),
        history.sessions.len(),
        history.skips.len(),
        history.observations.len(),
        history.pauses.len(),
        history.check_ins.len(),
        history.assessments.len(),
        history.contacts.len(),
        history.visits.len(),
        history.steps.len(),
        history.stages.len(),
        history.devices.len(),
        history.device_care.len(),
    ];
    assert_eq!(lengths, [2, 4, 2, 6, 2, 2, 1, 2, 2, 1, 2, 2, 4]);
    assert_eq!(history.unknown_kinds, 0);
    assert!(folded.conflicts.is_empty() && folded.unreadable.is_empty() && folded.adrift.is_empty());
}

#[test]
fn what_the_head_says_reaches_the_history() {
    let mut desk = Desk::new(1);
    desk.say(MORNING, &Statement::Person(samples::person()));
    let draft = Draft::new(PERSON, time(MORNING), &bled(Bleeding::None)).expect("can be written");
    let id = desk.seal(Draft { imported: true, clock_suspect: true, ..draft }, time(NEXT_DAY));
    let folded = desk.fold();
    let logged = &sessions(&folded)[0];
    assert_eq!((logged.id, logged.person, logged.origin), (id, PERSON, Origin::Imported));
    assert_eq!((logged.effective, logged.recorded), (time(MORNING), time(NEXT_DAY)));
    assert!(logged.clock_suspect);
}

#[test]
fn lists_are_in_the_order_of_effective_time_and_a_late_entry_takes_its_place() {
    let mut desk = Desk::new(1);
    desk.say(MORNING, &Statement::Person(samples::person()));
    let next = desk.say(NEXT_DAY, &bled(Bleeding::None));
    let evening = desk.say(EVENING, &bled(Bleeding::Streak));
    let first = desk.say(MORNING, &bled(Bleeding::Drip));
    let same = desk.say(EVENING, &bled(Bleeding::None));
    let order: Vec<_> = sessions(&desk.fold()).iter().map(|logged| logged.id).collect();
    assert_eq!(order, [first, evening, same, next]);
}

#[test]
fn an_amendment_gives_body_and_time_and_keeps_identity_and_recording() {
    let mut desk = Desk::new(1);
    desk.say(MORNING, &Statement::Person(samples::person()));
    let first = desk.say(MORNING, &bled(Bleeding::Drip));
    let amendment = desk.amend(EVENING, &[first], bled(Bleeding::None));
    let folded = desk.fold();
    let logged = &sessions(&folded)[0];
    assert_eq!(sessions(&folded).len(), 1);
    assert_eq!((logged.id, logged.effective, logged.recorded), (first, time(EVENING), time(MORNING)));
    assert_eq!(
        standing_bleeding(&folded),
        Some(Answer::Known(Bleeding::None)),
        "one writer may take it back"
    );
    assert_eq!(folded.versions(&first), [first, amendment]);
    assert!(folded.versions(&amendment).is_empty() && folded.conflicts.is_empty());
}

#[test]
fn one_writer_corrects_a_correction_without_naming_it() {
    let mut desk = Desk::new(1);
    desk.say(MORNING, &Statement::Person(samples::person()));
    let first = desk.say(MORNING, &bled(Bleeding::None));
    desk.amend(MORNING, &[first], bled(Bleeding::Drip));
    desk.amend(MORNING, &[first], bled(Bleeding::Streak));
    let folded = desk.fold();
    assert_eq!(standing_bleeding(&folded), Some(Answer::Known(Bleeding::Streak)));
    assert!(folded.conflicts.is_empty());
}

#[test]
fn of_concurrent_amendments_both_stay_and_the_cautious_one_stands_until_somebody_chooses() {
    let mut mother = Desk::new(1);
    mother.say(MORNING, &Statement::Person(samples::person()));
    let first = mother.say(MORNING, &bled(Bleeding::Clots));
    let mut father = mother.shared(2);
    let hers = mother.amend(MORNING, &[first], bled(Bleeding::None));
    let his = father.amend(MORNING, &[first], bled(Bleeding::Streak));
    mother.entries.push(father.entries[father.entries.len() - 1].clone());
    let folded = mother.fold();
    assert_eq!(standing_bleeding(&folded), Some(Answer::Known(Bleeding::Streak)));
    assert_eq!(folded.conflicts.len(), 1);
    let conflict = &folded.conflicts[0];
    assert_eq!((conflict.entry, conflict.person, conflict.stands), (first, PERSON, his));
    assert_eq!(conflict.others, [hers]);
    mother.pen.witness(9);
    let versions = folded.versions(&first).to_vec();
    mother.amend(MORNING, &versions, bled(Bleeding::None));
    let chosen = mother.fold();
    assert_eq!(standing_bleeding(&chosen), Some(Answer::Known(Bleeding::None)));
    assert!(chosen.conflicts.is_empty());
}

/// Which of two concurrent amendments of the same thing stands, whoever wrote which.
fn cautious(first: &Statement, left: &Statement, right: &Statement) -> Statement {
    let stands = |left: &Statement, right: &Statement| {
        let mut one = Desk::new(1);
        one.say(MORNING, &Statement::Person(samples::person()));
        let id = one.say(MORNING, first);
        let mut other = one.shared(2);
        let left = (one.amend(MORNING, &[id], left.clone()), left.clone());
        let right = (other.amend(MORNING, &[id], right.clone()), right.clone());
        one.entries.push(other.entries[other.entries.len() - 1].clone());
        let conflict = one.fold().conflicts.remove(0);
        if conflict.stands == left.0 { left.1 } else { right.1 }
    };
    let found = stands(left, right);
    assert_eq!(found, stands(right, left), "it does not matter who wrote which");
    found
}

#[test]
fn each_rule_of_caution_decides() {
    let session = |change: fn(&mut Session)| {
        let mut session = Session { bleeding: Some(Answer::Known(Bleeding::None)), ..samples::session() };
        change(&mut session);
        Statement::Session(session)
    };
    let visit = |size_set| Statement::Visit(gradus_domain::Visit { size_set, ..samples::visit() });
    let unasked = gradus_domain::CheckIn::default();
    let looked_at =
        |answer| samples::cared(Care::Checked(SafetyCheck { answers: [(Question::NoCrack, answer)].into() }));
    // In each pair the second is the more cautious.
    let pairs = [
        (session(|_| ()), session(|s| s.bleeding = Some(Answer::Known(Bleeding::Streak)))),
        (
            session(|s| s.bleeding = Some(Answer::Known(Bleeding::Clots))),
            session(|s| s.bleeding = Some(Answer::Unknown)),
        ),
        (session(|_| ()), session(|s| s.bleeding = None)),
        (session(|s| s.pain.peak = pain(4)), session(|s| s.pain.peak = pain(5))),
        (session(|s| s.pain.peak = pain(9)), session(|s| s.pain.peak = Some(Answer::Unknown))),
        (session(|s| s.ease = Ease::Easy), session(|s| s.ease = Ease::NotPassed)),
        (visit(Some(mm(120))), visit(Some(mm(110)))),
        (visit(None), visit(Some(mm(120)))),
        (Statement::CheckIn(unasked), Statement::CheckIn(samples::check_in())),
        (looked_at(Answer::Known(true)), looked_at(Answer::Known(false))),
        (looked_at(Answer::Known(true)), looked_at(Answer::Unknown)),
        (samples::cared(Care::Cleaned), looked_at(Answer::Known(true))),
        (looked_at(Answer::Known(false)), samples::cared(Care::Retired(RetireReason::Lost))),
    ];
    for (mild, strict) in pairs {
        assert_eq!(cautious(&mild, &mild, &strict), strict);
    }
}

#[test]
fn an_amendment_of_the_wrong_kind_or_of_nothing_changes_nothing_and_is_listed() {
    let mut desk = Desk::new(1);
    desk.say(MORNING, &Statement::Person(samples::person()));
    let first = desk.say(MORNING, &bled(Bleeding::Drip));
    let wrong = desk.amend(MORNING, &[first], Statement::Visit(samples::visit()));
    let missing = desk.amend(MORNING, &[EntryId([0; 32])], bled(Bleeding::None));
    let nothing = desk.amend(MORNING, &[], bled(Bleeding::None));
    let folded = desk.fold();
    assert_eq!(standing_bleeding(&folded), Some(Answer::Known(Bleeding::Drip)));
    assert_eq!(folded.adrift, [wrong, missing, nothing]);
}

#[test]
fn the_last_acceptance_of_an_older_state_and_the_check_ins_since_are_in_every_history() {
    let mut desk = Desk::new(1);
    desk.say(MORNING, &Statement::Person(samples::person()));
    assert_eq!(desk.fold().people[&PERSON].older_state, None);
    desk.about_the_vault(EVENING, &Statement::OlderStateAccepted);
    let between = desk.say(EVENING, &Statement::CheckIn(samples::check_in()));
    desk.about_the_vault(MORNING, &Statement::Salvaged(vec![samples::chain_end()]));
    let since = desk.say(MORNING, &Statement::CheckIn(samples::check_in()));
    desk.amend(EVENING, &[between], Statement::CheckIn(samples::check_in()));
    let folded = desk.fold();
    assert_eq!(
        folded.older_state_accepted,
        Some(time(MORNING)),
        "the last one in the journal, whatever its clock"
    );
    let history = &folded.people[&PERSON];
    let older = history.older_state.clone().expect("it was accepted");
    assert_eq!(older.accepted, time(MORNING));
    let place = |id| history.check_ins.iter().find(|one| one.id == id).expect("a check-in").place;
    assert!(place(since) >= older.place);
    assert!(place(between) < older.place, "a correction of an earlier one is no new answer");
}

#[test]
fn the_latest_word_about_a_person_stands_amended_or_written_anew() {
    let renamed = |name: &str| gradus_domain::Person { name: name.to_owned(), ..samples::person() };
    let mut desk = Desk::new(1);
    let first = desk.say(MORNING, &Statement::Person(renamed("A")));
    desk.say(MORNING, &Statement::Person(renamed("B")));
    assert_eq!(desk.fold().people[&PERSON].person.name, "B");
    desk.amend(MORNING, &[first], Statement::Person(renamed("C")));
    assert_eq!(desk.fold().people[&PERSON].person.name, "C");
}

#[test]
fn what_cannot_be_read_is_counted_for_its_person_and_the_vaults_for_everybody() {
    let mut desk = Desk::new(1);
    desk.say(MORNING, &Statement::Person(samples::person()));
    let kind = desk.raw(PERSON, Kind::Unknown(77), b"anything");
    let newer = desk.raw(PERSON, Kind::Session, br#"{"v":2}"#);
    let vault = desk.raw(VAULT_ITSELF, Kind::Unknown(78), b"");
    let stranger = desk.raw(PersonId([9; 16]), Kind::Unknown(79), b"");
    let folded = desk.fold();
    assert_eq!(folded.unreadable, [kind, newer, vault, stranger]);
    assert_eq!(folded.people[&PERSON].unknown_kinds, 3);
    desk.erase(&[kind]);
    assert_eq!(
        desk.fold().people[&PERSON].unknown_kinds,
        3,
        "its head may mean something to a newer version"
    );
}

#[test]
fn entries_of_nobody_are_listed() {
    let mut desk = Desk::new(1);
    let stray = desk.say(MORNING, &bled(Bleeding::Drip));
    let folded = desk.fold();
    assert_eq!((folded.adrift, folded.people.len()), (vec![stray], 0));
}

#[test]
fn the_greatest_header_epoch_counts() {
    let mut desk = Desk::new(1);
    assert_eq!(desk.fold().least_header_epoch, 0);
    for epoch in [2, 5, 3] {
        let draft = Draft::new(VAULT_ITSELF, time(MORNING), &Statement::LeastHeaderEpoch(epoch));
        desk.seal(draft.expect("can be written"), time(MORNING));
    }
    assert_eq!(desk.fold().least_header_epoch, 5);
}

/// Two desks that write, amend and erase without seeing each other.
fn household() -> Vec<Entry> {
    let mut one = Desk::new(1);
    one.say(MORNING, &Statement::Person(samples::person()));
    let first = one.say(MORNING, &bled(Bleeding::Drip));
    let second = one.say(EVENING, &bled(Bleeding::None));
    let mut other = one.shared(2);
    one.amend(EVENING, &[first], bled(Bleeding::None));
    let gone = one.say(NEXT_DAY, &bled(Bleeding::RedBowl));
    one.erase(&[gone]);
    other.amend(MORNING, &[first], bled(Bleeding::Streak));
    other.amend(MORNING, &[second], bled(Bleeding::PinkTint));
    other.raw(PERSON, Kind::Unknown(200), b"later");
    one.entries.extend(other.entries.into_iter().skip(3));
    one.entries
}

proptest! {
    #[test]
    fn arrival_order_and_duplicates_do_not_matter(
        order in Just((0usize..9).collect::<Vec<_>>()).prop_shuffle(),
        again in proptest::collection::vec(0usize..9, 0..9),
    ) {
        let all = household();
        prop_assert_eq!(all.len(), 9);
        let expected = fold(&all.iter().cloned().collect());
        let set: EntrySet = order.iter().chain(&again).map(|at| all[*at].clone()).collect();
        prop_assert_eq!(fold(&set), expected);
    }

    #[test]
    fn a_late_entry_refolds_to_what_it_would_have_been(late in 0usize..9) {
        let all = household();
        let mut set: EntrySet = all.iter().enumerate().filter(|(at, _)| *at != late).map(|(_, e)| e.clone()).collect();
        fold(&set);
        set.insert(all[late].clone());
        prop_assert_eq!(fold(&set), fold(&all.into_iter().collect()));
    }
}

#[test]
fn every_form_of_an_entry_stays_with_it() {
    let mut desk = Desk::new(1);
    desk.say(MORNING, &Statement::Person(samples::person()));
    let first = desk.say(MORNING, &bled(Bleeding::Streak));
    assert!(sessions(&desk.fold())[0].former.is_empty() && sessions(&desk.fold())[0].amended.is_none());
    let second = desk.amend(EVENING, &[first], bled(Bleeding::Clots));
    desk.amend(MORNING, &[first, second], bled(Bleeding::None));
    let folded = desk.fold();
    let logged = &sessions(&folded)[0];
    assert_eq!((logged.id, logged.recorded, logged.amended), (first, time(MORNING), Some(time(NEXT_DAY))));
    let forms: Vec<_> =
        logged.former.iter().map(|form| (form.entry, form.effective, form.value.bleeding)).collect();
    let blood = |amount| Some(Answer::Known(amount));
    let expected =
        [(first, time(MORNING), blood(Bleeding::Streak)), (second, time(EVENING), blood(Bleeding::Clots))];
    assert_eq!(forms, expected);
    assert_eq!(logged.value.bleeding, blood(Bleeding::None));
}
