"""FlatGeobuf: one layer of EPSG:4326 that a browser reads in parts, by place."""

from pathlib import Path

from maps.export_files.gdal import write_with_gdal
from maps.export_files.table import Table


def write(table: Table, path: Path) -> None:
    """Write the table with a spatial index and each column's title and description.

    The format has no dates: one is read back as a moment at midnight, without a zone. Moments
    keep their milliseconds and are in UTC. The features wait in a temporary file beside ``path``
    until they are sorted by place, for which GDAL holds about 110 bytes of each in memory.
    The errors are those of write_with_gdal.
    """
    write_with_gdal(table, path, "FlatGeobuf", TITLE=table.title)
