//! What happened: the timeline.

use chrono::{DateTime, FixedOffset, NaiveDate};
use gradus_domain::sorting;
use gradus_domain::{Assessment, Certainty, CheckIn, History, Logged, Moment};
use gradus_journal::wire::decode;
use gradus_journal::{Kind, Statement};

use super::{App, person_ref};
use crate::draft::Fields;
use crate::view::{TimelineItem, TimelineView};
use crate::{AppError, show};

/// The most signs that the line of a check-in names.
const MOST_SIGNS: usize = 3;

impl App {
    /// What happened between two civil dates, both included; without dates, everything until today, and what was written under a
    /// clock that was ahead. That says so in its sentence.
    ///
    /// # Errors
    /// `NotFound`; `Invalid` for a date that cannot be read or an end before its beginning.
    pub fn timeline(
        &self,
        person: &str,
        from: Option<&str>,
        to: Option<&str>,
        now: &Moment,
    ) -> Result<TimelineView, AppError> {
        let history = &*self.history(person, now)?;
        let mut items = self.items(history);
        let first = items.iter().map(|(at, _)| at.date_naive()).min();
        let last = items.iter().map(|(at, _)| at.date_naive()).max();
        let last = last.map_or(now.date(), |last| last.max(now.date()));
        let (from, to) = between((first, last), from, to, now)?;
        for (_, item) in items.iter_mut().filter(|(at, _)| *at > now.wall) {
            item.sentence = self.words.told_ahead(&item.sentence);
        }
        items.retain(|(at, _)| (from..=to).contains(&at.date_naive()));
        sorting::sort_by_key(&mut items, |(at, _)| *at);
        Ok(TimelineView {
            person: person_ref(history),
            from_date: from.to_string(),
            to_date: to.to_string(),
            contacts: self.contacts(history, now),
            items: items.into_iter().map(|(_, item)| item).collect(),
        })
    }

    fn items(&self, history: &History) -> Vec<(DateTime<FixedOffset>, TimelineItem)> {
        let words = self.words;
        let mut items = self.items_about(history);
        let mut add = |at: DateTime<FixedOffset>, entry: String, kind: &str, sentence: String| {
            let (kind, rules) = (kind.to_owned(), Vec::new());
            items.push((
                at,
                TimelineItem { entry, at: at.to_rfc3339(), kind, sentence, rules, is_taken_out: false },
            ));
        };
        each(&history.plans, |plan| {
            add(plan.effective, plan.id.to_string(), "plan", words.plan_adopted(history, plan))
        });
        each(&history.sessions, |one| {
            let sentence = words.changed(one, |one| words.session(history, one));
            add(one.effective, one.id.to_string(), "session", sentence)
        });
        each(&history.skips, |one| {
            let sentence = words.changed(one, |one| words.skip(&one.value));
            add(one.effective, one.id.to_string(), "skip", sentence)
        });
        each(&history.check_ins, |one| {
            let signs = self.signs(history, one);
            let sentence = words.changed(one, |one| words.check_in_with(&one.value, &signs));
            add(one.effective, one.id.to_string(), "check_in", sentence)
        });
        each(&history.pauses, |one| {
            let sentence = words.changed(one, |one| words.plan_paused(&one.value));
            add(one.effective, one.id.to_string(), "pause", sentence)
        });
        each(&history.observations, |one| {
            let sentence = words.changed(one, |one| words.observation(&one.value));
            add(one.effective, one.id.to_string(), "observation", sentence)
        });
        each(&history.contacts, |one| {
            add(one.effective, one.id.to_string(), "contact", words.contact_said(&one.value))
        });
        each(&history.visits, |one| {
            let sentence = words.changed(one, |one| words.visit(&one.value));
            add(one.effective, one.id.to_string(), "visit", sentence)
        });
        each(&history.steps, |one| add(one.effective, one.id.to_string(), "step", words.step(&one.value)));
        each(&history.stages, |one| {
            let plan = history.plans.iter().find(|plan| plan.id == one.value.plan).map(|plan| &plan.value);
            add(one.effective, one.id.to_string(), "stage", words.stage_taken(plan, &one.value))
        });
        each(&history.devices, |one| {
            let sentence = words.changed(one, |one| words.device_added(&one.value));
            add(one.effective, one.id.to_string(), "device", sentence)
        });
        each(&history.device_care, |one| {
            let name = history.device(one.value.device).map_or("?", |device| device.value.name());
            let sentence = words.changed(one, |one| words.device_care(name, &one.value));
            add(one.effective, one.id.to_string(), "device_care", sentence)
        });
        items.extend(history.assessments.iter().map(|one| (one.effective, self.item_of_triage(one))));
        items.extend(self.slips(history).map(|slip| (slip.effective, self.item_of_slip(history, slip))));
        items
    }

    fn slips<'a>(&'a self, history: &History) -> impl Iterator<Item = &'a Logged<Statement>> + use<'a> {
        let person = history.person.id;
        self.folded.taken_out.iter().filter(move |slip| slip.person == person)
    }

    /// What was taken out says what it said, and that it was a slip.
    fn item_of_slip(&self, history: &History, slip: &Logged<Statement>) -> TimelineItem {
        let words = self.words;
        let line = match &slip.value {
            Statement::Session(session) => words.session(history, &slip.with(session.clone())),
            Statement::Skip(skip) => words.skip(skip),
            Statement::CheckIn(check_in) => words.check_in_with(check_in, &[]),
            Statement::Observation(observation) => words.observation(observation),
            Statement::Pause(pause) => words.plan_paused(pause),
            Statement::Visit(visit) => words.visit(visit),
            Statement::Device(device) => words.device_added(device),
            Statement::DeviceCare(care) => {
                let name = history.device(care.device).map_or("?", |device| device.value.name());
                words.device_care(name, care)
            }
            // Of no other kind can an entry be taken out.
            _ => String::new(),
        };
        TimelineItem {
            entry: slip.id.to_string(),
            at: slip.effective.to_rfc3339(),
            kind: slip.value.kind().to_string(),
            sentence: words.taken_out(&line, slip.written()),
            rules: Vec::new(),
            is_taken_out: true,
        }
    }

    /// What a check-in told of, by the names of the most urgent rules that fired on it. What is private has no name here.
    fn signs(&self, history: &History, check_in: &Logged<CheckIn>) -> Vec<String> {
        let of_it = |one: &&Logged<Assessment>| one.effective == check_in.effective;
        let given =
            history.assessments.iter().filter(of_it).map(|one| (self.pack_for(&one.value), &one.value));
        let fired = given.flat_map(|(pack, answer)| answer.fired.iter().map(move |fired| (pack, fired)));
        let named =
            fired.filter(|(pack, fired)| !pack.is_private_rule(&fired.id)).filter_map(|(pack, fired)| {
                let title = self.texts.title(pack.rule(&fired.id)?);
                Some(self.words.rule_named(title, fired.certainty == Certainty::Doubt))
            });
        named.take(MOST_SIGNS).collect()
    }

    /// What triage answered; its rules stand beside it and not in the sentence.
    fn item_of_triage(&self, one: &Logged<Assessment>) -> TimelineItem {
        let route = show::route(self.pack_for(&one.value), &one.value);
        TimelineItem {
            entry: one.id.to_string(),
            at: one.effective.to_rfc3339(),
            kind: "assessment".to_owned(),
            sentence: self.words.answered(&one.value, self.texts, route),
            rules: one.value.fired.iter().map(|rule| rule.id.clone()).collect(),
            is_taken_out: false,
        }
    }

    /// The person as they were added, and every change since. What was erased is not told.
    fn items_about(&self, history: &History) -> Vec<(DateTime<FixedOffset>, TimelineItem)> {
        let (mut items, mut before) = (Vec::new(), None);
        for entry in self.entries.iter() {
            let head = entry.head();
            let is_about = head.kind == Kind::Person && head.person == history.person.id;
            if !is_about || self.entries.is_erased(entry) {
                continue;
            }
            let Ok(Statement::Person(person)) = decode(entry) else { continue };
            let sentence = self.words.person(before.as_ref(), &person);
            let (entry, at) = (entry.id().to_string(), head.effective);
            let (kind, rules) = ("person".to_owned(), Vec::new());
            items.push((
                at,
                TimelineItem { entry, at: at.to_rfc3339(), kind, sentence, rules, is_taken_out: false },
            ));
            before = Some(person);
        }
        items
    }
}

fn each<T>(all: &[Logged<T>], act: impl FnMut(&Logged<T>)) {
    all.iter().for_each(act);
}

/// The days that a shell asks for: without a beginning, from the first entry on; without an end, until today.
pub(super) fn range(
    history: &History,
    from: Option<&str>,
    to: Option<&str>,
    now: &Moment,
) -> Result<(NaiveDate, NaiveDate), AppError> {
    between((first_day(history), now.date()), from, to, now)
}

fn between(
    (first, last): (Option<NaiveDate>, NaiveDate),
    from: Option<&str>,
    to: Option<&str>,
    now: &Moment,
) -> Result<(NaiveDate, NaiveDate), AppError> {
    let mut fields = Fields::default();
    let first = first.unwrap_or_else(|| now.date());
    let from = from.map_or(Some(first), |text| fields.date("from", text));
    let to = to.map_or(Some(last), |text| fields.date("to", text));
    if let (Some(from), Some(to)) = (from, to)
        && to < from
    {
        fields.wrong("to", "lies before from", "write a day that is not earlier");
    }
    fields.finish(from.zip(to))
}

/// The day of the earliest entry of any kind.
fn first_day(history: &History) -> Option<NaiveDate> {
    fn first<T>(all: &[Logged<T>]) -> Option<NaiveDate> {
        all.iter().map(Logged::date).min()
    }
    let days = [
        first(&history.plans),
        first(&history.sessions),
        first(&history.skips),
        first(&history.check_ins),
        first(&history.observations),
        first(&history.pauses),
        first(&history.assessments),
        first(&history.contacts),
        first(&history.visits),
        first(&history.steps),
        first(&history.stages),
        first(&history.devices),
        first(&history.device_care),
    ];
    days.into_iter().flatten().min()
}
