//! Is this the newest state of the vault, or was an older copy of it put back?

use std::fmt;
use std::str::FromStr;

use gradus_crypto::{Hash, Hasher, Purpose};

use crate::arrival::Arrivals;

const CHECK: Purpose = Purpose::new("gradus/journal/freshness-check/v1");

/// How far a vault has come, short enough to be written down or kept by an app outside of the vault, and compared later.
///
/// ```text
///  41-7c1e9a02-5be0c1d2e3f40516-3d
///  |  |        |                +-- check: the first byte of a hash over the three before
///  |  |        +-- the first 8 bytes of the arrival chain at that number
///  |  +-- which vault, and which life of it: the first 4 bytes of the chain before the first arrival
///  +-- number of entries that had arrived
/// ```
///
/// It tells nothing of what was logged, but how many entries there are. No wall clock takes part: the chain says what came
/// after what. Whoever can put an old folder back cannot make an old state continue the chain of a newer code.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct FreshnessCode {
    life: [u8; 4],
    arrivals: u64,
    head: [u8; 8],
}

/// What a code says of a vault.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Freshness {
    /// Everything that was there when the code was taken is there.
    Fresh,
    /// The code is of another vault or of another life of this one: it says nothing here.
    Unknown,
    /// Entries that were there when the code was taken are gone, or others stand in their place.
    RolledBack,
}

/// The text is no freshness code.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum FreshnessCodeError {
    /// It has not the form of one.
    #[error("not a freshness code; it has four groups, as 41-7c1e9a02-5be0c1d2e3f40516-3d")]
    Form,
    /// A digit of it is wrong.
    #[error("a digit is wrong or missing; look at the code once more")]
    Check,
}

impl FreshnessCode {
    /// The code of a vault whose chain begins and now ends so.
    pub fn of(start: &Arrivals, now: &Arrivals) -> Self {
        Self { life: first(start.head()), arrivals: now.count(), head: first(now.head()) }
    }

    /// How many entries had arrived when it was taken.
    pub fn arrivals(&self) -> u64 {
        self.arrivals
    }

    /// Compares it with a vault whose chain begins with `start` and has this value after as many arrivals as the code
    /// counts; `None` where fewer arrived.
    pub fn compare(&self, start: &Arrivals, then: Option<Hash>) -> Freshness {
        if self.life != first(start.head()) {
            return Freshness::Unknown;
        }
        match then {
            Some(head) if first(&head) == self.head => Freshness::Fresh,
            _ => Freshness::RolledBack,
        }
    }

    fn check(&self) -> u8 {
        let number = self.arrivals.to_be_bytes();
        Hasher::new(CHECK).part(&number).part(&self.life).part(&self.head).finish()[0]
    }
}

impl fmt::Display for FreshnessCode {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (life, head) = (u32::from_be_bytes(self.life), u64::from_be_bytes(self.head));
        write!(f, "{}-{life:08x}-{head:016x}-{:02x}", self.arrivals, self.check())
    }
}

impl FromStr for FreshnessCode {
    type Err = FreshnessCodeError;

    /// Reads it as it is written; capitals and spaces around it do not matter.
    fn from_str(text: &str) -> Result<Self, FreshnessCodeError> {
        let text = text.trim().to_ascii_lowercase();
        let groups: Vec<&str> = text.split('-').collect();
        let [arrivals, life, head, check] = groups[..] else { return Err(FreshnessCodeError::Form) };
        let is_number = !arrivals.is_empty() && arrivals.bytes().all(|byte| byte.is_ascii_digit());
        let arrivals = arrivals.parse().ok().filter(|_| is_number).ok_or(FreshnessCodeError::Form)?;
        let life = u32::try_from(hex(life, 8)?).map_err(|_| FreshnessCodeError::Form)?.to_be_bytes();
        let code = Self { life, arrivals, head: hex(head, 16)?.to_be_bytes() };
        if hex(check, 2)? == u64::from(code.check()) { Ok(code) } else { Err(FreshnessCodeError::Check) }
    }
}

/// Exactly so many hexadecimal digits.
fn hex(text: &str, digits: usize) -> Result<u64, FreshnessCodeError> {
    let fits = text.len() == digits && text.bytes().all(|byte| byte.is_ascii_hexdigit());
    u64::from_str_radix(text, 16).ok().filter(|_| fits).ok_or(FreshnessCodeError::Form)
}

fn first<const N: usize>(hash: &Hash) -> [u8; N] {
    let mut bytes = [0; N];
    bytes.copy_from_slice(&hash[..N]);
    bytes
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::arrival::tests::{LIFE, VAULT, chain};

    fn compare(taken: &[Arrivals], now: &[Arrivals]) -> Freshness {
        let code = FreshnessCode::of(&taken[0], &taken[taken.len() - 1]);
        let at = usize::try_from(code.arrivals()).expect("small");
        code.compare(&now[0], now.get(at).map(|arrivals| *arrivals.head()))
    }

    #[test]
    fn a_prefix_is_fresh_a_shorter_or_other_history_is_rolled_back() {
        let (old, new) = (chain(&[1, 2]), chain(&[1, 2, 3]));
        assert_eq!(compare(&old, &new), Freshness::Fresh);
        assert_eq!(compare(&new, &new), Freshness::Fresh);
        assert_eq!(compare(&chain(&[]), &new), Freshness::Fresh);
        assert_eq!(compare(&new, &old), Freshness::RolledBack);
        assert_eq!(compare(&new, &chain(&[1, 3, 2])), Freshness::RolledBack);
        assert_eq!(compare(&new, &chain(&[1, 2, 4, 3])), Freshness::RolledBack);
    }

    #[test]
    fn another_vault_or_life_is_unknown() {
        let code = FreshnessCode::of(&chain(&[])[0], &chain(&[1])[1]);
        for other in [Arrivals::start(&[9; 16], &LIFE), Arrivals::start(&VAULT, &[9; 16])] {
            assert_eq!(code.compare(&other, Some([0; 32])), Freshness::Unknown);
            assert_eq!(code.compare(&other, None), Freshness::Unknown);
        }
    }

    #[test]
    fn the_code_is_what_the_documentation_says_and_stays_so() {
        let (start, one) = (chain(&[7])[0], chain(&[7])[1]);
        let text = FreshnessCode::of(&start, &one).to_string();
        let digits = |hash: &Hash, bytes: usize| -> String {
            hash[..bytes].iter().map(|byte| format!("{byte:02x}")).collect()
        };
        let expected = format!("1-{}-{}-", digits(start.head(), 4), digits(one.head(), 8));
        assert_eq!(text.rsplit_once('-').map(|(before, _)| format!("{before}-")), Some(expected));
        assert_eq!(format!(" {} \n", text.to_uppercase()).parse(), Ok(FreshnessCode::of(&start, &one)));
    }

    #[test]
    fn what_is_no_code_is_refused_by_its_form() {
        for text in [
            "",
            "41",
            "41-7c1e9a02-5be0c1d2e3f40516",
            "a-b-c-d",
            "+1-7c1e9a02-5be0c1d2e3f40516-3d",
            "1-7c1e9a0-5be0c1d2e3f40516-3d",
            "1-7c1e9a02-5be0c1d2e3f4051-3d",
            "1-7c1e9a02-5be0c1d2e3f40516-3",
            "1-7c1e9a02-5be0c1d2e3f40516-3d-0",
            "99999999999999999999-7c1e9a02-5be0c1d2e3f40516-3d",
            "1-+c1e9a02-5be0c1d2e3f40516-3d",
            "é-7c1e9a02-5be0c1d2e3f40516-3d",
        ] {
            assert_eq!(text.parse::<FreshnessCode>(), Err(FreshnessCodeError::Form), "{text}");
        }
    }

    proptest! {
        #[test]
        fn what_is_written_reads_back_and_most_slips_are_found(
            life: [u8; 4], arrivals: u64, head: [u8; 8], at in 0_usize..30, digit in 0_u8..16,
        ) {
            let code = FreshnessCode { life, arrivals, head };
            let text = code.to_string();
            prop_assert_eq!(text.parse(), Ok(code));
            let mut slip: Vec<char> = text.chars().collect();
            let at = at % slip.len();
            slip[at] = char::from_digit(digit.into(), 16).expect("a digit");
            let slip: String = slip.into_iter().collect();
            // One of 256 slips passes the check; it then names another state, which no vault continues.
            if let Ok(other) = slip.parse::<FreshnessCode>() {
                prop_assert!(slip == text || other != code);
            }
        }
    }
}
