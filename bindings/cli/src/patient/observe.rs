//! What was measured or seen between check-ins.

use gradus_app::view::{Command, Observed};

use crate::args::{ContinenceArgs, ScoreArgs, SeenArgs, StoolArgs, TemperatureArgs};
use crate::failure::Failure;
use crate::patient::record_and_show;
use crate::shell::Shell;
use crate::spoken;

/// `gradus log temperature`.
pub fn temperature(shell: &Shell, args: TemperatureArgs) -> Result<(), Failure> {
    let TemperatureArgs { value, method, antipyretic_at, seen } = args;
    observe(
        shell,
        "The reading is in the log.",
        Observed::Temperature { value, method, antipyretic_at },
        seen,
    )
}

/// `gradus log stool`.
pub fn stool(shell: &Shell, args: StoolArgs) -> Result<(), Failure> {
    let StoolArgs { bristol, count, blood, blood_mixed, colour, outlet, seen } = args;
    let what = Observed::Stool { bristol, count, blood, blood_mixed, colour, outlet };
    observe(shell, "The stool is in the log.", what, seen)
}

/// `gradus log continence`.
pub fn continence(shell: &Shell, args: ContinenceArgs) -> Result<(), Failure> {
    let ContinenceArgs { scale, score, most, seen } = args;
    observe(shell, "The score is in the log.", Observed::Continence { scale, score, most }, seen)
}

/// `gradus log flacc`.
pub fn flacc(shell: &Shell, args: ScoreArgs) -> Result<(), Failure> {
    observe(shell, "The score is in the log.", Observed::Flacc { score: args.score }, args.seen)
}

/// `gradus log distress`.
pub fn distress(shell: &Shell, args: ScoreArgs) -> Result<(), Failure> {
    observe(
        shell,
        "It is in the log. It stays with you.",
        Observed::Distress { score: args.score },
        args.seen,
    )
}

fn observe(shell: &Shell, said: &str, what: Observed, seen: SeenArgs) -> Result<(), Failure> {
    let note = spoken::optional(shell, "--note", seen.note, false)?;
    record_and_show(shell, said, |person| Command::Observe { person, at: seen.at, what, note })
}
