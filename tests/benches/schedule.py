"""What 100,000 daily dates and the jump to the last of them cost with python-dateutil. See tests/benches/schedule.rs."""

import collections
import itertools
import statistics
import time
from collections.abc import Callable
from datetime import datetime

from dateutil.rrule import DAILY, rrule

MANY = 100_000


def row(name: str, runs: int, call: Callable[[], object]) -> None:
    """The median of so many runs."""
    times = []
    for _ in range(runs):
        begun = time.perf_counter()
        call()
        times.append(time.perf_counter() - begun)
    print(f"{name:<48}{statistics.median(times) * 1e6:>12.3f} us")


daily = rrule(DAILY, dtstart=datetime(2026, 1, 19, 20), cache=False)
row("dateutil: 100,000 daily", 5, lambda: collections.deque(itertools.islice(daily, MANY), maxlen=1))
row("dateutil: the 100,000th", 5, lambda: daily[MANY - 1])
