"""The density as a GeoTIFF, written by the GDAL that Django binds."""

from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import numpy as np
from django.contrib.gis.gdal import GDALRaster

from gisdata.crs import METRIC
from maps.heatmap_files.surface import Surface, method_text, surface

NODATA = -1.0
"""Outside the district; no density is negative."""

FLOAT32 = 6


def written(content: dict[str, Any]) -> bytes:
    """Return a GeoTIFF in EPSG:5254, north up: reports per hectare at each cell's centre."""
    made = surface(content)
    with TemporaryDirectory() as folder:
        path = Path(folder) / "density.tif"
        _write(path, made, _said(content, made))
        return path.read_bytes()


def _write(path: Path, made: Surface, said: dict[str, str]) -> None:
    grid = made.grid
    values = np.where(made.inside > 0, made.density, NODATA)[::-1].astype(np.float32)
    raster = GDALRaster(
        {
            "driver": "GTiff",
            "name": str(path),
            "srid": METRIC,
            "width": grid.columns,
            "height": grid.rows,
            "datatype": FLOAT32,
            "origin": [grid.west, grid.south + grid.rows * grid.cell],
            "scale": [grid.cell, -grid.cell],
            "bands": [{"data": values.tobytes(), "nodata_value": NODATA}],
            "papsz_options": {"compress": "deflate", "predictor": "3"},
        }
    )
    raster.metadata = {"DEFAULT": said}
    del raster  # GDAL writes the file when it is closed


def _said(content: dict[str, Any], made: Surface) -> dict[str, str]:
    return {
        "TIFFTAG_IMAGEDESCRIPTION": content["title"],
        "UNIT": "reports per hectare",
        "KERNEL": content["kernel"],
        "BANDWIDTH_METRES": f"{made.bandwidth:.1f}",
        "EDGE_CORRECTION": "divided by the kernel's mass inside the district",
        "REPORTS": str(made.reports),
        "PERIOD": content["period"],
        "FILTER": content["filter"],
        "NOTE": method_text(content, made.bandwidth),
        "SAMPLE": content["sample"],
    }
