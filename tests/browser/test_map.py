"""The map and the pages as they are seen."""

import re
from itertools import product

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import screenshot, wait_for_map
from tests.browser.test_report import on_screen
from tests.district import BRIDGE, FOUNTAIN, pin

SIZES = ["phone", "desktop"]
SCHEMES = ["light", "dark"]


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("scheme", SCHEMES)
def test_every_page_is_drawn_without_an_error_in_both_sizes_and_themes(visit, size, scheme):
    issue = pin(FOUNTAIN, "cop")
    for _ in range(6):
        pin(BRIDGE)
    page = visit(size=size, color_scheme=scheme)
    wait_for_map(page)
    screenshot(page, f"map-{size}-{scheme}")
    for name, address in {
        "neighbourhoods": "/neighbourhoods/",
        "neighbourhood": "/neighbourhoods/dere/",
        "issue": f"/issues/{issue.number}/",
        "new": "/issues/new/",
    }.items():
        page.goto(address)
        assert page.evaluate("() => document.documentElement.scrollWidth <= innerWidth"), name
        screenshot(page, f"{name}-{size}-{scheme}")


def test_pins_of_one_category_in_many_tiles_are_drawn_without_an_error(visit):
    for i, j in product(range(12), range(12)):
        pin((29.105 + 0.001 * i, 40.9805 + 0.0008 * j), ("cop", "agac", "rogar")[(i + j) % 3])
    page = visit("/#16.4/40.985/29.1105")
    wait_for_map(page)
    drawn = page.evaluate(
        "() => window.ortakHarita.map.queryRenderedFeatures({ layers: ['pins'] }).length"
    )
    screenshot(page, "pins-near")
    assert drawn > 5


def test_a_pin_opens_with_its_name_and_leads_to_its_page(visit):
    issue = pin(FOUNTAIN, "cop")
    page = visit()
    wait_for_map(page)
    page.mouse.click(*on_screen(page, FOUNTAIN))
    link = page.get_by_role("link", name=f"Taşan çöp konteyneri #{issue.number}")
    expect(link).to_be_visible()
    link.click()
    page.wait_for_url(re.compile(rf"/issues/{issue.number}/$"))


def test_a_cluster_opens_on_a_click(visit):
    for _ in range(3):
        pin(FOUNTAIN)
    for _ in range(30):
        pin((FOUNTAIN[0] + 0.0004, FOUNTAIN[1]))
    page = visit()
    wait_for_map(page)
    before = page.evaluate("() => window.ortakHarita.map.getZoom()")
    cluster = page.evaluate(
        """() => window.ortakHarita.map
            .queryRenderedFeatures({ layers: ["clusters"] })[0].geometry.coordinates"""
    )
    page.mouse.click(*on_screen(page, cluster))
    wait_for_map(page)
    page.wait_for_function("(z) => window.ortakHarita.map.getZoom() > z + 0.5", arg=before)


def test_a_link_from_an_issue_shows_its_place(visit):
    issue = pin(BRIDGE)
    page = visit(f"/issues/{issue.number}/")
    page.get_by_role("link", name="Haritada göster").click()
    wait_for_map(page)
    centre = page.evaluate("() => window.ortakHarita.map.getCenter().toArray()")
    assert centre == pytest.approx(BRIDGE, abs=1e-4)


def test_the_page_reads_in_english_when_asked(visit):
    page = visit("/neighbourhoods/")
    page.get_by_role("button", name="Read in English").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("by neighbourhood")


def test_the_choropleth_leads_to_a_mahalle(visit):
    for _ in range(6):
        pin(BRIDGE)
    page = visit("/neighbourhoods/")
    page.locator("svg path.class-0").first.click()
    page.wait_for_url(re.compile("/neighbourhoods/dere/$"))


def test_the_heatmap_page_is_drawn_inside_its_sandbox(visit):
    pin(FOUNTAIN)
    page = visit("/maps/heatmap/")
    expect(page.locator("canvas.leaflet-heatmap-layer")).to_be_visible()
    screenshot(page, "heatmap-page")
