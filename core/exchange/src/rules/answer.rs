//! What a rule asks for, in words.

use gradus_domain::{Disposition, Gate, GateSize, GateTime, Moment};
use gradus_triage::{Route, Rule, Wait};

/// A group of rules that ask for the same, as a heading.
pub(super) fn heading(disposition: Disposition, route: Option<Route>) -> String {
    match (disposition, route) {
        (Disposition::Emergency, Some(Route::EmergencyDepartment)) => "Emergency department now".to_owned(),
        (Disposition::Emergency, _) => "Ambulance now".to_owned(),
        (Disposition::SameDay { hours }, _) => format!("A clinician within {}", many(hours, "hour")),
        (Disposition::Contact { days }, _) => format!("The clinic within {}", many(days, "day")),
        (Disposition::PauseAndRecheck { hours }, _) => {
            format!("Rest, and answer again within {}", many(hours, "hour"))
        }
        (Disposition::Continue, _) => "Note it and keep watching".to_owned(),
    }
}

/// How loud a group is: 0 for an emergency, 4 for a note.
pub(super) fn level(disposition: Disposition) -> u8 {
    match disposition {
        Disposition::Emergency => 0,
        Disposition::SameDay { .. } => 1,
        Disposition::Contact { .. } => 2,
        Disposition::PauseAndRecheck { .. } => 3,
        Disposition::Continue => 4,
    }
}

/// What a rule does to the next session.
pub(super) fn session(rule: &Rule) -> String {
    let time = match rule.wait {
        Wait::Blocked => return "None until a clinician says so".to_owned(),
        Wait::Minutes(minutes) => {
            let from = if rule.wait_from.is_some() { ", counted from the event" } else { "" };
            format!("Wait {}{from}, and answer again", span(minutes))
        }
        Wait::Now => "May be held".to_owned(),
    };
    format!("{time}; {}", size(rule.size))
}

/// A gate as it stands at `now`.
pub(super) fn gate(gate: &Gate, now: &Moment) -> String {
    match gate.time {
        GateTime::Blocked => "no session until a clinician says so".to_owned(),
        GateTime::Now => format!("session may be held, {}", size(gate.size)),
        GateTime::WaitUntil(until) => match (until - now.wall).num_minutes() {
            0 => format!("open questions first, {}", size(gate.size)),
            minutes => {
                format!("session after {}, {}", span(u32::try_from(minutes).unwrap_or(0)), size(gate.size))
            }
        },
    }
}

fn size(size: GateSize) -> String {
    match size {
        GateSize::Step => "a step up is open".to_owned(),
        GateSize::Same => "no larger size".to_owned(),
        GateSize::Down(sizes) => format!("{} smaller", many(sizes.into(), "size")),
        GateSize::Start => "back to the first size".to_owned(),
    }
}

fn span(minutes: u32) -> String {
    let whole = |n: u32| u16::try_from(n).unwrap_or(u16::MAX);
    if minutes.is_multiple_of(60) {
        many(whole(minutes / 60), "hour")
    } else {
        many(whole(minutes), "minute")
    }
}

fn many(count: u16, what: &str) -> String {
    let s = if count == 1 { "" } else { "s" };
    format!("{count} {what}{s}")
}
