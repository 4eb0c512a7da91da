"""A shape or place that a client draws or sends; the first byte says to which reader."""

import json
from collections.abc import Callable

from rest_framework.exceptions import ValidationError

from gisdata.crs import in_turkiye
from issues.areas import AreaError, read_area, read_circle
from issues.serializers import PointField
from maps.ogc.crs import SYSTEMS, geometry_in_degrees
from maps.ogc.errors import AskedError
from places.shapes import ShapeRefusedError, drawn_shape

WORDS = [word.encode() for word in (
    '"type"', '"Point"', '"LineString"', '"Polygon"', '"MultiPolygon"', '"GeometryCollection"', '"geometries"', '"coordinates"',
    '"crs"', "null", "NaN", "1e999", "POINT(29 41)", "SRID=4326;", "EMPTY", "Z", "01010000", ";", ",", "[[[", "]]]",
)]  # fmt: skip
SHAPES = [
    '{"type": "Point", "coordinates": [29.1, 40.9]}', '{"type": "LineString", "coordinates": [[29.1, 40.9], [29.2, 41]]}',
    '{"type": "Polygon", "coordinates": [[[29.1, 40.9], [29.11, 40.9], [29.11, 40.91], [29.1, 40.9]]]}',
    "29.1,40.9;29.11,40.9;29.11,40.91", "29.12,40.98,500",
]  # fmt: skip


def _point(text: str) -> None:
    try:
        data = json.loads(text)
    except (ValueError, RecursionError):  # said by the parser of the API, before any field
        return
    point = PointField().to_internal_value(data)
    assert in_turkiye(point.x, point.y)


def _of_ogc(text: str) -> None:
    for crs in SYSTEMS.values():
        try:
            shape = geometry_in_degrees("filter", text, crs)
        except AskedError:
            continue
        assert shape.valid
        assert not shape.empty


READERS: list[Callable[[str], object]] = [drawn_shape, _of_ogc, read_area, read_circle, _point]
SEEDS = [bytes([n]) + shape.encode() for n in range(len(READERS)) for shape in SHAPES]


def take(content: bytes) -> None:
    """Read a shape in one of the ways."""
    read = READERS[(content or b"\0")[0] % len(READERS)]
    try:
        read(content[1:].decode(errors="replace"))
    except (ShapeRefusedError, AreaError, ValidationError):
        return
