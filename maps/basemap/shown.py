"""Which base map the pages draw, and whom they owe it to."""

from typing import NamedTuple

from django.conf import settings
from django.urls import reverse

from neighbourhoods.models import Basemap


class Shown(NamedTuple):
    """The address of a base map, what is to be said of its source, and a link for that.

    The address is a TileJSON, a PMTiles archive, or a template of picture tiles with {z}, {x}, {y}.
    """

    address: str
    credit: str
    link: str = ""


def shown_basemap() -> Shown | None:
    """Return the base map from outside that the settings name, else our own; None where there is none."""
    if settings.BASEMAP_URL:
        return Shown(settings.BASEMAP_URL, settings.BASEMAP_ATTRIBUTION)
    current = Basemap.objects.current()
    if current is None:
        return None
    return Shown(reverse("maps:basemap"), f"{current.source}, {current.licence}", current.address)
