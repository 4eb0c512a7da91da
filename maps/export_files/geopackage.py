"""GeoPackage 1.3: one layer of EPSG:4326 in an SQLite file, for QGIS and ArcGIS."""

from pathlib import Path

from maps.export_files.arrow import GEOMETRY
from maps.export_files.gdal import write_with_gdal
from maps.export_files.table import Table

VERSION = "1.3"
"""GDAL's default, 1.4, makes the GDAL 3.6 of Debian 12 warn."""


def write(table: Table, path: Path, *, append: bool = False) -> None:
    """Write the table with a spatial index and each column's title and description, alone or beside others.

    Moments keep their milliseconds and are in UTC. The errors are those of write_with_gdal.
    """
    options = {"GEOMETRY_NAME": GEOMETRY, "DESCRIPTION": table.title, "VERSION": VERSION}
    write_with_gdal(table, path, "GPKG", append=append, **options)
