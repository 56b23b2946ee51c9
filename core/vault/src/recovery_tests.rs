use super::*;
use gradus_crypto::testing::{FailingEntropy, SeededEntropy};
use proptest::prelude::*;

fn code() -> RecoveryCode {
    RecoveryCode::make(&SeededEntropy::new(11)).expect("never fails")
}

fn symbols_of(text: &str) -> Vec<char> {
    text.chars().filter(|letter| *letter != '-').collect()
}

fn typo(symbols: &[char]) -> RecoveryCodeError {
    RecoveryCode::parse(&symbols.iter().collect::<String>()).expect_err("a typo was taken")
}

/// Computed by a second implementation that finds the check symbols by trying all pairs.
#[test]
fn frozen_codes() {
    let text = |bytes| RecoveryCode(Secret::from_bytes(bytes)).to_text();
    assert_eq!(text([0; 16]).as_str(), "0000-0000-0000-0000-0000-0000-0000");
    assert_eq!(text([0xff; 16]).as_str(), "ZZZZ-ZZZZ-ZZZZ-ZZZZ-ZZZZ-ZZZZ-ZWYX");
    let counting = [0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15];
    assert_eq!(text(counting).as_str(), "000G-40R4-0M30-E209-185G-R38E-1WYR");
}

#[test]
fn reading_forgives_case_separators_and_look_alikes() {
    let code = RecoveryCode(Secret::from_bytes([0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15]));
    let text = code.to_text();
    assert!(text.contains('0') && text.contains('1'), "the look-alikes are in it");
    for typed in [
        text.to_lowercase(),
        text.replace('-', ""),
        text.replace('-', " "),
        text.replace('-', " \u{2013}\u{a0}"),
        format!("\n{}\t", text.replace('-', "\u{2212}")),
        text.replace('0', "O").replace('1', "I"),
        text.replace('0', "o").replace('1', "l"),
        text.replace('1', "L"),
        text.replace('1', "i"),
    ] {
        let read = RecoveryCode::parse(&typed).expect("forgiven");
        assert_eq!(read.bytes(), code.bytes());
    }
}

#[test]
fn every_single_substitution_is_a_typo_in_its_group() {
    let symbols = symbols_of(&code().to_text());
    for place in 0..SYMBOLS {
        for other in ALPHABET.iter().map(|symbol| char::from(*symbol)) {
            if other == symbols[place] {
                continue;
            }
            let mut typed = symbols.clone();
            typed[place] = other;
            let group = Some(place / GROUP + 1);
            assert_eq!(typo(&typed), RecoveryCodeError::Typo { group }, "place {place}");
        }
    }
}

#[test]
fn every_exchange_of_two_symbols_is_a_typo() {
    for seed in 0..20 {
        let code = RecoveryCode::make(&SeededEntropy::new(seed)).expect("never fails");
        let symbols = symbols_of(&code.to_text());
        for left in 0..SYMBOLS {
            for right in left + 1..SYMBOLS {
                if symbols[left] != symbols[right] {
                    let mut typed = symbols.clone();
                    typed.swap(left, right);
                    assert!(matches!(typo(&typed), RecoveryCodeError::Typo { .. }), "{left} and {right}");
                }
            }
        }
    }
}

#[test]
fn any_two_wrong_symbols_are_a_typo() {
    let symbols = *code().symbols();
    for left in 0..SYMBOLS {
        for right in left + 1..SYMBOLS {
            for wrong in 1..32 * 32_u16 {
                let mut typed = symbols;
                typed[left] ^= (wrong / 32) as u8;
                typed[right] ^= (wrong % 32) as u8;
                assert_ne!(sums(&typed), (0, 0), "{left} and {right} by {wrong}");
            }
        }
    }
}

#[test]
fn wrong_lengths_and_symbols_are_told_by_place() {
    let text = code().to_text();
    assert_eq!(RecoveryCode::parse("").expect_err("empty"), RecoveryCodeError::Length { found: 0 });
    assert_eq!(RecoveryCode::parse(" - ").expect_err("blank"), RecoveryCodeError::Length { found: 0 });
    let short = RecoveryCode::parse(&text[..text.len() - 1]).expect_err("27");
    assert_eq!(short, RecoveryCodeError::Length { found: 27 });
    let long = RecoveryCode::parse(&format!("{}0", *text)).expect_err("29");
    assert_eq!(long, RecoveryCodeError::Length { found: 29 });
    let foreign = RecoveryCode::parse("0123-4u67").expect_err("U is not used");
    assert_eq!(foreign, RecoveryCodeError::Symbol { place: 6 });
    assert_eq!(RecoveryCode::parse("\u{e4}").expect_err("umlaut"), RecoveryCodeError::Symbol { place: 1 });
}

#[test]
fn padding_bits_that_are_not_zero_are_a_typo() {
    let mut data = [0_u8; DATA_SYMBOLS];
    data[DATA_SYMBOLS - 1] = 0b01;
    let checks = check_symbols(&data);
    let letter = |value: &u8| char::from(ALPHABET[usize::from(*value)]);
    let typed: String = data.iter().chain(&checks).map(letter).collect();
    assert_eq!(RecoveryCode::parse(&typed).expect_err("padding"), RecoveryCodeError::Typo { group: None });
}

#[test]
fn complaints_name_places_only() {
    assert_eq!(RecoveryCodeError::Typo { group: None }.to_string(), "the recovery code was mistyped");
    assert_eq!(
        RecoveryCodeError::Typo { group: Some(3) }.to_string(),
        "the recovery code was mistyped; look at group 3"
    );
    assert_eq!(
        RecoveryCodeError::Length { found: 3 }.to_string(),
        "a recovery code has 28 letters and digits; this has 3"
    );
    assert_eq!(
        RecoveryCodeError::Symbol { place: 6 }.to_string(),
        "symbol 6 is not used in recovery codes; they hold digits and letters without U"
    );
}

#[test]
fn debug_never_shows_the_code_and_a_failing_source_is_an_error() {
    assert_eq!(format!("{:?}", code()), "RecoveryCode(redacted)");
    assert_eq!(RecoveryCode::make(&FailingEntropy::after(0)).expect_err("must fail"), EntropyError);
}

#[test]
fn the_field_is_a_field() {
    let mut seen = [false; 32];
    let mut power = 1;
    for place in 0..31 {
        assert_eq!(POWERS.get(place).copied().unwrap_or(power), power);
        seen[usize::from(power)] = true;
        power = multiply(power, 2);
    }
    assert_eq!(seen.iter().filter(|seen| **seen).count(), 31, "x generates every element but zero");
    assert_eq!(power, 1);
    for value in 1..32 {
        assert_eq!(divide(value, value), 1);
        assert_eq!(multiply(divide(9, value), value), 9);
    }
}

proptest! {
    #[test]
    fn what_is_written_is_read_back(bytes: [u8; 16]) {
        let code = RecoveryCode(Secret::from_bytes(bytes));
        let text = code.to_text();
        prop_assert_eq!(text.len(), 34);
        let read = RecoveryCode::parse(&text).expect("own code");
        prop_assert_eq!(read.bytes(), &bytes);
    }

    #[test]
    fn reading_never_panics(text: String) {
        let _ = RecoveryCode::parse(&text);
    }
}
