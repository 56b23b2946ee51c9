"""The page and the few lines that say what the proof found. Everything on them is computed; nothing here knows a result."""

from collections import Counter
from html import escape
from typing import Any

Told = dict[str, Any]

TURNS = {
    "worse": "a sign gets worse, or comes up",
    "unsure": "the mildest answer turns into “don’t know”",
    "sure": "“don’t know” turns out to be the worst",
    "asked": "nobody asked, and then somebody answered",
    "lost": "context that was known is not known any more",
}
WHAT = {
    "rule": "a rule gone",
    "bound": "a bound one step milder",
    "disposition": "whom to see, one step milder",
    "gate": "the gate, one step more open",
    "size": "the size, one step freer",
    "one of any gone": "one sign of a list gone",
    "any as all": "all signs needed where one was enough",
    "one of all gone": "one thing that a rule needs gone",
}
BY = {
    "reader": "the reader of packs",
    "case": "the table of cases",
    "told": "vignettes and stories",
    "check": "the check of the pack",
    "nobody": "nobody",
}
STYLE = """
:root { color-scheme: light dark; --ink: #1d2330; --soft: #5b6475; --line: #d9dee7; --page: #fbfbf9; --card: #fff;
  --good: #1f7a4d; --bad: #b3261e; --tint: #eaf3ee; --warn: #fbeceb; --mark: #31568f; }
@media (prefers-color-scheme: dark) { :root { --ink: #e8eaf0; --soft: #a3acbd; --line: #333a48; --page: #14171d;
  --card: #1b1f27; --good: #6fcf97; --bad: #ff8a80; --tint: #1d2b24; --warn: #33201f; --mark: #9dbcf0; } }
* { box-sizing: border-box; }
body { margin: 0; background: var(--page); color: var(--ink); font: 16px/1.55 system-ui, sans-serif; }
main { max-width: 62rem; margin: 0 auto; padding: 2.5rem 1.25rem 5rem; }
h1 { font-size: 2rem; line-height: 1.2; margin: 0 0 .3rem; letter-spacing: -.01em; }
h2 { font-size: 1.3rem; margin: 3rem 0 .4rem; padding-top: 1.2rem; border-top: 1px solid var(--line); }
h3 { font-size: 1rem; margin: 1.6rem 0 .3rem; }
p { max-width: 46rem; margin: .5rem 0; } .soft { color: var(--soft); }
.verdict { margin: 1.4rem 0; padding: 1rem 1.2rem; border-radius: .6rem; background: var(--tint); border-left: .35rem solid var(--good); }
.verdict.wrong { border-color: var(--bad); background: var(--warn); } .verdict ul { margin: .3rem 0; color: var(--bad); }
.cards { display: grid; grid-template-columns: repeat(auto-fit, minmax(11rem, 1fr)); gap: .8rem; margin: 1.2rem 0; }
.card { background: var(--card); border: 1px solid var(--line); border-radius: .6rem; padding: .9rem 1rem; }
.card b { display: block; font-size: 1.45rem; white-space: nowrap; font-variant-numeric: tabular-nums; line-height: 1.25; }
.card > span { color: var(--soft); font-size: .88rem; }
.scroll { overflow-x: auto; } table { border-collapse: collapse; width: 100%; margin: .8rem 0; font-size: .92rem; }
th, td { text-align: left; padding: .38rem .7rem .38rem 0; border-bottom: 1px solid var(--line); vertical-align: top; }
th { color: var(--soft); font-weight: 600; } td.n, th.n { text-align: right; font-variant-numeric: tabular-nums; }
.hit { background: var(--tint); font-weight: 600; } .bad { color: var(--bad); } .good { color: var(--good); }
code { font: .88em ui-monospace, monospace; overflow-wrap: anywhere; } summary { cursor: pointer; color: var(--mark); margin: .6rem 0; }
.bar { height: .55rem; border-radius: .3rem; background: var(--line); overflow: hidden; min-width: 6rem; }
.bar i { display: block; height: 100%; background: var(--good); }
@media print { body { background: #fff; } details { display: none; } h2 { break-after: avoid; } }
"""


def count(number: float) -> str:
    return f"{number:,.0f}".replace(",", " ")


def table(head: list[str], rows: list[list[Any]], numbers: int = 1) -> str:
    """Columns from `numbers` on hold numbers."""
    of = lambda at: ' class="n"' if at >= numbers else ""  # noqa: E731
    top = "".join(f"<th{of(at)}>{escape(name)}</th>" for at, name in enumerate(head))
    body = "".join("<tr>" + "".join(f"<td{of(at)}>{cell}</td>" for at, cell in enumerate(row)) + "</tr>" for row in rows)
    return f'<div class="scroll"><table><thead><tr>{top}</tr></thead><tbody>{body}</tbody></table></div>'


def folded(title: str, inside: str) -> str:
    return f"<details><summary>{escape(title)}</summary>{inside}</details>"


def cards(pairs: list[tuple[str, str]]) -> str:
    inside = "".join(f'<div class="card"><b>{big}</b><span>{escape(small)}</span></div>' for big, small in pairs)
    return f'<div class="cards">{inside}</div>'


def compared(part: Told) -> int:
    return sum(part["compared"].values())


def monotone(told: Told) -> str:
    names = [("rules", "each rule, over its own facts"), ("pairs", "every two rules, over theirs"), ("random", "everything at once, by lot")]
    rows = [
        [name, count(told[key]["answered"]), *(count(told[key]["compared"].get(turn, 0)) for turn in TURNS), lower(told[key]["lower"])]
        for key, name in names
    ]
    reach = (
        f"{told['rules']['whole']} rules were walked through whole, state by state; {told['rules']['drawn']} have more states than that "
        f"and were drawn from: {', '.join(told['rules']['drawn_rules']) or 'none'}. Of pairs {count(told['pairs']['whole'])} were walked "
        f"whole and {count(told['pairs']['drawn'])} drawn from. The states of a fact are: not asked, don’t know, and its values: all levels, "
        "and of numbers every bound that any rule names, one step under it, one step over it, and both ends."
    )
    shown = "".join(
        f"<li>{escape(str(one.get('why', '')))}: <code>{escape(told_of(one['of']))}</code>, then "
        f"<code>{escape(str(one['of'].get('fact')))}={escape(str(one['of'].get('to')))}</code></li>"
        for key, _ in names
        for one in told[key]["shown"][:10]
    )
    return (
        "<h2>1. Worse is never answered with less</h2><p>Two sets of facts that differ in one fact are both answered by the core. The second "
        "must not be milder in disposition, no rule that fired may go silent or become milder, and no gate may open. Where a sign "
        "gets worse or becomes unsure, that holds for the whole gate too.</p>"
        + table(["what was searched", "answers", *TURNS, "lower"], rows)
        + "<ul class='soft'>" + "".join(f"<li><b>{turn}</b>: {text}</li>" for turn, text in TURNS.items()) + "</ul>"
        + f"<p>{escape(reach)}</p>" + (f"<ul>{shown}</ul>" if shown else "")
        + "<p class='soft'>Excluded, as decided (C1, C11): context may lower an answer when it is another one (age, dates, background), so "
        "two known values of it are never compared. A yes that turns into “don’t know” may be answered with less, a no may not. What was "
        "unknown before and is not asked again is left out where an answer to another question settles it, and the log while a wait for "
        "what it told still runs.</p>"
        + solver(told["solver"])
    )  # fmt: skip


def told_of(case: Told) -> str:
    """Its facts, but for backgrounds and signs that are not there."""
    return " ".join(pair for pair in str(case.get("facts", "")).split() if not pair.endswith("=false"))


def lower(number: int) -> str:
    return f'<span class="{"bad" if number else "good"}">{count(number)}</span>'


def solver(told: Told) -> str:
    if told.get("missing"):
        return f"<h3>By a solver</h3><p class='bad'>Not run: {escape(told['missing'])}.</p>"
    found = "".join(f"<li class='bad'>{escape(one)}</li>" for one in told["found"])
    return (
        "<h3>By a solver, for all sets of facts at once</h3>"
        f"<p>{escape(told['name'])} was asked {count(told['asked'])} questions about the Boolean skeleton of the pack: {count(told['facts'])} facts, "
        f"{count(told['places'])} comparisons, {count(told['rules'])} rules, any number of facts changing at once. "
        f"It found {count(len(told['found']))} ways out, in {told['seconds']} s.</p><ul>{found}</ul>"
        f"<p class='soft'>Covered: {escape(told['covers'])} Not covered: {escape(told['leaves'])}</p>"
    )


def each(told: Told) -> str:
    alive = Counter(one["of"] for one in told["mutants"]["mutants"])
    noticed = Counter(one["of"] for one in told["mutants"]["mutants"] if one["by"] != "nobody")
    gone = {one["of"]: one for one in told["mutants"]["mutants"] if one["what"] == "rule"}
    rows = []
    for rule in told["each"]["rules"]:
        level, amount = rule["disposition"]
        bounds = ", ".join(bound(one) for one in rule["bounds"]) or "–"
        rows.append([
            f"<b>{rule['id']}</b>", escape(rule["title"]), f"{level.replace('_', ' ')} {amount or ''}", rule["basis"], bounds,
            rule["fires"], rule["silent"], rule["told"], f"{noticed[rule['id']]} of {alive[rule['id']]}", BY[gone[rule["id"]]["by"]],
        ])  # fmt: skip
    forms = told["each"]["forms"]
    head = ["rule", "title", "asks for", "basis", "numbers tried", "fires", "silent", "told", "changes noticed", "its absence is noticed by"]
    return (
        f"<h2>2. Every rule is held</h2><p>{len(rows)} rules. For each: the cases that fire it and those that just do not, each number of its "
        "condition with what is tried (− one step under, = at it, + one step over), in how many vignettes and stories it speaks, and who "
        "notices when it is taken out.</p>"
        f"<p>{count(forms['tried'])} ways of writing a temperature (37.9, 37,9, 37.9 C, 37,9 °C, 100.2 F …) were read and answered beside the "
        f"plain one: {lower(len(forms['differ']))} differ.</p>" + folded(f"All {len(rows)} rules", table(head, rows, 5))
    )  # fmt: skip


def bound(one: Told) -> str:
    if one["counted"]:
        return f"{one['fact']} {one['bound']} (counted by the engine)"
    marks = "".join(mark for mark, has in (("−", one["under"]), ("=", one["at"]), ("+", one["over"])) if has)
    return f"{one['fact']} {one['bound']} <b>{marks}</b>"


def mutants(told: Told) -> str:
    counts: dict[str, Counter[str]] = {what: Counter() for what in WHAT}
    for one in told["mutants"]["mutants"]:
        counts[one["what"]][one["by"]] += 1
    rows = []
    for what, by in counts.items():
        share = 100 * (1 - by["nobody"] / max(1, by.total()))
        bar = f'<div class="bar"><i style="width:{share:.0f}%"></i></div>'
        rows.append([WHAT[what], bar, count(by.total()), *(count(by[one]) for one in BY)])
    alive = [[one["of"], one["what"], f"<code>{escape(one['change'])}</code>", escape(one["reason"])] for one in told["survivors"]]
    return (
        "<h2>3. Every change to the pack is noticed</h2><p>The text of the pack is changed in one place, read again, and put to "
        "everything that could notice. Whoever notices first is counted.</p>"
        + table(["change", "noticed", "tried", *BY.values()], rows, 2)
        + (folded(f"What nobody notices, and why: {len(alive)}", table(["of", "what", "change", "reason"], alive, 9)) if alive else "")
    )


def differential(told: Told) -> str:
    part = told["differential"]
    rows = [[level.replace("_", " "), count(part["dispositions"].get(level, 0))] for level in told["told"]["classes"]]
    never = ", ".join(part["never_fired"]) or "none"
    return (
        "<h2>4. A second reader comes to the same answers</h2><p>A naive program in Python reads the same pack and answers the same sets of "
        "facts. Compared are disposition, hours or days, gate and until when, size, every fired rule with its certainty, its gate, and the order, and what is missing."
        "</p>" + cards([(count(part["answered"]), "sets of facts"), (count(part["fired"]), "rules that fired in them"),
                        (lower(part["differ"]), "sets answered otherwise"), (never, f"of {part['rules']} rules, never fired")])
        + table(["answer", "sets"], rows)
    )  # fmt: skip


def vignettes(told: Told) -> str:
    part = told["told"]
    classes = part["classes"]
    order = [*classes, "a sign"]
    rows = []
    for row in order:
        own = part["confusion"].get(row, {})
        cells = [f'<span class="{"hit" if row == name else ""}">{own.get(name, 0) or "·"}</span>' for name in classes]
        rows.append([row.replace("_", " "), *cells])
    by = lambda rows: [[escape(name), *map(count, values)] for name, values in sorted(rows.items(), key=lambda one: -one[1][0])]  # noqa: E731
    raised = len(part["well_raised"])
    share = 100 * raised / max(1, part["well"])
    listed = "".join(f"<li>{escape(one['id'])}: {escape(one['answered'])}</li>" for one in part["well_raised"])
    return (
        f"<h2>5. People, as they tell it</h2><p>{count(part['cases'])} cases: vignettes with an answer that was written down before a rule was run "
        "on them, and days of stories. They were written by the same project, so this is no validation.</p>"
        + table(["expected", *(name.replace("_", " ") for name in classes)], rows)
        + cards([(lower(len(part["urgent_short"])), "urgent cases answered with less"), (lower(len(part["other_short"])), "other cases answered with less"),
                 (f"{raised} of {part['well']}", f"well, and told more than “go on”: {share:.1f} % (bar: 10 %)")])
        + folded("Who is well and told more", f"<ul>{listed}</ul>")
        + "<h3>By age</h3>" + table(["age", *part["counts"]], by(part["ages"]))
        + folded("By indication", table(["indication", *part["counts"]], by(part["indications"])))
    )  # fmt: skip


def speed(told: Told) -> str:
    part, cold, peer = told["speed"], told["cold"], told["peer"]
    micro = lambda one: f"{one['least_us']:.2f} µs"  # noqa: E731
    rows = [
        [f"whole pack ({part['rules']} rules), {part['facts']} facts, to the whole answer", micro(part["decide"]), f"{part['decide']['median_us']:.2f} µs", "≤ 5 µs"],
        ["raw facts, checked and prepared", micro(part["read_facts"]), f"{part['read_facts']['median_us']:.2f} µs", "–"],
        [f"facts derived from two years ({part['sessions']} sessions, {part['check_ins']} check-ins)", micro(part["derive"]), f"{part['derive']['median_us']:.0f} µs", "≤ 1 ms"],
        ["the pack read from its text", micro(part["read_pack"]), f"{part['read_pack']['median_us']:.0f} µs", "–"],
        ["cold process, from facts in JSON to the answer", f"{cold['least_ms']:.1f} ms", f"{cold['median_ms']:.1f} ms", "≤ 10 ms"],
    ]
    text = "<p class='soft'>The crate cel was not run beside it.</p>"
    if peer:
        ours = part["decide"]["least_us"] / part["rules"]
        theirs = peer["least_us"] / peer["rules"]
        text = (
            f"<p>Beside it the crate <code>cel</code>: {peer['rules']} of {part['rules']} rules, translated mechanically, take {peer['least_us']:.1f} µs: "
            f"{theirs:.3f} µs a rule, ours {ours:.3f} µs with certainty, gate, tasks and what is missing: {theirs / ours:.1f} times faster (bar: 5 times). CEL evaluates the conditions alone, with every fact known.</p>"
        )
    return "<h2>6. What an answer costs</h2>" + table(["what", "least", "median", "bar"], rows) + text


def beside(told: Told) -> str:
    """Parts that others bring: a title, sentences, and a table."""
    parts = []
    for one in told["beside"]:
        text = "".join(f"<p>{escape(sentence)}</p>" for sentence in one["sentences"])
        rows = [[escape(str(cell)) for cell in row] for row in one["rows"]]
        parts.append(f"<h2>{escape(one['title'])}</h2>{text}{table(one['head'], rows)}")
    return "".join(parts)


def page(told: Told) -> str:
    wrong = "".join(f"<li>{escape(one)}</li>" for one in told["wrong"])
    verdict = "Nothing was found that must not be." if not wrong else f"Found, and must not be ({len(told['wrong'])}):"
    pairs = sum(compared(told[key]) for key in ("rules", "pairs", "random"))
    form = "short form" if told["short"] else "long form"
    tried = told["mutants"]["mutants"]
    return (
        f"<!doctype html><html lang='en'><meta charset='utf-8'><meta name='viewport' content='width=device-width'><title>Can triage be trusted?</title>"
        f"<style>{STYLE}</style><main><h1>Can triage be trusted?</h1><p class='soft'>Gradus, rules <code>{told['hash'][:12]}</code>, {form}, seed {told['seed']}, "
        f"{escape(told['machine'])}, {took(told)}</p>"
        f"<div class='verdict{' wrong' if wrong else ''}'><b>{verdict}</b>{f'<ul>{wrong}</ul>' if wrong else '<br>'}This shows that the program does what its rules say, that no worse or less sure answer is "
        "answered with less, and that a change to the rules is noticed. Whether the rules are right, only clinicians and patients’ outcomes can say.</div>"
        + cards([(count(pairs), "pairs of answers compared"), (count(told["differential"]["answered"]), "sets answered twice"),
                 (f"{count(sum(one['by'] != 'nobody' for one in tried))} of {count(len(tried))}", "changes to the pack noticed"), (count(told["told"]["cases"]), "cases and stories")])
        + monotone(told) + each(told) + mutants(told) + differential(told) + vignettes(told) + speed(told) + beside(told) + "</main></html>\n"
    )  # fmt: skip


def peers(told: Told) -> list[str]:
    """Our speed beside that of others: how many times faster, and how many it is to be."""
    said = []
    if told["peer"]:
        ours = told["speed"]["decide"]["least_us"] / told["speed"]["rules"]
        said.append(f"beside    crate cel, a rule: {told['peer']['least_us'] / told['peer']['rules'] / ours:.1f} times (bar: 5)")
    for one in told["beside"]:
        if one["head"][-2:] == ["ratio", "bar"]:
            said += [f"beside    {row[0]}: {row[2]} against {row[1]}, {row[-2]} times (bar: {row[-1]})" for row in one["rows"]]
    return said


def took(told: Told) -> str:
    parts = ", ".join(f"{name} {seconds}" for name, seconds in told["spent"].items())
    return f"{told['seconds']} s ({parts}), {told['processor']} s of processor"


def text(told: Told) -> str:
    part = told["told"]
    tried = told["mutants"]["mutants"]
    lines = [
        f"monotone  {count(sum(compared(told[key]) for key in ('rules', 'pairs', 'random')))} pairs of answers, {sum(told[key]['lower'] for key in ('rules', 'pairs', 'random'))} lower",
        f"solver    {told['solver'].get('missing') or str(told['solver']['asked']) + ' questions, ' + str(len(told['solver']['found'])) + ' ways out'}",
        f"mutants   {len(tried)} changes to the pack, {sum(one['by'] == 'nobody' for one in tried)} noticed by nobody, {len(told['survivors_wrong'])} without a reason or with a stale one",
        f"reader    {count(told['differential']['answered'])} sets of facts answered twice, {told['differential']['differ']} otherwise",
        f"told      {part['cases']} cases, {len(part['urgent_short'])} urgent ones answered with less, {len(part['well_raised'])} of {part['well']} well ones with more",
        f"speed     {told['speed']['decide']['least_us']:.2f} µs the whole pack, {told['speed']['derive']['least_us']:.0f} µs two years, {told['cold']['least_ms']:.1f} ms a cold process",
        *peers(told),
        f"took      {took(told)}; {told['machine']}; seed {told['seed']}",
    ]
    return "\n".join(lines + [f"WRONG     {one}" for one in told["wrong"]])
