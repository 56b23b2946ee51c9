"""What a person logs, and what opens a vault, has no place in a log file.

The generated classes print every field, and the exceptions say theirs in their text. Values say the name of their type
instead, and exceptions the names of the fields that say more. An exception that is pickled is of the same kind when it is
read again, and has no fields.
"""

import enum
import functools
from collections.abc import Callable
from typing import Any

from . import _core
from ._core import GradusError


def _name(self: object) -> str:
    return f"{type(self).__qualname__}(..)"


def _kind(self: object) -> str:
    return f"see {' and '.join(vars(self))}" if vars(self) else ""


def _spare(init: Callable[..., None]) -> Callable[..., None]:
    """The same constructor with nothing in ``args``, which whoever reports a crash sends."""

    @functools.wraps(init)
    def spared(self: BaseException, *values: object, **named: object) -> None:
        init(self, *values, **named)
        self.args = ()

    return spared


def _bare(kind: type[BaseException]) -> BaseException:
    return kind.__new__(kind)


def _pickled(self: BaseException) -> tuple[Any, ...]:
    return _bare, (type(self),)


def _classes(of: object) -> list[type]:
    ours = [kind for kind in vars(of).values() if isinstance(kind, type) and kind.__module__.startswith(_core.__name__)]
    return [kind for kind in ours if not kind.__name__.startswith("_")]


def _hush() -> None:
    values = [kind for kind in _classes(_core) if "__str__" in vars(kind) and not issubclass(kind, enum.Enum)]
    choices = [kind for kind in _classes(_core) if not issubclass(kind, Exception)]
    for kind in [*values, *(case for choice in choices for case in _classes(choice))]:
        setattr(kind, "__str__", _name)
        setattr(kind, "__repr__", _name)
    for kind in _classes(GradusError):
        setattr(kind, "__init__", _spare(getattr(kind, "__init__")))
        setattr(kind, "__reduce__", _pickled)
        setattr(kind, "__str__", _kind)


_hush()
