"""Layers that summarise: cells of density, hexagons and mahalle with their counts and rates."""

from typing import TYPE_CHECKING, Any

from gisdata.hexagons import EDGE
from issues.cells import COARSE, FINE, cells_query
from issues.filters import IssueFilter
from maps.requests import LayerRequest, Query

if TYPE_CHECKING:
    from maps.layer import Layer

DENSITY = """
SELECT cell, sum(exact)::bigint AS count,
       ST_SetSRID(ST_Point(
         grid_longitude(sum(sum_x)::float / sum(count), 28),
         grid_latitude(sum(sum_y)::float / sum(count), 28)), 4326) AS place
FROM ({rows}) AS counted
GROUP BY cell
HAVING sum(exact) > 0
ORDER BY cell
"""

HEAT = """
SELECT round(ST_Y(place)::numeric, 6)::float, round(ST_X(place)::numeric, 6)::float, count
FROM ({rows}) AS cells
WHERE (%(box)s::geometry IS NULL OR place && %(box)s)
  AND (%(area)s::geometry IS NULL OR ST_Covers(%(area)s, place))
"""

MEASURES = """
count, round((count / nullif(area_km2, 0))::numeric, 2)::float AS per_km2,
round((1000 * count / nullif(population, 0))::numeric, 2)::float AS per_1000,
CASE WHEN %(compares)s THEN before END AS before, CASE WHEN %(compares)s THEN count - before END AS change
"""

NEIGHBOURHOODS = """
SELECT code, name, slug, round(area_km2::numeric, 3)::float AS area_km2, population, population_year,
       ST_X(ST_PointOnSurface(boundary)) AS label_longitude,
       ST_Y(ST_PointOnSurface(boundary)) AS label_latitude, {measures}, boundary
FROM (
  SELECT shown.*, coalesce(now_counted.count, 0)::bigint AS count, coalesce(then_counted.count, 0)::bigint AS before
  FROM layer_neighbourhoods AS shown
  LEFT JOIN (SELECT neighbourhood_id AS id, sum(count) AS count FROM ({rows}) AS c GROUP BY 1) AS now_counted USING (id)
  LEFT JOIN (SELECT neighbourhood_id AS id, sum(count) AS count FROM ({before}) AS c GROUP BY 1) AS then_counted USING (id)
  WHERE %(only)s::bigint[] IS NULL OR id = ANY(%(only)s)
) AS counted
ORDER BY code
"""

HEXAGONS = """
WITH placed AS (
  SELECT cell, sum(count) AS count, sum(before) AS before, sum(sum_x) / sum(count + before) AS x, sum(sum_y) / sum(count + before) AS y
  FROM (
    SELECT cell, count, 0 AS before, sum_x, sum_y FROM ({rows}) AS c
    UNION ALL SELECT cell, 0, count, sum_x, sum_y FROM ({before}) AS c
  ) AS both_periods
  GROUP BY cell
), hexagons AS (
  SELECT at.i, at.j, sum(placed.count)::bigint AS count, sum(placed.before)::bigint AS before
  FROM placed
  CROSS JOIN LATERAL ST_Transform(ST_SetSRID(ST_Point(
    grid_longitude(placed.x::float, 28), grid_latitude(placed.y::float, 28)), 4326), 5254) AS place
  CROSS JOIN LATERAL hexagon_at(ST_X(place), ST_Y(place), %(edge)s) AS at
  GROUP BY at.i, at.j
), shaped AS (
  SELECT i || '/' || j AS hexagon, count, before, ST_SetSRID(ST_Hexagon(%(edge)s, i, j), 5254) AS shape
  FROM hexagons
), measured AS (
  SELECT shaped.*, sum(ST_Area(part)) / 1e6 AS area_km2,
         sum(n.population * ST_Area(part) / 1e6 / n.area_km2) AS population
  FROM shaped
  LEFT JOIN (SELECT area_km2, population, ST_Transform(boundary, 5254) AS boundary FROM layer_neighbourhoods) AS n
    ON ST_Intersects(shaped.shape, n.boundary)
  LEFT JOIN LATERAL ST_Intersection(shaped.shape, n.boundary) AS part ON true
  GROUP BY hexagon, count, before, shape
)
SELECT hexagon, {measures}, ST_Transform(shape, 4326) AS shape
FROM measured
ORDER BY hexagon
"""


def density_rows(_layer: "Layer", request: LayerRequest) -> Query:
    """Return the query of the cells of 58 m that hold reports placed on a point."""
    return Query(*cells_query(request.asked, FINE, request.within)).inside(DENSITY)


def heat_cells(asked: IssueFilter) -> list[tuple[float, float, int]]:
    """Return latitude, longitude (EPSG:4326) and count of each cell that holds exactly placed reports.

    The place is the mean of the cell's reports; a bbox or an area chooses cells by it.
    """
    box = asked.bbox.ewkt if asked.bbox else None
    area = asked.area.ewkt if asked.area else None
    cells = Query(*cells_query(asked, FINE)).inside(DENSITY)
    return [(lat, lon, count) for lat, lon, count in cells.inside(HEAT, box=box, area=area).rows()]


def count_placed(asked: IssueFilter) -> int:
    """Return how many reports a filter finds that are placed on a point; not asked for a part of the map."""
    cells = Query(*cells_query(asked, COARSE))
    number: int = cells.inside("SELECT coalesce(sum(exact), 0)::bigint FROM ({rows}) AS c").value()
    return number


def neighbourhood_rows(_layer: "Layer", request: LayerRequest) -> Query:
    """Return the query of the mahalle with their counts, rates and change."""
    only = list(request.asked.neighbourhoods) or None
    return _measured(NEIGHBOURHOODS, request, COARSE, only=only)


def hexagon_rows(_layer: "Layer", request: LayerRequest) -> Query:
    """Return the query of the hexagons that hold reports, with rates and change.

    A cell of 58 m counts for the hexagon that its mean place is in. Residents are spread evenly over
    their mahalle.
    """
    return _measured(HEXAGONS, request, FINE, edge=float(EDGE))


def _measured(text: str, request: LayerRequest, level: int, **more: Any) -> Query:
    now, now_parameters = cells_query(request.asked, level)
    then, then_parameters = cells_query(request.before or NOTHING, level)
    filled = (
        text.replace("{measures}", MEASURES)
        .replace("{rows}", now)
        .replace("{before}", then.replace("%(", "%(before_"))
    )
    renamed = {f"before_{name}": value for name, value in then_parameters.items()}
    return Query(filled, {**now_parameters, **renamed, **more, "compares": bool(request.before)})


NOTHING = IssueFilter(categories=[-1])
"""A filter that no report meets."""
