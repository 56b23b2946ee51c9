"""A second reader of `vault.inbox`, written from docs/vault-format.md alone; shares no code with Gradus.

    GRADUS_PASSCODE=... python3 read_inbox.py FOLDER

Prints the letters that wait, one a line, each only if its MAC and its seal hold; stops with a message where anything does
not fit. The private key is read from the encrypted database, as the vault itself does.
"""

import hashlib
import hmac
import json
import os
import pathlib
import struct
import sys

from envelope import address_of, unseal
from read_vault import by_passcode, hkdf, labelled, open_database, open_header, require

HEAD, RECORD, ENVELOPE = 102, 480, 448


def kept(path, data_key):
    """What the open diary knows of its inbox."""
    rows = open_database(path, data_key).execute("SELECT body FROM draft WHERE person = zeroblob(16) AND what = 'inbox'").fetchall()
    return json.loads(rows[0][0])


def read_inbox(data, vault_id, row):
    require(hashlib.sha256(data[:-32]).digest() == data[-32:], "checksum of the inbox")
    require(data[:26] == b"GRADUSVI\0\1" + vault_id, "start of the inbox")
    private, round_number = bytes.fromhex(row["private"]), row["round"]
    number, address, next_key, neutral = struct.unpack_from(">Q32s32sI", data, 26)
    require((number, address) == (round_number, address_of(private)), "round or public key of the inbox")
    records = data[HEAD + neutral : -32]
    require(len(records) % RECORD == 0, "length of the records")
    place = struct.pack(">Q", round_number)
    key = hkdf(private, b"", labelled("gradus/vault/inbox-first/v1") + place)
    for at in range(len(records) // RECORD):
        record = records[at * RECORD : (at + 1) * RECORD]
        envelope, tag = record[:ENVELOPE], record[ENVELOPE:]
        label = labelled("gradus/vault/inbox-record/v1")
        signed = vault_id + place + address + struct.pack(">Q", at) + envelope
        expected = hmac.new(hkdf(key, b"", label), label + signed, hashlib.sha256).digest()
        require(hmac.compare_digest(tag, expected), f"MAC of record {at}")
        around = vault_id + place + struct.pack(">Q", at)
        plain = unseal(private, labelled("gradus/vault/inbox/v1"), around, envelope)
        length = int.from_bytes(plain[:2], "big")
        require(not any(plain[2 + length :]), f"filling of record {at}")
        yield json.loads(plain[2 : 2 + length])
        key = hkdf(key, b"", labelled("gradus/vault/inbox-next/v1"))
    require(key == next_key, "number of records")


def main():
    folder = pathlib.Path(sys.argv[1])
    vault_id, _, name, data_key = open_header(folder, by_passcode(os.environ["GRADUS_PASSCODE"].encode()))
    for letter in read_inbox((folder / "vault.inbox").read_bytes(), vault_id, kept(folder / name, data_key)):
        print(json.dumps(letter, separators=(",", ":")))


if __name__ == "__main__":
    main()
