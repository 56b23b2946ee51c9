"""A secret as somebody typed it."""

import unicodedata


def typed_secret(text: str) -> bytes:
    """A passcode or a recovery code that somebody typed, as the bytes that ``open_vault`` and the others take.

    UTF-8 in composed form (NFC), as the terminal and the phones make it, so that the same words open the vault whichever
    keyboard they come from: an accent may arrive as one letter, or as a letter and a mark after it. Half a character becomes a
    question mark. Python can wipe neither the text nor the bytes: let go of both at once.
    """
    return unicodedata.normalize("NFC", text).encode(errors="replace")
