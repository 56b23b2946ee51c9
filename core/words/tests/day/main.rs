//! The first sentence of the day: whom to reach, what is stopped, what is due, in this order.

mod calls;

use chrono::{DateTime, FixedOffset, NaiveDate};
use gradus_domain::{
    Assessment, BootId, ClinicContact, ContactOutcome, Disposition, Ease, EntryId, Gate, GateSize, GateTime,
    History, Logged, Moment, OccurrenceId, Origin, PackRef, Person, PersonId, Plan, Role, Session,
    SessionPain, Skip, SkipReason, Slot, SlotStatus, Task, slots,
};
use gradus_triage::{Duty, Standing};
use gradus_words::Words;

const PLAN: &str = include_str!("../../../../tests/fixtures/plans/mia.toml");

struct Day {
    history: History,
    standing: Standing,
}

impl Day {
    /// A plan in force since its first day, 3 March, at 08:00 and 20:00.
    fn new() -> Self {
        let person = Person {
            id: PersonId([1; 16]),
            name: "Mia".to_owned(),
            born: "2026-01-01".parse().expect("a date"),
            role: Role::Caregiver,
            background: Default::default(),
        };
        let mut day = Self { history: History::new(person), standing: quiet() };
        let plan = PLAN.replace("per_day = 2", "per_day = 2\ntimes = [\"08:00\", \"20:00\"]");
        day.adopt("2026-03-03T00:00", &plan);
        day
    }

    fn adopt(&mut self, from: &str, plan: &str) {
        let plan = Plan::parse(plan).expect("a plan");
        let id = u8::try_from(self.history.plans.len()).expect("few plans");
        self.history.plans.push(logged(100 + id, from, plan));
    }

    fn hold(&mut self, when: &str, slot: u8) {
        let session = Session {
            occurrence: Some(self.occurrence(when, slot)),
            size: self.history.plans[0].value.ladder().start(),
            warm_up: Vec::new(),
            holds_s: vec![30, 30],
            ease: Ease::Easy,
            pain: SessionPain::default(),
            bleeding: None,
            bleeding_stopped_after_min: None,
            lubricant: None,
            adjuncts: Vec::new(),
            stopped: None,
            note: None,
            device: None,
            cleaned: None,
            untold: Vec::new(),
            guided: false,
        };
        self.history.sessions.push(logged(1, when, session));
    }

    fn skip(&mut self, when: &str, slot: u8) {
        let occurrence = Some(self.occurrence(when, slot));
        let skip = Skip { occurrence, reason: SkipReason::NoPrivateTime, note: None };
        self.history.skips.push(logged(2, when, skip));
    }

    fn occurrence(&self, when: &str, slot: u8) -> OccurrenceId {
        OccurrenceId { date: at(when).date_naive(), slot, plan: self.history.plans[0].id }
    }

    fn gate(mut self, time: GateTime, size: GateSize) -> Self {
        self.standing.gate = Gate { time, size };
        self
    }

    fn task(self, duty: Duty, due: &str, now: &str) -> Self {
        self.task_of(&["B1"], duty, due, now)
    }

    fn task_of(mut self, rules: &[&str], duty: Duty, due: &str, now: &str) -> Self {
        let rules = rules.iter().map(|rule| (*rule).to_owned()).collect();
        let task = Task { what: duty.key().to_owned(), due: at(due), rules };
        if task.due < at(now) {
            self.standing.overdue.push(task.clone());
            self.standing.escalated = self.standing.escalated.max(duty.when_overdue());
        }
        self.standing.tasks.push(task);
        self
    }

    fn slots(&self, now: &str) -> Vec<Slot> {
        let now = moment(now);
        slots(&self.history, now.date()..=now.date(), &now)
    }

    /// The clinic spoke an hour ago, so that no gap comes before what a test is about.
    fn without_a_gap(&self, now: &str) -> History {
        let mut history = self.history.clone();
        let when = at(now) - chrono::TimeDelta::hours(1);
        let talk = ClinicContact {
            who: "Ward".to_owned(),
            when,
            said: "Go on".to_owned(),
            outcome: ContactOutcome::Resume,
            releases: Vec::new(),
            next_visit: None,
        };
        let mut entry = logged(9, now, talk);
        entry.effective = when;
        history.contacts.push(entry);
        history
    }

    fn headline(&self, now: &str) -> String {
        Words::english().headline(&self.without_a_gap(now), &self.slots(now), &self.standing, &moment(now))
    }
}

/// A tried session is no held one.
#[test]
fn a_session_that_was_tried_is_answered_and_not_called_done() {
    let mut day = Day::new();
    day.hold("2026-03-10T08:00", 0);
    day.hold("2026-03-10T20:00", 1);
    let late = "2026-03-10T23:00";
    assert!(
        day.headline(late).starts_with("Everything planned for today is done."),
        "{}",
        day.headline(late)
    );
    day.history.sessions[1].value.ease = Ease::NotPassed;
    assert!(day.headline(late).starts_with("Nothing more is planned today."), "{}", day.headline(late));
    let said: Vec<_> = day.slots(late).iter().map(|slot| Words::english().slot(slot, false)).collect();
    assert_eq!(said, ["Held", "Tried, not held"]);
}

#[test]
fn at_the_smallest_size_the_gate_promises_no_smaller_one() {
    let now = moment("2026-03-24T19:30");
    let say = |start: &str, time| {
        let mut day = Day::new();
        day.history.plans.clear();
        day.adopt("2026-03-03T00:00", &PLAN.replace("start_mm = 9", &format!("start_mm = {start}")));
        Words::english().gate(&day.history, Gate { time, size: GateSize::Down(1) }, &now)
    };
    let none =
        "The next session should be at a smaller size, and the plan has none. Ask your clinic before it.";
    assert_eq!(say("5", GateTime::Now), none);
    let until = GateTime::WaitUntil(at("2026-03-25T08:00"));
    let wait = "No session before 25 Mar, 08:00. Answer the questions again first.";
    assert_eq!(say("5", until), format!("{wait} {none}"));
    assert_eq!(say("6", GateTime::Now), "The next session is one size smaller.");
    assert_eq!(say("6", until), format!("{wait} The next session is one size smaller."));
}

fn quiet() -> Standing {
    Standing {
        gate: Gate::OPEN,
        because: Vec::new(),
        tasks: Vec::new(),
        overdue: Vec::new(),
        escalated: Disposition::Continue,
    }
}

fn logged<T>(id: u8, when: &str, value: T) -> Logged<T> {
    Logged {
        id: EntryId([id; 32]),
        person: PersonId([1; 16]),
        effective: at(when),
        recorded: at(when),
        origin: Origin::Live,
        clock_suspect: false,
        place: id.into(),
        value,
        amended: None,
        former: Vec::new(),
    }
}

fn at(text: &str) -> DateTime<FixedOffset> {
    DateTime::parse_from_rfc3339(&format!("{text}:00+01:00")).expect("a time")
}

fn moment(text: &str) -> Moment {
    Moment::new(at(text), 0, BootId::default())
}

fn assessment(disposition: Disposition) -> Assessment {
    Assessment {
        facts: Default::default(),
        disposition,
        gate: Gate { time: GateTime::Blocked, size: GateSize::Same },
        fired: Vec::new(),
        missing: Vec::new(),
        tasks: Vec::new(),
        pack: PackRef { version: "1".to_owned(), hash: [0; 32], signed_off: false },
    }
}

#[test]
fn a_day_with_an_open_gate_goes_from_next_to_due_to_late_to_over() {
    let mut day = Day::new();
    let said = |day: &Day, now| day.headline(now);
    assert_eq!(said(&day, "2026-03-10T06:59"), "Next session at 08:00.");
    assert_eq!(said(&day, "2026-03-10T07:00"), "A session is due: 9 mm, planned for 08:00.");
    assert_eq!(said(&day, "2026-03-10T09:59"), "A session is due: 9 mm, planned for 08:00.");
    assert_eq!(said(&day, "2026-03-10T10:00"), "A session can still be held: 9 mm.");
    day.hold("2026-03-10T10:30", 0);
    assert_eq!(said(&day, "2026-03-10T11:00"), "Next session at 20:00.");
    day.hold("2026-03-10T20:10", 1);
    assert_eq!(
        said(&day, "2026-03-10T21:00"),
        "Everything planned for today is done. The next one is tomorrow at 08:00."
    );
}

#[test]
fn a_skipped_session_is_no_reproach() {
    let mut day = Day::new();
    day.hold("2026-03-10T08:10", 0);
    day.skip("2026-03-10T20:00", 1);
    assert_eq!(
        day.headline("2026-03-10T21:00"),
        "Nothing more is planned today. The next one is tomorrow at 08:00."
    );
    let words = Words::english();
    let said: Vec<_> = day.slots("2026-03-10T21:00").iter().map(|slot| words.slot(slot, false)).collect();
    assert_eq!(said, ["Held", "Not held: no private time"]);
}

#[test]
fn the_pause_of_the_plan_comes_before_what_is_due() {
    let mut day = Day::new();
    day.hold("2026-03-10T14:00", 0);
    assert_eq!(
        day.headline("2026-03-10T19:59"),
        "The plan asks for a pause between sessions: the next one not before 10 Mar, 20:00."
    );
    assert_eq!(day.headline("2026-03-10T20:00"), "A session is due: 9 mm, planned for 20:00.");
}

/// The pause counts from whatever session is in the log, and outlasts what is planned.
#[test]
fn a_pause_beyond_the_next_session_is_said_in_place_of_its_time() {
    let mut day = Day::new();
    day.hold("2026-03-10T14:30", 0);
    day.history.sessions[0].value.occurrence = None;
    let pause = "The plan asks for a pause between sessions: the next one not before 10 Mar, 20:30.";
    for now in ["2026-03-10T15:00", "2026-03-10T19:00", "2026-03-10T20:29"] {
        assert_eq!(day.headline(now), pause, "{now}");
    }
    assert!(
        day.headline("2026-03-10T20:30").starts_with("A session is due"),
        "{}",
        day.headline("2026-03-10T20:30")
    );
    let mut day = Day::new();
    day.hold("2026-03-10T13:00", 0);
    assert_eq!(day.headline("2026-03-10T13:30"), "Next session at 20:00.", "the pause is over when it opens");
}

#[test]
fn a_shortened_first_day_does_not_say_that_everything_is_done() {
    let day = |came: &str| {
        let mut day = Day::new();
        day.history.plans[0].effective = at(came);
        day
    };
    let mut one = day("2026-03-03T15:00");
    one.hold("2026-03-03T20:10", 1);
    assert_eq!(
        one.headline("2026-03-03T21:00"),
        "The one session that was left of today, when the plan came in, is done. The next one is tomorrow at 08:00."
    );
    let none = day("2026-03-03T22:00").headline("2026-03-03T22:30");
    assert!(none.starts_with("The times of today's sessions were over when the plan came in."), "{none}");
    let mut whole = day("2026-03-03T09:59");
    whole.hold("2026-03-03T10:10", 0);
    whole.hold("2026-03-03T20:10", 1);
    assert!(whole.headline("2026-03-03T21:00").starts_with("Everything planned for today is done."));
}

#[test]
fn days_without_a_session_name_the_next_one() {
    let every = |days: &str| PLAN.replace("per_day = 2", days);
    let mut day = Day::new();
    day.history.plans.clear();
    day.adopt("2026-03-03T00:00", &every("every_days = 3\ntime = \"18:00\""));
    assert_eq!(
        day.headline("2026-03-04T09:00"),
        "No session is planned today. The next one is on 6 Mar 2026 at 18:00."
    );
    assert_eq!(
        day.headline("2026-03-05T09:00"),
        "No session is planned today. The next one is tomorrow at 18:00."
    );
    day.history.plans.clear();
    day.adopt("2026-03-03T00:00", &every("every_days = 92"));
    assert_eq!(
        day.headline("2026-03-04T09:00"),
        "No session is planned today. The next one is on 3 Jun 2026."
    );
    assert_eq!(day.headline("2026-06-02T09:00"), "No session is planned today. The next one is tomorrow.");
    assert_eq!(day.headline("2026-06-03T09:00"), "A session is due: 9 mm.");
}

#[test]
fn a_session_without_a_time_is_told_without_one() {
    let mut day = Day::new();
    day.history.plans.clear();
    day.adopt("2026-03-03T00:00", PLAN);
    day.hold("2026-03-10T05:00", 0);
    assert_eq!(day.headline("2026-03-10T08:00"), "Another session is planned today.");
    day.hold("2026-03-10T08:00", 0);
    for now in ["2026-03-10T08:01", "2026-03-10T11:59", "2026-03-10T12:00"] {
        assert_eq!(
            day.headline(now),
            "The plan asks for a pause between sessions: the next one not before 10 Mar, 14:00."
        );
    }
    assert_eq!(day.headline("2026-03-10T14:00"), "A session is due: 9 mm.");
}

/// A plan that begins later today by the clock: its size is not known yet.
#[test]
fn a_plan_that_comes_into_force_later_today_names_no_size() {
    let mut day = Day::new();
    day.history.plans[0].effective = at("2026-03-03T08:30");
    assert_eq!(day.headline("2026-03-03T08:00"), "Next session at 08:00.");
    assert_eq!(day.headline("2026-03-03T08:30"), "A session is due: 9 mm, planned for 08:00.");
}

#[test]
fn without_a_plan_in_force_the_next_step_is_named() {
    let mut day = Day::new();
    assert_eq!(day.headline("2026-03-02T09:00"), "There is no plan yet. Import the one from your clinic.");
    day.history.plans[0].effective = at("2026-03-01T09:00");
    assert_eq!(day.headline("2026-03-02T09:00"), "The plan begins on 3 Mar 2026.");
    let last: NaiveDate = "2026-03-20".parse().expect("a date");
    day.history.plans.clear();
    day.adopt("2026-03-03T00:00", &PLAN.replace("review_by", "valid_until = 2026-03-20\nreview_by"));
    assert_eq!(day.history.plans[0].value.last_day(), Some(last));
    assert_eq!(day.headline("2026-03-20T07:30"), "A session is due: 9 mm.");
    assert_eq!(day.headline("2026-03-21T07:30"), "The plan has ended. Ask your clinic how to go on.");
}

#[test]
fn a_slot_behind_a_closed_gate_is_not_missed() {
    let words = Words::english();
    let day = Day::new();
    let say = |now, gated| day.slots(now).iter().map(|slot| words.slot(slot, gated)).collect::<Vec<_>>();
    assert_eq!(say("2026-03-10T07:00", false), ["Can be held now", "Later today"]);
    assert_eq!(say("2026-03-10T20:00", false), ["Can still be held", "Can be held now"]);
    let waits = "Waits; it does not count as missed";
    assert_eq!(say("2026-03-10T20:00", true), [waits, waits]);
    let slot = Slot { status: SlotStatus::Missed, ..day.slots("2026-03-10T07:00")[0] };
    assert_eq!(words.slot(&slot, false), "Not logged");
}
