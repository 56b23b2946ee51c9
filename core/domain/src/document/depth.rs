/// How many tables and lists may stand inside one another. Plans and rule packs need four.
pub(super) const MAX_DEPTH: usize = 32;

/// The first byte of `text` that lies deeper than [`MAX_DEPTH`], dotted names counted by their dots.
///
/// Looked for before the text is parsed: tables are read and freed by recursion, and a dotted name of some kilobytes
/// would end the program. Where the text is not TOML, it may find more depth than there is, never much less.
pub(super) fn too_deep(text: &str) -> Option<usize> {
    let bytes = text.as_bytes();
    // Dots of the name before each bracket that is open, and of the name that is being read.
    let (mut open, mut dots) = (Vec::new(), 0);
    let (mut depth, mut at) = (0, 0);
    while let Some(byte) = bytes.get(at) {
        match byte {
            b'"' | b'\'' => {
                at = after_string(bytes, at);
                continue;
            }
            b'#' => {
                at = line_end(bytes, at);
                continue;
            }
            b'.' => {
                dots += 1;
                depth += 1;
            }
            b'[' | b'{' => {
                open.push(std::mem::take(&mut dots));
                depth += 1;
            }
            b']' | b'}' => {
                if let Some(outer) = open.pop() {
                    depth -= dots + 1;
                    dots = outer;
                }
            }
            b',' | b'\n' => depth -= std::mem::take(&mut dots),
            _ => {}
        }
        if depth > MAX_DEPTH {
            return Some(at);
        }
        at += 1;
    }
    None
}

fn line_end(bytes: &[u8], from: usize) -> usize {
    bytes[from..].iter().position(|byte| *byte == b'\n').map_or(bytes.len(), |length| from + length)
}

/// The byte after the string that begins at `from`; one on a single line ends with the line at the latest.
fn after_string(bytes: &[u8], from: usize) -> usize {
    let quote = bytes[from];
    let triple = [quote; 3];
    let is_long = bytes[from..].starts_with(&triple);
    let mut at = from + if is_long { 3 } else { 1 };
    while let Some(byte) = bytes.get(at) {
        match byte {
            b'\\' if quote == b'"' => at += 1,
            b'\n' if !is_long => return at,
            // A long string may end with one or two quotes of its own.
            byte if *byte == quote && is_long && bytes[at..].starts_with(&triple) => {
                let more = bytes[at + 3..].iter().take(2).take_while(|byte| **byte == quote).count();
                return at + 3 + more;
            }
            byte if *byte == quote && !is_long => return at + 1,
            _ => {}
        }
        at += 1;
    }
    bytes.len()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn nested(depth: usize) -> Vec<String> {
        let dotted = vec!["a"; depth + 1].join(".");
        vec![
            format!("a = {}{}", "[".repeat(depth), "]".repeat(depth)),
            format!("a = {}1{}", "{a = ".repeat(depth), "}".repeat(depth)),
            format!("{dotted} = 1"),
            format!("x = [1.5, 2.5,\n {}]", format!("{{{} = 1}}", vec!["a"; depth - 1].join("."))),
            format!("[{}]", vec!["\"a.b\""; depth].join(" . ")),
        ]
    }

    #[test]
    fn the_limit_is_taken_and_one_more_is_not() {
        for text in nested(MAX_DEPTH) {
            assert_eq!(too_deep(&text), None, "{text}");
        }
        for text in nested(MAX_DEPTH + 1) {
            assert!(too_deep(&text).is_some(), "{text}");
        }
    }

    #[test]
    fn dots_and_brackets_in_strings_and_comments_count_for_nothing() {
        let many = ".[{".repeat(MAX_DEPTH);
        for text in [
            format!("a = \"{many}\""),
            format!("a = \"\\\"{many}\""),
            format!("a = '{many}\\'"),
            format!("a = \"\"\"\n{many}\\\"\"\" {many}\n\"\"\"\""),
            format!("a = '''\n{many}''''"),
            format!("a = 1 # {many}\nb = 2"),
            "a = 1.5\n".repeat(100),
            "a.b = [1.5, [2.5, 3.5]]\n[[c.d]]\n".repeat(100),
        ] {
            assert_eq!(too_deep(&text), None, "{text}");
            assert!(too_deep(&format!("{text}\n{many}")).is_some(), "{text}: and after it they count again");
        }
        assert_eq!(too_deep("a = \"open\nb = ]}\n\\"), None);
        assert!(too_deep(&format!("a = \"open\n{many}")).is_some(), "a line ends a string");
        assert_eq!(too_deep(&format!("a = '''open\n{many}")), None, "and not a long one");
    }

    #[test]
    fn a_string_ends_at_its_quotes_and_takes_no_bracket_with_it() {
        // The last quotes of a long string may be its own; a backslash means something between double quotes only.
        let ends = [r"'x\'", "'''abc'''", "'''abc''''", "'''abc'''''", r#""x\\""#, r#""""abc\"""""#];
        for end in ends {
            let text = |depth: usize| format!("a = {end}{}", "[".repeat(depth));
            assert_eq!(too_deep(&text(MAX_DEPTH)), None, "{end}");
            assert!(too_deep(&text(MAX_DEPTH + 1)).is_some(), "{end}");
        }
    }
}
