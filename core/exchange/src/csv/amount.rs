use gradus_domain::{Answer, Decimal, Millimetres, PainScore, SizeError};

use super::cell::{Wrong, is_unknown, shown};
use super::field::Field;

/// Longer than any hold of any protocol: 24 hours.
const LONGEST_HOLD_S: u32 = 86_400;
/// More insertions than any protocol asks for.
const MOST_INSERTIONS: usize = 50;
const PAIN_RIGHT: &str =
    "write a whole number from 0 to 10, ? when it is not known, or nothing when nobody asked";

const NO_PAIN: &[&str] = &[
    "none",
    "no",
    "no pain",
    "zero",
    "nil",
    "nein",
    "kein",
    "keine",
    "keiner",
    "kein schmerz",
    "keine schmerzen",
    "schmerzfrei",
    "null",
];

/// A diameter: also `H12`, `Hegar 12 mm` and `Ø 12`, beside what the domain reads.
pub(super) fn size(cell: &str) -> Result<Millimetres, Wrong> {
    let text = cell.to_lowercase();
    let text = text.trim_matches(|sign: char| "ø⌀∅".contains(sign) || sign.is_whitespace());
    let begins_number = |rest: &&str| rest.trim_start().starts_with(|first: char| first.is_ascii_digit());
    let hegar =
        ["hegar", "heg.", "heg", "h"].iter().find_map(|word| text.strip_prefix(word).filter(begins_number));
    let number = hegar.map(|rest| rest.trim().trim_end_matches("mm").trim_end());
    number.unwrap_or(text).parse().map_err(|error: SizeError| {
        let said = error.to_string();
        match said.split_once("; ") {
            Some((wrong, right)) => Wrong::new(format!("{}: {wrong}", shown(cell)), right),
            None => Wrong::new(shown(cell), said),
        }
    })
}

/// Pain from 0 to 10: `3`, `3/10`, `3 of 10`, `none`. Words without a number do not say how much.
pub(super) fn pain(cell: &str) -> Result<Answer<PainScore>, Wrong> {
    let text = cell.to_lowercase();
    if is_unknown(&text) {
        return Ok(Answer::Unknown);
    }
    if NO_PAIN.contains(&text.as_str()) {
        return Ok(Answer::Known(PainScore::NONE));
    }
    let scale = ["vas", "nrs", "flacc"].iter().find_map(|word| text.strip_prefix(word)).unwrap_or(&text);
    let score = ["/", "out of", "of", "von"].iter().find_map(|of| scale.split_once(of));
    let number = match score {
        Some((number, top)) if top.trim() == "10" => number,
        Some(_) => return Err(Wrong::new(format!("{} is not out of 10", shown(cell)), PAIN_RIGHT)),
        None => scale,
    };
    let number: Decimal = number.trim().replace(',', ".").parse().map_err(|_| {
        Wrong::new(format!("{} does not say how strong, from 0 to 10", shown(cell)), PAIN_RIGHT)
    })?;
    if number.tenths() % 10 != 0 {
        return Err(Wrong::new(format!("{} lies between two scores", shown(cell)), PAIN_RIGHT));
    }
    let score = u8::try_from(number.tenths() / 10).ok().and_then(|score| PainScore::new(score).ok());
    score
        .map(Answer::Known)
        .ok_or_else(|| Wrong::new(format!("{} is outside 0 to 10", shown(cell)), PAIN_RIGHT))
}

/// From here on a bare number of several insertions can only be seconds: no programme holds two of them for twenty minutes.
const SURELY_SECONDS: u32 = 20;
/// From here on a stroke parts insertions; below it, it may mean a part of a minute.
const SURELY_PARTED: u32 = 10;

/// How long each insertion was held, in seconds: `30`, `10 min`, `1 min 30 s`, `10+10`, `30/30`, `3 x 30`. A bare number is
/// in the unit of its column; in a column without one it is refused, but for several insertions that can only be seconds,
/// see [`holds_without_unit`].
pub(super) fn holds(cell: &str, column: Field) -> Result<Vec<u32>, Wrong> {
    let unreadable = || {
        Wrong::new(
            format!("{} says no time that was held", shown(cell)),
            "write seconds or minutes, such as 30 s, 10 min, or 10 min + 10 min for two insertions",
        )
    };
    if is_unknown(cell) {
        return Ok(Vec::new());
    }
    let column = if holds_without_unit(cell, column) { Field::HoldSeconds } else { column };
    let text = insertions(cell);
    let mut holds = Vec::new();
    for part in text.split('+') {
        let (times, length) = part.split_once('x').unwrap_or(("1", part));
        let times: usize = times.trim().parse().map_err(|_| unreadable())?;
        if times == 0 || times > MOST_INSERTIONS - holds.len().min(MOST_INSERTIONS) {
            let wrong = format!("{} says no insertion, or too many", shown(cell));
            return Err(Wrong::new(wrong, format!("write 1 to {MOST_INSERTIONS} insertions")));
        }
        let tenths = tenths_of_seconds(length.trim(), column, cell)?.ok_or_else(unreadable)?;
        let seconds = u32::try_from(tenths / 10).ok().filter(|seconds| *seconds <= LONGEST_HOLD_S);
        let seconds = seconds.filter(|_| tenths % 10 == 0).ok_or_else(|| {
            Wrong::new(
                format!("{} is no hold in whole seconds up to a day", shown(cell)),
                format!("write 0 to {LONGEST_HOLD_S} seconds"),
            )
        })?;
        holds.resize(holds.len() + times, seconds);
    }
    Ok(holds)
}

/// Whether several insertions stand there without a unit anywhere, each so long that seconds alone can be meant.
pub(super) fn holds_without_unit(cell: &str, column: Field) -> bool {
    let text = insertions(cell);
    let (mut least, mut all) = (u32::MAX, 0);
    for part in text.split('+') {
        let (times, length) = part.split_once('x').unwrap_or(("1", part));
        let (Ok(times), Ok(length)) = (times.trim().parse::<u32>(), length.trim().parse::<u32>()) else {
            return false;
        };
        least = least.min(length);
        all += times.min(2);
    }
    column == Field::Hold && all >= 2 && least >= SURELY_SECONDS
}

/// The cell with one sign between insertions.
fn insertions(cell: &str) -> String {
    let text = cell.to_lowercase().replace(',', ".").replace('×', "x");
    let parted = |part: &str| part.trim().parse::<u32>().is_ok_and(|number| number >= SURELY_PARTED);
    if text.contains('/') && text.split('/').all(parted) { text.replace('/', "+") } else { text }
}

/// A length of time in tenths of seconds; `None` when it is not one.
fn tenths_of_seconds(length: &str, column: Field, cell: &str) -> Result<Option<i64>, Wrong> {
    let bare_unit = match column {
        Field::HoldSeconds => Some(1),
        Field::HoldMinutes => Some(60),
        _ => None,
    };
    if let Ok(number) = length.parse::<Decimal>() {
        let unit = bare_unit.ok_or_else(|| {
            Wrong::new(
                format!("{} has no unit, and its column names none", shown(cell)),
                "map the column to hold_s or hold_min, or write 30 s or 10 min",
            )
        })?;
        return Ok(times(number, unit));
    }
    let (mut rest, mut total) = (length, 0_i64);
    while !rest.is_empty() {
        let letter = |letter: char| !letter.is_ascii_digit() && letter != '.';
        let Some(number_ends) = rest.find(letter) else { return Ok(None) };
        let (number, after) = rest.split_at(number_ends);
        let after = after.trim_start();
        let word_ends = after.find(|letter: char| letter.is_ascii_digit()).unwrap_or(after.len());
        let (word, next) = after.split_at(word_ends);
        let unit = unit(word.trim().trim_end_matches('.'));
        let part = number.parse::<Decimal>().ok().zip(unit).and_then(|(number, unit)| times(number, unit));
        let Some(sum) = part.and_then(|part| total.checked_add(part)) else { return Ok(None) };
        (rest, total) = (next, sum);
    }
    Ok((!length.is_empty()).then_some(total))
}

fn times(number: Decimal, unit_s: i64) -> Option<i64> {
    number.tenths().checked_mul(unit_s)
}

/// Seconds in a unit of this name.
fn unit(word: &str) -> Option<i64> {
    match word {
        "s" | "sec" | "secs" | "second" | "seconds" | "sek" | "sekunde" | "sekunden" | "\"" | "″" => {
            Some(1)
        }
        "m" | "min" | "mins" | "minute" | "minutes" | "minuten" | "'" | "′" => Some(60),
        "h" | "hr" | "hrs" | "hour" | "hours" | "std" | "stunde" | "stunden" => Some(3_600),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn diameters_are_read_in_the_ways_diaries_have_them() {
        for (cell, tenths) in [
            ("12", 120),
            ("12,5", 125),
            ("H12", 120),
            ("h 12", 120),
            ("Hegar 12", 120),
            ("HEGAR 12 MM", 120),
            ("Heg. 9.5", 95),
            ("Ø 12 mm", 120),
            ("12mm ø", 120),
        ] {
            assert_eq!(size(cell).map(Millimetres::tenths), Ok(tenths), "{cell}");
        }
        for (cell, part) in [
            ("#12", "\"#12\": a size number differs"),
            ("size 5", "a size number differs"),
            ("24 Fr", "French"),
            ("10-12", "not a diameter"),
            ("10/12", "not a diameter"),
            ("=12", "not a diameter"),
            ("heavy", "not a diameter"),
            ("h", "not a diameter"),
            ("2.9", "no dilator has"),
            ("60,1", "no dilator has"),
            ("1/2 inch", "inches"),
        ] {
            let wrong = size(cell).expect_err(cell);
            assert!(wrong.wrong.contains(part) && wrong.right.starts_with("write "), "{cell}: {wrong:?}");
        }
    }

    #[test]
    fn pain_is_a_score_or_said_unknown_and_never_guessed() {
        let known = |score| PainScore::new(score).map(Answer::Known).map_err(|_| Wrong::new("", ""));
        for (cell, score) in [
            ("0", 0),
            ("3", 3),
            ("10", 10),
            ("3/10", 3),
            ("3 / 10", 3),
            ("3 of 10", 3),
            ("3 out of 10", 3),
            ("3,0", 3),
            ("VAS 3", 3),
            ("None", 0),
            ("3 von 10", 3),
            ("keine", 0),
            ("Kein Schmerz", 0),
            ("schmerzfrei", 0),
        ] {
            assert_eq!(pain(cell), known(score), "{cell}");
        }
        for cell in ["?", "unknown", "Not sure", "weiß nicht", "unbekannt"] {
            assert_eq!(pain(cell), Ok(Answer::Unknown), "{cell}");
        }
        for cell in [
            "11",
            "-1",
            "3.5",
            "2-3",
            "30/100",
            "3/",
            "/10",
            "mild",
            "leicht",
            "kaum",
            "3 von 100",
            "-",
            "n/a",
            "3 bad",
            "3e0",
            "99999999999999999999",
        ] {
            assert_eq!(pain(cell).map_err(|wrong| wrong.right), Err(PAIN_RIGHT.to_owned()), "{cell}");
        }
    }

    #[test]
    fn holds_are_read_in_the_unit_of_cell_or_column() {
        for (cell, column, seconds) in [
            ("30", Field::HoldSeconds, &[30][..]),
            ("10", Field::HoldMinutes, &[600]),
            ("2,5", Field::HoldMinutes, &[150]),
            ("30 s", Field::HoldMinutes, &[30]),
            ("10 min", Field::Hold, &[600]),
            ("10 mins.", Field::Hold, &[600]),
            ("1 min 30 s", Field::Hold, &[90]),
            ("1m30s", Field::Hold, &[90]),
            ("1 h", Field::Hold, &[3_600]),
            ("1 Std.", Field::Hold, &[3_600]),
            ("10 Minuten", Field::Hold, &[600]),
            ("1 Minute 30 Sek.", Field::Hold, &[90]),
            ("2 x 30 Sekunden", Field::Hold, &[30, 30]),
            ("10' 5\"", Field::Hold, &[605]),
            ("10+10", Field::HoldMinutes, &[600, 600]),
            ("3 x 30", Field::HoldSeconds, &[30, 30, 30]),
            ("2×10 s + 5 s", Field::Hold, &[10, 10, 5]),
            ("0", Field::HoldSeconds, &[0]),
            ("86400", Field::HoldSeconds, &[86_400]),
            ("?", Field::Hold, &[]),
            ("30/30", Field::HoldSeconds, &[30, 30]),
            ("10 / 12", Field::HoldMinutes, &[600, 720]),
            ("30+30", Field::Hold, &[30, 30]),
            ("2x30", Field::Hold, &[30, 30]),
            ("30/30", Field::Hold, &[30, 30]),
            ("20+20", Field::Hold, &[20, 20]),
        ] {
            assert_eq!(holds(cell, column).as_deref(), Ok(seconds), "{cell}");
        }
        assert_eq!(holds("50x1", Field::HoldSeconds).map(|holds| holds.len()), Ok(50));
    }

    #[test]
    fn a_hold_that_could_mean_two_things_is_refused() {
        for (cell, column, part) in [
            ("10", Field::Hold, "has no unit"),
            ("30", Field::Hold, "has no unit"),
            ("1x30", Field::Hold, "has no unit"),
            ("19+19", Field::Hold, "has no unit"),
            ("30+10", Field::Hold, "has no unit"),
            ("1/2", Field::HoldMinutes, "says no time"),
            ("1/2 min", Field::Hold, "says no time"),
            ("30/9", Field::HoldSeconds, "says no time"),
            ("1:30", Field::HoldMinutes, "says no time"),
            ("long", Field::HoldSeconds, "says no time"),
            ("10 apples", Field::Hold, "says no time"),
            ("10 +", Field::HoldSeconds, "says no time"),
            ("10 min 5", Field::Hold, "says no time"),
            ("-5", Field::HoldSeconds, "whole seconds"),
            ("0.5", Field::HoldSeconds, "whole seconds"),
            ("86401", Field::HoldSeconds, "whole seconds"),
            ("0.25", Field::HoldMinutes, "says no time"),
            ("51x1", Field::HoldSeconds, "too many"),
            ("50x1+1", Field::HoldSeconds, "too many"),
            ("0x1", Field::HoldSeconds, "no insertion"),
            ("9999999999999 min", Field::Hold, "whole seconds"),
            ("99999999999999999999 min", Field::Hold, "says no time"),
        ] {
            let wrong = holds(cell, column).expect_err(cell).wrong;
            assert!(wrong.contains(part), "{cell}: {wrong}");
        }
    }
}
