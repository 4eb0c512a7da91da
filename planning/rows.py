"""Questions to PostGIS that the ORM does not ask."""

from typing import Any

from django.db import connection


def rows_of(text: str, **parameters: Any) -> list[tuple[Any, ...]]:
    """Return the rows of a query with named parameters."""
    with connection.cursor() as cursor:
        cursor.execute(text, parameters)
        rows: list[tuple[Any, ...]] = cursor.fetchall()
        return rows
