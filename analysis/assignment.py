"""Which area each point lies in: many points, many areas, nothing but arrays.

A point on a border belongs to the first area that covers it, as in the database, where areas stand in the order
of their codes. It uses shapely: for commands and notebooks, never for the web process.
"""

from collections.abc import Sequence

import numpy as np
import shapely
from numpy.typing import NDArray
from shapely import STRtree

Numbers = NDArray[np.float64]
Places = NDArray[np.int64]

NOWHERE = -1
"""The place of an area for a point that no area covers."""


class Areas:
    """Areas by their place in a list; points and areas share one CRS, whatever it is."""

    def __init__(self, shapes: Sequence[shapely.Geometry]) -> None:
        self.shapes = np.array(shapes, dtype=object)

    def __len__(self) -> int:
        return len(self.shapes)

    def assign(self, x: Numbers, y: Numbers) -> Places:
        """Return the place of the first area that covers each point, NOWHERE where none does.

        The tree is of the points, so that an area is prepared once and asked of those near it alone.
        """
        found = np.full(len(x), len(self), dtype=np.int64)
        is_known = np.isfinite(x) & np.isfinite(y)
        points = np.full(len(x), None, dtype=object)
        points[is_known] = shapely.points(x[is_known], y[is_known])
        shapely.prepare(self.shapes)
        area, point = STRtree(points).query(self.shapes, predicate="covers")
        np.minimum.at(found, point, area)
        found[found == len(self)] = NOWHERE
        return found
