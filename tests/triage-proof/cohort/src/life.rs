//! A plan, lived from its first day to its last, to the day 180, or until a complication was found or missed.

use std::cell::RefCell;
use std::cmp::Reverse;
use std::collections::{BTreeSet, BinaryHeap};

use chrono::{DateTime, FixedOffset, NaiveTime, TimeDelta, Timelike};
use gradus_domain::{
    Answer, Assessment, Bleeding, BootId, Certainty, Disposition, Ease, GateTime, LubricantUsed, Millimetres,
    Moment, PainScore, Reason, Session, SessionPain, StopReason, Task, next_session_size, not_before,
    propose,
};
use gradus_triage::{ANYTHING_ELSE, Duty, Pack, Standing, standing};

use crate::body::{Body, Minute, Pressing, bleeding, minutes};
use crate::chance::Chance;
use crate::count::{Call, Counted, Onset};
use crate::diary::{Diary, Told};
use crate::memory::Memory;
use crate::people::{START, person};
use crate::table::{AtSession, Course, Group, Sort, Table, Urgency};

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

    // ---- Sessions

    fn session(&mut self) {
        let now = moment(self.clock);
        let Some(slot) = self.diary.slot(&now) else { return };
        self.counted.planned += 1;
        if self.is(self.own("missed")) {
            self.counted.missed += 1;
            return;
        }
        let stands = standing(&self.diary.history, &now);
        let size = next_session_size(&self.diary.history, stands.gate, &now);
        let paused = not_before(&self.diary.history, &now).is_some_and(|from| from > now.wall);
        let Some(size) = size.filter(|_| stands.gate.time == GateTime::Now && !paused) else {
            self.counted.lost.push(self.closed_by(&stands, &now));
            return self.look();
        };
        let mut session = self.drawn_session(size);
        session.occurrence = Some(slot);
        self.counted.held += 1;
        self.body.held(self.clock, peak(&session), session.blood_seen().unwrap_or(Bleeding::None));
        let assessment = self.diary.hold(session, &now);
        self.heard(assessment.as_ref());
        if assessment.is_some() {
            self.look();
        }
    }

    fn closed_by(&self, stands: &Standing, now: &Moment) -> BTreeSet<String> {
        if stands.gate.time == GateTime::Now {
            return self.ask_first(stands, now).into_iter().collect();
        }
        let rules = stands.because.iter().flat_map(|(_, rules)| rules);
        let rules: BTreeSet<String> = rules.map(|rule| self.with_doubt(rule)).collect();
        if rules.is_empty() { ["questions left open".to_owned()].into() } else { rules }
    }

    /// What the plan asks the clinic for before the next session, where it does.
    fn ask_first(&self, stands: &Standing, now: &Moment) -> Option<String> {
        let proposal = propose(&self.diary.history, stands.gate_for_steps(), now);
        let reason = match proposal.ask_first()? {
            Reason::NotPassed { .. } | Reason::SmallerSizeFailed { .. } => "size does not pass",
            Reason::NoSmallerSize { .. } => "no smaller size",
            Reason::Gap { .. } | Reason::ChildInterrupted { .. } => "sessions were missed",
            Reason::PlanExpired { .. } => "plan has ended",
            _ => "another reason of the plan",
        };
        Some(reason.to_owned())
    }

    fn drawn_session(&mut self, size: Millimetres) -> Session {
        if self.size_since.0 != size {
            self.size_since = (size, self.clock);
        }
        let onset = self.has.as_ref().and_then(|has| {
            let at_session = has.course.at_session.as_ref()?;
            (!has.begun && self.clock >= has.onset).then_some(at_session)
        });
        if let Some(how) = onset {
            self.begins(usize::MAX);
            return self.ended(size, how);
        }
        let mut chance = self.chance.borrow_mut();
        let on_day =
            |[first, later]: [f64; 2]| first + (later - first) * ((self.clock / DAY) as f64 / 42.0).min(1.0);
        let is_new = self.clock - self.size_since.1 < 3 * DAY && self.size_since.1 > DAY;
        let step = if is_new { self.setting.table.number("pain_step") } else { 0.0 };
        let tight = self.tight();
        let more = self.begun().map_or(0.0, |has| has.course.hurts_more) + 2.0 * tight;
        let sd = self.setting.table.number("pain_sd");
        let pain = chance.normal(on_day(self.group.pain) + step + more, sd).round().clamp(0.0, 10.0) as u8;
        let blood = match chance.is(on_day(self.group.streak)) {
            true if chance.is(self.setting.table.number("pink_share")) => Bleeding::PinkTint,
            true => Bleeding::Streak,
            false => Bleeding::None,
        };
        let ease = match tight {
            tight if chance.is(tight) => Ease::NotPassed,
            tight if tight > 0.0 || pain >= 4 => Ease::Firm,
            _ => Ease::Easy,
        };
        let stopped = (ease == Ease::NotPassed).then_some(StopReason::WouldNotPass);
        Session { ease, stopped, ..session(size, pain, blood) }
    }

    /// From 0 to 1: how far the opening has got too tight for its size.
    fn tight(&self) -> f64 {
        let over = |has: &Has<'_>| has.course.tightens_over_days * DAY as f64;
        let begun = self.begun().filter(|has| over(has) > 0.0);
        begun.map_or(0.0, |has| ((self.clock - has.onset) as f64 / over(has)).min(1.0))
    }

    fn begun(&self) -> Option<&Has<'s>> {
        self.has.as_ref().filter(|has| has.begun)
    }

    /// The session in which a complication begins.
    fn ended(&self, size: Millimetres, how: &AtSession) -> Session {
        let mut chance = self.chance.borrow_mut();
        let [low, high] = how.pain.map(f64::from);
        let pain = chance.between(low, high + 1.0) as u8;
        let blood = how.bleeding.get(chance.below(how.bleeding.len().max(1))).and_then(|word| bleeding(word));
        let stopped = match how.stop.as_str() {
            "bleeding" => StopReason::Bleeding,
            "stuck" => StopReason::Stuck,
            _ => StopReason::Pain,
        };
        let session = session(size, pain.min(10), blood.unwrap_or(Bleeding::None));
        Session { ease: Ease::Firm, stopped: Some(stopped), ..session }
    }

    // ---- Questions

    fn evening(&mut self) {
        let now = moment(self.clock);
        let told = self.body.pain(self.looked) >= 4 || self.body.blood(self.looked) > Bleeding::None;
        let tasks = standing(&self.diary.history, &now).tasks;
        let asked = tasks.iter().any(|task| Duty::of(task).is_answered_here() && task.due <= now.wall);
        if told || asked || self.body.shows(self.clock) || self.is(self.number("check_in")) {
            self.check_in();
        }
        if !self.over {
            self.clock += 1;
            let now = moment(self.clock);
            let stands = standing(&self.diary.history, &now);
            self.diary.step(&stands, &now);
            if self.setting.memory.is_some() {
                self.diary.forget(&stands, &now);
            }
        }
    }

    fn recheck(&mut self) {
        if self.recheck_at.take().is_some() && self.is(self.number("asked_again")) {
            self.check_in();
        }
    }

    fn check_in(&mut self) {
        let now = moment(self.clock);
        self.first_sign();
        let mut asked: Vec<String> = Vec::new();
        let slipped: RefCell<Option<(String, String)>> = RefCell::new(None);
        let replies = self.diary.interview(
            &now,
            |id| {
                let (said, truth) = self.reply(id, &asked);
                *slipped.borrow_mut() = (said != truth && said != "unknown").then(|| (id.to_owned(), truth));
                asked.push(id.to_owned());
                said
            },
            |id| {
                let slip = slipped.borrow_mut().take();
                let truth = slip.filter(|(of, _)| of == id).map(|(_, truth)| truth);
                truth.filter(|_| self.is(self.number("slip_noticed")))
            },
        );
        self.counted.check_ins += 1;
        self.counted.questions += u32::try_from(replies.len()).unwrap_or(0);
        let assessment = self.diary.check_in(replies, &now);
        self.looked = self.clock;
        self.counted.pauses +=
            u32::from(matches!(assessment.disposition, Disposition::PauseAndRecheck { .. }));
        self.heard(Some(&assessment));
        self.look();
    }

    fn first_sign(&mut self) {
        let shows = self.body.shows(self.clock);
        if let Some(has) = self.has.as_mut().filter(|has| has.begun && has.first_sign.is_none() && shows) {
            has.first_sign = Some(self.clock);
        }
    }

    /// What is said to a question, and what would be true.
    fn reply(&self, id: &str, asked: &[String]) -> (String, String) {
        let ill = self.body.shows(self.clock);
        let truth = match id {
            ANYTHING_ELSE => {
                let more =
                    self.body.shows_beside(asked, self.clock) || self.is(self.number("something_else"));
                more.to_string()
            }
            "worry" => {
                let share = if ill { self.number("worried.ill") } else { self.own("worried") };
                if self.is(share) { "worried" } else { "none" }.to_owned()
            }
            "temperature_c" if !self.measures => return ("unknown".to_owned(), "unknown".to_owned()),
            "feels_hot" => self.is_hot().to_string(),
            "course" => if self.begun().is_some() { "worse" } else { "gone_or_easing" }.to_owned(),
            _ => self.body.truth(id, self.looked, self.clock, &mut self.chance.borrow_mut()),
        };
        if self.is(self.number("not_sure")) {
            return ("unknown".to_owned(), truth);
        }
        if self.is(self.number("slip")) {
            return (self.body.slip(id, &truth), truth);
        }
        (truth.clone(), truth)
    }

    fn is_hot(&self) -> bool {
        let reading =
            self.body.truth("temperature_c", self.looked, self.clock, &mut self.chance.borrow_mut());
        reading.parse::<f64>().is_ok_and(|reading| reading >= 38.0)
    }

    // ---- What follows from an answer

    /// Whether an answer is the right one to the complication that there is.
    fn heard(&mut self, assessment: Option<&Assessment>) {
        let Some((assessment, urgency)) = assessment.and_then(|one| Some((one, urgency(one.disposition)?)))
        else {
            return;
        };
        let by = assessment.fired.iter().filter(|rule| rule.disposition == assessment.disposition);
        let by = by.map(|rule| name(&rule.id, rule.certainty)).collect();
        self.right(urgency, by);
    }

    fn right(&mut self, urgency: Urgency, by: BTreeSet<String>) {
        self.first_sign();
        let clock = self.clock;
        let Some(has) = self.has.as_ref().filter(|has| has.begun) else { return };
        if has.course.urgency.is_some_and(|wanted| urgency >= wanted) {
            let hours = |from: Minute| (clock - from) as f64 / 60.0;
            self.counted.onset = Some(Onset {
                course: has.course.id.clone(),
                hours: Some(hours(has.onset)),
                first_sign_h: has.first_sign.map(hours),
                by,
            });
            self.over = true;
        }
    }

    /// What the first screen asks for now: a call, or to answer again.
    fn look(&mut self) {
        if self.over {
            return;
        }
        let now = moment(self.clock);
        let stands = standing(&self.diary.history, &now);
        let open = stands.tasks.iter().filter(|task| !Duty::of(task).is_answered_here());
        for task in open.collect::<Vec<_>>() {
            self.called(Duty::of(task), task.rules.iter().map(|rule| self.with_doubt(rule)).collect());
        }
        if stands.gate.time == GateTime::Now
            && let Some(reason) = self.ask_first(&stands, &now)
        {
            self.right(Urgency::Contact, [reason.clone()].into());
            self.called(Duty::ContactSoon, [reason].into());
        }
        self.plan_recheck(&stands.tasks, &now);
    }

    fn called(&mut self, duty: Duty, by: BTreeSet<String>) {
        let Some(urgency) = urgency(duty.in_time()) else { return };
        let ill = self.is_ill();
        let unsure = self.unsure();
        let is_new = self.call.as_ref().is_none_or(|call| call.urgency < urgency);
        let call = self.call.get_or_insert_with(|| Call { urgency, by: BTreeSet::new(), unsure, ill });
        if call.urgency < urgency {
            (call.urgency, call.by) = (urgency, BTreeSet::new());
        }
        if call.urgency == urgency {
            call.by.extend(by);
        }
        if is_new {
            let id = match duty {
                Duty::Emergency => "call_h.emergency",
                Duty::SameDay => "call_h.same_day",
                Duty::Surgeon | Duty::ContactSoon => "call_h.contact",
                _ => "call_h.later",
            };
            let at = self.clock + (self.number(id) * 60.0) as Minute;
            let at = self.talk_at.map_or(at, |earlier| earlier.min(at));
            if self.talk_at != Some(at) {
                self.talk_at = Some(at);
                self.add(at, Event::Talk);
            }
        }
    }

    fn unsure(&self) -> BTreeSet<String> {
        let last = self.diary.history.check_ins.last().filter(|one| one.effective == moment(self.clock).wall);
        let answers = last.into_iter().flat_map(|one| &one.value.answers);
        answers.filter(|(_, answer)| **answer == Answer::Unknown).map(|(id, _)| id.to_string()).collect()
    }

    /// A rule as it fired last.
    fn with_doubt(&self, rule: &str) -> String {
        let fired = self.diary.history.assessments.iter().rev();
        let last = fired.flat_map(|one| &one.value.fired).find(|fired| fired.id == rule);
        name(rule, last.map_or(Certainty::Yes, |fired| fired.certainty))
    }

    fn talk(&mut self) {
        if self.talk_at.is_none_or(|at| at > self.clock) {
            return;
        }
        self.talk_at = None;
        self.diary.talk(&moment(self.clock));
        self.counted.calls.extend(self.call.take());
    }

    fn plan_recheck(&mut self, tasks: &[Task], now: &Moment) {
        let here = tasks.iter().filter(|task| Duty::of(task).is_answered_here());
        let Some(due) = here.map(|task| task.due.max(now.wall + TimeDelta::minutes(30))).min() else {
            return;
        };
        let due = self.clock + (awake(due) - now.wall).num_minutes();
        if self.recheck_at.is_none_or(|planned| planned <= self.clock || due < planned) {
            self.recheck_at = Some(due);
            self.add(due, Event::Recheck);
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
        });
        self.counted.onset = self.counted.onset.take().or(missed);
        self.counted.calls.extend(self.call.take());
        Lived { counted: self.counted, transcript: self.diary.transcript.unwrap_or_default() }
    }
}

fn name(rule: &str, certainty: Certainty) -> String {
    match certainty {
        Certainty::Yes => rule.to_owned(),
        Certainty::Doubt => format!("{rule}?"),
    }
}

fn urgency(of: Disposition) -> Option<Urgency> {
    match of {
        Disposition::Emergency => Some(Urgency::Emergency),
        Disposition::SameDay { .. } => Some(Urgency::SameDay),
        Disposition::Contact { .. } => Some(Urgency::Contact),
        Disposition::PauseAndRecheck { .. } | Disposition::Continue => None,
    }
}

fn peak(session: &Session) -> u8 {
    session.told_peak().map_or(0, PainScore::value)
}

fn session(size: Millimetres, pain: u8, blood: Bleeding) -> Session {
    let score = |value| PainScore::new(value).ok().map(Answer::Known);
    Session {
        occurrence: None,
        size,
        warm_up: Vec::new(),
        holds_s: vec![30, 30],
        ease: Ease::Easy,
        pain: SessionPain { peak: score(pain), ..SessionPain::default() },
        bleeding: Some(Answer::Known(blood)),
        bleeding_stopped_after_min: (blood > Bleeding::None).then(|| Answer::Known(minutes(blood))),
        lubricant: Some(LubricantUsed::Water),
        adjuncts: Vec::new(),
        stopped: None,
        note: None,
        device: None,
        cleaned: Some(true),
        guided: false,
        untold: Vec::new(),
    }
}

/// The first time from then on at which people are awake.
fn awake(at: DateTime<FixedOffset>) -> DateTime<FixedOffset> {
    match at.hour() {
        0..7 => at + TimeDelta::hours(i64::from(7 - at.hour())),
        22.. => at + TimeDelta::hours(i64::from(31 - at.hour())),
        _ => at,
    }
}

fn moment(minute: Minute) -> Moment {
    let zone = FixedOffset::east_opt(3600).expect("a zone");
    let midnight = START.and_time(NaiveTime::MIN).and_local_timezone(zone).single().expect("a time");
    let monotonic_ms = u64::try_from(minute).unwrap_or(0) * 60_000;
    Moment { wall: midnight + TimeDelta::minutes(minute), monotonic_ms, boot: BootId::default() }
}
