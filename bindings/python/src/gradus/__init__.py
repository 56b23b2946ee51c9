"""Gradus for clinics' scripts and for tests: plans, diary and triage on an encrypted vault, offline.

The values are the core's own views. ``as_json`` writes one exactly as ``gradus --json`` prints it.

    with gradus.open_vault(folder, passcode=b"...") as vault:
        print(gradus.as_json(vault.today("Mia", gradus.now())))
"""

from ._clock import at, now
from ._core import *  # noqa: F401,F403  the core's views and verbs, documented there
from ._core import Gradus, GradusError, create_vault, facts, mend_vault, plan_blanks, plan_check, triage
from ._json import as_json, as_plain
from ._vault import Vault, open_vault

__all__ = [
    "Gradus",
    "GradusError",
    "Vault",
    "as_json",
    "as_plain",
    "at",
    "create_vault",
    "facts",
    "mend_vault",
    "now",
    "open_vault",
    "plan_blanks",
    "plan_check",
    "triage",
]
