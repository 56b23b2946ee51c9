//! What people write or hand over: plans, rules, vocabularies, texts, answers, diaries, signatures.

use std::path::Path;
use std::str::FromStr;

use chrono::NaiveDate;
use gradus_app::desk::{public_key, sign_rules, verify_rules};
use gradus_crypto::sha256;
use gradus_domain::plan::{Plan, PlanForm, published};
use gradus_domain::{Background, History, Moment, Person, PersonId, Role};
use gradus_exchange::csv;
use gradus_journal::wire::{decode_body, encode};
use gradus_journal::{Kind, Statement};
use gradus_triage::{
    DANGER_RULES, EVIDENCE, Evidence, FACTS, Facts, Pack, TEXTS_EN, TEXTS_ES, Texts, Vocabulary,
};

use crate::wire::{files, text};
use crate::{Target, same};

pub fn targets() -> Vec<Target> {
    vec![plan(), rules(), vocabulary(), texts(), evidence(), answers(), diary(), signature()]
}

fn corpus(name: &str) -> std::path::PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../corpus").join(name)
}

/// A plan is printed and read as the same; a form tells its blanks.
fn plan() -> Target {
    let mut seeds = files(&corpus("plans"), ".toml");
    seeds.extend(published().iter().map(|(_, text)| text.as_bytes().to_vec()));
    Target::new("plan", seeds, |bytes| {
        text(bytes, |text| {
            let form = PlanForm::parse(text).map(|form| form.title()).is_ok();
            let Ok(plan) = Plan::parse(text) else { return Ok(form) };
            let written = plan.to_text();
            let again = Plan::parse(&written).map_err(|problems| format!("again: {}", problems.len()))?;
            same(&again.to_text(), &written, "its text")?;
            same(&again, &plan, "a plan").map(|()| true)
        })
    })
}

/// Rules that are read can be told in full and checked.
fn rules() -> Target {
    let seeds = vec![DANGER_RULES.as_bytes().to_vec()];
    Target::new("rules", seeds, |bytes| {
        text(bytes, |text| {
            let Ok(pack) = Pack::parse(text, sha256(&[bytes])) else { return Ok(false) };
            let untold = pack.rules().iter().find(|rule| pack.explain(&rule.id).is_none());
            if untold.is_some() {
                return Err("a rule of the pack cannot be told".to_owned());
            }
            let again = Pack::parse(text, sha256(&[bytes])).map_err(|_| "it is read once only".to_owned())?;
            same(&again.version(), &pack.version(), "its version").map(|()| true)
        })
    })
}

fn vocabulary() -> Target {
    Target::new("vocabulary", vec![FACTS.as_bytes().to_vec()], |bytes| {
        text(bytes, |text| Ok(Vocabulary::parse(text).is_ok()))
    })
}

fn texts() -> Target {
    let seeds = [TEXTS_EN, TEXTS_ES].map(|text| text.as_bytes().to_vec()).to_vec();
    Target::new("texts", seeds, |bytes| text(bytes, |text| Ok(Texts::parse(text).is_ok())))
}

fn evidence() -> Target {
    Target::new("evidence", vec![EVIDENCE.as_bytes().to_vec()], |bytes| {
        text(bytes, |text| Ok(Evidence::parse(text).is_ok()))
    })
}

/// A facts file: a name and its answer a line. Read twice it says the same.
fn answers() -> Target {
    let known = Vocabulary::builtin();
    let seeds = [
        "bleeding=none\npain_peak=0\nnumbing_used=none\ntemperature_c=36.8\nhours_since_antipyretic=240\nillness=well\nworry=none\n",
        "bleeding=heavy\npain_peak=10\ntemperature_c=39.5\nfaint=true\n",
        "bleeding=unknown\nworry=unknown\n",
    ];
    let seeds = seeds.map(|text| text.as_bytes().to_vec()).to_vec();
    Target::new("facts", seeds, move |bytes| {
        text(bytes, |text| {
            let raw = || text.lines().filter_map(|line| line.split_once('='));
            let Ok(facts) = Facts::read(&known, raw()) else { return Ok(false) };
            let again = Facts::read(&known, raw()).map_err(|_| "it is read once only".to_owned())?;
            same(again.answers(), facts.answers(), "what it says").map(|()| true)
        })
    })
}

/// Each session that comes out of a table is one that the journal writes and reads.
fn diary() -> Target {
    let born = NaiveDate::from_ymd_opt(1990, 5, 5).expect("a day");
    let person = Person {
        id: PersonId([1; 16]),
        name: "Robin".to_owned(),
        born,
        role: Role::Self_,
        background: Background::default(),
    };
    let log = History::new(person);
    let wall = chrono::DateTime::from_str("2026-03-20T08:00:00+01:00").expect("a time");
    let now = Moment::new(wall, 0, Default::default());
    Target::new("diary", files(&corpus("diaries"), ".csv"), move |bytes| {
        text(bytes, |text| {
            let Ok(import) = csv::read(text, &[], &log, &now) else { return Ok(false) };
            for session in &import.sessions {
                let said = Statement::Session(session.session.clone());
                let body = encode(&said).map_err(|error| format!("is not written: {error}"))?;
                let again = decode_body(Kind::Session, PersonId([1; 16]), &body);
                same(&again.map_err(|error| format!("is not read: {error}"))?, &said, "a session")?;
            }
            Ok(true)
        })
    })
}

/// A signature that fits says what the signer said, whatever stands around it.
fn signature() -> Target {
    let seed = "5a".repeat(32);
    let key = public_key(&seed).expect("a key");
    let signed = sign_rules(DANGER_RULES, &seed).expect("signs");
    let said = verify_rules(DANGER_RULES, &signed, &key).expect("fits");
    Target::new("signature", vec![signed.into_bytes()], move |bytes| {
        text(bytes, |text| match verify_rules(DANGER_RULES, text, &key) {
            Ok(found) => same(&found, &said, "who signed what").map(|()| true),
            Err(_) => Ok(false),
        })
    })
}
