use std::collections::BTreeSet;
use std::sync::LazyLock;

use chrono::{Days, NaiveDate};
use gradus_domain::{Certainty, FactId, Locale, Moment};
use gradus_triage::{
    Evidence, EvidenceSort, FactSchema, Facts, Setting, SettingDecision, SettingReason, SettingTexts, Texts,
};
use gradus_words::Words;

use super::triage::{basis, fact, pack_view, question, spelled};
use crate::open::{builtin_setting, builtin_setting_texts, builtin_texts};
use crate::view::{
    Certainty as CertaintyWord, ContactView, SettingReasonView, SettingScreen, SettingSource, SettingView,
    SettingWord,
};

static EVIDENCE: LazyLock<Evidence> = LazyLock::new(Evidence::builtin);

/// What no source settles: said beside every answer.
const NOT_SETTLED: &str = "S32";
/// What stands for every question that was not put.
const UNASKED: &str = "SD1";
/// The groups of questions, a screen each.
const SCREENS: [&str; 2] = ["why", "how"];

/// For whom an answer is shown, and what stands beside it.
pub(crate) struct Beside<'b> {
    /// Whether somebody else answers for the person.
    pub(crate) about: bool,
    /// Whom the plan names.
    pub(crate) contacts: Vec<ContactView>,
    /// By when the clinic wants to look at its plan again.
    pub(crate) review: Option<NaiveDate>,
    /// The language of the answer.
    pub(crate) locale: Locale,
    /// Whether a clinic's plan is in force.
    pub(crate) is_ordered: bool,
    /// A call of today or an emergency that is open: its sentence comes before all others.
    pub(crate) urgent: Option<String>,
    /// How dates are written in it.
    pub(crate) words: &'b Words,
}

/// A setting as the person sees it.
pub(crate) fn setting(
    facts: &Facts,
    decision: &SettingDecision,
    beside: Beside<'_>,
    now: &Moment,
) -> SettingView {
    let (pack, texts) = (builtin_setting(), builtin_setting_texts(beside.locale));
    let rows = builtin_texts(beside.locale);
    let setting = decision.setting;
    let findings = decision.reasons.iter().filter(|one| one.setting == setting);
    let look_again = match beside.urgent {
        Some(_) => now.date(),
        None => look_again(setting, beside.review, now.date()),
    };
    let sentence =
        if beside.is_ordered && is_open_alone(decision) { texts.go_on() } else { texts.sentence(setting) };
    let sentence = match beside.urgent {
        Some(urgent) => format!("{urgent} {sentence}"),
        None => sentence.to_owned(),
    };
    let options = options(texts, facts, setting);
    SettingView {
        setting: word(setting),
        title: texts.title(setting).to_owned(),
        sentence,
        whom: texts.whom(setting, findings.map(|one| one.text.as_str())).to_owned(),
        contacts: beside.contacts,
        reasons: decision.reasons.iter().map(|one| reason((texts, rows), one, beside.about)).collect(),
        not_settled: source(rows, NOT_SETTLED).into_iter().collect(),
        options_lead: if options.is_empty() { String::new() } else { texts.options_lead().to_owned() },
        options,
        questions: asks(texts, facts, decision, beside.about),
        missing: decision.missing.iter().map(ToString::to_string).collect(),
        screens: screens(texts, &decision.missing),
        look_again: look_again.to_string(),
        look_again_sentence: texts.look_again(&beside.words.date(look_again)),
        facts: facts.answers().iter().map(|(id, answer)| fact(id, answer, facts.is_derived(id))).collect(),
        pack: pack_view(&pack.reference()),
        sign_off: texts.signed(pack.signed_off()),
    }
}

/// Whether nothing but questions that were not put speaks for a clinician.
fn is_open_alone(decision: &SettingDecision) -> bool {
    let mut deciding = decision.reasons.iter().filter(|one| one.setting == decision.setting).peekable();
    decision.setting == Setting::Professional
        && deciding.peek().is_some()
        && deciding.all(|one| one.id == UNASKED)
}

/// A setting as one word.
pub(crate) fn word(setting: Setting) -> SettingWord {
    match setting {
        Setting::SelfDirected => SettingWord::SelfDirected,
        Setting::Home => SettingWord::Home,
        Setting::Professional => SettingWord::Professional,
        Setting::NotNow => SettingWord::NotNow,
    }
}

fn reason((texts, rows): (&SettingTexts, &Texts), reason: &SettingReason, about: bool) -> SettingReasonView {
    let asked = unanswered(texts, reason, about);
    SettingReasonView {
        id: reason.id.clone(),
        sentence: texts.says(&reason.text, reason.setting, asked),
        certainty: match reason.certainty {
            Certainty::Yes => CertaintyWord::Yes,
            Certainty::Doubt => CertaintyWord::Doubt,
        },
        setting: word(reason.setting),
        basis: basis(reason.basis),
        sources: reason.sources.iter().filter_map(|id| source(rows, id)).collect(),
    }
}

/// The first of the questions on which a doubt rests.
fn unanswered<'t>(texts: &'t SettingTexts, reason: &SettingReason, about: bool) -> Option<&'t str> {
    let question = texts.question(reason.unsure.first()?.as_str())?;
    Some(if about { &question.about } else { &question.own })
}

fn source(texts: &Texts, id: &str) -> Option<SettingSource> {
    let row = EVIDENCE.row(id)?;
    let (agreement, checked, settled) = match &row.sort {
        EvidenceSort::Statement { agreement, reviews, settled } => {
            let of = EVIDENCE.reviews().iter().filter(|review| reviews.contains(&review.id));
            (agreement.clone(), of.map(|review| review.checked.to_string()).max(), *settled)
        }
        EvidenceSort::Clinical { mark, .. } => (mark.clone(), None, true),
        EvidenceSort::Decision => ("proposal".to_owned(), None, true),
    };
    Some(SettingSource {
        id: row.id.clone(),
        says: texts.source(row).to_owned(),
        agreement,
        checked,
        settled,
    })
}

/// Options belong to the talk with a clinician about a reason that is known: while nothing may be done they are none, and at
/// home nobody shifts.
fn options(texts: &SettingTexts, facts: &Facts, setting: Setting) -> Vec<String> {
    if setting != Setting::Professional {
        return Vec::new();
    }
    let told = facts.answers().get("reason").map(spelled);
    let Some(reason) = told else { return Vec::new() };
    builtin_setting().options_for(&reason).map(|option| texts.option(&option.id).to_owned()).collect()
}

/// What to ask at the visit: what each finding asks that decides or lies between home and not now, each once, then what
/// the setting asks.
fn asks(texts: &SettingTexts, facts: &Facts, decision: &SettingDecision, about: bool) -> Vec<String> {
    let graver = |one: &&SettingReason| one.setting >= decision.setting.unasked();
    let of_findings = decision
        .reasons
        .iter()
        .filter(graver)
        .map(|one| texts.ask(&one.text, unanswered(texts, one, about), facts.answers()));
    let mut seen = BTreeSet::new();
    let all = of_findings.chain(texts.asks(decision.setting).iter().cloned());
    all.filter(|ask| seen.insert(ask.clone())).collect()
}

fn screens(texts: &SettingTexts, missing: &[FactId]) -> Vec<SettingScreen> {
    let vocabulary = builtin_setting().vocabulary();
    let of = |group: &&str| {
        let facts = missing.iter().filter_map(|id| vocabulary.fact(id.as_str()));
        let schemas = facts.filter(|fact| fact.group == **group).filter_map(|fact| {
            let words = texts.question(fact.id.as_str())?;
            Some(FactSchema { fact, question: words, required: false })
        });
        let questions: Vec<_> = schemas.map(|schema| question(vocabulary, &schema)).collect();
        let title = |about| texts.screen(group, about).to_owned();
        let screen = SettingScreen { title: title(false), title_about: title(true), questions };
        Some(screen).filter(|screen| !screen.questions.is_empty())
    };
    SCREENS.iter().filter_map(of).collect()
}

/// The day that the pack names, or the clinic's own when that comes first.
fn look_again(setting: Setting, review: Option<NaiveDate>, today: NaiveDate) -> NaiveDate {
    let days = builtin_setting().look_again().days(setting);
    let own = today.checked_add_days(Days::new(days.into())).unwrap_or(today);
    review.filter(|day| *day >= today).map_or(own, |day| day.min(own))
}
