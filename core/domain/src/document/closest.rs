use strsim::levenshtein;

/// Bytes beyond which a text is no misspelt name.
const LONGEST: usize = 100;

/// The known name that the unknown one most likely meant; `None` when none is near.
///
/// Near is: one begins with the other (`goal` and `goal_mm`), or at most a third of the letters differ.
pub fn closest<'n>(unknown: &str, known: impl Iterator<Item = &'n str>) -> Option<&'n str> {
    if unknown.len() > LONGEST {
        return None;
    }
    let begins = |name: &str| name.len() >= 3 && unknown.len() >= 3 && begins_alike(name, unknown);
    known
        .map(|name| (if begins(name) { 1 } else { levenshtein(unknown, name) }, name))
        .filter(|(steps, name)| *steps <= name.chars().count().max(unknown.chars().count()).div_ceil(3))
        .min()
        .map(|(_, name)| name)
}

fn begins_alike(one: &str, other: &str) -> bool {
    one.starts_with(other) || other.starts_with(one)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_nearest_name_is_found_and_a_far_one_is_not_offered() {
        let known = ["goal_mm", "start_mm", "sizes_mm"];
        for (unknown, meant) in
            [("goal", Some("goal_mm")), ("gaol_mm", Some("goal_mm")), ("sizes_m", Some("sizes_mm"))]
        {
            assert_eq!(closest(unknown, known.into_iter()), meant, "{unknown}");
        }
        assert_eq!(closest("phone", known.into_iter()), None);
        assert_eq!(closest("x", std::iter::empty()), None);
        let long = |bytes: usize| format!("{:a<bytes$}", "goal_mm");
        assert_eq!(closest(&long(LONGEST), known.into_iter()), Some("goal_mm"), "it begins so");
        assert_eq!(closest(&long(LONGEST + 1), known.into_iter()), None);
    }
}
