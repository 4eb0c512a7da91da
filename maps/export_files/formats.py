"""The formats of an export by name, for the web process: no heavy library is imported here."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from maps.export_files import csv_file, geojson
from maps.export_files.table import Encoding, Table


@dataclass(frozen=True)
class Format:
    """A format; ``stream`` makes the text formats, the others are written by files.WRITERS."""

    title: str
    suffix: str
    media_type: str
    stream: Callable[[Table], Iterator[bytes]] | None = None

    @property
    def geometry(self) -> Encoding:
        """How the rows must hold their geometry."""
        return "geojson" if self.stream else "wkb"


FORMATS = {
    "geojson": Format("GeoJSON", ".geojson", "application/geo+json", geojson.chunks),
    "csv": Format("CSV", ".csv", "text/csv; charset=utf-8", csv_file.chunks),
    "geopackage": Format("GeoPackage", ".gpkg", "application/geopackage+sqlite3"),
    "flatgeobuf": Format("FlatGeobuf", ".fgb", "application/flatgeobuf"),
    "geoparquet": Format("GeoParquet", ".parquet", "application/vnd.apache.parquet"),
}

SUFFIXES = {each.suffix.removeprefix("."): name for name, each in FORMATS.items()}
"""The names of the formats by the suffix of their files, without its dot."""
