"""Every mutant of a room in one build.

cargo-mutants says what is to be changed and where; it would build the room anew for each change. Here each function keeps its
body and gets a changed copy of it for each of its mutants, and an environment variable chooses among them when the tests run:

    fn held(&self) -> bool { match crate::mutant::chosen() { 17 => { true } 18 => { self.s >= 60 } _ => { self.s > 60 } } }

What does not compile as a body of its own is unviable. Where the bodies would have to be of one hidden type (`-> impl Iterator`),
each is gathered into a list. What cannot choose while it runs (`const`) is left to cargo-mutants.
"""

import bisect
import collections
import concurrent.futures
import dataclasses
import json
import os
import pathlib
import re
import shutil
import subprocess
import threading
from typing import Any

CHOICE = "GRADUS_MUTANT"
MODULE = f"""
/// Which mutant is chosen; 0 is none.
pub mod mutant {{
    /// Its number.
    pub fn chosen() -> u32 {{
        static NUMBER: std::sync::OnceLock<u32> = std::sync::OnceLock::new();
        *NUMBER.get_or_init(|| std::env::var("{CHOICE}").ok().and_then(|text| text.parse().ok()).unwrap_or(0))
    }}
}}
"""
# What may hold a brace that is none, and the braces.
TOKEN = re.compile(r'//[^\n]*|/\*.*?\*/|\bb?r(#*)".*?"\1|b?"(?:\\.|[^"\\])*"|b?\'(?:\\[^\']+|\\\'|[^\\\'])\'|[{}]', re.S)
ITERATOR = re.compile(r"->\s*impl\s+(DoubleEnded)?Iterator\b")
TIMEOUT_S = 120
MEMORY_BYTES = 4 << 30  # a mutant that fills a list for ever is noticed, too

Mutant = dict[str, Any]
Span = dict[str, dict[str, int]]


@dataclasses.dataclass
class Arm:
    """Where the changed body of a mutant stands in the file as it is built; the mutant 0 is the body as it was."""

    number: int
    first_line: int
    last_line: int
    siblings: tuple[int, ...]


class Source:
    """A file, and places in it by line and column."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.lines = [0, *(found.end() for found in re.finditer("\n", text))]

    def offset(self, place: dict[str, int]) -> int:
        return self.lines[place["line"] - 1] + place["column"] - 1

    def range(self, span: Span) -> tuple[int, int]:
        return self.offset(span["start"]), self.offset(span["end"])

    def head(self, function: Span) -> str:
        """What stands before the body."""
        return self.text[self.range(function)[0] : self.body(function)[0] - 1]

    def body(self, function: Span) -> tuple[int, int]:
        """From behind the brace that opens the body to the one that closes it."""
        start, end = self.range(function)
        return next(token.end() for token in TOKEN.finditer(self.text, start, end) if token[0] == "{"), end - 1


def can_choose(source: Source, mutant: Mutant) -> bool:
    """Whether the change is in a function, and one that may have several bodies."""
    if not mutant["function"]:
        return False
    head = source.head(mutant["function"]["span"])
    return not re.search(r"\bconst\s+fn\b|->\s*(\w+<)?\(?\s*impl\b", ITERATOR.sub("", head))


def changed(source: Source, mutant: Mutant) -> str:
    """The body of the function with this mutant's change."""
    begin, end = source.body(mutant["function"]["span"])
    start, stop = source.range(mutant["span"])
    return f"{source.text[begin:start]} {mutant['replacement']} {source.text[stop:end]}"


def with_choices(source: Source, mutants: dict[int, Mutant]) -> tuple[str, list[Arm]]:
    """The file with a choice in each function that these mutants change, and where each choice stands."""
    functions: dict[tuple[int, int], list[int]] = collections.defaultdict(list)
    for number, mutant in mutants.items():
        functions[source.body(mutant["function"]["span"])].append(number)
    text, arms, done = "", [], 0
    for (begin, end), numbers in sorted(functions.items()):
        is_hidden = ITERATOR.search(source.head(mutants[numbers[0]]["function"]["span"]))
        opens, closes = ("Vec::from_iter({", "}).into_iter(),") if is_hidden else ("{", "}")
        text += source.text[done:begin] + " match crate::mutant::chosen() {\n"
        for number in [*numbers, 0]:
            first = text.count("\n") + 1
            body = changed(source, mutants[number]) if number else source.text[begin:end]
            text += f"{number or '_'} => {opens}{body}\n{closes}\n"
            arms.append(Arm(number, first, text.count("\n"), tuple(numbers)))
        text, done = text + "}", end
    return text + source.text[done:], arms


def copy(root: pathlib.Path, into: pathlib.Path) -> None:
    """The checkout as it lies there, without what git ignores. Files that are the same keep their time."""
    listed = subprocess.run(
        ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"], cwd=root, capture_output=True, check=True
    ).stdout.decode()
    shutil.rmtree(into, ignore_errors=True)
    for name in filter(None, listed.split("\0")):
        if (root / name).is_file():
            (into / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copy2(root / name, into / name)


class Build:
    """A copy of the checkout whose room holds all the mutants."""

    def __init__(self, root: pathlib.Path, out: pathlib.Path, room: str, flags: list[str], mutants: list[Mutant]) -> None:
        self.tree, self.room, self.flags = out / "tree", room, flags
        copy(root, self.tree)
        self.mutants = dict(enumerate(mutants, 1))
        self.unviable: set[int] = set()
        self.left: set[int] = set()
        names = {mutant["file"] for mutant in mutants}
        self.sources = {name: Source((self.tree / name).read_text()) for name in names}
        for number, mutant in self.mutants.items():
            if not can_choose(self.sources[mutant["file"]], mutant):
                self.left.add(number)
        self.leave_nested()
        self.environment = os.environ | {
            "CARGO_TARGET_DIR": str(out / "build"), "CARGO_PROFILE_DEV_DEBUG": "0", "CARGO_PROFILE_TEST_DEBUG": "0",
            "CARGO_INCREMENTAL": "1", "RUSTFLAGS": "--cap-lints=allow",
        }
        # What a law finds is not to be kept: the next mutant would be tried on more than the tests try.
        (self.tree / "core" / room / "proptest-regressions").touch()

    def leave_nested(self) -> None:
        """A function inside another one would be changed twice."""
        for name, source in self.sources.items():
            own = [number for number, mutant in self.mutants.items() if mutant["file"] == name and number not in self.left]
            bodies = sorted({source.body(self.mutants[number]["function"]["span"]) for number in own})
            for outer, inner in zip(bodies, bodies[1:], strict=False):
                if inner[0] < outer[1]:
                    self.left |= {n for n in own if source.body(self.mutants[n]["function"]["span"]) == inner}

    def write(self) -> dict[str, list[Arm]]:
        arms = {}
        for name, source in self.sources.items():
            out = self.unviable | self.left
            chosen = {n: mutant for n, mutant in self.mutants.items() if mutant["file"] == name and n not in out}
            text, arms[name] = with_choices(source, chosen)
            if name.endswith("src/lib.rs"):
                text += MODULE
            (self.tree / name).write_text(text)
        library = f"core/{self.room}/src/lib.rs"
        if library not in self.sources:
            path = self.tree / library
            path.write_text(path.read_text().removesuffix(MODULE) + MODULE)
        return arms

    def cargo(self, *command: str) -> list[dict[str, Any]]:
        told = subprocess.run(
            ["cargo", *command, "--locked", "-p", f"gradus-{self.room}", "--message-format=json", *self.flags],
            cwd=self.tree, env=self.environment, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, check=False,
        )
        return [json.loads(line) for line in told.stdout.splitlines() if line.startswith(b"{")]

    def drop_unviable(self) -> None:
        """Compiles until everything does, leaving out what does not."""
        while True:
            arms = self.write()
            before = len(self.unviable) + len(self.left)
            errors = [m["message"] for m in self.cargo("check", "--lib") if m.get("message", {}).get("level") == "error"]
            for span in (span for error in errors for span in error["spans"] if span["is_primary"]):
                self.blame(arms, span)
            if not errors:
                return
            if before == len(self.unviable) + len(self.left):
                raise SystemExit("the room does not compile, and no mutant is to blame:\n" + errors[0]["rendered"])

    def blame(self, arms: dict[str, list[Arm]], span: dict[str, Any]) -> None:
        here = arms.get(span["file_name"], [])
        place = bisect.bisect_right([arm.first_line for arm in here], span["line_start"]) - 1
        if place < 0 or span["line_start"] > here[place].last_line:
            return
        arm = here[place]
        if arm.number:
            self.unviable.add(arm.number)
        else:  # the body as it was cannot stand beside others
            self.left |= set(arm.siblings)

    def tests(self, which: list[str]) -> list[str]:
        """The programs that hold the tests."""
        built = self.cargo("test", "--no-run", *which)
        return [m["executable"] for m in built if m.get("profile", {}).get("test") and m.get("executable")]


def first_failure(program: str, words: list[str], environment: dict[str, str], folder: pathlib.Path) -> str | None:
    """Runs until the first test fails: "caught" or "timeout"; nothing when every test passes."""
    process = subprocess.Popen(
        ["prlimit", f"--as={MEMORY_BYTES}", "--core=0", program, "--test-threads=1", *words], env=environment, cwd=folder,
        text=True, errors="replace", stdout=subprocess.PIPE, stderr=subprocess.DEVNULL,
    )
    assert process.stdout is not None
    late = threading.Event()

    def give_up() -> None:
        late.set()
        process.kill()

    clock = threading.Timer(TIMEOUT_S, give_up)
    clock.start()
    with process:
        failed = any(line.startswith("test ") and line.rstrip().endswith("FAILED") for line in process.stdout)
        process.kill() if failed else process.wait()
    clock.cancel()
    if late.is_set() and not failed:
        return "timeout"
    return "caught" if failed or process.returncode else None


def beside(file: str) -> str:
    """The first module of a file, whose tests are the nearest: `progression::` of src/progression/gap.rs."""
    return file.split("/src/")[1].split("/")[0].removesuffix(".rs") + "::"


def outcome(number: int, near: str, programs: list[str], folder: pathlib.Path, environment: dict[str, str]) -> str:
    """The tests beside the change first, and the quick ones before the laws: most mutants need no other to be seen."""
    chosen = environment | {CHOICE: str(number), "PROPTEST_MAX_SHRINK_ITERS": "0", "LAW_CASES": "60"}
    # A case that one mutant failed says nothing of the next one.
    chosen["PROPTEST_DISABLE_FAILURE_PERSISTENCE"] = "true"
    for words in ([near, "--skip", "laws"], ["--skip", "laws"], ["laws"]):
        for program in programs:
            if found := first_failure(program, words, chosen, folder):
                return found
    return "missed"


def run(build: Build, which: list[str]) -> dict[int, str]:
    """What the tests made of each mutant that was built."""
    build.drop_unviable()
    programs = build.tests(which)
    folder = build.tree / "core" / build.room
    environment = build.environment | {"CARGO_MANIFEST_DIR": str(folder)}
    if not programs or outcome(0, "", programs, folder, environment) != "missed":
        raise SystemExit("the tests fail where nothing was changed")
    numbers = [number for number in build.mutants if number not in build.unviable | build.left]
    print(f"{len(numbers)} mutants to test, {len(build.unviable)} unviable, {len(build.left)} left to a build each", flush=True)
    found = dict.fromkeys(build.unviable, "unviable")
    with concurrent.futures.ThreadPoolExecutor(os.cpu_count()) as pool:
        near = {number: beside(build.mutants[number]["file"]) for number in numbers}
        tried = {pool.submit(outcome, number, near[number], programs, folder, environment): number for number in numbers}
        for future in concurrent.futures.as_completed(tried):
            number = tried[future]
            found[number] = future.result()
            if found[number] != "caught":
                print(f"{len(found)}: {found[number]}: {build.mutants[number]['name']}", flush=True)
    return found
