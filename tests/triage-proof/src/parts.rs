use std::ops::Range;

/// The parts of a written condition, by where they stand in its text: what a mutant of it changes.
pub struct Parts<'t> {
    text: &'t str,
    at: usize,
    /// Every list and chain: its joining words, how it is joined, its parts.
    pub groups: Vec<Group>,
    /// Every value that a fact is compared with: the fact, whether it holds below, where the value stands.
    pub bounds: Vec<(String, bool, Range<usize>)>,
}

pub struct Group {
    /// `any`, `or`: one is enough. Otherwise all are needed.
    pub is_any: bool,
    /// Where the words stand that say so.
    pub words: Vec<Range<usize>>,
    pub parts: Vec<Range<usize>>,
}

impl Group {
    /// The text without one part, and without what joined it.
    pub fn without(&self, text: &str, part: usize) -> String {
        let cut = match self.parts.get(part + 1) {
            Some(next) => self.parts[part].start..next.start,
            None => self.parts[part - 1].end..self.parts[part].end,
        };
        format!("{}{}", &text[..cut.start], &text[cut.end..])
    }

    /// The text with all of its parts needed where one was enough.
    pub fn with_all(&self, text: &str) -> String {
        let mut text = text.to_owned();
        for word in self.words.iter().rev() {
            let all = if &text[word.clone()] == "or" { "and" } else { "all" };
            text.replace_range(word.clone(), all);
        }
        text
    }
}

impl<'t> Parts<'t> {
    pub fn of(text: &'t str) -> Self {
        let mut parts = Self { text, at: 0, groups: Vec::new(), bounds: Vec::new() };
        parts.either();
        assert_eq!(parts.peek(), "", "{text}");
        parts
    }

    /// The next word or sign; empty at the end.
    fn peek(&mut self) -> &'t str {
        let rest = &self.text[self.at..];
        self.at += rest.len() - rest.trim_start().len();
        let rest = &self.text[self.at..];
        let word =
            rest.find(|c: char| !(c.is_ascii_alphanumeric() || "_.-".contains(c))).unwrap_or(rest.len());
        let length = if word > 0 {
            word
        } else if rest.starts_with(">=") {
            2
        } else {
            rest.len().min(1)
        };
        &rest[..length]
    }

    fn take(&mut self) -> Range<usize> {
        let length = self.peek().len();
        self.at += length;
        self.at - length..self.at
    }

    fn either(&mut self) {
        let mut parts = vec![self.part()];
        let (mut words, mut is_any) = (Vec::new(), false);
        while ["and", "or"].contains(&self.peek()) {
            is_any = self.peek() == "or";
            words.push(self.take());
            parts.push(self.part());
        }
        if parts.len() > 1 {
            self.groups.push(Group { is_any, words, parts });
        }
    }

    fn part(&mut self) -> Range<usize> {
        let word = self.take();
        let end = match &self.text[word.clone()] {
            "(" => {
                self.either();
                self.take().end
            }
            name @ ("any" | "all") => self.list(word.clone(), name == "any"),
            "not" => self.take().end,
            name => self.compared(name.to_owned()).unwrap_or(word.end),
        };
        word.start..end
    }

    fn list(&mut self, word: Range<usize>, is_any: bool) -> usize {
        let mut parts = Vec::new();
        loop {
            self.take(); // the parenthesis or the comma
            self.peek();
            let start = self.at;
            self.either();
            parts.push(start..self.at);
            if self.peek() != "," {
                break;
            }
        }
        let end = self.take().end;
        if parts.len() > 1 {
            self.groups.push(Group { is_any, words: vec![word], parts });
        }
        end
    }

    fn compared(&mut self, fact: String) -> Option<usize> {
        let below = match self.peek() {
            "<" => true,
            ">=" => false,
            _ => return None,
        };
        self.take();
        let value = self.take();
        let end = value.end;
        self.bounds.push((fact, below, value));
        Some(end)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_part_can_be_left_out_and_what_is_enough_alone_can_be_needed() {
        let text = "child and any(a >= 2, all(b, c < 3.0)) and (d or not e)";
        let parts = Parts::of(text);
        let without: Vec<String> =
            parts.groups.iter().flat_map(|g| (0..g.parts.len()).map(|part| g.without(text, part))).collect();
        for one in [
            "child and any(a >= 2, all(c < 3.0)) and (d or not e)",
            "child and any(a >= 2, all(b)) and (d or not e)",
            "child and any(all(b, c < 3.0)) and (d or not e)",
            "child and any(a >= 2) and (d or not e)",
            "child and any(a >= 2, all(b, c < 3.0)) and (d)",
            "child and any(a >= 2, all(b, c < 3.0)) and (not e)",
            "child and (d or not e)",
            "any(a >= 2, all(b, c < 3.0)) and (d or not e)",
            "child and any(a >= 2, all(b, c < 3.0))",
        ] {
            assert!(without.iter().any(|other| other == one), "{one}: {without:?}");
        }
        assert_eq!(without.len(), 9);
        let all: Vec<String> = parts.groups.iter().filter(|g| g.is_any).map(|g| g.with_all(text)).collect();
        let needed = [
            "child and all(a >= 2, all(b, c < 3.0)) and (d or not e)",
            "child and any(a >= 2, all(b, c < 3.0)) and (d and not e)",
        ];
        assert_eq!(all, needed);
        let bounds: Vec<(&str, bool, &str)> =
            parts.bounds.iter().map(|(fact, below, at)| (fact.as_str(), *below, &text[at.clone()])).collect();
        assert_eq!(bounds, [("a", false, "2"), ("c", true, "3.0")]);
    }
}
