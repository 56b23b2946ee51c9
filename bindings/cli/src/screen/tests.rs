use gradus_app::desk::{self, AnyRule};
use gradus_app::view::{
    DispositionWord, FreshnessWord, GateWord, ImportView, PersonDraft, PersonRef, RefusedRow, RuleView,
    SizeLimit, TaskView, TodayView, TriageView, VerifyView,
};

use super::samples;
use super::*;
use crate::page::Page;

const PACK: &str = include_str!("../../../../core/clinical/rules/danger.toml");

fn drawn(width: usize, draw: impl FnOnce(&mut Page)) -> String {
    let mut page = Page::new(width);
    draw(&mut page);
    page.plain()
}

fn reader() -> Reader {
    let now = chrono::DateTime::parse_from_rfc3339("2026-03-14T19:20:00+01:00").expect("an instant");
    Reader::of(&samples::person(), &crate::clock::moment(Some(now)))
}

fn one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

fn place(text: &str, part: &str) -> usize {
    text.find(part).unwrap_or_else(|| panic!("{part:?} is not in\n{text}"))
}

#[test]
fn nothing_soothing_stands_above_a_rule_that_fired() {
    let view = TriageView {
        within_hours: None,
        gate: GateWord::SameSize,
        until: None,
        sentence: "A little blood was seen: the present size, no step.".into(),
        rules: vec![RuleView { gate: GateWord::SameSize, ..samples::rule("B1", DispositionWord::Continue) }],
        ..samples::triage(DispositionWord::Continue)
    };
    let text = drawn(80, |page| answer(page, &view, &reader()));
    let above = text[..place(&text, "B1")].to_lowercase();
    let words: Vec<&str> = above.split(|c: char| !c.is_alphabetic()).collect();
    for word in ["well", "fine", "safe", "ok", "okay", "normal", "continue", "nothing", "good"] {
        assert!(!words.contains(&word), "{word}\n{text}");
    }
    assert!(!above.contains("as the plan says"), "{text}");
    assert!(above.contains("at the present size, no step up"));
}

#[test]
fn a_signed_pack_says_so_and_an_overdue_task_says_when_it_was_due() {
    let mut view = samples::triage(DispositionWord::Contact);
    view.pack.signed_off = true;
    view.tasks[0].overdue = true;
    let text = drawn(80, |page| answer(page, &view, &reader()));
    assert!(text.contains("signed off by a clinician.") && !text.contains("NOT signed"), "{text}");
    assert!(text.contains("now: it was due today, 20:20"), "{text}");
    // Nobody is told a minute after an answer that they are late for its emergency.
    let emergency = TaskView { duty: "emergency".into(), overdue: true, ..samples::task() };
    let view = TodayView { tasks: vec![emergency], ..samples::today() };
    let text = drawn(80, |page| today(page, &view, &reader()));
    assert!(text.contains("Reach the surgeon.\n     now\n") && !text.contains("it was due"), "{text}");
}

#[test]
fn today_reads_from_the_headline_down() {
    let text = drawn(80, |page| today(page, &samples::today(), &reader()));
    let order = [
        "Mina · Saturday, 14 March 2026",
        "One session is due now.",
        "Home dilation after PSARP",
        "10 mm, goal 12 mm",
        "not until a clinician releases it",
        "A clinician must release it.",
        "1 rule; --why tells it",
        "To do",
        "Sessions today",
        "19:00  Evening: 10 mm.",
        "From 9 mm to 10 mm.",
        "The plan names no end.",
    ];
    let places: Vec<usize> = order.iter().map(|part| place(&text, part)).collect();
    assert!(places.windows(2).all(|pair| pair[0] < pair[1]), "{places:?}\n{text}");
}

#[test]
fn every_view_fits_every_terminal_without_cutting_a_word() {
    let now = crate::clock::moment(None);
    let in_full = desk::rule_in_full(None, "B8", &now).expect("a rule");
    let Ok(AnyRule::Setting(of_the_setting)) = desk::any_rule("sp8a", &now) else { panic!("a setting rule") };
    let newer = PACK.replacen("bleeding_min >= 20", "bleeding_min >= 22", 1);
    let changes = desk::difference(PACK, newer.as_str(), &now).expect("two packs");
    let contradicted = [("bleeding".to_owned(), "bleeding_min".to_owned())];
    for width in [30, 40, 60, 80, 96] {
        let text = drawn(width, |page| {
            today(page, &samples::today(), &reader());
            answer(page, &samples::triage(DispositionWord::SameDay), &reader());
            answer_in_brief(page, &samples::triage(DispositionWord::SameDay), &reader());
            answer(page, &samples::triage(DispositionWord::Contact), &reader().asking_why(true));
            proposal(page, &samples::proposal());
            timeline(page, &samples::timeline(), &reader());
            trends(page, &samples::trends(), true);
            devices(page, &samples::devices());
            fit(page, &samples::fit());
            plan(page, &samples::plan());
            preview(page, &samples::preview());
            import(page, &samples::import(), Asked::Preview, &reader());
            people(page, &[samples::person()]);
            details(page, &samples::details());
            mended(page, &["vault.mark was written anew.".into()]);
            rules(page, &[samples::explained()]);
            rule(page, &in_full);
            setting_rule(page, &of_the_setting);
            difference(page, &changes);
            pack_checked(page, &samples::pack_checked());
            answer_to_file(page, &samples::triage(DispositionWord::Contact), &contradicted, &reader());
            verified(page, &samples::verified());
            set_up(page, &samples::set_up());
            salvaged(page, &samples::salvaged(), std::path::Path::new("new"));
            occurrences(page, &[samples::occurrence()]);
        });
        for line in text.lines() {
            assert!(
                line.chars().count() <= width || line.split_whitespace().count() <= 1,
                "{width}: {line:?}"
            );
        }
        for word in ["emergency", "department", "clinician", "recovery", "proposal", "temperature"] {
            assert!(text.contains(word), "{width}: {word}");
        }
        assert!(!text.contains("0f1e"), "an id is shown to a person\n{text}");
    }
}

#[test]
fn a_full_check_begins_with_its_verdict() {
    let first = |sound: bool, freshness: Option<FreshnessWord>| {
        let problems = if sound { Vec::new() } else { samples::verified().problems };
        let view = VerifyView { sound, freshness, problems, answers_otherwise: 0, ..samples::verified() };
        let text = drawn(200, |page| verified(page, &view));
        assert_eq!(text.contains("Keep the freshness code"), freshness.is_none(), "{text}");
        (text.lines().next().expect("a line").to_owned(), text)
    };
    for freshness in
        [None, Some(FreshnessWord::Fresh), Some(FreshnessWord::Unknown), Some(FreshnessWord::RolledBack)]
    {
        let (line, text) = first(false, freshness);
        assert!(line.starts_with("This vault does not hold"), "{line}");
        assert_eq!(text.lines().nth(1), Some("  - Entry 7 is not what was written."));
    }
    assert_eq!(first(true, None).0, "Everything in this vault is as it was written.");
    assert!(
        first(true, Some(FreshnessWord::Fresh))
            .0
            .contains("all that was there when your code was taken is there")
    );
    for (freshness, said) in
        [(FreshnessWord::Unknown, "does not belong"), (FreshnessWord::RolledBack, "is an older copy")]
    {
        let line = first(true, Some(freshness)).0;
        assert!(line.contains(said) && !line.contains("as it was written"), "{line}");
    }
}

#[test]
fn an_answer_that_came_out_otherwise_is_told_in_the_first_line_and_counted() {
    let drawn_of = |answers_otherwise, answers_unread, freshness| {
        let view =
            VerifyView { sound: true, freshness, answers_otherwise, answers_unread, ..samples::verified() };
        one_line(&drawn(200, |page| verified(page, &view)))
    };
    for freshness in [None, Some(FreshnessWord::Fresh)] {
        let text = drawn_of(1, 0, freshness);
        assert!(text.starts_with("Everything is as it was written, but not every answer"), "{text}");
        assert!(
            text.contains("11 worked out again by their own rules and the same, 1 not the same"),
            "{text}"
        );
    }
    let text = drawn_of(0, 2, None);
    assert!(text.starts_with("Everything in this vault is as it was written."), "{text}");
    assert!(text.contains("2 not worked out: their rules are not kept here"), "{text}");
    let text = drawn_of(1, 0, Some(FreshnessWord::RolledBack));
    assert!(text.starts_with("This vault is an older copy"), "what is missing is told first: {text}");
    let unsound =
        VerifyView { answers_same: 0, answers_otherwise: 0, answers_unread: 0, ..samples::verified() };
    let unsound = one_line(&drawn(200, |page| verified(page, &unsound)));
    assert!(unsound.contains("not worked out again, as the vault does not hold"), "{unsound}");
}

#[test]
fn a_person_is_shown_with_what_stands_and_with_what_nobody_told() {
    let text = one_line(&drawn(80, |page| details(page, &samples::details())));
    for words in [
        "Mina",
        "8 January 2026",
        "Conditions - an anorectal malformation - born before 40 weeks, after 34 weeks",
        "Operations - PSARP, anoplasty or another repair of an anorectal malformation, 16 January 2026",
        "- a stoma was closed, day not told",
        "`gradus person change`",
    ] {
        assert!(text.contains(words), "{words}: {text}");
    }
    let bare = PersonDraft { background: vec!["none".into()], operations: Vec::new(), ..samples::details() };
    let text = one_line(&drawn(80, |page| details(page, &bare)));
    assert!(text.contains("Conditions - none of those that are asked about Operations - not told"), "{text}");
}

#[test]
fn where_the_day_of_an_operation_is_put_in_stands_beside_what_asks_for_it() {
    let of = |duty: &str| TaskView { duty: duty.into(), ..samples::task() };
    let drawn_of = |view: &TodayView| one_line(&drawn(80, |page| today(page, view, &reader())));
    let with = |duty| TodayView { tasks: vec![of(duty)], ..samples::today() };
    assert!(drawn_of(&with("operation_date")).contains("`gradus person change` puts a day in"));
    assert!(!drawn_of(&with("surgeon")).contains("person change"));
}

#[test]
fn two_people_of_one_name_are_told_apart_by_their_ids() {
    let one = samples::person();
    let twin = PersonRef { id: "ab".repeat(16), ..one.clone() };
    assert!(!drawn(80, |page| people(page, std::slice::from_ref(&one))).contains(&one.id));
    let text = drawn(80, |page| people(page, &[one.clone(), twin.clone()]));
    assert!(text.contains(&one.id) && text.contains(&twin.id), "{text}");
}

#[test]
fn rows_that_fail_alike_are_told_once_with_their_lines() {
    let row = |line: u32, wrong: &str| RefusedRow {
        line,
        column: "Size".into(),
        wrong: wrong.into(),
        right: "write millimetres".into(),
    };
    let drawn_of = |refused: Vec<RefusedRow>| {
        let view = ImportView { refused, ..samples::import() };
        drawn(80, |page| import(page, &view, Asked::Preview, &reader()))
    };
    let text = drawn_of((2..302).map(|line| row(line, "\"S\" is no size")).collect());
    assert!(text.contains("300 rows cannot be taken"), "{text}");
    let told = "lines 2, 3, 4, 5, 6 and 295 more: Size: \"S\" is no size";
    assert!(one_line(&text).contains(told) && text.lines().count() < 60, "{text}");
    assert_eq!(text.matches("write millimetres").count(), 1, "{text}");
    let text = drawn_of(vec![row(2, "\"S\" is no size"), row(3, "\"M\" is no size")]);
    assert!(text.contains("line 2: Size: \"S\"") && text.contains("line 3: Size: \"M\""), "{text}");
    let text = drawn_of((2..100).map(|line| row(line, &format!("\"{line}x\" is no size"))).collect());
    assert!(one_line(&text).contains("and 90 rows more, each wrong in another way"), "{text}");
}

#[test]
fn a_recovery_code_comes_with_what_is_lost_without_it() {
    let text = drawn(80, |page| set_up(page, &samples::set_up()));
    assert!(place(&text, "1ABC-2DEF") < place(&text, "kept nowhere"));
    assert!(text.contains("can never read what is inside again"), "{text}");
}

#[test]
fn what_was_salvaged_is_told_after_the_code_with_what_is_missing() {
    let text = drawn(80, |page| salvaged(page, &samples::salvaged(), std::path::Path::new("new/place")));
    assert!(place(&text, "1ABC-2DEF") < place(&text, "Not everything"));
    assert!(place(&text, "Mia: 40 entries") < place(&text, "5 Mar 2026: Session"));
    assert!(text.contains("new/place") && one_line(&text).contains("Not saved 3 entries"), "{text}");
}

#[test]
fn what_was_recorded_puts_the_answer_of_triage_first() {
    let text =
        drawn(80, |page| recorded(page, "The check-in is in the log.", &samples::recorded(), &reader()));
    assert!(place(&text, "Emergency care now") < place(&text, "The check-in is in the log."));
    assert!(text.contains("It is late and earns no step."));
}

#[test]
fn reasons_against_a_step_come_before_those_for_it() {
    let mut view = samples::proposal();
    view.reasons.push(gradus_app::view::ReasonView {
        code: "blood".into(),
        favours: false,
        sentence: "Blood.".into(),
    });
    let text = drawn(80, |page| proposal(page, &view));
    assert!(place(&text, "In the way") < place(&text, "In favour"), "{text}");
}

#[test]
fn a_released_size_is_a_matter_of_the_gate_alone() {
    let mut view = samples::today();
    view.gate.gate = GateWord::Allow;
    view.gate.size = SizeLimit::Step;
    let text = drawn(80, |page| today(page, &view, &reader()));
    assert!(text.contains("as the plan says") && !text.contains("Because"), "{text}");
}

#[test]
fn nobody_sees_an_id_as_the_only_words() {
    let mut view = samples::triage(DispositionWord::SameDay);
    view.missing = gradus_app::ask::facts().iter().map(|fact| fact.id.clone()).collect();
    for (id, value, derived) in [
        ("illness", "somewhat_unwell", false),
        ("session_bleeding", "pink_tint", true),
        ("faint", "false", true),
    ] {
        view.facts.push(gradus_app::view::FactView { id: id.into(), value: value.into(), derived });
    }
    let text = drawn(80, |page| answer(page, &view, &reader().asking_why(true)));
    assert!(!text.contains('_'), "{text}");
    assert!(text.contains("Somewhat unwell") && one_line(&text).contains("Pink water"), "{text}");
    assert!(text.contains("say no to 1 further question."), "what is not there is counted only: {text}");
    let brief = drawn(80, |page| answer_in_brief(page, &view, &reader()));
    assert!(brief.contains("Because       Fever (I1)"), "{brief}");
    let import = drawn(80, |page| import(page, &samples::import(), Asked::Preview, &reader()));
    assert!(!import.contains('_'), "{import}");
}

#[test]
fn an_import_says_what_was_assumed_in_the_preview_and_when_it_is_written() {
    for written in [false, true] {
        let mut view = samples::import();
        view.written = written;
        let text = drawn(80, |page| import(page, &view, Asked::Preview, &reader()));
        assert!(
            place(&text, "What was assumed") < place(&text, "2 rows do not say how it passed: kept as firm."),
            "{text}"
        );
    }
}

#[test]
fn notices_of_what_was_recorded_are_all_said() {
    let mut view = samples::recorded();
    view.triage = None;
    view.notices = vec!["Less than the gap had passed.".into(), "Held for longer than the plan says.".into()];
    let text = drawn(80, |page| recorded(page, "The session is in the log.", &view, &reader()));
    assert!(text.contains("- Less than the gap had passed.") && text.contains("- Held for longer"), "{text}");
}

#[test]
fn a_session_without_a_time_is_named_by_its_place_in_the_day() {
    let mut view = samples::today();
    let slot = |slot: usize| {
        let occurrence = format!("2026-03-14/{slot}/{}", "cd".repeat(32));
        gradus_app::view::SlotView { at: None, occurrence, ..samples::slot() }
    };
    view.slots = (0..4).map(slot).collect();
    let text = drawn(80, |page| today(page, &view, &reader()));
    for name in ["The first ", "The second ", "The third ", "No. 4 "] {
        assert!(text.contains(name), "{text}");
    }
    view.slots = vec![slot(1)];
    let text = drawn(80, |page| today(page, &view, &reader()));
    assert!(text.contains("The second ") && !text.contains("The first "), "the first one is missing: {text}");
}

#[test]
fn an_open_gate_opens_nothing_without_a_plan_or_during_the_pause() {
    let mut view = samples::today();
    view.gate.gate = GateWord::Allow;
    view.not_before = Some("2026-03-14T20:50:00+01:00".into());
    let text = drawn(80, |page| today(page, &view, &reader()));
    assert!(text.contains("not before 14 March 2026, 20:50") && !text.contains("as the plan says"), "{text}");
    view.gate.gate = GateWord::Blocked;
    let text = drawn(80, |page| today(page, &view, &reader()));
    assert!(!text.contains("20:50"), "a block outlasts a pause: {text}");
    (view.gate.gate, view.gate.until) = (GateWord::Wait, None);
    view.plan_begins = Some("2026-03-20".into());
    let text = drawn(80, |page| today(page, &view, &reader()));
    assert!(text.contains("none before the plan begins") && !text.contains("as the plan says"), "{text}");
    assert!(text.contains("Home dilation after PSARP, from Friday, 20 March 2026 on"), "{text}");
    view.plan = None;
    let text = drawn(80, |page| today(page, &view, &reader()));
    assert!(text.contains("none before there is a plan") && !text.contains("as the plan says"), "{text}");
    view.gate.until = Some("2026-03-14T20:50:00+01:00".into());
    let text = drawn(80, |page| today(page, &view, &reader()));
    assert!(text.contains("only after answering again"), "a wait of the triage stands: {text}");
    let mut view = samples::triage(DispositionWord::Continue);
    (view.gate, view.until, view.size) = (GateWord::Wait, None, SizeLimit::Step);
    let text = drawn(80, |page| answer(page, &view, &reader()));
    assert!(text.contains("none before a plan has begun"), "{text}");
}

#[test]
fn refused_rows_come_first_with_their_number_and_what_would_be_right() {
    let mut view = samples::import();
    let row = |line| gradus_app::view::RefusedRow {
        line,
        column: "Blood".into(),
        wrong: "\"some\" does not say how much blood".into(),
        right: "write none, streak".into(),
    };
    view.refused = vec![row(3), row(7)];
    view.written = false;
    for (asked, title) in
        [(Asked::Write, "Nothing was written: rows are refused"), (Asked::Preview, "Preview")]
    {
        let text = drawn(80, |page| import(page, &view, asked, &reader()));
        let order = [title, "2 rows cannot be taken", "lines 3, 7: Blood", "write none, streak", "Sessions"];
        assert!(order.windows(2).all(|pair| place(&text, pair[0]) < place(&text, pair[1])), "{text}");
        assert!(one_line(&text).contains("With --write --skip-refused they are left out"), "{text}");
    }
    view.refused.truncate(1);
    let text = drawn(80, |page| import(page, &view, Asked::Preview, &reader()));
    assert!(text.contains("1 row cannot be taken"), "{text}");
}

#[test]
fn an_import_that_was_to_be_written_and_brings_nothing_new_says_so() {
    let mut view = samples::import();
    (view.taken, view.already_there, view.written, view.triage) = (0, 3, false, None);
    let said = |view: &gradus_app::view::ImportView, asked| {
        one_line(&drawn(80, |page| import(page, view, asked, &reader())))
    };
    let text = said(&view, Asked::WriteTheRest);
    assert!(text.starts_with("Nothing was written: nothing is new"), "{text}");
    assert!(text.contains("none is new") && text.contains("3, left alone"), "{text}");
    assert!(text.contains("Then give the same command again.") && !text.contains("--skip-refused"), "{text}");
    assert!(said(&view, Asked::Write).starts_with("Nothing was written: rows are refused"));
    view.refused.clear();
    for asked in [Asked::Preview, Asked::Write, Asked::WriteTheRest] {
        let text = said(&view, asked);
        assert!(text.contains("There is nothing to write"), "{text}");
        assert!(!text.contains("with --write"), "{text}");
        assert_eq!(text.starts_with("Preview"), asked == Asked::Preview, "{text}");
    }
}
