"""A text that cannot be sent is refused before a call begins.

A Python text may hold half a character (``"\\ud800"``). The generated code notices that only after it has counted one more
user of the vault, who then never goes away: the vault would stay in memory for good.
"""

from ._core import gradus as _generated


def _check_lower(value: object) -> object:
    if not isinstance(value, str):
        raise TypeError(f"argument must be str, not {type(value).__name__}")
    # Outside the other exception, which has the whole text in its arguments: whoever reports a crash sends its context too.
    if not _is_whole(value):
        raise ValueError("the text holds half a character")
    return value


def _is_whole(text: str) -> bool:
    try:
        text.encode()
    except UnicodeEncodeError:
        return False
    return True


setattr(getattr(_generated, "_UniffiFfiConverterString"), "check_lower", staticmethod(_check_lower))
