use std::fmt;

use serde::Serialize;

use super::{Correction, DeviceCare, DeviceDraft, FactAnswer, Fill, Observed, PersonDraft, TriageView};

/// A session as it is entered. Everything is raw; `record` parses it and names the field that is wrong.
#[derive(Clone, PartialEq, Eq, Default, Serialize)]
pub struct SessionDraft {
    /// When it was held (RFC 3339); `None` means now.
    pub at: Option<String>,
    /// Occurrence it belongs to; `None` finds the open slot nearest to it, or logs it as unplanned.
    pub occurrence: Option<String>,
    /// Size used, such as `12` or `12.5 mm` or `Hegar 12`.
    pub size: String,
    /// Seconds each insertion was held.
    pub holds_s: Vec<u32>,
    /// `easy`, `firm`, `forced_not_done` or `not_passed`.
    pub ease: String,
    /// Pain before, 0 to 10, or `unknown`.
    pub pain_before: Option<String>,
    /// Worst pain during, 0 to 10, or `unknown`.
    pub pain_peak: Option<String>,
    /// Pain after, 0 to 10, or `unknown`.
    pub pain_after: Option<String>,
    /// Minutes until pain was as before, or `unknown`.
    pub pain_minutes: Option<String>,
    /// `none`, `streak`, `pink_tint`, `drip`, `red_bowl`, `clots`, `non_stop` or `unknown`; `None` means not asked.
    pub bleeding: Option<String>,
    /// Minutes until bleeding had stopped, or `unknown`.
    pub bleeding_minutes: Option<String>,
    /// Smaller sizes passed first, in their order.
    pub warm_up: Vec<String>,
    /// `water`, `silicone`, `oil`, `none` or `unsuitable`.
    pub lubricant: Option<String>,
    /// What was taken or applied beforehand: `numbing_gel`, `opioid`, `sedative`, `alcohol`, `nitrite`, `painkiller` or
    /// `ointment`, each followed by `:prescribed` where a clinician ordered it.
    pub adjuncts: Vec<String>,
    /// Why it ended early: `pain`, `bleeding`, `would_not_pass`, `stuck`, `faint`, `child_said_stop`, `interrupted` or
    /// `other`; `None` when it ran its course.
    pub stop_reason: Option<String>,
    /// The device: the name or id of one in the list, or words for another one.
    pub device: Option<String>,
    /// Whether the device was cleaned.
    pub cleaned: Option<bool>,
    /// Words for the diary. Nobody but the reader of the diary and of the report sees them.
    pub note: Option<String>,
}

/// A talk with the clinic as it is entered.
#[derive(Clone, PartialEq, Eq, Default)]
pub struct ContactDraft {
    /// When it was (RFC 3339); `None` means now. It lifts nothing that came after it.
    pub at: Option<String>,
    /// Who was reached.
    pub who: String,
    /// What was said.
    pub said: String,
    /// `resume`, `resume_at:SIZE`, `stay_same`, `step_down`, `stop` or `nothing_to_do`. The first four lift what the talk
    /// was about; the others lift nothing.
    pub outcome: String,
    /// Which answers of the triage it was about: ids from `gate.assessments`, or `all` for every one that stood then.
    /// Must name at least one while something is stopped and the talk is to lift it.
    pub about: Vec<String>,
    /// The day of the next visit (`YYYY-MM-DD`), within a year after the talk; `None` where none was agreed. Until that day is
    /// over nobody is asked for the visit, if it is at most 28 days after the clinic was to see the person.
    pub next_visit: Option<String>,
}

/// A visit to the clinic as it is entered.
#[derive(Clone, PartialEq, Eq, Default, Serialize)]
pub struct VisitDraft {
    /// When (RFC 3339); `None` means now.
    pub at: Option<String>,
    /// `examination`, `calibration`, `balloon`, `controlled_dilation`, `botulinum`, `under_anaesthesia` or `operation`.
    pub kind: String,
    /// Who did it.
    pub who: String,
    /// The largest size that passed at calibration.
    pub calibrated: Option<String>,
    /// The size that the clinician set for home from now on; `None` leaves it as it is.
    pub size_set: Option<String>,
    /// What was advised.
    pub advice: Option<String>,
}

/// Everything that can be written down. One verb records them all.
#[derive(Clone, PartialEq, Eq)]
pub enum Command {
    /// A new person in this vault.
    AddPerson {
        /// Who.
        draft: PersonDraft,
    },
    /// A person's name, birth date or background as it is now, in place of what was entered before.
    ChangePerson {
        /// Id of the person.
        person: String,
        /// Everything about them, not only what changed: `person_details` with the changes made.
        draft: PersonDraft,
    },
    /// A plan version that holds from its effective date.
    AdoptPlan {
        /// Id of the person.
        person: String,
        /// The plan's text.
        text: String,
        /// Values for what a form leaves blank.
        fills: Vec<Fill>,
    },
    /// A session that was held or tried.
    LogSession {
        /// Id of the person.
        person: String,
        /// The session.
        draft: SessionDraft,
    },
    /// A planned session that was not held.
    Skip {
        /// Id of the person.
        person: String,
        /// Occurrence; `None` takes the slot that is due.
        occurrence: Option<String>,
        /// `no_private_time`, `illness`, `travel`, `child_refuses`, `forgot`, `clinic_said` or `other`.
        reason: String,
    },
    /// Answers to the check-in questions.
    CheckIn {
        /// Id of the person.
        person: String,
        /// The answers; a question left out was not asked.
        answers: Vec<FactAnswer>,
        /// Words for the clinic. Triage does not read them.
        note: Option<String>,
    },
    /// Something that was measured or seen between check-ins. A danger sign in it is answered at once, as a check-in would.
    Observe {
        /// Id of the person.
        person: String,
        /// When (RFC 3339); `None` means now.
        at: Option<String>,
        /// What.
        what: Observed,
        /// Words for the diary.
        note: Option<String>,
    },
    /// Pauses the plan for some days: they do not count against the person. The time without a session goes on being counted,
    /// and the notices say what that leads to.
    Pause {
        /// Id of the person.
        person: String,
        /// Why, in the words of `Skip`.
        reason: String,
        /// First day (`YYYY-MM-DD`); `None` means today.
        from_date: Option<String>,
        /// Last day, included; `None` while it is not known.
        to_date: Option<String>,
    },
    /// Ends the pause: today counts again.
    EndPause {
        /// Id of the person.
        person: String,
    },
    /// Accepts the step that is proposed.
    TakeStep {
        /// Id of the person.
        person: String,
        /// The size accepted, in tenths of a millimetre: must be the one that is proposed.
        to_tenths_mm: u16,
    },
    /// Moves the plan to another stage: opens its taper, goes on or back in it, or ends it. Holds from the next day on.
    TakeStage {
        /// Id of the person.
        person: String,
        /// `full:1` for the first phase of the plan, `taper:1` for the first of its taper, or `done`: must be the one that
        /// is proposed, or the one that the clinic named.
        stage: String,
        /// Whether the clinic named it, in the last talk or at the last visit that is written down.
        clinic_said: bool,
    },
    /// A visit or procedure at the clinic; may set the size.
    RecordVisit {
        /// Id of the person.
        person: String,
        /// The visit.
        draft: VisitDraft,
    },
    /// What a clinician said; may lift a block.
    RecordContact {
        /// Id of the person.
        person: String,
        /// The talk.
        draft: ContactDraft,
    },
    /// A device that this person uses, and nobody else.
    AddDevice {
        /// Id of the person.
        person: String,
        /// The device.
        draft: DeviceDraft,
    },
    /// Something that was done with a device: it was looked at, cleaned, disinfected, or put away for good.
    CareForDevice {
        /// Id of the person.
        person: String,
        /// Id of the device, or its name.
        device: String,
        /// When (RFC 3339); `None` means now.
        at: Option<String>,
        /// What.
        care: DeviceCare,
    },
    /// Puts an entry right: a session, a skip, a check-in, an observation, a visit, a device or what was done with one. What stood there before is kept and shown. It opens
    /// nothing that an answer of the triage closed, and more than a day later it earns no step.
    Amend {
        /// Id of the person.
        person: String,
        /// Id of the entry, as the timeline shows it.
        entry: String,
        /// Everything about it, not only what changes: `entry_details` with the changes made.
        change: Correction,
    },
    /// Takes the last change of an entry back: it stands again as before that. The change is kept and shown, too. Once more
    /// brings it in again.
    Undo {
        /// Id of the person.
        person: String,
        /// Id of the entry, as the timeline shows it.
        entry: String,
    },
    /// Takes an entry out that was a slip, within ten minutes after this device wrote it and before it was changed: everything
    /// is worked out without it. The timeline goes on showing it, as taken out. One to which triage answered with a sign
    /// stays, and so does what only the next word puts right: what the clinic said, a plan, a step, a pause.
    TakeOut {
        /// Id of the person.
        person: String,
        /// Id of the entry, as `Recorded` and the timeline name it.
        entry: String,
    },
}

/// What a command left behind.
#[derive(Clone, PartialEq, Eq, Serialize)]
pub struct Recorded {
    /// Id of the journal entry; of an amendment, the id of the entry that it changes.
    pub entry: String,
    /// Its place in this vault's order of arrival.
    pub arrival: u64,
    /// Id of the person concerned.
    pub person: String,
    /// The answer of the triage, where the command led to one.
    pub triage: Option<TriageView>,
    /// What is worth knowing about it, each a sentence: late and therefore without credit, above the age band.
    pub notices: Vec<String>,
}

// What a person logs has no place in a log file: what is printed for a programmer says which form it is, and no more.

impl fmt::Debug for SessionDraft {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("SessionDraft").field("occurrence", &self.occurrence).finish_non_exhaustive()
    }
}

impl fmt::Debug for VisitDraft {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("VisitDraft").finish_non_exhaustive()
    }
}

impl fmt::Debug for ContactDraft {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("ContactDraft").finish_non_exhaustive()
    }
}

impl fmt::Debug for Command {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let name = match self {
            Self::AddPerson { .. } => "AddPerson",
            Self::ChangePerson { .. } => "ChangePerson",
            Self::AdoptPlan { .. } => "AdoptPlan",
            Self::LogSession { .. } => "LogSession",
            Self::Skip { .. } => "Skip",
            Self::CheckIn { .. } => "CheckIn",
            Self::Observe { .. } => "Observe",
            Self::Pause { .. } => "Pause",
            Self::EndPause { .. } => "EndPause",
            Self::TakeStep { .. } => "TakeStep",
            Self::TakeStage { .. } => "TakeStage",
            Self::RecordVisit { .. } => "RecordVisit",
            Self::RecordContact { .. } => "RecordContact",
            Self::AddDevice { .. } => "AddDevice",
            Self::CareForDevice { .. } => "CareForDevice",
            Self::Amend { .. } => "Amend",
            Self::Undo { .. } => "Undo",
            Self::TakeOut { .. } => "TakeOut",
        };
        f.debug_struct(name).finish_non_exhaustive()
    }
}

gradus_domain::unprinted!(Recorded);
