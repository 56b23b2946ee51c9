//! How long does a passcode last against somebody who tries one after the other?

use crate::error::VaultError;
use crate::secret::NewPasscode;
use crate::tries::LONGEST_WAIT;
use gradus_crypto::KdfParams;

/// Passcodes that one strong machine tries in an hour at the default stretching, a thousand a second: more than a desktop
/// does and less than a rack. A proposal.
const TRIES_PER_HOUR: u64 = 3_600_000;
const DAY_S: u64 = 86_400;
/// A passcode that opens alone lasts at least so long against such a machine and a copy of the folder. A proposal: seven
/// letters, or ten digits.
const LEAST_ALONE_S: u64 = 30 * DAY_S;
/// Beside a device secret it can only be tried on the device, once in the longest wait. Six digits last so long.
const LEAST_ON_DEVICE_S: u64 = 100 * 365 * DAY_S;
/// From this sign on, one that goes on as the signs before it (`1234`, `aaaa`, `zyxw`) adds nothing to guess.
const RUN_SIGNS: u32 = 4;

/// The arithmetic of trying every passcode of one kind. It is counted from the signs that occur: letters in one case make 26
/// for each place, digits 10, everything else 33, and a run such as `1234` counts as three places. A name, a date or a word
/// falls much sooner: no list of them is here, because one that is worth it weighs a megabyte in every phone (zxcvbn).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Guessing {
    /// How many passcodes there are of this kind, at most; those past a `u64` count as that many.
    pub guesses: u64,
    /// How many of them somebody tries in an hour.
    pub per_hour: u64,
}

impl Guessing {
    /// Counts. Without a device secret a copy of the folder is tried on a strong machine, with one only on the device.
    pub fn of(new: &NewPasscode<'_>) -> Self {
        let work = |params: KdfParams| u64::from(params.memory_kib()) * u64::from(params.passes());
        let per_hour = match new.device_secret {
            Some(_) => 3600 / LONGEST_WAIT.as_secs(),
            None => TRIES_PER_HOUR * work(KdfParams::default()) / work(new.params),
        };
        Self { guesses: guesses(new.passcode), per_hour }
    }

    /// How long it takes to try all of them, in seconds.
    pub fn seconds(self) -> u64 {
        let seconds = u128::from(self.guesses) * 3600 / u128::from(self.per_hour.max(1));
        u64::try_from(seconds).unwrap_or(u64::MAX)
    }
}

/// Refuses a passcode that can be tried out.
///
/// # Errors
/// [`VaultError::EasyPasscode`] with the arithmetic; [`VaultError::EmptyPasscode`].
pub fn check_passcode(new: &NewPasscode<'_>) -> Result<(), VaultError> {
    if new.passcode.is_empty() {
        return Err(VaultError::EmptyPasscode);
    }
    let guessing = Guessing::of(new);
    let least = if new.device_secret.is_some() { LEAST_ON_DEVICE_S } else { LEAST_ALONE_S };
    if guessing.seconds() < least { Err(VaultError::EasyPasscode(guessing)) } else { Ok(()) }
}

fn guesses(passcode: &[u8]) -> u64 {
    let places = match std::str::from_utf8(passcode) {
        Ok(text) => places(text.chars().map(u32::from)),
        Err(_) => places(passcode.iter().copied().map(u32::from)),
    };
    u64::from(alphabet(passcode)).saturating_pow(places)
}

/// Signs that may stand at each place, at most.
fn alphabet(passcode: &[u8]) -> u32 {
    let has = |is: fn(&u8) -> bool| passcode.iter().any(is);
    let kinds = [
        (has(u8::is_ascii_lowercase), 26),
        (has(u8::is_ascii_uppercase), 26),
        (has(u8::is_ascii_digit), 10),
        (has(|byte| !byte.is_ascii_alphanumeric()), 33),
    ];
    kinds.into_iter().filter(|(has, _)| *has).map(|(_, size)| size).sum()
}

/// How many signs there are, those aside that go on as the three before them.
fn places(signs: impl Iterator<Item = u32>) -> u32 {
    let (mut places, mut run, mut before, mut step) = (0_u32, 1, None, None);
    for sign in signs {
        let now = before.map(|before| i64::from(sign) - i64::from(before));
        let goes_on = now.is_some_and(|now| now.abs() <= 1);
        run = match (goes_on, now == step) {
            (true, true) => run + 1,
            (true, false) => 2,
            (false, _) => 1,
        };
        places = places.saturating_add(u32::from(run < RUN_SIGNS));
        (before, step) = (Some(sign), now);
    }
    places
}

#[cfg(test)]
mod tests {
    use super::*;

    const KEPT: [u8; 32] = [7; 32];

    fn alone(passcode: &str) -> NewPasscode<'_> {
        NewPasscode::alone(passcode.as_bytes(), KdfParams::default())
    }

    fn on_device(passcode: &str) -> NewPasscode<'_> {
        NewPasscode { device_secret: Some(&KEPT), ..alone(passcode) }
    }

    #[test]
    fn six_digits_alone_are_refused_with_the_arithmetic() {
        let Err(VaultError::EasyPasscode(guessing)) = check_passcode(&alone("481902")) else { panic!() };
        assert_eq!(guessing, Guessing { guesses: 1_000_000, per_hour: 3_600_000 });
        assert_eq!(guessing.seconds(), 1000);
    }

    #[test]
    fn what_lasts_a_month_alone_is_taken_and_what_does_not_is_not() {
        // 10^9 tries at a thousand a second are 11.6 days, 10^10 are 116; 26^6 are 3.6 days, 26^7 are 93.
        for refused in ["591746038", "river", "bjmqzw", "0", "\u{e4}\u{f6}\u{fc}"] {
            assert!(matches!(check_passcode(&alone(refused)), Err(VaultError::EasyPasscode(_))), "{refused}");
        }
        for taken in ["5917460382", "bjmqzwx", "seven small steps", "river and tree"] {
            assert_eq!(check_passcode(&alone(taken)), Ok(()), "{taken}");
        }
        assert_eq!(check_passcode(&alone("")), Err(VaultError::EmptyPasscode));
    }

    #[test]
    fn beside_a_device_secret_six_digits_are_taken_and_five_are_not() {
        assert_eq!(check_passcode(&on_device("481902")), Ok(()));
        let Err(VaultError::EasyPasscode(guessing)) = check_passcode(&on_device("48190")) else { panic!() };
        assert_eq!(guessing, Guessing { guesses: 100_000, per_hour: 1 });
        assert_eq!(guessing.seconds(), 360_000_000);
    }

    #[test]
    fn a_run_of_four_and_more_counts_as_three_places() {
        for (passcode, places) in [
            ("123456", 3),
            ("000000", 3),
            ("987654", 3),
            ("123", 3),
            ("1234", 3),
            ("12344321", 6),
            ("481902", 6),
            ("112233", 6),
            ("1357", 4),
        ] {
            assert_eq!(guesses(passcode.as_bytes()), 10_u64.pow(places), "{passcode}");
        }
        assert!(check_passcode(&on_device("123456")).is_err());
    }

    #[test]
    fn lighter_stretching_is_tried_faster() {
        let light = NewPasscode { params: KdfParams::FLOOR, ..alone("481902") };
        assert_eq!(Guessing::of(&light).per_hour, 3_600_000 * 138 / 38);
    }

    #[test]
    fn a_sentence_is_more_than_can_be_counted_and_bytes_that_are_no_text_are_counted_too() {
        let long = Guessing::of(&alone("a walk along the river, and then another one"));
        assert_eq!((long.guesses, long.seconds()), (u64::MAX, u64::MAX / 1000));
        assert_eq!(guesses(&[0xff, 0x03, 0xfe, 0x91]), 33_u64.pow(4));
        assert_eq!(
            guesses("\u{e4}\u{17f}\u{3b1}".as_bytes()),
            33_u64.pow(3),
            "a letter of several bytes counts once"
        );
    }
}
