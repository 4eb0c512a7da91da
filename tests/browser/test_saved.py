"""A view of the map is kept, and shows the same wherever it stands."""

from django.test import Client
from playwright.sync_api import expect

from tests.browser.conftest import wait_for_map
from tests.district import FOUNTAIN, SCHOOL, pin
from tests.workinggroups.people import AYSE, person

KEPT = "/?layer=neighbourhoods&measure=per_1000&category=bozuk-yol#13.5/40.99/29.11"


def test_ayse_keeps_what_she_sees_and_it_is_the_same_in_a_frame(visit, transactional_town):
    for place in (FOUNTAIN, SCHOOL):
        pin(place)
    client = Client()
    client.force_login(person(AYSE))
    cookies = [("sessionid", client.cookies["sessionid"].value)]
    page = visit(KEPT, cookies=cookies, size="phone")
    wait_for_map(page)
    page.get_by_role("button", name="Katmanlar").click()
    page.get_by_role("link", name="Bu görünümü sakla").click()
    expect(page.get_by_text("1.000 kişiye düşen bildirim")).to_be_visible()
    page.get_by_label("Başlık").fill("Yollar")
    page.get_by_role("button", name="Sakla", exact=True).click()
    frame = page.frame_locator("iframe")
    expect(frame.locator("#legend-title")).to_contain_text("1.000")
    seen = page.frames[1]
    seen.wait_for_function("() => window.ortakHarita?.map?.loaded()")
    assert abs(seen.evaluate("() => window.ortakHarita.map.getZoom()") - 13.5) < 0.01
    assert seen.evaluate("() => document.cookie") == page.evaluate("() => document.cookie")
    page.get_by_role("link", name="Haritada aç").click()
    wait_for_map(page)
    assert page.evaluate("() => window.ortakHarita.map.getCenter().lng.toFixed(2)") == "29.11"
    expect(page.locator("#legend-title")).to_contain_text("1.000")
