"""How many rows an export will have, and about how many bytes, told before it is made."""

from dataclasses import dataclass

from issues.cells import kept_counts
from maps.export_files.size import estimated_bytes
from maps.layer import Layer
from maps.layers import ISSUES
from maps.requests import LayerRequest
from maps.tables import rows, text_table

SAMPLE = 200


@dataclass(frozen=True)
class Estimate:
    """The rows are exact; the bytes are within a factor of 2, or not known beforehand."""

    rows: int
    bytes: int | None = None


def estimate(layer: Layer, request: LayerRequest, format_name: str) -> Estimate:
    """Return the size of a layer's rows in a format, judged by the first of them."""
    found = row_count(layer, request)
    few = rows(layer, request, "geojson").inside(
        "SELECT * FROM ({rows}) AS shown LIMIT %(most)s", most=SAMPLE
    )
    table = text_table(layer, request)
    return Estimate(found, estimated_bytes(format_name, found, table, few.rows()))


def row_count(layer: Layer, request: LayerRequest) -> int:
    """Return how many rows a layer has; reports are not counted one by one."""
    if layer is ISSUES:
        return kept_counts(request.asked).total()
    found = layer.rows(layer, request).inside("SELECT count(*) FROM ({rows}) AS shown")
    number: int = found.value()
    return number
