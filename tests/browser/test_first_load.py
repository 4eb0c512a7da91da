"""What a phone must fetch before it shows the map, from the files as they are served in earnest."""

import gzip
from urllib.parse import urlsplit

import brotli

from tests.basemap import draw
from tests.browser.conftest import wait_for_map
from tests.district import BRIDGE, FOUNTAIN, pin

MOST_BYTES = 400 * 1024
"""Of the first visit's answers as they come over the line, apart from tiles."""


def test_the_first_visit_of_the_map_is_small(visit):
    for place in (FOUNTAIN, BRIDGE):
        pin(place)
    draw()
    page = visit("/rules/", size="phone")
    asked = []
    page.on("request", lambda request: asked.append(request.url))
    page.goto("/")
    wait_for_map(page)
    page.wait_for_load_state("networkidle")
    sizes = {
        url: on_the_line(url, page.request.get(url).body())
        for url in asked
        if urlsplit(url).scheme == "http" and "/tiles/" not in url
    }
    largest = sorted(sizes.items(), key=lambda item: -item[1])
    assert sum(sizes.values()) <= MOST_BYTES, [sum(sizes.values()), *largest]


def on_the_line(url, body):
    """The bytes of an answer: WhiteNoise keeps files compressed by Brotli, Caddy compresses pages."""
    return len(brotli.compress(body) if "/static/" in url else gzip.compress(body))
