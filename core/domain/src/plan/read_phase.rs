use chrono::NaiveTime;

use super::phase::{Days, Frequency, Hold, Phase, Span, Until, WarmUp, WarmUpSizes, WeekDay};
use super::read::{choose, count, read_size, rising};
use super::steps::{Taper, TaperGate};
use crate::document::{Field, Table};

/// The longest hold that a plan may ask for, in seconds. Published programmes hold for up to ten minutes (C1.7) and
/// a therapist's handout up to fifteen.
const LONGEST_HOLD_S: i64 = 1800;

/// The phases of the plan. A calibration-only plan may have none.
pub(super) fn read_phases(root: &Table<'_>, may_be_empty: bool) -> Option<Vec<Phase>> {
    let tables = root.tables("phase");
    if tables.is_empty() && !may_be_empty {
        if root.field("phase").is_none_or(|field| field.is_list()) {
            root.report("phase", "missing", "write at least one [[phase]]");
        }
        return None;
    }
    read_all(&tables)
}

/// How the plan ends.
pub(super) fn read_taper(table: &Table<'_>) -> Option<Taper> {
    let gate = choose(table, "gate", &TaperGate::WORDS);
    let tables = table.tables("phase");
    if tables.is_empty() {
        table.report("phase", "missing", "write at least one [[taper.phase]]");
    }
    let phases = read_all(&tables);
    Some(Taper { gate: gate?, phases: phases.filter(|phases| !phases.is_empty())? })
}

fn read_all(tables: &[Table<'_>]) -> Option<Vec<Phase>> {
    let phases: Vec<Phase> = tables.iter().filter_map(read_phase).collect();
    for (table, phase) in tables.iter().zip(&phases).rev().skip(1) {
        if phases.len() == tables.len() && phase.days == Days::Open {
            table.report("days", "missing", "write its length in days; only the last phase may be open");
        }
    }
    (phases.len() == tables.len()).then_some(phases)
}

fn read_phase(table: &Table<'_>) -> Option<Phase> {
    let frequency = read_frequency(table);
    let days = read_days(table);
    let gap = read_gap(table, frequency.as_ref());
    let insertions = table.want("insertions", "write how many times the size is inserted");
    let insertions = insertions.and_then(|f| f.integer(1..=10, "insertions"));
    let hold = table.want("hold_s", "write seconds, such as 30").and_then(|f| read_hold(&f));
    let rest_s = match table.field("rest_s") {
        None => Some(0),
        Some(field) => field.integer(0..=600, "seconds"),
    };
    let warm_up = match table.field("warm_up") {
        None => Some(None),
        Some(field) => field.table().and_then(|t| read_warm_up(&t)).map(Some),
    };
    Some(Phase {
        frequency: frequency?,
        days: days?,
        min_gap_h: gap?,
        insertions: insertions? as u8,
        hold: hold?,
        rest_s: rest_s? as u16,
        warm_up: warm_up?,
    })
}

fn read_days(table: &Table<'_>) -> Option<Days> {
    match (table.field("days"), table.field("until")) {
        (Some(_), Some(until)) => until.complain("a second end", "write only one of days and until"),
        (Some(days), None) => days.integer(1..=366, "days").map(|days| Days::For(days as u16)),
        (None, Some(until)) => read_until(&until).map(Days::Until),
        (None, None) => Some(Days::Open),
    }
}

fn read_until(field: &Field<'_>) -> Option<Until> {
    if field.is_table() {
        let table = field.table()?;
        let size = table.want("size_mm", "write the size that ends the phase")?;
        return read_size(&size).map(Until::Size);
    }
    match field.text()? {
        "clinician_says" => Some(Until::ClinicianSays),
        _ => field.complain("not an end", "write \"clinician_says\" or { size_mm = 12 }"),
    }
}

fn read_frequency(table: &Table<'_>) -> Option<Frequency> {
    let fields: Vec<_> =
        ["per_day", "per_week", "every_days"].iter().filter_map(|n| table.field(n)).collect();
    let field = match &fields[..] {
        [field] => field,
        [] => {
            table.report("per_day", "missing", "write per_day, per_week or every_days");
            return None;
        }
        _ => {
            return fields[1]
                .complain("a second frequency", "write only one of per_day, per_week, every_days");
        }
    };
    let (times, time) = (table.field("times"), table.field("time"));
    if table.field("per_day").is_some() {
        if let Some(time) = time {
            time.report("one time for the sessions of a day", "write times, one for each session");
        }
        let sessions = read_span(field, 6, "sessions a day")?;
        let times = read_times(times, sessions.floor)?;
        return Some(Frequency::PerDay { sessions, times });
    }
    if let Some(times) = times {
        times.report("several times for one session", "write time");
    }
    let time = match time {
        None => None,
        Some(field) => Some(field.time()?),
    };
    if table.field("per_week").is_some() {
        let sessions = read_span(field, 7, "sessions a week")?;
        return Some(Frequency::PerWeek { sessions, day: read_day(table)?, time });
    }
    Some(Frequency::EveryDays { days: field.integer(2..=92, "days from one to the next")? as u8, time })
}

fn read_day(table: &Table<'_>) -> Option<WeekDay> {
    match table.field("day") {
        None => Some(WeekDay::Spread),
        Some(field) => field.choice(&[("spread", WeekDay::Spread), ("free", WeekDay::Free)]),
    }
}

fn read_span(field: &Field<'_>, high: i64, unit: &str) -> Option<Span> {
    if !field.is_table() {
        let number = field.integer(1..=high, unit)? as u8;
        return Some(Span { floor: number, ceiling: number });
    }
    let table = field.table()?;
    let floor = table.want("floor", "write the fewest").and_then(|f| f.integer(1..=high, unit));
    let ceiling = table.want("ceiling", "write the most").and_then(|f| f.integer(1..=high, unit));
    let (floor, ceiling) = (floor?, ceiling?);
    if floor > ceiling {
        return field.complain(format!("{floor} is above {ceiling}"), "write a floor up to the ceiling");
    }
    Some(Span { floor: floor as u8, ceiling: ceiling as u8 })
}

fn read_times(field: Option<Field<'_>>, sessions: u8) -> Option<Vec<NaiveTime>> {
    let Some(field) = field else { return Some(Vec::new()) };
    let items = field.items();
    let times: Vec<NaiveTime> = items.iter().filter_map(Field::time).collect();
    if times.len() != items.len() || !field.is_list() {
        return None;
    }
    if times.len() != usize::from(sessions) {
        let wrong = format!("{} given for {sessions} sessions a day", times.len());
        return field.complain(wrong, "write one time for each session of the day");
    }
    if times.windows(2).any(|pair| pair[1] <= pair[0]) {
        return field.complain("times do not rise", "write them in the order of the day");
    }
    Some(times)
}

/// The least gap: required as soon as a day may hold two sessions, and fitting into the day with all of them.
fn read_gap(table: &Table<'_>, frequency: Option<&Frequency>) -> Option<u8> {
    let (most, times) = match frequency {
        Some(Frequency::PerDay { sessions, times }) => (sessions.ceiling, times.as_slice()),
        _ => (1, &[][..]),
    };
    let Some(field) = table.field("min_gap_h") else {
        if most > 1 {
            table.report("min_gap_h", "missing", "write the least hours between two sessions");
            return None;
        }
        return Some(0);
    };
    let gap = field.integer(0..=23, "hours")?;
    if gap * i64::from(most) > 24 {
        let right = format!("write at most {} hours for {most} sessions a day", 24 / most);
        return field.complain(format!("{most} sessions {gap} hours apart do not fit in a day"), right);
    }
    if closest_times_min(times).is_some_and(|minutes| minutes < gap * 60) {
        return field
            .complain(format!("two of the times are less than {gap} hours apart"), "move times or gap");
    }
    Some(gap as u8)
}

/// Minutes between the two times that are closest to each other, over midnight too; a single one is a day from itself.
fn closest_times_min(times: &[NaiveTime]) -> Option<i64> {
    let (first, last) = (times.first()?, times.last()?);
    let night = 24 * 60 - (*last - *first).num_minutes();
    times.windows(2).map(|pair| (pair[1] - pair[0]).num_minutes()).chain([night]).min()
}

fn read_hold(field: &Field<'_>) -> Option<Hold> {
    let seconds = |field: &Field<'_>| field.integer(1..=LONGEST_HOLD_S, "seconds");
    if !field.is_table() {
        let number = seconds(field)? as u32;
        return Some(Hold { min_s: number, target_s: number, max_s: number });
    }
    let table = field.table()?;
    let target = table.want("target", "write the seconds to hold").and_then(|f| seconds(&f));
    let part = |name: &str| match table.field(name) {
        None => target,
        Some(field) => seconds(&field),
    };
    let (min, max) = (part("min"), part("max"));
    let (min, target, max) = (min?, target?, max?);
    if !(min <= target && target <= max) {
        let wrong = format!("{min}, {target}, {max} do not rise");
        return field.complain(wrong, "write min up to target, and target up to max");
    }
    Some(Hold { min_s: min as u32, target_s: target as u32, max_s: max as u32 })
}

fn read_warm_up(table: &Table<'_>) -> Option<WarmUp> {
    let (hold, below, fixed) = (table.field("hold_s"), table.field("below"), table.field("sizes_mm"));
    let hold_s = match hold {
        None => None,
        Some(field) => Some(field.integer(1..=LONGEST_HOLD_S, "seconds")? as u32),
    };
    let sizes = match (below, fixed) {
        (Some(_), Some(field)) => {
            return field.complain("both below and sizes_mm", "write only one of them");
        }
        (Some(_), None) => WarmUpSizes::Below(count(table, "below", 1, 5, "ladder sizes")? as u8),
        (None, Some(field)) => WarmUpSizes::Fixed(rising(&field)?),
        (None, None) => {
            table.report("below", "missing", "write how many smaller sizes come first, or sizes_mm");
            return None;
        }
    };
    Some(WarmUp { sizes, hold_s })
}
