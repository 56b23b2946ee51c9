use chrono::{DateTime, FixedOffset};
use gradus_domain::{
    Answer, Assessment, CheckIn, ClinicContact, ContactOutcome, Disposition, Ease, History, Logged, Origin,
    Pause, Session, Skip, SkipReason, StepTaken, StopReason, Untold, Visit, VisitKind, is_before_plan,
};
use gradus_triage::{Route, Texts};

use crate::Words;

impl Words {
    /// A session in one line. Never shows its note.
    pub fn session(&self, history: &History, logged: &Logged<Session>) -> String {
        let mut text = self.held(&logged.value);
        if let Some(goal) = history.exceeded(logged) {
            text = self.say("diary.above_goal", &[("text", &text), ("goal", &self.size(goal))]);
        }
        if logged.value.occurrence.is_none() && logged.origin == Origin::Live {
            let key = if is_before_plan(history, logged) { "diary.before_plan" } else { "diary.unplanned" };
            text = self.say(key, &[("text", &text)]);
        }
        if logged.origin == Origin::Imported {
            text = self.say("diary.imported", &[("text", &text)]);
        } else if logged.is_late() {
            text = self.say("diary.late", &[("text", &text)]);
        }
        text
    }

    /// A line of the diary with what it said before it was changed, the last change first. `line` says one form.
    pub fn changed<T: Clone>(&self, logged: &Logged<T>, line: impl Fn(&Logged<T>) -> String) -> String {
        let mut text = line(logged);
        let (mut now, mut changed) = (text.clone(), logged.amended);
        for form in logged.former.iter().rev() {
            let then = Logged {
                effective: form.effective,
                value: form.value.clone(),
                amended: None,
                former: Vec::new(),
                ..logged.clone()
            };
            let before = line(&then);
            let time = self.moment(changed.unwrap_or(logged.recorded));
            text = match before == now {
                true => self.say("diary.changed_within", &[("text", &text), ("time", &time)]),
                false => self.say("diary.changed", &[("text", &text), ("time", &time), ("before", &before)]),
            };
            (now, changed) = (before, Some(form.written));
        }
        text
    }

    /// A line of the diary that was a slip.
    pub fn taken_out(&self, line: &str, at: DateTime<FixedOffset>) -> String {
        self.say("diary.taken_out", &[("text", line), ("time", &self.moment(at))])
    }

    /// Why an entry stays that told of a sign.
    pub fn sign_stays(&self) -> String {
        self.word("diary.sign_stays")
    }

    /// Why a session stays that was held.
    pub fn held_stays(&self) -> String {
        self.word("diary.held_stays")
    }

    /// Why a session stays after which a larger size was taken.
    pub fn step_rests_on_it(&self) -> String {
        self.word("diary.step_rests_on_it")
    }

    /// Why a visit stays that decided something.
    pub fn visit_stays(&self) -> String {
        self.word("diary.visit_stays")
    }

    /// A session as the preview of an import shows it.
    pub fn imported(&self, at: DateTime<FixedOffset>, session: &Session) -> String {
        let (date, text) = (self.date(at.date_naive()), self.held(session));
        self.say("diary.preview", &[("date", &date), ("text", &text)])
    }

    /// A session that was not held.
    pub fn skip(&self, skip: &Skip) -> String {
        self.say("diary.skip", &[("reason", &self.skip_reason(skip.reason))])
    }

    /// A pause of the plan.
    pub fn plan_paused(&self, pause: &Pause) -> String {
        let (first, reason) = (self.date(pause.first), self.skip_reason(pause.reason));
        let last = pause.last.map(|last| self.date(last));
        match last {
            _ if !pause.holds(pause.first) => {
                self.say("diary.plan_paused_not", &[("first", &first), ("reason", &reason)])
            }
            Some(last) => {
                self.say("diary.plan_paused", &[("first", &first), ("last", &last), ("reason", &reason)])
            }
            None => self.say("diary.plan_paused_open", &[("first", &first), ("reason", &reason)]),
        }
    }

    /// Why a session was not held.
    pub fn skip_reason(&self, reason: SkipReason) -> String {
        self.word(match reason {
            SkipReason::NoPrivateTime => "skip_reason.no_private_time",
            SkipReason::Illness => "skip_reason.illness",
            SkipReason::Travel => "skip_reason.travel",
            SkipReason::ChildRefuses => "skip_reason.child_refuses",
            SkipReason::Forgot => "skip_reason.forgot",
            SkipReason::ClinicSaid => "skip_reason.clinic_said",
            SkipReason::Other => "skip_reason.other",
        })
    }

    /// What tells of a time that is still to come, marked: it was written under a clock that was ahead.
    pub fn told_ahead(&self, text: &str) -> String {
        self.say("diary.told_ahead", &[("text", text)])
    }

    /// A check-in with the signs that it told of, each by its name.
    pub fn check_in_with(&self, check_in: &CheckIn, signs: &[String]) -> String {
        let text = self.check_in(check_in);
        match signs {
            [] => text,
            signs => self.say("diary.check_in_signs", &[("text", &text), ("signs", &signs.join("; "))]),
        }
    }

    /// A check-in: how much was answered, never what. Counts what is kept; whether something else was to be told is not.
    pub fn check_in(&self, check_in: &CheckIn) -> String {
        let text = self.count("diary.check_in", check_in.answers.len(), &[]);
        match check_in.answers.values().filter(|answer| **answer == Answer::Unknown).count() {
            0 => text,
            unsure => self.say("diary.check_in_unsure", &[("text", &text), ("n", &unsure.to_string())]),
        }
    }

    /// What triage answered, in the words of the rule pack.
    pub fn answered(&self, assessment: &Assessment, texts: &Texts, route: Option<Route>) -> String {
        if assessment.disposition > Disposition::Continue || !assessment.fired.is_empty() {
            return texts.call(assessment.disposition, route);
        }
        let quiet = assessment.missing.is_empty();
        self.word(if quiet { "diary.assessment_quiet" } else { "diary.assessment_open" })
    }

    /// The same with the rules that fired, for a clinician.
    pub fn assessment(&self, assessment: &Assessment, texts: &Texts, route: Option<Route>) -> String {
        let call = self.answered(assessment, texts, route);
        let rules: Vec<_> = assessment.fired.iter().map(|rule| rule.id.as_str()).collect();
        if rules.is_empty() {
            return call;
        }
        self.say("diary.assessment", &[("call", &call), ("rules", &rules.join(", "))])
    }

    /// A talk with the clinic, and the next visit where one was agreed. Shows the name that was written down, not what was said.
    pub fn contact(&self, contact: &ClinicContact) -> String {
        let outcome = self.outcome(contact.outcome);
        let text = self.say("diary.contact", &[("who", &contact.who), ("outcome", &outcome)]);
        match contact.next_visit {
            Some(day) => self.say("diary.contact_next", &[("text", &text), ("date", &self.date(day))]),
            None => text,
        }
    }

    /// The same with what was said, for whoever reads the diary itself.
    pub fn contact_said(&self, contact: &ClinicContact) -> String {
        let text = self.contact(contact);
        match contact.said.trim() {
            "" => text,
            said => self.say("diary.contact_said", &[("text", &text), ("said", said)]),
        }
    }

    /// A visit, what passed at it and which size was set. Shows the name that was written down, not what was advised.
    pub fn visit(&self, visit: &Visit) -> String {
        let kind = self.word(match visit.kind {
            VisitKind::Examination => "visit.examination",
            VisitKind::Calibration => "visit.calibration",
            VisitKind::Balloon => "visit.balloon",
            VisitKind::ControlledDilation => "visit.controlled_dilation",
            VisitKind::Botulinum => "visit.botulinum",
            VisitKind::UnderAnaesthesia => "visit.under_anaesthesia",
            VisitKind::Operation => "visit.operation",
        });
        let text = self.say("diary.visit", &[("kind", &kind), ("who", &visit.who)]);
        let text = match visit.calibrated {
            Some(size) => self.say("diary.visit_passed", &[("text", &text), ("size", &self.size(size))]),
            None => text,
        };
        match visit.size_set {
            Some(size) => self.say("diary.visit_size", &[("text", &text), ("size", &self.size(size))]),
            None => text,
        }
    }

    /// A step between sizes.
    pub fn step(&self, step: &StepTaken) -> String {
        let key = if step.to > step.from { "diary.step_up" } else { "diary.step_down" };
        self.say(key, &[("from", &self.size(step.from)), ("to", &self.size(step.to))])
    }

    /// How the size went in.
    pub fn ease(&self, ease: Ease) -> String {
        self.word(match ease {
            Ease::Easy => "ease.easy",
            Ease::Firm => "ease.firm",
            Ease::ForcedNotDone => "ease.forced_not_done",
            Ease::NotPassed => "ease.not_passed",
        })
    }

    /// How the size went in, or that nobody said so.
    pub fn ease_of(&self, session: &Session) -> String {
        match session.untold.contains(&Untold::Ease) {
            true if session.ease.passed() => self.word("diary.ease_untold"),
            _ => self.ease(session.ease),
        }
    }

    fn held(&self, session: &Session) -> String {
        let holds: Vec<_> = session.holds_s.iter().map(u32::to_string).collect();
        let holds = match holds.as_slice() {
            [] => self.word("diary.holds_none"),
            holds => self.say("diary.holds", &[("holds", &holds.join(" + "))]),
        };
        // Where only the pain before or after was told, the worse of the two is more than "not asked".
        let around = [session.pain.before, session.pain.after].into_iter().flatten();
        let told = around.filter_map(|pain| match pain {
            Answer::Known(pain) => Some(pain),
            Answer::Unknown => None,
        });
        let pain = match session.pain.peak.or(told.max().map(Answer::Known)) {
            Some(Answer::Known(pain)) => self.say("diary.pain", &[("pain", &pain.to_string())]),
            Some(Answer::Unknown) => self.word("diary.pain_unknown"),
            None => self.word("diary.pain_not_asked"),
        };
        let blood = match session.bleeding {
            Some(Answer::Known(amount)) => self.say("diary.blood", &[("amount", &self.blood(amount))]),
            Some(Answer::Unknown) => self.word("diary.blood_unknown"),
            None => self.word("diary.blood_not_asked"),
        };
        let (size, ease) = (self.size(session.size), self.ease_of(session));
        let parts =
            [("size", &*size), ("holds", &*holds), ("ease", &*ease), ("pain", &*pain), ("blood", &*blood)];
        let mut text = self.say("diary.session", &parts);
        if session.is_numbed() {
            text = self.say("diary.numbed", &[("text", &text)]);
        }
        if let Some(reason) = session.stopped {
            text = self.say("diary.stopped", &[("text", &text), ("reason", &self.stop_reason(reason))]);
        }
        if session.untold.contains(&Untold::Time) {
            text = self.say("diary.time_untold", &[("text", &text)]);
        }
        if session.untold.contains(&Untold::WhileLocked) {
            text = self.say("diary.while_locked", &[("text", &text)]);
        }
        text
    }

    fn stop_reason(&self, reason: StopReason) -> String {
        self.word(match reason {
            StopReason::Pain => "stop_reason.pain",
            StopReason::Bleeding => "stop_reason.bleeding",
            StopReason::WouldNotPass => "stop_reason.would_not_pass",
            StopReason::Stuck => "stop_reason.stuck",
            StopReason::Faint => "stop_reason.faint",
            StopReason::ChildSaidStop => "stop_reason.child_said_stop",
            StopReason::Interrupted => "stop_reason.interrupted",
            StopReason::Other => "stop_reason.other",
        })
    }

    fn outcome(&self, outcome: ContactOutcome) -> String {
        let key = match outcome {
            ContactOutcome::ResumeAt(size) => {
                return self.say("outcome.resume_at", &[("size", &self.size(size))]);
            }
            ContactOutcome::Resume => "outcome.resume",
            ContactOutcome::StaySame => "outcome.stay_same",
            ContactOutcome::StepDown => "outcome.step_down",
            ContactOutcome::Stop => "outcome.stop",
            ContactOutcome::SeenNothingToDo => "outcome.nothing_to_do",
        };
        self.word(key)
    }
}
