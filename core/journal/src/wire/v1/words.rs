//! The words that version 1 writes for closed choices. A word is never given a second meaning and never removed.

use gradus_domain::device::{Disinfection, Question, RetireReason, Shape};
use gradus_domain::plan::Material;
use gradus_domain::{
    Adjunct, Basis, Bleeding, Certainty, Ease, LubricantUsed, Outlet, Role, SkipReason, StoolColour,
    StopReason, SurgeryKind, TemperatureMethod, Untold, VisitKind,
};
use serde::{Deserialize, Serialize};

/// Declares a wire word for each value of a domain choice, and the way there and back.
macro_rules! words {
    ($wire:ident = $domain:ident { $($variant:ident $word:literal),+ $(,)? }) => {
        #[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
        pub(crate) enum $wire {
            $(#[serde(rename = $word)] $variant),+
        }

        impl From<$domain> for $wire {
            fn from(value: $domain) -> Self {
                match value { $($domain::$variant => Self::$variant),+ }
            }
        }

        impl From<$wire> for $domain {
            fn from(word: $wire) -> Self {
                match word { $($wire::$variant => Self::$variant),+ }
            }
        }

        #[cfg(test)]
        impl $wire {
            pub(crate) const WORDS: &[(&str, $domain)] = &[$(($word, $domain::$variant)),+];
        }
    };
}

pub(crate) use words;

words!(RoleWord = Role { Self_ "self", Caregiver "caregiver", Teen "teen" });

words!(SurgeryWord = SurgeryKind {
    Anoplasty "anoplasty", PullThrough "pull_through", Haemorrhoidectomy "haemorrhoidectomy",
    FissureSurgery "fissure_surgery", RectalAnastomosis "rectal_anastomosis", IleoanalPouch "ileoanal_pouch",
    StomaFormation "stoma_formation", StomaClosure "stoma_closure",
    DilationUnderAnaesthesia "dilation_under_anaesthesia", Botulinum "botulinum", OtherPelvic "other_pelvic",
});

words!(EaseWord = Ease {
    Easy "easy", Firm "firm", ForcedNotDone "forced_not_done", NotPassed "not_passed",
});

words!(UntoldWord = Untold { Ease "ease", Time "time", WhileLocked "while_locked" });

words!(BleedingWord = Bleeding {
    None "none", Streak "streak", PinkTint "pink_tint", Drip "drip", RedBowl "red_bowl", Clots "clots",
    NonStop "non_stop",
});

words!(LubricantWord = LubricantUsed {
    Water "water", Silicone "silicone", Oil "oil", None "none", Unsuitable "unsuitable",
});

words!(AdjunctWord = Adjunct {
    NumbingGel "numbing_gel", Opioid "opioid", Sedative "sedative", Alcohol "alcohol", Nitrite "nitrite",
    SimplePainkiller "simple_painkiller", RelaxingOintment "relaxing_ointment",
});

words!(StopWord = StopReason {
    Pain "pain", Bleeding "bleeding", WouldNotPass "would_not_pass", Stuck "stuck", Faint "faint",
    ChildSaidStop "child_said_stop", Interrupted "interrupted", Other "other",
});

words!(SkipWord = SkipReason {
    NoPrivateTime "no_private_time", Illness "illness", Travel "travel", ChildRefuses "child_refuses",
    Forgot "forgot", ClinicSaid "clinic_said", Other "other",
});

words!(VisitWord = VisitKind {
    Examination "examination", Calibration "calibration", Balloon "balloon",
    ControlledDilation "controlled_dilation", Botulinum "botulinum", UnderAnaesthesia "under_anaesthesia",
    Operation "operation",
});

words!(MethodWord = TemperatureMethod {
    Axillary "axillary", Tympanic "tympanic", Forehead "forehead", Oral "oral", Rectal "rectal",
    NotSaid "not_said",
});

words!(ColourWord = StoolColour {
    Usual "usual", DarkWithIronOrFood "dark_with_iron_or_food", BlackOrMaroon "black_or_maroon",
});

words!(OutletWord = Outlet { Bottom "bottom", Stoma "stoma" });

words!(ShapeWord = Shape {
    HegarDouble "hegar_double", HegarSingle "hegar_single", SetPiece "set_piece", Cryothermal "cryothermal",
    Other "other",
});

words!(MaterialWord = Material {
    Silicone "silicone", Metal "metal", Glass "glass", Plastic "plastic", LatexCovered "latex_covered",
});

words!(QuestionWord = Question {
    NoCrack "no_crack", NotTacky "not_tacky", Straight "straight", Base "base", DepthMark "depth_mark", Own "own",
    Clean "clean", Temperature "temperature", NoLatex "no_latex",
});

words!(DisinfectionWord = Disinfection { Boiled "boiled", Bleach "bleach", MakersWay "makers_way" });

words!(RetireWord = RetireReason {
    Replaced "replaced", Broken "broken", Lost "lost", Other "other",
});

words!(CertaintyWord = Certainty { Doubt "doubt", Yes "yes" });

words!(BasisWord = Basis { Sourced "sourced", General "general", Proposal "proposal" });

#[cfg(test)]
mod tests {
    use super::*;

    macro_rules! assert_words {
        ($($wire:ident),+) => {$(
            for (word, value) in $wire::WORDS {
                let json = serde_json::to_string(&$wire::from(*value)).expect("a word");
                assert_eq!(json, format!("\"{word}\""));
                let read: $wire = serde_json::from_str(&json).expect("a known word");
                assert_eq!(read_back(read, *value), *value);
            }
            assert!(serde_json::from_str::<$wire>("\"no such word\"").is_err());
        )+};
    }

    fn read_back<W, D: From<W>>(word: W, _like: D) -> D {
        D::from(word)
    }

    #[test]
    fn every_word_reads_back_and_no_other_is_read() {
        assert_words!(
            RoleWord,
            UntoldWord,
            SurgeryWord,
            EaseWord,
            BleedingWord,
            LubricantWord,
            AdjunctWord,
            StopWord,
            SkipWord,
            VisitWord,
            MethodWord,
            ColourWord,
            OutletWord,
            CertaintyWord,
            ShapeWord,
            MaterialWord,
            QuestionWord,
            DisinfectionWord,
            RetireWord,
            BasisWord
        );
    }
}
