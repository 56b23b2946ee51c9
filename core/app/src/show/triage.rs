use chrono::{DateTime, FixedOffset};
use gradus_domain::{
    Answer, Assessment, Basis, Certainty, Disposition, FactId, FiredRule, Gate, GateTime, Moment, PackRef,
    Value,
};
use gradus_triage::{
    Advice, FactSchema, Kind, Pack, Role, Route, Rule, RuleExplained as Explained, Source, Texts, Vocabulary,
    Wait,
};

use gradus_words::Words;

use super::advice::{Voices, advice};
use super::{gate_word, size_limit, tasks, until};
use crate::view::{
    BasisWord, Certainty as CertaintyWord, ContactView, DispositionWord, FactQuestion, FactView, GateWord,
    LevelWords, PackView, RuleExplained, RuleView, TriageView,
};

/// An assessment as the person sees it. The texts are those of the pack that answered.
pub(crate) fn triage(
    pack: &Pack,
    (texts, words): (&Texts, &Words),
    assessment: &Assessment,
    derived: impl Fn(&FactId) -> bool,
    contacts: Vec<ContactView>,
    now: &Moment,
) -> TriageView {
    let (size, sizes_down) = size_limit(assessment.gate.size);
    let voices = Voices::of(pack, assessment);
    TriageView {
        disposition: disposition(assessment.disposition),
        within_hours: within_hours(assessment, now),
        gate: gate_word(&assessment.gate),
        until: until(&assessment.gate.here(now)),
        size,
        sizes_down,
        sentence: sentence(pack, texts, assessment),
        contacts,
        advice: advice(pack, texts, assessment),
        rules: assessment.fired.iter().map(|rule| rule_view(pack, texts, rule, &voices)).collect(),
        missing: assessment.missing.iter().map(ToString::to_string).collect(),
        tasks: tasks(texts, &assessment.tasks, now, |rule| about(pack, (texts, words), assessment, rule)),
        facts: assessment.facts.iter().map(|(id, answer)| fact(id, answer, derived(id))).collect(),
        pack: pack_view(&assessment.pack),
    }
}

/// What a rule that fired is about.
fn about(
    pack: &Pack,
    (texts, words): (&Texts, &Words),
    assessment: &Assessment,
    rule: &str,
) -> Option<String> {
    let in_doubt = |fired: &FiredRule| fired.id == rule && fired.certainty == Certainty::Doubt;
    let known = pack.rule(rule)?;
    Some(words.rule_named(texts.title(known), assessment.fired.iter().any(in_doubt)))
}

fn sentence(pack: &Pack, texts: &Texts, assessment: &Assessment) -> String {
    match assessment.fired.is_empty() {
        true => texts.well().to_owned(),
        false => texts.call(assessment.disposition, route(pack, assessment)),
    }
}

/// The answer to questions of which some that matter were not answered. What asks for somebody today stands as it is; any
/// milder answer is not complete, and says so.
pub(crate) fn unfinished(pack: &Pack, texts: &Texts, mut view: TriageView) -> TriageView {
    let is_open = |id: &String| {
        let is_asked = pack.vocabulary().fact(id).is_some_and(|fact| fact.source == Source::Asked);
        is_asked && view.facts.iter().all(|fact| fact.id != *id)
    };
    if view.disposition >= DispositionWord::SameDay || !view.missing.iter().any(is_open) {
        return view;
    }
    view.sentence = match view.disposition {
        DispositionWord::Continue => texts.unfinished().to_owned(),
        _ => format!("{} {}", view.sentence, texts.unfinished()),
    };
    view
}

/// By when, as the tasks have it: a pause ends when the questions are to be answered again, and a doubt, or a wait that
/// counts from earlier, brings that forward.
fn within_hours(assessment: &Assessment, now: &Moment) -> Option<u32> {
    let first = assessment.tasks.iter().map(|task| task.due).min();
    match (assessment.disposition, first.and_then(|due| hours_until(due, now))) {
        (Disposition::PauseAndRecheck { .. }, Some(hours)) => Some(hours),
        (disposition, _) => disposition.within_hours(),
    }
}

/// Hours until then, rounded up; `None` when that time has passed.
pub(crate) fn hours_until(due: DateTime<FixedOffset>, now: &Moment) -> Option<u32> {
    u32::try_from((due - now.wall).num_minutes()).ok().map(|minutes| minutes.div_ceil(60))
}

/// A disposition as one word.
pub(crate) fn disposition(disposition: Disposition) -> DispositionWord {
    match disposition {
        Disposition::Continue => DispositionWord::Continue,
        Disposition::PauseAndRecheck { .. } => DispositionWord::PauseAndRecheck,
        Disposition::Contact { .. } => DispositionWord::Contact,
        Disposition::SameDay { .. } => DispositionWord::SameDay,
        Disposition::Emergency => DispositionWord::Emergency,
    }
}

/// What a rule rests on, as one word.
pub(crate) fn basis(basis: Basis) -> BasisWord {
    match basis {
        Basis::Sourced => BasisWord::Sourced,
        Basis::General => BasisWord::General,
        Basis::Proposal => BasisWord::Proposal,
    }
}

/// Which pack answered.
pub(crate) fn pack_view(pack: &PackRef) -> PackView {
    PackView { version: pack.version.clone(), hash: pack.hash_hex(), signed_off: pack.signed_off }
}

/// A fact as a question.
pub(crate) fn question(vocabulary: &Vocabulary, schema: &FactSchema<'_>) -> FactQuestion {
    let (unit, least, greatest) = match &schema.fact.kind {
        Kind::Number { unit, least, greatest, .. } => (Some(unit.clone()), Some(least), Some(greatest)),
        Kind::YesNo | Kind::Level(_) => (None, None, None),
    };
    // The check of the pack holds that there are as many words as levels.
    let levels = schema.levels().iter().zip(&schema.question.answers);
    let row = vocabulary.required().iter().position(|row| row.any_of.contains(&schema.fact.id));
    FactQuestion {
        id: schema.fact.id.to_string(),
        kind: schema.kind().to_owned(),
        unit,
        least: least.map(ToString::to_string),
        greatest: greatest.map(ToString::to_string),
        levels: schema.levels().to_vec(),
        level_words: levels.map(|(id, words)| LevelWords { id: id.clone(), words: words.clone() }).collect(),
        role: if schema.fact.role == Role::Sign { "sign" } else { "context" }.to_owned(),
        source: source(schema.fact.source).to_owned(),
        required: schema.required,
        any_of: row.and_then(|row| u32::try_from(row).ok()),
        question: schema.question.own.clone(),
        question_about: schema.question.about.clone(),
        help: schema.question.help.clone(),
    }
}

fn source(source: Source) -> &'static str {
    match source {
        Source::Asked => "asked",
        Source::Background => "background",
        Source::Log => "log",
        Source::Engine => "engine",
    }
}

/// A rule of the pack with what it stands on.
pub(crate) fn explained(texts: &Texts, explained: &Explained<'_>) -> RuleExplained {
    let rule = explained.rule;
    let advice = texts.advice(&rule.advice, rule.disposition, rule.route, Certainty::Yes);
    RuleExplained {
        id: rule.id.clone(),
        title: texts.title(rule).to_owned(),
        condition: rule.when.clone(),
        macros: explained.macros.iter().map(|(name, meaning)| format!("{name} = {meaning}")).collect(),
        facts: explained.facts.iter().map(|fact| (*fact).to_owned()).collect(),
        disposition: disposition(rule.disposition),
        within_hours: rule.disposition.within_hours(),
        gate: rule_gate(rule),
        basis: basis(rule.basis),
        sources: rule.sources.clone(),
        advice: advice.map(|advice| advice.sentence()).unwrap_or_default(),
    }
}

/// The gate of a rule by itself, without a moment.
fn rule_gate(rule: &Rule) -> GateWord {
    match (rule.wait, rule.size) {
        (Wait::Blocked, _) => GateWord::Blocked,
        (Wait::Minutes(_), _) => GateWord::Wait,
        (Wait::Now, size) => gate_word(&Gate { time: GateTime::Now, size }),
    }
}

fn rule_view(pack: &Pack, texts: &Texts, fired: &FiredRule, voices: &Voices) -> RuleView {
    let advice = voices.advice(texts, fired);
    RuleView {
        id: fired.id.clone(),
        title: pack.rule(&fired.id).map(|rule| texts.title(rule).to_owned()).unwrap_or_default(),
        certainty: match fired.certainty {
            Certainty::Yes => CertaintyWord::Yes,
            Certainty::Doubt => CertaintyWord::Doubt,
        },
        disposition: disposition(fired.disposition),
        within_hours: fired.disposition.within_hours(),
        gate: gate_word(&fired.gate),
        basis: basis(fired.basis),
        sources: fired.sources.clone(),
        advice: advice.map(|advice| what_to_do(&advice)).unwrap_or_default(),
    }
}

/// How an emergency is reached: by ambulance as soon as one rule says so.
pub(crate) fn route(pack: &Pack, assessment: &Assessment) -> Option<Route> {
    let most_urgent = assessment.fired.iter().filter(|rule| rule.disposition == assessment.disposition);
    let routes = most_urgent.filter_map(|rule| rule_route(pack, rule));
    routes.min_by_key(|route| *route == Route::EmergencyDepartment)
}

fn what_to_do(advice: &Advice) -> String {
    let parts = [advice.doubt.as_deref().unwrap_or_default(), &advice.now, &advice.not];
    parts.into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(" ")
}

fn rule_route(pack: &Pack, fired: &FiredRule) -> Option<Route> {
    pack.rule(&fired.id).and_then(|rule| rule.route)
}

/// One fact as it was used.
pub(crate) fn fact(id: &FactId, answer: &Answer<Value>, derived: bool) -> FactView {
    FactView { id: id.to_string(), value: spelled(answer), derived }
}

/// An answer as raw text, as a facts file spells it.
pub(crate) fn spelled(answer: &Answer<Value>) -> String {
    match answer {
        Answer::Unknown => "unknown".to_owned(),
        Answer::Known(Value::YesNo(yes)) => yes.to_string(),
        Answer::Known(Value::Number(number)) => number.to_string(),
        Answer::Known(Value::Level(level)) => level.clone(),
    }
}
