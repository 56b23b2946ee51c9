"""Does memory come back? The allocator is asked itself, so that the answer does not depend on what the system counts."""

import ctypes
import gc
import platform
import unittest
from collections.abc import Callable
from itertools import pairwise

import gradus
from gradus import Command, FactAnswer, GradusError, testkit

ROUNDS = 6
WINDOWS = 4

#: A lost view is some kilobytes, a lost vault some hundreds. Interned strings and the like settle below this.
MOST_BYTES_A_ROUND = 1024


class Mallinfo2(ctypes.Structure):
    names = "arena ordblks smblks hblks hblkhd usmblks fsmblks uordblks fordblks keepcost"
    _fields_ = [(name, ctypes.c_size_t) for name in names.split()]


def in_use() -> int:
    gc.collect()
    mallinfo2 = ctypes.CDLL(None).mallinfo2
    mallinfo2.restype = Mallinfo2
    info = mallinfo2()
    return int(info.uordblks + info.hblkhd)


def lost_each_round(work: Callable[[], None]) -> float:
    """What a round of the work loses for good, in bytes.

    What is lost is lost in every window of rounds. What the allocator and the interpreter keep for later grows in one window
    and not in the next, so the window that grew least is the measure.
    """
    for _ in range(4):
        work()
    marks = [in_use()]
    for _ in range(WINDOWS):
        for _ in range(ROUNDS):
            work()
        marks.append(in_use())
    return min(later - earlier for earlier, later in pairwise(marks)) / ROUNDS


def journey() -> None:
    with testkit.practice(testkit.INFANT_AFTER_ANOPLASTY) as vault:
        [mia] = vault.people()
        vault.record(Command.TAKE_STEP(person=mia.id, to_tenths_mm=100))
        answers = [FactAnswer(id="temperature_c", answer="38.4"), FactAnswer(id="worry", answer="worried")]
        vault.record(Command.CHECK_IN(person=mia.id, answers=answers, note="x" * 1000))
        for view in (vault.today, vault.plan, vault.progress, vault.timeline, vault.trends, vault.report_html):
            view("Mia")
        vault.person_details("Mia")
        vault.plan_history("Mia")
        vault.import_sessions("Mia", "date;size\n2026-03-10;9 mm\n")
        vault.changes_since(0)
        vault.verify()
        for wrong in ("Kim", "y" * 10_000):
            try:
                vault.today(wrong)
            except GradusError.NotFound:
                pass
    gradus.facts(), gradus.published_plans()


@unittest.skipUnless(platform.libc_ver()[0] == "glibc", "asks glibc's allocator")
class Leaks(unittest.TestCase):
    def test_a_journey_gives_all_its_memory_back(self) -> None:
        grown = lost_each_round(journey)
        self.assertLess(grown, MOST_BYTES_A_ROUND, f"{grown:.0f} bytes are lost in each round")

    def test_a_call_that_cannot_be_sent_keeps_no_vault(self) -> None:
        def try_and_drop() -> None:
            vault = testkit.practice(testkit.INFANT_AFTER_ANOPLASTY)
            skip = Command.SKIP(person="\ud800", occurrence=None, reason="travel")
            for call in (lambda: vault.today("\ud800"), lambda: vault.record(skip), lambda: vault.timeline("Mia", "\ud800")):
                with self.assertRaises(ValueError):
                    call()

        self.assertLess(lost_each_round(try_and_drop), 10 * MOST_BYTES_A_ROUND)

    def test_the_measure_would_notice_what_is_kept(self) -> None:
        vaults: list[object] = []
        self.assertGreater(lost_each_round(lambda: vaults.append(testkit.practice(testkit.INFANT_AFTER_ANOPLASTY))), 10 * MOST_BYTES_A_ROUND)
        views: list[bytes] = []
        self.assertGreater(lost_each_round(lambda: views.append(bytes(2 * MOST_BYTES_A_ROUND))), MOST_BYTES_A_ROUND)


if __name__ == "__main__":
    unittest.main()
