//! A reader of the page that is strict where browsers are kind: every element closed, every attribute quoted, every
//! identity used once.

use std::collections::BTreeSet;

const VOID: [&str; 3] = ["meta", "br", "!DOCTYPE"];

/// One start tag with its attributes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Tag {
    pub(crate) name: String,
    pub(crate) attributes: Vec<(String, String)>,
    /// Text between this tag and the next.
    pub(crate) text: String,
    /// Names of the elements around it, the outermost first.
    pub(crate) inside: Vec<String>,
}

impl Tag {
    pub(crate) fn attribute(&self, name: &str) -> Option<&str> {
        self.attributes.iter().find(|(known, _)| known == name).map(|(_, value)| value.as_str())
    }
}

/// Every start tag, in order.
///
/// # Panics
/// When the page is not well formed.
pub(crate) fn read(page: &str) -> Vec<Tag> {
    let (mut tags, mut open): (Vec<Tag>, Vec<String>) = (Vec::new(), Vec::new());
    let mut rest = page;
    while let Some(at) = rest.find('<') {
        check_text(&rest[..at]);
        let end = rest[at..].find('>').expect("a tag ends") + at;
        let inner = &rest[at + 1..end];
        rest = &rest[end + 1..];
        if let Some(name) = inner.strip_prefix('/') {
            assert_eq!(open.pop().as_deref(), Some(name), "closed in order");
            continue;
        }
        let text: String = rest[..rest.find('<').unwrap_or(rest.len())].to_owned();
        let tag = tag(inner, text, &open);
        if !VOID.contains(&tag.name.as_str()) {
            open.push(tag.name.clone());
        }
        tags.push(tag);
    }
    assert!(open.is_empty() && rest.trim().is_empty(), "left open: {open:?}");
    let ids: Vec<_> = tags.iter().filter_map(|tag| tag.attribute("id")).collect();
    assert_eq!(ids.iter().collect::<BTreeSet<_>>().len(), ids.len(), "an identity stands twice: {ids:?}");
    tags
}

fn tag(inner: &str, text: String, open: &[String]) -> Tag {
    let (name, mut rest) = inner.split_once(' ').unwrap_or((inner, ""));
    let mut attributes = Vec::new();
    while name != "!DOCTYPE" && !rest.is_empty() {
        let (attribute, after) = rest.split_once("=\"").unwrap_or_else(|| panic!("unquoted in {inner}"));
        let (value, after) = after.split_once('"').expect("a quoted value ends");
        assert!(!value.contains('<'), "{inner}");
        check_text(value);
        let plain = |c: char| c.is_ascii_alphanumeric() || c == '-';
        assert!(attribute.chars().all(plain), "{attribute} in {inner}");
        attributes.push((attribute.to_owned(), value.to_owned()));
        rest = after.trim_start();
    }
    Tag { name: name.to_owned(), attributes, text, inside: open.to_vec() }
}

/// Ampersands only begin the few entities that the page uses.
fn check_text(text: &str) {
    assert!(!text.contains('>') || text.contains('{'), "a stray bracket in {text:.60}");
    for (at, _) in text.match_indices('&') {
        let rest = &text[at..];
        let known = ["&lt;", "&gt;", "&amp;", "&quot;"].iter().any(|entity| rest.starts_with(entity));
        assert!(known, "a stray ampersand in {rest:.60}");
    }
}
