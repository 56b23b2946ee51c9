"""The proof can fail: a pack, a reader or an engine that is wrong in one place is found out."""

import json
import unittest
from collections.abc import Callable
from pathlib import Path
from typing import Any
from unittest import mock

import differential
import report
import second_reader
import skeleton

ROOT = Path(__file__).resolve().parents[2]
RULES = (ROOT / "core/clinical/rules/danger.toml").read_text()
FACTS = (ROOT / "core/clinical/rules/facts.toml").read_text()


def well(**changes: Any) -> dict[str, Any]:
    mild = {"bleeding": "none", "pain_peak": "0", "temperature_c": "36.8", "illness": "well", "worry": "none"}
    pack = second_reader.Pack(RULES, FACTS)
    flags = {fact.id: False for fact in pack.facts.values() if fact.source == "background" and fact.kind == "yes_no"}
    more = {"age_days": "12000", "session_held": False, "hours_since_antipyretic": "240", "numbing_used": "none"}
    return mild | flags | more | changes


class SecondReader(unittest.TestCase):
    pack = second_reader.Pack(RULES, FACTS)

    def answer(self, **changes: Any) -> Any:
        return second_reader.plain(self.pack.answer(well(**changes)))

    def test_it_answers_what_the_pack_says(self) -> None:
        self.assertEqual(self.answer(), ["continue", 0, "now", "step", [], []])
        fever = self.answer(temperature_c="38.1", age_days="63")
        self.assertEqual(fever[:4], ["emergency", 0, "blocked", "same"])
        self.assertEqual([one[0] for one in fever[4]], ["I1", "I3", "I1a"])
        doubt = self.answer(device_retained="unknown")
        self.assertEqual(doubt[:5], ["same_day", 4, 240, "same", [["F1", False, "same_day", 4, 240, "same"]]])

    def test_conditions_are_read_as_they_are_written(self) -> None:
        read = self.pack.read
        a, b, c = [("is", (name, False, 1.0)) for name in ("faint", "fit", "pus")]
        self.assertEqual(read("faint and (fit or pus)"), ("of", 2, [a, ("of", 1, [b, c])]))
        self.assertEqual(read("at_least(2, faint, fit, pus)"), ("of", 2, [a, b, c]))
        self.assertEqual(read("not arm and temperature_c < 36.0")[2][0], ("is", ("arm", True, 1.0)))

    def test_a_cool_hand_settles_a_fever_only_where_nothing_else_is_told(self) -> None:
        cool: dict[str, Any] = {"temperature_c": "unknown", "feels_hot": False}
        self.assertEqual(self.answer(**cool)[0], "continue")
        told = [("drowsy", "unknown"), ("not_sure.drowsy", True), ("still_unknown.drowsy", True), ("belly_pain", "mild"), ("pain_peak", "4")]
        who = [("steroids", True), ("steroids", "unknown"), ("session_held", True), ("age_days", "91"), ("corrected_age_days", "91")]
        log = [("session_pain_peak", "4"), ("observed_antipyretic_h", "5"), ("hours_since_antipyretic", "5"), ("waiting.i9", "20")]
        for one in [*told, *who, *log]:
            fired = self.answer(**cool | dict([one]))[4]
            self.assertIn(("I3", False), [(rule[0], rule[1]) for rule in fired], one)
        older = second_reader.Pack(RULES.replace("facts_version = 3", "facts_version = 2"), FACTS)
        self.assertIn("I3", [rule[0] for rule in older.answer(well(**cool))[4]])

    def test_nobody_saw_any_blood_settles_how_much(self) -> None:
        none: dict[str, Any] = {"bleeding": "unknown", "blood_seen": False}
        self.assertEqual(self.answer(**none)[0], "continue")
        self.assertEqual(self.answer(**none, anticoagulant=True)[0], "same_day")
        self.assertEqual(self.answer(**none, pale_clammy=True)[0], "same_day")

    def test_an_answer_that_differs_in_one_part_is_told_by_its_name(self) -> None:
        answer = self.answer(bleeding="drip")
        for at, part in enumerate(differential.PARTS):
            other = json.loads(json.dumps(answer))
            other[at] = "another"
            self.assertEqual(differential.differences(answer, other), [part])
        self.assertEqual(differential.differences(answer, json.loads(json.dumps(answer))), [])


@unittest.skipUnless(skeleton.z3, "z3-solver is not installed")
class Solver(unittest.TestCase):
    def found(self, rules: str = RULES) -> list[str]:
        pack = second_reader.Pack(rules, FACTS)
        with mock.patch.object(second_reader, "builtin", return_value=pack):
            told = skeleton.ask()
        found: list[str] = told["found"]
        return found

    def test_it_finds_no_way_out_of_the_pack_as_it_is(self) -> None:
        self.assertEqual(self.found(), [])

    def test_a_rule_that_fires_for_the_well_is_found(self) -> None:
        milder = RULES.replace('when = "temperature_c < 36.0"', 'when = "temperature_c < 36.0 and not faint"')
        self.assertNotEqual(milder, RULES)
        self.assertTrue(any(one.startswith("I9 loses its") for one in self.found(milder)))

    def test_a_positive_sign_that_a_second_doubt_takes_away_is_found(self) -> None:
        def former(self: Any, rule: Any) -> Any:
            """As the engine had it once: a sign counted only while nothing about it was unknown in the rule."""
            z3 = skeleton.z3
            places = [place for place in rule.places if place in self.pack.signs and place[0] != second_reader.COUNTED]
            unknown = {place: z3.And(self.places[place][0], z3.Not(self.places[place][1])) for place in places}
            of = {fact: z3.Or([bit for place, bit in unknown.items() if place[0] == fact]) for fact in self.positive}
            beside = z3.Or([z3.And(bit, z3.Not(of[fact])) for fact, bit in self.positive.items()])
            still = z3.Or([z3.And(bit, z3.Bool(f"still {place[0]}")) for place, bit in unknown.items()])
            return z3.And(z3.Or(list(unknown.values())), z3.Or(beside, still))

        with mock.patch.object(skeleton.Model, "blocks_in_doubt", former):
            self.assertTrue(any(one.startswith("B3 stops blocking") for one in self.found()))


class Page(unittest.TestCase):
    def test_our_speed_stands_beside_that_of_others_with_its_bar(self) -> None:
        told: dict[str, Any] = {
            "speed": {"decide": {"least_us": 4.0}, "rules": 100},
            "peer": {"least_us": 15.0, "rules": 50},
            "beside": [
                {"head": ["what", "ours", "CQL engine", "ratio", "bar"], "rows": [["one answer", "4 µs", "900 µs", "225", "200"]]},
                {"head": ["what", "how many"], "rows": [["calls", "1"]]},
            ],
        }
        self.assertEqual(
            report.peers(told),
            ["beside    crate cel, a rule: 7.5 times (bar: 5)", "beside    one answer: 900 µs against 4 µs, 225 times (bar: 200)"],
        )
        self.assertEqual(report.peers({"peer": None, "beside": []}), [])

    def test_numbers_are_grouped_and_words_of_others_are_escaped(self) -> None:
        self.assertEqual(report.count(1234567), "1 234 567")
        self.assertIn("&lt;b&gt;", report.folded("<b>", ""))
        beside: Callable[[dict[str, Any]], str] = report.beside
        page = beside({"beside": [{"title": "One", "sentences": ["<i>"], "head": ["a"], "rows": [["<u>"]]}]})
        self.assertIn("&lt;i&gt;", page)
        self.assertIn("&lt;u&gt;", page)


if __name__ == "__main__":
    unittest.main()
