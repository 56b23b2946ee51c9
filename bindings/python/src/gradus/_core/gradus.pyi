# Written by `UPDATE=1 cargo test -p gradus-ffi --test api`, never by hand.
import enum

class AssumedView:
    """One thing that an import took for granted."""
    code: str
    """Stable name, such as `ease_firm` or `unit_mm`."""
    rows: int
    """Rows of the file that it concerns, those left alone as already there included."""
    sentence: str
    """The finished sentence, the count of rows in it."""
    def __init__(self, *, code: str, rows: int, sentence: str) -> None: ...

class BlankView:
    """One value that a form leaves to the clinician."""
    field: str
    """The field, as `ladder.start_mm`."""
    ask: str
    """What to ask the clinic."""
    def __init__(self, *, field: str, ask: str) -> None: ...

class Changes:
    """What was written down since a screen last looked, and whose views are stale because of it.

    Only writing is told here. What the clock changes (a slot that comes due, a gate that opens) is not: ask for a view
    again when it is shown, when the app comes to the front, and at midnight.
    """
    count: int
    """The count now; hand it in at the next call."""
    roster: bool
    """Whether the list of people is stale: somebody was added, or changed."""
    people: list[str]
    """Ids of the people whose today, progress, timeline and report are stale, in order."""
    plans: list[str]
    """Ids of those of them whose plan and plan history are stale too."""
    def __init__(self, *, count: int, roster: bool, people: list[str], plans: list[str]) -> None: ...

class ChartPoint:
    """One point of a chart."""
    date: str
    """Civil date; of a week, its first day in the range."""
    value_tenths: int
    """Ten times the value, in the unit of the chart: tenths of a millimetre, of a point of pain, of a minute, of a degree
    Celsius; of blood, ten times its place among none, streak, pink tint, drip, red bowl, clots, non-stop, from 0.
    """
    def __init__(self, *, date: str, value_tenths: int) -> None: ...

class ChartRow:
    """One row of a chart's table."""
    cells: list[str]
    """As many as the table has heads."""
    def __init__(self, *, cells: list[str]) -> None: ...

class ChartSeries:
    """Points of one kind. What nobody could tell has no point; it is never a zero."""
    label: str
    """What they show."""
    points: list[ChartPoint]
    """In the order of days."""
    def __init__(self, *, label: str, points: list[ChartPoint]) -> None: ...

class ChartView:
    """One chart, four times: as a sentence, as points, as a table, as a drawing. Each says the same."""
    id: str
    """`size`, `ease`, `pain`, `weeks` (sessions held against asked), `time`, `blood` or `heat`."""
    title: str
    """What it is called."""
    unit: str
    """In which unit its values are."""
    sentence: str
    """What it shows, for the label of the chart and for whoever cannot see it."""
    series: list[ChartSeries]
    """Its points, a list for each kind."""
    head: list[str]
    """The heads of its table."""
    rows: list[ChartRow]
    """The rows of its table, oldest first."""
    svg: str | None
    """The drawing as an SVG file, light or dark as its reader is; `null` when there is nothing to draw."""
    def __init__(self, *, id: str, title: str, unit: str, sentence: str, series: list[ChartSeries], head: list[str], rows: list[ChartRow], svg: str | None) -> None: ...

class ClockReading:
    """What the shell's clocks show as a verb is called. The core reads none itself."""
    wall: str
    """Wall clock with its offset (RFC 3339), such as `2026-03-01T19:30:00+01:00`."""
    monotonic_ms: int
    """Milliseconds since boot, sleep included."""
    boot: str
    """The boot that `monotonic_ms` counts from: 32 hex digits, dashes allowed; empty where the system names none."""
    def __init__(self, *, wall: str, monotonic_ms: int, boot: str) -> None: ...

class ColumnChoice:
    """A choice of the person: this column feeds that field."""
    column: str
    """Name in the header row."""
    field: str
    """Field of a session, such as `size` or `pain_peak`; empty leaves the column out."""
    def __init__(self, *, column: str, field: str) -> None: ...

class ColumnUse:
    """Which column of the file feeds which field."""
    column: str
    """Name in the header row."""
    field: str | None
    """Field of a session; `null` when the column is left out."""
    def __init__(self, *, column: str, field: str | None) -> None: ...

class ContactDraft:
    """A talk with the clinic as it is entered."""
    at: str | None
    """When it was (RFC 3339); `None` means now. It lifts nothing that came after it."""
    who: str
    """Who was reached."""
    said: str
    """What was said."""
    outcome: str
    """`resume`, `resume_at:SIZE`, `stay_same`, `step_down`, `stop` or `nothing_to_do`. The first four lift what the talk
    was about; the others lift nothing.
    """
    about: list[str]
    """Which answers of the triage it was about: ids from `gate.assessments`, or `all` for every one that stood then.
    Must name at least one while something is stopped and the talk is to lift it.
    """
    next_visit: str | None
    """The day of the next visit (`YYYY-MM-DD`), within a year after the talk; `None` where none was agreed. Until that day is
    over nobody is asked for the visit, if it is at most 28 days after the clinic was to see the person.
    """
    def __init__(self, *, at: str | None = ..., who: str, said: str, outcome: str, about: list[str], next_visit: str | None = ...) -> None: ...

class ContactView:
    """Whom to call, as the plan has it: what a call button needs."""
    name: str
    """Name of the person or desk."""
    phone: str
    """The telephone number, as dialled."""
    hours: str | None
    """When they can be reached, in words; `null` when the plan does not say."""
    note: str | None
    """Why it stands here, while another plan with other numbers is to come; `null` otherwise. To be shown beside the number."""
    def __init__(self, *, name: str, phone: str, hours: str | None, note: str | None) -> None: ...

class DeviceBarView:
    """One thing that bars a device."""
    code: str
    """`retired`, `latex`, or the id of the question."""
    lasting: bool
    """Whether another look can lift it. What is broken stays broken."""
    sentence: str
    """Why, as a sentence."""
    basis: BasisWord
    """What it rests on."""
    sources: list[str]
    """Where that stands."""
    def __init__(self, *, code: str, lasting: bool, sentence: str, basis: BasisWord, sources: list[str]) -> None: ...

class DeviceDraft:
    """A device as it is entered: one piece that one person uses. Everything is raw; `record` names the field that is wrong."""
    name: str
    """What you call it, such as `Blue 10`."""
    shape: str
    """`hegar_double`, `hegar_single`, `set_piece`, `cryothermal` or `other`."""
    sizes: list[str]
    """The diameter of each end, such as `12` or `12.5 mm` or `Hegar 12`: two for a double-ended rod."""
    material: str
    """Of what its surface is: `silicone`, `metal`, `glass`, `plastic` or `latex_covered`. Nothing else is body-safe."""
    base: bool
    """Whether it has a base that is wider than the opening. A device with neither base nor grip is refused."""
    grip_depth_mm: int | None
    """Where it has a grip in place of a base: how far the mark lies from the tip, 10 to 150 mm."""
    flaws: list[str]
    """What is wrong with it by its making: `sharp_edge`, `seam`, `porous`, `magnetic` or `weighted`. A device with any of
    these is refused, with the reason.
    """
    first_use: str | None
    """Day on which it was first used (`YYYY-MM-DD`); `None` while it is new."""
    disinfect_every_days: int | None
    """How often it is disinfected, in days from 1 to 366, as its maker or the clinic says."""
    replace_after_days: int | None
    """After how many days of use it is replaced, 1 to 3653, as its maker or the clinic says."""
    def __init__(self, *, name: str, shape: str, sizes: list[str], material: str, base: bool, grip_depth_mm: int | None = ..., flaws: list[str], first_use: str | None = ..., disinfect_every_days: int | None = ..., replace_after_days: int | None = ...) -> None: ...

class DeviceDueView:
    """What is to be done with a device."""
    kind: str
    """`disinfect` or `replace`."""
    by: str | None
    """By which civil date; `null` while it was not used, and where nobody gave a number."""
    due: bool
    """Whether that day has come."""
    sentence: str
    """The same as a sentence; says where a number is a proposal."""
    basis: BasisWord
    """What the number rests on."""
    sources: list[str]
    """Where that stands."""
    def __init__(self, *, kind: str, by: str | None, due: bool, sentence: str, basis: BasisWord, sources: list[str]) -> None: ...

class DeviceQuestionView:
    """A question about a device before it is used. Yes is the answer of one that may go in."""
    id: str
    """Its id, for an answer."""
    sentence: str
    """The question."""
    def __init__(self, *, id: str, sentence: str) -> None: ...

class DeviceView:
    """One device."""
    id: str
    """Its entry."""
    name: str
    """What the person calls it."""
    sizes_tenths_mm: list[int]
    """Diameters of its ends in tenths of a millimetre."""
    line: str
    """Sizes, material, and what keeps it from being lost inside, in one line."""
    state: DeviceState
    """Whether it may be used now."""
    sentence: str
    """The same as a sentence."""
    bars: list[DeviceBarView]
    """Everything that bars it."""
    questions: list[DeviceQuestionView]
    """What is asked before it is used."""
    due: list[DeviceDueView]
    """What is to be done with it; empty once it was put away, and for what must never go in again."""
    lubricant: FitView | None
    """Whether the lubricant of the plan suits it; `null` without a plan."""
    disinfection: list[FitView]
    """Which ways to disinfect suit it."""
    def __init__(self, *, id: str, name: str, sizes_tenths_mm: list[int], line: str, state: DeviceState, sentence: str, bars: list[DeviceBarView], questions: list[DeviceQuestionView], due: list[DeviceDueView], lubricant: FitView | None, disinfection: list[FitView]) -> None: ...

class DevicesView:
    """The devices of one person."""
    person: PersonRef
    """Whose they are. A device has one user."""
    date: str
    """The civil date."""
    devices: list[DeviceView]
    """By their sizes, those that were put away last."""
    lacking_tenths_mm: list[int]
    """Sizes of the plan that no device in the list has, in tenths of a millimetre; empty while no list is kept."""
    lacking: str | None
    """The same as a sentence; `null` where none is lacking."""
    def __init__(self, *, person: PersonRef, date: str, devices: list[DeviceView], lacking_tenths_mm: list[int], lacking: str | None) -> None: ...

class ErasedView:
    """What is left after a vault was destroyed."""
    files: int
    """How many files of the vault were there and are gone; 0 where there was no vault."""
    left_others: bool
    """Whether the folder holds something that is not of a vault. It was left as it is."""
    sentence: str
    """The same for the person, with what erasing does not reach."""
    def __init__(self, *, files: int, left_others: bool, sentence: str) -> None: ...

class FactAnswer:
    """The answer to one question, as raw text. `unknown` says that the person could not tell."""
    id: str
    """Id of the fact."""
    answer: str
    """`true`, `false`, `unknown`, a number with at most one decimal, or the name of a level."""
    def __init__(self, *, id: str, answer: str) -> None: ...

class FactQuestion:
    """A fact that triage knows, as a question."""
    id: str
    """Id of the fact, as facts files name it."""
    kind: str
    """`yes_no`, `number` or `level`."""
    unit: str | None
    """The unit of a number; `null` otherwise."""
    least: str | None
    """Least value of a number, as text; `null` otherwise."""
    greatest: str | None
    """Greatest value of a number, as text; `null` otherwise."""
    levels: list[str]
    """The levels of an ordered answer, mildest first; empty otherwise."""
    level_words: list[LevelWords]
    """The same levels with the words that a person reads and picks from, in the same order."""
    role: str
    """`sign` for a danger sign, `context` for age, dates and background."""
    source: str
    """Who supplies it: `asked`, `background` (asked once, with the person), `log` (read from the diary) or `engine`.
    An interview inside a vault puts only what is `asked`.
    """
    required: bool
    """Whether a check-in that leaves it out can ever answer `allow`."""
    any_of: int | None
    """Number of the required row it belongs to, from 0: one answer to any question of a row answers the row. `null`
    where `required` is false.
    """
    question: str
    """The question in the person's language, as they read it about themselves."""
    question_about: str
    """The question as a caregiver reads it about the child or the grown-up they look after. The one to put wherever
    `PersonRef.role` is `caregiver`.
    """
    help: str
    """What helps to answer it; may be empty."""
    def __init__(self, *, id: str, kind: str, unit: str | None, least: str | None, greatest: str | None, levels: list[str], level_words: list[LevelWords], role: str, source: str, required: bool, any_of: int | None, question: str, question_about: str, help: str) -> None: ...

class FactView:
    """One fact as it was used."""
    id: str
    """Id of the fact."""
    value: str
    """Its value as text, or `unknown`."""
    derived: bool
    """True when the core worked it out from the log or the background instead of asking."""
    def __init__(self, *, id: str, value: str, derived: bool) -> None: ...

class Fill:
    """A value for one field of a plan form."""
    field: str
    """The field, as `ladder.start_mm`."""
    value: str
    """Its value as it would stand in the file."""
    def __init__(self, *, field: str, value: str) -> None: ...

class FitView:
    """Whether something suits a device or a glove, and why."""
    what: str
    """What: the word of a lubricant or of a way to disinfect."""
    fits: FitWord
    """Whether it suits."""
    sentence: str
    """The same as a sentence, with the reason."""
    basis: BasisWord
    """What it rests on."""
    sources: list[str]
    """Where that stands."""
    def __init__(self, *, what: str, fits: FitWord, sentence: str, basis: BasisWord, sources: list[str]) -> None: ...

class GateView:
    """The gate in force, with its reason."""
    gate: GateWord
    """The one-word answer."""
    until: str | None
    """Earliest instant of the next session (RFC 3339), when the answer is to wait."""
    size: SizeLimit
    """Which sizes are open."""
    sizes_down: int
    """How many sizes below the present one, when `size` is `down`; otherwise 0."""
    sentence: str
    """The finished sentence for the screen."""
    rules: list[str]
    """Ids of the rules that closed or narrowed the gate; empty when nothing did."""
    assessments: list[str]
    """Ids of the answers of the triage that did, oldest first: what a talk with the clinic is about."""
    def __init__(self, *, gate: GateWord, until: str | None, size: SizeLimit, sizes_down: int, sentence: str, rules: list[str], assessments: list[str]) -> None: ...

class ImportView:
    """What an import would do, or did."""
    columns: list[ColumnUse]
    """How the columns were read."""
    taken: int
    """Sessions that can be taken, or were."""
    already_there: int
    """Rows already in the log, left alone."""
    preview: list[str]
    """The first sessions, each a sentence, for the preview."""
    refused: list[RefusedRow]
    """Rows that cannot be taken, and why."""
    assumed: list[AssumedView]
    """What the file does not say and was taken for granted, the preview and the import alike; empty where it says all."""
    notices: list[str]
    """Each a sentence: before the write which lines hold sessions back, and how, where any does; and what holds for all of
    them, that they earn no step.
    """
    written: bool
    """Whether anything was written."""
    triage: TriageView | None
    """The answer of the triage, where a session that was written holds a danger sign."""
    def __init__(self, *, columns: list[ColumnUse], taken: int, already_there: int, preview: list[str], refused: list[RefusedRow], assumed: list[AssumedView], notices: list[str], written: bool, triage: TriageView | None) -> None: ...

class InboxView:
    """What became of the notes that were made while the diary was locked. Show it once it is not empty."""
    taken_in: int
    """How many are in the diary now."""
    sentences: list[str]
    """What is to be told: that they were taken in, what was left out and why, and what somebody changed or took away. Empty
    where there is nothing to tell.
    """
    alarming: bool
    """Whether something is missing or was changed: show it before anything else."""
    def __init__(self, *, taken_in: int, sentences: list[str], alarming: bool) -> None: ...

class InterviewReply:
    """What was said to one question of an interview, as raw text."""
    id: str
    """Id of the question, as `InterviewView.next.id` named it."""
    answer: str | None
    """`true`, `false`, `unknown`, a number with at most one decimal, or the name of a level or topic; nothing where the question
    was put and not answered, which counts as `unknown` and never as no.
    """
    def __init__(self, *, id: str, answer: str | None) -> None: ...

class InterviewView:
    """What comes next in an interview, and what the answers so far ask for."""
    part: InterviewPart
    """The part that the next question belongs to."""
    next: FactQuestion | None
    """What to ask now; `null` when all is asked."""
    left: int
    """How many questions are left of this part, the next one included. What they are answered may bring more."""
    may_finish: bool
    """Whether the check-in may be written down as it stands: only what something else is about is left, or `urgent` is true.
    Ended before the rest is asked, it says itself that it is not finished, and sessions wait.
    """
    urgent: bool
    """The answers so far are an emergency, or ask for a clinician today: show `so_far` now, before the next question, and
    again when its `sentence` changes. What only the log says does not count: it was answered when it was written.
    Whoever leaves now has their `answers` written down by `CheckIn` and is told so: left out of the log, a session
    could be held.
    """
    so_far: TriageView | None
    """What triage answers, where the answers so far make it that somebody is to be reached; `null` otherwise. Whoever
    leaves the interview is shown it again.
    """
    answers: list[FactAnswer]
    """What the command `CheckIn` takes when the interview is over: the answers, and `anything_else` with what it is about
    where something else was said to be different.
    """
    def __init__(self, *, part: InterviewPart, next: FactQuestion | None, left: int, may_finish: bool, urgent: bool, so_far: TriageView | None, answers: list[FactAnswer]) -> None: ...

class LeadView:
    """What leads the answer that stands, so that a shell need not choose the gravest rule itself."""
    rule: str | None
    """Id of the rule that leads; `null` where no rule does, as after the clinic's own word. `C6`, a child's interrupted
    programme, `calibration` and `review`, a visit that did not come, and `older-state` are no rules of the pack.
    """
    title: str
    """What it is about; empty where nothing is known of it but the headline."""
    disposition: DispositionWord
    """How urgent that is now, as `headline` has it: a call that is late asks for more than it did."""
    advice: str
    """What to do and what not to do until then; may be empty. Whom to call stands in `headline`."""
    def __init__(self, *, rule: str | None, title: str, disposition: DispositionWord, advice: str) -> None: ...

class LevelWords:
    """One level of an ordered answer."""
    id: str
    """Its name, as an answer spells it."""
    words: str
    """As a person reads it."""
    def __init__(self, *, id: str, words: str) -> None: ...

class LockPolicyView:
    """What a device does with the vault at a lock. It is told on the device, and does not travel with the log."""
    lock_after_s: int
    """Seconds in the background after which the shell locks it, 0 to 600; 0 at once, which is how a vault begins."""
    stays_open_without_screen: bool
    """Whether it stays open, for these seconds, when the screen goes off. A vault begins with no."""
    erase_after: int | None
    """After how many wrong passcodes in a row the vault is erased on this device, 8 to 30; `None` never, which is how a
    vault begins. Only for whoever asked for it, and never beside the button that unlocks.
    """
    def __init__(self, *, lock_after_s: int, stays_open_without_screen: bool, erase_after: int | None) -> None: ...

class LockedCueView:
    """Something to be heard or felt, without a word."""
    in_ms: int
    """Milliseconds from the moment of the call."""
    kind: RunCueKind
    """Which."""
    sounds: bool
    """Whether a sound goes with it."""
    pulses: int
    """How often the phone is felt."""
    def __init__(self, *, in_ms: int, kind: RunCueKind, sounds: bool, pulses: int) -> None: ...

class LockedRunView:
    """A session that goes on, as times and steps."""
    run: str
    """Its name for `run_event_while_locked`: a number that tells nothing, the same until the session is written down."""
    started: str
    """When it began (RFC 3339), as `run` of the open diary gives it."""
    stage: RunStage
    """What is to be done."""
    number: int | None
    """Which insertion is in or comes next, from 1; `null` when nothing goes in any more."""
    of: int
    """Of how many."""
    target_s: int | None
    """What the timer counts, in seconds; `null` when nothing goes in any more."""
    max_s: int | None
    """Take it out at the latest, in seconds; `null` when nothing goes in any more."""
    held_ms: int | None
    """How long it is in, in milliseconds; `null` while nothing is."""
    left_ms: int | None
    """How much is left of the hold or the rest, in milliseconds; `null` where nothing runs down."""
    clock_ms: int
    """Milliseconds since the start."""
    cues: list[LockedCueView]
    """What is to be heard and felt from now on."""
    checks: list[bool]
    """For each point of the check list, in its order, whether it is ticked."""
    done_s: list[int]
    """Seconds that each insertion was held that is over."""
    has_ended: bool
    """It ended before its end. Nothing goes in again."""
    asks_if_out: bool
    """Whether something is in for so long that somebody has to be asked whether it is out."""
    events: list[str]
    """Which steps can be told now: `stop` is always among them. Signs, `pain:0` to `pain:10` and `blood:AMOUNT` can be told
    at any time, and `tick:1` for the first point of the check list.
    """
    def __init__(self, *, run: str, started: str, stage: RunStage, number: int | None, of: int, target_s: int | None, max_s: int | None, held_ms: int | None, left_ms: int | None, clock_ms: int, cues: list[LockedCueView], checks: list[bool], done_s: list[int], has_ended: bool, asks_if_out: bool, events: list[str]) -> None: ...

class LockedView:
    """What may be known while the diary is locked. Nothing in it is about a person: no name, no size, no word."""
    waiting: int
    """How many notes wait to be taken in when the diary is unlocked."""
    most: int
    """How many there can be."""
    runs: list[LockedRunView]
    """The sessions that go on, or are over and not written down."""
    def __init__(self, *, waiting: int, most: int, runs: list[LockedRunView]) -> None: ...

class NextActionView:
    """What the one main button of the first screen does."""
    kind: NextActionKind
    """Which."""
    label: str
    """What stands on the button, with the person's name."""
    is_asked: bool
    """Whether it is to be done now. Where it is not, nothing is: the button is there all the same, and may be quiet."""
    def __init__(self, *, kind: NextActionKind, label: str, is_asked: bool) -> None: ...

class NextPlanView:
    """A plan that is in the vault and takes the place of the one in force later."""
    title: str
    """Its title."""
    begins: str
    """Civil date on which it begins."""
    def __init__(self, *, title: str, begins: str) -> None: ...

class NotSaved:
    """Entries of one kind on one day that were not saved."""
    day: str | None
    """`YYYY-MM-DD`; `None` where it is not known."""
    kind: str | None
    """What they were, as `session` or `check_in`; `None` where it is not known."""
    person: str | None
    """The name of the person they were about; `None` where it is not known, and for entries of the vault itself."""
    entries: int
    """How many."""
    why: NotSavedWhy
    """Why they were not saved."""
    sentence: str
    """The same for the person."""
    def __init__(self, *, day: str | None, kind: str | None, person: str | None, entries: int, why: NotSavedWhy, sentence: str) -> None: ...

class OccurrenceView:
    """A session that a plan asks for, outside a vault."""
    date: str
    """The civil date."""
    slot: int
    """Which of the day's sessions, from 0."""
    at: str | None
    """Civil time (`HH:MM`) if the plan names one."""
    phase: int
    """Which phase of the plan, from 0."""
    def __init__(self, *, date: str, slot: int, at: str | None, phase: int) -> None: ...

class PackView:
    """Which rule pack answered."""
    version: str
    """Version of the pack."""
    hash: str
    """SHA-256 of the pack's text, in hex."""
    signed_off: bool
    """Whether a clinician has signed it off."""
    def __init__(self, *, version: str, hash: str, signed_off: bool) -> None: ...

class PasscodeTries:
    """Where somebody stands who has to type a passcode."""
    left: int
    """How many may be tried before the next wait, 5 after a right one; 0 while a wait runs."""
    wait_seconds: int
    """Whole seconds until one may be tried, at most 3,600; 0 where that is now. A shell counts it down by a clock that
    cannot be set.
    """
    before_erase: int | None
    """How many wrong ones are left until this device erases the vault; `None` where nobody asked for that."""
    def __init__(self, *, left: int, wait_seconds: int, before_erase: int | None) -> None: ...

class PauseView:
    """The plan is paused today, by whoever follows it."""
    reason: str
    """Why, in the words of the command `Pause`."""
    since: str
    """First day of it (`YYYY-MM-DD`)."""
    until: str | None
    """Last day of it (`YYYY-MM-DD`); `null` until it is ended."""
    sentence: str
    """That it is paused, and until when."""
    def __init__(self, *, reason: str, since: str, until: str | None, sentence: str) -> None: ...

class PersonDraft:
    """A person as they are entered, and as they stand."""
    name: str
    """The name the family uses: 1 to 60 characters."""
    born: str
    """Birth date, `YYYY-MM-DD`."""
    role: str
    """`self`, `caregiver` (the user looks after this person) or `teen`."""
    background: list[str]
    """Background conditions by their names, such as `hirschsprung` or `anticoagulant`; `none` says that none of them
    holds. Must not be empty: what nobody asked is not a no. Each optionally with
    `=YYYY-MM-DD` for its beginning. `preterm:WEEKS` carries the completed weeks at birth. When a person is changed, what
    stood here and no longer holds is named with `withdrawn:` before it, such as `withdrawn:stoma`; left out unsaid, it
    makes the change refused.
    """
    operations: list[str]
    """Operations, each `KIND=YYYY-MM-DD`, such as `psarp=2026-02-10`, or `KIND` alone where nobody knows the day. One that
    stood here by mistake is taken out as a condition is: `withdrawn:psarp`.
    """
    def __init__(self, *, name: str, born: str, role: str, background: list[str], operations: list[str]) -> None: ...

class PersonRef:
    """Who a view is about."""
    id: str
    """Id of the person, in hex."""
    name: str
    """The name the family uses."""
    role: str
    """`self`, `caregiver` (the user looks after this person, most often a child) or `teen`."""
    born: str
    """Birth date, `YYYY-MM-DD`."""
    def __init__(self, *, id: str, name: str, role: str, born: str) -> None: ...

class PlanChange:
    """One field in which two plans differ."""
    field: str
    """The field, as `ladder.goal_mm`."""
    before: str | None
    """Its value in the plan in force; `null` where that one leaves it out."""
    after: str | None
    """Its value in the new plan; `null` where that one leaves it out."""
    sentence: str
    """The finished sentence."""
    def __init__(self, *, field: str, before: str | None, after: str | None, sentence: str) -> None: ...

class PlanReplaced:
    """What changes where a plan takes the place of the one in force."""
    title: str
    """Title of the plan in force."""
    since: str
    """Civil date since which it has been in force."""
    until: str
    """Civil date from which the new one takes its place."""
    changes: list[PlanChange]
    """Every field in which the two differ, in the order of a plan's text form."""
    def __init__(self, *, title: str, since: str, until: str, changes: list[PlanChange]) -> None: ...

class PlanView:
    """A plan as it stands, for the plan screen."""
    version: str | None
    """Id of the plan version: the journal entry that holds it; `null` outside a vault."""
    title: str
    """Title."""
    origin: str
    """`clinic_signed`, `transcribed_from_clinic` or `self_directed`."""
    effective: str | None
    """First civil date on which it holds; `null` while the plan leaves that open."""
    ladder_tenths_mm: list[int]
    """Sizes of the ladder in tenths of a millimetre, smallest first."""
    start_tenths_mm: int
    """First size."""
    goal_tenths_mm: int
    """The hard ceiling."""
    contacts: list[ContactView]
    """Whom to call."""
    summary: list[str]
    """What it asks for, each a sentence."""
    sources: list[str]
    """On what its numbers rest, a line each: what it is, whether it is sourced, general knowledge or a proposal, and where it
    stands. The limits of a plan of one's own are among them.
    """
    missing: list[str]
    """What a complete plan would also say, each a sentence."""
    warnings: list[str]
    """What looks unusual, each a sentence."""
    def __init__(self, *, version: str | None, title: str, origin: str, effective: str | None, ladder_tenths_mm: list[int], start_tenths_mm: int, goal_tenths_mm: int, contacts: list[ContactView], summary: list[str], sources: list[str], missing: list[str], warnings: list[str]) -> None: ...

class PreviewPath:
    """One way in which the next weeks may come."""
    sentence: str
    """What is taken for granted, a finished sentence."""
    weeks: list[PreviewWeek]
    """Week by week from today."""
    ends: str | None
    """Why nothing can be said beyond them, a finished sentence; `null` where they are all that was asked for."""
    def __init__(self, *, sentence: str, weeks: list[PreviewWeek], ends: str | None) -> None: ...

class PreviewView:
    """Where a plan stands, and how the next weeks will come."""
    person: PersonRef
    """About whom."""
    stage: StageView | None
    """Where the plan stands; `null` where it asks for nothing today."""
    well: PreviewPath
    """The next weeks if all goes well."""
    bad_week: PreviewPath
    """The same with a bad week at the beginning."""
    def __init__(self, *, person: PersonRef, stage: StageView | None, well: PreviewPath, bad_week: PreviewPath) -> None: ...

class PreviewWeek:
    """Seven days as they will come."""
    from_date: str
    """First civil date."""
    sessions: int
    """Sessions that the plan asks for in it."""
    size_tenths_mm: int
    """Size at its beginning in tenths of a millimetre."""
    changes: list[str]
    """What changes in it, a finished sentence each."""
    def __init__(self, *, from_date: str, sessions: int, size_tenths_mm: int, changes: list[str]) -> None: ...

class ProposalView:
    """A proposal about the size. It takes effect only when a person accepts it."""
    kind: ProposalKind
    """What is proposed."""
    from_tenths_mm: int
    """Present size in tenths of a millimetre."""
    to_tenths_mm: int | None
    """Proposed size in tenths of a millimetre; `null` when none is proposed."""
    sentence: str
    """The finished sentence."""
    reasons: list[ReasonView]
    """Why, the decisive reason first."""
    def __init__(self, *, kind: ProposalKind, from_tenths_mm: int, to_tenths_mm: int | None, sentence: str, reasons: list[ReasonView]) -> None: ...

class PublishedPlan:
    """A programme as it was published, with blanks where its source leaves a value to the clinician."""
    name: str
    """Its name, such as `post-psarp-home`."""
    title: str
    """What it is for, such as `Home dilation after PSARP`."""
    text: str
    """The form as text, for `plan_blanks` and `plan_check`."""
    def __init__(self, *, name: str, title: str, text: str) -> None: ...

class ReasonView:
    """One reason behind a proposal."""
    code: str
    """Stable name of the reason, such as `days_at_size`."""
    favours: bool
    """Whether it speaks for the step (`true`) or stands in its way."""
    sentence: str
    """The finished sentence."""
    def __init__(self, *, code: str, favours: bool, sentence: str) -> None: ...

class Recorded:
    """What a command left behind."""
    entry: str
    """Id of the journal entry; of an amendment, the id of the entry that it changes."""
    arrival: int
    """Its place in this vault's order of arrival."""
    person: str
    """Id of the person concerned."""
    triage: TriageView | None
    """The answer of the triage, where the command led to one."""
    notices: list[str]
    """What is worth knowing about it, each a sentence: late and therefore without credit, above the age band."""
    def __init__(self, *, entry: str, arrival: int, person: str, triage: TriageView | None, notices: list[str]) -> None: ...

class RefusedRow:
    """A row that was not taken."""
    line: int
    """Line in the file, the header being line 1."""
    column: str
    """The column."""
    wrong: str
    """What is wrong."""
    right: str
    """What would be right."""
    def __init__(self, *, line: int, column: str, wrong: str, right: str) -> None: ...

class ReminderView:
    """One notice that the phone is to post. It has no words: a shell shows the same ones for every notice, and none of them names
    a person, a body, a device or a size.
    """
    at: str
    """When, as civil time of the phone, wherever it is then (`2026-01-20T20:00:00`)."""
    person: str
    """Whose day it opens: the id alone, because the phone's own lists are not encrypted."""
    opens: ReminderOpens
    """Where it leads after the unlock."""
    occurrence: str | None
    """The planned session that it reminds of, as `log_while_locked` takes it: whoever presses "Done" or "Left out" on a notice
    means this one, also hours later. It is a date and a number, and says nothing about anybody. `None` where a day is opened.
    """
    def __init__(self, *, at: str, person: str, opens: ReminderOpens, occurrence: str | None) -> None: ...

class RenewedCode:
    """Another recovery code, once."""
    recovery_code: bytes
    """The recovery code in ASCII, to be written on paper in place of the one before, which opens nothing any more. Bytes, so
    that a shell can wipe them once it was shown.
    """
    def __init__(self, *, recovery_code: bytes) -> None: ...

class RotationView:
    """A renewal of the key that somebody should hear of."""
    state: RotationWord
    """What is the case."""
    sentence: str
    """The same for the person, with what to do."""
    def __init__(self, *, state: RotationWord, sentence: str) -> None: ...

class RuleExplained:
    """A rule of the pack, with everything it stands on."""
    id: str
    """Id of the rule."""
    title: str
    """What it is about."""
    condition: str
    """Its condition, as the pack writes it."""
    macros: list[str]
    """The pack's abbreviations that the condition uses, each with its meaning."""
    facts: list[str]
    """Every fact it reads."""
    disposition: DispositionWord
    """What it asks for."""
    within_hours: int | None
    """Hours until the named person must have been reached; `null` for `continue`."""
    gate: GateWord
    """What it does to the next session."""
    basis: BasisWord
    """What it rests on."""
    sources: list[str]
    """Ids of evidence rows and of sections of the clinical reference."""
    advice: str
    """What it tells the person to do."""
    def __init__(self, *, id: str, title: str, condition: str, macros: list[str], facts: list[str], disposition: DispositionWord, within_hours: int | None, gate: GateWord, basis: BasisWord, sources: list[str], advice: str) -> None: ...

class RuleView:
    """One rule that fired."""
    id: str
    """Id of the rule in the pack, such as `I1`."""
    title: str
    """What it is about, as the pack says it."""
    certainty: Certainty
    """On an answer or on a doubt."""
    disposition: DispositionWord
    """What this rule alone asks for."""
    within_hours: int | None
    """Hours until the named person must have been reached; `null` for `continue`."""
    gate: GateWord
    """What this rule alone does to the next session."""
    basis: BasisWord
    """What it rests on."""
    sources: list[str]
    """Ids of evidence rows and of sections of the clinical reference."""
    advice: str
    """What to do and what not to do, in the person's language; whom to call stands in the answer's own sentence. Empty
    for a rule that is milder than the answer: "measure again later" has no place beside "go now". Where the answer rests
    on a doubt alone, the most urgent rules below it that hold speak as well; below "today" and "go now" they say only
    what not to do.
    """
    def __init__(self, *, id: str, title: str, certainty: Certainty, disposition: DispositionWord, within_hours: int | None, gate: GateWord, basis: BasisWord, sources: list[str], advice: str) -> None: ...

class RunActionView:
    """Something that can be told now, as a button. Points of the check list are told by themselves."""
    event: str
    """The event to tell; where there are `choices`, one of theirs is told in its place."""
    kind: RunActionKind
    """What it is."""
    label: str
    """What stands on the button, about the one whose session it is."""
    choices: list[RunChoiceView]
    """How much, the least first; empty where nothing has to be asked."""
    def __init__(self, *, event: str, kind: RunActionKind, label: str, choices: list[RunChoiceView]) -> None: ...

class RunCheckView:
    """One point of the check list."""
    item: str
    """Its name, for the event `tick:NAME`."""
    sentence: str
    """The finished sentence."""
    ticked: bool
    """Whether it is ticked."""
    def __init__(self, *, item: str, sentence: str, ticked: bool) -> None: ...

class RunChoiceView:
    """One answer to an action that asks how much."""
    event: str
    """The event to tell, such as `pain:3`."""
    label: str
    """What stands on the button."""
    def __init__(self, *, event: str, label: str) -> None: ...

class RunCueView:
    """Something to be heard or felt, so that nobody has to look. It holds until the next event is told."""
    in_ms: int
    """Milliseconds from the moment of the call."""
    kind: RunCueKind
    """Which."""
    sounds: bool
    """Whether a sound goes with it."""
    pulses: int
    """How often the phone is felt."""
    sentence: str
    """What a screen reader says. Nothing is said each second."""
    def __init__(self, *, in_ms: int, kind: RunCueKind, sounds: bool, pulses: int, sentence: str) -> None: ...

class RunDetailsDraft:
    """What only the person can say when a session is over. Everything is raw; `finish_run` names the field that is wrong."""
    ease: str | None
    """`easy`, `firm`, `forced_not_done` or `not_passed`; needed where `asks_ease` says so."""
    pain_before: str | None
    """Pain before, 0 to 10, or `unknown`."""
    pain_peak: str | None
    """Worst pain during, 0 to 10, or `unknown`; the greater of this and what was told during it stands."""
    pain_after: str | None
    """Pain after, 0 to 10, or `unknown`."""
    pain_minutes: str | None
    """Minutes until pain was as before, or `unknown`."""
    bleeding: str | None
    """`none`, `streak`, `pink_tint`, `drip`, `red_bowl`, `clots`, `non_stop` or `unknown`; the worse of this and what was
    told during it stands. `None` means not asked.
    """
    bleeding_minutes: str | None
    """Minutes until bleeding had stopped, or `unknown`."""
    lubricant: str | None
    """`water`, `silicone`, `oil`, `none` or `unsuitable`; `None` is what the ticked check list says."""
    adjuncts: str | None
    """What was taken or applied beforehand, as words with commas between: `numbing_gel`, `opioid`, `sedative`, `alcohol`,
    `nitrite`, `painkiller` or `ointment`, each followed by `:prescribed` where a clinician ordered it.
    """
    stop_reason: str | None
    """Why it was stopped: `pain`, `bleeding`, `would_not_pass`, `stuck`, `faint`, `child_said_stop`, `interrupted` or
    `other`. A graver reason that was told during it stands.
    """
    device: str | None
    """The device: the name or id of one in the list, or words for another one; `None` takes the one that was chosen."""
    cleaned: bool | None
    """Whether the device was cleaned; `None` is what the after-care says."""
    note: str | None
    """Words for the diary."""
    def __init__(self, *, ease: str | None = ..., pain_before: str | None = ..., pain_peak: str | None = ..., pain_after: str | None = ..., pain_minutes: str | None = ..., bleeding: str | None = ..., bleeding_minutes: str | None = ..., lubricant: str | None = ..., adjuncts: str | None = ..., stop_reason: str | None = ..., device: str | None = ..., cleaned: bool | None = ..., note: str | None = ...) -> None: ...

class RunDeviceView:
    """The device of the list that a session is held with."""
    id: str
    """Its id."""
    name: str
    """Its name."""
    def __init__(self, *, id: str, name: str) -> None: ...

class RunDraft:
    """What a session begins with. Everything may be left open."""
    occurrence: str | None
    """Occurrence it answers, as `today` names it; `None` finds the one that is due, or begins an unplanned one."""
    size: str | None
    """A size below the one that is allowed now, such as `12` or `12.5 mm`; `None` takes the one that is allowed."""
    device: str | None
    """The device: the name or id of one in the list, which was looked at today; `not_listed` for one that is not there.
    `None` leaves it open, and is refused where every device of this size in the list is barred.
    """
    def __init__(self, *, occurrence: str | None = ..., size: str | None = ..., device: str | None = ...) -> None: ...

class RunInsertionView:
    """One time that the device goes in."""
    number: int
    """Which, from 1."""
    of: int
    """Of how many."""
    size_tenths_mm: int
    """Diameter in tenths of a millimetre."""
    warm_up: bool
    """Whether it only prepares for the size of the session."""
    min_s: int
    """Shorter than this, it is not complete; seconds."""
    target_s: int
    """What the timer counts; seconds. 0 is a short pass."""
    max_s: int
    """Take it out at the latest; seconds."""
    def __init__(self, *, number: int, of: int, size_tenths_mm: int, warm_up: bool, min_s: int, target_s: int, max_s: int) -> None: ...

class RunRecorded:
    """A session that was written down."""
    recorded: Recorded
    """The entry, what triage answers, and what is worth knowing."""
    check_in: list[FactAnswer]
    """Answers that the check-in begins with: pain or blood that ended the session. Empty where nothing did."""
    def __init__(self, *, recorded: Recorded, check_in: list[FactAnswer]) -> None: ...

class RunView:
    """A session that goes on, at one moment. A shell draws it, and sets its alarms by `cues`."""
    person: PersonRef
    """Whose session it is. Nobody else's is shown meanwhile."""
    started: str
    """When it began (RFC 3339)."""
    occurrence: str | None
    """The occurrence it answers; `null` for an unplanned one."""
    size_tenths_mm: int
    """The size of the session in tenths of a millimetre."""
    device: RunDeviceView | None
    """The device of the list that was chosen at the start; `null` for one that is not listed."""
    stage: RunStage
    """What is to be done."""
    now: str
    """The same as a sentence."""
    next: str | None
    """What comes after it, as a sentence; `null` where nothing else matters."""
    insertion: RunInsertionView | None
    """The insertion that is in or comes next; `null` when nothing goes in any more."""
    held_ms: int | None
    """How long it is in, in milliseconds; `null` while nothing is."""
    left_ms: int | None
    """How much is left of the hold or the rest, in milliseconds; `null` where nothing runs down."""
    overrun: str | None
    """How much longer than planned it is in, as a sentence; `null` where it is not."""
    clock_ms: int
    """Milliseconds since the start."""
    cues: list[RunCueView]
    """What is to be heard and felt from now on."""
    checks: list[RunCheckView]
    """The check list."""
    done_s: list[int]
    """Seconds that each insertion was held that is over, smaller sizes included."""
    pain_peak: int | None
    """The worst pain that was told."""
    blood: str | None
    """The worst blood that was told."""
    signs: list[str]
    """Signs that were told: `said_stop`, `cannot_pass`, `sharp_pain`, `stuck`, `faint`."""
    has_ended: bool
    """It ended before its end. Nothing goes in again."""
    may_finish: bool
    """Whether to offer that `finish_run` writes it down: it is over, and nothing is inside, or it was told that it does not
    come out.
    """
    may_abandon: bool
    """Whether `abandon_run` can throw it away: nothing went in, and nothing was told."""
    asks_ease: bool
    """Whether `finish_run` needs to be told how the size went in."""
    asks_why: bool
    """Whether to ask why it was stopped: no sign says so."""
    events: list[str]
    """Which of the events without a number or an amount can be told now. `stop` is always among them."""
    actions: list[RunActionView]
    """The same as buttons, with pain and blood, in the order in which to show them: stop, then the signs with the gravest
    first, blood, pain, what leads on, and a break. What would change nothing is left out.
    """
    so_far: TriageView | None
    """What triage answers to what was told; show it at once. `null` where nothing was told that asks for it."""
    check_in: list[FactAnswer]
    """Answers that the next check-in begins with."""
    def __init__(self, *, person: PersonRef, started: str, occurrence: str | None, size_tenths_mm: int, device: RunDeviceView | None, stage: RunStage, now: str, next: str | None, insertion: RunInsertionView | None, held_ms: int | None, left_ms: int | None, overrun: str | None, clock_ms: int, cues: list[RunCueView], checks: list[RunCheckView], done_s: list[int], pain_peak: int | None, blood: str | None, signs: list[str], has_ended: bool, may_finish: bool, may_abandon: bool, asks_ease: bool, asks_why: bool, events: list[str], actions: list[RunActionView], so_far: TriageView | None, check_in: list[FactAnswer]) -> None: ...

class SalvageDraft:
    """Where and how the new vault is made that takes what a damaged one gives out."""
    into: str
    """Its folder. It must not exist or be empty, and lies outside of the damaged vault's."""
    trial_ms: int | None
    """How many milliseconds `stretch_trial` took on this device; left out where that was not measured."""
    language: str | None
    """The language in which to tell what became of it, a tag such as `es`; English without it."""
    def __init__(self, *, into: str, trial_ms: int | None = ..., language: str | None = ...) -> None: ...

class SalvageGap:
    """Entries of one writer that were not saved."""
    writer: str
    """Which writer, in hex."""
    first: int
    """The number that the writer gave the first of them, from 1."""
    last: int | None
    """The number of the last; `None` where the signature is lost that says how many there were."""
    def __init__(self, *, writer: str, first: int, last: int | None) -> None: ...

class SalvageView:
    """What a damaged vault gave out."""
    made: SetUp
    """The new vault and its recovery code, once. That of the damaged vault does not open the new one."""
    whole: bool
    """Whether nothing is missing, and that is proven. Where it is not, sessions wait until every question was answered again,
    and the next size until the clinic was spoken to.
    """
    saved: int
    """How many entries are in the new vault that were in the old one, those of the vault about itself included."""
    people: list[SavedPerson]
    """The same by person, those with a name that is left, by name."""
    lost: int
    """How many entries are known of that were not saved."""
    not_saved: list[NotSaved]
    """What is known of them, by day; those without a day last."""
    gaps: list[SalvageGap]
    """The same as each writer counted. A writer is a device in one life of the vault."""
    sentences: list[str]
    """What else the person has to know, each a sentence."""
    def __init__(self, *, made: SetUp, whole: bool, saved: int, people: list[SavedPerson], lost: int, not_saved: list[NotSaved], gaps: list[SalvageGap], sentences: list[str]) -> None: ...

class SavedPerson:
    """How much of one person's log was saved."""
    name: str
    """The name the family uses."""
    entries: int
    """How many entries."""
    def __init__(self, *, name: str, entries: int) -> None: ...

class SessionDraft:
    """A session as it is entered. Everything is raw; `record` parses it and names the field that is wrong."""
    at: str | None
    """When it was held (RFC 3339); `None` means now."""
    occurrence: str | None
    """Occurrence it belongs to; `None` finds the open slot nearest to it, or logs it as unplanned."""
    size: str
    """Size used, such as `12` or `12.5 mm` or `Hegar 12`."""
    holds_s: list[int]
    """Seconds each insertion was held."""
    ease: str
    """`easy`, `firm`, `forced_not_done` or `not_passed`."""
    pain_before: str | None
    """Pain before, 0 to 10, or `unknown`."""
    pain_peak: str | None
    """Worst pain during, 0 to 10, or `unknown`."""
    pain_after: str | None
    """Pain after, 0 to 10, or `unknown`."""
    pain_minutes: str | None
    """Minutes until pain was as before, or `unknown`."""
    bleeding: str | None
    """`none`, `streak`, `pink_tint`, `drip`, `red_bowl`, `clots`, `non_stop` or `unknown`; `None` means not asked."""
    bleeding_minutes: str | None
    """Minutes until bleeding had stopped, or `unknown`."""
    warm_up: list[str]
    """Smaller sizes passed first, in their order."""
    lubricant: str | None
    """`water`, `silicone`, `oil`, `none` or `unsuitable`."""
    adjuncts: list[str]
    """What was taken or applied beforehand: `numbing_gel`, `opioid`, `sedative`, `alcohol`, `nitrite`, `painkiller` or
    `ointment`, each followed by `:prescribed` where a clinician ordered it.
    """
    stop_reason: str | None
    """Why it ended early: `pain`, `bleeding`, `would_not_pass`, `stuck`, `faint`, `child_said_stop`, `interrupted` or
    `other`; `None` when it ran its course.
    """
    device: str | None
    """The device: the name or id of one in the list, or words for another one."""
    cleaned: bool | None
    """Whether the device was cleaned."""
    note: str | None
    """Words for the diary. Nobody but the reader of the diary and of the report sees them."""
    def __init__(self, *, at: str | None = ..., occurrence: str | None = ..., size: str, holds_s: list[int], ease: str, pain_before: str | None = ..., pain_peak: str | None = ..., pain_after: str | None = ..., pain_minutes: str | None = ..., bleeding: str | None = ..., bleeding_minutes: str | None = ..., warm_up: list[str], lubricant: str | None = ..., adjuncts: list[str], stop_reason: str | None = ..., device: str | None = ..., cleaned: bool | None = ..., note: str | None = ...) -> None: ...

class SetUp:
    """What a new vault gives its owner, once."""
    vault: str
    """Id of the vault, in hex."""
    recovery_code: bytes
    """The recovery code in ASCII, to be written on paper. It is not kept anywhere and cannot be shown again. Bytes, so
    that a shell can wipe them once it was shown.
    """
    def __init__(self, *, vault: str, recovery_code: bytes) -> None: ...

class SettingReasonView:
    """One rule that holds, or may hold."""
    id: str
    """Id of the rule in the pack, such as `SP4`."""
    sentence: str
    """What it found, in the person's language; in doubt, which question has no answer."""
    certainty: Certainty
    """Whether it holds, or may hold because a question has no answer."""
    setting: SettingWord
    """What this rule alone asks for, in doubt as well."""
    basis: BasisWord
    """What it rests on."""
    sources: list[SettingSource]
    """The evidence behind it, with how far sources agree."""
    def __init__(self, *, id: str, sentence: str, certainty: Certainty, setting: SettingWord, basis: BasisWord, sources: list[SettingSource]) -> None: ...

class SettingScreen:
    """Questions that stand on one screen."""
    title: str
    """Its title, as the person reads it."""
    title_about: str
    """Its title, as whoever looks after the person reads it."""
    questions: list[FactQuestion]
    """The questions, in the order of asking. Each may be answered with "not sure"."""
    def __init__(self, *, title: str, title_about: str, questions: list[FactQuestion]) -> None: ...

class SettingSource:
    """A row of the evidence that a rule cites."""
    id: str
    """Id of the row, such as `S23`."""
    says: str
    """What it says."""
    agreement: str
    """How far it bears: how far sources agree on a statement (`consensus`, `guides`, `advice`, `disputed`, `diverging`,
    `limits`); where a clinical row comes from (`found`, `general`, `proposal`).
    """
    checked: str | None
    """When the review was last checked against its sources (`YYYY-MM-DD`); `null` for what no review holds."""
    settled: bool
    """False where sources dispute it or leave it open."""
    def __init__(self, *, id: str, says: str, agreement: str, checked: str | None, settled: bool) -> None: ...

class SettingView:
    """Where dilation is to be done, with everything the answer rests on. Nothing of it is written down: it is worked out at
    every look, from the background, the plan, the log and the answers handed in.
    """
    setting: SettingWord
    """The least free setting of all that holds and of what is in doubt."""
    title: str
    """Its name, in the person's language."""
    sentence: str
    """What it means, in one or two sentences. While a call of today or an emergency is open, that comes first."""
    whom: str
    """With whom to speak first."""
    contacts: list[ContactView]
    """Whom the plan names to call; empty outside a vault, and where the plan names nobody."""
    reasons: list[SettingReasonView]
    """Every rule that holds or may hold, the least free first. Empty for `self_directed` alone."""
    not_settled: list[SettingSource]
    """What is not settled in medicine and stands beside every answer."""
    options_lead: str
    """Said above `options`; empty where there are none."""
    options: list[str]
    """What a clinician may speak of. None of them is advice to be treated. Only with `professional`."""
    questions: list[str]
    """What to ask at the visit, built from what was found. The order is that of `reasons`."""
    missing: list[str]
    """Ids of the questions that were not put and could make the answer less free."""
    screens: list[SettingScreen]
    """The same questions to be drawn, at most two screens; empty when nothing more is to be asked. Draw the first, hand
    its answers in, and draw what is left: an answer on the first screen may make questions of the second needless.
    """
    look_again: str
    """On which day to look again at the latest (`YYYY-MM-DD`)."""
    look_again_sentence: str
    """The same as a sentence, with what is a reason to look again at once."""
    facts: list[FactView]
    """The facts that were used."""
    pack: PackView
    """The pack that answered."""
    sign_off: str
    """Who has signed its rules: to be shown with every answer."""
    def __init__(self, *, setting: SettingWord, title: str, sentence: str, whom: str, contacts: list[ContactView], reasons: list[SettingReasonView], not_settled: list[SettingSource], options_lead: str, options: list[str], questions: list[str], missing: list[str], screens: list[SettingScreen], look_again: str, look_again_sentence: str, facts: list[FactView], pack: PackView, sign_off: str) -> None: ...

class SlotView:
    """One session that the plan asks for today."""
    occurrence: str
    """Names the occurrence for ever: plan version, civil date and slot."""
    at: str | None
    """Civil time (`HH:MM`) if the plan names one."""
    status: SlotStatus
    """How it stands."""
    sentence: str
    """The finished sentence."""
    def __init__(self, *, occurrence: str, at: str | None, status: SlotStatus, sentence: str) -> None: ...

class StageView:
    """Where a plan stands, and where the log would have it stand. It moves only when a person says so."""
    stage: str
    """`full:1` for the first phase of the plan, `taper:1` for the first of its taper."""
    sentence: str
    """The finished sentence."""
    since: str
    """Civil date since which it stands there."""
    proposed: str | None
    """The stage that is proposed, as `TakeStage` takes it; `null` when it is to stay."""
    proposal: str | None
    """What is proposed, a finished sentence; `null` where the plan has nowhere to go but by its own lengths."""
    reasons: list[ReasonView]
    """Why, the decisive reason first."""
    def __init__(self, *, stage: str, sentence: str, since: str, proposed: str | None, proposal: str | None, reasons: list[ReasonView]) -> None: ...

class TaskView:
    """A thing to do by a time."""
    duty: str
    """What sort of thing it is: `emergency`, `same_day`, `surgeon`, `contact_soon` and `contact` ask for somebody to be
    reached; `ask_again` and `recheck` are answered here; `operation_date` asks for the day of the operation to be put
    right in the plan or with the person; `device_broken`, `device_disinfect` and `device_replace` are about devices.
    """
    sentence: str
    """What to do, in the person's language."""
    due: str
    """By when (RFC 3339): the earliest time, where several things ask for the same. Of a `recheck` from when on: what a pause
    shows is seen at its end.
    """
    overdue: bool
    """Whether that time has passed."""
    rules: list[str]
    """Rules that asked for it."""
    reasons: list[str]
    """What it is for, a sentence or a title each."""
    def __init__(self, *, duty: str, sentence: str, due: str, overdue: bool, rules: list[str], reasons: list[str]) -> None: ...

class TimelineItem:
    """One session as the timeline shows it."""
    entry: str
    """Id of the journal entry."""
    at: str
    """When it happened (RFC 3339)."""
    kind: str
    """`person` (added or changed), `session`, `skip`, `check_in`, `observation`, `pause`, `assessment`, `contact`, `step`,
    `stage`, `plan` or `visit`.
    """
    sentence: str
    """The finished sentence; of a talk with what was said, of everything else without the words of its note."""
    rules: list[str]
    """Rules behind an assessment, the most urgent first; empty for everything else."""
    is_taken_out: bool
    """It was a slip and was taken out again: it counts for nothing, and stays as it is."""
    def __init__(self, *, entry: str, at: str, kind: str, sentence: str, rules: list[str], is_taken_out: bool) -> None: ...

class TimelineView:
    """What happened, oldest first."""
    person: PersonRef
    """About whom."""
    from_date: str
    """First civil date."""
    to_date: str
    """Last civil date, included."""
    contacts: list[ContactView]
    """Whom the plan names to call; empty where it names nobody."""
    items: list[TimelineItem]
    """Oldest first."""
    def __init__(self, *, person: PersonRef, from_date: str, to_date: str, contacts: list[ContactView], items: list[TimelineItem]) -> None: ...

class TodayView:
    """Everything the first screen shows about one person."""
    person: PersonRef
    """Whose day it is."""
    date: str
    """The civil date."""
    headline: str
    """What to do first, in one sentence. While a session goes on it is the sentence of `running`, unless there is an
    emergency or sessions are stopped; whether what went in long ago is out is asked before anything but an emergency.
    """
    next_action: NextActionView
    """What the one main button does, in the order of the headline."""
    running: str | None
    """That a session of this person goes on, is over and not written down yet, or was begun by a newer version; `null` where
    none is. What was told in it and asks for somebody stands first.
    """
    pause: PauseView | None
    """The pause that today is in; `null` where the plan is not paused."""
    contacts: list[ContactView]
    """Whom to call: the numbers of a plan that is to come first, then those of the plan in force; empty where nobody is
    named.
    """
    lead: LeadView | None
    """What stands behind the headline: the rule that leads and how urgent it is; `null` while nothing stands."""
    plan: str | None
    """Title of the plan in force; `null` when there is none."""
    plan_begins: str | None
    """Civil date on which that plan begins; `null` once it has begun, and while the plan leaves the day open."""
    next_plan: NextPlanView | None
    """The plan that takes its place later; `null` when there is none. What changes then stands among `notices`."""
    size_tenths_mm: int | None
    """Present size in tenths of a millimetre; `null` without a plan that has begun."""
    next_size_tenths_mm: int | None
    """The size of the next session in tenths of a millimetre: lower than the present one where the gate or a setback asks
    for it; `null` while no session may be held, and before the plan begins.
    """
    goal_tenths_mm: int | None
    """The hard ceiling in tenths of a millimetre; `null` without a plan that has begun."""
    not_before: str | None
    """Until when the plan's pause since the last session runs (RFC 3339); `null` when it is over or there is none."""
    slots: list[SlotView]
    """Planned sessions of the day, in order. Of the plan's first day, those that were over when it came in are there as
    `skipped`.
    """
    gate: GateView
    """The gate in force."""
    proposal: ProposalView | None
    """What the plan would do next with the size, and why; `null` without a plan that has begun."""
    tasks: list[TaskView]
    """Things to do by a time, the most pressing first."""
    notices: list[str]
    """What the person should know, each a sentence: what the plan leaves out, a clock that went back."""
    def __init__(self, *, person: PersonRef, date: str, headline: str, next_action: NextActionView, running: str | None, pause: PauseView | None, contacts: list[ContactView], lead: LeadView | None, plan: str | None, plan_begins: str | None, next_plan: NextPlanView | None, size_tenths_mm: int | None, next_size_tenths_mm: int | None, goal_tenths_mm: int | None, not_before: str | None, slots: list[SlotView], gate: GateView, proposal: ProposalView | None, tasks: list[TaskView], notices: list[str]) -> None: ...

class TrendsView:
    """How it went, over some days."""
    person: PersonRef
    """About whom."""
    from_date: str
    """First civil date."""
    to_date: str
    """Last civil date, included."""
    charts: list[ChartView]
    """In the order in which one reads them; temperature only where a check-in asked for it."""
    def __init__(self, *, person: PersonRef, from_date: str, to_date: str, charts: list[ChartView]) -> None: ...

class TriageView:
    """The answer of the triage, with everything it rests on.

    What [`crate::App::record`] gives stands in the light of the whole log: a call of an earlier answer that is still open
    and more urgent comes first, and gate and tasks are those in force. `rules`, `advice` and `facts` are this answer's own.
    """
    disposition: DispositionWord
    """Whom to see: the most urgent of all fired rules, and of the calls that are open from before."""
    within_hours: int | None
    """Hours until that person must have been reached; `null` for `continue`, 0 for `emergency` and for what is late. For `pause_and_recheck`
    hours until the first of `tasks`, rounded up.
    """
    gate: GateWord
    """What the next session may be: the most restrictive of all fired rules, and of what stands from before."""
    until: str | None
    """Earliest instant of the next session (RFC 3339), when the answer is to wait."""
    size: SizeLimit
    """Which sizes are open."""
    sizes_down: int
    """How many sizes below the present one, when `size` is `down`; otherwise 0."""
    sentence: str
    """What to do first, in one sentence."""
    contacts: list[ContactView]
    """Whom the plan names to call, beside that sentence; empty outside a vault, and where the plan names nobody."""
    advice: list[str]
    """What to do and what not to do until then, each sentence once: at most four that say what to do, then every one that
    says what not to do, then the rest of what to do. Of the rules that decide the answer only those count that hold on
    what is known; where none does, it says that questions are open, and the most urgent rules below that do hold speak.
    """
    rules: list[RuleView]
    """Every rule that fired, most urgent first."""
    missing: list[str]
    """Required questions that were not asked. While any is left, the answer is never `allow`."""
    tasks: list[TaskView]
    """What to do, by when. The same thing stands there once."""
    facts: list[FactView]
    """The facts that were used."""
    pack: PackView
    """The pack that answered."""
    def __init__(self, *, disposition: DispositionWord, within_hours: int | None, gate: GateWord, until: str | None, size: SizeLimit, sizes_down: int, sentence: str, contacts: list[ContactView], advice: list[str], rules: list[RuleView], missing: list[str], tasks: list[TaskView], facts: list[FactView], pack: PackView) -> None: ...

class VerifyView:
    """What a full check of the vault found."""
    sound: bool
    """Whether everything holds."""
    entries: int
    """Entries whose bytes, chain and place were checked."""
    writers: int
    """Writers whose signed heads were checked."""
    arrival: int
    """Arrival number of the newest entry."""
    head: str
    """Head of the arrival chain, in hex."""
    freshness_code: str
    """How far the vault has come, as `41-7c1e9a02-5be0c1d2e3f40516-3d`: to be kept outside of it, on paper or by the app.
    Given back later, it shows whether an older copy of the whole folder was put in its place.
    """
    freshness: FreshnessWord | None
    """What the code said that was given; `None` when none was."""
    answers_same: int
    """Answers of the rules that were worked out again, each by the pack that gave it, and came out the same. It is 0 where
    bytes, chains or the mark do not hold: nothing is worked out from those.
    """
    answers_otherwise: int
    """Those that came out otherwise. Their bytes are as they were written; each stands among the problems with its entry."""
    answers_unread: int
    """Those of which nothing can be told: the text of their pack is not kept here, or this version cannot read it or them."""
    problems: list[str]
    """What does not hold, each a sentence. In a sound vault only answers that came out otherwise, and entries that claim the
    same place.
    """
    mended: list[str]
    """What was put right before this check, each a sentence; empty when nothing was asked for or nothing had to be."""
    def __init__(self, *, sound: bool, entries: int, writers: int, arrival: int, head: str, freshness_code: str, freshness: FreshnessWord | None, answers_same: int, answers_otherwise: int, answers_unread: int, problems: list[str], mended: list[str]) -> None: ...

class VisitDraft:
    """A visit to the clinic as it is entered."""
    at: str | None
    """When (RFC 3339); `None` means now."""
    kind: str
    """`examination`, `calibration`, `balloon`, `controlled_dilation`, `botulinum`, `under_anaesthesia` or `operation`."""
    who: str
    """Who did it."""
    calibrated: str | None
    """The largest size that passed at calibration."""
    size_set: str | None
    """The size that the clinician set for home from now on; `None` leaves it as it is."""
    advice: str | None
    """What was advised."""
    def __init__(self, *, at: str | None = ..., kind: str, who: str, calibrated: str | None = ..., size_set: str | None = ..., advice: str | None = ...) -> None: ...

class WayInView:
    """One way into the vault. It has no name, because whoever finds the folder may read it."""
    id: int
    """Names it in this vault for as long as it is there."""
    kind: WayInKind
    """What it takes."""
    def __init__(self, *, id: int, kind: WayInKind) -> None: ...

class WrongField:
    """One thing that is wrong with what was handed in."""
    line: int | None
    """Line in the file, the first being 1; absent where there is no file."""
    field: str
    """The field, as `ladder.goal_mm`."""
    wrong: str
    """What is wrong."""
    right: str
    """What would be right."""
    def __init__(self, *, line: int | None, field: str, wrong: str, right: str) -> None: ...

class BasisWord(enum.Enum):
    """What a rule or a number rests on."""
    SOURCED = 0
    """Found in the sources named beside it."""
    GENERAL = 1
    """General medical knowledge, to be verified by a clinic."""
    PROPOSAL = 2
    """A proposal of this project that a clinician has yet to sign."""

class Certainty(enum.Enum):
    """Whether a rule fired on an answer or on a doubt."""
    YES = 0
    """Its condition holds."""
    DOUBT = 1
    """It may hold: a danger question could not be answered."""

class Command:
    """Everything that can be written down. One verb records them all."""
    class ADD_PERSON(Command):
        """A new person in this vault."""
        draft: PersonDraft
        """Who."""
        def __init__(self, draft: PersonDraft) -> None: ...
    class CHANGE_PERSON(Command):
        """A person's name, birth date or background as it is now, in place of what was entered before."""
        person: str
        """Id of the person."""
        draft: PersonDraft
        """Everything about them, not only what changed: `person_details` with the changes made."""
        def __init__(self, person: str, draft: PersonDraft) -> None: ...
    class ADOPT_PLAN(Command):
        """A plan version that holds from its effective date."""
        person: str
        """Id of the person."""
        text: str
        """The plan's text."""
        fills: list[Fill]
        """Values for what a form leaves blank."""
        def __init__(self, person: str, text: str, fills: list[Fill]) -> None: ...
    class LOG_SESSION(Command):
        """A session that was held or tried."""
        person: str
        """Id of the person."""
        draft: SessionDraft
        """The session."""
        def __init__(self, person: str, draft: SessionDraft) -> None: ...
    class SKIP(Command):
        """A planned session that was not held."""
        person: str
        """Id of the person."""
        occurrence: str | None
        """Occurrence; `None` takes the slot that is due."""
        reason: str
        """`no_private_time`, `illness`, `travel`, `child_refuses`, `forgot`, `clinic_said` or `other`."""
        def __init__(self, person: str, occurrence: str | None, reason: str) -> None: ...
    class CHECK_IN(Command):
        """Answers to the check-in questions."""
        person: str
        """Id of the person."""
        answers: list[FactAnswer]
        """The answers; a question left out was not asked."""
        note: str | None
        """Words for the clinic. Triage does not read them."""
        def __init__(self, person: str, answers: list[FactAnswer], note: str | None) -> None: ...
    class OBSERVE(Command):
        """Something that was measured or seen between check-ins. A danger sign in it is answered at once, as a check-in would."""
        person: str
        """Id of the person."""
        at: str | None
        """When (RFC 3339); `None` means now."""
        what: Observed
        """What."""
        note: str | None
        """Words for the diary."""
        def __init__(self, person: str, at: str | None, what: Observed, note: str | None) -> None: ...
    class PAUSE(Command):
        """Pauses the plan for some days: they do not count against the person. The time without a session goes on being counted,
        and the notices say what that leads to.
        """
        person: str
        """Id of the person."""
        reason: str
        """Why, in the words of `Skip`."""
        from_date: str | None
        """First day (`YYYY-MM-DD`); `None` means today."""
        to_date: str | None
        """Last day, included; `None` while it is not known."""
        def __init__(self, person: str, reason: str, from_date: str | None, to_date: str | None) -> None: ...
    class END_PAUSE(Command):
        """Ends the pause: today counts again."""
        person: str
        """Id of the person."""
        def __init__(self, person: str) -> None: ...
    class TAKE_STEP(Command):
        """Accepts the step that is proposed."""
        person: str
        """Id of the person."""
        to_tenths_mm: int
        """The size accepted, in tenths of a millimetre: must be the one that is proposed."""
        def __init__(self, person: str, to_tenths_mm: int) -> None: ...
    class TAKE_STAGE(Command):
        """Moves the plan to another stage: opens its taper, goes on or back in it, or ends it. Holds from the next day on."""
        person: str
        """Id of the person."""
        stage: str
        """`full:1` for the first phase of the plan, `taper:1` for the first of its taper, or `done`: must be the one that
        is proposed, or the one that the clinic named.
        """
        clinic_said: bool
        """Whether the clinic named it, in the last talk or at the last visit that is written down."""
        def __init__(self, person: str, stage: str, clinic_said: bool) -> None: ...
    class RECORD_VISIT(Command):
        """A visit or procedure at the clinic; may set the size."""
        person: str
        """Id of the person."""
        draft: VisitDraft
        """The visit."""
        def __init__(self, person: str, draft: VisitDraft) -> None: ...
    class RECORD_CONTACT(Command):
        """What a clinician said; may lift a block."""
        person: str
        """Id of the person."""
        draft: ContactDraft
        """The talk."""
        def __init__(self, person: str, draft: ContactDraft) -> None: ...
    class ADD_DEVICE(Command):
        """A device that this person uses, and nobody else."""
        person: str
        """Id of the person."""
        draft: DeviceDraft
        """The device."""
        def __init__(self, person: str, draft: DeviceDraft) -> None: ...
    class CARE_FOR_DEVICE(Command):
        """Something that was done with a device: it was looked at, cleaned, disinfected, or put away for good."""
        person: str
        """Id of the person."""
        device: str
        """Id of the device, or its name."""
        at: str | None
        """When (RFC 3339); `None` means now."""
        care: DeviceCare
        """What."""
        def __init__(self, person: str, device: str, at: str | None, care: DeviceCare) -> None: ...
    class AMEND(Command):
        """Puts an entry right: a session, a skip, a check-in, an observation, a visit, a device or what was done with one. What stood there before is kept and shown. It opens
        nothing that an answer of the triage closed, and more than a day later it earns no step.
        """
        person: str
        """Id of the person."""
        entry: str
        """Id of the entry, as the timeline shows it."""
        change: Correction
        """Everything about it, not only what changes: `entry_details` with the changes made."""
        def __init__(self, person: str, entry: str, change: Correction) -> None: ...
    class UNDO(Command):
        """Takes the last change of an entry back: it stands again as before that. The change is kept and shown, too. Once more
        brings it in again.
        """
        person: str
        """Id of the person."""
        entry: str
        """Id of the entry, as the timeline shows it."""
        def __init__(self, person: str, entry: str) -> None: ...
    class TAKE_OUT(Command):
        """Takes an entry out that was a slip, within ten minutes after this device wrote it and before it was changed: everything
        is worked out without it. The timeline goes on showing it, as taken out. One to which triage answered with a sign
        stays, and so does what only the next word puts right: what the clinic said, a plan, a step, a pause.
        """
        person: str
        """Id of the person."""
        entry: str
        """Id of the entry, as `Recorded` and the timeline name it."""
        def __init__(self, person: str, entry: str) -> None: ...

class Correction:
    """An entry of the log as it would be entered now: what `entry_details` shows, and what `Amend` puts in its place. It is of
    the same kind as the entry. A time that is left out stays as it was.
    """
    class SESSION(Correction):
        """A session that was held or tried. Without `occurrence` it keeps the planned session that it belongs to, or finds the
        one that fits where it moves to another day.
        """
        draft: SessionDraft
        """All of the session."""
        def __init__(self, draft: SessionDraft) -> None: ...
    class SKIP(Correction):
        """A planned session that was not held."""
        occurrence: str | None
        """The planned session; `None` keeps the one it was."""
        reason: str
        """Why, in the words of the command `Skip`."""
        def __init__(self, occurrence: str | None, reason: str) -> None: ...
    class CHECK_IN(Correction):
        """Answers to the check-in questions."""
        answers: list[FactAnswer]
        """All answers; a question left out was not asked."""
        note: str | None
        """Words for the clinic."""
        def __init__(self, answers: list[FactAnswer], note: str | None) -> None: ...
    class OBSERVATION(Correction):
        """Something that was measured or seen."""
        at: str | None
        """When (RFC 3339); `None` keeps the time."""
        what: Observed
        """What."""
        note: str | None
        """Words for the diary."""
        def __init__(self, at: str | None, what: Observed, note: str | None) -> None: ...
    class VISIT(Correction):
        """A visit or procedure at the clinic."""
        draft: VisitDraft
        """All of the visit."""
        def __init__(self, draft: VisitDraft) -> None: ...
    class DEVICE(Correction):
        """A device."""
        draft: DeviceDraft
        """All of the device."""
        def __init__(self, draft: DeviceDraft) -> None: ...
    class DEVICE_CARE(Correction):
        """What was done with a device."""
        at: str | None
        """When (RFC 3339); `None` keeps the time."""
        care: DeviceCare
        """What."""
        def __init__(self, at: str | None, care: DeviceCare) -> None: ...

class DeviceCare:
    """What is done with a device."""
    class CHECKED(DeviceCare):
        """It was looked at before it was used."""
        answers: list[FactAnswer]
        """An answer to each of its `questions`: `true`, `false` or `unknown`."""
        def __init__(self, answers: list[FactAnswer]) -> None: ...
    class CLEANED(DeviceCare):
        """It was cleaned with soap and warm water."""
        disinfected: str | None
        """How it was disinfected as well: `boiled`, `bleach` or `makers_way`; `None` where it was not."""
        def __init__(self, disinfected: str | None) -> None: ...
    class RETIRED(DeviceCare):
        """It is used no more."""
        reason: str
        """`replaced`, `broken`, `lost` or `other`."""
        def __init__(self, reason: str) -> None: ...

class DeviceState(enum.Enum):
    """Whether a device may be used now."""
    READY = 0
    """It was looked at today, and nothing bars it."""
    UNCHECKED = 1
    """It is to be looked at before it is used today."""
    BARRED = 2
    """Something bars it."""
    RETIRED = 3
    """It was put away for good."""

class DispositionWord(enum.Enum):
    """Whom to see and how fast, from the mildest to the most urgent."""
    CONTINUE = 0
    """Nothing found that asks for a change."""
    PAUSE_AND_RECHECK = 1
    """Rest, then answer the questions again."""
    CONTACT = 2
    """Speak with the clinic within some days."""
    SAME_DAY = 3
    """A clinician today, day or night."""
    EMERGENCY = 4
    """Emergency care now."""

class FitWord(enum.Enum):
    """Whether two things may meet."""
    FITS = 0
    """They may."""
    DOES_NOT_FIT = 1
    """They may not."""
    NOT_KNOWN = 2
    """No source tells; the maker or the clinic knows."""

class FreshnessWord(enum.Enum):
    """What a freshness code that was kept elsewhere says of a vault."""
    FRESH = 0
    """Everything that was there when the code was taken is there."""
    UNKNOWN = 1
    """The code is of another vault, or of this one before an older state was accepted: it says nothing here."""
    ROLLED_BACK = 2
    """Entries that were there when the code was taken are gone: an older copy was put back."""

class GateWord(enum.Enum):
    """What the next session may be, as one word: the most restrictive thing that holds."""
    ALLOW = 0
    """Go on as the plan says."""
    SAME_SIZE = 1
    """Go on, at the present size."""
    STEP_DOWN = 2
    """Go on, at a smaller size."""
    WAIT = 3
    """Not yet; answer the questions again first. Without `until` no plan has begun: no plan is in force, or its first day
    is still to come.
    """
    BLOCKED = 4
    """Not until a clinician releases it, or, in `TodayView`, not before the clinic was asked: the last answers do not
    say so, but the plan has ended, was interrupted for too long, or goes no further.
    """

class GradusError(Exception):
    """Why a call did not do what it was asked. Nothing half-done is left behind, and no arm carries a secret."""
    class Locked(GradusError):
        """The vault is locked; ask for the passcode and open it again."""
        def __init__(self) -> None: ...
    class WrongSecret(GradusError):
        """The passcode or the recovery code is not the one of this vault."""
        def __init__(self) -> None: ...
    class TooManyTries(GradusError):
        """Too many wrong passcodes in a row, and the next one has to wait. Nothing was tried. The recovery code opens all the
        same.
        """
        wait_seconds: int
        """How long until the next one, in whole seconds."""
        def __init__(self, wait_seconds: int) -> None: ...
    class DeviceSecretGone(GradusError):
        """The passcode opens this vault only together with the secret that the keystore of its device held: none was given, or
        that of another device, as after a reinstallation or on a new phone. Nothing was tried, and nothing counted. Ask for
        the recovery code; after it a new passcode can be set for this device.
        """
        def __init__(self) -> None: ...
    class Erased(GradusError):
        """That was one wrong passcode more than the owner of this vault wanted to allow (`set_lock_policy`). It was erased on this
        device, and nothing opens it any more.
        """
        def __init__(self) -> None: ...
    class EasyPasscode(GradusError):
        """The passcode that is to be set can be tried out. Nothing was changed. Say the arithmetic, and what would last: five
        words chosen at random, or six digits that are no run on a device whose keystore holds a secret beside them.
        """
        guesses: int
        """How many passcodes of its kind there are, at most; a name, a date or a word is found much sooner."""
        per_hour: int
        """How many of them somebody tries in an hour: a strong machine with a copy of the vault, or, beside a device secret,
        1 by whoever has the device.
        """
        seconds: int
        """How long it takes to try all of them, in seconds."""
        def __init__(self, guesses: int, per_hour: int, seconds: int) -> None: ...
    class SecretNeeded(GradusError):
        """What was asked makes the lock weaker, or begins a count of wrong passcodes anew. Nothing was changed: ask for the passcode
        or the recovery code, and hand it in.
        """
        def __init__(self) -> None: ...
    class InboxFull(GradusError):
        """So much was noted while the vault was locked that no more fits. Nothing that waits is lost: ask for the passcode, and write
        this down in the open diary.
        """
        def __init__(self) -> None: ...
    class LastWay(GradusError):
        """This way into the vault stays: nothing else that lies in a head or on paper would open it. A recovery code can be
        renewed.
        """
        def __init__(self) -> None: ...
    class NotFound(GradusError):
        """There is no such thing."""
        what: str
        """What was looked for."""
        right: str
        """What would be right. It may hold names of people, and has no place in a log file."""
        def __init__(self, what: str, right: str) -> None: ...
    class Invalid(GradusError):
        """What was handed in is wrong in these places."""
        fields: list[WrongField]
        """The places, all of them."""
        def __init__(self, fields: list[WrongField]) -> None: ...
    class Refused(GradusError):
        """Understood and not allowed, or a folder that holds no vault or is not empty."""
        why: str
        """Why, and what would be allowed."""
        def __init__(self, why: str) -> None: ...
    class NewerVersion(GradusError):
        """A newer version of Gradus wrote this file. It was not touched."""
        file: str
        """The file's name."""
        def __init__(self, file: str) -> None: ...
    class Damaged(GradusError):
        """A file of the vault is damaged, cut short, missing or older than its mark. Nothing was changed."""
        file: str
        """The file's name."""
        kind: str
        """`damaged`, `truncated`, `missing` or `rolled_back`."""
        what: str
        """What does not hold."""
        mendable: bool
        """Whether mending can put it right without losing an entry."""
        def __init__(self, file: str, kind: str, what: str, mendable: bool) -> None: ...
    class Busy(GradusError):
        """Another program has this vault open."""
        def __init__(self) -> None: ...
    class Storage(GradusError):
        """The device refused to read or write."""
        file: str
        """The file's name."""
        what: str
        """What the system said."""
        def __init__(self, file: str, what: str) -> None: ...
    class Internal(GradusError):
        """A fault of this library. What was asked may have been written or not. A vault whose call broke off is locked already; lock
        any other that was open, open it again and look.
        """
        what: str
        """Where it happened; never user data."""
        def __init__(self, what: str) -> None: ...

class InterviewPart(enum.Enum):
    """To which part of the interview the next question belongs, in the order of the parts."""
    REQUIRED = 0
    """What every check-in of this person begins with."""
    RAISED = 1
    """What the answers so far make necessary. What asks more closely about an answer comes right after it, between the
    required questions.
    """
    ANYTHING_ELSE = 2
    """Whether anything else is different; its id is `anything_else`. Then what that is about, under `about.1`, `about.2` and so
    on: a level question whose levels are topics, with `nothing_more` as the last. Between the turns stands what the topic
    that was picked asks for, as part of the rest.
    """
    FURTHER = 3
    """The rest."""
    DONE = 4
    """All is asked."""

class NextActionKind(enum.Enum):
    """What the main button leads to."""
    RETURN_TO_SESSION = 0
    """Back to the session that goes on, or that is over and not written down yet."""
    CALL_EMERGENCY = 1
    """A call for emergency care. The shell knows the number of the country, and brings it to the dialler; nothing calls by
    itself.
    """
    CALL_CLINIC = 2
    """A call to the clinic: `contacts` has the numbers, the first one to be called first. What was said is written down
    after it.
    """
    RECORD_CONTACT = 3
    """The clinic is to be called, and no plan names a number: what was said is written down."""
    IMPORT_PLAN = 4
    """The plan from the clinic is brought in."""
    CHECK_IN = 5
    """The questions are answered."""
    END_PAUSE = 6
    """The pause of the plan is ended."""
    START_SESSION = 7
    """A session begins."""

class NotSavedWhy(enum.Enum):
    """Why an entry of a damaged vault was not saved."""
    UNREADABLE = 0
    """The place where it lay cannot be read."""
    CHANGED = 1
    """It is not what was written."""
    BEYOND_BREAK = 2
    """It can be read, and something that its writer wrote before it cannot: nobody knows what that changed."""
    BODY_GONE = 3
    """It is in the new vault, and what it said is gone, although no order to erase that is left."""

class Observed:
    """Something that was measured or seen between check-ins, as it is entered."""
    class TEMPERATURE(Observed):
        """A reading of a thermometer."""
        value: str
        """The reading with its unit, such as `38.1 C` or `100.6 F`; without a unit it is in Celsius."""
        method: str
        """`axillary`, `tympanic`, `forehead`, `oral`, `rectal` or `not_said`."""
        antipyretic_at: str | None
        """When a fever-lowering medicine was last taken (RFC 3339); `None` when none was, or nobody said."""
        def __init__(self, value: str, method: str, antipyretic_at: str | None) -> None: ...
    class STOOL(Observed):
        """A bowel movement, or several that were alike. What is left out was not said."""
        bristol: int | None
        """Its form on the Bristol scale, 1 to 7."""
        count: int | None
        """How many, 1 to 50."""
        blood: str | None
        """Blood with it: `none`, `streak`, `pink_tint`, `drip`, `red_bowl`, `clots`, `non_stop` or `unknown`."""
        blood_mixed: str | None
        """Whether blood was mixed into it: `true`, `false` or `unknown`."""
        colour: str | None
        """`usual`, `dark_with_iron_or_food` or `black_or_maroon`."""
        outlet: str | None
        """Where it came from, in somebody with a stoma: `bottom` or `stoma`."""
        def __init__(self, bristol: int | None, count: int | None, blood: str | None, blood_mixed: str | None, colour: str | None, outlet: str | None) -> None: ...
    class CONTINENCE(Observed):
        """A score of continence."""
        scale: str
        """The name of the scale; of `wexner`, `st_marks` and `lars` the range is known."""
        score: int
        """The score, from 0 on."""
        most: int | None
        """The greatest value of the scale, 1 to 100; may be left out where the range is known."""
        def __init__(self, scale: str, score: int, most: int | None) -> None: ...
    class FLACC(Observed):
        """Pain of somebody who cannot say it, as an observer scores it (FLACC)."""
        score: int
        """0 to 10."""
        def __init__(self, score: int) -> None: ...
    class DISTRESS(Observed):
        """How hard it is for whoever looks after the person. The report tells it only together with the notes."""
        score: int
        """0 to 10."""
        def __init__(self, score: int) -> None: ...

class PracticePerson(enum.Enum):
    """Somebody who is ready-made, for tests, previews and a look around. Nobody who lives."""
    INFANT_AFTER_ANOPLASTY = 0
    """Mia, a baby on the 20th day after her anoplasty, with a week of sessions twice a day behind her."""
    ADULT_WITH_STENOSIS = 1
    """Robin, an adult with a stricture in the fifth week of a plan of their own."""

class ProofKind(enum.Enum):
    """Which secret proves that the owner asks for a change of the ways into an open vault."""
    PASSCODE = 0
    """The passcode, with the device's secret beside it where the keystore holds one. A wrong one is counted."""
    RECOVERY_CODE = 1
    """The recovery code as it was typed."""

class ProposalKind(enum.Enum):
    """What is proposed for the size."""
    ADVANCE = 0
    """One size up."""
    HOLD = 1
    """Stay."""
    STEP_BACK = 2
    """Down."""
    AT_GOAL = 3
    """The goal is reached."""
    ASK_CLINIC = 4
    """The clinic decides."""

class ReminderOpens(enum.Enum):
    """Where a reminder leads."""
    SESSION = 0
    """The session that is asked for."""
    TODAY = 1
    """The person's day, where a call or a question is open, such as whether what went in is out."""

class RotationWord(enum.Enum):
    """What a renewal of the key left to be told."""
    UNDONE = 0
    """It was cut short. The old key, the old passcode and the old recovery code are in force, and nothing is lost."""
    CODE_NOT_NOTED = 1
    """A new key or a new recovery code is in force, and nobody has said that the new code was written down."""

class RunActionKind(enum.Enum):
    """What an action of a session is."""
    STOP = 0
    """Ends the session, for whatever reason. To be reached at once, whatever else is shown."""
    SIGN = 1
    """A danger sign. It ends the session."""
    BLOOD = 2
    """How much blood there is: ask for one of `choices`. Any amount ends the session."""
    PAIN = 3
    """How much it hurts now: ask for one of `choices`. From 7 on it ends the session."""
    NEXT = 4
    """What leads on. There is never more than one."""
    BREAK = 5
    """A break."""

class RunCueKind(enum.Enum):
    """A sound, a touch and a sentence at one time."""
    START = 0
    """It begins."""
    HALF = 1
    """Half of it is over."""
    TEN_SECONDS = 2
    """Ten seconds are left."""
    END = 3
    """It is over."""
    OVERRUN = 4
    """It has lasted longer than the plan allows."""

class RunStage(enum.Enum):
    """What is to be done in a session that goes on."""
    CHECK_LIST = 0
    """Look at each point of the check list."""
    READY = 1
    """Put in the next size."""
    HOLDING = 2
    """Hold."""
    TAKE_OUT = 3
    """Take it out now."""
    RESTING = 4
    """Rest before the next one."""
    PAUSED = 5
    """A break."""
    AFTER_CARE = 6
    """Clean, and put away."""
    DONE = 7
    """Everything is done; `finish_run` writes it down."""

class SettingWord(enum.Enum):
    """Where dilation is to be done, from the freest to the least free."""
    SELF_DIRECTED = 0
    """An adult's own practice."""
    HOME = 1
    """At home, by the plan and under the lead of a clinic."""
    PROFESSIONAL = 2
    """By a clinician, or begun by one first."""
    NOT_NOW = 3
    """Not now: something is to be looked at, or to heal, first."""

class SizeLimit(enum.Enum):
    """Which sizes the next session may use."""
    STEP = 0
    """A step up is allowed when the plan offers one."""
    SAME = 1
    """The present size."""
    DOWN = 2
    """`sizes_down` below the present size; 0 where the plan has none below it, and the clinic is asked first."""
    START = 3
    """The size the plan began with."""

class SlotStatus(enum.Enum):
    """How a planned session stands."""
    UPCOMING = 0
    """Later today."""
    DUE = 1
    """Due now; where the day is free, on any day of its week."""
    OPTIONAL = 2
    """May be held and is not asked for: between what the plan asks for and what it allows. It is never missed."""
    LATE = 3
    """Its time has passed, and it can still be held."""
    DONE = 4
    """Held."""
    SKIPPED = 5
    """Skipped with a reason, or tried and not held; nobody is asked to try again."""
    MISSED = 6
    """Its day has passed."""
    GATED = 7
    """The gate is closed; it does not count against the person."""

class WayInKind(enum.Enum):
    """What a way into the vault takes."""
    PASSCODE = 0
    """A passcode alone."""
    PASSCODE_ON_DEVICE = 1
    """A passcode and the secret that this device's keystore holds, both."""
    PLATFORM = 2
    """A secret that a keystore gives out by itself, as after a fingerprint."""
    RECOVERY_CODE = 3
    """The recovery code on paper."""
    UNKNOWN = 4
    """Something that a later version knows."""

class Gradus:
    """An open vault. Every call takes the moment at which it is made; no call waits for a network, because there is none.

    Calls may come from any thread; they pass one after another.
    """
    @classmethod
    def open(cls, folder: str, passcode: bytes, now: ClockReading) -> Gradus:
        """Opens the vault in `folder` with its passcode. The whole vault is checked; a failure changes no file."""
        ...
    @classmethod
    def open_by_platform(cls, folder: str, platform_secret: bytes, now: ClockReading) -> Gradus:
        """Opens the vault in `folder` with a secret that the keystore gave out by itself, as after a fingerprint."""
        ...
    @classmethod
    def open_on_device(cls, folder: str, passcode: bytes, device_secret: bytes, now: ClockReading) -> Gradus:
        """Opens the vault in `folder` on a device whose keystore holds a secret beside the passcode. It opens a vault that asks
        for both, and one that asks for the passcode alone.
        """
        ...
    @classmethod
    def practice(cls, seed: int, now: ClockReading) -> Gradus:
        """Makes a vault in memory for tests, previews and a look around: no file, no passcode, gone when it is locked.

        Every random byte follows from `seed`, so the same calls give the same ids in every language. Its keys protect
        nothing, and it can never be put on a disk.
        """
        ...
    @classmethod
    def practice_with(cls, seed: int, people: list[PracticePerson], now: ClockReading) -> Gradus:
        """Makes a vault in memory with ready-made people in it, whose diaries end just before `now`."""
        ...
    @classmethod
    def recover(cls, folder: str, recovery_code: bytes, now: ClockReading) -> Gradus:
        """Opens the vault in `folder` with its recovery code as it was typed, in UTF-8: case, spaces and dashes do not
        matter.
        """
        ...
    def abandon_run(self, person: str, now: ClockReading) -> None:
        """Leaves a session in which nothing went in and nothing was told. Every other one is ended and written down."""
        ...
    def add_platform_way(self, proof: ProofKind, secret: bytes, device_secret: bytes, platform_secret: bytes, replaced: int | None, now: ClockReading) -> int:
        """Lets `platform_secret`, 32 to 1,024 random bytes that the keystore gives out by itself, as after a fingerprint, open
        the vault from now on, and tells the id of that way. With `replaced` it takes the place, and the id, of an earlier
        one. `device_secret` is empty where the keystore holds none.
        """
        ...
    def change_count(self) -> int:
        """A number that grows with every entry that is written, for `changes_since`. Costs next to nothing."""
        ...
    def change_passcode(self, proof: ProofKind, secret: bytes, new_passcode: bytes, device_secret: bytes, trial_ms: int, now: ClockReading) -> None:
        """Puts `new_passcode` in the place of the one that there is. `secret` is the present passcode or the recovery code, as
        `proof` says; a wrong passcode is counted. The log is not touched, however long it is. Copies of the folder made
        before open as they did.

        Where this device's keystore holds a secret, `device_secret` is that one: it proves the present passcode where that
        asks for it, and the new one will. Where it is empty, the new passcode opens the vault alone. After a reinstallation,
        or on a new phone, the recovery code is the proof and `device_secret` a new one.

        `trial_ms` is how many milliseconds `stretch_trial` took on this device; 0 where that was not measured.
        """
        ...
    def changes_since(self, since: int) -> Changes:
        """Whose views are stale since the count was `since`; with 0, everybody's."""
        ...
    def devices(self, person: str, now: ClockReading) -> DevicesView:
        """The devices of a person: which may be used today, what bars the others, what is due, and which sizes of the plan none of
        them has. A device is added, looked at, cleaned and put away by `record`, and changed by `Amend`.
        """
        ...
    def entry_details(self, person: str, entry: str) -> Correction:
        """An entry of the log as it would be entered, by its id in the timeline: a session, a skip, a check-in or a visit. To put
        it right, hand it to `record` in an `Amend`, with the changes made.
        """
        ...
    def finish_run(self, person: str, details: RunDetailsDraft, now: ClockReading) -> RunRecorded:
        """Writes down a session that is over, with what only the person can say. In one step it is in the diary and no longer
        goes on.
        """
        ...
    def import_sessions(self, person: str, csv: str, mapping: list[ColumnChoice], write: bool, now: ClockReading) -> ImportView:
        """Reads a diary in CSV. With `write` false nothing is written and the answer is a preview."""
        ...
    def inbox_news(self) -> InboxView:
        """What became of the notes that were made while the vault was locked: how many were taken in at this unlock, and what is
        to be told of them. What this answers is not told again, so show it.
        """
        ...
    def interview(self, person: str, replies: list[InterviewReply], now: ClockReading) -> InterviewView:
        """What to ask this person next at a check-in, after these replies in the order of asking, and whether what was said so
        far must be shown at once. Writes nothing; the answers go to `record` when the interview is over.
        """
        ...
    def keep_interview(self, person: str, replies: list[InterviewReply], now: ClockReading) -> InterviewView:
        """As `interview`, and keeps the replies, so that a check-in in which the app was locked or killed goes on where it was: hand
        in every reply after each answer, and none to forget them. Where the answers so far are `urgent` they are written down at
        once.
        """
        ...
    def kept_interview(self, person: str, now: ClockReading) -> list[InterviewReply]:
        """The replies of a check-in of this person that is not over, if they are at most 12 hours old: offer to go on with them.
        They count for nothing until they are written down.
        """
        ...
    def lock(self) -> None:
        """Drops the keys and closes the files. Later calls answer `Locked`; calling it again does nothing.

        May be called from another thread while a call is running: that call breaks off with `Locked` and has written
        nothing, or ends because it was nearly done.

        Two kinds of call are waited for. The stretching of a passcode (`change_passcode`, `rotate_key` and what else takes a
        proof) cannot be broken off: half a second where `trial_ms` was handed in, once for the proof and once for the new
        passcode. The charts and the page of a year take some 5 milliseconds on a desktop.
        """
        ...
    def people(self) -> list[PersonRef]:
        """Everybody in this vault."""
        ...
    def person(self, name_or_id: str | None) -> PersonRef:
        """One person by id or by name; without either, the only one."""
        ...
    def person_details(self, person: str) -> PersonDraft:
        """What is told about one person, named by id or by name, as it would be entered: to be shown, or changed and handed to
        `record`.
        """
        ...
    def plan(self, person: str, now: ClockReading) -> PlanView:
        """The plan in force."""
        ...
    def plan_for(self, person: str, text: str, fills: list[Fill], now: ClockReading) -> PlanView:
        """A plan with its blanks filled, as it would stand for this person: with what is unusual about it for their age, their
        present size and the day of their operation. Writes nothing: show it, and ask, before the plan is adopted.
        """
        ...
    def plan_history(self, person: str) -> list[PlanView]:
        """Every version of the plan, the oldest first."""
        ...
    def plan_known(self, person: str, now: ClockReading) -> list[Fill]:
        """What the vault knows already of what a plan form leaves blank, to be offered and confirmed."""
        ...
    def plan_preview(self, person: str, weeks: int, now: ClockReading) -> PreviewView:
        """Where the plan stands, what is proposed for that, and the next weeks (1 to 26) as they will come, if all goes well and
        with a bad week. Writes nothing.
        """
        ...
    def plan_replaced(self, person: str, text: str, fills: list[Fill], now: ClockReading) -> PlanReplaced | None:
        """What would change if this plan, with its blanks filled, took the place of the one in force; nothing while none is.
        Writes nothing: show it, and ask, before the plan is adopted.
        """
        ...
    def progress(self, person: str, now: ClockReading) -> ProposalView:
        """What is proposed for the size, and why."""
        ...
    def record(self, command: Command, now: ClockReading) -> Recorded:
        """Writes one thing down. When this returns it is on the disk."""
        ...
    def recovery_code_noted(self) -> None:
        """The person has the new recovery code on paper: `rotation_left` tells nothing of it any more."""
        ...
    def reminders(self, now: ClockReading) -> list[ReminderView]:
        """When the phone is to remind of the sessions and open calls of everybody in this vault: at most 60 times of the next 30
        days, the next one first, as civil time and without a name. Take back every notice that stands and post these, after
        each change and each unlock.
        """
        ...
    def remove_way(self, proof: ProofKind, secret: bytes, device_secret: bytes, id: int, now: ClockReading) -> None:
        """Closes a way into the vault, by its id in `ways_in`. The recovery code stays, and can be renewed. `device_secret` is
        empty where the keystore holds none.
        """
        ...
    def renew_recovery_code(self, proof: ProofKind, secret: bytes, device_secret: bytes, now: ClockReading) -> RenewedCode:
        """Makes another recovery code, which is shown once. The one before opens the vault no more, nor does it where this ends
        in `Storage`: make another one then.
        """
        ...
    def report_html(self, person: str, from_date: str | None, to_date: str | None, with_notes: bool, now: ClockReading) -> str:
        """A self-contained HTML page with charts for the days between two civil dates, both included."""
        ...
    def rotate_key(self, proof: ProofKind, secret: bytes, new_passcode: bytes, device_secret: bytes, trial_ms: int, now: ClockReading) -> SetUp:
        """Gives the vault a new key, `new_passcode` (the same one or another) and a new recovery code; every other way in ends.
        `proof`, `secret`, `device_secret` and `trial_ms` are as in `change_passcode`.

        For when somebody may have a copy of the folder, or has seen the passcode or the recovery code: a changed passcode
        leaves them the key, this does not. Nobody can take back what they can read already. It needs as much space again for
        a while. Show the code, and call `recovery_code_noted` once it is on paper.
        """
        ...
    def rotation_left(self) -> RotationView | None:
        """What a renewal of the key left to be told, to be asked after each opening: that it was cut short, or that its new
        recovery code may not have been read; nothing otherwise.
        """
        ...
    def run(self, person: str, now: ClockReading) -> RunView | None:
        """The session of this person that goes on, as it stands at this moment; nothing where none does."""
        ...
    def run_event(self, person: str, event: str, now: ClockReading) -> RunView:
        """Tells what happened just now: `tick:ITEM`, `in`, `out`, `pause`, `resume`, `pain:0` to `pain:10`, `blood:AMOUNT`,
        `sharp_pain`, `cannot_pass`, `stuck`, `faint`, `said_stop`, `stop` or `after_care_done`. No sign and no stop is ever
        refused. When this returns it is on the disk.
        """
        ...
    def set_language(self, tag: str) -> str:
        """Chooses the language of every answer from now on, by a tag such as `es` or `es-MX`, and tells which one that is:
        English before, and for a tag whose language is not spoken here. It is kept in this handle and in no vault, so it is
        chosen again after each opening.
        """
        ...
    def set_lock_policy(self, proof: ProofKind | None, secret: bytes, device_secret: bytes, policy: LockPolicyView, now: ClockReading) -> None:
        """Changes what this device does with the vault at a lock. `lock_policy` tells it, also before the vault is open.

        What makes it weaker asks for a secret once more, as `change_passcode` does: longer open in the background or with the screen
        off, more wrong passcodes before everything is erased, or none. So does any change while wrong passcodes are counted.
        Without `proof`, `secret` and `device_secret` are not looked at, only what is stricter or the same is taken, and anything
        else is `SecretNeeded`.
        """
        ...
    def setting(self, person: str, answers: list[FactAnswer], now: ClockReading) -> SettingView:
        """Where dilation is to be done for this person: not now, with a clinician, at home under the lead of a clinic, or
        self-directed; by their background, plan and log, and by the answers handed in, which are those of `screens`. Writes
        nothing: hand all answers in at each look.
        """
        ...
    def start_run(self, person: str, draft: RunDraft, now: ClockReading) -> RunView:
        """Begins a session of this person: what the plan asks for now, at the size that is allowed. It is kept from now on,
        whatever happens to the app, until it is written down or left.
        """
        ...
    def timeline(self, person: str, from_date: str | None, to_date: str | None, now: ClockReading) -> TimelineView:
        """What happened between two civil dates (`YYYY-MM-DD`), both included; without dates, everything."""
        ...
    def today(self, person: str, now: ClockReading) -> TodayView:
        """The first screen of one person, named by id or by name."""
        ...
    def trends(self, person: str, from_date: str | None, to_date: str | None, now: ClockReading) -> TrendsView:
        """How it went between two civil dates (`YYYY-MM-DD`), both included, as charts: each a sentence, points, a table and a
        drawing that say the same. Without dates, everything.
        """
        ...
    def verify(self, now: ClockReading, not_older_than: str | None = ...) -> VerifyView:
        """Checks every byte that can be checked. With a freshness code that an earlier answer gave and that was kept outside of
        the vault, also whether an older copy of the whole folder was put in its place.
        """
        ...

def accept_older_state(folder: str, passcode: bytes, now: ClockReading) -> VerifyView:
    """Mends, and takes what is there for the whole truth where the vault may be an older state of itself. What was written
    since that state is lost. Only for a person who knows why, and never unasked.
    """
    ...
def accept_older_state_by_recovery(folder: str, recovery_code: bytes, now: ClockReading) -> VerifyView:
    """`accept_older_state` with the recovery code in place of the passcode."""
    ...
def accept_older_state_on_device(folder: str, passcode: bytes, device_secret: bytes, now: ClockReading) -> VerifyView:
    """`accept_older_state` on a device whose keystore holds a secret beside the passcode."""
    ...
def create_light_vault(folder: str, passcode: bytes, now: ClockReading) -> SetUp:
    """Makes a new vault whose passcode is stretched as little as is accepted: for tests, and for phones on which opening
    would take seconds. A stolen copy of it is tried about four times as fast.
    """
    ...
def create_vault(folder: str, passcode: bytes, now: ClockReading) -> SetUp:
    """Makes a new vault in `folder`, which must not exist or be empty, and returns its recovery code, once.

    The passcode is any bytes that cannot be tried out in a month. The vault is closed again when this returns.
    """
    ...
def create_vault_on_device(folder: str, passcode: bytes, device_secret: bytes, trial_ms: int, now: ClockReading) -> SetUp:
    """Makes a new vault whose passcode opens it only together with `device_secret`: 32 to 1,024 random bytes that this device's
    keystore holds and no backup does. A copy of the folder cannot be tried out then, so that six digits are enough. After a
    reinstallation, or on a new phone, only the recovery code opens it.

    The passcode is stretched for half a second on this device, by how many milliseconds `stretch_trial` took on it; 0 where
    that was not measured.
    """
    ...
def erase_vault(folder: str, language: str | None = ...) -> ErasedView:
    """Destroys the vault in `folder` for good, first what wraps its key and then its files; nothing else in the folder is
    touched. It takes no secret: ask for a typed word before, and delete what the keystore holds of this vault first. The
    vault must be locked. After a crash or an error call it again; where no vault is, it does nothing and says so.

    It reaches no copy elsewhere. `language` is a tag such as `es`; English without it.
    """
    ...
def facts(language: str | None = ...) -> list[FactQuestion]:
    """Every fact that triage knows, with its question, in the order of the vocabulary; in the language of a tag, as `triage`."""
    ...
def interview_without_vault(replies: list[InterviewReply], now: ClockReading, language: str | None = ...) -> InterviewView:
    """What to ask next after these replies, without a vault: what is known of the person, such as `age_days`, stands among
    the replies. In the language of a tag, as `triage`.
    """
    ...
def lock_policy(folder: str) -> LockPolicyView:
    """What this device does with the vault in `folder` at a lock. It needs no secret."""
    ...
def log_while_locked(folder: str, person: str, note: str, now: ClockReading, occurrence: str | None = ...) -> LockedView:
    """Notes that a session was held as planned (`done`) or knowingly not held (`skipped`), while the vault is locked. `person` is
    the id that a reminder carries; `occurrence` names the session, and without it the one is meant that is due now.

    The note is sealed, and on the disk when this returns. It is taken in at the next unlock, and earns no step up. Where so many
    wait that no more fits, it is `InboxFull`, and nothing is lost.
    """
    ...
def lubricant_fit(lubricant: str, surface: str, language: str | None = ...) -> FitView:
    """Whether a lubricant may meet a surface, a device's or a glove's: `water`, `silicone`, `oil`, `numbing_gel` or `unsuitable`
    (saliva, soap, lotion) on `silicone`, `latex`, `metal`, `glass` or `plastic`. In the language of a tag, as
    `triage`.
    """
    ...
def mend_vault(folder: str, passcode: bytes, now: ClockReading) -> VerifyView:
    """Puts right what can be put right without losing an entry: a damaged second copy of the header, one damaged slot of the
    mark, a damaged index. The rest of the vault is checked before, and everything once more after.
    """
    ...
def mend_vault_by_recovery(folder: str, recovery_code: bytes, now: ClockReading) -> VerifyView:
    """`mend_vault` with the recovery code in place of the passcode."""
    ...
def mend_vault_on_device(folder: str, passcode: bytes, device_secret: bytes, now: ClockReading) -> VerifyView:
    """`mend_vault` on a device whose keystore holds a secret beside the passcode."""
    ...
def occurrences(text: str, fills: list[Fill], from_date: str, to_date: str) -> list[OccurrenceView]:
    """The sessions that a plan asks for between two civil dates (`YYYY-MM-DD`), both included, at most ten years apart."""
    ...
def passcode_tries(folder: str, now: ClockReading) -> PasscodeTries:
    """How many passcodes may be tried on the vault in `folder` before the next wait, and how long a wait still runs: for the
    screen that asks for one. Five wrong ones in a row cost nothing; the next waits 30 seconds, then 1, 5 and 15 minutes,
    then an hour each. A right one begins the count anew. The recovery code is not counted and never waits.
    """
    ...
def plan_blanks(text: str, language: str | None = ...) -> list[BlankView]:
    """What a plan form leaves to the clinician; that of a published one in the language of a tag, as `triage`."""
    ...
def plan_check(text: str, fills: list[Fill], language: str | None = ...) -> PlanView:
    """Reads a plan without adopting it; in the language of a tag, as `triage`."""
    ...
def published_plans(language: str | None = ...) -> list[PublishedPlan]:
    """The published programmes that come with this version; their titles in the language of a tag, as `triage`."""
    ...
def rules(language: str | None = ...) -> list[RuleExplained]:
    """Every rule of the pack with its condition, what it asks for and what it rests on, in the order of the pack; in the
    language of a tag, as `triage`.
    """
    ...
def run_event_while_locked(folder: str, run: str, event: str, now: ClockReading) -> LockedView:
    """Tells what happened just now in a session that goes on, while the vault is locked. `run` is its name in `while_locked`; the
    events are those of `run_event`, but for a point of the check list, which is `tick:1` and so on.

    It is sealed, and on the disk when this returns. At the next unlock the session is as if it had been told there, but that it
    earns no step up. What ends a session always has a place; of anything else so much can be told that no more fits, and it is
    `InboxFull`. The same sign told twice is two notes.
    """
    ...
def salvage_vault(folder: str, proof: ProofKind, secret: bytes, device_secret: bytes, new_passcode: bytes, draft: SalvageDraft, now: ClockReading) -> SalvageView:
    """Makes a new vault with everything that holds of the one in `folder`, which is damaged beyond mending: each entry whose bytes
    are what was written, and before which nothing of its writer is lost. It has `new_passcode` and a recovery code of its own, to
    be shown once; call `recovery_code_noted` on the open vault once it is on paper. What could not be saved is told, for the
    person and for the clinic. In the damaged folder only a passcode that was tried is counted, and nothing else is changed.

    Unless it is proven that nothing is missing, sessions wait in the new vault until every question was answered again, and the
    next size until the clinic was spoken to. For a person who has no sound copy, and never unasked.

    `secret` opens the damaged vault: its passcode or recovery code, as `proof` says. Where this device's keystore holds a secret,
    `device_secret` is that one: it proves the old passcode where that asks for it, and the new one will. Where it is empty, the
    new passcode opens the vault alone. The vault must be locked, and both are when this returns.
    """
    ...
def setting_facts(language: str | None = ...) -> list[FactQuestion]:
    """Every fact that the setting rules know, with its question, in the order of asking; in the language of a tag, as `triage`."""
    ...
def setting_without_vault(answers: list[FactAnswer], now: ClockReading, language: str | None = ...) -> SettingView:
    """Where dilation is to be done, by these facts alone: those that `setting_facts` lists. `Gradus.setting` knows what the
    background, the plan and the log tell. In the language of a tag, as `triage`.
    """
    ...
def stretch_trial() -> None:
    """Stretches something of no account once, as little as is accepted. Measure how long the call takes, and hand it in where a
    passcode is set. It keeps 19 MiB and one core busy for 20 milliseconds to a second.
    """
    ...
def triage(answers: list[FactAnswer], now: ClockReading, language: str | None = ...) -> TriageView:
    """What the rule pack answers to these facts, in the language of a tag such as `es`; without one, or with one that is not
    spoken here, in English.
    """
    ...
def ways_in(folder: str) -> list[WayInView]:
    """The ways into the vault in `folder`, in the order in which they were made: for the screen that asks for one of them. It
    needs no secret, and says nothing about anybody. What it says is not authenticated before the vault is open.
    """
    ...
def while_locked(folder: str, now: ClockReading) -> LockedView:
    """How things stand while the vault in `folder` is locked: how many notes wait, and each session that goes on as times and
    steps, without a word about anybody. It needs no passcode, also after the phone was started anew.

    `Busy` while the vault is open: ask the handle then. Where the file cannot be read, the vault must be unlocked.
    """
    ...
