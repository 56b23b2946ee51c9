//! What something else is about: who says so is asked for that, and is heard as if all had been asked.

use std::collections::BTreeSet;

use crate::people::now;
use crate::talk::{Known, Raw, after, answering, id, known, more, of_more, pack, reply, told};
use gradus_domain::{Answer, Assessment, Disposition, FactId, Gate};
use gradus_triage::{
    ABOUT, ANYTHING_ELSE, FactDefinition, Kind, More, NOTHING_MORE, Next, Replies, Role, Source, TEXTS_EN,
    Texts, Topic,
};

const PEOPLE: [&[(&str, &str)]; 3] = [
    &[("age_days", "12000"), ("pregnant", "true"), ("spinal_lesion_t6", "true"), ("hirschsprung", "false")],
    &[("age_days", "70"), ("hirschsprung", "true"), ("arm", "false")],
    &[("age_days", "2500"), ("hirschsprung", "false"), ("arm", "true")],
];

/// Taken long ago, the dose hides nothing.
const NO_DOSE: (&str, &str) = ("hours_since_antipyretic", "240");

fn offered(interview: &Option<Next>) -> Vec<String> {
    match interview {
        Some(Next::About { topics, .. }) => topics.clone(),
        _ => Vec::new(),
    }
}

/// Something else is different, and it is about these, one at a turn; what is not named is answered mildly.
fn picking(person: &Known, topics: &[&str], with: &[(&str, &str)]) -> Raw {
    let turns: Vec<String> = (1..=topics.len() + 1).map(|turn| format!("{ABOUT}{turn}")).collect();
    let picks = turns.iter().map(String::as_str).zip(topics.iter().copied().chain([NOTHING_MORE]));
    let all: Vec<_> = with.iter().copied().chain(picks).chain([(ANYTHING_ELSE, "true"), NO_DOSE]).collect();
    answering(person, &all)
}

fn ended(person: &Known, said: &Raw) -> Assessment {
    pack().conclude(known(&told(said)), &more(said), person.clone(), &now()).expect("an answer").1
}

/// The questions behind the one whether anything else is different.
fn behind(said: &Raw) -> BTreeSet<&str> {
    let at = said.iter().position(|(id, _)| id == ANYTHING_ELSE).expect("it is asked");
    said[at + 1..].iter().map(|(id, _)| id.as_str()).filter(|id| !of_more(id)).collect()
}

fn topic(id: &str) -> &'static Topic {
    pack().vocabulary().topics().iter().find(|topic| topic.id == id).expect("a topic")
}

fn worst(fact: &FactDefinition) -> String {
    match &fact.kind {
        Kind::YesNo => "true".to_owned(),
        Kind::Level(levels) => levels.last().expect("levels").clone(),
        Kind::Number { .. } if fact.id.as_str() == "temperature_c" => "39.5".to_owned(),
        Kind::Number { least, .. } if fact.id.as_str() == "hours_since_antipyretic" => least.to_string(),
        Kind::Number { greatest, .. } => greatest.to_string(),
    }
}

fn signs() -> impl Iterator<Item = &'static FactDefinition> {
    let all = pack().vocabulary().facts().iter();
    all.filter(|fact| fact.role == Role::Sign && fact.source == Source::Asked)
}

#[test]
fn a_topic_asks_for_its_own_questions_and_for_the_gravest_and_for_no_other() {
    for person in PEOPLE.map(known) {
        let everything = answering(&person, &[(ANYTHING_ELSE, "true"), NO_DOSE]);
        let everything = behind(&everything);
        let start = answering(&person, &[(ANYTHING_ELSE, "true"), NO_DOSE]);
        let at = start.iter().position(|(id, _)| id == ANYTHING_ELSE).expect("it is asked");
        let topics = offered(&after(pack(), &person, &start[..=at].to_vec()).next);
        assert!(topics.len() > 8, "{topics:?}");
        let gravest: BTreeSet<&str> =
            everything.iter().copied().filter(|id| asks(&["gravest"], id)).collect();
        for id in &topics {
            let said = picking(&person, &[id], &[]);
            let asked = behind(&said);
            let own: BTreeSet<&str> =
                everything.iter().copied().filter(|sign| asks(&["gravest", id], sign)).collect();
            assert_eq!(asked, own, "{id}");
            assert!(asked.len() > gravest.len(), "{id} asks for something");
            assert!(asked.len() <= 30 && 2 * asked.len() < everything.len(), "{id}: {}", asked.len());
        }
        let nothing = picking(&person, &[], &[]);
        assert_eq!(behind(&nothing), gravest);
    }
}

fn asks(topics: &[&str], sign: &str) -> bool {
    topics.iter().any(|id| topic(id).signs(pack().vocabulary()).any(|one| one.as_str() == sign))
}

/// The number that stands beside a question is that of the questions that come where there is nothing to tell of.
#[test]
fn somebody_with_nothing_to_tell_is_asked_as_many_questions_as_were_announced() {
    for person in PEOPLE.map(known) {
        let said = picking(&person, &["belly"], &[]);
        let at = said.iter().position(|(id, _)| id == "about.1").expect("it is asked");
        let last = said.iter().position(|(id, _)| id == "about.2").expect("it is asked");
        for length in at + 1..last {
            let interview = after(pack(), &person, &said[..length].to_vec());
            assert_eq!(interview.left, last - length, "{:?}", said[length]);
        }
    }
}

#[test]
fn every_question_of_the_rest_can_be_reached_through_a_topic() {
    for person in PEOPLE.map(known) {
        let everything = answering(&person, &[(ANYTHING_ELSE, "true"), NO_DOSE]);
        let start = everything.iter().position(|(id, _)| id == ANYTHING_ELSE).expect("it is asked");
        let topics = offered(&after(pack(), &person, &everything[..=start].to_vec()).next);
        let ids: Vec<&str> = topics.iter().map(String::as_str).collect();
        let through = picking(&person, &ids, &[]);
        assert_eq!(behind(&through), behind(&everything));
        let turns = through.iter().filter(|(id, _)| id.starts_with(ABOUT)).count();
        assert!(turns <= ids.len(), "nothing is offered twice, nor when nothing is left of it");
    }
}

/// What is told under its topic asks for the same as in an interview that put every question.
#[test]
fn a_sign_is_heard_under_its_topic_as_loud_as_among_all_questions() {
    let person = known(PEOPLE[0]);
    let child = known(PEOPLE[1]);
    let mut heard = 0;
    for person in [person, child] {
        for sign in signs() {
            let with = [(sign.id.as_str(), &*worst(sign))];
            let everything = answering(&person, &[&with[..], &[(ANYTHING_ELSE, "true"), NO_DOSE]].concat());
            if !everything.iter().any(|(id, _)| id == sign.id.as_str()) {
                continue;
            }
            let whole = ended(&person, &everything);
            for topic in pack().vocabulary().topics().iter().filter(|topic| !topic.always) {
                if !topic.signs(pack().vocabulary()).any(|one| *one == sign.id) {
                    continue;
                }
                let said = picking(&person, &[&topic.id], &with);
                let answer = ended(&person, &said);
                assert_eq!(answer.disposition, whole.disposition, "{} under {}", sign.id, topic.id);
                assert!(answer.gate.covers(&whole.gate), "{} under {}", sign.id, topic.id);
                heard += 1;
            }
        }
    }
    assert!(heard > 150, "{heard}");
}

/// What dilation itself can do, where it is felt: each is asked for under every topic that somebody in danger would pick.
#[test]
fn the_dangers_of_dilation_are_asked_for_wherever_they_may_be_looked_for() {
    for (danger, topics) in [
        ("belly_rigid", &["belly", "bottom", "blood", "device", "fever"][..]),
        ("belly_pain", &["belly", "bottom", "blood", "device", "fever", "stool"]),
        ("saddle_numb", &["nerves", "urine", "stool", "bottom"]),
        ("urine_retained", &["urine", "nerves"]),
        ("device_retained", &["device"]),
        ("skin_black_or_blistered", &["bottom", "wound", "skin"]),
        ("redness_spreading", &["bottom", "wound", "skin"]),
        ("rash_non_blanching", &["skin", "fever"]),
        ("no_gas_or_stool", &["belly", "stool"]),
        ("vomit_green", &["belly"]),
    ] {
        assert!(topics.iter().all(|topic| asks(&[topic], danger)), "{danger}");
    }
    for grave in [
        "grave_sign",
        "stroke_signs",
        "breathless",
        "chest_pain",
        "blue_or_grey",
        "faint",
        "drowsy",
        "confused",
        "self_harm",
    ] {
        assert!(asks(&["gravest"], grave), "{grave}");
    }
}

#[test]
fn somebody_who_names_no_topic_of_the_list_is_never_told_to_go_on() {
    for person in PEOPLE.map(known) {
        for topics in [&[][..], &["belly"], &["medicine", "skin"]] {
            let said = picking(&person, topics, &[]);
            let at_each = (0..=said.len()).map(|length| after(pack(), &person, &said[..length].to_vec()));
            for (length, interview) in at_each.enumerate() {
                let calls = interview.asked_for > Disposition::Continue;
                assert_eq!(calls, length == said.len(), "{topics:?}: it asks for a call when all is asked");
            }
            let answer = ended(&person, &said);
            assert!(answer.fired.iter().any(|rule| rule.id == "G19"), "{topics:?}");
            assert!(answer.disposition >= Disposition::Contact { days: 7 }, "{topics:?}");
        }
    }
}

#[test]
fn not_sure_what_it_is_about_asks_for_everything_at_any_turn() {
    let person = known(PEOPLE[0]);
    let everything = answering(&person, &[(ANYTHING_ELSE, "true"), NO_DOSE]);
    for picks in [&[("about.1", "unknown")][..], &[("about.1", "belly"), ("about.2", "unknown")]] {
        let said = answering(&person, &[picks, &[(ANYTHING_ELSE, "true"), NO_DOSE]].concat());
        assert_eq!(behind(&said), behind(&everything));
    }
    // Put and not answered is not known.
    let mut none = everything.clone();
    none.iter_mut().filter(|(id, _)| id.starts_with(ABOUT)).for_each(|(_, said)| *said = None);
    assert_eq!(more(&none), More::Anything);
}

/// Who leaves before it was said what it is about has everything open, who leaves later what belongs to it.
#[test]
fn whoever_breaks_off_leaves_open_what_it_is_about() {
    let person = known(PEOPLE[0]);
    let said = picking(&person, &["belly"], &[]);
    let at = said.iter().position(|(id, _)| id == "about.1").expect("it is asked");
    let all = ended(&person, &said[..at].to_vec());
    assert!(all.missing.len() > 50 && all.gate != Gate::OPEN, "{}", all.missing.len());
    for length in at + 1..said.len() {
        let answer = ended(&person, &said[..length].to_vec());
        let open: BTreeSet<&str> = said[length..].iter().map(|(id, _)| id.as_str()).collect();
        let missing: BTreeSet<&str> = answer.missing.iter().map(FactId::as_str).collect();
        let facts: BTreeSet<&str> = open.iter().copied().filter(|id| !of_more(id)).collect();
        assert!(missing.is_superset(&facts), "{length}: {facts:?}");
        assert!(missing.len() < 40 && (missing.is_empty() || answer.gate != Gate::OPEN));
        // What was left open is put the next time.
        let left: Known =
            answer.facts.iter().filter(|(id, _)| id.as_str().starts_with("left_open.")).map(clone).collect();
        assert_eq!(left.len(), missing.len());
    }
}

fn clone((id, answer): (&FactId, &Answer<gradus_domain::Value>)) -> (FactId, Answer<gradus_domain::Value>) {
    (id.clone(), answer.clone())
}

/// More that is said never asks for less.
#[test]
fn each_further_reply_asks_for_at_least_as_much() {
    let person = known(PEOPLE[0]);
    let base = answering(&person, &[(ANYTHING_ELSE, "false")]);
    let base: Raw = base.into_iter().filter(|(id, _)| !of_more(id)).collect();
    let open = |of_more: &[(&str, &str)]| -> BTreeSet<FactId> {
        let raw = of_more.iter().map(|(id, said)| (*id, Some(*said)));
        let more = Replies::read(pack().vocabulary(), raw).expect("replies").more();
        let told = pack().conclude(known(&told(&base)), &more, person.clone(), &now()).expect("an answer");
        told.1.missing.into_iter().collect()
    };
    let yes = (ANYTHING_ELSE, "true");
    let steps: [&[(&str, &str)]; 7] = [
        &[(ANYTHING_ELSE, "false")],
        &[(ANYTHING_ELSE, "false"), ("about.1", "nothing_more")],
        &[yes, ("about.1", "nothing_more")],
        &[yes, ("about.1", "belly")],
        &[("about.1", "belly"), ("about.2", "skin")],
        &[yes, ("about.1", "belly"), ("about.2", "skin"), ("about.3", "unknown")],
        &[yes],
    ];
    let sizes: Vec<BTreeSet<FactId>> = steps.iter().map(|step| open(step)).collect();
    assert!(sizes.windows(2).all(|pair| pair[0].is_subset(&pair[1])));
    let counts: Vec<usize> = sizes.iter().map(BTreeSet::len).collect();
    assert!(counts[0] == 0 && counts[1] == 0 && counts[2] > 5, "{counts:?}");
    assert!(counts[3] > counts[2] && counts[4] > counts[3] && counts[5] > 50, "{counts:?}");
    assert_eq!(counts[5], counts[6]);
}

#[test]
fn what_is_no_topic_and_no_turn_is_refused_by_name() {
    let read = |raw: &[(&str, &str)]| {
        let raw = raw.iter().map(|(id, said)| (*id, Some(*said)));
        let errors = Replies::read(pack().vocabulary(), raw).expect_err("refused");
        errors.iter().map(ToString::to_string).collect::<Vec<_>>()
    };
    assert_eq!(read(&[("about.1", "bely")]), ["about.1: no topic; did you mean belly?"]);
    assert!(
        read(&[("about.1", "my secret")])[0].starts_with("about.1: no topic; write one of awake, belly,")
    );
    assert!(read(&[("about.1", "gravest")])[0].starts_with("about.1: no topic"), "it is not offered");
    for turn in ["about.0", "about.01", "about.16", "about.x", "about.", "about.-1"] {
        let said = read(&[(turn, "belly")]);
        let right = "count the turns from 1 to 15: about.1, about.2";
        assert_eq!(said, [format!("{turn}: no turn of a check-in; {right}")]);
    }
    assert_eq!(
        read(&[("about.1", "belly"), ("about.1", "skin")]),
        ["about.1: answered twice; answer each question once"]
    );
    assert_eq!(read(&[("again.about.1", "belly")]).len(), 1);
    let replies =
        Replies::read(pack().vocabulary(), [("about.15", Some("belly")), ("about.2", Some("skin"))]);
    let said = format!("{:?} {:?}", replies.as_ref().map(Replies::more), replies);
    assert!(!said.contains("belly"), "{said}");
}

#[test]
fn a_facts_file_says_what_it_is_about_as_an_interview_does() {
    let well = [("age_days", "12000"), ("bleeding", "none"), ("illness", "well"), ("worry", "none")];
    let judge = |more: &[(&str, &str)]| {
        pack().judge([&well[..], more].concat(), &now()).map(|(_, answer)| answer.missing.len())
    };
    let everything = judge(&[(ANYTHING_ELSE, "true")]).expect("an answer");
    let belly = judge(&[(ANYTHING_ELSE, "true"), ("about.1", "belly")]).expect("an answer");
    let nothing = judge(&[]).expect("an answer");
    assert!(nothing < belly && belly < everything, "{nothing} {belly} {everything}");
    assert_eq!(judge(&[("about.1", "belly")]).expect("an answer"), belly);
    assert!(judge(&[("about.1", "bely")]).is_err());
}

#[test]
fn the_names_of_the_topics_are_there_in_every_language_and_each_is_another() {
    let english = Texts::english();
    for texts in Texts::shipped() {
        let names: BTreeSet<&str> = pack()
            .vocabulary()
            .topics()
            .iter()
            .filter(|topic| !topic.always)
            .map(|topic| texts.topic(&topic.id))
            .collect();
        assert_eq!(names.len(), 14);
        assert!(names.iter().all(|name| !name.is_empty()));
        assert!(!texts.about(1).is_empty() && texts.about(1) != texts.about(2));
        assert!(!texts.nothing_more(1).is_empty() && texts.nothing_more(1) != texts.nothing_more(2));
        assert!(texts.is_english() || texts.topic("belly") != english.topic("belly"));
    }
    for (old, new, wrong) in [
        ("belly = \"Belly", "bely = \"Belly", "en: topic.belly: no name"),
        ("belly = \"Belly", "bely = \"Belly", "en: topic.bely: nobody uses this text"),
        ("stool = \"Stool\"", "stool = \"Bleeding\"", "en: topic.stool: another topic is called so"),
        ("blood = \"Bleeding\"", "gravest = \"Bleeding\"", "en: topic.gravest: nobody uses this text"),
    ] {
        assert!(TEXTS_EN.contains(old), "{old}");
        let texts = Texts::parse(&TEXTS_EN.replacen(old, new, 1)).expect("it can be read");
        let found = pack().check_shipped(&[texts], &gradus_triage::Evidence::builtin());
        let found: Vec<String> = found.iter().map(ToString::to_string).collect();
        assert!(found.iter().any(|line| line.contains(wrong)), "{wrong}: {found:?}");
    }
    assert_eq!(reply(pack(), "about.1", 7), None);
    let start = answering(&known(PEOPLE[0]), &[(ANYTHING_ELSE, "true"), NO_DOSE]);
    let first = start.iter().position(|(id, _)| id == "about.1").expect("it is asked");
    assert_eq!(
        id(&after(pack(), &known(PEOPLE[0]), &start[..first].to_vec()).next.expect("a question")),
        "about.1"
    );
}
