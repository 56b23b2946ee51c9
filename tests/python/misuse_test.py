"""What somebody does wrong: a typed error each time, and never a crash."""

import gc
import os
import queue
import subprocess
import sys
import tempfile
import threading
import unittest
from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import Any

import gradus
from gradus import ClockReading, Command, FactAnswer, Gradus, GradusError, PersonDraft, SessionDraft, testkit

PASSCODE = b"seven small steps"
AT = testkit.MONDAY


def reading(wall: str = AT) -> ClockReading:
    return ClockReading(wall=wall, monotonic_ms=0, boot="")


def robin(name: str = "Robin") -> Command:
    draft = PersonDraft(name=name, born="1990-05-05", role="self", background=["none"], operations=[])
    return Command.ADD_PERSON(draft=draft)


def session(**changed: Any) -> SessionDraft:
    values: dict[str, Any] = dict(size="9", holds_s=[30], ease="easy", warm_up=[], adjuncts=[])
    return SessionDraft(**(values | changed))


class Misuse(unittest.TestCase):
    def setUp(self) -> None:
        scratch = tempfile.TemporaryDirectory()
        self.addCleanup(scratch.cleanup)
        self.folder = str(Path(scratch.name) / "vault")

    def made(self) -> gradus.SetUp:
        return gradus.create_light_vault(self.folder, PASSCODE, reading())

    def test_after_the_lock_every_verb_says_so(self) -> None:
        vault = testkit.practice(testkit.INFANT_AFTER_ANOPLASTY)
        vault.lock()
        vault.lock()
        policy = gradus.LockPolicyView(lock_after_s=0, stays_open_without_screen=False, erase_after=None)
        calls: list[Callable[[], object]] = [
            lambda: vault.record(robin()),
            vault.people,
            vault.person,
            lambda: vault.person_details("Mia"),
            lambda: vault.entry_details("Mia", ""),
            lambda: vault.today("Mia"),
            vault.inbox_news,
            lambda: vault.interview("Mia"),
            lambda: vault.keep_interview("Mia", []),
            lambda: vault.kept_interview("Mia"),
            lambda: vault.setting("Mia"),
            lambda: vault.start_run("Mia"),
            lambda: vault.run("Mia"),
            lambda: vault.run_event("Mia", "stop"),
            lambda: vault.finish_run("Mia"),
            lambda: vault.abandon_run("Mia"),
            lambda: vault.plan("Mia"),
            lambda: vault.plan_history("Mia"),
            lambda: vault.plan_for("Mia", ""),
            lambda: vault.plan_replaced("Mia", ""),
            lambda: vault.plan_known("Mia"),
            lambda: vault.plan_preview("Mia", 4),
            lambda: vault.devices("Mia"),
            lambda: vault.reminders(),
            lambda: vault.progress("Mia"),
            lambda: vault.timeline("Mia"),
            lambda: vault.trends("Mia"),
            lambda: vault.import_sessions("Mia", "date;size\n"),
            lambda: vault.report_html("Mia"),
            vault.verify,
            lambda: vault.set_language("es"),
            lambda: vault.change_passcode(PASSCODE, passcode=PASSCODE),
            lambda: vault.renew_recovery_code(passcode=PASSCODE),
            lambda: vault.add_platform_way(bytes(32), passcode=PASSCODE),
            lambda: vault.remove_way(3, passcode=PASSCODE),
            lambda: vault.set_lock_policy(policy),
            lambda: vault.rotate_key(PASSCODE, passcode=PASSCODE),
            vault.rotation_left,
            vault.recovery_code_noted,
            vault.change_count,
            lambda: vault.changes_since(0),
        ]
        verbs = [name for name in vars(gradus.Vault) if not name.startswith("_") and name != "lock"]
        self.assertEqual(len(calls), len(verbs), "a new verb belongs in this list")
        for call in calls:
            with self.assertRaises(GradusError.Locked):
                call()

    def test_many_threads_and_a_lock_in_between(self) -> None:
        vault = testkit.practice(testkit.INFANT_AFTER_ANOPLASTY)
        written: queue.Queue[str] = queue.Queue()
        strange: list[BaseException] = []

        def work(who: int) -> None:
            try:
                for number in range(200):
                    written.put(vault.record(robin(f"{who}-{number}")).entry)
                    vault.people()
            except GradusError.Locked:
                pass
            except BaseException as error:  # noqa: BLE001  whatever it is, the test names it
                strange.append(error)

        threads = [threading.Thread(target=work, args=(who,)) for who in range(6)]
        for thread in threads:
            thread.start()
        for _ in range(10):
            written.get(timeout=60)
        vault.lock()
        for thread in threads:
            thread.join()
        self.assertEqual(strange, [])
        with self.assertRaises(GradusError.Locked):
            vault.people()

    def test_absurd_values(self) -> None:
        with testkit.practice(testkit.INFANT_AFTER_ANOPLASTY) as vault:
            for size in ("", "NaN", "inf", "-9", "9e99", "1" * 5000, "9" + "\u202e", "\u0669", "\U0001f476"):
                with self.assertRaises(GradusError.Invalid) as caught:
                    vault.record(Command.LOG_SESSION(person="Mia", draft=session(size=size)))
                self.assertEqual([field.field for field in caught.exception.fields], ["size"], size[:10])
            for answer in ("NaN", "inf", "1e400", "-0.0.1", "99999999999999999999", "37,5" * 1000):
                with self.assertRaises(GradusError.Invalid):
                    answers = [FactAnswer(id="temperature_c", answer=answer)]
                    vault.record(Command.CHECK_IN(person="Mia", answers=answers, note=None))
            with self.assertRaises(GradusError.Refused):
                vault.record(Command.TAKE_STEP(person="Mia", to_tenths_mm=65535))
            self.assertEqual(vault.changes_since(2**64 - 1).people, [vault.person().id], "more than there is: all")
            self.assertTrue(vault.verify().sound)

    def test_what_is_no_event_no_device_and_no_note(self) -> None:
        events = ["", "IN", "\0", "tick:", "tick:99", "tick:-1", "pain:", "pain:11", "pain:NaN", "blood:litres", "x" * 10**6]
        self.made()
        with gradus.open_vault(self.folder, passcode=PASSCODE) as vault:
            robin_id = vault.record(robin(), reading()).person
            device = gradus.DeviceDraft(
                name="\0", shape="ball", sizes=["NaN", "9" * 10**6], material="", base=True, flaws=["none at all"],
                first_use="2026-02-30",
            )
            self.wrong(
                {"name", "shape", "sizes", "material", "flaws", "first_use"},
                lambda: vault.record(Command.ADD_DEVICE(person="Robin", draft=device), reading()),
            )
            for event in events:
                self.wrong({"event"}, lambda: vault.run_event("Robin", event))
            for length in (0, 31, 1025):
                with self.assertRaises(GradusError.Invalid):
                    vault.add_platform_way(bytes(length), passcode=PASSCODE)
            for most in (0, 7, 31, 255):
                absurd = gradus.LockPolicyView(lock_after_s=65535, stays_open_without_screen=False, erase_after=most)
                self.wrong({"lock_after_s", "erase_after"}, lambda: vault.set_lock_policy(absurd, passcode=PASSCODE))
            self.assertTrue(vault.verify().sound)
        for note in ("", "Done", "\0", "x" * 10**6):
            self.wrong({"note"}, lambda: gradus.log_while_locked(self.folder, robin_id, note, reading()))
        self.assertEqual(gradus.while_locked(self.folder, reading()).waiting, 0)

    def wrong(self, fields: set[str], call: Callable[[], object]) -> None:
        """The call names these fields, and no other."""
        with self.assertRaises(GradusError.Invalid) as caught:
            call()
        self.assertEqual({field.field for field in caught.exception.fields}, fields)

    def test_what_is_not_of_the_right_kind_never_reaches_the_core(self) -> None:
        vault: Any = testkit.practice(testkit.INFANT_AFTER_ANOPLASTY)
        nan: Any = float("nan")
        text: Any = "a text"
        for error, call in [
            (TypeError, lambda: vault.record(Command.TAKE_STEP(person="Mia", to_tenths_mm=nan))),
            (ValueError, lambda: vault.record(Command.TAKE_STEP(person="Mia", to_tenths_mm=65536))),
            (ValueError, lambda: vault.record(Command.TAKE_STEP(person="Mia", to_tenths_mm=-1))),
            (ValueError, lambda: vault.changes_since(2**64)),
            (TypeError, lambda: vault.today(b"bytes")),
            (TypeError, lambda: vault.today(None)),
            (TypeError, lambda: vault.record("add Robin")),
            (ValueError, lambda: vault.today("\ud800")),
            (TypeError, lambda: Gradus.open("x", text, reading())),
            (ValueError, lambda: gradus.at(datetime(2026, 3, 16))),
        ]:
            with self.assertRaises(error):
                call()
        with self.assertRaises(ValueError) as refused:
            vault.timeline("a private note \ud800")
        told = refused.exception
        self.assertEqual((type(told), told.args, told.__context__), (ValueError, ("the text holds half a character",), None))
        self.assertEqual(len(vault.people()), 1, "and the vault is open as before")

    def test_names_and_notes_of_every_script_and_length(self) -> None:
        with testkit.practice(testkit.INFANT_AFTER_ANOPLASTY) as vault:
            for name in ("\U0001f469\u200d\U0001f467", "\u05de\u05d9\u05d4", "\u0645\u0627\u064a", "e\u0301", "x" * 60):
                vault.record(robin(name))
                self.assertEqual(vault.person(name).name, name)
            for name in ("", "x" * 61, "\U0001f476" * 100_000):
                with self.assertRaises(GradusError.Invalid):
                    vault.record(robin(name))
            note = "\u202e\u05d0\u05d1\u05d2 \U0001f4a9 \n" * 20
            vault.record(Command.LOG_SESSION(person="Mia", draft=session(note=note)))
            self.assertIn("\u05d0\u05d1\u05d2", vault.report_html("Mia", with_notes=True))
            for note in ("\0", "x" * 10_000_000):
                with self.assertRaises(GradusError.Invalid):
                    vault.record(Command.LOG_SESSION(person="Mia", draft=session(note=note)))
            with self.assertRaises(GradusError.NotFound):
                vault.today("y" * 10_000_000)

    def test_secrets_that_are_none(self) -> None:
        with self.assertRaises(GradusError.Invalid):
            gradus.create_vault(self.folder, b"", reading())
        self.assertFalse(Path(self.folder).exists())
        code = self.made().recovery_code
        for passcode in (b"", b"\0", b"x" * 5000, PASSCODE + b" "):
            with self.assertRaises((GradusError.Invalid, GradusError.WrongSecret)):
                gradus.open_vault(self.folder, passcode=passcode)
        for typed in (b"", b"\xff\xfe", "\U0001f511".encode(), code[:-1], code * 2):
            with self.assertRaises(GradusError.Invalid) as caught:
                gradus.recover_vault(self.folder, recovery_code=typed)
            self.assertEqual([field.field for field in caught.exception.fields], ["recovery_code"])
            self.assertNotIn(code[:9].decode(), str(caught.exception))
        gradus.recover_vault(self.folder, recovery_code=b" " + code.lower()).lock()

    def test_a_passcode_may_have_1024_bytes_and_no_more(self) -> None:
        longest = (b"seven small steps and " * 50)[:1024]
        with self.assertRaises(GradusError.Invalid) as caught:
            gradus.create_light_vault(self.folder, longest + b"x", reading())
        self.assertEqual([field.field for field in caught.exception.fields], ["passcode"])
        self.assertFalse(Path(self.folder).exists())
        gradus.create_light_vault(self.folder, longest, reading())
        with self.assertRaises(GradusError.Invalid):
            gradus.open_vault(self.folder, passcode=longest + b"x")
        with self.assertRaises(GradusError.WrongSecret):
            gradus.open_vault(self.folder, passcode=longest[:-1])
        gradus.open_vault(self.folder, passcode=longest).lock()

    def test_a_passcode_is_taken_as_it_comes_and_composed_it_is_the_same_everywhere(self) -> None:
        composed, apart = "caf\u00e9 au lait, rouge", "cafe\u0301 au lait, rouge"
        gradus.create_light_vault(self.folder, composed.encode(), reading())
        with self.assertRaises(GradusError.WrongSecret):
            gradus.open_vault(self.folder, passcode=apart.encode())
        for typed in (composed, apart):
            gradus.open_vault(self.folder, passcode=gradus.typed_secret(typed)).lock()
        self.assertEqual(gradus.typed_secret("half \ud800"), b"half ?")

    def test_a_secret_as_text_is_refused_before_the_core_is_asked(self) -> None:
        code = gradus.create_light_vault(self.folder, PASSCODE, reading()).recovery_code
        text: Any = PASSCODE.decode()
        spoken: Any = code.decode()
        calls: list[Callable[[], object]] = [
            lambda: gradus.open_vault(self.folder, passcode=text),
            lambda: gradus.recover_vault(self.folder, recovery_code=spoken),
            lambda: gradus.create_light_vault(self.folder + "2", text, reading()),
        ]
        for call in calls:
            with self.assertRaises(TypeError):
                call()
        self.assertFalse(Path(self.folder + "2").exists())
        gradus.open_vault(self.folder, passcode=gradus.typed_secret(text)).lock()

    def test_a_folder_that_is_a_file(self) -> None:
        file = Path(self.folder)
        file.write_bytes(b"a letter")
        for folder in (str(file), str(file / "vault")):
            no_vault: list[Callable[[], object]] = [
                lambda: gradus.create_light_vault(folder, PASSCODE, reading()),
                lambda: gradus.open_vault(folder, passcode=PASSCODE),
                lambda: gradus.ways_in(folder),
            ]
            for call in no_vault:
                with self.assertRaises(GradusError.Refused):
                    call()
        no_folder: list[Callable[[], object]] = [
            lambda: gradus.lock_policy(str(file)),
            lambda: gradus.passcode_tries(str(file), reading()),
            lambda: gradus.while_locked(str(file), reading()),
            lambda: gradus.erase_vault(str(file)),
        ]
        for call in no_folder:
            with self.assertRaises(GradusError.Storage):
                call()
        self.assertEqual(file.read_bytes(), b"a letter")

    def test_a_clock_that_cannot_be_read(self) -> None:
        with testkit.practice(testkit.INFANT_AFTER_ANOPLASTY) as vault:
            entries = vault.verify().entries
            for wall in (
                "", "now", "2026-03-16", "2026-03-16T19:30:00", "2026-02-30T19:30:00+01:00", "2026-03-16T25:00:00Z",
                "12026-03-16T19:30:00Z", "2026-03-16T19:30:00+99:00", "x" * 1_000_000,
            ):
                with self.assertRaises(GradusError.Invalid) as caught:
                    vault.record(robin(), reading(wall))
                self.assertEqual([field.field for field in caught.exception.fields], ["now.wall"], wall[:30])
            for boot in ("x", "\0", "0" * 33, "f" * 1_000_000):
                with self.assertRaises(GradusError.Invalid) as caught:
                    vault.record(robin(), ClockReading(wall=AT, monotonic_ms=0, boot=boot))
                self.assertEqual([field.field for field in caught.exception.fields], ["now.boot"], boot[:30])
            self.assertEqual(vault.verify().entries, entries)

    def test_a_clock_that_cannot_be_believed(self) -> None:
        for wall in ("0001-01-01T00:00:00Z", "1969-12-31T23:59:59Z", "2026-03-10T08:00:00+01:00"):
            with testkit.practice(testkit.INFANT_AFTER_ANOPLASTY) as vault:
                notices = vault.today("Mia", reading(wall)).notices
                self.assertIn("The clock of this device went back", notices[0])
        with testkit.practice(testkit.INFANT_AFTER_ANOPLASTY) as vault:
            late = ClockReading(wall="9999-12-31T23:59:59Z", monotonic_ms=2**64 - 1, boot="")
            vault.record(Command.LOG_SESSION(person="Mia", draft=session()), late)
            for view in (vault.today, vault.plan, vault.progress, vault.interview, vault.plan_known):
                view("Mia", now=late)
            self.assertLessEqual(len(vault.reminders(late)), 60)
            self.assertIn("9999", vault.report_html("Mia", now=late))
            self.assertIn("The clock of this device went back", vault.today("Mia").notices[0])
            self.assertTrue(vault.verify().sound)

    def test_two_handles_on_one_vault(self) -> None:
        self.made()
        with gradus.open_vault(self.folder, passcode=PASSCODE) as first:
            with self.assertRaises(GradusError.Busy):
                gradus.open_vault(self.folder, passcode=PASSCODE)
            first.record(robin())
        with gradus.open_vault(self.folder, passcode=PASSCODE) as second:
            self.assertEqual([person.name for person in second.people()], ["Robin"])

    def test_a_handle_let_go_during_a_call(self) -> None:
        self.made()
        holder = [Gradus.open(self.folder, PASSCODE, reading())]
        for number in range(20):
            holder[0].record(robin(f"Robin {number}"), reading())
        begun, answers = threading.Event(), queue.Queue[Any]()

        def check(call: Callable[[ClockReading], gradus.VerifyView]) -> None:
            begun.set()
            answers.put(call(reading()))

        thread = threading.Thread(target=check, args=(holder[0].verify,))
        thread.start()
        begun.wait()
        holder.clear()
        gc.collect()
        thread.join()
        self.assertTrue(answers.get_nowait().sound)
        del thread
        gc.collect()
        with gradus.open_vault(self.folder, passcode=PASSCODE) as again:
            self.assertEqual(len(again.people()), 20, "the handle that was let go has freed the files")

    def test_letting_go_without_a_lock_loses_nothing(self) -> None:
        self.made()
        script = (
            "import sys, gradus\n"
            "vault = gradus.open_vault(sys.argv[1], passcode=sys.argv[2].encode())\n"
            "draft = gradus.PersonDraft(name='Robin', born='1990-05-05', role='self', background=['none'], operations=[])\n"
            "vault.record(gradus.Command.ADD_PERSON(draft=draft))\n"
        )
        subprocess.run([sys.executable, "-c", script, self.folder, PASSCODE.decode()], check=True, env=os.environ)
        with gradus.open_vault(self.folder, passcode=PASSCODE) as vault:
            self.assertEqual(len(vault.people()), 1)

    def test_a_practice_vault_leaves_no_file(self) -> None:
        with tempfile.TemporaryDirectory() as empty:
            script = (
                "from gradus import testkit\n"
                "vault = testkit.practice(testkit.INFANT_AFTER_ANOPLASTY)\n"
                "assert vault.verify().sound\n"
                "vault.lock()\n"
            )
            places = os.environ | {"TMPDIR": empty, "HOME": empty, "SQLITE_TMPDIR": empty, "PYTHONDONTWRITEBYTECODE": "1"}
            subprocess.run([sys.executable, "-c", script], check=True, cwd=empty, env=places)
            self.assertEqual(list(Path(empty).iterdir()), [])


if __name__ == "__main__":
    unittest.main()
