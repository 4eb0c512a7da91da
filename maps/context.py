"""What every page's template knows of the map."""

from typing import Any

from django.http import HttpRequest
from django.utils.functional import SimpleLazyObject

from maps.basemap.shown import shown_basemap


def basemap(request: HttpRequest) -> dict[str, Any]:
    """Return the base map that pages draw; it is fetched where it is shown."""
    return {"basemap": SimpleLazyObject(shown_basemap)}
