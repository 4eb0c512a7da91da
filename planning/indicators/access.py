"""Who has green near by, and how much of it when all share it: measured by the worker.

In straight lines, in EPSG:5254. Residents are thought to be where the buildings of the base map are, by their
area on the ground; where no buildings are known, evenly all over the mahalle.
"""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from datetime import datetime
from typing import NamedTuple

from django.db import connection, transaction
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from analysis.access import floating_catchment
from places.models import Kind, PublicPlace
from planning.indicators.figures import Populations
from planning.indicators.indicator import Indicator
from planning.models import Better, KeptAccess, Spread

HECTARE = 10_000


class Nearness(NamedTuple):
    """A question: within so many metres of a green space of at least so many m²."""

    slug: str
    name: str | Promise
    metres: int
    least: float


QUESTIONS = [
    Nearness(
        "yesile-300-m",
        gettext_lazy("Residents within 300 m of half a hectare of green"),
        300,
        HECTARE / 2,
    ),
    Nearness("yesile-400-m", gettext_lazy("Residents within 400 m of any green"), 400, 0),
]
"""The first is the WHO's (Regional Office for Europe, 2016), the second that of SDG 11.7.1."""

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


REACH = "erisilen-yesil"
"""The slug of how much green each resident can reach."""

METRES = 400
"""To what is within reach, as for SDG 11.7.1."""

CELL = 100
"""Edge in metres of the cells in which residents are counted."""

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


@transaction.atomic
def count_access(*, now: datetime) -> int:
    """Measure anew how many residents have green near by, and how much, and keep that. Returns how many values."""
    KeptAccess.objects.all().delete()
    kept = [row for question in QUESTIONS for row in _shares(question, now)] + _reached(now)
    return len(KeptAccess.objects.bulk_create(kept))


def _shares(question: Nearness, now: datetime) -> list[KeptAccess]:
    with connection.cursor() as cursor:
        cursor.execute(SHARES, {"metres": question.metres, "least": question.least})
        return [
            KeptAccess(
                slug=question.slug,
                code=code,
                value=min(share, 100.0),
                spread=Spread(spread),
                counted_at=now,
            )
            for code, spread, share in cursor.fetchall()
        ]


def _reached(now: datetime) -> list[KeptAccess]:
    """Return how many square metres each resident can reach, when all in reach of a green share it."""
    sums: dict[tuple[str, bool], float] = defaultdict(float)
    for spot, metres in _spots_with_green(now.year):
        sums[spot.code, spot.by_buildings] += spot.share * metres
    return [
        KeptAccess(
            slug=REACH,
            code=code,
            value=value,
            spread=Spread.BUILDINGS if by_buildings else Spread.EVENLY,
            counted_at=now,
        )
        for (code, by_buildings), value in sums.items()
    ]


class _Spot(NamedTuple):
    """A cell of a mahalle: its share of the residents, and the numbers of the green within reach."""

    code: str
    by_buildings: bool
    share: float
    near: list[int]


def _spots_with_green(year: int) -> Iterator[tuple[_Spot, float]]:
    """Yield each cell with the square metres that one of its residents can reach."""
    residents = Populations().in_year(year)
    greens = PublicPlace.objects.in_register().filter(kind=Kind.GREEN, area__gt=0)
    areas = dict(greens.values_list("number", "area"))
    with connection.cursor() as cursor:
        cursor.execute(WITHIN_REACH, {"metres": METRES, "cell": float(CELL)})
        spots = [spot for spot in map(_Spot._make, cursor.fetchall()) if residents.get(spot.code)]
    at = {number: place for place, number in enumerate(areas)}
    shared = floating_catchment(
        supply=list(areas.values()),
        people=[spot.share * residents[spot.code] for spot in spots],
        near=[[at[number] for number in spot.near if number in at] for spot in spots],
    )
    yield from zip(spots, shared, strict=True)


def access_indicators() -> list[Indicator]:
    """Return the indicators of green near by, with the year in which they were measured last."""
    kept: dict[str, list[KeptAccess]] = defaultdict(list)
    for row in KeptAccess.objects.order_by("code"):
        kept[row.slug].append(row)
    definition = _(
        "The share of the residents who live so near to a green space of the register, in straight lines. Half a"
        " hectare within 300 m is what the WHO’s regional office asks for (2016), and the third of the 3-30-300"
        " rule (Konijnendijk, 2023)."
    )
    reach = _(
        "The green of the register within 400 m of home in straight lines, when all who live so near share it"
        " (two-step floating catchment, Luo and Wang, 2003): a park among many houses gives little to each."
        " People outside of the district, and in neighbourhoods whose population is not known, are not among those"
        " who share: beside them there is less than told."
    )
    return [
        *(_indicator(q.slug, str(q.name), "%", definition, kept[q.slug]) for q in QUESTIONS),
        _indicator(REACH, _("Green space within reach, shared by all"), "m²", reach, kept[REACH]),
    ]


def _indicator(
    slug: str, name: str, unit: str, definition: str, kept: Sequence[KeptAccess]
) -> Indicator:
    years = [kept[0].counted_at.year] if kept else []
    return Indicator(
        slug=slug,
        name=name,
        unit=unit,
        definition=definition,
        source=_("The register of places"),
        years=years,
        series=lambda: {year: {row.code: row.value for row in kept} for year in years},
        better=Better.MORE,
        sdg="11.7",
        caveat=_caveat(kept),
    )


def _caveat(kept: Sequence[KeptAccess]) -> str:
    spreads = sorted({row.spread for row in kept})
    how = ", ".join(str(Spread(spread).label) for spread in spreads)
    told = _(
        "Nobody’s address is known: the residents of a neighbourhood are thought to be %(how)s."
    ) % {"how": how}
    streets = _(
        "A straight line may lead through walls and over motorways: by the streets it is further. Green"
        " beyond the register, such as outside of the district, is not known here."
    )
    return f"{told} {streets}" if how else streets
