"""Vector tiles: their addresses, and a tile of any layer's rows."""

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from psycopg import sql

from issues.cells import FINE, FINEST
from maps.requests import LayerRequest, Query

if TYPE_CHECKING:
    from maps.layer import Layer

EXTENT = 4096
DEEPEST = 22
"""The deepest zoom that a tile can be asked for."""

BUFFER = 64
"""Units of a tile (of 4096) by which lines and areas reach beyond it. Points never do, so each point
is in exactly one tile of a zoom."""

FEATURES = """
SELECT coalesce(ST_AsMVT(features, %(layer)s, %(extent)s, 'tile_geometry'), '')
FROM (
  SELECT {fields},
         ST_AsMVTGeom(ST_Transform(shown.{geometry}, 3857), frame.box, %(extent)s, %(buffer)s) AS tile_geometry
  FROM ({{rows}}) AS shown,
       (SELECT ST_TileEnvelope(%(z)s, %(x)s, %(y)s) AS box,
               ST_Transform(ST_TileEnvelope(%(z)s, %(x)s, %(y)s, margin => %(margin)s), 4326) AS reach) AS frame
  WHERE shown.{geometry} && frame.reach
) AS features
WHERE tile_geometry IS NOT NULL
"""

POINTS = """
SELECT coalesce(ST_AsMVT(features, %(layer)s, %(extent)s, 'tile_geometry'), '')
FROM (
  SELECT {fields}, grid_tile_point(shown.{geometry}, %(z)s, %(x)s, %(y)s, %(extent)s) AS tile_geometry
  FROM ({{rows}}) AS shown
  WHERE shown.{geometry} && ST_Transform(ST_TileEnvelope(%(z)s, %(x)s, %(y)s, margin => 0.01), 4326)
) AS features
WHERE tile_geometry IS NOT NULL
"""


@dataclass(frozen=True)
class TileAddress:
    """A tile of the Web Mercator pyramid, counted from the north-west."""

    z: int
    x: int
    y: int

    @property
    def exists(self) -> bool:
        """Whether there is such a tile at a zoom that can be asked for."""
        return 0 <= self.z <= DEEPEST and all(0 <= n < 1 << self.z for n in (self.x, self.y))

    def within(self, zoom: int) -> "TileAddress":
        """Return itself, or the tile of a zoom that it lies in where it is deeper."""
        up = max(0, self.z - zoom)
        return TileAddress(self.z - up, self.x >> up, self.y >> up)

    def morton_range(self, level: int) -> tuple[int, int]:
        """Return the first Morton code of its cells at a level of the grid, and the one behind the last."""
        shift = 2 * (level - self.z)
        code = sum(
            (self.x >> bit & 1) << 2 * bit | (self.y >> bit & 1) << 2 * bit + 1
            for bit in range(self.z)
        )
        return code << shift, (code + 1) << shift


def feature_tile(layer: "Layer", request: LayerRequest, tile: TileAddress) -> Query:
    """Return the query of a tile that holds a layer's rows as features."""
    text = sql.SQL(POINTS if layer.geometry_type == "Point" else FEATURES).format(
        fields=sql.SQL(", ").join(sql.Identifier("shown", f.name) for f in layer.tile_fields),
        geometry=sql.Identifier(layer.geometry),
    )
    needed = replace(request, within=tile.within(FINE).morton_range(FINEST))
    return layer.rows(layer, needed).inside(
        text.as_string(),
        layer=layer.name,
        extent=EXTENT,
        buffer=BUFFER,
        margin=BUFFER / EXTENT,
        z=tile.z,
        x=tile.x,
        y=tile.y,
    )
