"""Everybody can use every page in every state: see tests/browser/states.py for the list."""

from contextlib import suppress
from urllib.parse import parse_qs, urlsplit
from uuid import uuid4

import pytest
from django.urls import Resolver404, get_resolver, resolve

from maps.layers import LAYERS
from tests.browser.access import everything_wrong_with
from tests.browser.busy_town import busy_town, enter  # noqa: F401  # fixtures
from tests.browser.states import NO_PAGES, STATES
from tests.maps.test_takedown import addresses

INSIDE = ("admin/", "api/")


@pytest.mark.parametrize("name", STATES)
def test_everybody_can_use(enter, name):  # noqa: F811
    wrong = everything_wrong_with(enter(STATES[name]))
    assert not wrong, "\n".join(["", *wrong])


def test_every_address_is_a_page_of_this_test_or_known_to_be_none():
    numbers = dict.fromkeys(
        ("issue", "lamp", "comment", "place", "snapshot", "item", "late", "done"), 1
    )
    keys = (
        *("sent", "held", "closed", "asked", "confirmed", "nomination", "seen", "scenario"),
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
