//! A talk with the clinic, asked in words: a talk that nobody held must not open a plan by a word that was copied from a
//! page.

use gradus_app::view::{Command, ContactDraft};

use crate::args::ContactArgs;
use crate::failure::Failure;
use crate::patient::with_person;
use crate::prompt::{self, Field, Form, Heard};
use crate::screen;
use crate::shell::Shell;
use crate::spoken;

/// Each outcome with what the clinic said in words, the strictest first.
const OUTCOMES: &[(&str, &str)] = &[
    ("nothing_to_do", "nothing was decided: what is stopped stays stopped"),
    ("stop", "stop: no sessions until they say otherwise"),
    ("step_down", "go on, with a smaller size"),
    ("stay_same", "go on, with no larger size for now"),
    ("resume_at", "go on, at a size that they named"),
    ("resume", "go on, as the plan says"),
];
const ABOUT: &str =
    "Were they told of every answer that stops sessions now, and did they mean it for all of these?";
const NOT_ABOUT: &str = "Then this talk opens nothing. Choose again what they said: 1 writes the talk down and leaves \
                         everything as it is, 2 writes down that they said stop.";

/// `gradus log contact`.
pub fn run(shell: &Shell, args: ContactArgs) -> Result<(), Failure> {
    let from_input = args.who.as_deref() == Some("-");
    let mut form = TalkForm {
        who: spoken::needed(shell, "--who", args.who, false)?,
        said: spoken::needed(shell, "--said", args.said, from_input)?,
        is_asked: args.outcome.is_none(),
        at: args.at,
        outcome: args.outcome,
        about: args.about,
        next_visit: args.next_visit,
        ..TalkForm::default()
    };
    prompt::ready(shell, &form)?;
    let (person, view) = with_person(shell, |app, person, now| {
        form.is_stopped = !app.today(&person.id, now)?.gate.assessments.is_empty();
        let record = |draft| {
            let command = Command::RecordContact { person: person.id.clone(), draft };
            Ok((person.clone(), app.record(command, &shell.moment())?))
        };
        prompt::fill(shell, &mut form, record)
    })?;
    let reader = shell.reader(&person);
    shell.show(&view, |page| screen::recorded(page, "What was said is in the log.", &view, &reader))
}

/// A talk on the way.
#[derive(Default)]
struct TalkForm {
    at: Option<String>,
    who: Option<String>,
    said: Option<String>,
    outcome: Option<String>,
    size: Option<String>,
    about: Vec<String>,
    next_visit: Option<String>,
    /// Whether the outcome is asked for, and with it what it was about and the next visit.
    is_asked: bool,
    /// Whether answers stand that a talk can lift.
    is_stopped: bool,
}

impl TalkForm {
    fn names_a_size(&self) -> bool {
        self.outcome.as_deref() == Some("resume_at")
    }

    /// What the talk was about counts where something is stopped and the talk decides.
    fn may_open(&self) -> bool {
        self.is_stopped && self.outcome.as_deref() != Some("nothing_to_do")
    }
}

impl Form for TalkForm {
    type Draft = ContactDraft;

    fn missing(&self) -> Vec<Field<Self>> {
        let mut fields = Vec::new();
        if self.who.is_none() {
            fields.push(WHO);
        }
        if self.said.is_none() {
            fields.push(SAID);
        }
        if self.is_asked {
            fields.extend([OUTCOME, SIZE]);
            if self.about.is_empty() {
                fields.push(ALL);
            }
            if self.next_visit.is_none() {
                fields.push(NEXT_VISIT);
            }
        }
        fields
    }

    fn draft(&self) -> Result<ContactDraft, Failure> {
        let missing = |option: &str| Failure::usage(option, "is missing", "see `gradus log contact --help`");
        let outcome = self.outcome.clone().ok_or_else(|| {
            let right = "give what the clinic said: resume, resume_at:SIZE, stay_same, step_down, stop or nothing_to_do";
            Failure::usage("--outcome", "is missing", right)
        })?;
        let sized = self.size.as_ref().filter(|_| self.names_a_size());
        Ok(ContactDraft {
            at: self.at.clone(),
            who: self.who.clone().ok_or_else(|| missing("--who"))?,
            said: self.said.clone().ok_or_else(|| missing("--said"))?,
            outcome: sized.map_or(outcome, |size| format!("resume_at:{size}")),
            about: self.about.clone(),
            next_visit: self.next_visit.clone(),
        })
    }
}

const WHO: Field<TalkForm> = Field {
    name: "who",
    applies: |_| true,
    ask: |form, terminal| {
        let needed = Some("who it was, such as Dr Brandt or ward 4");
        terminal.field("Who was reached?", needed, &mut form.who, |typed| Ok(typed.into()))
    },
};
const SAID: Field<TalkForm> = Field {
    name: "said",
    applies: |_| true,
    ask: |form, terminal| {
        let needed = Some("what they said, in your words");
        terminal.field("What was said?", needed, &mut form.said, |typed| Ok(typed.into()))
    },
};
const OUTCOME: Field<TalkForm> = Field {
    name: "outcome",
    applies: |_| true,
    ask: |form, terminal| terminal.choice("What did they decide?", OUTCOMES, true, &mut form.outcome),
};
/// What is wrong with a size, the app says of the outcome that holds it.
const SIZE: Field<TalkForm> = Field {
    name: "outcome",
    applies: TalkForm::names_a_size,
    ask: |form, terminal| {
        let needed = Some("the size they named");
        terminal.field("Which size, in millimetres?", needed, &mut form.size, |typed| Ok(typed.into()))
    },
};
const ALL: Field<TalkForm> = Field {
    name: "about",
    applies: TalkForm::may_open,
    ask: |form, terminal| {
        form.about.clear();
        let heard = terminal.yes_or_no(ABOUT)?;
        match &heard {
            Heard::Said(said) if said == "yes" => form.about.push("all".into()),
            // A stop opens nothing, whatever they were told of.
            Heard::Said(_) if form.outcome.as_deref() == Some("stop") => {}
            Heard::Said(_) => {
                (form.outcome, form.size) = (None, None);
                terminal.tell(NOT_ABOUT)?;
                return Ok(Heard::Back);
            }
            _ => {}
        }
        Ok(heard)
    },
};
const NEXT_VISIT: Field<TalkForm> = Field {
    name: "next_visit",
    applies: |_| true,
    ask: |form, terminal| {
        let ask = "On which day is the next visit, as year-month-day?";
        terminal.field(ask, None, &mut form.next_visit, |typed| Ok(typed.into()))
    },
};

#[cfg(test)]
mod tests {
    use super::*;
    use crate::page::Page;
    use crate::prompt::{Asking, Terminal};

    fn talked(is_stopped: bool, typed: &str) -> (Result<ContactDraft, Failure>, String) {
        let mut form = TalkForm { is_asked: true, is_stopped, ..TalkForm::default() };
        // No next visit was agreed.
        let typed = format!("{typed}\n");
        let (mut input, mut out) = (typed.as_bytes(), Vec::new());
        let page = || Page::new(200);
        let fields = form.missing();
        let terminal = &mut Terminal { page: &page, input: &mut input, out: &mut out, is_wrong: false };
        let done = Asking { form: &mut form, fields, terminal }.until_taken(&mut Ok);
        (done, String::from_utf8(out).expect("UTF-8"))
    }

    #[test]
    fn what_was_decided_is_one_of_the_words_of_the_app() {
        for (typed, outcome) in [
            ("1\n", "nothing_to_do"),
            ("2\n", "stop"),
            ("3\n", "step_down"),
            ("4\n", "stay_same"),
            ("5\n\n9.5\n", "resume_at:9.5"),
            ("5\nb\n6\n", "resume"),
        ] {
            let (talk, out) = talked(false, &format!("Dr Brandt\n\nGo on.\n{typed}"));
            let talk = talk.unwrap_or_else(|_| panic!("{out}"));
            assert_eq!((talk.who.as_str(), talk.said.as_str()), ("Dr Brandt", "Go on."));
            assert!(
                talk.outcome == outcome && talk.about.is_empty() && !out.contains(ABOUT),
                "{typed:?} {out}"
            );
        }
    }

    #[test]
    fn the_next_visit_is_asked_for_and_may_be_left_open() {
        let day =
            |typed: &str| talked(false, &format!("Dr B\nGo on.\n6\n{typed}")).0.expect("answered").next_visit;
        assert_eq!(day("2026-03-24\n").as_deref(), Some("2026-03-24"));
        assert_eq!(day(""), None);
    }

    #[test]
    fn what_is_stopped_opens_only_with_a_yes_and_a_no_loses_no_word() {
        assert_eq!(talked(true, "Dr B\nGo on.\n6\ny\n").0.expect("answered").about, ["all"]);
        let (talk, out) = talked(true, "Dr B\nGo on.\n6\nn\n1\n");
        let talk = talk.expect("answered");
        assert!(talk.outcome == "nothing_to_do" && talk.about.is_empty(), "{out}");
        assert!(out.contains(NOT_ABOUT) && talk.said == "Go on.", "{out}");
        // What only holds back is written down without a yes, and a size that was named is not asked for again.
        let (talk, out) = talked(true, "Dr B\nStop.\n2\nn\n");
        let talk = talk.expect("answered");
        assert!(talk.outcome == "stop" && talk.about.is_empty() && !out.contains(NOT_ABOUT), "{out}");
        assert_eq!(talked(true, "Dr B\nStop.\n2\ny\n").0.expect("answered").about, ["all"]);
        let (talk, out) = talked(true, "Dr B\nGo on.\n5\n9\nn\n1\n");
        assert_eq!(talk.expect("answered").outcome, "nothing_to_do", "{out}");
        // A yes that was gone back over no longer counts.
        let (talk, _) = talked(true, "Dr B\nGo on.\n6\nn\n6\nb\n1\n");
        assert!(talk.expect("answered").about.is_empty());
    }
}
