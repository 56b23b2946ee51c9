"""A text that cannot be sent is refused before a call begins.

A Python text may hold half a character (``"\\ud800"``). The generated code notices that only after it has counted one more
user of the vault, who then never goes away: the vault would stay in memory for good.
"""

from ._core import gradus as _generated


def _check_lower(value: object) -> object:
    if not isinstance(value, str):
        raise TypeError(f"argument must be str, not {type(value).__name__}")
    if not value.isascii():
        value.encode()
    return value


setattr(getattr(_generated, "_UniffiFfiConverterString"), "check_lower", staticmethod(_check_lower))
