//! Our labelled constructions, frozen: files written today must open for ever.
//!
//! The expected values were computed once with another implementation (Python's `cryptography`, on OpenSSL), from
//! nothing but the layouts in the documentation (`tests/interop/vault/known_answers.py`). A change here is a new format, never a fix.

use gradus_crypto::{
    Entropy, EntropyError, Hasher, KdfParams, MacKey, PracticeEntropy, Purpose, SealKey, Sealed, Secret,
    SigningKey, derive_key, make_bytes, stretch,
};

struct Threes;

impl Entropy for Threes {
    fn fill(&self, out: &mut [u8]) -> Result<(), EntropyError> {
        out.fill(3);
        Ok(())
    }
}

fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

#[test]
fn labelled_hash() {
    let hash = Hasher::new(Purpose::new("gradus/test/hash/v1")).part(b"ab").part(b"c").finish();
    assert_eq!(hex(&hash), "8ae9b210fdbc6b60aeac2ca105399df3e60b79069c7cc3e58c2ee1bfd2f60739");
}

#[test]
fn labelled_derivation() {
    let key: Secret<32> = derive_key(&[1; 32], b"salt", Purpose::new("gradus/test/derive/v1"), b"context");
    assert_eq!(key.to_hex().as_str(), "1c14d300d1fd06f70bd87d9b5b48e20072efcfff6f339b5ed5e602a5a46f3336");
}

#[test]
fn labelled_mac() {
    let key = MacKey::derive(&Secret::from_bytes([7; 32]), Purpose::new("gradus/test/mac/v1"));
    assert_eq!(
        hex(&key.sign(&[b"a", b"bc"])),
        "8e8934ade17ac0366ac8c9a97973ec4d6ba3a2b4a76fbc9a9876cbfa791bd811"
    );
}

#[test]
fn labelled_seal() {
    const FROZEN: &str = "ac49cee835a350d7f0906dba20f28c811b28cc2ff00e84a85423ed82eaa4f932\
                          030303030303030303030303\
                          0839962d4af9458c797df80079c65572de1b49d1918d2e4b";
    let key = SealKey::derive(&[1; 32], &[2; 16], Purpose::new("gradus/test/seal/v1"));
    let sealed = key.seal(&Threes, b"slot 1", b"data key").expect("never fails");
    assert_eq!(hex(&sealed.to_bytes()), FROZEN);
    let read = Sealed::from_bytes(&sealed.to_bytes()).expect("long enough");
    assert_eq!(key.open(b"slot 1", &read).expect("own key").expose(), b"data key");
}

#[test]
fn labelled_signature() {
    let key = SigningKey::derive(Secret::from_bytes([5; 32]));
    let purpose = Purpose::new("gradus/test/sign/v1");
    assert_eq!(hex(&key.public_key().0), "6e7a1cdd29b0b78fd13af4c5598feff4ef2a97166e3ca6f2e4fbfccd80505bf1");
    assert_eq!(
        hex(&key.sign(purpose, &[b"head"]).0),
        "d203ab5d4dcda8563299194a936bac4ddb54451873b6b7b29545c12c364f72c6\
         59ce4bb16f80b47fb4e150d538ff8d9f83c55d19504c397776b8ffadc263ec0f"
    );
}

#[test]
fn stretching_at_the_floor_the_default_and_with_lanes() {
    let cases = [
        (KdfParams::FLOOR, "ae4d8c8b713876044c8347c76986a9b5655944aaacfffe9bea4dff9e7b6a1899"),
        (KdfParams::default(), "9746e3e52ca8460b0dba24430520d8135bc7ad6134af12973eddcbf1b092b55f"),
        (
            KdfParams::new(19 * 1024, 2, 4).expect("in bounds"),
            "4e041ccb22b75f4bfec2136cfc3da04d508a974a48f2558879d89465674dc75b",
        ),
    ];
    for (params, expected) in cases {
        let key = stretch(b"correct horse", b"0123456789abcdef", params).expect("memory for one guess");
        assert_eq!(key.to_hex().as_str(), expected, "{params:?}");
    }
}

/// The same number gives the same practice vault in every version: pictures and tests of apps rest on it.
#[test]
fn the_bytes_of_a_practice_vault() {
    let entropy = PracticeEntropy::new(7);
    for expected in [
        "f04763523c560eab605ef7866662117bd22649ac86d8e05b7fda6b52b79a7587",
        "afe9131e494884f083045e294e5bd8f77738e3dbcfe7a7a0aaf47982ea184c21",
    ] {
        assert_eq!(hex(&make_bytes::<32>(&entropy).expect("never fails")), expected);
    }
}
