use chrono::NaiveDate;
use gradus_domain::plan::{Plan, PlanForm, published};
use gradus_domain::{EntryId, occurrences as asked_for};
use gradus_words::Words;

use crate::draft::Fields;
use crate::view::{BlankView, Fill, OccurrenceView, PlanView};
use crate::{AppError, show};

/// Days in one request; ten years, so that a mistyped year is told and not computed.
const MOST_DAYS: i64 = 3660;

/// Reads a plan without adopting it.
///
/// # Errors
/// `Invalid` with every line and field that is wrong, blanks that are left open included.
pub fn plan_check(text: &str, fills: &[Fill]) -> Result<PlanView, AppError> {
    let plan = read_plan(text, fills)?;
    Ok(show::plan(&Words::english(), None, &plan))
}

/// What a plan form leaves to the clinician.
///
/// # Errors
/// `Invalid` when the text is no plan form.
pub fn plan_blanks(text: &str) -> Result<Vec<BlankView>, AppError> {
    let form = PlanForm::parse(text).map_err(show::plan_problems)?;
    let blanks = form.blanks();
    Ok(blanks.iter().map(|blank| BlankView { field: blank.field.clone(), ask: blank.ask.clone() }).collect())
}

/// The published plans that come with this version: name and text.
pub fn published_plans() -> &'static [(&'static str, &'static str)] {
    published()
}

/// Sessions that a plan asks for between two civil dates, both included.
///
/// # Errors
/// `Invalid` for a plan or a date that cannot be read, an end before its beginning, or more than ten years.
pub fn occurrences(
    text: &str,
    fills: &[Fill],
    from: &str,
    to: &str,
) -> Result<Vec<OccurrenceView>, AppError> {
    let plan = read_plan(text, fills)?;
    let mut fields = Fields::default();
    let from = fields.date("from", from);
    let to = fields.date("to", to);
    if let (Some(from), Some(to)) = (from, to)
        && !(0..MOST_DAYS).contains(&(to - from).num_days())
    {
        fields.wrong("to", "is not within ten years after from", "write a later day, at most ten years on");
    }
    let (from, to): (NaiveDate, NaiveDate) = fields.finish(from.zip(to))?;
    // Without a vault there is no journal entry that holds the plan.
    let version = EntryId([0; 32]);
    let views = asked_for(version, &plan, from..=to).map(|occurrence| OccurrenceView {
        date: occurrence.id.date.to_string(),
        slot: occurrence.id.slot,
        at: occurrence.time.map(|time| time.format("%H:%M").to_string()),
        phase: u32::try_from(occurrence.phase).unwrap_or(u32::MAX),
    });
    Ok(views.collect())
}

/// A plan from its text, with the blanks of a form filled.
pub(crate) fn read_plan(text: &str, fills: &[Fill]) -> Result<Plan, AppError> {
    let mut form = PlanForm::parse(text).map_err(show::plan_problems)?;
    let fills: Vec<_> = fills.iter().map(|fill| (fill.field.as_str(), fill.value.as_str())).collect();
    form.fill(&fills).map_err(show::plan_problems)?;
    form.into_plan().map_err(show::plan_problems)
}
