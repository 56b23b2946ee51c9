/// A language that this version speaks to a person.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Locale {
    /// English, and whatever is not spoken here.
    #[default]
    En,
    /// Spanish, of every country.
    Es,
}

impl Locale {
    /// Every language, English first.
    pub const ALL: [Self; 2] = [Self::En, Self::Es];

    /// The language of a tag as phones and shells write it, such as `es`, `es-MX` or `es_ES.UTF-8`; capitals do not matter.
    /// English where the language is not spoken here: nobody is left without words because of a tag.
    pub fn of_tag(tag: &str) -> Self {
        let language = tag.trim().split(['-', '_', '.', '@']).next().unwrap_or_default();
        let named = |locale: &Self| locale.tag().eq_ignore_ascii_case(language);
        Self::ALL.into_iter().find(named).unwrap_or_default()
    }

    /// Its tag, such as `en`.
    pub fn tag(self) -> &'static str {
        match self {
            Self::En => "en",
            Self::Es => "es",
        }
    }
}

#[cfg(test)]
mod tests {
    use super::Locale::{self, En, Es};

    #[test]
    fn a_tag_names_its_language_and_every_other_one_is_english() {
        for tag in ["es", "ES", "es-MX", "es-419", "es_ES.UTF-8", "es_AR@euro", " es "] {
            assert_eq!(Locale::of_tag(tag), Es, "{tag}");
        }
        for tag in ["en", "en-GB", "ca", "est", "e", "", "C", "POSIX", "-es", "español"] {
            assert_eq!(Locale::of_tag(tag), En, "{tag}");
        }
        for locale in Locale::ALL {
            assert_eq!(Locale::of_tag(locale.tag()), locale);
        }
        assert_eq!(
            Locale::ALL.map(|locale| locale as usize),
            [0, 1],
            "a table of languages is in this order"
        );
    }
}
