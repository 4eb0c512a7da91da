"""Where people are, what is there already, and which sites could be had: questions to PostGIS, in metres (EPSG:5254).

People are counted in the square cells of planning/sql/resident_spots.sql.
"""

from dataclasses import dataclass

from gisdata.replica import rows_of
from planning.indicators.indicator import Values
from planning.siting.question import MOST_CANDIDATES, Candidate

SPOTS = """
WITH existing AS MATERIALIZED (
  SELECT ST_Transform(p.shape, 5254) AS shape
  FROM public_places p JOIN places_placetype t ON t.id = p.type_id
  WHERE p.status = 'verified' AND p.is_placed AND %(like)s IN (t.slug, t.kind)
)
SELECT s.code, s.x, s.y, s.share,
       (SELECT min(ST_Distance(e.shape, ST_SetSRID(ST_Point(s.x, s.y), 5254))) FROM existing e) AS now
FROM resident_spots(%(cell)s) s
ORDER BY s.code, s.x, s.y
"""

PUBLIC_LAND = """
SELECT p.name, ST_X(p.point), ST_Y(p.point)
FROM public_places p JOIN places_placetype t ON t.id = p.type_id
WHERE p.status = 'verified' AND p.is_placed AND p.ownership = 'public' AND %(like)s NOT IN (t.slug, t.kind)
  AND NOT (t.kind = 'heritage' AND (%(like)s = 'green' OR %(like)s IN (SELECT slug FROM places_placetype WHERE kind = 'green')))
  AND ST_Dimension(p.shape) <> 1
  AND EXISTS (SELECT FROM neighbourhoods_neighbourhood n
              JOIN neighbourhoods_boundaryset s ON s.id = n.boundary_set_id AND s.status = 'active'
              WHERE ST_Covers(n.boundary, p.point))
ORDER BY p.area DESC NULLS LAST, p.number
LIMIT %(most)s
"""
"""Those that are what is asked for are no site for another one, nor is a stream, nor
heritage for green."""

METRES = """
SELECT ST_X(at), ST_Y(at),
       EXISTS (SELECT FROM neighbourhoods_neighbourhood n
               JOIN neighbourhoods_boundaryset s ON s.id = n.boundary_set_id AND s.status = 'active'
               WHERE ST_Covers(n.boundary, ST_Transform(at, 4326)))
FROM unnest(%(longitudes)s::float[], %(latitudes)s::float[]) WITH ORDINALITY AS given (longitude, latitude, position)
CROSS JOIN LATERAL ST_Transform(ST_SetSRID(ST_Point(longitude, latitude), 4326), 5254) AS at
ORDER BY position
"""


@dataclass(frozen=True)
class Spot:
    """A cell where people are: its mahalle, its middle, how many, and how far they have it now (None: nowhere)."""

    code: str
    x: float
    y: float
    people: float
    now: float | None


def spots(like: str, cell: int, people: Values) -> list[Spot]:
    """Return the cells of the mahalle in which somebody lives."""
    return [
        Spot(code, x, y, share * people[code], now)
        for code, x, y, share, now in rows_of(SPOTS, cell=float(cell), like=like)
        if people.get(code)
    ]


def public_land(like: str) -> list[Candidate]:
    """Return the places of the register on public land, the largest first, at most as many as can be compared."""
    return [Candidate(*row) for row in rows_of(PUBLIC_LAND, like=like, most=MOST_CANDIDATES)]


def in_metres(candidates: list[Candidate]) -> list[tuple[float, float, bool]]:
    """Return for each candidate where it is in metres, and whether it lies in a mahalle."""
    given = {
        "longitudes": [one.longitude for one in candidates],
        "latitudes": [one.latitude for one in candidates],
    }
    return [(x, y, is_in) for x, y, is_in in rows_of(METRES, **given)]
