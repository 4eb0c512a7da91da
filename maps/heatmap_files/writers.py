"""Which module writes which form; only that one is loaded, for each brings heavy libraries."""

from importlib import import_module
from typing import Any

WRITERS = {
    "tif": "maps.heatmap_files.geotiff",
    "png": "maps.heatmap_files.picture",
    "geojson": "maps.heatmap_files.geojson",
    "html": "maps.heatmap_files.pages",
}


def written(content: dict[str, Any]) -> bytes:
    """Return the bytes of the file for the content that maps/heatmap.py gathers.

    Raises:
        ValueError: the density cannot be computed; the text says why.
    """
    file: bytes = import_module(WRITERS[content["form"]]).written(content)
    return file
