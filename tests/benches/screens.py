"""What loading, a call, a screen and a year of diary cost from Python. Printed, never asserted: see tests/benches/run."""

import statistics
import tempfile
import time
from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path

started = time.perf_counter()
from gradus import (  # noqa: E402
    ClockReading,
    Command,
    Gradus,
    InterviewReply,
    PersonDraft,
    PracticePerson,
    SessionDraft,
    create_vault,
    facts,
)

LOADED = time.perf_counter() - started
EVENING = ClockReading(wall="2026-03-16T19:30:00+01:00", monotonic_ms=60_000, boot="")


PASSCODE = b"a walk along the river"
# By the wall's clock, and what this thread had of the processor, in seconds.
Took = tuple[float, float]


def took(call: Callable[[], object]) -> Took:
    begun, begun_work = time.perf_counter(), time.thread_time()
    call()
    worked = time.thread_time() - begun_work
    return time.perf_counter() - begun, worked


def say(name: str, runs: list[Took]) -> None:
    """The median of so many runs and the least: what comes in between says nothing about the call."""
    (wall, least), (cpu, least_cpu) = ((statistics.median(one) * 1e6, min(one) * 1e6) for one in zip(*runs, strict=True))
    print(f"{name:<48}{wall:>12.1f} us, least {least:.1f}; of CPU {cpu:.1f}, least {least_cpu:.1f}")


def row(name: str, runs: int, call: Callable[[], object]) -> None:
    say(name, [took(call) for _ in range(runs)])


def screens() -> None:
    """The calls that each screen makes, as the demo apps make them: the same list in each language."""
    vault = Gradus.practice_with(1, [PracticePerson.INFANT_AFTER_ANOPLASTY], EVENING)
    row("the cheapest call", 20_000, vault.change_count)
    row("what a check-in may ask: facts", 200, facts)
    row("screen: people, 1 call", 200, vault.people)
    row("screen: today, 1 call", 200, lambda: vault.today("Mia", EVENING))
    row("screen: plan, 1 call", 200, lambda: vault.plan("Mia", EVENING))

    def progress(first: Callable[[str, ClockReading], object]) -> None:
        first("Mia", EVENING)
        vault.plan("Mia", EVENING)
        vault.trends("Mia", None, None, EVENING)

    row("screen: progress on Android, 3 calls", 200, lambda: progress(vault.today))
    row("screen: progress on iOS, 3 calls", 200, lambda: progress(vault.progress))
    replies = all_left_open(vault)
    row("screen: check-in, 1 call: the first question", 200, lambda: vault.interview("Mia", [], EVENING))
    row(f"screen: check-in, 1 call: after {len(replies)} replies", 200, lambda: vault.interview("Mia", replies, EVENING))
    row("screen: timeline, 1 call", 200, lambda: vault.timeline("Mia", None, None, EVENING))
    row("screen: report, 1 call", 50, lambda: vault.report_html("Mia", None, None, False, EVENING))


def all_left_open(vault: Gradus) -> list[InterviewReply]:
    """The longest way through a check-in: no question is answered, so that none is spared."""
    replies: list[InterviewReply] = []
    while (question := vault.interview("Mia", replies, EVENING).next) is not None:
        replies.append(InterviewReply(id=question.id, answer=None))
    return replies


def year(folder: str) -> None:
    """A year of two sessions a day, on the disk: from the opening to the quick exit."""
    create_vault(folder, PASSCODE, EVENING)
    vault = Gradus.open(folder, PASSCODE, EVENING)
    draft = PersonDraft(name="Mia", born="2025-01-01", role="caregiver", background=["none"], operations=[])
    vault.record(Command.ADD_PERSON(draft=draft), EVENING)
    last = date(2026, 3, 16)
    days = [last - timedelta(days=ago) for ago in range(365, 0, -1)]
    rows = [f"{day},{at},9 mm,1,none" for day in days for at in ("08:00", "19:30")]
    diary = "\n".join(["date,time,size,pain,bleeding", *rows, ""])
    say("a year: import of 730 sessions", [took(lambda: vault.import_sessions("Mia", diary, [], True, EVENING))])
    vault.lock()
    openings, exits = [], []
    for _ in range(10):
        opened: list[Gradus] = []
        openings.append(took(lambda: opened.append(opening(folder))))
        exits.append(took(opened[0].lock))
    say("a year: opening, 6 calls, stretching included", openings)
    say("a year: quick exit, 1 call", exits)
    vault = Gradus.open(folder, PASSCODE, EVENING)
    replies = all_left_open(vault)[:1]
    row("a year: one answer of a check-in, 2 calls", 50, lambda: answer(vault, replies))
    row("a year: log a session, 1 call", 50, lambda: vault.record(logged(), EVENING))
    row("a year: timeline (bar: 5000)", 50, lambda: vault.timeline("Mia", None, None, EVENING))
    row("a year: today", 50, lambda: vault.today("Mia", EVENING))
    row("a year: trends", 50, lambda: vault.trends("Mia", None, None, EVENING))
    row("a year: report", 5, lambda: vault.report_html("Mia", None, None, False, EVENING))
    row("a year: verify", 5, lambda: vault.verify(EVENING, None))
    vault.lock()


def opening(folder: str) -> Gradus:
    """From the passcode to the first screen."""
    vault = Gradus.open(folder, PASSCODE, EVENING)
    vault.set_language("en")
    vault.inbox_news()
    vault.people()
    vault.kept_interview("Mia", EVENING)
    vault.today("Mia", EVENING)
    return vault


def answer(vault: Gradus, replies: list[InterviewReply]) -> None:
    """The first question, left open: what comes next is asked, and the reply is on the disk."""
    vault.interview("Mia", replies, EVENING)
    vault.keep_interview("Mia", replies, EVENING)


def logged() -> Command:
    draft = SessionDraft(
        size="9", holds_s=[30], ease="easy", pain_peak="1", bleeding="none", warm_up=[], adjuncts=[]
    )
    return Command.LOG_SESSION(person="Mia", draft=draft)


if __name__ == "__main__":
    print(f"{'library load and first call':<48}{LOADED * 1e6:>12.1f} us")
    screens()
    with tempfile.TemporaryDirectory() as scratch:
        year(str(Path(scratch) / "vault"))
