"""A layer's rows as a table that the writers of exports take."""

import json
from typing import Any

from psycopg import sql

from issues.filters import IssueFilter
from maps.export_files.geojson import chunks
from maps.export_files.table import Column, Encoding, Table
from maps.layer import Layer
from maps.requests import LayerRequest, Query, batches

BATCH = 2000
GEOMETRY = {"geojson": "ST_AsGeoJSON(ST_ForcePolygonCCW({}), 7)", "wkb": "ST_AsBinary({})"}
"""How a geometry goes out; RFC 7946 wants outer rings counterclockwise."""


def text_table(layer: Layer, request: LayerRequest) -> Table:
    """Return the rows with their geometry as GeoJSON text."""
    return table(layer, request, "geojson")


def table(layer: Layer, request: LayerRequest, encoding: Encoding) -> Table:
    """Return a layer's rows under a filter; they are read batch by batch from one snapshot."""
    return Table(
        name=layer.name,
        title=str(layer.title),
        columns=columns(layer),
        geometry_type=layer.geometry_type,
        geometry=encoding,
        batches=batches(rows(layer, request, encoding), BATCH),
    )


def rows(layer: Layer, request: LayerRequest, encoding: Encoding) -> Query:
    """Return the query of a layer's fields and, last, its geometry in an encoding."""
    text = sql.SQL("SELECT {fields}, {geometry} FROM ({{rows}}) AS shown").format(
        fields=sql.SQL(", ").join(sql.Identifier(field.name) for field in layer.fields),
        geometry=sql.SQL(GEOMETRY[encoding]).format(sql.Identifier(layer.geometry)),
    )
    return layer.rows(layer, request).inside(text.as_string())


def columns(layer: Layer) -> list[Column]:
    """Return the layer's documented columns in the language in use."""
    return [
        Column(field.name, field.kind, str(field.title), str(field.description), field.unit)
        for field in layer.fields
    ]


def feature_collection(layer: Layer, asked: IssueFilter) -> dict[str, Any]:
    """Return a layer's rows as a GeoJSON FeatureCollection; for layers of few rows."""
    found: dict[str, Any] = json.loads(b"".join(chunks(text_table(layer, LayerRequest(asked)))))
    return found
