//! Which key follows from this one, for this purpose?

use crate::purpose::Purpose;
use crate::secret::Secret;
use ring::hkdf;

/// Derives `N` bytes (at most 8,160) from a strong key by HKDF-SHA256 (RFC 5869).
///
/// `salt` may be empty; `context` binds the result to further facts and may be empty too. The info string is the
/// length of the label in one byte, the label, then the context. `key` must be random or stretched: HKDF does not
/// make a weak secret strong.
pub fn derive_key<const N: usize>(key: &[u8], salt: &[u8], purpose: Purpose, context: &[u8]) -> Secret<N> {
    expand(key, salt, &[&purpose.prefix(), context])
}

fn expand<const N: usize>(key: &[u8], salt: &[u8], info: &[&[u8]]) -> Secret<N> {
    const { assert!(N <= 255 * 32, "HKDF-SHA256 gives at most 8,160 bytes") };
    let pseudo_random_key = hkdf::Salt::new(hkdf::HKDF_SHA256, salt).extract(key);
    let mut out = Secret::zeroed();
    pseudo_random_key
        .expand(info, Length(N))
        .and_then(|material| material.fill(out.bytes_mut()))
        .expect("the length was checked when this was compiled");
    out
}

struct Length(usize);

impl hkdf::KeyType for Length {
    fn len(&self) -> usize {
        self.0
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::{hex, unhex};

    const PURPOSE: Purpose = Purpose::new("gradus/test/derive/v1");

    #[test]
    fn rfc_5869_test_case_1() {
        let info = unhex("f0f1f2f3f4f5f6f7f8f9");
        let out: Secret<42> = expand(&[0x0b; 22], &unhex("000102030405060708090a0b0c"), &[&info]);
        assert_eq!(
            out.to_hex().as_str(),
            "3cb25f25faacd57a90434f64d0362f2a2d2d0a90cf1a5a4c5db02d56ecc4c5bf34007208d5b887185865"
        );
    }

    #[test]
    fn rfc_5869_test_case_2_long_inputs() {
        let range = |from: u8, to: u8| (from..=to).collect::<Vec<u8>>();
        let out: Secret<82> = expand(&range(0x00, 0x4f), &range(0x60, 0xaf), &[&range(0xb0, 0xff)]);
        assert_eq!(
            out.to_hex().as_str(),
            "b11e398dc80327a1c8e7f78c596a49344f012eda2d4efad8a050cc4c19afa97c59045a99cac7827271cb41c65e590e09\
             da3275600c2f09b8367793a9aca3db71cc30c58179ec3e87c14c01d5c1f3434f1d87"
        );
    }

    #[test]
    fn rfc_5869_test_case_3_empty_salt_and_info() {
        let out: Secret<42> = expand(&[0x0b; 22], &[], &[]);
        assert_eq!(
            out.to_hex().as_str(),
            "8da4e775a563c18f715f802a063c5a31b8a11f5c5ee1879ec3454e5f3c738d2d9d201395faa4b61a96c8"
        );
    }

    #[test]
    fn the_info_string_is_what_the_documentation_says() {
        let labelled: Secret<32> = derive_key(&[1; 32], b"salt", PURPOSE, b"context");
        let spelled: Secret<32> = expand(&[1; 32], b"salt", &[b"\x15gradus/test/derive/v1context"]);
        assert_eq!(hex(labelled.expose()), hex(spelled.expose()));
    }

    #[test]
    fn each_input_matters() {
        let base: Secret<32> = derive_key(&[1; 32], b"salt", PURPOSE, b"context");
        let others: [Secret<32>; 4] = [
            derive_key(&[2; 32], b"salt", PURPOSE, b"context"),
            derive_key(&[1; 32], b"salu", PURPOSE, b"context"),
            derive_key(&[1; 32], b"salt", Purpose::new("gradus/test/derive/v2"), b"context"),
            derive_key(&[1; 32], b"salt", PURPOSE, b"contexu"),
        ];
        for other in others {
            assert_ne!(base.expose(), other.expose());
        }
    }
}
