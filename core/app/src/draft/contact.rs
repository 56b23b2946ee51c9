use chrono::{DateTime, FixedOffset};
use gradus_domain::{ContactOutcome, Moment, Visit};

use super::fields::{Fields, quoted};
use crate::AppError;
use crate::view::VisitDraft;

const LONGEST_NAME: usize = 120;
const LONGEST_WORDS: usize = 4000;
const OUTCOMES: &str = "write resume, resume_at:SIZE, stay_same, step_down, stop or nothing_to_do";

/// What was said at the clinic, before the core adds which blocks it lifts.
pub(crate) struct ContactSpoken {
    pub(crate) who: String,
    pub(crate) said: String,
    pub(crate) outcome: ContactOutcome,
}

/// A contact with the clinic from the form.
pub(crate) fn contact(who: &str, said: &str, outcome: &str) -> Result<ContactSpoken, AppError> {
    let mut fields = Fields::default();
    let who = named(&mut fields, who);
    if said.trim().is_empty() {
        fields.wrong("said", "is empty", "write what the clinician said, in your words");
    }
    let said = fields.text("said", said, LONGEST_WORDS);
    let outcome = outcome_of(&mut fields, outcome);
    let spoken =
        who.zip(said).zip(outcome).map(|((who, said), outcome)| ContactSpoken { who, said, outcome });
    fields.finish(spoken)
}

/// A visit from the form, and when it was.
pub(crate) fn visit(draft: &VisitDraft, now: &Moment) -> Result<(DateTime<FixedOffset>, Visit), AppError> {
    let mut fields = Fields::default();
    let at = fields.past("at", draft.at.as_deref(), now);
    let kind = fields.choice("kind", &draft.kind);
    let who = named(&mut fields, &draft.who);
    let calibrated = draft.calibrated.as_deref().and_then(|text| fields.size("calibrated", text));
    let size_set = draft.size_set.as_deref().and_then(|text| fields.size("size_set", text));
    let advice = draft.advice.as_deref().and_then(|text| fields.text("advice", text, LONGEST_WORDS));
    let visit = at
        .zip(kind)
        .zip(who)
        .map(|((at, kind), who)| (at, Visit { kind, who, calibrated, size_set, advice }));
    fields.finish(visit)
}

fn named(fields: &mut Fields, who: &str) -> Option<String> {
    if who.trim().is_empty() {
        fields.wrong("who", "is empty", "write who it was, such as Dr Brandt or ward 4");
    }
    fields.label("who", who, LONGEST_NAME)
}

fn outcome_of(fields: &mut Fields, text: &str) -> Option<ContactOutcome> {
    Some(match text {
        "resume" => ContactOutcome::Resume,
        "stay_same" => ContactOutcome::StaySame,
        "step_down" => ContactOutcome::StepDown,
        "stop" => ContactOutcome::Stop,
        "nothing_to_do" => ContactOutcome::SeenNothingToDo,
        _ => match text.strip_prefix("resume_at:") {
            Some(size) => ContactOutcome::ResumeAt(fields.size("outcome", size)?),
            None => {
                fields.wrong("outcome", format!("{} is not one of the words", quoted(text)), OUTCOMES);
                return None;
            }
        },
    })
}
