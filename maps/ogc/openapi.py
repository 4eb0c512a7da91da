"""The OpenAPI document of the OGC API, made from the layers."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from maps.layer import Layer
from maps.layers import LAYERS
from maps.ogc.asked import FARTHEST, MOST, USUAL
from maps.ogc.crs import CRS84, SYSTEMS
from maps.ogc.documents import GEOJSON, GRID, HTML, JSON, MVT, OPENAPI, SCHEMA
from maps.tiles import DEEPEST

Schema = dict[str, Any]
OF_PAGE = (
    "limit", "offset", "after", "bbox", "bbox-crs", "datetime", "crs", "filter", "filter-lang", "filter-crs",
)  # fmt: skip


def openapi(root: str) -> Schema:
    """Return the document; `root` is the absolute address of /ogc/."""
    paths = {
        "/": _read("landing", _("What there is here"), WITH_PAGE),
        "/api": _read("api", _("This document"), _Answer(OPENAPI)),
        "/conformance": _read("conformance", _("What it conforms to"), WITH_PAGE),
        "/collections": _read("collections", _("Collections"), WITH_PAGE),
        "/tileMatrixSets": _read("grids", _("Grids of tiles"), DOCUMENT),
        f"/tileMatrixSets/{GRID}": _read("grid", GRID, DOCUMENT),
    }
    for layer in LAYERS.values():
        paths |= _of_layer(layer)
    return {
        "openapi": "3.0.3",
        "info": {
            "title": "Ortak Harita – OGC API",
            "version": "1.0.0",
            "description": _(
                "Reports, places, neighbourhoods and what is counted of them, for other programs."
            ),
            "contact": {"name": "Ortak Harita", "url": root},
        },
        "servers": [{"url": root.rstrip("/")}],
        "tags": [
            {"name": name, "description": name} for name in ("Capabilities", "Features", "Tiles")
        ],
        "paths": paths,
        "components": {
            "parameters": _parameters(),
            "schemas": _schemas(),
            "responses": _refusals(),
        },
    }


def _of_layer(layer: Layer) -> Schema:
    """Return the addresses of a layer."""
    own, name, title = f"/collections/{layer.name}", layer.name, str(layer.title)
    filters = [_filter(known) for known in sorted(layer.parameters)]
    subject = [_filter(layer.subject.parameter)] if layer.subject else []
    key = next(field.kind for field in layer.fields if field.name == layer.key)
    fid = {
        "name": "featureId", "in": "path", "required": True, "description": _("id of the feature"),
        "schema": {"type": "integer", "minimum": 0} if key == "integer" else {"type": "string", "minLength": 1},
    }  # fmt: skip
    place = [_of_tile(part) for part in ("tileMatrix", "tileRow", "tileCol")]
    page = _Answer(GEOJSON, "featureCollection", is_page_too=True)
    one = _Answer(GEOJSON, "feature", is_page_too=True)
    tile = f"{own}/tiles/{GRID}/{{tileMatrix}}/{{tileRow}}/{{tileCol}}"
    return {
        own: _read(f"{name}.collection", title, WITH_PAGE),
        f"{own}/queryables": _read(f"{name}.queryables", title, _Answer(SCHEMA)),
        f"{own}/items": _read(f"{name}.items", title, page, [*map(_ref, OF_PAGE), *filters]),
        f"{own}/items/{{featureId}}": _read(
            f"{name}.items.one", title, one, [fid, _ref("crs"), *subject]
        ),
        f"{own}/tiles": _read(f"{name}.tilesets", title, DOCUMENT),
        f"{own}/tiles/{GRID}": _read(f"{name}.tileset", title, DOCUMENT),
        tile: _read(f"{name}.tile", title, _Answer(MVT, form=""), [*place, *filters]),
    }


def _read(
    operation: str, title: str, answer: "_Answer", parameters: Sequence[Schema] = ()
) -> Schema:
    """Return a GET of an address."""
    forms = [_ref("f" if answer.is_page_too else "f-json")] if answer.form else []
    tag = "Features" if "items" in operation else "Tiles" if answer.kind == MVT else "Capabilities"
    return {
        "get": {
            "operationId": operation,
            "tags": [tag],
            "summary": title,
            "description": title,
            "parameters": [*parameters, *forms],
            "responses": {
                "200": {"description": title, "content": answer.content()},
                "400": {"$ref": "#/components/responses/refused"},
                "404": {"$ref": "#/components/responses/refused"},
            },
        }
    }


@dataclass(frozen=True)
class _Answer:
    """What comes back: its media type and schema, whether there is a page, and the parameter that chooses."""

    kind: str
    schema: str = "document"
    is_page_too: bool = False
    form: str = "f"

    def content(self) -> Schema:
        """Return what an answer may be."""
        shape: Schema = {"$ref": f"#/components/schemas/{self.schema}"}
        if self.kind == MVT:
            shape = {"type": "string", "format": "binary"}
        page = {HTML: {"schema": {"type": "string"}}} if self.is_page_too else {}
        return {self.kind: {"schema": shape}, **page}


DOCUMENT = _Answer(JSON)
WITH_PAGE = _Answer(JSON, is_page_too=True)


def _ref(name: str) -> Schema:
    return {"$ref": f"#/components/parameters/{name}"}


def _filter(name: str) -> Schema:
    is_day = name in {"from", "to", "compare_from", "compare_to"}
    shape = {"type": "string", "format": "date"} if is_day else {"type": "string"}
    return {
        "name": name,
        "in": "query",
        "description": _("a filter of this layer"),
        "schema": shape,
    }


def _of_tile(name: str) -> Schema:
    shape = {
        "type": "integer",
        "minimum": 0,
        **({"maximum": DEEPEST} if name == "tileMatrix" else {}),
    }
    return {"name": name, "in": "path", "required": True, "description": name, "schema": shape}


def _parameters() -> Schema:
    """Return the parameters of the standard."""
    systems = {"type": "string", "format": "uri", "enum": list(SYSTEMS), "default": CRS84.uri}
    texts: dict[str, tuple[str, Schema]] = {
        "f": (_("form of the answer"), {"type": "string", "enum": ["json", "html"]}),
        "f-json": (_("form of the answer"), {"type": "string", "enum": ["json"]}),
        "limit": (
            _("features on a page; more than the most are cut to it"),
            {"type": "integer", "minimum": 1, "maximum": MOST, "default": USUAL},
        ),
        "offset": (
            _("features passed over; the links next are cheaper"),
            {"type": "integer", "minimum": 0, "maximum": FARTHEST, "default": 0},
        ),
        "after": (
            _("the id behind which a page begins; the links next have it"),
            {"type": "string"},
        ),
        "bbox": (
            _("features that meet a box: its lower corner, then its upper one"),
            {"type": "string", "example": "29.05,40.95,29.2,41.05"},
        ),
        "bbox-crs": (_("the system of bbox"), systems),
        "datetime": (
            _("features of a moment or an interval, .. for an open end"),
            {"type": "string", "example": "2026-01-01/.."},
        ),
        "crs": (_("the system of the answer"), systems),
        "filter": (_("a filter in CQL2 text"), {"type": "string", "maxLength": 4000}),
        "filter-lang": (_("the language of the filter"), {"type": "string", "enum": ["cql2-text"]}),
        "filter-crs": (_("the system of the filter's shapes"), systems),
    }
    return {
        name: {
            "name": "f" if name == "f-json" else name,
            "in": "query",
            "description": text,
            "schema": schema,
        }
        for name, (text, schema) in texts.items()
    }


def _schemas() -> Schema:
    links = {"type": "array", "items": {"$ref": "#/components/schemas/link"}}
    text = {"type": "string"}
    return {
        "document": {"type": "object"},
        "link": {
            "type": "object",
            "required": ["href", "rel"],
            "properties": {"href": text, "rel": text, "type": text, "title": text},
        },
        "feature": {
            "type": "object",
            "required": ["type", "id", "geometry", "properties"],
            "properties": {
                "type": {"type": "string", "enum": ["Feature"]},
                "id": {"oneOf": [{"type": "string"}, {"type": "integer"}]},
                "geometry": {"type": "object", "nullable": True},
                "properties": {"type": "object", "nullable": True},
                "links": links,
            },
        },
        "featureCollection": {
            "type": "object",
            "required": ["type", "features"],
            "properties": {
                "type": {"type": "string", "enum": ["FeatureCollection"]},
                "timeStamp": {"type": "string", "format": "date-time"},
                "numberMatched": {"type": "integer", "minimum": 0},
                "numberReturned": {"type": "integer", "minimum": 0},
                "links": links,
                "features": {"type": "array", "items": {"$ref": "#/components/schemas/feature"}},
            },
        },
        "exception": {
            "type": "object",
            "required": ["code"],
            "properties": {"code": text, "description": text},
        },
    }


def _refusals() -> Schema:
    shape = {"schema": {"$ref": "#/components/schemas/exception"}}
    return {
        "refused": {
            "description": _("What is wrong, and what would be right"),
            "content": {JSON: shape},
        }
    }
