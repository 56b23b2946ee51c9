use std::path::Path;

use gradus_app::view::{FreshnessWord, PersonDraft, PersonRef, Recorded, SalvageView, SetUp, VerifyView};

use super::reader::Reader;
use super::triage::answer;
use super::words;
use crate::page::{Ink, Page};
use crate::patient::words_of;

/// What a new vault gives its owner, once.
pub fn set_up(page: &mut Page, view: &SetUp) {
    page.title("Your vault is ready");
    code(page, &view.recovery_text());
    page.gap();
    page.line(Ink::Plain, "Next: `gradus person add` asks for the person it is about.");
}

/// A recovery code, this once.
pub fn code(page: &mut Page, text: &str) {
    page.line(Ink::Plain, "This is your recovery code. Write it on paper now:");
    page.gap();
    page.indented(4, Ink::Accent, text);
    page.gap();
    page.line(
        Ink::Plain,
        "It is shown this once and kept nowhere. It opens the vault when the passcode is forgotten. Whoever has neither \
         can never read what is inside again: nobody can reset it, neither we nor the clinic.",
    );
}

/// What a renewed key gives its owner, once.
pub fn key_renewed(page: &mut Page, view: &SetUp) {
    page.title("The vault has a new key");
    page.line(Ink::Plain, "This is your new recovery code. Write it on paper now:");
    page.gap();
    page.indented(4, Ink::Accent, &view.recovery_text());
    page.gap();
    page.line(
        Ink::Plain,
        "It is shown this once and kept nowhere. The code from before does not open this vault any more. Copies that were made \
         before still open with the passcode and the code of their time.",
    );
}

/// The people of a vault.
pub fn people(page: &mut Page, people: &[PersonRef]) {
    if people.is_empty() {
        page.line(Ink::Plain, "Nobody is in this vault yet. `gradus person add` asks for the person.");
        return;
    }
    for person in people {
        page.line(Ink::Strong, &person.name);
        let mut rows = vec![("Born", words::short_date(&person.born)), ("Who", who(&person.role).to_owned())];
        // Needed only to tell two of one name apart.
        if people.iter().filter(|other| other.name == person.name).count() > 1 {
            rows.push(("Id", person.id.clone()));
        }
        page.fields(2, &rows);
    }
}

fn who(role: &str) -> &str {
    match role {
        "caregiver" => "looked after by you",
        "self" => "you",
        "teen" => "you, a teenager",
        other => other,
    }
}

/// One person with all that is told about them.
pub fn details(page: &mut Page, person: &PersonDraft) {
    page.line(Ink::Strong, &person.name);
    page.fields(2, &[("Born", words::short_date(&person.born)), ("Who", who(&person.role).to_owned())]);
    page.gap();
    page.line(Ink::Plain, "Conditions");
    match &person.background[..] {
        [none] if none == "none" => page.item(Ink::Plain, "  -", "none of those that are asked about"),
        all => all.iter().for_each(|one| page.item(Ink::Plain, "  -", &words_of(one))),
    }
    page.line(Ink::Plain, "Operations");
    if person.operations.is_empty() {
        page.item(Ink::Plain, "  -", "not told");
    }
    for one in &person.operations {
        let day = if one.contains('=') { "" } else { ", day not told" };
        page.item(Ink::Plain, "  -", &format!("{}{day}", words_of(one)));
    }
    page.gap();
    page.line(Ink::Quiet, "`gradus person change` asks for each again, and keeps what stands with Enter.");
}

/// What a command left behind. An answer of the triage comes before everything else.
pub fn recorded(page: &mut Page, what: &str, view: &Recorded, reader: &Reader) {
    if let Some(triage) = &view.triage {
        answer(page, triage, reader);
        page.gap();
    }
    page.line(Ink::Plain, what);
    for notice in &view.notices {
        page.item(Ink::Caution, "  -", notice);
    }
}

/// What a damaged vault gave out: the new code first, then what is missing.
pub fn salvaged(page: &mut Page, view: &SalvageView, into: &Path) {
    page.title("A new vault was made");
    code(page, &view.made.recovery_text());
    page.gap();
    let mut sentences = view.sentences.iter();
    if let Some(first) = sentences.next() {
        page.line(if view.whole { Ink::Strong } else { Ink::Caution }, first);
    }
    sentences.for_each(|sentence| page.line(Ink::Plain, sentence));
    page.gap();
    let mut fields = vec![("Saved", format!("{} entries", view.saved))];
    let people = view.people.iter().map(|person| format!("{}: {} entries", person.name, person.entries));
    fields.extend(people.map(|person| ("", person)));
    fields.push(("Not saved", format!("{} entries", view.lost)));
    page.fields(2, &fields);
    if !view.not_saved.is_empty() {
        page.gap();
        page.line(Ink::Strong, "What was not saved");
    }
    for one in &view.not_saved {
        page.item(Ink::Caution, "  -", &one.sentence);
    }
    page.gap();
    page.line(Ink::Plain, "The new vault lies here:");
    page.verbatim(Ink::Accent, &format!("  {}", into.display()));
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

/// What a full check found, the verdict first: whoever reads one line must not take a comparison that failed for a yes.
pub fn verified(page: &mut Page, view: &VerifyView) {
    let (ink, verdict) = match (view.sound, view.freshness) {
        (false, _) => (Ink::Danger, "This vault does not hold. Nothing was changed."),
        (true, None | Some(FreshnessWord::Fresh)) if view.answers_otherwise > 0 => (
            Ink::Danger,
            "Everything is as it was written, but not every answer of the rules is the one that their pack gives.",
        ),
        (true, None) => (Ink::Strong, "Everything in this vault is as it was written."),
        (true, Some(FreshnessWord::Fresh)) => (
            Ink::Strong,
            "Everything is as it was written, and all that was there when your code was taken is there.",
        ),
        (true, Some(FreshnessWord::Unknown)) => {
            (Ink::Caution, "Your freshness code does not belong to this vault as it is.")
        }
        (true, Some(FreshnessWord::RolledBack)) => {
            (Ink::Danger, "This vault is an older copy: something that your code knows of is missing.")
        }
    };
    page.line(ink, verdict);
    if view.sound && view.freshness == Some(FreshnessWord::Unknown) {
        page.line(
            Ink::Plain,
            "It was taken from another vault, or from this one before an older state was accepted. So it cannot tell whether \
             something newer is missing here. What is here is as it was written.",
        );
    }
    for problem in &view.problems {
        page.item(Ink::Danger, "  -", problem);
    }
    page.gap();
    page.fields(
        2,
        &[
            ("Entries", format!("{}: bytes, chain and place checked", view.entries)),
            ("Writers", format!("{}: signed heads checked", view.writers)),
            ("Newest entry", format!("number {}", view.arrival)),
            ("Answers", answers(view)),
            ("Freshness", view.freshness_code.clone()),
        ],
    );
    if view.freshness.is_none() {
        page.gap();
        page.line(
            Ink::Quiet,
            "Keep the freshness code elsewhere. `verify --not-older-than CODE` tells by it whether an older copy of this folder \
             was put in its place.",
        );
    }
}

/// How many answers the rules gave again.
fn answers(view: &VerifyView) -> String {
    let VerifyView {
        sound, answers_same: same, answers_otherwise: otherwise, answers_unread: unread, ..
    } = view;
    if !sound && same + otherwise + unread == 0 {
        return "not worked out again, as the vault does not hold".to_owned();
    }
    let mut said = format!("{same} worked out again by their own rules and the same");
    if *otherwise > 0 {
        said += &format!(", {otherwise} not the same");
    }
    if *unread > 0 {
        said += &format!(", {unread} not worked out: their rules are not kept here, or cannot be read");
    }
    said
}
