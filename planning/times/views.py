"""The page of waiting."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from planning.times.curve import drawing
from planning.times.forms import TimesForm
from planning.times.table import HORIZON


@require_safe
def waiting(request: HttpRequest) -> HttpResponse:
    """How long each mahalle waits, as a table; one beside the others, as curves with a test."""
    form = TimesForm(request.GET.dict())
    is_right = form.is_valid()
    found = form.answer()
    context = {
        "form": form,
        "ending": form.asked_ending,
        "times": found,
        "drawing": drawing(found.curve, found.beside.curve if found.beside else []),
        "horizon": HORIZON,
    }
    return render(request, "planning/times/times.html", context, status=200 if is_right else 400)
