//! What has changed since a screen last looked, and how a long call is broken off.

use gradus_domain::PersonId;
use gradus_journal::{Kind, VAULT_ITSELF};

use super::App;
use crate::AppError;
use crate::view::Changes;

pub use gradus_store::Stopper;

impl App {
    /// A number that grows with every entry that is written. Two counts can be compared while one vault stays open.
    pub fn change_count(&self) -> u64 {
        self.store.arrivals()
    }

    /// Whose views are stale since the count was `since`. A count that is greater than the present one was not taken from
    /// this vault; everything is stale then.
    ///
    /// # Errors
    /// `Damaged`, `Storage`.
    pub fn changes_since(&self, since: u64) -> Result<Changes, AppError> {
        let arrived = self.store.arrived_since(since)?;
        let arrived: Vec<_> = arrived.into_iter().filter(|(person, _)| *person != VAULT_ITSELF).collect();
        let whose = |of: fn(Kind) -> bool| {
            let mut people: Vec<PersonId> =
                arrived.iter().filter(|(_, kind)| of(*kind)).map(|(person, _)| *person).collect();
            people.dedup();
            people.iter().map(ToString::to_string).collect::<Vec<_>>()
        };
        let rewrites = |kind: Kind| matches!(kind, Kind::Amendment | Kind::Erase | Kind::Unknown(_));
        Ok(Changes {
            count: self.change_count(),
            roster: arrived.iter().any(|(_, kind)| *kind == Kind::Person || rewrites(*kind)),
            people: whose(|_| true),
            plans: whose(|kind| {
                matches!(kind, Kind::Plan | Kind::Amendment | Kind::Erase | Kind::Unknown(_))
            }),
        })
    }

    /// What breaks off a long call of this vault from another thread, so that it can be shut at once.
    pub fn stopper(&self) -> Stopper {
        self.store.stopper()
    }

    /// To be asked now and then by what takes long without touching the store, so that a lock need not wait for its end.
    ///
    /// # Errors
    /// `Locked` once somebody has stopped the vault.
    pub(super) fn may_go_on(&self) -> Result<(), AppError> {
        if self.stopper().is_stopped() { Err(AppError::Locked) } else { Ok(()) }
    }
}
