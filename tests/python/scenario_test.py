"""The journey that every language runs: see tests/scenario/README.md."""

import enum
import inspect
import json
import types
import typing
import unittest
from pathlib import Path
from typing import Any

import gradus
from gradus import ClockReading, Gradus, GradusError

FOLDER = Path(__file__).parents[1] / "scenario"


def canonical(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def snake(name: str) -> str:
    return "".join(f"_{letter.lower()}" if letter.isupper() else letter for letter in name).lstrip("_")


def failed(error: GradusError) -> Any:
    name = snake(type(error).__name__)
    fields = {field: gradus.as_plain(value) for field, value in vars(error).items()}
    return {"error": {name: fields} if fields else name}


def fnv1a_64(text: bytes) -> str:
    value = 0xCBF29CE484222325
    for byte in text:
        value = (value ^ byte) * 0x100000001B3 % 2**64
    return f"{value:016x}"


def plain(answer: Any) -> Any:
    if isinstance(answer, str):
        raw = answer.encode()
        return {"bytes": len(raw), "fnv1a_64": fnv1a_64(raw)}
    return None if isinstance(answer, Gradus) else gradus.as_plain(answer)


def built(wanted: Any, given: Any) -> Any:
    """A value of the type that a verb or a record wants, from JSON; fields that are left out are null or empty."""
    if typing.get_origin(wanted) in (typing.Union, types.UnionType):
        # An argument that may be left out takes an object of its own for that.
        [inner] = [one for one in typing.get_args(wanted) if one not in (type(None), object)]
        return None if given is None else built(inner, given)
    if typing.get_origin(wanted) is list:
        [inner] = typing.get_args(wanted)
        return [built(inner, one) for one in given or []]
    if wanted in (gradus.Command, gradus.Correction, gradus.DeviceCare, gradus.Observed):
        [(name, fields)] = given.items()
        return record(getattr(wanted, name.upper()), fields)
    if isinstance(wanted, type) and issubclass(wanted, enum.Enum):
        return wanted[given.upper()]
    if wanted is bytes:
        return (given or "").encode()
    if wanted in (str, int, bool):
        return given
    return record(wanted, given)


def record(kind: type, fields: dict[str, Any]) -> Any:
    names = [name for name in inspect.signature(kind).parameters]
    assert set(fields) <= set(names), f"{kind.__name__} has no {set(fields) - set(names)}"
    hints = typing.get_type_hints(getattr(kind, "__init__"))
    return kind(**{name: built(hints[name], fields.get(name)) for name in names})


def put_in(value: Any, kept: dict[str, Any]) -> Any:
    if isinstance(value, str) and value.startswith("$"):
        return kept.get(value[1:], value)
    if isinstance(value, list):
        return [put_in(one, kept) for one in value]
    if isinstance(value, dict):
        return {name: put_in(one, kept) for name, one in value.items()}
    return value


class Walk:
    """Goes through the steps and gives the line of each."""

    def __init__(self) -> None:
        self.kept: dict[str, Any] = {}
        self.vault: Gradus | None = None

    def line(self, step: dict[str, Any]) -> str:
        try:
            answer = self.call(step["call"], put_in(step["with"], self.kept), step["at"])
        except GradusError as error:
            answer = failed(error)
        for name, path in step.get("keep", {}).items():
            value = answer
            for part in path.split("."):
                value = value[int(part) if part.isdigit() else part]
            self.kept[name] = value
        return canonical(answer)

    def call(self, verb: str, given: dict[str, Any], at: str) -> Any:
        makes = verb in ("practice", "practice_with")
        owner: Any = Gradus if makes else self.vault if hasattr(Gradus, verb) else gradus
        method = getattr(owner, verb)
        hints = typing.get_type_hints(method)
        reading = ClockReading(wall=at, monotonic_ms=0, boot="")
        arguments = [
            reading if name == "now" else built(hints[name], given.get(name))
            for name in inspect.signature(method).parameters
        ]
        answer = method(*arguments)
        if makes:
            self.vault = answer
        return plain(answer)


class Scenario(unittest.TestCase):
    def test_every_step_answers_as_in_every_language(self) -> None:
        self.maxDiff = None
        journey = json.loads((FOLDER / "journey.json").read_text(encoding="utf-8"))
        self.assertEqual(journey["format"], "gradus-scenario/1")
        expected = (FOLDER / "journey.expected").read_bytes().decode().split("\n")
        self.assertEqual(expected.pop(), "", "the last line ends too")
        self.assertEqual(len(journey["steps"]), len(expected))
        walk = Walk()
        for step, line in zip(journey["steps"], expected, strict=True):
            self.assertEqual(walk.line(step), line, step["step"])
        print(f"scenario: {len(expected)} steps in Python")


if __name__ == "__main__":
    unittest.main()
