//! Every rule by itself: what makes it hold, and what does not yet.

use std::collections::BTreeSet;

use gradus_domain::{Basis, Certainty};
use gradus_triage::Setting;

use crate::people::{but, clean, decide, ids, pack};

/// Rule; who is clean before; answers that do not make it hold yet; answers that do; every rule that holds then.
type Row = (&'static str, &'static str, &'static str, &'static str, &'static str);

const ROWS: &[Row] = &[
    ("SN1", "own", "", "stopped=true", "SN1"),
    ("SN2", "clinic", "reason=narrow_join", "reason=unexplained", "SN2 SH1"),
    ("SN2a", "own", "", "unexplained_signs=true", "SN2a"),
    ("SN3", "own", "", "sore_now=true", "SN3"),
    ("SN4", "own", "", "inflamed_now=true", "SN4"),
    ("SN5", "own", "", "cancer_suspected=true", "SN5"),
    ("SN6", "clinic", "operated=true", "operated=true wound_open=true", "SN6 SH1 SH3"),
    (
        "SN7",
        "clinic",
        "operated=true bowel_join=checked",
        "operated=true bowel_join=not_checked",
        "SN7 SH1 SH3",
    ),
    (
        "SN8",
        "clinic",
        "operated=true radiotherapy=over_8_weeks",
        "operated=true radiotherapy=last_8_weeks",
        "SN8 SH1 SH3",
    ),
    ("SN9", "clinic", "weak_defence=true", "weak_defence=true neutropenic=true", "SN9 SH1 SH4"),
    ("SN10", "own", "willing=under_pressure", "willing=no", "SN10 SP21"),
    ("SP1", "clinic", "reason=fissure clinic_start=examined", "clinic_start=examined", "SP1 SP9 SH1"),
    ("SP1", "clinic", "clinic_start=started_there", "clinic_start=not_seen", "SP1 SP9 SH1"),
    ("SP2", "clinic", "", "conservative_failed=true", "SP2 SH1"),
    ("SP2", "own", "", "conservative_failed=true", "SP2"),
    ("SN11", "own", "reason=pelvic_floor severe_narrowing=true", "severe_narrowing=true", "SN11 SP3"),
    ("SP3", "clinic", "", "severe_narrowing=true", "SP3 SH1"),
    ("SP4", "own", "", "complex_anatomy=true", "SP4"),
    ("SP5", "own", "", "leaks=true", "SP5"),
    ("SP6", "own", "pregnant=true cleared=yes", "pregnant=true cleared=not_yet", "SP6 SH4"),
    ("SP7", "own", "", "clinic_procedure=true", "SP7"),
    ("SP8", "own", "largest_mm=30", "largest_mm=30.1", "SP8 SP8b"),
    ("SP8", "clinic", "largest_mm=30.0", "largest_mm=35", "SP8 SH1"),
    ("SP8b", "own", "largest_mm=27", "largest_mm=27.1", "SP8b"),
    ("SP8b", "own", "largest_mm=28 reason=pelvic_floor", "largest_mm=28", "SP8b"),
    ("SP8a", "clinic", "age_days=6574 largest_mm=18", "age_days=6574 largest_mm=18.1", "SP8a SH1 SH2"),
    ("SP8a", "clinic", "age_days=6575 largest_mm=18.1", "age_days=100 largest_mm=19", "SP8a SH1 SH2"),
    ("SP9", "own", "reason=pelvic_floor", "reason=pelvic_floor clinic_start=examined", "SP9 SH1"),
    ("SP10", "clinic", "instructions=clear", "instructions=partly", "SP10 SH1"),
    ("SP10", "own", "instructions=none", "instructions=none reason=pelvic_floor", "SP10 SH1"),
    ("SP11", "clinic", "devices=all", "devices=some", "SP11 SH1"),
    ("SP11a", "own", "devices=some reason=pelvic_floor", "devices=some", "SP11a"),
    ("SP12", "clinic", "follow_up=both", "follow_up=one", "SP12 SH1"),
    ("SP13", "clinic", "training=watched", "training=shown", "SP13 SH1"),
    ("SP14", "own", "worst_pain_14d=6", "worst_pain_14d=7", "SP14"),
    ("SP14", "own", "worst_pain_14d=6", "worst_pain_14d=8", "SP14"),
    ("SP15", "own", "painful_sessions_14d=2", "painful_sessions_14d=3", "SP15"),
    ("SP15", "own", "painful_sessions_14d=2", "painful_sessions_14d=4", "SP15"),
    (
        "SP15a",
        "clinic",
        "age_days=6575 largest_mm=15 painful_sessions_14d=1",
        "age_days=6574 largest_mm=15 painful_sessions_14d=1",
        "SP15a SH1 SH2",
    ),
    ("SP16", "own", "bleed_sessions_7d=2", "bleed_sessions_7d=3", "SP16"),
    ("SP16a", "own", "bleed_sessions_7d=1", "bleed_sessions_7d=1 pregnant=true", "SP16a SH4"),
    ("SP16a", "own", "bleeds_easily=true", "bleed_sessions_7d=1 bleeds_easily=true", "SP16a SH4"),
    (
        "SP16a",
        "clinic",
        "age_days=6575 largest_mm=15 bleed_sessions_7d=1",
        "age_days=6574 largest_mm=15 bleed_sessions_7d=1",
        "SP16a SH1 SH2",
    ),
    ("SP16", "own", "bleed_sessions_7d=2", "bleed_sessions_7d=4", "SP16"),
    ("SP17", "own", "", "infection_signs_14d=true", "SP17"),
    ("SP18", "own", "no_progress_days=27", "no_progress_days=28", "SP18"),
    ("SP18", "own", "no_progress_days=27", "no_progress_days=29", "SP18"),
    (
        "SP18a",
        "clinic",
        "age_days=900 no_progress_days=13 largest_mm=15",
        "age_days=900 no_progress_days=14 largest_mm=15",
        "SP18a SH1 SH2",
    ),
    (
        "SP18a",
        "clinic",
        "age_days=6575 no_progress_days=15 largest_mm=15",
        "age_days=6574 no_progress_days=15 largest_mm=15",
        "SP18a SH1 SH2",
    ),
    ("SP19", "own", "not_passed_in_a_row=1", "not_passed_in_a_row=2", "SP19"),
    ("SP19", "own", "not_passed_in_a_row=1", "not_passed_in_a_row=3", "SP19"),
    ("SP20", "own", "", "other_risk=true", "SP20"),
    ("SP21", "own", "willing=yes", "willing=under_pressure", "SP21"),
    ("SP22", "own", "", "masked=true", "SP22"),
    ("SH1", "own", "reason=own_practice", "reason=pelvic_floor", "SH1"),
    (
        "SH1",
        "own",
        "reason=own_practice",
        "reason=after_radiotherapy operated=true radiotherapy=over_8_weeks",
        "SH1 SH3",
    ),
    ("SH1", "own", "reason=own_practice", "reason=fissure", "SH1"),
    ("SH1", "own", "reason=own_practice", "reason=born_narrow", "SH1"),
    ("SH2", "own", "age_days=6575", "age_days=6574 largest_mm=15", "SH2"),
    ("SH3", "own", "", "operated=true", "SH3"),
    ("SH4", "own", "", "bleeds_easily=true", "SH4"),
    ("SH4", "own", "", "weak_defence=true", "SH4"),
    ("SH4", "own", "", "heart_or_spine=true", "SH4"),
    ("SH4", "own", "", "bowel_disease=true", "SH4"),
    ("SH5", "own", "", "other_condition=true", "SH5"),
];

#[test]
fn each_rule_holds_from_its_bound_on_and_not_before() {
    for (rule, whom, under, at, all) in ROWS {
        let before = decide(&but(clean(whom), under));
        assert!(!ids(&before).contains(&(*rule).to_owned()), "{rule} holds with {under}: {:?}", ids(&before));
        let after = decide(&but(clean(whom), at));
        let expected: Vec<String> = all.split(' ').map(str::to_owned).collect();
        assert_eq!(ids(&after), expected, "{rule} with {at}");
        let family = match rule.chars().nth(1) {
            Some('N') => Setting::NotNow,
            Some('P') => Setting::Professional,
            _ => Setting::Home,
        };
        assert_eq!(after.setting, family, "{rule} with {at}");
    }
}

#[test]
fn the_table_above_has_every_rule_of_the_pack() {
    let tried: BTreeSet<&str> = ROWS.iter().map(|row| row.0).collect();
    let pack = pack();
    let known: BTreeSet<&str> = pack.rules().iter().map(gradus_triage::SettingRule::id).collect();
    assert_eq!(tried, known);
}

#[test]
fn every_condition_of_being_led_by_a_clinic_asks_for_all_that_home_needs() {
    for why in [
        "reason=pelvic_floor",
        "age_days=6574",
        "operated=true",
        "bleeds_easily=true",
        "weak_defence=true",
        "heart_or_spine=true",
        "pregnant=true",
        "bowel_disease=true",
        "other_condition=true",
        "leaks=true",
    ] {
        for (rule, lacking) in [
            ("SP9", "clinic_start=examined"),
            ("SP10", "instructions=partly"),
            ("SP11", "devices=some"),
            ("SP12", "follow_up=one"),
            ("SP13", "training=shown"),
        ] {
            let decision = decide(&but(clean("own"), &format!("{why} {lacking}")));
            assert!(ids(&decision).contains(&rule.to_owned()), "{why} {lacking}: {:?}", ids(&decision));
        }
    }
}

#[test]
fn whoever_needs_no_clinic_is_not_asked_for_what_home_needs() {
    let open = "clinic_start= instructions= follow_up= training=";
    let own = decide(&but(clean("own"), open));
    assert_eq!((own.setting, ids(&own).len(), own.missing.len()), (Setting::SelfDirected, 0, 0));
    let clinic = decide(&but(clean("clinic"), open));
    assert_eq!(
        (clinic.setting, ids(&clinic)),
        (Setting::Professional, vec!["SD1?".to_owned(), "SH1".to_owned()])
    );
    let missing: Vec<&str> = clinic.missing.iter().map(gradus_domain::FactId::as_str).collect();
    assert_eq!(missing, ["clinic_start", "instructions", "follow_up", "training"]);
}

#[test]
fn a_doubt_asks_for_all_that_the_finding_would() {
    for (unsure, rule, setting) in
        [("sore_now=unknown", "SN3", Setting::NotNow), ("leaks=unknown", "SP5", Setting::Professional)]
    {
        let decision = decide(&but(clean("own"), unsure));
        assert_eq!(decision.setting, setting, "{unsure}");
        let reason = decision.reasons.iter().find(|one| one.id == rule).expect("the rule may hold");
        assert_eq!((reason.certainty, reason.setting), (Certainty::Doubt, setting));
        let named: Vec<String> = reason.unsure.iter().map(|id| format!("{id}=unknown")).collect();
        assert_eq!(named, [unsure]);
        assert!(decision.missing.is_empty(), "what was put is not missing");
    }
    let home = decide(&but(clean("own"), "operated=unknown"));
    assert_eq!(home.setting, Setting::Home, "a doubt asks for no more than the finding would");
}

#[test]
fn nobody_asked_anything_begins_with_a_clinician() {
    let decision = decide(&crate::people::Raw::new());
    assert_eq!((decision.setting, ids(&decision)), (Setting::Professional, vec!["SD1?".to_owned()]));
    let reason = &decision.reasons[0];
    assert_eq!(
        (reason.basis, reason.sources.as_slice()),
        (Basis::Sourced, &["S33".to_owned(), "S21".to_owned()][..])
    );
    let missing: Vec<&str> = decision.missing.iter().map(gradus_domain::FactId::as_str).collect();
    assert!(missing.contains(&"reason") && missing.contains(&"sessions_held"), "{missing:?}");
    assert!(!missing.contains(&"worst_pain_14d"), "a detail waits for the question it is a detail of");
}

#[test]
fn a_detail_is_asked_once_there_is_something_to_tell_of() {
    let detail = "worst_pain_14d= bleed_sessions_7d=";
    let held = decide(&but(clean("own"), &format!("sessions_held=true {detail}")));
    let missing: Vec<&str> = held.missing.iter().map(gradus_domain::FactId::as_str).collect();
    assert_eq!((held.setting, missing), (Setting::Professional, vec!["worst_pain_14d", "bleed_sessions_7d"]));
    let none = decide(&but(clean("own"), detail));
    assert_eq!((none.setting, none.missing.len()), (Setting::SelfDirected, 0));
    let told = decide(&but(clean("own"), "worst_pain_14d=9"));
    assert_eq!(told.setting, Setting::Professional, "what is told all the same counts");
}

#[test]
fn nobody_is_kept_with_questions_that_change_nothing() {
    let decision = decide(&but(crate::people::Raw::new(), "sore_now=true"));
    assert_eq!((decision.setting, decision.missing.len()), (Setting::NotNow, 0));
}

#[test]
fn options_follow_the_reason() {
    let pack = pack();
    let of = |reason| pack.options_for(reason).map(|option| option.id.as_str()).collect::<Vec<_>>();
    assert_eq!(of("pelvic_floor"), ["toxin", "physiotherapy"]);
    assert_eq!(of("narrow_join"), ["clinic_dilation", "repeat_procedure", "surgery"]);
    assert_eq!(of("unexplained"), Vec::<&str>::new(), "before a diagnosis nothing is on the table");
    assert_eq!(of("own_practice"), Vec::<&str>::new(), "nobody is led to a treatment without a reason");
}
