"""Everybody can use every page in every state (tests/browser/states.py), and markup in what people wrote is read, never run."""

from contextlib import suppress
from dataclasses import replace
from urllib.parse import parse_qs, urlsplit
from uuid import uuid4

import pytest
from django.test import TransactionTestCase
from django.urls import Resolver404, get_resolver, resolve
from playwright.sync_api import expect

from maps.layers import LAYERS
from tests.browser.access import everything_wrong_with, settle
from tests.browser.busy_town import OF_GROUPS, BusyTown
from tests.browser.conftest import visits
from tests.browser.states import NO_PAGES, STATES
from tests.maps.test_takedown import addresses
from tests.test_markup import PAYLOAD, poisoned

INSIDE = ("admin/", "api/")
FOUND_BY = {"issues.Category", "issues.Question", "issues.Choice", "neighbourhoods.NamedPlace"}
"""By their words the steps of a state find what to press."""

SEEN = [
    "report: near by", "list", "places: on a map", "view", "view: alone", "desk: a report", "desk: comments", "desk: a place",
    "mine", "group", "following", "meeting: open", "decision",
]  # fmt: skip


@pytest.fixture(scope="module")
def busy_town(django_db_setup, django_db_blocker, tmp_path_factory):
    """The town of one file of tests, whose tables are not emptied from one test to the next."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(TransactionTestCase, "_fixture_teardown", lambda _case: None)
        town = BusyTown(tmp_path_factory.mktemp("media"))
        yield town
    with django_db_blocker.unblock():
        town.leave()


@pytest.fixture
def enter(busy_town, chromium, transactional_db, live_server, settings):
    """Bring a page into a state."""
    settings.EMAIL_HOST = "127.0.0.1"
    settings.ROOT_URLCONF = "tests.browser.faults"
    settings.MEDIA_ROOT = busy_town.media
    with visits(chromium, live_server.url) as visit:

        def bring(state):
            known = busy_town.parts(groups=state.address.startswith(OF_GROUPS))
            cookies = [("sessionid", busy_town.cookie(state.who))] if state.who else []
            page = visit(
                state.address.format(**known),
                cookies=cookies,
                size="phone",
                expected_errors=[*state.expected_errors, "favicon"],
            )
            settle(page)
            for step in state.steps:
                step(page)
                settle(page)
            return page

        yield bring


@pytest.mark.parametrize("name", STATES)
def test_everybody_can_use(enter, name):
    wrong = everything_wrong_with(enter(STATES[name]))
    assert not wrong, "\n".join(["", *wrong])


def test_every_address_is_a_page_of_this_test_or_known_to_be_none():
    numbers = dict.fromkeys(
        ("issue", "lamp", "comment", "place", "snapshot", "item", "late", "done"), 1
    )
    keys = (
        *(
            "remark",
            "sent",
            "held",
            "closed",
            "asked",
            "confirmed",
            "nomination",
            "seen",
            "scenario",
        ),
        *("view", "meeting", "held_meeting", "open_meeting", "decision", "vote", "minutes"),
    )
    parts = dict.fromkeys(keys, uuid4()) | numbers | {"group": "yesil-alanlar", "code": "ABC234"}
    seen = set()
    for state in STATES.values():
        with suppress(Resolver404):  # an address that is not there is a page, too
            seen.add(resolve(urlsplit(state.address.format(**parts)).path).route)
    found = {a for a in addresses(get_resolver().url_patterns) if not a.startswith(INSIDE)}
    listed = seen | NO_PAGES
    assert found == listed, (
        "give the page a line in STATES of tests/browser/states.py, or say in NO_PAGES that the"
        f" address is none: {found - listed}; there are no longer: {listed - found}"
    )


def test_every_layer_is_seen_on_the_map_of_this_test():
    queries = [parse_qs(urlsplit(state.address).query) for state in STATES.values()]
    shown = {name for query in queries for name in query.get("layer", ["issues"])}
    missing = set(LAYERS) - shown
    assert not missing, f"give /?layer=… a line in STATES of tests/browser/states.py: {missing}"


def poison(page):
    poisoned(but=FOUND_BY)
    page.reload()


@pytest.mark.parametrize("name", SEEN)
def test_what_people_wrote_is_text(enter, name):
    state = STATES[name]
    page = enter(replace(state, steps=(poison, *state.steps)))
    expect(page.locator("body")).to_contain_text(PAYLOAD[:8])
    assert page.evaluate("() => typeof window.hit") == "undefined"
    assert page.locator("[onfocus], svg[onload]").count() == 0
