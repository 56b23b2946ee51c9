use super::*;

fn said(cell: &str, order: Order) -> Result<String, String> {
    let text = |when: When| {
        let time = when.time.map(|time| time.format(" %H:%M:%S").to_string()).unwrap_or_default();
        let offset = when.offset.map(|offset| format!(" {offset}")).unwrap_or_default();
        format!("{}{time}{offset}", when.date)
    };
    when(cell, order).map(text).map_err(|wrong| wrong.wrong)
}

#[test]
fn dates_are_read_in_the_ways_diaries_have_them() {
    for (cell, date) in [
        ("2026-03-04", "2026-03-04"),
        ("2026/3/4", "2026-03-04"),
        ("2026.03.04", "2026-03-04"),
        ("04.03.2026", "2026-03-04"),
        ("4.3.2026", "2026-03-04"),
        ("25/03/2026", "2026-03-25"),
        ("03/25/2026", "2026-03-25"),
        ("25-3-2026", "2026-03-25"),
        ("3/3/2026", "2026-03-03"),
        ("4 March 2026", "2026-03-04"),
        ("March 4th, 2026", "2026-03-04"),
        ("4-Mar-2026", "2026-03-04"),
        ("Wed 4 Mar 2026", "2026-03-04"),
        ("Mi, 04.03.2026", "2026-03-04"),
        ("Mittwoch, 4. März 2026", "2026-03-04"),
        ("4. Mrz. 2026", "2026-03-04"),
        ("4 Maerz 2026", "2026-03-04"),
        ("31. Mai 2026", "2026-05-31"),
        ("1. Okt. 2025 abends", "2025-10-01 20:00:00"),
        ("24. Dezember 2025", "2025-12-24"),
        ("2024-02-29", "2024-02-29"),
        ("2026-03-04 08:30", "2026-03-04 08:30:00"),
        ("2026-03-04T08:30", "2026-03-04 08:30:00"),
        ("2026-03-04 08:30:15.250", "2026-03-04 08:30:15"),
        ("04.03.2026, 8.30", "2026-03-04 08:30:00"),
        ("Mar 4, 2026 8:30 pm", "2026-03-04 20:30:00"),
        ("2026-03-04 evening", "2026-03-04 20:00:00"),
        ("2026-03-04T08:30:00+05:30", "2026-03-04 08:30:00 +05:30"),
        ("2026-03-04T08:30:15.75Z", "2026-03-04 08:30:15 +00:00"),
        ("2026-03-04T08:30-08:00", "2026-03-04 08:30:00 -08:00"),
    ] {
        assert_eq!(said(cell, Order::Open).as_deref(), Ok(date), "{cell}");
    }
}

#[test]
fn a_date_with_two_readings_waits_for_the_file_or_the_mapping() {
    for (cell, day_first, month_first) in
        [("3/4/2026", "2026-04-03", "2026-03-04"), ("03-04-2026", "2026-04-03", "2026-03-04")]
    {
        assert_eq!(said(cell, Order::DayFirst).as_deref(), Ok(day_first));
        assert_eq!(said(cell, Order::MonthFirst).as_deref(), Ok(month_first));
        for order in [Order::Open, Order::Mixed] {
            let wrong = when(cell, order).expect_err("two readings");
            assert!(wrong.wrong.contains("can be two days") && wrong.right.contains("date:dmy"), "{wrong:?}");
        }
    }
    assert!(said("25/3/2026", Order::MonthFirst).is_err(), "a mapping is not overruled");
    assert_eq!(said("2026-03-04", Order::MonthFirst).as_deref(), Ok("2026-03-04"));
    assert_eq!(
        said("04.03.2026", Order::MonthFirst).as_deref(),
        Ok("2026-03-04"),
        "points put the day first"
    );
}

#[test]
fn the_order_is_settled_by_dates_with_one_reading() {
    for (cells, order) in [
        (&["3/4/2026", "13/4/2026"][..], Order::DayFirst),
        (&["3/4/2026", "4/13/2026 8:30"], Order::MonthFirst),
        (&["3/4/2026", "4/4/2026", "2026-12-13", "13.4.2026", "no date"], Order::Open),
        (&["13/4/2026", "4/13/2026"], Order::Mixed),
        (&["31/2/2026", "32/1/2026", "3/4/2026"], Order::Open),
        (&["29/2/2024"], Order::DayFirst),
        (&[], Order::Open),
    ] {
        assert_eq!(order_of(cells.iter().copied()), order, "{cells:?}");
    }
}

#[test]
fn what_is_no_date_is_refused() {
    for (cell, part) in [
        ("", "is no date"),
        ("yesterday", "is no date"),
        ("20260304", "is no date"),
        ("2026-03", "is no date"),
        ("4 Mar", "is no date"),
        ("4 Ma 2026", "is no date"),
        ("2026 Mar 4", "is no date"),
        ("12026-03-04", "is no date"),
        ("é26-03-04Té", "is no date"),
        ("2026-02-30", "no day of the calendar"),
        ("2025-02-29", "no day of the calendar"),
        ("31.04.2026", "no day of the calendar"),
        ("13/13/2026", "no day of the calendar"),
        ("30 Feb 2026", "no day of the calendar"),
        ("0000-00-00", "no day of the calendar"),
        ("4.3.26", "century"),
        ("3/4/26", "century"),
        ("2026-03-04 soon", "no time of day"),
        ("2026-03-04 25:00", "no time of day"),
    ] {
        let wrong = said(cell, Order::Open).expect_err(cell);
        assert!(wrong.contains(part), "{cell}: {wrong}");
    }
}

#[test]
fn times_are_read_in_the_ways_diaries_have_them() {
    for (cell, time) in [
        ("08:30", "08:30:00"),
        ("8:30", "08:30:00"),
        ("8.30", "08:30:00"),
        ("20h30", "20:30:00"),
        ("20:30 h", "20:30:00"),
        ("20 Uhr", "20:00:00"),
        ("20:30:15", "20:30:15"),
        ("8:30 pm", "20:30:00"),
        ("8:30PM", "20:30:00"),
        ("8 p.m.", "20:00:00"),
        ("8am", "08:00:00"),
        ("12 am", "00:00:00"),
        ("12:15 pm", "12:15:00"),
        ("00:00", "00:00:00"),
        ("23:59:59", "23:59:59"),
        ("Morning", "08:00:00"),
        ("am", "08:00:00"),
        ("noon", "12:00:00"),
        ("afternoon", "16:00:00"),
        ("EVENING", "20:00:00"),
        ("pm", "20:00:00"),
        ("night", "22:00:00"),
        ("Morgens", "08:00:00"),
        ("früh", "08:00:00"),
        ("vormittags", "10:00:00"),
        ("Mittag", "12:00:00"),
        ("nachmittags", "16:00:00"),
        ("abends", "20:00:00"),
        ("Nacht", "22:00:00"),
    ] {
        assert_eq!(clock(cell).map(|time| time.to_string()), Ok(time.to_owned()), "{cell}");
    }
    for cell in [
        "",
        "8",
        "24:00",
        "08:60",
        "13:00 pm",
        "0 am",
        "8:3o",
        "8:30:15:00",
        "later",
        "830",
        "8:30 am pm",
        "8 h",
    ] {
        assert!(clock(cell).is_err(), "{cell}");
    }
}
