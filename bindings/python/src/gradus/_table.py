"""Views as rows and columns, for ``pandas.DataFrame``, ``csv.DictWriter`` and the like. Needs none of them."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from ._core import TimelineView
from ._json import as_plain

Row = dict[str, Any]


def as_rows(views: TimelineView | Iterable[Any]) -> list[Row]:
    """One flat dict for each item, all with the same keys in the same order.

    A timeline gives a row for each thing that happened, with ``at`` as a datetime with its offset, and with the person's
    id and name. A list of any other views gives a row for each: a field of a nested view is named ``outer.inner``, an
    enum is its word, a list of texts or numbers stays a list.
    """
    if isinstance(views, TimelineView):
        return [
            {
                "person_id": views.person.id,
                "person": views.person.name,
                "at": datetime.fromisoformat(item.at),
                "kind": item.kind,
                "sentence": item.sentence,
                "entry": item.entry,
                "is_taken_out": item.is_taken_out,
            }
            for item in views.items
        ]
    rows = [_flat(as_plain(view), "") for view in views]
    names = list(dict.fromkeys(name for row in rows for name in row))
    return [{name: row.get(name) for name in names} for row in rows]


def as_columns(views: TimelineView | Iterable[Any]) -> dict[str, list[Any]]:
    """The same as columns: one list for each name, all of the same length."""
    rows = as_rows(views)
    return {name: [row[name] for row in rows] for name in (rows[0] if rows else {})}


def _flat(value: Any, prefix: str) -> Row:
    row: Row = {}
    for name, inner in value.items():
        if isinstance(inner, dict):
            row |= _flat(inner, f"{prefix}{name}.")
        else:
            row[f"{prefix}{name}"] = inner
    return row
