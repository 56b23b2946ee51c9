//! A disk that fails at one call, or from one call on: a typed error or none, and a vault that stands afterwards.
//!
//! Each work is watched once, which tells its calls on the vault's files. Then it is done anew for each of them, and that call
//! fails, as `strace` lets it; and anew, and every call of its name from that one on fails. Once more every call succeeds late.

use std::env::current_exe;
use std::process::ExitStatus;
use std::thread;

use crate::TYPED;
use crate::ground::Ground;
use crate::kills::{Told, secret_of, spawn};
use crate::report::Section;
use crate::trace::{Place, disturbed, was_disturbed};
use crate::watch::{Watched, watch_all};
use crate::works::{ground, stands};

/// How each call can fail: a medium that is broken, one without room, one that only reads, one that refuses.
const FAULTS: [(&str, &[&str]); 11] = [
    ("openat", &["EIO", "EACCES", "EROFS", "ENOSPC"]),
    ("read", &["EIO"]),
    ("pread64", &["EIO"]),
    ("write", &["EIO", "ENOSPC"]),
    ("pwrite64", &["EIO", "ENOSPC"]),
    ("ftruncate", &["EIO"]),
    ("fsync", &["EIO", "ENOSPC"]),
    ("fdatasync", &["EIO", "ENOSPC"]),
    ("rename", &["EIO", "EROFS", "ENOSPC"]),
    ("unlink", &["EIO", "EROFS"]),
    ("mkdir", &["EIO", "ENOSPC"]),
];

/// What is done to one call.
#[derive(Clone, Copy)]
struct Fault<'w> {
    place: &'w Place,
    error: &'static str,
    /// Later calls of the same name fail as well.
    for_good: bool,
}

#[derive(Default)]
struct Totals {
    runs: usize,
    refused: usize,
    mended: usize,
    failures: Vec<String>,
}

/// Of each work at most so many failures, spread over its calls.
pub fn prove(works: &[(&'static str, u32)], most: usize) -> Section {
    let mut section = Section::new("The disk fails at one call");
    let (watched, failures) = watch_all(works);
    failures.into_iter().for_each(|failure| section.fail(failure));
    for one in &watched {
        let chosen = chosen(one, most);
        let mut totals = tried(one, &chosen);
        if totals.refused == 0 {
            totals.failures.push(format!("{}: nothing was refused", one.work));
        }
        let said = format!(
            "{} calls, {} failures, {} refused, {} mended",
            one.places.len(),
            totals.runs,
            totals.refused,
            totals.mended
        );
        section.figure(one.work, said);
        totals.failures.into_iter().take(5).for_each(|failure| section.fail(failure));
        if let Err(wrong) = late(one) {
            section.fail(format!("{}, each call late: {wrong}", one.work));
        }
    }
    section.figure("works with each waiting 5 ms late", watched.len());
    section
}

/// All of them in both ways, or at most so many, in turn once and for good.
fn chosen(one: &Watched, most: usize) -> Vec<Fault<'_>> {
    let of = |place: &Place| {
        FAULTS.iter().find(|(call, _)| *call == place.call).map_or(&[][..], |(_, faults)| *faults)
    };
    let once = |place| of(place).iter().map(move |error| Fault { place, error, for_good: false });
    let once: Vec<_> = one.places.iter().flat_map(once).collect();
    if most >= 2 * once.len() {
        return once.iter().flat_map(|fault| [*fault, Fault { for_good: true, ..*fault }]).collect();
    }
    let step = once.len().div_ceil(most).max(1);
    let in_turn = once.iter().step_by(step).enumerate();
    in_turn.map(|(at, fault)| Fault { for_good: at % 2 == 1, ..*fault }).collect()
}

fn tried(one: &Watched, chosen: &[Fault<'_>]) -> Totals {
    let workers = thread::available_parallelism().map_or(1, std::num::NonZero::get);
    let share = chosen.len().div_ceil(workers).max(1);
    let parts: Vec<_> = thread::scope(|scope| {
        let running: Vec<_> =
            chosen.chunks(share).map(|share| scope.spawn(move || try_some(one, share))).collect();
        running.into_iter().map(|one| one.join().expect("a worker does not panic")).collect()
    });
    parts.into_iter().fold(Totals::default(), |mut totals, part| {
        totals.runs += part.runs;
        totals.refused += part.refused;
        totals.mended += part.mended;
        totals.failures.extend(part.failures);
        totals
    })
}

fn try_some(one: &Watched, share: &[Fault<'_>]) -> Totals {
    let mut totals = Totals { runs: share.len(), ..Totals::default() };
    for fault in share {
        match fail(one, fault) {
            Ok((refused, mended)) => {
                totals.refused += usize::from(refused);
                totals.mended += usize::from(mended);
            }
            Err(wrong) => {
                let Fault { place: Place { call, nth, on }, error, for_good } = fault;
                let after = if *for_good { " and after it" } else { "" };
                totals
                    .failures
                    .push(format!("{}, {error} at {call} {nth} of {on}{after}: {wrong}", one.work));
            }
        }
    }
    totals
}

/// Whether the failure was told, and whether the vault had to be mended; or which promise is broken.
fn fail(one: &Watched, fault: &Fault<'_>) -> Result<(bool, bool), String> {
    let after = if fault.for_good { "+" } else { "" };
    let (ground, mut told, status) =
        run(one, &fault.place.call, &format!("error={}:when={}{after}", fault.error, fault.place.nth))?;
    let refused = match told.error.take() {
        Some(error) if error.contains("internal") => return Err(format!("no typed error: {error}")),
        Some(_) => true,
        None if status.success() => false,
        // It could not say so: what it says is written, too.
        None if fault.for_good && fault.place.call == "write" && status.code() == Some(TYPED.into()) => true,
        None => return Err(format!("it ended with {status} and said nothing")),
    };
    told.may_miss = fault.place.call.contains("read");
    stands(one.work, &ground, &told).map(|mended| (refused, mended))
}

/// A slow disk changes nothing.
fn late(one: &Watched) -> Result<(), String> {
    let (ground, told, status) = run(one, "fsync,fdatasync", "delay_enter=5000")?;
    if !status.success() {
        return Err(format!("{status}, {:?}", told.error));
    }
    match stands(one.work, &ground, &told) {
        Ok(true) => Err("it had to be mended".to_owned()),
        other => other.map(drop),
    }
}

/// Does a work on a vault like the one that was watched, with a fault in it. One that never came proves nothing, and is told.
fn run(one: &Watched, calls: &str, fault: &str) -> Result<(Ground, Told, ExitStatus), String> {
    let mut found = ground(one.work);
    let notes = tempfile::tempdir().map_err(|error| error.to_string())?;
    let written = notes.path().join("calls");
    let mut command = disturbed(&current_exe().expect("this program"), calls, fault, &written);
    let dir = std::fs::canonicalize(found.dir.parent().expect("a folder")).expect("is there").join("vault");
    command.args(["child", one.work]).arg(dir).args(["1", &one.rounds.to_string()]);
    let (mut child, lines) = spawn(command, secret_of(one.work, &found));
    let mut told = one.before.clone();
    lines.iter().for_each(|line| told.hear(&line));
    let status = child.wait().expect("it was started");
    found.code.clone_from(&one.code);
    match was_disturbed(&written) {
        true => Ok((found, told, status)),
        false => Err("the fault never came".to_owned()),
    }
}
