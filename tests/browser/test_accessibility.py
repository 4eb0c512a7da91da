"""Everybody can use every page in every state: see tests/browser/states.py for the list."""

from contextlib import suppress
from datetime import timedelta
from urllib.parse import urlsplit
from uuid import uuid4

import pytest
from django.test import Client
from django.urls import Resolver404, get_resolver, resolve
from django.utils import timezone
from playwright.sync_api import expect

from accounts.models import User
from issues.follow.alerts import confirm, subscribe
from issues.follow.wishes import Wish
from issues.models import Pace, Visibility
from neighbourhoods.models import BoundarySet
from tests import district
from tests.browser.access import everything_wrong_with, settle
from tests.browser.states import NO_PAGES, STATES
from tests.district import BRIDGE, FOUNTAIN, MARKET, SCHOOL, photograph, pin
from tests.issues.test_moderation import flag
from tests.logins import log_in_staff
from tests.maps.test_takedown import addresses

INSIDE = ("admin/", "api/")


@pytest.fixture
def busy_town(transactional_town, settings):
    """A town in which every state can be met; returns the parts of its addresses."""
    settings.EMAIL_HOST = "127.0.0.1"
    settings.ROOT_URLCONF = "tests.browser.faults"
    BoundarySet.objects.update(is_sample=True)
    long_ago = timezone.now() - timedelta(days=100)
    told = pin(FOUNTAIN, "bozuk-kaldirim", spot="Çeşmenin yanı", reported_at=long_ago)
    for _ in range(2):
        photograph(told)
    flag(told, text="Bu kaldırım geçen hafta yapıldı.")
    held = pin(BRIDGE, "cop", description="Beni arayın: 0532 123 45 67, aracım 34 ABC 123")
    district.resolve(pin(SCHOOL, "agac"))
    for _ in range(30):
        pin(MARKET)
    wish = Wish(issue=told)
    asked, confirmed = (
        subscribe(email=f"{name}@example.org", wish=wish, pace=Pace.DAILY, language="tr")
        for name in ("ayse", "elif")
    )
    confirm(subscription=confirmed)
    assert held.visibility == Visibility.HELD
    return {
        "issue": told.number, "sent": told.pk, "held": held.pk,
        "asked": asked.key, "confirmed": confirmed.key,
    }  # fmt: skip


@pytest.fixture
def people(elif_):
    """Who can look: Elif moderates, Ayşe only has an account."""
    return {"elif": elif_, "ayse": User.objects.create_user("ayse", password="a long passphrase")}


@pytest.fixture
def enter(busy_town, people, visit):
    """Bring a page into a state."""

    def bring(state):
        cookies = []
        if state.who:
            client = Client()
            log_in_staff(client, people[state.who])
            cookies = [("sessionid", client.cookies["sessionid"].value)]
        page = visit(
            state.address.format(**busy_town),
            cookies=cookies,
            size="phone",
            expected_errors=[*state.expected_errors, "favicon"],
        )
        settle(page)
        for step in state.steps:
            step(page)
            settle(page)
        return page

    return bring


@pytest.mark.parametrize("name", STATES)
def test_everybody_can_use(enter, name):
    wrong = everything_wrong_with(enter(STATES[name]))
    assert not wrong, "\n".join(["", *wrong])


def test_every_address_is_a_page_of_this_test_or_known_to_be_none():
    parts = {"issue": 1, "asked": "a", "confirmed": "a"} | dict.fromkeys(("sent", "held"), uuid4())
    seen = set()
    for state in STATES.values():
        with suppress(Resolver404):  # an address that is not there is a page, too
            seen.add(resolve(urlsplit(state.address.format(**parts)).path).route)
    found = {a for a in addresses(get_resolver().url_patterns) if not a.startswith(INSIDE)}
    assert found == seen | NO_PAGES


@pytest.mark.parametrize(
    ("opener", "inside", "closer"),
    [("panel-button", "layer-issues", "panel-close"), ("report-button", "", "report-close")],
)
def test_the_focus_returns_to_what_opened_a_panel(visit, opener, inside, closer):
    page = visit(size="phone")
    settle(page)
    for close in (lambda: page.keyboard.press("Escape"), page.locator(f"#{closer}").click):
        page.locator(f"#{opener}").press("Enter")
        expect(page.locator(f"#{inside}" if inside else ".maplibregl-marker")).to_be_focused()
        close()
        expect(page.locator(f"#{opener}")).to_be_focused()


def test_the_focus_returns_to_the_pin_whose_popup_is_closed_and_the_map_does_not_fly(visit):
    issue = pin(SCHOOL, "agac")
    for _ in range(30):
        pin(MARKET)
    page = visit("/#14/40.99/29.115", reduced_motion="reduce")
    settle(page)
    one = page.get_by_role("button", name=f"Ağaç, dal #{issue.number}, yeni")
    one.press("Enter")
    expect(page.locator(".maplibregl-popup")).to_be_visible()
    page.keyboard.press("Escape")
    expect(one).to_be_focused()
    page.get_by_role("button", name="30 bildirim; aç").press("Enter")
    assert not page.evaluate("() => window.ortakHarita.map.isMoving()")
    settle(page)
    assert page.evaluate("() => document.activeElement !== document.body")
