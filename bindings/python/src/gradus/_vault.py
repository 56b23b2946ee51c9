"""A vault as a context manager: leaving the block drops the keys."""

from collections.abc import Iterable
from types import TracebackType

from ._clock import Clock, now as wall_clock
from ._core import (
    Changes,
    ClockReading,
    ColumnChoice,
    Command,
    Correction,
    DevicesView,
    FactAnswer,
    Fill,
    Gradus,
    ImportView,
    InboxView,
    InterviewReply,
    InterviewView,
    LockPolicyView,
    PersonDraft,
    PersonRef,
    PlanReplaced,
    PlanView,
    PreviewView,
    ProofKind,
    ProposalView,
    Recorded,
    ReminderView,
    RenewedCode,
    RotationView,
    RunDetailsDraft,
    RunDraft,
    RunRecorded,
    RunView,
    SettingView,
    SetUp,
    TimelineView,
    TrendsView,
    TodayView,
    VerifyView,
)


class Vault:
    """An open vault. Each verb is one of :class:`Gradus`; ``now`` is this moment by the vault's clock unless given."""

    def __init__(self, handle: Gradus, clock: Clock = wall_clock) -> None:
        self._handle = handle
        self._clock = clock

    def __enter__(self) -> "Vault":
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.lock()

    def lock(self) -> None:
        """Drops the keys. Later calls raise ``GradusError.Locked``; calling it again does nothing."""
        self._handle.lock()

    def record(self, command: Command, now: ClockReading | None = None) -> Recorded:
        """Writes one thing down. When this returns it is on the disk."""
        if not isinstance(command, Command):
            raise TypeError(f"a Command is wanted, not {type(command).__name__}")
        return self._handle.record(command, now or self._clock())

    def set_language(self, tag: str) -> str:
        """Chooses the language of every answer from now on, by a tag such as ``es-MX``, and tells which one that is.

        English before, and for a tag whose language is not spoken here. Kept in this handle alone, and in no vault.
        """
        return self._handle.set_language(tag)

    def people(self) -> list[PersonRef]:
        """Everybody in this vault."""
        return self._handle.people()

    def person(self, name_or_id: str | None = None) -> PersonRef:
        """One person by id or by name; without either, the only one."""
        return self._handle.person(name_or_id)

    def person_details(self, person: str) -> PersonDraft:
        """What is told about one person, as it would be entered: to be shown, or changed and handed to ``record``."""
        return self._handle.person_details(person)

    def entry_details(self, person: str, entry: str) -> Correction:
        """An entry of the log as it would be entered, by its id in the timeline; ``Command.AMEND`` takes it changed."""
        return self._handle.entry_details(person, entry)

    def today(self, person: str, now: ClockReading | None = None) -> TodayView:
        """The first screen of one person, named by id or by name."""
        return self._handle.today(person, now or self._clock())

    def interview(
        self, person: str, replies: Iterable[InterviewReply] = (), now: ClockReading | None = None
    ) -> InterviewView:
        """What to ask next at a check-in after these replies, and whether what was said so far must be shown at once."""
        return self._handle.interview(person, list(replies), now or self._clock())

    def keep_interview(
        self, person: str, replies: Iterable[InterviewReply], now: ClockReading | None = None
    ) -> InterviewView:
        """As ``interview``, and keeps the replies; none forgets them. What is urgent is written down at once."""
        return self._handle.keep_interview(person, list(replies), now or self._clock())

    def kept_interview(self, person: str, now: ClockReading | None = None) -> list[InterviewReply]:
        """The replies of a check-in that is not over, if they are at most 12 hours old. They count for nothing."""
        return self._handle.kept_interview(person, now or self._clock())

    def inbox_news(self) -> InboxView:
        """What became of the notes that were made while the vault was locked; each is told once, so show it."""
        return self._handle.inbox_news()

    def setting(
        self, person: str, answers: Iterable[FactAnswer] = (), now: ClockReading | None = None
    ) -> SettingView:
        """Where dilation is to be done, by background, plan and log and by the answers to its ``screens``.

        Nothing is written: hand all answers in at each look.
        """
        return self._handle.setting(person, list(answers), now or self._clock())

    def plan(self, person: str, now: ClockReading | None = None) -> PlanView:
        """The plan in force."""
        return self._handle.plan(person, now or self._clock())

    def plan_history(self, person: str) -> list[PlanView]:
        """Every version of the plan, the oldest first."""
        return self._handle.plan_history(person)

    def plan_for(
        self, person: str, text: str, fills: Iterable[Fill] = (), now: ClockReading | None = None
    ) -> PlanView:
        """A plan with its blanks filled, as it would stand for this person, with what is unusual about it for them.

        Writes nothing: show it, and ask, before the plan is adopted.
        """
        return self._handle.plan_for(person, text, list(fills), now or self._clock())

    def plan_replaced(
        self, person: str, text: str, fills: Iterable[Fill] = (), now: ClockReading | None = None
    ) -> PlanReplaced | None:
        """What would change if this plan, with its blanks filled, took the place of the one in force; None while none is.

        Writes nothing: show it, and ask, before the plan is adopted.
        """
        return self._handle.plan_replaced(person, text, list(fills), now or self._clock())

    def start_run(self, person: str, draft: RunDraft | None = None, now: ClockReading | None = None) -> RunView:
        """Begins a session: what the plan asks for now. It is kept, whatever happens to the program, until it is over."""
        return self._handle.start_run(person, draft or RunDraft(), now or self._clock())

    def run(self, person: str, now: ClockReading | None = None) -> RunView | None:
        """The session of this person that goes on, as it stands at this moment; ``None`` where none does."""
        return self._handle.run(person, now or self._clock())

    def run_event(self, person: str, event: str, now: ClockReading | None = None) -> RunView:
        """Tells what happened just now, such as ``in``, ``pain:3`` or ``stop``. No sign and no stop is ever refused."""
        return self._handle.run_event(person, event, now or self._clock())

    def finish_run(
        self, person: str, details: RunDetailsDraft | None = None, now: ClockReading | None = None
    ) -> RunRecorded:
        """Writes down a session that is over, with what only the person can say."""
        return self._handle.finish_run(person, details or RunDetailsDraft(), now or self._clock())

    def abandon_run(self, person: str, now: ClockReading | None = None) -> None:
        """Leaves a session in which nothing went in and nothing was told."""
        self._handle.abandon_run(person, now or self._clock())

    def plan_known(self, person: str, now: ClockReading | None = None) -> list[Fill]:
        """What the vault knows already of what a plan form leaves blank, to be offered and confirmed."""
        return self._handle.plan_known(person, now or self._clock())

    def plan_preview(self, person: str, weeks: int, now: ClockReading | None = None) -> PreviewView:
        """Where the plan stands, and the next weeks (1 to 26) as they will come, if all goes well and with a bad week.

        Writes nothing.
        """
        return self._handle.plan_preview(person, weeks, now or self._clock())

    def devices(self, person: str, now: ClockReading | None = None) -> DevicesView:
        """The devices of a person: which may be used today, what bars the others, what is due, which sizes are lacking.

        One is added and cared for by ``record``, and chosen for a session by ``RunDraft.device``.
        """
        return self._handle.devices(person, now or self._clock())

    def reminders(self, now: ClockReading | None = None) -> list[ReminderView]:
        """When to remind of the sessions and open calls of everybody: civil times and ids, at most 60 of the next 30 days.

        Take back every notice that stands and post these, after each change and each unlock.
        """
        return self._handle.reminders(now or self._clock())

    def progress(self, person: str, now: ClockReading | None = None) -> ProposalView:
        """What is proposed for the size, and why."""
        return self._handle.progress(person, now or self._clock())

    def timeline(
        self,
        person: str,
        from_date: str | None = None,
        to_date: str | None = None,
        now: ClockReading | None = None,
    ) -> TimelineView:
        """What happened between two civil dates (``YYYY-MM-DD``), both included; without dates, everything."""
        return self._handle.timeline(person, from_date, to_date, now or self._clock())

    def trends(
        self,
        person: str,
        from_date: str | None = None,
        to_date: str | None = None,
        now: ClockReading | None = None,
    ) -> TrendsView:
        """How it went between two civil dates, as charts: each a sentence, points, a table and a drawing that say the same."""
        return self._handle.trends(person, from_date, to_date, now or self._clock())

    def import_sessions(
        self,
        person: str,
        csv: str,
        mapping: Iterable[ColumnChoice] = (),
        *,
        write: bool = False,
        now: ClockReading | None = None,
    ) -> ImportView:
        """Reads a diary in CSV. Unless ``write`` is true nothing is written and the answer is a preview."""
        return self._handle.import_sessions(person, csv, list(mapping), write, now or self._clock())

    def report_html(
        self,
        person: str,
        from_date: str | None = None,
        to_date: str | None = None,
        *,
        with_notes: bool = False,
        now: ClockReading | None = None,
    ) -> str:
        """A self-contained HTML page with charts. Notes are left out unless asked for."""
        return self._handle.report_html(person, from_date, to_date, with_notes, now or self._clock())

    def verify(self, now: ClockReading | None = None, *, not_older_than: str | None = None) -> VerifyView:
        """Checks every byte that can be checked.

        With a freshness code that an earlier answer gave and that was kept outside of the vault, also whether an older
        copy of the whole folder was put in its place.
        """
        return self._handle.verify(now or self._clock(), not_older_than)

    def change_passcode(
        self,
        new_passcode: bytes,
        *,
        passcode: bytes | None = None,
        recovery_code: bytes | None = None,
        device_secret: bytes = b"",
        trial_ms: int = 0,
        now: ClockReading | None = None,
    ) -> None:
        """Puts another passcode in the place of the one that there is; asks for it, or for the recovery code, once more.

        With ``device_secret``, 32 random bytes that this device keeps, the new passcode opens the vault only beside it.
        ``trial_ms`` is how long ``stretch_trial`` took on this device.
        """
        proof, secret = proof_of(passcode, recovery_code)
        moment = now or self._clock()
        self._handle.change_passcode(proof, secret, new_passcode, device_secret, trial_ms, moment)

    def renew_recovery_code(
        self,
        *,
        passcode: bytes | None = None,
        recovery_code: bytes | None = None,
        device_secret: bytes = b"",
        now: ClockReading | None = None,
    ) -> RenewedCode:
        """Makes another recovery code, which is shown once. The one before opens nothing any more."""
        proof, secret = proof_of(passcode, recovery_code)
        return self._handle.renew_recovery_code(proof, secret, device_secret, now or self._clock())

    def add_platform_way(
        self,
        platform_secret: bytes,
        *,
        passcode: bytes | None = None,
        recovery_code: bytes | None = None,
        device_secret: bytes = b"",
        replaced: int | None = None,
        now: ClockReading | None = None,
    ) -> int:
        """Lets 32 random bytes or more that a keystore holds open the vault from now on, and tells the id of that way."""
        proof, secret = proof_of(passcode, recovery_code)
        moment = now or self._clock()
        return self._handle.add_platform_way(proof, secret, device_secret, platform_secret, replaced, moment)

    def remove_way(
        self,
        way: int,
        *,
        passcode: bytes | None = None,
        recovery_code: bytes | None = None,
        device_secret: bytes = b"",
        now: ClockReading | None = None,
    ) -> None:
        """Closes a way into the vault, by its id in ``ways_in``. The recovery code stays, and can be renewed."""
        proof, secret = proof_of(passcode, recovery_code)
        self._handle.remove_way(proof, secret, device_secret, way, now or self._clock())

    def set_lock_policy(
        self,
        policy: LockPolicyView,
        now: ClockReading | None = None,
        *,
        passcode: bytes | None = None,
        recovery_code: bytes | None = None,
        device_secret: bytes = b"",
    ) -> None:
        """Changes what this device does with the vault at a lock; ``lock_policy`` tells it.

        What makes it weaker asks for the passcode or the recovery code, and without one is ``SecretNeeded``.
        """
        is_proven = passcode is not None or recovery_code is not None
        proof, secret = proof_of(passcode, recovery_code) if is_proven else (None, b"")
        self._handle.set_lock_policy(proof, secret, device_secret, policy, now or self._clock())

    def rotate_key(
        self,
        new_passcode: bytes,
        *,
        passcode: bytes | None = None,
        recovery_code: bytes | None = None,
        device_secret: bytes = b"",
        trial_ms: int = 0,
        now: ClockReading | None = None,
    ) -> SetUp:
        """Gives the vault a new key, a passcode and a new recovery code; ``passcode`` or ``recovery_code`` opens it now.

        For when somebody may have a copy of the folder, or has seen a secret: a changed passcode leaves them the key, this
        does not. Call :meth:`recovery_code_noted` once the new code is on paper.
        """
        proof, secret = proof_of(passcode, recovery_code)
        moment = now or self._clock()
        return self._handle.rotate_key(proof, secret, new_passcode, device_secret, trial_ms, moment)

    def rotation_left(self) -> RotationView | None:
        """What a renewal of the key left to be told after an opening; ``None`` where there is nothing."""
        return self._handle.rotation_left()

    def recovery_code_noted(self) -> None:
        """The person has the new recovery code on paper."""
        self._handle.recovery_code_noted()

    def change_count(self) -> int:
        """A number that grows with every entry that is written."""
        return self._handle.change_count()

    def changes_since(self, since: int) -> Changes:
        """Whose views are stale since the count was ``since``; with 0, everybody's."""
        return self._handle.changes_since(since)


def proof_of(passcode: bytes | None, recovery_code: bytes | None) -> tuple[ProofKind, bytes]:
    if (passcode is None) == (recovery_code is None):
        raise TypeError("give the passcode or the recovery code, and one of them")
    if passcode is not None:
        return ProofKind.PASSCODE, passcode
    assert recovery_code is not None
    return ProofKind.RECOVERY_CODE, recovery_code
