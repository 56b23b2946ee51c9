//! How a hand-written TOML file is read so that every mistake in it is reported at once, each with its line, its
//! field, what is wrong and what would be right.
//!
//! ```
//! use gradus_domain::document::Document;
//!
//! let document = Document::parse("format = \"demo/1\"\n[ladder]\ngoal = 60\n").expect("TOML");
//! let root = document.root();
//! assert_eq!(root.want("format", "write \"demo/1\"").and_then(|f| f.text()), Some("demo/1"));
//! let ladder = root.want_table("ladder").expect("there is one");
//! let goal = ladder.want("goal_mm", "write millimetres").and_then(|f| f.integer(3..=35, "millimetres"));
//! assert_eq!(goal, None);
//! let problems = document.finish().expect_err("a misspelt field");
//! assert_eq!(problems[0].to_string(), "line 2, ladder.goal_mm: missing; write millimetres");
//! assert_eq!(problems[1].to_string(), "line 3, ladder.goal: unknown field; did you mean goal_mm?");
//! ```
//!
//! Readers ask for fields by name. A name that was asked for is known; whatever the file holds beyond the known names
//! is reported by [`Document::finish`] with the closest known name. Elements of lists count from 1 in paths, as people
//! count: `phase[1]` is the first phase.

mod closest;
mod depth;
mod overlay;
mod problem;
mod read;
mod tree;

pub use closest::closest;
pub use problem::Problem;
pub use read::{Field, Table};

use crate::sorting;
use std::cell::RefCell;

use depth::{MAX_DEPTH, too_deep};
use toml::de::DeTable;
use tree::{Branch, Lines, Node};

/// The largest text that is read, in bytes. Plans and rule packs are far smaller; a larger file is not one of ours.
pub const MAX_BYTES: usize = 1 << 20;

/// A parsed file, and the problems found in it so far.
#[derive(Debug)]
pub struct Document {
    root: Node,
    problems: RefCell<Vec<Problem>>,
}

impl Document {
    /// Reads the TOML of `text`.
    ///
    /// # Errors
    /// Every place where the text is not TOML, or the one problem that it is too large or nested too deep. Nothing is read from a text
    /// that is not TOML throughout.
    pub fn parse(text: &str) -> Result<Self, Vec<Problem>> {
        if text.len() > MAX_BYTES {
            let wrong = format!("the file has {} bytes", text.len());
            return Err(vec![Problem::new(1, "", wrong, format!("write at most {MAX_BYTES} bytes"))]);
        }
        let lines = Lines::of(text);
        if let Some(at) = too_deep(text) {
            let right = format!("write at most {MAX_DEPTH} tables and lists inside one another");
            return Err(vec![Problem::new(lines.at(at), "", "nested too deep", right)]);
        }
        let (table, errors) = DeTable::parse_recoverable(text);
        if !errors.is_empty() {
            let mut problems: Vec<Problem> = errors.iter().map(|error| syntax(error, &lines)).collect();
            sorting::sort_by_key(&mut problems, |problem| problem.line);
            // What follows the first slip of a line is mostly noise.
            problems.dedup_by_key(|problem| problem.line);
            return Err(problems);
        }
        let branch = Branch::from_table(table.into_inner(), &lines);
        Ok(Self { root: Node::table(1, branch), problems: RefCell::default() })
    }

    /// The outermost table.
    pub fn root(&self) -> Table<'_> {
        let branch = self.root.as_branch().expect("the root of a document is a table by construction");
        Table::new(self, branch, 1, String::new())
    }

    /// Adds a problem that the reader found.
    pub fn report(&self, problem: Problem) {
        self.problems.borrow_mut().push(problem);
    }

    /// Whether a problem was reported so far.
    pub fn has_problems(&self) -> bool {
        !self.problems.borrow().is_empty()
    }

    /// Ends the reading: reports fields that nobody asked for, and gives every problem in the order of lines.
    ///
    /// # Errors
    /// All problems, when there is at least one.
    pub fn finish(self) -> Result<(), Vec<Problem>> {
        let mut problems = self.problems.into_inner();
        if let Some(branch) = self.root.as_branch() {
            branch.report_unread("", &mut problems);
        }
        sorting::sort_by_key(&mut problems, |problem| problem.line);
        problems.dedup();
        if problems.is_empty() { Ok(()) } else { Err(problems) }
    }
}

fn syntax(error: &toml::de::Error, lines: &Lines) -> Problem {
    let line = error.span().map_or(1, |span| lines.at(span.start));
    Problem::new(
        line,
        "",
        format!("not TOML: {}", error.message()),
        "write lines such as name = \"text\" or name = 12",
    )
}

#[cfg(test)]
mod tests;
