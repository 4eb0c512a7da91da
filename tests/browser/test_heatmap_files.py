"""The heatmap's HTML files, opened with the network off."""

from datetime import UTC, datetime

import pytest
from django.core.management import call_command
from playwright.sync_api import expect

from issues.models import Issue
from tests.browser.conftest import SIZES, screenshot
from tests.district import BRIDGE, FOUNTAIN, MARKET, pin

DUAL = ["--compare-from", "2025-01-01", "--compare-to", "2025-01-31", "--from", "2025-02-01"]
PAINTED = """(canvas) => {
    const { data } = canvas.getContext("2d").getImageData(0, 0, canvas.width, canvas.height);
    return data.some((value) => value > 0);
}"""
ZOOMS = """Object.keys(window).filter((name) => name.startsWith("map_"))
    .map((name) => window[name]).filter((map) => map instanceof L.Map).map((map) => map.getZoom())"""


@pytest.fixture
def lively_town(transactional_town):
    """Six pins in Bağlar in January, seven in Dere and two in Iğdır in February."""
    for month, where, count in ((1, FOUNTAIN, 6), (2, BRIDGE, 7), (2, MARKET, 2)):
        for _ in range(count):
            moment = datetime(2025, month, 10, 12, tzinfo=UTC)
            Issue.objects.filter(pk=pin(where).pk).update(reported_at=moment)


@pytest.fixture
def open_file(chromium, lively_town, tmp_path):
    """Make a heatmap's file and open it offline; returns the page. It asks for nothing else."""
    contexts, asked, faults = [], [], []

    def make_and_open(*options, size="desktop"):
        file = tmp_path / "map.html"
        call_command("heatmap", "--out", str(file), *options)
        contexts.append(chromium.new_context(offline=True, viewport=SIZES[size]))
        page = contexts[-1].new_page()
        page.on("request", lambda r: r.url == file.as_uri() or asked.append(r.url))
        page.on("pageerror", lambda error: faults.append(str(error)))
        page.on("console", lambda m: m.type == "error" and faults.append(m.text))
        page.goto(file.as_uri())
        return page

    yield make_and_open
    for context in contexts:
        context.close()
    assert not [url for url in asked if not url.startswith("data:")]
    assert not faults


def wait_until_painted(page, selector):
    page.wait_for_function(f"(s) => ({PAINTED})(document.querySelector(s))", arg=selector)


def painted(page, selector):
    """Which canvases show something."""
    return page.locator(selector).evaluate_all(f"(all) => all.map({PAINTED})")


def zooms(page):
    return page.evaluate(f"() => {ZOOMS}")


def test_the_heat_is_drawn(open_file):
    page = open_file()
    wait_until_painted(page, "canvas.leaflet-heatmap-layer")
    screenshot(page, "heatmap-file")


@pytest.mark.parametrize("size", SIZES)
def test_the_timeline_is_drawn_and_plays_from_month_to_month(open_file, size):
    page = open_file("--kind", "timeline", size=size)
    wait_until_painted(page, "canvas.heatmap-canvas")
    month = page.locator(".timecontrol-date")
    expect(month).to_have_text("Ocak 2025")
    page.locator(".timecontrol-play:not(.timecontrol-play.reverse)").last.click()
    expect(month).to_have_text("Şubat 2025")
    wait_until_painted(page, "canvas.heatmap-canvas")
    screenshot(page, f"heatmap-timeline-{size}")


@pytest.mark.parametrize("size", SIZES)
def test_the_choropleth_tells_name_and_number_and_hatches_what_is_too_few(open_file, size):
    page = open_file("--kind", "choropleth", "--measure", "per_1000", "--language", "en", size=size)
    areas = page.locator("path.leaflet-interactive")
    expect(areas).to_have_count(5)
    fills = [areas.nth(i).get_attribute("fill") for i in range(5)]
    assert fills.count("url(#hatch)") == 3
    expect(page.locator(".legend li")).to_have_count(3)
    areas.nth(fills.index("#B5D5D8")).click()
    expect(page.locator(".leaflet-popup-content")).to_contain_text("Bağlar")
    expect(page.locator(".leaflet-popup-content")).to_contain_text("6.0")
    screenshot(page, f"heatmap-choropleth-{size}")


@pytest.mark.parametrize("size", SIZES)
def test_the_two_periods_are_drawn_and_move_together(open_file, size):
    page = open_file("--kind", "dual", *DUAL, size=size)
    wait_until_painted(page, ".folium-map ~ .folium-map canvas.leaflet-heatmap-layer")
    assert painted(page, "canvas.leaflet-heatmap-layer") == [True, True]
    screenshot(page, f"heatmap-dual-{size}")
    before, same = zooms(page)
    assert before == same
    page.get_by_role("button", name="Zoom in").first.click()
    page.wait_for_function(f"(before) => {ZOOMS}.every((zoom) => zoom === before + 1)", arg=before)
