"""A second reader of the rule pack, naive on purpose: it shares no line with the core, reads `danger.toml` and `facts.toml`
itself, and says what they answer to a set of facts. Written from the format that stands at the top of both files.

A sign is `yes`, `unknown` (somebody could not say), `open` (nobody asked) or `no`; greater is more dangerous. A condition
is as true as its parts: `any` takes the worst, `all` the least, `at_least(n, ...)` the n-th. Context that is not surely known
counts as whatever makes a rule fire.
"""

import re
import tomllib
from collections.abc import Callable
from pathlib import Path
from typing import Any

NO, OPEN, UNKNOWN, YES = range(4)
LEVELS = ["continue", "pause", "contact", "same_day", "emergency"]
RE_ASK = 240  # minutes until an unanswered question is put again
URGENT = 3  # from same_day on
COUNTED = "contact_families_72h"  # what is counted while the answer is found
SETTLED_SINCE = 3  # the first facts of which packs let one answer settle another
NO_EVENT_FAMILIES, NO_EVENT_RULES = "GMC", {"I6c", "S5"}
"""Worry, what weighs on somebody, what the clinic does not know, and small things: none of them adds up with others."""

Answer = bool | str
Facts = dict[str, Answer]
Place = tuple[str, bool, float]  # a fact, whether it holds below, the bound
Tree = Any


def minutes(text: str) -> float:
    """How restrictive a gate is in time: -1 now, infinite until somebody releases it."""
    word, *rest = text.split()
    if word in ("now", "blocked"):
        return -1 if word == "now" else float("inf")
    return int(rest[0]) * (60 if rest[1] == "h" else 1)


size_rank = {"step": 0, "same": 1, "down 1": 2, "down 2": 3, "down 3": 4, "start": 5}.__getitem__


def disposition(text: str) -> tuple[str, int]:
    word, *rest = text.split()
    return word, int(rest[0]) if rest else 0


def urgency(one: tuple[str, int]) -> tuple[int, int]:
    return LEVELS.index(one[0]), -one[1]


def milder(one: tuple[str, int]) -> tuple[str, int]:
    """What a doubt earns in place of it."""
    return {
        "emergency": ("same_day", 4),
        "same_day": ("contact", 1),
        "contact": ("pause", 24),
        "pause": ("pause", 24),
        "continue": ("continue", 0),
    }[one[0]]


class Fact:
    def __init__(self, table: dict[str, Any]) -> None:
        self.id: str = table["id"]
        self.kind: str = table["kind"]
        self.levels: list[str] = table.get("levels", [])
        self.context = table.get("role") == "context"
        self.worse: str = table.get("worse", "up")
        self.normal: list[float] = table.get("normal", [])
        self.source: str = table.get("source", "asked")
        self.detail_of: str | None = table.get("detail_of")
        self.unsure_of: str | None = table.get("unsure_of")
        self.only_for: list[str] = table.get("only_for", [])
        self.masked_by: str | None = table.get("masked_by")
        self.widens: str | None = table.get("widens")
        self.ranks = {level: rank for rank, level in enumerate(self.levels)}
        self.ends: list[float] = [table.get("min", 0), table.get("max", 0)]
        self.measured: dict[Answer, float] = {}

    def mildest(self, answer: Answer) -> bool:
        """Whether there is no milder answer."""
        if answer == "unknown" or self.kind == "yes_no":
            return answer is False
        if self.kind == "level":
            return answer == self.levels[0]
        if self.worse == "both":
            return self.normal[0] <= float(answer) <= self.normal[1]
        return float(answer) == self.ends[1 if self.worse == "down" else 0]

    def measure(self, answer: Answer) -> float:
        if answer not in self.measured:
            self.measured[answer] = self.first_measured(answer)
        return self.measured[answer]

    def first_measured(self, answer: Answer) -> float:
        if self.kind == "yes_no":
            return 1 if answer is True else 0
        return self.ranks[str(answer)] if self.kind == "level" else round(float(answer) * 10)

    def bound(self, text: str) -> float:
        return self.levels.index(text) if self.kind == "level" else round(float(text) * 10)


class Known:
    """What is known of one fact: the lowest and the highest value, and whether somebody was unsure."""

    low: float | None = None
    high: float | None = None
    unsure = needless = absent = carried = still = asked_itself = False

    def asked(self) -> bool:
        return self.low is not None or self.unsure

    def surely_none(self) -> bool:
        return self.low == 0 and self.high == 0 and not self.unsure


class Rule:
    def __init__(self, table: dict[str, Any], tree: Tree) -> None:
        self.id: str = table["id"]
        self.disposition = disposition(table["disposition"])
        self.wait = minutes(table["gate"])
        self.size: str = table["size"]
        self.wait_from: str | None = table.get("wait_from")
        self.tree = tree
        self.places: list[Place] = list(dict.fromkeys(places(tree)))
        self.at: list[int] = []
        self.signs: list[int] = []
        self.contexts: list[int] = []
        self.counts = False


def adds_up(rule: str) -> bool:
    return rule[0] not in NO_EVENT_FAMILIES and rule not in NO_EVENT_RULES


def places(tree: Tree) -> list[Place]:
    if tree[0] == "is":
        return [tree[1]]
    return [place for part in tree[2] for place in places(part)]


def written(tree: Tree, order: dict[Place, int]) -> str:
    """The condition as an expression of Python over `truth`, the truth of each place by its number: a million sets are put to
    it, and walking the tree anew for each took half of the time."""
    if tree[0] == "is":
        return f"truth[{order[tree[1]]}]"
    need, parts = tree[1], [written(part, order) for part in tree[2]]
    if len(parts) == 1:
        return parts[0]
    if need in (1, len(parts)):
        return f"{'max' if need == 1 else 'min'}({', '.join(parts)})"
    return f"sorted(({', '.join(parts)}), reverse=True)[{need - 1}]"


class Pack:
    def __init__(self, rules: str, facts: str) -> None:
        vocabulary, pack = tomllib.loads(facts), tomllib.loads(rules)
        self.facts = {table["id"]: Fact(table) for table in vocabulary["fact"]}
        self.contexts = {fact.id for fact in self.facts.values() if fact.context}
        self.logged = {id: [id, *(one.id for one in self.facts.values() if one.widens == id)] for id in self.facts}
        self.order = {id: at for at, id in enumerate(self.facts)}
        self.required: list[dict[str, Any]] = vocabulary["required"]
        self.wanted = {id for group in self.required for id in group["any_of"]}
        self.settled: list[dict[str, Any]] = vocabulary["settled"] if pack["facts_version"] >= SETTLED_SINCE else []
        self.macros: dict[str, str] = pack["macro"]
        self.rules = [Rule(table, self.read(table["when"])) for table in pack["rule"]]
        self.places = list(dict.fromkeys(place for rule in self.rules for place in rule.places))
        self.signs = [place for place in self.places if not self.facts[place[0]].context]
        order = {place: at for at, place in enumerate(self.places)}
        for rule in self.rules:
            rule.at = [order[place] for place in rule.places]
            rule.signs = [order[place] for place in rule.places if not self.facts[place[0]].context]
            rule.contexts = [order[place] for place in rule.places if self.facts[place[0]].context]
            rule.counts = any(place[0] == COUNTED for place in rule.places)
        self.counted = [at for at, place in enumerate(self.places) if place[0] == COUNTED]
        self.names = [place[0] for place in self.places]
        self.uncounted = [at for at, name in enumerate(self.names) if not self.facts[name].context and name != COUNTED]
        self.hold, self.hold_counting = (self.holding(rules, order) for rules in (self.rules, [rule for rule in self.rules if rule.counts]))
        self.events = [(at, rule.id[0]) for at, rule in enumerate(self.rules) if rule.disposition[0] == "contact" and adds_up(rule.id)]
        self.details = [(one.id, one.detail_of) for one in self.facts.values() if one.detail_of]
        self.of_some = [one for one in self.facts.values() if one.only_for or one.unsure_of]
        self.of_log = [one.id for one in self.facts.values() if one.source == "log"]
        self.widening = [one for one in self.facts.values() if one.widens]
        self.masked = [one for one in self.facts.values() if one.masked_by]
        self.waiting = {f"waiting.{rule.id.lower()}": rule.id for rule in self.rules}

    # ---- Conditions

    def holding(self, rules: list[Rule], order: dict[Place, int]) -> Callable[[list[int]], list[int]]:
        everything = ", ".join(written(rule.tree, order) for rule in rules)
        held: Callable[[list[int]], list[int]] = eval(f"lambda truth: [{everything}]")
        return held

    def read(self, text: str) -> Tree:
        words = re.findall(r"[A-Za-z0-9_.\-]+|>=|<|[(),]", text)
        tree = self.either(words)
        assert not words, text
        return tree

    def either(self, words: list[str]) -> Tree:
        parts, joint = [self.part(words)], None
        while words and words[0] in ("and", "or"):
            joint = words.pop(0)
            parts.append(self.part(words))
        return parts[0] if joint is None else ("of", len(parts) if joint == "and" else 1, parts)

    def part(self, words: list[str]) -> Tree:
        word = words.pop(0)
        if word == "(":
            tree = self.either(words)
            assert words.pop(0) == ")"
            return tree
        if word in ("all", "any", "at_least"):
            assert words.pop(0) == "("
            need = int(words.pop(0)) if word == "at_least" else 0
            comma = words.pop(0) if need else None
            assert comma in (",", None)
            parts = [self.either(words)]
            while words[0] == ",":
                words.pop(0)
                parts.append(self.either(words))
            assert words.pop(0) == ")"
            return "of", need or {"all": len(parts), "any": 1}[word], parts
        if word == "not":
            return "is", (words.pop(0), True, 1.0)
        if word in self.macros:
            return self.read(self.macros[word])
        if words and words[0] in (">=", "<"):
            below = words.pop(0) == "<"
            return "is", (word, below, self.facts[word].bound(words.pop(0)))
        return "is", (word, False, 1.0)

    # ---- What another answer settles

    def settle(self, told: Facts) -> Facts:
        told = dict(told)
        for one in self.settled:
            name, before = one["fact"], f"still_unknown.{one['fact']}"
            doubted = told[name] == "unknown" if name in told else before in told
            if not doubted or not self.settles(one, told):
                continue
            told.pop(name, None)
            told.pop(before, None)
            if self.facts[name].kind == "level":
                told[name] = self.facts[name].levels[0]
        return told

    def settles(self, one: dict[str, Any], told: Facts) -> bool:
        least = one.get("from_days")
        young = least is not None and (
            not at_least(told.get("age_days"), least) or ("corrected_age_days" in told and not at_least(told["corrected_age_days"], least))
        )
        if young or any(told.get(name) is not False for name in one.get("unless", [])):
            return False
        for name in [one["by"], *one.get("while_mild", [])]:
            if name not in told or not self.mild(name, told):
                return False
        for name, limit in one.get("not_within", {}).items():
            absent = told.get(self.facts[name].detail_of or "") is False
            if not absent and not at_least(told.get(name), limit):
                return False
        if not all(self.mild(name, told) for about in one.get("beside", []) for name in self.with_log(about)):
            return False
        for about, limit in one.get("not_from", {}).items():
            known = [told[name] for name in self.with_log(about) if name in told]
            if doubted(about, told) or any(answer == "unknown" or at_least(answer, limit) for answer in known):
                return False
        if any(f"waiting.{rule.lower()}" in told for rule in one.get("no_wait", [])):
            return False
        for about, limit in one.get("after", {}).items():
            if about not in told or not all(at_least(told[name], limit) for name in self.with_log(about) if name in told):
                return False
        return True

    def mild(self, name: str, told: Facts) -> bool:
        return not doubted(name, told) and (name not in told or self.facts[name].mildest(told[name]))

    def with_log(self, name: str) -> list[str]:
        return self.logged[name]

    # ---- What is known

    def known(self, told: Facts, signs_of_log: bool = True) -> dict[str, Known]:
        known = {id: Known() for id in self.facts}
        for name, answer in told.items():
            if name in known:
                fact = self.facts[name]
                if not signs_of_log and fact.source == "log" and not fact.context:
                    continue
                if answer == "unknown":
                    known[name].unsure = True
                else:
                    known[name].low = known[name].high = fact.measure(answer)
            elif answer is True:
                before, _, rest = name.partition(".")
                if before == "still_unknown":
                    known[rest].still = True
                if before == "not_sure":
                    known[rest].unsure = True
        self.carry(known)
        for one in (known[id] for id in self.wanted):
            one.asked_itself = one.low is not None or one.unsure
        self.spare(known)
        for fact in self.widening:
            widen(known[str(fact.widens)], known[fact.id], fact.context)
        return known

    def for_nobody(self, fact: Fact, known: dict[str, Known]) -> bool:
        return bool(fact.only_for) and all(known[other].surely_none() for other in fact.only_for)

    def stood_for(self, fact: Fact, known: dict[str, Known]) -> bool:
        other = known[fact.unsure_of] if fact.unsure_of else None
        return other is not None and other.low is not None and not other.unsure

    def carry(self, known: dict[str, Known]) -> None:
        """What was unknown before and is not asked again stays unknown, unless another answer settles it."""
        for fact in self.facts.values():
            here = known[fact.id]
            if not here.still:
                continue
            detail = fact.detail_of is not None and known[fact.detail_of].surely_none()
            settled = detail or self.for_nobody(fact, known) or self.stood_for(fact, known)
            if not here.asked() and fact.source == "asked" and not settled:
                here.carried = here.unsure = True

    def spare(self, known: dict[str, Known]) -> None:
        """Marks what nobody needs to be asked."""
        needless: set[str] = set()
        for group in self.required:
            if any(known[id].asked() for id in group["any_of"]):
                needless.update(group["any_of"])
        for id, whole in self.details:
            if known[whole].surely_none():
                known[id].absent = True
                needless.add(id)
        needless.update(fact.id for fact in self.of_some if self.for_nobody(fact, known) or self.stood_for(fact, known))
        needless.update(self.of_log)
        for id in needless:
            one = known[id]
            one.needless = one.low is None and not one.unsure

    def truth(self, places: list[Place], known: dict[str, Known]) -> list[int]:
        """Of what is told; what is counted is a no here."""
        found = []
        for name, below, bound in places:
            one = known[name]
            if name == COUNTED:
                found.append(NO)
            elif one.low is not None and one.high is not None and (one.low < bound if below else one.high >= bound):
                found.append(YES)
            elif name in self.contexts:
                found.append(YES if one.low is None or one.unsure else NO)
            elif one.unsure:
                found.append(UNKNOWN)
            else:
                found.append(NO if one.low is not None or one.needless else OPEN)
        return found

    # ---- The answer

    def answer(self, told: Facts) -> list[Any]:
        told = self.settle(told)
        known = self.known(told)
        truth = self.truth(self.places, known)
        held = self.add_up(told, truth, self.hold(truth))
        waits = {self.waiting[name]: float(str(told[name])) for name in self.waiting.keys() & told.keys()}
        waited = any(holds == YES and rule.id in waits for rule, holds in zip(self.rules, held, strict=True))
        asked = self.known({n: a for n, a in told.items() if n not in self.waiting}, signs_of_log=False) if waited else known
        positive = {self.names[at] for at in self.uncounted if truth[at] == YES}
        fired: list[list[Any]] = []
        for rule, holds in zip(self.rules, held, strict=True):
            if holds == YES:
                wait = self.runs(rule, known, asked, waits.get(rule.id))
                fired.append([rule.id, True, *rule.disposition, wait, rule.size])
            elif holds == UNKNOWN:
                wait, size = self.doubt(rule, truth, known, positive)
                fired.append([rule.id, False, *milder(rule.disposition), wait, size])
        fired.sort(key=lambda one: (urgency((one[2], one[3])), one[1]), reverse=True)
        worst: tuple[str, int] = max([(one[2], one[3]) for one in fired], key=urgency, default=("continue", 0))
        missing = self.missing(worst, truth, held, known)
        time = max([one[4] for one in fired] + [0 if missing else -1])
        size = max([one[5] for one in fired] + ["same" if missing else "step"], key=size_rank)
        return [*worst, time, size, fired, missing]

    def add_up(self, told: Facts, truth: list[int], held: list[int]) -> list[int]:
        """What holds once the families that ask for the clinic are counted."""
        families = {family for at, family in self.events if held[at] == YES}
        if not families:
            return held
        earlier = [name[-1].upper() for name, yes in told.items() if name.startswith("earlier_contact.") and yes is True]
        families.update(family for family in earlier if family not in NO_EVENT_FAMILIES)
        for at in self.counted:
            truth[at] = YES if len(families) * 10 >= self.places[at][2] else NO
        again = iter(self.hold_counting(truth))
        return [next(again) if rule.counts else before for rule, before in zip(self.rules, held, strict=True)]

    def own(self, rule: Rule, known: dict[str, Known]) -> float:
        """The wait of a rule, less the hours that have passed since what it counts from."""
        since = known[rule.wait_from] if rule.wait_from else None
        if since is None or since.low is None or since.unsure or rule.wait < 0:
            return rule.wait
        return max(0.0, rule.wait - since.low * 6)

    def runs(self, rule: Rule, known: dict[str, Known], asked: dict[str, Known], left: float | None) -> float:
        """The wait of a rule that holds: the rest of one that runs, unless a sign of it is told now."""
        own = self.own(rule, known)
        if left is None:
            return own
        told = max(self.truth([place for place in rule.places if place[0] not in self.contexts], asked))
        return own if told == YES else min(own, max(left, RE_ASK) if told == UNKNOWN else left)

    def doubt(self, rule: Rule, truth: list[int], known: dict[str, Known], positive: set[str]) -> tuple[float, str]:
        unknown = {self.names[at] for at in rule.at if truth[at] == UNKNOWN}
        again = any(known[name].still for name in unknown)
        beside = any(positive - {name} for name in unknown)
        if LEVELS.index(rule.disposition[0]) >= URGENT and (again or beside):
            return self.own(rule, known), rule.size
        return min(self.own(rule, known), RE_ASK), min(rule.size, "same", key=size_rank)

    def missing(
        self, worst: tuple[str, int], truth: list[int], held: list[int], known: dict[str, Known]
    ) -> list[str]:
        names = set()
        for group in self.required:
            only = group.get("only_for")
            applies = only is None or (known[only].high or 0) > 0
            if applies and not any(known[id].asked_itself for id in group["any_of"]):
                names.add(group["any_of"][0])
        for fact in self.masked:
            if known[fact.id].low is not None and not known[str(fact.masked_by)].asked():
                names.add(fact.masked_by)
        names.update(name for name, one in known.items() if one.carried)
        for rule, holds in zip(self.rules, held, strict=True):
            if holds in (YES, UNKNOWN):
                for at in rule.contexts:
                    one = known[self.names[at]]
                    if (not one.asked() or one.unsure) and not one.absent:
                        names.add(self.names[at])
            elif holds == OPEN and worst[0] != "emergency" and any(truth[at] >= UNKNOWN for at in rule.signs):
                names.update(self.names[at] for at in rule.at if truth[at] == OPEN)
        return sorted(names, key=self.order.__getitem__)


def at_least(answer: Answer | None, least: float) -> bool:
    return answer is not None and answer != "unknown" and float(answer) >= least


def doubted(name: str, told: Facts) -> bool:
    """Whether it was a doubt before and was not asked since, or is one beside what is known."""
    return told.get(f"not_sure.{name}") is True or (told.get(f"still_unknown.{name}") is True and name not in told)


def widen(target: Known, other: Known, context: bool) -> None:
    """The worse of both counts, and a doubt stays beside it. Half a context is not a known one."""
    target.unsure = target.unsure or (context and other.asked() and not target.asked()) or other.unsure
    if other.low is not None and other.high is not None:
        target.low = other.low if target.low is None else min(target.low, other.low)
        target.high = other.high if target.high is None else max(target.high, other.high)


def builtin(root: Path) -> Pack:
    rules = root / "core/clinical/rules"
    return Pack((rules / "danger.toml").read_text(), (rules / "facts.toml").read_text())


def plain(answer: list[Any]) -> list[Any]:
    """With times as the stream writes them."""
    time = {-1: "now", float("inf"): "blocked"}
    fired = [[*one[:4], time.get(one[4], one[4]), one[5]] for one in answer[4]]
    return [*answer[:2], time.get(answer[2], answer[2]), answer[3], fired, answer[5]]
