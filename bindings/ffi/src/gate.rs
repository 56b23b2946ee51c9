//! The one way in: every call on the handle passes here.

use std::panic::{AssertUnwindSafe, catch_unwind};
#[cfg(not(all(test, feature = "model")))]
use std::sync::Mutex;
use std::sync::{Once, PoisonError};

use gradus_app::view::ClockReading;
use gradus_app::{App, Moment, Stopper};
#[cfg(all(test, feature = "model"))]
use shuttle::sync::Mutex;

use crate::GradusError;

/// The app behind a lock; `None` once it is locked.
pub(crate) struct Gate {
    app: Mutex<Option<App>>,
    stopper: Stopper,
}

impl Gate {
    pub(crate) fn new(app: App) -> Self {
        Self { stopper: app.stopper(), app: Mutex::new(Some(app)) }
    }

    /// Lets one call through. A panic locks the vault and comes back as an error without the panic's own words, which
    /// might hold what somebody logged.
    pub(crate) fn pass<T>(
        &self,
        call: impl FnOnce(&mut App) -> Result<T, gradus_app::AppError>,
    ) -> Result<T, GradusError> {
        quiet_panics();
        let mut slot = self.app.lock().unwrap_or_else(PoisonError::into_inner);
        // Whoever waited here while somebody locked the vault does not get in before it is closed.
        if self.stopper.is_stopped() {
            return Err(GradusError::Locked);
        }
        let app = slot.as_mut().ok_or(GradusError::Locked)?;
        let call = || {
            trip();
            call(app).map_err(|error| app.told(error))
        };
        match catch_unwind(AssertUnwindSafe(call)) {
            Ok(answer) => answer.map_err(GradusError::from),
            Err(_) => {
                let_go(slot.take());
                Err(broke_off("a call broke off; the vault was locked"))
            }
        }
    }

    /// [`Gate::pass`] for a call at a moment. The shell's reading is made a moment inside of it, so that nothing which comes
    /// from outside is worked on where a panic would show its own words.
    pub(crate) fn pass_at<T>(
        &self,
        now: &ClockReading,
        call: impl FnOnce(&mut App, &Moment) -> Result<T, gradus_app::AppError>,
    ) -> Result<T, GradusError> {
        self.pass(|app| call(app, &gradus_app::moment(now)?))
    }

    /// Breaks off the call that is running, if any, closes the files and drops the keys. Later calls answer `Locked`.
    pub(crate) fn lock(&self) -> Result<(), GradusError> {
        self.stopper.stop();
        let app = self.app.lock().unwrap_or_else(PoisonError::into_inner).take();
        guarded(|| app.map_or(Ok(()), App::shut).map_err(GradusError::from))
    }
}

impl Drop for Gate {
    fn drop(&mut self) {
        let_go(self.app.get_mut().unwrap_or_else(PoisonError::into_inner).take());
    }
}

/// Drops the app. After a call that broke off it may be half done, and break off once more with words of its own.
fn let_go(app: Option<App>) {
    quiet_panics();
    let _ = catch_unwind(AssertUnwindSafe(|| drop(app)));
}

/// A call beside the gate, because no vault is open. A panic comes back as an error without its own words; left to
/// UniFFI, they would stand in the exception that the other language sees.
pub(crate) fn guarded<T>(call: impl FnOnce() -> Result<T, GradusError>) -> Result<T, GradusError> {
    quiet_panics();
    let call = || {
        trip();
        call()
    };
    catch_unwind(AssertUnwindSafe(call)).unwrap_or_else(|_| Err(broke_off("a call broke off")))
}

fn broke_off(what: &str) -> GradusError {
    GradusError::Internal { what: what.to_owned() }
}

/// Where a test makes any verb break off from the inside.
fn trip() {
    #[cfg(test)]
    tests::trip();
}

/// Replaces the standard panic report, which would print a panic's words to the log of the phone.
fn quiet_panics() {
    static ONCE: Once = Once::new();
    ONCE.call_once(|| std::panic::set_hook(Box::new(|_| {})));
}

/// The shell's clock reading as the core's moment.
pub(crate) fn moment(now: &ClockReading) -> Result<Moment, GradusError> {
    gradus_app::moment(now).map_err(GradusError::from)
}

#[cfg(all(test, feature = "model"))]
mod model;
#[cfg(test)]
pub(crate) mod tests;
