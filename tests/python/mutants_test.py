"""`tests/mutants` lets no survivor pass without a reason, and no reason without a survivor."""

import importlib.machinery
import importlib.util
import tempfile
import unittest
from pathlib import Path
from typing import Any

SCRIPT = Path(__file__).parents[1] / "mutants"


def load() -> Any:
    loader = importlib.machinery.SourceFileLoader("mutants", str(SCRIPT))
    spec = importlib.util.spec_from_loader("mutants", loader)
    assert spec is not None
    script = importlib.util.module_from_spec(spec)
    loader.exec_module(script)
    return script


def outcome(file: str, line: int, mutant: str, sort: str) -> tuple[dict[str, Any], str]:
    path = f"core/domain/{file}"
    return {"file": path, "name": f"{path}:{line}:9: {mutant}"}, sort


class Mutants(unittest.TestCase):
    def setUp(self) -> None:
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.script = load()
        self.room = self.script.Room("domain")
        self.room.reasons = Path(folder.name) / "mutants.tsv"
        self.room.page = Path(folder.name) / "MUTANTS.md"
        self.rows, self.missed = self.script.tell(
            self.room,
            [
                outcome("src/a.rs", 4, "replace < with <= in x", "missed"),
                outcome("src/a.rs", 9, "replace < with <= in x", "missed"),
                outcome("src/a.rs", 9, "replace y", "caught"),
                outcome("src/b.rs", 1, "replace z", "unviable"),
            ],
        )

    def reasons(self, text: str) -> None:
        self.room.reasons.write_text(text)

    def differences(self) -> Any:
        return self.script.differences(self.room, set(self.rows), self.missed)

    def test_each_survivor_wants_its_reason(self) -> None:
        name = "src/a.rs: replace < with <= in x: 2 survived"
        self.assertEqual(self.differences(), [f"{name}, 0 with a reason"])
        self.reasons("src/a.rs\treplace < with <= in x\t1\tequal either way\n")
        self.assertEqual(self.differences(), [f"{name}, 1 with a reason"])
        self.reasons("src/a.rs\treplace < with <= in x\t2\tequal either way\nsrc/c.rs\tq\t1\tnot run now\n")
        self.assertEqual(self.differences(), [])
        self.reasons("src/a.rs\treplace < with <= in x\t2\tequal either way\nsrc/b.rs\tq\t1\tgone\n")
        self.assertEqual(self.differences(), ["src/b.rs: q: 0 survived, 1 with a reason"])

    def test_a_reason_that_says_nothing_is_refused(self) -> None:
        for line in ("src/a.rs\tx\t1\t ", "src/a.rs\tx\tone\twhy", "src/a.rs x 1 why", "a\tx\t1\twhy\na\tx\t1\twhy"):
            self.reasons(line + "\n")
            with self.subTest(line), self.assertRaises(SystemExit):
                self.differences()

    def test_the_page_keeps_files_that_did_not_run_and_is_what_its_reasons_say(self) -> None:
        self.reasons("src/a.rs\treplace < with <= in x\t2\tequal either way\n")
        self.room.page.write_text(self.script.page(self.room, self.rows))
        self.assertEqual(self.script.known_rows(self.room), self.rows)
        self.assertIn("- `replace < with <= in x` (2 times): equal either way\n", self.room.page.read_text())
        self.assertEqual(self.script.check(self.room), [])
        self.reasons("")
        self.assertEqual(len(self.script.check(self.room)), 2)

    def test_the_committed_page_of_each_room_is_what_the_script_writes(self) -> None:
        script = load()
        for room in script.ROOMS:
            self.assertEqual(script.check(script.Room(room)), [])


SOURCE = """/// A size { that opens none.
pub const fn half(&self) -> u32 { self.mm / 2 }
pub fn wide(&self) -> bool {
    // } closes none
    let open = '{';
    self.mm > 20 && "}" != open
}
pub fn all(&self) -> impl Iterator<Item = u32> { self.all.iter().map(|one| one + 1) }
"""


def span(start: tuple[int, int], end: tuple[int, int]) -> dict[str, dict[str, int]]:
    return {"start": {"line": start[0], "column": start[1]}, "end": {"line": end[0], "column": end[1]}}


class AtOnce(unittest.TestCase):
    """Many mutants in one build: each has the body of its function with its own change, and no other."""

    def setUp(self) -> None:
        self.at_once = load().at_once
        self.source = self.at_once.Source(SOURCE)
        whole = {"span": span((3, 1), (7, 2))}
        self.mutants = {
            7: {"function": whole, "span": span((6, 13), (6, 14)), "replacement": ">="},
            9: {"function": whole, "span": span((4, 5), (6, 32)), "replacement": "true"},
        }

    def test_each_arm_is_the_body_with_one_change_and_the_last_is_as_it_was(self) -> None:
        text, arms = self.at_once.with_choices(self.source, self.mutants)
        lines = text.split("\n")
        bodies = {arm.number: "\n".join(lines[arm.first_line - 1 : arm.last_line]) for arm in arms}
        self.assertIn('self.mm  >=  20 && "}" != open', bodies[7])
        self.assertRegex(bodies[9], r"^9 => \{\s+true\s+\}$")
        self.assertIn('self.mm > 20 && "}" != open', bodies[0])
        self.assertEqual([bodies[0].count(">="), text.count("let open")], [0, 2])
        before, after = SOURCE.split("pub fn wide(&self) -> bool {")
        self.assertTrue(text.startswith(before) and text.endswith(after[after.index("pub fn all") :]))

    def test_what_cannot_choose_while_it_runs_is_left_to_a_build_of_its_own(self) -> None:
        spans = {"half": span((2, 1), (2, 47)), "wide": span((3, 1), (7, 2)), "all": span((8, 1), (8, 86))}
        can = {name: self.at_once.can_choose(self.source, {"function": {"span": of}}) for name, of in spans.items()}
        self.assertEqual(can, {"half": False, "wide": True, "all": True})
        self.assertFalse(self.at_once.can_choose(self.source, {"function": None}), "the value of a constant")

    def test_bodies_of_a_hidden_type_are_gathered(self) -> None:
        all_of = {"function": {"span": span((8, 1), (8, 86))}, "span": span((8, 80), (8, 81)), "replacement": "-"}
        text, _ = self.at_once.with_choices(self.source, {3: all_of})
        self.assertEqual(text.count("}).into_iter(),"), 2)
        self.assertRegex(text, r"3 => Vec::from_iter\(\{ self\.all\.iter\(\)\.map\(\|one\| one  -  1\)")

    def test_a_complaint_is_laid_to_the_arm_in_which_it_stands(self) -> None:
        build = object.__new__(self.at_once.Build)
        build.unviable, build.left = set(), set()
        _, arms = self.at_once.with_choices(self.source, self.mutants)
        for line in range(arms[0].first_line, arms[0].last_line + 1):
            build.blame({"a.rs": arms}, {"file_name": "a.rs", "line_start": line})
        self.assertEqual((build.unviable, build.left), ({7}, set()))
        build.blame({"a.rs": arms}, {"file_name": "a.rs", "line_start": 1})
        build.blame({"a.rs": arms}, {"file_name": "b.rs", "line_start": arms[1].first_line})
        self.assertEqual((build.unviable, build.left), ({7}, set()))
        build.blame({"a.rs": arms}, {"file_name": "a.rs", "line_start": arms[2].first_line})
        self.assertEqual((build.unviable, build.left), ({7}, {7, 9}))

    def test_the_tests_beside_a_change_run_first_and_all_others_after_them(self) -> None:
        self.assertEqual(self.at_once.beside("core/domain/src/progression/gap.rs"), "progression::")
        self.assertEqual(self.at_once.beside("core/domain/src/course.rs"), "course::")
        with tempfile.TemporaryDirectory() as folder:
            program = Path(folder) / "tests"
            program.write_text('#!/bin/sh\necho "$*" >> told\n')
            program.chmod(0o755)
            self.at_once.outcome(1, "course::", [str(program)], Path(folder), {})
            told = [line.removeprefix("--test-threads=1 ") for line in (Path(folder) / "told").read_text().splitlines()]
            self.assertEqual(told, ["course:: --skip laws", "--skip laws", "laws"])

    def test_the_first_failure_ends_a_run_and_a_run_without_end_is_noticed(self) -> None:
        with tempfile.TemporaryDirectory() as folder:
            program = Path(folder) / "tests"
            program.write_text("#!/bin/sh\n[ $GRADUS_MUTANT = 0 ] || echo 'test a::b ... FAILED'\n[ $GRADUS_MUTANT != 3 ] || exec sleep 60\n")
            program.chmod(0o755)
            told = [self.at_once.outcome(number, "", [str(program)], Path(folder), {}) for number in (0, 1, 3)]
            self.assertEqual(told, ["missed", "caught", "caught"])
            program.write_text("#!/bin/sh\nexec sleep 60\n")
            self.at_once.TIMEOUT_S = 0.1
            self.assertEqual(self.at_once.outcome(1, "", [str(program)], Path(folder), {}), "timeout")
            program.write_text("#!/bin/sh\nkill -ABRT $$\n")
            self.at_once.TIMEOUT_S = 60
            self.assertEqual(self.at_once.outcome(1, "", [str(program)], Path(folder), {}), "caught")


if __name__ == "__main__":
    unittest.main()
