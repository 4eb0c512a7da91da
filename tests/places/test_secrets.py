"""Whoever knows the id of a nomination or of a condition may take it back: no public answer tells it."""

import pytest
from django.utils import timezone

from maps.layers import LAYERS
from places.models import Visibility
from tests.district import FOUNTAIN, pin
from tests.places.kept import keep, see

PAGES = [
    "/places/", "/places/{number}/", "/places/{number}/feed.atom", "/places/feed.atom", "/search/?q=Ihlamur",
    "/api/v1/search/?q=Ihlamur", "/ogc/collections/heritage/items?f=json", "/ogc/collections/conditions/items?f=json",
    "/neighbourhoods/baglar/", "/maps/catalogue.jsonld",
]  # fmt: skip


def text_of(answer):
    streamed = getattr(answer, "streaming_content", None)
    return b"".join(streamed or [answer.content]).decode(errors="replace")


@pytest.fixture
def world(town):
    place = keep()
    condition = see(
        place,
        "good",
        note="Musluğu kırık",
        visibility=Visibility.PUBLIC,
        reported_at=timezone.now(),
    )
    pin(FOUNTAIN)
    return place, condition


def test_no_page_feed_layer_or_file_tells_the_secret_of_a_nomination_or_a_condition(world, client):
    place, condition = world
    layers = [f"/layers/{name}.geojson" for name in LAYERS]
    files = [f"/maps/export/{name}.csv" for name in LAYERS]
    told = {}
    for page in [*PAGES, *layers, *files]:
        told[page] = text_of(client.get(page.format(number=place.number)))
    assert sum("Ihlamurlu" in text for text in told.values()) > 5
    for secret in (place.pk, condition.pk):
        for spelling in (str(secret), secret.hex):
            assert not [page for page, text in told.items() if spelling in text]
