use std::collections::BTreeMap;

use chrono::TimeDelta;
use gradus_domain::document::{Field, Table};
use gradus_domain::sorting;
use gradus_domain::{Basis, Disposition, FactId, Gate, GateSize, GateTime, Moment};

use crate::condition::{Condition, Macros};
use crate::definition::Kind;
use crate::expression::Expression;
use crate::vocabulary::Vocabulary;

/// One danger rule: when it fires, what it then asks for, and on what it rests.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Rule {
    /// Its name in the pack, such as `I1`.
    pub id: String,
    /// What it is about, in a few words.
    pub title: String,
    /// Its condition as written.
    pub when: String,
    /// Whom to see, how fast.
    pub disposition: Disposition,
    /// How to get there; given for `Emergency` only.
    pub route: Option<Route>,
    /// When the next session may be held.
    pub wait: Wait,
    /// Which size the next session may use.
    pub size: GateSize,
    /// Evidence rows it cites.
    pub sources: Vec<String>,
    /// On what it rests.
    pub basis: Basis,
    /// Key of its advice text.
    pub advice: String,
    /// What a reader should know beside it.
    pub note: Option<String>,
    /// The fact that says how many hours ago the event was from which a wait counts; `None` counts from the answer.
    pub wait_from: Option<FactId>,
    /// The rule that holds whenever this one does, where this one stands all the same because a source names it.
    pub within: Option<String>,
    pub(crate) condition: Condition,
    pub(crate) line: usize,
    /// Where the fields stand that [`crate::Pack::check`] finds fault with.
    pub(crate) lines: BTreeMap<&'static str, usize>,
    pub(crate) path: String,
}

/// How an emergency is reached.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Route {
    /// Call an ambulance.
    Ambulance,
    /// Go to an emergency department now.
    EmergencyDepartment,
}

/// How long a rule holds the next session back.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Wait {
    /// Not at all.
    Now,
    /// For so many minutes, and until the questions were answered again.
    Minutes(u32),
    /// Until a clinician releases it.
    Blocked,
}

impl Wait {
    /// The time of the gate when the rule fires at `now`.
    pub fn from(self, now: &Moment) -> GateTime {
        match self {
            Self::Now => GateTime::Now,
            Self::Minutes(minutes) => GateTime::WaitUntil(now.wall + TimeDelta::minutes(minutes.into())),
            Self::Blocked => GateTime::Blocked,
        }
    }
}

impl Rule {
    /// The letter of its family: rules of one family speak of one event.
    pub fn family(&self) -> char {
        self.id.chars().next().unwrap_or('?')
    }

    /// Every field with a value of its own, as the pack writes it, in the order of the file.
    pub fn written(&self) -> Vec<(String, String)> {
        let route = self.route.map(|route| match route {
            Route::Ambulance => "ambulance",
            Route::EmergencyDepartment => "emergency_department",
        });
        let fields = [
            ("title", Some(self.title.clone())),
            ("when", Some(self.when.clone())),
            ("disposition", Some(disposition_written(self.disposition))),
            ("route", route.map(str::to_owned)),
            ("gate", Some(wait_written(self.wait))),
            ("wait_from", self.wait_from.as_ref().map(ToString::to_string)),
            ("size", Some(size_written(self.size))),
            ("sources", Some(self.sources.join(", "))),
            ("basis", Some(self.basis.word().to_owned())),
            ("advice", Some(self.advice.clone())),
            ("note", self.note.clone()),
            ("within", self.within.clone()),
        ];
        fields.into_iter().filter_map(|(name, text)| Some((name.to_owned(), text?))).collect()
    }

    /// The gate it sets when its condition holds at `now`, for a wait that counts from `now`.
    pub fn gate(&self, now: &Moment) -> Gate {
        Gate { time: self.wait.from(now), size: self.size }
    }

    /// Whether it is an Emergency or a same-day rule.
    pub(crate) fn is_urgent(&self) -> bool {
        self.disposition >= Disposition::SameDay { hours: 4 }
    }

    /// Reads one `[[rule]]`; `None` when it is too broken to be used, all mistakes being reported.
    pub(crate) fn read(table: &Table<'_>, vocabulary: &Vocabulary, macros: &Macros) -> Option<Self> {
        let id = table
            .want("id", "write the rule's name, such as I1")
            .and_then(|f| f.parse("write a capital letter, digits, then small letters, such as I1a", id));
        let title = table.want("title", "say in a few words what it is about").and_then(|f| f.text());
        let when = table.want("when", "write the condition");
        let condition = when.as_ref().and_then(|field| read_condition(field, vocabulary, macros));
        let disposition =
            table.want("disposition", DISPOSITION).and_then(|f| f.parse(DISPOSITION, disposition));
        let wait = table.want("gate", GATE).and_then(|f| f.parse(GATE, wait));
        let size = table.want("size", SIZE).and_then(|f| f.parse(SIZE, size));
        let sources =
            table.want("sources", "name evidence rows, such as [\"S18\", \"C2.3\"]").map(|f| f.texts());
        let basis =
            table.want("basis", "write sourced, general or proposal").and_then(|f| f.choice(&Basis::WORDS));
        let advice = table.want("advice", "name the advice text").and_then(|f| f.text());
        let route = route(table, disposition);
        Some(Self {
            id: id?,
            title: title?.to_owned(),
            when: when?.text()?.to_owned(),
            disposition: disposition?,
            route,
            wait: wait?,
            size: size?,
            sources: sources?.into_iter().map(str::to_owned).collect(),
            basis: basis?,
            advice: advice?.to_owned(),
            note: table.field("note").and_then(|f| f.text()).map(str::to_owned),
            within: table.field("within").and_then(|f| f.text()).map(str::to_owned),
            wait_from: wait_from(table, vocabulary, wait),
            condition: condition?,
            line: table.line(),
            lines: sorting::map(CHECKED.iter().filter_map(|name| Some((*name, table.field(name)?.line())))),
            path: table.path().to_owned(),
        })
    }
}

/// Fields of which a mistake is found only once the pack is read.
const CHECKED: [&str; 6] = ["when", "gate", "sources", "basis", "advice", "within"];

/// The route, which an emergency must have and nothing else may.
fn route(table: &Table<'_>, disposition: Option<Disposition>) -> Option<Route> {
    let routes = [("ambulance", Route::Ambulance), ("emergency_department", Route::EmergencyDepartment)];
    let route = table.field("route");
    match (disposition, &route) {
        (Some(Disposition::Emergency), None) => {
            table.report("route", "missing", "say how: ambulance or emergency_department");
        }
        (Some(other), Some(_)) if other != Disposition::Emergency => {
            table.report("route", "given for a rule that is no emergency", "leave it out");
        }
        _ => {}
    }
    route?.choice(&routes)
}

/// From when a wait counts: only a wait has such a fact, and it counts hours.
fn wait_from(table: &Table<'_>, vocabulary: &Vocabulary, wait: Option<Wait>) -> Option<FactId> {
    let field = table.field("wait_from")?;
    let fact = field.text().and_then(|name| vocabulary.fact(name));
    let hours = fact.filter(|fact| matches!(&fact.kind, Kind::Number { unit, .. } if unit == "hours"));
    match (wait, hours) {
        (Some(Wait::Minutes(_)), Some(fact)) => Some(fact.id.clone()),
        (Some(Wait::Minutes(_)), None) => {
            field.report("no fact that counts hours", "name one such as hours_since_antipyretic");
            None
        }
        _ => {
            field.report("given for a rule without a wait", "leave it out");
            None
        }
    }
}

/// Reads a condition, reporting a mistake at its column.
pub(crate) fn read_condition(
    field: &Field<'_>,
    vocabulary: &Vocabulary,
    macros: &Macros,
) -> Option<Condition> {
    let expression = Expression::parse(field.text()?);
    match expression.and_then(|expression| Condition::compile(&expression, vocabulary, macros)) {
        Ok(condition) => Some(condition),
        Err(error) => {
            field.report(error.to_string(), error.right);
            None
        }
    }
}

const DISPOSITION: &str =
    "write emergency, same_day H h (H is 1, 2 or 4), contact D d (1 to 28), pause H h (1 to 72) or continue";
const GATE: &str = "write blocked, wait N min, wait N h (up to 72 h) or now";
const SIZE: &str = "write step, same, down N (1 to 3) or start";

/// The name of a danger rule: a capital letter, digits, then small letters.
fn id(text: &str) -> Result<String, &'static str> {
    match text.strip_prefix('S').filter(|rest| is_name(rest)) {
        Some(_) => Err("the name of a setting rule"),
        None if is_name(text) => Ok(text.to_owned()),
        None => Err("not a rule's name"),
    }
}

/// The name of a setting rule: an S before what could be the name of a danger rule. One name is one rule in all packs, so
/// that nobody reads up P4 and finds the other one.
pub(crate) fn setting_id(text: &str) -> Result<String, &'static str> {
    match text.strip_prefix('S').filter(|rest| is_name(rest)) {
        Some(_) => Ok(text.to_owned()),
        None if is_name(text) => Err("the name of a danger rule"),
        None => Err("not a rule's name"),
    }
}

fn is_name(text: &str) -> bool {
    let mut letters = text.chars();
    let first = letters.next().is_some_and(|c| c.is_ascii_uppercase());
    let number = letters.as_str().trim_end_matches(|c: char| c.is_ascii_lowercase());
    first && !number.is_empty() && number.bytes().all(|b| b.is_ascii_digit()) && text.len() <= 8
}

fn disposition(text: &str) -> Result<Disposition, &'static str> {
    let words: Vec<&str> = text.split_whitespace().collect();
    let number = |text: &str, most: u16| text.parse::<u16>().ok().filter(|n| (1..=most).contains(n));
    match words[..] {
        ["emergency"] => Ok(Disposition::Emergency),
        ["continue"] => Ok(Disposition::Continue),
        ["same_day", hours, "h"] => match number(hours, 4) {
            Some(hours @ (1 | 2 | 4)) => Ok(Disposition::SameDay { hours }),
            _ => Err("same-day help carries 1, 2 or 4 hours"),
        },
        ["contact", days, "d"] => {
            number(days, 28).map(|days| Disposition::Contact { days }).ok_or("days are 1 to 28")
        }
        ["pause", hours, "h"] => {
            number(hours, 72).map(|hours| Disposition::PauseAndRecheck { hours }).ok_or("hours are 1 to 72")
        }
        _ => Err("not a disposition"),
    }
}

/// As [`disposition`] reads it.
fn disposition_written(disposition: Disposition) -> String {
    match disposition {
        Disposition::Emergency => "emergency".to_owned(),
        Disposition::SameDay { hours } => format!("same_day {hours} h"),
        Disposition::Contact { days } => format!("contact {days} d"),
        Disposition::PauseAndRecheck { hours } => format!("pause {hours} h"),
        Disposition::Continue => "continue".to_owned(),
    }
}

fn wait_written(wait: Wait) -> String {
    match wait {
        Wait::Blocked => "blocked".to_owned(),
        Wait::Minutes(minutes) if minutes % 60 == 0 => format!("wait {} h", minutes / 60),
        Wait::Minutes(minutes) => format!("wait {minutes} min"),
        Wait::Now => "now".to_owned(),
    }
}

fn size_written(size: GateSize) -> String {
    match size {
        GateSize::Step => "step".to_owned(),
        GateSize::Same => "same".to_owned(),
        GateSize::Down(sizes) => format!("down {sizes}"),
        GateSize::Start => "start".to_owned(),
    }
}

fn wait(text: &str) -> Result<Wait, &'static str> {
    let words: Vec<&str> = text.split_whitespace().collect();
    let minutes = |text: &str, each: u32| {
        let number = text.parse::<u32>().ok().filter(|n| (1..=72 * 60 / each).contains(n));
        number.map(|number| Wait::Minutes(number * each)).ok_or("a wait is 1 minute to 72 hours")
    };
    match words[..] {
        ["blocked"] => Ok(Wait::Blocked),
        ["now"] => Ok(Wait::Now),
        ["wait", number, "min"] => minutes(number, 1),
        ["wait", number, "h"] => minutes(number, 60),
        _ => Err("not a gate"),
    }
}

fn size(text: &str) -> Result<GateSize, &'static str> {
    let words: Vec<&str> = text.split_whitespace().collect();
    match words[..] {
        ["step"] => Ok(GateSize::Step),
        ["same"] => Ok(GateSize::Same),
        ["start"] => Ok(GateSize::Start),
        ["down", number] => {
            let number = number.parse::<u8>().ok().filter(|number| (1..=3).contains(number));
            number.map(GateSize::Down).ok_or("a step down is 1 to 3 sizes")
        }
        _ => Err("not a size"),
    }
}
