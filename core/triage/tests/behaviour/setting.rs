//! What the background, the plan and the log tell of the setting.

use gradus_domain::{
    Adjunct, AdjunctUse, Answer, Background, Bleeding, Condition, Ease, Fact, History, PainScore, Plan,
    Session, StopReason, Surgery, SurgeryKind, Value,
};
use gradus_triage::{Facts, Setting, SettingPack, derive_setting, standing};

use crate::diary::{NOW, assessment, contact, history, logged, moment, psarp, session};
use gradus_domain::ContactOutcome;

/// A fact as the setting has it; `-` when it is left to be asked.
fn told(history: &History, id: &str) -> String {
    let now = moment(NOW);
    match derive_setting(history, &standing(history, &now), &now).get(id) {
        None => "-".to_owned(),
        Some(Answer::Unknown) => "unknown".to_owned(),
        Some(Answer::Known(Value::YesNo(yes))) => yes.to_string(),
        Some(Answer::Known(Value::Number(number))) => number.to_string(),
        Some(Answer::Known(Value::Level(level))) => level.clone(),
    }
}

fn with(conditions: &[Condition]) -> History {
    let conditions = conditions.iter().map(|what| Fact { what: *what, since: None }).collect();
    let mut history = history();
    history.person.background = Background { conditions, surgeries: Vec::new() };
    history
}

fn planned(plan: Plan) -> History {
    let mut history = history();
    history.plans = vec![logged(1, "2026-01-19T08:00", plan)];
    history
}

fn held(sessions: &[(&str, Session)]) -> History {
    let mut history = history();
    let numbered = sessions.iter().zip(10_u8..);
    history.sessions = numbered.map(|((when, one), number)| logged(number, when, one.clone())).collect();
    history
}

fn hurting(peak: u8) -> Session {
    let mut one = session();
    one.pain.peak = Some(Answer::Known(PainScore::new(peak).expect("a score")));
    one
}

#[test]
fn every_fact_that_is_told_is_one_of_the_vocabulary_with_a_value_it_takes() {
    let pack = SettingPack::builtin([0; 32]);
    let now = moment(NOW);
    let mut full = planned(psarp());
    full.sessions = held(&[("2026-03-01T08:00", hurting(5))]).sessions;
    full.person.background =
        with(&[Condition::Radiotherapy, Condition::PreexistingLeakage]).person.background;
    for history in [history(), full] {
        let known = derive_setting(&history, &standing(&history, &now), &now);
        assert!(known.len() >= 9, "{} facts", known.len());
        assert!(Facts::join(pack.vocabulary(), Default::default(), known).is_ok());
    }
}

#[test]
fn the_background_answers_in_both_directions() {
    let nobody = history();
    for (condition, id, value, without) in [
        (Condition::Anticoagulant, "bleeds_easily", "true", "-"),
        (Condition::BleedingDisorder, "bleeds_easily", "true", "-"),
        (Condition::Immunosuppressed, "weak_defence", "true", "-"),
        (Condition::Steroids, "weak_defence", "true", "-"),
        (Condition::CentralLine, "weak_defence", "true", "-"),
        (Condition::HeartCondition, "heart_or_spine", "true", "-"),
        (Condition::SpinalLesion { at_or_above_t6: false }, "heart_or_spine", "true", "-"),
        (Condition::Pregnancy, "pregnant", "true", "false"),
        (Condition::InflammatoryBowelDisease, "bowel_disease", "true", "false"),
        (Condition::CancerHistory, "bowel_disease", "true", "false"),
        (Condition::PreviousEnterocolitis, "bowel_disease", "true", "false"),
        (Condition::AbnormalPressureOrAnatomy, "complex_anatomy", "true", "false"),
        (Condition::Trisomy21, "other_condition", "true", "false"),
        (Condition::NonVerbal, "other_condition", "true", "false"),
        (Condition::Radiotherapy, "operated", "true", "false"),
        (Condition::Diverted, "operated", "true", "false"),
        (Condition::Radiotherapy, "radiotherapy", "-", "none"),
        (Condition::PreexistingLeakage, "leaks", "true", "-"),
        (Condition::FailedConservativeTherapy, "conservative_failed", "true", "-"),
        (Condition::Arm, "reason", "born_narrow", "-"),
        (Condition::Hirschsprung, "reason", "born_narrow", "-"),
    ] {
        assert_eq!(
            (told(&with(&[condition]), id), told(&nobody, id)),
            (value.into(), without.into()),
            "{id}"
        );
    }
    assert_eq!(told(&nobody, "age_days"), "63");
    let mut grown = history();
    grown.person.born = "1990-01-01".parse().expect("a date");
    assert_eq!(told(&grown, "pregnant"), "-", "nobody asks that of a baby, and it is asked of the others");
}

/// Whom a plan of one's own would be refused, is never told to practise alone.
#[test]
fn no_background_that_bars_a_plan_of_ones_own_is_left_self_directed() {
    let pack = SettingPack::builtin([0; 32]);
    let now = moment(NOW);
    let clean = crate::people::clean_setting(&pack);
    let setting = |history: &History| {
        let known = derive_setting(history, &standing(history, &now), &now);
        pack.decide(&Facts::join(pack.vocabulary(), clean.clone(), known).expect("facts")).setting
    };
    let grown = |mut history: History| {
        history.person.born = "1990-01-01".parse().expect("a date");
        history
    };
    assert_eq!(setting(&grown(history())), Setting::SelfDirected);
    assert!(setting(&history()) > Setting::SelfDirected, "a baby");
    let barred = [
        Condition::Hirschsprung,
        Condition::Arm,
        Condition::Anticoagulant,
        Condition::BleedingDisorder,
        Condition::Immunosuppressed,
        Condition::CentralLine,
        Condition::InflammatoryBowelDisease,
        Condition::Radiotherapy,
        Condition::CancerHistory,
        Condition::Pregnancy,
        Condition::PreexistingLeakage,
        Condition::AbnormalPressureOrAnatomy,
        Condition::SpinalLesion { at_or_above_t6: true },
        Condition::SpinalLesion { at_or_above_t6: false },
        Condition::Diverted,
        Condition::Trisomy21,
        Condition::PreviousEnterocolitis,
        Condition::NonVerbal,
        Condition::HeartCondition,
        Condition::Steroids,
    ];
    for condition in barred {
        assert!(setting(&grown(with(&[condition]))) > Setting::SelfDirected, "{condition:?}");
    }
    let mut operated = grown(history());
    let surgery = Surgery { kind: SurgeryKind::Haemorrhoidectomy, on: None };
    operated.person.background = Background { conditions: Vec::new(), surgeries: vec![surgery] };
    assert!(setting(&operated) > Setting::SelfDirected);
}

#[test]
fn a_plan_of_the_clinic_answers_for_start_instructions_sizes_and_follow_up() {
    let history = planned(psarp());
    for (id, value) in [
        ("reason", "born_narrow"),
        ("clinic_start", "started_there"),
        ("instructions", "clear"),
        ("follow_up", "both"),
        ("largest_mm", "12"),
        ("clinic_procedure", "false"),
        ("devices", "-"),
        ("training", "-"),
        ("wound_open", "-"),
    ] {
        assert_eq!(told(&history, id), value, "{id}");
    }
    assert_eq!(told(&crate::diary::history(), "clinic_start"), "-");
    let mut early = planned(psarp());
    early.plans[0].effective = crate::diary::at("2026-01-06T08:00");
    let before = moment("2026-01-10T08:00");
    let known = derive_setting(&early, &standing(&early, &before), &before);
    assert_eq!(
        known.get("wound_open"),
        Some(&Answer::Known(Value::YesNo(true))),
        "the surgeon's day is to come"
    );
    let after = moment("2026-12-02T08:00");
    let known = derive_setting(&early, &standing(&early, &after), &after);
    let one = Answer::Known(Value::Level("one".to_owned()));
    assert_eq!(known.get("follow_up"), Some(&one), "the review has passed");
}

#[test]
fn a_plan_without_home_sessions_is_for_the_clinic() {
    let history = planned(crate::visits::calibrated());
    for (id, value) in
        [("clinic_procedure", "true"), ("clinic_start", "-"), ("largest_mm", "-"), ("reason", "born_narrow")]
    {
        assert_eq!(told(&history, id), value, "{id}");
    }
}

#[test]
fn the_last_two_weeks_of_sessions_answer_for_pain_blood_and_size() {
    let mut bled = session();
    bled.bleeding = Some(Answer::Known(Bleeding::Streak));
    let mut stuck = session();
    stuck.ease = Ease::NotPassed;
    let mut stopped = hurting(2);
    stopped.stopped = Some(StopReason::Pain);
    let history = held(&[
        ("2026-02-16T19:00", hurting(9)),
        ("2026-02-17T08:00", hurting(3)),
        ("2026-02-20T08:00", hurting(4)),
        ("2026-02-21T08:00", stopped),
        ("2026-02-22T08:00", bled.clone()),
        ("2026-02-24T08:00", bled.clone()),
        ("2026-02-25T08:00", stuck.clone()),
        ("2026-03-01T08:00", bled),
        ("2026-03-02T08:00", stuck),
    ]);
    for (id, value) in [
        ("sessions_held", "true"),
        ("worst_pain_14d", "4"),
        ("painful_sessions_14d", "2"),
        ("bleed_sessions_7d", "2"),
        ("not_passed_in_a_row", "1"),
        ("no_progress_days", "-"),
    ] {
        assert_eq!(told(&history, id), value, "{id}");
    }
    let long_ago = held(&[("2026-02-01T08:00", hurting(9))]);
    assert_eq!(
        (told(&long_ago, "sessions_held"), told(&long_ago, "worst_pain_14d")),
        ("false".into(), "-".into())
    );
    assert_eq!(told(&crate::diary::history(), "sessions_held"), "-", "an empty log tells of no one");
}

#[test]
fn pain_that_was_hidden_is_not_known_unless_it_was_severe_all_the_same() {
    let numbed = |peak| {
        let mut one = hurting(peak);
        one.adjuncts = vec![AdjunctUse { kind: Adjunct::NumbingGel, prescribed: true }];
        one
    };
    let unknown = held(&[("2026-03-01T08:00", numbed(1))]);
    assert_eq!(told(&unknown, "worst_pain_14d"), "unknown");
    let mut silent = session();
    silent.pain.peak = None;
    assert_eq!(told(&held(&[("2026-03-01T08:00", silent.clone())]), "worst_pain_14d"), "-", "never asked");
    silent.pain.peak = Some(Answer::Unknown);
    assert_eq!(told(&held(&[("2026-03-01T08:00", silent)]), "worst_pain_14d"), "unknown");
    let severe = held(&[("2026-03-01T08:00", numbed(7))]);
    assert_eq!(told(&severe, "worst_pain_14d"), "7");
    let beside = held(&[("2026-02-28T08:00", hurting(2)), ("2026-03-01T08:00", numbed(5))]);
    assert_eq!(told(&beside, "worst_pain_14d"), "unknown", "one that was believed says nothing of the other");
}

#[test]
fn sessions_of_which_nobody_is_sure_count_where_they_could_reach_the_bound() {
    let mut unsure = session();
    unsure.pain.peak = Some(Answer::Unknown);
    unsure.bleeding = Some(Answer::Unknown);
    let days = ["2026-02-28T08:00", "2026-03-01T08:00", "2026-03-02T08:00"];
    let grown = |mut history: History| {
        history.person.born = "1990-01-01".parse().expect("a date");
        history
    };
    let count = |history: &History| ["painful_sessions_14d", "bleed_sessions_7d"].map(|id| told(history, id));
    let two = held(&days.map(|day| (day, unsure.clone()))[1..]);
    assert_eq!(count(&grown(two.clone())), ["0", "0"]);
    assert_eq!(count(&two), ["unknown", "unknown"], "one is enough for a child");
    let three = held(&days.map(|day| (day, unsure.clone())));
    assert_eq!(count(&grown(three)), ["unknown", "unknown"]);
    let mut bleeds = grown(two);
    bleeds.person.background = with(&[Condition::Anticoagulant]).person.background;
    assert_eq!(count(&bleeds), ["0", "unknown"], "and for whoever bleeds easily");
}

#[test]
fn operations_tell_of_a_join_or_leave_it_to_be_asked() {
    for (kind, join) in [
        (SurgeryKind::PullThrough, "-"),
        (SurgeryKind::RectalAnastomosis, "-"),
        (SurgeryKind::StomaClosure, "-"),
        (SurgeryKind::OtherPelvic, "-"),
        (SurgeryKind::Haemorrhoidectomy, "none"),
    ] {
        let mut operated = history();
        let surgeries = vec![Surgery { kind, on: None }];
        operated.person.background = Background { conditions: Vec::new(), surgeries };
        assert_eq!(told(&operated, "bowel_join"), join, "{kind:?}");
        assert_eq!(told(&operated, "operated"), "true", "{kind:?}");
    }
}

#[test]
fn the_days_that_the_next_size_is_overdue_are_counted_from_the_plan() {
    let mut history = planned(psarp());
    history.sessions = held(&[("2026-03-01T08:00", session())]).sessions;
    // At 9 mm since 19 January: 42 days at this size on 2 March, and the plan asks for 7.
    assert_eq!(told(&history, "no_progress_days"), "35");
}

#[test]
fn what_triage_found_within_two_weeks_is_not_asked_again() {
    let mut history = history();
    history.assessments =
        vec![logged(3, "2026-02-20T08:00", assessment("temperature_c=38.4", "2026-02-20T08:00"))];
    assert_eq!(
        (told(&history, "infection_signs_14d"), told(&history, "stopped")),
        ("true".into(), "true".into())
    );
    history.assessments[0].effective = crate::diary::at("2026-02-16T19:00");
    assert_eq!(told(&history, "infection_signs_14d"), "-");
    let mut leaks = crate::diary::history();
    leaks.assessments =
        vec![logged(3, "2026-02-20T08:00", assessment("leakage_new=true", "2026-02-20T08:00"))];
    assert_eq!(told(&leaks, "leaks"), "true");
    let mut stopped = crate::diary::history();
    assert_eq!(told(&stopped, "stopped"), "false");
    stopped.contacts =
        vec![logged(4, "2026-03-01T08:00", contact(ContactOutcome::Stop, &[], "2026-03-01T08:00"))];
    assert_eq!(told(&stopped, "stopped"), "true");
}
