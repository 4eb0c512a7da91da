"""The map and what it shows."""

from collections.abc import Callable
from functools import wraps

from csp.constants import NONE, UNSAFE_INLINE
from csp.decorators import csp_replace
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.views.decorators.http import require_safe
from rest_framework.exceptions import ValidationError

from issues.models import OPEN, Category, DailyCount, Status, grouped
from issues.parameters import IssueFilterSerializer
from issues.serializers import CategorySerializer
from maps.heatmap import HeatmapError, heatmap_content, render_in_subprocess
from neighbourhoods.models import Neighbourhood

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
    """The map with its layers, filters and report sheet."""
    categories = list(Category.objects.open_for_reports().select_related("parent"))
    known = DailyCount.objects.known_days()
    context = {
        "bounds": Neighbourhood.objects.current().bounds(),
        "category_groups": grouped(categories),
        "neighbourhoods": Neighbourhood.objects.current().defer("boundary"),
        "statuses": Status.choices,
        "open_statuses": ",".join(OPEN),
        "map_data": {
            "categories": CategorySerializer(categories, many=True).data,
            "statuses": {value: str(label) for value, label in Status.choices},
            "first": known[0] if known else "",
            "last": known[1] if known else "",
        },
    }
    return render(request, "maps/home.html", context)


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
