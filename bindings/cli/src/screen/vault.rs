use gradus_app::view::{FreshnessWord, PersonRef, Recorded, SetUp, VerifyView};

use super::reader::Reader;
use super::triage::answer;
use super::words;
use crate::page::{Ink, Page};

/// What a new vault gives its owner, once.
pub fn set_up(page: &mut Page, view: &SetUp) {
    page.title("Your vault is ready");
    page.line(Ink::Plain, "This is your recovery code. Write it on paper now:");
    page.gap();
    page.indented(4, Ink::Accent, &view.recovery_text());
    page.gap();
    page.line(
        Ink::Plain,
        "It is shown this once and kept nowhere. It opens the vault when the passcode is forgotten. Whoever has neither \
         can never read what is inside again: nobody can reset it, neither we nor the clinic.",
    );
    page.gap();
    page.line(Ink::Plain, "Next: `gradus person add` asks for the person it is about.");
}

/// The people of a vault.
pub fn people(page: &mut Page, people: &[PersonRef]) {
    if people.is_empty() {
        page.line(Ink::Plain, "Nobody is in this vault yet. `gradus person add --help` shows how.");
        return;
    }
    for person in people {
        let role = match person.role.as_str() {
            "caregiver" => "looked after by you",
            "self" => "you",
            other => other,
        };
        page.line(Ink::Strong, &person.name);
        let born = words::short_date(&person.born);
        page.fields(2, &[("Born", born), ("Who", role.to_owned()), ("Id", person.id.clone())]);
    }
}

/// What a command left behind. An answer of the triage comes before everything else.
pub fn recorded(page: &mut Page, what: &str, view: &Recorded, reader: &Reader) {
    if let Some(triage) = &view.triage {
        answer(page, triage, reader);
        page.gap();
    }
    page.line(Ink::Plain, &format!("{what} Entry {} ({}).", view.arrival, short(&view.entry)));
    for notice in &view.notices {
        page.item(Ink::Caution, "  -", notice);
    }
}

/// What was put right.
pub fn mended(page: &mut Page, sentences: &[String]) {
    if sentences.is_empty() {
        page.line(Ink::Strong, "Nothing had to be mended.");
    } else {
        page.line(Ink::Strong, "Mended:");
    }
    for sentence in sentences {
        page.item(Ink::Quiet, "  -", sentence);
    }
    page.gap();
}

/// What a full check found.
pub fn verified(page: &mut Page, view: &VerifyView) {
    let (ink, title) = match view.sound {
        true => (Ink::Strong, "Everything in this vault is as it was written."),
        false => (Ink::Danger, "This vault does not hold. Nothing was changed."),
    };
    page.line(ink, title);
    page.gap();
    page.fields(
        2,
        &[
            ("Entries", format!("{}: bytes, chain and place checked", view.entries)),
            ("Writers", format!("{}: signed heads checked", view.writers)),
            ("Newest entry", format!("number {} ({})", view.arrival, short(&view.head))),
            ("Freshness", view.freshness_code.clone()),
        ],
    );
    match view.freshness {
        None => page.line(
            Ink::Quiet,
            "Keep the freshness code elsewhere. `verify --not-older-than CODE` tells by it whether an older copy of this folder \
             was put in its place.",
        ),
        Some(FreshnessWord::Fresh) => {
            page.line(Ink::Strong, "Everything that was there when your code was taken is there.");
        }
        Some(FreshnessWord::Unknown) => page.line(
            Ink::Caution,
            "Your code says nothing here: it is of another vault, or of this one before an older state was accepted.",
        ),
        Some(FreshnessWord::RolledBack) => {}
    }
    for problem in &view.problems {
        page.item(Ink::Danger, "  -", problem);
    }
}

fn short(hash: &str) -> &str {
    hash.get(..12).unwrap_or(hash)
}
