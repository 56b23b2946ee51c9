#!/usr/bin/env python3
"""Writes the rule pack as a CQL library: every rule as it stands, by its form and not by its meaning.

    generate.py RULES FACTS        prints the library
    generate.py RULES FACTS names  prints what Peer.java needs to know of the facts, as JSON

A sign that was asked and is not known is `null`, one that was not asked is `false`; that is CQL's own logic of three values, in
which "or" is the worst of its parts and "and" the least. So a rule is true (it holds), null (it may hold) or false. Context
that is not surely known is true wherever that makes a rule fire, and never null.

What CQL could say only with the clock and the log beside it is left out: the gate, its waits, tasks, and what is missing.
"""

import json
import sys
import tomllib
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))
from second_reader import COUNTED, LEVELS, NO_EVENT_FAMILIES, NO_EVENT_RULES, Fact, Pack, Tree, disposition, milder  # noqa: E402


def rank(one: tuple[str, int]) -> int:
    """One number for how urgent an answer is: days count as 24 hours, and the shorter time is the more urgent."""
    word, amount = one
    return LEVELS.index(word) * 10_000 - amount * (24 if word == "contact" else 1)


class Library:
    def __init__(self, pack: Pack, version: int) -> None:
        self.pack = pack
        self.version = version
        self.atoms = {place: f"atom {at}" for at, place in enumerate(pack.places)}
        self.sources: dict[str, list[Fact]] = {}
        for fact in pack.facts.values():
            if fact.widens:
                self.sources.setdefault(fact.widens, []).append(fact)

    def read(self) -> list[str]:
        """The facts whose values stand in the library."""
        names = {place[0] for place in self.pack.places if place[0] != COUNTED}
        names |= {source.id for name in names for source in self.sources.get(name, [])}
        for name in list(names):
            fact = self.pack.facts[name]
            names |= {other for other in [fact.detail_of, fact.unsure_of, *fact.only_for] if other}
        return sorted(names | {name for one in self.pack.settled for name in self.read_to_settle(one)})

    def text(self) -> str:
        lines = [f"library Danger version '{self.version}'", ""]
        for name in map(self.parameter, self.read()):
            lines.append(f'parameter "{name}" Integer')
            lines += [f'parameter "{name} {word}" Boolean default false' for word in ("not known", "not sure", "still unknown")]
        lines += [f'parameter "earlier {family}" Boolean default false' for family in self.families()]
        lines += [f'parameter "waiting {rule}" Boolean default false' for rule in self.waits()]
        lines += ["", "context Unfiltered", ""]
        lines += [line for one in self.pack.settled for line in self.settled(one)]
        lines += [f'define "{name} doubt": {self.doubt(name)}' for name in self.read()]
        lines += [f'define "{name}": {self.atom(*place)}' for place, name in self.atoms.items()]
        uncounted = [rule for rule in self.pack.rules if not rule.counts]
        lines += [f'define "{rule.id}": {self.tree(rule.tree)}' for rule in uncounted]
        lines += self.counting(uncounted)
        lines += [f'define "{rule.id}": {self.tree(rule.tree)}' for rule in self.pack.rules if rule.counts]
        fired = [f'if "{r.id}" then \'{r.id}\' else if "{r.id}" is null then \'{r.id}?\' else null' for r in self.pack.rules]
        ranks = [
            f'if "{r.id}" then {rank(r.disposition)} else if "{r.id}" is null then {rank(milder(r.disposition))} else 0'
            for r in self.pack.rules
        ]
        listed = ",\n  "
        lines.append(f'define "fired": ({{\n  {listed.join(fired)}\n}}) one where one is not null')
        lines.append(f'define "disposition": Max({{\n  {listed.join(ranks)}\n}})')
        return "\n".join(lines) + "\n"

    # ---- Facts

    def doubt(self, name: str) -> str:
        """Null where somebody was not sure, now, or before and was not asked again; false otherwise."""
        return f"if {self.unsure(name)} then null as Boolean else false"

    def unsure(self, name: str) -> str:
        fact = self.pack.facts[name]
        known = self.unknown(name)
        if fact.source != "asked":
            return known
        settled = [f"({self.surely_none(fact.detail_of)})"] if fact.detail_of else []
        if fact.only_for:
            settled.append("(" + " and ".join(self.surely_none(other) for other in fact.only_for) + ")")
        if fact.unsure_of:
            settled.append(f'("{fact.unsure_of}" is not null and not {self.unknown(fact.unsure_of)})')
        carried = "".join(f" and not {one}" for one in settled)
        return f'({known} or ("{name} still unknown" and "{name}" is null{carried}))'

    def surely_none(self, name: str) -> str:
        return f'(Coalesce("{name}", 1) = 0 and not {self.unknown(name)})'

    def unknown(self, name: str) -> str:
        return f'("{name} not known" or "{name} not sure")'

    def atom(self, name: str, below: bool, bound: float) -> str:
        if name == COUNTED:
            return f'"families" * 10 >= {int(bound)}'
        fact, sources = self.pack.facts[name], [name, *(one.id for one in self.sources.get(name, []))]
        compare = "<" if below else ">="
        holds = [f'Coalesce("{one}" {compare} {int(bound)}, false)' for one in sources]
        if not fact.context:
            return " or ".join(holds + [f'"{one} doubt"' for one in sources])
        unknown = [self.unknown(one) for one in sources]
        nothing = "(" + " and ".join(f'"{one}" is null' for one in sources) + ")"
        half = [f'("{one}" is not null and "{name}" is null)' for one in sources[1:]]
        return " or ".join([*holds, *unknown, nothing, *half])

    # ---- What another answer settles

    def parameter(self, name: str) -> str:
        """What can be settled is told under another name; under its own stands what is left of it."""
        return f"{name} told" if name in {one["fact"] for one in self.pack.settled} else name

    def waits(self) -> list[str]:
        return sorted({rule for one in self.pack.settled for rule in one.get("no_wait", [])})

    def read_to_settle(self, one: dict[str, Any]) -> set[str]:
        lists = [one.get(part, ()) for part in ("unless", "not_within", "while_mild", "beside", "not_from", "after")]
        about = [one["by"], *(name for names in lists for name in names)]
        names = {log for name in about for log in self.pack.with_log(name)} | {"age_days", "corrected_age_days"}
        names |= {whole for name in one.get("not_within", ()) if (whole := self.pack.facts[name].detail_of)}
        # Nothing settles what settles another thing: so that the order does not matter.
        assert not names & {other["fact"] for other in self.pack.settled}
        return names | {one["fact"]}

    def settled(self, one: dict[str, Any]) -> list[str]:
        name, told = one["fact"], self.parameter(one["fact"])
        doubted = f'"{told}" is null and ("{told} not known" or "{told} still unknown")'
        mildest = "0" if self.pack.facts[name].kind == "level" else "null as Integer"
        return [
            f'define "{name} settled": {" and ".join([doubted, *self.settles(one)])}',
            f'define "{name}": if "{name} settled" then {mildest} else "{told}"',
            f'define "{name} not sure": "{told} not sure"',
            *(f'define "{name} {word}": "{told} {word}" and not "{name} settled"' for word in ("not known", "still unknown")),
        ]

    def settles(self, one: dict[str, Any]) -> list[str]:
        """Everything that must be so; each is true or false, and never null."""
        parts = [f'"{name}" is not null and {self.mild(name)}' for name in [one["by"], *one.get("while_mild", [])]]
        if days := one.get("from_days"):
            corrected = self.passed("corrected_age_days", days)
            parts += [self.passed("age_days", days), f'({corrected} or ("corrected_age_days" is null and not "corrected_age_days not known"))']
        parts += [f'Coalesce("{name}" = 0, false)' for name in one.get("unless", [])]
        for name, limit in one.get("not_within", {}).items():
            whole = self.pack.facts[name].detail_of
            absent = f' or Coalesce("{whole}" = 0, false)' if whole else ""
            parts.append(f"({self.passed(name, limit)}{absent})")
        parts += [self.mild(log) for name in one.get("beside", []) for log in self.pack.with_log(name)]
        for name, limit in one.get("not_from", {}).items():
            parts.append(f"not {self.doubted(name)}")
            parts += [f'not "{log} not known" and Coalesce("{log}" < {limit * 10}, true)' for log in self.pack.with_log(name)]
        parts += [f'not "waiting {rule}"' for rule in one.get("no_wait", [])]
        for name, limit in one.get("after", {}).items():
            parts.append(f'"{name}" is not null')
            parts += [f'not "{log} not known" and Coalesce("{log}" >= {limit * 10}, true)' for log in self.pack.with_log(name)]
        return parts

    def passed(self, name: str, limit: int) -> str:
        return f'Coalesce("{name}" >= {limit * 10}, false)'

    def doubted(self, name: str) -> str:
        return f'("{name} not sure" or ("{name} still unknown" and "{name}" is null and not "{name} not known"))'

    def mild(self, name: str) -> str:
        """Nothing worse than the mildest answer was told of it."""
        fact = self.pack.facts[name]
        low, high = (0, 0) if fact.kind != "number" else [round(end * 10) for end in fact.normal or [fact.ends[fact.worse == "down"]] * 2]
        within = f'("{name}" is null or "{name}" between {low} and {high})'
        return f'not {self.doubted(name)} and not "{name} not known" and {within}'

    # ---- Conditions

    def tree(self, tree: Tree) -> str:
        if tree[0] == "is":
            return f'"{self.atoms[tree[1]]}"'
        need, parts = tree[1], [self.tree(part) for part in tree[2]]
        if need == 1:
            return f"({' or '.join(parts)})"
        if need == len(parts):
            return f"({' and '.join(parts)})"
        listed = "{" + ", ".join(parts) + "}"
        count = "Count(({}) one where one is {} return all 1) >= {}"
        surely, maybe = count.format(listed, "true", need), count.format(listed, "not false", need)
        return f"(if {surely} then true else if {maybe} then null as Boolean else false)"

    # ---- Calls that add up

    def families(self) -> list[str]:
        return sorted({rule.id[0] for rule in self.pack.rules} - set(NO_EVENT_FAMILIES))

    def counting(self, rules: list[Any]) -> list[str]:
        lines = []
        for family in self.families():
            own = [r for r in rules if r.id[0] == family and r.disposition[0] == "contact" and r.id not in NO_EVENT_RULES]
            said = " or ".join(f'"{rule.id}" is true' for rule in own) or "false"
            lines.append(f'define "family {family}": {said}')
        now = " or ".join(f'"family {family}"' for family in self.families())
        each = [f'(if "family {family}" or "earlier {family}" then 1 else 0)' for family in self.families()]
        return [*lines, f'define "families": if {now} then {" + ".join(each)} else 0']

    def names(self) -> dict[str, Any]:
        """How an answer becomes a whole number: levels from 0, yes as 1, numbers in tenths."""
        facts = {name: self.pack.facts[name] for name in self.read()}
        return {
            "facts": {name: {"told": self.parameter(name), "kind": fact.kind, "levels": fact.levels} for name, fact in facts.items()},
            "families": self.families(),
            "waits": {rule.lower(): rule for rule in self.waits()},
            "ranks": {str(rank(one)): list(one) for rule in self.pack.rules for one in (rule.disposition, milder(rule.disposition))},
            "rules": len(self.pack.rules),
            "atoms": len(self.atoms),
        }


def main() -> None:
    rules, facts = (Path(name).read_text() for name in sys.argv[1:3])
    library = Library(Pack(rules, facts), tomllib.loads(rules)["version"])
    print(json.dumps(library.names()) if sys.argv[3:] else library.text())


if __name__ == "__main__":
    main()
