"""The page of siting."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from gisdata.child import ChildBusyError, ChildError
from neighbourhoods.models import Neighbourhood
from planning.choropleth import Area, choropleth
from planning.siting.answer import Answer, NothingToChooseError, answer_to
from planning.siting.question import SitingForm

WAIT = 30
"""Seconds after which to ask again where another question is being answered."""


@require_safe
def siting(request: HttpRequest) -> HttpResponse:
    """Where the next few of something would help most; the bare address asks nothing yet."""
    form = SitingForm(request.GET.dict())
    if not form.fields.keys() & request.GET.keys() or request.method == "HEAD":
        return _page(request, form)
    if not form.is_valid():
        return _page(request, form, status=400)
    try:
        question = form.question()
        return _page(request, form, **_told(answer_to(question), question.within))
    except NothingToChooseError as error:
        form.add_error(None, str(error))
        return _page(request, form, status=400)
    except ChildBusyError:
        form.add_error(None, _("Another question is being answered just now. Please try again."))
        page = _page(request, form, status=503)
        page["Retry-After"] = str(WAIT)
        return page
    except ChildError:
        form.add_error(None, _("This question is too large. Try fewer sites, or fewer new ones."))
        return _page(request, form, status=503)


def _told(answer: Answer, within: int) -> dict[str, Any]:
    gains = [
        Area(line.neighbourhood, line.percent_gained) for line in answer.lines if line.neighbourhood
    ]
    return {"answer": answer, "map": choropleth(gains), "within": within}


def _page(
    request: HttpRequest, form: SitingForm, *, status: int = 200, **context: Any
) -> HttpResponse:
    context |= {"form": form, "bounds": Neighbourhood.objects.current().bounds()}
    return render(request, "planning/siting/siting.html", context, status=status)
