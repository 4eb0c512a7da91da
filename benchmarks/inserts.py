"""What keeping the counts and cells costs: bulk loads and single inserts, with and without."""

import statistics
import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import numpy as np
from django.db import connection

from benchmarks.measure import progress
from benchmarks.pins import load, varied
from issues.bulk import import_issues
from issues.models import Issue, Source

SUMMARIES_OFF_FOR = 200_000
"""Pins, at most, that are loaded with and without summaries to compare."""

BULK_SHARE, SINGLE_MS = 0.5, 2
ROUND = 50
SWITCH = (
    "ALTER TABLE issues_issue {0} TRIGGER issue_count_inserted,"
    " {0} TRIGGER issue_count_deleted, {0} TRIGGER issue_count_truncated"
)


@contextmanager
def summaries_off() -> Iterator[None]:
    """Let the statement triggers rest; what is counted must be the same before and after."""
    switch("DISABLE")
    try:
        yield
    finally:
        switch("ENABLE")


def switch(action: str) -> None:
    """Enable or disable the triggers that keep daily counts and cells."""
    with connection.cursor() as cursor:
        cursor.execute(SWITCH.format(action))


def bulk_loads(points: np.ndarray[Any, Any]) -> dict[str, Any]:
    """Load the same points without and with summaries. Daily counts are among them."""
    with summaries_off():
        without = load(points, "load without summaries")
    kept = load(points, "load with summaries")
    return {
        "compared": {
            "about": "summaries are the daily counts and the cells",
            "pins": len(points),
            "seconds_without_summaries": without,
            "seconds_with_summaries": kept,
            "share_of_summaries": round(1 - without / kept, 3),
            "target_share": BULK_SHARE,
        }
    }


def single_inserts(points: np.ndarray[Any, Any]) -> dict[str, Any]:
    """Insert 200 issues one by one with summaries and 200 without, in turns, then remove them."""
    kept: list[float] = []
    without: list[float] = []
    progress.print("[dim]· single inserts[/dim]")
    for start in range(0, 4 * ROUND, ROUND):
        some = points[start : start + ROUND]
        kept += insert_one_by_one(some)
        with summaries_off():
            without += insert_one_by_one(some)
    figures = {"with": statistics.median(kept) * 1000, "without": statistics.median(without) * 1000}
    return {
        "inserts": len(kept),
        "median_ms_with_summaries": round(figures["with"], 2),
        "median_ms_without_summaries": round(figures["without"], 2),
        "cost_ms": round(figures["with"] - figures["without"], 2),
        "target_cost_ms": SINGLE_MS,
    }


def insert_one_by_one(points: np.ndarray[Any, Any]) -> list[float]:
    """Return the seconds of each insert, its commit included; nothing stays behind."""
    seconds = []
    issues = list(varied(points))
    for issue in issues:
        start = time.perf_counter()
        import_issues(issues=[issue], source=Source.IMPORT)
        seconds.append(time.perf_counter() - start)
    Issue.objects.filter(pk__in=[issue.id for issue in issues]).delete()
    return seconds
