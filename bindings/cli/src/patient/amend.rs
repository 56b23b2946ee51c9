//! Something that was written down is put right: what stands is offered, and Enter keeps it.

use gradus_app::view::{Command, Correction, DeviceCare, FactAnswer, Recorded, VisitDraft};
use gradus_app::{App, Moment};

use crate::args::AmendArgs;
use crate::draft_file::{self, Places};
use crate::failure::Failure;
use crate::patient::amend_seen::SeenForm;
use crate::patient::session::SessionForm;
use crate::patient::with_person;
use crate::prompt::{self, Field, Form};
use crate::screen;
use crate::shell::Shell;

const CHANGED: &str = "The entry is changed; what it said before stays in the log.";
const UNDONE: &str = "The last change is taken back; the entry stands as before it.";
const OUT: &str = "The entry is taken out; the log goes on showing it, and it counts for nothing.";
const KINDS: [&str; 5] = ["session", "skip", "check_in", "visit", "observation"];
/// What can be taken out without being named.
const SLIPS: [&str; 7] = ["session", "skip", "check_in", "visit", "observation", "device", "device_care"];
/// What else was done with a device.
const CARED: &str = "write down what was done now beside it";

/// `gradus amend`.
pub fn run(shell: &Shell, args: AmendArgs) -> Result<(), Failure> {
    let mut places = None;
    let (person, view) = with_person(shell, |app, person, now| {
        let kinds = if args.take_out { &SLIPS[..] } else { &KINDS };
        let entry = entry_of(app, &person.id, args.entry.as_deref(), kinds, now)?;
        if args.take_out && args.entry.is_none() {
            is_meant(shell, app, &person.id, &entry, now)?;
        }
        let record = |app: &mut App, change| {
            let (person, entry) = (person.id.clone(), entry.clone());
            Ok(app.record(Command::Amend { person, entry, change }, &shell.moment())?)
        };
        let (whose, which) = (person.id.clone(), entry.clone());
        let view = if args.undo {
            app.record(Command::Undo { person: whose, entry: which }, &shell.moment())?
        } else if args.take_out {
            app.record(Command::TakeOut { person: whose, entry: which }, &shell.moment())?
        } else {
            let stands = app.entry_details(&person.id, &entry)?;
            change(shell, &args, stands, &mut places, |change| record(app, change))?
        };
        Ok((person.clone(), view))
    })
    .map_err(|failure| match places {
        Some(places) => Places::place(&places, failure),
        None => failure,
    })?;
    let said = match (args.undo, args.take_out) {
        (true, _) => UNDONE,
        (_, true) => OUT,
        _ => CHANGED,
    };
    let reader = shell.reader(&person);
    shell.show(&view, |page| screen::recorded(page, said, &view, &reader))
}

/// What is taken out comes back by nothing, and the newest by its time need not be what was written down last: it is shown first.
fn is_meant(shell: &Shell, app: &App, person: &str, entry: &str, now: &Moment) -> Result<(), Failure> {
    if !shell.can_ask() {
        let right = "name it by the beginning of its id, as `timeline --json` shows it";
        return Err(Failure::usage("ENTRY", "is missing, and there is nobody to ask", right));
    }
    let items = app.timeline(person, None, None, now)?.items;
    let slip = items.iter().find(|item| item.entry == entry).map_or("", |item| &item.sentence);
    match prompt::confirm(shell, &format!("{} Take this out?", ended(slip)))? {
        true => Ok(()),
        false => Err(Failure::Left),
    }
}

fn ended(sentence: &str) -> String {
    format!("{}.", sentence.trim_end_matches('.'))
}

/// The id that a beginning of it names, or the newest entry that can be changed.
fn entry_of(
    app: &App,
    person: &str,
    named: Option<&str>,
    kinds: &[&str],
    now: &Moment,
) -> Result<String, Failure> {
    // What a clock that was ahead put into the future is changed only by its name.
    let today = now.date().to_string();
    let items =
        app.timeline(person, None, Some(&today).filter(|_| named.is_none()).map(String::as_str), now)?.items;
    let mut fitting: Vec<&str> = items
        .iter()
        .filter(|item| match named {
            Some(named) => item.entry.starts_with(named),
            None => kinds.contains(&item.kind.as_str()) && !item.is_taken_out,
        })
        .map(|item| item.entry.as_str())
        .collect();
    fitting.dedup();
    match (named, &fitting[..]) {
        (None, [.., last]) => Ok((*last).to_owned()),
        (Some(_), [only]) => Ok((*only).to_owned()),
        (Some(named), []) => Ok(named.to_owned()),
        (Some(_), _) => Err(Failure::usage(
            "ENTRY",
            "fits several entries",
            "give more of the id, as `timeline --json` shows it",
        )),
        (None, []) => Err(Failure::usage(
            "ENTRY",
            "is missing, and nothing is in the log that can be changed",
            "see `timeline`",
        )),
    }
}

/// Asks for what is to stand there, or takes it from a file, and hands it over.
fn change(
    shell: &Shell,
    args: &AmendArgs,
    stands: Correction,
    places: &mut Option<Places>,
    mut record: impl FnMut(Correction) -> Result<Recorded, Failure>,
) -> Result<Recorded, Failure> {
    match stands {
        Correction::Session { draft } => match &args.from {
            Some(source) => {
                let (draft, of_file) = draft_file::session(source)?;
                *places = Some(of_file);
                record(Correction::Session { draft })
            }
            None => {
                on_a_terminal(shell, "--from", "give all of the session with --from FILE")?;
                let mut form = SessionForm::standing(draft);
                prompt::fill(shell, &mut form, |draft| record(Correction::Session { draft }))
            }
        },
        Correction::Skip { occurrence, reason } => {
            let given = args.reason.is_some();
            let mut form = SkipForm { reason: args.reason.clone().unwrap_or(reason), occurrence, given };
            if !given {
                on_a_terminal(shell, "--reason", "give the reason with --reason")?;
            }
            prompt::fill(shell, &mut form, &mut record)
        }
        Correction::CheckIn { note, .. } => {
            let right =
                "answer again with --facts FILE, with every answer that holds; or do a new `gradus checkin`";
            let source = args.facts.as_ref().ok_or_else(|| Failure::usage("--facts", "is missing", right))?;
            let (name, text) = (source.name(), source.read()?);
            let read = crate::ask::triage::read(&text, &shell.moment());
            let file = read.map_err(|failure| failure.about(&name))?;
            record(Correction::CheckIn { answers: file.answers, note })
        }
        Correction::Observation { at, what, note } => {
            on_a_terminal(
                shell,
                "ENTRY",
                "an observation is changed on a terminal, where it can be asked for",
            )?;
            prompt::fill(shell, &mut SeenForm::of(at, what, note), &mut record)
        }
        Correction::Device { .. } => {
            Err(Failure::usage("ENTRY", "is a device", "put it right with `gradus device change`"))
        }
        Correction::DeviceCare { care, .. } => {
            let answers = match care {
                DeviceCare::Checked { .. } => args.answer.iter(),
                _ => return Err(Failure::usage("ENTRY", "is no check of a device", CARED)),
            };
            let answers = answers.map(|(id, answer)| FactAnswer { id: id.clone(), answer: answer.clone() });
            record(Correction::DeviceCare {
                at: None,
                care: DeviceCare::Checked { answers: answers.collect() },
            })
        }
        Correction::Visit { draft } => {
            on_a_terminal(shell, "ENTRY", "a visit is changed on a terminal, where it can be asked for")?;
            let mut form = VisitForm::of(draft);
            prompt::fill(shell, &mut form, |draft| record(Correction::Visit { draft }))
        }
    }
}

fn on_a_terminal(shell: &Shell, option: &str, right: &str) -> Result<(), Failure> {
    match shell.can_ask() {
        true => Ok(()),
        false => Err(Failure::usage(option, "is missing, and there is nobody to ask", right)),
    }
}

/// Why a session was not held, as it is written down and as people say it.
pub const REASONS: &[(&str, &str)] = &[
    ("no_private_time", "there was no private time"),
    ("illness", "an illness"),
    ("travel", "travel"),
    ("child_refuses", "the child refused"),
    ("forgot", "it was forgotten"),
    ("clinic_said", "the clinic said so"),
    ("other", "something else"),
];

/// A skip on the way.
struct SkipForm {
    occurrence: Option<String>,
    reason: String,
    given: bool,
}

impl Form for SkipForm {
    type Draft = Correction;

    fn missing(&self) -> Vec<Field<Self>> {
        let reason = Field {
            name: "reason",
            applies: |_: &Self| true,
            ask: |form: &mut Self, terminal| {
                let mut slot = Some(form.reason.clone());
                let heard = terminal.choice("Why was it not held?", REASONS, true, &mut slot)?;
                form.reason = slot.unwrap_or_default();
                Ok(heard)
            },
        };
        (!self.given).then_some(reason).into_iter().collect()
    }

    fn draft(&self) -> Result<Correction, Failure> {
        Ok(Correction::Skip { occurrence: self.occurrence.clone(), reason: self.reason.clone() })
    }
}

const VISITS: &[(&str, &str)] = &[
    ("examination", "an examination"),
    ("calibration", "a calibration with rods"),
    ("balloon", "a balloon dilation"),
    ("controlled_dilation", "a controlled dilation"),
    ("botulinum", "a botulinum injection"),
    ("under_anaesthesia", "an examination under anaesthesia"),
    ("operation", "an operation"),
];

/// A visit on the way.
struct VisitForm {
    at: Option<String>,
    kind: Option<String>,
    who: Option<String>,
    calibrated: Option<String>,
    size_set: Option<String>,
    advice: Option<String>,
}

impl VisitForm {
    fn of(draft: VisitDraft) -> Self {
        let VisitDraft { at, kind, who, calibrated, size_set, advice } = draft;
        Self { at, kind: Some(kind), who: Some(who), calibrated, size_set, advice }
    }
}

impl Form for VisitForm {
    type Draft = VisitDraft;

    fn missing(&self) -> Vec<Field<Self>> {
        vec![
            Field {
                name: "kind",
                applies: |_| true,
                ask: |form, terminal| terminal.choice("What was done?", VISITS, true, &mut form.kind),
            },
            Field {
                name: "who",
                applies: |_| true,
                ask: |form, terminal| {
                    let needed = Some("who it was, such as Dr Brandt or ward 4");
                    terminal.field("Who did it?", needed, &mut form.who, |typed| Ok(typed.into()))
                },
            },
            Field {
                name: "calibrated",
                applies: |_| true,
                ask: |form, terminal| {
                    let words = "The largest size that passed";
                    terminal.field(words, None, &mut form.calibrated, |typed| Ok(typed.into()))
                },
            },
            Field {
                name: "size_set",
                applies: |_| true,
                ask: |form, terminal| {
                    let words = "The size that was set for home";
                    terminal.field(words, None, &mut form.size_set, |typed| Ok(typed.into()))
                },
            },
            Field {
                name: "advice",
                applies: |_| true,
                ask: |form, terminal| {
                    terminal.field("What was advised?", None, &mut form.advice, |typed| Ok(typed.into()))
                },
            },
        ]
    }

    fn draft(&self) -> Result<VisitDraft, Failure> {
        Ok(VisitDraft {
            at: self.at.clone(),
            kind: self.kind.clone().unwrap_or_default(),
            who: self.who.clone().unwrap_or_default(),
            calibrated: self.calibrated.clone(),
            size_set: self.size_set.clone(),
            advice: self.advice.clone(),
        })
    }
}
