"""Views as JSON, in the shape that ``gradus --json`` prints."""

import enum
import json
from typing import Any

from ._core import Correction, DeviceCare, Observed


def as_plain(view: Any) -> Any:
    """A view as dicts, lists and plain values; field names and order are the core's."""
    if isinstance(view, enum.Enum):
        return view.name.lower()
    if isinstance(view, (list, tuple)):
        return [as_plain(item) for item in view]
    if view is None or isinstance(view, (bool, int, str)):
        return view
    if isinstance(view, (Correction, DeviceCare, Observed)):
        fields = {name: as_plain(value) for name, value in vars(view).items()}
        return {type(view).__name__.rpartition(".")[2].lower(): fields}
    if isinstance(view, bytes):  # a recovery code, and nothing else in a view
        return view.decode("ascii")
    return {name: as_plain(value) for name, value in vars(view).items()}


def as_json(view: Any) -> str:
    """A view as text: two spaces of indent, as the terminal prints it."""
    return json.dumps(as_plain(view), ensure_ascii=False, indent=2)
