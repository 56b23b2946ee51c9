//! JSON that may be looked at: nothing in it commands a terminal.

use std::fmt::Write as _;

use crate::page::commands;

/// The same JSON with every character that commands a terminal written as an escape. Serialisers leave those above ASCII,
/// and delete, as they are; outside of texts JSON has none but line ends.
pub fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        if commands(c) {
            let _ = write!(out, "\\u{:04x}", u32::from(c));
        } else {
            out.push(c);
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_text_is_the_same_and_holds_no_control_character() {
        let said = "a\u{1b}[2J\u{7f}\u{9b}31m\u{85}b\nc\td\u{202e}e\u{2066}f\u{200f}g";
        let text = serde_json::to_string_pretty(&[said]).expect("JSON");
        let escaped = escaped(&text);
        assert!(!escaped.chars().any(commands), "{escaped:?}");
        let back: Vec<String> = serde_json::from_str(&escaped).expect("JSON");
        assert_eq!(back, [said]);
    }
}
