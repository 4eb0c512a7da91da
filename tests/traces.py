"""Where a text stands in the database: looked for in every column of every table."""

from django.db import connection


def traces_of(text):
    """Return the names of the tables with a row in which the text stands anywhere."""
    with connection.cursor() as cursor:
        tables = connection.introspection.table_names(cursor)
        found = set()
        for table in tables:
            cursor.execute(
                f'SELECT EXISTS (SELECT FROM "{table}" AS r WHERE strpos(r::text, %s) > 0)', [text]
            )
            if cursor.fetchone()[0]:
                found.add(table)
    return found
