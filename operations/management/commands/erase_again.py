"""`manage.py erase_again`: what people erased since the moment to which a restore went back."""

from argparse import ArgumentParser
from collections.abc import Iterable
from typing import Any

import psycopg
from django.core.management.base import BaseCommand, CommandError
from django.db import transaction

from operations.erasing import Erased, erase_again
from operations.personal import PERSONAL


class Command(BaseCommand):
    """Erasures after the moment of a restore, counted or done again."""

    help = "After a restore to an earlier moment: count, or erase again, what was erased since."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Add where the newest state is, and what to erase."""
        parser.add_argument("newest", help="URL of the database with the newest state")
        parser.add_argument("models", nargs="*", metavar="model", help="e.g. issues.Issue; all if none is named")  # fmt: skip
        parser.add_argument("--erase", action="store_true", help="erase it; else it is only counted")  # fmt: skip

    def handle(self, *args: Any, newest: str, models: list[str], erase: bool, **more: Any) -> None:
        """Print a line for each model of which something was erased."""
        if unknown := ", ".join(sorted(set(models) - set(PERSONAL))):
            raise CommandError(f"No such model: {unknown}. There are: {', '.join(PERSONAL)}.")
        for row in _erased(newest, models or PERSONAL, erase=erase):
            if row.gone or row.changed:
                self.stdout.write(f"{row.model}: {row.gone} gone, {row.changed} changed")
        self.stdout.write("Erased." if erase else "Nothing was changed. Add --erase to erase it.")


def _erased(newest: str, models: Iterable[str], *, erase: bool) -> list[Erased]:
    """Erase what was erased since, or do it and take it back, to count it.

    Raises:
        CommandError: the newest state cannot be compared with; the message says what to do.
    """
    try:
        with (
            psycopg.connect(newest.replace("postgis:", "postgresql:", 1)) as there,
            transaction.atomic(),
        ):
            found = erase_again(there, models)
            transaction.set_rollback(not erase)
    except psycopg.OperationalError as error:
        raise CommandError(f"The newest state cannot be read: {error}") from error
    except (psycopg.errors.UndefinedTable, psycopg.errors.UndefinedColumn) as error:
        raise CommandError(
            f"The newest state is of another version of the service; migrate both. {error}"
        ) from error
    return found
