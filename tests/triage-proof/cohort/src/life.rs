//! A plan, lived from its first day to its last, to the day 180, or until a complication was found or missed.

mod answers;
mod sessions;

use std::cell::RefCell;
use std::cmp::Reverse;
use std::collections::{BTreeSet, BinaryHeap};

use chrono::{FixedOffset, NaiveTime, TimeDelta};
use gradus_domain::{BootId, Millimetres, Moment};
use gradus_triage::Pack;

use crate::body::{Body, Minute, Pressing};
use crate::chance::Chance;
use crate::count::{Call, Counted, Onset};
use crate::diary::{Diary, Told};
use crate::memory::Memory;
use crate::people::{START, person};
use crate::table::{Course, Group, Sort, Table, Urgency};

/// What a life is made from.
pub struct Setting<'s> {
    /// The numbers.
    pub table: &'s Table,
    /// The rules.
    pub pack: &'s Pack,
    /// What interviews asked before. With one, what nothing hangs on any more is forgotten as well.
    pub memory: Option<&'s Memory>,
    /// Longest time that is looked at, in days.
    pub days: u32,
    /// Whether everything that is written down is kept, to be written down once more elsewhere.
    pub keep: bool,
}

/// What became of somebody.
pub struct Lived {
    /// What was counted.
    pub counted: Counted,
    /// What was written down, where it was to be kept.
    pub transcript: Vec<Told>,
}

const HOUR: Minute = 60;
const DAY: Minute = 24 * HOUR;
/// A complication that has no right answer by then counts as missed.
const MISSED_AFTER: Minute = 14 * DAY;
/// The same of one for which the clinic would do within days.
const MISSED_AFTER_CONTACT: Minute = 45 * DAY;
/// After the last session of the day.
const EVENING: Minute = 22 * HOUR;
/// For so long after an illness was last seen a call counts as one about it.
const RECENT: Minute = 2 * DAY;

#[derive(PartialEq, Eq, PartialOrd, Ord)]
enum Event {
    Morning,
    Review,
    Begins(usize),
    Session,
    Noticed,
    Recheck,
    Talk,
    Evening,
}

/// Lives one life. `with`: the complication that this person has, come what may; otherwise it is drawn.
pub fn live(setting: &Setting<'_>, group: &Group, seed: u64, with: Option<&Course>) -> Lived {
    let adopted = person(group, seed);
    let days = adopted.plan.last_day().map_or(setting.days, |last| {
        u32::try_from((last - START).num_days() + 1).unwrap_or(0).min(setting.days)
    });
    let begun = moment(6 * HOUR);
    let mut diary = Diary::new(setting.pack, setting.memory, &adopted, &begun);
    diary.transcript = setting.keep.then(Vec::new);
    let mut life = Life {
        setting,
        group,
        days,
        diary,
        chance: RefCell::new(Chance::new(seed)),
        body: Body::new(setting.pack.vocabulary(), setting.table),
        agenda: BinaryHeap::new(),
        number: 0,
        clock: 6 * HOUR,
        looked: 0,
        measures: true,
        call: None,
        talk_at: None,
        recheck_at: None,
        has: None,
        ill_until: -RECENT,
        size_since: (Millimetres::MIN, 0),
        counted: Counted::default(),
        over: false,
    };
    life.draw(with);
    life.run();
    life.finish()
}

/// The complication of a person.
struct Has<'s> {
    course: &'s Course,
    onset: Minute,
    begun: bool,
    first_sign: Option<Minute>,
}

struct Life<'s> {
    setting: &'s Setting<'s>,
    group: &'s Group,
    days: u32,
    diary: Diary<'s>,
    chance: RefCell<Chance>,
    body: Body<'s>,
    agenda: BinaryHeap<Reverse<(Minute, Event, u32)>>,
    number: u32,
    clock: Minute,
    /// When the last check-in was.
    looked: Minute,
    measures: bool,
    call: Option<Call>,
    talk_at: Option<Minute>,
    recheck_at: Option<Minute>,
    has: Option<Has<'s>>,
    ill_until: Minute,
    size_since: (Millimetres, Minute),
    counted: Counted,
    over: bool,
}

impl<'s> Life<'s> {
    fn number(&self, id: &str) -> f64 {
        self.setting.table.number(id)
    }

    /// A number that children and adults have each of their own.
    fn own(&self, id: &str) -> f64 {
        self.number(&format!("{id}.{}", if self.group.child { "child" } else { "adult" }))
    }

    fn is(&self, share: f64) -> bool {
        self.chance.borrow_mut().is(share)
    }

    fn add(&mut self, at: Minute, event: Event) {
        self.number += 1;
        self.agenda.push(Reverse((at, event, self.number)));
    }

    /// Everything of this life that is drawn before it begins.
    fn draw(&mut self, with: Option<&'s Course>) {
        self.measures = !self.is(self.own("no_thermometer"));
        let share = f64::from(self.days) / 180.0;
        let table = self.setting.table;
        let complications = table.courses.iter().filter(|course| course.sort == Sort::Complication);
        let drawn = complications
            .filter(|course| self.is(course.groups.get(&self.group.id).copied().unwrap_or(0.0) * share));
        let drawn = drawn.collect::<Vec<_>>().first().copied();
        // In the first half, where it is given, so that there is time to find or to miss it.
        let span = if with.is_some() { 0.5 } else { 1.0 };
        if let Some(course) = with.or(drawn) {
            let onset = self.chance.borrow_mut().between(1.0, f64::from(self.days) * span + 1.0);
            let onset = (onset * DAY as f64) as Minute;
            self.has = Some(Has { course, onset, begun: false, first_sign: None });
            if course.at_session.is_none() {
                self.add(onset, Event::Begins(usize::MAX));
            }
        }
        for (at, course) in table.courses.iter().enumerate().filter(|(_, c)| c.sort == Sort::Illness) {
            let per_month = format!("ill.{}.{}", course.id, if self.group.child { "child" } else { "adult" });
            if course.id == "nappy_rash" && !self.group.child {
                continue;
            }
            let mean_days = 30.44 / self.number(&per_month).max(1e-9);
            let mut day = self.chance.borrow_mut().wait(mean_days);
            while day < f64::from(self.days) {
                self.add((day * DAY as f64) as Minute, Event::Begins(at));
                day += 7.0 + self.chance.borrow_mut().wait(mean_days);
            }
        }
        for day in 0..Minute::from(self.days) {
            self.add(day * DAY + 7 * HOUR, Event::Morning);
            for hour in &self.group.hours {
                self.add(day * DAY + Minute::from(*hour) * HOUR, Event::Session);
            }
            self.add(day * DAY + EVENING, Event::Evening);
        }
        self.add(Minute::from(self.group.review_day) * DAY + 12 * HOUR, Event::Review);
    }

    fn run(&mut self) {
        let end = Minute::from(self.days) * DAY;
        while let Some(Reverse((at, event, _))) = self.agenda.pop() {
            if self.over || at >= end {
                break;
            }
            self.clock = at.max(self.clock + 1);
            match event {
                Event::Morning => self.morning(),
                Event::Review => self.diary.review(&moment(self.clock)),
                Event::Begins(course) => self.begins(course),
                Event::Session => self.session(),
                Event::Noticed => self.check_in(),
                Event::Recheck => self.recheck(),
                Event::Talk => self.talk(),
                Event::Evening => self.evening(),
            }
        }
    }

    fn morning(&mut self) {
        self.counted.days += 1;
        self.counted.well_days += u32::from(!self.is_ill());
        let missed_after = self.has.as_ref().map(|has| match has.course.urgency {
            Some(Urgency::Contact) => has.onset + MISSED_AFTER_CONTACT,
            _ => has.onset + MISSED_AFTER,
        });
        let begun = self.has.as_ref().is_some_and(|has| has.begun);
        self.over = begun && missed_after.is_some_and(|last| self.clock > last);
        self.look();
    }

    fn is_ill(&self) -> bool {
        self.clock < self.ill_until + RECENT
    }

    fn begins(&mut self, at: usize) {
        let table = self.setting.table;
        let course = match table.courses.get(at) {
            Some(illness) => illness,
            None => match &mut self.has {
                Some(has) => {
                    (has.onset, has.begun) = (self.clock, true);
                    has.course
                }
                None => return,
            },
        };
        let pressing = self.body.begin(course, self.group.child, self.clock, &mut self.chance.borrow_mut());
        if course.sort == Sort::Illness {
            let lasts = course.signs.iter().map(|sign| sign.from_h[1] + sign.for_h).fold(0.0, f64::max);
            self.ill_until = self.ill_until.max(self.clock + (lasts * 60.0) as Minute);
        }
        for Pressing(from) in pressing {
            let hours = self.chance.borrow_mut().wait(self.number("notice_h"));
            self.add(from + 5 + (hours * 60.0) as Minute, Event::Noticed);
        }
    }

    fn finish(mut self) -> Lived {
        let missed = self.has.as_ref().filter(|has| has.begun && self.counted.onset.is_none());
        // One that began just before the end was neither found nor missed.
        let missed = missed.filter(|_| self.over).map(|has| Onset {
            course: has.course.id.clone(),
            hours: None,
            first_sign_h: has.first_sign.map(|from| (self.clock - from) as f64 / 60.0),
            by: BTreeSet::new(),
            shown: self.body.shown(self.clock),
        });
        self.counted.onset = self.counted.onset.take().or(missed);
        self.counted.calls.extend(self.call.take());
        Lived { counted: self.counted, transcript: self.diary.transcript.unwrap_or_default() }
    }
}

fn moment(minute: Minute) -> Moment {
    let zone = FixedOffset::east_opt(3600).expect("a zone");
    let midnight = START.and_time(NaiveTime::MIN).and_local_timezone(zone).single().expect("a time");
    let monotonic_ms = u64::try_from(minute).unwrap_or(0) * 60_000;
    Moment::new(midnight + TimeDelta::minutes(minute), monotonic_ms, BootId::default())
}
