"""Where the focus goes when what had it is closed; everything else that everybody needs: tests/browser/test_states.py."""

import pytest
from playwright.sync_api import expect

from issues.bulk import import_issues
from issues.models import Source
from tests.browser.access import settle
from tests.browser.busy_town import many_say
from tests.district import SCHOOL, pin


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
    import_issues(issues=[many_say() for _ in range(30)], source=Source.WEB)
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
