use serde::Serialize;

use super::{ContactView, DispositionWord, GateView, NextActionView, PersonRef, ProposalView, TaskView};

/// How a planned session stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum SlotStatus {
    /// Later today.
    Upcoming,
    /// Due now; where the day is free, on any day of its week.
    Due,
    /// May be held and is not asked for: between what the plan asks for and what it allows. It is never missed.
    Optional,
    /// Its time has passed, and it can still be held.
    Late,
    /// Held.
    Done,
    /// Skipped with a reason, or tried and not held; nobody is asked to try again.
    Skipped,
    /// Its day has passed.
    Missed,
    /// The gate is closed; it does not count against the person.
    Gated,
}

/// One session that the plan asks for today.
#[derive(Clone, PartialEq, Eq, Serialize)]
pub struct SlotView {
    /// Names the occurrence for ever: plan version, civil date and slot.
    pub occurrence: String,
    /// Civil time (`HH:MM`) if the plan names one.
    pub at: Option<String>,
    /// How it stands.
    pub status: SlotStatus,
    /// The finished sentence.
    pub sentence: String,
}

/// The plan is paused today, by whoever follows it.
#[derive(Clone, PartialEq, Eq, Serialize)]
pub struct PauseView {
    /// Why, in the words of the command `Pause`.
    pub reason: String,
    /// First day of it (`YYYY-MM-DD`).
    pub since: String,
    /// Last day of it (`YYYY-MM-DD`); `null` until it is ended.
    pub until: Option<String>,
    /// That it is paused, and until when.
    pub sentence: String,
}

/// A plan that is in the vault and takes the place of the one in force later.
#[derive(Clone, PartialEq, Eq, Serialize)]
pub struct NextPlanView {
    /// Its title.
    pub title: String,
    /// Civil date on which it begins.
    pub begins: String,
}

/// What leads the answer that stands, so that a shell need not choose the gravest rule itself.
#[derive(Clone, PartialEq, Eq, Serialize)]
pub struct LeadView {
    /// Id of the rule that leads; `null` where no rule does, as after the clinic's own word. `C6`, a child's interrupted
    /// programme, `calibration` and `review`, a visit that did not come, and `older-state` are no rules of the pack.
    pub rule: Option<String>,
    /// What it is about; empty where nothing is known of it but the headline.
    pub title: String,
    /// How urgent that is now, as `headline` has it: a call that is late asks for more than it did.
    pub disposition: DispositionWord,
    /// What to do and what not to do until then; may be empty. Whom to call stands in `headline`.
    pub advice: String,
}

/// Everything the first screen shows about one person.
#[derive(Clone, PartialEq, Eq, Serialize)]
pub struct TodayView {
    /// Whose day it is.
    pub person: PersonRef,
    /// The civil date.
    pub date: String,
    /// What to do first, in one sentence. While a session goes on it is the sentence of `running`, unless there is an
    /// emergency or sessions are stopped; whether what went in long ago is out is asked before anything but an emergency.
    pub headline: String,
    /// What the one main button does, in the order of the headline.
    pub next_action: NextActionView,
    /// That a session of this person goes on, is over and not written down yet, or was begun by a newer version; `null` where
    /// none is. What was told in it and asks for somebody stands first.
    pub running: Option<String>,
    /// The pause that today is in; `null` where the plan is not paused.
    pub pause: Option<PauseView>,
    /// Whom to call: the numbers of a plan that is to come first, then those of the plan in force; empty where nobody is
    /// named.
    pub contacts: Vec<ContactView>,
    /// What stands behind the headline: the rule that leads and how urgent it is; `null` while nothing stands.
    pub lead: Option<LeadView>,
    /// Title of the plan in force; `null` when there is none.
    pub plan: Option<String>,
    /// Civil date on which that plan begins; `null` once it has begun, and while the plan leaves the day open.
    pub plan_begins: Option<String>,
    /// The plan that takes its place later; `null` when there is none. What changes then stands among `notices`.
    pub next_plan: Option<NextPlanView>,
    /// Present size in tenths of a millimetre; `null` without a plan that has begun.
    pub size_tenths_mm: Option<u16>,
    /// The size of the next session in tenths of a millimetre: lower than the present one where the gate or a setback asks
    /// for it; `null` while no session may be held, and before the plan begins.
    pub next_size_tenths_mm: Option<u16>,
    /// The hard ceiling in tenths of a millimetre; `null` without a plan that has begun.
    pub goal_tenths_mm: Option<u16>,
    /// Until when the plan's pause since the last session runs (RFC 3339); `null` when it is over or there is none.
    pub not_before: Option<String>,
    /// Planned sessions of the day, in order. Of the plan's first day, those that were over when it came in are there as
    /// `skipped`.
    pub slots: Vec<SlotView>,
    /// The gate in force.
    pub gate: GateView,
    /// What the plan would do next with the size, and why; `null` without a plan that has begun.
    pub proposal: Option<ProposalView>,
    /// Things to do by a time, the most pressing first.
    pub tasks: Vec<TaskView>,
    /// What the person should know, each a sentence: what the plan leaves out, a clock that went back.
    pub notices: Vec<String>,
}

gradus_domain::unprinted!(SlotView, PauseView, NextPlanView, LeadView, TodayView);
