"""Make the counts anew, or prove them right."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import connection
from rich.console import Console

from issues.actions import recount


class Command(BaseCommand):
    """Recount the daily counts."""

    help = "Make the daily counts anew from the issues; with --check only compare."

    def add_arguments(self, parser: CommandParser) -> None:
        """Add --check."""
        parser.add_argument("--check", action="store_true", help="compare, change nothing")

    def handle(self, *args: Any, check: bool, **options: Any) -> None:
        """Compare or recount; a difference under --check is an error."""
        with Console(stderr=True).status("Counting every issue …"):
            wrong = count_differences() if check else recount()
        if not check:
            self.stdout.write(f"Recounted; {wrong} counts were wrong.")
        elif wrong:
            raise CommandError(f"{wrong} counts differ from a recount. Run: manage.py recount")
        else:
            self.stdout.write("Every count equals its recount.")


def count_differences() -> int:
    """Return how many kept counts differ from a recount."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM issues_count_differences")
        wrong: int = cursor.fetchone()[0]
    return wrong
