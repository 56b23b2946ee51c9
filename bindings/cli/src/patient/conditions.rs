//! The closed lists of a person's form as people say them, in the order of asking. The app owns the words on the left.

/// Whose diary it is.
pub const ROLES: &[(&str, &str)] =
    &[("self", "my own"), ("caregiver", "of somebody I look after"), ("teen", "my own, and I am a teenager")];

/// What a rule may ask about. The first says that somebody went through the list.
pub const CONDITIONS: &[(&str, &str)] = &[
    ("none", "none of these"),
    ("hirschsprung", "Hirschsprung disease"),
    ("anorectal_malformation", "an anorectal malformation"),
    ("preterm", "born before 40 weeks"),
    ("anticoagulant", "takes a blood thinner, or two platelet inhibitors"),
    ("bleeding_disorder", "haemophilia, low platelets or another bleeding disorder"),
    (
        "immunosuppressed",
        "a weakened immune system: medicine, chemotherapy within six weeks, a transplant, neutropenia",
    ),
    ("steroids", "takes steroids"),
    ("central_line", "a central venous line"),
    ("inflammatory_bowel_disease", "Crohn's disease or ulcerative colitis"),
    ("previous_enterocolitis", "had enterocolitis before"),
    ("radiotherapy", "radiotherapy of the pelvis, now or before"),
    ("cancer_history", "a cancer of the bowel or pelvis, now or before"),
    ("pregnancy", "pregnant now"),
    ("preexisting_leakage", "leaked stool or gas before the dilation began"),
    ("abnormal_pressure_or_anatomy", "abnormal pressure or complex anatomy, as a clinician found"),
    ("spinal_lesion", "a spinal lesion below T6"),
    ("spinal_lesion_t6_or_above", "a spinal lesion at T6 or above"),
    ("nitrate_or_pde5", "uses nitrate ointment or a PDE5 inhibitor, such as sildenafil"),
    ("latex_allergy", "an allergy to latex"),
    ("failed_conservative_therapy", "treatment without dilation was tried and failed"),
    ("stoma", "a stoma"),
    ("diabetes", "diabetes"),
    ("trisomy_21", "trisomy 21"),
    ("non_verbal", "cannot tell symptoms in words"),
    ("heart_condition", "heart valve disease, arrhythmia or another heart condition"),
];

const ANOPLASTY: &str = "PSARP, anoplasty or another repair of an anorectal malformation";

/// Operations that a rule or a plan may count from.
pub const OPERATIONS: &[(&str, &str)] = &[
    ("psarp", "PSARP"),
    ("anoplasty", "anoplasty or another repair of an anorectal malformation"),
    ("pull_through", "pull-through for Hirschsprung disease"),
    ("haemorrhoidectomy", "operation of haemorrhoids"),
    ("fissure_surgery", "operation of a fissure"),
    ("rectal_anastomosis", "a joining of the rectum"),
    ("ileoanal_pouch", "an ileoanal pouch"),
    ("stoma_formation", "a stoma was made"),
    ("stoma_closure", "a stoma was closed"),
    ("dilation_under_anaesthesia", "dilation under anaesthesia"),
    ("botulinum", "botulinum toxin"),
    ("other_pelvic", "another operation of the pelvis"),
];

/// What an entry of either list says, with its day: `psarp=2026-02-20` as "PSARP, 20 February 2026".
pub fn words_of(text: &str) -> String {
    let (entry, on) = text.split_once('=').map_or((text, None), |(entry, on)| (entry, Some(on)));
    let (name, weeks) = entry.split_once(':').map_or((entry, None), |(name, weeks)| (name, Some(weeks)));
    let known = CONDITIONS.iter().chain(OPERATIONS).find(|(one, _)| *one == name);
    // The vault keeps both words of this operation as one.
    let words = if name == "anoplasty" { ANOPLASTY } else { known.map_or(name, |(_, words)| *words) };
    let weeks = weeks.map(|weeks| format!(", after {weeks} weeks")).unwrap_or_default();
    let on = on.map(|on| format!(", {}", crate::screen::short_date(on))).unwrap_or_default();
    format!("{words}{weeks}{on}")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::clock;
    use gradus_app::view::{Command, PersonDraft};
    use gradus_app::{App, AppError};

    /// What the app says that a field takes: it names all its words when it refuses one.
    fn words_taken(field: &str) -> Vec<String> {
        let now = clock::moment(None);
        let mut app = App::practice(7, &now).expect("a vault in memory");
        let draft = PersonDraft {
            name: "Ada".into(),
            born: "2020-01-03".into(),
            role: "zzz".into(),
            background: vec!["zzz".into()],
            operations: vec!["zzz".into()],
        };
        let Err(AppError::Invalid { problems }) = app.record(Command::AddPerson { draft }, &now) else {
            panic!("must be refused");
        };
        let right = &problems.iter().find(|problem| problem.field == field).expect("told").right;
        let mut words: Vec<_> =
            right.strip_prefix("write ").expect("words").split(", ").map(str::to_owned).collect();
        words.sort();
        words
    }

    #[test]
    fn every_word_that_the_app_takes_is_offered_and_no_other() {
        let sorted = |all: &[(&str, &str)]| {
            let mut names: Vec<String> = all.iter().map(|(name, _)| (*name).to_owned()).collect();
            names.retain(|name| !["none", "preterm"].contains(&name.as_str()));
            names.sort();
            names
        };
        assert_eq!(sorted(CONDITIONS), words_taken("background"));
        assert_eq!(sorted(OPERATIONS), words_taken("operations"));
        assert_eq!(sorted(ROLES), words_taken("role"));
    }

    #[test]
    fn an_entry_is_said_in_words_with_its_day() {
        for (text, said) in [
            ("hirschsprung", "Hirschsprung disease"),
            (
                "anticoagulant=2026-01-20",
                "takes a blood thinner, or two platelet inhibitors, 20 January 2026",
            ),
            ("preterm:30", "born before 40 weeks, after 30 weeks"),
            ("pull_through=2026-02-01", "pull-through for Hirschsprung disease, 1 February 2026"),
            ("anoplasty", ANOPLASTY),
        ] {
            assert_eq!(words_of(text), said);
        }
    }
}
