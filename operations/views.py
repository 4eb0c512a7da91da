"""The operator's page, and the metrics."""

from math import inf

from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.crypto import constant_time_compare
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe
from prometheus_client import CONTENT_TYPE_LATEST

from accounts.views import staff_only
from operations.measures import MEASURES
from operations.metrics import exposition
from operations.models import Backup
from operations.words import told

NEWEST = 10


@staff_only
@require_safe
def operations(request: HttpRequest) -> HttpResponse:
    """How the service is doing: what somebody should look at first, then the rest, and the last backups."""
    if not request.user.is_superuser:
        raise PermissionDenied
    measured = [(measure, measure.read()) for measure in MEASURES]
    rows = [
        {
            "title": measure.title,
            "value": _("not needed")
            if measure.below and value == inf
            else told(value, measure.unit),
            "limit": "" if measure.limit is None else told(measure.limit, measure.unit),
            "below": measure.below,
            "is_bad": measure.is_bad(value),
            "page": measure.page,
        }
        for measure, value in measured
    ]
    context = {"rows": rows, "backups": Backup.objects.order_by("-started_at")[:NEWEST]}
    return render(request, "operations/page.html", context)


@never_cache
@require_safe
def metrics(request: HttpRequest) -> HttpResponse:
    """Numbers for Prometheus, for who has the token; for others there is no such page."""
    given = request.headers.get("Authorization", "").removeprefix("Bearer ")
    if not settings.METRICS_TOKEN or not constant_time_compare(given, settings.METRICS_TOKEN):
        raise Http404
    return HttpResponse(exposition(), content_type=CONTENT_TYPE_LATEST)
