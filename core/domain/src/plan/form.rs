use super::{Body, Plan, check, read};
use crate::document::{Document, Problem, Table};
use crate::sorting;

/// A plan's text in which some fields may still be blank: `[[blank]]` entries name them and say what to ask the
/// clinician. Published programmes are forms, because no source gives every number (C0.1).
#[derive(Clone)]
pub struct PlanForm {
    text: String,
    blanks: Vec<Blank>,
    filled: Vec<(String, String, usize)>,
}

/// A field that the form leaves open.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Blank {
    /// Its path, such as `ladder.start_mm`.
    pub field: String,
    /// What the clinician must give.
    pub ask: String,
    /// The line of the `[[blank]]` entry.
    pub line: usize,
}

impl PlanForm {
    /// Reads the blanks of a form. Everything else is read by [`Self::into_plan`], so that its mistakes are told
    /// together with those of the values filled in.
    ///
    /// # Errors
    /// The text is not TOML, or an entry of `[[blank]]` is wrong.
    pub fn parse(text: &str) -> Result<Self, Vec<Problem>> {
        let document = Document::parse(text)?;
        let root = document.root();
        let blanks: Vec<Blank> = root.tables("blank").iter().filter_map(read_blank).collect();
        root.know(&root.names());
        let open = blanks.into_iter().filter(|blank| !is_held(&document, &blank.field)).collect();
        if document.has_problems() {
            root.fields();
            return Err(only_blank(document.finish().err().unwrap_or_default()));
        }
        Ok(Self { text: text.to_owned(), blanks: open, filled: Vec::new() })
    }

    /// What it is for, as the form says it; `None` while that is blank itself.
    pub fn title(&self) -> Option<String> {
        let document = Document::parse(&self.text).ok()?;
        document.root().field("title")?.as_text().map(str::to_owned)
    }

    /// The fields that are still open, in the order of the form.
    pub fn blanks(&self) -> Vec<&Blank> {
        self.blanks.iter().filter(|blank| !self.is_filled(&blank.field)).collect()
    }

    /// Fills fields by path. Values are written as in the text form; quotes around text may be left out.
    ///
    /// # Errors
    /// One problem for each path that is not a path, is filled twice, or is set by the form already; then nothing is
    /// filled. Values are judged by [`Self::into_plan`].
    pub fn fill(&mut self, values: &[(&str, &str)]) -> Result<(), Vec<Problem>> {
        let mut document = Document::parse(&self.text)?;
        let mut problems = Vec::new();
        let mut filled = self.filled.clone();
        for (path, words) in values {
            let line = self.blanks.iter().find(|blank| blank.field == *path).map_or(1, |blank| blank.line);
            let twice = filled.iter().any(|(field, _, _)| field == path);
            if twice || document.holds(path) {
                let wrong = if twice { "filled twice" } else { "set by the form" };
                problems.push(Problem::new(line, *path, wrong, "edit the text to change it"));
                continue;
            }
            filled.push(((*path).to_owned(), (*words).to_owned(), line));
        }
        for (path, words, line) in &filled {
            problems.extend(document.fill(path, words, *line).err());
        }
        if !problems.is_empty() {
            return Err(problems);
        }
        self.filled = filled;
        Ok(())
    }

    /// The plan, if no blank is left and every rule is kept.
    ///
    /// # Errors
    /// One problem for each open blank, and every other mistake.
    pub fn into_plan(self) -> Result<Plan, Vec<Problem>> {
        let mut document = Document::parse(&self.text)?;
        for (path, words, line) in &self.filled {
            document.fill(path, words, *line).map_err(|problem| vec![problem])?;
        }
        let body = read_document(&document);
        let own =
            document.root().field("origin").is_some_and(|field| field.as_text() == Some("self_directed"));
        let who = if own { "you" } else { "the clinician" };
        let mut problems = document.finish().err().unwrap_or_default();
        let open = self.blanks();
        problems.retain(|problem| !open.iter().any(|blank| follows(problem, blank)));
        problems.extend(open.iter().map(|blank| {
            let right = format!("{who} must give: {}", blank.ask);
            Problem::new(blank.line, blank.field.as_str(), "left blank", right)
        }));
        sorting::sort_by_key(&mut problems, |problem| problem.line);
        match body {
            Some(body) if problems.is_empty() => Ok(Plan { body, signer: None }),
            _ => Err(problems),
        }
    }

    fn is_filled(&self, field: &str) -> bool {
        self.filled.iter().any(|(path, _, _)| answers(path, field))
    }
}

/// The words for how often a phase asks for a session; one of them stands for the others.
const FREQUENCY: [&str; 3] = [".per_day", ".per_week", ".every_days"];

/// The phase of which this field says how often.
fn phase_of(field: &str) -> Option<&str> {
    FREQUENCY.iter().find_map(|word| field.strip_suffix(word))
}

/// Whether this field, filled, leaves that blank open no more.
fn answers(path: &str, blank: &str) -> bool {
    path == blank || phase_of(path).is_some_and(|phase| phase_of(blank) == Some(phase))
}

fn is_held(document: &Document, blank: &str) -> bool {
    let by_another_word = |phase| FREQUENCY.iter().any(|word| document.holds(&format!("{phase}{word}")));
    document.holds(blank) || phase_of(blank).is_some_and(by_another_word)
}

fn read_document(document: &Document) -> Option<Body> {
    let root = document.root();
    let _: Vec<Option<Blank>> = root.tables("blank").iter().map(read_blank).collect();
    let body = read::read_body(&root)?;
    check::check(&root, &body);
    Some(body)
}

fn read_blank(table: &Table<'_>) -> Option<Blank> {
    let field = table.want("field", "write the path of the blank field").and_then(|f| f.text());
    let ask = table.want("ask", "write what the clinician must give").and_then(|f| f.text());
    Some(Blank { field: field?.to_owned(), ask: ask?.to_owned(), line: table.line() })
}

/// Whether a complaint only says again that the blank is open.
fn follows(problem: &Problem, blank: &Blank) -> bool {
    let inside = |outer: &str, inner: &str| {
        inner.strip_prefix(outer).is_some_and(|rest| rest.is_empty() || rest.starts_with(['.', '[']))
    };
    // Without any frequency the reader names the first of the three words for one.
    inside(&blank.field, &problem.field)
        || (problem.wrong == "missing" && answers(&problem.field, &blank.field))
        || (problem.wrong == "missing" && inside(&problem.field, &blank.field))
}

fn only_blank(problems: Vec<Problem>) -> Vec<Problem> {
    problems.into_iter().filter(|problem| problem.field.starts_with("blank")).collect()
}

crate::unprinted!(PlanForm);
