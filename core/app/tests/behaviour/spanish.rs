//! Everything that is said in a vault is said in the language that was chosen.

use gradus_app::view::{FactAnswer, InterviewReply, PracticePerson};
use gradus_app::{App, Locale, ask};
use serde_json::Value;

use crate::bench::at;

const NOW: &str = "2026-03-16T08:30";
const BOTH: [PracticePerson; 2] = [PracticePerson::InfantAfterAnoplasty, PracticePerson::AdultWithStenosis];

/// Words that no Spanish sentence has, and hardly an English one does without.
const ONLY_ENGLISH: [&str; 46] = [
    "the",
    "of",
    "and",
    "is",
    "are",
    "was",
    "were",
    "not",
    "with",
    "for",
    "your",
    "this",
    "that",
    "you",
    "has",
    "have",
    "they",
    "their",
    "them",
    "be",
    "by",
    "it",
    "its",
    "if",
    "an",
    "on",
    "at",
    "from",
    "until",
    "when",
    "who",
    "which",
    "session",
    "sessions",
    "size",
    "clinic",
    "day",
    "days",
    "then",
    "to",
    "pain",
    "blood",
    "hours",
    "consensus",
    "clinician",
    "held",
];

/// Texts with a space in them: words for machines have none.
fn sentences(value: &Value, all: &mut Vec<String>) {
    match value {
        Value::String(text) if text.contains(' ') => all.push(text.clone()),
        Value::Array(items) => items.iter().for_each(|item| sentences(item, all)),
        Value::Object(fields) => fields.values().for_each(|field| sentences(field, all)),
        _ => {}
    }
}

/// What the practice people's plans say in their clinic's own words, which nobody translates.
fn own_words() -> Vec<String> {
    let fills = ["Children's surgery, on call", "Surgical clinic", "Dr Example"].map(str::to_owned);
    let forms = ask::published_plans().iter();
    let quoted = forms.flat_map(|(_, text)| text.split('"').skip(1).step_by(2));
    let mut all: Vec<_> = quoted.filter(|text| text.contains(' ')).map(str::to_owned).chain(fills).collect();
    all.sort_by_key(|text| std::cmp::Reverse(text.len()));
    all
}

fn assert_spanish(what: &str, text: &str) {
    let mut said = text.to_owned();
    for own in own_words() {
        said = said.replace(&own, " ").replace(&own.replace('\'', "&#39;"), " ");
    }
    let lower = said.to_lowercase();
    let left: Vec<_> =
        lower.split(|c: char| !c.is_alphanumeric()).filter(|word| ONLY_ENGLISH.contains(word)).collect();
    assert!(left.is_empty(), "{what}: {left:?} in {said}");
}

fn assert_spanish_view(what: &str, view: &impl serde::Serialize) -> usize {
    let mut all = Vec::new();
    sentences(&serde_json::to_value(view).expect("JSON"), &mut all);
    all.iter().for_each(|text| assert_spanish(what, text));
    all.len()
}

/// The words of a page, without its marks and styles.
fn words_of(page: &str) -> String {
    let (head, body) = page.split_once("</style>").expect("a style");
    let title = head.split_once("<title>").expect("a title").1.split_once("</title>").expect("its end").0;
    let mut text = format!("{title} ");
    for piece in body.split('<') {
        text.push_str(piece.split_once('>').map_or("", |(_, after)| after));
        text.push(' ');
    }
    text
}

fn spanish() -> App {
    let mut app = App::practice_with(1, &BOTH, &at(NOW)).expect("a vault");
    app.set_language(Locale::Es);
    app
}

#[test]
fn no_view_of_the_practice_people_has_an_english_word() {
    let (app, now) = (spanish(), at(NOW));
    for person in ["Mia", "Robin"] {
        let today = app.today(person, &now).expect("today");
        assert!(assert_spanish_view("today", &today) > 2);
        assert_spanish_view("plan", &app.plan(person, &now).expect("a plan"));
        assert_spanish_view("progress", &app.progress(person, &now).expect("a proposal"));
        assert_spanish_view("preview", &app.plan_preview(person, 8, &now).expect("weeks"));
        let lines = app.timeline(person, None, None, &now).expect("a timeline");
        assert!(assert_spanish_view("timeline", &lines) > 10);
        let trends = app.trends(person, None, None, &now).expect("charts");
        assert!(
            assert_spanish_view("trends", &trends.charts.iter().map(|c| &c.sentence).collect::<Vec<_>>()) > 4
        );
        assert_spanish_view(
            "tables",
            &trends.charts.iter().map(|c| (&c.title, &c.unit, &c.rows)).collect::<Vec<_>>(),
        );
        assert_spanish_view("devices", &app.devices(person, &now).expect("devices"));
        let first = app.interview(person, &[], &now).expect("an interview");
        assert!(assert_spanish_view("interview", &first) > 1);
        let page = app.report_html(person, None, None, true, &now).expect("a page");
        assert!(page.contains("<html lang=\"es\""));
        assert_spanish("report", &words_of(&page));
    }
}

#[test]
fn an_emergency_is_told_in_spanish_from_the_first_screen_to_the_report() {
    let (mut app, now) = (spanish(), at(NOW));
    let facts = [
        ("bleeding", "clots"),
        ("temperature_c", "38.4"),
        ("illness", "very_unwell"),
        ("feels_hot", "unknown"),
    ];
    let answers = facts.map(|(id, answer)| FactAnswer { id: id.to_owned(), answer: answer.to_owned() });
    let check_in = gradus_app::view::Command::CheckIn {
        person: "Mia".to_owned(),
        answers: answers.to_vec(),
        note: None,
    };
    let recorded = app.record(check_in, &now).expect("written down");
    assert!(assert_spanish_view("answer", &recorded) > 5);
    let triage = recorded.triage.expect("an answer");
    assert!(triage.sentence.contains("112, 999 o 911"), "{}", triage.sentence);
    assert!(
        triage.rules.iter().any(|rule| rule.title == "Fiebre antes de los 3 meses, por cualquier motivo")
    );
    let today = app.today("Mia", &now).expect("today");
    assert_spanish_view("today", &today);
    assert!(today.headline.starts_with("Busque atención de emergencia ahora"), "{}", today.headline);
    let page = app.report_html("Mia", None, None, true, &now).expect("a page");
    assert_spanish("report", &words_of(&page));
    assert!(page.contains("38,4") && page.contains("no revisado por un profesional clínico"));
}

#[test]
fn a_session_that_goes_on_speaks_spanish() {
    let (mut app, now) = (spanish(), at("2026-03-16T19:30"));
    let view = app.start_run("Robin", &gradus_app::view::RunDraft::default(), &now).expect("begins");
    assert!(assert_spanish_view("run", &view) > 5);
    for event in
        ["tick:whole", "tick:base", "tick:clean", "tick:lubricant", "tick:relaxed", "in", "stuck", "out"]
    {
        if let Ok(view) = app.run_event("Robin", event, &now) {
            assert_spanish_view(event, &view);
        }
    }
    let today = app.today("Robin", &now).expect("today");
    assert_spanish_view("today", &today);
}

#[test]
fn the_language_is_kept_in_the_handle_and_goes_back() {
    let (mut app, now) = (App::practice_with(1, &BOTH, &at(NOW)).expect("a vault"), at(NOW));
    let before = app.today("Mia", &now).expect("today");
    let count = app.change_count();
    app.set_language(Locale::Es);
    assert_ne!(app.today("Mia", &now).expect("today").headline, before.headline);
    app.set_language(Locale::En);
    assert!(app.today("Mia", &now).expect("today") == before, "as before");
    assert_eq!(app.change_count(), count, "nothing was written");
}

#[test]
fn what_needs_no_vault_speaks_the_language_it_is_asked_in() {
    let speaking = ask::Speaking(Locale::Es);
    let now = at(NOW);
    let many = speaking.facts().iter().map(|fact| assert_spanish_view("facts", fact)).sum::<usize>();
    assert!(many > 300);
    for rule in speaking.rules() {
        assert_spanish("rule", &format!("{} {}", rule.title, rule.advice));
    }
    let answer = |id: &str, answer: &str| FactAnswer { id: id.to_owned(), answer: answer.to_owned() };
    assert_spanish_view(
        "triage",
        &speaking.triage(vec![answer("vomit_green", "true")], &now).expect("an answer"),
    );
    let reply = InterviewReply { id: "bleeding".to_owned(), answer: Some("clots".to_owned()) };
    assert_spanish_view("interview", &speaking.interview(&[reply], &now).expect("an interview"));
    let fit = speaking.lubricant("oil", "latex").expect("known words");
    assert_eq!(fit.sentence, "El aceite rompe el látex. Use uno con base de agua.");
    assert_eq!(
        ask::lubricant("oil", "latex").expect("known words").sentence,
        "Oil makes latex tear. Take a water-based one."
    );
}

/// Code of a room without its tests, and with texts that go over a line end put together.
fn code(folder: &str) -> String {
    let mut all = String::new();
    for entry in std::fs::read_dir(folder).expect("a folder") {
        let path = entry.expect("an entry").path();
        if path.is_dir() {
            all.push_str(&code(path.to_str().expect("a name")));
        } else {
            let text = std::fs::read_to_string(&path).expect("readable");
            all.push_str(text.split("#[cfg(test)]").next().unwrap_or_default());
        }
    }
    let mut joined = String::new();
    for (at, piece) in all.split("\\\n").enumerate() {
        joined.push_str(if at == 0 { piece } else { piece.trim_start() });
    }
    joined
}

#[test]
fn every_refusal_has_its_spanish_words() {
    let here = env!("CARGO_MANIFEST_DIR");
    let english = include_str!("../../../clinical/texts/sentences.en.toml");
    let listed =
        english.split_once("[refusal]\n").expect("refusals").1.split("\n[").next().unwrap_or_default();
    let listed: Vec<&str> =
        listed.lines().filter_map(|line| Some(line.split_once(" = \"")?.1.trim_end_matches('"'))).collect();
    assert!(listed.len() > 40);
    let app = code(&format!("{here}/src"));
    let mut refusals = Vec::new();
    for piece in app.split("refused(").skip(1) {
        let Some(rest) = piece.trim_start().strip_prefix('"') else { continue };
        refusals.push(rest.split("\")").next().unwrap_or_default().split("\",\n").next().unwrap_or_default());
    }
    assert!(refusals.len() > 25);
    for said in refusals {
        assert!(listed.contains(&said), "{said}: write it under [refusal] in every file of sentences");
    }
    let run = code(&format!("{here}/../domain/src/run"));
    for said in listed {
        assert!(app.contains(said) || run.contains(said), "nobody refuses with: {said}");
    }
}

#[test]
fn what_is_refused_is_told_in_the_language_of_the_handle() {
    let (mut app, now) = (spanish(), at(NOW));
    let step = gradus_app::view::Command::TakeStep { person: "Mia".to_owned(), to_tenths_mm: 110 };
    let error = app.record(step, &now).expect_err("not proposed");
    let gradus_app::AppError::Refused { why } = app.told(error) else { panic!("refused") };
    assert_eq!(
        why,
        "El plan permite la medida siguiente: 10 mm, después de 9 mm. Solo se puede dar ese paso."
    );
    let end = gradus_app::view::Command::EndPause { person: "Mia".to_owned() };
    let error = app.record(end, &now).expect_err("no pause");
    let gradus_app::AppError::Refused { why } = app.told(error) else { panic!("refused") };
    assert_eq!(why, "el plan no está en pausa");
}
