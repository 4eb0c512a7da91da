"""Reports as PDF, and as HTML in one file."""

from typing import Any

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from neighbourhoods.models import Neighbourhood
from places.sheets.parts import fonts
from places.sheets.views import as_pdf
from planning.report.content import district_report, neighbourhood_report


@require_safe
def neighbourhood(request: HttpRequest, slug: str, suffix: str) -> HttpResponse:
    """The numbers of a mahalle with their method."""
    refuse_others(suffix)
    mahalle = get_object_or_404(Neighbourhood.objects.current(), slug=slug)
    context = neighbourhood_report(mahalle) | {
        "title": _("Report on %(name)s") % {"name": mahalle.name},
        "address": f"{settings.SITE_URL}/neighbourhoods/{slug}/",
    }
    return answer_as(request, "planning/report/neighbourhood.html", context, slug, suffix)


@require_safe
def district(request: HttpRequest, suffix: str) -> HttpResponse:
    """The numbers of the district with their method."""
    refuse_others(suffix)
    context = district_report() | {
        "title": _("Report on %(name)s") % {"name": settings.DISTRICT_NAME},
        "address": f"{settings.SITE_URL}/neighbourhoods/",
    }
    return answer_as(request, "planning/report/district.html", context, "rapor", suffix)


def refuse_others(suffix: str) -> None:
    """Refuse any other ending.

    Raises:
        Http404: it is neither pdf nor html.
    """
    if suffix not in {"pdf", "html"}:
        raise Http404


def answer_as(
    request: HttpRequest, template: str, context: dict[str, Any], name: str, suffix: str
) -> HttpResponse:
    """Answer with a report as PDF, or as HTML in one file."""
    context |= {"on_paper": True}
    if suffix == "pdf":
        return as_pdf(request, template, context, name)
    common = {"fonts": fonts(), "today": timezone.localdate()}
    answer = HttpResponse(render_to_string(template, context | common, request=request))
    answer["Content-Disposition"] = f'attachment; filename="{name}.html"'
    return answer
