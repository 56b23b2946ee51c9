"""Gradus for clinics' scripts and for tests: plans, diary and triage on an encrypted vault, offline.

The values are the core's own views. ``as_json`` writes one exactly as ``gradus --json`` prints it, ``as_rows`` as rows
for a table.

    with gradus.open_vault(folder, passcode=b"...") as vault:
        print(vault.today("Mia").headline)
        table = pandas.DataFrame(gradus.as_rows(vault.timeline("Mia")))
"""

from . import _buffer as _buffer
from . import _quiet as _quiet
from . import _texts as _texts
from ._clock import Clock, at, now
from ._core import *  # noqa: F403  the core's views and verbs, documented there
from ._core import ClockReading, Gradus, GradusError
from ._json import as_json, as_plain
from ._table import as_columns, as_rows
from ._vault import Vault, open_vault, practice_vault, recover_vault

__all__ = [
    "AssumedView",
    "BasisWord",
    "BlankView",
    "Certainty",
    "Changes",
    "Clock",
    "ClockReading",
    "ColumnChoice",
    "ColumnUse",
    "Command",
    "ContactDraft",
    "ContactView",
    "DispositionWord",
    "FactAnswer",
    "FactQuestion",
    "FactView",
    "Fill",
    "FreshnessWord",
    "GateView",
    "GateWord",
    "Gradus",
    "GradusError",
    "ImportView",
    "InterviewPart",
    "InterviewReply",
    "InterviewView",
    "LeadView",
    "LevelWords",
    "NextPlanView",
    "OccurrenceView",
    "PackView",
    "PersonDraft",
    "PersonRef",
    "PlanChange",
    "PlanReplaced",
    "PlanView",
    "PracticePerson",
    "ProposalKind",
    "ProposalView",
    "PublishedPlan",
    "ReasonView",
    "Recorded",
    "RefusedRow",
    "RuleExplained",
    "RuleView",
    "SessionDraft",
    "SetUp",
    "SizeLimit",
    "SlotStatus",
    "SlotView",
    "TaskView",
    "TimelineItem",
    "TimelineView",
    "TodayView",
    "TriageView",
    "Vault",
    "VerifyView",
    "VisitDraft",
    "WrongField",
    "accept_older_state",
    "accept_older_state_by_recovery",
    "as_columns",
    "as_json",
    "as_plain",
    "as_rows",
    "at",
    "create_light_vault",
    "create_vault",
    "facts",
    "interview_without_vault",
    "mend_vault",
    "mend_vault_by_recovery",
    "now",
    "occurrences",
    "open_vault",
    "plan_blanks",
    "plan_check",
    "practice_vault",
    "published_plans",
    "recover_vault",
    "rules",
    "triage",
]
