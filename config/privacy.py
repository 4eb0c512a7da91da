"""The notice of what happens to personal data (KVKK, Law no. 6698, article 10)."""

from urllib.parse import urlsplit

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from issues.models import Endpoint

PERIODS = {
    "RETAIN_HELD": _(
        "Words and photos of a report, a nomination or a place’s condition, and a comment, that were held"
        " and never published"
    ),
    "RETAIN_TAKEN_DOWN": _(
        "Words and photos of a report, a nomination or a place’s condition, and a comment, that were taken"
        " down; those of a report that was taken back; earlier wordings of a report or about a place"
    ),
    "RETAIN_FLAG_TEXTS": _(
        "What you wrote when you flagged something, after it was handled, or beside a rating"
    ),
    "RETAIN_UNCONFIRMED": _("An e-mail address that nobody confirmed"),
    "RETAIN_UNUSED_ACCOUNTS": _("An account that nobody uses any more"),
    "RETAIN_SESSIONS": _("A log-in, in your browser and with us"),
    "BACKUP_DAYS": _("All of this in encrypted backups, also when it was erased meanwhile"),
}
"""What each setting of days is about; the page tells them as they are set."""


@require_safe
def privacy(request: HttpRequest) -> HttpResponse:
    """Tell who is responsible, what is taken and why, how long it is kept, and what one's rights are."""
    context = {
        "controller": settings.CONTROLLER,
        "contact": settings.CONTROLLER_CONTACT,
        "receivers": [*Endpoint.objects.filter(is_active=True).values_list("name", flat=True)],
        "geocoder": urlsplit(settings.GEOCODER_URL).hostname,
        "basemap_host": urlsplit(settings.BASEMAP_URL).hostname,
        "periods": [(text, getattr(settings, name)) for name, text in PERIODS.items()],
    }
    return render(request, "privacy.html", context)
