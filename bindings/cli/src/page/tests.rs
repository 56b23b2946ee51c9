use super::*;

const LONG: &str = "Take Mina to the emergency department now and say that she was operated on as a newborn.";

#[test]
fn no_line_is_wider_than_the_page_and_no_word_is_cut() {
    for width in [20, 33, 40, 60, 80, 100] {
        let mut page = Page::new(width);
        page.title("Today · Mina");
        page.line(Ink::Plain, LONG);
        page.item(Ink::Strong, "  1.", LONG);
        page.fields(2, &[("Next session", LONG.into()), ("Size", "10 mm".into())]);
        page.table(
            2,
            &["Rule", "Asks for"],
            &[vec!["I1".into(), LONG.into()], vec!["B10".into(), "short".into()]],
        );
        let plain = page.plain();
        for line in plain.lines() {
            let words = line.split_whitespace().count();
            assert!(display_width(line) <= width || words <= 1, "{width}: {line:?}");
            assert_eq!(line.trim_end(), line, "no trailing space");
        }
        for word in LONG.split(' ') {
            assert!(plain.matches(word).count() >= 4, "{width}: {word}");
        }
    }
}

#[test]
fn columns_line_up_and_hang() {
    let mut page = Page::new(40);
    page.fields(
        2,
        &[
            ("By when", "14 March 2026, 21:40".into()),
            ("Next session", "blocked until a clinician says so".into()),
        ],
    );
    assert_eq!(
        page.plain(),
        "  By when       14 March 2026, 21:40\n  Next session  blocked until a\n                clinician says so\n"
    );
    let mut page = Page::new(40);
    page.table(0, &["Rule", "Why"], &[vec!["I1".into(), "fever".into()], vec!["B10".into(), String::new()]]);
    assert_eq!(page.plain(), "Rule  Why\nI1    fever\nB10\n");
}

#[test]
fn a_name_cannot_command_the_terminal() {
    let mut page = Page::new(60);
    page.line(Ink::Plain, "Mi\x1b[2Jna\x07 and \u{9b}31m");
    assert!(!page.styled().chars().any(|c| c.is_control() && c != '\n'), "{:?}", page.styled());
    assert!(page.plain().contains("[2Jna"), "what was written is still seen");
}

#[test]
fn a_note_cannot_make_a_line_read_other_than_it_is_written() {
    let mut page = Page::new(60);
    page.item(Ink::Plain, "  -", "12 mm \u{202e}mm 9\u{2066} and\u{2028}on");
    page.fields(2, &[("Size", "\u{200f}9".into())]);
    page.columns(2, &[vec!["\u{1b}]0;x\u{7}".into(), "\u{85}".into()]]);
    page.table(0, &["A", "B"], &[vec!["\u{1b}[1A".into(), "\u{1b}[2K".into()]]);
    page.verbatim(Ink::Plain, "a\u{1b}[2Jb");
    assert!(!page.plain().chars().any(commands), "{:?}", page.styled());
    assert_eq!(page.styled().matches(char::REPLACEMENT_CHARACTER).count(), 10);
}

#[test]
fn styles_change_no_word() {
    for ink in [Ink::Plain, Ink::Strong, Ink::Quiet, Ink::Accent, Ink::Caution, Ink::Danger] {
        let mut page = Page::new(60);
        page.line(ink, LONG);
        assert_eq!(page.plain().split_whitespace().collect::<Vec<_>>(), LONG.split(' ').collect::<Vec<_>>());
    }
}
