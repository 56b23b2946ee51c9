use crate::answer::Answer;
use crate::entry::EntryId;
use crate::occurrence::OccurrenceId;
use crate::pain::PainScore;
use crate::plan::Lubricant;
use crate::size::Millimetres;

/// One session as it was done, or tried.
#[derive(Clone, PartialEq, Eq)]
pub struct Session {
    /// The occurrence it answers; `None` for a session that the plan did not ask for at that time.
    pub occurrence: Option<OccurrenceId>,
    /// The size that was meant: the last and largest.
    pub size: Millimetres,
    /// Smaller sizes passed first, in their order; of those that the plan asks to hold, as long as it
    /// asks. Where the session was broken off, whatever was in.
    pub warm_up: Vec<Millimetres>,
    /// Seconds each insertion of `size` was held, one element for each insertion.
    pub holds_s: Vec<u32>,
    /// How the size went in.
    pub ease: Ease,
    /// Pain before, at its peak, and after.
    pub pain: SessionPain,
    /// Blood, as patients say it. `None` means not asked, as in a diary without such a column; neither that nor
    /// [`Answer::Unknown`] ("could not see") is ever the same as no blood.
    pub bleeding: Option<Answer<Bleeding>>,
    /// Minutes until bleeding had stopped; `None` when there was none or nobody timed it.
    pub bleeding_stopped_after_min: Option<Answer<u16>>,
    /// What it was lubricated with; `None` when not said.
    pub lubricant: Option<LubricantUsed>,
    /// What was taken or applied beforehand that can hide pain or cloud judgement.
    pub adjuncts: Vec<AdjunctUse>,
    /// Why it ended before its end; `None` when it was finished.
    pub stopped: Option<StopReason>,
    /// Free words. No rule reads them.
    pub note: Option<String>,
    /// The device used; `None` when not said.
    pub device: Option<DeviceUsed>,
    /// Whether the device was cleaned; `None` when not said.
    pub cleaned: Option<bool>,
    /// What a diary from elsewhere did not tell, so that something was taken for it, or who told it; empty for what was
    /// written down in an open diary.
    pub untold: Vec<Untold>,
    /// It was held step by step with the app, and not told of afterwards; `false` where nobody knows.
    pub guided: bool,
}

/// A device as a session names it.
#[derive(Clone, PartialEq, Eq)]
pub enum DeviceUsed {
    /// By words of its own.
    Named(String),
    /// One of the list: the journal entry that brought it.
    Listed(EntryId),
}

/// Something that nobody who had opened this diary told of a session, and that stands there all the same.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Untold {
    /// How the size went in: [`Ease::Firm`], or [`Ease::NotPassed`] where it ended because it would not pass.
    Ease,
    /// The time of day: noon, or the full hour of a part of the day such as the evening.
    Time,
    /// All or some of it was told while the diary was locked, by whoever held the phone. It earns no step.
    WhileLocked,
}

/// Pain around one session. `None` means not asked.
#[derive(Clone, Copy, PartialEq, Eq, Default)]
pub struct SessionPain {
    /// Just before.
    pub before: Option<Answer<PainScore>>,
    /// The worst during it.
    pub peak: Option<Answer<PainScore>>,
    /// Some minutes after.
    pub after: Option<Answer<PainScore>>,
    /// Minutes until pain was as before the session.
    pub minutes_to_baseline: Option<Answer<u32>>,
}

/// How the size went in. The greater value is the worse one.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Ease {
    /// Without resistance.
    Easy,
    /// With resistance that yielded.
    Firm,
    /// It would have needed force, so it was not done.
    ForcedNotDone,
    /// It did not pass.
    NotPassed,
}

impl Ease {
    /// Whether the size was in place.
    pub fn passed(self) -> bool {
        self <= Self::Firm
    }
}

/// Blood in the words that patients and sources use (C2.1). The greater value is the worse one.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Bleeding {
    /// None seen.
    None,
    /// A streak on the device or the paper.
    Streak,
    /// The water is pink. Pink is not red.
    PinkTint,
    /// It drips.
    Drip,
    /// The bowl is red.
    RedBowl,
    /// Clots.
    Clots,
    /// It does not stop.
    NonStop,
}

/// Kinds of lubricant that devices and rules tell apart (C3).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum LubricantUsed {
    /// Water-based: the default.
    Water,
    /// Silicone-based: spoils silicone devices.
    Silicone,
    /// Oil or petrolatum: makes latex fail.
    Oil,
    /// None at all.
    None,
    /// Saliva, soap, lotion and the like: irritant.
    Unsuitable,
}

/// Something taken or applied before the session that can hide pain or cloud judgement.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct AdjunctUse {
    /// Which.
    pub kind: Adjunct,
    /// Whether a clinician ordered it for this purpose.
    pub prescribed: bool,
}

/// Substances that change what a pain score means (C2.5).
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Adjunct {
    /// Numbing gel or ointment on the spot.
    NumbingGel,
    /// An opioid.
    Opioid,
    /// A benzodiazepine, cannabis or another sedative.
    Sedative,
    /// Alcohol.
    Alcohol,
    /// An inhaled nitrite ("poppers").
    Nitrite,
    /// Paracetamol, ibuprofen and the like. Eases pain and can hide a fever.
    SimplePainkiller,
    /// Nitrate or calcium-channel ointment.
    RelaxingOintment,
}

impl Adjunct {
    /// Whether a pain score after it is missing data and not a low score (C0.4).
    pub fn hides_pain(self) -> bool {
        matches!(self, Self::NumbingGel | Self::Opioid | Self::Sedative | Self::Alcohol | Self::Nitrite)
    }
}

/// Why a session ended before its end.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum StopReason {
    /// Sharp or growing pain.
    Pain,
    /// Blood was seen.
    Bleeding,
    /// The size would not pass.
    WouldNotPass,
    /// The device could not be taken out at once.
    Stuck,
    /// Faint, limp, or a change of colour.
    Faint,
    /// A child said stop, or resisted.
    ChildSaidStop,
    /// Interrupted from outside.
    Interrupted,
    /// Another reason.
    Other,
}

/// A session that the plan asked for and that was knowingly not held.
#[derive(Clone, PartialEq, Eq)]
pub struct Skip {
    /// The occurrence it answers.
    pub occurrence: Option<OccurrenceId>,
    /// Why.
    pub reason: SkipReason,
    /// Free words. No rule reads them.
    pub note: Option<String>,
}

/// Why a session was not held.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum SkipReason {
    /// No private time or place.
    NoPrivateTime,
    /// Ill.
    Illness,
    /// Travelling.
    Travel,
    /// The child refuses.
    ChildRefuses,
    /// Forgotten.
    Forgot,
    /// The clinic said not to. Does not count against the person.
    ClinicSaid,
    /// Another reason.
    Other,
}

impl Session {
    /// One that is thought of: as the plan asks for it, with nothing told beside.
    pub(crate) fn as_planned(occurrence: OccurrenceId, size: Millimetres) -> Self {
        Self {
            occurrence: Some(occurrence),
            size,
            warm_up: Vec::new(),
            holds_s: Vec::new(),
            ease: Ease::Easy,
            pain: SessionPain::default(),
            bleeding: None,
            bleeding_stopped_after_min: None,
            lubricant: None,
            adjuncts: Vec::new(),
            stopped: None,
            note: None,
            device: None,
            cleaned: None,
            untold: Vec::new(),
            guided: false,
        }
    }

    /// Whether it was held: the size was in place. One that was stopped before a single hold was only tried, unless blood
    /// was what stopped it: to take the device out at a streak is part of holding a session. Where a guided one knows that
    /// the size never went in, blood held nothing.
    pub fn is_held(&self) -> bool {
        let began = self.holds_s.iter().any(|seconds| *seconds > 0);
        let counts_as_begun = match self.stopped {
            None => true,
            Some(StopReason::Bleeding) => !(self.guided && self.holds_s.is_empty()),
            Some(_) => false,
        };
        self.ease.passed() && (began || counts_as_begun)
    }

    /// Whether it was held, and fills the place that the plan has for it: what was broken off for a reason that says nothing
    /// of the dilation may be held once more.
    pub fn fills_a_place(&self) -> bool {
        self.is_held() && !matches!(self.stopped, Some(StopReason::Interrupted | StopReason::Other))
    }

    /// Whether blood was looked for and none was seen.
    pub fn is_bloodless(&self) -> bool {
        self.bleeding == Some(Answer::Known(Bleeding::None))
    }

    /// The blood that was seen; `None` when none was, or nobody can say.
    pub fn blood_seen(&self) -> Option<Bleeding> {
        match self.bleeding {
            Some(Answer::Known(amount)) if amount > Bleeding::None => Some(amount),
            _ => None,
        }
    }

    /// Whether pain was hidden by something taken or applied beforehand, prescribed or not.
    pub fn is_numbed(&self) -> bool {
        self.adjuncts.iter().any(|adjunct| adjunct.kind.hides_pain())
    }

    /// The peak of pain as it was told, hidden or not: a lower bound when something hid it.
    pub fn told_peak(&self) -> Option<PainScore> {
        match self.pain.peak {
            Some(Answer::Known(peak)) => Some(peak),
            _ => None,
        }
    }

    /// The peak of pain as far as it can be believed: `None` when it was not asked, not known, or hidden.
    pub fn believable_peak(&self) -> Option<PainScore> {
        self.told_peak().filter(|_| !self.is_numbed())
    }
}

/// The seconds from which a hold counts where the plan gives one number and no least time: nine tenths of it, because nobody
/// holds to the second. Basis: proposal.
pub(crate) fn counts_from_s(asked_s: u32) -> u32 {
    asked_s - asked_s / 10
}

impl From<Lubricant> for LubricantUsed {
    /// What the plan asks for, used.
    fn from(lubricant: Lubricant) -> Self {
        match lubricant {
            Lubricant::Water => Self::Water,
            Lubricant::Silicone => Self::Silicone,
            Lubricant::Oil => Self::Oil,
        }
    }
}

crate::unprinted!(Session, SessionPain, Skip, DeviceUsed);

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_for_blood_and_ease_are_ordered_from_harmless_to_worst() {
        use Bleeding::*;
        let words = [None, Streak, PinkTint, Drip, RedBowl, Clots, NonStop];
        assert!(words.windows(2).all(|pair| pair[0] < pair[1]));
        assert!(Ease::Easy.passed() && Ease::Firm.passed());
        assert!(!Ease::ForcedNotDone.passed() && !Ease::NotPassed.passed());
    }

    #[test]
    fn a_session_is_held_where_the_size_was_in_place_and_blood_or_a_hold_came_before_the_stop() {
        let held = |ease, holds: &[u32], stopped| {
            Session { ease, holds_s: holds.to_vec(), stopped, ..crate::sample::session(12) }.is_held()
        };
        for (ease, holds, stopped, is_held) in [
            (Ease::Easy, [].as_slice(), Option::None, true),
            (Ease::Firm, &[30], Option::None, true),
            (Ease::NotPassed, &[30], Option::None, false),
            (Ease::Easy, &[], Some(StopReason::Pain), false),
            (Ease::Easy, &[0], Some(StopReason::Pain), false),
            (Ease::Easy, &[0, 1], Some(StopReason::Pain), true),
            (Ease::Easy, &[], Some(StopReason::Bleeding), true),
        ] {
            assert_eq!(held(ease, holds, stopped), is_held, "{ease:?} {holds:?} {stopped:?}");
        }
    }

    #[test]
    fn what_the_plan_lubricates_with_is_what_was_used() {
        let used = Lubricant::WORDS.map(|(_, lubricant)| LubricantUsed::from(lubricant));
        assert_eq!(used, [LubricantUsed::Water, LubricantUsed::Silicone, LubricantUsed::Oil]);
    }

    #[test]
    fn a_simple_painkiller_does_not_make_pain_unknown_but_a_numbing_gel_does_even_if_prescribed() {
        let hides = |kind: Adjunct| kind.hides_pain();
        assert!(hides(Adjunct::NumbingGel) && hides(Adjunct::Nitrite) && hides(Adjunct::Alcohol));
        assert!(!hides(Adjunct::SimplePainkiller) && !hides(Adjunct::RelaxingOintment));
    }
}
