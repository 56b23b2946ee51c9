use std::cell::Cell;
use std::sync::{Arc, mpsc};
use std::thread;

use gradus_app::view::{Command, PersonDraft, PracticePerson};
use gradus_app::{AppError, Secret, Stretch};
use gradus_crypto::testing::SeededEntropy;
use gradus_crypto::{Entropy, EntropyError};
use tempfile::TempDir;

use super::*;

thread_local!(static TRIPPED: Cell<bool> = const { Cell::new(false) });
thread_local!(static DROPPED: Cell<u32> = const { Cell::new(0) });

/// Breaks off, once, after [`break_off_next`].
pub(super) fn trip() {
    if TRIPPED.take() {
        panic!("{NOTE}");
    }
}

/// Lets the next call of this thread break off from the inside.
pub(crate) fn break_off_next() {
    TRIPPED.set(true);
}

const PASSCODE: &[u8] = b"a walk along the river";
const NOTE: &str = "Zimtstern4711";

fn reading() -> ClockReading {
    ClockReading { wall: "2026-03-01T19:30:00+01:00".to_owned(), monotonic_ms: 0, boot: String::new() }
}

fn now() -> Moment {
    moment(&reading()).expect("a moment")
}

fn gate() -> (TempDir, Gate) {
    let folder = TempDir::new().expect("a folder");
    let entropy = Box::new(SeededEntropy::new(5));
    let (app, _) =
        App::create(&folder.path().join("v"), PASSCODE, Stretch::Light, entropy, &now()).expect("made");
    (folder, Gate::new(app))
}

fn reopened(folder: &TempDir) -> App {
    let entropy = Box::new(SeededEntropy::new(6));
    App::open(&folder.path().join("v"), Secret::Passcode(PASSCODE), entropy, &now()).expect("opens")
}

fn add(name: &str) -> Command {
    Command::AddPerson {
        draft: PersonDraft {
            name: name.to_owned(),
            born: "1990-05-05".to_owned(),
            role: "self".to_owned(),
            background: vec!["none".to_owned()],
            operations: Vec::new(),
        },
    }
}

#[test]
fn a_panic_locks_the_vault_and_keeps_its_words_to_itself() {
    let (folder, gate) = gate();
    gate.pass(|app| app.record(add("Robin"), &now())).expect("written");
    let error = gate.pass(|_| -> Result<(), AppError> { panic!("{NOTE}") }).expect_err("broke off");
    assert!(matches!(error, GradusError::Internal { .. }));
    assert!(!format!("{error} {error:?}").contains(NOTE));
    assert_eq!(gate.pass(|app| Ok(app.people())), Err(GradusError::Locked));
    gate.lock().expect("it is locked already");
    assert_eq!(reopened(&folder).people().len(), 1, "what was written before is there, and the file is free");
}

/// Random bytes that break off as they are dropped, as anything in the app might that a panic left half done.
struct BreaksOff(SeededEntropy);

impl Entropy for BreaksOff {
    fn fill(&self, out: &mut [u8]) -> Result<(), EntropyError> {
        self.0.fill(out)
    }
}

impl Drop for BreaksOff {
    fn drop(&mut self) {
        DROPPED.set(DROPPED.get() + 1);
        panic!("{NOTE}");
    }
}

/// Each way in which the app goes: after a panic, by the lock, and with the handle.
#[test]
fn a_panic_as_the_app_is_dropped_does_not_come_out() {
    let made = || {
        let folder = TempDir::new().expect("a folder");
        let entropy = Box::new(BreaksOff(SeededEntropy::new(5)));
        let (app, _) =
            App::create(&folder.path().join("v"), PASSCODE, Stretch::Light, entropy, &now()).expect("made");
        (folder, Gate::new(app))
    };
    let (folder, gate) = made();
    let error = gate.pass(|_| -> Result<(), AppError> { panic!("{NOTE}") }).expect_err("broke off");
    assert_eq!(error, broke_off("a call broke off; the vault was locked"));
    assert_eq!(DROPPED.get(), 1);
    assert_eq!(gate.pass(|app| Ok(app.people())), Err(GradusError::Locked));
    assert_eq!(reopened(&folder).people(), [], "the file is free");
    let (_folder, gate) = made();
    assert_eq!(gate.lock(), Err(broke_off("a call broke off")));
    assert_eq!(DROPPED.get(), 2);
    let (folder, gate) = made();
    drop(gate);
    assert_eq!(DROPPED.get(), 3);
    assert_eq!(reopened(&folder).people(), []);
}

#[test]
fn locking_twice_is_fine_and_every_later_call_answers_locked() {
    let (folder, gate) = gate();
    gate.lock().expect("locks");
    gate.lock().expect("does nothing");
    assert_eq!(gate.pass(|app| Ok(app.people())), Err(GradusError::Locked));
    assert_eq!(gate.pass(|_| -> Result<(), AppError> { panic!("never called") }), Err(GradusError::Locked));
    assert_eq!(reopened(&folder).people(), []);
}

#[test]
fn an_error_of_the_app_comes_through_and_does_not_lock() {
    let (_folder, gate) = gate();
    let error = gate.pass(|app| app.today("Kim", &now())).expect_err("nobody");
    assert!(matches!(error, GradusError::NotFound { .. }));
    assert_eq!(gate.pass(|app| Ok(app.people())), Ok(Vec::new()));
}

/// Four threads write, one panics in between: each call is done whole, or answers that the vault is locked.
#[test]
fn threads_pass_one_after_another_and_all_find_it_locked_in_the_end() {
    let (folder, gate) = gate();
    let gate = Arc::new(gate);
    let writers: Vec<_> = (0..4)
        .map(|writer| {
            let gate = Arc::clone(&gate);
            thread::spawn(move || {
                let write = |n| gate.pass(|app| app.record(add(&format!("{writer}-{n}")), &now()));
                (0..10).map(write).filter(Result::is_ok).count()
            })
        })
        .collect();
    let written: usize = writers.into_iter().map(|writer| writer.join().expect("no panic comes out")).sum();
    assert_eq!(written, 40);
    let breakers: Vec<_> = (0..4)
        .map(|_| {
            let gate = Arc::clone(&gate);
            thread::spawn(move || gate.pass(|_| -> Result<(), AppError> { panic!("{NOTE}") }))
        })
        .collect();
    let errors: Vec<_> = breakers.into_iter().map(|b| b.join().expect("no panic comes out")).collect();
    let broken = errors.iter().filter(|error| matches!(error, Err(GradusError::Internal { .. }))).count();
    let locked = errors.iter().filter(|error| **error == Err(GradusError::Locked)).count();
    assert_eq!((broken, locked), (1, 3));
    assert_eq!(reopened(&folder).people().len(), 40);
}

#[test]
fn a_panic_beside_the_gate_keeps_its_words_to_itself_too() {
    let error = guarded(|| -> Result<(), GradusError> { panic!("{NOTE}") }).expect_err("broke off");
    assert!(matches!(error, GradusError::Internal { .. }));
    assert!(!format!("{error} {error:?}").contains(NOTE));
    assert_eq!(guarded(|| Ok(7)), Ok(7));
}

#[test]
fn a_clock_that_cannot_be_read_is_a_wrong_field() {
    let wrong = ClockReading { wall: "half past seven".to_owned(), boot: "x".to_owned(), ..reading() };
    let Err(GradusError::Invalid { fields }) = moment(&wrong) else { panic!("read") };
    let named: Vec<_> = fields.iter().map(|field| field.field.as_str()).collect();
    assert_eq!(named, ["now.wall", "now.boot"]);
    assert_eq!(crate::ask::triage(Vec::new(), &wrong, None).err(), Some(GradusError::Invalid { fields }));
}

/// The lock comes while a check of the whole vault runs, and again and again the check is begun anew: it breaks off.
#[test]
fn locking_from_another_thread_breaks_off_what_runs_and_what_waits() {
    let (folder, gate) = gate();
    for n in 0..40 {
        gate.pass(|app| app.record(add(&format!("Robin {n}")), &now())).expect("written");
    }
    let (begun, wait) = mpsc::channel();
    let answers: Vec<_> = thread::scope(|scope| {
        let callers: Vec<_> = (0..4)
            .map(|_| {
                let (gate, begun) = (&gate, begun.clone());
                scope.spawn(move || {
                    loop {
                        let answer = gate.pass(|app| {
                            begun.send(()).expect("somebody listens");
                            app.verify(&now())
                        });
                        match answer {
                            Ok(view) => assert!(view.sound, "{:?}", view.problems),
                            Err(error) => break error,
                        }
                    }
                })
            })
            .collect();
        wait.recv().expect("a check has begun");
        gate.lock().expect("locks while a call runs and others wait");
        assert_eq!(gate.pass(|app| Ok(app.people())), Err(GradusError::Locked));
        callers.into_iter().map(|caller| caller.join().expect("no panic comes out")).collect()
    });
    assert_eq!(answers, vec![GradusError::Locked; 4]);
    assert_eq!(reopened(&folder).people().len(), 40, "the files are free and whole");
}

/// Nothing but the lock could end this call.
#[test]
fn a_call_without_end_is_ended_by_the_lock() {
    let (_folder, gate) = gate();
    let (begun, wait) = mpsc::channel();
    thread::scope(|scope| {
        let call = scope.spawn(|| {
            gate.pass(|app| {
                begun.send(()).expect("somebody listens");
                loop {
                    app.verify(&now())?;
                }
                #[expect(unreachable_code, reason = "gives the closure its type")]
                Ok(())
            })
        });
        wait.recv().expect("it has begun");
        gate.lock().expect("locks");
        assert_eq!(call.join().expect("no panic"), Err(GradusError::Locked));
    });
}

/// What is worked out without the store is broken off too: the weeks ahead, and a diary that is only looked at.
#[test]
fn the_lock_is_not_kept_waiting_by_what_is_only_worked_out() {
    type Call = fn(&mut App) -> Result<usize, AppError>;
    const ROWS: &str = "date,time,size,pain,blood\n2026-03-01,12:00,8 mm,0,clots\n";
    let weeks = |app: &mut App| app.plan_preview("Mia", 26, &now()).map(|_| 0);
    let diary =
        |app: &mut App| app.import_sessions("Mia", ROWS, &[], false, &now()).map(|view| view.notices.len());
    let calls: [(Call, usize); 2] = [(weeks, 0), (diary, 2)];
    for (call, notices) in calls {
        let app = App::practice_with(1, &[PracticePerson::InfantAfterAnoplasty], &now()).expect("a vault");
        let gate = Gate::new(app);
        assert_eq!(gate.pass(call), Ok(notices), "nobody has stopped it");
        let stopped = gate.pass(|app| {
            app.stopper().stop();
            call(app)
        });
        assert_eq!(stopped, Err(GradusError::Locked));
    }
}
