use gradus_domain::{Answer, Assessment, Certainty, Decimal, FiredRule, GateTime, Value};
use gradus_triage::{Advice, Pack, Texts};

use super::triage::disposition;
use crate::view::DispositionWord;

/// Sentences on what to do that stand before what not to do; the others stand after it.
const FIRST: usize = 4;

/// Which rules have a say: those that decide the answer; and where none of them is sure, the most urgent sure ones below
/// them as well, because what they forbid holds all the same.
pub(crate) struct Voices {
    answer: DispositionWord,
    /// How urgent the most urgent rules are that are sure.
    sure: Option<DispositionWord>,
    /// Whether they speak of a baby.
    of_baby: bool,
}

/// Days of life under which somebody is a baby, as the rules have it.
const BABY: i32 = 367;

impl Voices {
    pub(crate) fn of(pack: &Pack, assessment: &Assessment) -> Self {
        let sure = assessment.fired.iter().filter(|rule| is_sure(pack, assessment, rule));
        Self {
            answer: disposition(assessment.disposition),
            sure: sure.map(|rule| disposition(rule.disposition)).max(),
            of_baby: is_of_baby(assessment),
        }
    }

    /// What a rule has to say: nothing where it is milder than the rules that have a say. Beside "go now" and "today" a
    /// milder rule says only what not to do: "measure again later" has no place there.
    pub(crate) fn advice(&self, texts: &Texts, rule: &FiredRule) -> Option<Advice> {
        let level = disposition(rule.disposition);
        let decides = level == self.answer;
        if !decides && (Some(level) != self.sure || rule.certainty != Certainty::Yes) {
            return None;
        }
        let mut advice = texts.advice(&rule.advice, rule.disposition, None, rule.certainty)?;
        if !decides && self.answer >= DispositionWord::SameDay {
            advice.now.clear();
        }
        if self.of_baby {
            (advice.now, advice.not) = (texts.of_baby(&advice.now), texts.of_baby(&advice.not));
        }
        Some(advice)
    }
}

/// What one rule has to say alone, whether or not it decides the answer: what to do, and what not to do at this gate.
pub(crate) fn advice_of_rule(
    texts: &Texts,
    assessment: &Assessment,
    rule: &FiredRule,
    time: GateTime,
) -> Option<String> {
    let advice = texts.advice(&rule.advice, rule.disposition, None, rule.certainty)?;
    let said = [advice.now, texts.not_under(&advice.not, time)].join(" ").trim().to_owned();
    Some(if is_of_baby(assessment) { texts.of_baby(&said) } else { said })
}

/// Whether an assessment is about a baby.
fn is_of_baby(assessment: &Assessment) -> bool {
    ["age_days", "corrected_age_days"].iter().any(|id| is_baby(assessment.facts.get(*id)))
}

fn is_baby(age: Option<&Answer<Value>>) -> bool {
    matches!(age, Some(Answer::Known(Value::Number(days))) if *days < Decimal::whole(BABY))
}

/// What to do and what not to do, each sentence once: the first things to do, then all that must not be done, then the
/// rest, so that whoever cuts the list cuts no warning. Only rules have a say that hold for certain: nobody is told of an
/// illness because a question was left open.
pub(crate) fn advice(pack: &Pack, texts: &Texts, assessment: &Assessment) -> Vec<String> {
    let voices = Voices::of(pack, assessment);
    let decides = |rule: &FiredRule| disposition(rule.disposition) == voices.answer;
    if !assessment.fired.iter().any(decides) {
        return Vec::new();
    }
    let sure = assessment.fired.iter().filter(|rule| is_sure(pack, assessment, rule));
    let found: Vec<Advice> = sure.filter_map(|rule| voices.advice(texts, rule)).collect();
    let time = assessment.gate.time;
    let mut now: Vec<String> = found.iter().flat_map(|advice| sentences(&advice.now)).collect();
    let mut not: Vec<String> =
        found.iter().flat_map(|advice| sentences(&texts.not_under(&advice.not, time))).collect();
    if voices.sure != Some(voices.answer) {
        now.insert(0, texts.doubt().to_owned());
        not.extend(texts.hold_in_doubt(time).map(str::to_owned));
    }
    let now = once(now);
    let (first, rest) = now.split_at(FIRST.min(now.len()));
    once([first, &not, rest].concat())
}

fn sentences(text: &str) -> Vec<String> {
    text.split_inclusive(". ").map(|one| one.trim().to_owned()).filter(|one| !one.is_empty()).collect()
}

fn once(all: Vec<String>) -> Vec<String> {
    let mut said: Vec<String> = Vec::new();
    for sentence in all {
        if !said.contains(&sentence) {
            said.push(sentence);
        }
    }
    said
}

/// Whether a rule holds on what was said alone, and not because an answer or a background is not known.
fn is_sure(pack: &Pack, assessment: &Assessment, rule: &FiredRule) -> bool {
    rule.certainty == Certainty::Yes && pack.holds_as_known(&rule.id, &assessment.facts)
}
