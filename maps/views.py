"""The map and what it shows."""

from collections.abc import Mapping
from typing import Any

from csp.constants import NONE, UNSAFE_INLINE
from csp.decorators import csp_replace
from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from gisdata.child import ChildError
from intake.views import View
from issues.areas import RADII
from issues.filter_choices import filter_choices, said
from issues.models import Category, Status
from issues.parameters import IssueFilterSerializer
from issues.views import filters_explained
from maps.heatmap import heatmap_content, render_in_subprocess
from maps.layers import LAYERS
from neighbourhoods.models import Neighbourhood
from places.models import PlaceType, State
from planning.statistics import TOO_FEW

SANDBOX = {
    "sandbox": ["allow-scripts"],
    "script-src": [UNSAFE_INLINE],
    "style-src": [UNSAFE_INLINE],
    "img-src": ["data:"],
    "connect-src": [NONE],
}


@require_safe
def home(request: HttpRequest) -> HttpResponse:
    """The map with its layers, filters and report sheet."""
    return render(request, "maps/home.html", home_context(said(request.GET.lists())))


def home_context(given: Mapping[str, str]) -> dict[str, Any]:
    """Return what the map page shows under the given filters."""
    choices = filter_choices(given)
    return {
        **choices,
        **map_context(choices["known_days"]),
        "geocoder": bool(settings.GEOCODER_URL),
        "layers": list(LAYERS.values()),
        "radii": RADII,
    }


def map_context(known_days: tuple[Any, Any]) -> dict[str, Any]:
    """Return what a page needs to draw a map of layers; `known_days` are the first and the last with reports."""
    first, last = known_days
    return {
        "outlines": reverse("maps:geojson", args=["neighbourhoods"]),
        "bounds": Neighbourhood.objects.current().bounds(),
        "map_data": {
            "layers": [layer.for_web_map() for layer in LAYERS.values()],
            "categories": [
                {"slug": c.slug, "name": c.name, "colour": c.colour, "glyph": c.glyph}
                for c in Category.objects.all()
            ],
            "words": words(),
            "first": first,
            "last": last,
            "too_few": TOO_FEW,
        },
    }


def words() -> dict[str, dict[str, str]]:
    """Return what the coded values of layers' fields are called, by field."""
    return {
        "status": {value: str(label) for value, label in Status.choices},
        "type": {type_.slug: type_.name for type_ in PlaceType.objects.all()},
        "state": {value: str(label) for value, label in State.choices},
    }


@require_safe
@filters_explained
def heatmap(request: HttpRequest) -> HttpResponseBase:
    """A folium heatmap of the filtered pins: one document that loads nothing else."""
    asked = IssueFilterSerializer(data=request.GET).issue_filter()
    try:
        document = render_in_subprocess(heatmap_content(asked))
    except ChildError:
        return render(request, "maps/heatmap_failed.html", status=503)
    return sandboxed(request, HttpResponse(document))


def sandboxed(request: HttpRequest, response: HttpResponseBase) -> HttpResponseBase:
    """Return a document that runs inline scripts so that nothing reaches out of it.

    No cookie, no form, no request.
    """
    boxed: View = csp_replace(SANDBOX)(lambda _request: response)
    return boxed(request)
