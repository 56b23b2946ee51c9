"""Puts the same sets of facts to the core and to the second reader, and tells where they differ.

python3 differential.py PROGRAM COUNT SEED WORKERS: so many sets, drawn by PROGRAM's `stream`, each answered by both. Prints JSON.
"""

import json
import multiprocessing
import os
import subprocess
import sys
import time
from collections import Counter
from pathlib import Path
from typing import Any

import second_reader

ROOT = Path(__file__).resolve().parents[2]
PARTS = ["disposition", "amount", "time", "size", "fired", "missing"]
SHOWN = 10
MANY_PIECES = {"GLIBC_TUNABLES": "glibc.malloc.tcache_count=4000"}


def differences(mine: list[Any], theirs: list[Any]) -> list[str]:
    return [part for part, one, other in zip(PARTS, mine, theirs, strict=True) if one != other]


def work(job: tuple[str, int, int]) -> dict[str, Any]:
    program, count, seed = job
    pack = second_reader.builtin(ROOT)
    answered, fired, dispositions = 0, 0, Counter[str]()
    rules = Counter[str]()
    shown: list[dict[str, Any]] = []
    differ = 0
    with subprocess.Popen([program, "stream", str(count), str(seed)], stdout=subprocess.PIPE, env=os.environ | MANY_PIECES) as stream:
        assert stream.stdout is not None
        for line in stream.stdout:
            case = json.loads(line)
            mine = second_reader.plain(pack.answer(case["facts"]))
            theirs = case["answer"]
            answered += 1
            fired += len(theirs[4])
            dispositions[theirs[0]] += 1
            rules.update(f"{one[0]} {'sure' if one[1] else 'doubt'}" for one in theirs[4])
            parts = differences(mine, theirs)
            if parts:
                differ += 1
                if len(shown) < SHOWN:
                    shown.append({"in": parts, "facts": case["facts"], "core": theirs, "second": mine})
    return {"answered": answered, "fired": fired, "differ": differ, "dispositions": dispositions, "rules": rules, "shown": shown}


def run(program: str, count: int, seed: int, workers: int) -> dict[str, Any]:
    start = time.monotonic()
    share = -(-count // workers)
    jobs = [(program, share, seed * 1000 + number) for number in range(workers)]
    with multiprocessing.Pool(workers) as pool:
        done = pool.map(work, jobs)
    rules = sum((one["rules"] for one in done), Counter[str]())
    names = {rule.id for rule in second_reader.builtin(ROOT).rules}
    return {
        "answered": sum(one["answered"] for one in done),
        "fired": sum(one["fired"] for one in done),
        "differ": sum(one["differ"] for one in done),
        "dispositions": sum((one["dispositions"] for one in done), Counter[str]()),
        "rules": len(names),
        "never_fired": sorted(name for name in names if not rules[f"{name} sure"]),
        "shown": [case for one in done for case in one["shown"]][:SHOWN],
        "seconds": round(time.monotonic() - start, 1),
    }


if __name__ == "__main__":
    told = run(sys.argv[1], int(sys.argv[2]), int(sys.argv[3]), int(sys.argv[4]))
    print(json.dumps(told))
    sys.exit(1 if told["differ"] or told["answered"] < int(sys.argv[2]) else 0)
