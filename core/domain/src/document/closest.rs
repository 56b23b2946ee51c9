/// The known name that the unknown one most likely meant; `None` when none is near.
///
/// Near is: one begins with the other (`goal` and `goal_mm`), or at most a third of the letters differ.
pub(super) fn closest<'n>(unknown: &str, known: impl Iterator<Item = &'n str>) -> Option<&'n str> {
    let begins = |name: &str| name.len() >= 3 && unknown.len() >= 3 && begins_alike(name, unknown);
    known
        .map(|name| (if begins(name) { 1 } else { distance(unknown, name) }, name))
        .filter(|(steps, name)| *steps <= name.chars().count().max(unknown.chars().count()).div_ceil(3))
        .min()
        .map(|(_, name)| name)
}

fn begins_alike(one: &str, other: &str) -> bool {
    one.starts_with(other) || other.starts_with(one)
}

/// Letters to add, drop or change to get from one word to the other (Levenshtein).
fn distance(from: &str, to: &str) -> usize {
    let to: Vec<char> = to.chars().collect();
    let mut row: Vec<usize> = (0..=to.len()).collect();
    for (i, letter) in from.chars().enumerate() {
        let mut diagonal = row[0];
        row[0] = i + 1;
        for (j, other) in to.iter().enumerate() {
            let change = diagonal + usize::from(letter != *other);
            diagonal = row[j + 1];
            row[j + 1] = change.min(row[j] + 1).min(diagonal + 1);
        }
    }
    row[to.len()]
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
        assert_eq!((distance("kitten", "sitting"), distance("", "abc"), distance("abc", "abc")), (3, 3, 0));
    }
}
