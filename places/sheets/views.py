"""Inventory sheets as PDF files."""

from typing import Any

from django.conf import settings
from django.db.models import F
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from gisdata.child import ChildError
from gisdata.folding import tr_slug
from neighbourhoods.models import Neighbourhood
from places.facts import known_facts
from places.models import PublicPlace, PublicSource
from places.sheets.drawing import neighbourhood_drawing
from places.sheets.parts import MOST_PHOTOS, fonts, pictures
from places.sheets.printing import printed
from places.sketch import sketch
from places.views import joined_with

NEWEST = 10
"""Conditions that a sheet tells."""

MOST_ROWS = 1000
"""Places that a mahalle's sheet lists."""

WAIT = 60
"""Seconds after which to ask again for a sheet that could not be made."""


@require_safe
def place_sheet(request: HttpRequest, number: int) -> HttpResponse:
    """All that is known of a place, on paper."""
    related = PublicPlace.objects.select_related("type", "neighbourhood").with_svg()
    place = related.filter(number=number).first()
    if place is None:
        return redirect("places:sheet", joined_with(number).number)
    issues = place.issues.all()
    context = {
        "title": f"{place.name} #{place.number}",
        "place": place,
        "sketch": sketch(place.shape, place.svg),
        "facts": known_facts(place),
        "shares": place.shares.select_related("neighbourhood").order_by(
            "-share", "neighbourhood__name"
        ),
        "conditions": place.conditions.all()[:NEWEST],
        "pictures": pictures(
            place.photos.order_by(F("condition").asc(nulls_first=True), "created_at")[:MOST_PHOTOS]
        ),
        "issue_count": issues.count(),
        "open_count": issues.filter(is_open=True).count(),
        "sources": place.sources.order_by("id"),
        "address": settings.SITE_URL + place.get_absolute_url(),
    }
    return as_pdf(request, "places/sheets/place.html", context, tr_slug(place.name) or "yer")


@require_safe
def neighbourhood_sheet(request: HttpRequest, slug: str) -> HttpResponse:
    """The heritage and the green of a mahalle, on paper: a map and a table."""
    mahalle = get_object_or_404(Neighbourhood.objects.current(), slug=slug)
    places = list(PublicPlace.objects.in_register().within(mahalle.pk).for_readers()[:MOST_ROWS])
    context = {
        "title": _("Heritage and green of %(name)s") % {"name": mahalle.name},
        "places": places,
        "drawing": neighbourhood_drawing(mahalle, places),
        "address": f"{settings.SITE_URL}/places/?mahalle={slug}",
        "sources": PublicSource.objects.filter(place__in=places)
        .order_by("name")
        .values("name", "licence")
        .distinct(),
    }
    return as_pdf(request, "places/sheets/neighbourhood.html", context, slug)


def as_pdf(request: HttpRequest, template: str, context: dict[str, Any], name: str) -> HttpResponse:
    """Answer with the PDF of a template, or with a page that says to try again."""
    answer = HttpResponse(content_type="application/pdf")
    answer["Content-Disposition"] = f'inline; filename="{name}.pdf"'
    if request.method == "HEAD":
        return answer
    common = {"fonts": fonts(), "today": timezone.localdate()}
    html = render_to_string(template, context | common, request=request)
    try:
        answer.content = printed(html)
    except ChildError:
        failed = render(request, "places/sheets/failed.html", status=503)
        failed["Retry-After"] = str(WAIT)
        return failed
    return answer
