"""The base map as people see it: near and far, light and dark, without a network, and from outside."""

import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from io import BytesIO

import pytest
from csp.constants import SELF
from django.conf import settings as real
from PIL import Image
from playwright.sync_api import expect
from pmtiles.tile import Compression, TileType, zxy_to_tileid
from pmtiles.writer import Writer

from gisdata.sample import basemap as sample
from neighbourhoods.basemap.actions import load_basemap
from tests.basemap import draw
from tests.browser.conftest import screenshot, wait_for_map
from tests.browser.test_offline import installed, open_offline
from tests.district import FOUNTAIN, pin
from tests.maps.tiles import tile_over

__all__ = ["installed"]  # a fixture

NEAR = "/#16/40.995/29.105"
DRAWN = """(layer) => {
    const { map } = window.ortakHarita;
    return map.queryRenderedFeatures({ layers: [`basemap-${layer}`] }).map((f) => f.properties);
}"""
RED = (200, 30, 30)


def drawn(page, layer):
    wait_for_map(page)
    return page.evaluate(DRAWN, layer)


@pytest.fixture
def sample_drawn(transactional_town):
    return load_basemap(features=sample.sample_basemap(), source=sample.SOURCE, licence="CC0")


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("size", ["phone", "desktop"])
def test_the_map_shows_streets_and_houses_below_the_reports(visit, sample_drawn, size, scheme):
    pin(FOUNTAIN)
    page = visit(NEAR, size=size, color_scheme=scheme)
    for layer in ("buildings", "fills"):
        assert drawn(page, layer)
    layers = page.evaluate("() => window.ortakHarita.map.getStyle().layers.map(({ id }) => id)")
    assert layers.index("basemap-fills") < layers.index("neighbourhoods-line")
    assert layers.index("neighbourhoods-line") < layers.index("pins")
    expect(page.get_by_text("sokaklar ve binalar uydurmadır, CC0")).to_be_visible()
    screenshot(page, f"basemap-{size}-{scheme}")


def test_the_names_come_with_our_own_letters_when_somebody_is_near(visit):
    draw()
    page = visit("/#12/40.99/29.115")
    wait_for_map(page)
    assert not page.evaluate("() => document.fonts.size")
    page.evaluate(
        "() => void window.ortakHarita.map.jumpTo({ center: [29.105, 40.995], zoom: 16 })"
    )
    page.wait_for_function("() => window.ortakHarita.map.getLayer('basemap-names')")
    page.wait_for_function(f"() => ({DRAWN})('names').length > 1")
    assert {"Çınar Caddesi", "Işık Sokak"} == {street["name"] for street in drawn(page, "names")}
    for layer, name in (
        ("green-names", "Kardelen Parkı"),
        ("water-names", "Kuş Göleti"),
        ("stream-names", "Dere"),
    ):
        assert {name} == {named["name"] for named in drawn(page, layer)}
    assert page.evaluate("() => document.fonts.check('16px \"Atkinson Hyperlegible\"', 'ğış')")
    page.emulate_media(color_scheme="dark")
    page.wait_for_function(
        """() => window.ortakHarita.map.getPaintProperty("basemap-names", "text-color") === "#a9b4ba" """
    )


def test_it_is_drawn_without_a_network_where_it_was_looked_at(installed, sample_drawn):
    address = "/#15/40.995/29.105"
    page = installed(address, size="phone")
    with page.expect_response("**/tiles/basemap/**"):  # the worker is there now, and keeps it
        page.reload()
    wait_for_map(page)
    open_offline(page, "/rules/")
    page.goto(address)
    assert drawn(page, "fills")
    assert drawn(page, "buildings")
    screenshot(page, "basemap-offline")


def test_the_small_map_of_a_report_has_it_too(visit):
    draw()
    page = visit(f"/issues/{pin(FOUNTAIN).number}/", size="desktop")
    page.locator("#place").scroll_into_view_if_needed()
    page.mouse.move(200, 200)
    page.wait_for_function("() => window.ortakHarita?.map?.getLayer('basemap-fills')")
    assert drawn(page, "fills")
    screenshot(page, "basemap-report")


# From outside


class Outside(BaseHTTPRequestHandler):
    """Somebody else's host of files, which any page may read, in parts too."""

    files: dict[str, bytes] = {}  # by path, or "*" for any

    def do_OPTIONS(self):
        self.send_response(204)
        self.send_header("Access-Control-Allow-Headers", "range")
        self.end_headers()

    def do_GET(self):
        body = self.files.get(self.path) or self.files["*"]
        if part := self.headers.get("Range"):
            first, last = map(int, part.removeprefix("bytes=").split("-"))
            body = body[first : last + 1]
        self.send_response(206 if part else 200)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def end_headers(self):
        self.send_header("Access-Control-Allow-Origin", "*")
        super().end_headers()

    def log_message(self, *args):
        pass


@pytest.fixture
def outside(settings):
    """A host that serves files, and the settings that name one of them as the base map."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), Outside)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    host = f"http://127.0.0.1:{server.server_port}"

    def name(path, files):
        Outside.files = files
        settings.BASEMAP_URL = host + path
        settings.BASEMAP_ATTRIBUTION = "© Örnek Harita"
        ours = real.CONTENT_SECURITY_POLICY["DIRECTIVES"]
        settings.CONTENT_SECURITY_POLICY = {"DIRECTIVES": ours | {"connect-src": [SELF, host]}}
        return host

    yield name
    server.shutdown()
    thread.join()
    server.server_close()


def picture():
    content = BytesIO()
    Image.new("RGB", (256, 256), RED).save(content, "PNG")
    return content.getvalue()


def expect_red(page):
    """The map is drawn in what came from outside."""
    wait_for_map(page)
    box = page.locator("#map").bounding_box()
    seen = Image.open(BytesIO(page.screenshot(scale="css")))
    red, green, blue = seen.getpixel(
        (box["x"] + box["width"] * 0.3, box["y"] + box["height"] * 0.3)
    )[:3]
    assert red > green + 40, (red, green, blue)
    expect(page.get_by_text("© Örnek Harita")).to_be_visible()


def test_pictures_of_another_host_are_drawn_where_the_settings_name_them(visit, outside):
    host = outside("/{z}/{x}/{y}.png", {"*": picture()})
    page = visit("/#14.5/40.99/29.115", expected_errors=[host])
    expect_red(page)
    expect(page.locator("#map-message")).to_be_empty()


def archive(tiles, kind):
    """A PMTiles archive."""
    content = BytesIO()
    writer = Writer(content)
    for (z, x, y), tile in sorted(tiles.items(), key=lambda item: zxy_to_tileid(*item[0])):
        writer.write_tile(zxy_to_tileid(z, x, y), tile)
    zooms = [z for z, _x, _y in tiles]
    e7 = 10_000_000
    writer.finalize(
        {
            "tile_type": kind, "tile_compression": Compression.NONE,
            "min_zoom": min(zooms), "max_zoom": max(zooms),
            "min_lon_e7": 28 * e7, "min_lat_e7": 40 * e7, "max_lon_e7": 30 * e7, "max_lat_e7": 42 * e7,
        },
        {},
    )  # fmt: skip
    return content.getvalue()


def test_a_pmtiles_archive_of_pictures_is_drawn(visit, outside):
    tile = tile_over(9, *FOUNTAIN)
    content = archive({(9, tile.x, tile.y): picture()}, TileType.PNG)
    host = outside("/base.pmtiles", {"/base.pmtiles": content})
    expect_red(visit("/#11/40.99/29.115", expected_errors=[host]))


def test_a_pmtiles_archive_of_vector_tiles_is_drawn_in_our_own_style(visit, outside, client):
    basemap = draw()
    tile = tile_over(14, *FOUNTAIN)
    body = client.get(f"/tiles/basemap/{basemap.key}/14/{tile.x}/{tile.y}.mvt").content
    host = outside(
        "/base.pmtiles", {"/base.pmtiles": archive({(14, tile.x, tile.y): body}, TileType.MVT)}
    )
    page = visit(NEAR, expected_errors=[host])
    assert {street["kind"] for street in drawn(page, "main-fills")} == {"primary"}


class Silent(Outside):
    """A host that takes a request and never answers."""

    def do_GET(self):
        threading.Event().wait(15)


def test_the_map_waits_for_no_host_that_never_answers(visit, outside, monkeypatch):
    pin(FOUNTAIN)
    monkeypatch.setattr(Outside, "do_GET", Silent.do_GET)
    host = outside("/{z}/{x}/{y}.png", {})
    page = visit(NEAR, expected_errors=[host])
    page.wait_for_function("() => window.ortakHarita?.map?.getLayer('pins')", timeout=8000)
    expect(page.locator("#map-message")).to_be_empty()
    host = outside("/base.pmtiles", {})
    page = visit(NEAR, expected_errors=[host])
    page.wait_for_function("() => window.ortakHarita?.map?.getLayer('pins')", timeout=12000)


def test_the_map_is_of_use_where_the_other_host_is_gone(visit, outside):
    host = outside("/base.pmtiles", {"*": b"no archive"})
    page = visit(NEAR, expected_errors=[host, "Failed to load resource", "CORS"])
    wait_for_map(page)
    assert page.evaluate(
        "() => window.ortakHarita.map.getLayer('neighbourhoods-line') !== undefined"
    )
