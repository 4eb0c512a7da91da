"""Pages of statistics."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.http import urlencode
from django.views.decorators.http import require_safe

from intake.tied import tied_to
from issues.filter_choices import filter_choices, said
from issues.filters import IssueFilter
from issues.models import PublicIssue, Status
from issues.parameters import IssueFilterSerializer
from issues.views import filters_explained
from neighbourhoods.models import Neighbourhood
from places.models import PublicPlace
from planning.funnel import funnel
from planning.maps import map_of_rates
from planning.months import months_of
from planning.problems import counted_or_told
from planning.statistics import (
    TOO_FEW,
    category_table,
    district_statistics,
)

NEWEST = 10


@require_safe
@filters_explained
def neighbourhood_list(request: HttpRequest) -> HttpResponse:
    """All mahalle under the filters of the list: a choropleth and a table."""
    asked = IssueFilterSerializer(data=request.GET).issue_filter()
    with counted_or_told():
        district = district_statistics(asked)
    given = said(request.GET.lists())
    rest = {name: text for name, text in given.items() if name not in {"mahalle", "neighbourhood"}}
    context = {
        **filter_choices(given),
        "given": given,
        "query": request.GET.urlencode(),
        "query_of_rows": urlencode(rest),
        "district": district,
        "map": map_of_rates(district.results),
        "funnel": funnel(district.results),
        "too_few": TOO_FEW,
    }
    return render(request, "planning/neighbourhood_list.html", context)


@require_safe
def neighbourhood_detail(request: HttpRequest, slug: str) -> HttpResponse:
    """One mahalle: its numbers, its categories by status, its newest issues."""
    neighbourhood = get_object_or_404(Neighbourhood.objects.current(), slug=slug)
    here = IssueFilter(neighbourhoods=[neighbourhood.pk])
    district = district_statistics(IssueFilter())
    by_neighbourhood = {s.neighbourhood.pk: s for s in district.results}
    if neighbourhood.pk not in by_neighbourhood:
        raise Http404  # another boundary set was activated meanwhile
    newest = PublicIssue.objects.matching(here).select_related("category").newest_first()
    context = {
        "statistic": by_neighbourhood[neighbourhood.pk],
        "map": map_of_rates(district.results),
        "statuses": Status.labels,
        "categories": category_table(here),
        "newest": newest[:NEWEST],
        "months": months_of(neighbourhood.pk),
        "places": PublicPlace.objects.in_register().within(neighbourhood.pk).for_readers(),
        "tied": tied_to("mahalle", neighbourhood.code),
    }
    return render(request, "planning/neighbourhood_detail.html", context)
