"""A vault as a context manager: leaving the block drops the keys."""

from os import PathLike, fspath
from types import TracebackType

from ._clock import now
from ._core import Gradus


class Vault:
    """An open vault. Every verb of :class:`Gradus` is here under its own name."""

    def __init__(self, handle: Gradus) -> None:
        self._handle = handle

    def __getattr__(self, verb: str):
        return getattr(self._handle, verb)

    def __enter__(self) -> "Vault":
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._handle.lock()


def open_vault(folder: str | PathLike[str], *, passcode: bytes) -> Vault:
    """Opens the vault in ``folder``; raises ``GradusError.WrongSecret``, ``.Damaged`` and so on."""
    return Vault(Gradus.open(fspath(folder), passcode, now()))
