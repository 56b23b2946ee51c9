mod charts;
mod pictures;

use std::collections::BTreeSet;

use gradus_words::REPORT_KEYS;

use super::markup::{Tag, read};
use super::sample::{Diary, date, five_years, three_weeks};

const FROM: &str = "2026-01-19";
const TO: &str = "2026-02-08";
const NOW: &str = "2026-02-08T21:00";
const CHARTS: [&str; 7] = ["size", "ease", "pain", "weeks", "time", "blood", "heat"];

fn three_week_page() -> String {
    three_weeks().report(FROM, TO, NOW, false)
}

/// Pages to look at. `GRADUS_PAGES=/some/folder cargo test -p gradus-exchange -- --ignored write_pages`, then open them.
#[test]
#[ignore = "writes files for somebody to look at"]
fn write_pages() {
    let folder = std::env::var_os("GRADUS_PAGES").expect("name a folder in GRADUS_PAGES");
    let folder = std::path::Path::new(&folder);
    let mut closed = three_weeks();
    closed.check_in("2026-02-08T20:30", &[("bleeding", "drip"), ("illness", "well")], None);
    closed.check_in("2026-02-08T20:40", &[("temperature_c", "38.4"), ("illness", "well")], None);
    let pages = [
        ("three-weeks", three_week_page()),
        ("notes", three_weeks().report(FROM, TO, NOW, true)),
        ("closed", closed.report(FROM, TO, "2026-02-09T09:00", false)),
        ("one-session", one_session().report(FROM, FROM, "2026-01-19T20:00", false)),
        ("nothing", Diary::of("Nobody Yet").report(FROM, TO, NOW, false)),
        ("five-years", five_years().report(FROM, "2031-01-17", "2031-01-17T21:00", false)),
        ("above", charts::above_the_goal().report(FROM, "2026-01-24", "2026-01-24T21:00", false)),
        ("hostile", hostile().report(FROM, TO, NOW, true)),
    ];
    for (name, page) in pages {
        let dark = page.replace("@media screen and (prefers-color-scheme: dark)", "@media screen");
        std::fs::write(folder.join(format!("{name}.html")), page).expect("a folder to write to");
        std::fs::write(folder.join(format!("{name}-dark.html")), dark).expect("a folder to write to");
    }
}

fn one_session() -> Diary {
    let mut diary = Diary::of("Milo Brandt");
    diary.plan("2026-01-18T10:00");
    diary.session("2026-01-19T07:40", 9, 0, 2);
    diary
}

const HOSTILE: [&str; 5] = [
    "<script>alert('1')</script>",
    "\"quoted\" & 'so' <b>bold</b>",
    "שלום עולם",
    "👩‍👧 🩹",
    "Donaudampfschifffahrtselektrizitätenhauptbetriebswerkbauunterbeamtengesellschaftsvorsitzender",
];

/// Free words as somebody might write them, wherever free words go.
fn hostile() -> Diary {
    let mut diary = three_weeks();
    diary.history.person.name = HOSTILE.join(" ");
    for (at, text) in HOSTILE.iter().enumerate() {
        diary.history.sessions[at].value.note = Some((*text).to_owned());
    }
    diary.history.contacts[0].value.who = HOSTILE[0].to_owned();
    diary.history.contacts[0].value.said = HOSTILE[1].to_owned();
    diary.history.visits[0].value.who = HOSTILE[1].to_owned();
    diary.history.visits[0].value.advice = Some(HOSTILE[0].to_owned());
    diary
}

fn inside<'t>(tags: &'t [Tag], name: &str, id: &str) -> &'t [Tag] {
    let from = tags
        .iter()
        .position(|tag| tag.name == name && tag.attribute("id") == Some(id))
        .unwrap_or_else(|| panic!("no {name} {id}"));
    let depth = tags[from].inside.len();
    let length = tags[from + 1..].iter().take_while(|tag| tag.inside.len() > depth).count();
    &tags[from..=from + length]
}

fn text_of<'t>(tags: &'t [Tag], name: &str) -> Option<&'t str> {
    tags.iter().find(|tag| tag.name == name).map(|tag| tag.text.as_str())
}

/// Whatever closed the gate first: fever of a young infant is the first thing that a clinician reads, before the gate and
/// long before how the sizes went.
#[test]
fn the_state_leads_with_the_most_urgent_thing_that_is_open() {
    let mut diary = three_weeks();
    diary.check_in("2026-02-08T09:00", &[("bleeding", "drip"), ("illness", "well")], None);
    diary.check_in("2026-02-08T10:00", &[("temperature_c", "38.4"), ("illness", "well")], None);
    diary.check_in("2026-02-08T11:00", &[("bleeding", "drip"), ("illness", "well")], None);
    let page = diary.report(FROM, TO, NOW, false);
    let state =
        page.split_once("id=\"state\"").expect("the state").1.split_once("</section>").expect("its end").0;
    let place = |text: &str| state.find(text).unwrap_or_else(|| panic!("{text} in {state}"));
    let (fever, gate, why) = (place("I1 "), place("Stopped"), place("<h3>Why</h3>"));
    let call = place("<span>Get emergency care now, if you have not yet: call the emergency number");
    assert!(call < fever && fever < gate && gate < why);
    assert!(place("Emergency care now: what was asked for on 8 Feb 2026, 10:00") < gate);
    let order = ["10:00", "11:00", "09:00"].map(|time| state[why..].find(&format!("8 Feb 2026, {time}")));
    assert!(order.is_sorted() && order.iter().all(Option::is_some), "{order:?}");
    let tasks = ["Get emergency care now.", "Reach a clinician today", "Answer the questions again"];
    assert!(tasks.map(|task| state.find(task)).is_sorted(), "whom to reach before what to answer");
    let now = crate::report::sample::moment(NOW);
    let standing = gradus_triage::standing(&diary.history, &now);
    let texts = gradus_triage::Texts::english();
    let mut rest = state.split_once("<h3>Still to do</h3>").expect("the tasks").1;
    for task in &standing.tasks {
        let told = texts.task(gradus_triage::Duty::of(task));
        rest =
            rest.split_once(told).unwrap_or_else(|| panic!("{told} stands elsewhere than on every screen")).1;
    }
    assert!(standing.tasks.len() > 2);
    let quiet = one_session().report(FROM, FROM, "2026-01-19T20:00", false);
    assert!(!quiet.contains("the most urgent of what is still open"), "nothing is open");
    assert!(!quiet.contains("class=\"escalated"), "nobody is to be called");
    // A call that is not late yet stands there as well, in the words of Today.
    let mut diary = one_session();
    diary.check_in("2026-01-19T20:00", &[("bleeding", "drip"), ("illness", "well")], None);
    let page = diary.report(FROM, FROM, "2026-01-19T20:00", false);
    assert!(page.contains("<span>Reach a clinician by 19 Jan, 22:00, day or night."), "{page}");
}

#[test]
fn every_page_is_well_formed_and_no_drawing_holds_what_is_no_number() {
    for page in [
        three_week_page(),
        one_session().report(FROM, FROM, "2026-01-19T20:00", false),
        Diary::of("Nobody").report(FROM, TO, NOW, false),
        three_weeks().report(TO, FROM, NOW, false),
        hostile().report(FROM, TO, NOW, true),
    ] {
        let tags = read(&page);
        for tag in tags.iter().filter(|tag| tag.name == "path") {
            let d = tag.attribute("d").expect("a path has places");
            assert!(!d.contains("NaN") && !d.contains("inf"), "{d}");
        }
    }
}

#[test]
fn nothing_is_loaded_and_nothing_runs() {
    for page in [three_week_page(), hostile().report(FROM, TO, NOW, true)] {
        for word in ["http://", "https://", "<script", "url(", "@import", "src=", "<link", "<iframe", "<img"]
        {
            assert!(!page.contains(word), "{word}");
        }
        let tags = read(&page);
        let handlers = tags.iter().flat_map(|tag| &tag.attributes).filter(|(name, _)| name.starts_with("on"));
        assert_eq!(handlers.count(), 0);
        let policy = tags.iter().find(|tag| tag.attribute("http-equiv").is_some()).expect("a policy");
        assert_eq!(
            policy.attribute("content"),
            Some("default-src 'none'; style-src 'unsafe-inline'; img-src data:")
        );
        for link in tags.iter().filter_map(|tag| tag.attribute("href")) {
            let target = link.strip_prefix('#').expect("links stay on the page");
            assert!(tags.iter().any(|tag| tag.attribute("id") == Some(target)), "{link}");
        }
    }
}

#[test]
fn free_words_are_escaped_and_keep_their_letters() {
    let page = hostile().report(FROM, TO, NOW, true);
    assert!(!page.contains("<script>") && !page.contains("<b>bold"));
    for text in
        ["&lt;script&gt;alert('1')&lt;/script&gt;", "&quot;quoted&quot; &amp; 'so' &lt;b&gt;bold", HOSTILE[2]]
    {
        assert!(page.contains(text), "{text}");
    }
    assert!(page.contains("👩‍👧 🩹") && page.contains(HOSTILE[4]));
    let tags = read(&page);
    let name = tags.iter().find(|tag| tag.name == "h1").expect("a name");
    assert_eq!(name.attribute("dir"), Some("auto"));
    let notes = tags.iter().filter(|tag| tag.name == "td" && tag.text == HOSTILE[2]);
    assert!(notes.clone().count() == 1 && notes.clone().all(|td| td.attribute("dir") == Some("auto")));
}

#[test]
fn notes_are_left_out_unless_asked_for() {
    let diary = three_weeks();
    let (without, with) = (diary.report(FROM, TO, NOW, false), diary.report(FROM, TO, NOW, true));
    for note in ["Cried for a minute", "Slept badly", "Ear infection", "Go on with 11"] {
        assert!(!without.contains(note) && with.contains(note), "{note}");
    }
    assert!(without.contains("4 notes in free words are left out."));
    assert!(!with.contains("are left out.</p>"));
}

#[test]
fn five_years_stay_small() {
    let diary = five_years();
    let page = diary.report(FROM, "2031-01-17", "2031-01-17T21:00", false);
    assert!(page.len() < 3_000_000, "{} bytes", page.len());
    assert!(read(&page).iter().any(|tag| tag.attribute("class") == Some("dot many")));
    assert!(page.contains("3650 sessions were held or tried"));
}

#[test]
fn the_same_input_gives_the_same_bytes() {
    assert_eq!(three_week_page(), three_week_page());
}

#[test]
fn a_private_fact_is_never_shown_nor_is_its_answer_counted_by_name() {
    use gradus_domain::{Answer, FactId, Value};
    let mut diary = three_weeks();
    let private =
        [("abuse.current", Value::YesNo(true)), ("later_fact", Value::Level("grave_secret".to_owned()))];
    for (name, value) in private {
        let id = FactId::new(name).expect("a name");
        diary.history.check_ins[4].value.answers.insert(id.clone(), Answer::Known(value.clone()));
        diary.history.assessments[4].value.facts.insert(id.clone(), Answer::Known(value));
        diary.history.assessments[4].value.missing.push(id);
    }
    let page = diary.report(FROM, TO, NOW, true);
    assert!(!page.contains("abuse") && !page.contains("grave") && !page.contains("later_fact"));
    assert!(page.contains("2 facts are not shown"));
    diary.history.assessments[4].value.fired[0].advice = "self_harm".to_owned();
    let page = diary.report(FROM, TO, NOW, true);
    assert!(!page.contains("self_harm") && !page.contains("2 facts are not shown"));
}

#[test]
fn an_empty_range_says_so_and_a_person_without_a_plan_has_a_page() {
    let turned = three_weeks().report(TO, FROM, NOW, false);
    assert!(turned.contains("The range ends before it begins"));
    assert!(!turned.contains("class=\"chart\""));
    let nobody = Diary::of("Nobody").report(FROM, TO, NOW, false);
    assert!(
        !nobody.contains("Sessions may go on")
            && nobody.contains("No plan is in force.")
            && nobody.contains("Nothing was written down")
    );
    assert!(!nobody.contains("id=\"proposal\""));
}

#[test]
fn the_page_says_where_it_comes_from() {
    let page = three_week_page();
    for text in
        ["not signed off by a clinician", &"ab".repeat(32), &"5f".repeat(32), "number 57", "version 0.1.0"]
    {
        assert!(page.contains(text), "{text}");
    }
    let plan = three_weeks().history.plans[0].id.to_string();
    assert!(page.contains(&plan) && page.contains("danger-3"));
}

#[test]
fn what_turns_writing_around_is_taken_out() {
    let mut diary = three_weeks();
    diary.history.contacts[0].value.who = "Ward \u{202e}pots\u{202d} A".to_owned();
    assert!(diary.report(FROM, TO, NOW, false).contains("Spoke with Ward pots A: go on"));
}

#[test]
fn a_block_and_what_is_overdue_are_said_in_words_and_not_by_colour_alone() {
    let mut diary = three_weeks();
    diary.check_in("2026-02-08T20:30", &[("bleeding", "drip"), ("illness", "well")], None);
    let page = diary.report(FROM, TO, "2026-02-09T09:00", false);
    let tags = read(&page);
    let plates = tags.iter().filter(|tag| tag.attribute("class").is_some_and(|c| c.starts_with("plate ")));
    assert!(plates.clone().count() >= 4);
    for (at, tag) in tags.iter().enumerate() {
        if tag.attribute("class").is_some_and(|class| class.starts_with("plate ")) {
            let words = tags[at..].iter().find(|tag| tag.name == "span" && !tag.text.is_empty());
            assert!(words.is_some() && tags[at + 1].name == "svg", "a shape, and words beside it");
        }
    }
    for text in [
        "Stopped",
        "No sessions until a clinician says so.",
        "overdue since 7 Feb 2026, 10:50",
        "B3 Dripping",
    ] {
        assert!(page.contains(text), "{text}");
    }
    // In the words of Today.
    let call = "<span>Reach a clinician now, day or night: it was due by 7 Feb, 10:50.";
    assert!(page.contains(call));
}

#[test]
fn what_a_pause_shows_is_looked_for_from_its_end_on() {
    let mut diary = three_weeks();
    diary.check_in("2026-02-08T20:30", &[("bleeding", "streak"), ("illness", "well")], None);
    let page = diary.report(FROM, TO, "2026-02-08T21:00", false);
    let tasks = page.split("<span>Answer the questions again. ").skip(1);
    let plates: Vec<_> = tasks.filter_map(|task| task.split("</li>").next()).collect();
    assert!(
        plates.iter().any(|plate| plate.contains("<span>from 9 Feb 2026, 00:30 on</span>")),
        "{plates:?}"
    );
    assert!(plates.iter().any(|plate| plate.contains("<span>overdue since 6 Feb 2026, 06:30</span>")));
    assert!(!plates.iter().any(|plate| plate.contains("<span>by ")));
}

#[test]
fn each_answer_of_triage_names_its_rules_their_certainty_basis_and_sources() {
    let page = three_week_page();
    for text in [
        "<b>I1</b> Fever under 3 months, for any reason",
        "<li>in doubt: an answer is not known</li><li>basis: sourced</li>",
        "<a href=\"#src-S18\">S18</a>",
        "Fever or signs of infection",
        "11 more rules fired",
        "I1 Fever under 3 months, for any reason (in doubt); ",
        "Do they feel hot to your hand?</dt><dd>not sure",
        "Days since birth.</dt><dd>82 days",
    ] {
        assert!(page.contains(text), "{text}");
    }
    let asked = page.find("<h4>Asked</h4>").expect("asked facts");
    let derived = page.find("<h4>Not asked: from the log and the background</h4>").expect("derived facts");
    let hot = page.find("Do they feel hot").expect("an asked fact");
    assert!(asked < hot && hot < derived);
}

/// Each key that the page names is one of the report's, and each of the report's is named.
#[test]
fn keys_and_sentences_meet() {
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/src/report");
    let code: String = std::fs::read_dir(folder)
        .expect("this folder")
        .map(|file| file.expect("a file").path())
        .filter(|path| path.extension().is_some_and(|e| e == "rs") && !path.ends_with("tests.rs"))
        .map(|path| std::fs::read_to_string(path).expect("a text"))
        .collect();
    let known: BTreeSet<_> = REPORT_KEYS.iter().filter_map(|key| key.strip_prefix("report.")).collect();
    let quoted: BTreeSet<_> = code.split('"').collect();
    let unsaid: Vec<_> = known.difference(&quoted).collect();
    assert!(unsaid.is_empty(), "never said: {unsaid:?}");
    for call in ["words.report(", "words.report_count(", "say("] {
        for after in code.split(call).skip(1) {
            let Some(rest) = after.trim_start().strip_prefix('"') else { continue };
            let key = rest.split('"').next().unwrap_or_default();
            assert!(known.contains(key), "{key} is not a key of the report");
        }
    }
}
