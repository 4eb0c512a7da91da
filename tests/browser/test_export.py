"""Taking the data away, as a person does: with a look at the size, and with progress."""

import csv
import re

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import screenshot, wait_for_map
from tests.district import BRIDGE, FOUNTAIN, pin

SLOWLY = """(() => {
    const real = window.fetch;
    const seen = (window.seen = []);
    const note = () => seen.push([
        document.getElementById("export-status").textContent,
        document.getElementById("export-progress").hidden,
        document.getElementById("export-download").getAttribute("aria-disabled"),
    ]);
    window.fetch = async (...asked) => {
        note();
        const answer = await real(...asked);
        note();
        return answer;
    };
})()"""


@pytest.fixture
def busy_town(transactional_town):
    """Thirty reports of rubbish at the fountain, twenty potholes at the bridge."""
    for i in range(30):
        pin((FOUNTAIN[0], FOUNTAIN[1] + 0.00005 * i), "cop")
    for i in range(20):
        pin((BRIDGE[0] + 0.00005 * i, BRIDGE[1]))


def rows(download):
    with download.path().open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


def test_a_person_chooses_csv_sees_the_size_and_downloads_with_progress(busy_town, visit):
    page = visit("/maps/export/?format=geojson")
    result = page.locator("#export-result")
    expect(result).to_contain_text(re.compile(r"50 satır, yaklaşık \d+,\d\sKB"))
    page.get_by_label("Dosya biçimi").select_option("csv")
    page.get_by_label("Konu", exact=True).select_option("cop")
    expect(result).to_contain_text("30 satır")
    assert page.url.endswith("?what=issues&format=csv&category=cop")
    page.evaluate(SLOWLY)
    with page.expect_download() as waiting:
        page.get_by_role("link", name="İndir: issues.csv").click()
    assert waiting.value.suggested_filename == "issues.csv"
    assert {row["category"] for row in rows(waiting.value)} == {"cop"}
    assert len(rows(waiting.value)) == 30
    expect(page.locator("#export-status")).to_have_text("Dosya indirildi.")
    expect(page.locator("#export-received")).to_contain_text("KB alındı")
    expect(page.locator("#export-progress")).to_be_hidden()
    assert page.evaluate("() => window.seen") == [["Hazırlanıyor…", False, "true"]] * 2
    link = page.get_by_role("link", name="İndir: issues.csv")
    expect(link).to_have_attribute("aria-disabled", "false")


def test_without_javascript_the_page_downloads_too(busy_town, visit):
    page = visit("/maps/export/", java_script_enabled=False)
    page.get_by_label("Konu", exact=True).select_option("cop")
    page.get_by_role("button", name="Dosyayı göster").click()
    expect(page.locator("#export-result")).to_contain_text("30 satır")
    with page.expect_download() as waiting:
        page.get_by_role("link", name="İndir: issues.csv").click()
    assert len(rows(waiting.value)) == 30


def test_a_geopackage_is_made_while_the_person_waits(
    busy_town, visit, database_url, monkeypatch, tmp_path
):
    monkeypatch.setenv("DATABASE_URL", database_url)
    page = visit("/maps/export/?format=gpkg&category=cop")
    with page.expect_download() as waiting:
        page.get_by_role("link", name="İndir: issues.gpkg").click()
        expect(page.locator("#export-status")).to_have_text("Hazırlanıyor…")
        screenshot(page, "export-preparing")
    assert waiting.value.path().read_bytes().startswith(b"SQLite format 3")


def test_only_the_fields_that_mean_something_are_shown(busy_town, visit):
    page = visit("/maps/export/")
    what = page.get_by_label("Ne indirmek istersiniz?")
    compared, bandwidth = page.get_by_label("İlk gün"), page.get_by_label("Bant genişliği (metre)")
    expect(compared).to_be_hidden()
    what.select_option("tif")
    expect(bandwidth).to_be_visible()
    expect(page.get_by_role("link", name="İndir: heatmap.tif")).to_be_visible()
    what.select_option("dual")
    expect(page.locator("#export-status")).to_have_text("Lütfen işaretli alanları doldurunuz.")
    compared.fill("2026-01-01")
    page.get_by_label("Son gün").fill("2026-02-01")
    expect(page.get_by_role("link", name="İndir: heatmap.html")).to_be_visible()
    expect(page.locator("#export-status")).to_have_text("")
    expect(bandwidth).to_be_hidden()


def test_what_goes_wrong_is_told(busy_town, visit):
    page = visit("/maps/export/", expected_errors=["404", "ERR_FAILED"])
    page.get_by_label("Ne indirmek istersiniz?").select_option("heat")
    page.get_by_label("Konu", exact=True).select_option("agac")
    expect(page.locator("#export-result")).to_contain_text(re.compile(r"\b0 bildirim"))
    page.get_by_role("link", name="İndir: heatmap.html").click()
    expect(page.locator("#export-status")).to_contain_text("Bu filtrelere uyan bildirim yok")
    page.route("**/heatmap.html*", lambda route: route.abort())
    page.get_by_role("link", name="İndir: heatmap.html").click()
    expect(page.locator("#export-status")).to_contain_text("yarıda kesildi")


def test_a_choice_that_is_not_shown_yet_is_not_downloaded(busy_town, visit):
    page = visit("/maps/export/", expected_errors=["ERR_INTERNET_DISCONNECTED"])
    link = page.get_by_role("link", name="İndir: issues.csv")
    page.context.set_offline(True)
    page.get_by_label("Konu", exact=True).select_option("cop")
    expect(page.locator("#export-status")).to_contain_text("Bağlantı yok")
    expect(link).to_have_attribute("aria-disabled", "true")
    page.context.set_offline(False)
    page.get_by_role("button", name="Dosyayı göster").click()
    expect(page.locator("#export-result")).to_contain_text("30 satır")
    expect(page.get_by_role("button", name="Dosyayı göster")).to_be_hidden()
    with page.expect_download() as waiting:
        link.click()
    assert len(rows(waiting.value)) == 30


def test_a_very_large_file_is_left_to_the_browser(busy_town, visit):
    page = visit("/maps/export/")
    page.evaluate("() => { document.getElementById('export-download').dataset.bytes = '3e8'; }")
    with page.expect_download() as waiting:
        page.get_by_role("link", name="İndir: issues.csv").click()
    assert len(rows(waiting.value)) == 50
    expect(page.locator("#export-status")).to_have_text("")


def test_the_map_leads_here_under_its_filters(busy_town, visit):
    page = visit("/?category=cop")
    wait_for_map(page)
    page.get_by_role("button", name="Katmanlar").click()
    page.get_by_role("link", name="İndir").click()
    expect(page.locator("#export-result")).to_contain_text("30 satır")
    expect(page.get_by_label("Konu", exact=True)).to_have_value("cop")


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("size", ["phone", "desktop"])
def test_the_page_fits_every_screen(busy_town, visit, size, scheme):
    page = visit("/maps/export/", size=size, color_scheme=scheme)
    for what in ("neighbourhoods", "tif", "dual"):
        page.get_by_label("Ne indirmek istersiniz?").select_option(what)
        assert page.evaluate("() => document.documentElement.scrollWidth <= innerWidth"), what
    page.get_by_label("Ne indirmek istersiniz?").select_option("hexagons")
    expect(page.locator("#export-result")).to_contain_text("İndir: hexagons.csv")
    expect(page.get_by_role("button", name="Dosyayı göster")).to_be_hidden()
    screenshot(page, f"export-{size}-{scheme}")
    for control in page.locator("#export-form :is(select, input):visible").all():
        assert control.bounding_box()["height"] >= 44
