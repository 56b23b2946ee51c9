//! Plans of a person: adopting one, and showing the one in force and those before it.

use chrono::{DateTime, FixedOffset, NaiveDate};
use gradus_domain::plan::{AgeGroup, Difference, Indication, Plan, Start};
use gradus_domain::{History, Logged, Moment, Stage, SurgeryKind};
use gradus_journal::{PlanText, Statement};

use super::operation::operation_doubt;
use super::record::{recorded, refused};
use super::{App, internal};
use crate::ask::read_plan;
use crate::view::{Fill, PlanChange, PlanReplaced, PlanView, Recorded};
use crate::{AppError, show};

impl App {
    pub(super) fn adopt_plan(
        &mut self,
        person: &str,
        text: &str,
        fills: &[Fill],
        now: &Moment,
    ) -> Result<Recorded, AppError> {
        let plan = read_plan(text, fills)?;
        let history = &*self.history(person, now)?;
        let id = history.person.id;
        self.fits(&plan, history, now)?;
        let effective = comes_into_force(&plan, history, now);
        let mut notices = self.plan_warnings(&plan, history, now);
        notices.extend(plan.missing().into_iter().map(|missing| self.words.missing(missing)));
        let text = PlanText::read(plan.to_text(), None).map_err(|_| internal("a plan does not read back"))?;
        let written = self.write(id, &[(effective, Statement::Plan(Box::new(text)))], false, now)?;
        Ok(recorded(id, &written, None, notices))
    }

    /// The plan in force.
    ///
    /// # Errors
    /// `NotFound` when there is no such person or no plan yet.
    pub fn plan(&self, person: &str, now: &Moment) -> Result<PlanView, AppError> {
        let history = &*self.history(person, now)?;
        let plan = history.plan_in_force(now.date()).ok_or_else(|| {
            super::not_found("a plan of this person", "adopt the one from the clinic first")
        })?;
        Ok(self.plan_view(history, plan, now))
    }

    /// A plan with its blanks filled, as it would stand for this person: with what is unusual about it for their age, their
    /// present size and the day of their operation. Writes nothing: show it, and ask, before the plan is adopted.
    ///
    /// # Errors
    /// `NotFound`; `Invalid` with everything that is wrong in the text; `Refused` for a plan that this person cannot have.
    pub fn plan_for(
        &self,
        person: &str,
        text: &str,
        fills: &[Fill],
        now: &Moment,
    ) -> Result<PlanView, AppError> {
        let plan = read_plan(text, fills)?;
        let history = &*self.history(person, now)?;
        self.fits(&plan, history, now)?;
        Ok(PlanView {
            warnings: self.plan_warnings(&plan, history, now),
            ..show::plan(self.words, None, &plan)
        })
    }

    /// Whether this person may take it up at all.
    fn fits(&self, plan: &Plan, history: &History, now: &Moment) -> Result<(), AppError> {
        fits(plan, history, now)?;
        let mut why: Vec<String> =
            plan.unfit(&history.person.background).into_iter().map(|unfit| self.words.unfit(unfit)).collect();
        why.dedup();
        if why.is_empty() { Ok(()) } else { Err(refused(&why.join(" "))) }
    }

    fn plan_view(&self, history: &History, plan: &Logged<Plan>, now: &Moment) -> PlanView {
        let mut warnings = self.own_warnings(&plan.value, history, now.date());
        warnings.extend(operation_doubt(history, &plan.value).map(|doubt| self.words.operation_doubt(doubt)));
        let view = show::plan(self.words, Some((plan.id, plan.effective)), &plan.value);
        PlanView { warnings, ..view }
    }

    /// What is unusual about a plan for this person, before it is taken.
    fn plan_warnings(&self, plan: &Plan, history: &History, now: &Moment) -> Vec<String> {
        let mut warnings = self.own_warnings(plan, history, now.date());
        warnings.extend(operation_doubt(history, plan).map(|doubt| self.words.operation_doubt(doubt)));
        warnings.extend(self.jump_notices(
            history,
            (history.current_size(now.wall), plan.ladder().start()),
            now,
        ));
        let begins = comes_into_force(plan, history, now).date_naive();
        // What has not begun gives way to it: one in force at once, one that waits as soon as this one waits as well.
        let present = history.plan_in_force(now.date()).map(|present| present.id);
        let to_come = history.plans_to_come(now.date()).into_iter();
        let others = to_come.filter(|(other, _)| Some(other.id) != present);
        warnings.extend(others.map(|(other, on)| match begins > now.date() {
            true => self.words.plan_instead(&other.value, on),
            false => self.words.plan_after(&other.value, on),
        }));
        warnings
    }

    fn own_warnings(&self, plan: &Plan, history: &History, today: NaiveDate) -> Vec<String> {
        plan.warnings_for(&history.person, today).iter().map(|warning| self.words.warning(warning)).collect()
    }

    /// What would change if this plan, with its blanks filled, took the place of the one in force; `None` while none is.
    /// Writes nothing.
    ///
    /// # Errors
    /// `NotFound`; `Invalid` with everything that is wrong in the text; `Refused` for a plan that this person cannot have.
    pub fn plan_replaced(
        &self,
        person: &str,
        text: &str,
        fills: &[Fill],
        now: &Moment,
    ) -> Result<Option<PlanReplaced>, AppError> {
        let plan = read_plan(text, fills)?;
        let history = &*self.history(person, now)?;
        self.fits(&plan, history, now)?;
        let Some(present) = history.plan_in_force(now.date()) else { return Ok(None) };
        let change = |difference: Difference| PlanChange {
            sentence: self.words.plan_difference(&difference),
            field: difference.field,
            before: difference.before,
            after: difference.after,
        };
        let then = comes_into_force(&plan, history, now).date_naive();
        let begins_anew = self.stage_difference(history, present, &plan, then);
        Ok(Some(PlanReplaced {
            title: self.words.of_plan(present.value.title()).to_owned(),
            since: present.date().to_string(),
            until: then.to_string(),
            changes: begins_anew.into_iter().chain(present.value.differences(&plan)).map(change).collect(),
        }))
    }

    /// Where the plan stood until then and where the new one begins, if that is not where it stood: a change of one phase
    /// begins them all anew, and a taper that had begun is over.
    fn stage_difference(
        &self,
        history: &History,
        present: &Logged<Plan>,
        plan: &Plan,
        then: NaiveDate,
    ) -> Option<Difference> {
        let stage = |version| history.course(version).on(then).map_or(Stage::Done, |stretch| stretch.stage);
        let (before, after) = (stage(present), stage(&present.with(plan.clone())));
        (before != after && before != Stage::Full(0)).then(|| Difference {
            field: "stage".to_owned(),
            before: Some(self.words.stage(&present.value, before)),
            after: Some(self.words.stage(plan, after)),
        })
    }

    /// What the vault knows already of what a plan form leaves open: the date of the operation. A person confirms it.
    ///
    /// # Errors
    /// `NotFound`.
    pub fn plan_known(&self, person: &str, now: &Moment) -> Result<Vec<Fill>, AppError> {
        let background = &self.history(person, now)?.person.background;
        let operation = background.last_surgery(now.date(), SurgeryKind::is_before_dilation);
        let fill = |date: NaiveDate| Fill { field: "start.operation".to_owned(), value: date.to_string() };
        Ok(operation.map(fill).into_iter().collect())
    }

    /// Every version of the plan, the oldest first.
    ///
    /// # Errors
    /// `NotFound`.
    pub fn plan_history(&self, person: &str) -> Result<Vec<PlanView>, AppError> {
        let plans = &self.as_written(person)?.plans;
        let view = |plan: &Logged<Plan>| show::plan(self.words, Some((plan.id, plan.effective)), &plan.value);
        Ok(plans.iter().map(view).collect())
    }
}

/// A plan made for a child must not be followed by an adult, nor the other way round: its limits would be wrong. And
/// nobody's own plan may begin above the size they are at: that would be a step without its rule.
fn fits(plan: &Plan, history: &History, now: &Moment) -> Result<(), AppError> {
    let is_child = history.person.is_child(now.date());
    let current = history.current_size(now.wall);
    if !plan.origin().is_clinic() && current.is_some_and(|current| plan.ladder().start() > current) {
        return Err(refused(
            "this plan begins above the present size; begin at the present size or below it",
        ));
    }
    // A plan that the clinic signed lifts blocks, because a clinician has looked again. Reading the same file twice does
    // not say that.
    if history.plan_in_force(now.date()).is_some_and(|present| present.value == *plan) {
        return Err(refused("this very plan is in force already"));
    }
    if history.plans_to_come(now.date()).iter().any(|(other, _)| other.value == *plan) {
        return Err(refused("this very plan is in the vault already, and begins later"));
    }
    made_sure_of(plan, now)?;
    if let Start::AfterOperation { operation: Some(on), .. } = plan.start()
        && on < history.person.born
    {
        return Err(refused(
            "the operation that this plan follows lies before this person was born; check the plan's start.operation, and the \
             person's born",
        ));
    }
    match plan.age_group() {
        AgeGroup::Child if !is_child => Err(refused("this plan is for a child, and this person is grown up")),
        AgeGroup::Adult if is_child => Err(refused("this plan is for an adult, and this person is a child")),
        AgeGroup::Child | AgeGroup::Adult => Ok(()),
    }
}

/// What a clinician has to have made sure of first, and that a clinic's name opens no way round the questions and limits of a
/// plan of one's own.
fn made_sure_of(plan: &Plan, now: &Moment) -> Result<(), AppError> {
    if plan.origin().is_clinic() && plan.indication() == Indication::OwnPractice {
        return Err(refused(
            "a plan of one's own does not come from a clinic; write origin = \"self_directed\", or the indication that the \
             clinic dilates for",
        ));
    }
    if let Some(first) = what_comes_first(plan) {
        return Err(refused(first));
    }
    if plan.indication() == Indication::Fissure && plan.prescriber().is_none() {
        return Err(refused(
            "a fissure is dilated only where somebody orders it (C1.5); write the prescriber's name",
        ));
    }
    match plan.preconditions().iter().find(|one| one.met_on > now.date()) {
        Some(open) => Err(refused(&format!(
            "the plan's precondition is met on {} only, and that day is still to come; write the day on which it was made sure of",
            open.met_on
        ))),
        None => Ok(()),
    }
}

/// What to write where a plan for this says nothing of what was made sure of first.
fn what_comes_first(plan: &Plan) -> Option<&'static str> {
    if !plan.preconditions().is_empty() {
        return None;
    }
    match plan.indication() {
        Indication::AnalStenosis => Some(
            "a plan for a narrowing says that an examination has found its cause; where none was known, a biopsy was taken first \
             (C1.4); write a [[precondition]] with its met_on",
        ),
        Indication::AnastomoticStricture => Some(
            "a plan for a join of the bowel says what was made sure of first, such as that it does not leak (C1.6); write a \
             [[precondition]] with its met_on",
        ),
        Indication::PostRadiation => Some(
            "a plan after radiotherapy says what was made sure of first, such as that the acute reaction has settled (C1.8); \
             write a [[precondition]] with its met_on",
        ),
        _ => None,
    }
}

/// At once; a plan that begins later leaves the present one in force until then, if that has begun itself. One that has
/// not is put off by it, or brought forward.
fn comes_into_force(plan: &Plan, history: &History, now: &Moment) -> DateTime<FixedOffset> {
    let later = plan.first_day().filter(|first| *first > now.date());
    let midnight =
        later.and_then(|first| first.and_hms_opt(0, 0, 0)?.and_local_timezone(*now.wall.offset()).single());
    let has_begun = |present: &Logged<Plan>| present.value.first_day().is_some_and(|day| day <= now.date());
    match midnight {
        Some(first) if history.plan_in_force(now.date()).is_some_and(has_begun) => first,
        _ => now.wall,
    }
}
