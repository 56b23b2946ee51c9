//! What is said of one rule that fired.

use gradus_domain::{Certainty, Disposition};

use super::Texts;
use crate::rule::Route;

/// The advice of one fired rule, finished.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Advice {
    /// Said first when the rule fired on a doubt.
    pub doubt: Option<String>,
    /// What to do now.
    pub now: String,
    /// Whom to call, and how fast.
    pub call: String,
    /// What not to do.
    pub not: String,
}

impl Advice {
    /// All of it, whom to call first when it is urgent.
    pub fn sentence(&self) -> String {
        let parts = [self.doubt.as_deref().unwrap_or_default(), &self.call, &self.now, &self.not];
        let parts: Vec<&str> = parts.into_iter().filter(|part| !part.is_empty()).collect();
        parts.join(" ")
    }
}

impl Texts {
    /// The advice of a rule that fired, with whom to call by its disposition. `None` when there is no such key.
    pub fn advice(
        &self,
        key: &str,
        disposition: Disposition,
        route: Option<Route>,
        certainty: Certainty,
    ) -> Option<Advice> {
        let text = self.advice.get(key)?;
        Some(Advice {
            doubt: (certainty == Certainty::Doubt).then(|| self.doubt.clone()),
            now: text.now.clone(),
            call: self.call(disposition, route),
            not: match certainty {
                Certainty::Yes => text.not.clone(),
                Certainty::Doubt => self.not_in_doubt(&text.not),
            },
        })
    }

    /// Whom to call for a disposition, and how fast. An emergency without a route goes by ambulance.
    pub fn call(&self, disposition: Disposition, route: Option<Route>) -> String {
        let key = match (disposition, route) {
            (Disposition::Emergency, Some(Route::EmergencyDepartment)) => "emergency_department",
            (Disposition::Emergency, _) => "emergency_ambulance",
            (Disposition::SameDay { hours: 0 | 1 }, _) => "same_day_1",
            (Disposition::SameDay { hours: 2 | 3 }, _) => "same_day_2",
            (Disposition::SameDay { .. }, _) => "same_day_4",
            (Disposition::Contact { days: 0 | 1 }, _) => "contact_soon",
            (Disposition::Contact { .. }, _) => "contact",
            (Disposition::PauseAndRecheck { .. }, _) => "pause",
            (Disposition::Continue, _) => "continue",
        };
        let text = self.calls.get(key).cloned().unwrap_or_default();
        match disposition {
            Disposition::Contact { days } => text.replace("{days}", &days.to_string()),
            _ => text,
        }
    }
}
