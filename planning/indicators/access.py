"""Who has green near by: the share of residents within a distance, measured by the worker.

In straight lines, in EPSG:5254. Residents are thought to be where the buildings of the base map are, by their
area on the ground; where no buildings are known, evenly all over the mahalle.
"""

from collections.abc import Mapping
from datetime import datetime
from typing import Any, NamedTuple

from django.db import connection, transaction
from django.db.models import Max, Min
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from planning.indicators.indicator import Indicator, Values
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


@transaction.atomic
def count_access(*, now: datetime) -> int:
    """Measure anew how many residents have green near by, and keep that. Returns how many shares."""
    KeptAccess.objects.all().delete()
    kept = [row for question in QUESTIONS for row in _shares(question, now)]
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


def access_indicators() -> list[Indicator]:
    """Return the indicators of green near by, with the year in which they were measured last."""
    kept = KeptAccess.objects.values("slug").annotate(
        at=Max("counted_at"), most=Max("spread"), least=Min("spread")
    )
    known = {row["slug"]: row for row in kept}
    return [_indicator(question, known.get(question.slug)) for question in QUESTIONS]


def _indicator(question: Nearness, kept: Mapping[str, Any] | None) -> Indicator:
    years = [kept["at"].year] if kept else []
    return Indicator(
        slug=question.slug,
        name=str(question.name),
        unit="%",
        definition=_(
            "The share of the residents who live so near to a green space of the register, in straight lines."
        ),
        source=_("The register of places"),
        years=years,
        series=lambda: {year: _kept(question.slug) for year in years},
        better=Better.MORE,
        sdg="11.7",
        caveat=_caveat(kept),
    )


def _caveat(kept: Mapping[str, Any] | None) -> str:
    spreads = {str(kept["least"]), str(kept["most"])} if kept else set()
    how = ", ".join(str(Spread(spread).label) for spread in sorted(spreads))
    told = _(
        "Nobody’s address is known: the residents of a neighbourhood are thought to be %(how)s."
    ) % {"how": how}
    streets = _(
        "A straight line may lead through walls and over motorways: by the streets it is further. Green"
        " beyond the register, such as outside of the district, is not known here."
    )
    return f"{told} {streets}" if how else streets


def _kept(slug: str) -> Values:
    return dict(KeptAccess.objects.filter(slug=slug).values_list("code", "value"))
