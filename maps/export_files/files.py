"""The writers of files by their format's name. Heavy: only a process of its own imports this."""

from collections.abc import Callable
from pathlib import Path

from maps.export_files import flatgeobuf, geopackage, geoparquet
from maps.export_files.table import Table

WRITERS: dict[str, Callable[[Table, Path], None]] = {
    "geopackage": geopackage.write,
    "flatgeobuf": flatgeobuf.write,
    "geoparquet": geoparquet.write,
}
"""Each raises when its rows end in an error; what is at the path by then is no whole file."""
