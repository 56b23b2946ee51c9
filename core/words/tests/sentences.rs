//! Each kind of sentence, said in full: what a person reads.

use chrono::{DateTime, FixedOffset, NaiveDate};
use gradus_domain::plan::{Missing, Plan, Unfit, Warning};
use gradus_domain::{
    Adjunct, AdjunctUse, AgeMonths, Answer, Assessment, Basis, Bleeding, BootId, Certainty, Disposition,
    Ease, EntryId, Evidence, FactId, FiredRule, GapFrom, Gate, GateSize, GateTime, History, Logged,
    Millimetres, Moment, NotCounted, Origin, PackRef, PainScore, Person, PersonId, Proposal, ProposalKind,
    Reason, Role, Session, SessionPain, SetAside, Skip, SkipReason, StopReason,
};
use gradus_triage::{Route, Texts};
use gradus_words::{Notice, Words};

fn words() -> Words {
    Words::english()
}

fn mm(size: u16) -> Millimetres {
    Millimetres::whole(size).expect("a size")
}

fn at(text: &str) -> DateTime<FixedOffset> {
    DateTime::parse_from_rfc3339(text).expect("a time")
}

fn day() -> NaiveDate {
    NaiveDate::from_ymd_opt(2026, 3, 24).expect("a date")
}

fn now() -> Moment {
    Moment::new(at("2026-03-24T19:30:00+01:00"), 0, BootId::default())
}

fn pain(score: u8) -> PainScore {
    PainScore::new(score).expect("a score")
}

fn aside(sessions: usize, steps: usize, stages: usize) -> SetAside {
    SetAside { sessions, steps, stages, last: now().wall }
}

fn session() -> Session {
    Session {
        occurrence: None,
        size: mm(9),
        warm_up: Vec::new(),
        holds_s: vec![30, 30],
        ease: Ease::Easy,
        pain: SessionPain { peak: Some(Answer::Known(pain(2))), ..SessionPain::default() },
        bleeding: Some(Answer::Known(Bleeding::None)),
        bleeding_stopped_after_min: None,
        lubricant: None,
        adjuncts: Vec::new(),
        stopped: None,
        note: Some("SECRET NOTE".to_owned()),
        device: None,
        cleaned: None,
        untold: Vec::new(),
        guided: false,
    }
}

/// Three weeks before every session of these tests, unless it is said otherwise.
fn with_plan() -> History {
    let person = Person {
        id: PersonId([1; 16]),
        name: "Mia".to_owned(),
        born: NaiveDate::from_ymd_opt(2026, 1, 1).expect("a date"),
        role: Role::Caregiver,
        background: Default::default(),
    };
    let plan = Plan::parse(include_str!("../../../tests/fixtures/plans/mia.toml")).expect("a plan");
    let adopted = at("2026-03-03T07:00:00+01:00");
    let plan = Logged {
        id: EntryId([9; 32]),
        person: person.id,
        effective: adopted,
        recorded: adopted,
        origin: Origin::Live,
        clock_suspect: false,
        place: 0,
        value: plan,
        amended: None,
        former: Vec::new(),
    };
    History { plans: vec![plan], ..History::new(person) }
}

#[test]
fn a_plan_that_came_in_during_its_first_day_says_how_many_sessions_were_left_of_it() {
    let said = |came: &str| {
        let mut history = with_plan();
        history.plans[0].effective = at(came);
        words().plan_adopted(&history, &history.plans[0])
    };
    assert_eq!(said("2026-03-03T11:59:00+01:00"), "Plan adopted: Home dilation after PSARP: Mia.");
    assert_eq!(
        said("2026-03-03T12:00:00+01:00"),
        "Plan adopted: Home dilation after PSARP: Mia. Of the 2 sessions of this day 1 was left."
    );
    assert_eq!(said("2026-03-04T00:00:00+01:00"), "Plan adopted: Home dilation after PSARP: Mia.");
}

#[test]
fn a_session_before_the_plan_is_not_called_unplanned() {
    let mut history = with_plan();
    history.plans[0].effective = at("2026-03-24T08:00:00+01:00");
    let said = |history: &History| words().session(history, &logged(session(), 0, Origin::Live));
    assert!(said(&history).ends_with(", not planned"), "{}", said(&history));
    history.plans[0].effective = at("2026-03-24T08:00:01+01:00");
    assert!(said(&history).ends_with(", before the plan came in"), "{}", said(&history));
    history.plans.clear();
    assert!(said(&history).ends_with(", before the plan came in"), "{}", said(&history));
}

fn logged(session: Session, hours_late: i64, origin: Origin) -> Logged<Session> {
    let effective = at("2026-03-24T08:00:00+01:00");
    Logged {
        id: EntryId([1; 32]),
        person: PersonId([1; 16]),
        effective,
        recorded: effective + chrono::TimeDelta::hours(hours_late),
        origin,
        clock_suspect: false,
        place: 0,
        value: session,
        amended: None,
        former: Vec::new(),
    }
}

#[test]
fn the_gate_says_when_and_which_size() {
    let until = GateTime::WaitUntil(at("2026-03-25T08:00:00+01:00"));
    let past = GateTime::WaitUntil(at("2026-03-24T08:00:00+01:00"));
    for (time, size, sentence) in [
        (GateTime::Now, GateSize::Step, "Sessions may go on as the plan says."),
        (GateTime::Now, GateSize::Same, "Sessions may go on at the present size. No larger size for now."),
        (GateTime::Now, GateSize::Down(1), "The next session is one size smaller."),
        (GateTime::Now, GateSize::Down(2), "The next session is 2 sizes smaller."),
        (GateTime::Now, GateSize::Start, "The next session is at the size that the plan began with."),
        (until, GateSize::Same, "No session before 25 Mar, 08:00. Answer the questions again first."),
        (past, GateSize::Step, "Answer the questions again before the next session."),
        (
            until,
            GateSize::Down(1),
            "No session before 25 Mar, 08:00. Answer the questions again first. The next session is one size smaller.",
        ),
        (
            GateTime::Blocked,
            GateSize::Down(1),
            "No sessions until a clinician says so. Write down what they say; that opens the plan again.",
        ),
    ] {
        assert_eq!(words().gate(&with_plan(), Gate { time, size }, &now()), sentence);
    }
}

#[test]
fn a_proposal_names_both_sizes() {
    let say = |kind| {
        let proposal = Proposal {
            kind,
            reasons: Vec::new(),
            evidence: Evidence::default(),
            at_most: None,
            for_clinic: 0,
        };
        words().proposal(&proposal, mm(9))
    };
    assert_eq!(
        say(ProposalKind::Advance { from: mm(9), to: mm(10) }),
        "The plan allows the next size: 10 mm, after 9 mm."
    );
    assert_eq!(say(ProposalKind::StepBack { to: mm(8) }), "Go back to 8 mm from 9 mm.");
    assert_eq!(say(ProposalKind::Hold), "Stay at 9 mm for now.");
    assert_eq!(say(ProposalKind::AtGoal), "9 mm is the goal. The plan goes no further.");
    assert_eq!(say(ProposalKind::AskClinic), "No larger size. Ask your clinic how to go on.");
}

#[test]
fn every_reason_is_a_sentence_with_its_numbers() {
    let gate = |time| Reason::GateClosed { gate: Gate { time, size: GateSize::Same } };
    let not_counted = |why| Reason::NotCounted { why, sessions: 2 };
    let reasons = [
        Reason::NoPlan,
        Reason::PlanNotBegun { first: Some(day()) },
        Reason::PlanNotBegun { first: None },
        Reason::PlanExpired { last: day() },
        Reason::ReviewOverdue { since: day() },
        Reason::PlanIncomplete { missing: Missing::StepDays },
        Reason::ClinicOnly,
        Reason::ChildWithoutClinic,
        Reason::PlanUnfit { why: Unfit::Operated },
        Reason::PlanUnfit { why: Unfit::GapTooShort { hours: 7 } },
        Reason::PlanUnfit { why: Unfit::TooOften { per_day: 3 } },
        Reason::PlanUnfit { why: Unfit::HoldTooLong { seconds: 601 } },
        Reason::PlanUnfit { why: Unfit::TooManyInsertions { insertions: 6 } },
        Reason::PlanUnfit { why: Unfit::StartTooLarge { size: mm(21) } },
        Reason::PlanUnfit { why: Unfit::StepTooWide { from: mm(8), to: mm(12) } },
        Reason::PlanUnfit { why: Unfit::WarmUpOffLadder { size: mm(9) } },
        Reason::AppOutdated { entries: 1 },
        Reason::AppOutdated { entries: 3 },
        Reason::ClockWentBack,
        gate(GateTime::Blocked),
        gate(GateTime::WaitUntil(now().wall)),
        gate(GateTime::Now),
        Reason::ClinicSaidStop { on: day() },
        Reason::ClinicSaidStay { on: day() },
        Reason::CeilingReached { goal: mm(12) },
        Reason::NextSizeMissing { above: mm(9) },
        Reason::DaysAtSize { have: 0, need: 7 },
        Reason::DaysAtSize { have: 1, need: 7 },
        Reason::DaysAtSize { have: 3, need: 7 },
        Reason::SessionsInARow { have: 1, need: 6 },
        Reason::SessionsInARow { have: 4, need: 6 },
        Reason::PainOverLimit { pain: pain(5), limit: pain(3), on: day() },
        Reason::PainTrend { first_doubled: 3, last_doubled: 8 },
        Reason::Bleeding { amount: Bleeding::PinkTint, on: day() },
        Reason::NotCounted { why: NotCounted::Late, sessions: 1 },
        not_counted(NotCounted::Imported),
        not_counted(NotCounted::WhileLocked),
        not_counted(NotCounted::ClockSuspect),
        not_counted(NotCounted::Numbed),
        not_counted(NotCounted::PainUnknown),
        not_counted(NotCounted::BloodUnknown),
        not_counted(NotCounted::Incomplete),
        not_counted(NotCounted::OtherSize),
        not_counted(NotCounted::TooSoon),
        not_counted(NotCounted::Duplicate),
        not_counted(NotCounted::BeforePlan),
        not_counted(NotCounted::BeyondPlan),
        Reason::NotPassed { size: mm(10), times: 1 },
        Reason::NotPassed { size: mm(10), times: 2 },
        Reason::SmallerSizeFailed { size: mm(9) },
        Reason::NoSmallerSize { size: mm(9) },
        Reason::NoDevice { size: mm(10) },
        Reason::Regaining { size: mm(9), sessions: 2, days: 4 },
        Reason::BeyondSize { size: mm(12), times: 2 },
        Reason::Stalled { since: day() },
        Reason::Gap { days_late: 1 },
        Reason::Gap { days_late: 5 },
        Reason::ChildInterrupted { from: GapFrom::LastPassed, hours: 50, missed: 1 },
        Reason::ChildInterrupted { from: GapFrom::PlanBegan, hours: 96, missed: 7 },
    ];
    let said: Vec<_> = reasons.iter().map(|reason| words().reason_with_basis(reason)).collect();
    insta::assert_snapshot!(said.join("\n"));
}

#[test]
fn a_session_is_one_line_and_never_shows_its_note() {
    let say = |session, late, origin| words().session(&with_plan(), &logged(session, late, origin));
    assert_eq!(say(session(), 0, Origin::Live), "9 mm: held 30 + 30 s, easy, pain 2, no blood, not planned");
    assert_eq!(
        say(session(), 30, Origin::Imported),
        "9 mm: held 30 + 30 s, easy, pain 2, no blood, from a file"
    );
    let late = say(session(), 25, Origin::Live);
    assert_eq!(late, "9 mm: held 30 + 30 s, easy, pain 2, no blood, not planned, written down later");
    let hard = Session {
        holds_s: Vec::new(),
        ease: Ease::NotPassed,
        pain: SessionPain { peak: Some(Answer::Unknown), ..SessionPain::default() },
        bleeding: Some(Answer::Unknown),
        adjuncts: vec![AdjunctUse { kind: Adjunct::NumbingGel, prescribed: true }],
        stopped: Some(StopReason::Faint),
        ..session()
    };
    assert_eq!(
        say(hard, 0, Origin::Live),
        "9 mm: no holds, did not pass, pain not known, blood not known, numbed, ended early: faintness or a change of colour, not planned"
    );
    let unasked = Session { pain: SessionPain::default(), bleeding: None, ..session() };
    let preview = words().imported(at("2026-03-24T08:00:00+01:00"), &unasked);
    assert_eq!(preview, "24 Mar 2026: 9 mm: held 30 + 30 s, easy, pain not asked, blood not asked");
}

#[test]
fn closed_lists_have_a_word_for_each_member() {
    let words = words();
    let blood = [
        Bleeding::None,
        Bleeding::Streak,
        Bleeding::PinkTint,
        Bleeding::Drip,
        Bleeding::RedBowl,
        Bleeding::Clots,
        Bleeding::NonStop,
    ];
    let blood = blood.map(|amount| words.blood(amount)).join("; ");
    assert_eq!(
        blood,
        "no blood; a streak of blood; a pink tint; dripping blood; red bowl; clots; bleeding that did not stop"
    );
    let skips = [
        SkipReason::NoPrivateTime,
        SkipReason::Illness,
        SkipReason::Travel,
        SkipReason::ChildRefuses,
        SkipReason::Forgot,
        SkipReason::ClinicSaid,
        SkipReason::Other,
    ];
    for reason in skips {
        let line = words.skip(&Skip { occurrence: None, reason, note: Some("SECRET".to_owned()) });
        assert!(line.starts_with("Not held: ") && !line.contains("SECRET"), "{line}");
    }
    let stops = [
        StopReason::Pain,
        StopReason::Bleeding,
        StopReason::WouldNotPass,
        StopReason::Stuck,
        StopReason::Faint,
        StopReason::ChildSaidStop,
        StopReason::Interrupted,
        StopReason::Other,
    ];
    for stopped in stops {
        let line = words
            .session(&with_plan(), &logged(Session { stopped: Some(stopped), ..session() }, 0, Origin::Live));
        assert!(line.contains("ended early: "), "{line}");
    }
    for ease in [Ease::Easy, Ease::Firm, Ease::ForcedNotDone, Ease::NotPassed] {
        assert!(!words.ease(ease).is_empty());
    }
}

#[test]
fn notices_and_warnings_say_what_to_do() {
    let words = words();
    let notices = [
        Notice::LateEntry,
        Notice::AboveCeiling { size: mm(13), goal: mm(12) },
        Notice::OtherSize { size: mm(8), current: mm(9) },
        Notice::NotPassed,
        Notice::SmallestNotPassed,
        Notice::Reopened,
        Notice::IllAndNotAsked,
        Notice::NoSizeBelow { size: mm(9) },
        Notice::SmallerAlready { used: mm(8), size: mm(9) },
        Notice::BeginsAnew { from: mm(14), to: mm(12) },
        Notice::WhileClosed,
        Notice::Unplanned,
        Notice::Imported,
        Notice::Jump { from: mm(9), to: mm(12) },
        Notice::AboveAllowed { size: mm(10), allowed: mm(9) },
        Notice::CeilingHolds { size: mm(13), goal: mm(12) },
        Notice::SetSince { size: mm(10), current: mm(9) },
        Notice::SetWithoutPlan { size: mm(10) },
        Notice::GapBroken { gap_h: 1, minutes: 59 },
        Notice::GapBroken { gap_h: 6, minutes: 359 },
        Notice::HoldTooLong { held_s: 61, max_s: 60 },
        Notice::MoreThanPlanned { number: 2, allowed: 1 },
        Notice::MoreThanPlanned { number: 3, allowed: 2 },
        Notice::TimeAhead { kept: now().wall },
        Notice::BeforePlan { day: now().date() },
        Notice::NotBegun { first: Some(now().date()) },
        Notice::NotBegun { first: None },
        Notice::EmergencyNotNamed,
    ];
    let mut said: Vec<_> = notices.into_iter().map(|notice| words.notice(notice)).collect();
    said.extend([
        words.clock_went_back(),
        words.app_outdated(1),
        words.app_outdated(2),
        words.withdrawn(1),
        words.withdrawn(2),
        words.not_before(now().wall),
        words.clock_was_ahead(&aside(1, 0, 0), now().wall),
        words.clock_was_ahead(&aside(2, 1, 0), now().wall),
        words.clock_was_ahead(&aside(0, 2, 1), now().wall),
        words.clock_was_ahead(&aside(0, 0, 2), now().wall),
    ]);
    let warnings = [
        Warning::WideChildStep { from: mm(9), to: mm(11) },
        Warning::WideStep { from: mm(20), to: mm(27) },
        Warning::GoalAboveAgeBand { goal: mm(13), band: mm(12), age: AgeMonths(2) },
        Warning::NoAgeBand,
        Warning::ChildWithoutCaregiver,
        Warning::LongChildHold { target_s: 90 },
        Warning::OintmentBesideMedicine,
    ];
    said.extend(warnings.iter().map(|warning| words.warning(warning)));
    let missing = [
        Missing::FirstDay,
        Missing::ReviewDate,
        Missing::Contact,
        Missing::Instructions,
        Missing::Prescriber,
        Missing::StepDays,
        Missing::StepSessions,
        Missing::StepPain,
    ];
    said.extend(missing.map(|missing| words.missing(missing)));
    insta::assert_snapshot!(said.join("\n"));
}

#[test]
fn an_assessment_is_called_quiet_only_when_all_was_asked_and_nothing_fired() {
    let texts = Texts::english();
    let say = |assessment: &Assessment| words().assessment(assessment, &texts, None);
    let quiet = Assessment {
        facts: Default::default(),
        disposition: Disposition::Continue,
        gate: Gate::OPEN,
        fired: Vec::new(),
        missing: Vec::new(),
        tasks: Vec::new(),
        pack: PackRef { version: "1".to_owned(), hash: [0; 32], signed_off: false },
    };
    assert_eq!(say(&quiet), "No danger sign among the answers given.");
    let open = Assessment { missing: vec![FactId::new("worry").expect("a name")], ..quiet.clone() };
    assert_eq!(say(&open), "Questions are still open.");
    let rule = |id: &str, disposition| FiredRule {
        id: id.to_owned(),
        certainty: Certainty::Yes,
        disposition,
        gate: Gate::OPEN,
        basis: Basis::Sourced,
        sources: Vec::new(),
        advice: "fever".to_owned(),
    };
    let mild = Assessment { fired: vec![rule("G9", Disposition::Continue)], ..quiet.clone() };
    let said = say(&mild);
    assert!(said.ends_with("Rules: G9.") && !said.contains("No danger sign"), "{said}");
    let urgent = Assessment {
        disposition: Disposition::Emergency,
        fired: vec![rule("B1", Disposition::Emergency), rule("I1", Disposition::SameDay { hours: 1 })],
        ..quiet
    };
    let said = words().assessment(&urgent, &texts, Some(Route::Ambulance));
    assert!(said.starts_with("Call the emergency number now") && said.ends_with("Rules: B1, I1."), "{said}");
}
