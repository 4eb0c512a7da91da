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


def test_sites_come_out_of_a_file_beside_those_that_are_there(transactional_town, visit):
    page = visit("/siting/")
    wait_for_map(page)
    sites = page.get_by_label("Olası yerler")
    sites.fill("40.985, 29.105 Köprü")
    chosen = page.get_by_label("Ya da bir dosyadan (GeoJSON, CSV)")
    chosen.set_input_files(
        {
            "name": "yer.csv",
            "mimeType": "text/csv",
            "buffer": b"enlem;boylam;ad\n40.995;29.105;Meydan\n",
        }
    )
    expect(sites).to_have_value("40.985, 29.105 Köprü\n40.995;29.105;Meydan")
    expect(page.locator("#siting-map .maplibregl-marker")).to_have_count(2)
    chosen.set_input_files({"name": "x.csv", "mimeType": "text/csv", "buffer": b"Merhaba"})
    expect(page.get_by_text("Bu dosyada yer yok")).to_be_visible()
    page.get_by_role("button", name="Göster", exact=True).click()
    expect(page.locator("[data-site]")).to_have_count(2)
    expect(page.get_by_text("Meydan").first).to_be_visible()
