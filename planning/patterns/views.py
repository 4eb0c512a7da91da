"""The page of where reports gather."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from planning.patterns.table import hexagon_map, patterns


@require_safe
def gathering(request: HttpRequest) -> HttpResponse:
    """Hot spots on hexagons with their course, and the mahalle beside those around them."""
    found = patterns()
    context = {"found": found, "map": hexagon_map(found)}
    return render(request, "planning/patterns/patterns.html", context)
