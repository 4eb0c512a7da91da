"""The density's classes as GeoJSON (RFC 7946)."""

import json
from typing import Any

import shapely
from shapely.geometry import mapping

from maps.heatmap_files.contours import Band, bands
from maps.heatmap_files.district import TO_DEGREES, projected
from maps.heatmap_files.surface import method_text, surface

GRAIN = 1e-6
"""Degrees that coordinates are rounded to: about 0.1 m."""


def written(content: dict[str, Any]) -> bytes:
    """Return a feature for each class: a valid multipolygon in EPSG:4326, with its bounds."""
    made = surface(content)
    unit = content["words"]["unit"]
    collection = {
        "type": "FeatureCollection",
        "title": content["title"],
        "period": content["period"],
        "filter": content["filter"],
        "reports": made.reports,
        "kernel": content["kernel"],
        "bandwidth_metres": round(made.bandwidth, 1),
        "note": method_text(content, made.bandwidth),
        "sample": content["sample"],
        "features": [_feature(band, unit) for band in bands(made)],
    }
    return json.dumps(collection, ensure_ascii=False).encode()


def _feature(band: Band, unit: str) -> dict[str, Any]:
    degrees = shapely.set_precision(projected(band.shape, TO_DEGREES), GRAIN)
    return {
        "type": "Feature",
        "properties": {"lower": band.lower, "upper": band.upper, "unit": unit},
        "geometry": mapping(shapely.orient_polygons(degrees)),
    }
