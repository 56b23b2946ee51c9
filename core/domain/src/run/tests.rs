use chrono::TimeDelta;

use super::*;
use crate::answer::Answer;
use crate::moment::BootId;
use crate::pain::PainScore;
use crate::person::Role;
use crate::plan::{Hold, Plan};
use crate::progression::{Credit, NotCounted};
use crate::sample::{Diary, mm, moment, own, psarp};
use crate::session::{Bleeding, Ease, LubricantUsed, Session, StopReason, Untold};
use crate::size::Millimetres;

/// Twice 30 s at 10 mm with 20 s of rest, after a pass of 9 mm held for 15 s.
pub(super) fn script() -> Script {
    let hold = |min_s, target_s, max_s| Hold { min_s, target_s, max_s };
    let of = |size, hold, rest_s| Insertion { size: mm(size), hold, rest_s };
    let insertions =
        vec![of(9, hold(15, 15, 90), 0), of(10, hold(20, 30, 60), 20), of(10, hold(20, 30, 60), 0)];
    Script::from_parts(None, mm(10), mm(12), Role::Caregiver, LubricantUsed::Water, (checks(), insertions))
        .expect("a script")
}

pub(super) fn checks() -> Vec<CheckItem> {
    use CheckItem::*;
    vec![Whole, DepthMark, Clean, Lubricant, Relaxed]
}

fn start() -> Moment {
    Moment { monotonic_ms: 1_000_000, boot: BootId([1; 16]), ..moment("2026-03-01T20:00") }
}

/// So many seconds after the start, by both clocks.
pub(super) fn after(seconds: u64) -> Moment {
    let wall = start().wall + TimeDelta::seconds(seconds as i64);
    Moment { wall, monotonic_ms: start().monotonic_ms + seconds * 1000, ..start() }
}

/// A run with its check list done, and what was told at which second.
pub(super) fn told(events: &[(u64, RunEvent)]) -> Run {
    let mut run = Run::begin(script(), start());
    checks().into_iter().for_each(|item| run.tell(RunEvent::Ticked(item), start()).expect("on the list"));
    events.iter().for_each(|(at, event)| run.tell(event.clone(), after(*at)).expect("accepted"));
    run
}

pub(super) fn whole() -> Run {
    let mut events = Vec::new();
    for (at, out) in [(10, 25), (30, 60), (80, 110)] {
        events.extend([(at, RunEvent::In), (out, RunEvent::Out)]);
    }
    told(&events)
}

pub(super) fn easy() -> RunDetails {
    RunDetails { ease: Some(Ease::Easy), bleeding: Some(Answer::Known(Bleeding::None)), ..Default::default() }
}

fn stage(run: &Run, at: u64) -> Doing {
    run.state(&after(at)).stage
}

pub(super) fn score(score: u8) -> PainScore {
    PainScore::new(score).expect("a score")
}

#[test]
fn a_whole_session_goes_from_the_check_list_to_the_after_care() {
    let mut run = Run::begin(script(), start());
    assert_eq!(stage(&run, 0), Doing::CheckList);
    assert_eq!(run.tell(RunEvent::In, after(1)), Err(RunRefusal::CheckListOpen));
    for item in checks() {
        assert_eq!(stage(&run, 2), Doing::CheckList);
        run.tell(RunEvent::Ticked(item), after(2)).expect("on the list");
    }
    assert_eq!(run.tell(RunEvent::Ticked(CheckItem::Base), after(2)), Err(RunRefusal::NotOnList));
    assert_eq!(stage(&run, 3), Doing::Ready);
    let run = whole();
    assert_eq!(run.state(&after(110)).done_s, [15, 30, 30]);
    assert_eq!(stage(&run, 110), Doing::AfterCare);
    let mut run = run;
    assert_eq!(run.tell(RunEvent::In, after(111)), Err(RunRefusal::AllDone));
    run.tell(RunEvent::AfterCareDone, after(112)).expect("nothing is in");
    assert_eq!(stage(&run, 113), Doing::Done);
    let session = run.session(easy(), &after(600)).expect("over");
    assert_eq!((session.warm_up, session.holds_s), (vec![mm(9)], vec![30, 30]));
    assert_eq!((session.stopped, session.cleaned), (None, Some(true)));
    assert_eq!((session.lubricant, session.size), (Some(LubricantUsed::Water), mm(10)));
}

#[test]
fn a_hold_says_take_it_out_at_its_target_and_again_beyond_its_longest_time() {
    let run = told(&[(0, RunEvent::In), (15, RunEvent::Out), (20, RunEvent::In)]);
    let held = |s: u64| s * 1000;
    assert_eq!(stage(&run, 49), Doing::Holding { held_ms: held(29) });
    let out = |s, why| Doing::TakeOut { held_ms: held(s), why };
    assert_eq!(stage(&run, 50), out(30, TakeOut::Reached));
    assert_eq!(stage(&run, 79), out(59, TakeOut::Reached));
    assert_eq!(stage(&run, 80), out(60, TakeOut::TooLong));
    assert_eq!(run.clone().tell(RunEvent::Pause, after(30)), Err(RunRefusal::HoldGoesOn));
    assert_eq!(run.clone().tell(RunEvent::AfterCareDone, after(30)), Err(RunRefusal::AlreadyIn));
    assert_eq!(run.clone().session(easy(), &after(600)), Err(Unfinished::GoesOn));
}

#[test]
fn a_rest_runs_down_and_comes_between_insertions_of_the_size_only() {
    let run = told(&[(0, RunEvent::In), (15, RunEvent::Out)]);
    assert_eq!(stage(&run, 15), Doing::Ready, "none after the smaller size");
    let run = told(&[(0, RunEvent::In), (15, RunEvent::Out), (20, RunEvent::In), (50, RunEvent::Out)]);
    assert_eq!(stage(&run, 50), Doing::Resting { left_ms: 20_000 });
    assert_eq!(stage(&run, 69), Doing::Resting { left_ms: 1000 });
    assert_eq!(stage(&run, 70), Doing::Ready);
    let mut run = run;
    run.tell(RunEvent::Pause, after(55)).expect("nothing is in");
    assert_eq!(stage(&run, 300), Doing::Paused);
    run.tell(RunEvent::Resume, after(300)).expect("paused");
    assert_eq!(stage(&run, 300), Doing::Ready, "a break is a rest");
}

#[test]
fn after_a_restart_during_a_hold_it_says_take_it_out_and_knows_how_long() {
    let run = told(&[(0, RunEvent::In), (15, RunEvent::Out), (20, RunEvent::In)]);
    let anew = |s: u64| Moment { monotonic_ms: 4_000, boot: BootId([2; 16]), ..after(s) };
    let held = |s: u64| Doing::TakeOut { held_ms: s * 1000, why: TakeOut::Restarted };
    assert_eq!(run.state(&anew(32)).stage, held(12));
    let mut run = run;
    run.tell(RunEvent::Pain(score(2)), anew(32)).expect("always");
    let later = Moment { monotonic_ms: 9_000, ..anew(32) };
    assert_eq!(run.state(&later).stage, held(17), "by the new boot's own clock from then on");
    run.tell(RunEvent::Out, later).expect("in");
    assert_eq!(run.state(&later).done_s, [15, 17]);
    assert!(matches!(run.state(&later).stage, Doing::Resting { .. }), "the next hold is its own");
}

#[test]
fn every_sign_ends_it_at_once_and_nothing_goes_in_again() {
    let signs = [Sign::SaidStop, Sign::CannotPass, Sign::SharpPain, Sign::Stuck, Sign::Faint];
    let events = signs.into_iter().map(RunEvent::Sign);
    let events = events.chain([RunEvent::Blood(Bleeding::Streak), RunEvent::Pain(score(7)), RunEvent::Stop]);
    for event in events {
        let mut run = told(&[(0, RunEvent::In)]);
        run.tell(event.clone(), after(10)).expect("never refused");
        let stuck = event == RunEvent::Sign(Sign::Stuck);
        let why = if stuck { TakeOut::Stuck } else { TakeOut::Ended };
        assert_eq!(stage(&run, 12), Doing::TakeOut { held_ms: 12_000, why });
        run.tell(RunEvent::Out, after(13)).expect("out can be told");
        assert_eq!(run.tell(RunEvent::In, after(14)), Err(RunRefusal::Ended));
        assert_eq!(run.tell(RunEvent::Resume, after(14)), Err(RunRefusal::Ended));
        assert_eq!(stage(&run, 15), Doing::AfterCare);
        let details = RunDetails { bleeding: None, ..easy() };
        assert!(run.session(details, &after(600)).expect("it ended").stopped.is_some());
    }
    let mut run = told(&[(0, RunEvent::In)]);
    run.tell(RunEvent::Pain(score(6)), after(1)).expect("told");
    assert!(!run.state(&after(2)).has_ended, "6 is told and goes on");
}

#[test]
fn a_streak_counts_as_done_and_not_toward_a_step() {
    let mut run = told(&[(0, RunEvent::In), (15, RunEvent::Out), (20, RunEvent::In)]);
    run.tell(RunEvent::Blood(Bleeding::Streak), after(21)).expect("told");
    run.tell(RunEvent::Out, after(22)).expect("in");
    let session = run.session(RunDetails { bleeding: None, ..easy() }, &after(600)).expect("ended");
    assert_eq!(session.stopped, Some(StopReason::Bleeding));
    assert_eq!(session.blood_seen(), Some(Bleeding::Streak));
    assert!(session.is_held());
    let mut diary = Diary::adult();
    diary.good("2026-01-20T20:00", 12, 0).value = Session { size: mm(12), ..session };
    let evidence = propose_at(&diary, "2026-01-20T21:00");
    assert_eq!(evidence.sessions[0].1, Credit::Breaks);
}

fn propose_at(diary: &Diary, when: &str) -> crate::progression::Evidence {
    crate::propose(&diary.history, crate::Gate::OPEN, &moment(when)).evidence
}

#[test]
fn a_size_that_was_not_reached_begins_no_days_at_that_size() {
    let mut run = told(&[(0, RunEvent::In)]);
    run.tell(RunEvent::Stop, after(5)).expect("always");
    let details = RunDetails { stopped: Some(StopReason::Interrupted), ..easy() };
    let session = run.session(details, &after(600)).expect("ended");
    assert_eq!((session.untold.as_slice(), session.is_held()), (&[Untold::Ease][..], false));
    assert_eq!(session.stopped, Some(StopReason::Interrupted));
    let mut diary = Diary::adult();
    diary.good("2026-01-20T20:00", 12, 0).value =
        Session { size: mm(12), pain: crate::sample::pain(0), ..session };
    let evidence = propose_at(&diary, "2026-01-23T21:00");
    assert_eq!(evidence.sessions[0].1, Credit::NotCounted(NotCounted::Incomplete));
    assert_eq!(evidence.days_at_size, 0);
}

#[test]
fn the_gravest_reason_stands_and_no_other_sign_is_lost() {
    let mut run = told(&[(0, RunEvent::In)]);
    run.tell(RunEvent::Sign(Sign::SharpPain), after(5)).expect("told");
    assert_eq!(run.session(easy(), &after(600)).expect("ended").stopped, Some(StopReason::Pain));
    assert_eq!(run.session(easy(), &after(600)).expect("ended").pain.peak, None, "the reason says it");
    run.tell(RunEvent::Blood(Bleeding::Drip), after(6)).expect("told");
    run.tell(RunEvent::Blood(Bleeding::Streak), after(7)).expect("told");
    run.tell(RunEvent::Sign(Sign::Faint), after(8)).expect("told");
    let session = run.session(RunDetails { bleeding: None, ..easy() }, &after(600)).expect("ended");
    assert_eq!(session.stopped, Some(StopReason::Faint));
    assert_eq!(session.bleeding, Some(Answer::Known(Bleeding::Drip)), "the worst");
    assert_eq!(session.pain.peak, Some(Answer::Unknown), "it hurt, and nobody said how much");
}

#[test]
fn what_was_told_is_only_ever_made_worse_at_the_end() {
    let mut run = told(&[(0, RunEvent::In), (3, RunEvent::Pain(score(4)))]);
    run.tell(RunEvent::Blood(Bleeding::PinkTint), after(4)).expect("told");
    let peak = |said| crate::session::SessionPain { peak: said, ..Default::default() };
    let with = |pain, bleeding| run.session(RunDetails { pain: peak(pain), bleeding, ..easy() }, &after(600));
    let session = with(Some(Answer::Known(score(2))), Some(Answer::Known(Bleeding::Streak))).expect("read");
    assert_eq!(session.pain.peak, Some(Answer::Known(score(4))));
    assert_eq!(session.bleeding, Some(Answer::Known(Bleeding::PinkTint)));
    let session = with(Some(Answer::Known(score(5))), Some(Answer::Known(Bleeding::Clots))).expect("read");
    assert_eq!(session.pain.peak, Some(Answer::Known(score(5))));
    assert_eq!(session.bleeding, Some(Answer::Known(Bleeding::Clots)));
    assert_eq!(with(Some(Answer::Unknown), None), Err(Unfinished::PainTold));
    assert_eq!(with(None, Some(Answer::Unknown)), Err(Unfinished::BloodTold));
    assert_eq!(with(None, Some(Answer::Known(Bleeding::None))), Err(Unfinished::BloodTold));
}

#[test]
fn sharp_pain_is_not_written_as_less_beside_a_graver_sign() {
    let peak = |said| crate::session::SessionPain { peak: said, ..Default::default() };
    for graver in [Sign::Stuck, Sign::Faint] {
        let mut run = told(&[(0, RunEvent::In), (3, RunEvent::Pain(score(2)))]);
        run.tell(RunEvent::Sign(Sign::SharpPain), after(4)).expect("told");
        let with = |run: &Run, said| run.session(RunDetails { pain: peak(said), ..easy() }, &after(600));
        let alone = with(&run, Some(Answer::Known(score(3)))).expect("the reason says it");
        assert_eq!((alone.stopped, alone.told_peak()), (Some(StopReason::Pain), Some(score(3))));
        run.tell(RunEvent::Sign(graver), after(5)).expect("told");
        assert_eq!(with(&run, None).expect("read").pain.peak, Some(Answer::Unknown));
        for mild in [0, 2, 6] {
            assert_eq!(with(&run, Some(Answer::Known(score(mild)))), Err(Unfinished::SharpPainTold));
        }
        let strong = with(&run, Some(Answer::Known(score(7)))).expect("it says so");
        assert_eq!(strong.told_peak(), Some(score(7)));
        run.tell(RunEvent::Pain(score(8)), after(6)).expect("told");
        assert_eq!(with(&run, None).expect("read").told_peak(), Some(score(8)), "the score says it");
        assert_eq!(with(&run, Some(Answer::Known(score(0)))).expect("read").told_peak(), Some(score(8)));
    }
}

#[test]
fn a_run_knows_itself_in_the_diary_and_no_other_session() {
    let mut run = told(&[(0, RunEvent::In), (15, RunEvent::Out), (20, RunEvent::In)]);
    run.tell(RunEvent::Blood(Bleeding::Drip), after(30)).expect("told");
    run.tell(RunEvent::Out, after(31)).expect("in");
    let own = run.session(RunDetails { bleeding: None, ..easy() }, &after(600)).expect("over");
    let worse = Session { bleeding: Some(Answer::Known(Bleeding::Clots)), ..own.clone() };
    assert!(run.is_written_as(&own) && run.is_written_as(&worse));
    for other in [
        Session { size: mm(9), ..own.clone() },
        Session { holds_s: vec![30, 30], ..own.clone() },
        Session { warm_up: Vec::new(), ..own.clone() },
        Session { stopped: None, ..own.clone() },
        Session { bleeding: Some(Answer::Known(Bleeding::Streak)), ..own.clone() },
        Session { bleeding: Some(Answer::Known(Bleeding::None)), ..own },
    ] {
        assert!(!run.is_written_as(&other));
    }
}

#[test]
fn how_it_went_in_is_asked_where_it_was_in() {
    let run = whole();
    assert_eq!(run.session(RunDetails { ease: None, ..easy() }, &after(600)), Err(Unfinished::EaseMissing));
    let mut run = told(&[(0, RunEvent::In), (15, RunEvent::Out)]);
    run.tell(RunEvent::Sign(Sign::CannotPass), after(20)).expect("told");
    let session = run.session(RunDetails { ease: None, ..easy() }, &after(600)).expect("ended");
    assert_eq!((session.ease, session.stopped), (Ease::NotPassed, Some(StopReason::WouldNotPass)));
    assert!(session.untold.is_empty());
}

#[test]
fn an_empty_run_leaves_no_session() {
    let mut run = told(&[]);
    assert!(run.state(&after(1)).is_empty);
    run.tell(RunEvent::Pain(PainScore::NONE), after(1)).expect("told");
    run.tell(RunEvent::Stop, after(2)).expect("always");
    assert!(run.state(&after(2)).is_empty);
    assert_eq!(run.session(easy(), &after(600)), Err(Unfinished::Empty));
    run.tell(RunEvent::Sign(Sign::SaidStop), after(3)).expect("always");
    assert!(!run.state(&after(3)).is_empty);
    assert_eq!(run.session(easy(), &after(600)).expect("told").stopped, Some(StopReason::ChildSaidStop));
}

#[test]
fn a_hold_ends_with_the_stop_however_late_it_is_told_that_it_is_out() {
    let events = |out| {
        vec![
            (10, RunEvent::In),
            (25, RunEvent::Out),
            (30, RunEvent::In),
            (40, RunEvent::Stop),
            (out, RunEvent::Out),
        ]
    };
    for out in [40, 41, 2400] {
        assert_eq!(
            told(&events(out)).session(easy(), &after(600)).expect("ended").holds_s,
            [10],
            "out after {out} s"
        );
    }
}

#[test]
fn stuck_stays_until_somebody_says_that_it_is_out() {
    let mut run = told(&[(0, RunEvent::In), (5, RunEvent::Sign(Sign::Stuck))]);
    assert!(run.state(&after(6)).is_retained);
    assert_eq!(run.tell(RunEvent::AfterCareDone, after(7)), Err(RunRefusal::AlreadyIn));
    let session = run.session(easy(), &after(600)).expect("help is called and the session written down");
    assert_eq!((session.stopped, session.warm_up), (Some(StopReason::Stuck), vec![mm(9)]));
    run.tell(RunEvent::Out, after(60)).expect("in");
    assert!(!run.state(&after(60)).is_retained);
    let mut unsaid = told(&[(0, RunEvent::Sign(Sign::Stuck))]);
    unsaid.tell(RunEvent::Out, after(9)).expect("it was in, whatever was pressed");
    assert!(unsaid.state(&after(9)).done_s.is_empty());
}

#[test]
fn cues_come_at_start_half_ten_seconds_end_and_overrun_and_never_each_second() {
    let run = told(&[(0, RunEvent::In), (15, RunEvent::Out), (20, RunEvent::In)]);
    let cues = |run: &Run, at| {
        let cues = run.state(&after(at)).cues();
        cues.into_iter().map(|cue| (cue.in_ms / 1000, cue.kind)).collect::<Vec<_>>()
    };
    use CueKind::*;
    assert_eq!(cues(&run, 20), [(0, Start), (15, Half), (20, TenSeconds), (30, End), (60, Overrun)]);
    assert_eq!(cues(&run, 41), [(9, End), (39, Overrun)]);
    assert_eq!(cues(&run, 51), [(29, Overrun)]);
    assert_eq!(cues(&run, 81), []);
    let short = told(&[(0, RunEvent::In)]);
    assert_eq!(cues(&short, 0), [(0, Start), (5, TenSeconds), (15, End), (90, Overrun)]);
    let mut rest = run;
    rest.tell(RunEvent::Out, after(50)).expect("in");
    assert_eq!(cues(&rest, 50), [(10, TenSeconds), (20, End)]);
    assert_eq!(cues(&rest, 65), [(5, End)]);
}

#[test]
fn a_short_pass_is_out_as_soon_as_it_is_in() {
    let hold = Hold { min_s: 0, target_s: 0, max_s: 60 };
    let insertion = Insertion { size: mm(10), hold, rest_s: 0 };
    let parts = (Vec::new(), vec![insertion]);
    let script = Script::from_parts(None, mm(10), mm(10), Role::Self_, LubricantUsed::Water, parts);
    let mut run = Run::begin(script.expect("a script"), start());
    run.tell(RunEvent::In, after(1)).expect("no check list");
    assert_eq!(stage(&run, 1), Doing::TakeOut { held_ms: 0, why: TakeOut::Reached });
    let kinds: Vec<_> = run.state(&after(1)).cues().into_iter().map(|cue| cue.kind).collect();
    assert_eq!(kinds, [CueKind::End, CueKind::Overrun]);
}

#[test]
fn a_script_is_what_the_plan_asks_for() {
    let of =
        |plan: &Plan, size: Millimetres| Script::of(plan, &plan.phases()[0], size, Role::Caregiver, None);
    let plan = psarp();
    let script = of(&plan, mm(10)).expect("on the ladder");
    let phase = &plan.phases()[0];
    let main: Vec<_> = script.insertions().iter().filter(|one| !script.is_warm_up(one)).collect();
    assert_eq!(main.len(), usize::from(phase.insertions));
    assert!(main.iter().all(|one| one.hold == phase.hold));
    assert_eq!(main.last().expect("one").rest_s, 0);
    assert!(script.checks().contains(&CheckItem::DepthMark));
    assert_eq!(of(&plan, mm(13)), Err(ScriptError::AboveCeiling(mm(12))));
    let script = of(&own(), mm(12)).expect("on the ladder");
    assert!(script.checks().contains(&CheckItem::Base));
}

#[test]
fn warm_up_sizes_rise_and_stay_below_the_size() {
    use crate::plan::{WarmUp, WarmUpSizes};
    let plan = own();
    let sizes = |warm_up, size| {
        let mut phase = plan.phases()[0].clone();
        phase.warm_up = Some(WarmUp { sizes: warm_up, hold_s: None });
        let script = Script::of(&plan, &phase, size, Role::Self_, None).expect("a script");
        script.insertions().iter().map(|one| one.size).collect::<Vec<_>>()
    };
    assert_eq!(sizes(WarmUpSizes::Below(2), mm(15)), [mm(13), mm(14), mm(15)]);
    assert_eq!(sizes(WarmUpSizes::Below(2), mm(13)), [mm(12), mm(13)], "as many as there are");
    assert_eq!(sizes(WarmUpSizes::Below(2), mm(12)), [mm(12)]);
    assert_eq!(sizes(WarmUpSizes::Fixed(vec![mm(10), mm(13), mm(14)]), mm(13)), [mm(10), mm(13)]);
}

#[test]
fn parts_that_no_plan_asks_for_are_no_script() {
    let hold = Hold { min_s: 1, target_s: 2, max_s: 3 };
    let make = |sizes: &[u16], hold: Hold| {
        let insertions =
            sizes.iter().map(|size| Insertion { size: mm(*size), hold, rest_s: 0 }).collect::<Vec<_>>();
        let parts = (checks(), insertions);
        Script::from_parts(None, mm(10), mm(10), Role::Self_, LubricantUsed::Water, parts).err()
    };
    assert_eq!(make(&[9, 10, 10], hold), None);
    assert_eq!(make(&[], hold), Some(ScriptError::Empty));
    assert_eq!(make(&[9], hold), Some(ScriptError::Empty));
    assert_eq!(make(&[11, 10], hold), Some(ScriptError::NotRising));
    assert_eq!(make(&[9, 9, 10], hold), Some(ScriptError::NotRising));
    assert_eq!(make(&[10], Hold { min_s: 3, ..hold }), Some(ScriptError::Hold));
    assert_eq!(make(&[10], Hold { max_s: 1, ..hold }), Some(ScriptError::Hold));
}

#[test]
fn what_is_pressed_twice_is_kept_once_and_breaks_have_an_end() {
    let mut run = told(&[(0, RunEvent::Stop), (1, RunEvent::Stop)]);
    let kept = run.events().len();
    run.tell(RunEvent::Ticked(CheckItem::Whole), after(2)).expect("ticked");
    assert_eq!((kept, run.events().len()), (6, 6));
    let mut run = told(&[]);
    let mut refused = None;
    for at in 0..300 {
        let event = if at % 2 == 0 { RunEvent::Pause } else { RunEvent::Resume };
        refused = refused.or(run.tell(event, after(at)).err());
    }
    assert_eq!(refused, Some(RunRefusal::TooMany));
    run.tell(RunEvent::In, after(300)).expect("goes on all the same");
    run.tell(RunEvent::Sign(Sign::Faint), after(301)).expect("never refused");
    run.tell(RunEvent::Blood(Bleeding::None), after(302)).expect_err("nothing to tell");
}
