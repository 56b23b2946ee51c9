//! Published known answers, through the callbacks as SQLCipher calls them: from the table that the setup function fills.

use std::ffi::{CStr, c_int, c_uchar};
use std::mem::MaybeUninit;
use std::ptr::{null, null_mut};

use libsqlite3_sys::{SQLITE_ERROR, SQLITE_OK};

use crate::provider::{Provider, gradus_sqlcipher_ring_setup};

const SHA1: c_int = 0;
const SHA256: c_int = 1;
const SHA512: c_int = 2;

fn table() -> Provider {
    let mut table = MaybeUninit::uninit();
    // SAFETY: room for one table, aligned for it.
    assert_eq!(unsafe { gradus_sqlcipher_ring_setup(table.as_mut_ptr()) }, SQLITE_OK);
    // SAFETY: the setup function has written the table, as its answer says.
    unsafe { table.assume_init() }
}

fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

fn bytes(hex: &str) -> Vec<u8> {
    (0..hex.len()).step_by(2).map(|at| u8::from_str_radix(&hex[at..at + 2], 16).expect("hex")).collect()
}

fn size(slice: &[u8]) -> c_int {
    c_int::try_from(slice.len()).expect("short")
}

fn hmac(algorithm: c_int, key: &[u8], first: &[u8], second: Option<&[u8]>) -> String {
    let table = table();
    // SAFETY: the size callback has no requirements.
    let tag_bytes = unsafe { (table.hmac_sz)(null_mut(), algorithm) };
    let mut tag = vec![0; usize::try_from(tag_bytes).expect("a size")];
    let (start, length) = second.map_or((null(), 0), |second| (second.as_ptr(), size(second)));
    // SAFETY: pointers and lengths come from live slices; the tag has the size that the table announced.
    let code = unsafe {
        (table.hmac)(
            null_mut(),
            algorithm,
            key.as_ptr(),
            size(key),
            first.as_ptr(),
            size(first),
            start,
            length,
            tag.as_mut_ptr(),
        )
    };
    assert_eq!(code, SQLITE_OK);
    hex(&tag)
}

fn kdf(algorithm: c_int, pass: &[u8], salt: &[u8], rounds: c_int, key_bytes: c_int) -> Option<String> {
    let mut key = vec![0; usize::try_from(key_bytes).unwrap_or(0)];
    // SAFETY: pointers and lengths come from live slices; the key has room for `key_bytes`.
    let code = unsafe {
        (table().kdf)(
            null_mut(),
            algorithm,
            pass.as_ptr(),
            size(pass),
            salt.as_ptr(),
            size(salt),
            rounds,
            key_bytes,
            key.as_mut_ptr(),
        )
    };
    (code == SQLITE_OK).then(|| hex(&key))
}

/// AES-256-CBC from one buffer into another.
fn cipher(mode: c_int, key: &[u8], iv: &[u8; 16], text: &[u8]) -> Option<Vec<u8>> {
    let mut out = vec![0; text.len()];
    // SAFETY: pointers and lengths come from live slices; `out` is as long as the text.
    let code = unsafe {
        (table().cipher)(
            null_mut(),
            mode,
            key.as_ptr(),
            size(key),
            iv.as_ptr(),
            text.as_ptr(),
            size(text),
            out.as_mut_ptr(),
        )
    };
    (code == SQLITE_OK).then_some(out)
}

#[test]
fn hmac_sha_256_and_512_of_rfc_4231() {
    let long = b"This is a test using a larger than block-size key and a larger than block-size data. The key needs to \
        be hashed before being used by the HMAC algorithm.";
    let counting: Vec<u8> = (1..=25).collect();
    let cases: [(&[u8], &[u8], &str, &str); 6] = [
        (
            &[0x0b; 20],
            b"Hi There",
            "b0344c61d8db38535ca8afceaf0bf12b881dc200c9833da726e9376c2e32cff7",
            "87aa7cdea5ef619d4ff0b4241a1d6cb02379f4e2ce4ec2787ad0b30545e17cdedaa833b7d6b8a702038b274eaea3f4e4be9d914eeb61f1702e696c203a126854",
        ),
        (
            b"Jefe",
            b"what do ya want for nothing?",
            "5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843",
            "164b7a7bfcf819e2e395fbe73b56e0a387bd64222e831fd610270cd7ea2505549758bf75c05a994a6d034f65f8f0e6fdcaeab1a34d4a6b4b636e070a38bce737",
        ),
        (
            &[0xaa; 20],
            &[0xdd; 50],
            "773ea91e36800e46854db8ebd09181a72959098b3ef8c122d9635514ced565fe",
            "fa73b0089d56a284efb0f0756c890be9b1b5dbdd8ee81a3655f83e33b2279d39bf3e848279a722c806b485a47e67c807b946a337bee8942674278859e13292fb",
        ),
        (
            &counting,
            &[0xcd; 50],
            "82558a389a443c0ea4cc819899f2083a85f0faa3e578f8077a2e3ff46729665b",
            "b0ba465637458c6990e5a8c5f61d4af7e576d97ff94b872de76f8050361ee3dba91ca5c11aa25eb4d679275cc5788063a5f19741120c4f2de2adebeb10a298dd",
        ),
        (
            &[0xaa; 131],
            b"Test Using Larger Than Block-Size Key - Hash Key First",
            "60e431591ee0b67f0d8a26aacbf5b77f8e0bc6213728c5140546040f0ee37f54",
            "80b24263c7c1a3ebb71493c1dd7be8b49b46d1f41b4aeec1121b013783f8f3526b56d037e05f2598bd0fd2215d6a1e5295e64f73f63f0aec8b915a985d786598",
        ),
        (
            &[0xaa; 131],
            long,
            "9b09ffa71b942fcb27635fbcd5b0e944bfdc63644f0713938a7f51535c3a35e2",
            "e37b6a775dc87dbaa4dfa9f96e5e3ffddebd71f8867289865df5a32d20cdc944b6022cac3c4982b10d5eeb55c3e4de15134676fb6de0446065c97440fa8c6a58",
        ),
    ];
    for (key, data, sha256, sha512) in cases {
        assert_eq!(hmac(SHA256, key, data, None), sha256);
        assert_eq!(hmac(SHA512, key, data, None), sha512);
        // SQLCipher gives a page and its number as two inputs; cut anywhere, they are one text.
        for cut in 0..=data.len() {
            let (first, second) = data.split_at(cut);
            assert_eq!(hmac(SHA512, key, first, Some(second)), sha512);
        }
    }
}

#[test]
fn hmac_sha_1_of_rfc_2202() {
    assert_eq!(hmac(SHA1, &[0x0b; 20], b"Hi There", None), "b617318655057264e28bc0b6fb378c8ef146be00");
    assert_eq!(
        hmac(SHA1, b"Jefe", b"what do ya want ", Some(b"for nothing?")),
        "effcdf6ae5eb2fa2d27416d5f184df9c259a7c79"
    );
    assert_eq!(hmac(SHA1, &[0xaa; 20], &[0xdd; 50], None), "125d7342b9ac11cd91a39af48aa17b4f63f175d3");
}

/// Hash, passphrase, salt, rounds, key bytes, key.
type KdfCase = (c_int, &'static [u8], &'static [u8], c_int, c_int, &'static str);

#[test]
fn pbkdf2_of_rfc_6070_and_rfc_7914_and_the_usual_sha_512_vectors() {
    let (long_pass, long_salt) = (b"passwordPASSWORDpassword", b"saltSALTsaltSALTsaltSALTsaltSALTsalt");
    #[rustfmt::skip]
    let cases: [KdfCase; 8] = [
        (SHA1, b"password", b"salt", 1, 20, "0c60c80f961f0e71f3a9b524af6012062fe037a6"),
        (SHA1, b"password", b"salt", 4096, 20, "4b007901b765489abead49d926f721d065a429c1"),
        (SHA1, long_pass, long_salt, 4096, 25, "3d2eec4fe41c849b80c8d83662c0e44a8b291a964cf2f07038"),
        (SHA256, b"passwd", b"salt", 1, 64,
            "55ac046e56e3089fec1691c22544b605f94185216dde0465e68b9d57c20dacbc49ca9cccf179b645991664b39d77ef317c71b845b1e30bd509112041d3a19783"),
        (SHA512, b"password", b"salt", 1, 64,
            "867f70cf1ade02cff3752599a3a53dc4af34c7a669815ae5d513554e1c8cf252c02d470a285a0501bad999bfe943c08f050235d7d68b1da55e63f73b60a57fce"),
        (SHA512, b"password", b"salt", 2, 64,
            "e1d9c16aa681708a45f5c7c4e215ceb66e011a2e9f0040713f18aefdb866d53cf76cab2868a39b9f7840edce4fef5a82be67335c77a6068e04112754f27ccf4e"),
        (SHA512, b"password", b"salt", 4096, 64,
            "d197b1b33db0143e018b12f3d1d1479e6cdebdcc97c5c0f87f6902e072f457b5143f30602641b3d55cd335988cb36b84376060ecd532e039b742a239434af2d5"),
        (SHA512, long_pass, long_salt, 4096, 64,
            "8c0511f4c6e597c6ac6315d8f0362e225f3c501495ba23b868c005174dc4ee71115b59f9e60cd9532fa33e0f75aefe30225c583a186cd82bd4daea9724a3d3b8"),
    ];
    for (algorithm, pass, salt, rounds, key_bytes, key) in cases {
        assert_eq!(kdf(algorithm, pass, salt, rounds, key_bytes).as_deref(), Some(key));
    }
}

#[test]
fn aes_256_cbc_of_sp_800_38a() {
    let key = bytes("603deb1015ca71be2b73aef0857d77811f352c073b6108d72d9810a30914dff4");
    let iv: [u8; 16] = std::array::from_fn(|at| u8::try_from(at).expect("small"));
    let plain = bytes(concat!(
        "6bc1bee22e409f96e93d7e117393172aae2d8a571e03ac9c9eb76fac45af8e51",
        "30c81c46a35ce411e5fbc1191a0a52eff69f2445df4f9b17ad2b417be66c3710"
    ));
    let secret = bytes(concat!(
        "f58c4c04d6e5f1ba779eabfb5f7bfbd69cfc4e967edb808d679f777bc6702c7d",
        "39f23369a9d9bacfa530e26304231461b2eb05e2c39be9fcda6c19078c6a9d1b"
    ));
    assert_eq!(cipher(1, &key, &iv, &plain), Some(secret.clone()));
    assert_eq!(cipher(0, &key, &iv, &secret), Some(plain.clone()));
    // In place, and with the vector right behind the text, as in a page.
    let mut page = [plain.as_slice(), &iv].concat();
    let start: *mut c_uchar = page.as_mut_ptr();
    for (mode, text) in [(1, &secret), (0, &plain)] {
        // SAFETY: the page holds the text and then the vector; nothing else refers to it during the call.
        let code = unsafe {
            let vector = start.add(plain.len());
            (table().cipher)(null_mut(), mode, key.as_ptr(), 32, vector, start, size(&plain), start)
        };
        assert_eq!(code, SQLITE_OK);
        // SAFETY: the page is alive; the call is over.
        assert_eq!(unsafe { std::slice::from_raw_parts(start, plain.len()) }, text.as_slice());
    }
}

#[test]
fn impossible_arguments_are_refused() {
    let ok = |mode, key: &[u8], text: &[u8]| cipher(mode, key, &[0; 16], text).is_some();
    assert!(ok(1, &[1; 32], &[0; 16]));
    for (mode, key, text) in
        [(2, 32, 16), (-1, 32, 16), (1, 31, 16), (1, 33, 16), (0, 16, 16), (0, 32, 15), (1, 32, 17)]
    {
        assert!(!ok(mode, &vec![1; key], &vec![0; text]), "mode {mode}, key of {key}, text of {text}");
    }
    assert!(kdf(SHA512, b"p", b"s", 1, 64).is_some());
    for (algorithm, rounds, key_bytes) in
        [(3, 1, 64), (-1, 1, 64), (SHA512, 0, 64), (SHA512, -1, 64), (SHA512, 1, 65), (SHA512, 1, -1)]
    {
        assert!(kdf(algorithm, b"p", b"s", rounds, key_bytes).is_none(), "{algorithm} {rounds} {key_bytes}");
    }
    let table = table();
    let text = [0_u8; 32];
    let mut out = [7_u8; 64];
    // SAFETY: every pointer is null or points to a live array at least as long as the number beside it; a null or negative argument
    // is refused before anything is used.
    unsafe {
        let (text, tag) = (text.as_ptr(), out.as_mut_ptr());
        let none = null_mut();
        assert_eq!((table.hmac)(none, 3, text, 32, text, 32, null(), 0, tag), SQLITE_ERROR);
        assert_eq!((table.hmac)(none, SHA512, null(), 32, text, 32, null(), 0, tag), SQLITE_ERROR);
        assert_eq!((table.hmac)(none, SHA512, text, 32, null(), 32, null(), 0, tag), SQLITE_ERROR);
        assert_eq!((table.hmac)(none, SHA512, text, 32, text, -1, null(), 0, tag), SQLITE_ERROR);
        assert_eq!((table.hmac)(none, SHA512, text, 32, text, 32, text, -1, tag), SQLITE_ERROR);
        assert_eq!((table.hmac)(none, SHA512, text, 32, text, 32, null(), 0, null_mut()), SQLITE_ERROR);
        assert_eq!((table.kdf)(none, SHA512, null(), 1, text, 1, 1, 64, tag), SQLITE_ERROR);
        assert_eq!((table.kdf)(none, SHA512, text, 1, null(), 1, 1, 64, tag), SQLITE_ERROR);
        assert_eq!((table.kdf)(none, SHA512, text, 1, text, 1, 1, 64, null_mut()), SQLITE_ERROR);
        assert_eq!((table.cipher)(none, 1, null(), 32, text, text, 16, tag), SQLITE_ERROR);
        assert_eq!((table.cipher)(none, 1, text, 32, null(), text, 16, tag), SQLITE_ERROR);
        assert_eq!((table.cipher)(none, 1, text, 32, text, null(), 16, tag), SQLITE_ERROR);
        assert_eq!((table.cipher)(none, 1, text, 32, text, text, 16, null_mut()), SQLITE_ERROR);
        assert_eq!((table.cipher)(none, 1, text, 32, text, text, -16, tag), SQLITE_ERROR);
        assert_eq!((table.random)(none, null_mut(), 4), SQLITE_ERROR);
        assert_eq!((table.random)(none, tag.cast(), -1), SQLITE_ERROR);
        assert_eq!(gradus_sqlcipher_ring_setup(null_mut()), SQLITE_ERROR);
        assert_eq!((table.hmac_sz)(none, 3), 0);
    }
    assert_eq!(out, [7; 64], "nothing was written");
}

#[test]
fn random_bytes_fill_exactly_what_was_asked() {
    for length in [0, 1, 80, 255, 256, 257, 1000] {
        let mut buffer = vec![0_u8; length + 16];
        // SAFETY: the buffer is longer than asked.
        let code = unsafe { (table().random)(null_mut(), buffer.as_mut_ptr().cast(), size(&buffer) - 16) };
        assert_eq!(code, SQLITE_OK);
        assert_eq!(buffer[length..], [0; 16]);
        // Each run of 32 zero bytes has probability 2^-256.
        assert!(buffer[..length].chunks_exact(32).all(|part| part.iter().any(|byte| *byte != 0)));
    }
    let draw = || {
        let mut buffer = [0_u8; 32];
        // SAFETY: the buffer is as long as asked.
        unsafe { (table().random)(null_mut(), buffer.as_mut_ptr().cast(), 32) };
        buffer
    };
    assert_ne!(draw(), draw());
}

#[test]
fn names_and_sizes() {
    let table = table();
    // SAFETY: these callbacks have no requirements; the texts are static and end with NUL.
    unsafe {
        let none = null_mut();
        let text = |start| CStr::from_ptr(start).to_str().expect("ASCII");
        assert_eq!(text((table.provider_name)(none)), crate::PROVIDER_NAME);
        assert_eq!(text((table.provider_version)(none)), crate::PROVIDER_VERSION);
        assert_eq!(text((table.cipher_name)(none)), "AES-256-CBC");
        assert_eq!([table.key_sz, table.iv_sz, table.block_sz].map(|size| size(none)), [32, 16, 16]);
        assert_eq!([SHA1, SHA256, SHA512].map(|hash| (table.hmac_sz)(none, hash)), [20, 32, 64]);
        assert_eq!((table.add_random)(none, null(), 0), SQLITE_OK);
        assert_eq!([table.ctx_init, table.ctx_free].map(|turn| turn(null_mut())), [SQLITE_OK; 2]);
        assert_eq!((table.fips_status)(none), 0);
    }
    assert!(table.init.is_none() && table.shutdown.is_none() && table.next.is_null());
}
