use chrono::{DateTime, FixedOffset, NaiveDate, TimeDelta};
use gradus_domain::{ContactOutcome, EntryId, Moment, Visit};

use super::fields::{Fields, quoted};
use crate::AppError;
use crate::view::{ContactDraft, VisitDraft};

const LONGEST_NAME: usize = 120;
const LONGEST_WORDS: usize = 4000;
/// More answers of the triage than stand at any time.
const MOST_ANSWERS: usize = 200;
/// A day further away than this is taken for a slip.
const NEXT_VISIT: TimeDelta = TimeDelta::days(366);
const OUTCOMES: &str = "write resume, resume_at:SIZE, stay_same, step_down, stop or nothing_to_do";

/// What was said at the clinic, before it is known which answers it was about.
pub(crate) struct ContactSpoken {
    pub(crate) at: DateTime<FixedOffset>,
    pub(crate) who: String,
    pub(crate) said: String,
    pub(crate) outcome: ContactOutcome,
    pub(crate) next_visit: Option<NaiveDate>,
}

/// A contact with the clinic from the form.
pub(crate) fn contact(draft: &ContactDraft, now: &Moment) -> Result<ContactSpoken, AppError> {
    let mut fields = Fields::default();
    let at = fields.past("at", draft.at.as_deref(), now);
    let who = named(&mut fields, &draft.who);
    if draft.said.trim().is_empty() {
        fields.wrong("said", "is empty", "write what the clinician said, in your words");
    }
    let said = fields.text("said", &draft.said, LONGEST_WORDS);
    let outcome = outcome_of(&mut fields, &draft.outcome);
    let next_visit = draft.next_visit.as_deref();
    let next_visit = at.zip(next_visit).and_then(|(at, day)| to_come(&mut fields, at.date_naive(), day));
    let spoken = at.zip(who).zip(said).zip(outcome);
    let spoken =
        spoken.map(|(((at, who), said), outcome)| ContactSpoken { at, who, said, outcome, next_visit });
    fields.finish(spoken)
}

/// The day of a visit that was agreed on a day.
fn to_come(fields: &mut Fields, on: NaiveDate, day: &str) -> Option<NaiveDate> {
    let day = fields.date("next_visit", day)?;
    if !(TimeDelta::zero()..=NEXT_VISIT).contains(&(day - on)) {
        fields.wrong("next_visit", "is not within a year after the talk", "write the day of the next visit");
    }
    Some(day)
}

/// Which answers of the triage a talk was about: those that are named of those that hold sessions back, or all of which
/// something was `open` then, calls included.
pub(crate) fn about(
    words: &[String],
    standing: &[(EntryId, DateTime<FixedOffset>)],
    open: &[(EntryId, DateTime<FixedOffset>)],
    spoken: &ContactSpoken,
) -> Result<Vec<EntryId>, AppError> {
    let mut fields = Fields::default();
    let before = |(id, at): &(EntryId, DateTime<FixedOffset>)| (*at <= spoken.at).then_some(*id);
    if spoken.outcome.goes_on() && words.is_empty() && !standing.is_empty() {
        fields.wrong(
            "about",
            "is empty while sessions are held back",
            "name the answers the clinician spoke about, or write all",
        );
    }
    if words.len() == 1 && words[0] == "all" {
        let all: Vec<EntryId> = open.iter().filter_map(before).collect();
        if all.is_empty() && !standing.is_empty() {
            fields.wrong(
                "about",
                "names nothing: all that stands came after the talk",
                "give the time of the talk if it was later, or speak with the clinic about it",
            );
        }
        return fields.finish(Some(all));
    }
    let mut named = Vec::new();
    for word in fields.list("about", words, MOST_ANSWERS) {
        match standing.iter().find(|(id, _)| id.to_string() == *word) {
            None => fields.wrong(
                "about",
                "names no answer that stands",
                "take it from gate.assessments, or write all",
            ),
            Some((_, at)) if *at > spoken.at => {
                fields.wrong(
                    "about",
                    "came after the talk",
                    "speak with the clinic about it, and write that down",
                );
            }
            Some((id, _)) => named.push(*id),
        }
    }
    fields.finish(Some(named))
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
