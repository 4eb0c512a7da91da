"""The whole way of a report in English: nothing of it is left in Turkish, in no page and no e-mail."""

import re

import pytest
from playwright.sync_api import expect

from issues.models import Issue
from places.actions import change
from places.loading import load_types
from places.models import Place
from tests.browser.access import settle
from tests.browser.conftest import screenshot, wait_for_map
from tests.browser.states import STATES
from tests.browser.test_report import on_screen
from tests.district import FOUNTAIN, pin
from tests.mailbox import open_mailbox
from tests.places.kept import keep, see
from tests.places.test_nomination import nominated
from tests.planning.figures import give_budget_and_deprivation

TURKISH = re.compile(r"\w*[çğıöşüÇĞİÖŞÜ]\w*")
NAMES = {
    "Örnek",
    "İlçe",
    "Bağlar",
    "Çınar",
    "Iğdır",
    "Ovacık",
    "Türkçe",
    "Türkiye",
    "sekreterliği",
}  # of settings, too
PLAIN = [
    state.address
    for state in STATES.values()
    if not (state.steps or state.who or state.expected_errors or "{" in state.address)
    and state.address != "/offline/"  # it speaks both
]


@pytest.fixture
def mailbox(transactional_town, settings):
    settings.EMAIL_HOST = "127.0.0.1"
    with open_mailbox() as opened:
        yield opened


def left_in_turkish(text):
    return set(TURKISH.findall(text)) - NAMES


def expect_english(page):
    expect(page.locator("html")).to_have_attribute("lang", "en")
    assert left_in_turkish(page.locator("body").inner_text()) == set(), page.url


def test_from_the_pin_to_the_comment(visit, mailbox):
    page = visit(size="phone")
    page.get_by_role("button", name="Read in English").click()
    wait_for_map(page)
    expect_english(page)
    page.get_by_role("link", name="Report", exact=True).click()
    page.mouse.click(*on_screen(page, FOUNTAIN))
    expect(page.locator("#pin-place")).to_have_text("The pin is in Bağlar.")
    page.get_by_role("button", name="Next").click()
    page.get_by_label("Search the categories").fill("broken pavement")
    expect_english(page)
    page.get_by_label("Search the categories").press("Enter")
    page.get_by_role("button", name="Next").click()
    page.get_by_label("What do you see there?").fill("A slab is loose.")
    expect_english(page)
    screenshot(page, "english-details")
    page.get_by_role("button", name="Send").click()
    page.wait_for_url("**/issues/sent/**")
    expect_english(page)
    screenshot(page, "english-sent")
    follow_by_e_mail(page, mailbox)
    comment(page, Issue.objects.get())


def test_every_page_that_anybody_may_open(visit, settings):
    settings.EMAIL_HOST = "127.0.0.1"  # so that following is offered
    load_types()
    pin(FOUNTAIN, "cop", description="The bin is full.")
    give_budget_and_deprivation()
    page = visit("/rules/")
    page.get_by_role("button", name="Read in English").click()
    for address in PLAIN:
        page.goto(address)
        settle(page)
        expect_english(page)


def test_the_pages_of_places(visit, elif_):
    load_types()
    place = keep("Marble Fountain", facts={"hours": "9 to 5", "story": "An old one."})
    tree = nominated("Old Tree", type_="agac", reason="It gives shade.")
    told = see(place, "worn", note="A crack.")
    change(place=place, facts={"period": "1890"}, by=elif_)
    Place.objects.filter(pk=place.pk).update(ownership="public", is_step_free=True, has_fee=False)
    page = visit("/rules/")
    page.get_by_role("button", name="Read in English").click()
    for address in (
        f"/places/{place.number}/", f"/places/{tree.number}/", f"/places/{place.number}/flag/",
        f"/places/{place.number}/condition/", f"/places/own/{tree.pk}/", f"/places/seen/{told.pk}/",
        "/places/nominations/",
    ):  # fmt: skip
        page.goto(address)
        settle(page)
        expect_english(page)


def follow_by_e_mail(page, mailbox):
    page.get_by_role("link", name="Follow the report").click()
    page.wait_for_url("**/issues/*/")
    expect_english(page)
    page.get_by_role("link", name="Follow by e-mail").click()
    page.get_by_label("Your e-mail address").fill("ayse@example.org")
    expect_english(page)
    page.get_by_role("button", name="Send me the link").click()
    expect_english(page)
    [asked] = mailbox.after_work()
    assert left_in_turkish(asked["Subject"] + asked.get_content()) == set()
    page.goto(re.search(r"http://localhost:8000(\S+)", asked.get_content())[1])
    page.get_by_role("button", name="Yes, write to me").click()
    expect(page.get_by_text("Confirmed.")).to_be_visible()
    expect_english(page)


def comment(page, issue):
    page.goto(f"/issues/{issue.number}/")
    page.get_by_label("Your comment").fill("In our street, too.")
    page.get_by_role("button", name="Send the comment").click()
    expect(page.get_by_text("Thank you. Everybody can read it now.")).to_be_visible()
    expect_english(page)
    page.get_by_role("link", name=f"#{issue.number}").click()
    page.get_by_role("link", name="Something is wrong with this report").click()
    expect_english(page)
