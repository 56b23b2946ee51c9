use chrono::NaiveTime;

use crate::csv::cell::{Wrong, shown};

/// Times by name, as hours. Documented at [`crate::csv::read`].
const NAMED: &[(&str, u32)] = &[
    ("morning", 8),
    ("am", 8),
    ("noon", 12),
    ("midday", 12),
    ("afternoon", 16),
    ("evening", 20),
    ("pm", 20),
    ("night", 22),
    ("bedtime", 22),
    ("morgen", 8),
    ("morgens", 8),
    ("früh", 8),
    ("vormittag", 10),
    ("vormittags", 10),
    ("mittag", 12),
    ("mittags", 12),
    ("nachmittag", 16),
    ("nachmittags", 16),
    ("abend", 20),
    ("abends", 20),
    ("nacht", 22),
    ("nachts", 22),
];

/// Reads `08:30`, `8.30`, `20:30:15`, `8:30 pm`, `8pm`, `20h30`, or a word such as `morning`.
pub(in crate::csv) fn clock(cell: &str) -> Result<NaiveTime, Wrong> {
    let text = written(cell);
    named(&text).or_else(|| numbered(&text)).ok_or_else(|| {
        Wrong::new(
            format!("{} is no time of day", shown(cell)),
            "write it as 08:30, 8:30 pm, morning or evening",
        )
    })
}

/// Whether a time is told by its name alone.
pub(in crate::csv) fn is_named(cell: &str) -> bool {
    named(&written(cell)).is_some()
}

fn written(cell: &str) -> String {
    cell.to_lowercase().replace("a.m.", "am").replace("p.m.", "pm").trim().to_owned()
}

fn named(text: &str) -> Option<NaiveTime> {
    let (_, hour) = NAMED.iter().find(|(name, _)| *name == text)?;
    NaiveTime::from_hms_opt(*hour, 0, 0)
}

fn numbered(text: &str) -> Option<NaiveTime> {
    let half = ["am", "pm"].iter().find_map(|half| Some((*half, text.strip_suffix(half)?)));
    let digits = match half {
        Some((_, digits)) => digits,
        None => ["uhr", "hrs", "h"].iter().find_map(|word| text.strip_suffix(word)).unwrap_or(text),
    };
    let (digits, fraction) = match digits.rsplit_once('.') {
        Some((time, fraction)) if time.matches(':').count() == 2 => (time, fraction),
        _ => (digits, "0"),
    };
    let is_number =
        |part: &&str| (1..=2).contains(&part.len()) && part.bytes().all(|byte| byte.is_ascii_digit());
    let parts: Option<Vec<u32>> = digits
        .trim()
        .split([':', '.', 'h'])
        .map(|part| Some(part).filter(|part| is_number(part))?.parse().ok())
        .collect();
    let (hour, minute, second) = match parts?[..] {
        [hour] if half.is_some() || text.ends_with("uhr") => (hour, 0, 0),
        [hour, minute] => (hour, minute, 0),
        [hour, minute, second] => (hour, minute, second),
        _ => return None,
    };
    let hour = match half {
        None => hour,
        Some(_) if !(1..=12).contains(&hour) => return None,
        Some((half, _)) => hour % 12 + if half == "pm" { 12 } else { 0 },
    };
    fraction.bytes().all(|byte| byte.is_ascii_digit()).then_some(())?;
    NaiveTime::from_hms_opt(hour, minute, second)
}
