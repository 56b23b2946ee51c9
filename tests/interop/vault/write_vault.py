"""Makes a vault from docs/vault-format.md alone, for Gradus to open; shares no code with it.

    python3 write_vault.py FOLDER     makes the folder, and prints the vault's freshness code

Every way in of the format, two writers, a body that was erased, an amendment, and two notes in the inbox. The secrets are
PASSCODE, ON_DEVICE beside DEVICE, PLATFORM, and the recovery code of the bytes CODE, which `recovery_code` writes down.
tests/fixtures/vault-by-others was made by this; all bytes but those of the database are the same each time.
"""

import hashlib
import hmac
import json
import pathlib
import re
import struct
import sys
from datetime import datetime, timedelta, timezone

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from check_vault import ALPHABET
from envelope import address_of, seal
from read_vault import hashed, hkdf, labelled, mac, stretched
from sqlcipher3 import dbapi2 as sqlcipher

PASSCODE, ON_DEVICE = b"river and tree and stone", b"481902"
DEVICE, PLATFORM, CODE = b"\x5e" * 32, b"\xf1" * 40, bytes(range(16))
PAGE = pathlib.Path(__file__).resolve().parents[3] / "docs/vault-format.md"
ZONE = timezone(timedelta(hours=1))
ROBIN = bytes([0xA0] * 16)
STRETCHING = (19_456, 2, 1)
PLAN = """format = "gradus-plan/1"
title = "Own practice"
origin = "self_directed"
indication = "own_practice"
age_group = "adult"
administrator = "self"
lubricant = "water"

[device]
kind = "graded"
material = "silicone"
base = true

[ladder]
sizes_mm = [12, 14, 16]
start_mm = 12
goal_mm = 16

[start]
on = 2026-03-01

[[phase]]
per_day = 1
times = ["20:00"]
insertions = 1
hold_s = 60

[step_up]
days_at_size = 7
"""


def chosen(what, length=32):
    """Bytes that stand for random ones, the same each time."""
    return hashlib.sha512(b"vault by others: " + what.encode()).digest()[:length]


def recovery_code(code):
    bits = f"{int.from_bytes(code, 'big'):0128b}00"
    symbols = [int(bits[at : at + 5], 2) for at in range(0, 130, 5)]

    def times_x(symbol, times):
        for _ in range(times):
            symbol = symbol << 1 ^ (0b100101 if symbol & 16 else 0)
        return symbol

    def fits(checks):
        total = weighted = 0
        for place, symbol in enumerate(symbols + checks):
            total, weighted = total ^ symbol, weighted ^ times_x(symbol, place)
        return total == weighted == 0

    checks = next([a, b] for a in range(32) for b in range(32) if fits([a, b]))
    text = "".join(ALPHABET[symbol] for symbol in symbols + checks)
    return "-".join(text[at : at + 4] for at in range(0, 28, 4))


def sealed(secret, salt, label, around, plain):
    nonce = chosen("nonce " + label, 12)
    key = hkdf(secret, salt, labelled(label) + b"wrap")
    return hkdf(secret, salt, labelled(label) + b"commit") + nonce + AESGCM(key).encrypt(nonce, plain, labelled(label) + around)


def slot(vault_id, slot_id, kind, derivation, secret, data_key):
    label = "gradus/vault/slot-" + {(1, 1): "passcode", (1, 3): "device", (2, 2): "recovery", (3, 2): "platform"}[kind, derivation] + "/v1"
    salt, fixed = chosen(f"salt {slot_id}", 16), b""
    if kind == 1:
        fixed = struct.pack(">III", *STRETCHING)
        secret = stretched(fixed, salt, secret) + (DEVICE if derivation == 3 else b"")
    if derivation == 3:
        fixed += hkdf(DEVICE, salt, labelled("gradus/vault/device-check/v1"))[:16]
    around = vault_id + struct.pack(">IH", 1, slot_id) + fixed + salt
    content = fixed + salt + sealed(secret, salt, label, around, data_key)
    return struct.pack(">HBBH", slot_id, kind, derivation, len(content)) + content


def header(vault_id, data_key):
    ways = [(1, 1, PASSCODE), (1, 3, ON_DEVICE), (2, 2, CODE), (3, 2, PLATFORM)]
    slots = [slot(vault_id, number, *way, data_key) for number, way in enumerate(ways, 1)]
    fields = vault_id + struct.pack(">QIB", 1, 1, 8) + b"vault.db" + bytes([len(slots)]) + b"".join(slots)
    start = b"GRADUSVH" + struct.pack(">HI", 1, 18 + len(fields) + 64)
    data = start + hashlib.sha256(start).digest()[:4] + fields
    data += mac(data_key, "gradus/vault/header/v1", data)
    return data + hashlib.sha256(data).digest()


def two_slots(one):
    """A file of two slots; `one` gives what a slot holds before the checksum, without the zeros at its end."""
    slots = [one(counter).ljust(4064, b"\0") for counter in (0, 1)]
    return b"".join(slot + hashlib.sha256(slot).digest() for slot in slots)


def mark(vault_id, data_key, incarnation, arrivals, head):
    def one(counter):
        data = b"GRADUSVM\0\1" + vault_id + struct.pack(">Q16sQ32s", counter, incarnation, arrivals, head)
        data = data.ljust(4032, b"\0")
        return data + mac(data_key, "gradus/vault/mark/v1", data)

    return two_slots(one)


class Writer:
    def __init__(self, name):
        self.seed = chosen(name)
        self.key = Ed25519PrivateKey.from_private_bytes(self.seed)
        self.public = self.key.public_key().public_bytes_raw()
        self.name = hashed("gradus/journal/writer/v1", self.public)[:16]
        self.seq, self.last = 0, bytes(32)

    def write(self, lamport, kind, body, at, person=ROBIN, targets=()):
        body, salt = json.dumps(body, separators=(",", ":"), ensure_ascii=False).encode(), chosen(f"salt of {lamport}", 16)
        time = struct.pack(">qh", int(at.timestamp() * 1000), 60)
        head = struct.pack(">BHB16s16sQ32sQ", 1, kind, 0, person, self.name, self.seq + 1, self.last, lamport)
        head += time + time + hashed("gradus/journal/body/v1", salt, body) + struct.pack(">H", len(targets)) + b"".join(targets)
        self.seq, self.last = self.seq + 1, hashed("gradus/journal/entry/v1", head)
        return [self.last, head, salt, body, person, kind, int(at.timestamp() * 1000)]

    def row(self, seed):
        signed = labelled("gradus/journal/signed-head/v1") + self.name + struct.pack(">Q", self.seq) + self.last
        return self.public, seed, self.seq, self.last, self.key.sign(signed)


def entries(former, present):
    at = lambda day, hour: datetime(2026, 3, day, hour, tzinfo=ZONE)  # noqa: E731
    session = {"v": 1, "size_tenths_mm": 120, "warm_up_tenths_mm": [], "holds_s": [60], "ease": "easy", "pain": {}, "adjuncts": []}
    yield former.write(1, 12, {"v": 1, "least_header_epoch": 1}, at(1, 8), bytes(16))
    yield former.write(2, 1, {"v": 1, "name": "Robin Ünal", "born": "1990-05-05", "role": "self", "conditions": [], "surgeries": []}, at(1, 9))
    yield present.write(3, 2, {"v": 1, "text": PLAN}, at(1, 10))
    held = present.write(4, 3, session | {"note": "held"}, at(1, 20))
    yield held
    slip = present.write(5, 3, session | {"note": "to be erased"}, at(1, 21))
    yield slip[:2] + [None, None] + slip[4:]
    amended = {"v": 1, "kind": "session", "body": session | {"pain": {"peak": {"known": 2}}}}
    yield present.write(6, 10, amended, at(1, 20), targets=[held[0]])
    yield present.write(7, 11, {"v": 1}, at(1, 22), targets=[slip[0]])


def database(path, key, vault_id, incarnation, private):
    """Writes it, and returns how many entries there are, and the start and the end of the arrival chain."""
    database = sqlcipher.connect(str(path))
    database.execute(f"PRAGMA key = \"x'{key.hex()}'\"")
    database.execute("PRAGMA journal_mode = WAL")
    database.execute(f"PRAGMA application_id = {0x47726473}")
    for schema in re.findall(r"```sql\n(.*?)```", PAGE.read_text(encoding="utf-8"), re.DOTALL):
        database.executescript(schema)
    database.execute("PRAGMA user_version = 2")
    former, present = Writer("former"), Writer("present")
    start = head = hashed("gradus/journal/arrival-start/v1", vault_id, incarnation)
    arrival = 0
    for arrival, (identity, bytes_of_head, salt, body, person, kind, effective_ms) in enumerate(entries(former, present), 1):
        head = hashed("gradus/journal/arrival/v1", head, identity)
        row = (arrival, identity, bytes_of_head, salt, body, head, person, kind, effective_ms)
        database.execute("INSERT INTO entry VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)", row)
    for row in (former.row(None), present.row(present.seed)):
        database.execute("INSERT INTO writer VALUES (?, ?, ?, ?, ?)", row)
    database.execute("INSERT INTO vault VALUES (1, ?, ?, ?, 1)", (vault_id, incarnation, 1_772_352_000_000))
    inbox = {"v": 1, "private": private.hex(), "round": 3, "merged": 0, "taken_in": 0, "told": []}
    database.execute("INSERT INTO draft VALUES (?, 'inbox', 1, ?)", (bytes(16), json.dumps(inbox, separators=(",", ":"))))
    database.commit()
    database.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    database.close()
    return arrival, start, head


def inbox(vault_id, private, round_number, said):
    address, place = address_of(private), struct.pack(">Q", round_number)
    key = hkdf(private, b"", labelled("gradus/vault/inbox-first/v1") + place)
    records = b""
    for number, letter in enumerate(said):
        letter = json.dumps(letter, separators=(",", ":")).encode()
        plain = (struct.pack(">H", len(letter)) + letter).ljust(400, b"\0")
        at, label = struct.pack(">Q", number), labelled("gradus/vault/inbox-record/v1")
        envelope = seal(address, labelled("gradus/vault/inbox/v1"), vault_id + place + at, plain, chosen(f"ephemeral {number}"))
        signed = label + vault_id + place + address + at + envelope
        records += envelope + hmac.new(hkdf(key, b"", label), signed, hashlib.sha256).digest()
        key = hkdf(key, b"", labelled("gradus/vault/inbox-next/v1"))
    data = b"GRADUSVI\0\1" + vault_id + place + address + key + bytes(4) + records
    return data + hashlib.sha256(data).digest()


def notes():
    for wall, word, person in [("2026-03-02T20:10:00+01:00", "skipped", ROBIN.hex()), ("2026-03-02T20:11:00+01:00", "done", "b" * 32)]:
        yield {"v": 1, "at": {"wall": wall, "monotonic_ms": 5, "boot": "09" * 16}, "said": {word: {"person": person}}}


def freshness(arrivals, start, head):
    check = hashed("gradus/journal/freshness-check/v1", struct.pack(">Q", arrivals), start[:4], head[:8])
    return f"{arrivals}-{start[:4].hex()}-{head[:8].hex()}-{check[:1].hex()}"


def main():
    folder = pathlib.Path(sys.argv[1])
    folder.mkdir()
    vault_id, incarnation, data_key, private = chosen("id", 16), chosen("incarnation", 16), chosen("data key"), chosen("inbox")
    for name in ("vault.hdr", "vault.hdr2"):
        (folder / name).write_bytes(header(vault_id, data_key))
    key = hkdf(data_key, b"", labelled("gradus/vault/db/v1"))
    arrivals, start, head = database(folder / "vault.db", key, vault_id, incarnation, private)
    (folder / "vault.mark").write_bytes(mark(vault_id, data_key, incarnation, arrivals, head))
    (folder / "vault.inbox").write_bytes(inbox(vault_id, private, 3, notes()))
    (folder / "vault.tries").write_bytes(two_slots(lambda counter: b"GRADUSVT\0\1" + struct.pack(">Q", counter)))
    print(freshness(arrivals, start, head))


if __name__ == "__main__":
    main()
