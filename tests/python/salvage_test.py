"""What a vault gives out that nothing mends."""

import tempfile
import unittest
from pathlib import Path

import gradus
from gradus import ClockReading, Command, GradusError, PersonDraft, testkit

PASSCODE, NEW = b"seven small steps", b"five quite different new words"
PAGE = 4096


def reading() -> ClockReading:
    return ClockReading(wall=testkit.MONDAY, monotonic_ms=0, boot="")


class Salvage(unittest.TestCase):
    def setUp(self) -> None:
        scratch = tempfile.TemporaryDirectory()
        self.addCleanup(scratch.cleanup)
        self.folder, self.saved = Path(scratch.name) / "vault", Path(scratch.name) / "saved"
        self.made = gradus.create_light_vault(str(self.folder), PASSCODE, reading())
        with gradus.open_vault(self.folder, passcode=PASSCODE, clock=reading) as vault:
            draft = PersonDraft(name="Robin", born="1990-05-05", role="self", background=["none"], operations=[])
            vault.record(Command.ADD_PERSON(draft=draft))

    def spoil(self, page: int) -> bytes:
        database = self.folder / "vault.db"
        content = bytearray(database.read_bytes())
        content[(page - 1) * PAGE + PAGE // 2] ^= 1
        database.write_bytes(content)
        with self.assertRaises(GradusError.Damaged):
            gradus.open_vault(self.folder, passcode=PASSCODE, clock=reading)
        return bytes(content)

    def test_what_holds_is_in_a_new_vault_that_opens_by_its_own_secrets(self) -> None:
        spoilt = self.spoil(4)
        view = gradus.salvage(self.folder, self.saved, NEW, passcode=PASSCODE, clock=reading)
        self.assertTrue(view.whole)
        self.assertEqual([(one.name, one.entries) for one in view.people], [("Robin", 1)])
        self.assertEqual((self.folder / "vault.db").read_bytes(), spoilt)
        with self.assertRaises(GradusError.WrongSecret):
            gradus.open_vault(self.saved, passcode=PASSCODE, clock=reading)
        with gradus.recover_vault(self.saved, recovery_code=view.made.recovery_code, clock=reading) as vault:
            self.assertIsNotNone(vault.rotation_left())
            vault.recovery_code_noted()
        with gradus.open_vault(self.saved, passcode=NEW, clock=reading) as vault:
            self.assertIsNone(vault.rotation_left())
        self.assertNotIn("Robin", repr(view))

    def test_what_is_lost_is_told_in_the_language_that_was_asked_for(self) -> None:
        self.spoil(2)
        code = self.made.recovery_code
        view = gradus.salvage(self.folder, self.saved, NEW, recovery_code=code, language="es", clock=reading)
        self.assertFalse(view.whole)
        self.assertEqual(sum(one.entries for one in view.not_saved), view.lost)
        self.assertTrue(view.sentences[0].startswith("No se ha podido"))

    def test_each_error_makes_nothing(self) -> None:
        self.spoil(4)
        for passcode, into, new in (
            (b"wrong", self.saved, NEW),
            (PASSCODE, self.saved, b"123456"),
            (PASSCODE, self.folder / "inside", NEW),
            (PASSCODE, self.folder, NEW),
        ):
            with self.assertRaises(GradusError):
                gradus.salvage(self.folder, into, new, passcode=passcode, clock=reading)
            self.assertFalse(self.saved.exists())
        with self.assertRaises(TypeError):
            gradus.salvage(self.folder, self.saved, NEW, clock=reading)


if __name__ == "__main__":
    unittest.main()
