//! Questions whose answers are a list.

use std::io;

use super::{Heard, Question, Terminal, day, taken};
use crate::page::{Ink, Page};

/// Answers to choose from, each a name and its words.
pub type Choices<'c> = &'c [(&'c str, &'c str)];

impl Terminal<'_> {
    /// Asks which of several; `slot` holds the name of the one that stands there, and takes the one that is chosen.
    pub fn choice(
        &mut self,
        words: &str,
        all: Choices<'_>,
        is_needed: bool,
        slot: &mut Option<String>,
    ) -> io::Result<Heard> {
        let kept = slot.as_deref().filter(|_| !self.is_wrong).map(|name| numbered(name, all));
        let needed = format!("choose 1 to {}", all.len());
        let question =
            Question { words, kept: kept.as_deref(), needed: is_needed.then_some(needed.as_str()) };
        self.put(|page| {
            page.line(Ink::Plain, &question.asked());
            list(page, all, &[]);
        })?;
        let heard = self.hear(question, |typed| {
            one(typed, all).ok_or_else(|| format!("Please choose 1 to {}.", all.len()))
        })?;
        taken(&heard, slot);
        Ok(heard)
    }

    /// Asks which ones of several hold, as numbers or names with commas between them, each with `=DATE` where a day is
    /// known. `slot` holds those that stand there.
    pub fn several(
        &mut self,
        words: &str,
        all: Choices<'_>,
        needed: Option<&str>,
        slot: &mut Vec<String>,
    ) -> io::Result<Heard> {
        let stands: Vec<String> = slot.iter().map(|name| numbered(name, all)).collect();
        let stands = Some(stands.join(",")).filter(|names| !names.is_empty() && !self.is_wrong);
        let question = Question { words, kept: stands.as_deref(), needed };
        self.put(|page| {
            list(page, all, slot);
            page.line(Ink::Plain, &question.asked_where("says that there is none"));
        })?;
        let heard = self.hear(question, |typed| chosen(typed, all).map(|names| names.join(",")))?;
        match &heard {
            Heard::Said(names) => *slot = names.split(',').map(str::to_owned).collect(),
            Heard::LeftOut => slot.clear(),
            Heard::Kept | Heard::Back | Heard::Leave => {}
        }
        Ok(heard)
    }
}

/// The answers to choose from; those among `stands` are marked.
fn list(page: &mut Page, all: Choices<'_>, stands: &[String]) {
    let width = all.len().to_string().len();
    for (place, (name, words)) in all.iter().enumerate() {
        let mark = match stands.iter().any(|one| one.split('=').next() == Some(name)) {
            true => " (stands here)",
            false => "",
        };
        page.item(Ink::Accent, &format!("  {:>width$}", place + 1), &format!("{words}{mark}"));
    }
}

/// As it would be typed: its number, and the day where one is known.
fn numbered(name: &str, all: Choices<'_>) -> String {
    let (which, on) =
        name.split_once('=').map_or((name, String::new()), |(which, on)| (which, format!("={on}")));
    let place = all.iter().position(|(one, _)| *one == which);
    place.map_or_else(|| name.to_owned(), |place| format!("{}{on}", place + 1))
}

/// By its number, its name or its words.
fn one(typed: &str, all: Choices<'_>) -> Option<String> {
    let typed = typed.to_lowercase();
    let by_place = typed.parse::<usize>().ok().and_then(|place| all.get(place.checked_sub(1)?));
    let by_name =
        || all.iter().find(|(name, words)| [name.to_lowercase(), words.to_lowercase()].contains(&typed));
    by_place.or_else(by_name).map(|(name, _)| (*name).to_owned())
}

fn chosen(typed: &str, all: Choices<'_>) -> Result<Vec<String>, String> {
    let again = || format!("Please choose from 1 to {}, with commas between.", all.len());
    let parts = typed.split(',').map(str::trim).filter(|part| !part.is_empty());
    let part = |part: &str| {
        let (which, on) =
            part.split_once('=').map_or((part, None), |(which, on)| (which.trim(), Some(on.trim())));
        let name = one(which, all).ok_or_else(again)?;
        on.map_or(Ok(name.clone()), |on| day(on).map(|on| format!("{name}={on}")))
    };
    let names: Vec<String> = parts.map(part).collect::<Result<_, String>>()?;
    if names.is_empty() {
        return Err(again());
    }
    if names.iter().any(|name| name.starts_with("none")) && names != ["none"] {
        return Err("Please choose that none holds alone, or leave it out.".into());
    }
    Ok(names)
}
