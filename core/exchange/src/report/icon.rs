//! Small drawings beside words. They never stand alone, so a screen reader passes over them.

use gradus_domain::{Disposition, Gate, GateSize, GateTime};
use maud::{Markup, html};

/// How grave something is. Said in words wherever it is shown; shape and colour only repeat it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Severity {
    /// Nothing stands in the way.
    Quiet,
    /// Something is limited or to be done.
    Notice,
    /// Somebody must be reached, or sessions wait.
    Caution,
    /// Sessions are stopped, or help is needed today or now.
    Danger,
}

impl Severity {
    pub(super) fn of_gate(gate: Gate) -> Self {
        match (gate.time, gate.size) {
            (GateTime::Blocked, _) => Self::Danger,
            (GateTime::WaitUntil(_), _) => Self::Caution,
            (GateTime::Now, GateSize::Step) => Self::Quiet,
            (GateTime::Now, _) => Self::Notice,
        }
    }

    pub(super) fn of(disposition: Disposition) -> Self {
        match disposition {
            Disposition::Continue => Self::Quiet,
            Disposition::PauseAndRecheck { .. } => Self::Notice,
            Disposition::Contact { .. } => Self::Caution,
            Disposition::SameDay { .. } | Disposition::Emergency => Self::Danger,
        }
    }

    /// The class of its colour.
    pub(super) fn class(self) -> &'static str {
        match self {
            Self::Quiet => "quiet",
            Self::Notice => "notice",
            Self::Caution => "caution",
            Self::Danger => "danger",
        }
    }

    /// Its shape: a ring, a ring with a bar, a clock, an octagon.
    pub(super) fn icon(self) -> Markup {
        let path = match self {
            Self::Quiet => "M12 3a9 9 0 1 0 0 18a9 9 0 1 0 0-18zM8 12.5l2.7 2.7L16 9.5",
            Self::Notice => "M12 3a9 9 0 1 0 0 18a9 9 0 1 0 0-18zM8 12h8",
            Self::Caution => "M12 3a9 9 0 1 0 0 18a9 9 0 1 0 0-18zM12 7.5V12l3 2.5",
            Self::Danger => "M8.3 3h7.4L21 8.3v7.4L15.7 21H8.3L3 15.7V8.3zM12 7.5v5.5M12 16.4v.2",
        };
        html! {
            svg.icon viewBox="0 0 24 24" width="24" height="24" aria-hidden="true" { path d=(path) {} }
        }
    }
}

/// A word on a plate with its shape.
pub(super) fn plate(severity: Severity, words: &str) -> Markup {
    html! { span.plate.(severity.class()) { (severity.icon()) span { (words) } } }
}
