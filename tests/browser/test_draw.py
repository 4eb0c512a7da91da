"""A resident draws an area on the map, or a circle, and follows what happens in it."""

import json
import math
import re

import pytest
from playwright.sync_api import expect

from gisdata.place_name import PlaceName
from neighbourhoods.names.actions import load_names
from tests.browser.conftest import screenshot, turn_dark, wait_for_map
from tests.browser.test_report import focus_by_tab, on_screen
from tests.district import BRIDGE, FOUNTAIN, SCHOOL, pin
from tests.mailbox import open_mailbox

CORNERS = [(29.101, 40.991), (29.109, 40.991), (29.109, 40.999), (29.101, 40.999)]


@pytest.fixture
def mailbox(transactional_town, settings):
    settings.EMAIL_HOST = "127.0.0.1"
    with open_mailbox() as opened:
        yield opened


def opened(visit):
    page = visit()
    wait_for_map(page)
    return page


def begin(page):
    wait_for_map(page)
    page.get_by_role("button", name="Alan izleyiniz").click()
    expect(page.get_by_role("heading", name="Alan izleyiniz")).to_be_focused()


@pytest.mark.parametrize(("size", "theme"), [("phone", "light"), ("desktop", "dark")])
def test_from_the_first_corner_to_the_e_mail_that_tells_of_a_report(visit, mailbox, size, theme):
    page = visit(size=size, color_scheme=theme)
    begin(page)
    screenshot(page, f"draw-empty-{size}-{theme}")
    for corner in CORNERS:
        page.mouse.click(*on_screen(page, corner))
    expect(page.locator("#draw-told")).to_contain_text(
        re.compile("4 köşe, yaklaşık 0,(59|6) km²")  # clicks fall on whole pixels
    )
    wait_for_map(page)
    screenshot(page, f"draw-corners-{size}-{theme}")
    page.get_by_role("button", name="Bitir").click()
    expect(page.get_by_role("heading", name="Alanınız")).to_be_focused()
    screenshot(page, f"draw-finished-{size}-{theme}")
    page.get_by_role("link", name="E-posta ile izleyiniz").click()
    expect(page.get_by_role("link", name=re.compile("Bağlar"))).to_be_visible()
    page.get_by_label("E-posta adresiniz").fill("ayse@example.org")
    page.get_by_role("button", name="Bağlantıyı gönderiniz").click()
    [asked] = mailbox.after_work()
    assert re.search(r"Bağlar \(0,(59|60?) km²", asked.get_content())
    page.goto(re.search(r"http://localhost:8000(\S+)", asked.get_content())[1])
    page.get_by_role("button", name="Evet, bana yazınız").click()
    expect(page.get_by_text("Onaylandı")).to_be_visible()
    pin(SCHOOL, "cop")
    wanted = pin(FOUNTAIN, "cop")
    [told] = mailbox.after_work()
    assert f"#{wanted.number}" in told["Subject"]


def test_a_crossing_is_told_and_the_last_corner_taken_back(visit):
    page = visit()
    begin(page)
    first, second, third, fourth = CORNERS
    for corner in (first, third, second, fourth):
        page.mouse.click(*on_screen(page, corner))
    expect(page.locator("#draw-told")).to_contain_text("kendisini kesiyor")
    expect(page.get_by_role("button", name="Bitir")).to_be_disabled()
    page.get_by_role("button", name="Son köşeyi geri al").click()
    expect(page.locator("#draw-told")).to_contain_text("3 köşe")
    expect(page.get_by_role("button", name="Bitir")).to_be_enabled()
    page.get_by_role("button", name="Vazgeç").click()
    expect(page.get_by_role("button", name="Alan izleyiniz")).to_be_focused()
    begin(page)
    expect(page.locator("#draw-told")).to_be_empty()


FEATURES = """async () => (await window.ortakHarita.map.getSource("drawn").getData()).features"""


@pytest.mark.parametrize("finished", [False, True])
def test_the_area_stays_on_the_map_when_the_theme_changes(visit, finished):
    pin(FOUNTAIN)
    page = visit(color_scheme="light")
    begin(page)
    for corner in CORNERS:
        page.mouse.click(*on_screen(page, corner))
    if finished:
        page.get_by_role("button", name="Bitir").click()
    wait_for_map(page)
    drawn = page.evaluate(FEATURES)
    turn_dark(page, "drawn-line", "line-color")
    assert page.evaluate(FEATURES) == drawn
    assert len(drawn) == 6  # four corners, the edge, what is inside
    screenshot(page, f"draw-theme-{finished}")


def test_by_keyboard_a_circle_around_a_street(visit):
    load_names(names=[PlaceName("Dere Sokak", *BRIDGE)], kind="street", source="drawn")
    pin(BRIDGE, "cop", description="Köprünün altı dolu.")
    pin(SCHOOL, "cop", description="Okulun önü.")
    page = opened(visit)
    focus_by_tab(page, "draw-button")
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name="Alan izleyiniz")).to_be_focused()
    focus_by_tab(page, "draw-corners")
    page.keyboard.press("ArrowRight")
    focus_by_tab(page, "draw-finder-input")
    page.keyboard.type("dere sokak")
    expect(page.locator("#draw").get_by_role("option").first).to_contain_text("Dere Sokak")
    page.keyboard.press("Enter")
    expect(page.locator("#draw-told")).to_contain_text("yaklaşık 0,78 km²")
    focus_by_tab(page, "draw-finish")
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name="Alanınız")).to_be_focused()
    page.locator("#draw").get_by_role("link", name="Liste").press("Enter")
    page.wait_for_url("**/issues/?circle=29.10500%2C40.98500%2C500")
    expect(page.get_by_text("Köprünün altı dolu.")).to_be_visible()
    expect(page.get_by_text("Okulun önü.")).to_be_hidden()
    page.get_by_role("link", name="Haritada").click()
    wait_for_map(page)
    expect(page.locator("#draw-size")).to_contain_text("0,78 km²")
    screenshot(page, "draw-from-list")


def in_a_file(*rings):
    """A GeoJSON of areas, as a file to choose."""
    areas = [
        {
            "type": "Feature",
            "properties": {},
            "geometry": {"type": "Polygon", "coordinates": [ring]},
        }
        for ring in rings
    ]
    text = json.dumps({"type": "FeatureCollection", "features": areas}).encode()
    return {"name": "alan.geojson", "mimeType": "application/geo+json", "buffer": text}


def choose_in(page):
    """The field for a file."""
    page.get_by_text("Ya da bir dosyadan").click()
    return page.get_by_label("Tek alanlı bir GeoJSON")


@pytest.mark.parametrize("size", ["phone", "desktop"])
def test_an_area_comes_out_of_a_file_and_leads_to_its_numbers(visit, size):
    pin(FOUNTAIN)
    pin(SCHOOL)
    page = visit(size=size)
    begin(page)
    choose_in(page).set_input_files(in_a_file([*CORNERS, CORNERS[0]]))
    expect(page.locator("#draw-told")).to_contain_text("4 köşe, yaklaşık 0,6 km²")
    wait_for_map(page)
    screenshot(page, f"draw-file-{size}")
    page.get_by_role("button", name="Bitir").click()
    page.get_by_role("link", name="Sayılarla").click()
    expect(page.locator("[data-total]").first).to_have_attribute("data-total", "1")
    expect(page.get_by_label("Mahalle", exact=True).first).to_contain_text("çizilen alan")


def test_what_is_wrong_with_a_file_is_told(visit):
    page = visit()
    begin(page)
    chosen = choose_in(page)
    told = page.locator("#draw-told")
    chosen.set_input_files({"name": "x.json", "mimeType": "text/plain", "buffer": b"Merhaba"})
    expect(told).to_contain_text("tek bir alan yok")
    round_ = [
        (29.105 + 0.001 * math.cos(i / 40), 40.995 + 0.001 * math.sin(i / 40)) for i in range(250)
    ]
    chosen.set_input_files(in_a_file(round_))
    expect(told).to_contain_text("en çok 200")
    first, second, third, fourth = CORNERS
    chosen.set_input_files(in_a_file([first, third, second, fourth]))
    expect(told).to_contain_text("kendisini kesiyor")
    expect(page.get_by_role("button", name="Bitir")).to_be_disabled()
