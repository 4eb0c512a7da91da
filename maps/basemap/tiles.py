"""Vector tiles of the base map, in layers and kinds of the Shortbread schema (shortbread-tiles.org/schema)."""

from typing import Any

from psycopg import sql

from maps.requests import Query
from maps.tiles import BUFFER, EXTENT, TileAddress
from neighbourhoods.models import Basemap

MAX_ZOOM = 15
"""The deepest tiles that are cut; maps draw deeper zooms from them, a third of a metre fine."""

FIELDS = {
    "land": {"kind": "park, forest, grass, cemetery …"},
    "water_polygons": {"kind": "water"},
    "water_lines": {"kind": "river, canal, stream, ditch, drain"},
    "buildings": {},
    "streets": {"kind": "motorway … path, rail"},
    "street_labels": {"kind": "as in streets", "name": "name of the street"},
    "water_lines_labels": {"kind": "as in water_lines", "name": "name of the river or stream"},
    "water_polygons_labels": {
        "kind": "as in water_polygons",
        "name": "name of the water, at a point in it",
    },
    "land_labels": {"kind": "as in land", "name": "name of the park or forest, at a point in it"},
}
"""The layers of a tile, and what each says of its features; land_labels is ours, not Shortbread's."""

TILE = """
WITH frame AS (
  SELECT ST_TileEnvelope(%(z)s, %(x)s, %(y)s) AS box,
         ST_TileEnvelope(%(z)s, %(x)s, %(y)s, margin => %(margin)s) AS reach
), drawn AS (
  SELECT layer, nullif(kind, 'building') AS kind, name,
         ST_AsMVTGeom(shape, box, %(extent)s, %(buffer)s) AS tile_geometry,
         CASE WHEN layer IN ('land', 'water_polygons') AND name <> ''
              THEN ST_AsMVTGeom(ST_PointOnSurface(shape), box, %(extent)s, 0) END AS label
  FROM neighbourhoods_basemapfeature, frame
  WHERE basemap_id = %(basemap)s AND shape && reach AND first_zoom <= {zoom}
), layers AS (
  SELECT layer, ST_AsMVT(features, layer, %(extent)s, 'tile_geometry') AS tile
  FROM (
    SELECT layer, kind, NULL AS name, tile_geometry FROM drawn
    UNION ALL
    SELECT CASE layer WHEN 'streets' THEN 'street_labels' ELSE 'water_lines_labels' END, kind, name, tile_geometry
    FROM drawn WHERE layer IN ('streets', 'water_lines') AND name <> ''
    UNION ALL
    SELECT layer || '_labels', kind, name, label FROM drawn WHERE label IS NOT NULL
  ) AS features
  WHERE tile_geometry IS NOT NULL
  GROUP BY layer
)
SELECT coalesce(string_agg(tile, ''), '') FROM layers
"""


def basemap_tile(basemap: int, tile: TileAddress) -> Query:
    """Return the query of a tile of a base map, by its key."""
    # The zoom is written out, so that the planner knows when the index of what is seen from afar will do.
    text = sql.SQL(TILE).format(zoom=sql.Literal(tile.z)).as_string()
    return Query(
        text,
        {
            "basemap": basemap,
            "z": tile.z,
            "x": tile.x,
            "y": tile.y,
            "extent": EXTENT,
            "buffer": BUFFER,
            "margin": BUFFER / EXTENT,
        },
    )


def basemap_tilejson(basemap: Basemap, template: str) -> dict[str, Any]:
    """Return the TileJSON 3.0 of a base map; `template` is the address of its tiles."""
    return {
        "tilejson": "3.0.0",
        "name": str(basemap),
        "scheme": "xyz",
        "tiles": [template],
        "minzoom": 0,
        "maxzoom": MAX_ZOOM,
        "attribution": f"{basemap.source}, {basemap.licence}",
        "vector_layers": [{"id": layer, "fields": fields} for layer, fields in FIELDS.items()],
    }
