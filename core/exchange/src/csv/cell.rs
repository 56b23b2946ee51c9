use super::brief;

/// Why a cell cannot be read, and what would be right.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Wrong {
    pub wrong: String,
    pub right: String,
}

impl Wrong {
    pub fn new(wrong: impl Into<String>, right: impl Into<String>) -> Self {
        Self { wrong: wrong.into(), right: right.into() }
    }
}

/// A cell for a message, on one line: itself, or only that it is long.
pub(super) fn shown(cell: &str) -> String {
    let plain = |cell: &str| cell.replace(char::is_control, " ");
    brief(cell).map_or_else(|| "a long text".to_owned(), |cell| format!("\"{}\"", plain(cell)))
}

/// A cell as it is read: without the invisible marks of writing direction that spreadsheets put around dates, and
/// without spaces at its ends.
pub(super) fn bare(cell: &str) -> String {
    let is_mark = |letter: &char| matches!(letter, '\u{200e}' | '\u{200f}' | '\u{061c}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}');
    cell.chars().filter(|letter| !is_mark(letter)).collect::<String>().trim().to_owned()
}

/// Whether only a dash stands there. It may mean "none" as well as "not asked", so it claims nothing.
pub(super) fn is_dash(cell: &str) -> bool {
    ["-", "–", "—"].contains(&cell)
}

/// Whether the person says that they do not know.
pub(super) fn is_unknown(cell: &str) -> bool {
    [
        "?",
        "??",
        "???",
        "unknown",
        "unsure",
        "not sure",
        "don't know",
        "dont know",
        "don’t know",
        "do not know",
        "unbekannt",
        "nicht bekannt",
        "unklar",
        "unsicher",
        "weiß nicht",
        "weiss nicht",
        "keine ahnung",
    ]
    .contains(&cell.to_lowercase().as_str())
}
