use std::fmt;

/// One mistake in a file: where it is, what is wrong and what would be right.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub struct Problem {
    /// The line, counted from 1.
    pub line: usize,
    /// The path of the field, such as `phase[2].hold_s.target`; empty when the problem belongs to the file.
    pub field: String,
    /// What is wrong.
    pub wrong: String,
    /// What would be right, as an order: "write millimetres from 3 to 35".
    pub right: String,
}

impl Problem {
    /// A problem from its four parts.
    pub fn new(
        line: usize,
        field: impl Into<String>,
        wrong: impl Into<String>,
        right: impl Into<String>,
    ) -> Self {
        Self { line, field: field.into(), wrong: wrong.into(), right: right.into() }
    }
}

impl fmt::Display for Problem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "line {}", self.line)?;
        if !self.field.is_empty() {
            write!(f, ", {}", self.field)?;
        }
        write!(f, ": {}; {}", self.wrong, self.right)
    }
}
