"""GeoJSON, RFC 7946, as a stream of bytes."""

import json
from collections.abc import Iterator
from functools import partial
from typing import Any

from maps.export_files.table import Batches, Table, plain

_DECIMALS = 7
"""Decimals of a degree: about a centimetre."""

_dumps = partial(json.dumps, ensure_ascii=False, allow_nan=False, separators=(",", ":"))


def chunks(table: Table) -> Iterator[bytes]:
    """Return the FeatureCollection in EPSG:4326, a piece for each batch, one feature per line.

    Coordinates are rounded to 7 decimals. Rings keep their direction: the query turns them as
    RFC 7946 wants with ST_ForcePolygonCCW.

    Raises:
        ValueError: the rows hold no GeoJSON.
    """
    return _chunks(table, table.batches_with("geojson"))


def _chunks(table: Table, batches: Batches) -> Iterator[bytes]:
    names = [column.name for column in table.columns]
    head = {"name": table.name, "title": table.title}
    yield ('{"type":"FeatureCollection",' + _dumps(head)[1:-1] + ',"features":[').encode()
    between = "\n"
    for batch in filter(None, batches):
        yield (between + ",\n".join(_feature(names, row) for row in batch)).encode()
        between = ",\n"
    yield b"\n]}\n"


def _feature(names: list[str], row: tuple[Any, ...]) -> str:
    *values, geometry = row
    properties = dict(zip(names, map(plain, values), strict=True))
    return _dumps({"type": "Feature", "geometry": parsed(geometry), "properties": properties})


def parsed(geometry: str) -> dict[str, Any]:
    """Return the geometry that the GeoJSON text says, of 7 decimals."""
    found: dict[str, Any] = json.loads(geometry, parse_float=_rounded)
    return found


def _rounded(number: str) -> float:
    return round(float(number), _DECIMALS)
