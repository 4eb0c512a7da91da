"""A density's classes as polygons: filled contours, cut exactly at the district's border."""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

import numpy as np
import shapely
from contourpy import FillType, contour_generator
from numpy.typing import NDArray
from scipy.ndimage import distance_transform_edt
from shapely.geometry.base import BaseGeometry

from analysis.classification import round_breaks
from analysis.density import Array
from maps.heatmap_files.surface import Surface


@dataclass(frozen=True)
class Band:
    """Where the density lies above `lower` up to `upper` reports per hectare; EPSG:5254."""

    lower: float
    upper: float
    shape: BaseGeometry


def bands(made: Surface) -> list[Band]:
    """Return the classes of a density from 0 up; together they cover the district once."""
    x, y = made.grid.centres()
    generator = contour_generator(x, y, _carried_out(made), fill_type=FillType.OuterOffset)
    # A density of exactly 0, far from every report, is not above 0 and belongs to the first class.
    limits = round_breaks(float(made.density.max()))
    found = [
        Band(lower, upper, _inside(made, *generator.filled(lower or -np.inf, upper)))
        for lower, upper in pairwise([0.0, *limits])
    ]
    return [band for band in found if not band.shape.is_empty]


def _carried_out(made: Surface) -> Array:
    """Return the density with the nearest inner value outside, so that no contour bends there."""
    nearest = distance_transform_edt(made.inside == 0, return_distances=False, return_indices=True)
    carried: Array = made.density[tuple(nearest)]
    return carried


def _inside(made: Surface, points: Any, offsets: Any) -> BaseGeometry:
    polygons = np.array(list(_polygons(points, offsets)), dtype=object)
    whole = shapely.union_all(shapely.make_valid(polygons))
    return _areas_only(whole.intersection(made.district))


def _polygons(points: list[Array], offsets: list[NDArray[np.uint32]]) -> Iterator[shapely.Polygon]:
    """Yield a polygon for each outer ring with its holes."""
    for coordinates, starts in zip(points, offsets, strict=True):
        outer, *holes = (coordinates[start:end] for start, end in pairwise(starts))
        yield shapely.Polygon(outer, holes)


def _areas_only(geometry: BaseGeometry) -> BaseGeometry:
    """Return a multipolygon of a geometry's polygons, without its lines and points."""
    parts = shapely.get_parts(geometry)
    return shapely.MultiPolygon([part for part in parts if part.geom_type == "Polygon"])
