use strsim::{levenshtein, osa_distance};

/// The known name that the unknown one most likely meant, at most a third of its letters apart; `None` when none is near.
pub(super) fn closest<N: AsRef<str>>(unknown: &str, known: impl Iterator<Item = N>) -> Option<N> {
    known
        .map(|name| (levenshtein(&unknown.to_lowercase(), &name.as_ref().to_lowercase()), name))
        .filter(|(steps, name)| {
            *steps <= name.as_ref().chars().count().max(unknown.chars().count()).div_ceil(3)
        })
        .min_by_key(|(steps, _)| *steps)
        .map(|(_, name)| name)
}

/// Whether one word is the other with one slip of the pen: a letter more, less or another, or two that changed places. Digits
/// never slip: a scale to 100 is not one to 10.
pub(super) fn is_slip(one: &str, other: &str) -> bool {
    let digits = |word: &str| word.chars().filter(char::is_ascii_digit).collect::<String>();
    digits(one) == digits(other) && osa_distance(one, other) <= 1
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_nearest_name_is_found_and_a_far_one_is_not_offered() {
        let known = ["size", "pain_peak", "bleeding"];
        for (unknown, meant) in [
            ("Size", Some("size")),
            ("siez", Some("size")),
            ("pain_pek", Some("pain_peak")),
            ("bleedng", Some("bleeding")),
            ("colour", None),
            ("", None),
        ] {
            assert_eq!(closest(unknown, known.into_iter()), meant, "{unknown}");
        }
        for (one, other, slip) in [
            ("blood", "blood", true),
            ("blod", "blood", true),
            ("pian", "pain", true),
            ("pain0100", "pain010", false),
            ("blud", "blood", false),
            ("", "blood", false),
        ] {
            assert_eq!(is_slip(one, other), slip, "{one}");
        }
    }
}
