"""A second reader of a vault, written from docs/vault-format.md alone: header, mark, database and journal.

    GRADUS_PASSCODE=... python3 read_vault.py FOLDER
    GRADUS_PASSCODE=... GRADUS_DEVICE_SECRET=HEX python3 read_vault.py FOLDER
    GRADUS_PLATFORM_SECRET=HEX python3 read_vault.py FOLDER
    GRADUS_RECOVERY_CODE=XXXX-... python3 read_vault.py FOLDER

Prints the identity of every entry in the order of arrival; stops with a message where anything does not fit. Needs the
packages `cryptography` and `sqlcipher3-binary`; shares no code with Gradus.
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
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey
from cryptography.hazmat.primitives.ciphers import Cipher, algorithms, modes
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.kdf.argon2 import Argon2id
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from sqlcipher3 import dbapi2 as sqlcipher

ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"


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


def code_bytes(text):
    symbols = [ALPHABET.index(symbol) for symbol in text.replace("-", "")]
    bits = "".join(f"{symbol:05b}" for symbol in symbols[:26])
    return int(bits[:128], 2).to_bytes(16, "big")


def read_header(data):
    require(data[:8] == b"GRADUSVH", "magic")
    version, length = struct.unpack_from(">HI", data, 8)
    require((version, length) == (1, len(data)), "version or length")
    require(hashlib.sha256(data[:14]).digest()[:4] == data[14:18], "sum of the first bytes")
    require(hashlib.sha256(data[:-32]).digest() == data[-32:], "checksum")
    vault_id = data[18:34]
    epoch, generation, name_length = struct.unpack_from(">QIB", data, 34)
    at = 47 + name_length
    name, slot_count = data[47:at].decode(), data[at]
    at, slots = at + 1, []
    for _ in range(slot_count):
        slot_id, kind, kdf, size = struct.unpack_from(">HBBH", data, at)
        slots.append((slot_id, kind, kdf, data[at + 6 : at + 6 + size]))
        at += 6 + size
    require(at == len(data) - 64, "end of the slots")
    return vault_id, epoch, generation, name, slots


def stretched(numbers, salt, passcode):
    memory, passes, lanes = struct.unpack(">III", numbers)
    return Argon2id(salt=salt, length=32, iterations=passes, lanes=lanes, memory_cost=memory).derive(passcode)


def unwrap(vault_id, generation, slot, passcode, code, device, platform):
    slot_id, kind, kdf, content = slot
    bound = vault_id + struct.pack(">IH", generation, slot_id)
    if (kind, kdf) == (1, 1) and passcode is not None:
        numbers, content = content[:12], content[12:]
        secret, label = stretched(numbers, content[:16], passcode), "gradus/vault/slot-passcode/v1"
        bound += numbers
    elif (kind, kdf) == (1, 3) and passcode is not None and device is not None:
        numbers, check, content = content[:12], content[12:28], content[28:]
        found = hkdf(device, content[:16], labelled("gradus/vault/device-check/v1"))[:16]
        require(found == check, "device secret")
        secret, label = stretched(numbers, content[:16], passcode) + device, "gradus/vault/slot-device/v1"
        bound += numbers + check
    elif (kind, kdf) == (2, 2) and code is not None:
        secret, label = code_bytes(code), "gradus/vault/slot-recovery/v1"
    elif (kind, kdf) == (3, 2) and platform is not None:
        secret, label = platform, "gradus/vault/slot-platform/v1"
    else:
        return None
    salt, commitment, nonce, wrapped = content[:16], content[16:48], content[48:60], content[60:]
    if hkdf(secret, salt, labelled(label) + b"commit") != commitment:
        return None  # another slot's
    wrap = hkdf(secret, salt, labelled(label) + b"wrap")
    return AESGCM(wrap).decrypt(nonce, wrapped, labelled(label) + bound + salt)


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


def open_header(folder, passcode=None, code=None, device=None, platform=None):
    """The vault's id, its database's name and key, and the newest mark; stops where anything does not fit."""
    data = (folder / "vault.hdr").read_bytes()
    require(data == (folder / "vault.hdr2").read_bytes(), "second copy")
    vault_id, _, generation, name, slots = read_header(data)
    keys = [unwrap(vault_id, generation, slot, passcode, code, device, platform) for slot in slots]
    data_key = next((key for key in keys if key is not None), None)
    require(data_key is not None, "secret")
    require(mac(data_key, "gradus/vault/header/v1", data[:-64]) == data[-64:-32], "MAC of the header")
    mark = read_mark((folder / ("vault.mark" if generation % 2 else "vault.mark2")).read_bytes(), vault_id, data_key)
    return vault_id, name, hkdf(data_key, b"", labelled("gradus/vault/db/v1")).hex(), mark


ENTRIES = "SELECT arrival, id, head, salt, body, arrival_head, person, kind, effective_ms FROM entry ORDER BY arrival"
ERASABLE = {3, 4, 5, 10, 15, 16}
HEAD = struct.Struct(">BHB16s16sQ32sQqhqh32sH")


def hashed(label, *parts):
    return hashlib.sha256(labelled(label) + b"".join(struct.pack(">Q", len(part)) + part for part in parts)).digest()


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


def read_entries(path, key, vault_id, mark):
    """Every entry in the order of arrival, through a SQLCipher that others built; all chains are worked out anew."""
    database = sqlcipher.connect(f"file:{path}?mode=ro", uri=True)
    database.execute(f"PRAGMA key = \"x'{key}'\"")
    provider = database.execute("PRAGMA cipher_provider").fetchone()[0]
    require(provider != "gradus-ring", "the other side has to be a build by others; this")
    require(database.execute("PRAGMA cipher_integrity_check").fetchall() == [], "page check")
    _, incarnation, arrivals, marked_head = mark
    head = hashed("gradus/journal/arrival-start/v1", vault_id, bytes.fromhex(incarnation))
    entries, erased, gone, cuts = {}, set(), set(), {}
    rows = database.execute(ENTRIES).fetchall()
    log = path.with_name(path.name + "-wal")
    if not log.exists() or log.stat().st_size == 0:
        check_pages(path, key, rows)
    for number, (arrival, identity, bytes_of_head, salt, body, arrival_head, *derived) in enumerate(rows, 1):
        require(arrival == number, "order of arrival")
        require(hashed("gradus/journal/entry/v1", bytes_of_head) == identity, f"identity of entry {number}")
        head = hashed("gradus/journal/arrival/v1", head, identity)
        require(head == arrival_head, f"arrival chain at entry {number}")
        fields = HEAD.unpack(bytes_of_head[:138])
        targets = [bytes_of_head[at : at + 32] for at in range(138, len(bytes_of_head), 32)]
        require((fields[0], fields[13]) == (1, len(targets)), f"head of entry {number}")
        require(derived == [fields[3], fields[1], fields[8]], f"derived columns of entry {number}")
        require(body is None or hashed("gradus/journal/body/v1", salt, body) == fields[12], f"body of entry {number}")
        erased |= set(targets) if fields[1] == 11 else set()
        for end in json.loads(body).get("ends", []) if fields[1] == 13 else []:
            cut = (fields[7], end["seq"], bytes.fromhex(end["entry"]))
            cuts[bytes.fromhex(end["writer"])] = max(cut, cuts.get(bytes.fromhex(end["writer"]), cut))
        gone |= {identity} if body is None else set()
        entries[identity] = fields
    can_go = {identity for identity, fields in entries.items() if fields[1] in ERASABLE or fields[1] > 18}
    require(gone == erased & can_go, "bodies that are gone")
    check_writers(database.execute("SELECT public_key, seq, head_hash, signature FROM writer"), entries, cuts)
    require((len(entries), head.hex()) == (arrivals, marked_head), "mark")
    return [identity.hex() for identity in entries]


def main():
    folder = pathlib.Path(sys.argv[1])
    passcode, code = os.environ.get("GRADUS_PASSCODE"), os.environ.get("GRADUS_RECOVERY_CODE")
    kept = [os.environ.get(f"GRADUS_{name}_SECRET") for name in ("DEVICE", "PLATFORM")]
    device, platform = [secret and bytes.fromhex(secret) for secret in kept]
    vault_id, name, key, mark = open_header(folder, passcode and passcode.encode(), code, device, platform)
    for identity in read_entries(folder / name, key, vault_id, mark):
        print(identity)


if __name__ == "__main__":
    main()
