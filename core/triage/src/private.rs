use crate::pack::Pack;

/// Whether a fact, or the advice of a rule, is about something that never leaves the device and stands in no title: abuse,
/// harm to oneself. Told by a part of its name, so that facts of a later vocabulary are held back as well.
pub fn is_private(name: &str) -> bool {
    let name = name.to_ascii_lowercase();
    let part = |part: &str| {
        ["abuse", "abused", "suicide", "suicidal", "assault", "violence", "selfharm"].contains(&part)
    };
    name.contains("self_harm") || name.split(['.', '_']).any(part)
}

impl Pack {
    /// Whether a rule of this pack reads a private fact or advises on one: then even its name tells.
    pub fn is_private_rule(&self, rule: &str) -> bool {
        let Some(known) = self.explain(rule) else { return false };
        is_private(&known.rule.advice) || known.facts.into_iter().any(is_private)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn abuse_and_harm_to_oneself_are_private_and_injuries_are_not() {
        for name in ["abuse", "abuse.ongoing", "self_harm", "self_harm_plan", "suicidal_intent", "Assault"] {
            assert!(is_private(name), "{name}");
        }
        for name in ["anal_injury", "bleeding", "fit", "worry", "temperature_c", "self_care"] {
            assert!(!is_private(name), "{name}");
        }
    }
}
