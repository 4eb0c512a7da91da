"""Reports about places of the register: which one a report may be about, and that it is."""

from django.contrib.gis.geos import GEOSGeometry
from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext as _

from gisdata.crs import METRIC, WGS84
from issues.actions import RefusedError
from issues.models import Issue, PlacedIssue, Precision
from places.models import Place, PublicPlace
from places.querysets import PublicPlaceQuerySet

NEAR = 50
"""Metres from a pin within which it may be about a place."""


def places_near(issue: Issue) -> PublicPlaceQuerySet:
    """Return the places of the register that a report may be about; none where only its mahalle is known.

    That which it is tied to is among them, also where the pin was moved away from it since.
    """
    tied = PlacedIssue.objects.filter(issue=issue).values("place__number")
    may_be = Q(number__in=tied)
    if issue.precision == Precision.EXACT:
        around: GEOSGeometry = issue.location.transform(METRIC, clone=True).buffer(NEAR)
        around.transform(WGS84)
        may_be |= Q(shape__intersects=around)
    return PublicPlace.objects.in_register().filter(may_be).for_readers()


def tied_place(issue: Issue) -> int | None:
    """Return the number of the place that a report is about."""
    tied = PlacedIssue.objects.filter(issue=issue)
    return tied.values_list("place__number", flat=True).first()


@transaction.atomic
def tie(*, issue: Issue, place: PublicPlace | None) -> None:
    """Note that a report is about a place, or about none.

    Raises:
        RefusedError: the place is not near it.
    """
    if place is None:
        PlacedIssue.objects.filter(issue=issue).delete()
        return
    if not places_near(issue).filter(number=place.number).exists():
        raise RefusedError(_("This place is not near the report."))
    stored = Place.objects.get(number=place.number)
    PlacedIssue.objects.update_or_create(issue=issue, defaults={"place": stored})
