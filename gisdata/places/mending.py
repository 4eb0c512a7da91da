"""Features with their shapes mended, or left out with a sentence each.

Heavy libraries live here, so this module is for commands, never for the web process.
"""

from collections.abc import Iterable
from dataclasses import replace

import geopandas as gpd
from shapely.geometry.base import BaseGeometry

from gisdata.crs import METRIC, WGS84
from gisdata.places.feature import PlaceFeature, PlacesRead
from gisdata.places.shapes import ShapeRefusedError, mended, to_degrees

LONGEST = 200
"""Letters of a name, and of an id."""


def mend_all(
    features: Iterable[tuple[PlaceFeature, BaseGeometry | None]], told: list[str]
) -> PlacesRead:
    """Return the features with their shapes, given in EPSG:4326; what is told of them is added to `told`."""
    given = list(features)
    metres = gpd.GeoSeries([shape for _feature, shape in given], crs=WGS84).to_crs(METRIC)
    kept, shapes, repaired = [], [], 0
    for (feature, _shape), shape in zip(given, metres, strict=True):
        try:
            _refuse_text(feature)
            found = mended(shape)
        except ShapeRefusedError as refused:
            told.append(f"left out: {_called(feature)}: {refused}")
            continue
        if found.note:
            told.append(f"{_called(feature)}: {found.note}")
            repaired += 1
        shapes.append(found.shape)
        kept.append(feature)
    written = to_degrees(shapes)
    places = [replace(f, shape=wkb) for f, wkb in zip(kept, written, strict=True) if wkb]
    told += [
        f"left out: {_called(f)}: is too small to be drawn"
        for f, wkb in zip(kept, written, strict=True)
        if not wkb
    ]
    return PlacesRead(places, told, repaired)


def _called(feature: PlaceFeature) -> str:
    return f"{feature.name[:60] or 'without a name'} ({feature.identity[:60]})"


def _refuse_text(feature: PlaceFeature) -> None:
    if not feature.name:
        raise ShapeRefusedError("has no name")
    if not feature.identity:
        raise ShapeRefusedError("has no id in its column")
    if max(len(feature.name), len(feature.identity)) > LONGEST:
        raise ShapeRefusedError(
            f"has a name or an id of more than {LONGEST} letters: the wrong column?"
        )
