"""What every benchmark shares: a clock, the process's memory, and JSON on standard output."""

import json
import os
import platform
import resource
import sys
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import Any

import numpy as np
from rich.console import Console

progress = Console(stderr=True)


class Took:
    """Seconds of a block of work."""

    seconds = 0.0


@contextmanager
def timed(what: str) -> Iterator[Took]:
    """Time a block and say on standard error what goes on."""
    progress.print(f"[dim]· {what} …[/dim]")
    took = Took()
    start = time.perf_counter()
    yield took
    took.seconds = round(time.perf_counter() - start, 3)
    progress.print(f"[dim]  {took.seconds} s[/dim]")


def peak_memory_mb() -> float:
    """Return the largest resident size of this process so far, in MB."""
    return round(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024, 1)


def spread(seconds: Sequence[float]) -> dict[str, Any]:
    """Return the median and the 95th percentile in milliseconds, and of how many they are."""
    p50, p95 = np.percentile(seconds, (50, 95)) * 1000
    return {"p50_ms": round(float(p50), 2), "p95_ms": round(float(p95), 2), "n": len(seconds)}


def machine() -> dict[str, Any]:
    """Return what the figures were measured on."""
    return {
        "cores": os.cpu_count(),
        "load_average_at_the_end": [round(load, 2) for load in os.getloadavg()],
        "python": platform.python_version(),
        "system": platform.platform(),
    }


def report(result: dict[str, Any]) -> None:
    """Print the result as JSON."""
    sys.stdout.write(json.dumps(result | {"machine": machine()}, indent=2) + "\n")
