"""The map and what it shows."""

from collections.abc import Callable
from functools import wraps

from csp.constants import NONE, UNSAFE_INLINE
from csp.decorators import csp_replace
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.views.decorators.http import require_safe
from rest_framework.exceptions import ValidationError

from issues.models import Category, grouped
from issues.parameters import IssueFilterSerializer
from issues.serializers import CategorySerializer
from maps.heatmap import HeatmapError, heatmap_content, render_in_subprocess
from maps.querysets import neighbourhoods_feature_collection, pins_feature_collection
from neighbourhoods.models import Neighbourhood

GEOJSON = "application/geo+json"
SANDBOX = {
    "sandbox": ["allow-scripts"],
    "script-src": [UNSAFE_INLINE],
    "style-src": [UNSAFE_INLINE],
    "img-src": ["data:"],
    "connect-src": [NONE],
}


View = Callable[[HttpRequest], HttpResponseBase]


def filters_explained(view: View) -> View:
    """Answer a wrong filter of a page with 400 and a page that says what is wrong."""

    @wraps(view)
    def explained(request: HttpRequest) -> HttpResponseBase:
        try:
            return view(request)
        except ValidationError as error:
            return render(request, "maps/wrong_filter.html", {"errors": error.detail}, status=400)

    return explained


@require_safe
def home(request: HttpRequest) -> HttpResponse:
    """The map with its report sheet."""
    categories = list(Category.objects.open_for_reports().select_related("parent"))
    context = {
        "bounds": Neighbourhood.objects.current().bounds(),
        "category_groups": grouped(categories),
        "map_data": {"categories": CategorySerializer(categories, many=True).data},
    }
    return render(request, "maps/home.html", context)


@require_safe
def neighbourhoods_geojson(request: HttpRequest) -> HttpResponse:
    """The mahalle's outlines, made by PostgreSQL."""
    return HttpResponse(neighbourhoods_feature_collection(), content_type=GEOJSON)


@require_safe
@filters_explained
def pins_geojson(request: HttpRequest) -> HttpResponse:
    """The public pins under the list's filters, made by PostgreSQL."""
    asked = IssueFilterSerializer(data=request.GET).issue_filter()
    response = HttpResponse(pins_feature_collection(asked), content_type=GEOJSON)
    response["Cache-Control"] = "no-cache"
    return response


@require_safe
@filters_explained
def heatmap(request: HttpRequest) -> HttpResponseBase:
    """A folium heatmap of the filtered pins: one document that loads nothing else.

    It runs inline scripts, so it is sandboxed: no cookie, no form, no request reaches out of it.
    """
    asked = IssueFilterSerializer(data=request.GET).issue_filter()
    try:
        document = render_in_subprocess(heatmap_content(asked))
    except HeatmapError:
        return render(request, "maps/heatmap_failed.html", status=503)
    sandboxed: View = csp_replace(SANDBOX)(lambda _request: HttpResponse(document))
    return sandboxed(request)
