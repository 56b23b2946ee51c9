use chrono::{DateTime, FixedOffset};
use gradus_domain::plan::Plan;
use gradus_domain::{EntryId, Millimetres};
use gradus_words::Words;

use crate::view::PlanView;

/// A plan as the plan screen shows it. `version` is the entry that holds it and when it came into force; without a
/// vault there is none.
pub(crate) fn plan(
    words: &Words,
    version: Option<(EntryId, DateTime<FixedOffset>)>,
    plan: &Plan,
) -> PlanView {
    let ladder = plan.ladder();
    let effective = match version {
        Some((_, at)) => Some(plan.first_day().map_or(at.date_naive(), |first| first.max(at.date_naive()))),
        None => plan.first_day(),
    };
    PlanView {
        version: version.map(|(id, _)| id.to_string()),
        title: words.of_plan(plan.title()).to_owned(),
        origin: plan.origin().key().to_owned(),
        effective: effective.map(|date| date.to_string()),
        ladder_tenths_mm: ladder.sizes().iter().copied().map(Millimetres::tenths).collect(),
        start_tenths_mm: ladder.start().tenths(),
        goal_tenths_mm: ladder.goal().tenths(),
        contacts: super::contacts(plan),
        summary: words.plan_summary(plan),
        sources: words.plan_sources(plan),
        missing: plan.missing().into_iter().map(|missing| words.missing(missing)).collect(),
        warnings: plan.warnings().iter().map(|warning| words.warning(warning)).collect(),
    }
}
