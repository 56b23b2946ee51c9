"""What loading, a call, a screen and a year of diary cost from Python. Printed, never asserted: see tests/benches/run."""

import statistics
import time
from collections.abc import Callable
from datetime import date, timedelta

started = time.perf_counter()
import gradus  # noqa: E402
from gradus import ClockReading, Command, Gradus, PersonDraft, PracticePerson, SessionDraft  # noqa: E402

LOADED = time.perf_counter() - started
EVENING = ClockReading(wall="2026-03-16T19:30:00+01:00", monotonic_ms=60_000, boot="")


def say(name: str, seconds: float) -> None:
    print(f"{name:<44}{seconds * 1e6:>12.1f} us")


def row(name: str, runs: int, call: Callable[[], object]) -> None:
    """The median of so many runs."""
    times = []
    for _ in range(runs):
        begun = time.perf_counter()
        call()
        times.append(time.perf_counter() - begun)
    say(name, statistics.median(times))


def screens() -> None:
    vault = Gradus.practice_with(1, [PracticePerson.INFANT_AFTER_ANOPLASTY], EVENING)
    row("the cheapest call", 20_000, vault.change_count)
    row("screen: people, 1 call", 200, vault.people)
    row("screen: today, 1 call", 200, lambda: vault.today("Mia", EVENING))
    row("screen: plan, 1 call", 200, lambda: vault.plan("Mia", EVENING))
    row("screen: progress, 2 calls", 200, lambda: (vault.today("Mia", EVENING), vault.plan("Mia", EVENING)))
    row("screen: check-in, 1 call", 200, gradus.facts)
    row("screen: timeline, 1 call", 200, lambda: vault.timeline("Mia", None, None, EVENING))
    row("screen: report, 1 call", 50, lambda: vault.report_html("Mia", None, None, False, EVENING))
    draft = SessionDraft(
        size="9", holds_s=[30], ease="easy", pain_peak="1", bleeding="none", warm_up=[], adjuncts=[]
    )
    row("log a session", 100, lambda: vault.record(Command.LOG_SESSION(person="Mia", draft=draft), EVENING))


def year() -> None:
    vault = Gradus.practice(2, EVENING)
    draft = PersonDraft(name="Mia", born="2025-01-01", role="caregiver", background=["none"], operations=[])
    vault.record(Command.ADD_PERSON(draft=draft), EVENING)
    last = date(2026, 3, 16)
    days = [last - timedelta(days=ago) for ago in range(365, 0, -1)]
    rows = [f"{day},{at},9 mm,1,none" for day in days for at in ("08:00", "19:30")]
    diary = "\n".join(["date,time,size,pain,bleeding", *rows, ""])
    begun = time.perf_counter()
    vault.import_sessions("Mia", diary, [], True, EVENING)
    say("a year: import of 730 sessions", time.perf_counter() - begun)
    row("a year: timeline (bar: 5000)", 50, lambda: vault.timeline("Mia", None, None, EVENING))
    row("a year: today", 50, lambda: vault.today("Mia", EVENING))
    row("a year: report", 5, lambda: vault.report_html("Mia", None, None, False, EVENING))
    row("a year: verify", 5, lambda: vault.verify(EVENING))


if __name__ == "__main__":
    say("library load and first call", LOADED)
    screens()
    year()
