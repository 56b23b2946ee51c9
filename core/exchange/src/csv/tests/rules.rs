use gradus_domain::{Answer, Bleeding, Ease, EntryId, Logged, Origin, PersonId};

use super::*;

fn refused(text: &str) -> Vec<(u32, String, String)> {
    import(text).refused.into_iter().map(|row| (row.line, row.column, row.wrong)).collect()
}

fn taken(text: &str) -> Session {
    let import = import(text);
    assert_eq!(import.refused, [], "{text}");
    import.sessions.into_iter().next().expect("a session").session
}

#[test]
fn what_was_not_asked_is_none_and_what_nobody_knows_is_unknown() {
    let bare = taken("date,size\n2026-03-04,12\n");
    assert_eq!((bare.bleeding, bare.pain.peak, bare.note), (None, None, None));
    let empty = taken("date,size,blood,pain\n2026-03-04,12,,\n");
    assert_eq!((empty.bleeding, empty.pain.peak), (None, None));
    let short = taken("date,size,blood,pain\n2026-03-04,12\n");
    assert_eq!((short.bleeding, short.pain.peak), (None, None));
    let unsure = taken("date,size,blood,pain\n2026-03-04,12,?,?\n");
    assert_eq!((unsure.bleeding, unsure.pain.peak), (Some(Answer::Unknown), Some(Answer::Unknown)));
    let dash = taken("date,size,blood\n2026-03-04,12,-\n");
    assert_eq!(dash.bleeding, None, "a dash is no answer");
    let none = taken("date,size,blood\n2026-03-04,12,no\n");
    assert_eq!(none.bleeding, Some(Answer::Known(Bleeding::None)));
}

#[test]
fn words_are_kept_as_they_are_but_for_spaces_at_their_ends() {
    for note in [";", "=1+1", "a, \"b\"\nc", "-"] {
        let text = format!("date,size,note\n2026-03-04,12,\" {} \"\n", note.replace('"', "\"\""));
        assert_eq!(taken(&text).note.as_deref(), Some(note));
    }
}

#[test]
fn ease_is_told_by_the_diary_or_else_the_least_that_is_true() {
    for (cells, ease) in [
        (",", Ease::Firm),
        ("?,", Ease::Firm),
        ("easy,", Ease::Easy),
        (",would not pass", Ease::NotPassed),
        (",pain", Ease::Firm),
        ("firm,would not pass", Ease::Firm),
        ("not passed,pain", Ease::NotPassed),
    ] {
        assert_eq!(taken(&format!("date,size,ease,stopped\n2026-03-04,12,{cells}\n")).ease, ease, "{cells}");
    }
    assert_eq!(taken("date,size\n2026-03-04,12\n").ease, Ease::Firm);
}

#[test]
fn nothing_is_taken_that_lies_ahead_or_before_1900() {
    for (cells, wrong) in [
        ("2026-06-15,18:00", None),
        ("2026-06-15,18:01", Some("is today, and its time is still to come")),
        ("2026-06-15,evening", Some("is today, and its time is still to come")),
        ("2026-06-15,", None),
        ("2026-06-16,08:00", Some("lies in the future")),
        ("2026-06-15 18:01,", Some("lies in the future")),
        ("2026-06-15T16:00:00Z,", None),
        ("2026-06-15T16:00:01Z,", Some("lies in the future")),
        ("1900-01-01,00:00", None),
        ("1899-12-31,23:59", Some("lies before 1900")),
    ] {
        let found = import(&format!("date,time,size\n{cells},12\n"));
        assert_eq!(found.refused.first().map(|row| row.wrong.as_str()), wrong, "{cells}");
        assert_eq!(found.sessions.len(), usize::from(wrong.is_none()), "{cells}");
    }
}

#[test]
fn a_session_of_this_morning_without_a_time_is_not_put_at_a_noon_still_to_come() {
    let text = "date,size\n2026-06-15,12\n";
    let at = |wall: &str| {
        let wall = DateTime::parse_from_rfc3339(wall).expect("a date");
        read(text, &[], &log(), &now().at(wall)).expect("a table")
    };
    let wrong = "is today, and its time is still to come";
    assert_eq!(at("2026-06-15T11:59:59+02:00").refused.first().map(|row| row.wrong.as_str()), Some(wrong));
    assert_eq!(at("2026-06-15T12:00:00+02:00").sessions.len(), 1);
}

#[test]
fn a_message_is_one_line_and_holds_no_control_character() {
    let text = "date,size,\"blood\nseen\"\n2026-03-04,12,\"a\n\u{9b}bit\"\n";
    let import = read(text, &[("Blood Seen", "bleeding")], &log(), &now()).expect("a table");
    let Refused { column, wrong, .. } = import.refused.first().expect("refused");
    assert_eq!((column.as_str(), wrong.as_str()), ("blood seen", "\"a  bit\" does not say how much blood"));
    assert_eq!(import.columns[2].0, "blood seen");
}

#[test]
fn the_time_is_said_once_and_midnight_of_a_spreadsheet_yields() {
    for (cells, time) in [
        ("2026-03-04,", Some("12:00:00")),
        ("2026-03-04,?", Some("12:00:00")),
        ("2026-03-04,morning", Some("08:00:00")),
        ("2026-03-04 00:00:00,8:30", Some("08:30:00")),
        ("2026-03-04 00:00:00,", Some("00:00:00")),
        ("2026-03-04 08:30,8.30", Some("08:30:00")),
        ("2026-03-04 08:30,8:31", None),
        ("2026-03-04T00:00:00+02:00,8:30", None),
    ] {
        let found = import(&format!("date,time,size\n{cells},12\n"));
        assert_eq!(found.sessions.first().map(|row| row.at.time().to_string()).as_deref(), time, "{cells}");
        assert_eq!(found.refused.len(), usize::from(time.is_none()));
    }
    let at = |text: &str| import(text).sessions.first().map(|row| row.at.to_rfc3339());
    assert_eq!(at("date,size\n2026-03-04,12").as_deref(), Some("2026-03-04T12:00:00+02:00"));
    let kept = at("at,size\n2026-03-04T08:00:00-05:00,12");
    assert_eq!(kept.as_deref(), Some("2026-03-04T08:00:00-05:00"));
}

#[test]
fn a_row_wider_than_the_header_is_refused_unless_the_rest_is_blank() {
    let wrong = "has more cells than the header, which has 3".to_owned();
    assert_eq!(refused("date,size,pain\n2026-03-04,12,5,3\n"), [(2, "row".to_owned(), wrong)]);
    assert_eq!(refused("date,size,pain\n2026-03-04,12,3,, ,\n"), []);
}

#[test]
fn the_first_mistake_of_a_row_is_named_with_its_column() {
    for (cells, column, wrong) in [
        (",12,,,,", "Date", "is empty"),
        ("2026-03-04,,,,,", "Size", "is empty"),
        ("2026-03-04,2,99,,,", "Size", "\"2\": no dilator has this diameter"),
        ("2026-03-04,12,99,,,", "Pain", "\"99\" is outside 0 to 10"),
        ("2026-03-04,12,,yes,,", "Blood", "\"yes\" does not say how much blood"),
        (
            "2026-03-04,12,,a very long tale of what was seen,,",
            "Blood",
            "a long text does not say how much blood",
        ),
        ("2026-03-04,12,,,10,", "Hold", "\"10\" has no unit, and its column names none"),
    ] {
        let found = refused(&format!("Date,Size,Pain,Blood,Hold,Brand\n{cells}\n"));
        assert_eq!(found, [(2, column.to_owned(), wrong.to_owned())], "{cells}");
    }
    let label = |length: usize| format!("date,size,brand\n2026-03-04,12,{}\n", "x".repeat(length));
    assert_eq!(refused(&label(60)), []);
    assert_eq!(refused(&label(61)), [(2, "brand".to_owned(), "is too long".to_owned())]);
    let long = "a header of more than twenty-four letters";
    let found =
        read(&format!("date,size,{long}\n2026-03-04,12,yes\n"), &[(long, "bleeding")], &log(), &now());
    assert_eq!(
        found.expect("a table").refused.first().map(|row| row.column.clone()),
        Some("column 3".to_owned())
    );
}

#[test]
fn a_mapping_settles_the_order_of_dates() {
    let text = "Date,Size\n3/4/2026,12\n";
    assert!(refused(text)[0].2.starts_with("\"3/4/2026\" can be two days"));
    for (field, day) in [("date:dmy", "2026-04-03"), ("date:mdy", "2026-03-04")] {
        let import = read(text, &[("Date", field)], &log(), &now()).expect("a table");
        assert_eq!(import.sessions[0].at.date_naive().to_string(), day);
    }
}

#[test]
fn nothing_is_taken_from_before_the_birth() {
    let mut log = log();
    log.person.born = "2026-03-02".parse().expect("a date");
    let import = |text: &str| read(text, &[], &log, &now()).expect("a table");
    for (at, fits) in
        [("2026-03-01,23:59", false), ("2026-03-02,00:00", true), ("2026-03-02T00:30:00+14:00,", true)]
    {
        let read = import(&format!("date,time,size\n{at},9 mm\n"));
        assert_eq!(
            (read.sessions.len(), read.refused.len()),
            (usize::from(fits), usize::from(!fits)),
            "{at}"
        );
    }
    let refused = import("date,size\n2025-03-03,9 mm\n").refused.remove(0);
    assert_eq!((refused.line, refused.column.as_str()), (2, "date"));
    assert_eq!(refused.wrong, "lies before the person was born");
    assert_eq!(
        refused.right,
        "write a date and time from 2026-03-02 until now; without a time, 12:00 is taken"
    );
}

#[test]
fn what_is_there_already_is_counted_and_what_contradicts_is_refused() {
    let text = "at,size,blood\n2026-03-04T08:30:00+01:00,12,none\n";
    let Row { at, session, .. } = import(text).sessions.remove(0);
    let known = Logged {
        id: EntryId([0; 32]),
        person: PersonId([0; 16]),
        effective: at,
        recorded: now().wall,
        origin: Origin::Live,
        clock_suspect: false,
        place: 0,
        value: session,
        amended: None,
        former: Vec::new(),
    };
    let known = History { sessions: vec![known], ..log() };
    let counts = |text: &str| {
        let import = read(text, &[], &known, &now()).expect("a table");
        (import.sessions.len(), import.duplicates, import.refused.len())
    };
    assert_eq!(counts(text), (0, 1, 0));
    assert_eq!(
        counts("at,size\n2026-03-04T07:30:59Z,12\n"),
        (0, 1, 0),
        "the minute counts, wherever it is told"
    );
    assert_eq!(counts("at,size\n2026-03-04T07:31:00Z,12\n"), (1, 0, 0));
    assert_eq!(counts("at,size\n2026-03-04T07:29:59Z,12\n"), (1, 0, 0));
    assert_eq!(counts("at,size\n2026-03-04T07:30:00Z,12.5\n"), (1, 0, 0));
    for (row, counted) in [
        ("easy,none,0", (0, 1, 0)),
        ("easy,?,?", (0, 1, 0)),
        ("easy,streak,0", (0, 0, 1)),
        ("easy,none,1", (0, 0, 1)),
        ("not passed,none,0", (0, 0, 1)),
    ] {
        let text = format!("at,size,ease,blood,pain\n2026-03-04T07:30:00Z,12,{row}\n");
        assert_eq!(counts(&text), counted, "the log says none and no pain, the row {row}");
    }
    let twice =
        "date,size,blood\n2026-03-05,12,none\n2026-03-05,12,none\n2026-03-05,12,clots\n2026-03-05,13,none\n";
    assert_eq!(counts(twice), (2, 1, 1));
    assert_eq!(refused(twice)[0].2, "line 2 says something else of this size at this time");
    let first_is_known = "at,size,blood\n2026-03-04T07:30:00Z,12,none\n2026-03-04T07:30:00Z,12,clots\n";
    assert_eq!(counts(first_is_known), (0, 1, 1), "refused again when the file comes again");
}

#[test]
fn each_error_says_where_what_is_wrong_and_what_would_be_right() {
    let name = || "x".to_owned();
    for (error, said) in [
        (
            CsvError::TooLarge { bytes: 6_000_000 },
            "file: is too large, 6000000 bytes; give at most 5242880 bytes (5 MiB)",
        ),
        (CsvError::NotText { line: 3 }, "line 3, file: is not text; save the table as CSV in UTF-8"),
        (CsvError::Empty, "file: is empty; give a table whose first row names the columns"),
        (
            CsvError::Quote { line: 3 },
            "line 3, file: holds a quoted cell that does not end as it should; close the cell",
        ),
        (CsvError::TooManyColumns { found: 65 }, "file: has too many columns, 65; give at most 64"),
        (CsvError::TooManyRows, "file: has too many rows; give at most 20000; split it by year"),
        (
            CsvError::CellTooLong { line: 3, column: name() },
            "line 3, x: a cell is too long; write at most 4000 characters",
        ),
        (
            CsvError::MissingColumn { field: "size", names: vec![name(), "y".into()], meant: None },
            "size: no column is known as the size; the first row names x, y; write size above the column that holds it in millimetres",
        ),
        (
            CsvError::MissingColumn { field: "date", names: vec![name()], meant: Some(name()) },
            "date: no column is known as the date; the first row names x; if x holds it, write date above that column, or map x=date",
        ),
        (
            CsvError::NoHeader,
            "file: the first row holds a session and names no column; write a first row above it that names the columns",
        ),
        (
            CsvError::UnclearColumn { column: name(), closest: Some("pain_peak") },
            "x: may be meant for pain peak, and is not known as it stands; if it says that, map x=pain_peak; to leave it out, map x=leave_out",
        ),
        (
            CsvError::UnclearColumn { column: name(), closest: None },
            "x: speaks of blood or pain, and how to read it is not clear; map it to bleeding, pain_before, pain_peak or pain_after, or to leave_out",
        ),
        (
            CsvError::UnknownField { column: name(), field: "sise".into(), closest: Some("size") },
            "x: sise is no field of a session; write size",
        ),
        (
            CsvError::UnknownField { column: name(), field: "colour".into(), closest: None },
            "x: colour is no field of a session; write one of date, date:dmy, date:mdy, at, time, size, pain_before",
        ),
        (
            CsvError::UnknownColumn { column: name(), closest: Some("y".into()) },
            "x: the first row names no such column; write y",
        ),
        (
            CsvError::UnknownColumn { column: name(), closest: None },
            "x: the first row names no such column; write a name as it stands in the first row",
        ),
        (
            CsvError::AmbiguousColumn { column: name() },
            "x: several columns bear this name; give each of them",
        ),
        (CsvError::MappedTwice { column: name() }, "x: is mapped twice; map each column once"),
        (
            CsvError::TwoColumns { field: "note", first: name(), second: "y".into() },
            "note: two columns say it, x and y; map one of them to leave_out",
        ),
    ] {
        assert!(error.to_string().starts_with(said), "{error}");
    }
    let (line, field, wrong, right) = CsvError::Quote { line: 3 }.problem();
    assert_eq!((line, field.as_str()), (Some(3), "file"));
    assert!(!wrong.is_empty() && !right.is_empty());
    let long = "y".repeat(25);
    for mapping in [(long.as_str(), "size"), ("size", long.as_str())] {
        let error = read("date,size\n", &[mapping], &log(), &now()).expect_err("unknown");
        assert!(!error.to_string().contains(&long), "{error}");
    }
}
