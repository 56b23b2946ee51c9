"""Asks a solver whether any two sets of facts exist, of all that there are, of which the second is worse and answered with less.

The pack as `second_reader.py` reads it is written down twice in the solver's logic, once for each set. Numbers become the spans
between the bounds that any rule names: within one span no condition changes, so that nothing is left out. Of each sign the two
sets may say what they like, as long as the second is nowhere milder; context is the same in both. Every sign may change at once.

What is proved is a statement about the pack and about this model of it. That the core answers as the model does is not proved
but tried: that is what `differential.py` is for.
"""

import importlib
import importlib.util
import json
import sys
import time
from pathlib import Path
from typing import Any

import second_reader
from second_reader import COUNTED, LEVELS, NO_EVENT_FAMILIES, NO_EVENT_RULES, URGENT, Fact, Pack, Place, Rule

z3: Any = importlib.import_module("z3") if importlib.util.find_spec("z3") else None

ROOT = Path(__file__).resolve().parents[2]
COVERS = (
    "that a rule which fires goes on firing with at least its certainty, with families that add up and with what one answer makes "
    "needless to ask; that no rule which blocks in doubt stops blocking; and so, because the most urgent disposition and the "
    "strictest gate win, that no disposition and no gate of a rule gets milder."
)
LEAVES = "waits that still run or count from a dose, and the wait for answers that are missing; and that the core does what the model says, which is tried and not proved."
Bit = Any
Truth = tuple[Bit, Bit]  # at least unknown; a yes


class Facts:
    """One set of facts: of each fact whether a value is known, whether somebody is unsure, and which bounds the value passed."""

    def __init__(self, pack: Pack, name: str) -> None:
        self.pack, self.name = pack, name
        self.laws: list[Bit] = []
        self.over: dict[str, dict[tuple[bool, float], Bit]] = {}
        self.zero: dict[str, Bit] = {}
        wanted: dict[str, set[tuple[bool, float]]] = {id: set() for id in pack.facts}
        for name_of, below, bound in pack.places:
            for one in pack.facts.values():
                if name_of in (one.id, one.widens):
                    wanted[one.id].add((below, bound))
        for fact in pack.facts.values():
            bounds = wanted[fact.id] | ({(False, 1.0)} if fact.kind != "number" else set())
            self.over[fact.id] = {bound: self.bit(fact, *bound) for bound in sorted(bounds)}
            self.zero[fact.id] = self.bit(fact, "zero")
            self.order(fact)

    def bit(self, fact: Fact, *parts: object) -> Bit:
        """Context is one and the same in every set."""
        return z3.Bool(" ".join(map(str, ("both" if fact.context else self.name, fact.id, *parts))))

    def known(self, id: str) -> Bit:
        return self.bit(self.pack.facts[id], "known")

    def unsure(self, id: str) -> Bit:
        return self.bit(self.pack.facts[id], "unsure")

    def told(self, id: str) -> Bit:
        return z3.Or(self.known(id), self.unsure(id))

    def order(self, fact: Fact) -> None:
        """Bounds lie in order, and without a value none is passed. Zero passes none upwards, and all downwards."""
        bits = self.over[fact.id]
        ups, downs = sorted(b for below, b in bits if not below), sorted(b for below, b in bits if below)
        self.laws += [z3.Implies(bit, self.known(fact.id)) for bit in [*bits.values(), self.zero[fact.id]]]
        self.laws += [z3.Implies(bits[False, more], bits[False, less]) for less, more in zip(ups, ups[1:], strict=False)]
        self.laws += [z3.Implies(bits[True, less], bits[True, more]) for less, more in zip(downs, downs[1:], strict=False)]
        self.laws += [z3.Not(z3.And(self.zero[fact.id], bits[False, up])) for up in ups]
        self.laws += [z3.Implies(self.zero[fact.id], bits[True, down]) for down in downs]
        for up in ups:
            for down in downs:
                beside = bits[False, up], bits[True, down]
                if down <= up:
                    self.laws.append(z3.Not(z3.And(*beside)))
                if down >= up:
                    self.laws.append(z3.Implies(self.known(fact.id), z3.Or(*beside)))
        if fact.kind != "number":
            self.laws.append(z3.Implies(self.known(fact.id), self.zero[fact.id] != bits[False, 1.0]))

    def surely_none(self, id: str) -> Bit:
        return z3.And(self.zero[id], z3.Not(self.unsure(id)))

    def beyond(self, id: str) -> list[Bit]:
        """Which bounds a value passes as it gets worse, by what the vocabulary says of the fact and not by what rules make of it."""
        fact = self.pack.facts[id]
        low, high = [end * 10 for end in fact.normal] or [0.0, 0.0]
        ways = {"up": (False,), "down": (True,), "both": (False, True)}[fact.worse]
        outside = {True: lambda bound: bound <= low, False: lambda bound: bound > high}
        is_worse = {way: outside[way] if fact.normal else (lambda bound: True) for way in ways}
        return [bit for (below, bound), bit in self.over[id].items() if below in is_worse and is_worse[below](bound)]

    def short_of(self, id: str) -> list[Bit]:
        """Which bounds a value leaves behind as it gets worse."""
        ways = {"up": True, "down": False}
        way = ways.get(self.pack.facts[id].worse)
        return [bit for (below, _), bit in self.over[id].items() if below == way]


class Model:
    """What the pack makes of one set of facts."""

    def __init__(self, pack: Pack, facts: Facts) -> None:
        self.pack, self.facts = pack, facts
        self.places = {place: self.place(place) for place in pack.places if place[0] != COUNTED}
        plain = [rule for rule in pack.rules if not rule.counts]
        self.rules = {rule.id: self.tree(rule.tree) for rule in plain}
        self.count()
        self.rules |= {rule.id: self.tree(rule.tree) for rule in pack.rules if rule.counts}
        positive: dict[str, list[Bit]] = {}
        for place in pack.signs:
            if place[0] != COUNTED:
                positive.setdefault(place[0], []).append(self.places[place][1])
        self.positive = {fact: z3.Or(bits) for fact, bits in positive.items()}

    def place(self, place: Place) -> Truth:
        name, below, bound = place
        fact = self.pack.facts[name]
        widening = [one.id for one in self.pack.facts.values() if one.widens == name]
        group = [name, *widening]
        over = z3.Or([self.facts.over[one][below, bound] for one in group])
        unsure = z3.Or([self.facts.unsure(one) for one in group])
        if not fact.context:
            return z3.Or(over, unsure), over
        nothing = z3.Not(z3.Or([self.facts.known(one) for one in group]))
        half = z3.And(z3.Not(self.facts.told(name)), z3.Or([self.facts.told(one) for one in widening])) if widening else False
        yes = z3.Or(over, unsure, nothing, half)
        return yes, yes

    def tree(self, tree: Any) -> Truth:
        if tree[0] == "is":
            return self.places[tree[1]]
        parts = [self.tree(part) for part in tree[2]]
        joined = []
        for at in range(2):
            bits = [part[at] for part in parts]
            joined.append(z3.Or(bits) if tree[1] == 1 else z3.And(bits) if tree[1] == len(bits) else z3.AtLeast(*bits, tree[1]))
        return joined[0], joined[1]

    def count(self) -> None:
        """Families that ask for the clinic now, and beside one of them those of earlier days."""
        now: dict[str, list[Bit]] = {}
        for rule in self.pack.rules:
            adds = rule.id[0] not in NO_EVENT_FAMILIES and rule.id not in NO_EVENT_RULES and not rule.counts
            if rule.disposition[0] == "contact" and adds:
                now.setdefault(rule.id[0], []).append(self.rules[rule.id][1])
        families = [z3.Or(z3.Or(bits), z3.Bool(f"earlier {name}")) for name, bits in now.items()]
        families += [z3.Bool(f"earlier {name}") for name in "ABCDEFGHIJKLMNOPQRSTUVWXYZ" if name not in [*now, *NO_EVENT_FAMILIES]]
        some = z3.Or([bit for bits in now.values() for bit in bits])
        for place in (place for place in self.pack.places if place[0] == COUNTED):
            enough = z3.And(some, z3.AtLeast(*families, round(place[2] / 10)))
            self.places[place] = enough, enough

    def blocks_in_doubt(self, rule: Rule) -> Bit:
        """A sign was unknown before as well, or another sign than one that is unknown is positive."""
        reasons = []
        for place in rule.places:
            if place in self.pack.signs and place[0] != COUNTED:
                at_least, yes = self.places[place]
                others = [bit for fact, bit in self.positive.items() if fact != place[0]]
                unknown = z3.And(at_least, z3.Not(yes))
                reasons.append(z3.And(unknown, z3.Or(z3.Bool(f"still {place[0]}"), *others)))
        return z3.Or(reasons) if reasons else z3.BoolVal(False)


def no_milder(pack: Pack, one: Facts, two: Facts) -> list[Bit]:
    """Of each sign: what was passed stays passed; known stays known, unless the mildest becomes unsure; unsure stays unsure,
    unless it turns out to be the worst; of what nobody asked anything may be told."""
    laws = []
    for fact in pack.facts.values():
        if fact.context:
            continue
        pairs = list(zip(one.beyond(fact.id), two.beyond(fact.id), strict=True))
        left = list(zip(one.short_of(fact.id), two.short_of(fact.id), strict=True))
        worst = z3.And([bit for _, bit in pairs]) if pairs and fact.worse != "both" else z3.BoolVal(False)
        mildest = z3.Not(z3.Or([bit for bit, _ in pairs])) if pairs else z3.BoolVal(True)
        laws += [z3.Implies(before, after) for before, after in pairs]
        laws += [z3.Implies(z3.And(one.known(fact.id), after), before) for before, after in left]
        laws.append(z3.Implies(one.known(fact.id), z3.Or(two.known(fact.id), z3.And(mildest, two.unsure(fact.id)))))
        laws.append(z3.Implies(one.unsure(fact.id), z3.Or(two.unsure(fact.id), worst)))
    return laws


def ask() -> dict[str, Any]:
    start = time.monotonic()
    pack = second_reader.builtin(ROOT)
    one, two = Facts(pack, "one"), Facts(pack, "two")
    before, after = Model(pack, one), Model(pack, two)
    solver = z3.Solver()
    solver.add(one.laws + two.laws + no_milder(pack, one, two))
    asked, found = 0, []

    def holds(what: str, against: Bit) -> None:
        nonlocal asked
        asked += 1
        solver.push()
        solver.add(against)
        if solver.check() != z3.unsat:
            found.append(f"{what}: {shown(solver)}")
        solver.pop()

    # A model without any set of facts would prove everything; so would one in which no rule can fire.
    assert solver.check() == z3.sat
    for rule in pack.rules:
        for at, name in enumerate(["doubt", "yes"]):
            first, second = before.rules[rule.id][at], after.rules[rule.id][at]
            assert solver.check(first, second) == z3.sat, f"{rule.id} cannot fire"
            holds(f"{rule.id} loses its {name}", z3.And(first, z3.Not(second)))
        if LEVELS.index(rule.disposition[0]) >= URGENT:
            maybe, yes = before.rules[rule.id]
            blocks = z3.And(maybe, z3.Or(yes, before.blocks_in_doubt(rule)))
            opens = z3.Not(z3.Or(after.rules[rule.id][1], after.blocks_in_doubt(rule)))
            holds(f"{rule.id} stops blocking", z3.And(blocks, opens))
    return {
        "name": f"Z3 {z3.get_version_string()}", "asked": asked, "found": found, "facts": len(pack.facts),
        "places": len(pack.places), "rules": len(pack.rules), "covers": COVERS, "leaves": LEAVES,
        "seconds": round(time.monotonic() - start, 1),
    }  # fmt: skip


def shown(solver: Any) -> str:
    model = solver.model()
    held = [str(one) for one in model.decls() if z3.is_true(model[one])]
    return ", ".join(sorted(held)[:40])


if __name__ == "__main__":
    told = ask() if z3 else {"missing": "pip install z3-solver, as tests/requirements.txt has it"}
    print(json.dumps(told))
    sys.exit(1 if told.get("found") or told.get("missing") else 0)
