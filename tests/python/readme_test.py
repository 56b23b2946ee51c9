"""The piece of Python in the README, as somebody runs it who copies it."""

import json
import os
import re
import subprocess
import sys
import tempfile
import unittest
from pathlib import Path

import gradus

ROOT = Path(__file__).resolve().parents[2]


class FromPython(unittest.TestCase):
    def test_it_makes_a_vault_shows_its_code_once_and_opens_it_again(self) -> None:
        section = (ROOT / "README.md").read_text(encoding="utf-8").split("## From Python", 1)[1].split("\n## ", 1)[0]
        (code,) = re.findall(r"```python\n(.*?)```", section, re.DOTALL)
        with tempfile.TemporaryDirectory() as home:
            first, again = (self.run_piece(code, home) for _ in range(2))
            shown, people, answer = first.split("\n", 2)
            self.assertEqual(people, "[]")
            self.assertTrue(json.loads(answer)["sentence"])
            self.assertTrue(again.startswith("[]\n"), "the code is shown once")
            vault = Path(home) / "gradus" / "from-python"
            recovery_code = shown.rsplit(" ", 1)[1].encode()
            gradus.recover_vault(str(vault), recovery_code=recovery_code).lock()

    def run_piece(self, code: str, home: str) -> str:
        environment = {**os.environ, "HOME": home}
        return subprocess.run([sys.executable, "-c", code], env=environment, check=True, capture_output=True, text=True).stdout


if __name__ == "__main__":
    unittest.main()
