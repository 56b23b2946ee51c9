use chrono::NaiveDate;

use crate::document::Table;

/// Something that a clinician must have made sure of before the first session, such as that a join of the bowel does not leak.
/// A plan that names one says when it was made sure of: a form whose precondition is open does not become a plan.
#[derive(Clone, PartialEq, Eq)]
pub struct Precondition {
    /// What was made sure of, in words.
    pub says: String,
    /// On which day.
    pub met_on: NaiveDate,
}

pub(super) fn read_precondition(table: &Table<'_>) -> Option<Precondition> {
    let says = table.want("says", "write what must be made sure of before the first session");
    let says = says.and_then(|field| field.text()).map(str::to_owned);
    let met_on = table.want("met_on", "write the day on which the clinician made sure of it");
    Some(Precondition { met_on: met_on.and_then(|field| field.date())?, says: says? })
}

/// What is made sure of only after the first day was not made sure of in time.
pub(super) fn check_preconditions(root: &Table<'_>, met: &[Precondition], first: Option<NaiveDate>) {
    let Some(first) = first else { return };
    for (table, precondition) in root.tables("precondition").iter().zip(met) {
        if precondition.met_on > first {
            let wrong = format!("{} is after the first day, {first}", precondition.met_on);
            table.report("met_on", wrong, "write a day up to the first one, or let the plan begin later");
        }
    }
}

crate::unprinted!(Precondition);
