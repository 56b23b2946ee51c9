use super::*;
use crate::answer::Decimal;

fn problems(document: Document) -> Vec<String> {
    document.finish().err().unwrap_or_default().iter().map(Problem::to_string).collect()
}

#[test]
fn every_syntax_error_is_reported_with_its_line() {
    let errors = Document::parse("a = 1\nb = = 2\nc = 3\nd = [1,\n").expect_err("two mistakes");
    let lines: Vec<usize> = errors.iter().map(|problem| problem.line).collect();
    assert!(lines.contains(&2) && lines.iter().any(|line| *line >= 4), "{errors:?}");
    assert!(errors.iter().all(|problem| problem.to_string().contains("not TOML")));
}

#[test]
fn a_file_beyond_the_limit_is_refused_before_it_is_parsed() {
    let just = "#".repeat(MAX_BYTES);
    assert!(Document::parse(&just).is_ok());
    let errors = Document::parse(&format!("{just}#")).expect_err("one byte too many");
    assert_eq!(errors[0].to_string(), "line 1: the file has 1048577 bytes; write at most 1048576 bytes");
}

#[test]
fn each_accessor_reads_its_kind_and_reports_the_others_with_line_and_path() {
    let text =
        "n = 7\nd = 1.5\nt = \"x\"\nb = true\nday = 2026-03-01\nat = \"07:30\"\n[[row]]\nv = [\"a\", 2]\n";
    let document = Document::parse(text).expect("TOML");
    let root = document.root();
    let field = |name: &str| root.field(name).expect("stands there");
    assert_eq!(field("n").integer(0..=7, "days"), Some(7));
    assert_eq!(
        field("d").decimal(Decimal::whole(0)..=Decimal::whole(2), "hours"),
        Some(Decimal::from_tenths(15))
    );
    assert_eq!(field("t").text(), Some("x"));
    assert_eq!(field("b").flag(), Some(true));
    assert_eq!(field("day").date(), chrono::NaiveDate::from_ymd_opt(2026, 3, 1));
    assert_eq!(field("at").time(), chrono::NaiveTime::from_hms_opt(7, 30, 0));
    assert_eq!(field("t").choice(&[("x", 1), ("y", 2)]), Some(1));
    assert_eq!(field("n").integer(0..=6, "days"), None);
    assert_eq!(field("n").integer(8..=9, "days"), None);
    assert_eq!(field("d").decimal(Decimal::whole(2)..=Decimal::whole(3), "hours"), None);
    assert_eq!(field("t").date(), None);
    assert_eq!(field("b").text(), None);
    assert_eq!(field("t").choice(&[("xx", 1)]), None);
    assert_eq!(root.tables("row")[0].field("v").expect("stands there").texts(), ["a"]);
    assert_eq!(
        problems(document),
        [
            "line 1, n: 7 is above 6; write days from 0 to 6",
            "line 1, n: 7 is below 8; write days from 8 to 9",
            "line 2, d: 1.5 is below 2; write hours from 2 to 3",
            "line 3, t: \"x\" is not read as a date; write year, month and day with dashes, such as 2026-03-01; in a file the \
             whole line is: t = 2026-03-01",
            "line 3, t: \"x\" is not known; did you mean xx? Write one of: xx",
            "line 4, b: true is a yes-or-no value; write text in quotes",
            "line 8, row[1].v[2]: 2 is a number; write text in quotes",
        ]
    );
}

#[test]
fn unknown_fields_are_reported_in_tables_that_were_read_and_once_for_tables_that_were_not() {
    let document = Document::parse("[known]\na = 1\n[stray]\nb = 2\n").expect("TOML");
    document.root().want_table("known").expect("stands there").field("other");
    assert_eq!(
        problems(document),
        [
            "line 2, known.a: unknown field; known here: other",
            "line 3, stray: unknown field; known here: known"
        ]
    );
}

#[test]
fn numbers_that_are_not_plain_decimal_are_refused() {
    for number in ["0x10", "1e3", "inf", "nan", "12.34"] {
        let document = Document::parse(&format!("n = {number}")).expect("TOML");
        let read =
            document.root().field("n").expect("there").decimal(Decimal::whole(0)..=Decimal::whole(99), "mm");
        assert_eq!((read, problems(document).len()), (None, 1), "{number}");
    }
}

#[test]
fn values_filled_in_by_hand_are_read_as_what_the_reader_asks_for() {
    let mut document = Document::parse("[[contact]]\nname = \"Clinic\"\n").expect("TOML");
    document.fill("contact[1].phone", "112", 9).expect("a path");
    document.fill("ladder.start_mm", "9", 9).expect("a path");
    document.fill("review_by", "2026-03-01", 9).expect("a path");
    assert!(
        document.holds("contact[1].phone")
            && document.holds("ladder.start_mm")
            && !document.holds("ladder.x")
    );
    assert!(!document.holds("contact[2].phone"));
    for bad in ["contact[3].phone", "contact[0].phone", "a..b", "review_by.x", "Contact"] {
        assert!(document.fill(bad, "1", 9).is_err(), "{bad}");
    }
    let root = document.root();
    assert_eq!(root.tables("contact")[0].field("phone").and_then(|f| f.text()), Some("112"));
    assert_eq!(root.table("ladder").and_then(|t| t.field("start_mm")?.integer(1..=9, "mm")), Some(9));
    assert!(root.field("review_by").and_then(|f| f.date()).is_some());
}

#[test]
fn a_quoted_value_is_short_and_holds_no_control_characters() {
    let document = Document::parse(&format!("a = \"\\u001b{}\"", "x".repeat(60))).expect("TOML");
    document.root().field("a").expect("there").flag();
    let line = problems(document).remove(0);
    assert!(line.contains("\\u{1b}") && line.contains("...\"") && line.len() < 110, "{line}");
}

#[test]
fn a_time_stands_with_its_quotes_or_without_and_has_no_seconds() {
    let text = "a = 07:30:00\nb = 07:30:01\nc = 23:59:60\nd = 2026-03-01T23:59:60\n";
    let document = Document::parse(text).expect("TOML");
    let root = document.root();
    let time = |name: &str| root.field(name).expect("there").time();
    assert_eq!(time("a"), chrono::NaiveTime::from_hms_opt(7, 30, 0));
    assert_eq!((time("b"), time("c"), root.field("d").and_then(|field| field.date())), (None, None, None));
    assert_eq!(problems(document).len(), 3);
}

#[test]
fn a_table_and_its_fields_know_where_they_stand() {
    let document = Document::parse("\n[known]\n# why\na = 1\n").expect("TOML");
    let table = document.root().want_table("known").expect("stands there");
    assert_eq!((document.root().path(), table.path(), table.line()), ("", "known", 2));
    let field = table.field("a").expect("stands there");
    assert_eq!((field.path(), field.line()), ("known.a", 4));
}

#[test]
fn names_stand_in_the_order_of_the_file_and_all_fields_can_be_read_at_once() {
    let document = Document::parse("b = 1\na = 2\n").expect("TOML");
    assert_eq!(document.root().names(), ["b", "a"]);
    let read: Vec<_> = document.root().fields().iter().map(|(name, field)| (*name, field.line())).collect();
    assert_eq!(read, [("b", 1), ("a", 2)]);
    assert_eq!(problems(document), [""; 0], "nothing is left unread");
}

#[test]
fn what_is_known_is_suggested_and_where_nothing_is_a_field_is_to_go() {
    let document = Document::parse("color = 1\n[bare]\na = 1\n").expect("TOML");
    document.root().know(&["colour"]);
    document.root().want_table("bare").expect("stands there");
    assert_eq!(
        problems(document),
        ["line 1, color: unknown field; did you mean colour?", "line 3, bare.a: unknown field; remove it"]
    );
}

#[test]
fn the_least_and_the_greatest_decimal_are_within_the_range() {
    let document = Document::parse("d = 1.5\n").expect("TOML");
    let at = Decimal::from_tenths(15);
    assert_eq!(document.root().field("d").and_then(|field| field.decimal(at..=at, "mm")), Some(at));
}

#[test]
fn a_mistake_at_the_end_of_a_line_is_on_that_line() {
    let errors = Document::parse("a =\nb = 1\n").expect_err("nothing stands there");
    assert_eq!(errors[0].line, 1, "{errors:?}");
}
