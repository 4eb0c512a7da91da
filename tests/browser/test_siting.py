"""Siting, as a planner asks it: sites tapped on the map, the answer read on the page."""

import re

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import screenshot, wait_for_map
from tests.browser.test_report import on_screen
from tests.district import BRIDGE, FOUNTAIN, SCHOOL

SITE = r"40\.9\d{4}, 29\.1\d{4}"


@pytest.mark.parametrize(("size", "scheme"), [("phone", "dark"), ("desktop", "light")])
def test_sites_are_tapped_on_the_map_and_the_best_is_told(transactional_town, visit, size, scheme):
    page = visit("/siting/", size=size, color_scheme=scheme)
    page.get_by_label("Neyin sayısı artacak?").select_option(label="henüz hiç yok")
    page.get_by_label("Kaç yeni yer?").fill("1")
    page.locator("#siting-map").scroll_into_view_if_needed()
    wait_for_map(page)
    for place in (FOUNTAIN, SCHOOL, BRIDGE):
        page.mouse.click(*on_screen(page, place))
    sites = page.get_by_label("Olası yerler")
    expect(sites).to_have_value(re.compile(rf"^({SITE}\n){{2}}{SITE}$"))
    expect(page.locator("#siting-map .maplibregl-marker")).to_have_count(3)
    page.get_by_role("button", name="Göster", exact=True).click()
    expect(page.locator("[data-site]")).to_have_count(1)
    expect(page.locator("[data-site='3']")).to_be_visible()  # the bridge: in Dere, where most live
    expect(page.locator("circle.site")).to_have_count(3)
    expect(page.locator("#siting-map .maplibregl-marker")).to_have_count(3)  # they are still there
    screenshot(page, f"siting-{size}-{scheme}", whole=True)
