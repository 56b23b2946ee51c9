"""What the Python package adds to the core: rows, a hand-driven clock, silence about what was typed."""

import json
import unittest
from datetime import UTC, datetime, timedelta, timezone

import gradus
from gradus import Command, FactAnswer, GradusError, SessionDraft, testkit


class Tables(unittest.TestCase):
    def setUp(self) -> None:
        self.vault = testkit.practice(testkit.INFANT_AFTER_ANOPLASTY)
        self.addCleanup(self.vault.lock)

    def test_a_timeline_is_flat_and_its_times_are_times(self) -> None:
        line = self.vault.timeline("Mia")
        rows = gradus.as_rows(line)
        self.assertEqual(len(rows), len(line.items))
        self.assertEqual({tuple(row) for row in rows}, {("person_id", "person", "at", "kind", "sentence", "entry")})
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


class Quiet(unittest.TestCase):
    def test_nothing_that_was_typed_is_printed(self) -> None:
        word = "Zimtstern4711"
        draft = SessionDraft(size="9", holds_s=[30], ease="easy", warm_up=[], adjuncts=[], note=word)
        fills = [gradus.Fill(field="prescriber", value="x")]
        for value in (
            draft,
            Command.LOG_SESSION(person=word, draft=draft),
            Command.CHECK_IN(person="Mia", answers=[FactAnswer(id=word, answer=word)], note=word),
            Command.ADOPT_PLAN(person="Mia", text=word, fills=fills),
            FactAnswer(id=word, answer=word),
            gradus.SetUp(vault="aa", recovery_code=word.encode()),
            gradus.PersonDraft(name=word, born=word, role=word, background=[word], operations=[word]),
            gradus.ContactDraft(who=word, said=word, outcome=word, about=[word]),
            gradus.VisitDraft(kind=word, who=word),
        ):
            for printed in (str(value), repr(value), f"{[value]}"):
                self.assertNotIn(word, printed)
                self.assertIn("(..)", printed)

    def test_a_recovery_code_in_json_is_the_one_of_the_terminal(self) -> None:
        made = gradus.SetUp(vault="aa", recovery_code=b"1ABC-2DEF")
        self.assertEqual(json.loads(gradus.as_json(made)), {"vault": "aa", "recovery_code": "1ABC-2DEF"})

    def test_an_error_says_what_would_be_right(self) -> None:
        with testkit.practice() as vault, self.assertRaises(GradusError.NotFound) as caught:
            vault.today("Kim")
        self.assertNotEqual(caught.exception.what, "")


if __name__ == "__main__":
    unittest.main()
