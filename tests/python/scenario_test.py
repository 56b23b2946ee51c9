"""The journeys that every language runs: see tests/scenario/README.md."""

import enum
import inspect
import json
import shutil
import tempfile
import types
import typing
import unittest
from collections.abc import Callable
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
        name, slash, rest = value[1:].partition("/")
        return kept[name] + slash + rest if slash else kept.get(name, value)
    if isinstance(value, list):
        return [put_in(one, kept) for one in value]
    if isinstance(value, dict):
        return {name: put_in(one, kept) for name, one in value.items()}
    return value


def at(path: str, value: Any) -> Any:
    for part in path.split("."):
        value = value[int(part) if part.isdigit() else part]
    return value


def copy(of: str, to: str) -> None:
    if Path(of).is_dir():
        shutil.rmtree(to, ignore_errors=True)
        shutil.copytree(of, to)
    else:
        shutil.copyfile(of, to)


def cut(file: str, bytes: int) -> None:
    Path(file).write_bytes(Path(file).read_bytes()[:bytes])


def flip(file: str, byte: int) -> None:
    content = bytearray(Path(file).read_bytes())
    content[byte] ^= 1
    Path(file).write_bytes(content)


def remove(file: str) -> None:
    Path(file).unlink()


# What somebody does to the files of a vault.
ON_DISK: dict[str, Callable[..., None]] = {"copy": copy, "cut": cut, "flip": flip, "remove": remove}

MAKERS = ("practice", "practice_with", "open", "open_by_platform", "open_on_device", "recover")


class Walk:
    """Goes through the steps and gives the line of each."""

    def __init__(self, scratch: str) -> None:
        self.kept: dict[str, Any] = {"scratch": scratch}
        self.hidden = ["scratch"]
        self.vault: Gradus | None = None

    def line(self, step: dict[str, Any]) -> str:
        for _ in range(step.get("times", 1)):
            try:
                answer = self.call(step["call"], put_in(step["with"], self.kept), self.reading(step))
            except GradusError as error:
                answer = failed(error)
        for name, path in [*step.get("keep", {}).items(), *step.get("hide", {}).items()]:
            self.kept[name] = at(path, answer)
        self.hidden += step.get("hide", {})
        return self.covered(canonical(answer))

    def reading(self, step: dict[str, Any]) -> ClockReading:
        return ClockReading(wall=step["at"], monotonic_ms=step.get("monotonic_ms", 0), boot=step.get("boot", ""))

    def covered(self, line: str) -> str:
        """What is random is written as its name, the longest first."""
        for name in sorted(self.hidden, key=lambda name: -len(self.kept[name])):
            line = line.replace(self.kept[name], f"${name}")
        return line

    def call(self, verb: str, given: dict[str, Any], now: ClockReading) -> Any:
        if verb in ON_DISK:
            ON_DISK[verb](**given)
            return None
        owner: Any = Gradus if verb in MAKERS else self.vault if hasattr(Gradus, verb) else gradus
        method = getattr(owner, verb)
        hints = typing.get_type_hints(method)
        arguments = [
            now if name == "now" else built(hints[name], given.get(name))
            for name in inspect.signature(method).parameters
        ]
        answer = method(*arguments)
        if verb in MAKERS:
            self.vault = answer
        return plain(answer)


class Scenario(unittest.TestCase):
    def test_every_step_answers_as_in_every_language(self) -> None:
        self.maxDiff = None
        for name in ("journey", "disk"):
            journey = json.loads((FOLDER / f"{name}.json").read_text(encoding="utf-8"))
            self.assertEqual(journey["format"], "gradus-scenario/1")
            expected = (FOLDER / f"{name}.expected").read_bytes().decode().split("\n")
            self.assertEqual(expected.pop(), "", "the last line ends too")
            self.assertEqual(len(journey["steps"]), len(expected))
            with tempfile.TemporaryDirectory() as scratch:
                walk = Walk(scratch)
                for step, line in zip(journey["steps"], expected, strict=True):
                    self.assertEqual(walk.line(step), line, step["step"])
            print(f"scenario {name}: {len(expected)} steps in Python")


if __name__ == "__main__":
    unittest.main()
