"""The page of who is not heard."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from planning.groups.table import half_years
from planning.heard.actions import LASTING
from planning.heard.table import heard_table


@require_safe
def heard(request: HttpRequest) -> HttpResponse:
    """How readily each mahalle reports, its reports beside what they would be if all did alike, and who speaks."""
    lines = heard_table()
    context = {
        "lines": lines,
        "kept": lines[0].kept if lines else None,
        "is_known": any(line.adjusted for line in lines),
        "lasting": LASTING.days,
        "speaking": next(iter(half_years()), None),
    }
    return render(request, "planning/heard/heard.html", context)
