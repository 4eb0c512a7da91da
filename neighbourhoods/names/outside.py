"""A geocoder of somebody else, asked by the server, and only where the setting names one.

It speaks like Nominatim: ``?q=…&format=geojson``. Whatever goes wrong there is nothing found here.
"""

import json
import logging
from http.client import HTTPException
from threading import BoundedSemaphore
from typing import Any
from urllib.parse import urlencode, urlsplit

from django.conf import settings
from django.contrib.gis.geos import Point

from gisdata.crs import WGS84, in_turkiye
from gisdata.fetching import fetched
from neighbourhoods.models import Neighbourhood
from neighbourhoods.names.search import MOST, Found

SECONDS = 3.0
"""How long an answer may take in all."""

MOST_BYTES = 200_000
KIND = "outside"

_turns = BoundedSemaphore(2)  # the other threads serve, however slow the geocoder is
FAILURES = (OSError, HTTPException, ValueError, LookupError, TypeError, RecursionError)
"""What another server may do to us."""

_log = logging.getLogger(__name__)


def ask_outside(text: str) -> list[Found]:
    """Ask the outside geocoder within the district's frame. Returns nothing where it fails."""
    if not settings.GEOCODER_URL or not _turns.acquire(blocking=False):
        return []
    try:
        answer = json.loads(_fetched(text))
        return _places(answer)
    except FAILURES as error:
        _log.warning("the geocoder gave no answer: %r", error)
        return []
    finally:
        _turns.release()


def _fetched(text: str) -> bytes:
    agent = f"OrtakHarita ({settings.SITE_URL})"
    return fetched(_address(text), agent=agent, seconds=SECONDS, most_bytes=MOST_BYTES)


def _address(text: str) -> str:
    query = {"q": text, "format": "geojson", "limit": MOST, "accept-language": "tr"}
    if frame := Neighbourhood.objects.current().bounds():
        query |= {"viewbox": ",".join(map(str, frame)), "bounded": 1}
    return f"{settings.GEOCODER_URL}?{urlencode(query)}"


def _places(answer: dict[str, Any]) -> list[Found]:
    features = answer["features"][:MOST]
    source = str(answer.get("licence") or urlsplit(settings.GEOCODER_URL).hostname)
    places = []
    for feature in features:
        longitude, latitude = (float(n) for n in feature["geometry"]["coordinates"])
        name = str(feature["properties"]["display_name"])
        if in_turkiye(longitude, latitude):
            point = Point(longitude, latitude, srid=WGS84)
            places.append(Found(name[:200], KIND, None, point, source[:200]))
    return places
