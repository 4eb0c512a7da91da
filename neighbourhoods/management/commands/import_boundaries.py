"""Load mahalle boundaries from a file."""

from pathlib import Path
from typing import Any

import geopandas as gpd
from django.contrib.gis.geos import GEOSGeometry, MultiPolygon
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import transaction
from rich.console import Console
from rich.table import Table
from shapely import to_wkb

from gisdata.coverage import SLIVER, Report, examine
from gisdata.crs import METRIC, WGS84
from gisdata.readers import KINDS_SAID, Area, UnreadableError, read_areas
from neighbourhoods.actions import NamedBoundary, activate_boundary_set, load_boundaries


class Command(BaseCommand):
    """Look a file of boundaries over, and load it when asked to."""

    help = "Check mahalle boundaries of a file and, with --commit, load them as an inactive set."

    def add_arguments(self, parser: CommandParser) -> None:
        """Add the file and what to do with it."""
        parser.add_argument("file", type=Path, help=KINDS_SAID)
        parser.add_argument(
            "--commit", action="store_true", help="load; without it nothing changes"
        )
        parser.add_argument("--activate", action="store_true", help="make the loaded set current")
        parser.add_argument("--code-column", default="code")
        parser.add_argument("--name-column", default="name")
        parser.add_argument("--srid", type=int, help="for a file that does not say its own")
        parser.add_argument("--layer", help="which one, of a file that holds several")
        parser.add_argument("--set-name", help="name of the set; the file's name if left out")
        parser.add_argument("--source", default="", help="source and licence, shown with the map")

    def handle(self, *args: Any, **options: Any) -> None:
        """Read, examine, report; then load all of it or nothing."""
        file: Path = options["file"]
        if options["activate"] and not options["commit"]:
            raise CommandError("--activate needs --commit: a dry run has nothing to activate.")
        try:
            areas = read_areas(
                file,
                code_column=options["code_column"],
                name_column=options["name_column"],
                srid=options["srid"],
                layer=options["layer"],
            )
        except UnreadableError as error:
            raise CommandError(str(error)) from error
        report = examine(areas)
        self._print(report)
        if not report.loadable:
            raise CommandError("Refused: mend the file and try again. Nothing was loaded.")
        if not options["commit"]:
            self.stdout.write("Dry run: nothing was loaded. Add --commit to load.")
            return
        with Console(stderr=True).status("Loading …"), transaction.atomic():
            loaded = load_boundaries(
                name=options["set_name"] or file.stem,
                source=options["source"],
                boundaries=to_degrees(report.areas),
            )
            if options["activate"]:
                activate_boundary_set(boundary_set=loaded)
        self.stdout.write(f"Loaded as boundary set {loaded.pk}, {loaded.get_status_display()}.")

    def _print(self, report: Report) -> None:
        table = Table(title="Boundaries", show_header=False)
        table.add_row("features", str(len(report.areas)))
        table.add_row("area", f"{sum(a.boundary.area for a in report.areas) / 1e6:,.3f} km²")
        for label, found in (
            ("repaired geometries", report.invalid),
            ("beyond repair", report.unrepairable),
            ("duplicate codes", report.duplicate_codes),
            ("duplicate names", report.duplicate_names),
        ):
            table.add_row(label, f"{len(found)} {', '.join(found)}".strip())
        for label, defects in (
            ("overlaps", report.overlaps),
            ("gaps", report.gaps),
            (f"slivers mended (up to {SLIVER:g} m²)", report.mended),
        ):
            table.add_row(label, f"{len(defects)}, {sum(d.area for d in defects):,.0f} m²")
        console = Console(width=100)
        with console.capture() as drawn:
            console.print(table)
        self.stdout.write(drawn.get())
        for defect in [*report.defects, *report.mended]:
            self.stdout.write(f"  {defect}")


def to_degrees(areas: list[Area]) -> list[NamedBoundary]:
    """Return boundaries of EPSG:5254 as EPSG:4326, to be loaded."""
    shapes = gpd.GeoSeries([a.boundary for a in areas], crs=METRIC).to_crs(WGS84)
    return [
        NamedBoundary(area.code, area.name, _multi(GEOSGeometry(to_wkb(shape, hex=True))))
        for area, shape in zip(areas, shapes, strict=True)
    ]


def _multi(shape: GEOSGeometry) -> MultiPolygon:
    multi = shape if isinstance(shape, MultiPolygon) else MultiPolygon(shape)
    multi.srid = WGS84
    return multi
