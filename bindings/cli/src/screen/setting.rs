use gradus_app::Locale;
use gradus_app::view::{Certainty, FactQuestion, SettingReasonView, SettingSource, SettingView, SettingWord};

use super::reader::{Reader, question_for};
use super::triage::list;
use super::{said, words};
use crate::facts_file::takes;
use crate::page::{Ink, Page};

/// Where dilation is to be done: the answer and with whom to speak, why, what to take to the visit, and what is still open.
pub fn setting(page: &mut Page, view: &SettingView, reader: &Reader) {
    let locale = reader.locale();
    page.gap();
    page.line(ink(view.setting), &view.title);
    page.gap();
    page.indented(2, Ink::Strong, &view.sentence);
    page.indented(2, Ink::Plain, &view.whom);
    if reader.is_in_vault() && view.setting != SettingWord::SelfDirected {
        page.gap();
        page.fields(2, &[(said::CLINIC.by(locale), words::clinic(locale, &view.contacts))]);
    }
    if heading(page, said::WHY.by(locale), view.reasons.is_empty()) {
        view.reasons.iter().for_each(|one| reason(page, one, reader));
    }
    for (lead, sentences) in
        [(said::TO_ASK.by(locale), &view.questions), (view.options_lead.as_str(), &view.options)]
    {
        if heading(page, lead, sentences.is_empty()) {
            sentences.iter().for_each(|sentence| page.item(Ink::Plain, "  - ", sentence));
        }
    }
    if heading(page, said::NOT_SETTLED.by(locale), view.not_settled.is_empty()) {
        view.not_settled.iter().for_each(|one| source(page, one, locale));
    }
    open(page, view, reader);
    page.gap();
    page.line(Ink::Plain, &view.look_again_sentence);
    page.line(
        Ink::Quiet,
        &format!("{} {}", view.sign_off, said::SETTING_RULES.with(locale, &[("pack", &view.pack.version)])),
    );
}

/// Every question of the setting.
pub fn setting_questions(page: &mut Page, questions: &[FactQuestion], locale: Locale) {
    page.title(said::SETTING_FACTS.by(locale));
    list(page, questions, locale);
}

fn ink(setting: SettingWord) -> Ink {
    match setting {
        SettingWord::NotNow | SettingWord::Professional => Ink::Caution,
        SettingWord::Home | SettingWord::SelfDirected => Ink::Strong,
    }
}

/// The heading of a part; whether there is one, which an empty part has not.
fn heading(page: &mut Page, text: &str, is_empty: bool) -> bool {
    if !is_empty {
        page.heading(text);
    }
    !is_empty
}

fn reason(page: &mut Page, reason: &SettingReasonView, reader: &Reader) {
    page.item(Ink::Plain, "  - ", &reason.sentence);
    let ids: Vec<String> = reason.sources.iter().map(|source| source.id.clone()).collect();
    let locale = reader.locale();
    let doubt = if reason.certainty == Certainty::Doubt { said::IN_DOUBT.by(locale) } else { "" };
    let basis = words::basis(locale, reason.basis, &ids);
    page.indented(4, Ink::Quiet, &format!("{}{doubt}: {basis}.", reason.id));
    if reader.asks_why() {
        reason.sources.iter().for_each(|one| source(page, one, locale));
    }
}

fn source(page: &mut Page, source: &SettingSource, locale: Locale) {
    let checked = source
        .checked
        .as_ref()
        .map_or(String::new(), |on| said::CHECKED.with(locale, &[("date", &words::day_of(locale, on))]));
    page.indented(4, Ink::Quiet, &format!("{}: {} ({}{checked})", source.id, source.says, source.agreement));
}

fn open(page: &mut Page, view: &SettingView, reader: &Reader) {
    if view.screens.is_empty() {
        return;
    }
    page.heading(said::SETTING_OPEN.by(reader.locale()));
    for question in view.screens.iter().flat_map(|screen| &screen.questions) {
        page.item(Ink::Plain, "  - ", question_for(question, reader.is_about_somebody()));
        let takes = takes(question, reader.locale());
        page.indented(4, Ink::Quiet, &format!("{}: {takes}", question.id));
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::screen::samples;

    fn shown(view: &SettingView) -> String {
        let mut page = Page::new(100);
        setting(&mut page, view, &Reader::of_a_file(&crate::clock::moment(None)));
        page.plain()
    }

    #[test]
    fn the_answer_comes_first_and_who_signed_it_last() {
        let view = samples::setting();
        let text = shown(&view);
        let at = |part: &str| text.find(part).unwrap_or_else(|| panic!("no {part:?} in {text}"));
        let order = [
            view.title.as_str(),
            "Why",
            "SP2: sourced (S23, S27)",
            "SP5, in doubt",
            "What to ask at the visit",
            "A clinician may speak of these",
            "S32",
            "Still to be answered",
            "No clinician has signed",
        ];
        let places: Vec<usize> = order.iter().map(|part| at(part)).collect();
        assert!(places.is_sorted(), "{places:?} {text}");
        assert!(text.contains("sore_now: true, false or \"unknown\""), "{text}");
    }

    #[test]
    fn what_is_empty_has_no_heading() {
        let mut view = samples::setting();
        (view.options, view.questions, view.screens) = (Vec::new(), Vec::new(), Vec::new());
        view.options_lead = String::new();
        let text = shown(&view);
        assert!(
            !text.contains("What to ask") && !text.contains("Still to be") && text.contains("Why"),
            "{text}"
        );
    }
}
