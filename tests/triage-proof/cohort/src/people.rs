//! Somebody of a group, with the plan that a clinician has filled in.

use std::collections::BTreeMap;

use chrono::{Days, NaiveDate};
use gradus_domain::plan::{Plan, PlanForm, published};
use gradus_domain::{Background, Condition, Fact, Person, PersonId, Role, Surgery, SurgeryKind};

use crate::chance::Chance;
use crate::table::Group;

/// A person and their plan, as values and as they would be typed.
pub struct Adopted {
    /// Who.
    pub person: Person,
    /// The plan.
    pub plan: Plan,
    /// The conditions in the app's words.
    pub conditions: Vec<String>,
    /// The operation in the app's words, with its day.
    pub operation: Option<String>,
    /// The blanks of the form, with what stands in them.
    pub fills: BTreeMap<String, String>,
}

/// The first day of everybody's plan.
pub(crate) const START: NaiveDate = NaiveDate::from_ymd_opt(2026, 1, 5).expect("a date");

/// Draws somebody of this group.
///
/// # Panics
/// Where the table names a condition, an operation or a form that there is not, or fills a form so that it is no plan.
pub fn person(group: &Group, seed: u64) -> Adopted {
    let mut chance = Chance::new(seed ^ 0x7065_6f70_6c65);
    let [youngest, oldest] = group.age_days.map(f64::from);
    let age = chance.between(youngest, oldest) as u64;
    let mut conditions = group.background.clone();
    conditions
        .extend(group.maybe.iter().filter(|(_, share)| chance.is(**share)).map(|(word, _)| word.clone()));
    let operated = START - Days::new(group.days_since_operation.into());
    let surgery =
        group.operation.as_deref().map(|word| Surgery { kind: operation(word), on: Some(operated) });
    let fact = |word: &String| Fact { what: condition(word), since: None };
    let background = Background {
        conditions: conditions.iter().map(fact).collect(),
        surgeries: surgery.into_iter().collect(),
    };
    let role = if group.child { Role::Caregiver } else { Role::Self_ };
    let name = "Somebody".to_owned();
    let person = Person { id: PersonId([1; 16]), name, born: START - Days::new(age), role, background };
    let fills = filled(group, operated);
    let mut form = form(&group.form);
    let pairs: Vec<(&str, &str)> =
        fills.iter().map(|(field, value)| (field.as_str(), value.as_str())).collect();
    form.fill(&pairs).unwrap_or_else(|problems| panic!("{}: {problems:?}", group.id));
    let plan = form.into_plan().unwrap_or_else(|problems| panic!("{}: {problems:?}", group.id));
    let operation = group.operation.as_ref().map(|word| format!("{word}={operated}"));
    Adopted { person, plan, conditions, operation, fills }
}

fn filled(group: &Group, operated: NaiveDate) -> BTreeMap<String, String> {
    let review = START + Days::new(group.review_day.into());
    let dates = [("{start}", START), ("{operation}", operated), ("{review}", review)];
    let put_in = |text: &String| {
        dates.iter().fold(text.clone(), |text, (word, date)| text.replace(word, &date.to_string()))
    };
    group.fills.iter().map(|(field, value)| (field.clone(), put_in(value))).collect()
}

fn form(name: &str) -> PlanForm {
    let text = published().iter().find(|(known, _)| *known == name).map(|(_, text)| *text);
    let text = text.unwrap_or_else(|| panic!("there is no form {name}"));
    PlanForm::parse(text).unwrap_or_else(|problems| panic!("{name}: {problems:?}"))
}

fn operation(word: &str) -> SurgeryKind {
    match word {
        "psarp" => SurgeryKind::Anoplasty,
        "pull_through" => SurgeryKind::PullThrough,
        "haemorrhoidectomy" => SurgeryKind::Haemorrhoidectomy,
        "rectal_anastomosis" => SurgeryKind::RectalAnastomosis,
        other => panic!("there is no operation {other}"),
    }
}

fn condition(word: &str) -> Condition {
    if let Some(weeks) = word.strip_prefix("preterm:") {
        return Condition::Preterm { weeks: weeks.parse().unwrap_or_else(|_| panic!("{word}: no weeks")) };
    }
    match word {
        "anorectal_malformation" => Condition::Arm,
        "hirschsprung" => Condition::Hirschsprung,
        "trisomy_21" => Condition::Trisomy21,
        "anticoagulant" => Condition::Anticoagulant,
        "immunosuppressed" => Condition::Immunosuppressed,
        "steroids" => Condition::Steroids,
        "diabetes" => Condition::Diabetes,
        "cancer_history" => Condition::CancerHistory,
        "nitrate_or_pde5" => Condition::NitrateOrPde5,
        other => panic!("there is no condition {other}"),
    }
}
