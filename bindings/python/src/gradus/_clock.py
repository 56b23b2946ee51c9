"""The shell's clocks: the core reads none itself."""

import time
from collections.abc import Callable
from datetime import datetime
from pathlib import Path

from ._core import ClockReading

#: What a vault asks for the moment of a call: :func:`now`, or a clock that a test sets by hand.
Clock = Callable[[], ClockReading]

_BOOT = Path("/proc/sys/kernel/random/boot_id")


def _boot() -> str:
    try:
        return _BOOT.read_text(encoding="ascii").strip()
    except OSError:
        return ""


def _since_boot_ns() -> int:
    """With the time that the machine slept, where it tells: a hold goes on while it does."""
    clock = getattr(time, "CLOCK_BOOTTIME", time.CLOCK_MONOTONIC)
    return time.clock_gettime_ns(clock)


def at(wall: str | datetime) -> ClockReading:
    """The moment ``wall`` (RFC 3339 text, or a datetime with its offset), with this machine's monotonic clock."""
    return ClockReading(wall=as_text(wall), monotonic_ms=_since_boot_ns() // 1_000_000, boot=_boot())


def now() -> ClockReading:
    """This moment."""
    return at(datetime.now().astimezone())


def as_text(wall: str | datetime) -> str:
    """RFC 3339, to the second. A datetime without an offset says nothing about when, and is refused."""
    if isinstance(wall, str):
        return wall
    if wall.tzinfo is None or wall.utcoffset() is None:
        raise ValueError("the datetime has no offset: give it a tzinfo")
    return wall.isoformat(timespec="seconds")
