use gradus_domain::document::closest;

/// The known name that was most likely meant, as ` did you mean ...?` or nothing.
pub(crate) fn did_you_mean<'n>(unknown: &str, known: impl Iterator<Item = &'n str>) -> String {
    closest(unknown, known).map_or(String::new(), |name| format!("did you mean {name}?"))
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
