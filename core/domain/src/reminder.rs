//! When somebody is to be reminded of a session that the plan asks for.

use chrono::{DateTime, Days, FixedOffset, NaiveDateTime, NaiveTime, TimeDelta, Timelike};

use crate::history::History;
use crate::moment::Moment;
use crate::occurrence::OccurrenceId;
use crate::schedule::{Occurrence, Slot, SlotStatus, slots};

/// The first and the last hour at which nobody is woken by what can wait. Basis: general.
pub const AWAKE_HOURS: (u32, u32) = (8, 20);
/// Minutes that a reminder leaves before a session is late. Basis: proposal.
const LEFT_MIN: i64 = 60;

/// Whether nobody is woken at this time.
pub fn is_by_day(at: NaiveDateTime) -> bool {
    (AWAKE_HOURS.0..AWAKE_HOURS.1).contains(&at.hour())
}

/// A civil time at which a session is announced.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Reminder {
    /// When, as the person's own clock shows it.
    pub at: NaiveDateTime,
    /// Of which session.
    pub occurrence: OccurrenceId,
}

/// Reminders of the sessions that nobody has answered yet, from now on for so many days, the next one first. One that would
/// lie before `from`, when the plan's least gap is over, is moved there while its session may still be held, and by day. None
/// lies on a paused day. What the plan only allows is not announced.
pub fn session_reminders(
    history: &History,
    from: Option<DateTime<FixedOffset>>,
    days: u64,
    now: &Moment,
) -> Vec<Reminder> {
    let today = now.date();
    // The session of a free week that began before stands on that week's first day.
    let first = today.checked_sub_days(Days::new(6)).unwrap_or(today);
    let last = today.checked_add_days(Days::new(days)).unwrap_or(today);
    let from = from.map(|from| now.here(from).naive_local());
    let is_open =
        |slot: &Slot| matches!(slot.status, SlotStatus::Upcoming | SlotStatus::Due | SlotStatus::LateWindow);
    let announced = |slot: &Slot| {
        let planned = slot.occurrence.announced_at();
        let at = from.map_or(planned, |from| from.max(planned));
        // What the gap moves into the night can wait until somebody opens the app.
        let is_told = at == planned || is_by_day(at);
        let is_left = at > now.local() && at < slot.occurrence.window().late_until;
        let reminder = Reminder { at, occurrence: slot.occurrence.id };
        (is_told && is_left && history.paused_on(at.date()).is_none()).then_some(reminder)
    };
    let asked = slots(history, first..=last, now);
    let mut all: Vec<_> = asked.iter().filter(|slot| is_open(slot)).filter_map(announced).collect();
    crate::sorting::sort(&mut all);
    all
}

impl Occurrence {
    /// The planned time. Where the person chooses: the middle of the part of its window at which people are awake, and an hour
    /// before it is late at the latest; of a free week, on the last day.
    pub(crate) fn announced_at(&self) -> NaiveDateTime {
        let window = self.window();
        let day = self.last_day();
        if let Some(time) = self.time {
            return day.and_time(time);
        }
        let hour = |hour| day.and_time(NaiveTime::from_hms_opt(hour, 0, 0).unwrap_or(NaiveTime::MIN));
        let (opens, closes) =
            (window.opens.max(hour(AWAKE_HOURS.0)), window.on_time_until.min(hour(AWAKE_HOURS.1)));
        let middle = opens + (closes - opens).max(TimeDelta::zero()) / 2;
        middle.min(window.on_time_until - TimeDelta::minutes(LEFT_MIN)).max(window.opens)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::pause::Pause;
    use crate::plan::Plan;
    use crate::sample::{Diary, OWN, at, date, moment, psarp};
    use crate::session::SkipReason;

    fn told(diary: &Diary, now: &str, days: u64) -> Vec<String> {
        let reminders = session_reminders(&diary.history, None, days, &moment(now));
        reminders.iter().map(|reminder| reminder.at.format("%m-%d %H:%M").to_string()).collect()
    }

    #[test]
    fn a_session_is_announced_at_its_time_until_it_is_answered_or_its_time_is_over() {
        let mut diary = Diary::adult();
        assert_eq!(told(&diary, "2026-01-19T19:59", 1), ["01-19 20:00", "01-20 20:00"]);
        assert_eq!(told(&diary, "2026-01-19T20:00", 1), ["01-20 20:00"], "it is there now");
        diary.good("2026-01-19T19:30", 12, 0);
        assert_eq!(told(&diary, "2026-01-19T19:45", 1), ["01-20 20:00"]);
        assert_eq!(told(&diary, "2026-01-19T19:45", 0), [] as [&str; 0]);
    }

    #[test]
    fn without_a_time_the_middle_of_the_waking_part_is_taken_and_an_hour_is_left() {
        for (frequency, announced) in [
            (1, &["01-20 14:00"][..]),
            (2, &["01-20 10:00", "01-20 16:00"]),
            (3, &["01-20 07:00", "01-20 12:00", "01-20 18:00"]),
            (4, &["01-20 05:00", "01-20 10:00", "01-20 15:00", "01-20 19:00"]),
        ] {
            let text = psarp().to_text().replace("min_gap_h = 6", "min_gap_h = 3");
            let text = text.replace("per_day = 2", &format!("per_day = {frequency}"));
            let diary = Diary::of(Plan::parse(&text).expect("a plan"), "2025-11-17");
            assert_eq!(told(&diary, "2026-01-19T23:59", 1), announced, "{frequency} a day");
        }
    }

    #[test]
    fn a_session_of_a_free_week_is_announced_on_its_last_day() {
        let text = OWN.replace("per_day = 1\ntimes = [\"20:00\"]", "per_week = 1\nday = \"free\"");
        let diary = Diary::of(Plan::parse(&text).expect("a plan"), "1990-05-05");
        assert_eq!(told(&diary, "2026-01-20T08:00", 12), ["01-25 14:00", "02-01 14:00"]);
        assert_eq!(told(&diary, "2026-01-25T13:59", 0), ["01-25 14:00"], "the week began before");
        assert_eq!(told(&diary, "2026-01-25T14:00", 0), [] as [&str; 0]);
    }

    #[test]
    fn nothing_is_announced_in_a_pause() {
        let mut diary = Diary::adult();
        let pause =
            Pause { reason: SkipReason::Travel, first: date("2026-01-20"), last: Some(date("2026-01-21")) };
        let pause = diary.logged("2026-01-19T10:00", pause);
        diary.history.pauses.push(pause);
        assert_eq!(told(&diary, "2026-01-19T12:00", 3), ["01-19 20:00", "01-22 20:00"]);
    }

    #[test]
    fn the_least_gap_moves_a_reminder_while_its_session_may_be_held() {
        let text = OWN.replace("20:00", "18:00");
        let diary = Diary::of(Plan::parse(&text).expect("a plan"), "1990-05-05");
        let first = |from: &str| {
            let all = session_reminders(&diary.history, Some(at(from)), 1, &moment("2026-01-19T12:00"));
            all[0].at.format("%m-%d %H:%M").to_string()
        };
        assert_eq!(first("2026-01-19T18:00"), "01-19 18:00");
        assert_eq!(first("2026-01-19T18:01"), "01-19 18:01");
        assert_eq!(first("2026-01-19T19:59"), "01-19 19:59");
        assert_eq!(first("2026-01-19T20:00"), "01-20 18:00", "nobody is told at night");
        assert_eq!(first("2026-01-20T09:00"), "01-20 18:00", "the day before is missed by then");
    }
}
