"""What the Python package adds to the core: rows, a hand-driven clock, silence about what was typed."""

import enum
import inspect
import json
import pickle
import re
import time
import traceback
import types
import typing
import unittest
from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path
from typing import Any
from unittest import mock

import gradus
from gradus import Command, GradusError, testkit
from gradus._core import gradus as _generated


class Tables(unittest.TestCase):
    def setUp(self) -> None:
        self.vault = testkit.practice(testkit.INFANT_AFTER_ANOPLASTY)
        self.addCleanup(self.vault.lock)

    def test_a_timeline_is_flat_and_its_times_are_times(self) -> None:
        line = self.vault.timeline("Mia")
        rows = gradus.as_rows(line)
        self.assertEqual(len(rows), len(line.items))
        self.assertEqual({tuple(row) for row in rows}, {("person_id", "person", "at", "kind", "sentence", "entry", "is_taken_out")})
        self.assertEqual(rows[2]["at"], datetime(2026, 3, 9, 8, 0, tzinfo=timezone(timedelta(hours=1))))
        columns = gradus.as_columns(line)
        self.assertEqual(columns["kind"].count("session"), 15)
        self.assertEqual({len(column) for column in columns.values()}, {len(rows)})
        self.assertEqual(gradus.as_columns([]), {})

    def test_pandas_takes_it_as_it_is(self) -> None:
        import pandas  # type: ignore[import-untyped]

        line = self.vault.timeline("Mia")
        table = pandas.DataFrame(gradus.as_rows(line))
        self.assertEqual(len(table), len(line.items))
        per_day = table[table.kind == "session"].groupby(table["at"].dt.date).size()
        self.assertEqual(per_day.max(), 2)
        self.assertTrue(table.equals(pandas.DataFrame(gradus.as_columns(line))))
        rules = pandas.DataFrame(gradus.as_rows(gradus.rules())).set_index("id")
        self.assertEqual(rules.loc["B1", "gate"], "same_size")

    def test_nested_views_are_flattened_and_rows_agree_on_their_names(self) -> None:
        today = self.vault.today("Mia")
        [row] = gradus.as_rows([today])
        self.assertEqual((row["person.name"], row["gate.gate"]), ("Mia", "allow"))
        with testkit.practice(testkit.ADULT_WITH_STENOSIS) as other:
            other.record(Command.ADD_PERSON(draft=gradus.PersonDraft(
                name="Kim", born="1990-05-05", role="self", background=["none"], operations=[])))
            both = gradus.as_rows([other.today("Robin"), other.today("Kim")])
        self.assertEqual(list(both[0]), list(both[1]))
        self.assertIsNone(both[1]["proposal.kind"])


class CheckIn(unittest.TestCase):
    def test_it_asks_and_calls_in_its_midst(self) -> None:
        said = {"drowsy": "false", "vomiting": "none", "belly_distended": "false", "temperature_c": "38.4"}
        with testkit.practice(testkit.INFANT_AFTER_ANOPLASTY) as vault:
            replies: list[gradus.InterviewReply] = []
            view = vault.interview("Mia")
            self.assertFalse(view.may_finish)
            while not view.urgent:
                assert view.next is not None
                replies.append(gradus.InterviewReply(id=view.next.id, answer=said.get(view.next.id)))
                view = vault.interview("Mia", replies)
            self.assertEqual(replies[-1].id, "temperature_c")
            assert view.so_far is not None
            self.assertEqual(view.so_far.disposition, gradus.DispositionWord.EMERGENCY)
            self.assertEqual(view.so_far.contacts, vault.plan("Mia").contacts)
            recorded = vault.record(Command.CHECK_IN(person="Mia", answers=view.answers, note=None))
            self.assertEqual(recorded.triage and recorded.triage.sentence, view.so_far.sentence)


class Setting(unittest.TestCase):
    def test_it_asks_what_the_vault_does_not_tell(self) -> None:
        with testkit.practice(testkit.INFANT_AFTER_ANOPLASTY) as vault:
            answers: list[gradus.FactAnswer] = []
            view = vault.setting("Mia")
            self.assertEqual(view.setting, gradus.SettingWord.PROFESSIONAL)
            screens = 0
            while view.screens:
                for question in view.screens[0].questions:
                    mildest = question.levels[0] if question.levels else question.least or "false"
                    answers.append(gradus.FactAnswer(id=question.id, answer=mildest))
                view = vault.setting("Mia", answers)
                screens += 1
            self.assertEqual((screens, view.setting), (2, gradus.SettingWord.HOME))
            self.assertEqual(view.contacts, vault.plan("Mia").contacts)
            with self.assertRaises(gradus.GradusError.Invalid):
                vault.setting("Mia", [gradus.FactAnswer(id="bleeding", answer="none")])
        nobody = gradus.setting_without_vault([], gradus.at("2026-03-16T08:00:00+01:00"))
        self.assertEqual(nobody.setting, gradus.SettingWord.PROFESSIONAL)
        self.assertIn("clinic_start", [question.id for question in gradus.setting_facts()])


class Kit(unittest.TestCase):
    def test_people_are_the_ones_of_the_story(self) -> None:
        both = [testkit.INFANT_AFTER_ANOPLASTY, testkit.ADULT_WITH_STENOSIS]
        with testkit.practice(*both) as vault:
            self.assertEqual([person.name for person in vault.people()], ["Mia", "Robin"])
            self.assertEqual(vault.progress("Mia").kind.name, "ADVANCE")
            self.assertEqual(vault.today("Robin").size_tenths_mm, 150)

    def test_a_seed_gives_the_same_ids_and_another_one_others(self) -> None:
        def ids(seed: int) -> str:
            with testkit.practice(testkit.ADULT_WITH_STENOSIS, seed=seed) as vault:
                return gradus.as_json(vault.timeline("Robin"))

        self.assertEqual(ids(4), ids(4))
        self.assertNotEqual(ids(4), ids(5))

    def test_the_clock_moves_only_by_hand(self) -> None:
        clock = testkit.HandClock("2026-03-16T08:30:00+01:00")
        first = clock()
        self.assertEqual((first.wall, first.monotonic_ms), ("2026-03-16T08:30:00+01:00", 0))
        self.assertEqual(clock(), first)
        clock.forward(hours=1, seconds=0.5)
        self.assertEqual((clock().wall, clock().monotonic_ms), ("2026-03-16T09:30:00+01:00", 3_600_500))
        clock.set_wall(datetime(2026, 3, 1, tzinfo=UTC))
        self.assertEqual((clock().wall, clock().monotonic_ms), ("2026-03-01T00:00:00+00:00", 3_600_500))
        clock.reboot()
        self.assertEqual(clock().monotonic_ms, 0)
        self.assertNotEqual(clock().boot, first.boot)
        with self.assertRaises(ValueError):
            clock.forward(minutes=-1)
        for naive in ("2026-03-16T08:30:00", datetime(2026, 3, 16)):
            with self.assertRaises(ValueError):
                testkit.HandClock(naive)
            with self.assertRaises(ValueError):
                clock.set_wall(naive)

    @unittest.skipUnless(hasattr(time, "CLOCK_BOOTTIME"), "asks Linux")
    def test_the_clock_of_the_machine_counts_its_sleep(self) -> None:
        slept = {time.CLOCK_BOOTTIME: 68_000_000_000, time.CLOCK_MONOTONIC: 8_000_000_000}
        with mock.patch("time.clock_gettime_ns", slept.__getitem__):
            self.assertEqual(gradus.now().monotonic_ms, 68_000)

    def test_a_vault_asks_its_clock(self) -> None:
        clock = testkit.HandClock()
        with testkit.practice(testkit.INFANT_AFTER_ANOPLASTY, clock=clock) as vault:
            self.assertEqual(vault.today("Mia").date, "2026-03-16")
            clock.forward(days=1)
            self.assertEqual(vault.today("Mia").date, "2026-03-17")
            clock.set_wall("2026-03-10T08:00:00+01:00")
            self.assertTrue(any("clock" in notice for notice in vault.today("Mia").notices))

    def test_changes_tell_whose_screens_are_stale(self) -> None:
        with testkit.practice(testkit.INFANT_AFTER_ANOPLASTY, testkit.ADULT_WITH_STENOSIS) as vault:
            seen = vault.change_count()
            self.assertEqual(vault.changes_since(seen).people, [])
            robin = vault.person("Robin").id
            vault.record(Command.SKIP(person=robin, occurrence=None, reason="travel"))
            changes = vault.changes_since(seen)
            self.assertEqual((changes.people, changes.plans, changes.roster), ([robin], [], False))
            self.assertEqual(vault.changes_since(changes.count).people, [])


NUMBER = 4711
WORD = f"Zimtstern{NUMBER}"
# What is one of several cases, each with fields of its own.
CHOICES = (Command, gradus.Correction, gradus.DeviceCare, gradus.Observed)


def planted(wanted: Any) -> Any:
    """A value of this type with the word in each text of it."""
    if typing.get_origin(wanted) in (typing.Union, types.UnionType):
        [inner] = [one for one in typing.get_args(wanted) if one is not type(None)]
        return planted(inner)
    if typing.get_origin(wanted) is list:
        [inner] = typing.get_args(wanted)
        return [planted(inner)]
    if wanted in CHOICES:
        return planted(next(one for one in vars(wanted).values() if isinstance(one, type)))
    if wanted in (str, bytes, int, bool):
        return {str: WORD, bytes: WORD.encode(), int: NUMBER, bool: True}[wanted]
    if issubclass(wanted, enum.Enum):
        return next(iter(wanted))
    make = getattr(wanted, "__init__")
    hints = typing.get_type_hints(make)
    return wanted(**{name: planted(hints[name]) for name in list(inspect.signature(make).parameters)[1:]})


class Reading(unittest.TestCase):
    """The package reads texts faster than the generated code does, and as carefully."""

    def text(self, answer: bytes) -> Any:
        stream = getattr(_generated, "_UniffiRustBufferStream")(answer, len(answer))
        return getattr(_generated, "_UniffiFfiConverterString").read(stream), stream.remaining()

    def test_a_text_is_read_to_its_own_end(self) -> None:
        self.assertEqual(self.text("\0\0\0\7Größe".encode() + b"rest"), ("Größe", 4))
        self.assertEqual(self.text(b"\0\0\0\0"), ("", 0))

    def test_a_text_that_ends_too_soon_is_no_text(self) -> None:
        for answer in (b"", b"\0\0\0", b"\0\0\0\1", b"\0\0\0\5abcd", b"\xff\xff\xff\xff", b"\x7f\xff\xff\xffx"):
            with self.subTest(answer), self.assertRaises(getattr(_generated, "InternalError")):
                self.text(answer)

    def test_half_a_letter_is_no_text(self) -> None:
        with self.assertRaises(UnicodeDecodeError):
            self.text(b"\0\0\0\1\xc3")


class Quiet(unittest.TestCase):
    def test_nothing_that_was_logged_is_printed(self) -> None:
        views = [getattr(gradus, name) for name in gradus.__all__ if name[0].isupper()]
        views = [one for one in views if isinstance(one, type) and one.__module__.startswith("gradus._core")]
        views = [one for one in views if not issubclass(one, (enum.Enum, Exception, gradus.Gradus, *CHOICES))]
        cases = [one for choice in CHOICES for one in vars(choice).values() if isinstance(one, type)]
        self.assertGreater(len(views), 40)
        self.assertGreater(len(cases), 20)
        for kind in views + cases:
            value = planted(kind)
            self.assertIn(str(NUMBER), gradus.as_json(value))
            for printed in (str(value), repr(value), f"{value}", "%s" % value):
                self.assertEqual(printed, f"{kind.__qualname__}(..)")
            self.assertEqual(str([value]), f"[{kind.__qualname__}(..)]")

    def test_errors_keep_their_words_out_of_what_is_sent_on(self) -> None:
        kinds = [one for one in vars(GradusError).values() if isinstance(one, type) and issubclass(one, GradusError)]
        self.assertEqual(len(kinds), 17, "every kind of error")
        said: dict[str, str] = {}
        for kind in kinds:
            names = list(inspect.signature(kind).parameters)
            words = [[WORD] if name == "fields" else WORD for name in names]
            for error in (kind(*words), kind(**dict(zip(names, words, strict=True)))):
                self.assertEqual([getattr(error, name) for name in names], words)
                printed = "".join(traceback.format_exception(error)) + repr(error) + str(error)
                self.assertIn(f"GradusError.{kind.__name__}", printed)
                self.assertEqual(error.args, ())
                for protocol in range(pickle.HIGHEST_PROTOCOL + 1):
                    packed = pickle.dumps(error, protocol)
                    self.assertNotIn(WORD.encode(), packed)
                    self.assertIs(type(pickle.loads(packed)), kind)
                self.assertNotIn(WORD, printed + str(pickle.loads(pickle.dumps(error))))
            said[kind.__name__] = str(error)
        self.assertEqual(said["Locked"], "")
        self.assertEqual(said["NotFound"], "see what and right")
        self.assertEqual(said["Invalid"], "see fields")
        self.assertEqual(said["Refused"], "see why")
        self.assertEqual(said["Damaged"], "see file and kind and what and mendable")

    def test_an_error_of_the_core_has_no_words_to_send_on(self) -> None:
        with testkit.practice(testkit.INFANT_AFTER_ANOPLASTY) as vault:
            with self.assertRaises(GradusError.NotFound) as nobody:
                vault.today("Kim")
            with self.assertRaises(GradusError.Invalid) as absurd:
                vault.timeline("Mia", from_date=WORD)
        self.assertIn("Mia", nobody.exception.right)
        self.assertEqual((nobody.exception.args, absurd.exception.args), ((), ()))
        packed = pickle.dumps([nobody.exception, absurd.exception])
        for word in ("Mia", "Kim", WORD):
            self.assertNotIn(word.encode(), packed)

    def test_everything_of_the_core_is_in_the_package(self) -> None:
        listed = set(gradus.__all__)
        stub = Path(gradus.__file__).with_name("_core") / "gradus.pyi"
        names = re.findall(r"^(?:class|def) (\w+)", stub.read_text(encoding="utf-8"), re.MULTILINE)
        self.assertGreater(len(names), 60)
        self.assertEqual([name for name in names if name not in listed], [])
        self.assertTrue(all(hasattr(gradus, name) for name in listed))

    def test_a_recovery_code_in_json_is_the_one_of_the_terminal(self) -> None:
        made = gradus.SetUp(vault="aa", recovery_code=b"1ABC-2DEF")
        self.assertEqual(json.loads(gradus.as_json(made)), {"vault": "aa", "recovery_code": "1ABC-2DEF"})

    def test_an_error_says_what_would_be_right(self) -> None:
        with testkit.practice(testkit.ADULT_WITH_STENOSIS) as vault:
            with self.assertRaises(GradusError.NotFound) as caught:
                vault.today("Kim")
            self.assertIn("Robin", caught.exception.right)
            self.assertNotIn("Robin", str(caught.exception))


if __name__ == "__main__":
    unittest.main()
