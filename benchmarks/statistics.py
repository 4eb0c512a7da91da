"""The table of all mahalle under filters, and what is counted at night; beside the plain spatial join.

script/bench statistics --pins 10000000
"""

import argparse
import time
from collections.abc import Callable
from typing import Any

from django.db import connection
from django.utils import timezone

from benchmarks.measure import peak_memory_mb, report, spread, timed
from benchmarks.pins import FILTERS, issue_filter, load_unless_there
from planning.heard.actions import count_readiness
from planning.indicators.reach import count_access
from planning.statistics import district_statistics
from planning.times.actions import count_durations

TIMES = 30
TARGET = {"database_p95_ms": 30}

JOIN = """
SELECT n.code, i.status, count(*)
FROM issues_issue i
JOIN neighbourhoods_neighbourhood n ON ST_Contains(n.boundary, i.location)
JOIN neighbourhoods_boundaryset s ON s.id = n.boundary_set_id AND s.status = 'active'
WHERE i.visibility = 'public'
GROUP BY 1, 2
"""
"""The same counts of all pins as somebody would write who keeps none."""


class Clock:
    """The seconds that the database takes, query by query."""

    seconds = 0.0

    def __call__(self, execute: Callable[..., Any], *arguments: Any) -> Any:
        """Run a query and add its time; the rows come with it."""
        start = time.perf_counter()
        try:
            return execute(*arguments)
        finally:
            self.seconds += time.perf_counter() - start


def main() -> None:
    """Load the pins unless they are there, ask for the table under each filter, then the peer."""
    parser = argparse.ArgumentParser(prog="script/bench statistics", description=__doc__)
    parser.add_argument("--pins", type=int, default=1_000_000)
    options = parser.parse_args()
    load_unless_there(options.pins)
    tables = {name: spread(table(name)) for name in FILTERS}
    nightly: dict[str, Any] = {}
    now = timezone.now()
    for name, count in (("who_is_heard", count_readiness), ("how_long", count_durations)):
        with timed(f"counting {name}") as took:
            rows = count(until=now)
        nightly[name] = {"seconds": took.seconds, "rows": rows}
    with timed("measuring green near by") as took:
        rows = count_access(now=now)
    nightly["green_near_by"] = {"seconds": took.seconds, "rows": rows}
    with timed("the plain join") as took, connection.cursor() as cursor:
        cursor.execute(JOIN)
        joined = sum(count for _code, _status, count in cursor.fetchall())
    report(
        {
            "benchmark": "statistics",
            "pins": options.pins,
            "target": TARGET,
            "table_of_all_mahalle_in_the_database": tables,
            "counted_at_night": nightly,
            "peers": {"plain_spatial_join": {"seconds": took.seconds, "in_a_mahalle": joined}},
            "in_a_mahalle": sum(
                one.total for one in district_statistics(issue_filter("none")).results
            ),
            "peak_memory_mb": peak_memory_mb(),
        }
    )


def table(name: str) -> list[float]:
    """Return how long the database took for the table under a filter, each time."""
    asked = issue_filter(name)
    took = []
    for _time in range(TIMES):
        clock = Clock()
        with connection.execute_wrapper(clock):
            district_statistics(asked)
        took.append(clock.seconds)
    return took
