//! From the text form to the parts of a plan, one table after another. Rules between fields are in `check`.

use chrono::NaiveDate;

use super::origin::{Administrator, AgeGroup, Indication, Regimen, SourceNote};
use super::precondition::read_precondition;
use super::read_phase::{read_phases, read_taper};
use super::steps::{StepDown, StepDownOn, StepUp};
use super::suitability::read_suitability;
use super::{Body, Contact, Device, DeviceKind, Ladder, LadderError, Lubricant, Material, Retention, Start};
use crate::answer::Decimal;
use crate::assessment::Basis;
use crate::document::{Field, Table};
use crate::pain::PainScore;
use crate::session::Adjunct;
use crate::size::Millimetres;
use crate::sorting;

/// The first line of every plan.
pub const FORMAT: &str = "gradus-plan/1";

/// What a plan may allow beforehand, with the words in files. Alcohol, nitrites, opioids and sedatives cannot be
/// allowed: after them there is no session (C2.5).
pub(super) const ADJUNCTS: [(&str, Adjunct); 3] = [
    ("numbing_gel", Adjunct::NumbingGel),
    ("simple_painkiller", Adjunct::SimplePainkiller),
    ("relaxing_ointment", Adjunct::RelaxingOintment),
];

/// Reads every part and reports every mistake; `None` when a part that a plan cannot be without is missing or wrong.
pub(super) fn read_body(root: &Table<'_>) -> Option<Body> {
    let from_clinic = read_head(root);
    let title = root.want("title", "write the plan's name").and_then(|f| f.text()).map(str::to_owned);
    let optional = |name: &str| root.field(name).and_then(|f| f.text()).map(str::to_owned);
    let (based_on, prescriber, person_code) =
        (optional("based_on"), optional("prescriber"), optional("person_code"));
    let indication = choose(root, "indication", &Indication::WORDS);
    let regimen = root.field("regimen").map_or(Some(Regimen::Home), |field| field.choice(&Regimen::WORDS));
    let at_home = !matches!(regimen, Some(Regimen::CalibrationOnly | Regimen::NoRoutineDilation));
    let age_group = choose(root, "age_group", &AgeGroup::WORDS);
    let administrator = choose(root, "administrator", &Administrator::WORDS);
    let lubricant = choose(root, "lubricant", &Lubricant::WORDS);
    let review_by = root.field("review_by").and_then(|f| f.date());
    let valid_until = root.field("valid_until").and_then(|f| f.date());
    let max_duration_days = count(root, "max_duration_days", 1, 730, "days");
    let adjuncts = read_adjuncts(root);
    let instructions = root.field("instructions").map(|f| f.texts()).unwrap_or_default();
    let device = match at_home {
        true => root.want_table("device").map(|table| read_device(&table)),
        false => root.table("device").map(|table| read_device(&table)),
    };
    let ladder = root.want_table("ladder").and_then(|table| read_ladder(&table));
    let start = root.want_table("start").and_then(|table| read_start(&table));
    let calibration_days =
        root.table("calibration").and_then(|table| count(&table, "every_days", 1, 366, "days"));
    let preconditions = root.tables("precondition").iter().filter_map(read_precondition).collect();
    let suitability = root.table("suitability").map(|table| read_suitability(&table)).unwrap_or_default();
    let phases = read_phases(root, !at_home || indication == Some(Indication::CalibrationOnly));
    let step_up = root.table("step_up").map_or_else(StepUp::default, |table| read_step_up(&table));
    let step_down = root.table("step_down").and_then(|table| read_step_down(&table));
    let taper = root.table("taper").and_then(|table| read_taper(&table));
    let contacts = root.tables("contact").iter().filter_map(read_contact).collect();
    let sources = root.tables("source").iter().filter_map(read_source).collect();
    Some(Body {
        title: title?,
        from_clinic: from_clinic?,
        based_on,
        prescriber,
        indication: indication?,
        regimen: regimen?,
        age_group: age_group?,
        administrator: administrator?,
        person_code,
        device: if at_home { Some(device??) } else { device.flatten() },
        ladder: ladder?,
        start: start?,
        calibration_days,
        preconditions,
        suitability,
        phases: phases?,
        step_up,
        step_down,
        taper,
        adjuncts,
        lubricant: lubricant?,
        review_by,
        valid_until,
        max_duration_days,
        contacts,
        instructions: instructions.into_iter().map(str::to_owned).collect(),
        sources,
    })
}

/// The format line and whether the plan comes from a clinic.
fn read_head(root: &Table<'_>) -> Option<bool> {
    if let Some(field) = root.want("format", format!("write \"{FORMAT}\""))
        && let Some(format) = field.text()
        && format != FORMAT
    {
        let newer = format.starts_with("gradus-plan/");
        let (wrong, or) = match newer {
            true => ("another version of the format", "read it with a newer Gradus, or "),
            false => ("not a plan", ""),
        };
        field.report(wrong, format!("{or}write \"{FORMAT}\""));
    }
    let field = root.want("origin", "write clinic or self_directed")?;
    if field.as_text() == Some("clinic_signed") {
        let right = "write clinic; a signature is checked when the signed file is taken in";
        return field.complain("a text cannot claim a signature", right);
    }
    field.choice(&[("clinic", true), ("self_directed", false)])
}

fn read_adjuncts(root: &Table<'_>) -> Vec<Adjunct> {
    let items = root.field("allowed_adjuncts").map(|f| f.items()).unwrap_or_default();
    let mut adjuncts: Vec<Adjunct> = items.iter().filter_map(|item| item.choice(&ADJUNCTS)).collect();
    sorting::sort(&mut adjuncts);
    adjuncts.dedup();
    adjuncts
}

fn read_device(table: &Table<'_>) -> Option<Device> {
    let kind = choose(table, "kind", &DeviceKind::WORDS);
    let material = choose(table, "material", &Material::WORDS);
    let base = table.field("base").and_then(|f| f.flag());
    let grip = count(table, "grip_depth_mm", 10, 150, "millimetres from the tip to the mark");
    let sizes = table.field("sizes_mm").and_then(|f| rising(&f)).unwrap_or_default();
    let hegar = kind == Some(DeviceKind::Hegar);
    let retention = match (base, grip) {
        (Some(true), Some(_)) => {
            table.report("base", "both a base and a grip", "write base = true or grip_depth_mm, not both");
            None
        }
        (Some(true), None) if hegar => {
            table.report("base", "a Hegar rod has no base", "write grip_depth_mm, how deep it may go");
            None
        }
        (Some(true), None) => Some(Retention::Base),
        (_, Some(depth_stop_mm)) => Some(Retention::Grip { depth_stop_mm }),
        (_, None) => {
            if table.field("grip_depth_mm").is_none() {
                let wrong = "neither a base nor a marked depth, so the device could be lost inside";
                let (name, right) = match hegar {
                    true => ("grip_depth_mm", "write how deep it may go, in millimetres from the tip"),
                    false => ("base", "write base = true, or grip_depth_mm, how deep it may go"),
                };
                table.report(name, wrong, right);
            }
            None
        }
    };
    Some(Device { kind: kind?, material: material?, retention: retention?, sizes })
}

fn read_ladder(table: &Table<'_>) -> Option<Ladder> {
    let sizes = table.want("sizes_mm", "write the sizes, such as [8, 9, 10]").and_then(|f| rising(&f));
    let start = table.want("start_mm", "write the first size in millimetres").and_then(|f| read_size(&f));
    let goal = table.want("goal_mm", "write the largest size in millimetres").and_then(|f| read_size(&f));
    let (sizes, start, goal) = (sizes?, start?, goal?);
    match Ladder::new(sizes, start, goal) {
        Ok(ladder) => Some(ladder),
        Err(error) => {
            let (name, right) = match error {
                LadderError::Empty | LadderError::NotRising(..) => ("sizes_mm", "write sizes that rise"),
                LadderError::StartOffLadder(_) => ("start_mm", "write one of sizes_mm"),
                LadderError::GoalOffLadder(_) => ("goal_mm", "write one of sizes_mm"),
                LadderError::GoalBelowStart(..) => ("goal_mm", "write a goal from start_mm up"),
            };
            table.report(name, error.to_string(), right);
            None
        }
    }
}

fn read_start(table: &Table<'_>) -> Option<Start> {
    let on = table.field("on").and_then(|f| f.date());
    let operation = table.field("operation").and_then(|f| f.date());
    let Some(window) = table.field("window_days") else {
        if operation.is_some() {
            table.report("window_days", "missing", "write the days after the operation, such as [14, 28]");
        } else if table.field("on").is_none() {
            table.report("on", "missing", "write the first day, or window_days after an operation");
        }
        return on.filter(|_| operation.is_none()).map(Start::On);
    };
    let days: Vec<i64> = window.items().iter().filter_map(|f| f.integer(0..=365, "days")).collect();
    match days[..] {
        [from, to] if from <= to => {
            let start = Start::AfterOperation { operation, from_day: from as u16, to_day: to as u16, on };
            check_window(table, operation, from, to, on);
            Some(start)
        }
        [_, _] => window.complain("the last day is before the first", "write [first day, last day]"),
        _ => window.complain("not two numbers", "write [first day, last day], such as [14, 28]"),
    }
}

fn check_window(table: &Table<'_>, operation: Option<NaiveDate>, from: i64, to: i64, on: Option<NaiveDate>) {
    let Some((operation, on)) = operation.zip(on) else { return };
    let day = (on - operation).num_days();
    if !(from..=to).contains(&day) {
        let wrong = format!("{on} is day {day} after the operation");
        table.report("on", wrong, format!("write a date from day {from} to day {to}"));
    }
}

fn read_step_up(table: &Table<'_>) -> StepUp {
    let pain = table.field("max_pain").and_then(|f| f.integer(0..=10, "a pain score"));
    StepUp {
        days_at_size: count(table, "days_at_size", 1, 366, "days"),
        sessions_in_a_row: count(table, "sessions_in_a_row", 1, 100, "sessions"),
        max_pain: pain.and_then(|score| PainScore::new(score as u8).ok()),
    }
}

fn read_step_down(table: &Table<'_>) -> Option<StepDown> {
    let sizes = table.want("sizes", "write how many sizes to go down");
    let sizes = sizes.and_then(|f| f.integer(1..=3, "sizes"));
    let on = table.want("on", "write a list, such as [\"not_passed\"]")?;
    let on: Vec<StepDownOn> = on.items().iter().filter_map(|f| f.choice(&StepDownOn::WORDS)).collect();
    Some(StepDown { sizes: sizes? as u8, on })
}

fn read_contact(table: &Table<'_>) -> Option<Contact> {
    let name = table.want("name", "write whom to call").and_then(|f| f.text());
    let phone = table.want("phone", "write the telephone number in quotes");
    let phone = phone.and_then(|field| {
        let phone = field.text()?;
        let fits = |c: char| c.is_ascii_digit() || " +-()/.*#".contains(c);
        if phone.chars().all(fits) && phone.chars().any(|c| c.is_ascii_digit()) {
            return Some(phone);
        }
        field.complain("not a telephone number", "write digits, such as \"+49 30 1234567\"")
    });
    let hours = table.field("hours").and_then(|f| f.text()).map(str::to_owned);
    Some(Contact { name: name?.to_owned(), phone: phone?.to_owned(), hours })
}

fn read_source(table: &Table<'_>) -> Option<SourceNote> {
    let fields = table.field("fields").map(|f| f.texts()).unwrap_or_default();
    let id = table.want("id", "write the statement or row, such as \"S8\" or \"C1.2\"");
    let id = id.and_then(|field| {
        let id = field.text()?;
        if is_source_id(id) {
            return Some(id);
        }
        field.complain("not a statement or row", "write such as \"S8\" or \"C1.2\"")
    });
    let basis = choose(table, "basis", &Basis::WORDS);
    let says = table.field("says").and_then(|f| f.text()).map(str::to_owned);
    let fields = fields.into_iter().map(str::to_owned).collect();
    Some(SourceNote { fields, id: id?.to_owned(), basis: basis?, says })
}

/// `S1` to `S33`, or `C` and section numbers with dots.
fn is_source_id(id: &str) -> bool {
    let number = |part: &str| part.len() <= 2 && part.parse::<u8>().is_ok_and(|n| n.to_string() == part);
    match id.split_at_checked(1) {
        Some(("S", rest)) => number(rest) && rest.parse::<u8>().is_ok_and(|n| (1..=33).contains(&n)),
        Some(("C", rest)) => rest.split('.').all(number),
        _ => false,
    }
}

/// One of the words, required.
pub(super) fn choose<T: Clone>(table: &Table<'_>, name: &str, words: &[(&'static str, T)]) -> Option<T> {
    let all = words.iter().map(|(word, _)| *word).collect::<Vec<_>>().join(", ");
    table.want(name, format!("write one of: {all}"))?.choice(words)
}

/// A whole number from `low` to `high`, if it stands there.
pub(super) fn count(table: &Table<'_>, name: &str, low: u16, high: u16, unit: &str) -> Option<u16> {
    let number = table.field(name)?.integer(low.into()..=high.into(), unit)?;
    u16::try_from(number).ok()
}

/// A diameter, as a number or in words such as "Hegar 12".
pub(super) fn read_size(field: &Field<'_>) -> Option<Millimetres> {
    if field.is_number() {
        let range = Decimal::from_tenths(Millimetres::MIN.tenths().into())
            ..=Decimal::from_tenths(Millimetres::MAX.tenths().into());
        return Millimetres::from_tenths(field.decimal(range, "millimetres")?.tenths()).ok();
    }
    field.parse("write a number of millimetres such as 12 or 12.5", str::parse)
}

/// A list of diameters, each above the one before; `None` after a report.
pub(super) fn rising(field: &Field<'_>) -> Option<Vec<Millimetres>> {
    let items = field.items();
    let sizes: Vec<Millimetres> = items.iter().filter_map(read_size).collect();
    if sizes.len() != items.len() || !field.is_list() {
        return None;
    }
    if sizes.is_empty() {
        return field.complain("no sizes", "write at least one");
    }
    for (pair, item) in sizes.windows(2).zip(&items[1..]) {
        if pair[1] <= pair[0] {
            return item
                .complain(format!("{} does not rise above {}", pair[1], pair[0]), "write sizes that rise");
        }
    }
    Some(sizes)
}
