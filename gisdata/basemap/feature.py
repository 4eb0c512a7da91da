"""One thing that the base map draws."""

from typing import NamedTuple

from shapely.geometry.base import BaseGeometry


class MapFeature(NamedTuple):
    """A thing of the base map, in the terms of the Shortbread schema (shortbread-tiles.org/schema).

    `layer` and `kind` are that schema's, `first_zoom` is the zoom from which it is drawn, and the
    shape, of one dimension or two, is in EPSG:4326.
    """

    layer: str
    kind: str
    name: str
    first_zoom: int
    shape: BaseGeometry
