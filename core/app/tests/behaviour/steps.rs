//! Taking a step: only the one that is proposed, and never past a size or above the ceiling.

use gradus_app::view::{ProposalKind, ProposalView, SessionDraft};

use crate::bench::{Bench, OWN, adopt, at, contact, good, held, robin, step};

fn proposal(bench: &Bench, now: &str) -> ProposalView {
    bench.app.progress("Robin", &at(now)).expect("a proposal")
}

#[test]
fn the_next_size_is_proposed_after_seven_days_and_taken_once() {
    let mut bench = Bench::adult();
    bench.evenings("Robin", 2..=8, "12");
    let hold = proposal(&bench, "2026-03-08T21:00");
    assert_eq!((hold.kind, hold.to_tenths_mm), (ProposalKind::Hold, None), "six days");
    assert!(hold.reasons.iter().any(|reason| reason.code == "days_at_size" && !reason.favours));
    let why = bench.refused(step("Robin", 130), "2026-03-08T21:00");
    assert_eq!(why, "Stay at 12 mm for now. 6 days at this size; the plan asks for 7.");

    let up = proposal(&bench, "2026-03-09T09:00");
    assert_eq!((up.kind, up.from_tenths_mm, up.to_tenths_mm), (ProposalKind::Advance, 120, Some(130)));
    assert_eq!(bench.today("Robin", "2026-03-09T09:00").proposal, Some(up));
    for other in [0, 110, 120, 129, 131, 140, 150, u16::MAX] {
        let why = bench.refused(step("Robin", other), "2026-03-09T09:00");
        assert!(why.contains("13 mm") && why.ends_with(". Only that step can be taken."), "{why}");
    }
    bench.write(step("Robin", 130), "2026-03-09T09:00");
    assert_eq!(bench.today("Robin", "2026-03-09T09:00").size_tenths_mm, Some(130));
    bench.refused(step("Robin", 140), "2026-03-09T09:01");
    bench.refused(step("Robin", 130), "2026-03-09T09:01");
}

#[test]
fn at_the_goal_there_is_no_further_step() {
    let mut bench = Bench::adult();
    let draft = gradus_app::view::VisitDraft {
        kind: "calibration".to_owned(),
        who: "Dr Brandt".to_owned(),
        size_set: Some("15".to_owned()),
        ..Default::default()
    };
    bench.write(crate::bench::visit("Robin", draft), "2026-03-02T09:00");
    bench.evenings("Robin", 2..=9, "15");
    assert_eq!(proposal(&bench, "2026-03-10T09:00").kind, ProposalKind::AtGoal);
    assert!(bench.refused(step("Robin", 160), "2026-03-10T09:00").contains("15 mm is the goal"));
}

#[test]
fn a_size_that_did_not_pass_twice_is_taken_back_and_only_by_one() {
    let mut bench = Bench::adult();
    bench.evenings("Robin", 2..=8, "12");
    bench.write(step("Robin", 130), "2026-03-09T09:00");
    for day in ["2026-03-09", "2026-03-10"] {
        let draft = SessionDraft { ease: "not_passed".to_owned(), ..good("13") };
        bench.write(held("Robin", draft), &format!("{day}T20:00"));
    }
    let back = proposal(&bench, "2026-03-10T21:00");
    assert_eq!((back.kind, back.to_tenths_mm), (ProposalKind::StepBack, Some(120)));
    bench.refused(step("Robin", 140), "2026-03-10T21:00");
    bench.write(step("Robin", 120), "2026-03-10T21:00");
    assert_eq!(bench.today("Robin", "2026-03-10T21:00").size_tenths_mm, Some(120));
}

#[test]
fn no_step_while_the_gate_is_closed() {
    let mut bench = Bench::adult();
    bench.evenings("Robin", 2..=8, "12");
    let hurt = SessionDraft { pain_peak: Some("8".to_owned()), ..good("12") };
    bench.write(held("Robin", hurt), "2026-03-09T08:00");
    assert_eq!(proposal(&bench, "2026-03-09T09:00").kind, ProposalKind::AskClinic);
    let why = bench.refused(step("Robin", 130), "2026-03-09T09:00");
    assert!(why.contains("Sessions are stopped until a clinician releases them."), "{why}");
}

#[test]
fn no_step_after_the_clinic_said_stay_or_stop() {
    for (outcome, code) in [("stay_same", "clinic_said_stay"), ("stop", "clinic_said_stop")] {
        let mut bench = Bench::adult();
        bench.evenings("Robin", 2..=8, "12");
        bench.write(contact("Robin", outcome), "2026-03-09T08:00");
        let found = proposal(&bench, "2026-03-09T09:00");
        assert!(found.reasons.iter().any(|reason| reason.code == code), "{outcome}: {found:?}");
        bench.refused(step("Robin", 130), "2026-03-09T09:00");
    }
}

#[test]
fn no_step_while_the_clock_is_behind() {
    let mut bench = Bench::adult();
    bench.evenings("Robin", 2..=8, "12");
    bench.write(held("Robin", good("12")), "2026-03-20T20:00");
    let found = proposal(&bench, "2026-03-09T09:00");
    assert_eq!(found.kind, ProposalKind::Hold);
    assert!(found.reasons.iter().any(|reason| reason.code == "clock_went_back"), "{found:?}");
    bench.refused(step("Robin", 130), "2026-03-09T09:00");
    let notices = bench.today("Robin", "2026-03-09T09:00").notices;
    assert!(notices[0].starts_with("The clock of this device went back"), "{notices:?}");
}

#[test]
fn sessions_that_were_written_down_late_or_numbed_earn_no_step() {
    let spoil: [fn(&mut SessionDraft, u8); 4] = [
        |draft, day| draft.at = Some(format!("2026-03-{:02}T19:00:00+01:00", day - 1)),
        |draft, _| draft.adjuncts = vec!["numbing_gel:prescribed".to_owned()],
        |draft, _| draft.pain_peak = Some("unknown".to_owned()),
        |draft, _| draft.bleeding = None,
    ];
    for (number, spoil) in spoil.into_iter().enumerate() {
        let mut bench = Bench::adult();
        for day in 3..=10 {
            let mut draft = good("12");
            spoil(&mut draft, day);
            bench.write(held("Robin", draft), &format!("2026-03-{day:02}T20:00"));
        }
        let found = proposal(&bench, "2026-03-11T09:00");
        assert_ne!(found.kind, ProposalKind::Advance, "case {number}");
        assert!(found.reasons.iter().any(|reason| reason.code == "sessions_in_a_row" && !reason.favours));
    }
}

#[test]
fn what_was_held_before_the_plan_began_earns_no_step_and_is_told_so() {
    let later = OWN.replace("on = 2026-03-02", "on = 2026-03-10");
    let mut bench = Bench::of(robin(), adopt("Robin", &later));
    let said = bench.write(held("Robin", good("12")), "2026-03-02T20:00").notices;
    assert_eq!(
        said,
        ["The plan has not begun; it begins on 10 Mar 2026. This session does not count toward a step up."]
    );
    bench.evenings("Robin", 3..=10, "12");
    let hold = proposal(&bench, "2026-03-10T21:00");
    assert_eq!(hold.kind, ProposalKind::Hold);
    let why: Vec<_> = hold.reasons.iter().map(|reason| reason.sentence.as_str()).collect();
    let expected = [
        "0 days at this size; the plan asks for 7.",
        "1 good session in a row; the plan asks for 3.",
        "8 sessions do not count toward a step: held before the plan began.",
    ];
    assert!(expected.iter().all(|said| why.contains(said)), "{why:?}");
    bench.evenings("Robin", 11..=16, "12");
    assert_eq!(proposal(&bench, "2026-03-16T21:00").kind, ProposalKind::Hold, "six days");
    assert_eq!(proposal(&bench, "2026-03-17T09:00").kind, ProposalKind::Advance, "seven");
}
