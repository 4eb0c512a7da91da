"""What every writer is given: columns, and rows that come batch by batch."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from math import isfinite
from typing import Any, Literal

Kind = Literal["integer", "number", "text", "date", "moment", "boolean"]
GeometryType = Literal["Point", "Polygon", "MultiPolygon", "Geometry"]
"""`Geometry` where rows have different ones."""
Encoding = Literal["geojson", "wkb"]
Batches = Iterable[Sequence[tuple[Any, ...]]]


@dataclass(frozen=True)
class Column:
    """A documented column; its name and its title are its table's only ones of their kind.

    ``unit`` is empty for what has none.
    """

    name: str
    kind: Kind
    title: str
    description: str
    unit: str = ""


@dataclass(frozen=True)
class Table:
    """Columns and their rows, each a tuple of the columns' values and, last, the geometry.

    Values are int, float, str, date, aware datetime, bool, each as its column's kind says, or None.
    The geometry is never None or empty, of ``geometry_type`` and in EPSG:4326, longitude
    first: GeoJSON text of 7 decimals (PostGIS ST_AsGeoJSON) or WKB bytes (ST_AsBinary), as ``geometry`` says.
    ``batches`` is read once; a batch may be empty.
    """

    name: str
    title: str
    columns: Sequence[Column]
    geometry_type: GeometryType
    geometry: Encoding
    batches: Batches

    def batches_with(self, geometry: Encoding) -> Batches:
        """Return the batches.

        Raises:
            ValueError: the rows hold their geometry in another encoding.
        """
        if self.geometry != geometry:
            message = f"{self.name}: the geometry is {self.geometry}, {geometry} is needed"
            raise ValueError(message)
        return self.batches


def finite(value: Any) -> Any:
    """Return the value, or None for a number that no format but ours could tell: NaN, infinity."""
    return None if isinstance(value, float) and not isfinite(value) else value


def plain(value: Any) -> Any:
    """Return the value as JSON knows it: dates and moments as ISO 8601, NaN and infinity as None.

    >>> plain(date(2026, 5, 1)), plain(float("nan")), plain(-1.5), plain(True)
    ('2026-05-01', None, -1.5, True)
    """
    return value.isoformat() if isinstance(value, date) else finite(value)
