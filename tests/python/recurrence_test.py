"""Two thousand plans with random phases ask for the days that python-dateutil's recurrence rules give.

Ours come from the package, theirs from one rule for each phase and time of day, written after the plan format's words
and not after our code.
"""

import random
import unittest
from datetime import date, datetime, time, timedelta

import gradus
from dateutil.rrule import DAILY, WEEKLY, rrule

#: So many a week, spread evenly: the days counted from the first one of the phase, worked out by hand.
SPREAD = {
    1: [0],
    2: [0, 3],
    3: [0, 2, 4],
    4: [0, 1, 3, 5],
    5: [0, 1, 2, 4, 5],
    6: [0, 1, 2, 3, 4, 5],
    7: [0, 1, 2, 3, 4, 5, 6],
}
#: First days on which a calendar may stumble, beside random ones.
CORNERS = [
    date(2024, 2, 29),
    date(2027, 12, 31),
    date(2028, 2, 28),
    date(2028, 12, 31),
    date(2026, 3, 29),
    date(2026, 10, 25),
    date(2099, 12, 30),
    date(2100, 2, 28),
]
LONGEST = timedelta(days=900)

HEAD = """
format = "gradus-plan/1"
title = "Random"
origin = "clinic"
prescriber = "Dr Brandt"
indication = "pelvic_floor"
age_group = "adult"
administrator = "self"
lubricant = "water"
[device]
kind = "graded"
material = "silicone"
base = true
[ladder]
sizes_mm = [12, 13]
start_mm = 12
goal_mm = 13
[start]
on = {first}
"""
TAIL = """
[step_up]
days_at_size = 7
sessions_in_a_row = 3
max_pain = 3
"""

Session = tuple[str, str | None]


class Phase:
    """One random phase: its lines in a plan, and its dates by rules of recurrence."""

    def __init__(self, chance: random.Random, last: bool) -> None:
        self.kind = chance.choice(["per_day", "per_week", "every_days"])
        self.number = chance.randint(*{"per_day": (1, 6), "per_week": (1, 7), "every_days": (2, 92)}[self.kind])
        self.days = None if last and chance.random() < 0.5 else chance.randint(1, 366)
        timed = chance.random() < 0.5
        count = self.number if self.kind == "per_day" else 1
        hours = sorted(chance.sample(range(24), count))
        self.times = [time(hour, chance.choice([0, 5, 30])) for hour in hours] if timed else []

    def lines(self) -> str:
        lines = ["[[phase]]", f"{self.kind} = {self.number}", "insertions = 1", "hold_s = 60"]
        if self.days is not None:
            lines.append(f"days = {self.days}")
        if self.kind == "per_day" and self.number > 1:
            lines.append("min_gap_h = 0")
        texts = [f'"{at:%H:%M}"' for at in self.times]
        if texts:
            lines.append(f"times = [{', '.join(texts)}]" if self.kind == "per_day" else f"time = {texts[0]}")
        return "\n".join(lines) + "\n"

    def sessions(self, first: date, until: date) -> list[Session]:
        """What it asks for when it begins on `first`, up to `until`."""
        if self.days is not None:
            until = min(until, first + timedelta(days=self.days - 1))
        count = self.number if self.kind == "per_day" else 1
        times: list[time | None] = [*self.times] or [None] * count
        found: list[tuple[datetime, str | None]] = []
        for at in times:
            begins = datetime.combine(first, at or time())
            ends = datetime.combine(until, time(23, 59))
            if self.kind == "per_week":
                weekdays = [(first.weekday() + day) % 7 for day in SPREAD[self.number]]
                rule = rrule(WEEKLY, dtstart=begins, until=ends, byweekday=weekdays)
            else:
                every = self.number if self.kind == "every_days" else 1
                rule = rrule(DAILY, dtstart=begins, until=ends, interval=every)
            found += [(when, None if at is None else f"{at:%H:%M}") for when in rule]
        return [(f"{when:%Y-%m-%d}", at) for when, at in sorted(found, key=lambda one: one[0])]


class RecurrenceTest(unittest.TestCase):
    def test_two_thousand_plans_agree_with_rules_of_recurrence(self) -> None:
        chance = random.Random(2_000)
        asked = 0
        for number in range(2_000):
            first = chance.choice(CORNERS) if number % 2 else date(2024, 1, 1) + timedelta(chance.randrange(4_000))
            count = chance.randint(1, 4)
            phases = [Phase(chance, last=at == count - 1) for at in range(count)]
            text = HEAD.format(first=first) + "".join(phase.lines() for phase in phases) + TAIL
            since = first + timedelta(chance.randint(-30, 400))
            until = since + timedelta(chance.randint(0, LONGEST.days))
            theirs: list[Session] = []
            begins: date | None = first
            for phase in phases:
                if begins is None or begins > until:
                    break
                theirs += phase.sessions(begins, until)
                begins = None if phase.days is None else begins + timedelta(days=phase.days)
            theirs = [one for one in theirs if one[0] >= since.isoformat()]
            ours = [(one.date, one.at) for one in gradus.occurrences(text, [], since.isoformat(), until.isoformat())]
            self.assertEqual(ours, theirs, f"plan {number}, {since} to {until}:\n{text}")
            asked += len(ours)
        self.assertGreater(asked, 200_000, "the plans ask for something")


if __name__ == "__main__":
    unittest.main()
