use gradus_domain::{Assessment, Certainty, FiredRule, GateTime};
use gradus_triage::{Advice, Pack, Role, Texts};

use super::triage::disposition;

/// What to do and what not to do, each sentence once, what to do first. Only the rules that decide the answer have a say,
/// and of them only those that hold for certain: nobody is told of an illness because a question was left open.
pub(crate) fn advice(pack: &Pack, texts: &Texts, assessment: &Assessment) -> Vec<String> {
    let decides = |rule: &&FiredRule| disposition(rule.disposition) == disposition(assessment.disposition);
    let deciding: Vec<&FiredRule> = assessment.fired.iter().filter(decides).collect();
    if deciding.is_empty() {
        return Vec::new();
    }
    let sure = deciding.iter().filter(|rule| is_sure(pack, assessment, rule));
    let found: Vec<Advice> =
        sure.filter_map(|rule| texts.advice(&rule.advice, rule.disposition, None, rule.certainty)).collect();
    if found.is_empty() {
        let hold = (assessment.gate.time > GateTime::Now).then(|| texts.hold_in_doubt());
        return [Some(texts.doubt()), hold].into_iter().flatten().map(str::to_owned).collect();
    }
    let mut said: Vec<String> = Vec::new();
    for text in found.iter().map(|advice| &advice.now).chain(found.iter().map(|advice| &advice.not)) {
        for sentence in text.split_inclusive(". ").map(str::trim) {
            if !sentence.is_empty() && !said.iter().any(|known| known == sentence) {
                said.push(sentence.to_owned());
            }
        }
    }
    said
}

/// Whether a rule holds on what was said alone, and not because an answer or a background is not known.
fn is_sure(pack: &Pack, assessment: &Assessment, rule: &FiredRule) -> bool {
    let context = |id: &str| pack.vocabulary().fact(id).is_some_and(|fact| fact.role == Role::Context);
    let assumed = |id: &&str| context(id) && assessment.missing.iter().any(|fact| fact.as_str() == *id);
    let reads = pack.explain(&rule.id).map(|explained| explained.facts).unwrap_or_default();
    rule.certainty == Certainty::Yes && !reads.iter().any(assumed)
}
