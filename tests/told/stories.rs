//! Whether what people say has a place: a fact that triage asks for, or a field of the log, the plan or the background.

use std::collections::{BTreeMap, BTreeSet};

use gradus_domain::Disposition;
use gradus_triage::Facts;

use crate::asked::{PACK, answer, person};
use crate::read::{self, Entry};

/// What is wanted is 950 of 1000 stated facts with a place. What is reached today is the floor: it may only rise, and
/// whoever gives more facts a place raises it here.
const WANTED: usize = 950;
const FLOOR: usize = 950;

/// Where a stated fact goes that triage does not ask for: the records of the domain, by their names there.
const LOG: &[&str] = &[
    "background",
    "contact",
    "continence",
    "distress",
    "plan",
    "session",
    "session.adjuncts",
    "session.bleeding",
    "session.cleaned",
    "session.device",
    "session.ease",
    "session.holds",
    "session.lubricant",
    "session.pain",
    "session.size",
    "session.stopped",
    "skip",
    "stool.count",
    "stool.form",
    "visit",
];

struct Story {
    id: String,
    is_well: bool,
    says: Vec<Place>,
    /// What is known of the person, and what the story says of it that triage asks for.
    facts: BTreeMap<String, String>,
}

enum Place {
    Fact(String),
    Log,
    None(String),
}

fn story(entry: &Entry) -> Result<Story, String> {
    entry.names_only(&["id", "who", "indication", "background", "known", "day", "text", "says"])?;
    for name in ["id", "who", "indication", "background"] {
        entry.text(name)?;
    }
    let is_well = match entry.text("day")? {
        "well" => true,
        "a sign" => false,
        other => return Err(format!("a day is `well` or `a sign`, not `{other}`")),
    };
    let text = one_line(entry.text("text")?);
    let mut words = BTreeSet::new();
    let mut says = Vec::new();
    for said in entry.entries("says")? {
        says.push(place(&said, &text)?);
        if !words.insert(said.text("words")?.to_owned()) {
            return Err(format!("`{}` is quoted twice", said.text("words")?));
        }
    }
    Ok(Story { id: entry.text("id")?.to_owned(), is_well, facts: told(entry.text("known")?, &says)?, says })
}

/// What the background knows and the story tells, as one set of answers: a story that gives two to one question is read
/// wrongly somewhere.
fn told(known: &str, says: &[Place]) -> Result<BTreeMap<String, String>, String> {
    check(known)?;
    let said =
        says.iter().filter_map(|place| if let Place::Fact(facts) = place { Some(facts) } else { None });
    let mut told: BTreeMap<String, String> = BTreeMap::new();
    for facts in [known].into_iter().chain(said.map(String::as_str)) {
        for (id, answer) in read::pairs(facts)? {
            let before = told.insert(id.to_owned(), answer.to_owned());
            if before.is_some_and(|before| before != answer) {
                return Err(format!("it gives two answers to {id}"));
            }
        }
    }
    person(told)
}

fn place(said: &Entry, text: &str) -> Result<Place, String> {
    said.names_only(&["words", "means", "fact", "log", "no_place"])?;
    said.text("means")?;
    let words = said.text("words")?;
    if !text.contains(words) {
        return Err(format!("`{words}` is not what the story says"));
    }
    match (said.maybe("fact")?, said.maybe("log")?, said.maybe("no_place")?) {
        (Some(facts), None, None) => check(facts).map(|()| Place::Fact(facts.to_owned())),
        (None, Some(log), None) if LOG.contains(&log) => Ok(Place::Log),
        (None, Some(log), None) => Err(format!("the log has no place `{log}`")),
        (None, None, Some(why)) => Ok(Place::None(why.to_owned())),
        _ => Err(format!("`{words}` needs one place: a fact, the log, or the reason why there is none")),
    }
}

fn check(facts: &str) -> Result<(), String> {
    let read = Facts::read(PACK.vocabulary(), read::pairs(facts)?);
    read.map(drop).map_err(|errors| format!("{errors:?}"))
}

fn one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

fn stories() -> Vec<Story> {
    let read = read::all(&read::files("stories"), "story", story);
    read.unwrap_or_else(|wrong| panic!("{}", wrong.join("\n")))
}

#[test]
fn what_people_say_has_a_place_as_often_as_it_had() {
    let stories = stories();
    let said: Vec<&Place> = stories.iter().flat_map(|story| &story.says).collect();
    let of = |is: fn(&Place) -> bool| said.iter().filter(|place| is(place)).count();
    let (facts, log) = (of(|place| matches!(place, Place::Fact(_))), of(|place| matches!(place, Place::Log)));
    let mut without: BTreeMap<&str, usize> = BTreeMap::new();
    for place in &said {
        if let Place::None(why) = place {
            *without.entry(why).or_default() += 1;
        }
    }
    let share = (facts + log) * 1000 / said.len();
    println!("{} facts in {} stories: {facts} asked by triage, {log} in the log", said.len(), stories.len());
    println!("{share} of 1000 have a place; wanted are {WANTED}");
    without.iter().for_each(|(why, times)| println!("{times:>4}  {why}"));
    assert!(share >= FLOOR, "{share} of 1000 have a place, and {FLOOR} had");
    assert!(share < FLOOR + 10, "{share} of 1000 have a place: raise the floor from {FLOOR}");
}

#[test]
fn there_are_a_hundred_days_and_about_a_third_are_ordinary() {
    let stories = stories();
    let well = stories.iter().filter(|story| story.is_well).count();
    assert!(stories.len() >= 100, "{}", stories.len());
    assert!((stories.len() * 3 / 10..=stories.len() * 4 / 10).contains(&well), "{well}");
}

/// Of a hundred ordinary days, as many may be answered with more than "go on".
const CRY_WOLF: usize = 10;

#[test]
fn ordinary_days_are_left_alone_and_none_is_sent_in() {
    let stories = stories();
    let well: Vec<&Story> = stories.iter().filter(|story| story.is_well).collect();
    let mut raised = 0;
    for story in &well {
        let (answered, fired) = answer(&story.facts);
        assert!(answered < Disposition::SameDay { hours: 4 }, "{}: {answered:?} {fired:?}", story.id);
        if answered > Disposition::Continue {
            println!("well, and more: {}: {answered:?} {fired:?}", story.id);
            raised += 1;
        }
    }
    assert!(raised * 100 <= well.len() * CRY_WOLF, "{raised} of {}", well.len());
}

/// Days with a sign that the rules answer with "go on", because what makes them a day with a sign has no place there.
/// It may only fall, and whoever gives such a day its fact lowers it here.
const UNHEARD: usize = 1;

#[test]
fn a_day_with_a_sign_is_heard_but_for_those_that_are_counted() {
    let stories = stories();
    let mut unheard = 0;
    for story in stories.iter().filter(|story| !story.is_well) {
        let (answered, fired) = answer(&story.facts);
        println!("a sign: {}: {answered:?} {fired:?}", story.id);
        unheard += usize::from(answered == Disposition::Continue);
    }
    assert_eq!(unheard, UNHEARD);
}

const ONE: &str = r#"
[[story]]
id = "one"
who = "man of 40 years"
indication = "anal fissure"
background = "none"
known = "age_days=14700"
day = "well"
text = """
It went well. There was no
blood. I slept."""
says = [{ words = "no blood", means = "no bleeding", fact = "bleeding=none" }]
"#;

fn read_one(text: &str) -> Result<usize, String> {
    let files = [("a file".to_owned(), text.to_owned())];
    read::all(&files, "story", story).map(|stories| stories.len()).map_err(|wrong| wrong.join("\n"))
}

#[test]
fn a_story_that_is_not_whole_is_refused() {
    assert_eq!(read_one(ONE), Ok(1));
    let broken = [
        (ONE.replace("bleeding=none", "bleeding=nothing"), "bleeding"),
        (ONE.replace("bleeding=none", "blood=none"), "blood"),
        (ONE.replace("bleeding=none", "bleeding"), "fact=answer"),
        (ONE.replace("words = \"no blood\"", "words = \"some blood\""), "not what the story says"),
        (ONE.replace("fact = \"bleeding=none\"", "log = \"attic\""), "no place `attic`"),
        (ONE.replace(", fact = \"bleeding=none\"", ""), "needs one place"),
        (ONE.replace("bleeding=none\"", "bleeding=none\", log = \"session\""), "needs one place"),
        (ONE.replace("day = \"well\"", "day = \"good\""), "not `good`"),
        (ONE.replace("who =", "whom ="), "whom is none of its names"),
        (ONE.replace("who = \"man of 40 years\"", ""), "who is missing"),
        (ONE.replace("man of 40 years", " "), "who is no text"),
        (ONE.replace("means = \"no bleeding\", ", ""), "means is missing"),
        (ONE.replace("age_days=14700", "age=14700"), "age"),
        (ONE.replace("age_days=14700", "arm=true"), "age_days is missing"),
        (ONE.replace("age_days=14700", "age_days=14700 bleeding=streak"), "two answers to bleeding"),
        (ONE.replace("[[story]]", "[[tale]]"), "no story"),
        (format!("{ONE}{ONE}"), "stands there twice"),
        (format!("title = \"x\"\n{ONE}"), "title is none"),
    ];
    for (text, complaint) in broken {
        let told = read_one(&text).expect_err(complaint);
        assert!(told.contains(complaint), "{told} lacks {complaint}");
    }
}
