"""The ways to an open vault."""

from collections.abc import Iterable
from os import PathLike, fspath

from ._clock import Clock, now as wall_clock
from ._core import Gradus, PracticePerson
from ._vault import Vault

Folder = str | PathLike[str]


def open_vault(
    folder: Folder, *, passcode: bytes, device_secret: bytes | None = None, clock: Clock = wall_clock
) -> Vault:
    """Opens the vault in ``folder``; raises ``GradusError.WrongSecret``, ``.Damaged`` and so on.

    ``device_secret`` is what this device keeps beside the passcode, where it keeps anything.
    """
    if device_secret is None:
        return Vault(Gradus.open(fspath(folder), passcode, clock()), clock)
    return Vault(Gradus.open_on_device(fspath(folder), passcode, device_secret, clock()), clock)


def open_vault_by_platform(folder: Folder, *, platform_secret: bytes, clock: Clock = wall_clock) -> Vault:
    """Opens the vault in ``folder`` with a secret that a keystore gave out by itself."""
    return Vault(Gradus.open_by_platform(fspath(folder), platform_secret, clock()), clock)


def recover_vault(folder: Folder, *, recovery_code: bytes, clock: Clock = wall_clock) -> Vault:
    """Opens the vault in ``folder`` with its recovery code, as typed: case, spaces and dashes do not matter."""
    return Vault(Gradus.recover(fspath(folder), recovery_code, clock()), clock)


def practice_vault(
    seed: int = 1, people: Iterable[PracticePerson] = (), *, clock: Clock = wall_clock
) -> Vault:
    """A vault in memory, for a look around: no file, no passcode, and the same ids for the same seed."""
    return Vault(Gradus.practice_with(seed, list(people), clock()), clock)
