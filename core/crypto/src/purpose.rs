//! What is this hash, MAC, seal, signature or derived key for?

/// A label that names one use of one algorithm, such as `gradus/vault/header/v1`.
///
/// Rooms declare theirs as constants, so a malformed label stops the build:
///
/// ```
/// use gradus_crypto::Purpose;
/// const HEADER: Purpose = Purpose::new("gradus/vault/header/v1");
/// assert_eq!(HEADER.label(), "gradus/vault/header/v1");
/// ```
///
/// A label is never reused: when the meaning of the bytes changes, the version at its end goes up.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Purpose(&'static str);

impl Purpose {
    /// Names a purpose.
    ///
    /// # Panics
    /// Unless the label begins with `gradus/`, ends with a version (`/v` and one digit), holds only lower case
    /// letters, digits, `/` and `-`, and is at most 64 bytes long. In a `const` that is a build error.
    pub const fn new(label: &'static str) -> Self {
        let bytes = label.as_bytes();
        let len = bytes.len();
        assert!(len <= 64, "a purpose label is at most 64 bytes long");
        assert!(len > 11, "a purpose label reads gradus/<room>/<use>/v<digit>");
        let mut at = 0;
        while at < len {
            let byte = bytes[at];
            assert!(
                byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'/' || byte == b'-',
                "a purpose label holds only a-z, 0-9, / and -"
            );
            assert!(at >= 7 || byte == b"gradus/"[at], "a purpose label begins with gradus/");
            at += 1;
        }
        assert!(
            bytes[len - 3] == b'/' && bytes[len - 2] == b'v' && bytes[len - 1].is_ascii_digit(),
            "a purpose label ends with its version, as in /v1"
        );
        Self(label)
    }

    /// The label as text. At most 64 bytes of ASCII.
    pub const fn label(self) -> &'static str {
        self.0
    }

    /// How every algorithm here takes the label in: its length in one byte, then the label.
    pub(crate) fn prefix(self) -> Vec<u8> {
        let mut out = Vec::with_capacity(self.0.len() + 1);
        out.push(u8::try_from(self.0.len()).expect("checked by `new`: at most 64 bytes"));
        out.extend_from_slice(self.0.as_bytes());
        out
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::panic::catch_unwind;

    #[test]
    fn a_well_formed_label_is_kept_and_prefixed_with_its_length() {
        let purpose = Purpose::new("gradus/test/one/v1");
        assert_eq!(purpose.label(), "gradus/test/one/v1");
        assert_eq!(purpose.prefix(), [b"\x12".as_slice(), b"gradus/test/one/v1"].concat());
    }

    #[test]
    fn a_label_of_64_bytes_is_the_longest() {
        const LONGEST: &str = "gradus/aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa/v1";
        const TOO_LONG: &str = "gradus/aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa/v1";
        assert_eq!((LONGEST.len(), TOO_LONG.len()), (64, 65));
        assert_eq!(Purpose::new(LONGEST).label(), LONGEST);
        assert!(catch_unwind(|| Purpose::new(TOO_LONG)).is_err());
    }

    #[test]
    fn malformed_labels_are_refused() {
        for label in [
            "",
            "gradus/v1",
            "gradus/test/one",
            "gradus/test/one/v",
            "gradus/test/one/x1",
            "gradus/test/one-v1",
            "gradus/Test/one/v1",
            "gradus/test one/v1",
            "gradus/t\u{e4}st/one/v1",
            "other/test/one/v1",
        ] {
            assert!(catch_unwind(|| Purpose::new(label)).is_err(), "{label:?} was taken");
        }
    }
}
