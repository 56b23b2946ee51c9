//! How long a passcode lasts against somebody who has a copy of the vault and tries one after the other.

/// Tries in a second by one strong computer. The stretching takes a tenth of a second and 46 MiB for each, so that a
/// thousand a second is more than a desktop can do and less than a rack.
const TRIES_PER_SECOND: f64 = 1000.0;

/// Passcodes that last longer than this are not warned about.
const LONG_ENOUGH_YEARS: f64 = 100.0;

const YEAR_S: f64 = 365.25 * 86_400.0;

/// What to say about a passcode that can be tried out: the arithmetic, and what would be better. `None` for one that
/// lasts. It names counts and never the passcode.
pub fn warning(passcode: &[u8]) -> Option<String> {
    let (alphabet, signs) = alphabet(passcode);
    let length = passcode.iter().filter(|byte| (**byte & 0xc0) != 0x80).count();
    let all = f64::from(alphabet).powi(i32::try_from(length).unwrap_or(i32::MAX));
    let seconds = all / TRIES_PER_SECOND;
    (seconds < LONG_ENOUGH_YEARS * YEAR_S).then(|| {
        format!(
            "This passcode can be guessed. {length} {signs} make at most {} passcodes. Whoever copies the vault can try a \
             thousand a second, and all of them in {}; a name, a date or a word falls sooner. Five words that you choose \
             at random would last.",
            count(all),
            time(seconds)
        )
    })
}

/// Signs that may stand at each place, at most, and what they are called.
fn alphabet(passcode: &[u8]) -> (u32, &'static str) {
    let has = |kind: fn(&u8) -> bool| passcode.iter().any(kind);
    let lower = has(u8::is_ascii_lowercase);
    let upper = has(u8::is_ascii_uppercase);
    let digit = has(u8::is_ascii_digit);
    let other = has(|byte| !byte.is_ascii_alphanumeric());
    let size = [(lower, 26), (upper, 26), (digit, 10), (other, 33)];
    let size = size.iter().filter(|(there, _)| *there).map(|(_, size)| size).sum();
    let signs = match (lower || upper, digit, other) {
        (false, true, false) => "digits",
        (true, false, false) => "letters",
        (true, true, false) => "letters and digits",
        _ => "signs",
    };
    (size, signs)
}

fn count(all: f64) -> String {
    let steps = [(1e9, "thousand million"), (1e6, "million"), (1e3, "thousand")];
    let step = steps.iter().find(|(size, _)| all >= *size);
    step.map_or_else(|| format!("{all:.0}"), |(size, word)| format!("{:.0} {word}", all / size))
}

fn time(seconds: f64) -> String {
    let units = [(YEAR_S, "year"), (86_400.0, "day"), (3600.0, "hour"), (60.0, "minute"), (1.0, "second")];
    let Some((size, word)) = units.iter().find(|(size, _)| seconds >= *size) else {
        return "less than a second".into();
    };
    match (seconds / size).floor() {
        1.0 => format!("a little over one {word}"),
        many => format!("{many:.0} {word}s"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_short_passcode_is_warned_about_with_its_arithmetic() {
        for (passcode, said) in [
            ("1", "1 digits make at most 10 passcodes"),
            ("1234", "4 digits make at most 10 thousand passcodes"),
            ("1234", "all of them in 10 seconds"),
            ("123456", "all of them in 16 minutes"),
            ("abcdef", "6 letters make at most 309 million passcodes"),
            ("abcdef", "all of them in 3 days"),
            ("Abc123", "letters and digits"),
            ("a-b", "3 signs"),
        ] {
            let warning = warning(passcode.as_bytes()).unwrap_or_else(|| panic!("{passcode} lasts"));
            assert!(warning.contains(said), "{passcode}: {warning}");
        }
    }

    #[test]
    fn the_line_between_short_and_long_is_a_hundred_years() {
        // 26^8 tries at a thousand a second are 6.6 years, 26^9 are 172.
        assert!(warning(b"abcdefgh").is_some());
        assert!(warning(b"abcdefghi").is_none());
        // 10^12 are 32 years, 10^13 are 317.
        assert!(warning(b"123456789012").is_some());
        assert!(warning(b"1234567890123").is_none());
        assert!(warning(b"a walk along the river").is_none());
    }

    #[test]
    fn a_letter_of_several_bytes_counts_once() {
        assert!(warning("ääää".as_bytes()).is_some_and(|text| text.contains("4 signs")));
    }

    #[test]
    fn a_warning_never_holds_the_passcode() {
        assert!(!warning(b"zqzqz").expect("short").contains("zqzqz"));
    }
}
