use chrono::NaiveDate;
use gradus_domain::plan::{Blank, Plan, PlanForm, published};
use gradus_domain::{Course, EntryId, Occurrence};

use super::Speaking;
use crate::draft::Fields;
use crate::open::builtin_words;
use crate::view::{BlankView, Fill, OccurrenceView, PlanView};
use crate::{AppError, show};

/// Days in one request; ten years, so that a mistyped year is told and not computed.
const MOST_DAYS: i64 = 3660;

/// Without a vault there is no journal entry that holds the plan.
const NO_VERSION: EntryId = EntryId([0; 32]);

/// The longest text of a plan, in characters: as long as a note may be.
const LONGEST_TEXT: usize = 4000;

impl Speaking {
    /// Reads a plan without adopting it.
    ///
    /// # Errors
    /// `Invalid` with every line and field that is wrong, blanks that are left open included.
    pub fn plan_check(self, text: &str, fills: &[Fill]) -> Result<PlanView, AppError> {
        let plan = read_plan(text, fills)?;
        Ok(show::plan(builtin_words(self.0), None, &plan))
    }

    /// What a plan form is for, as it says itself; empty where it does not.
    ///
    /// # Errors
    /// `Invalid` where the text is no form at all.
    pub fn plan_title(self, text: &str) -> Result<String, AppError> {
        let title = PlanForm::parse(text).map_err(show::plan_problems)?.title().unwrap_or_default();
        Ok(builtin_words(self.0).of_plan(&title).to_owned())
    }

    /// What a plan form leaves to the clinician. What a form of one's own asks is told as its author wrote it.
    ///
    /// # Errors
    /// `Invalid` with every line and field that is wrong beside the blanks: a text that could be no plan, whatever is filled
    /// in, has nothing to ask the clinic for.
    pub fn plan_blanks(self, text: &str) -> Result<Vec<BlankView>, AppError> {
        let form = PlanForm::parse(text).map_err(show::plan_problems)?;
        let blanks: Vec<Blank> = form.blanks().into_iter().cloned().collect();
        let mut problems = form.into_plan().err().unwrap_or_default();
        problems.retain(|problem| {
            !blanks.iter().any(|blank| blank.field == problem.field && blank.line == problem.line)
        });
        if !problems.is_empty() {
            return Err(show::plan_problems(problems));
        }
        let words = builtin_words(self.0);
        let asked = |Blank { field, ask, .. }| BlankView { field, ask: words.of_plan(&ask).to_owned() };
        Ok(blanks.into_iter().map(asked).collect())
    }
}

/// [`Speaking::plan_check`] in English.
///
/// # Errors
/// As there.
pub fn plan_check(text: &str, fills: &[Fill]) -> Result<PlanView, AppError> {
    Speaking::default().plan_check(text, fills)
}

/// [`Speaking::plan_title`] in English.
///
/// # Errors
/// As there.
pub fn plan_title(text: &str) -> Result<String, AppError> {
    Speaking::default().plan_title(text)
}

/// [`Speaking::plan_blanks`] in English.
///
/// # Errors
/// As there.
pub fn plan_blanks(text: &str) -> Result<Vec<BlankView>, AppError> {
    Speaking::default().plan_blanks(text)
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
    Ok(Course::planned(NO_VERSION, &plan).occurrences(from..=to).map(view).collect())
}

/// Session number `n` of a plan, the first being 1; `None` when the plan asks for fewer. Its time does not depend on `n`.
///
/// # Errors
/// `Invalid` for a plan that cannot be read, or 0.
pub fn nth_occurrence(text: &str, fills: &[Fill], n: u64) -> Result<Option<OccurrenceView>, AppError> {
    let plan = read_plan(text, fills)?;
    let mut fields = Fields::default();
    let before = n.checked_sub(1);
    if before.is_none() {
        fields.wrong("nth", "is 0", "count from 1, which is the first session");
    }
    let before = fields.finish(before)?;
    Ok(Course::planned(NO_VERSION, &plan).nth(before).map(view))
}

fn view(occurrence: Occurrence) -> OccurrenceView {
    OccurrenceView {
        date: occurrence.id.date.to_string(),
        slot: occurrence.id.slot,
        at: occurrence.time.map(|time| time.format("%H:%M").to_string()),
        phase: u32::try_from(occurrence.phase).unwrap_or(u32::MAX),
    }
}

/// A plan from its text, with the blanks of a form filled.
pub(crate) fn read_plan(text: &str, fills: &[Fill]) -> Result<Plan, AppError> {
    let mut form = PlanForm::parse(text).map_err(show::plan_problems)?;
    let fills: Vec<_> = fills.iter().map(|fill| (fill.field.as_str(), fill.value.as_str())).collect();
    form.fill(&fills).map_err(show::plan_problems)?;
    let plan = form.into_plan().map_err(show::plan_problems)?;
    let mut fields = Fields::default();
    for (field, text) in texts(&plan) {
        fields.text(&field, text, LONGEST_TEXT);
    }
    fields.finish(Some(plan))
}

/// Every text that a plan shows on a screen. They come from a file, so that what steers a screen may hide in them; a plan
/// that is in the journal already is not asked again.
fn texts(plan: &Plan) -> Vec<(String, &str)> {
    let named = |field: &str, text| Some((field.to_owned(), text?));
    let single = [
        named("title", Some(plan.title())),
        named("based_on", plan.based_on()),
        named("prescriber", plan.prescriber()),
        named("person_code", plan.person_code()),
    ];
    let instructions = plan.instructions().iter().enumerate();
    let instructions = instructions.map(|(at, text)| (format!("instructions[{}]", at + 1), text.as_str()));
    let preconditions = plan.preconditions().iter().enumerate();
    let preconditions =
        preconditions.map(|(at, one)| (format!("precondition[{}].says", at + 1), one.says.as_str()));
    let contacts = plan.contacts().iter().enumerate().flat_map(|(at, contact)| {
        let path = |field: &str| format!("contact[{}].{field}", at + 1);
        let hours = contact.hours.as_deref().map(|hours| (path("hours"), hours));
        // A telephone number is digits already.
        std::iter::once((path("name"), contact.name.as_str())).chain(hours)
    });
    single.into_iter().flatten().chain(instructions).chain(preconditions).chain(contacts).collect()
}
