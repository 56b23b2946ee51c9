use std::borrow::Cow;

use gradus_crypto::sha256;
use gradus_domain::{GateTime, Locale, Moment, sorting};
use gradus_exchange::{report, rules};
use gradus_triage::{
    AnswerChange, Case, Change, Decision, Difference, Evidence, Example, Pack, RuleChange, Side, Texts,
    Vocabulary,
};

use super::view::*;
use crate::open::{builtin_pack, builtin_setting, builtin_setting_texts, builtin_texts, builtin_words};
use crate::{AppError, show};

/// Looks through a pack for every mistake that can be found without a patient: what stops it from being read, and beyond that
/// rules that never fire, contradict or hide each other, sources that are not there, texts that a language lacks.
///
/// # Errors
/// `Invalid` with every mistake and its line.
pub fn check_rules(text: &str) -> Result<PackChecked, AppError> {
    let pack = parse(text)?;
    let texts = Texts::shipped();
    let problems = pack.check(&texts, &Evidence::builtin());
    if !problems.is_empty() {
        return Err(show::plan_problems(problems));
    }
    let reference = pack.reference();
    Ok(PackChecked {
        hash: reference.hash_hex(),
        version: reference.version,
        effective: pack.effective().to_string(),
        sign_off: pack.sign_off().to_owned(),
        signed_off: reference.signed_off,
        rules: pack.rules().len(),
        languages: texts.iter().map(|texts| texts.locale().to_owned()).collect(),
    })
}

/// Everything there is to say about one rule, capitals aside; of the built-in pack where no text is given.
///
/// # Errors
/// `NotFound` for a rule that the pack does not have; `Invalid` for a text that is no pack.
pub fn rule_in_full(text: Option<&str>, id: &str, now: &Moment) -> Result<RuleInFull, AppError> {
    let (pack, texts) = (pack_of(text)?, builtin_texts(Locale::En));
    let found = pack.rules().iter().find(|rule| rule.id.eq_ignore_ascii_case(id));
    let explained = found.and_then(|rule| pack.explain(&rule.id)).ok_or_else(|| AppError::NotFound {
        what: format!("a rule {id}"),
        right:
            "`gradus rules list` shows every danger rule, and `gradus setting` those of the setting that hold"
                .to_owned(),
    })?;
    let rule = explained.rule;
    let examples = pack.examples(&rule.id, now);
    let words = pack.abbreviations(texts);
    let named = words.iter().filter(|(name, _)| explained.macros.iter().any(|(known, _)| known == name));
    let asks = explained.facts.iter().map(|fact| AskedView {
        fact: (*fact).to_owned(),
        question: texts.ask(fact, false).unwrap_or_default().to_owned(),
        thresholds: pack.thresholds(&rule.id, fact),
    });
    Ok(RuleInFull {
        in_words: pack.phrase(&rule.id, texts).map(|said| said.text()).unwrap_or_default(),
        macros_in_words: named
            .map(|(name, said)| format!("{}: {}", name.replace('_', " "), said.text()))
            .collect(),
        note: rule.note.clone(),
        asks: asks.collect(),
        evidence: evidence(&rule.sources),
        examples: examples.into_iter().map(|example| example_view(example, now)).collect(),
        rule: show::explained(texts, &explained),
    })
}

/// The rule of this name, capitals aside, of the danger rules or of those of the setting: one name is one rule.
///
/// # Errors
/// `NotFound` for a rule that no pack of this version has.
pub fn any_rule(id: &str, now: &Moment) -> Result<AnyRule, AppError> {
    match setting_rule(id) {
        Some(rule) => Ok(AnyRule::Setting(Box::new(rule))),
        None => rule_in_full(None, id, now).map(|rule| AnyRule::Danger(Box::new(rule))),
    }
}

fn setting_rule(id: &str) -> Option<SettingRuleInFull> {
    let (pack, texts) = (builtin_setting(), builtin_setting_texts(Locale::En));
    let explained = pack.explain(&id.to_ascii_uppercase()).or_else(|| {
        let found = pack.rules().iter().find(|rule| rule.id().eq_ignore_ascii_case(id));
        pack.explain(found?.id())
    })?;
    let asks = explained.facts.iter().map(|fact| SettingAsked {
        fact: (*fact).to_owned(),
        question: texts.question(fact).map_or_else(String::new, |question| question.own.clone()),
    });
    Some(SettingRuleInFull {
        id: explained.id.to_owned(),
        title: texts.finding(explained.text).to_owned(),
        condition: explained.rule.map(|rule| rule.when.clone()).unwrap_or_default(),
        only_for: explained.rule.and_then(|rule| rule.only_for.clone()),
        macros: explained.macros.iter().map(|(name, meaning)| format!("{name}: {meaning}")).collect(),
        setting: show::setting_word(explained.setting),
        basis: show::basis(explained.basis),
        sources: explained.sources.to_vec(),
        asks: asks.collect(),
        evidence: evidence(explained.sources),
        pack: pack.version(),
    })
}

/// The whole pack as a page to read, to print and to sign; the built-in one where no text is given.
///
/// # Errors
/// `Invalid` for a text that is no pack.
pub fn reference_html(text: Option<&str>) -> Result<String, AppError> {
    let pack = pack_of(text)?;
    Ok(rules::reference(&pack, builtin_texts(Locale::En), &Evidence::builtin(), builtin_words(Locale::En)))
}

/// The text of a pack, and of the facts it is read for where they are not those of this version.
#[derive(Debug, Clone, Copy)]
pub struct PackText<'t> {
    /// The rules.
    pub rules: &'t str,
    /// The facts; `None` for those of this version.
    pub facts: Option<&'t str>,
}

impl<'t> From<&'t str> for PackText<'t> {
    fn from(rules: &'t str) -> Self {
        Self { rules, facts: None }
    }
}

impl PackText<'_> {
    fn read(self) -> Result<Pack, AppError> {
        let Some(facts) = self.facts else { return parse(self.rules) };
        let facts = Vocabulary::parse(facts);
        let facts = facts.map_err(|wrong| of("facts", show::plan_problems(wrong)))?;
        Pack::parse_over(self.rules, facts, sha256(&[self.rules.as_bytes()])).map_err(show::plan_problems)
    }
}

/// What changes from an older pack to a newer one, in rules, facts and answers.
///
/// # Errors
/// `Invalid` for a text that is no pack, or no facts; the fields of the problems begin with `old: `, `facts: `, or both.
pub fn difference<'t>(
    old: impl Into<PackText<'t>>,
    new: impl Into<PackText<'t>>,
    now: &Moment,
) -> Result<DifferenceView, AppError> {
    let (old, new) = both(old.into(), new.into())?;
    let said = Difference::between(&old, &new, now);
    let milder = said.answers.iter().filter(|change| change.is_milder()).count();
    Ok(DifferenceView {
        old: old.version(),
        new: new.version(),
        head: said.head.into_iter().map(change_view).collect(),
        facts: said.facts.into_iter().map(changed_rule).collect(),
        added: said.added,
        removed: said.removed,
        changed: said.changed.into_iter().map(changed_rule).collect(),
        tried: said.tried,
        milder,
        answers: said.answers.into_iter().map(|change| changed(change, now)).collect(),
    })
}

/// The same as a page.
///
/// # Errors
/// As [`difference`].
pub fn difference_html<'t>(
    old: impl Into<PackText<'t>>,
    new: impl Into<PackText<'t>>,
    now: &Moment,
) -> Result<String, AppError> {
    let (old, new) = both(old.into(), new.into())?;
    let said = Difference::between(&old, &new, now);
    Ok(rules::difference(&old, &new, &said, builtin_texts(Locale::En), now))
}

fn both(old: PackText<'_>, new: PackText<'_>) -> Result<(Pack, Pack), AppError> {
    Ok((old.read().map_err(|error| of("old", error))?, new.read()?))
}

/// The same, its fields beginning with what they are of.
fn of(what: &str, error: AppError) -> AppError {
    match error {
        AppError::Invalid { mut problems } => {
            problems.iter_mut().for_each(|problem| problem.field = format!("{what}: {}", problem.field));
            AppError::Invalid { problems }
        }
        other => other,
    }
}

fn parse(text: &str) -> Result<Pack, AppError> {
    Pack::parse(text, sha256(&[text.as_bytes()])).map_err(show::plan_problems)
}

fn pack_of(text: Option<&str>) -> Result<Cow<'static, Pack>, AppError> {
    text.map_or_else(|| Ok(Cow::Borrowed(builtin_pack())), |text| parse(text).map(Cow::Owned))
}

fn evidence(ids: &[String]) -> Vec<EvidenceView> {
    let known = Evidence::builtin();
    // The page for a clinic is in English, as the pack is.
    let (words, texts) = (builtin_words(Locale::En), builtin_texts(Locale::En));
    let rows = sorting::set(ids.iter()).into_iter().filter_map(|id| known.row(id));
    rows.map(|row| EvidenceView {
        id: row.id.clone(),
        says: row.says.clone(),
        firmness: report::firmness(words, texts, &known, &row.sort),
    })
    .collect()
}

fn example_view(example: Example, now: &Moment) -> ExampleView {
    let case = |case: Case| CaseView {
        side: match case.side {
            Side::Short => SideWord::Short,
            Side::At => SideWord::At,
            Side::Beyond => SideWord::Beyond,
        },
        fires: case.fires,
        answer: short(&case.decision, now),
        facts: CaseFacts(case.facts),
    };
    ExampleView {
        fact: example.fact.to_string(),
        compared: example.compared,
        cases: example.cases.into_iter().map(case).collect(),
    }
}

fn short(decision: &Decision, now: &Moment) -> ShortAnswer {
    ShortAnswer {
        disposition: show::disposition(decision.disposition),
        within_hours: decision.disposition.within_hours(),
        gate: show::gate_word(&decision.gate),
        wait_minutes: match decision.gate.time {
            GateTime::WaitUntil(until) => Some((until - now.wall).num_minutes()),
            GateTime::Now | GateTime::Blocked => None,
        },
        rules: decision.fired.iter().map(|rule| rule.id.clone()).collect(),
    }
}

fn changed_rule(rule: RuleChange) -> ChangedRule {
    ChangedRule { id: rule.id, fields: rule.fields.into_iter().map(change_view).collect() }
}

fn change_view(change: Change) -> ChangeView {
    ChangeView { field: change.field, old: change.old, new: change.new }
}

fn changed(change: AnswerChange, now: &Moment) -> ChangedAnswer {
    ChangedAnswer {
        milder: change.is_milder(),
        old: short(&change.old, now),
        new: short(&change.new, now),
        rule: change.rule,
        compared: change.compared,
        facts: CaseFacts(change.facts),
    }
}
