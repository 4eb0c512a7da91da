"""A neighbour whose network reports a lot: the device does its sum and the report arrives."""

import re

import pytest
from playwright.sync_api import expect

from issues.models import Issue
from tests.accounts.test_limits import FREE, MOST, used
from tests.browser.conftest import screenshot, wait_for_map
from tests.browser.test_report import expect_thanks, fill_in
from tests.pictures import encoded


def by_list(page):
    page.get_by_role("radio", name="Taşan çöp konteyneri").check()
    page.get_by_role("button", name="İleri").click()
    write(page)


def write(page):
    page.get_by_label("Mahalle", exact=True).select_option("dere")
    page.get_by_label("Tam olarak nerede?").fill("Köprünün yanı")
    page.get_by_label("Biraz anlatır mısınız?").fill("Konteyner taşıyor.")
    page.get_by_role("button", name="Gönder").click()


def test_from_the_map_nobody_notices_the_sum(visit):
    used(FREE)
    page = visit("/", expected_errors=["429"])
    wait_for_map(page)
    page.get_by_role("link", name="Bildir").click()
    fill_in(page)
    page.get_by_role("button", name="Gönder").click()
    page.wait_for_url(re.compile(r"/issues/sent/"))
    assert Issue.objects.count() == 1


def test_from_the_list_the_form_is_sent_again_by_itself(visit):
    used(FREE)
    page = visit("/issues/new/", expected_errors=["429"])
    by_list(page)
    expect_thanks(page, "Dere")


def test_from_the_list_with_photos_the_person_is_asked_to_choose_them_again(visit):
    used(FREE)
    page = visit("/issues/new/?category=cop", size="phone", expected_errors=["429"])
    photo = {"name": "foto.jpg", "mimeType": "image/jpeg", "buffer": encoded()}
    page.get_by_label("Fotoğraflar").set_input_files(photo)
    write(page)
    expect(page.get_by_role("alert")).to_contain_text("lütfen yeniden seçip gönderiniz")
    page.get_by_label("Fotoğraflar").set_input_files(photo)
    screenshot(page, "limit-photos-phone")
    page.get_by_role("button", name="Gönder").click()  # maybe before the sum is done
    expect_thanks(page, "Dere")
    assert Issue.objects.get().photos.count() == 1


def test_without_javascript_the_page_says_what_to_do_and_keeps_what_was_written(visit):
    used(FREE)
    page = visit("/issues/new/", java_script_enabled=False, expected_errors=["429"])
    by_list(page)
    expect(page.get_by_role("alert")).to_contain_text("küçük bir hesap")
    expect(page.get_by_label("Biraz anlatır mısınız?")).to_have_value("Konteyner taşıyor.")
    assert not Issue.objects.exists()


@pytest.mark.parametrize("size", ["phone", "desktop"])
def test_where_no_sum_helps_the_person_is_told_when_to_come_back(visit, size):
    used(MOST)
    page = visit("/", size=size, expected_errors=["429"])
    wait_for_map(page)
    page.get_by_role("link", name="Bildir").click()
    fill_in(page)
    page.get_by_role("button", name="Gönder").click()
    expect(page.locator("#waiting")).to_contain_text("dakika sonra yeniden deneyiniz")
    expect(page.locator("#waiting-list > li")).to_contain_text("Kaldırım taşı yerinden oynamış.")
