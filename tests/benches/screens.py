"""What loading, a call, a screen and a year of diary cost from Python. Printed, never asserted: see tests/benches/run."""

import statistics
import time
from collections.abc import Callable
from datetime import date, timedelta

started = time.perf_counter()
from gradus import (  # noqa: E402
    ClockReading,
    Command,
    Gradus,
    InterviewReply,
    PersonDraft,
    PracticePerson,
    SessionDraft,
)

LOADED = time.perf_counter() - started
EVENING = ClockReading(wall="2026-03-16T19:30:00+01:00", monotonic_ms=60_000, boot="")


def say(name: str, seconds: float, cpu: str = "") -> None:
    print(f"{name:<48}{seconds * 1e6:>12.1f} us{cpu}")


def row(name: str, runs: int, call: Callable[[], object]) -> None:
    """The median of so many runs: by the wall's clock, and what this thread had of the processor, with the least it had."""
    waited, worked = [], []
    for _ in range(runs):
        begun, begun_work = time.perf_counter(), time.thread_time()
        call()
        worked.append(time.thread_time() - begun_work)
        waited.append(time.perf_counter() - begun)
    cpu = f"{statistics.median(worked) * 1e6:>12.1f} us of CPU, least {min(worked) * 1e6:.1f}"
    say(name, statistics.median(waited), cpu)


def screens() -> None:
    vault = Gradus.practice_with(1, [PracticePerson.INFANT_AFTER_ANOPLASTY], EVENING)
    row("the cheapest call", 20_000, vault.change_count)
    row("screen: people, 1 call", 200, vault.people)
    row("screen: today, 1 call", 200, lambda: vault.today("Mia", EVENING))
    row("screen: plan, 1 call", 200, lambda: vault.plan("Mia", EVENING))
    row("screen: progress, 2 calls", 200, lambda: (vault.today("Mia", EVENING), vault.plan("Mia", EVENING)))
    replies = all_left_open(vault)
    row("screen: check-in, 1 call: the first question", 200, lambda: vault.interview("Mia", [], EVENING))
    row(f"screen: check-in, 1 call: after {len(replies)} replies", 200, lambda: vault.interview("Mia", replies, EVENING))
    row("screen: timeline, 1 call", 200, lambda: vault.timeline("Mia", None, None, EVENING))
    row("screen: report, 1 call", 50, lambda: vault.report_html("Mia", None, None, False, EVENING))
    draft = SessionDraft(
        size="9", holds_s=[30], ease="easy", pain_peak="1", bleeding="none", warm_up=[], adjuncts=[]
    )
    row("log a session", 100, lambda: vault.record(Command.LOG_SESSION(person="Mia", draft=draft), EVENING))


def all_left_open(vault: Gradus) -> list[InterviewReply]:
    """The longest way through a check-in: no question is answered, so that none is spared."""
    replies: list[InterviewReply] = []
    while (question := vault.interview("Mia", replies, EVENING).next) is not None:
        replies.append(InterviewReply(id=question.id, answer=None))
    return replies


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
    row("a year: verify", 5, lambda: vault.verify(EVENING, None))


if __name__ == "__main__":
    say("library load and first call", LOADED)
    screens()
    year()
