"""Finding where reports gather: numbers out of the counts, PySAL in a process of its own, and what it found kept.

Counted are public reports that were put on a point: one of which only the mahalle is known stands in its middle,
and would make a hot spot there.
"""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, cast

from django.contrib.gis.geos import GEOSGeometry, Polygon
from django.db import transaction
from django.db.models import Sum
from django.utils import timezone

from gisdata.child import Child
from gisdata.crs import WGS84
from gisdata.hexagons import EDGE
from gisdata.replica import rows_of
from issues.cells import FINE
from issues.models import DailyCount
from issues.periods import first_day, last_day
from issues.querysets import ANY_STATUS, EVERY_CATEGORY
from neighbourhoods.models import Neighbourhood
from planning.indicators.figures import Populations
from planning.models import HexagonPattern, KeptGathering, KeptLocalRate, Pattern
from planning.months import YEAR, whole_months

FEWEST = 30
"""Reports in a year, or in a month, below which nothing is said of it: of fewer, any two that meet are a pattern."""

LEAST_AREAS = 8
"""Mahalle or hexagons below which there is no around to speak of."""

_analysis = Child(seconds=600)

HEXAGONS = """
WITH district AS MATERIALIZED (
  SELECT ST_Union(ST_Transform(n.boundary, 5254)) AS shape
  FROM neighbourhoods_neighbourhood n
  JOIN neighbourhoods_boundaryset s ON s.id = n.boundary_set_id AND s.status = 'active'
), grid AS (
  SELECT g.i, g.j, g.geom, ST_Area(ST_Intersection(g.geom, d.shape)) / 1e6 AS km2
  FROM district d, ST_HexagonGrid(%(edge)s, d.shape) AS g
), placed AS (
  SELECT period, exact, ST_Transform(ST_SetSRID(ST_Point(
           grid_longitude(sum_x::float / count, 28), grid_latitude(sum_y::float / count, 28)), 4326), 5254) AS at
  FROM public_issue_cells
  WHERE level = %(level)s AND category_id = %(category)s AND status = %(status)s AND period = ANY(%(months)s) AND exact > 0
), counted AS (
  SELECT h.i, h.j, jsonb_object_agg(h.period, h.n) AS months
  FROM (
    SELECT at.i, at.j, placed.period, sum(placed.exact) AS n
    FROM placed CROSS JOIN LATERAL hexagon_at(ST_X(placed.at), ST_Y(placed.at), %(edge)s) AS at
    GROUP BY 1, 2, 3
  ) AS h
  GROUP BY h.i, h.j
)
SELECT grid.i || '/' || grid.j, ST_X(ST_Centroid(geom)), ST_Y(ST_Centroid(geom)), km2, months,
       ST_AsBinary(ST_Transform(geom, 4326)),
       (SELECT n.code FROM neighbourhoods_neighbourhood n
        JOIN neighbourhoods_boundaryset s ON s.id = n.boundary_set_id AND s.status = 'active'
        WHERE ST_Covers(n.boundary, ST_Transform(ST_Centroid(geom), 4326)) ORDER BY n.code LIMIT 1)
FROM grid LEFT JOIN counted USING (i, j)
WHERE km2 > ST_Area(geom) / 2e6
ORDER BY grid.i, grid.j
"""
"""The hexagons that lie in the district by more than a half, with their reports by month; the rest has too
little ground to be compared."""

BESIDE = """
WITH mahalle AS MATERIALIZED (
  SELECT n.code, ST_Transform(n.boundary, 5254) AS shape
  FROM neighbourhoods_neighbourhood n
  JOIN neighbourhoods_boundaryset s ON s.id = n.boundary_set_id AND s.status = 'active'
)
SELECT one.code, other.code
FROM mahalle one JOIN mahalle other ON one.code <> other.code AND ST_DWithin(one.shape, other.shape, %(metres)s)
ORDER BY one.code, other.code
"""

BORDER = 5
"""Metres between two mahalle that are beside each other: drawn boundaries do not always meet."""


@dataclass(frozen=True)
class Hexagon:
    """A hexagon: its middle in metres (EPSG:5254), its area in the district, reports by month, and its shape."""

    name: str
    x: float
    y: float
    km2: float
    months: dict[str, int]
    shape: bytes
    code: str | None

    def in_months(self, months: Sequence[int]) -> int:
        """Return its reports in some months."""
        return sum(self.months.get(str(month), 0) for month in months)


@dataclass(frozen=True)
class Looked:
    """What was looked at: months as periods, oldest first, the first and last day of the year, and the counts."""

    now: datetime
    months: list[int]
    year: tuple[date, date]
    hexagons: list[Hexagon]
    areas: dict[str, Any]


def count_patterns(*, now: datetime) -> int:
    """Find anew where reports gather, and keep that. Returns how many hexagons were compared.

    Raises:
        gisdata.child.ChildError: the process failed; what was kept stays.
    """
    months = whole_months(timezone.localdate(now))
    year = first_day(months[-YEAR]), last_day(months[-1])
    looked_at = Looked(now, months, year, _hexagons(months), _rates(*year))
    asked = _asked(looked_at)
    return _keep(_found(asked) if asked else {}, looked_at)


def _found(asked: dict[str, Any]) -> dict[str, Any]:
    with _analysis.turn():
        said = _analysis.run("-m", "planning.patterns", given=json.dumps(asked).encode())
    return cast("dict[str, Any]", json.loads(said))


def _asked(looked_at: Looked) -> dict[str, Any]:
    """Return what there is enough of to be asked."""
    parts = {"hexagons": _asked_of_hexagons(looked_at), "areas": _asked_of_areas(looked_at.areas)}
    return {name: asked for name, asked in parts.items() if asked}


def _asked_of_hexagons(looked_at: Looked) -> dict[str, Any] | None:
    hexagons, months = looked_at.hexagons, looked_at.months
    year = [one.in_months(months[-YEAR:]) for one in hexagons]
    if len(hexagons) < LEAST_AREAS or sum(year) < FEWEST:
        return None
    return {
        "edge": EDGE,
        "centres": [(one.x, one.y) for one in hexagons],
        "km2": [one.km2 for one in hexagons],
        "months": [[one.in_months([month]) for one in hexagons] for month in months],
        "year": year,
        "fewest": FEWEST,
    }


def _asked_of_areas(areas: dict[str, Any]) -> dict[str, Any] | None:
    if len(areas["codes"]) < LEAST_AREAS or sum(areas["events"]) < FEWEST:
        return None
    return {name: areas[name] for name in ("events", "people", "beside")}


def _hexagons(months: Sequence[int]) -> list[Hexagon]:
    found = rows_of(
        HEXAGONS,
        edge=float(EDGE),
        months=list(months),
        level=FINE,
        category=EVERY_CATEGORY,
        status=ANY_STATUS,
    )
    return [
        Hexagon(name, x, y, km2, json.loads(counts or "{}"), bytes(shape), code)
        for name, x, y, km2, counts, shape, code in found
    ]


def _rates(since: date, until: date) -> dict[str, Any]:
    """Return the mahalle in which somebody lives: reports, residents, and the places of those beside each."""
    people = Populations().in_year(until.year)
    counted = DailyCount.objects.filter(day__range=(since, until)).values_list("neighbourhood")
    events = dict(counted.annotate(n=Sum("count")).order_by())
    areas = [
        n
        for n in Neighbourhood.objects.current().defer("boundary").order_by("code")
        if people.get(n.code)
    ]
    at = {area.code: place for place, area in enumerate(areas)}
    return {
        "codes": list(at),
        "events": [events.get(area.pk, 0) for area in areas],
        "people": [people[area.code] for area in areas],
        "beside": _beside(at),
    }


def _beside(at: dict[str, int]) -> list[list[int]]:
    """Return the places of the mahalle beside each, by its code."""
    beside: list[list[int]] = [[] for _code in at]
    for code, other in rows_of(BESIDE, metres=BORDER):
        if code in at and other in at:
            beside[at[code]].append(at[other])
    return beside


@transaction.atomic
def _keep(said: dict[str, Any], looked_at: Looked) -> int:
    for model in (HexagonPattern, KeptGathering, KeptLocalRate):
        model.objects.all().delete()
    sizes = {"hexagons": len(looked_at.hexagons), "areas": len(looked_at.areas["codes"])}
    scales = {"hexagons": KeptGathering.Scale.HEXAGONS, "areas": KeptGathering.Scale.MAHALLE}
    since, until = looked_at.year
    for part, found in said.items():
        i, expected, p = found["gathering"]
        KeptGathering.objects.create(
            scale=scales[part], areas=sizes[part], i=i, expected=expected, p=p,
            since=since, until=until, counted_at=looked_at.now,
        )  # fmt: skip
    if found := said.get("hexagons"):
        HexagonPattern.objects.bulk_create(_patterns(found, looked_at))
    if found := said.get("areas"):
        KeptLocalRate.objects.bulk_create(_local(found["local"], looked_at.areas))
    return len(looked_at.hexagons) if "hexagons" in said else 0


def _patterns(found: dict[str, Any], looked_at: Looked) -> list[HexagonPattern]:
    since, until = looked_at.year
    parts = zip(looked_at.hexagons, found["spots"], found["courses"], strict=True)
    return [
        HexagonPattern(
            hexagon=one.name,
            code=one.code or "",
            reports=one.in_months(looked_at.months[-YEAR:]),
            per_km2=one.in_months(looked_at.months[-YEAR:]) / one.km2,
            z=z,
            p=p,
            pattern=_pattern(sign, course),
            since=since,
            until=until,
            shape=cast("Polygon", GEOSGeometry(memoryview(one.shape), srid=WGS84)),
        )
        for one, (z, p, sign), course in parts
    ]


def _pattern(sign: int, course: str) -> str:
    """Return what a hexagon is: by its course where it is a hot spot of the year, or is one since last month."""
    if sign > 0:
        return course or Pattern.SPREAD
    if course == Pattern.NEW:
        return course
    return Pattern.RARE if sign < 0 else ""


def _local(found: list[Any], areas: dict[str, Any]) -> list[KeptLocalRate]:
    parts = zip(areas["codes"], areas["events"], areas["people"], found, strict=True)
    return [
        KeptLocalRate(code=code, per_1000=1000 * events / people, kind=kind, p=p)
        for code, events, people, (kind, p) in parts
    ]
