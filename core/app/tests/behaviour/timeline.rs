//! What happened: every kind of entry in its order, and the days that are asked for.

use gradus_app::AppError;
use gradus_app::view::{ColumnChoice, Command, PersonDraft, SessionDraft, TimelineView, VisitDraft};

use crate::bench::{Bench, at, check_in, contact, good, held, problems, robin, skip, step, visit, well_but};

const NOW: &str = "2026-03-10T12:00";

fn shown(bench: &Bench, from: Option<&str>, to: Option<&str>) -> TimelineView {
    bench.app.timeline("Robin", from, to, &at(NOW)).expect("a timeline")
}

fn examined() -> VisitDraft {
    VisitDraft { kind: "examination".to_owned(), who: "Dr Brandt".to_owned(), ..VisitDraft::default() }
}

#[test]
fn each_command_leaves_its_kind_of_entry_in_the_order_of_events() {
    let mut bench = Bench::adult();
    bench.evenings("Robin", 2..=8, "12");
    bench.write(step("Robin", 130), "2026-03-09T09:00");
    bench.write(visit("Robin", examined()), "2026-03-09T10:00");
    bench.write(skip("Robin", None, "travel"), "2026-03-09T20:00");
    bench.write(check_in("Robin", well_but(&[])), "2026-03-10T08:00");
    bench.write(contact("Robin", "resume"), "2026-03-10T09:00");
    let late = SessionDraft { at: Some("2026-03-05T12:00:00+01:00".to_owned()), ..good("12") };
    let late = bench.write(held("Robin", late), "2026-03-10T10:00");
    let all = shown(&bench, None, None);
    let kinds: Vec<_> = all.items.iter().map(|item| item.kind.as_str()).collect();
    let mut expected = vec!["person", "plan"];
    expected.extend(["session"; 8]);
    expected.extend(["step", "visit", "skip", "check_in", "assessment", "contact"]);
    assert_eq!(kinds, expected);
    assert_eq!(all.items[5].entry, late.entry, "told when it happened, not when it was written down");
    assert!(all.items.is_sorted_by_key(|item| &item.at));
    assert!(all.items.iter().all(|item| item.entry.len() == 64 && !item.sentence.is_empty()));
}

/// What changed is named, and no value: neither the old one nor the new.
#[test]
fn a_person_who_is_added_or_changed_stands_on_the_timeline() {
    let mut bench = Bench::adult();
    let change = |bench: &mut Bench, draft: PersonDraft, now: &str| {
        let person = bench.app.person(None).expect("the only one").id;
        bench.write(Command::ChangePerson { person, draft }, now);
    };
    let thinned = vec!["anticoagulant".to_owned()];
    let same = PersonDraft { background: thinned.clone(), ..robin() };
    change(&mut bench, same.clone(), "2026-03-03T08:00");
    change(&mut bench, same.clone(), "2026-03-04T08:00");
    let all = PersonDraft {
        name: "Kim".to_owned(),
        born: "1991-05-05".to_owned(),
        role: "caregiver".to_owned(),
        background: vec!["none".to_owned(), "withdrawn:anticoagulant".to_owned()],
        operations: vec!["botulinum".to_owned()],
    };
    change(&mut bench, all, "2026-03-05T08:00");
    let view = bench.app.timeline("Kim", None, None, &at(NOW)).expect("a timeline");
    let said: Vec<_> = view.items.iter().filter(|item| item.kind == "person").map(|i| &i.sentence).collect();
    assert_eq!(
        said,
        [
            "Added to this diary",
            "Changed about the person: the conditions",
            "Written down again about the person, nothing changed",
            "Changed about the person: the name, the birth date, who writes the diary, the conditions, the operations",
        ]
    );
    assert_eq!(view.from_date, "2026-03-02", "the day on which somebody was added");
    let ada = PersonDraft { name: "Ada".to_owned(), ..robin() };
    bench.write(Command::AddPerson { draft: ada }, "2026-03-06T08:00");
    assert_eq!(bench.kinds("Ada", NOW), ["person"], "nobody else's changes");
}

#[test]
fn both_ends_of_a_range_are_included() {
    let mut bench = Bench::adult();
    bench.evenings("Robin", 3..=6, "12");
    let days = |from, to| shown(&bench, from, to).items.len();
    assert_eq!(days(None, None), 6);
    assert_eq!(days(Some("2026-03-04"), Some("2026-03-05")), 2);
    assert_eq!(days(Some("2026-03-04"), Some("2026-03-04")), 1);
    assert_eq!(days(Some("2026-03-04"), None), 3);
    assert_eq!(days(None, Some("2026-03-04")), 4);
    assert_eq!(days(Some("2026-03-07"), None), 0);
    let view = shown(&bench, None, None);
    assert_eq!((view.from_date.as_str(), view.to_date.as_str()), ("2026-03-02", "2026-03-10"));
}

#[test]
fn without_dates_everything_is_shown_whatever_came_first() {
    let mut bench = Bench::new();
    bench.write(Command::AddPerson { draft: robin() }, "2026-03-02T07:00");
    let kinds = |bench: &Bench| -> Vec<_> {
        shown(bench, None, None).items.into_iter().map(|item| item.kind).collect()
    };
    assert_eq!(kinds(&bench), ["person"]);
    bench.write(check_in("Robin", well_but(&[])), "2026-03-04T08:00");
    assert_eq!(kinds(&bench), ["person", "check_in", "assessment"], "without any plan");
    let earlier = VisitDraft { at: Some("2026-02-01T08:00:00+01:00".to_owned()), ..examined() };
    bench.write(visit("Robin", earlier), "2026-03-05T08:00");
    let view = shown(&bench, None, None);
    assert_eq!((view.items[0].kind.as_str(), view.from_date.as_str()), ("visit", "2026-02-01"));
}

#[test]
fn each_wrong_date_is_named() {
    let bench = Bench::adult();
    for (from, to, field, wrong) in [
        (Some("2.3.2026"), None, "from", "“2.3.2026” is no date"),
        (None, Some("2026-02-30"), "to", "“2026-02-30” is no date"),
        (Some("+262142-12-31"), None, "from", "is no date"),
        (Some("2026-03-05"), Some("2026-03-04"), "to", "before from"),
        (Some("2026-03-11"), None, "to", "before from"),
    ] {
        for error in [
            bench.app.timeline("Robin", from, to, &at(NOW)).map(|_| ()),
            bench.app.report_html("Robin", from, to, false, &at(NOW)).map(|_| ()),
        ] {
            let found = problems(error.expect_err("wrong"));
            assert!(found[0].field == field && found[0].wrong.contains(wrong), "{found:?}");
        }
    }
}

#[test]
fn a_preview_of_a_diary_writes_nothing_and_an_import_earns_no_step() {
    let mut bench = Bench::adult();
    let mut diary = "date,time,size,ease,pain_peak,bleeding\n".to_owned();
    for day in 2..=9 {
        diary.push_str(&format!("2026-03-{day:02},20:00,12,easy,1,none\n"));
    }
    let before = bench.arrivals();
    let import = |bench: &mut Bench, write| bench.app.import_sessions("Robin", &diary, &[], write, &at(NOW));
    let preview = import(&mut bench, false).expect("a preview");
    assert_eq!((preview.taken, preview.written, preview.refused.len()), (8, false, 0), "{preview:?}");
    assert_eq!(preview.preview.len(), 5);
    let assumed: Vec<_> =
        preview.assumed.iter().map(|one| (one.code.as_str(), one.rows, one.sentence.as_str())).collect();
    assert_eq!(
        assumed,
        [
            ("unit_mm", 8, "8 rows give the size without a unit: read as millimetres."),
            ("time_zone", 8, "8 rows name no time zone: the one of this device now is taken."),
            (
                "ran_its_course",
                8,
                "8 rows do not say whether the session ended early: kept as not ended early."
            ),
        ]
    );
    assert_eq!(bench.arrivals(), before);
    let written = import(&mut bench, true).expect("an import");
    assert_eq!((written.written, written.assumed), (true, preview.assumed), "the write says it again");
    assert_eq!(bench.arrivals(), before + 8);
    let again = import(&mut bench, true).expect("nothing new");
    assert_eq!((again.taken, again.already_there, again.written), (0, 8, false));
    assert_eq!(bench.today("Robin", NOW).proposal.expect("a proposal").to_tenths_mm, None);
    let wrong = [ColumnChoice { column: "weather".to_owned(), field: "size".to_owned() }];
    let error =
        bench.app.import_sessions("Robin", &diary, &wrong, true, &at(NOW)).expect_err("no such column");
    assert!(matches!(error, AppError::Invalid { .. }), "{error}");
    assert_eq!(bench.arrivals(), before + 8);
}

#[test]
fn what_a_diary_did_not_tell_is_not_shown_as_if_it_had() {
    let mut bench = Bench::adult();
    let diary =
        "date,time,size,pain_peak,bleeding\n2026-03-02,evening,12 mm,1,none\n2026-03-03,20:00,12 mm,1,none\n";
    assert!(bench.app.import_sessions("Robin", diary, &[], true, &at(NOW)).expect("an import").written);
    let bench = bench.reopen(true, NOW);
    let timeline = bench.app.timeline("Robin", None, None, &at(NOW)).expect("a timeline");
    let said: Vec<_> = timeline.items.iter().filter(|item| item.kind == "session").collect();
    let line = "12 mm: no holds, how it went in not told, pain 1, no blood";
    assert_eq!(said[0].sentence, format!("{line}, time of day not told, from a file"));
    assert_eq!(said[1].sentence, format!("{line}, from a file"));
    let report = bench.app.report_html("Robin", Some("2026-03-01"), None, false, &at(NOW)).expect("a page");
    assert!(report.contains(", time of day not told, from a file"));
    assert!(report.contains("<td>how it went in not told</td>") && !report.contains("<td>firm</td>"));
}

#[test]
fn a_report_over_more_than_twenty_years_is_refused_and_over_just_as_many_made() {
    let bench = Bench::adult();
    let report = |from: &str| bench.app.report_html("Robin", Some(from), Some("2026-03-16"), false, &at(NOW));
    assert!(report("2006-03-16").is_ok());
    let error = report("2006-03-15").expect_err("one day more");
    assert!(error.to_string().contains("twenty years"), "{error}");
    assert!(report("0001-01-01").is_err());
}

#[test]
fn a_report_leaves_notes_out_unless_asked_for() {
    let mut bench = Bench::adult();
    let draft = SessionDraft { note: Some("Zimtstern 4711".to_owned()), ..good("12") };
    bench.write(held("Robin", draft), "2026-03-02T20:00");
    let page = |notes| bench.app.report_html("Robin", None, None, notes, &at(NOW)).expect("a page");
    assert!(!page(false).contains("Zimtstern"));
    assert!(page(true).contains("Zimtstern"));
    let timeline = serde_json::to_string(&shown(&bench, None, None)).expect("JSON");
    assert!(!timeline.contains("Zimtstern"));
}

#[test]
fn a_check_in_names_the_signs_that_it_told_of_and_counts_the_answers_that_are_kept() {
    let mut bench = Bench::adult();
    let line = |bench: &Bench| {
        let items = bench.app.timeline("Robin", None, None, &at(NOW)).expect("a timeline").items;
        items.into_iter().rev().find(|item| item.kind == "check_in").expect("a check-in").sentence
    };
    bench.write(check_in("Robin", well_but(&[])), "2026-03-03T08:00");
    let quiet = line(&bench);
    assert!(quiet.ends_with(" answers written down"), "{quiet}");
    bench.write(check_in("Robin", well_but(&[("worry", "worried")])), "2026-03-04T08:00");
    let title = |id: &str| {
        let rules = gradus_app::ask::rules();
        rules.into_iter().find(|rule| rule.id == id).expect("a rule").title
    };
    let fired = |bench: &Bench| {
        let items = bench.app.timeline("Robin", None, None, &at(NOW)).expect("a timeline").items;
        items.into_iter().rev().find(|item| item.kind == "assessment").expect("an answer").rules
    };
    assert_eq!(line(&bench), format!("{quiet}. Signs: {}", title(&fired(&bench)[0])));
    bench.write(check_in("Robin", well_but(&[("device_retained", "unknown")])), "2026-03-05T08:00");
    assert!(line(&bench).contains("1 of them “not sure”. Signs: "), "{}", line(&bench));
    assert!(line(&bench).ends_with(&format!("{} (in doubt)", title("F1"))), "{}", line(&bench));
    let many = [
        ("bleeding", "clots"),
        ("temperature_c", "39.5"),
        ("illness", "very_unwell"),
        ("worry", "badly_wrong"),
    ];
    bench.write(check_in("Robin", well_but(&many)), "2026-03-06T08:00");
    assert!(fired(&bench).len() > 3 && line(&bench).matches("; ").count() == 2, "{}", line(&bench));
}
