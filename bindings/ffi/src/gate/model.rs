//! The gate in the orders that a scheduler draws: `cargo test -p gradus-ffi --features model gate::model`.
//!
//! Gate, stopper and app are the real ones. Only the gate's mutex is the model's, which lets another thread on at each step. An
//! order in which somebody waits for ever, or for too many steps, fails and is printed, to be played again.

use std::sync::Arc;
use std::sync::atomic::{AtomicU32, Ordering};

use shuttle::scheduler::RandomScheduler;
use shuttle::{Config, MaxSteps, Runner, thread};

use super::*;

const ORDERS: usize = 300;
const SEED: u64 = 20_260_316;

fn in_many_orders(scene: impl Fn(&Arc<Gate>) + Send + Sync + 'static) {
    let mut config = Config::new();
    // SQLite runs on these stacks.
    config.stack_size = 1 << 21;
    config.max_steps = MaxSteps::FailAfter(20_000);
    let now =
        ClockReading { wall: "2026-03-01T19:30:00+01:00".to_owned(), monotonic_ms: 0, boot: String::new() };
    let now = moment(&now).expect("a moment");
    Runner::new(RandomScheduler::new_from_seed(SEED, ORDERS), config).run(move || {
        let app = App::practice(1, &now).expect("a vault in memory");
        scene(&Arc::new(Gate::new(app)));
    });
}

/// Whether the vault was being locked when the call got in, which then lets others on; or that it did not get in.
fn call(gate: &Gate) -> Result<bool, GradusError> {
    gate.pass(|app| {
        let is_late = app.stopper().is_stopped();
        thread::yield_now();
        Ok(is_late)
    })
}

#[test]
fn whoever_waited_while_somebody_locked_the_vault_does_not_get_in() {
    static ANSWERS: [AtomicU32; 2] = [const { AtomicU32::new(0) }; 2];
    in_many_orders(|gate| {
        let callers: Vec<_> =
            (0..3).map(|_| Arc::clone(gate)).map(|gate| thread::spawn(move || call(&gate))).collect();
        gate.lock().expect("locks");
        assert_eq!(call(gate), Err(GradusError::Locked));
        for caller in callers {
            let answer = caller.join().expect("no panic comes out");
            assert!(matches!(answer, Ok(false) | Err(GradusError::Locked)), "{answer:?}");
            ANSWERS[usize::from(answer.is_ok())].fetch_add(1, Ordering::Relaxed);
        }
    });
    let [locked, let_in] = ANSWERS.each_ref().map(|count| count.load(Ordering::Relaxed));
    assert!(locked > 0 && let_in > 0, "{locked} came late and {let_in} did not: nothing was in question");
}

#[test]
fn no_lock_waits_for_ever_for_a_call_that_only_the_lock_ends() {
    in_many_orders(|gate| {
        let endless = |app: &mut App| {
            let stopper = app.stopper();
            while !stopper.is_stopped() {
                thread::yield_now();
            }
            Ok(())
        };
        let (caller, other) = (Arc::clone(gate), Arc::clone(gate));
        let caller = thread::spawn(move || caller.pass(endless));
        let other = thread::spawn(move || other.lock());
        gate.lock().expect("locks");
        assert_eq!(other.join().expect("no panic comes out"), Ok(()));
        let answer = caller.join().expect("no panic comes out");
        assert!(matches!(answer, Ok(()) | Err(GradusError::Locked)), "{answer:?}");
    });
}
