//! JSON.md against what is printed: the same keys in the same order.

use std::collections::BTreeMap;

use gradus_app::desk::AnyRule;
use gradus_app::view::{
    BlankView, DispositionWord, ErasedView, InterviewReply, RenewedCode, WayInKind, WayInView,
};
use gradus_app::{AppError, desk};
use serde::Serialize;
use serde_json::value::RawValue;

use crate::ask::forms::{Form, FormText};
use crate::ask::triage::{Pair, Told};
use crate::clock;
use crate::demo::samples::{spent, story};
use crate::failure::Failure;
use crate::patient::person::Shown;
use crate::patient::plan::Imported;
use crate::patient::report::Written;
use crate::patient::vault::Unlocked;
use crate::patient::ways::Changed;
use crate::screen::samples;

const PACK: &str = include_str!("../../../core/clinical/rules/danger.toml");
const PAGE: &str = include_str!("../JSON.md");

/// Keys that the page names, in their order, by shape.
fn promised() -> BTreeMap<String, Vec<String>> {
    let mut shapes: BTreeMap<String, Vec<String>> = BTreeMap::new();
    let mut shape = None;
    for line in PAGE.lines() {
        if line.starts_with('#') {
            shape = line.strip_prefix("### ").map(str::to_owned);
        } else if let (Some(shape), Some(rest)) = (&shape, line.strip_prefix("- `")) {
            let key = rest.split('`').next().unwrap_or_default();
            shapes.entry(shape.clone()).or_default().push(key.to_owned());
        }
    }
    shapes
}

/// Keys of an object, in the order in which they are printed.
fn printed(value: &impl Serialize) -> Vec<String> {
    struct Keys(Vec<String>);
    impl<'de> serde::Deserialize<'de> for Keys {
        fn deserialize<D: serde::Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
            struct Each;
            impl<'de> serde::de::Visitor<'de> for Each {
                type Value = Keys;
                fn expecting(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                    f.write_str("an object")
                }
                fn visit_map<A: serde::de::MapAccess<'de>>(self, mut map: A) -> Result<Keys, A::Error> {
                    let mut keys = Vec::new();
                    while let Some((key, _)) = map.next_entry::<String, Box<RawValue>>()? {
                        keys.push(key);
                    }
                    Ok(Keys(keys))
                }
            }
            from.deserialize_map(Each)
        }
    }
    let text = serde_json::to_string(value).expect("JSON");
    serde_json::from_str::<Keys>(&text).expect("an object").0
}

/// Keys of a value that begins with those of another one, without these.
fn after(whole: &impl Serialize, first: &impl Serialize) -> Vec<String> {
    let (mut keys, first) = (printed(whole), printed(first));
    assert_eq!(keys.drain(..first.len()).collect::<Vec<_>>(), first);
    keys
}

fn error() -> serde_json::Value {
    let text = Failure::from(AppError::Locked).json().expect("an object");
    serde_json::from_str(&text).expect("JSON")
}

#[test]
fn the_page_names_the_keys_that_are_printed_and_no_others() {
    let triage = samples::triage(DispositionWord::Emergency);
    let blank = BlankView { field: "ladder.start_mm".into(), ask: "Which?".into() };
    let now = clock::moment(None);
    let in_full = desk::rule_in_full(None, "I1", &now).expect("a rule");
    let Ok(AnyRule::Setting(of_the_setting)) = desk::any_rule("SP8a", &now) else { panic!("a setting rule") };
    let newer = PACK.replacen("bleeding_min >= 20", "bleeding_min >= 22", 1);
    let difference = desk::difference(PACK, newer.as_str(), &now).expect("two packs");
    let pair = Pair { doubted: "bleeding".into(), by: "bleeding_min".into() };
    let told = Told { answer: samples::triage(DispositionWord::Emergency), contradictions: vec![pair] };
    assert_eq!(after(&told, &triage), ["contradictions"]);
    let said = [InterviewReply { id: "bleeding".into(), answer: Some("clots".into()) }];
    let interview = gradus_app::ask::interview(&said, &now).expect("an interview");
    let shapes = [
        ("SetUp", printed(&samples::set_up())),
        ("Unlocked", printed(&Unlocked { unlocked: true })),
        ("Way", printed(&WayInView { id: 1, kind: WayInKind::Passcode })),
        ("Changed", printed(&Changed { changed: true })),
        ("RenewedCode", printed(&RenewedCode { recovery_code: Vec::new() })),
        ("Erased", printed(&ErasedView { files: 1, left_others: false, sentence: "x".into() })),
        ("Salvage", printed(&samples::salvaged())),
        ("SavedPerson", printed(&samples::salvaged().people[0])),
        ("NotSaved", printed(&samples::salvaged().not_saved[0])),
        ("Gap", printed(&samples::salvaged().gaps[0])),
        ("Verify", printed(&samples::verified())),
        ("Person", printed(&samples::person())),
        ("Details", printed(&Shown { id: "x".into(), details: samples::details() })),
        ("Today", printed(&samples::today())),
        ("Lead", printed(samples::today().lead.as_ref().expect("a lead"))),
        ("NextAction", printed(&samples::today().next_action)),
        ("Pause", printed(samples::today().pause.as_ref().expect("a pause"))),
        ("NextPlan", printed(samples::today().next_plan.as_ref().expect("a plan"))),
        ("Slot", printed(&samples::slot())),
        ("Occurrence", printed(&samples::occurrence())),
        ("Gate", printed(&samples::gate())),
        ("Proposal", printed(&samples::proposal())),
        ("Reason", printed(&samples::proposal().reasons[0])),
        ("Contact", printed(&samples::contact())),
        ("Task", printed(&samples::task())),
        ("Devices", printed(&samples::devices())),
        ("Device", printed(&samples::devices().devices[0])),
        ("DeviceBar", printed(&samples::devices().devices[0].bars[0])),
        ("DeviceQuestion", printed(&samples::devices().devices[0].questions[0])),
        ("DeviceDue", printed(&samples::devices().devices[0].due[0])),
        ("Fit", printed(&samples::devices().devices[0].disinfection[0])),
        ("Timeline", printed(&samples::timeline())),
        ("Item", printed(&samples::timeline().items[0])),
        ("Trends", printed(&samples::trends())),
        ("Chart", printed(&samples::trends().charts[0])),
        ("Series", printed(&samples::trends().charts[0].series[0])),
        ("Point", printed(&samples::trends().charts[0].series[0].points[0])),
        ("Row", printed(&samples::trends().charts[0].rows[0])),
        ("Run", printed(&samples::run())),
        ("RunDevice", printed(samples::run().device.as_ref().expect("a device"))),
        ("RunInsertion", printed(samples::run().insertion.as_ref().expect("an insertion"))),
        ("RunAction", printed(&samples::run().actions[0])),
        ("RunChoice", printed(&samples::run().actions[0].choices[0])),
        ("RunCheck", printed(&samples::run().checks[0])),
        ("RunCue", printed(&samples::run().cues[0])),
        ("Locked", printed(&samples::locked())),
        ("LockedRun", printed(&samples::locked().runs[0])),
        ("LockedCue", printed(&samples::locked().runs[0].cues[0])),
        ("Inbox", printed(&samples::inbox_news())),
        ("RunRecorded", printed(&samples::run_recorded())),
        ("Recorded", printed(&samples::recorded())),
        ("Imported", printed(&Imported { recorded: samples::recorded(), replaced: None })),
        ("Replaced", printed(&samples::replaced())),
        ("Change", printed(&samples::replaced().changes[0])),
        ("Import", printed(&samples::import())),
        ("Assumed", printed(&samples::import().assumed[0])),
        ("Column", printed(&samples::import().columns[0])),
        ("RefusedRow", printed(&samples::import().refused[0])),
        ("Plan", printed(&samples::plan())),
        ("Preview", printed(&samples::preview())),
        ("Stage", printed(samples::preview().stage.as_ref().expect("a stage"))),
        ("Path", printed(&samples::preview().well)),
        ("Week", printed(&samples::preview().well.weeks[0])),
        ("Form", printed(&Form { name: "x", title: "x".to_owned(), blanks: vec![blank.clone()] })),
        ("Blank", printed(&blank)),
        ("FormText", printed(&FormText { name: "x", text: "y" })),
        ("Triage", printed(&triage)),
        ("Interview", printed(&interview)),
        ("Given", printed(&interview.answers[0])),
        ("Rule", printed(&triage.rules[0])),
        ("Fact", printed(&triage.facts[0])),
        ("Pack", printed(&triage.pack)),
        ("Setting", printed(&samples::setting())),
        ("SettingReason", printed(&samples::setting().reasons[0])),
        ("SettingSource", printed(&samples::setting().reasons[0].sources[0])),
        ("SettingScreen", printed(&samples::setting().screens[0])),
        ("Question", printed(&samples::setting().screens[0].questions[0])),
        ("LevelWords", printed(&gradus_app::ask::setting_facts()[0].level_words[0])),
        ("RuleExplained", printed(&samples::explained())),
        ("RuleInFull", after(&in_full, &samples::explained())),
        ("SettingRule", printed(&of_the_setting)),
        ("SettingAsked", printed(&of_the_setting.asks[0])),
        ("Asked", printed(&in_full.asks[0])),
        ("EvidenceRow", printed(&in_full.evidence[0])),
        ("Example", printed(&in_full.examples[0])),
        ("Case", printed(&in_full.examples[0].cases[0])),
        ("ShortAnswer", printed(&in_full.examples[0].cases[0].answer)),
        ("PackChecked", printed(&desk::check_rules(PACK).expect("the built-in pack"))),
        ("Difference", printed(&difference)),
        ("ChangedRule", printed(&difference.changed[0])),
        ("FieldChange", printed(&difference.changed[0].fields[0])),
        ("ChangedAnswer", printed(&difference.answers[0])),
        ("Contradiction", printed(&told.contradictions[0])),
        ("Written", printed(&Written { files: Vec::new() })),
        ("Story", printed(&story())),
        ("Spent", printed(&spent())),
    ];
    let promised = promised();
    for (shape, keys) in &shapes {
        assert_eq!(promised.get(*shape), Some(keys), "{shape}");
    }
    let mut known: Vec<&str> = shapes.iter().map(|(shape, _)| *shape).collect();
    known.extend(["Error", "Problem"]);
    assert!(promised.keys().all(|shape| known.contains(&shape.as_str())), "{:?}", promised.keys());
}

#[test]
fn the_page_names_the_keys_of_an_error_and_its_kinds() {
    let failure = Failure::invalid(Some(1), "field", "wrong", "right").json().expect("an object");
    let value: serde_json::Value = serde_json::from_str(&failure).expect("JSON");
    let sorted = |value: &serde_json::Value| -> Vec<String> {
        value.as_object().expect("an object").keys().cloned().collect()
    };
    let promised = |shape: &str| {
        let mut keys = promised()[shape].clone();
        keys.sort();
        keys
    };
    assert_eq!(sorted(&value["error"]), promised("Error"));
    assert_eq!(sorted(&value["error"]["problems"][0]), promised("Problem"));
    assert!(PAGE.contains(&format!("`{}`", error()["error"]["kind"].as_str().expect("a word"))));
}
