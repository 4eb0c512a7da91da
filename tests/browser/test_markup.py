"""Markup in what people wrote, in a real browser: it is read and never run, also where scripts draw it."""

from dataclasses import replace

import pytest
from playwright.sync_api import expect

from tests.browser.busy_town import busy_town, enter  # noqa: F401  # fixtures
from tests.browser.states import STATES
from tests.test_markup import PAYLOAD, poisoned

FOUND_BY = {"issues.Category", "issues.Question", "issues.Choice", "neighbourhoods.NamedPlace"}
"""By their words the steps of a state find what to press."""

SEEN = [
    "report: near by", "list", "places: on a map", "view", "view: alone", "desk: a report", "desk: comments", "desk: a place",
    "mine", "group", "following", "meeting: open", "decision",
]  # fmt: skip


def poison(page):
    poisoned(but=FOUND_BY)
    page.reload()


@pytest.mark.parametrize("name", SEEN)
def test_what_people_wrote_is_text(enter, name):  # noqa: F811
    state = STATES[name]
    page = enter(replace(state, steps=(poison, *state.steps)))
    expect(page.locator("body")).to_contain_text(PAYLOAD[:8])
    assert page.evaluate("() => typeof window.hit") == "undefined"
    assert page.locator("[onfocus], svg[onload]").count() == 0
