"""The column dictionary that goes with a file: what each column means."""

from maps.export_files.csv_file import BYTE_ORDER_MARK, lines
from maps.export_files.table import Table

_HEAD = ("column", "type", "unit", "title", "description")


def dictionary_csv(table: Table) -> bytes:
    """Return the dictionary as CSV: a line for each column, the last for the geometry."""
    columns = [(c.name, c.kind, c.unit, c.title, c.description) for c in table.columns]
    geometry = ("geometry", table.geometry_type, "°", "EPSG:4326", "WGS 84: longitude, latitude")
    return BYTE_ORDER_MARK + lines([_HEAD, *columns, geometry])
