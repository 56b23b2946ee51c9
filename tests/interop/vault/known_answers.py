"""Works every fixed answer of the tests out anew, from docs/vault-format.md and other libraries alone, and looks for it there.

    python3 known_answers.py          one line for each file; stops where an answer is another one or stands there no more
    python3 known_answers.py print    the answers as well
"""

import hashlib
import pathlib
import re
import struct
import sys

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.ciphers import Cipher
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.ciphers.algorithms import ChaCha20
from envelope import address_of, seal
from read_vault import hashed, hkdf, labelled, mac, require, stretched
from write_vault import recovery_code

ROOT = pathlib.Path(__file__).resolve().parents[3]
FLOOR = struct.pack(">III", 19 * 1024, 2, 1)


def sealed(secret, salt, label, around, plain):
    nonce = b"\x03" * 12
    hidden = AESGCM(hkdf(secret, salt, labelled(label) + b"wrap")).encrypt(nonce, plain, labelled(label) + around)
    return hkdf(secret, salt, labelled(label) + b"commit") + nonce + hidden


def signed(seed, label, message):
    return Ed25519PrivateKey.from_private_bytes(seed).sign(labelled(label) + message)


def constructions():
    """H, KDF, MAC, SEAL and SIGN under labels of their own, stretching, and the bytes of a practice vault."""
    yield hashed("gradus/test/hash/v1", b"ab", b"c")
    yield hkdf(b"\x01" * 32, b"salt", labelled("gradus/test/derive/v1") + b"context")
    yield mac(b"\x07" * 32, "gradus/test/mac/v1", b"abc")
    yield sealed(b"\x01" * 32, b"\x02" * 16, "gradus/test/seal/v1", b"slot 1", b"data key")
    yield Ed25519PrivateKey.from_private_bytes(b"\x05" * 32).public_key().public_bytes_raw()
    yield signed(b"\x05" * 32, "gradus/test/sign/v1", b"head")
    for numbers in ((19 * 1024, 2, 1), (46 * 1024, 3, 1), (19 * 1024, 2, 4)):
        yield stretched(struct.pack(">III", *numbers), b"0123456789abcdef", b"correct horse")
    key = hashed("gradus/practice/seed/v1", struct.pack(">Q", 7))
    for filling in (0, 1):
        nonce = struct.pack("<I", 1) + bytes(4) + struct.pack(">Q", filling)
        yield Cipher(ChaCha20(key, nonce), mode=None).encryptor().update(bytes(32))


def keys():
    data_key = b"\xd7" * 32
    yield hkdf(data_key, b"", labelled("gradus/vault/db/v1"))
    yield mac(data_key, "gradus/vault/header/v1", b"x")
    yield mac(data_key, "gradus/vault/mark/v1", b"x")


def slots():
    """Slot 5 of vault 07…, first key generation; salt and nonce are threes."""
    data_key, salt, bound = b"\xd7" * 32, b"\x03" * 16, b"\x07" * 16 + struct.pack(">IH", 1, 5)
    device = b"\x22" * 32
    check = hkdf(device, salt, labelled("gradus/vault/device-check/v1"))[:16]
    yield check
    secret = stretched(FLOOR, salt, b"481902") + device
    yield sealed(secret, salt, "gradus/vault/slot-device/v1", bound + FLOOR + check + salt, data_key)
    yield sealed(b"\x11" * 32, salt, "gradus/vault/slot-platform/v1", bound + salt, data_key)


def inbox():
    private = b"\x07" * 32
    first = hkdf(private, b"", labelled("gradus/vault/inbox-first/v1") + struct.pack(">Q", 3))
    yield first
    yield hkdf(first, b"", labelled("gradus/vault/inbox-next/v1"))
    yield hashed("gradus/vault/inbox-name/v1", private, b"x")[:8]


def envelopes():
    address = address_of(b"\x07" * 32)
    yield address
    yield seal(address, labelled("gradus/test/envelope/v1"), b"around", b"plain", b"\x09" * 32)
    # The RFC's own vector, so that this reading of it is checked as well.
    keys = ["497b4502664cfea5d5af0b39934dac72242a74f8480451e1aee7d6a53320333d", "179d4b53b6365c45b600c4163b61d95cbc2f4d9e36f1695558dce265ab8bab11"]
    private, ephemeral = map(bytes.fromhex, keys)
    yield seal(address_of(private), b"Ode on a Grecian Urn", b"Count-0", b"Beauty is truth, truth beauty", ephemeral)


def codes():
    return map(recovery_code, (bytes(16), b"\xff" * 16, bytes(range(16))))


def tries():
    """2 wrong passcodes, the last 5 s after boot 01…; 300 s in the background, open without a screen, erased after 10."""
    yield b"GRADUSVT\0\1" + struct.pack(">QI16sQHBB", 7, 2, b"\1" * 16, 5000, 300, 1, 10) + bytes(2)


def journal():
    """Of a writer, of a head with every field filled, and of a chain of vault 01…, life 02…, with the one entry 07…"""
    public = Ed25519PrivateKey.from_private_bytes(b"\x05" * 32).public_key().public_bytes_raw()
    writer = hashed("gradus/journal/writer/v1", public)[:16]
    yield public
    yield writer
    yield signed(b"\x05" * 32, "gradus/journal/signed-head/v1", writer + struct.pack(">Q", 2) + b"\xcc" * 32)
    head = struct.pack(">BHB16s16sQ32sQ", 1, 10, 3, b"\xaa" * 16, b"\xbb" * 16, 2, b"\xcc" * 32, 3)
    head += struct.pack(">qhqh32sH32s", 59_999, -1, -7_199_744, 120, b"\xdd" * 32, 1, b"\xee" * 32)
    yield head
    yield hashed("gradus/journal/entry/v1", head)
    yield hashed("gradus/journal/body/v1", b"\x09" * 16, b"body")
    start = hashed("gradus/journal/arrival-start/v1", b"\1" * 16, b"\2" * 16)
    one = hashed("gradus/journal/arrival/v1", start, b"\7" * 32)
    yield start
    yield one
    check = hashed("gradus/journal/freshness-check/v1", struct.pack(">Q", 1), start[:4], one[:8])
    yield f"1-{start[:4].hex()}-{one[:8].hex()}-{check[:1].hex()}"


def rules():
    """By the first key of RFC 8032, over a text whose SHA-256 stands here."""
    seed = bytes.fromhex("9d61b19deffd5a60ba844af492ec2cc44449c5697b326919703bac031cae7f60")
    yield signed(seed, "gradus/rules/pack/v1", hashlib.sha256(b"the rules").digest())


ANSWERS = {
    "core/crypto/tests/frozen.rs": constructions,
    "core/crypto/src/envelope.rs": envelopes,
    "core/vault/src/keys.rs": keys,
    "core/vault/src/slot_tests.rs": slots,
    "core/vault/src/inbox/tests.rs": inbox,
    "core/vault/src/recovery_tests.rs": codes,
    "core/vault/src/tries_tests.rs": tries,
    "core/journal/tests/known.rs": journal,
    "core/app/src/desk/signed.rs": rules,
}


def main():
    for name, answers in ANSWERS.items():
        # A long text is written over several lines.
        text = re.sub(r"\\\n\s*", "", (ROOT / name).read_text(encoding="utf-8"))
        found = [answer if isinstance(answer, str) else answer.hex() for answer in answers()]
        if sys.argv[1:] == ["print"]:
            print(*found, sep="\n")
        for answer in found:
            require(f'"{answer}"' in text, f"{name}: {answer}")
        print(f"{name}: {len(found)} answers")


if __name__ == "__main__":
    main()
