"""Layers, filters, time and the address bar, as a person uses them."""

import re
from datetime import timedelta
from urllib.parse import parse_qs, urlsplit

import pytest
from django.db import connection
from django.utils import timezone
from playwright.sync_api import expect

from issues.actions import change_visibility
from issues.models import Visibility
from maps.layers import LAYERS
from tests.browser.conftest import screenshot, wait_for_map
from tests.browser.test_report import on_screen
from tests.district import BRIDGE, FOUNTAIN, MARKET, SCHOOL, pin, resolve
from tests.maps.test_layers import BENCH_VIEW, BENCHES
from tests.planning.figures import scenario

COUNTS = """() => window.ortakHarita.map
    .queryRenderedFeatures({ layers: ["clusters", "pins"] })
    .map(({ properties }) => properties.count)"""


PLACES = """() => JSON.stringify(
    [...document.querySelectorAll(".map-tools > *, .time > *")].map((it) => it.getBoundingClientRect()))"""
"""Where the tools above the map stand."""


@pytest.fixture
def busy_town(transactional_town):
    """Forty potholes at the bridge, thirty of rubbish at the fountain a month ago, one solved tree."""
    for i in range(40):
        pin((BRIDGE[0] + 0.00005 * i, BRIDGE[1]))
    for i in range(30):
        pin(
            (FOUNTAIN[0], FOUNTAIN[1] + 0.00005 * i),
            "cop",
            reported_at=timezone.now() - timedelta(days=40),
        )
    resolve(pin(SCHOOL, "agac"))


def asked_for(page):
    return {name: value for name, [value] in parse_qs(urlsplit(page.url).query).items()}


def shown(page):
    """How many reports are drawn."""
    wait_for_map(page)
    return sum(page.evaluate(COUNTS))


def open_panel(page):
    page.get_by_role("button", name="Katmanlar").click()


def test_a_filter_changes_the_map_and_the_address_and_a_link_shows_the_same(busy_town, visit):
    page = visit()
    assert shown(page) == 71
    open_panel(page)
    page.get_by_label("Konu", exact=True).select_option("cop")
    page.wait_for_function(f"() => ({COUNTS})().reduce((a, b) => a + b, 0) === 30")
    page.get_by_label("Durum", exact=True).select_option("new")
    page.get_by_label("Mahalle", exact=True).select_option("baglar")
    assert asked_for(page) == {"category": "cop", "status": "new", "mahalle": "baglar"}
    again = visit(page.url.removeprefix(re.match(r"https?://[^/]+", page.url)[0]))
    assert shown(again) == 30
    open_panel(again)
    expect(again.get_by_label("Konu", exact=True)).to_have_value("cop")
    again.get_by_role("button", name="Temizle").click()
    again.wait_for_function(f"() => ({COUNTS})().reduce((a, b) => a + b, 0) === 71")
    assert asked_for(again) == {}


@pytest.mark.parametrize("size", ["phone", "desktop"])
@pytest.mark.parametrize(
    ("layer", "measure"),
    [
        ("density", ""),
        ("indicators", ""),
        ("hexagons", "count"),
        ("neighbourhoods", "per_1000"),
        ("hexagons", "change"),
    ],
)
def test_every_layer_is_drawn_with_its_legend(busy_town, visit, size, layer, measure):
    page = visit(f"/?layer={layer}&measure={measure}", size=size)
    wait_for_map(page)
    legend = page.locator("#legend")
    expect(legend).to_be_visible()
    if size == "phone":
        legend.locator("summary").click()
    expect(legend.locator("li").first).to_be_visible()
    screenshot(page, f"layer-{layer}-{measure}-{size}")


def test_the_legend_counts_every_mahalle_once(busy_town, visit):
    page = visit("/?layer=neighbourhoods&measure=per_1000")
    wait_for_map(page)
    numbers = page.locator("#legend li small").all_inner_texts()
    assert sum(int(text.split()[0]) for text in numbers) == 5
    expect(page.locator("#legend li:has(.hatched)")).to_contain_text("3 mahalle")


def test_the_heat_layer_is_painted_where_the_reports_are(busy_town, visit):
    page = visit("/?layer=density")
    wait_for_map(page)
    painted = page.evaluate(
        """(place) => {
            const { map } = window.ortakHarita;
            const { x, y } = map.project(place);
            return new Promise((done) => {
                map.once("render", () => {
                    const gl = map.painter.context.gl;
                    const pixel = new Uint8Array(4);
                    const scale = gl.drawingBufferWidth / map.getCanvas().clientWidth;
                    gl.readPixels(x * scale, gl.drawingBufferHeight - y * scale, 1, 1, gl.RGBA, gl.UNSIGNED_BYTE, pixel);
                    done([...pixel]);
                });
                map.triggerRepaint();
            });
        }""",
        [BRIDGE[0] + 0.001, BRIDGE[1] - 0.0006],
    )
    red, _green, blue, _alpha = painted
    assert red > blue + 40, painted


def test_the_time_slider_plays_the_months(busy_town, visit):
    page = visit()
    wait_for_map(page)
    slider = page.get_by_role("slider", name="Ay")
    expect(page.locator("#time-label")).to_have_text("Bütün zamanlar")
    page.get_by_role("button", name="Ayları sırayla oynat").click()
    expect(page.locator("#time-label")).not_to_have_text("Bütün zamanlar")
    expect(slider).to_have_value(slider.get_attribute("max"), timeout=15_000)
    expect(page.get_by_role("button", name="Ayları sırayla oynat")).to_be_visible()
    first_of_month = timezone.localdate().replace(day=1).isoformat()
    assert asked_for(page)["from"] == first_of_month
    slider.focus()
    page.keyboard.press("Home")
    expect(page.locator("#time-label")).to_have_text("Bütün zamanlar")
    assert asked_for(page) == {}


@pytest.mark.parametrize("size", ["phone", "desktop"])
def test_nothing_moves_while_the_months_change(busy_town, visit, size):
    pin(MARKET, reported_at=timezone.now() - timedelta(days=365))
    page = visit(size=size)
    wait_for_map(page)
    slider = page.get_by_role("slider", name="Ay")
    slider.focus()
    places = set()
    for _ in range(int(slider.get_attribute("max")) + 1):
        places.add(page.evaluate(PLACES))
        page.keyboard.press("ArrowRight")
    screenshot(page, f"month-{size}")
    assert len(places) == 1
    label, box = page.locator("#time-label").bounding_box(), page.locator("#time").bounding_box()
    assert box["height"] == 44
    assert label["x"] + label["width"] < box["x"] + box["width"]


def test_clusters_and_pins_are_reached_read_and_opened_without_a_mouse(busy_town, visit):
    page = visit()
    wait_for_map(page)
    before = page.evaluate("() => window.ortakHarita.map.getZoom()")
    cluster = page.get_by_role("button", name=re.compile("bildirim; aç")).first
    cluster.focus()
    page.keyboard.press("Enter")
    page.wait_for_function("(z) => window.ortakHarita.map.getZoom() > z + 0.5", arg=before)
    page.goto("about:blank")
    page.goto("/#16/40.995/29.115")
    wait_for_map(page)
    page.get_by_role("button", name=re.compile("Ağaç.*çözüldü")).focus()
    page.keyboard.press("Enter")
    link = page.get_by_role("link", name=re.compile("Ağaç"))
    expect(link).to_be_visible()
    link.click()
    page.wait_for_url(re.compile(r"/issues/\d+/$"))


def test_a_cluster_that_never_comes_apart_lists_its_reports(visit):
    issues = [pin(MARKET) for _ in range(30)]
    page = visit(f"/#18.5/{MARKET[1]}/{MARKET[0]}")
    wait_for_map(page)
    page.get_by_role("button", name="30 bildirim; aç").focus()
    page.keyboard.press("Enter")
    expect(page.get_by_role("link", name=f"#{issues[-1].number}")).to_be_visible()
    expect(page.locator(".maplibregl-popup")).to_contain_text("ve 10 bildirim daha")


@pytest.mark.parametrize(("east", "north"), [(0, 0.0004), (0.0003, -0.0005), (0, 0.0001)])
def test_on_a_phone_a_tall_popup_stands_where_nothing_lies_over_it(visit, east, north):
    for _ in range(30):
        pin(MARKET)
    pin(BRIDGE, reported_at=timezone.now() - timedelta(days=90))  # so that there are months to play
    page = visit(f"/#18.5/{MARKET[1] - north}/{MARKET[0] - east}", size="phone")
    wait_for_map(page)
    page.get_by_role("button", name="30 bildirim; aç").press("Enter")
    popup = page.locator(".maplibregl-popup")
    expect(popup).to_contain_text("ve 10 bildirim daha")
    wait_for_map(page)
    screenshot(page, f"popup-{east}-{north}")
    box, tools = popup.bounding_box(), page.locator(".map-tools").bounding_box()
    assert box["x"] >= 0
    assert box["x"] + box["width"] <= 390
    assert box["y"] > tools["y"] + tools["height"] - 1
    assert box["y"] + box["height"] < page.locator("#report-button").bounding_box()["y"] + 1
    popup.get_by_role("button", name="Kapat").click()
    expect(popup).to_be_hidden()


def test_a_report_that_is_taken_down_is_gone_when_the_map_is_opened_again(visit):
    issue = pin(FOUNTAIN)
    page = visit()
    assert shown(page) == 1
    change_visibility(issue=issue, to=Visibility.REMOVED)
    page.reload()
    wait_for_map(page)
    assert shown(page) == 0


def test_an_area_tells_its_numbers_on_a_click(busy_town, visit):
    page = visit("/?layer=neighbourhoods")
    wait_for_map(page)
    x, y = on_screen(page, BRIDGE)
    page.mouse.click(x + 30, y + 30)
    popup = page.locator(".maplibregl-popup")
    expect(popup).to_contain_text("40 bildirim")
    expect(popup.get_by_role("link", name="Dere")).to_be_visible()
    expect(popup).to_contain_text("1.000 kişiye 10")


def test_an_area_with_few_reports_tells_no_rate(visit):
    pin(BRIDGE)
    page = visit("/?layer=neighbourhoods")
    wait_for_map(page)
    x, y = on_screen(page, BRIDGE)
    page.mouse.click(x + 30, y + 30)
    popup = page.locator(".maplibregl-popup")
    expect(popup).to_contain_text("oran için bildirim çok az")
    expect(popup).not_to_contain_text("kişiye")


def test_the_legend_of_change_sets_a_true_minus_between_bounds_that_can_be_told_apart(
    busy_town, visit
):
    page = visit("/?layer=neighbourhoods&measure=change")
    wait_for_map(page)
    expect(page.locator("#legend")).to_contain_text(
        re.compile("\N{MINUS SIGN}\\d+ … \N{MINUS SIGN}\\d+")
    )
    expect(page.locator("#legend-classes")).not_to_contain_text("-")


def test_an_indicator_is_chosen_in_the_panel_and_the_address_keeps_it(transactional_town, visit):
    kept = scenario()
    page = visit("/?layer=indicators&indicator=yoksunluk")
    wait_for_map(page)
    expect(page.locator("#legend-title")).to_have_text("Yoksunluk endeksi")
    open_panel(page)
    page.get_by_label("Hangisi", exact=True).select_option("butce")
    expect(page.locator("#legend-title")).to_have_text("Belediye bütçesi")
    expect(page.locator("#legend-note")).to_have_text("TL/kişi, 2025")
    expect(page.locator("#legend li:has(.hatched)")).to_contain_text("1 mahalle")
    assert asked_for(page) == {"layer": "indicators", "indicator": "butce"}
    page.get_by_label("Pay dağılımı", exact=True).check()
    expect(page.locator("#legend-title")).to_have_text("Kişi başına eşit")
    expect(page.get_by_label("Hangisi", exact=True)).to_have_value(str(kept.pk))
    shares = page.locator("#legend li:not(:has(.hatched))")
    expect(shares).to_have_text(re.compile("0 – 266,7.*4 mahalle"))  # all alike, but for a lira
    assert asked_for(page) == {"layer": "allocation"}
    page.keyboard.press("Escape")
    wait_for_map(page)
    page.mouse.click(*on_screen(page, FOUNTAIN))
    popup = page.locator(".maplibregl-popup")
    expect(popup).to_contain_text("Kişi başına eşit: 266,7 TL/kişi")
    expect(popup).to_contain_text("toplam 266.667 TL")
    expect(popup).to_contain_text("bugüne göre +166.667 TL")
    screenshot(page, "layer-allocation-desktop")


def test_with_a_layer_that_fails_the_reader_is_told(busy_town, visit):
    page = visit(expected_errors=["400"])
    wait_for_map(page)
    page.goto("/?layer=density&category=ejderha")
    expect(page.locator("#map-message")).to_contain_text("yeniden deneyiniz")


@pytest.mark.parametrize("size", ["phone", "desktop"])
@pytest.mark.parametrize("layer", ["issues", "density", "hexagons", "neighbourhoods"])
def test_a_filter_that_finds_nothing_is_said_on_the_map_and_can_be_cleared(
    busy_town, visit, layer, size
):
    page = visit(f"/?layer={layer}&category=rogar", size=size)
    wait_for_map(page)
    nothing = page.get_by_text("Bu filtreyle haritada bildirim yok.")
    expect(nothing).to_be_visible()
    open_panel(page)
    nothing.click(trial=True)  # the panel leaves it in sight
    screenshot(page, f"nothing-{layer}-{size}")
    page.get_by_role("button", name="Kapat").click()
    page.get_by_role("button", name="Filtreyi temizle").click()
    wait_for_map(page)
    expect(nothing).to_be_hidden()
    expect(page.get_by_role("button", name="Katmanlar")).to_be_focused()
    assert asked_for(page) == ({} if layer == "issues" else {"layer": layer})


def test_without_a_filter_the_layer_of_reports_asks_for_no_number(busy_town, visit):
    page = visit()
    wait_for_map(page)
    asked = []
    page.on("request", lambda request: asked.append(urlsplit(request.url).path))
    page.reload()
    wait_for_map(page)
    assert any(path.startswith("/tiles/issues/") for path in asked)
    assert "/api/v1/neighbourhoods/statistics/" not in asked


@pytest.fixture
def benches(transactional_town, monkeypatch):
    with connection.cursor() as cursor:
        cursor.execute(BENCH_VIEW)
    monkeypatch.setitem(LAYERS, "benches", BENCHES)
    yield
    with connection.cursor() as cursor:
        cursor.execute("DROP VIEW layer_benches")


def test_a_layer_that_is_only_declared_is_on_the_map_too(benches, visit):
    page = visit(timezone_id="Europe/Istanbul")
    wait_for_map(page)
    open_panel(page)
    page.get_by_label("Benches").check()
    expect(page.locator("#legend")).to_contain_text("Benches")
    page.get_by_role("button", name="Kapat").click()
    wait_for_map(page)
    page.mouse.click(*on_screen(page, SCHOOL))
    popup = page.locator(".maplibregl-popup")
    expect(popup).to_contain_text("name: Çınar altı")
    expect(popup).to_contain_text("built at: 2 Oca 2026 15:30")
    expect(popup).to_contain_text("status: çözüldü")
    expect(popup).to_contain_text("category: Ağaç")
    screenshot(page, "layer-benches")
