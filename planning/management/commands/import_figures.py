"""Load figures by mahalle code from a CSV file."""

from pathlib import Path
from typing import Any

from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.core.validators import validate_slug

from gisdata.figures import FigureLine, read_figures
from gisdata.readers import UnreadableError
from neighbourhoods.actions import YearFigure, load_figures
from neighbourhoods.models import POPULATION, Neighbourhood
from planning.indicators.access import access_indicators
from planning.indicators.counted import counted_indicators
from planning.models import FigureKind


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

    def handle(self, *args: Any, **options: Any) -> None:
        """Read and check; then load all of it or nothing."""
        try:
            lines = read_figures(options["file"], year=options["year"])
        except UnreadableError as error:
            raise CommandError(str(error)) from error
        _refuse_unknown_codes(lines)
        self._check_meaning(lines, options["kind"])
        missing = set(_current_codes()) - {line.code for line in lines}
        self.stdout.write(f"Without a figure: {', '.join(sorted(missing)) or 'none'}")
        if not options["commit"]:
            self.stdout.write(f"Dry run: {len(lines)} figures are good. Add --commit to load.")
            return
        figures = [YearFigure(i.code, options["kind"], i.year, i.value) for i in lines]
        loaded = load_figures(figures=figures, source=options["source"])
        self.stdout.write(f"{loaded} figures loaded.")

    def _check_meaning(self, lines: list[FigureLine], kind: str) -> None:
        """Refuse what figures of a kind cannot be; say so where nobody has written down what it is."""
        if kind == POPULATION:
            _refuse_beyond(lines, None)
            return
        _refuse_kind(kind)
        known = FigureKind.objects.filter(slug=kind).first()
        if known and known.unit == "%":
            _refuse_beyond(lines, 100)
        elif known and known.is_resource:
            _refuse_beyond(lines, None)
        if known is None:
            self.stdout.write(
                f"Nobody has written down yet what “{kind}” is: do so in the admin, at the kinds of figures."
            )


def _refuse_kind(kind: str) -> None:
    """Refuse a kind that no address can name, or that is counted here."""
    try:
        validate_slug(kind)
    except ValidationError as error:
        raise CommandError(
            f"“{kind}” cannot be a kind: letters from a to z, digits, - and _ alone. Nothing was loaded."
        ) from error
    if kind in {one.slug for one in (*counted_indicators(), *access_indicators())}:
        raise CommandError(f"“{kind}” is counted here already. Nothing was loaded.")


def _current_codes() -> list[str]:
    return list(Neighbourhood.objects.current().values_list("code", flat=True))


def _refuse_beyond(lines: list[FigureLine], most: int | None) -> None:
    below = sorted({line.code for line in lines if line.value < 0})
    above = sorted({line.code for line in lines if most is not None and line.value > most})
    if below:
        raise CommandError(f"Below zero: {', '.join(below)}. Nothing was loaded.")
    if above:
        raise CommandError(f"A share above {most} %: {', '.join(above)}. Nothing was loaded.")


def _refuse_unknown_codes(lines: list[FigureLine]) -> None:
    unknown = {line.code for line in lines} - set(_current_codes())
    if unknown:
        raise CommandError(
            f"No mahalle of the active boundary set has the code {', '.join(sorted(unknown))}. "
            "Nothing was loaded."
        )
