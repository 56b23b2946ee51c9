use clap::{Args, Subcommand};

/// `gradus inbox`.
#[derive(Debug, Args)]
#[command(after_help = "\
Needs no secret: a note is sealed, and read when the vault is opened the next time. Alone it shows how many notes wait, and \
each session that goes on, as times and steps. What was noted so earns no step up.")]
pub struct InboxArgs {
    /// What to note; left out: show what waits
    #[command(subcommand)]
    pub verb: Option<InboxVerb>,
}

/// What to note while the vault is locked.
#[derive(Debug, Subcommand)]
pub enum InboxVerb {
    /// A session was held as planned: --person ID, as `person list --json` names it
    Done(NoteArgs),
    /// A session was knowingly not held: --person ID, as `person list --json` names it
    Skipped(NoteArgs),
    /// Something happened in the session that goes on: in, out, stop, pain:3, blood:streak, tick:1 and so on
    Tell(TellArgs),
    /// Open the vault, and tell what became of the notes; each is told once
    News,
}

/// Which session a note is about.
#[derive(Debug, Args)]
pub struct NoteArgs {
    /// The planned session, as `today` names it with --json; left out: the one that is due
    #[arg(long, value_name = "ID")]
    pub occurrence: Option<String>,
}

/// What happened, and in which session.
#[derive(Debug, Args)]
pub struct TellArgs {
    /// What happened
    #[arg(value_name = "EVENT")]
    pub event: String,
    /// The session, as `inbox` names it; left out: the only one
    #[arg(long, value_name = "NAME")]
    pub run: Option<String>,
}
