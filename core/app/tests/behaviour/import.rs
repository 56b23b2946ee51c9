//! A diary that comes from elsewhere holds sessions back where it must, and says so before it is written.

use gradus_app::view::{GateWord, ImportView};

use crate::bench::{Bench, at};

/// Thursday, three days into the plan.
const NOW: &str = "2026-03-05T18:00";

fn diary(bench: &mut Bench, rows: &str, write: bool) -> ImportView {
    let csv = format!("date,time,size,pain,blood\n{rows}");
    bench.app.import_sessions("Robin", &csv, &[], write, &at(NOW)).expect("an import")
}

fn said(rows: &str) -> Vec<String> {
    diary(&mut Bench::adult(), rows, false).notices
}

const EARNS_NO_STEP: &str = "Sessions from a file are kept and shown, and do not count toward a step up.";

#[test]
fn what_nobody_could_tell_of_old_days_stops_no_session() {
    let mut bench = Bench::adult();
    let rows = "2026-02-20,20:00,12 mm,?,?\n2026-03-02,18:00,12 mm,?,?\n";
    assert_eq!(diary(&mut bench, rows, false).notices, [EARNS_NO_STEP]);
    let written = diary(&mut bench, rows, true);
    assert!(written.written && written.triage.is_none());
    assert_eq!(bench.today("Robin", NOW).gate.gate, GateWord::Allow);
}

#[test]
fn what_nobody_could_tell_of_the_last_days_holds_sessions_back_and_the_preview_says_so() {
    let mut bench = Bench::adult();
    let rows = "2026-02-20,20:00,12 mm,?,?\n2026-03-02,18:01,12 mm,?,none\n";
    let notices = diary(&mut bench, rows, false).notices;
    assert!(notices[0].starts_with("Line 3: pain is not known. Once that is written: "), "{notices:?}");
    assert_eq!(notices[1..], [EARNS_NO_STEP]);
    assert_eq!(bench.today("Robin", NOW).gate.gate, GateWord::Allow, "a preview changes nothing");
    let written = diary(&mut bench, rows, true);
    assert_eq!(written.notices, [EARNS_NO_STEP], "the answer itself stands there now");
    let gate = bench.today("Robin", NOW).gate;
    assert_eq!(gate.gate, GateWord::Wait);
    assert!(notices[0].ends_with(&gate.sentence), "{} / {}", notices[0], gate.sentence);
    assert!(notices[0].contains(&written.triage.expect("an answer").sentence));
}

#[test]
fn each_line_that_matters_is_named_by_what_is_wrong_with_it() {
    let recent = |pain: &str, blood: &str| format!("2026-03-04,20:00,12 mm,{pain},{blood}\n");
    for (rows, begins) in [
        (recent("?", "none"), "Line 2: pain is not known. Once"),
        (recent("0", "?"), "Line 2: whether there was blood is not known. Once"),
        (recent("?", "?"), "Line 2: pain and blood are not known. Once"),
        (recent("0", "clots"), "Line 2: blood, pain or how it ended may be a sign of danger. Once"),
        (
            "2026-02-10,20:00,12 mm,0,clots\n2026-03-04,20:00,12 mm,?,none\n".to_owned(),
            "Line 2: blood, pain or how it ended may be a sign of danger. Line 3: pain is not known. Once",
        ),
    ] {
        let notices = said(&rows);
        assert!(notices[0].starts_with(begins), "{rows}: {notices:?}");
    }
    for quiet in [recent("1", "none"), recent("", ""), "2026-02-03,17:00,12 mm,0,clots\n".to_owned()] {
        assert_eq!(said(&quiet), [EARNS_NO_STEP], "{quiet}");
    }
}

/// A session of the log that the triage answers already is not put down to the diary.
#[test]
fn what_the_log_says_without_the_diary_is_not_said_of_the_diary() {
    let mut bench = Bench::adult();
    assert!(diary(&mut bench, "2026-03-04,20:00,12 mm,?,none\n", true).written);
    assert_eq!(diary(&mut bench, "2026-03-03,20:00,12 mm,0,none\n", false).notices, [EARNS_NO_STEP]);
}

#[test]
fn nobody_has_sessions_from_before_the_birth_or_from_a_day_to_come() {
    let view = diary(
        &mut Bench::adult(),
        "1990-05-04,23:59,12 mm,,\n1990-05-05,00:00,12 mm,,\n2026-03-06,08:00,12 mm,,\n",
        false,
    );
    assert_eq!(view.taken, 1);
    let refused: Vec<_> = view.refused.iter().map(|row| (row.line, row.wrong.as_str())).collect();
    assert_eq!(refused, [(2, "lies before the person was born"), (4, "lies in the future")]);
    assert!(view.refused[0].right.starts_with("write a date and time from 1990-05-05 until now"));
}
