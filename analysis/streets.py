"""How far it is on foot: along streets and paths that meet where they share a corner.

Numbers and shapes in metres in, numbers out. It uses scipy and shapely: for a child process and for notebooks,
never for the web process.
"""

from collections.abc import Iterator, Sequence
from typing import NamedTuple

import numpy as np
import shapely
from numpy.typing import NDArray
from scipy.sparse import coo_array, csr_array
from scipy.sparse.csgraph import dijkstra
from scipy.spatial import KDTree

LONGEST = 20
"""Metres of a street from one of its places to the next, so that whoever lives in its middle is on it."""

DOOR = 25
"""Metres from a street at which one may go in: where the gates are is not known."""

Floats = NDArray[np.float64]


class Network(NamedTuple):
    """Places on streets, n rows of x and y, and the metres between those that follow each other, n by n."""

    places: Floats
    metres: csr_array


def network_of(lines: Sequence[shapely.LineString] | NDArray[np.object_]) -> Network:
    """Return the network of streets, one at least, in metres; lines that cross without a common corner do not meet there.

    That is how OpenStreetMap tells a crossing from a bridge.
    """
    pieces = shapely.segmentize(list(lines), LONGEST)
    corners, line = shapely.get_coordinates(pieces, return_index=True)
    step = np.flatnonzero(line[:-1] == line[1:])
    known, named = np.unique(corners.round(2), axis=0, return_inverse=True)
    ends = named.ravel()[np.column_stack([step, step + 1])]
    ways = np.unique(np.sort(ends, axis=1), axis=0)
    ways = ways[ways[:, 0] != ways[:, 1]]
    length = np.hypot(*(known[ways[:, 0]] - known[ways[:, 1]]).T)
    size = len(known)
    return Network(known, coo_array((length, ways.T), shape=(size, size)).tocsr())


def walks(
    network: Network, spots: Floats, goals: Sequence[shapely.Geometry], most: float
) -> Iterator[Floats]:
    """Yield for each goal how many metres one walks there from each spot; infinity where it is more than `most`.

    One walks straight to the nearest place on a street, along the streets, and in wherever a street comes
    within DOOR of the goal; where none does, straight from the nearest one. Whoever lives so near is there.

    Args:
        network: as `network_of` returns it.
        spots: k rows of x and y.
        goals: shapes.
        most: metres.
    """
    to_street, place = KDTree(network.places).query(spots)
    homes = shapely.points(spots)
    points: NDArray[np.object_] = np.asarray(shapely.points(network.places))
    index = shapely.STRtree(points)
    for goal in goals:
        doors = index.query(goal, predicate="dwithin", distance=DOOR)
        beyond = 0.0
        if not len(doors):
            doors = np.atleast_1d(index.nearest(goal))
            beyond = float(shapely.distance(points[doors[0]], goal))
        along = dijkstra(network.metres, directed=False, indices=doors, min_only=True, limit=most)
        metres = to_street + along[place] + beyond
        straight = shapely.distance(homes, goal)
        metres = np.where(straight <= DOOR, straight, metres)
        yield np.where(metres <= most, metres, np.inf)
