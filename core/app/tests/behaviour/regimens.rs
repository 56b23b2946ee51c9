//! Plans that dilate at the clinic or not at all, and plans of one's own.

use gradus_app::ask;
use gradus_app::view::{Command, Fill, PersonDraft, VisitDraft};
use gradus_domain::plan::Unsuited;

use crate::bench::{Bench, OWN, adopt, at, mina, robin, visit};

const MORNING: &str = "2026-03-02T07:30";

fn form(name: &str, fills: &[(&str, &str)]) -> Command {
    let published = ask::published_plans().iter().find(|(known, _)| *known == name);
    let (_, text) = published.expect("published");
    let fill =
        |(field, value): &(&str, &str)| Fill { field: (*field).to_owned(), value: (*value).to_owned() };
    Command::AdoptPlan {
        person: "Mina".to_owned(),
        text: (*text).to_owned(),
        fills: fills.iter().map(fill).collect(),
    }
}

fn watched(name: &str, more: &[(&str, &str)]) -> Bench {
    let mut bench = Bench::new();
    bench.write(Command::AddPerson { draft: mina() }, MORNING);
    let mut fills = more.to_vec();
    let usual = [
        ("prescriber", "Dr Okafor"),
        ("indication", "anorectal_malformation"),
        ("ladder.start_mm", "9"),
        ("ladder.goal_mm", "12"),
        ("start.on", "2026-03-02"),
        ("review_by", "2026-12-01"),
        ("contact[1].name", "Surgical ward"),
        ("contact[1].phone", "+49 30 1234567"),
    ];
    fills.extend(usual.into_iter().filter(|(field, _)| more.iter().all(|(told, _)| told != field)));
    bench.write(form(name, &fills), MORNING);
    bench
}

#[test]
fn a_child_that_the_clinic_calibrates_has_no_session_no_gap_and_a_day_for_the_next() {
    let mut bench = watched("calibration-only", &[("calibration.every_days", "7")]);
    let day = |bench: &Bench, when: &str| bench.app.today("Mina", &at(when)).expect("a day");
    let first = day(&bench, MORNING);
    assert_eq!(first.headline, "Nothing is dilated at home by this plan.");
    assert!(first.slots.is_empty() && first.next_size_tenths_mm.is_none(), "no session");
    assert_eq!(first.gate.sentence, "The plan has no sessions at home.");
    assert!(
        first.notices.contains(&"The clinic calibrates next by 9 Mar 2026.".to_owned()),
        "{:?}",
        first.notices
    );
    assert!(first.notices.iter().all(|notice| !notice.contains("step up")), "{:?}", first.notices);
    let size = first.proposal.expect("what the plan does next").sentence;
    assert_eq!(size, "The clinic has reached 9 mm. It sets every size itself.");
    let late = day(&bench, "2026-03-10T08:00");
    let why =
        "The clinic was to calibrate by 9 Mar 2026. If it has, write the visit down; if not, ask for a day.";
    let call = (&late.tasks[0].duty[..], &late.tasks[0].due[..], &late.tasks[0].reasons[..]);
    assert_eq!(call, ("contact_soon", "2026-03-11T00:00:00+01:00", &[why.to_owned()][..]));
    assert_eq!(late.tasks[0].sentence, format!("Call your clinic or surgeon within a day. {why}"));
    assert_eq!((late.tasks.len(), &late.headline[..]), (1, "Nothing is dilated at home by this plan."));
    assert!(late.notices.iter().all(|notice| !notice.contains("calibrate")), "said once: {:?}", late.notices);
    let later = day(&bench, "2026-03-11T08:00");
    assert_eq!(
        later.headline,
        format!(
            "Call your clinic today: it was due by 11 Mar, 00:00. If nobody answers, call again as soon as they are open. {why}"
        )
    );
    let rule = later.lead.expect("what leads").rule;
    assert_eq!(rule.as_deref(), Some("calibration"));
    let calibrated = VisitDraft {
        kind: "calibration".to_owned(),
        who: "Dr Okafor".to_owned(),
        calibrated: Some("10".to_owned()),
        ..VisitDraft::default()
    };
    bench.write(visit("Mina", calibrated), "2026-03-10T10:00");
    let after = day(&bench, "2026-03-10T10:30");
    let next = after.notices;
    assert!(next.contains(&"The clinic calibrates next by 17 Mar 2026.".to_owned()), "{next:?}");
    assert!(after.tasks.is_empty(), "{:?}", after.headline);
}

#[test]
fn a_review_that_did_not_come_is_a_task_and_of_a_plan_of_ones_own_only_a_reason() {
    let mut bench = watched("no-routine-dilation", &[("review_by", "2026-03-20")]);
    let day = |bench: &Bench, when: &str| bench.app.today("Mina", &at(when)).expect("a day");
    assert!(day(&bench, "2026-03-20T23:59").tasks.is_empty());
    let late = day(&bench, "2026-03-21T08:00");
    let why = "The plan was to be looked at again by 20 Mar 2026. If the clinic has done so, write the visit down, and import the plan with the next date; if not, ask for a day.";
    let call = (&late.tasks[0].duty[..], &late.tasks[0].due[..], &late.tasks[0].reasons[..]);
    assert_eq!(call, ("contact", "2026-03-24T00:00:00+01:00", &[why.to_owned()][..]));
    let overdue = day(&bench, "2026-03-24T08:00");
    assert!(overdue.headline.starts_with("Call your clinic today") && overdue.headline.ends_with(why));
    assert!(!overdue.headline.contains("urgent line"), "{}", overdue.headline);
    let seen = VisitDraft { kind: "examination".into(), who: "Dr Okafor".into(), ..VisitDraft::default() };
    bench.write(visit("Mina", seen), "2026-03-24T09:00");
    assert!(day(&bench, "2026-03-24T09:01").tasks.is_empty());
    let mut own = Bench::of(robin(), adopt("Robin", &OWN.replace("2026-12-01", "2026-03-20")));
    own.evenings("Robin", 2..=23, "12");
    assert!(own.today("Robin", "2026-03-24T09:00").tasks.is_empty());
}

#[test]
fn a_plan_without_routine_dilation_says_so_and_asks_for_nothing() {
    let bench = watched("no-routine-dilation", &[]);
    let plan = bench.app.plan("Mina", &at(MORNING)).expect("a plan");
    assert!(plan.summary.iter().any(|line| line.starts_with("No routine dilation")), "{:?}", plan.summary);
    let day = bench.app.today("Mina", &at("2026-05-02T08:00")).expect("a day");
    assert!(day.slots.is_empty() && day.tasks.is_empty(), "{:?}", day.headline);
    assert!(day.notices.iter().all(|notice| !notice.contains("calibrate")), "{:?}", day.notices);
}

#[test]
fn a_plan_of_ones_own_is_taken_up_only_after_every_question() {
    for (name, _) in Unsuited::WORDS {
        let mut bench = Bench::new();
        bench.write(Command::AddPerson { draft: robin() }, MORNING);
        let line = format!("{name} = \"no\"\n");
        assert!(OWN.contains(&line), "{name}");
        let why = bench.refused(adopt("Robin", &OWN.replace(&line, "")), MORNING);
        assert!(why.contains("ask a clinician first"), "{name}: {why}");
        assert!(bench.app.plan("Robin", &at(MORNING)).is_err(), "nothing was taken up");
    }
}

#[test]
fn a_plan_of_ones_own_is_refused_with_a_condition_for_a_clinician_and_before_it_is_shown_too() {
    let mut bench = Bench::new();
    let draft = PersonDraft { background: vec!["anticoagulant".to_owned()], ..robin() };
    bench.write(Command::AddPerson { draft }, MORNING);
    let why = bench.refused(adopt("Robin", OWN), MORNING);
    assert!(why.contains("a clinician decides about dilation first"), "{why}");
    assert!(bench.app.plan_for("Robin", OWN, &[], &at(MORNING)).is_err(), "the preview refuses as well");
    let mut bench = Bench::new();
    let draft = PersonDraft { operations: vec!["other_pelvic=2020-01-01".to_owned()], ..robin() };
    bench.write(Command::AddPerson { draft }, MORNING);
    let why = bench.refused(adopt("Robin", OWN), MORNING);
    assert!(why.contains("After an operation"), "{why}");
}
