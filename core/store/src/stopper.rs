//! How another thread breaks off what a store is doing.

use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, PoisonError};

use rusqlite::{Connection, InterruptHandle};

use crate::store::Store;

/// Steps of SQLite's machine between two looks at the flag: some ten microseconds.
const STEPS: i32 = 1000;

/// Stops a store from another thread, for good. The running call breaks off with [`crate::StoreError::Interrupted`] and
/// has written nothing, or it ends because it was nearly done; later ones that write or take long break off too. Only
/// [`Store::shut`] works as ever.
#[derive(Clone)]
pub struct Stopper {
    stopped: Arc<AtomicBool>,
    running: Arc<Mutex<InterruptHandle>>,
}

impl Stopper {
    /// Watches over a connection. SQLite forgets an interruption that comes between two statements; the flag stays.
    pub(crate) fn watch(connection: &mut Connection) -> rusqlite::Result<Self> {
        let running = Arc::new(Mutex::new(connection.get_interrupt_handle()));
        let stopper = Self { stopped: Arc::new(AtomicBool::new(false)), running };
        stopper.watch_over(connection)?;
        Ok(stopper)
    }

    /// Goes over to another connection that it watches over already; so do all copies that somebody holds.
    pub(crate) fn move_to(&self, connection: &Connection) {
        *self.running.lock().unwrap_or_else(PoisonError::into_inner) = connection.get_interrupt_handle();
    }

    /// Lets the flag break off what this connection does.
    pub(crate) fn watch_over(&self, connection: &mut Connection) -> rusqlite::Result<()> {
        let flag = Arc::clone(&self.stopped);
        connection.progress_handler(STEPS, Some(move || flag.load(Ordering::Relaxed)))
    }

    /// Returns at once; the running call ends within moments.
    pub fn stop(&self) {
        self.stopped.store(true, Ordering::Relaxed);
        self.running.lock().unwrap_or_else(PoisonError::into_inner).interrupt();
    }

    /// Whether somebody has stopped the store.
    pub fn is_stopped(&self) -> bool {
        self.stopped.load(Ordering::Relaxed)
    }
}

impl Store {
    /// What stops this store from another thread.
    pub fn stopper(&self) -> Stopper {
        self.stopper.clone()
    }
}

#[cfg(test)]
mod tests {
    use std::sync::mpsc;

    use rusqlite::ErrorCode;

    use super::*;

    const ENDLESS: &str =
        "WITH RECURSIVE n(x) AS (SELECT 1 UNION ALL SELECT x + 1 FROM n) SELECT count(*) FROM n";

    fn code(error: &rusqlite::Error) -> Option<ErrorCode> {
        error.sqlite_error_code()
    }

    #[test]
    fn a_statement_without_end_is_broken_off() {
        let mut connection = Connection::open_in_memory().expect("memory");
        let stopper = Stopper::watch(&mut connection).expect("watches");
        let (begun, wait) = mpsc::channel();
        let running = std::thread::spawn(move || {
            begun.send(()).expect("somebody listens");
            connection.query_row(ENDLESS, [], |row| row.get::<_, i64>(0)).expect_err("it has no end")
        });
        wait.recv().expect("it is about to begin");
        stopper.stop();
        let error = running.join().expect("no panic");
        assert_eq!(code(&error), Some(ErrorCode::OperationInterrupted));
    }

    #[test]
    fn a_stopper_that_moved_stops_the_connection_it_moved_to() {
        let mut before = Connection::open_in_memory().expect("memory");
        let mut after = Connection::open_in_memory().expect("memory");
        let stopper = Stopper::watch(&mut before).expect("watches");
        let held = stopper.clone();
        stopper.watch_over(&mut after).expect("watches");
        stopper.move_to(&after);
        drop(before);
        held.stop();
        let error = after.query_row(ENDLESS, [], |row| row.get::<_, i64>(0)).expect_err("it has no end");
        assert_eq!(code(&error), Some(ErrorCode::OperationInterrupted));
    }

    /// SQLite forgets an interruption while nothing runs; the flag does not.
    #[test]
    fn a_stop_that_comes_before_the_statement_is_not_forgotten() {
        let mut connection = Connection::open_in_memory().expect("memory");
        let stopper = Stopper::watch(&mut connection).expect("watches");
        stopper.clone().stop();
        assert!(stopper.is_stopped());
        let error = connection.query_row(ENDLESS, [], |row| row.get::<_, i64>(0)).expect_err("it has no end");
        assert_eq!(code(&error), Some(ErrorCode::OperationInterrupted));
    }
}
