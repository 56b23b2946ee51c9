use std::cell::Cell;

use toml::de::DeValue;

use super::depth::{MAX_DEPTH, too_deep};
use super::tree::{Branch, Content, Entry, Lines, Node};
use super::{Document, Problem};

impl Document {
    /// Whether a value stands at this path, such as `ladder.start_mm` or `contact[1].phone`.
    pub fn holds(&self, path: &str) -> bool {
        let mut node = &self.root;
        for step in path.split('.').filter_map(Step::read) {
            let Some(branch) = node.as_branch() else { return false };
            let Some(entry) = branch.entries.iter().find(|entry| entry.name == step.name) else {
                return false;
            };
            node = match (&entry.node.content, step.index) {
                (Content::List(items), Some(index)) if index <= items.len() => &items[index - 1],
                (_, Some(_)) => return false,
                (_, None) => &entry.node,
            };
        }
        true
    }

    /// Puts a value typed by hand at `path`, making the tables on the way. `line` is where problems with it are
    /// reported. The words are read as a TOML value if they are one, else as text.
    ///
    /// # Errors
    /// The path is not a path, or leads through a value that is not a table.
    pub fn fill(&mut self, path: &str, words: &str, line: usize) -> Result<(), Problem> {
        let bad = |wrong: &str| Problem::new(line, path, wrong, "write a path such as contact[1].phone");
        let steps: Option<Vec<Step<'_>>> = path.split('.').map(Step::read).collect();
        let steps = steps.filter(|steps| steps.len() <= MAX_DEPTH).ok_or_else(|| bad("not a path"))?;
        let mut node = &mut self.root;
        for step in &steps {
            let Content::Table(branch) = &mut node.content else { return Err(bad("leads through a value")) };
            node = branch.make(step, line).ok_or_else(|| bad("skips an element or leads through a value"))?;
        }
        *node = typed(words, line);
        Ok(())
    }
}

/// One part of a path: a name, and the element counted from 1 if a list is meant.
struct Step<'p> {
    name: &'p str,
    index: Option<usize>,
}

impl<'p> Step<'p> {
    fn read(part: &'p str) -> Option<Self> {
        let (name, index) = match part.split_once('[') {
            Some((name, rest)) => (name, Some(rest.strip_suffix(']')?.parse().ok().filter(|n| *n >= 1)?)),
            None => (part, None),
        };
        let fits = |letter: char| letter.is_ascii_lowercase() || letter.is_ascii_digit() || letter == '_';
        (!name.is_empty() && name.chars().all(fits)).then_some(Self { name, index })
    }
}

impl Branch {
    /// The node at `step`, made empty if it is not there; `None` when an element would be skipped.
    fn make(&mut self, step: &Step<'_>, line: usize) -> Option<&mut Node> {
        let at = self.entries.iter().position(|entry| entry.name == step.name).unwrap_or_else(|| {
            let content = match step.index {
                Some(_) => Content::List(Vec::new()),
                None => Content::Table(Branch::default()),
            };
            let node = Node { line, content, typed: None };
            self.entries.push(Entry { name: step.name.to_owned(), line, node, read: Cell::new(false) });
            self.entries.len() - 1
        });
        let node = &mut self.entries[at].node;
        let Some(index) = step.index else { return Some(node) };
        let Content::List(items) = &mut node.content else { return None };
        if index == items.len() + 1 {
            items.push(Node::table(line, Branch::default()));
        }
        items.get_mut(index - 1)
    }
}

fn typed(words: &str, line: usize) -> Node {
    let words = words.trim();
    let value = if too_deep(words).is_none() { DeValue::parse(words).ok() } else { None };
    let mut node = match value {
        Some(value) => Node::from_value(value.into_inner(), line, &Lines::of("")),
        None => Node { line, content: Content::Text(words.to_owned()), typed: None },
    };
    if !matches!(node.content, Content::Text(_) | Content::List(_) | Content::Table(_)) {
        node.typed = Some(words.to_owned());
    }
    node.line = line;
    node
}
