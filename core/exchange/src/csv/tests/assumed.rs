use super::*;

fn assumed(text: &str) -> Vec<(Assumed, u32)> {
    let import = import(text);
    assert_eq!(import.refused, [], "{text}");
    import.assumed.into_iter().collect()
}

/// Everything is said: nothing is taken for granted.
const FULL: &str = "at,size mm,ease,blood,stopped\n2026-03-04T08:30:00+01:00,12,easy,none,finished\n";

#[test]
fn a_row_that_says_everything_leaves_nothing_to_assume() {
    assert_eq!(assumed(FULL), []);
}

#[test]
fn each_thing_that_is_not_said_is_counted_by_itself() {
    for (from, to, one) in [
        ("size mm", "size", Assumed::Millimetres),
        ("+01:00", "", Assumed::Offset),
        ("easy", "", Assumed::EaseFirm),
        ("easy", "not sure", Assumed::EaseFirm),
        (",none,", ",-,", Assumed::BloodNotAsked),
        (",none,", ",–,", Assumed::BloodNotAsked),
        ("finished", "", Assumed::RanItsCourse),
        ("finished", "?", Assumed::OtherReason),
        ("easy,none,finished", ",none,would not pass", Assumed::EaseNotPassed),
    ] {
        let text = FULL.replace(from, to);
        assert_ne!(text, FULL, "{from}");
        assert_eq!(assumed(&text), [(one, 1)], "{from} as {to}");
    }
    let holds = |header: &str, cell: &str| {
        FULL.replace(",stopped", &format!(",stopped,{header}"))
            .replace("finished", &format!("finished,{cell}"))
    };
    assert_eq!(assumed(&holds("hold", "30+30")), [(Assumed::HoldSeconds, 1)]);
    assert_eq!(assumed(&holds("hold", "30 s + 30 s")), []);
    assert_eq!(assumed(&holds("hold_s", "30+30")), []);
    let short = "at,size mm\n2026-03-04T08:30:00+01:00,12\n";
    assert_eq!(assumed(short), [(Assumed::EaseFirm, 1), (Assumed::RanItsCourse, 1)], "no such columns");
}

#[test]
fn an_ease_and_a_time_that_nobody_told_are_marked_in_the_session_itself() {
    use gradus_domain::Untold;
    let untold = |text: &str| import(text).sessions[0].session.untold.clone();
    assert_eq!(untold(FULL), []);
    assert_eq!(untold(&FULL.replace("easy", "")), [Untold::Ease]);
    assert_eq!(untold(&FULL.replace("easy,none,finished", ",none,would not pass")), [Untold::Ease]);
    assert_eq!(untold(&FULL.replace("T08:30:00+01:00", "")), [Untold::Time]);
    let evening = FULL.replace("at,", "date,time,").replace("T08:30:00+01:00", ",evening");
    assert_eq!(untold(&evening), [Untold::Time]);
    assert_eq!(untold(&evening.replace("evening", "20:00").replace("easy", "?")), [Untold::Ease]);
    let twice = format!("{FULL}2026-03-04T08:30:00+01:00,12,,none,finished\n").replace("easy", "firm");
    let import = import(&twice);
    assert_eq!((import.sessions.len(), import.duplicates), (1, 1), "it contradicts nothing");
}

#[test]
fn the_unit_is_said_by_the_cell_or_by_the_header() {
    let of = |header: &str, size: &str| {
        let text = FULL.replace("size mm", header).replace(",12,", &format!(",{size},"));
        assumed(&text).contains(&(Assumed::Millimetres, 1))
    };
    for (header, size) in [
        ("size", "12 mm"),
        ("size", "H12"),
        ("size", "Hegar 12"),
        ("Hegar", "12"),
        ("SizeMM", "12"),
        ("mm", "12"),
    ] {
        assert!(!of(header, size), "{header} {size}");
    }
    for (header, size) in
        [("size", "12"), ("size", "12.5"), ("dilator", "12"), ("size", "Ø 12"), ("bougie", "12")]
    {
        assert!(of(header, size), "{header} {size}");
    }
    let mapped = |header: &str| {
        let text = FULL.replace("size mm", header);
        let import = read(&text, &[(header, "size")], &log(), &now()).expect("a table");
        import.assumed.contains_key(&Assumed::Millimetres)
    };
    assert!(mapped("how wide") && mapped("form mapped"), "a mapping says no unit");
    assert!(!mapped("how wide in millimetres as printed on the thing"));
}

#[test]
fn a_time_that_is_not_a_clocks_is_counted_with_the_hour_that_was_taken() {
    let of = |date: &str, time: &str| {
        let text = format!("date,time,size mm,ease,stopped\n{date},{time},12,easy,no\n");
        assumed(&text).into_iter().filter(|(one, _)| *one != Assumed::Offset).collect::<Vec<_>>()
    };
    for time in ["", "?"] {
        assert_eq!(of("2026-03-04", time), [(Assumed::Noon, 1)], "{time}");
    }
    for (time, hour) in [
        ("morning", 8),
        ("a.m.", 8),
        ("Noon", 12),
        ("afternoon", 16),
        ("PM", 20),
        ("evening", 20),
        ("bedtime", 22),
    ] {
        assert_eq!(of("2026-03-04", time), [(Assumed::Hour(hour), 1)], "{time}");
        assert_eq!(of(&format!("2026-03-04 {time}"), ""), [(Assumed::Hour(hour), 1)], "{time}");
    }
    for (date, time) in [
        ("2026-03-04", "08:00"),
        ("2026-03-04 08:00", ""),
        ("2026-03-04", "8 pm"),
        ("2026-03-04 00:00:00", "08:30"),
    ] {
        assert_eq!(of(date, time), [], "{date} {time}");
    }
}

#[test]
fn a_date_that_another_row_settles_is_counted_and_a_mapped_one_is_not() {
    let of = |dates: [&str; 3], mapping: &[(&str, &str)]| {
        let rows: String = dates.map(|date| format!("{date},08:30,12,easy,no\n")).concat();
        let text = format!("date,time,size mm,ease,stopped\n{rows}");
        let import = read(&text, mapping, &log(), &now()).expect("a table");
        assert_eq!(import.refused, [], "{dates:?}");
        import.assumed.into_iter().filter(|(one, _)| *one != Assumed::Offset).collect::<Vec<_>>()
    };
    assert_eq!(of(["3/4/2026", "13/4/2026", "5/5/2026"], &[]), [(Assumed::DayFirst, 1)]);
    assert_eq!(of(["3/4/2026", "4/13/2026", "2/4/2026"], &[]), [(Assumed::MonthFirst, 2)]);
    assert_eq!(of(["3/4/2026", "13/4/2026", "5/5/2026"], &[("date", "date:dmy")]), []);
    assert_eq!(of(["3.4.2026", "4 March 2026", "2026-03-05"], &[]), [], "one reading each");
}

/// A time that was taken may be why two rows look the same; a row that is refused assumes nothing.
#[test]
fn rows_that_are_there_already_count_and_refused_ones_do_not() {
    let text = "date,size mm,ease,stopped,blood\n2026-03-04,12,easy,no,none\n2026-03-04,12,easy,no,none\n\
                2026-03-04,12,easy,no,clots\n2026-03-04,twelve,easy,no,none\n";
    let found = import(text);
    assert_eq!((found.sessions.len(), found.duplicates, found.refused.len()), (1, 1, 2));
    assert_eq!(found.assumed.into_iter().collect::<Vec<_>>(), [(Assumed::Noon, 2), (Assumed::Offset, 2)]);
}

#[test]
fn of_two_rows_that_tell_the_same_the_one_that_tells_it_itself_is_kept() {
    let header = "Date,Time,Size,Ease,Blood,Pain\n";
    let (bare, told) = ("2026-03-04,12:00,12,,none,2\n", "2026-03-04,12:00,12,firm,none,2\n");
    for rows in [[bare, told], [told, bare]] {
        let import = import(&format!("{header}{}{}", rows[0], rows[1]));
        assert_eq!((import.sessions.len(), import.duplicates, import.refused.len()), (1, 1, 0));
        assert!(!import.sessions[0].session.untold.contains(&gradus_domain::Untold::Ease), "{rows:?}");
        let line = if rows[0] == told { 2 } else { 3 };
        assert_eq!(import.sessions[0].line, line);
    }
}
