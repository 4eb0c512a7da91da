"""The page that puts two areas or two periods side by side, and its report."""

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from issues.filter_choices import filter_choices
from issues.models import Category
from issues.views import filters_explained
from planning.compare.answer import Comparison, Side, compare
from planning.compare.question import SIDES, given_for, read_question
from planning.maps import map_of_rates
from planning.problems import counted_or_told
from planning.report.views import answer_as, refuse_others


@require_safe
@filters_explained
def side_by_side(request: HttpRequest) -> HttpResponse:
    """Two filters, their numbers, and how one rate is beside the other."""
    question = read_question(request.GET)
    with counted_or_told():
        found = compare(question)
    given, sides = _sides(request, found)
    context = {
        **filter_choices(given["a"]),
        "given": given["a"],
        "sides": sides,
        "found": found,
    }
    return render(request, "planning/compare/compare.html", context)


@require_safe
@filters_explained
def report(request: HttpRequest, suffix: str) -> HttpResponse:
    """What stands side by side, to print or to hand on; a map of each side with several mahalle."""
    refuse_others(suffix)
    question = read_question(request.GET)
    with counted_or_told():
        found = compare(question)
    given, sides = _sides(request, found)
    slugs = given[SIDES[0]].get("category", "").split(",")
    context = {
        "title": _("Side by side"),
        "address": f"{settings.SITE_URL}{reverse('compare')}?{request.GET.urlencode()}",
        "sides": sides,
        "found": found,
        "categories": [one.name for one in Category.objects.filter(slug__in=slugs)],
        "maps": [
            (side, map_of_rates(one.areas))
            for side, _asked, one in sides
            if len(one.areas) > 1 and not one.is_drawn
        ],
    }
    return answer_as(request, "planning/report/compare.html", context, "yan-yana", suffix)


def _sides(
    request: HttpRequest, found: Comparison
) -> tuple[dict[str, dict[str, str]], list[tuple[str, dict[str, str], Side]]]:
    """Return what the address says of each side, and that with what was found."""
    given = {side: given_for(side, request.GET) for side in SIDES}
    return given, [(side, given[side], getattr(found, side)) for side in SIDES]
