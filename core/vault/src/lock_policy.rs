//! When does an open vault lock by itself on this device, and is it ever erased?

/// The longest that a vault may stay open in the background, in seconds.
pub const MOST_LOCK_AFTER_S: u16 = 600;
/// The fewest wrong passcodes in a row after which a vault may be erased. Five cost no waiting; with three more there are
/// waits of six minutes and a half between, so that a child with the phone does not erase it in a moment.
pub const LEAST_ERASE_AFTER: u8 = 8;
/// The most wrong passcodes in a row after which a vault may be erased. With the waits between them they take a day.
pub const MOST_ERASE_AFTER: u8 = 30;

/// What a device does with this vault at a lock. A value of this type is always in bounds.
///
/// It is told in `vault.tries`, beside the count: what erases must be read before anything is unlocked, it belongs to the
/// device and to no diary that travels, and it says nothing about anybody. So it is neither secret nor signed: whoever can
/// write the folder could delete it as well. The default locks at once and erases never.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub struct LockPolicy {
    lock_after_s: u16,
    stays_open_without_screen: bool,
    erase_after: Option<u8>,
}

impl LockPolicy {
    /// Bounds-checks: 0 to 600 seconds in the background, and 8 to 30 wrong passcodes, or `None` for never.
    pub fn new(lock_after_s: u16, stays_open_without_screen: bool, erase_after: Option<u8>) -> Option<Self> {
        let erases_late_enough =
            erase_after.is_none_or(|most| (LEAST_ERASE_AFTER..=MOST_ERASE_AFTER).contains(&most));
        (lock_after_s <= MOST_LOCK_AFTER_S && erases_late_enough).then_some(Self {
            lock_after_s,
            stays_open_without_screen,
            erase_after,
        })
    }

    /// Whether anything of it lets the vault be open for longer, or be tried at more often, than `other` does.
    pub fn is_weaker_than(self, other: Self) -> bool {
        let tries = |policy: Self| policy.erase_after.map_or(u16::MAX, u16::from);
        self.lock_after_s > other.lock_after_s
            || self.stays_open_without_screen && !other.stays_open_without_screen
            || tries(self) > tries(other)
    }

    /// Seconds in the background after which the vault locks; 0 at once.
    pub fn lock_after_s(self) -> u16 {
        self.lock_after_s
    }

    /// Whether it stays open, for these seconds, when the screen goes off.
    pub fn stays_open_without_screen(self) -> bool {
        self.stays_open_without_screen
    }

    /// After how many wrong passcodes in a row it is erased; `None` never.
    pub fn erase_after(self) -> Option<u8> {
        self.erase_after
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bounds_are_held_at_just_under_and_just_over() {
        let erasing = |most| LockPolicy::new(0, false, Some(most));
        assert!(LockPolicy::new(600, true, Some(30)).is_some_and(|policy| {
            (policy.lock_after_s(), policy.stays_open_without_screen(), policy.erase_after())
                == (600, true, Some(30))
        }));
        assert_eq!(LockPolicy::new(601, true, None), None);
        assert_eq!([7, 31, 0, 255].map(erasing), [None; 4]);
        assert!(erasing(8).is_some() && erasing(30).is_some());
    }

    #[test]
    fn weaker_is_whatever_is_weaker_in_one_thing_however_strict_the_others_are() {
        let policy = |after, stays, erase| LockPolicy::new(after, stays, erase).expect("in bounds");
        let before = policy(60, false, Some(10));
        let weaker = [
            policy(61, false, Some(8)),
            policy(0, true, Some(8)),
            policy(0, false, Some(11)),
            policy(0, false, None),
        ];
        assert!(weaker.iter().all(|policy| policy.is_weaker_than(before)));
        let not =
            [before, policy(59, false, Some(10)), policy(60, false, Some(9)), policy(0, false, Some(8))];
        assert!(!not.iter().any(|policy| policy.is_weaker_than(before)));
        let weakest = policy(600, true, None);
        assert!(!weakest.is_weaker_than(weakest) && !before.is_weaker_than(weakest));
    }

    #[test]
    fn without_a_word_it_locks_at_once_and_erases_never() {
        assert_eq!(LockPolicy::new(0, false, None), Some(LockPolicy::default()));
    }
}
