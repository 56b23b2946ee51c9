//! `name=value` on the command line.

use std::str::FromStr;

use gradus_app::view::Fill;

/// A name and what is given to it, from `--set field=value` or `--map column=field`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Assignment {
    /// Left of the first `=`.
    pub name: String,
    /// Right of it, as written; may hold further `=`.
    pub value: String,
}

impl FromStr for Assignment {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        let Some((name, value)) = text.split_once('=') else {
            return Err("there is no '='; write NAME=VALUE, such as ladder.start_mm=9".into());
        };
        let name = name.trim();
        if name.is_empty() {
            return Err("there is no name before '='; write NAME=VALUE, such as ladder.start_mm=9".into());
        }
        let value = value.trim();
        if value.is_empty() {
            return Err(format!("there is no value for {name}; write {name}=VALUE"));
        }
        Ok(Self { name: name.to_owned(), value: value.to_owned() })
    }
}

impl From<&Assignment> for Fill {
    fn from(given: &Assignment) -> Self {
        Self { field: given.name.clone(), value: given.value.clone() }
    }
}

/// The name that is given twice, if one is: which of two values is meant cannot be known.
pub fn given_twice(all: &[Assignment]) -> Option<&str> {
    let mut names: Vec<&str> = all.iter().map(|given| given.name.as_str()).collect();
    names.sort_unstable();
    names.windows(2).find(|pair| pair[0] == pair[1]).map(|pair| pair[0])
}

/// Whole seconds, such as `30`.
pub fn whole_seconds(text: &str) -> Result<u32, String> {
    text.trim()
        .parse()
        .map_err(|_| "it is not a number of seconds; write whole seconds, such as 30 or 30,30".into())
}

/// The number of a file descriptor that the shell opened.
pub fn descriptor(text: &str) -> Result<u32, String> {
    text.parse().map_err(|_| {
        "it is not the number of a file descriptor; write 3, with 3< FILE behind the command".into()
    })
}

/// A size in millimetres with at most one decimal, as tenths: `11.5` and `11.5 mm` are 115.
pub fn tenths_of_mm(text: &str) -> Result<u16, String> {
    let wrong =
        || format!("{text:?} is not a size; write millimetres with at most one decimal, such as 11 or 11.5");
    let digits = text.trim().trim_end_matches("mm").trim_end();
    let (whole, tenth) = digits.split_once('.').unwrap_or((digits, "0"));
    let plain = |part: &str| !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_digit());
    if !plain(whole) || !plain(tenth) || tenth.len() > 1 {
        return Err(wrong());
    }
    let (whole, tenth): (u16, u16) =
        (whole.parse().map_err(|_| wrong())?, tenth.parse().map_err(|_| wrong())?);
    whole.checked_mul(10).and_then(|tenths| tenths.checked_add(tenth)).ok_or_else(wrong)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_first_equals_sign_divides() {
        let given: Assignment = "contacts[0].note = a=b ".parse().expect("a name and a value");
        assert_eq!((given.name.as_str(), given.value.as_str()), ("contacts[0].note", "a=b"));
        assert_eq!(Fill::from(&given), Fill { field: "contacts[0].note".into(), value: "a=b".into() });
    }

    #[test]
    fn what_is_no_assignment_is_told_what_would_be() {
        for (text, said) in [
            ("start", "there is no '='; write NAME=VALUE, such as ladder.start_mm=9"),
            ("", "there is no '='; write NAME=VALUE, such as ladder.start_mm=9"),
            ("=9", "there is no name before '='; write NAME=VALUE, such as ladder.start_mm=9"),
            ("  =9", "there is no name before '='; write NAME=VALUE, such as ladder.start_mm=9"),
            ("start=", "there is no value for start; write start=VALUE"),
            ("start=  ", "there is no value for start; write start=VALUE"),
        ] {
            assert_eq!(text.parse::<Assignment>(), Err(said.to_owned()), "{text:?}");
        }
    }

    #[test]
    fn a_name_given_twice_is_found_wherever_it_stands() {
        let all = |texts: &[&str]| -> Vec<Assignment> {
            texts.iter().map(|text| text.parse().expect("an assignment")).collect()
        };
        assert_eq!(given_twice(&all(&["a=1", "b=2", "a=3"])), Some("a"));
        assert_eq!(given_twice(&all(&["a=1", "A=2"])), None);
        assert_eq!(given_twice(&[]), None);
    }

    #[test]
    fn sizes_are_read_exactly_to_a_tenth() {
        for (text, tenths) in
            [("11", 110), ("11.5", 115), ("11.5 mm", 115), ("12mm", 120), ("0.1", 1), ("6553.5", 65535)]
        {
            assert_eq!(tenths_of_mm(text), Ok(tenths), "{text}");
        }
        for wrong in ["", "mm", "11.55", "-1", "11,5", "NaN", "1e1", "6553.6", "99999", ".5", "11."] {
            assert!(tenths_of_mm(wrong).expect_err(wrong).contains("such as 11 or 11.5"), "{wrong}");
        }
    }
}
