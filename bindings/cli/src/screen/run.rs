//! A session that goes on: one screen, the time in large digits, what to do now, and the keys that hold.

use gradus_app::view::{RunInsertionView, RunStage, RunView};

use super::reader::Reader;
use super::triage::instruction;
use super::words::millimetres;
use crate::page::{Ink, Page};

/// The large digits and the colon, row by row.
const ROWS: [[&str; 11]; 5] = [
    ["█▀█", " █ ", "▀▀█", "▀▀█", "█ █", "█▀▀", "█▀▀", "▀▀█", "█▀█", "█▀█", " "],
    ["█ █", "▀█ ", "  █", "  █", "█ █", "█  ", "█  ", "  █", "█ █", "█ █", "▀"],
    ["█ █", " █ ", "█▀▀", " ▀█", "▀▀█", "▀▀█", "█▀█", "  █", "█▀█", "▀▀█", " "],
    ["█ █", " █ ", "█  ", "  █", "  █", "  █", "█ █", "  █", "█ █", "  █", "▄"],
    ["█▄█", "▄█▄", "█▄▄", "▄▄█", "  █", "▄▄█", "█▄█", "  █", "█▄█", "▄▄█", " "],
];

/// The whole screen. `told`: what was just refused, or asked for; `keys`: what can be pressed, with what it means.
pub fn run(page: &mut Page, view: &RunView, told: Option<&str>, keys: &[(String, String)], reader: &Reader) {
    page.title(&format!("{} · {}", view.person.name, millimetres(view.size_tenths_mm)));
    page.line(ink(view), &view.now);
    if let Some(time) = time(view) {
        page.gap();
        large(page, &time, ink(view));
        let label = match view.stage {
            RunStage::Holding => "left",
            RunStage::Resting => "left of the rest",
            _ => "in",
        };
        page.indented(2, Ink::Quiet, label);
    }
    if let Some(overrun) = &view.overrun {
        page.line(Ink::Caution, overrun);
    }
    if view.stage == RunStage::CheckList {
        page.gap();
        for check in &view.checks {
            page.item(Ink::Accent, if check.ticked { "  [x]" } else { "  [ ]" }, &check.sentence);
        }
    }
    if let Some(answer) = &view.so_far {
        instruction(page, answer, reader);
    }
    page.gap();
    if let Some(next) = &view.next {
        page.line(Ink::Plain, next);
    }
    if let Some(insertion) = &view.insertion {
        page.line(Ink::Quiet, &place(insertion));
    }
    if let Some(told) = told {
        page.gap();
        page.line(Ink::Caution, told);
    }
    page.gap();
    page.fields(2, &keys.iter().map(|(key, said)| (key.as_str(), said.clone())).collect::<Vec<_>>());
}

fn ink(view: &RunView) -> Ink {
    match view.stage {
        RunStage::TakeOut => Ink::Caution,
        _ => Ink::Strong,
    }
}

fn place(insertion: &RunInsertionView) -> String {
    let what = if insertion.warm_up { "smaller size first" } else { "size of the session" };
    format!("{} of {} · {} · {what}", insertion.number, insertion.of, millimetres(insertion.size_tenths_mm))
}

/// What is left, counted down; what something is in beyond its time, counted up.
fn time(view: &RunView) -> Option<String> {
    let ms = match view.stage {
        // A second that has begun is still there: 0:00 stands only when the time is over.
        RunStage::Holding | RunStage::Resting => view.left_ms?.div_ceil(1000) * 1000,
        RunStage::TakeOut => view.held_ms?,
        _ => return None,
    };
    Some(format!("{}:{:02}", ms / 60_000, ms / 1000 % 60))
}

fn large(page: &mut Page, text: &str, ink: Ink) {
    for row in ROWS {
        let glyph = |c: char| row[c.to_digit(10).map_or(10, |digit| digit as usize)];
        page.verbatim(ink, &format!("  {}", text.chars().map(glyph).collect::<Vec<_>>().join(" ")));
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::screen::samples;

    fn drawn(view: &RunView) -> String {
        let mut page = Page::new(72);
        let keys = [("space".to_owned(), "it is out".to_owned()), ("s".to_owned(), "STOP".to_owned())];
        run(&mut page, view, None, &keys, &Reader::of_a_file(&crate::clock::simulated(samples::wall())));
        page.plain()
    }

    #[test]
    fn a_hold_shows_what_is_left_in_large_digits() {
        let view = RunView { so_far: None, ..samples::run() };
        let text = drawn(&view);
        assert_eq!(
            text,
            "\
Mina · 10 mm
────────────
Hold still.

  █▀█   ▀▀█ █▀▀
  █ █ ▀   █ █  
  █ █   █▀▀ ▀▀█
  █ █ ▄ █     █
  █▄█   █▄▄ ▄▄█
  left

Then a rest.
2 of 3 · 10 mm · size of the session

  space  it is out
  s      STOP
"
        );
    }

    #[test]
    fn a_second_that_has_begun_is_still_there_and_what_is_over_counts_up() {
        let at = |stage, left_ms, held_ms| time(&RunView { stage, left_ms, held_ms, ..samples::run() });
        assert_eq!(at(RunStage::Holding, Some(60_000), None).as_deref(), Some("1:00"));
        assert_eq!(at(RunStage::Holding, Some(1), None).as_deref(), Some("0:01"));
        assert_eq!(at(RunStage::Resting, Some(0), None).as_deref(), Some("0:00"));
        assert_eq!(at(RunStage::TakeOut, None, Some(61_999)).as_deref(), Some("1:01"));
        assert_eq!(at(RunStage::Ready, None, None), None);
    }

    #[test]
    fn what_triage_answers_stands_on_the_same_screen() {
        let text = drawn(&samples::run());
        let answer = text.find("emergency").or(text.find("Emergency")).or(text.find("112"));
        assert!(answer.is_some(), "{text}");
    }
}
