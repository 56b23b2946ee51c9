//! Text laid out for a terminal: wrapped at words, in aligned columns, coloured as decoration only.
//!
//! Nothing here knows where it is printed. Styles are always written and stripped on the way out where colour is off,
//! so that the words are the same with and without it.

use anstyle::{AnsiColor, Style};
use textwrap::{Options, WordSplitter, WrapAlgorithm, core::display_width};

/// How a piece of text is coloured. The words carry the meaning; this only helps the eye.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Ink {
    /// As the terminal writes.
    Plain,
    /// Heavier.
    Strong,
    /// Fainter.
    Quiet,
    /// The one accent.
    Accent,
    /// Attention, not danger.
    Caution,
    /// Danger, and nothing else.
    Danger,
}

impl Ink {
    fn style(self) -> Style {
        match self {
            Self::Plain => Style::new(),
            Self::Strong => Style::new().bold(),
            Self::Quiet => Style::new().dimmed(),
            Self::Accent => AnsiColor::Cyan.on_default().bold(),
            Self::Caution => AnsiColor::Yellow.on_default().bold(),
            Self::Danger => AnsiColor::Red.on_default().bold(),
        }
    }
}

/// A page that grows downward.
#[derive(Debug)]
pub struct Page {
    width: usize,
    text: String,
}

/// The narrowest last column; below this, rows become blocks.
const NARROWEST: usize = 24;

impl Page {
    /// An empty page of this many columns.
    pub fn new(width: usize) -> Self {
        Self { width: width.max(20), text: String::new() }
    }

    /// The page with its styles.
    pub fn styled(&self) -> &str {
        &self.text
    }

    /// The page as words alone.
    #[cfg(test)]
    pub fn plain(&self) -> String {
        anstream::adapter::strip_str(&self.text).to_string()
    }

    /// How many lines there are.
    pub fn lines(&self) -> usize {
        self.text.lines().count()
    }

    /// An empty line, unless the page begins here or has one already.
    pub fn gap(&mut self) {
        if !self.text.is_empty() && !self.text.ends_with("\n\n") {
            self.text.push('\n');
        }
    }

    /// A title over the whole page, underlined.
    pub fn title(&mut self, text: &str) {
        self.gap();
        self.wrapped("", "", Ink::Accent, text);
        let widest = display_width(text).min(self.width);
        self.put(Ink::Quiet, &"─".repeat(widest));
        self.text.push('\n');
    }

    /// The heading of a section, after an empty line.
    pub fn heading(&mut self, text: &str) {
        self.gap();
        self.wrapped("", "", Ink::Strong, text);
    }

    /// A paragraph.
    pub fn line(&mut self, ink: Ink, text: &str) {
        self.wrapped("", "", ink, text);
    }

    /// A paragraph that stands `columns` in from the left.
    pub fn indented(&mut self, columns: usize, ink: Ink, text: &str) {
        let space = " ".repeat(columns);
        self.wrapped(&space, &space, ink, text);
    }

    /// A paragraph after a marker, its further lines under its first word.
    pub fn item(&mut self, ink: Ink, marker: &str, text: &str) {
        let hang = display_width(marker.trim_start()) + leading(marker) + 1;
        self.text.push_str(&" ".repeat(leading(marker)));
        self.put(ink, &visible(marker.trim_start()));
        self.after(hang, Ink::Plain, text);
    }

    /// One line as it is, however long: something to copy.
    pub fn verbatim(&mut self, ink: Ink, line: &str) {
        self.put(ink, &visible(line).replace('\n', " "));
        self.end_line();
    }

    /// Labels in one column, what they say in the next.
    pub fn fields(&mut self, indent: usize, rows: &[(&str, String)]) {
        let widest = rows.iter().map(|(label, _)| display_width(label)).max().unwrap_or(0);
        for (label, said) in rows {
            self.text.push_str(&" ".repeat(indent));
            self.put(Ink::Quiet, &visible(label));
            let hang = indent + widest + 2;
            let longest = visible(said).split_whitespace().map(display_width).max().unwrap_or(0);
            // A code or a path that is too long for its column is better off on a line of its own than cut or wrapped by
            // the terminal.
            if hang + NARROWEST.max(longest) > self.width {
                self.text.push('\n');
                self.indented(indent + 2, Ink::Plain, said);
            } else {
                self.text.push_str(&" ".repeat(widest - display_width(label) + 1));
                self.after(hang, Ink::Plain, said);
            }
        }
    }

    /// Rows in aligned columns; the last column wraps. Where that leaves no room, every row becomes a block.
    pub fn table(&mut self, indent: usize, head: &[&str], rows: &[Vec<String>]) {
        let before: Vec<usize> = (0..head.len().saturating_sub(1))
            .map(|column| {
                let cells = rows.iter().map(|row| display_width(&visible(&row[column])));
                cells.chain([display_width(head[column])]).max().unwrap_or(0)
            })
            .collect();
        let hang = indent + before.iter().map(|width| width + 2).sum::<usize>();
        if hang + NARROWEST > self.width {
            return self.blocks(indent, head, rows);
        }
        let head: Vec<String> = head.iter().map(|&text| text.to_owned()).collect();
        self.row(indent, &before, Ink::Quiet, &head);
        for row in rows {
            self.row(indent, &before, Ink::Plain, row);
        }
    }

    /// Rows in aligned columns without a head.
    pub fn columns(&mut self, indent: usize, rows: &[Vec<String>]) {
        let Some(first) = rows.first() else { return };
        let width = |row: &Vec<String>, column: usize| display_width(&visible(&row[column]));
        let widest = |column: usize| rows.iter().map(|row| width(row, column)).max().unwrap_or(0);
        let before: Vec<usize> = (0..first.len().saturating_sub(1)).map(widest).collect();
        if indent + before.iter().map(|width| width + 2).sum::<usize>() + NARROWEST > self.width {
            for row in rows {
                self.indented(indent, Ink::Plain, &row.join("  "));
            }
            return;
        }
        for row in rows {
            self.row(indent, &before, Ink::Plain, row);
        }
    }

    /// A page within this page, set apart by a rule on its left.
    pub fn panel(&mut self, draw: impl FnOnce(&mut Page)) {
        let mut inner = Self::new(self.width.saturating_sub(4));
        draw(&mut inner);
        self.gap();
        for line in inner.text.trim_matches('\n').lines() {
            self.text.push_str("  ");
            self.put(Ink::Quiet, "│");
            self.text.push(' ');
            self.text.push_str(line);
            self.end_line();
        }
        self.gap();
    }

    fn row(&mut self, indent: usize, widths: &[usize], ink: Ink, cells: &[String]) {
        self.text.push_str(&" ".repeat(indent));
        let mut hang = indent;
        for (width, cell) in widths.iter().zip(cells) {
            let cell = visible(cell);
            self.put(ink, &cell);
            self.text.push_str(&" ".repeat(width.saturating_sub(display_width(&cell)) + 2));
            hang += width + 2;
        }
        // `after` puts one space before its text, and the columns are two apart already.
        self.text.pop();
        self.after(hang, ink, cells.last().map_or("", String::as_str));
    }

    fn blocks(&mut self, indent: usize, head: &[&str], rows: &[Vec<String>]) {
        for row in rows {
            for (label, cell) in head.iter().zip(row).filter(|(_, cell)| !cell.is_empty()) {
                self.indented(indent, Ink::Plain, &format!("{label}: {cell}"));
            }
            self.gap();
        }
    }

    /// Wraps `text` behind what already stands on this line, further lines `hang` columns in.
    fn after(&mut self, hang: usize, ink: Ink, text: &str) {
        let room = self.width.saturating_sub(hang).max(10);
        let lines = wrap(text, room, "", "");
        for (number, line) in lines.iter().enumerate() {
            if number == 0 {
                if !line.is_empty() {
                    self.text.push(' ');
                }
            } else {
                self.text.push_str(&" ".repeat(hang));
            }
            self.put(ink, line);
            self.end_line();
        }
    }

    fn wrapped(&mut self, first: &str, rest: &str, ink: Ink, text: &str) {
        for line in wrap(text, self.width, first, rest) {
            let words = line.trim_start();
            self.text.push_str(&line[..line.len() - words.len()]);
            self.put(ink, words);
            self.end_line();
        }
    }

    fn end_line(&mut self) {
        let kept = self.text.trim_end_matches(' ').len();
        self.text.truncate(kept);
        self.text.push('\n');
    }

    fn put(&mut self, ink: Ink, text: &str) {
        let style = ink.style();
        if text.is_empty() || style == Style::new() {
            self.text.push_str(text);
        } else {
            self.text.push_str(&format!("{style}{text}{style:#}"));
        }
    }
}

fn leading(text: &str) -> usize {
    text.len() - text.trim_start().len()
}

/// Lines of whole words: a word that is longer than a line stands on its own and is never cut.
fn wrap(text: &str, width: usize, first: &str, rest: &str) -> Vec<String> {
    let options = Options::new(width)
        .initial_indent(first)
        .subsequent_indent(rest)
        .break_words(false)
        // Named, because the default changes with what other crates ask of the library.
        .wrap_algorithm(WrapAlgorithm::FirstFit)
        .word_splitter(WordSplitter::NoHyphenation);
    textwrap::wrap(&visible(text), options).into_iter().map(|line| line.into_owned()).collect()
}

/// A name or a note may hold bytes that command a terminal, or that turn its text around; they are shown and never sent.
fn visible(text: &str) -> String {
    text.chars().map(|c| if commands(c) { char::REPLACEMENT_CHARACTER } else { c }).collect()
}

/// Escapes and other controls, and what makes a line read other than it is written.
pub fn commands(c: char) -> bool {
    let turns =
        matches!(c, '\u{200e}' | '\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2066}'..='\u{2069}' | '\u{61c}');
    turns || (c.is_control() && c != '\n')
}

#[cfg(test)]
mod tests;
