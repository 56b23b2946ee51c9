use maud::{DOCTYPE, Markup, PreEscaped, html};

const COLOURS: &str = include_str!("../report/colours.css");
const STYLE: &str = include_str!("style.css");
/// Nothing is loaded and nothing runs, whatever the page is opened with.
const POLICY: &str = "default-src 'none'; style-src 'unsafe-inline'; img-src data:";

/// Overrides of the direction of writing can make a word look like another one; a pack needs none.
const OVERRIDES: [char; 2] = ['\u{202d}', '\u{202e}'];

/// A whole page around its parts.
pub(super) fn page(title: &str, head: &Markup, main: &Markup, foot: &[(&str, String)]) -> String {
    let page = html! {
        (DOCTYPE)
        html lang="en" {
            head {
                meta charset="utf-8";
                meta http-equiv="Content-Security-Policy" content=(POLICY);
                meta name="viewport" content="width=device-width, initial-scale=1";
                meta name="color-scheme" content="light dark";
                meta name="referrer" content="no-referrer";
                title { (title) }
                style { (PreEscaped(COLOURS)) (PreEscaped(STYLE)) }
            }
            body {
                header.top { (head) }
                main { (main) }
                footer aria-labelledby="colophon" {
                    h2 id="colophon" { "About this page" }
                    dl { @for (name, value) in foot { div { dt { (name) } dd { (value) } } } }
                }
            }
        }
    };
    page.into_string().replace(OVERRIDES, "")
}
