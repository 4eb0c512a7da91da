"""A file of boundaries, of every kind that is read; its first byte says which."""

from io import BytesIO
from pathlib import Path
from tempfile import mkdtemp
from zipfile import ZipFile

import geopandas as gpd
from shapely import box

from gisdata.readers import KINDS, UnreadableError, read_areas

FOLDER = Path(mkdtemp(prefix="areas-"))
SUFFIXES = sorted(KINDS)
WORDS = [b'"type"', b'"FeatureCollection"', b'"Polygon"', b'"MultiPolygon"', b'"coordinates"', b'"crs"',
         b"EPSG:5254", b'"name"', b'"code"', b"null", b"1e999", b"SQLite format 3", b"GPKG"]  # fmt: skip


def take(content: bytes) -> None:
    """Read a file's areas."""
    path = FOLDER / f"town{SUFFIXES[content[0] % len(SUFFIXES)] if content else '.json'}"
    path.write_bytes(content[1:])
    try:
        found = read_areas(path)
    except UnreadableError:
        return
    assert all(area.code and area.name and not area.boundary.is_empty for area in found)


def _seed(suffix: str, made: Path) -> bytes:
    return bytes([SUFFIXES.index(suffix)]) + made.read_bytes()


def _zipped(shape: Path) -> bytes:
    kept = BytesIO()
    with ZipFile(kept, "w") as archive:
        for part in sorted(shape.parent.glob(f"{shape.stem}.*")):
            archive.write(part, part.name)
    return bytes([SUFFIXES.index(".zip")]) + kept.getvalue()


def _seeds() -> list[bytes]:
    frame = gpd.GeoDataFrame(
        {"code": ["1", "2"], "name": ["Bağlar", "Dere"]},
        geometry=[box(29.1, 40.9, 29.2, 41.0), box(29.2, 40.9, 29.3, 41.0)],
        crs=4326,
    )
    made = Path(mkdtemp(prefix="seeds-"))
    for suffix in (".geojson", ".gpkg", ".shp"):
        frame.to_file(made / f"town{suffix}")
    written = [_seed(suffix, made / f"town{suffix}") for suffix in (".geojson", ".gpkg")]
    return [*written, _zipped(made / "town.shp")]


SEEDS = _seeds()
