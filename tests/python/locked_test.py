"""What is noted while a vault is locked: no passcode, no word outside, and taken in once."""

import tempfile
import unittest
from pathlib import Path

import gradus
from gradus import ClockReading, Command, GradusError, PersonDraft

PASSCODE = b"seven small steps"


def reading(minute: int) -> ClockReading:
    return ClockReading(wall=f"2026-03-03T08:{minute:02}:00+01:00", monotonic_ms=0, boot="")


class WhileLocked(unittest.TestCase):
    def setUp(self) -> None:
        scratch = tempfile.TemporaryDirectory()
        self.addCleanup(scratch.cleanup)
        self.folder = str(Path(scratch.name) / "vault")
        gradus.create_light_vault(self.folder, PASSCODE, reading(0))
        with gradus.open_vault(self.folder, passcode=PASSCODE) as vault:
            draft = PersonDraft(name="Ada", born="1990-05-05", role="self", background=["none"], operations=[])
            self.ada = vault.record(Command.ADD_PERSON(draft=draft), reading(1)).person

    def test_a_note_waits_sealed_and_is_told_once(self) -> None:
        self.assertEqual(gradus.while_locked(self.folder, reading(2)).waiting, 0)
        noted = gradus.log_while_locked(self.folder, self.ada, "skipped", reading(3))
        self.assertEqual((noted.waiting, noted.runs), (1, []))
        outside = (Path(self.folder) / "vault.inbox").read_bytes()
        self.assertNotIn(self.ada.encode(), outside)
        self.assertNotIn(b"skipped", outside)
        with gradus.open_vault(self.folder, passcode=PASSCODE) as vault:
            with self.assertRaises(GradusError.Busy):
                gradus.while_locked(self.folder, reading(4))
            news = vault.inbox_news()
            self.assertTrue(news.alarming, "nobody has a plan here: the note does not fit")
            self.assertEqual((news.taken_in, len(news.sentences)), (0, 1))
            self.assertEqual(vault.inbox_news().sentences, [])

    def test_a_weaker_lock_asks_for_a_secret(self) -> None:
        strict = gradus.LockPolicyView(lock_after_s=0, stays_open_without_screen=False, erase_after=8)
        weaker = gradus.LockPolicyView(lock_after_s=60, stays_open_without_screen=False, erase_after=None)
        with gradus.open_vault(self.folder, passcode=PASSCODE) as vault:
            vault.set_lock_policy(strict)
            with self.assertRaises(GradusError.SecretNeeded):
                vault.set_lock_policy(weaker)
            self.assertEqual(gradus.lock_policy(self.folder), strict)
            vault.set_lock_policy(weaker, passcode=PASSCODE)
        self.assertEqual(gradus.lock_policy(self.folder), weaker)

    def test_what_cannot_be_noted_is_named(self) -> None:
        with self.assertRaises(GradusError.Invalid) as caught:
            gradus.log_while_locked(self.folder, "Ada", "maybe", reading(2))
        self.assertEqual([field.field for field in caught.exception.fields], ["person", "note"])
        with self.assertRaises(GradusError.NotFound):
            gradus.run_event_while_locked(self.folder, "0" * 16, "stop", reading(2))

    def test_a_full_inbox_is_an_error_of_its_own(self) -> None:
        for _ in range(256 - 32):
            gradus.log_while_locked(self.folder, self.ada, "skipped", reading(3))
        with self.assertRaises(GradusError.InboxFull):
            gradus.log_while_locked(self.folder, self.ada, "skipped", reading(4))
        self.assertEqual(gradus.while_locked(self.folder, reading(5)).waiting, 256 - 32)


if __name__ == "__main__":
    unittest.main()
