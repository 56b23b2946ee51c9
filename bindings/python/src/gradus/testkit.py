"""What a test needs: a vault in memory, a clock that is set by hand, and people who are ready-made.

    clock = testkit.HandClock("2026-03-16T08:30:00+01:00")
    with testkit.practice(testkit.INFANT_AFTER_ANOPLASTY, clock=clock) as vault:
        clock.forward(hours=12)
        print(vault.today("Mia").headline)
"""

from datetime import datetime, timedelta

from ._clock import as_text
from ._core import ClockReading, PracticePerson
from ._doors import practice_vault
from ._vault import Vault

#: Mia, on the 20th day after her anoplasty.
INFANT_AFTER_ANOPLASTY = PracticePerson.INFANT_AFTER_ANOPLASTY
#: Robin, in the fifth week of a plan for a stricture.
ADULT_WITH_STENOSIS = PracticePerson.ADULT_WITH_STENOSIS

#: The Monday morning on which a :class:`HandClock` begins unless told otherwise.
MONDAY = "2026-03-16T08:30:00+01:00"


class HandClock:
    """A clock that moves only when it is told to. Calling it reads it, so it is a :data:`gradus.Clock`."""

    def __init__(self, wall: str | datetime = MONDAY) -> None:
        self.wall = datetime.fromisoformat(as_text(wall))
        as_text(self.wall)
        self._monotonic_ms = 0
        self._boots = 1

    def __call__(self) -> ClockReading:
        return ClockReading(wall=as_text(self.wall), monotonic_ms=self._monotonic_ms, boot=f"{self._boots:032x}")

    def forward(self, *, days: float = 0, hours: float = 0, minutes: float = 0, seconds: float = 0) -> None:
        """Lets time pass, on both clocks."""
        passed = timedelta(days=days, hours=hours, minutes=minutes, seconds=seconds)
        if passed < timedelta(0):
            raise ValueError("time does not go back; set_wall does")
        self.wall += passed
        self._monotonic_ms += passed // timedelta(milliseconds=1)

    def set_wall(self, wall: str | datetime) -> None:
        """Sets the wall clock alone, as a person or a journey does; no time passes."""
        set_to = datetime.fromisoformat(as_text(wall))
        as_text(set_to)
        self.wall = set_to

    def reboot(self) -> None:
        """Starts the machine again: the monotonic clock begins anew under another boot."""
        self._monotonic_ms = 0
        self._boots += 1


def practice(*people: PracticePerson, seed: int = 1, clock: HandClock | None = None) -> Vault:
    """A vault in memory with these people in it, on a clock of its own unless one is given."""
    return practice_vault(seed, people, clock=clock or HandClock())
