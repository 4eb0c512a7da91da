"""The page that puts two areas or two periods side by side."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from issues.filter_choices import filter_choices
from issues.views import filters_explained
from planning.compare.answer import compare
from planning.compare.question import SIDES, given_for, read_question
from planning.problems import counted_or_told


@require_safe
@filters_explained
def side_by_side(request: HttpRequest) -> HttpResponse:
    """Two filters, their numbers, and how one rate is beside the other."""
    question = read_question(request.GET)
    with counted_or_told():
        found = compare(question)
    given = {side: given_for(side, request.GET) for side in SIDES}
    context = {
        **filter_choices(given["a"]),
        "given": given["a"],
        "sides": [(side, given[side], getattr(found, side)) for side in SIDES],
        "found": found,
    }
    return render(request, "planning/compare/compare.html", context)
