"""Load names of streets and places from a file."""

from pathlib import Path
from typing import Any

from django.contrib.gis.geos import Point
from django.core.management.base import BaseCommand, CommandError, CommandParser

from gisdata.crs import WGS84
from gisdata.csv_points import UTF8
from gisdata.names import NamesFile, read_names
from gisdata.place_name import PlaceName
from gisdata.readers import KINDS_SAID, UnreadableError
from neighbourhoods.models import NamedPlace, Neighbourhood
from neighbourhoods.names.actions import load_names

SHOWN = 5


class Command(BaseCommand):
    """Look a file of names over, and load it when asked to."""

    help = "Check names of streets and places and, with --commit, load them for the search."

    def add_arguments(self, parser: CommandParser) -> None:
        """Add the file, where it comes from and what it names."""
        parser.add_argument(
            "file",
            type=Path,
            help=f"CSV with longitude and latitude, {KINDS_SAID}",
        )
        parser.add_argument(
            "--source",
            required=True,
            help="where it comes from and its licence, shown with the names",
        )
        parser.add_argument("--kind", required=True, choices=NamedPlace.Kind.values)
        parser.add_argument("--name-column", default="name")
        parser.add_argument("--srid", type=int, help="for a file that does not say its own")
        parser.add_argument("--layer", help="which one, of a file that holds several")
        parser.add_argument("--encoding", default=UTF8, help="of a CSV that is not UTF-8")
        parser.add_argument(
            "--commit", action="store_true", help="load; without it nothing changes"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        """Read and report; then load all of it, in place of what the same source gave before."""
        if len(options["source"]) > 200:
            raise CommandError("--source is longer than 200 letters.")
        try:
            read = read_names(
                options["file"],
                name_column=options["name_column"],
                srid=options["srid"],
                layer=options["layer"],
                encoding=options["encoding"],
            )
        except UnreadableError as error:
            raise CommandError(str(error)) from error
        self._print(read)
        known = NamedPlace.objects.filter(source=options["source"], kind=options["kind"]).count()
        self.stdout.write(f"Known from this source until now: {known}.")
        if not options["commit"]:
            self.stdout.write("Dry run: nothing was loaded. Add --commit to load.")
            return
        loaded = load_names(
            names=read.places,
            kind=options["kind"],
            source=options["source"],
        )
        self.stdout.write(f"{loaded} names loaded.")

    def _print(self, read: NamesFile) -> None:
        outside = _outside(read.places)
        self.stdout.write(
            f"{read.features} features, {read.unnamed} without a name left out, "
            f"{len(read.places)} names, {len(outside)} of them in no mahalle."
        )
        for place in outside[:SHOWN]:
            self.stdout.write(f"  outside: {place.name} {place.longitude:.5f} {place.latitude:.5f}")


def _outside(places: list[PlaceName]) -> list[PlaceName]:
    boundaries = [n.boundary.prepared for n in Neighbourhood.objects.current()]
    return [
        place
        for place in places
        if not any(b.covers(Point(place.longitude, place.latitude, srid=WGS84)) for b in boundaries)
    ]
