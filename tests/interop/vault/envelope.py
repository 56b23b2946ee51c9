"""HPKE (RFC 9180) in base mode with X25519, HKDF-SHA256 and AES-256-GCM, from the RFC alone; shares no code with Gradus.

    python3 envelope.py     prints the known answer that core/crypto/src/envelope.rs opens
"""

import hashlib
import hmac

from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey, X25519PublicKey
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

KEM = b"KEM" + (0x0020).to_bytes(2, "big")
HPKE = b"HPKE" + b"".join(number.to_bytes(2, "big") for number in (0x0020, 0x0001, 0x0002))


def extract(salt, key):
    return hmac.new(salt or bytes(32), key, hashlib.sha256).digest()


def expand(key, info, length):
    out, block, count = b"", b"", 1
    while len(out) < length:
        block = hmac.new(key, block + info + bytes([count]), hashlib.sha256).digest()
        out, count = out + block, count + 1
    return out[:length]


def labeled_extract(suite, salt, label, key):
    return extract(salt, b"HPKE-v1" + suite + label + key)


def labeled_expand(suite, key, label, info, length):
    return expand(key, length.to_bytes(2, "big") + b"HPKE-v1" + suite + label + info, length)


def schedule(shared, info):
    """Key and nonce of the first message."""
    psk_id = labeled_extract(HPKE, b"", b"psk_id_hash", b"")
    context = b"\0" + psk_id + labeled_extract(HPKE, b"", b"info_hash", info)
    secret = labeled_extract(HPKE, shared, b"secret", b"")
    return labeled_expand(HPKE, secret, b"key", context, 32), labeled_expand(HPKE, secret, b"base_nonce", context, 12)


def shared_secret(dh, ephemeral, address):
    return labeled_expand(KEM, labeled_extract(KEM, b"", b"eae_prk", dh), b"shared_secret", ephemeral + address, 32)


def address_of(private):
    return X25519PrivateKey.from_private_bytes(private).public_key().public_bytes_raw()


def seal(address, info, around, plain, ephemeral):
    public = address_of(ephemeral)
    dh = X25519PrivateKey.from_private_bytes(ephemeral).exchange(X25519PublicKey.from_public_bytes(address))
    key, nonce = schedule(shared_secret(dh, public, address), info)
    return public + AESGCM(key).encrypt(nonce, plain, around)


def unseal(private, info, around, envelope):
    public = envelope[:32]
    dh = X25519PrivateKey.from_private_bytes(private).exchange(X25519PublicKey.from_public_bytes(public))
    key, nonce = schedule(shared_secret(dh, public, address_of(private)), info)
    return AESGCM(key).decrypt(nonce, envelope[32:], around)


if __name__ == "__main__":
    label = b"gradus/test/envelope/v1"
    address = address_of(bytes([7]) * 32)
    print(address.hex())
    print(seal(address, bytes([len(label)]) + label, b"around", b"plain", bytes([9]) * 32).hex())
