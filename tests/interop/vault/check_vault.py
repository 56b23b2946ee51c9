"""Checks all of a vault but what its bodies say, from docs/vault-format.md alone: every way in, mark, pages, chains, signatures.

    GRADUS_PASSCODE=... python3 check_vault.py FOLDER
    GRADUS_PASSCODE=... GRADUS_DEVICE_SECRET=HEX python3 check_vault.py FOLDER
    GRADUS_PLATFORM_SECRET=HEX python3 check_vault.py FOLDER
    GRADUS_RECOVERY_CODE=XXXX-... python3 check_vault.py FOLDER

Prints the identity of every entry in the order of arrival; stops with a message where anything does not fit. Reads as read_vault.py
does; shares no code with Gradus.
"""

import hashlib
import hmac
import json
import os
import pathlib
import sqlite3
import struct
import sys

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey
from cryptography.hazmat.primitives.ciphers import Cipher, algorithms, modes
from read_vault import HEAD, LAST_KIND, by_passcode, database_key, entry, hashed, hkdf, labelled, mac, open_database, open_header, require, stretched, unseal

ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"


def code_bytes(text):
    symbols = [ALPHABET.index(symbol) for symbol in text.replace("-", "")]
    bits = "".join(f"{symbol:05b}" for symbol in symbols[:26])
    return int(bits[:128], 2).to_bytes(16, "big")


def by_any(passcode, code, device, platform):
    """What tries each secret that is there on a slot of its kind."""

    def way(bound, kind, kdf, content):
        if (kind, kdf) == (1, 1) and passcode is not None:
            return by_passcode(passcode)(bound, kind, kdf, content)
        if (kind, kdf) == (1, 3) and passcode is not None and device is not None:
            numbers, check, content = content[:12], content[12:28], content[28:]
            found = hkdf(device, content[:16], labelled("gradus/vault/device-check/v1"))[:16]
            require(found == check, "device secret")
            secret = stretched(numbers, content[:16], passcode) + device
            return unseal(secret, "gradus/vault/slot-device/v1", bound + numbers + check, content)
        if (kind, kdf) == (2, 2) and code is not None:
            return unseal(code_bytes(code), "gradus/vault/slot-recovery/v1", bound, content)
        if (kind, kdf) == (3, 2) and platform is not None:
            return unseal(platform, "gradus/vault/slot-platform/v1", bound, content)
        return None

    return way


def read_mark(data, vault_id, data_key):
    found = []
    for place in (0, 1):
        slot = data[4096 * place : 4096 * (place + 1)]
        require(hashlib.sha256(slot[:4064]).digest() == slot[4064:], "checksum of a mark")
        require(slot[:26] == b"GRADUSVM\0\1" + vault_id, "start of a mark")
        require(mac(data_key, "gradus/vault/mark/v1", slot[:4032]) == slot[4032:4064], "MAC of a mark")
        counter, incarnation, number, head = struct.unpack_from(">Q16sQ32s", slot, 26)
        require(counter % 2 == place, "counter of a mark")
        found.append((counter, incarnation.hex(), number, head.hex()))
    return max(found)


ENTRIES = "SELECT arrival, id, head, salt, body, arrival_head, person, kind, effective_ms FROM entry ORDER BY arrival"
ERASABLE = {3, 4, 5, 10, 15, 16}


def way_back(entries, name, seq, last):
    """The entries of a writer from this one back to the first."""
    walked, lamport = set(), 1 << 49
    while seq > 0:
        require(last in entries, f"entry {seq} of a writer")
        head = entries[last]
        require((head[4], head[5]) == (name, seq) and head[7] < lamport, f"chain at entry {seq} of a writer")
        walked.add(last)
        seq, last, lamport = seq - 1, head[6], head[7]
    require(last == bytes(32), "first entry of a writer")
    return walked


def check_writers(rows, entries, cuts):
    """Each writer's chain, back from its signed head or from where a salvage cut it, has every entry of its name."""
    signed = set()
    for public, seq, last, signature in rows:
        name = hashed("gradus/journal/writer/v1", public)[:16]
        message = labelled("gradus/journal/signed-head/v1") + name + struct.pack(">Q", seq) + last
        try:
            Ed25519PublicKey.from_public_bytes(public).verify(signature, message)
        except InvalidSignature:
            require(False, "signature of a writer")
        signed |= way_back(entries, name, seq, last)
    for name, (_, seq, last) in cuts.items():
        signed |= way_back(entries, name, seq, last)
    require(signed == set(entries), "entries that nobody signed")


def check_pages(path, key, rows):
    """The same rows without SQLCipher: each page is checked and decrypted by itself, and SQLite reads what comes out."""
    data, key = path.read_bytes(), bytes.fromhex(key)
    mac_key = hashlib.pbkdf2_hmac("sha512", key, bytes(byte ^ 0x3A for byte in data[:16]), 2, 32)
    plain = b"SQLite format 3\0"
    for number in range(1, len(data) // 4096 + 1):
        page = data[(number - 1) * 4096 : number * 4096]
        hidden, iv = page[16 if number == 1 else 0 : 4016], page[4016:4032]
        tag = hmac.new(mac_key, hidden + iv + struct.pack("<I", number), hashlib.sha512).digest()
        require(tag == page[4032:], f"MAC of page {number}")
        decryptor = Cipher(algorithms.AES(key), modes.CBC(iv)).decryptor()
        plain += decryptor.update(hidden) + decryptor.finalize() + bytes(80)
    database = sqlite3.connect(":memory:")
    database.deserialize(plain[:18] + b"\1\1" + plain[20:])
    require(database.execute(ENTRIES).fetchall() == rows, "rows without SQLCipher")


def read_entries(path, data_key, vault_id, mark):
    """Every entry in the order of arrival; all chains are worked out anew."""
    database = open_database(path, data_key)
    _, incarnation, arrivals, marked_head = mark
    head = hashed("gradus/journal/arrival-start/v1", vault_id, bytes.fromhex(incarnation))
    entries, erased, gone, cuts = {}, set(), set(), {}
    rows = database.execute(ENTRIES).fetchall()
    log = path.with_name(path.name + "-wal")
    if not log.exists() or log.stat().st_size == 0:
        check_pages(path, database_key(data_key), rows)
    for number, (arrival, identity, bytes_of_head, salt, body, arrival_head, *derived) in enumerate(rows, 1):
        require(arrival == number, "order of arrival")
        entry(identity, bytes_of_head, salt, body)
        head = hashed("gradus/journal/arrival/v1", head, identity)
        require(head == arrival_head, f"arrival chain at entry {number}")
        fields = HEAD.unpack(bytes_of_head[: HEAD.size])
        targets = [bytes_of_head[at : at + 32] for at in range(HEAD.size, len(bytes_of_head), 32)]
        require((fields[0], fields[13]) == (1, len(targets)), f"head of entry {number}")
        require(derived == [fields[3], fields[1], fields[8]], f"derived columns of entry {number}")
        erased |= set(targets) if fields[1] == 11 else set()
        for end in json.loads(body).get("ends", []) if fields[1] == 13 else []:
            cut = (fields[7], end["seq"], bytes.fromhex(end["entry"]))
            cuts[bytes.fromhex(end["writer"])] = max(cut, cuts.get(bytes.fromhex(end["writer"]), cut))
        gone |= {identity} if body is None else set()
        entries[identity] = fields
    can_go = {identity for identity, fields in entries.items() if fields[1] in ERASABLE or fields[1] > LAST_KIND}
    require(gone == erased & can_go, "bodies that are gone")
    check_writers(database.execute("SELECT public_key, seq, head_hash, signature FROM writer"), entries, cuts)
    require((len(entries), head.hex()) == (arrivals, marked_head), "mark")
    return [identity.hex() for identity in entries]


def main():
    folder = pathlib.Path(sys.argv[1])
    passcode, code = os.environ.get("GRADUS_PASSCODE"), os.environ.get("GRADUS_RECOVERY_CODE")
    kept = [os.environ.get(f"GRADUS_{name}_SECRET") for name in ("DEVICE", "PLATFORM")]
    device, platform = [secret and bytes.fromhex(secret) for secret in kept]
    way = by_any(passcode and passcode.encode(), code, device, platform)
    vault_id, generation, name, data_key = open_header(folder, way)
    mark = (folder / ("vault.mark" if generation % 2 else "vault.mark2")).read_bytes()
    for identity in read_entries(folder / name, data_key, vault_id, read_mark(mark, vault_id, data_key)):
        print(identity)


if __name__ == "__main__":
    main()
