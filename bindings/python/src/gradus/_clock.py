"""The shell's clocks: the core reads none itself."""

import time
from datetime import datetime
from pathlib import Path

from ._core import ClockReading

_BOOT = Path("/proc/sys/kernel/random/boot_id")


def _boot() -> str:
    try:
        return _BOOT.read_text(encoding="ascii").strip()
    except OSError:
        return ""


def at(wall: str | datetime) -> ClockReading:
    """The moment ``wall`` (RFC 3339 text, or a datetime with its offset), with this machine's monotonic clock."""
    if isinstance(wall, datetime):
        if wall.tzinfo is None:
            raise ValueError("the datetime has no offset: give it a tzinfo")
        wall = wall.isoformat(timespec="seconds")
    return ClockReading(wall=wall, monotonic_ms=time.monotonic_ns() // 1_000_000, boot=_boot())


def now() -> ClockReading:
    """This moment."""
    return at(datetime.now().astimezone())
