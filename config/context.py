"""What every page's template knows."""

from typing import Any

from django.conf import settings
from django.http import HttpRequest

from neighbourhoods.models import BoundarySet


def site(request: HttpRequest) -> dict[str, Any]:
    """Return the district's name, whether e-mails go out, and the active boundary set (fetched only where shown)."""
    return {
        "district_name": settings.DISTRICT_NAME,
        "sends_mail": bool(settings.EMAIL_HOST),
        "boundary_set": BoundarySet.objects.current,
    }
