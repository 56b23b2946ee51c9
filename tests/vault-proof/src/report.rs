//! What was tried and what came of it, as text and as a page.

use std::fmt::{Display, Write};
use std::fs;
use std::path::Path;

/// One part of the proof.
pub struct Section {
    title: &'static str,
    figures: Vec<(String, String)>,
    notes: Vec<&'static str>,
    failures: Vec<String>,
}

impl Section {
    pub fn new(title: &'static str) -> Self {
        Self { title, figures: Vec::new(), notes: Vec::new(), failures: Vec::new() }
    }

    pub fn figure(&mut self, name: &str, value: impl Display) {
        self.figures.push((name.to_owned(), value.to_string()));
    }

    pub fn note(&mut self, note: &'static str) {
        self.notes.push(note);
    }

    pub fn fail(&mut self, what: String) {
        self.failures.push(what);
    }

    pub fn holds(&self) -> bool {
        self.failures.is_empty()
    }
}

/// The whole report as text.
pub fn text(machine: &str, sections: &[Section]) -> String {
    let mut out = format!("The vault's proof\n{machine}\n");
    for section in sections {
        let verdict = if section.holds() { "holds" } else { "DOES NOT HOLD" };
        write!(out, "\n{}: {verdict}\n", section.title).expect("a string takes it");
        for (name, value) in &section.figures {
            writeln!(out, "  {name}: {value}").expect("a string takes it");
        }
        for line in section.notes.iter().copied().chain(section.failures.iter().map(String::as_str)) {
            writeln!(out, "  {line}").expect("a string takes it");
        }
    }
    out
}

/// Writes `report.txt` and `report.html` into a folder.
pub fn write(folder: &Path, machine: &str, sections: &[Section]) -> std::io::Result<()> {
    fs::create_dir_all(folder)?;
    fs::write(folder.join("report.txt"), text(machine, sections))?;
    fs::write(folder.join("report.html"), page(machine, sections))
}

fn page(machine: &str, sections: &[Section]) -> String {
    let mut out = String::from(
        "<!doctype html>\n<html lang=\"en\"><meta charset=\"utf-8\"><title>The vault's proof</title>\n\
         <style>body{font:16px/1.5 sans-serif;max-width:50rem;margin:2rem auto;padding:0 1rem}td{padding:.1rem 1rem .1rem 0;\
         vertical-align:top}.no{color:#a00}</style>\n<h1>The vault's proof</h1>\n",
    );
    writeln!(out, "<p>{}</p>", escaped(machine)).expect("a string takes it");
    for section in sections {
        let (class, verdict) = if section.holds() { ("", "holds") } else { ("no", "does not hold") };
        writeln!(out, "<h2 class=\"{class}\">{}: {verdict}</h2>\n<table>", section.title)
            .expect("a string takes it");
        for (name, value) in &section.figures {
            writeln!(out, "<tr><td>{}</td><td>{}</td></tr>", escaped(name), escaped(value))
                .expect("a string takes it");
        }
        out.push_str("</table>\n");
        for note in &section.notes {
            writeln!(out, "<p>{}</p>", escaped(note)).expect("a string takes it");
        }
        for failure in &section.failures {
            writeln!(out, "<p class=\"no\">{}</p>", escaped(failure)).expect("a string takes it");
        }
    }
    out + "</html>\n"
}

fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_failure_stands_in_both_reports_and_escapes_what_is_no_page() {
        let (mut good, mut bad) = (Section::new("One"), Section::new("Two"));
        good.figure("kills", 7);
        bad.fail("lost <b>1</b>".to_owned());
        assert!(good.holds() && !bad.holds());
        let sections = [good, bad];
        let text = text("a machine", &sections);
        assert!(
            text.contains("One: holds\n  kills: 7") && text.contains("Two: DOES NOT HOLD\n  lost <b>1</b>"),
            "{text}"
        );
        let page = page("a machine", &sections);
        assert!(page.contains("<td>7</td>") && page.contains("lost &lt;b&gt;1"), "{page}");
    }
}
