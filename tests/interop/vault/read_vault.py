"""Reads a vault, written from docs/vault-format.md alone: opens it by its passcode and prints what is in it.

    GRADUS_PASSCODE=... python3 read_vault.py FOLDER

A line of JSON for each entry, in the order of arrival; stops with a message where something does not fit. Give it a copy: SQLite
puts files of its own beside a database. Needs the packages `cryptography` and `sqlcipher3-binary`; shares no code with Gradus.
check_vault.py beside this opens by every way, and holds the entries against the mark, the chains and the signatures.
"""

import hashlib
import hmac
import json
import os
import pathlib
import struct
import sys
from datetime import datetime, timedelta, timezone

from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.kdf.argon2 import Argon2id
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from sqlcipher3 import dbapi2 as sqlcipher

HEAD = struct.Struct(">BHB16s16sQ32sQqhqh32sH")
LAST_KIND = 18


def require(fits, what):
    if not fits:
        raise SystemExit(f"{what} does not fit")


def labelled(label):
    return bytes([len(label)]) + label.encode()


def hkdf(key, salt, info):
    return HKDF(hashes.SHA256(), 32, salt or None, info).derive(key)


def mac(data_key, label, message):
    key = hkdf(data_key, b"", labelled(label))
    return hmac.new(key, labelled(label) + message, hashlib.sha256).digest()


def hashed(label, *parts):
    return hashlib.sha256(labelled(label) + b"".join(struct.pack(">Q", len(part)) + part for part in parts)).digest()


def stretched(numbers, salt, passcode):
    memory, passes, lanes = struct.unpack(">III", numbers)
    return Argon2id(salt=salt, length=32, iterations=passes, lanes=lanes, memory_cost=memory).derive(passcode)


def read_header(data):
    """The vault's id, its key generation, the name of its database, and the ways in."""
    require(data[:8] == b"GRADUSVH", "magic")
    version, length = struct.unpack_from(">HI", data, 8)
    require((version, length) == (1, len(data)), "version or length")
    require(hashlib.sha256(data[:14]).digest()[:4] == data[14:18], "sum of the first bytes")
    require(hashlib.sha256(data[:-32]).digest() == data[-32:], "checksum")
    _, generation, name_length = struct.unpack_from(">QIB", data, 34)
    at = 47 + name_length
    name, slot_count = data[47:at].decode(), data[at]
    at, slots = at + 1, []
    for _ in range(slot_count):
        slot_id, kind, kdf, size = struct.unpack_from(">HBBH", data, at)
        slots.append((slot_id, kind, kdf, data[at + 6 : at + 6 + size]))
        at += 6 + size
    require(at == len(data) - 64, "end of the slots")
    return data[18:34], generation, name, slots


def unseal(secret, label, bound, content):
    """What is sealed in a slot; `None` where it is another secret's."""
    salt, commitment, nonce, wrapped = content[:16], content[16:48], content[48:60], content[60:]
    if hkdf(secret, salt, labelled(label) + b"commit") != commitment:
        return None
    return AESGCM(hkdf(secret, salt, labelled(label) + b"wrap")).decrypt(nonce, wrapped, labelled(label) + bound + salt)


def by_passcode(passcode):
    """What tries a passcode that opens alone on a slot."""

    def way(bound, kind, kdf, content):
        if (kind, kdf) != (1, 1):
            return None
        numbers, content = content[:12], content[12:]
        secret = stretched(numbers, content[:16], passcode)
        return unseal(secret, "gradus/vault/slot-passcode/v1", bound + numbers, content)

    return way


def open_header(folder, way):
    """The vault's id, its key generation, its database's name, and its data key."""
    data = (folder / "vault.hdr").read_bytes()
    require(data == (folder / "vault.hdr2").read_bytes(), "second copy")
    vault_id, generation, name, slots = read_header(data)
    keys = (way(vault_id + struct.pack(">IH", generation, slot_id), *slot) for slot_id, *slot in slots)
    data_key = next((key for key in keys if key is not None), None)
    require(data_key is not None, "secret")
    require(mac(data_key, "gradus/vault/header/v1", data[:-64]) == data[-64:-32], "MAC of the header")
    return vault_id, generation, name, data_key


def open_database(path, data_key):
    """The database, through a SQLCipher that others built."""
    database = sqlcipher.connect(f"file:{path}?mode=ro", uri=True)
    database.execute(f"PRAGMA key = \"x'{database_key(data_key)}'\"")
    provider = database.execute("PRAGMA cipher_provider").fetchone()[0]
    require(provider != "gradus-ring", "the other side has to be a build by others; this")
    require(database.execute("PRAGMA cipher_integrity_check").fetchall() == [], "page check")
    return database


def database_key(data_key):
    return hkdf(data_key, b"", labelled("gradus/vault/db/v1")).hex()


def entry(identity, head, salt, body):
    """An entry as its own bytes say it; what it said is `None` where that was erased."""
    require(hashed("gradus/journal/entry/v1", head) == identity, f"identity of entry {identity.hex()}")
    fields = HEAD.unpack(head[: HEAD.size])
    require(body is None or hashed("gradus/journal/body/v1", salt, body) == fields[12], f"body of entry {identity.hex()}")
    zone = timezone(timedelta(minutes=fields[9]))
    at = datetime.fromtimestamp(0, zone) + timedelta(milliseconds=fields[8])
    # A kind that the page does not list may hold anything.
    said = json.loads if fields[1] <= LAST_KIND else lambda body: body.decode(errors="replace")
    return {
        "id": identity.hex(),
        "kind": fields[1],
        "person": fields[3].hex(),
        "at": at.isoformat(),
        "about": [head[place : place + 32].hex() for place in range(HEAD.size, len(head), 32)],
        "body": None if body is None else said(body),
    }


def main():
    folder = pathlib.Path(sys.argv[1])
    _, _, name, data_key = open_header(folder, by_passcode(os.environ["GRADUS_PASSCODE"].encode()))
    rows = open_database(folder / name, data_key).execute("SELECT id, head, salt, body FROM entry ORDER BY arrival")
    for row in rows:
        print(json.dumps(entry(*row), ensure_ascii=False))


if __name__ == "__main__":
    main()
