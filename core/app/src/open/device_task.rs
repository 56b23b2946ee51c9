//! What is to be done with devices today.

use chrono::NaiveTime;
use gradus_domain::device::{Bar, Device, DueKind};
use gradus_domain::{Basis, History, Logged, Moment};

use super::App;
use crate::view::TaskView;

const LAST_MINUTE: NaiveTime = NaiveTime::from_hms_opt(23, 59, 0).expect("a time of day");

impl App {
    /// What is to be done with devices today, one task for all that need the same.
    pub(super) fn device_tasks(&self, history: &History, now: &Moment) -> Vec<TaskView> {
        let listed = history.devices.iter().filter(|device| device.effective <= now.wall);
        let listed: Vec<_> = listed.map(|device| (device, history.readiness(device, now))).collect();
        let lasting = |bar: &Bar| bar.is_lasting();
        let broken = listed.iter().filter(|(device, _)| history.is_in_use(device, now));
        let broken = broken.filter(|(_, ready)| ready.bars.iter().any(lasting));
        let broken: Vec<_> = broken.collect();
        let mut tasks = Vec::new();
        if !broken.is_empty() {
            let names: Vec<_> = broken.iter().map(|(device, _)| device.value.name()).collect();
            let bars = broken.iter().flat_map(|(_, ready)| ready.bars.iter().filter(|bar| lasting(bar)));
            let reasons = bars.map(|bar| self.words.device_bar(*bar)).collect();
            let due = broken.iter().filter_map(|(_, ready)| ready.checked_on).min();
            let sentence = self.words.device_broken_task(&names);
            tasks.push(task("device_broken", sentence, due.unwrap_or(now.date()), reasons, now));
        }
        let whole: Vec<_> =
            listed.iter().filter(|(_, ready)| !ready.bars.iter().any(lasting)).map(|(one, _)| *one).collect();
        for (kind, duty) in [(DueKind::Disinfect, "device_disinfect"), (DueKind::Replace, "device_replace")] {
            tasks.extend(self.due_task(history, &whole, (kind, duty), now));
        }
        tasks
    }

    fn due_task(
        &self,
        history: &History,
        devices: &[&Logged<Device>],
        (kind, duty): (DueKind, &str),
        now: &Moment,
    ) -> Option<TaskView> {
        let dues = devices.iter().flat_map(|device| {
            let dues = history.device_dues(device, now).into_iter();
            dues.filter(|due| due.kind == kind).map(|due| (*device, due))
        });
        let due =
            dues.filter_map(|(device, due)| Some((device, due, due.by.filter(|by| *by <= now.date())?)));
        let due: Vec<_> = due.collect();
        let first = due.iter().map(|(_, _, by)| *by).min()?;
        let is_ours = due.iter().any(|(_, due, _)| due.basis == Basis::Proposal);
        let names: Vec<_> = due.iter().map(|(device, ..)| device.value.name()).collect();
        let mut reasons: Vec<_> = due.iter().map(|(_, due, _)| self.words.device_due(due, true)).collect();
        reasons.dedup();
        Some(task(duty, self.words.device_task(kind, &names, is_ours), first, reasons, now))
    }
}

fn task(
    duty: &str,
    sentence: String,
    day: chrono::NaiveDate,
    reasons: Vec<String>,
    now: &Moment,
) -> TaskView {
    // By the end of that day.
    let due = day.and_time(LAST_MINUTE).and_local_timezone(*now.wall.offset()).single();
    TaskView {
        duty: duty.to_owned(),
        sentence,
        due: due.unwrap_or(now.wall).to_rfc3339(),
        overdue: day < now.date(),
        rules: Vec::new(),
        reasons,
    }
}
