"""A tile of reports: clusters with exact counts, and single pins where they are few.

A tile is cut into 8 by 8 cells of the grid. A cell that holds one report, or every cell of a near tile of
few reports, is drawn as pins; any other as a cluster, which stands in the
middle of its reports but keeps an eighth of the cell away from its edges, so that discs stay apart.
"""

from typing import TYPE_CHECKING

from issues.cells import FINEST, cells_query
from maps.requests import LayerRequest, Query
from maps.rows import conditions_on
from maps.tiles import EXTENT, TileAddress

if TYPE_CHECKING:
    from maps.layer import Layer

DEPTH = 3
"""Levels of the grid below a tile: it has 8 by 8 cells."""

FEW = 24
"""A tile with so many reports or fewer shows each of them, from this zoom on:"""

NEAR = 13

CLUSTERS = """
WITH found AS MATERIALIZED (
  SELECT cell, sum(count)::bigint AS count, sum(sum_x)::float / sum(count) AS x, sum(sum_y)::float / sum(count) AS y
  FROM ({rows}) AS counted
  GROUP BY cell
), single AS MATERIALIZED (
  SELECT cell FROM found WHERE count = 1 OR (SELECT sum(count) FROM found) <= %(few)s
), pins AS (
  SELECT pin.number, pin.category, pin.status, pin.reported_day::text AS reported_day, 1 AS count,
         grid_tile_point(pin.location, %(z)s, %(x)s, %(y)s, %(extent)s) AS place
  FROM single CROSS JOIN LATERAL (
    SELECT * FROM layer_issues
    WHERE morton >= single.cell << %(shift)s AND morton < (single.cell + 1) << %(shift)s
      AND {conditions}
    ORDER BY morton LIMIT %(few_at_most)s  -- there are no more, and the planner need not guess
  ) AS pin
), clusters AS (
  SELECT NULL::bigint, NULL, NULL, NULL, found.count, ST_Point(
    kept_inside((found.x / %(tile_width)s - %(x)s) * %(extent)s, morton_gather(found.cell) - (%(x)s << %(depth)s), %(side)s),
    kept_inside((found.y / %(tile_width)s - %(y)s) * %(extent)s, morton_gather(found.cell >> 1) - (%(y)s << %(depth)s), %(side)s))
  FROM found
  WHERE found.count > 0 AND found.cell NOT IN (SELECT cell FROM single)
)
SELECT coalesce(ST_AsMVT(features, %(layer)s, %(extent)s, 'place', 'number'), '')
FROM (SELECT * FROM pins UNION ALL SELECT * FROM clusters) AS features
"""


def issue_tile(layer: "Layer", request: LayerRequest, tile: TileAddress) -> Query:
    """Return the query of a tile of clusters and pins; `count` sums to the reports in the tile."""
    level = tile.z + DEPTH
    low, high = tile.morton_range(FINEST)
    conditions, parameters = conditions_on(layer, request.asked)
    cells, asked = cells_query(request.asked, level, (low, high))
    return Query(cells, {**asked, **parameters}).inside(
        CLUSTERS.replace("{conditions}", conditions.as_string()),
        layer=layer.name,
        extent=EXTENT,
        few=FEW if tile.z >= NEAR else 0,
        few_at_most=FEW,
        depth=DEPTH,
        side=EXTENT >> DEPTH,
        shift=2 * (FINEST - level),
        tile_width=1 << FINEST - tile.z,
        z=tile.z,
        x=tile.x,
        y=tile.y,
    )
