"""The page of the cohort: what the rules cost people who are well, and how soon they find people who are not. All of it is
computed; nothing here knows a result."""

import sys
from html import escape
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))
from report import STYLE, cards, count, folded, table  # noqa: E402

Told = dict[str, Any]

BOUND = {"contact": 50.0, "urgent": 5.0}
"""Per 100 months of somebody who is well: half a call, and a twentieth of one that cannot wait (C17)."""
NAMES = {
    "emergency": "emergency", "same_day": "a clinician today", "contact": "the clinic, within days", "C6": "A child's programme is interrupted",
    "R1": "A size does not pass", "R2": "No step up for too long", "R4": "Over two weeks without a session", "R5": "A size beyond the plan, again", "DC8": "Pain at the same size rises",
    "review": "The clinic was to look at the plan again", "calibration": "The clinic was to calibrate", "no smaller size": "Pain asks for a smaller size, and the plan has none",
    "size does not pass": "The size does not pass", "sessions were missed": "Too many sessions were missed", "plan has ended": "The plan has ended", "questions left open": "Questions were left open",
}  # fmt: skip
CHART = """
.chart { width: 100%; height: auto; margin: .8rem 0; font: 12px system-ui, sans-serif; } .chart text { fill: var(--ink); }
.chart .soft { fill: var(--soft); } .chart .grid { stroke: var(--line); } .chart .bound { stroke: var(--bad); stroke-dasharray: 4 3; }
.chart .sure { fill: var(--mark); } .chart .doubt { fill: var(--mark); opacity: .4; } .chart .span { stroke: var(--mark); stroke-width: 6; opacity: .35; stroke-linecap: round; }
.chart .dot { fill: var(--mark); }
"""


def bars(rows: list[tuple[str, float, float]], unit: str, label: str, bound: float | None = None, digits: int = 1) -> str:
    """Rows of a name, a whole, and the part of it that stands on certain answers."""
    left, width, height = 340, 800, 24
    most = max([whole for _, whole, _ in rows] + [bound or 0, 1e-9]) * 1.12
    at = lambda value: left + value / most * (width - left - 60)  # noqa: E731
    parts = [f'<svg class="chart" viewBox="0 0 {width} {len(rows) * height + 26}" role="img" aria-label="{escape(label)}">']
    for number, (name, whole, sure) in enumerate(rows):
        y = number * height + 4
        short = name if len(name) < 50 else name[:48] + "…"
        parts.append(f'<text x="{left - 8}" y="{y + 13}" text-anchor="end">{escape(short)}</text>')
        parts.append(f'<rect class="doubt" x="{left}" y="{y}" width="{max(at(whole) - left, 0):.1f}" height="17" rx="2"/>')
        parts.append(f'<rect class="sure" x="{left}" y="{y}" width="{max(at(sure) - left, 0):.1f}" height="17" rx="2"/>')
        parts.append(f'<text x="{at(whole) + 5:.1f}" y="{y + 13}">{whole:.{digits}f}</text>')
    bottom = len(rows) * height + 4
    if bound is not None:
        parts.append(f'<line class="bound" x1="{at(bound):.1f}" x2="{at(bound):.1f}" y1="0" y2="{bottom}"/>')
        parts.append(f'<text class="soft" x="{at(bound):.1f}" y="{bottom + 14}" text-anchor="middle">bound {bound:g}</text>')
    parts.append(f'<text class="soft" x="{width - 4}" y="{bottom + 14}" text-anchor="end">{escape(unit)}</text></svg>')
    return "".join(parts)


def spans(rows: list[tuple[str, list[float]]], label: str) -> str:
    """Rows of a name with the least tenth, the middle, and the last tenth, in hours, each tenfold as wide as the one before."""
    from math import log10

    left, width, height = 200, 760, 26
    at = lambda hours: left + (log10(min(max(hours, 0.1), 1000)) + 1) / 4 * (width - left - 30)  # noqa: E731
    parts = [f'<svg class="chart" viewBox="0 0 {width} {len(rows) * height + 26}" role="img" aria-label="{escape(label)}">']
    bottom = len(rows) * height + 2
    for hours in (0.1, 1, 10, 100, 1000):
        parts.append(f'<line class="grid" x1="{at(hours):.1f}" x2="{at(hours):.1f}" y1="0" y2="{bottom}"/>')
        parts.append(f'<text class="soft" x="{at(hours):.1f}" y="{bottom + 15}" text-anchor="middle">{hours:g} h</text>')
    for number, (name, (low, middle, high)) in enumerate(rows):
        y = number * height + 13
        parts.append(f'<text x="{left - 8}" y="{y + 4}" text-anchor="end">{escape(name)}</text>')
        parts.append(f'<line class="span" x1="{at(low):.1f}" x2="{at(high):.1f}" y1="{y}" y2="{y}"/>')
        parts.append(f'<circle class="dot" cx="{at(middle):.1f}" cy="{y}" r="5"/>')
    return "".join(parts) + "</svg>"


def rates(told: Told, who: str) -> dict[str, tuple[float, float]]:
    """Calls per 100 months: of contact, and of what cannot wait; each whole, and without those that only a doubt stands behind."""
    by = told["all"][who]
    whole = {name: by[name]["all"] * 100 for name in by}
    sure = {name: (by[name]["all"] - by[name]["only_doubt"]) * 100 for name in by}
    urgent = lambda of: of["emergency"] + of["same_day"]  # noqa: E731
    return {"contact": (whole["contact"], sure["contact"]), "urgent": (urgent(whole), urgent(sure))}


def is_met(told: Told, who: str, what: str) -> bool:
    return rates(told, who)[what][0] <= BOUND[what]


def name_of(rule: str, titles: dict[str, str]) -> str:
    plain = rule.rstrip("?")
    if plain not in titles:
        return NAMES.get(plain, plain)
    return f"{plain}{' in doubt' if rule.endswith('?') else ''}: {titles[plain]}"


def burden(arms: list[Told]) -> str:
    parts = ["<h2>1. How often somebody who is well is to call</h2><p>A call lasts from the first answer that asks for somebody to be reached until the clinic was "
             "spoken to; it counts once, at its most urgent. Dark: at least one answer is certain. Light: nothing but “not sure” stands behind it.</p>"]  # fmt: skip
    for what, title in (("contact", "the clinic within days"), ("urgent", "a clinician today, or an emergency")):
        rows = []
        for arm in arms:
            for who, whom in (("well", "well"), ("without_complication", "with ordinary illness")):
                whole, sure = rates(arm, who)[what]
                rows.append((f"{arm['name']}: {whom}", whole, sure))
        base = rates(arms[0], "well")[what]
        share = 1 - base[1] / base[0] if base[0] else 0
        parts.append(f"<h3>{title.capitalize()}</h3>" + bars(rows, "calls per 100 person-months", title, BOUND[what]))
        met = "is met" if is_met(arms[0], "well", what) else "is missed"
        parts.append(f"<p>The bound of {BOUND[what]:g} calls per 100 months of somebody who is well <b>{met}</b>: {base[0]:.0f} are made, "
                     f"and in {share:.0%} of them nothing but “not sure” stands behind it.</p>")  # fmt: skip
    return "".join(parts)


def wolves(arm: Told, number: int) -> str:
    titles = arm["titles"]
    rows = arm["all"]["rules_of_the_well"][:number]
    shown = [(name_of(row["rule"], titles), row["per_100_months"], 0 if row["rule"].endswith("?") else row["per_100_months"]) for row in rows]
    first = rows[0] if rows else None
    said = f"<p>{escape(name_of(first['rule'], titles))} has a part in {first['per_100_months']:.0f} calls per 100 months, and is alone in {first['alone_per_100_months']:.0f}.</p>" if first else ""
    listed = table(["rule", "asks for", "calls per 100 months", "alone"], [
        [escape(name_of(row["rule"], titles)), NAMES[row["urgency"]], f"{row['per_100_months']:.1f}", f"{row['alone_per_100_months']:.1f}"] for row in arm["all"]["rules_of_the_well"]], 2)  # fmt: skip
    return bars(shown, "calls per 100 months of somebody well", "rules that call for somebody who is well") + said + folded("All of them", listed)


def found(arm: Told) -> str:
    both = {}
    for part in ("all", "given"):
        for name, one in arm[part]["courses"].items():
            both.setdefault(name, []).append(one)
    rows, drawn, unheard = [], [], []
    for name, ones in both.items():
        unheard += [f"{name}: {', '.join(shown)}" for one in ones for shown in one["missed_though_there_was"]]
        one = max(ones, key=lambda one: one["n"])
        hours: list[Any] = one["hours_from_onset"]
        by = sorted(one["by"].items(), key=lambda pair: -pair[1])[:4]
        if hours[1] is not None:
            drawn.append((f"{name} ({one['n']})", hours[:3]))
        cells = [f"{hour:.1f}" if hour is not None else "" for hour in hours]
        rows.append([escape(name), NAMES[arm["urgency"][name]], one["n"], one["missed"], one["silent"], *cells, escape(", ".join(rule for rule, _ in by))])
    drawn.sort(key=lambda row: row[1][1])
    missed = sum(row[3] for row in rows if row[1] != NAMES["contact"])
    slow = max(drawn, key=lambda row: row[1][1], default=("none", [0, 0, 0]))
    head = ["complication", "right answer", "cases", "missed", "never showed", "a tenth within", "half within", "nine tenths within", "the last", "answered by"]
    return ("<h2>3. How soon a complication gets the right answer</h2><p>Hours from its true beginning to the first answer that is urgent enough, "
            "with the time that people take to notice and to open the app. A milder answer does not count. Nobody is unsure here, so that few answers are right by chance.</p>" + spans(drawn, "hours to the right answer")
            + f"<p>Of the complications that are an emergency or need a clinician today, {missed} had no right answer in 14 days although something showed. "
            f"The slowest is {escape(slow[0])}: half of them within {slow[1][1]:.0f} hours.</p>" + table(head, rows, 2)
            + (folded("What showed of those that were missed", "<ul>" + "".join(f"<li>{escape(one)}</li>" for one in unheard) + "</ul>") if unheard else ""))  # fmt: skip


def sessions(arm: Told) -> str:
    part = arm["all"]["sessions"]
    lost = sorted(part["lost_by"].items(), key=lambda pair: -pair[1])[:15]
    share = part["lost"] / max(part["planned"], 1)
    rows = [(name_of(rule, arm["titles"]), number / max(part["planned"], 1) * 100, 0 if rule.endswith("?") else number / max(part["planned"], 1) * 100) for rule, number in lost]
    return ("<h2>4. Sessions lost to a closed gate</h2>" + bars(rows, "of 100 planned sessions, with this rule among those that closed it", "sessions lost", digits=2)
            + f"<p>Of {count(part['planned'])} planned sessions {count(part['held'])} were held, {count(part['missed'])} were missed for other reasons, and {count(part['lost'])} "
            f"({share:.1%}) were lost to a gate or a question to the clinic.</p>")  # fmt: skip


def groups(arm: Told, names: dict[str, str]) -> str:
    rows = []
    for name, one in arm["groups"].items():
        by = one["well"]
        rows.append([escape(names[name]), one["people"], f"{one['well_months']:.0f}", *(f"{by[of]['all'] * 100:.1f}" for of in ("contact", "same_day", "emergency")),
                     f"{one['check_ins'] / max(one['person_months'], 1e-9):.0f}", f"{one['questions'] / max(one['check_ins'], 1):.1f}"])  # fmt: skip
    head = ["group", "people", "well months", "contact", "today", "emergency", "check-ins a month", "questions each"]
    return "<h3>By group, calls per 100 months of somebody well</h3>" + table(head, rows, 1)


def page(arms: list[Told], assumed: list[list[str]], names: dict[str, str], machine: str) -> str:
    base = arms[0]
    met = [is_met(base, "well", what) for what in BOUND]
    verdict = "Both bounds of C17 are met." if all(met) else "A bound of C17 is missed." if any(met) else "Both bounds of C17 are missed."
    missed = sum(number for arm in arms for _, number in arm["missed"])
    mark = "" if all(met) and not missed else " style='border-color: var(--bad)'"
    sourced, general, assumption = base["bases"]
    unsure = base["all"]["unsure"][:12]
    unsure_bars = bars([(one["fact"], one["per_100_months"], 0) for one in unsure], "calls per 100 months of somebody well", "questions behind doubt")
    return (
        f"<!doctype html><html lang='en'><meta charset='utf-8'><meta name='viewport' content='width=device-width'><title>Alarm burden</title><style>{STYLE}{CHART}</style><main>"
        f"<h1>Alarm burden</h1><p class='soft'>A made-up cohort lives its plans on the real rules ({escape(base['pack'])}), seed {base['seed']}. {escape(machine)}</p>"
        f"<div class='verdict'{mark}><b>{verdict}</b> {'No complication that cannot wait was missed.' if not missed else f'{missed} complications that cannot wait were missed.'} "
        f"It is a model: of its {sourced + general + assumption} numbers {sourced} have a source, {general} are general knowledge, and {assumption} are assumptions. It says where the rules are loud, not how ill people will be.</div>"
        + cards([(count(base["all"]["people"]), "people"), (count(base["all"]["person_months"]), "person-months without complication"),
                 (count(base["all"]["check_ins"]), "check-ins"), (count(sum(one["n"] for one in base["given"]["courses"].values())), "complications put in")])
        + burden(arms) + groups(base, names)
        + "<h2>2. Which rules cry wolf</h2><h3>As people answer</h3>" + wolves(base, 15)
        + "<h3>Questions behind calls that only a doubt stands behind</h3>" + unsure_bars
        + (f"<p>“Not sure” to {escape(unsure[0]['fact'])} stands behind most of them.</p>" if unsure else "")
        + "<h3>If nobody was ever unsure</h3>" + wolves(arms[-1], 12) + found(arms[-1]) + sessions(base)
        + "<h2>5. What all this assumes</h2><p>Every number that the people are made of. What is marked as an assumption nobody knows.</p>"
        + table(["number", "value", "rests on", "says"], assumed, 9) + "</main></html>\n"
    )  # fmt: skip
