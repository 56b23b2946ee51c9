"""What a person logs, and what opens a vault, has no place in a log file.

The generated classes print every field. Those that hold secrets or what somebody typed say their name instead.
"""

from ._core import ColumnChoice, Command, ContactDraft, FactAnswer, PersonDraft, SessionDraft, SetUp, VisitDraft


def _name(self: object) -> str:
    return f"{type(self).__qualname__}(..)"


def _hush() -> None:
    commands = [kind for kind in vars(Command).values() if isinstance(kind, type)]
    drafts = [ColumnChoice, ContactDraft, FactAnswer, PersonDraft, SessionDraft, SetUp, VisitDraft]
    for kind in [*commands, *drafts]:
        setattr(kind, "__str__", _name)
        setattr(kind, "__repr__", _name)


_hush()
