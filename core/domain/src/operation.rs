//! Which day was the operation? The plan tells it, and the person's background; nobody else compares the two.

use chrono::NaiveDate;

use crate::background::{Background, SurgeryKind};
use crate::plan::{Plan, Start};

/// What is open about the day of the operation that a plan follows. Until it is mended rules count from the later day: a
/// fresh wound taken for an old one does harm, an old one taken for fresh costs a call.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum OperationDoubt {
    /// The plan and the background tell different days.
    Differ {
        /// As the plan says.
        plan: NaiveDate,
        /// The latest one of the background.
        person: NaiveDate,
    },
    /// The background has an operation without its day.
    PersonUndated {
        /// As the plan says, where it does.
        plan: Option<NaiveDate>,
    },
    /// The plan counts from an operation and leaves its day out.
    PlanUndated {
        /// The latest one of the background.
        person: NaiveDate,
    },
    /// The plan counts from an operation, and nobody says when it was.
    Unknown,
}

impl Plan {
    /// What is open about the day of the operation between this plan and a background. `None` for a plan that follows no
    /// operation, where both tell the same day, and where the plan alone tells it: then it is known.
    pub fn operation_doubt(&self, background: &Background) -> Option<OperationDoubt> {
        let Start::AfterOperation { operation: plan, .. } = self.start() else { return None };
        let person = background.last_surgery(NaiveDate::MAX, SurgeryKind::is_before_dilation);
        if background.surgeries.iter().any(|one| one.kind.is_before_dilation() && one.on.is_none()) {
            return Some(OperationDoubt::PersonUndated { plan: plan.or(person) });
        }
        let told = |plan| {
            background.surgeries.iter().any(|one| one.kind.is_before_dilation() && one.on == Some(plan))
        };
        match (plan, person) {
            // Of several operations the plan may follow any.
            (Some(plan), Some(_)) if told(plan) => None,
            (Some(plan), Some(person)) => Some(OperationDoubt::Differ { plan, person }),
            (None, Some(person)) => Some(OperationDoubt::PlanUndated { person }),
            (None, None) => Some(OperationDoubt::Unknown),
            (Some(_), None) => None,
        }
    }
}

crate::unprinted!(OperationDoubt);

#[cfg(test)]
mod tests {
    use super::*;
    use crate::background::Surgery;
    use crate::sample::psarp;

    fn date(text: &str) -> NaiveDate {
        text.parse().expect("a date")
    }

    fn operated(all: &[(SurgeryKind, Option<&str>)]) -> Background {
        let surgeries = all.iter().map(|(kind, on)| Surgery { kind: *kind, on: on.map(date) });
        Background { surgeries: surgeries.collect(), ..Background::default() }
    }

    fn without_day() -> Plan {
        let text = psarp().to_text();
        let kept: Vec<_> = text.lines().filter(|line| !line.starts_with("operation = ")).collect();
        Plan::parse(&kept.join("\n")).expect("a plan")
    }

    #[test]
    fn two_days_for_one_operation_are_found_and_the_same_day_is_not() {
        use SurgeryKind::{Anoplasty, StomaClosure};
        let plan = psarp();
        let Start::AfterOperation { operation: Some(day), .. } = plan.start() else { panic!("a day") };
        let same = day.to_string();
        let doubt = |all: &[_]| plan.operation_doubt(&operated(all));
        assert!(doubt(&[(Anoplasty, Some(&same))]).is_none());
        assert!(doubt(&[]).is_none(), "the plan alone tells it");
        let next = (day + chrono::Days::new(1)).to_string();
        let differ = OperationDoubt::Differ { plan: day, person: date(&next) };
        assert!(doubt(&[(Anoplasty, Some(&next))]) == Some(differ));
        assert!(
            doubt(&[(Anoplasty, Some(&same)), (Anoplasty, Some(&next))]).is_none(),
            "both were held, and the plan follows one"
        );
        assert!(doubt(&[(Anoplasty, Some(&same)), (StomaClosure, Some(&next))]).is_none());
        assert!(doubt(&[(StomaClosure, None)]).is_none());
        assert!(doubt(&[(Anoplasty, None)]) == Some(OperationDoubt::PersonUndated { plan: Some(day) }));
    }

    #[test]
    fn a_plan_that_leaves_its_operation_out_is_asked_about() {
        let plan = without_day();
        let doubt = |all: &[_]| plan.operation_doubt(&operated(all));
        let on = date("2026-01-05");
        assert!(doubt(&[]) == Some(OperationDoubt::Unknown));
        let told = doubt(&[(SurgeryKind::Anoplasty, Some("2026-01-05"))]);
        assert!(told == Some(OperationDoubt::PlanUndated { person: on }));
        let undated =
            doubt(&[(SurgeryKind::PullThrough, None), (SurgeryKind::Anoplasty, Some("2026-01-05"))]);
        assert!(undated == Some(OperationDoubt::PersonUndated { plan: Some(on) }));
        let fixed = psarp().to_text();
        let begins = fixed.find("[start]").expect("a start");
        let ends = fixed[begins + 1..].find("\n[").expect("another table") + begins + 1;
        let fixed = format!("{}[start]\non = 2026-01-19\n{}", &fixed[..begins], &fixed[ends..]);
        let fixed = Plan::parse(&fixed).unwrap_or_else(|problems| panic!("{problems:?}"));
        assert!(fixed.operation_doubt(&operated(&[])).is_none(), "it follows no operation");
    }
}
