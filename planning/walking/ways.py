"""Which places residents reach on foot: questions to PostGIS, and the ways found in a process of its own.

In metres (EPSG:5254), from the middles of the cells of planning/sql/resident_spots.sql, along the streets and
paths of the base map on which people walk.
"""

import json
from collections.abc import Sequence
from typing import NamedTuple

from gisdata.child import Child
from gisdata.replica import rows_of

CELL = 50
"""Edge in metres of the cells in which residents are counted."""

NOT_WALKED = ["motorway", "trunk", "rail", "light_rail", "tram"]
"""Kinds of the base map's streets that nobody walks along."""

STREETS = """
SELECT encode(ST_AsBinary(ST_Transform(shape, 5254)), 'hex')
FROM neighbourhoods_basemapfeature
WHERE layer = 'streets' AND kind <> ALL(%(not_walked)s)
"""

SPOTS = "SELECT code, by_buildings, x, y, share FROM resident_spots(%(cell)s) ORDER BY code, x, y"

_child = Child(seconds=600)


class Way(NamedTuple):
    """A cell of a mahalle, its share of the residents, and the metres to each goal within reach, by its place."""

    code: str
    by_buildings: bool
    share: float
    metres: dict[int, float]


def ways_to(goals: Sequence[str], most: float) -> list[Way] | None:
    """Return how far residents walk to goals; None where the base map has no streets.

    Args:
        goals: shapes in EPSG:5254 as hexadecimal WKB.
        most: metres beyond which nothing is asked.

    Raises:
        gisdata.child.ChildError: the ways could not be found; the log says why.
    """
    streets = [street for (street,) in rows_of(STREETS, not_walked=NOT_WALKED)]
    if not streets:
        return None
    spots = rows_of(SPOTS, cell=float(CELL))
    asked = {
        "streets": streets,
        "goals": list(goals),
        "spots": [(x, y) for _code, _by_buildings, x, y, _share in spots],
        "most": most,
    }
    with _child.turn():
        found = json.loads(_child.run("-m", "planning.walking", given=json.dumps(asked).encode()))
    return [
        Way(code, by_buildings, share, dict(near))
        for (code, by_buildings, _x, _y, share), near in zip(spots, found, strict=True)
    ]
