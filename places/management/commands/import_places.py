"""Take places of a file or of OpenStreetMap into the register."""

from dataclasses import dataclass
from pathlib import Path
from typing import Any

from django.conf import settings
from django.contrib.gis.geos import GEOSGeometry
from django.core.management.base import BaseCommand, CommandError, CommandParser

from gisdata import osm
from gisdata.crs import TURKIYE, WGS84
from gisdata.csv_points import UTF8
from gisdata.folding import tr_slug
from gisdata.places.feature import PlaceFeature, PlacesRead
from gisdata.places.files import Columns, Reading, read_places
from gisdata.places.from_osm import places_among
from gisdata.readers import KINDS_SAID, UnreadableError
from neighbourhoods.models import Neighbourhood
from places.importing import (
    ChangedMeanwhileError,
    Plan,
    UnknownTypeError,
    plan_import,
    take_in,
)
from places.likeness import Candidate, likely_the_same
from places.models import PlaceType

EDGE = 50
"""Metres from the district within which a place is still its own: boundaries are no finer."""


class Command(BaseCommand):
    """Look places over, show what would come of it, and take them in when asked to."""

    help = "Check places of a file or of OpenStreetMap and, with --commit, take them into the register."

    def add_arguments(self, parser: CommandParser) -> None:
        """Add the file, where it comes from, and which column is what."""
        parser.add_argument(
            "file",
            help=f"CSV with longitude and latitude, {KINDS_SAID}; with --osm Overpass JSON, PBF or XML, "
            "or an address that answers Overpass JSON",
        )
        parser.add_argument("--osm", action="store_true", help="it is of OpenStreetMap")
        parser.add_argument(
            "--source", default="", help="whose collection it is, shown with the places"
        )
        parser.add_argument("--licence", default="", help="under which it may be shown")
        parser.add_argument("--address", default="", help="where it is to be had, shown as a link")
        parser.add_argument("--type", default="", help="slug of a type, where all are of one")
        parser.add_argument("--type-column", default="", help="the column of types, by their slugs")
        parser.add_argument("--name-column", default="name")
        parser.add_argument(
            "--id-column",
            default="",
            help="the source's own id; without it a place is known by where it is",
        )
        parser.add_argument("--mahalle-column", default="", help="to compare with what we find")
        parser.add_argument("--srid", type=int, help="for a file that does not say its own")
        parser.add_argument("--layer", help="which one, of a file that holds several")
        parser.add_argument("--encoding", default=UTF8, help="of a CSV that is not UTF-8")
        parser.add_argument(
            "--repair-letters", action="store_true", help="of Turkish that was misread"
        )
        parser.add_argument(
            "--repair-shapes",
            action="store_true",
            help="take shapes repaired as the dry run lists them",
        )
        parser.add_argument(
            "--commit", action="store_true", help="take in; without it nothing changes"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        """Read, compare, report; then take all of it in, or nothing."""
        origin = _origin(options)
        try:
            read = _read_osm(options["file"]) if options["osm"] else _read_file(options)
            inside, outside = _parted(read.features)
            plan = plan_import(source=origin.source, features=inside)
        except (UnreadableError, UnknownTypeError) as error:
            raise CommandError(str(error)) from error
        self._tell(read, outside)
        self._tell_mahalle(inside)
        self._tell_plan(plan)
        self._tell_likely(plan)
        if not options["commit"]:
            self.stdout.write("Dry run: nothing was taken in. Add --commit to take it in.")
            return
        if read.repaired and not options["repair_shapes"]:
            raise CommandError(
                f"{read.repaired} shapes would be repaired as listed above, and nothing was taken in. Look at"
                " them; then mend the source, or add --repair-shapes."
            )
        try:
            take_in(plan=plan, source=origin.source, licence=origin.licence, address=origin.address)
        except ChangedMeanwhileError as error:
            raise CommandError(str(error)) from error
        self.stdout.write(f"{len(plan.new)} places taken in, {len(plan.changed)} changed.")

    def _tell(self, read: PlacesRead, outside: list[PlaceFeature]) -> None:
        self.stdout.write(f"{len(read.features)} places can be read.")
        for line in read.told:
            self.stdout.write(f"  {line}")
        if outside:
            self.stdout.write(f"{len(outside)} lie outside the district and are left out.")

    def _tell_mahalle(self, features: list[PlaceFeature]) -> None:
        said = [feature for feature in features if feature.mahalle]
        if not said:
            return
        other = [(f, ours) for f, ours in _with_mahalle(said) if not _names(ours, f.mahalle)]
        self.stdout.write(f"Mahalle: {len(said) - len(other)} of {len(said)} as the source says.")
        for feature, ours in other:
            here = ", ".join(ours) or "none"
            self.stdout.write(f"  {feature.name}: {feature.mahalle} by the source, {here} here")

    def _tell_likely(self, plan: Plan) -> None:
        """Tell which new places may be there already: of another source, or nominated."""
        types = PlaceType.objects.in_bulk(field_name="slug")
        for feature, _said in plan.new:
            names = [feature.name, *feature.facts.get("other_names", "").splitlines()]
            candidate = Candidate(names, types[feature.type], _shape(feature))
            for known in likely_the_same(candidate)[:1]:
                self.stdout.write(
                    f"  may be there already: {feature.name} ({feature.identity}) as {known.name} #{known.number};"
                    " if so, join the two at the desk of places"
                )

    def _tell_plan(self, plan: Plan) -> None:
        self.stdout.write(
            f"{len(plan.new)} new, {len(plan.changed)} changed, {plan.unchanged} as before, "
            f"{len(plan.gone)} no longer in the source (they stay)."
        )
        for feature, name in plan.too_long:
            self.stdout.write(f"  left out as too long: {name} of {feature.name}")
        for feature in plan.repeated:
            self.stdout.write(f"  twice in the source: {feature.name} ({feature.identity})")
        for _row, values, _said in plan.changed:
            self.stdout.write(f"  {_row.place}: {', '.join(values) or 'as people had it already'}")
        for c in plan.conflicts:
            ours, theirs = ("(drawn)", "(drawn)") if c.field == "shape" else (c.ours, c.theirs)
            self.stdout.write(
                f"  kept as people changed it: {c.place} #{c.place.number}, {c.field}: “{ours}”; "
                f"the source now says “{theirs}”"
            )


@dataclass(frozen=True)
class Origin:
    """Whose collection it is, under which licence, and where it is to be had."""

    source: str
    licence: str
    address: str


def _origin(options: dict[str, Any]) -> Origin:
    said = Origin(options["source"], options["licence"], options["address"])
    if options["osm"]:
        return Origin(
            said.source or osm.SOURCE,
            said.licence or osm.LICENCE,
            said.address or osm.ADDRESS,
        )
    if not said.source or not said.licence:
        raise CommandError("Say --source and --licence: both are shown with every place.")
    return said


def _read_file(options: dict[str, Any]) -> PlacesRead:
    if bool(options["type"]) == bool(options["type_column"]):
        raise CommandError("Say --type, if all are of one, or --type-column.")
    columns = Columns(
        name=options["name_column"],
        type=options["type_column"],
        identity=options["id_column"],
        mahalle=options["mahalle_column"],
        one_type=options["type"],
    )
    how = Reading(options["srid"], options["layer"], options["encoding"], options["repair_letters"])
    return read_places(Path(options["file"]), columns, how)


def _read_osm(file: str) -> PlacesRead:
    around = Neighbourhood.objects.current().around(EDGE)
    frame = around.extent if around else TURKIYE
    return places_among(osm.osm_at(file, agent=f"OrtakHarita ({settings.SITE_URL})", frame=frame))


def _parted(features: list[PlaceFeature]) -> tuple[list[PlaceFeature], list[PlaceFeature]]:
    """Return what touches the district or lies at its edge, and what does not."""
    around = Neighbourhood.objects.current().around(EDGE)
    district = around.prepared if around else None
    inside: list[PlaceFeature] = []
    outside: list[PlaceFeature] = []
    for feature in features:
        touches = district is not None and district.intersects(_shape(feature))
        (inside if touches else outside).append(feature)
    return inside, outside


def _shape(feature: PlaceFeature) -> GEOSGeometry:
    return GEOSGeometry(memoryview(feature.shape), srid=WGS84)


def _with_mahalle(features: list[PlaceFeature]) -> list[tuple[PlaceFeature, list[str]]]:
    """Return each feature with the names of the mahalle that it reaches into."""
    boundaries = [(n.name, n.boundary.prepared) for n in Neighbourhood.objects.current()]
    return [
        (f, [name for name, boundary in boundaries if boundary.intersects(_shape(f))])
        for f in features
    ]


def _names(ours: list[str], theirs: str) -> bool:
    return _letters(theirs) in map(_letters, ours)


def _letters(name: str) -> str:
    """Return a name in one way of writing: sources disagree about spaces in names, too."""
    return tr_slug(name).replace("-", "")
