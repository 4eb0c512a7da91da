"""A resident adds photos to a report, and finds them on its page."""

import re

import pytest
from playwright.sync_api import expect

from issues.models import Issue, Photo
from tests.browser.conftest import screenshot, wait_for_map
from tests.browser.test_report import expect_thanks, fill_in, fill_in_the_list, on_screen
from tests.district import FOUNTAIN
from tests.pictures import encoded, sheet


def file(name="cukur.jpg", content=None):
    return {"name": name, "mimeType": "image/jpeg", "buffer": content or encoded(sheet(1200, 800))}


def begin(page, *files):
    """Fill a report in and choose photos."""
    wait_for_map(page)
    page.get_by_role("link", name="Bildir").click()
    page.mouse.click(*on_screen(page, FOUNTAIN))
    fill_in(page)
    choose(page, *files)


def choose(page, *files):
    page.get_by_label("Fotoğraf ekle").set_input_files(list(files))


def send(page):
    page.get_by_role("button", name="Gönder", exact=True).click()


def previews(page):
    return page.get_by_role("list", name="Fotoğraflar").get_by_role("img")


@pytest.mark.parametrize(("size", "scheme"), [("phone", "light"), ("desktop", "dark")])
def test_two_photos_of_a_report_are_on_its_page(visit, size, scheme):
    page = visit(size=size, color_scheme=scheme)
    begin(page, file(), file("levha.png", encoded(sheet(600, 900), "PNG")))
    expect(previews(page)).to_have_count(2)
    page.get_by_text("En fazla beş fotoğraf").scroll_into_view_if_needed()
    screenshot(page, f"photos-chosen-{size}")
    send(page)
    expect_thanks(page, "Bağlar")
    page.get_by_role("link", name="Bildirimi izle").click()
    for alt in ("Fotoğraf 1 / 2", "Fotoğraf 2 / 2"):
        photo = page.get_by_alt_text(alt)
        photo.scroll_into_view_if_needed()
        expect(photo).to_have_js_property("complete", value=True)
        assert photo.evaluate("(photo) => photo.naturalWidth") in {480, 320}
    screenshot(page, f"photos-seen-{size}")
    page.get_by_alt_text("Fotoğraf 1 / 2").click()
    page.wait_for_url(re.compile(r"/issues/photos/[0-9a-f-]+\.jpg$"))


def test_a_text_that_calls_itself_a_photo_is_told_at_once_and_the_others_stay(visit):
    page = visit()
    begin(page, file(), file("mektup.jpg", b"Merhaba"))
    expect(page.get_by_text("mektup.jpg bir fotoğraf değil")).to_be_visible()
    expect(previews(page)).to_have_count(1)
    send(page)
    expect_thanks(page, "Bağlar")
    assert Photo.objects.count() == 1


def test_a_sixth_photo_is_left_out_with_a_word(visit):
    page = visit()
    begin(page, *[file(f"{n}.jpg") for n in range(6)])
    expect(page.get_by_text("fazlası alınmadı")).to_be_visible()
    expect(previews(page)).to_have_count(5)


def test_a_photo_is_added_and_removed_by_keyboard_alone(visit):
    page = visit()
    page.on("filechooser", lambda chooser: chooser.set_files([file("bir.jpg"), file("iki.jpg")]))
    begin(page)
    page.get_by_role("link", name="Topluluk kuralları").focus()
    page.keyboard.press("Tab")
    expect(page.get_by_label("Fotoğraf ekle")).to_be_focused()
    page.keyboard.press("Enter")
    expect(previews(page)).to_have_count(2)
    page.get_by_label("Fotoğraf ekle").focus()
    page.keyboard.press("Shift+Tab")
    expect(page.get_by_role("button", name="iki.jpg fotoğrafını çıkar")).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.get_by_role("button", name="bir.jpg fotoğrafını çıkar")).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.get_by_label("Fotoğraf ekle")).to_be_focused()
    expect(previews(page)).to_have_count(0)


MOVING = {"save_all": True, "append_images": [sheet().rotate(180)], "duration": 200}


def test_a_photo_that_the_server_refuses_is_told_in_its_words_and_the_others_have_arrived(visit):
    page = visit(size="phone", expected_errors=["status of 400"])
    begin(page, file("bir.jpg"), file("oynak.webp", encoded(sheet(), "WEBP", **MOVING)))
    send(page)
    expect(page.get_by_text("oynak.webp: Bu resim hareketli.")).to_be_visible()
    expect(page.get_by_text("Bildiriminiz kaydedildi")).to_be_visible()
    expect(page.get_by_role("heading", name="Bildiriminiz bize ulaştı")).to_be_visible()
    expect(page.locator("#report-description")).to_be_hidden()
    screenshot(page, "photos-rest-phone")
    page.get_by_role("button", name="oynak.webp fotoğrafını çıkar").click()
    choose(page, file("iki.jpg"))
    expect(previews(page)).to_have_count(2)
    page.get_by_role("button", name="Fotoğrafları yeniden gönder").click()
    expect_thanks(page, "Bağlar")
    assert list(Photo.objects.values_list("position", flat=True)) == [1, 2]


def test_who_goes_on_without_the_rest_is_thanked_and_begins_anew_afterwards(visit):
    page = visit(expected_errors=["status of 400"])
    begin(page, file("bir.jpg"), file("oynak.webp", encoded(sheet(), "WEBP", **MOVING)))
    send(page)
    page.get_by_role("button", name="Fotoğrafsız devam et").click()
    expect_thanks(page, "Bağlar")
    assert Photo.objects.count() == 1
    page.evaluate("() => history.back()")
    page.wait_for_url(lambda url: "/sent/" not in url, wait_until="commit")
    wait_for_map(page)
    expect(page.locator("#waiting")).to_be_hidden()
    page.get_by_role("link", name="Bildir").or_(page.locator("#pin-centre")).first.click()
    expect(page.locator("#report-where")).to_be_visible()
    expect(page.locator("#report-description")).to_have_value("")
    expect(previews(page)).to_have_count(0)


@pytest.mark.parametrize("javascript", [True, False])
def test_the_form_without_the_map_takes_photos_too(visit, javascript):
    page = visit(
        "/issues/new/",
        size="phone",
        java_script_enabled=javascript,
        expected_errors=["status of 422"],
    )
    fill_in_the_list(page)
    page.get_by_label("Fotoğraflar").set_input_files([file(), file("mektup.jpg", b"Merhaba")])
    screenshot(page, "photos-form-phone")
    send(page)
    expect(page.get_by_text("mektup.jpg: Bu dosya")).to_be_visible()
    assert not Issue.objects.exists()
    page.get_by_label("Fotoğraflar").set_input_files([file()])
    send(page)
    expect_thanks(page, "Dere")
    assert Photo.objects.count() == 1
