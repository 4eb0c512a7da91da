"""Load pins through the import path, mahalle and counts complete; beside geopandas and plain SQL.

script/bench assign --pins 1000000
"""

import argparse
from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import geopandas as gpd
import numpy as np
import shapely
from django.db import connection, transaction
from rich.progress import track
from uuid_utils.compat import uuid7

from benchmarks.measure import peak_memory_mb, progress, report, timed
from benchmarks.pins import SEED, START, prepare, random_points
from gisdata.sample.district import neighbourhoods
from issues.bulk import ImportedIssue, import_issues
from issues.models import Category, DailyCount, Issue, Source
from issues.querysets import count_differences
from neighbourhoods.actions import (
    NamedBoundary,
    activate_boundary_set,
    load_boundaries,
)
from neighbourhoods.models import Neighbourhood

TARGET_SECONDS = 60
TARGET_MEMORY_MB = 1000


def main() -> None:
    """Run the import and its peers on the same points, in one process, one after another."""
    parser = argparse.ArgumentParser(prog="script/bench assign", description=__doc__)
    parser.add_argument("--pins", type=int, default=1_000_000)
    pins: int = parser.parse_args().pins
    prepare()
    points = random_points(pins)
    ours = run_import(points)
    result = {
        "benchmark": "assign",
        "pins": pins,
        "target": {"seconds": TARGET_SECONDS, "memory_mb": TARGET_MEMORY_MB, "pins": 1_000_000},
        "import_path": ours,
        "peers": {"plain_st_covers": run_plain_sql(), "geopandas_sjoin": run_geopandas(points)},
        "activation_of_another_set": run_activation(),
    }
    report(result)


def imported(points: np.ndarray[Any, Any], categories: list[int]) -> Iterator[ImportedIssue]:
    """Yield an issue for each point, of any category and any day of two years."""
    random = np.random.default_rng(SEED)
    which = random.integers(0, len(categories), len(points))
    minutes = random.integers(0, 730 * 24 * 60, len(points))
    for i, (longitude, latitude) in enumerate(points):
        yield ImportedIssue(
            id=uuid7(),
            longitude=float(longitude),
            latitude=float(latitude),
            category_id=categories[which[i]],
            description="Kaldırım taşı yerinden oynamış, yürürken takılıyoruz.",
            status="new",
            reported_at=START + timedelta(minutes=int(minutes[i])),
            closed_at=None,
        )


def run_import(points: np.ndarray[Any, Any]) -> dict[str, Any]:
    """Load through import_issues and prove that every count equals a recount."""
    categories = list(Category.objects.values_list("pk", flat=True))
    issues = track(imported(points, categories), "Importing", total=len(points), console=progress)
    with timed("import, to the commit") as took:
        import_issues(issues=issues, source=Source.IMPORT)
    memory = peak_memory_mb()
    return {
        "seconds": took.seconds,
        "pins_per_second": round(len(points) / took.seconds),
        "peak_memory_mb": memory,
        "counted": DailyCount.objects.all().total(),
        "in_a_mahalle": Issue.objects.exclude(neighbourhood=None).count(),
        "counts_that_differ_from_a_recount": count_differences(),
    }


def run_activation() -> dict[str, Any]:
    """Load the same boundaries as another set and make it the current one: every pin is reassigned."""
    current = Neighbourhood.objects.current()
    boundaries = [NamedBoundary(n.code, n.name, n.boundary) for n in current]
    another = load_boundaries(name="Another", source="", boundaries=boundaries, is_sample=True)
    with timed("activation of another boundary set") as took:
        activate_boundary_set(boundary_set=another)
    return {"seconds": took.seconds, "counts_that_differ_from_a_recount": count_differences()}


def run_plain_sql() -> dict[str, Any]:
    """Count per mahalle by joining every point with the boundaries, stored answers unused."""
    with timed("plain ST_Covers join") as took, transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(
            "SELECT sum(n) FROM (SELECT b.code, count(*) AS n FROM issues_issue i"
            " JOIN neighbourhoods_neighbourhood b ON ST_Covers(b.boundary, i.location)"
            " JOIN neighbourhoods_boundaryset s ON s.id = b.boundary_set_id AND s.status = 'active'"
            " GROUP BY b.code) AS counted"
        )
        found = int(cursor.fetchone()[0])
    return {"seconds": took.seconds, "in_a_mahalle": found}


def run_geopandas(points: np.ndarray[Any, Any]) -> dict[str, Any]:
    """Count per mahalle with geopandas, points and boundaries already in memory."""
    areas = gpd.GeoDataFrame(
        {"code": [n.code for n in neighbourhoods()]},
        geometry=[shapely.Polygon(n.ring) for n in neighbourhoods()],
        crs=4326,
    )
    with timed("geopandas sjoin") as took:
        pins = gpd.GeoDataFrame(geometry=gpd.points_from_xy(*points.T), crs=4326)
        joined = gpd.sjoin(pins, areas, predicate="covered_by")
        counted = joined.groupby("code").size()
    return {
        "seconds": took.seconds,
        "in_a_mahalle": int(counted.sum()),
        "peak_memory_mb": peak_memory_mb(),
    }
