"""Who has green near by, and how much of it when all share it: measured by the worker.

Along the streets and paths of the base map where it has any, else in straight lines, in EPSG:5254. Residents are
thought to be where the buildings of the base map are, by their area on the ground; where no buildings are known,
evenly all over the mahalle.
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import NamedTuple

from django.db import transaction

from analysis.access import floating_catchment
from gisdata.replica import rows_of
from planning.indicators.access import QUESTIONS, REACH, Nearness
from planning.indicators.figures import Populations
from planning.models import KeptAccess, Spread
from planning.walking import Way, ways_to

METRES = 400
"""To what is within reach, as for SDG 11.7.1; no question asks for more."""

CELL = 100
"""Edge in metres of the cells in which residents are counted, for what they share in straight lines."""

GREENS = """
SELECT number, area, encode(ST_AsBinary(ST_Transform(shape, 5254)), 'hex')
FROM public_places
WHERE kind = 'green' AND status = 'verified' AND is_placed
ORDER BY number
"""

SHARES = """
WITH near AS MATERIALIZED (
  SELECT ST_Subdivide(ST_Transform(ST_Union(ST_Buffer(ST_Transform(shape, 5254), %(metres)s)), 4326), 64) AS shape
  FROM public_places
  WHERE kind = 'green' AND status = 'verified' AND is_placed AND area >= %(least)s
),
mahalle AS MATERIALIZED (
  SELECT n.code, n.boundary
  FROM neighbourhoods_neighbourhood n
  JOIN neighbourhoods_boundaryset s ON s.id = n.boundary_set_id AND s.status = 'active'
),
houses AS MATERIALIZED (
  SELECT ST_Transform(ST_PointOnSurface(shape), 4326) AS at, ST_Area(shape) AS ground
  FROM neighbourhoods_basemapfeature WHERE layer = 'buildings'
),
housed AS (
  SELECT m.code, sum(h.ground) AS ground,
         sum(h.ground) FILTER (WHERE EXISTS (SELECT FROM near WHERE ST_Covers(near.shape, h.at))) AS near
  FROM mahalle m JOIN houses h ON ST_Covers(m.boundary, h.at)
  GROUP BY m.code
  HAVING sum(h.ground) > 0
)
SELECT m.code,
       CASE WHEN housed.code IS NULL THEN 'evenly' ELSE 'buildings' END AS spread,
       100 * CASE WHEN housed.code IS NULL THEN (
         SELECT coalesce(sum(ST_Area(ST_Transform(ST_Intersection(m.boundary, near.shape), 5254))), 0)
         FROM near WHERE ST_Intersects(m.boundary, near.shape)
       ) / ST_Area(ST_Transform(m.boundary, 5254))
       ELSE coalesce(housed.near, 0) / housed.ground END AS share
FROM mahalle m LEFT JOIN housed ON housed.code = m.code
WHERE EXISTS (SELECT FROM public_places WHERE kind = 'green' AND status = 'verified')
"""
"""Nothing where the register has no green at all: then nothing is known."""

WITHIN_REACH = """
WITH green AS MATERIALIZED (
  SELECT number, ST_Transform(shape, 5254) AS shape
  FROM public_places
  WHERE kind = 'green' AND status = 'verified' AND is_placed AND area > 0
)
SELECT s.code, s.by_buildings, s.share,
       ARRAY(SELECT g.number FROM green g WHERE ST_DWithin(g.shape, ST_SetSRID(ST_Point(s.x, s.y), 5254), %(metres)s))
FROM resident_spots(%(cell)s) s
WHERE EXISTS (SELECT FROM green)
"""


class Green(NamedTuple):
    """A green space of the register: its area in m², 0 for a point or a line, its shape as hexadecimal WKB."""

    number: int
    area: float
    shape: str


class Spot(NamedTuple):
    """A cell of a mahalle: its share of the residents, and the numbers of the green within reach."""

    code: str
    by_buildings: bool
    share: float
    near: Iterable[int]


@transaction.atomic
def count_access(*, now: datetime) -> int:
    """Measure anew how many residents have green near by, and how much, and keep that. Returns how many values.

    Raises:
        gisdata.child.ChildError: the ways could not be found; what was kept stays.
    """
    greens = _greens()
    ways = ways_to([green.shape for green in greens], METRES)
    kept = _measured_straight(greens, now) if ways is None else _measured(ways, greens, now)
    for row in kept:
        row.by_streets, row.counted_at = ways is not None, now
    KeptAccess.objects.all().delete()
    return len(KeptAccess.objects.bulk_create(kept))


def _measured_straight(greens: Sequence[Green], now: datetime) -> list[KeptAccess]:
    near = [row for question in QUESTIONS for row in _in_straight_lines(question)]
    spots = [Spot(*row) for row in rows_of(WITHIN_REACH, metres=METRES, cell=float(CELL))]
    return near + _shared_by_all(spots, greens, now.year)


def _measured(ways: Sequence[Way], greens: Sequence[Green], now: datetime) -> list[KeptAccess]:
    near = [row for question in QUESTIONS for row in _along_streets(question, ways, greens)]
    numbers = [green.number for green in greens]
    spots = [
        Spot(way.code, way.by_buildings, way.share, [numbers[at] for at in way.metres])
        for way in ways
    ]
    return near + _shared_by_all(spots, greens, now.year)


def _greens() -> list[Green]:
    return [Green(number, area or 0, shape) for number, area, shape in rows_of(GREENS)]


def _in_straight_lines(question: Nearness) -> list[KeptAccess]:
    rows = rows_of(SHARES, metres=question.metres, least=question.least)
    return [
        KeptAccess(slug=question.slug, code=code, value=min(share, 100.0), spread=Spread(spread))
        for code, spread, share in rows
    ]


def _along_streets(
    question: Nearness, ways: Sequence[Way], greens: Sequence[Green]
) -> list[KeptAccess]:
    if not greens:
        return []
    shares: dict[tuple[str, bool], float] = defaultdict(float)
    for way in ways:
        reached = any(
            metres <= question.metres and greens[at].area >= question.least
            for at, metres in way.metres.items()
        )
        shares[way.code, way.by_buildings] += 100 * way.share * reached
    return _kept(question.slug, {place: min(share, 100.0) for place, share in shares.items()})


def _shared_by_all(spots: Sequence[Spot], greens: Sequence[Green], year: int) -> list[KeptAccess]:
    """Return how many square metres each resident can reach, when all in reach of a green share it."""
    residents = Populations().in_year(year)
    areas = {green.number: green.area for green in greens if green.area > 0}
    inhabited = [spot for spot in spots if areas and residents.get(spot.code)]
    at = dict(zip(areas, range(len(areas)), strict=True))
    shared = floating_catchment(
        supply=list(areas.values()),
        people=[spot.share * residents[spot.code] for spot in inhabited],
        near=[[at[number] for number in areas.keys() & spot.near] for spot in inhabited],
    )
    sums: dict[tuple[str, bool], float] = defaultdict(float)
    for spot, metres in zip(inhabited, shared, strict=True):
        sums[spot.code, spot.by_buildings] += spot.share * metres
    return _kept(REACH, sums)


def _kept(slug: str, values: dict[tuple[str, bool], float]) -> list[KeptAccess]:
    return [
        KeptAccess(
            slug=slug,
            code=code,
            value=value,
            spread=Spread.BUILDINGS if by_buildings else Spread.EVENLY,
        )
        for (code, by_buildings), value in values.items()
    ]
