"""The pins that the benchmarks measure with: where they lie, what they say, how they are loaded."""

import sys
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from typing import Any

import numpy as np
import shapely
from django.core.management import call_command
from django.db import connection
from rich.progress import track
from uuid_utils.compat import uuid7

from benchmarks.measure import progress, timed
from gisdata.sample.district import neighbourhoods
from issues.bulk import ImportedIssue, import_issues
from issues.filters import IssueFilter
from issues.models import CLOSED, Category, Issue, Source, Status
from issues.parameters import IssueFilterSerializer

SEED = 17
START = datetime(2024, 1, 1, tzinfo=UTC)
MINUTES = 730 * 24 * 60
STATUS_SHARES = (0.25, 0.1, 0.1, 0.45, 0.1)
DESCRIPTION = "Kaldırım taşı yerinden oynamış, yürürken takılıyoruz."

FILTERS: dict[str, dict[str, str]] = {
    "none": {},
    "category": {"category": "cop"},
    "category_group": {"category": "yol"},
    "open": {"status": "new,acknowledged,in_progress"},
    "whole_months": {"from": "2025-03-01", "to": "2025-05-31"},
    "ragged_45_days": {"from": "2025-03-10", "to": "2025-04-23"},
    "category_ragged_45_days": {"category": "cop", "from": "2025-03-10", "to": "2025-04-23"},
    "mahalle": {"mahalle": neighbourhoods()[0].code},
    "group_open_100_days": {
        "category": "yol",
        "status": "new,acknowledged,in_progress",
        "from": "2025-02-10",
        "to": "2025-05-20",
    },
}
"""Filters as the query parameters that a reader sends."""


def issue_filter(name: str) -> IssueFilter:
    """Return one of FILTERS, parsed as the service does it."""
    return IssueFilterSerializer(data=FILTERS[name]).issue_filter()


def prepare() -> None:
    """Make an empty service with the sample district's boundaries."""
    call_command("migrate", verbosity=0)
    if Issue.objects.exclude(source__in=[Source.IMPORT, Source.SAMPLE]).exists():
        sys.exit("This database holds people's reports; a benchmark would delete them.")
    call_command("load_sample", if_empty=True, stdout=sys.stderr)
    empty()


def empty() -> None:
    """Remove all issues and their counts."""
    with connection.cursor() as cursor:
        cursor.execute("TRUNCATE issues_issue CASCADE")


def random_points(pins: int) -> np.ndarray[Any, Any]:
    """Return longitudes and latitudes, (pins, 2): most gather round 200 spots, few lie outside."""
    random = np.random.default_rng(SEED)
    district = shapely.union_all([shapely.Polygon(n.ring) for n in neighbourhoods()])
    west, south, east, north = district.bounds
    anywhere = random.uniform((west, south), (east, north), (20_000, 2))
    spots = anywhere[shapely.contains_xy(district, *anywhere.T)][:200]
    return spots[random.integers(0, len(spots), pins)] + random.normal(0, 0.0015, (pins, 2))


def varied(points: np.ndarray[Any, Any]) -> Iterator[ImportedIssue]:
    """Yield an issue for each point: the n-th category is n times as rare as the first."""
    random = np.random.default_rng(SEED)
    categories = list(Category.objects.values_list("pk", flat=True))
    rarity = 1 / np.arange(1, len(categories) + 1)
    which = random.choice(len(categories), len(points), p=rarity / rarity.sum())
    status = random.choice(len(Status.values), len(points), p=STATUS_SHARES)
    minutes = random.integers(0, MINUTES, len(points))
    return (
        varied_issue(points[i], categories[which[i]], Status.values[status[i]], int(minutes[i]))
        for i in range(len(points))
    )


def varied_issue(
    point: np.ndarray[Any, Any], category: int, status: str, minutes: int
) -> ImportedIssue:
    """Return an issue; a closed one was closed ten days later."""
    reported_at = START + timedelta(minutes=minutes)
    return ImportedIssue(
        id=uuid7(),
        longitude=float(point[0]),
        latitude=float(point[1]),
        category_id=category,
        description=DESCRIPTION,
        status=status,
        reported_at=reported_at,
        closed_at=reported_at + timedelta(days=10) if status in CLOSED else None,
    )


def load(points: np.ndarray[Any, Any], what: str) -> float:
    """Load varied pins in place of those there. Returns the seconds to the commit."""
    empty()
    issues = track(varied(points), "Importing", total=len(points), console=progress)
    with timed(what) as took:
        import_issues(issues=issues, source=Source.IMPORT)
    with connection.cursor() as cursor:
        cursor.execute("VACUUM (ANALYZE)")
    return took.seconds


def load_unless_there(pins: int) -> float | None:
    """Load varied pins, unless another benchmark left as many. Returns the seconds, None for no load."""
    call_command("migrate", verbosity=0)
    left = Issue.objects.filter(source=Source.IMPORT, status__in=CLOSED).exists()
    if left and Issue.objects.count() == pins:
        progress.print("[dim]· the pins of another benchmark are used again[/dim]")
        return None
    prepare()
    return load(random_points(pins), "load")
