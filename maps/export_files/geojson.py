"""GeoJSON, RFC 7946, as a stream of bytes."""

import json
from collections.abc import Iterator
from typing import Any

from maps.export_files.table import Batches, Table, plain

_dumps = json.JSONEncoder(ensure_ascii=False, allow_nan=False, separators=(",", ":")).encode


def chunks(table: Table) -> Iterator[bytes]:
    """Return the FeatureCollection in EPSG:4326, a piece for each batch, one feature per line.

    Geometries go out as the rows have them: the query rounds them to 7 decimals, about a centimetre, and
    turns rings as RFC 7946 wants.

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
    properties = _dumps(dict(zip(names, map(plain, values), strict=True)))
    return f'{{"type":"Feature","geometry":{geometry},"properties":{properties}}}'
