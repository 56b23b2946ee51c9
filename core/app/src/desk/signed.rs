//! Who stands behind a rule pack: a signature in a readable file beside it.

use std::fmt::Write as _;

use gradus_crypto::{PublicKey, Purpose, Secret, Signature, SigningKey, sha256};
use gradus_domain::document::{Document, Problem};
use gradus_triage::Pack;

use crate::open::builtin_pack;

const FORMAT: &str = "gradus-rules-signature/1";
const PURPOSE: Purpose = Purpose::new("gradus/rules/pack/v1");

/// A rule pack of which it is known who signed it.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize)]
pub struct PackSigned {
    /// Its name and version, such as `danger-2`.
    pub version: String,
    /// From when on it holds, a civil date.
    pub effective: String,
    /// Who signed it off, as it says. A signature by a key is no sign-off by a clinician.
    pub sign_off: String,
    /// Whether a clinician did.
    pub signed_off: bool,
    /// SHA-256 of its text, in hex.
    pub hash: String,
    /// The key that signed it, 64 hexadecimal digits.
    pub key: String,
}

/// Why a pack is not taken for what its signature says.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum SignatureError {
    /// The rules cannot be read.
    #[error("the rules cannot be read: {}", said(.0))]
    NotAPack(Vec<Problem>),
    /// The file beside them is no signature.
    #[error("the signature cannot be read: {}", said(.0))]
    NotASignature(Vec<Problem>),
    /// It is of a format that this version does not know.
    #[error("the signature is of the format {0:?}, and this version knows {FORMAT:?}")]
    UnknownFormat(String),
    /// A key is not written as one.
    #[error("{0} is not written as 64 hexadecimal digits")]
    NotAKey(&'static str),
    /// Somebody else signed it.
    #[error("the pack was signed with the key {found}, and {wanted} is the one to be trusted")]
    WrongKey {
        /// The key that signed it.
        found: String,
        /// The one that was to.
        wanted: String,
    },
    /// The text is not the one that was signed.
    #[error("the rules were altered: their text has the SHA-256 {found}, and {signed} was signed")]
    Altered {
        /// Of the text that was signed.
        signed: String,
        /// Of this one.
        found: String,
    },
    /// The signature is not that key's for that text.
    #[error("the signature does not fit the text and the key that it names")]
    Forged,
    /// A newer pack is here already.
    #[error(
        "{id}-{offered} does not replace {id}-{known}, which is in use: it is older, or another pack of the same version"
    )]
    Downgrade {
        /// The name of both.
        id: String,
        /// The version offered.
        offered: u32,
        /// The version in use.
        known: u32,
    },
}

fn said(problems: &[Problem]) -> String {
    problems.iter().map(ToString::to_string).collect::<Vec<_>>().join("; ")
}

/// Signs a rule pack with the private key `seed` (64 hexadecimal digits, white space around them aside), and gives the text of
/// the file to put beside it. The same text and key always give the same file.
///
/// # Errors
/// [`SignatureError::NotAPack`] and [`SignatureError::NotAKey`].
pub fn sign_rules(text: &str, seed: &str) -> Result<String, SignatureError> {
    let pack = parse(text)?;
    let seed = bytes::<32>(seed).ok_or(SignatureError::NotAKey("the private key"))?;
    let key = SigningKey::derive(Secret::from_bytes(seed));
    let hash = sha256(&[text.as_bytes()]);
    let signature = key.sign(PURPOSE, &[&hash]);
    Ok(format!(
        "# Who signed the rules of {} with a key. It is no sign-off by a clinician: the pack itself says whether there is one.\n\
         format = \"{FORMAT}\"\npack = \"{}\"\neffective = \"{}\"\nsha256 = \"{}\"\nkey = \"{}\"\nsignature = \"{}\"\n",
        pack.version(),
        pack.version(),
        pack.effective(),
        hex(&hash),
        hex(&key.public_key().0),
        hex(&signature.0),
    ))
}

/// The public key of a private one, 64 hexadecimal digits: what whoever checks a pack is given.
///
/// # Errors
/// [`SignatureError::NotAKey`].
pub fn public_key(seed: &str) -> Result<String, SignatureError> {
    let seed = bytes::<32>(seed).ok_or(SignatureError::NotAKey("the private key"))?;
    Ok(hex(&SigningKey::derive(Secret::from_bytes(seed)).public_key().0))
}

/// Whether `key` signed exactly this text, and it is no older than the pack of this version.
///
/// # Errors
/// Every [`SignatureError`], the first that holds in the order: key and files that cannot be read, another key, an altered text,
/// a signature that does not fit, an older pack.
pub fn verify_rules(text: &str, signature: &str, key: &str) -> Result<PackSigned, SignatureError> {
    let wanted = bytes::<32>(key).ok_or(SignatureError::NotAKey("the public key"))?;
    let named = Named::read(signature)?;
    if named.key != wanted {
        return Err(SignatureError::WrongKey { found: hex(&named.key), wanted: hex(&wanted) });
    }
    let hash = sha256(&[text.as_bytes()]);
    if hash != named.hash {
        return Err(SignatureError::Altered { signed: hex(&named.hash), found: hex(&hash) });
    }
    let fits = PublicKey(named.key).verify(PURPOSE, &[&hash], &Signature(named.signature));
    fits.map_err(|_| SignatureError::Forged)?;
    let pack = parse(text)?;
    let reference = pack.reference();
    let is_named = (named.pack == reference.version, named.effective == pack.effective().to_string());
    if is_named != (true, true) {
        return Err(SignatureError::Forged);
    }
    no_older(&pack, builtin_pack())?;
    Ok(PackSigned {
        version: reference.version.clone(),
        effective: named.effective,
        sign_off: pack.sign_off().to_owned(),
        signed_off: reference.signed_off,
        hash: hex(&hash),
        key: hex(&named.key),
    })
}

/// An older pack of the same name is refused, whoever signed it, and so is another one of the same version: by it two vaults
/// would answer otherwise under one name.
fn no_older(offered: &Pack, known: &Pack) -> Result<(), SignatureError> {
    let id = |pack: &Pack| {
        pack.version().trim_end_matches(|c: char| c.is_ascii_digit()).trim_end_matches('-').to_owned()
    };
    let is_other = offered.number() == known.number() && offered.reference().hash != known.reference().hash;
    if id(offered) == id(known) && (offered.number() < known.number() || is_other) {
        return Err(SignatureError::Downgrade {
            id: id(known),
            offered: offered.number(),
            known: known.number(),
        });
    }
    Ok(())
}

/// What a signature file names.
struct Named {
    pack: String,
    effective: String,
    hash: [u8; 32],
    key: [u8; 32],
    signature: [u8; 64],
}

impl Named {
    fn read(text: &str) -> Result<Self, SignatureError> {
        let document = Document::parse(text).map_err(SignatureError::NotASignature)?;
        let root = document.root();
        let word =
            |name: &str| root.want(name, "write text").and_then(|field| field.text()).map(str::to_owned);
        let format = word("format");
        if let Some(format) = format.filter(|format| format != FORMAT) {
            return Err(SignatureError::UnknownFormat(format));
        }
        let (pack, effective) = (word("pack"), word("effective"));
        let [hash, key, signature] = ["sha256", "key", "signature"].map(word);
        document.finish().map_err(SignatureError::NotASignature)?;
        let parts = (pack, effective, hash, key, signature);
        let (Some(pack), Some(effective), Some(hash), Some(key), Some(signature)) = parts else {
            return Err(SignatureError::NotASignature(Vec::new()));
        };
        Ok(Self {
            pack,
            effective,
            hash: bytes(&hash).ok_or(SignatureError::NotAKey("the hash of the signature"))?,
            key: bytes(&key).ok_or(SignatureError::NotAKey("the key of the signature"))?,
            signature: bytes(&signature).ok_or(SignatureError::Forged)?,
        })
    }
}

fn parse(text: &str) -> Result<Pack, SignatureError> {
    Pack::parse(text, sha256(&[text.as_bytes()])).map_err(SignatureError::NotAPack)
}

fn hex(bytes: &[u8]) -> String {
    bytes.iter().fold(String::new(), |mut text, byte| {
        let _ = write!(text, "{byte:02x}");
        text
    })
}

/// So many bytes in hexadecimal digits, and nothing else but white space around them.
fn bytes<const N: usize>(text: &str) -> Option<[u8; N]> {
    let text = text.trim();
    if text.len() != 2 * N || !text.bytes().all(|b| b.is_ascii_hexdigit()) {
        return None;
    }
    let mut out = [0; N];
    for (at, byte) in out.iter_mut().enumerate() {
        *byte = u8::from_str_radix(text.get(2 * at..2 * at + 2)?, 16).ok()?;
    }
    Some(out)
}

#[cfg(test)]
mod tests {
    use super::*;
    use gradus_triage::DANGER_RULES;

    /// The first key of RFC 8032.
    const SEED: &str = "9d61b19deffd5a60ba844af492ec2cc44449c5697b326919703bac031cae7f60";

    fn signed(text: &str) -> (String, String) {
        (sign_rules(text, SEED).expect("signed"), public_key(SEED).expect("a key"))
    }

    #[test]
    fn a_signed_pack_says_who_signed_it_and_that_this_is_no_sign_off() {
        let (signature, key) = signed(DANGER_RULES);
        assert_eq!(signature, sign_rules(DANGER_RULES, &format!(" {SEED}\n")).expect("the same"));
        assert!(signature.contains("pack = \"danger-3\"") && !signature.contains(SEED));
        assert_eq!(key, "d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a");
        let told = verify_rules(DANGER_RULES, &signature, &key).expect("it fits");
        assert_eq!((told.version.as_str(), told.signed_off, told.key), ("danger-3", false, key));
    }

    /// Worked out by `tests/interop/vault/known_answers.py`.
    #[test]
    fn a_signature_is_the_one_that_another_program_makes() {
        let key = SigningKey::derive(Secret::from_bytes(bytes(SEED).expect("a key")));
        assert_eq!(
            hex(&key.sign(PURPOSE, &[&sha256(&[b"the rules"])]).0),
            "7ff45227fc27b2cab0cf10c2086e7800752dc675a29fede66e311b45131ac897\
             15d80a3153c885bb596439669397412988c07971fa59f96baba96838d3aaa70f"
        );
    }

    #[test]
    fn another_key_an_altered_text_a_forged_signature_and_an_unknown_format_are_told_apart() {
        let (signature, key) = signed(DANGER_RULES);
        let other = public_key(&"11".repeat(32)).expect("a key");
        let verify =
            |text: &str, signature: &str, key: &str| verify_rules(text, signature, key).expect_err("refused");
        assert!(matches!(verify(DANGER_RULES, &signature, &other), SignatureError::WrongKey { .. }));
        let altered = DANGER_RULES.replacen("38.0", "39.0", 1);
        assert!(matches!(verify(&altered, &signature, &key), SignatureError::Altered { .. }));
        // Somebody writes the hash of the altered text into the file.
        let hashes = [DANGER_RULES, &altered].map(|text| hex(&sha256(&[text.as_bytes()])));
        let forged = signature.replace(&hashes[0], &hashes[1]);
        assert_eq!(verify(&altered, &forged, &key), SignatureError::Forged);
        assert_eq!(
            verify(DANGER_RULES, &signature.replace("danger-3", "danger-9"), &key),
            SignatureError::Forged
        );
        assert_eq!(verify(DANGER_RULES, &signature.replace("2026", "2027"), &key), SignatureError::Forged);
        let later = signature.replace("signature/1", "signature/2");
        assert_eq!(
            verify(DANGER_RULES, &later, &key),
            SignatureError::UnknownFormat("gradus-rules-signature/2".into())
        );
        let less = signature.lines().filter(|line| !line.starts_with("key")).collect::<Vec<_>>().join("\n");
        assert!(matches!(verify(DANGER_RULES, &less, &key), SignatureError::NotASignature(_)));
        assert!(matches!(verify(DANGER_RULES, "?", &key), SignatureError::NotASignature(_)));
        assert_eq!(verify(DANGER_RULES, &signature, "12"), SignatureError::NotAKey("the public key"));
    }

    #[test]
    fn an_older_pack_is_refused_whoever_signed_it_and_a_newer_one_is_not() {
        let of = |version: u32| DANGER_RULES.replacen("version = 3\n", &format!("version = {version}\n"), 1);
        let verify = |version| {
            let text = of(version);
            let (signature, key) = signed(&text);
            verify_rules(&text, &signature, &key).map(|told| told.version)
        };
        let downgrade = SignatureError::Downgrade { id: "danger".into(), offered: 2, known: 3 };
        assert_eq!(verify(2), Err(downgrade));
        let other = DANGER_RULES.replacen("bleeding_min >= 20", "bleeding_min >= 30", 1);
        assert_ne!(other, DANGER_RULES);
        let (signature, key) = signed(&other);
        let same = SignatureError::Downgrade { id: "danger".into(), offered: 3, known: 3 };
        assert_eq!(verify_rules(&other, &signature, &key).map(|told| told.version), Err(same));
        assert_eq!((verify(3), verify(4)), (Ok("danger-3".into()), Ok("danger-4".into())));
        let other = of(1).replacen("id = \"danger\"", "id = \"ward\"", 1);
        let (signature, key) = signed(&other);
        assert_eq!(verify_rules(&other, &signature, &key).map(|told| told.version), Ok("ward-1".into()));
    }

    #[test]
    fn what_is_no_pack_or_no_key_is_not_signed() {
        assert!(matches!(sign_rules("?", SEED), Err(SignatureError::NotAPack(_))));
        for seed in ["", "12", &SEED[1..], &format!("{SEED}00"), &SEED.replace('9', "g")] {
            assert_eq!(sign_rules(DANGER_RULES, seed), Err(SignatureError::NotAKey("the private key")));
        }
    }
}
