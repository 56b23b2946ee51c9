//! Where dilation is to be done: what the vault tells, what is asked, and what stands beside the answer.

use gradus_app::view::{Certainty, FactAnswer, SettingView, SettingWord};
use gradus_app::{Locale, ask};

use crate::bench::{Bench, answers, at, check_in, contact, good, held, problems, well_but};

const NOW: &str = "2026-03-02T21:00";

fn setting(bench: &Bench, person: &str, told: &[(&str, &str)]) -> SettingView {
    bench.app.setting(person, &answers(told), &at(NOW)).expect("a setting")
}

fn ids(view: &SettingView) -> Vec<&str> {
    view.reasons.iter().map(|reason| reason.id.as_str()).collect()
}

fn asked(view: &SettingView) -> Vec<&str> {
    view.screens.iter().flat_map(|screen| &screen.questions).map(|question| question.id.as_str()).collect()
}

/// Answers every question of each first screen with its mildest answer, `but` these; how many screens that took.
fn filled(bench: &Bench, person: &str, but: &[(&str, &str)]) -> (usize, SettingView) {
    let (mut told, mut screens): (Vec<FactAnswer>, usize) = (Vec::new(), 0);
    loop {
        let view = bench.app.setting(person, &told, &at(NOW)).expect("a setting");
        let Some(screen) = view.screens.first() else { return (screens, view) };
        screens += 1;
        for question in &screen.questions {
            let own = but.iter().find(|(id, _)| *id == question.id).map(|(_, answer)| (*answer).to_owned());
            let mildest = question.levels.first().or(question.least.as_ref()).cloned();
            let answer = own.or(mildest).unwrap_or_else(|| "false".to_owned());
            told.push(FactAnswer { id: question.id.clone(), answer });
        }
    }
}

#[test]
fn a_child_with_the_clinics_plan_is_at_home_once_two_screens_are_answered() {
    let bench = Bench::child();
    let first = setting(&bench, "Mina", &[]);
    assert_eq!((first.setting, first.screens.len()), (SettingWord::Professional, 2));
    assert!(ids(&first).starts_with(&["SD1", "SH1", "SH2"]), "{:?}", ids(&first));
    for known in ["reason", "age_days", "clinic_start", "instructions", "follow_up", "largest_mm", "pregnant"]
    {
        assert!(!asked(&first).contains(&known), "{known} is told by the vault");
    }
    assert_eq!(first.sentence, "Go on as the clinic ordered, and answer the open questions.");
    let (screens, view) = filled(&bench, "Mina", &[]);
    assert_eq!((screens, view.setting), (2, SettingWord::Home));
    assert_eq!((view.title.as_str(), view.missing.len()), ("At home, led by a clinic", 0));
    assert_eq!(view.contacts.iter().map(|one| one.phone.as_str()).collect::<Vec<_>>(), ["+49 30 1234567"]);
    let child = view.reasons.iter().find(|reason| reason.id == "SH2").expect("a child");
    assert_eq!((child.certainty, child.sources[0].id.as_str()), (Certainty::Yes, "S8"));
    assert_eq!(child.sources[0].agreement, "consensus");
    assert_eq!(child.sources[0].checked.as_deref(), Some("2026-01-08"));
    let unsettled: Vec<_> = view.not_settled.iter().map(|row| (row.id.as_str(), row.settled)).collect();
    assert_eq!(unsettled, [("S32", false)]);
    assert!(view.facts.iter().any(|fact| fact.id == "age_days" && fact.value == "63" && fact.derived));
    assert!(view.facts.iter().any(|fact| fact.id == "training" && !fact.derived));
}

#[test]
fn one_answer_less_sure_takes_it_to_a_clinician_with_questions_for_the_visit() {
    let bench = Bench::child();
    let (_, shown) = filled(&bench, "Mina", &[("training", "shown")]);
    assert_eq!((shown.setting, ids(&shown)[0]), (SettingWord::Professional, "SP13"));
    assert_eq!(shown.questions[0], "Would you show how it is done, and watch us do it once?");
    assert_eq!(
        shown.options.len(),
        3,
        "what is spoken of with somebody born with a narrowing: {:?}",
        shown.options
    );
    assert!(shown.options_lead.contains("only they can say"));
    let (_, unsure) = filled(&bench, "Mina", &[("sore_now", "unknown")]);
    let reason = &unsure.reasons[0];
    assert_eq!(
        (unsure.setting, reason.id.as_str(), reason.certainty),
        (SettingWord::NotNow, "SN3", Certainty::Doubt)
    );
    assert!(reason.sentence.ends_with("Hold no session until this is answered."), "{}", reason.sentence);
    assert!(reason.sentence.contains("Do they have a boil"), "in the words of a parent: {}", reason.sentence);
    assert!(unsure.questions[0].contains("Do they have a boil"), "{}", unsure.questions[0]);
    let (_, pain) = filled(&bench, "Mina", &[("sessions_held", "true"), ("worst_pain_14d", "8")]);
    assert!(pain.questions.iter().any(|ask| ask.contains("was 8 of 10")), "{:?}", pain.questions);
}

#[test]
fn while_triage_stops_sessions_it_is_not_now_and_says_whom_to_ask() {
    let mut bench = Bench::child();
    bench.write(check_in("Mina", well_but(&[("temperature_c", "38.4")])), "2026-03-02T20:00");
    let view = setting(&bench, "Mina", &[]);
    assert_eq!((view.setting, ids(&view)[0]), (SettingWord::NotNow, "SN1"));
    assert!(view.screens.is_empty() && view.options.is_empty(), "nobody is kept with questions then");
    assert!(view.whom.contains("the clinic that leads"), "{}", view.whom);
    let today = bench.app.today("Mina", &at(NOW)).expect("today").headline;
    assert!(view.sentence.starts_with(&today), "the open call first: {}", view.sentence);
    assert_eq!(view.look_again, "2026-03-02", "today, while it is open");
    let mut told = Bench::child();
    told.write(contact("Mina", "stop"), "2026-03-02T20:00");
    assert_eq!(setting(&told, "Mina", &[]).setting, SettingWord::NotNow);
}

#[test]
fn an_adult_of_whom_nothing_speaks_against_it_is_self_directed_and_the_log_can_end_that() {
    let mut bench = Bench::adult();
    let (screens, view) = filled(&bench, "Robin", &[]);
    assert_eq!((screens, view.setting), (2, SettingWord::SelfDirected));
    assert_eq!((view.reasons.len(), view.questions.len(), view.options.len()), (0, 0, 0));
    assert!(view.sign_off.contains("No clinician has signed"), "{}", view.sign_off);
    assert_eq!(
        (view.pack.version.as_str(), view.pack.signed_off, view.pack.hash.len()),
        ("setting-1", false, 64)
    );
    assert_eq!(view.look_again, "2026-05-31");
    assert!(view.look_again_sentence.contains("31 May 2026"), "{}", view.look_again_sentence);
    let mut hard = good("12");
    hard.ease = "not_passed".to_owned();
    hard.holds_s = Vec::new();
    bench.write(held("Robin", hard.clone()), "2026-03-02T19:00");
    bench.write(held("Robin", hard), "2026-03-02T20:30");
    let (_, after) = filled(&bench, "Robin", &[]);
    assert!(after.setting >= SettingWord::Professional, "{:?}", ids(&after));
    assert!(ids(&after).contains(&"SP19"), "{:?}", ids(&after));
}

#[test]
fn answers_only_take_freedom_away_from_what_the_vault_tells() {
    let bench = Bench::child();
    let claims = [("age_days", "12000"), ("reason", "own_practice"), ("clinic_start", "not_seen")];
    let view = setting(&bench, "Mina", &claims);
    for (id, value) in [("age_days", "63"), ("reason", "born_narrow"), ("clinic_start", "not_seen")] {
        let fact = view.facts.iter().find(|fact| fact.id == id).expect(id);
        assert_eq!(fact.value, value, "the graver of the two");
    }
    assert!(ids(&view).contains(&"SH2") && ids(&view).contains(&"SP1"));
}

#[test]
fn every_wrong_answer_is_named_at_once() {
    let bench = Bench::adult();
    let told = answers(&[("bleeding", "none"), ("leaks", "3"), ("leaks", "true"), ("reasn", "fissure")]);
    let in_vault = problems(bench.app.setting("Robin", &told, &at(NOW)).expect_err("refused"));
    let by_file = problems(ask::setting(&told, &at(NOW)).expect_err("refused"));
    let fields: Vec<&str> = in_vault.iter().map(|problem| problem.field.as_str()).collect();
    assert_eq!(fields, ["bleeding", "leaks", "reasn"]);
    assert!(in_vault[2].right.contains("reason"), "{:?}", in_vault[2].right);
    assert_eq!(in_vault, by_file);
}

#[test]
fn without_a_vault_nothing_told_begins_with_a_clinician() {
    let nobody = ask::setting(&[], &at(NOW)).expect("a setting");
    assert_eq!((nobody.setting, ids(&nobody)), (SettingWord::Professional, vec!["SD1"]));
    assert_eq!((nobody.screens.len(), nobody.contacts.len()), (2, 0));
    assert_eq!(nobody.look_again, "2026-03-30");
    assert!(
        nobody.sentence.contains("hands of a clinician"),
        "no clinic ordered anything: {}",
        nobody.sentence
    );
    assert!(nobody.options.is_empty(), "nobody knows of what to speak");
    let known = ask::setting_facts();
    assert!(
        known.iter().all(|question| !question.question.is_empty() && !question.question_about.is_empty())
    );
    assert!(asked(&nobody).iter().all(|id| known.iter().any(|question| question.id == *id)));
    let child = answers(&[("age_days", "900"), ("leaks", "unknown")]);
    let child = ask::setting(&child, &at(NOW)).expect("a setting");
    let doubt = child.reasons.iter().find(|reason| reason.id == "SP5").expect("a doubt");
    assert!(
        doubt.sentence.contains("Do they lose stool"),
        "of a child one asks the parent: {}",
        doubt.sentence
    );
}

#[test]
fn in_spanish_every_sentence_of_it_is_spanish() {
    let spoken = ask::Speaking(Locale::Es);
    let nobody = spoken.setting(&answers(&[("leaks", "unknown")]), &at(NOW)).expect("a setting");
    assert_eq!((nobody.setting, nobody.title.as_str()), (SettingWord::Professional, "Con un profesional"));
    assert!(nobody.sign_off.starts_with("Ningún profesional clínico ha firmado"), "{}", nobody.sign_off);
    assert!(nobody.look_again_sentence.contains("antes del 30 de mar"), "{}", nobody.look_again_sentence);
    assert!(nobody.not_settled[0].says.ends_with("no están aclarados."), "{:?}", nobody.not_settled);
    let doubt = nobody.reasons.iter().find(|reason| reason.id == "SP5").expect("a doubt");
    assert_eq!(doubt.sentence, "Aún sin respuesta: ¿Se le escapan heces o gases sin querer?");
    assert!(
        nobody.questions.iter().any(|ask| ask.contains("¿Se le escapan heces")),
        "{:?}",
        nobody.questions
    );
    assert_eq!(nobody.screens[0].title, "Para qué es, y su salud");
    let (own, english) = (spoken.setting_facts(), ask::setting_facts());
    assert_eq!(own.len(), english.len());
    for (own, english) in own.iter().zip(&english) {
        assert!(own.id == english.id && own.question != english.question, "{}", own.question);
        assert_eq!(own.level_words.len(), english.level_words.len());
    }
    let mut bench = Bench::child();
    bench.app.set_language(Locale::Es);
    let (_, view) = filled(&bench, "Mina", &[("training", "shown")]);
    assert_eq!(view.questions[0], "¿Puede usted enseñar cómo se hace, y mirar una vez cómo lo hacemos?");
    assert!(view.options_lead.starts_with("Un profesional puede hablar"), "{}", view.options_lead);
    let row = &view.reasons[0].sources[0];
    let (_, model) = filled(&Bench::child(), "Mina", &[("training", "shown")]);
    let same = &model.reasons[0].sources[0];
    assert!(row.id == same.id && row.says != same.says, "{}", row.says);
}

#[test]
fn the_clinics_own_date_comes_before_the_packs() {
    let mut bench = Bench::child();
    assert_eq!(filled(&bench, "Mina", &[]).1.look_again, "2026-03-30", "four weeks: the review is later");
    let (text, fills) = crate::bench::child_plan();
    let sooner = |fill: &gradus_app::view::Fill| gradus_app::view::Fill {
        value: if fill.field == "review_by" { "2026-03-09".into() } else { fill.value.clone() },
        field: fill.field.clone(),
    };
    let fills = fills.iter().map(sooner).collect();
    bench.write(
        gradus_app::view::Command::AdoptPlan { person: "Mina".into(), text, fills },
        "2026-03-02T20:00",
    );
    assert_eq!(filled(&bench, "Mina", &[]).1.look_again, "2026-03-09");
}

#[test]
fn nothing_of_it_is_printed_for_a_log() {
    let bench = Bench::child();
    let shown = format!("{:?}", setting(&bench, "Mina", &[]));
    assert!(!shown.contains("born_narrow") && !shown.contains("clinician"), "{shown}");
}
