//! Questions, and what follows from their answers: a call, a recheck, or the right answer to a complication.

use std::cell::RefCell;
use std::collections::BTreeSet;

use chrono::{DateTime, FixedOffset, TimeDelta, Timelike};
use gradus_domain::{Answer, Assessment, Bleeding, Certainty, Disposition, GateTime, Moment, Task};
use gradus_triage::{ABOUT, AGAIN, ANYTHING_ELSE, Duty, NOTHING_MORE, standing};

use super::{Event, Life, moment};
use crate::body::Minute;
use crate::count::{Call, Onset};
use crate::table::Urgency;

impl Life<'_> {
    pub(super) fn evening(&mut self) {
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

    pub(super) fn recheck(&mut self) {
        if self.recheck_at.take().is_some() && self.is(self.number("asked_again")) {
            self.check_in();
        }
    }

    pub(super) fn check_in(&mut self) {
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

    pub(super) fn first_sign(&mut self) {
        let shows = self.body.shows(self.clock);
        if let Some(has) = self.has.as_mut().filter(|has| has.begun && has.first_sign.is_none() && shows) {
            has.first_sign = Some(self.clock);
        }
    }

    /// What is said to a question, and what would be true.
    pub(super) fn reply(&self, id: &str, asked: &[String]) -> (String, String) {
        let ill = self.body.shows(self.clock);
        let (id, not_sure) = match id.strip_prefix(AGAIN) {
            Some(id) => (id, "still_not_sure"),
            None => (id, "not_sure"),
        };
        let truth = match id {
            ANYTHING_ELSE => {
                let more = self.body.shows_beside(asked, self.clock).is_some()
                    || self.is(self.number("something_else"));
                more.to_string()
            }
            turn if turn.starts_with(ABOUT) => self.about(asked),
            "worry" => {
                let share = if ill { self.number("worried.ill") } else { self.own("worried") };
                if self.is(share) { "worried" } else { "none" }.to_owned()
            }
            "temperature_c" if !self.measures => return ("unknown".to_owned(), "unknown".to_owned()),
            "feels_hot" => self.is_hot().to_string(),
            "course" => if self.begun().is_some() { "worse" } else { "gone_or_easing" }.to_owned(),
            _ => self.body.truth(id, self.looked, self.clock, &mut self.chance.borrow_mut()),
        };
        if self.is(self.number(not_sure)) {
            return ("unknown".to_owned(), truth);
        }
        if self.is(self.number("slip")) {
            return (self.body.slip(id, &truth), truth);
        }
        (truth.clone(), truth)
    }

    /// What something else is about: the topic of what shows and was not asked for. Whoever named one that did not ask for it
    /// names no other.
    fn about(&self, asked: &[String]) -> String {
        let is_first = !asked.iter().any(|id| id.starts_with(ABOUT));
        let sign = self.body.shows_beside(asked, self.clock).filter(|_| is_first);
        sign.and_then(|sign| self.diary.topic_of(sign)).unwrap_or(NOTHING_MORE).to_owned()
    }

    pub(super) fn is_hot(&self) -> bool {
        let reading =
            self.body.truth("temperature_c", self.looked, self.clock, &mut self.chance.borrow_mut());
        reading.parse::<f64>().is_ok_and(|reading| reading >= 38.0)
    }

    /// Whether an answer is the right one to the complication that there is.
    pub(super) fn heard(&mut self, assessment: Option<&Assessment>) {
        let Some((assessment, urgency)) = assessment.and_then(|one| Some((one, urgency(one.disposition)?)))
        else {
            return;
        };
        let by = assessment.fired.iter().filter(|rule| rule.disposition == assessment.disposition);
        let by = by.map(|rule| name(&rule.id, rule.certainty)).collect();
        self.right(urgency, by);
    }

    pub(super) fn right(&mut self, urgency: Urgency, by: BTreeSet<String>) {
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
                shown: self.body.shown(clock),
            });
            self.over = true;
        }
    }

    /// What the first screen asks for now: a call, or to answer again.
    pub(super) fn look(&mut self) {
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

    pub(super) fn called(&mut self, duty: Duty, by: BTreeSet<String>) {
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

    pub(super) fn unsure(&self) -> BTreeSet<String> {
        let last = self.diary.history.check_ins.last().filter(|one| one.effective == moment(self.clock).wall);
        let answers = last.into_iter().flat_map(|one| &one.value.answers);
        answers.filter(|(_, answer)| **answer == Answer::Unknown).map(|(id, _)| id.to_string()).collect()
    }

    /// A rule as it fired last.
    pub(super) fn with_doubt(&self, rule: &str) -> String {
        let fired = self.diary.history.assessments.iter().rev();
        let last = fired.flat_map(|one| &one.value.fired).find(|fired| fired.id == rule);
        name(rule, last.map_or(Certainty::Yes, |fired| fired.certainty))
    }

    pub(super) fn talk(&mut self) {
        if self.talk_at.is_none_or(|at| at > self.clock) {
            return;
        }
        self.talk_at = None;
        self.diary.talk(&moment(self.clock));
        self.counted.calls.extend(self.call.take());
    }

    pub(super) fn plan_recheck(&mut self, tasks: &[Task], now: &Moment) {
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

/// The first time from then on at which people are awake.
fn awake(at: DateTime<FixedOffset>) -> DateTime<FixedOffset> {
    match at.hour() {
        0..7 => at + TimeDelta::hours(i64::from(7 - at.hour())),
        22.. => at + TimeDelta::hours(i64::from(31 - at.hour())),
        _ => at,
    }
}
