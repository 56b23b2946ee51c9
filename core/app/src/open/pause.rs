//! The plan is paused by whoever follows it, and goes on again.

use chrono::TimeDelta;
use gradus_domain::{Logged, Moment, Pause, SkipReason, after_pause};
use gradus_journal::Statement;
use gradus_words::Notice;

use super::App;
use super::record::{recorded, refused};
use crate::AppError;
use crate::draft::Fields;
use crate::view::Recorded;

/// A pause that lies further off is a slip in a date.
const FURTHEST_DAYS: i64 = 92;

impl App {
    pub(super) fn pause(
        &mut self,
        person: &str,
        reason: &str,
        from: Option<&str>,
        to: Option<&str>,
        now: &Moment,
    ) -> Result<Recorded, AppError> {
        let pause = read(reason, from, to, now)?;
        let history = &*self.history(person, now)?;
        let id = history.person.id;
        if let Some(other) = history.pauses.iter().find(|other| other.value.overlaps(&pause)) {
            let line = self.words.plan_paused(&other.value);
            return Err(refused(&format!("{line}. End that pause first.")));
        }
        let after = after_pause(history, &pause, now);
        let told_after = pause.first < now.date();
        let mut notices = vec![self.words.notice(Notice::AfterPause { after, told_after })];
        if pause.reason == SkipReason::Illness {
            notices.insert(0, self.words.notice(Notice::IllAndNotAsked));
        }
        let written = self.write(id, &[(now.wall, Statement::Pause(pause))], false, now)?;
        Ok(recorded(id, &written, None, notices))
    }

    pub(super) fn end_pause(&mut self, person: &str, now: &Moment) -> Result<Recorded, AppError> {
        let history = self.as_written(person)?;
        let id = history.person.id;
        let today = now.date();
        let to_come = history.pauses.iter().filter(|one| one.value.first > today);
        let to_come = to_come.filter(|one| one.value.holds(one.value.first));
        // Two devices may each have written one: the plan is paused until none holds any more.
        let mut ending: Vec<_> = history.pauses.iter().filter(|one| one.value.holds(today)).collect();
        if ending.is_empty() {
            ending.extend(to_come.min_by_key(|one| one.value.first));
        }
        let ended = |one: &Logged<Pause>| {
            let last = today.max(one.value.first).pred_opt();
            (one.id, one.effective, Pause { last, ..one.value })
        };
        let ending: Vec<_> = ending.into_iter().map(ended).collect();
        let mut done = None;
        for (entry, effective, ended) in ending {
            let change = (effective, Statement::Amendment(Box::new(Statement::Pause(ended))));
            let targets = self.folded.versions(&entry).to_vec();
            let written = self.write_amendment(id, &[change], targets, now)?;
            done = Some(Recorded { entry: entry.to_string(), ..recorded(id, &written, None, Vec::new()) });
        }
        done.ok_or_else(|| refused("the plan is not paused"))
    }
}

fn read(reason: &str, from: Option<&str>, to: Option<&str>, now: &Moment) -> Result<Pause, AppError> {
    let mut fields = Fields::default();
    let reason = fields.choice("reason", reason);
    let first = from.map_or(Some(now.date()), |text| fields.date("from_date", text));
    let last = to.and_then(|text| fields.date("to_date", text));
    let far = TimeDelta::days(FURTHEST_DAYS);
    if let Some(first) = first {
        if (first - now.date()).abs() > far {
            fields.wrong(
                "from_date",
                "lies more than 92 days away",
                "write the day on which the pause begins",
            );
        }
        if last.is_some_and(|last| last < first) {
            fields.wrong("to_date", "lies before from_date", "write the last day of the pause");
        }
        if last.is_some_and(|last| last - first > far) {
            fields.wrong("to_date", "makes a pause of more than 92 days", "ask the clinic for another plan");
        }
    }
    fields.finish(reason.zip(first).map(|(reason, first)| Pause { reason, first, last }))
}
