"""Pages of indicators."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from planning.indicators.register import all_indicators, indicator
from planning.indicators.table import table_of


@require_safe
def indicator_list(request: HttpRequest) -> HttpResponse:
    """Every indicator, with its years and what it rests on."""
    return render(request, "planning/indicators/list.html", {"indicators": all_indicators()})


@require_safe
def indicator_detail(request: HttpRequest, slug: str) -> HttpResponse:
    """An indicator in a year: map, table, trend, and what it cannot tell."""
    found = indicator(slug)
    if found is None:
        raise Http404
    years = list(found.years)
    asked = request.GET.get("year", "")
    if asked and asked not in map(str, years):
        raise Http404
    year = int(asked) if asked else max(years, default=None)
    context = {"indicator": found, "years": years, "table": year and table_of(found, year)}
    return render(request, "planning/indicators/detail.html", context)
