"""The district as one polygon in metres (EPSG:5254), and how much of each cell lies in it."""

from typing import Any

import numpy as np
import shapely
from pyproj import Transformer
from shapely.geometry import box, shape
from shapely.geometry.base import BaseGeometry

from analysis.density import Array, Grid
from gisdata.crs import METRIC, WGS84

TO_METRES = Transformer.from_crs(WGS84, METRIC, always_xy=True)
TO_DEGREES = Transformer.from_crs(METRIC, WGS84, always_xy=True)


def outlines(content: dict[str, Any]) -> dict[str, BaseGeometry]:
    """Return the mahalle that were asked for by name, in metres."""
    asked = [f for f in content["outlines"]["features"] if _is_asked(f, content["slugs"])]
    return {f["properties"]["name"]: projected(shape(f["geometry"]), TO_METRES) for f in asked}


def district(content: dict[str, Any]) -> BaseGeometry:
    """Return where the density counts: the mahalle that were asked for, inside the bbox.

    Raises:
        ValueError: there is no such place.
    """
    whole = shapely.union_all(list(outlines(content).values()))
    if content["bbox"]:
        whole = whole.intersection(projected(box(*content["bbox"]).segmentize(0.001), TO_METRES))
    if whole.area == 0:
        raise ValueError("no mahalle lies where the heatmap was asked for")
    return whole


def projected(geometry: BaseGeometry, transformer: Transformer) -> BaseGeometry:
    """Return a geometry with each coordinate (x, y) sent through a transformer."""
    return shapely.transform(geometry, lambda xy: np.column_stack(transformer.transform(*xy.T)))


def shares(whole: BaseGeometry, grid: Grid) -> Array:
    """Return the part of each cell, 0 to 1, that lies inside the district."""
    x, y = (axis - grid.cell / 2 for axis in grid.centres())
    west, south = (corners.ravel() for corners in np.meshgrid(x, y))
    cells = shapely.box(west, south, west + grid.cell, south + grid.cell)
    shapely.prepare(whole)
    share = shapely.contains_properly(whole, cells).astype(np.float64)
    edge = shapely.intersects(whole, cells) & (share == 0)
    share[edge] = shapely.area(shapely.intersection(cells[edge], whole)) / grid.cell**2
    return share.reshape(grid.shape)


def _is_asked(feature: dict[str, Any], slugs: list[str]) -> bool:
    return not slugs or feature["properties"]["slug"] in slugs
