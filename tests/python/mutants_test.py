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


def outcome(file: str, line: int, mutant: str, summary: str) -> dict[str, Any]:
    path = f"core/domain/{file}"
    return {"scenario": {"Mutant": {"file": path, "name": f"{path}:{line}:9: {mutant}"}}, "summary": summary}


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
                outcome("src/a.rs", 4, "replace < with <= in x", "MissedMutant"),
                outcome("src/a.rs", 9, "replace < with <= in x", "MissedMutant"),
                outcome("src/a.rs", 9, "replace y", "CaughtMutant"),
                outcome("src/b.rs", 1, "replace z", "Unviable"),
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


if __name__ == "__main__":
    unittest.main()
