"""Load the sample district: schematic boundaries, population, invented reports and places."""

from collections.abc import Iterable
from datetime import datetime
from decimal import Decimal
from io import StringIO
from typing import Any

from django.contrib.gis.geos import MultiPolygon, Polygon
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import transaction
from django.utils import timezone
from rich.console import Console
from rich.progress import track

from gisdata.basemap.streets import street_names
from gisdata.crs import WGS84
from gisdata.sample import basemap, district
from gisdata.sample import figures as sample_figures
from gisdata.sample.groups import sample_groups
from gisdata.sample.names import SOURCE, sample_parks
from gisdata.sample.places import sample_places
from gisdata.sample.reports import SampleReport, sample_reports
from gisdata.sample.support import sample_support
from issues.bulk import ImportedIssue, import_issues
from issues.groups import half_before, half_of
from issues.loading import load_catalogue
from issues.models import Category, GroupCount, Source, StatusChange, Support
from neighbourhoods.actions import (
    NamedBoundary,
    YearFigure,
    activate_boundary_set,
    load_boundaries,
    load_figures,
)
from neighbourhoods.basemap.actions import load_basemap
from neighbourhoods.models import POPULATION, Basemap, BoundarySet, NamedPlace
from neighbourhoods.names.actions import load_names
from places.loading import load_sample_places, load_types


class Command(BaseCommand):
    """Load the sample district into an empty database."""

    help = "Load the sample district (schematic boundaries, invented reports). Done twice, it is still one."

    def add_arguments(self, parser: CommandParser) -> None:
        """Add the option of ./script/up."""
        parser.add_argument(
            "--if-empty", action="store_true", help="do nothing when a boundary set is there"
        )

    def handle(self, *args: Any, if_empty: bool, **options: Any) -> None:
        """Load all of it in one transaction."""
        if BoundarySet.objects.filter(is_sample=True).exists():
            current = BoundarySet.objects.current()
            if current and current.is_sample:  # some of it is younger than the sample
                _load_figures()
                if not Basemap.objects.exists():
                    _load_basemap()
            self.stdout.write("The sample district is loaded already.")
            return
        if BoundarySet.objects.exists():
            if if_empty:
                return
            raise CommandError("A district is loaded already; the sample is for an empty database.")
        with transaction.atomic():
            load_catalogue()
            load_types()
            _load_boundaries()
            _load_figures()
            _load_basemap()
            places = load_sample_places(sample_places(timezone.localdate()))
            _load_groups()
            loaded = _load_reports(list(sample_reports(until=start_of_today())))
        call_command("count_planning", stdout=StringIO())
        self.stdout.write(
            f"Sample district: {len(district.neighbourhoods())} mahalle, {loaded} reports, "
            f"{places} places."
        )


def start_of_today() -> datetime:
    """Return midnight in the district, so that the sample is the same all day."""
    return timezone.localtime().replace(hour=0, minute=0, second=0, microsecond=0)


def _load_boundaries() -> None:
    sample = load_boundaries(
        name=district.NAME,
        source=district.SOURCE,
        boundaries=[
            NamedBoundary(n.code, n.name, MultiPolygon(Polygon(n.ring), srid=WGS84))
            for n in district.neighbourhoods()
        ],
        is_sample=True,
    )
    load_figures(
        figures=[
            YearFigure(n.code, POPULATION, district.POPULATION_YEAR, Decimal(n.population))
            for n in district.neighbourhoods()
        ],
        source="TÜİK ADNKS 2023",
        is_sample=True,
    )
    activate_boundary_set(boundary_set=sample)


def _load_figures() -> None:
    """Load what is neither population nor counted here; what is there already stays."""
    figures = [YearFigure(*figure) for figure in sample_figures.sample_figures()]
    load_figures(figures=figures, source=sample_figures.SOURCE, is_sample=True)


@transaction.atomic
def _load_basemap() -> None:
    """Load what is drawn below all else, and the names that are found on it."""
    drawn = basemap.sample_basemap()
    load_basemap(features=drawn, source=basemap.SOURCE, licence=basemap.LICENCE, is_sample=True)
    named = {NamedPlace.Kind.STREET: street_names(drawn), NamedPlace.Kind.PARK: sample_parks()}
    for kind, names in named.items():
        load_names(names=names, kind=kind, source=SOURCE, is_sample=True)


def _load_groups() -> None:
    """Load who spoke in the last two half-years that are over."""
    last = half_before(half_of(timezone.localdate()))
    GroupCount.objects.bulk_create(
        GroupCount(half=one.half, code=one.code, group=one.group, count=one.number, is_sample=True)
        for one in sample_groups([half_before(last), last])
    )


def _load_reports(reports: list[SampleReport]) -> int:
    categories = dict(Category.objects.values_list("slug", "pk"))
    loaded = import_issues(
        issues=(
            ImportedIssue(
                id=r.id,
                longitude=r.longitude,
                latitude=r.latitude,
                category_id=categories[r.category],
                description=r.description,
                status=r.status,
                reported_at=r.reported_at,
                closed_at=r.closed_at,
            )
            for r in track(reports, "Loading the sample reports", console=Console(stderr=True))
        ),
        source=Source.SAMPLE,
    )
    StatusChange.objects.bulk_create(_changes(reports), batch_size=2000)
    said = sample_support(reports, until=start_of_today())
    Support.objects.bulk_create(
        (Support(issue_id=one.report, supporter=one.supporter, created_at=one.at) for one in said),
        batch_size=2000,
    )
    return loaded


def _changes(reports: Iterable[SampleReport]) -> Iterable[StatusChange]:
    return [
        StatusChange(
            issue_id=report.id,
            from_status=step.before,
            to_status=step.after,
            note=step.note,
            changed_at=step.at,
        )
        for report in reports
        for step in report.steps
    ]
