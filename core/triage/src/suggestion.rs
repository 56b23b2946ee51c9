/// The known name that was most likely meant, as ` did you mean ...?` or nothing.
pub(crate) fn did_you_mean<'n>(unknown: &str, known: impl Iterator<Item = &'n str>) -> String {
    let near = known
        .map(|name| (distance(unknown, name), name))
        .filter(|(steps, name)| *steps <= name.len().max(unknown.len()).div_ceil(3))
        .min();
    near.map_or(String::new(), |(_, name)| format!("did you mean {name}?"))
}

/// Letters to add, drop or change to get from one word to the other.
fn distance(from: &str, to: &str) -> usize {
    let to: Vec<char> = to.chars().collect();
    let mut row: Vec<usize> = (0..=to.len()).collect();
    for (i, letter) in from.chars().take(64).enumerate() {
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
    fn the_nearest_name_is_offered_and_a_far_one_is_not() {
        let known = ["bleeding", "temperature_c", "vomiting"];
        assert_eq!(did_you_mean("tempreature_c", known.into_iter()), "did you mean temperature_c?");
        assert_eq!(did_you_mean("bleedin", known.into_iter()), "did you mean bleeding?");
        assert_eq!(did_you_mean("zzz", known.into_iter()), "");
    }
}
