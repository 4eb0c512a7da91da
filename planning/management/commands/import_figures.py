"""Load figures by mahalle code from a CSV file."""

from pathlib import Path
from typing import Any

from django.core.management.base import (
    BaseCommand,
    CommandError,
    CommandParser,
    no_translations,
)

from gisdata.figures import FiguresRefusedError, read_figures
from neighbourhoods.models import POPULATION
from planning.upload.actions import take_in
from planning.upload.check import checked


class Command(BaseCommand):
    """Check a file of figures and load it when asked to."""

    help = "Check figures (CSV: code, year, value) and, with --commit, load them."

    def add_arguments(self, parser: CommandParser) -> None:
        """Add the file and what its figures are."""
        parser.add_argument("file", type=Path, help="CSV with the columns code, year, value")
        parser.add_argument("--kind", default=POPULATION, help="what is counted: population, …")
        parser.add_argument("--year", type=int, help="for a file without a column of years")
        parser.add_argument("--source", required=True, help="where the figures come from")
        parser.add_argument(
            "--commit", action="store_true", help="load; without it nothing changes"
        )

    @no_translations
    def handle(self, *args: Any, **options: Any) -> None:
        """Read and check; then load all of it or nothing."""
        try:
            self._bring(**options)
        except FiguresRefusedError as error:
            raise CommandError(f"{options['file'].name}: nothing was loaded.\n{error}") from error

    def _bring(
        self, *, file: Path, kind: str, year: int | None, source: str, commit: bool, **_: Any
    ) -> None:
        lines = read_figures(file, year=year)
        intake = checked(kind=kind, lines=lines)
        if not intake.is_explained:
            self.stdout.write(
                f"Nobody has written down yet what “{kind}” is: do so in the admin, at the kinds of figures."
            )
        self.stdout.write(f"Without a figure: {', '.join(intake.missing) or 'none'}")
        if not commit:
            self.stdout.write(f"Dry run: {len(lines)} figures are good. Add --commit to load.")
            return
        loaded = take_in(kind=kind, lines=lines, source=source)
        self.stdout.write(f"{loaded} figures loaded.")
