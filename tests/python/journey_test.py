"""The same journey through Python and through the terminal, on one vault: the JSON is the same, byte for byte."""

import json
import os
import shutil
import subprocess
import tempfile
import unittest
from pathlib import Path
from typing import Any

import gradus
from gradus import Command, FactAnswer, Fill, PersonDraft, SessionDraft

BIN = os.environ["GRADUS_BIN"]
PASSCODE = b"seven small steps"
NOW = "2026-03-24T19:30:00+01:00"

FILLS = json.loads((Path(__file__).parent / "fills.json").read_text(encoding="utf-8"))


def terminal(*words: str, stdin: str | None = None) -> str:
    """What ``gradus`` prints; the test fails where it does not end well."""
    done = subprocess.run(
        [BIN, *words],
        input=stdin,
        capture_output=True,
        text=True,
        check=False,
        env={"GRADUS_PASSCODE": PASSCODE.decode(), "PATH": os.environ["PATH"]},
    )
    if done.returncode != 0:
        raise AssertionError(f"gradus {' '.join(words)} ended with {done.returncode}: {done.stderr}")
    return done.stdout.rstrip("\n")


def form(name: str) -> str:
    return terminal("plan", "forms", name)


def session(at: str, **changed: Any) -> SessionDraft:
    values: dict[str, Any] = dict(
        at=at, occurrence=None, size="9", holds_s=[30, 30], ease="easy", pain_before="0", pain_peak="1",
        pain_after="0", pain_minutes=None, bleeding="none", bleeding_minutes=None, warm_up=[], lubricant="water",
        adjuncts=[], stop_reason=None, device=None, cleaned=True, note=None,
    )
    return SessionDraft(**(values | changed))


class Journey(unittest.TestCase):
    def setUp(self) -> None:
        self.maxDiff = None
        scratch = tempfile.TemporaryDirectory()
        self.addCleanup(scratch.cleanup)
        self.folder = str(Path(scratch.name) / "vault")
        made = gradus.create_vault(self.folder, PASSCODE, gradus.at("2026-03-03T08:00:00+01:00"))
        self.recovery_code = made.recovery_code

    def vault(self) -> gradus.Vault:
        return gradus.open_vault(self.folder, passcode=PASSCODE)

    def begin(self, vault: gradus.Vault) -> str:
        """A nine-week-old with her plan; returns her id."""
        draft = PersonDraft(
            name="Mia", born="2026-01-20", role="caregiver",
            background=["anorectal_malformation"], operations=["psarp=2026-02-17"],
        )
        added = vault.record(Command.ADD_PERSON(draft=draft), gradus.at("2026-03-03T08:00:00+01:00"))
        fills = [Fill(field=field, value=value) for field, value in FILLS.items()]
        adopt = Command.ADOPT_PLAN(person=added.person, text=form("post-psarp-home"), fills=fills)
        vault.record(adopt, gradus.at("2026-03-03T08:05:00+01:00"))
        return added.person

    def test_every_view_is_the_one_that_the_terminal_prints(self) -> None:
        with self.vault() as vault:
            mia = self.begin(vault)
            for day in range(3, 24):
                for hour in ("08:00", "19:00"):
                    at = f"2026-03-{day:02}T{hour}:00+01:00"
                    vault.record(Command.LOG_SESSION(person=mia, draft=session(at)), gradus.at(at))
            answers = [FactAnswer(id="temperature_c", answer="38.1"), FactAnswer(id="bleeding", answer="none")]
            checked = vault.record(Command.CHECK_IN(person=mia, answers=answers, note=None), gradus.at(NOW))
            self.assertEqual(checked.triage and checked.triage.disposition.name, "EMERGENCY")
            seen = {
                "today": gradus.as_json(vault.today(mia, gradus.at(NOW))),
                "progress": gradus.as_json(vault.progress(mia, gradus.at(NOW))),
                "timeline": gradus.as_json(vault.timeline(mia, None, None, gradus.at(NOW))),
                "trends": gradus.as_json(vault.trends(mia, None, None, gradus.at(NOW))),
                "plan show": gradus.as_json(vault.plan(mia, gradus.at(NOW))),
            }
        for verb, python in seen.items():
            printed = terminal("--vault", self.folder, "--now", NOW, "--json", *verb.split())
            self.assertEqual(python, printed, verb)

    def test_what_the_terminal_wrote_python_reads(self) -> None:
        with self.vault() as vault:
            mia = self.begin(vault)
        terminal(
            "--vault", self.folder, "--now", "2026-03-03T19:00:00+01:00", "log", "session",
            "--size", "9", "--hold-s", "30,30", "--ease", "easy", "--bleeding", "none",
        )
        with self.vault() as vault:
            line = vault.timeline(mia, None, None, gradus.at(NOW))
        self.assertEqual([item.kind for item in line.items].count("session"), 1)

    def test_triage_without_a_vault_is_the_same(self) -> None:
        facts: dict[str, Any] = {"age_days": 63, "temperature_c": 38.1, "bleeding": "streak", "worry": "unknown"}
        printed = terminal("--now", NOW, "--json", "triage", "--facts", "-", stdin=json.dumps(facts))
        words = {True: "true", False: "false"}
        answers = [FactAnswer(id=id, answer=words.get(value, str(value))) for id, value in facts.items()]
        told = json.loads(printed)
        self.assertEqual(told.pop("contradictions"), [], "the terminal says of a file what in it cannot be true")
        answered = json.loads(gradus.as_json(gradus.triage(answers, gradus.at(NOW))))
        self.assertEqual(list(answered.items()), list(told.items()))

    def test_each_error_is_its_own(self) -> None:
        with self.assertRaises(gradus.GradusError.WrongSecret):
            gradus.open_vault(self.folder, passcode=b"not this one")
        with self.assertRaises(gradus.GradusError.Refused):
            gradus.create_vault(self.folder, PASSCODE, gradus.at(NOW))
        with self.vault() as vault:
            mia = self.begin(vault)
            with self.assertRaises(gradus.GradusError.Invalid) as caught:
                wrong = session("2026-03-03T19:00:00+01:00", size="size 5", ease="fine", pain_peak="11")
                vault.record(Command.LOG_SESSION(person=mia, draft=wrong), gradus.at(NOW))
            self.assertEqual([field.field for field in caught.exception.fields], ["size", "ease", "pain_peak"])
        with self.assertRaises(gradus.GradusError.Locked):
            vault.people()
        Path(self.folder, "vault.mark").unlink()
        with self.assertRaises(gradus.GradusError.Damaged) as damaged:
            gradus.open_vault(self.folder, passcode=PASSCODE)
        self.assertEqual((damaged.exception.file, damaged.exception.kind), ("vault.mark", "missing"))

    def test_a_new_plan_is_looked_at_before_it_is_adopted(self) -> None:
        later = gradus.at("2026-03-04T08:00:00+01:00")
        changed = FILLS | {"ladder.goal_mm": "11", "start.on": "2026-03-07"}
        fills = [Fill(field=field, value=value) for field, value in changed.items()]
        with self.vault() as vault:
            mia = self.begin(vault)
            self.assertEqual(vault.plan_known(mia, later), [Fill(field="start.operation", value="2026-02-17")])
            view = vault.plan_replaced(mia, form("post-psarp-home"), fills, later)
            assert view is not None
            self.assertEqual((view.since, view.until), ("2026-03-03", "2026-03-07"))
            [goal] = [change for change in view.changes if change.field == "ladder.goal_mm"]
            self.assertEqual((goal.before, goal.after), (FILLS["ladder.goal_mm"], "11"))
            whole = vault.plan_for(mia, form("post-psarp-home"), fills, later)
            self.assertEqual((whole.effective, whole.version, whole.goal_tenths_mm), ("2026-03-07", None, 110))
            self.assertEqual(len(vault.plan_history(mia)), 1, "nothing was written")
            same = [Fill(field=field, value=value) for field, value in FILLS.items()]
            with self.assertRaises(gradus.GradusError.Refused):
                vault.plan_replaced(mia, form("post-psarp-home"), same, later)
            kim = PersonDraft(name="Kim", born="2026-01-20", role="caregiver", background=["none"], operations=[])
            vault.record(Command.ADD_PERSON(draft=kim), later)
            self.assertIsNone(vault.plan_replaced("Kim", form("post-psarp-home"), same, later))
            self.assertEqual(vault.plan_known("Kim", later), [])

    def test_a_code_that_was_kept_elsewhere_tells_an_older_copy(self) -> None:
        with self.vault() as vault:
            early = vault.verify().freshness_code
        copy = f"{self.folder}-copy"
        shutil.copytree(self.folder, copy)
        with self.vault() as vault:
            self.begin(vault)
            late = vault.verify().freshness_code
            self.assertIsNone(vault.verify().freshness)
            for code in (early, late):
                self.assertEqual(vault.verify(not_older_than=code).freshness, gradus.FreshnessWord.FRESH)
            with self.assertRaises(gradus.GradusError.Invalid):
                vault.verify(not_older_than="half a code")
        with gradus.open_vault(copy, passcode=PASSCODE) as older:
            self.assertTrue(older.verify().sound)
            found = older.verify(not_older_than=late)
            self.assertEqual((found.freshness, found.sound), (gradus.FreshnessWord.ROLLED_BACK, False))
        with gradus.practice_vault() as elsewhere:
            self.assertEqual(elsewhere.verify(not_older_than=late).freshness, gradus.FreshnessWord.UNKNOWN)

    def test_the_recovery_code_opens_too(self) -> None:
        handle = gradus.Gradus.recover(self.folder, self.recovery_code, gradus.now())
        self.assertEqual(handle.people(), [])
        handle.lock()

    def test_documentation_arrives_from_the_core(self) -> None:
        self.assertIn("When this returns it is on the disk", str(gradus.Gradus.record.__doc__))
        self.assertIn("The gate in force, with its reason.", str(gradus.GateView.__doc__))


if __name__ == "__main__":
    unittest.main()
