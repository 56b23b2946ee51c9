"""What still holds of a vault that nothing mends."""

from os import fspath

from ._clock import Clock, now as wall_clock
from ._core import SalvageDraft, SalvageView, salvage_vault
from ._doors import Folder
from ._vault import proof_of


def salvage(
    folder: Folder,
    into: Folder,
    new_passcode: bytes,
    *,
    passcode: bytes | None = None,
    recovery_code: bytes | None = None,
    device_secret: bytes = b"",
    trial_ms: int | None = None,
    language: str | None = None,
    clock: Clock = wall_clock,
) -> SalvageView:
    """Makes a new vault at ``into`` with everything that holds of a damaged one that nothing mends, and tells what does not.

    ``passcode`` or ``recovery_code`` is that of the damaged vault, in whose folder nothing is written but a passcode that was
    tried. For somebody who has no sound copy: where something is missing, sessions wait in the new vault until every question
    was answered again.
    """
    proof, secret = proof_of(passcode, recovery_code)
    draft = SalvageDraft(into=fspath(into), trial_ms=trial_ms, language=language)
    return salvage_vault(fspath(folder), proof, secret, device_secret, new_passcode, draft, clock())
