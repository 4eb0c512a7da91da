"""Places as a person puts them on the map: drawn or by the list, decided on, and looked after."""

import pytest
from django.test import Client
from playwright.sync_api import expect
from uuid_utils.compat import uuid7

from places.loading import load_types
from places.models import Condition, Place
from tests.browser.conftest import SIZES, screenshot, wait_for_map
from tests.browser.test_report import on_screen
from tests.district import BRIDGE, FOUNTAIN, pin
from tests.logins import log_in_staff
from tests.places.kept import BEYOND, keep, keep_four, see, shares

CORNERS = [(29.105, 40.992), (29.115, 40.992), (29.115, 40.996), (29.105, 40.996)]


@pytest.fixture
def form(transactional_town, visit):
    """Open the page of a nomination with its map drawn."""
    load_types()

    def open_form(**options):
        page = visit("/places/new/", **options)
        wait_for_map(page)
        return page

    return open_form


def tap(page, place):
    """Tap the small map where a place is."""
    page.locator("#nominate-map").scroll_into_view_if_needed()
    x, y = page.evaluate(
        """(place) => {
            const { map } = window.ortakHarita;
            const { x, y } = map.project(place);
            const box = map.getContainer().getBoundingClientRect();
            return [box.left + x, box.top + y];
        }""",
        list(place),
    )
    page.mouse.click(x, y)


def say(page, name, kind):
    page.get_by_label("Bu nedir?").select_option(label=kind)
    page.get_by_label("Adı ne?").fill(name)
    page.get_by_label("Neden korunmalı?").fill("Mahallenin nefes aldığı tek yer.")


def send(page):
    with page.expect_navigation():
        page.get_by_role("button", name="Öner", exact=True).click()


@pytest.mark.parametrize(
    ("size", "scheme"), [("phone", "light"), ("phone", "dark"), ("desktop", "light")]
)
def test_a_grove_is_drawn_corner_by_corner_and_is_in_both_its_mahalle(form, size, scheme):
    page = form(size=size, color_scheme=scheme)
    say(page, "Çınar Korusu", "Koru")
    page.get_by_label("alan", exact=True).check()
    for corner in CORNERS:
        tap(page, corner)
    expect(page.locator("#nominate-told")).to_have_text("Haritada yerini aldı.")
    page.locator("#nominate-map").scroll_into_view_if_needed()
    screenshot(page, f"nominate-{size}-{scheme}")
    send(page)
    expect(page.get_by_role("heading", name="Öneriniz için teşekkürler")).to_be_visible()
    screenshot(page, f"nominated-{size}-{scheme}", whole=True)
    place = Place.objects.get()
    assert shares(place) == {
        "Bağlar": pytest.approx(0.5, abs=0.03),
        "Çınar": pytest.approx(0.5, abs=0.03),
    }
    page.get_by_role("link", name="Herkesin gördüğü sayfası").click()
    expect(page.get_by_role("heading", name="Çınar Korusu")).to_be_visible()
    screenshot(page, f"place-{size}-{scheme}", whole=True)


def test_a_stream_is_drawn_as_a_line_and_runs_through_both_its_mahalle(form):
    page = form()
    say(page, "Kurbağalı Dere", "Dere")
    page.get_by_label("çizgi (dere, yol)", exact=True).check()
    for corner in (FOUNTAIN, (29.106, 40.99), BRIDGE):
        tap(page, corner)
    expect(page.locator("#nominate-told")).to_have_text("Haritada yerini aldı.")
    page.locator("#nominate-map").scroll_into_view_if_needed()
    screenshot(page, "nominate-line")
    send(page)
    place = Place.objects.get()
    assert place.shape.geom_type == "LineString"
    assert shares(place) == {
        "Bağlar": pytest.approx(0.5, abs=0.05),
        "Dere": pytest.approx(0.5, abs=0.05),
    }


def test_a_crossing_is_told_and_the_last_corner_taken_back(form):
    page = form()
    page.get_by_label("alan", exact=True).check()
    for corner in (CORNERS[0], CORNERS[2], CORNERS[1], CORNERS[3]):
        tap(page, corner)
    expect(page.locator("#nominate-told")).to_contain_text("kendisini kesiyor")
    expect(page.locator("#id_shape")).to_have_value("")
    page.get_by_role("button", name="Son köşeyi geri al").click()
    expect(page.locator("#nominate-told")).to_have_text("Haritada yerini aldı.")


def test_what_was_drawn_is_still_there_when_the_form_comes_back(form):
    page = form(expected_errors=["422"])
    page.get_by_label("alan", exact=True).check()
    for corner in CORNERS:
        tap(page, corner)
    drawn = page.locator("#id_shape").input_value()
    send(page)
    wait_for_map(page)
    expect(page.get_by_label("alan", exact=True)).to_be_checked()
    expect(page.locator("#id_shape")).to_have_value(drawn)


def test_without_a_mouse_the_middle_of_the_map_is_a_point(form):
    page = form()
    say(page, "Mermer Çeşme", "Çeşme")
    page.evaluate("(place) => window.ortakHarita.map.jumpTo({ center: place })", list(FOUNTAIN))
    page.get_by_role("button", name="Haritanın ortası").press("Enter")
    send(page)
    assert shares(Place.objects.get()) == {"Bağlar": 1}


@pytest.mark.parametrize("javascript", [True, False])
def test_by_the_list_alone(form, visit, javascript):
    load_types()
    page = visit("/places/new/", size="phone", java_script_enabled=javascript)
    say(page, "Taş Köprü", "Tarihî köprü")
    page.get_by_label("Mahalle", exact=True).select_option(label="Dere")
    page.get_by_label("Tam olarak nerede?").fill("Okulun arkası")
    send(page)
    expect(page.get_by_role("heading", name="Öneriniz için teşekkürler")).to_be_visible()
    place = Place.objects.get()
    assert (place.is_placed, shares(place)) == (False, {"Dere": 1})


def test_asked_back_answered_and_taken_into_the_register(form, visit, elif_):
    page = form(size="phone")
    say(page, "Mermer Çeşme", "Çeşme")
    tap(page, FOUNTAIN)
    send(page)
    own = page.url
    client = Client()
    log_in_staff(client, elif_)
    cookies = [("sessionid", client.cookies["sessionid"].value)]
    desk = visit("/moderation/places/", cookies=cookies)
    screenshot(desk, "desk-of-places", whole=True)
    desk.get_by_role("link", name="Mermer Çeşme").click()
    screenshot(desk, "desk-of-a-place", whole=True)
    step(desk, "Soru sor", "Kitabesi var mı?")
    page.goto(own)
    page.get_by_label("Yanıtınız").fill("Var, 1890 yazıyor.")
    with page.expect_navigation():
        page.get_by_role("button", name="Yanıtla").click()
    desk.reload()
    step(desk, "Kayda al", "Kayda aldık.")
    register = visit("/places/", size="phone")
    register.get_by_role("link", name="Mermer Çeşme").click()
    for said in ("Kitabesi var mı?", "Var, 1890 yazıyor.", "Kayda aldık."):
        expect(register.get_by_text(said)).to_be_visible()


def step(desk, title, text):
    card = desk.get_by_role("region", name=title)
    card.get_by_label("Herkese açık not").fill(text)
    with desk.expect_navigation():
        card.get_by_role("button", name=title).click()


def test_somebody_tells_how_a_fountain_is_doing_and_it_is_on_the_map_of_conditions(visit):
    fountain = keep()
    page = visit(fountain.get_absolute_url(), size="phone")
    page.get_by_role("link", name="Durumunu bildir").click()
    page.get_by_label("tehlikede").check()
    page.get_by_label("Ne gördünüz?").fill("Çatlak büyümüş.")
    with page.expect_navigation():
        page.get_by_role("button", name="Gönder").click()
    expect(page.get_by_text("Çatlak büyümüş.")).to_be_visible()
    screenshot(page, "place-told", whole=True)
    assert Condition.objects.get().state == "at_risk"
    page.goto("/?layer=condition")
    wait_for_map(page)
    drawn = page.evaluate(
        "() => window.ortakHarita.map.queryRenderedFeatures({ layers: ['marks'] }).map((f) => f.properties.state)"
    )
    assert drawn == ["at_risk"]


def test_a_report_beside_a_fountain_is_tied_to_it_on_the_way_from_the_thanks(visit):
    fountain = keep()
    issue = pin(FOUNTAIN, "miras-hasari", description="Taşı kırılmış.")
    page = visit(f"/issues/sent/{issue.pk}/", size="phone")
    page.get_by_role("link", name="Ihlamurlu Çeşme").click()
    page.get_by_label("Ihlamurlu Çeşme").check()
    screenshot(page, "tie", whole=True)
    with page.expect_navigation():
        page.get_by_role("button", name="Seçimi kaydet").click()
    expect(page.get_by_text("Teşekkürler, not ettik.")).to_be_visible()
    page.goto(fountain.get_absolute_url())
    expect(page.get_by_role("link", name=f"Mirasa zarar #{issue.number}")).to_be_visible()


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("layer", ["heritage", "green", "condition"])
def test_the_layers_of_places_are_drawn_with_their_legend(visit, size, scheme, layer):
    fountain, grove, *_others = keep_four()
    keep("Sınır Parkı", "park", BEYOND)
    see(fountain, "at_risk")
    see(grove, "good")
    page = visit(f"/?layer={layer}", size=size, color_scheme=scheme)
    wait_for_map(page)
    expect(page.locator("#legend")).to_be_visible()
    screenshot(page, f"places-{layer}-{size}-{scheme}")


def test_a_mark_leads_to_its_place(visit):
    keep()
    page = visit("/?layer=heritage#15/40.995/29.105")
    wait_for_map(page)
    page.mouse.click(*on_screen(page, FOUNTAIN))
    popup = page.locator(".maplibregl-popup")
    expect(popup).to_contain_text("tür: Çeşme")
    popup.get_by_role("link", name="Ihlamurlu Çeşme").click()
    expect(page.get_by_role("heading", name="Ihlamurlu Çeşme")).to_be_visible()


@pytest.mark.parametrize("size", SIZES)
def test_what_the_register_s_filters_find_is_on_its_map_and_leads_to_the_place(
    transactional_town, visit, size
):
    keep_four()
    page = visit("/places/?mahalle=baglar&kind=heritage", size=size)
    page.get_by_text("Bunları haritada göster").click()
    page.wait_for_function("() => window.ortakHarita?.map?.getLayer('found')")
    wait_for_map(page)
    found = page.evaluate(
        "() => window.ortakHarita.map.querySourceFeatures('found').map((f) => f.properties.name)"
    )
    assert set(found) == {"Ihlamurlu Çeşme"}
    page.locator("#register-map").scroll_into_view_if_needed()
    screenshot(page, f"register-map-{size}")
    page.mouse.click(*on_screen(page, FOUNTAIN))
    page.locator(".maplibregl-popup").get_by_role("link", name="Ihlamurlu Çeşme").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("Ihlamurlu Çeşme")


def test_the_secretariat_draws_where_a_nomination_by_the_list_is_and_takes_it_in(
    transactional_town, visit, zeynep
):
    load_types()
    client = Client()
    log_in_staff(client, zeynep)
    sent = {
        "id": uuid7(), "type": "cesme", "name": "Mermer Çeşme", "neighbourhood": "baglar",
        "spot": "Pazarın arkası", "reason": "Mahallenin en eski çeşmesi.",
    }  # fmt: skip
    Client().post("/places/new/", sent)
    place = Place.objects.get()
    page = visit(
        f"/moderation/places/{place.number}/",
        cookies=[("sessionid", client.cookies["sessionid"].value)],
    )
    wait_for_map(page)
    expect(page.get_by_label("GeoJSON")).to_be_hidden()
    tap(page, FOUNTAIN)
    expect(page.get_by_text("Haritada yerini aldı.")).to_be_visible()
    screenshot(page, "desk-place-drawn")
    with page.expect_navigation():
        page.get_by_role("button", name="Kaydet", exact=True).click()
    with page.expect_navigation():
        page.get_by_role("button", name="Kayda al", exact=True).click()
    place.refresh_from_db()
    assert (place.status, place.is_placed) == ("verified", True)
    assert place.shape.coords == pytest.approx(FOUNTAIN, abs=5e-4)
