use super::*;
use crate::testing::{FailingEntropy, SeededEntropy, hex, unhex};
use proptest::prelude::*;

const PURPOSE: Purpose = Purpose::new("gradus/test/seal/v1");

fn key() -> SealKey {
    SealKey::derive(&[1; 32], &[2; 16], PURPOSE)
}

fn sealed() -> Sealed {
    key().seal(&SeededEntropy::new(1), b"slot 1", b"thirty-two bytes of data key....").expect("never fails")
}

/// Test cases 13 to 16 of "The Galois/Counter Mode of Operation", as submitted to NIST.
#[test]
fn gcm_specification_test_cases_13_to_16() {
    let long_key = "feffe9928665731c6d6a8f9467308308feffe9928665731c6d6a8f9467308308";
    let plain_64 = "d9313225f88406e5a55909c5aff5269a86a7a9531534f7da2e4c303d8a318a72\
                    1c3c0c95956809532fcf0e2449a6b525b16aedf5aa0de657ba637b391aafd255";
    let cipher_64 = "522dc1f099567d07f47f37a32a84427d643a8cdcbfe5c0c97598a2bd2555d1aa\
                     8cb08e48590dbb3da7b08b1056828838c5f61e6393ba7a0abcc9f662898015ad";
    let zeros = "00".repeat(32);
    let cases = [
        (zeros.as_str(), "000000000000000000000000", "", "", "", "530f8afbc74536b9a963b4f1c4cb738b"),
        (
            &zeros,
            "000000000000000000000000",
            "",
            "00000000000000000000000000000000",
            "cea7403d4d606b6e074ec5d3baf39d18",
            "d0d1c8a799996bf0265b98b5d48ab919",
        ),
        (long_key, "cafebabefacedbaddecaf888", "", plain_64, cipher_64, "b094dac5d93471bdec1a502270e3cc6c"),
        (
            long_key,
            "cafebabefacedbaddecaf888",
            "feedfacedeadbeeffeedfacedeadbeefabaddad2",
            &plain_64[..120],
            &cipher_64[..120],
            "76fc6ece0f4e1768cddf8853bb2d551b",
        ),
    ];
    for (key, nonce, aad, plain, cipher, tag) in cases {
        let key = Secret::from_slice(&unhex(key)).expect("32 bytes");
        let nonce: [u8; NONCE_BYTES] = unhex(nonce).try_into().expect("12 bytes");
        let bytes = gcm_seal(&key, nonce, &unhex(aad), &unhex(plain));
        assert_eq!(hex(&bytes), format!("{cipher}{tag}"));
        let opened = gcm_open(&key, nonce, &unhex(aad), &bytes).expect("just sealed");
        assert_eq!(hex(opened.expose()), plain);
    }
}

#[test]
fn wrap_key_commitment_and_surroundings_are_labelled_as_documented() {
    let wrap: Secret<32> = derive_key(&[1; 32], &[2; 16], PURPOSE, b"wrap");
    let commitment: Secret<32> = derive_key(&[1; 32], &[2; 16], PURPOSE, b"commit");
    let sealed = sealed();
    assert_eq!(&sealed.commitment, commitment.expose());
    let opened = gcm_open(&wrap, sealed.nonce, b"\x13gradus/test/seal/v1slot 1", &sealed.ciphertext);
    assert_eq!(opened.expect("labelled").expose(), b"thirty-two bytes of data key....");
}

#[test]
fn a_wrong_key_is_told_from_damage() {
    let sealed = sealed();
    let others = [
        SealKey::derive(&[9; 32], &[2; 16], PURPOSE),
        SealKey::derive(&[1; 32], &[9; 16], PURPOSE),
        SealKey::derive(&[1; 32], &[2; 16], Purpose::new("gradus/test/seal/v2")),
    ];
    for other in others {
        assert_eq!(other.open(b"slot 1", &sealed).expect_err("other key"), OpenError::WrongKey);
    }
    assert_eq!(key().open(b"slot 2", &sealed).expect_err("other slot"), OpenError::Damaged);
}

/// The product in GCM's field, whose bits run from the most significant one.
fn multiply(left: u128, mut right: u128) -> u128 {
    let mut product = 0;
    for bit in (0..128).rev() {
        if left >> bit & 1 == 1 {
            product ^= right;
        }
        right = if right & 1 == 1 { right >> 1 ^ 0xe1 << 120 } else { right >> 1 };
    }
    product
}

/// To the power of 2^128 - 2.
fn inverse(of: u128) -> u128 {
    let mut power = of;
    let mut product = 1 << 127;
    for _ in 1..128 {
        power = multiply(power, power);
        product = multiply(product, power);
    }
    product
}

/// The tag under `key` of a ciphertext of two blocks, worked out by sealing what turns into it.
fn tag(key: &Secret<32>, aad: &[u8], blocks: [u128; 2]) -> u128 {
    let stream = gcm_seal(key, [5; NONCE_BYTES], aad, &[0; 32]);
    let cipher = blocks.map(u128::to_be_bytes);
    let plain: Vec<u8> = stream.iter().zip(cipher.as_flattened()).map(|(one, other)| one ^ other).collect();
    let sealed = gcm_seal(key, [5; NONCE_BYTES], aad, &plain);
    assert_eq!(&sealed[..32], cipher.as_flattened());
    u128::from_be_bytes(sealed[32..].try_into().expect("a tag has 16 bytes"))
}

/// AES-GCM commits to no key: whoever chooses both keys can make bytes that open under each, and so ask a server, or a person,
/// which of two passcodes is the right one. The commitment lets one of them open and tells the other that it is wrong.
#[test]
fn bytes_made_to_open_under_two_keys_open_under_one() {
    let keys = [key(), SealKey::derive(&[9; 32], &[2; 16], PURPOSE)];
    let aad = keys[0].labelled(b"slot 1");
    // A tag is linear in the second block, with the square of the hash key as its factor; 1 is the highest bit.
    let [(base, square), (other_base, other_square)] = [&keys[0].key, &keys[1].key].map(|key| {
        let base = tag(key, &aad, [7, 0]);
        (base, base ^ tag(key, &aad, [7, 1 << 127]))
    });
    let blocks = [7, multiply(base ^ other_base, inverse(square ^ other_square))];
    let ciphertext = [blocks[0], blocks[1], tag(&keys[0].key, &aad, blocks)].map(u128::to_be_bytes).concat();
    for key in &keys {
        assert!(gcm_open(&key.key, [5; NONCE_BYTES], &aad, &ciphertext).is_some(), "GCM alone opens it");
    }
    for (committed, other) in [(0, 1), (1, 0)] {
        let commitment = keys[committed].commitment;
        let crafted = Sealed { commitment, nonce: [5; NONCE_BYTES], ciphertext: ciphertext.clone() };
        assert!(keys[committed].open(b"slot 1", &crafted).is_ok());
        assert_eq!(keys[other].open(b"slot 1", &crafted).expect_err("not committed"), OpenError::WrongKey);
    }
}

#[test]
fn every_flipped_bit_and_every_cut_is_told() {
    let bytes = sealed().to_bytes();
    for bit in 0..bytes.len() * 8 {
        let mut changed = bytes.clone();
        changed[bit / 8] ^= 1 << (bit % 8);
        let changed = Sealed::from_bytes(&changed).expect("long enough");
        let expected = if bit / 8 < COMMITMENT_BYTES { OpenError::WrongKey } else { OpenError::Damaged };
        assert_eq!(key().open(b"slot 1", &changed).expect_err("changed"), expected, "bit {bit}");
    }
    for len in 0..bytes.len() {
        match Sealed::from_bytes(&bytes[..len]) {
            None => assert!(len < SEAL_OVERHEAD_BYTES),
            Some(cut) => {
                assert_eq!(key().open(b"slot 1", &cut).expect_err("cut"), OpenError::Damaged, "{len}");
            }
        }
    }
}

#[test]
fn two_seals_of_one_message_differ() {
    let entropy = SeededEntropy::new(1);
    let first = key().seal(&entropy, b"", b"same").expect("never fails");
    let second = key().seal(&entropy, b"", b"same").expect("never fails");
    assert_ne!(first.nonce, second.nonce);
    assert_ne!(first.ciphertext, second.ciphertext);
}

#[test]
fn without_entropy_nothing_is_sealed() {
    assert_eq!(key().seal(&FailingEntropy::after(0), b"", b"x").expect_err("no nonce"), EntropyError);
}

#[test]
fn debug_hides_the_wrap_key() {
    let shown = format!("{:?}", key());
    assert!(shown.starts_with("SealKey { key: Secret<32>(redacted), commitment: ["), "{shown}");
    assert!(!shown.contains(&format!("{:?}", key().key.expose())));
}

proptest! {
    #[test]
    fn what_is_sealed_opens_again(plain: Vec<u8>, surroundings: Vec<u8>, seed: u64) {
        let sealed = key().seal(&SeededEntropy::new(seed), &surroundings, &plain).expect("never fails");
        let bytes = sealed.to_bytes();
        prop_assert_eq!(bytes.len(), plain.len() + SEAL_OVERHEAD_BYTES);
        let read = Sealed::from_bytes(&bytes).expect("long enough");
        prop_assert_eq!(&read, &sealed);
        let opened = key().open(&surroundings, &read).expect("own key");
        prop_assert_eq!(opened.expose(), plain.as_slice());
    }
}
