"""Make the counts anew, or prove them right."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from rich.console import Console

from issues.bulk import recount
from issues.querysets import count_differences


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
