"""After a restore to an earlier moment: what people erased since then is erased again.

The newest state is restored beside it, in a database of its own. What is no longer there goes here, too, and words,
places and visibility become as they are there. Nothing comes back by it, and what is of nobody is left alone.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

import pgtrigger
import psycopg
from django.apps import apps
from django.db import connection, transaction
from django.db.models import Model
from psycopg import sql

from operations.personal import PERSONAL

GOES_ALONG = {"location": ["precision"]}
"""By column: others, which say how good it is."""

MAKE = "CREATE TEMPORARY TABLE newest AS SELECT {columns} FROM {table} WITH NO DATA"
THERE = "COPY (SELECT {columns} FROM {table}) TO STDOUT"
HERE = "COPY newest FROM STDIN"
GONE = "SELECT {key} FROM {table} EXCEPT SELECT {key} FROM newest"
CHANGE = (
    "UPDATE {table} here SET {changes} FROM newest WHERE here.{key} = newest.{key} AND ({differs})"
)

AS_THERE = ("{column} = newest.{column}", "here.{column}::text IS DISTINCT FROM newest.{column}::text")  # fmt: skip
UNLESS_PUBLIC_THERE = (
    "{column} = CASE newest.{column} WHEN 'public' THEN here.{column} ELSE newest.{column} END",
    "newest.{column} <> 'public' AND newest.{column} <> here.{column}",
)
"""What was taken down since is so again; what was let through since waits for the desk again."""


@dataclass(frozen=True)
class Erased:
    """How many rows of a model were erased since, and how many lost words, were moved or taken down."""

    model: str
    gone: int
    changed: int


@transaction.atomic
@pgtrigger.ignore()  # histories become as they are there, and get no event of what is erased here
def erase_again(newest: psycopg.Connection[Any], models: Iterable[str]) -> list[Erased]:
    """Erase what was erased since. Whoever only wants to know rolls it back.

    Args:
        newest: a database with the newest state, of the same version of the service.
        models: labels of PERSONAL.

    Raises:
        psycopg.errors.UndefinedTable, psycopg.errors.UndefinedColumn: it is of another version.
    """
    return [_erased(apps.get_model(label), newest) for label in models]


def _erased(model: type[Model], newest: psycopg.Connection[Any]) -> Erased:
    columns = _columns(model)
    key = str(model._meta.pk.column)
    named: dict[str, sql.Composable] = {
        "table": sql.Identifier(model._meta.db_table),
        "key": sql.Identifier(key),
        "columns": sql.SQL(", ").join(map(sql.Identifier, [key, *columns])),
    }
    with connection.cursor() as here, newest.cursor() as there:
        here.execute(sql.SQL(MAKE).format(**named))
        with there.copy(sql.SQL(THERE).format(**named)) as rows, here.copy(HERE) as into:
            for part in rows:
                into.write(part)
        here.execute(sql.SQL(GONE).format(**named))
        gone = [row[0] for row in here.fetchall()]
        model._base_manager.filter(pk__in=gone).delete()
        changed = 0
        if columns:
            here.execute(_change(columns, named))
            changed = here.rowcount
        here.execute("DROP TABLE newest")
    return Erased(model._meta.label, len(gone), changed)


def _columns(model: type[Model]) -> list[str]:
    """Return the columns that are made equal, without keys: those of people go with their rows."""
    named = {*PERSONAL[model._meta.label].split(), "visibility"}
    named.update(*(GOES_ALONG.get(name, ()) for name in named))
    fields = (f for f in model._meta.concrete_fields if f.name in named)
    return [str(f.column) for f in fields if not (f.is_relation or f.primary_key or f.generated)]


def _change(columns: list[str], named: dict[str, sql.Composable]) -> sql.Composable:
    rules = [UNLESS_PUBLIC_THERE if name == "visibility" else AS_THERE for name in columns]
    known = zip(rules, map(sql.Identifier, columns), strict=True)
    parts = [[sql.SQL(part).format(column=column) for part in rule] for rule, column in known]
    changes, differs = zip(*parts, strict=True)
    return sql.SQL(CHANGE).format(
        **named, changes=sql.SQL(", ").join(changes), differs=sql.SQL(" OR ").join(differs)
    )
