//! Answers that another program worked out from docs/vault-format.md (`tests/interop/vault/known_answers.py`). A change here is a
//! new format, never a fix.

use gradus_crypto::{PublicKey, Signature};
use gradus_journal::{Arrivals, Body, Entry, EntryId, FreshnessCode, SignedHead, WriterId, commitment};

fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

fn unhex<const N: usize>(text: &str) -> [u8; N] {
    assert_eq!(text.len(), 2 * N);
    std::array::from_fn(|at| u8::from_str_radix(&text[2 * at..2 * at + 2], 16).expect("hex"))
}

const PUBLIC: &str = "6e7a1cdd29b0b78fd13af4c5598feff4ef2a97166e3ca6f2e4fbfccd80505bf1";
const SIGNATURE: &str = "c3110afd2f39e1d693cc79f1f98e87cfc7e7c88eaef8a75975b9c816fb5bdb29\
                         43cff5f62d5a1451807e64b8f98b3c837a0a37e2b3732c87a6a631ca40336904";

#[test]
fn the_name_and_the_signed_head_of_a_writer() {
    let public_key = PublicKey(unhex(PUBLIC));
    assert_eq!(WriterId::of(&public_key).to_string(), "fee3ce348c96ec863f7b0625d8864e4a");
    let signature = Signature(unhex(SIGNATURE));
    let head = SignedHead { public_key, seq: 2, hash: EntryId([0xcc; 32]), signature };
    assert_eq!(head.verify(), Ok(()));
}

const HEAD: &str = "01000a03aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaabbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbb0000000000000002\
                    cccccccccccccccccccccccccccccccccccccccccccccccccccccccccccccccc0000000000000003\
                    000000000000ea5fffffffffffffff9224000078\
                    dddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddd0001\
                    eeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeee";

#[test]
fn the_identity_of_an_entry_and_the_commitment_to_its_body() {
    let entry = Entry::parse(unhex::<170>(HEAD).to_vec(), Body::Erased).expect("a head");
    assert_eq!(entry.id().to_string(), "e7ea430e82c1031b92b42fd74b2a3739bab748076fab38e6a4161e8dc4457a43");
    assert_eq!(
        hex(&commitment(&[9; 16], b"body")),
        "58872df7efbe0ec1cff12ec155bddbf3cb51fc992338447fd13bf14e56363b3e"
    );
}

#[test]
fn the_arrival_chain_and_its_freshness_code() {
    let start = Arrivals::start(&[1; 16], &[2; 16]);
    assert_eq!(hex(start.head()), "bbe682c2b9632ead9f1dddbc4ccc78d7c31847fc41ee65d7920e486009390da4");
    let one = start.then(&EntryId([7; 32]));
    assert_eq!(hex(one.head()), "537fbcd4c1c42e90fac61b03f770e1844cdd242736a5187c9c699335631e44c3");
    assert_eq!(FreshnessCode::of(&start, &one).to_string(), "1-bbe682c2-537fbcd4c1c42e90-43");
}
