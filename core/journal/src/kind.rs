use std::fmt;

/// What an entry's body is about. Stored as an unsigned 16-bit number that is never given a second meaning.
///
/// A number that this version does not know is kept as it is: the entry is stored, counted and handed on.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Kind {
    /// 1: a person who is cared for, added or changed.
    Person,
    /// 2: a plan version, as its canonical text.
    Plan,
    /// 3: a session that was held.
    Session,
    /// 4: a planned session that was not held, and why.
    Skip,
    /// 5: answers to the check-in questions.
    CheckIn,
    /// 6: an answer of the triage, with everything it rests on.
    Assessment,
    /// 7: a contact with the clinic.
    Contact,
    /// 8: a visit or procedure at the clinic.
    Visit,
    /// 9: a change of size that was taken.
    Step,
    /// 10: a new body for the entries in `targets`.
    Amendment,
    /// 11: the bodies of the entries in `targets` are removed for ever, where their kind [can be](Kind::is_erasable).
    Erase,
    /// 12: a fact about the vault itself; the person is all zeros.
    Vault,
    /// 13: an older state of the vault, or a restored copy, counts from here on; the person is all zeros.
    NewLife,
    /// 14: where a plan stands from a day on.
    Stage,
    /// 15: something that was measured or seen between check-ins.
    Observation,
    /// 16: a time for which the plan was paused.
    Pause,
    /// 17: a device that the person has, added.
    Device,
    /// 18: something that was done with a device: looked at, cleaned, disinfected, put away for good.
    DeviceCare,
    /// Any other number: written by a newer version.
    Unknown(u16),
}

/// Every kind this version reads, in the order of their numbers.
pub const KNOWN_KINDS: [Kind; 18] = [
    Kind::Person,
    Kind::Plan,
    Kind::Session,
    Kind::Skip,
    Kind::CheckIn,
    Kind::Assessment,
    Kind::Contact,
    Kind::Visit,
    Kind::Step,
    Kind::Amendment,
    Kind::Erase,
    Kind::Vault,
    Kind::NewLife,
    Kind::Stage,
    Kind::Observation,
    Kind::Pause,
    Kind::Device,
    Kind::DeviceCare,
];

impl Kind {
    /// The number that is stored.
    pub const fn code(self) -> u16 {
        match self {
            Self::Person => 1,
            Self::Plan => 2,
            Self::Session => 3,
            Self::Skip => 4,
            Self::CheckIn => 5,
            Self::Assessment => 6,
            Self::Contact => 7,
            Self::Visit => 8,
            Self::Step => 9,
            Self::Amendment => 10,
            Self::Erase => 11,
            Self::Vault => 12,
            Self::NewLife => 13,
            Self::Stage => 14,
            Self::Observation => 15,
            Self::Pause => 16,
            Self::Device => 17,
            Self::DeviceCare => 18,
            Self::Unknown(code) => code,
        }
    }

    /// The kind a stored number stands for. Never fails: see [`Kind::Unknown`].
    pub fn from_code(code: u16) -> Self {
        KNOWN_KINDS.into_iter().find(|kind| kind.code() == code).unwrap_or(Self::Unknown(code))
    }

    /// Whether an erase entry removes the body of entries of this kind. What closes a gate, sets a size or a ceiling, or
    /// says how old the header may be stays for good: its going would lift a block without a word from the clinic, or make a
    /// cracked device whole. Of a
    /// kind that a newer version wrote, that version knows best.
    pub const fn is_erasable(self) -> bool {
        matches!(
            self,
            Self::Session
                | Self::Skip
                | Self::CheckIn
                | Self::Observation
                | Self::Pause
                | Self::Amendment
                | Self::Unknown(_)
        )
    }

    /// Whether an amendment can give entries of this kind another body. What the clinic said, what triage answered, a
    /// plan and a step are not rewritten: the next word stands beside them, and the stricter counts until then.
    pub const fn is_amendable(self) -> bool {
        matches!(
            self,
            Self::Person
                | Self::Session
                | Self::Skip
                | Self::CheckIn
                | Self::Observation
                | Self::Pause
                | Self::Visit
                | Self::Device
                | Self::DeviceCare
        )
    }

    /// The name used inside bodies and in messages; `None` for an unknown kind.
    pub const fn name(self) -> Option<&'static str> {
        Some(match self {
            Self::Person => "person",
            Self::Plan => "plan",
            Self::Session => "session",
            Self::Skip => "skip",
            Self::CheckIn => "check_in",
            Self::Assessment => "assessment",
            Self::Contact => "contact",
            Self::Visit => "visit",
            Self::Step => "step",
            Self::Amendment => "amendment",
            Self::Erase => "erase",
            Self::Vault => "vault",
            Self::NewLife => "new_life",
            Self::Stage => "stage",
            Self::Observation => "observation",
            Self::Pause => "pause",
            Self::Device => "device",
            Self::DeviceCare => "device_care",
            Self::Unknown(_) => return None,
        })
    }

    /// The kind with this name.
    pub fn from_name(name: &str) -> Option<Self> {
        KNOWN_KINDS.into_iter().find(|kind| kind.name() == Some(name))
    }
}

impl fmt::Display for Kind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.name() {
            Some(name) => f.write_str(name),
            None => write!(f, "unknown kind {}", self.code()),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_and_names_are_frozen() {
        let listed: Vec<_> = KNOWN_KINDS.iter().map(|kind| (kind.code(), kind.to_string())).collect();
        let frozen = [
            (1, "person"),
            (2, "plan"),
            (3, "session"),
            (4, "skip"),
            (5, "check_in"),
            (6, "assessment"),
            (7, "contact"),
            (8, "visit"),
            (9, "step"),
            (10, "amendment"),
            (11, "erase"),
            (12, "vault"),
            (13, "new_life"),
            (14, "stage"),
            (15, "observation"),
            (16, "pause"),
            (17, "device"),
            (18, "device_care"),
        ];
        assert_eq!(listed, frozen.map(|(code, name)| (code, name.to_owned())));
    }

    #[test]
    fn what_closes_a_gate_or_sets_a_size_is_neither_erased_nor_rewritten() {
        let names = |keep: fn(Kind) -> bool| {
            KNOWN_KINDS.into_iter().filter(|kind| keep(*kind)).filter_map(Kind::name).collect::<Vec<_>>()
        };
        assert_eq!(
            names(Kind::is_erasable),
            ["session", "skip", "check_in", "amendment", "observation", "pause"]
        );
        assert_eq!(
            names(Kind::is_amendable),
            [
                "person",
                "session",
                "skip",
                "check_in",
                "visit",
                "observation",
                "pause",
                "device",
                "device_care"
            ]
        );
        assert!(Kind::Unknown(300).is_erasable() && !Kind::Unknown(300).is_amendable());
    }

    #[test]
    fn every_number_and_name_reads_back_and_the_rest_is_unknown() {
        for code in 0..=u16::MAX {
            let kind = Kind::from_code(code);
            assert_eq!(kind.code(), code);
            assert_eq!(matches!(kind, Kind::Unknown(_)), !(1..=18).contains(&code));
            assert_eq!(kind.name().and_then(Kind::from_name), kind.name().map(|_| kind));
        }
        assert_eq!(Kind::from_name("Session"), None);
        assert_eq!(Kind::Unknown(300).to_string(), "unknown kind 300");
    }
}
