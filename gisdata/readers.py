"""Readers of outside geography: a file becomes areas in EPSG:4326, or one clear sentence.

Heavy libraries (geopandas, pyogrio) live here, so this module is for commands, never for the
web process.
"""

from dataclasses import dataclass
from pathlib import Path

import geopandas as gpd
import pyogrio
import pyogrio.errors
import pyproj
from shapely import MultiPolygon, Polygon, force_2d
from shapely.errors import ShapelyError

from gisdata.crs import ALLOWED, METRIC, TURKIYE, WGS84, in_turkiye, looks_swapped

KNOWN = ", ".join(f"{number} ({name})" for number, name in ALLOWED.items())
LONGEST_EDGE = 0.005
"""Degrees (about 500 m): so long an edge bends by 3 mm at most when it becomes metres."""

EARTH = 1e8
"""Metres; no system of ours reaches as far, and beyond PROJ goes round the earth for ever."""

KINDS = {
    ".geojson": "GeoJSON",
    ".json": "GeoJSON",
    ".gpkg": "GeoPackage",
    ".shp": "Shapefile",
    ".zip": "zipped Shapefile",
}
"""What is read, by suffix; GDAL knows the formats."""

FID = "fid"
"""The number of a feature in a GeoPackage, which may serve as its code or id."""

KINDS_SAID = ", ".join(dict.fromkeys(KINDS.values()))


class UnreadableError(Exception):
    """A file that cannot be taken in; the message says what to do."""


@dataclass(frozen=True)
class Area:
    """One named area as a file has it; boundary in EPSG:5254, metres."""

    code: str
    name: str
    boundary: Polygon | MultiPolygon


def read_areas(
    path: Path,
    *,
    code_column: str = "code",
    name_column: str = "name",
    srid: int | None = None,
    layer: str | None = None,
) -> list[Area]:
    """Read named polygons from a file of one of KINDS.

    Args:
        path: the file; its CRS must be one of gisdata.crs.ALLOWED.
        code_column: the column of official codes (kept as text).
        name_column: the column of names.
        srid: the CRS of a file that does not say its own.
        layer: which one, of a file that holds several.

    Returns:
        Areas with boundaries in EPSG:5254, in the file's order, as the file has them:
        nothing is repaired here.

    Raises:
        UnreadableError: with a sentence on what is wrong and what to do.
    """
    frame = read_frame(path, srid, layer, code=code_column, name=name_column)
    if frame.crs.is_geographic:  # a straight edge in degrees bends in metres: give it corners
        frame = frame.set_geometry(frame.geometry.segmentize(LONGEST_EDGE))
    metres = frame.to_crs(METRIC)
    return [
        Area(code_of(code), name_of(name, code), _polygon(geometry, code_of(code)))
        for code, name, geometry in zip(
            metres[code_column], metres[name_column], metres.geometry, strict=True
        )
    ]


def read_frame(path: Path, srid: int | None, layer: str | None, **columns: str) -> gpd.GeoDataFrame:
    """Read features that lie in Türkiye, in a CRS that is known, with the columns that are needed.

    Args:
        path: a file of one of KINDS.
        srid: the CRS of a file that does not say its own.
        layer: which one, of a file that holds several.
        columns: what each column is, and its name in the file.

    Raises:
        UnreadableError: with a sentence on what is wrong and what to do.
    """
    frame = _open(path, layer)
    frame = frame.set_geometry(force_2d(frame.geometry.array))
    frame = _with_known_crs(frame, srid)
    _refuse_missing_columns(frame, columns)
    _refuse_impossible_coordinates(frame)
    refuse_outside_turkiye(frame.to_crs(WGS84))
    return frame


def _open(path: Path, layer: str | None) -> gpd.GeoDataFrame:
    _refuse_unknown_kind(path)
    try:
        frame = gpd.read_file(path, layer=_layer_of(path, layer), fid_as_index=True)
    except (
        pyogrio.errors.DataSourceError,
        pyogrio.errors.DataLayerError,
        ShapelyError,
        ValueError,
    ) as error:
        raise UnreadableError(f"{path.name}: cannot be read ({error}).") from error
    if not isinstance(frame, gpd.GeoDataFrame) or frame.empty:
        raise UnreadableError(f"{path.name}: holds no features with a geometry.")
    if path.suffix.lower() == ".gpkg" and FID not in frame.columns:
        frame[FID] = frame.index  # a GeoPackage keeps it beside the columns
    return frame


def _refuse_unknown_kind(path: Path) -> None:
    if not path.is_file():
        raise UnreadableError(f"{path}: there is no such file.")
    if path.suffix.lower() not in KINDS:
        raise UnreadableError(
            f"{path.name}: not a kind we read ({KINDS_SAID}). A Shapefile is its .shp beside its .dbf "
            "and .shx, or all of them in one .zip."
        )


def _layer_of(path: Path, wanted: str | None) -> str:
    """Return the layer that is wanted, or the only one there is."""
    layers = [str(name) for name, _geometry in pyogrio.list_layers(path)]
    if wanted in layers:
        return wanted
    if wanted or len(layers) != 1:
        raise UnreadableError(
            f"{path.name} holds the layers {', '.join(layers)}. Name one with --layer."
        )
    return layers[0]


def _with_known_crs(frame: gpd.GeoDataFrame, srid: int | None) -> gpd.GeoDataFrame:
    found = _epsg_number(frame.crs)
    if frame.crs is None and srid is None:
        raise UnreadableError(
            "The file does not say its coordinate system. Name it with --srid, for example "
            "--srid 5254 (TUREF / TM30) or --srid 4326 (degrees)."
        )
    if srid is not None and found not in {None, srid}:
        raise UnreadableError(f"The file says EPSG:{found}, --srid says {srid}. Leave --srid out.")
    number = found or srid
    if number not in ALLOWED:
        what = f"EPSG:{number}" if number else f"{frame.crs.name!r}"
        raise UnreadableError(f"The coordinate system {what} is not one of ours: {KNOWN}.")
    return frame.set_crs(number, allow_override=True)


def _epsg_number(crs: pyproj.CRS | None) -> int | None:
    """Return the number of a reference that is surely known; CRS84 is EPSG:4326 here."""
    if crs is None:
        return None
    if crs == pyproj.CRS("OGC:CRS84"):
        return WGS84
    number: int | None = crs.to_epsg(min_confidence=70)
    return number


def _refuse_missing_columns(frame: gpd.GeoDataFrame, wanted: dict[str, str]) -> None:
    columns = [str(c) for c in frame.columns if c != frame.geometry.name]
    options = " and ".join(f"--{what}-column" for what in wanted)
    for name in wanted.values():
        if name not in columns:
            raise UnreadableError(
                f"There is no column {name!r}. The file has: {', '.join(columns) or 'none'}. "
                f"Name the right {'ones' if len(wanted) > 1 else 'one'} with {options}."
            )


def _refuse_impossible_coordinates(frame: gpd.GeoDataFrame) -> None:
    west, south, east, north = frame.total_bounds
    if frame.crs.is_geographic and (
        max(abs(west), abs(east)) > 180 or max(abs(south), abs(north)) > 90
    ):
        raise UnreadableError(
            f"The file calls its coordinates degrees (EPSG:{frame.crs.to_epsg()}), but they run "
            f"from {west:.0f} to {east:.0f} and {south:.0f} to {north:.0f}: these are metres or "
            "feet. Export it again with its true coordinate system written into it."
        )
    if max(map(abs, frame.total_bounds)) > EARTH:
        raise UnreadableError(
            f"The coordinates run from {west:.3g} to {east:.3g} and {south:.3g} to {north:.3g} metres, "
            "which is on no map. Export the file again."
        )


def refuse_outside_turkiye(frame: gpd.GeoDataFrame) -> None:
    """Raise UnreadableError unless all of a frame in EPSG:4326 lies in Türkiye."""
    west, south, east, north = frame.total_bounds
    if in_turkiye(west, south) and in_turkiye(east, north):
        return
    hint = "Check the coordinate system of the file."
    if looks_swapped(west, south):
        hint = "Longitude and latitude look swapped: write longitude first."
    raise UnreadableError(
        f"The coordinates ({west:.3f} {south:.3f} to {east:.3f} {north:.3f} degrees) are not all "
        f"in Türkiye {TURKIYE}. {hint}"
    )


def code_of(value: object) -> str:
    """Return an official code as text; of a whole number without its point.

    Raises:
        UnreadableError: there is none, or it is too long for one.
    """
    if isinstance(value, float) and value.is_integer():
        value = int(value)
    text = "" if value is None else str(value).strip()
    if not text or text == "nan":
        raise UnreadableError("A feature has no code. Every mahalle needs its official code.")
    return _short(text, 20)


def name_of(value: object, code: object) -> str:
    """Return the name of the area with a code.

    Raises:
        UnreadableError: there is none, or it is too long for one.
    """
    text = value.strip() if isinstance(value, str) else ""
    if not text:
        raise UnreadableError(f"Feature {code} has no name. Every mahalle needs one.")
    return _short(text, 120)


def _short(text: str, limit: int) -> str:
    if len(text) > limit:
        raise UnreadableError(f"“{text[:30]}…” is longer than {limit} letters: the wrong column?")
    return text


def _polygon(geometry: object, code: str) -> Polygon | MultiPolygon:
    if not isinstance(geometry, Polygon | MultiPolygon) or geometry.is_empty:
        kind = getattr(geometry, "geom_type", "nothing")
        raise UnreadableError(f"Feature {code} holds {kind}, not a polygon.")
    return geometry
