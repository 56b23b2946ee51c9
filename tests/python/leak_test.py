"""Does memory come back? The allocator is asked itself, so that the answer does not depend on what the system counts."""

import ctypes
import gc
import platform
import unittest

import gradus
from gradus import Command, FactAnswer, GradusError, testkit

ROUNDS = 12

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


def journey() -> None:
    with testkit.practice(testkit.INFANT_AFTER_ANOPLASTY) as vault:
        [mia] = vault.people()
        vault.record(Command.TAKE_STEP(person=mia.id, to_tenths_mm=100))
        answers = [FactAnswer(id="temperature_c", answer="38.4"), FactAnswer(id="worry", answer="worried")]
        vault.record(Command.CHECK_IN(person=mia.id, answers=answers, note="x" * 1000))
        for view in (vault.today, vault.plan, vault.progress, vault.timeline, vault.report_html):
            view("Mia")
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
        for _ in range(4):
            journey()
        before = in_use()
        for _ in range(ROUNDS):
            journey()
        grown = (in_use() - before) / ROUNDS
        self.assertLess(grown, MOST_BYTES_A_ROUND, f"{grown:.0f} bytes are lost in each round")

    def test_a_call_that_cannot_be_sent_keeps_no_vault(self) -> None:
        def try_and_drop() -> None:
            vault = testkit.practice(testkit.INFANT_AFTER_ANOPLASTY)
            skip = Command.SKIP(person="\ud800", occurrence=None, reason="travel")
            for call in (lambda: vault.today("\ud800"), lambda: vault.record(skip), lambda: vault.timeline("Mia", "\ud800")):
                with self.assertRaises(UnicodeEncodeError):
                    call()

        for _ in range(4):
            try_and_drop()
        before = in_use()
        for _ in range(ROUNDS):
            try_and_drop()
        self.assertLess((in_use() - before) / ROUNDS, 10 * MOST_BYTES_A_ROUND)

    def test_the_measure_would_notice_a_vault_that_is_kept(self) -> None:
        before = in_use()
        kept = [testkit.practice(testkit.INFANT_AFTER_ANOPLASTY) for _ in range(3)]
        self.assertGreater((in_use() - before) / len(kept), 10 * MOST_BYTES_A_ROUND)


if __name__ == "__main__":
    unittest.main()
