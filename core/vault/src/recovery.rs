//! Which words on paper open the vault when the passcode is gone?

use gradus_crypto::{Entropy, EntropyError, Secret};
use std::fmt;
use zeroize::Zeroizing;

/// Crockford's base 32: no I, L, O or U.
const ALPHABET: &[u8; 32] = b"0123456789ABCDEFGHJKMNPQRSTVWXYZ";
const DATA_SYMBOLS: usize = 26;
const SYMBOLS: usize = DATA_SYMBOLS + 2;
const GROUP: usize = 4;

/// 128 random bits that open the vault, written as 28 symbols in seven groups of four.
///
/// ```text
/// 000G-40R4-0M30-E209-185G-R38E-1WYR
/// |--- 128 bits and 2 zero bits --||| two check symbols
/// ```
///
/// The 28 symbols s0 to s27 are Crockford base 32, most significant bits first, and elements of GF(32) with
/// x^5 = x^2 + 1 (a symbol's value is its polynomial, bit 0 the constant). The two check symbols make
/// `sum(s_i) = 0` and `sum(x^i * s_i) = 0`. So every one or two wrong symbols, and every exchange of two symbols,
/// are noticed before the vault is tried; for a single wrong symbol the group it stands in is known.
///
/// Debug is redacted; the bits are wiped when dropped.
pub struct RecoveryCode(Secret<16>);

/// Why typed text is no recovery code. Carries places, never what was typed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum RecoveryCodeError {
    /// Too few or too many symbols, not counting spaces and dashes.
    #[error("a recovery code has {SYMBOLS} letters and digits; this has {found}")]
    Length {
        /// How many there are.
        found: usize,
    },
    /// A symbol that no recovery code holds.
    #[error("symbol {place} is not used in recovery codes; they hold digits and letters without U")]
    Symbol {
        /// Which symbol, counted from 1, without spaces and dashes.
        place: usize,
    },
    /// The check symbols do not fit: something was mistyped.
    #[error("the recovery code was mistyped{}", hint(*.group))]
    Typo {
        /// The group, counted from 1, if a single wrong symbol explains it.
        group: Option<usize>,
    },
}

fn hint(group: Option<usize>) -> String {
    group.map_or_else(String::new, |group| format!("; look at group {group}"))
}

impl RecoveryCode {
    /// Makes a new code.
    ///
    /// # Errors
    /// [`EntropyError`] when the source fails.
    pub fn make(entropy: &dyn Entropy) -> Result<Self, EntropyError> {
        Secret::make(entropy).map(Self)
    }

    /// Reads a typed code. Case, spaces and dashes of any kind do not matter; O is read as 0, I and L as 1.
    ///
    /// # Errors
    /// [`RecoveryCodeError`] when it cannot be a code. That costs no attempt at the vault.
    pub fn parse(text: &str) -> Result<Self, RecoveryCodeError> {
        let symbols = read_symbols(text)?;
        if let Some(typo) = find_typo(&symbols) {
            return Err(typo);
        }
        let mut value: Zeroizing<u128> = Zeroizing::new(0);
        for &symbol in &symbols[..DATA_SYMBOLS - 1] {
            *value = (*value << 5) | u128::from(symbol);
        }
        // 25 symbols hold 125 bits; the 26th brings the last three, followed by two zero bits.
        let last = symbols[DATA_SYMBOLS - 1];
        if last & 0b11 != 0 {
            return Err(RecoveryCodeError::Typo { group: None });
        }
        *value = (*value << 3) | u128::from(last >> 2);
        Ok(Self(Secret::from_bytes(value.to_be_bytes())))
    }

    /// The code for showing once and writing down: capitals, seven groups of four joined by dashes.
    pub fn to_text(&self) -> Zeroizing<String> {
        let symbols = self.symbols();
        let mut text = Zeroizing::new(String::with_capacity(SYMBOLS + SYMBOLS / GROUP));
        for (place, &symbol) in symbols.iter().enumerate() {
            if place > 0 && place % GROUP == 0 {
                text.push('-');
            }
            text.push(char::from(ALPHABET[usize::from(symbol)]));
        }
        text
    }

    pub(crate) fn bytes(&self) -> &[u8; 16] {
        self.0.expose()
    }

    fn symbols(&self) -> Zeroizing<[u8; SYMBOLS]> {
        let value = Zeroizing::new(u128::from_be_bytes(*self.0.expose()));
        let mut symbols = Zeroizing::new([0; SYMBOLS]);
        for (place, symbol) in symbols[..DATA_SYMBOLS - 1].iter_mut().enumerate() {
            *symbol = (*value >> (123 - 5 * place)) as u8 & 31;
        }
        symbols[DATA_SYMBOLS - 1] = (*value as u8 & 0b111) << 2;
        let [first, second] = check_symbols(&symbols[..DATA_SYMBOLS]);
        symbols[DATA_SYMBOLS] = first;
        symbols[DATA_SYMBOLS + 1] = second;
        symbols
    }
}

impl fmt::Debug for RecoveryCode {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("RecoveryCode(redacted)")
    }
}

fn read_symbols(text: &str) -> Result<Zeroizing<[u8; SYMBOLS]>, RecoveryCodeError> {
    let mut symbols = Zeroizing::new([0; SYMBOLS]);
    let mut found = 0;
    for letter in text.chars().filter(|letter| !is_separator(*letter)) {
        let value = symbol_value(letter).ok_or(RecoveryCodeError::Symbol { place: found + 1 })?;
        if let Some(symbol) = symbols.get_mut(found) {
            *symbol = value;
        }
        found += 1;
    }
    if found == SYMBOLS { Ok(symbols) } else { Err(RecoveryCodeError::Length { found }) }
}

/// White space, the hyphen-minus and what keyboards put in its place: U+2010 to U+2015 and the minus sign.
fn is_separator(letter: char) -> bool {
    letter.is_whitespace() || matches!(letter, '-' | '\u{2010}'..='\u{2015}' | '\u{2212}')
}

fn symbol_value(letter: char) -> Option<u8> {
    let letter = match letter.to_ascii_uppercase() {
        'O' => '0',
        'I' | 'L' => '1',
        other => other,
    };
    ALPHABET.iter().position(|symbol| char::from(*symbol) == letter).map(|value| value as u8)
}

/// The two symbols that make both sums zero.
fn check_symbols(data: &[u8]) -> [u8; 2] {
    let (sum, weighted) = sums(data);
    let (x26, x27) = (POWERS[DATA_SYMBOLS], POWERS[DATA_SYMBOLS + 1]);
    // a + b = sum and x26 a + x27 b = weighted, solved for a. In GF(32) plus and minus are both XOR.
    let first = divide(weighted ^ multiply(x27, sum), x26 ^ x27);
    [first, first ^ sum]
}

fn find_typo(symbols: &[u8; SYMBOLS]) -> Option<RecoveryCodeError> {
    let (sum, weighted) = sums(symbols);
    if (sum, weighted) == (0, 0) {
        return None;
    }
    // One symbol wrong by e at place j leaves sum = e and weighted = x^j e.
    let explains = |place: &usize| sum != 0 && multiply(POWERS[*place], sum) == weighted;
    let group = (0..SYMBOLS).find(explains).map(|place| place / GROUP + 1);
    Some(RecoveryCodeError::Typo { group })
}

fn sums(symbols: &[u8]) -> (u8, u8) {
    let weigh =
        |(sum, weighted), (place, &symbol)| (sum ^ symbol, weighted ^ multiply(POWERS[place], symbol));
    symbols.iter().enumerate().fold((0, 0), weigh)
}

/// x to the power of each place.
const POWERS: [u8; SYMBOLS] = {
    let mut powers = [1; SYMBOLS];
    let mut place = 1;
    while place < SYMBOLS {
        powers[place] = multiply(powers[place - 1], 2);
        place += 1;
    }
    powers
};

const fn multiply(left: u8, right: u8) -> u8 {
    let mut product = 0;
    let mut shifted = left;
    let mut bit = 0;
    while bit < 5 {
        if right >> bit & 1 == 1 {
            product ^= shifted;
        }
        shifted <<= 1;
        if shifted & 0b10_0000 != 0 {
            shifted ^= 0b10_0101;
        }
        bit += 1;
    }
    product
}

/// `left / right`; every element but zero has the order 31, so its 30th power is its inverse.
fn divide(left: u8, right: u8) -> u8 {
    (0..30).fold(left, |value, _| multiply(value, right))
}

#[cfg(test)]
#[path = "recovery_tests.rs"]
mod tests;
