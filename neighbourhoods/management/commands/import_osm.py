"""Take streets, water, green areas and buildings of OpenStreetMap as the service's own base map."""

from collections import Counter
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import transaction

from gisdata.basemap.feature import MapFeature
from gisdata.basemap.from_osm import basemap_among
from gisdata.basemap.streets import street_names
from gisdata.basemap.tags import STREETS
from gisdata.osm import ADDRESS, LICENCE, SOURCE, Frame, osm_at
from gisdata.readers import UnreadableError
from neighbourhoods.basemap.actions import load_basemap
from neighbourhoods.models import Basemap, NamedPlace, Neighbourhood
from neighbourhoods.names.actions import load_names

AROUND = 1000
"""Metres around the district that are drawn too, so that the map does not end at its edge."""


class Command(BaseCommand):
    """Look a file of OpenStreetMap over, show what the base map would hold, and take it when asked to."""

    help = (
        "Read streets, water, green areas and buildings of OpenStreetMap and, with --commit, take them "
        "as the base map and the streets' names into the search."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        """Add the file, and the word that lets it happen."""
        parser.add_argument(
            "file", help="Overpass JSON, PBF or XML, or an address that answers Overpass JSON"
        )
        parser.add_argument(
            "--commit", action="store_true", help="take it; without it nothing changes"
        )

    def handle(self, *args: Any, file: str, commit: bool, **options: Any) -> None:
        """Read and report; then take all of it in place of the base map there was, or nothing."""
        frame = _frame()
        try:
            things = osm_at(file, agent=f"OrtakHarita ({settings.SITE_URL})", frame=frame)
            features = list(basemap_among(things, frame))
        except UnreadableError as error:
            raise CommandError(str(error)) from error
        if not any(feature.layer == STREETS for feature in features):
            raise CommandError(
                f"{file}: holds no street within {AROUND} m of the district. Is it of this district?"
            )
        self._tell(features)
        if not commit:
            self.stdout.write("Dry run: nothing was taken. Add --commit to take it.")
            return
        with transaction.atomic():
            load_basemap(features=features, source=SOURCE, licence=LICENCE, address=ADDRESS)
            names = load_names(
                names=street_names(features),
                kind=NamedPlace.Kind.STREET,
                source=f"{SOURCE}, {LICENCE}",
            )
        self.stdout.write(f"The base map is drawn of it; {names} streets are found by name.")

    def _tell(self, features: list[MapFeature]) -> None:
        for layer, number in sorted(Counter(feature.layer for feature in features).items()):
            self.stdout.write(f"{layer}: {number}")
        if current := Basemap.objects.current():
            self.stdout.write(f"Takes the place of: {current}")


def _frame() -> Frame:
    around = Neighbourhood.objects.current().around(AROUND)
    if around is None:
        raise CommandError("There are no boundaries yet: manage.py import_boundaries first.")
    west, south, east, north = around.extent
    return west, south, east, north
