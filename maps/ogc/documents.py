"""What the OGC API says of itself: landing page, conformance, collections, queryables, tile sets."""

from typing import Any

from django.conf import settings
from django.utils.translation import gettext as _

from issues.models import DailyCount
from maps.layer import Field, Layer
from maps.layers import LAYERS
from maps.ogc.cql2 import GEOMETRY
from maps.ogc.crs import CRS84, EPSG, SYSTEMS
from maps.tiles import DEEPEST
from neighbourhoods.models import Neighbourhood

JSON, HTML, GEOJSON, SCHEMA, OPENAPI, MVT = (
    "application/json", "text/html", "application/geo+json", "application/schema+json",
    "application/vnd.oai.openapi+json;version=3.0", "application/vnd.mapbox-vector-tile",
)  # fmt: skip
GRID = "WebMercatorQuad"
SYSTEM_OF_TILES = f"{EPSG}3857"
SIDE = 20037508.3427892
"""Half of the Web Mercator square's side, in metres."""

REL = "http://www.opengis.net/def/rel/ogc/1.0/"
SPEC = "http://www.opengis.net/spec/"
CONFORMS_TO = [
    *(f"{SPEC}ogcapi-common-1/1.0/conf/{name}" for name in ("core", "landing-page", "json", "html", "oas30")),
    f"{SPEC}ogcapi-common-2/1.0/conf/collections",
    *(f"{SPEC}ogcapi-features-1/1.0/conf/{name}" for name in ("core", "oas30", "html", "geojson")),
    f"{SPEC}ogcapi-features-2/1.0/conf/crs",
    *(f"{SPEC}ogcapi-features-3/1.0/conf/{name}" for name in ("queryables", "filter", "features-filter")),
    *(
        f"{SPEC}cql2/1.0/conf/{name}"
        for name in (
            "cql2-text", "basic-cql2", "advanced-comparison-operators", "case-insensitive-comparison",
            "basic-spatial-functions", "basic-spatial-operators", "spatial-functions",
        )
    ),
    *(
        f"{SPEC}ogcapi-tiles-1/1.0/conf/{name}"
        for name in ("core", "tileset", "tilesets-list", "geodata-tilesets", "mvt", "oas30")
    ),
    f"{SPEC}tms/2.0/conf/tilematrixset",
]  # fmt: skip
"""Conformance classes; `basic-spatial-operators` is what a draft called them, which QGIS 3.22 still asks for."""

Link = dict[str, Any]
TYPES: dict[str, dict[str, str]] = {
    "integer": {"type": "integer"},
    "number": {"type": "number"},
    "text": {"type": "string"},
    "boolean": {"type": "boolean"},
    "date": {"type": "string", "format": "date"},
    "moment": {"type": "string", "format": "date-time"},
}
SHAPES = {
    "Point": "geometry-point", "Polygon": "geometry-polygon", "MultiPolygon": "geometry-multipolygon",
    "Geometry": "geometry-any",
}  # fmt: skip


def link(href: str, rel: str, kind: str, title: str) -> Link:
    """Return a typed link."""
    return {"href": href, "rel": rel, "type": kind, "title": title}


def both_forms(address: str, kind: str, shown_as: str) -> list[Link]:
    """Return the links of a document to itself and to its other form."""
    between = "&" if "?" in address else "?"
    forms = {"json": (kind, "JSON"), "html": (HTML, "HTML")}
    return [
        link(f"{address}{between}f={name}", "self" if name == shown_as else "alternate", *form)
        for name, form in forms.items()
    ]


def landing(root: str, shown_as: str) -> dict[str, Any]:
    """Return the landing page; `root` is the absolute address of /ogc/."""
    return {
        "title": f"Ortak Harita {settings.DISTRICT_NAME}",
        "description": _(
            "Reports, places, neighbourhoods and what is counted of them, for other programs."
        ),
        "links": [
            *both_forms(root, JSON, shown_as),
            link(f"{root}api", "service-desc", OPENAPI, "OpenAPI"),
            link(f"{root}conformance", "conformance", JSON, _("What it conforms to")),
            link(f"{root}collections", "data", JSON, _("Collections")),
            link(f"{root}tileMatrixSets", f"{REL}tiling-schemes", JSON, _("Grids of tiles")),
        ],
    }


def conformance(root: str, shown_as: str) -> dict[str, Any]:
    """Return the conformance declaration."""
    return {"links": both_forms(f"{root}conformance", JSON, shown_as), "conformsTo": CONFORMS_TO}


def collections(root: str, shown_as: str) -> dict[str, Any]:
    """Return all collections."""
    extent = _extent()
    return {
        "links": both_forms(f"{root}collections", JSON, shown_as),
        "collections": [_collection(root, layer, extent, shown_as) for layer in LAYERS.values()],
        "crs": list(SYSTEMS),
    }


def collection(layer: Layer, root: str, shown_as: str) -> dict[str, Any]:
    """Return one collection."""
    return _collection(root, layer, _extent(), shown_as)


def _collection(root: str, layer: Layer, extent: dict[str, Any], shown_as: str) -> dict[str, Any]:
    own = f"{root}collections/{layer.name}"
    has_time = {} if layer.moment else {"temporal": None}
    return {
        "id": layer.name,
        "title": str(layer.title),
        "description": str(layer.description),
        "itemType": "feature",
        "extent": {name: value for name, value in (extent | has_time).items() if value},
        "crs": list(SYSTEMS),
        "storageCrs": CRS84.uri,
        "links": [
            *both_forms(own, JSON, shown_as),
            link(f"{own}/items?f=json", "items", GEOJSON, _("Features as GeoJSON")),
            link(f"{own}/items?f=html", "items", HTML, _("Features as a page")),
            link(f"{own}/queryables", f"{REL}queryables", SCHEMA, _("What can be asked")),
            link(f"{own}/tiles", f"{REL}tilesets-vector", JSON, _("Vector tiles")),
        ],
    }


def _extent() -> dict[str, Any]:
    """Return where the district lies, and from when reports are."""
    bounds = Neighbourhood.objects.current().bounds()
    known = DailyCount.objects.known_days()
    return {
        "spatial": {"bbox": [bounds], "crs": CRS84.uri} if bounds else None,
        "temporal": {"interval": [[f"{known[0]}T00:00:00Z", None]]} if known else None,
    }


def queryables(root: str, layer: Layer) -> dict[str, Any]:
    """Return what filters may name, as a JSON Schema."""
    shape = {
        "title": _("place"),
        "format": SHAPES[layer.geometry_type],
        "x-ogc-role": "primary-geometry",
    }
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "$id": f"{root}collections/{layer.name}/queryables",
        "type": "object",
        "title": str(layer.title),
        "properties": {
            GEOMETRY: shape,
            **{field.name: _described(field) for field in layer.fields},
        },
        "additionalProperties": False,
    }


def _described(field: Field) -> dict[str, Any]:
    described = {"title": str(field.title), **TYPES[field.kind]}
    if field.description:
        described["description"] = str(field.description)
    if field.unit:
        described["x-ogc-unit"] = field.unit
    return described


def tilesets(root: str, layer: Layer) -> dict[str, Any]:
    """Return the one tile set that a layer has, as a list."""
    own = f"{root}collections/{layer.name}/tiles"
    return {
        "links": [link(own, "self", JSON, "JSON")],
        "tilesets": [
            {
                "title": str(layer.title),
                "dataType": "vector",
                "crs": SYSTEM_OF_TILES,
                "tileMatrixSetURI": f"http://www.opengis.net/def/tilematrixset/OGC/1.0/{GRID}",
                "links": [link(f"{own}/{GRID}", "self", JSON, str(layer.title))],
            }
        ],
    }


def tileset(root: str, layer: Layer) -> dict[str, Any]:
    """Return the description of a layer's tiles: row before column, as this standard has it."""
    own = f"{root}collections/{layer.name}/tiles/{GRID}"
    template = link(f"{own}/{{tileMatrix}}/{{tileRow}}/{{tileCol}}", "item", MVT, _("Vector tiles"))
    return {
        "title": str(layer.title),
        "dataType": "vector",
        "crs": SYSTEM_OF_TILES,
        "tileMatrixSetURI": f"http://www.opengis.net/def/tilematrixset/OGC/1.0/{GRID}",
        "layers": [{"id": layer.name, "title": str(layer.title), "dataType": "vector"}],
        "links": [
            link(own, "self", JSON, "JSON"),
            link(f"{root}tileMatrixSets/{GRID}", f"{REL}tiling-scheme", JSON, GRID),
            template | {"templated": True},
        ],
    }


def grids(root: str) -> dict[str, Any]:
    """Return the grids that there are."""
    return {
        "tileMatrixSets": [
            {
                "id": GRID,
                "uri": f"http://www.opengis.net/def/tilematrixset/OGC/1.0/{GRID}",
                "links": [link(f"{root}tileMatrixSets/{GRID}", "self", JSON, GRID)],
            }
        ]
    }


def grid() -> dict[str, Any]:
    """Return the definition of WebMercatorQuad (OGC 17-083r4, annex D)."""
    return {
        "id": GRID,
        "title": "Google Maps Compatible for the World",
        "uri": f"http://www.opengis.net/def/tilematrixset/OGC/1.0/{GRID}",
        "crs": SYSTEM_OF_TILES,
        "orderedAxes": ["X", "Y"],
        "tileMatrices": [_matrix(zoom) for zoom in range(DEEPEST + 1)],
    }


def _matrix(zoom: int) -> dict[str, Any]:
    cell = 2 * SIDE / 256 / 2**zoom
    return {
        "id": str(zoom),
        "scaleDenominator": cell / 0.00028,  # of a pixel of 0.28 mm
        "cellSize": cell,
        "cornerOfOrigin": "topLeft",
        "pointOfOrigin": [-SIDE, SIDE],
        "matrixWidth": 2**zoom,
        "matrixHeight": 2**zoom,
        "tileWidth": 256,
        "tileHeight": 256,
    }
