"""Everybody can use every page in every state: see tests/browser/states.py for the list."""

from contextlib import suppress
from datetime import timedelta
from urllib.parse import parse_qs, urlsplit
from uuid import uuid4

import pytest
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from django.core import mail
from django.test import Client
from django.urls import Resolver404, get_resolver, resolve
from django.utils import timezone
from playwright.sync_api import expect
from uuid_utils.compat import uuid7

from accounts.models import User
from gisdata.place_name import PlaceName
from issues.bulk import ImportedIssue, import_issues
from issues.comments.actions import flag as flag_comment
from issues.follow.alerts import confirm, subscribe
from issues.follow.wishes import Wish
from issues.mine.actions import claim
from issues.models import Category, Flag, Pace, Source, Visibility
from maps.layers import LAYERS
from neighbourhoods.models import BoundarySet
from neighbourhoods.names.actions import load_names
from places.actions import ask_back
from places.models import Condition
from planning.loading import load_planners
from tests import district
from tests.browser.access import everything_wrong_with, settle
from tests.browser.states import NO_PAGES, STATES
from tests.district import BRIDGE, FOUNTAIN, MARKET, SCHOOL, photograph, pin, remark
from tests.issues.test_moderation import flag
from tests.logins import CONFIRM, LOG_IN, code_in, give_app, log_in_staff
from tests.maps.kept_views import kept_view
from tests.maps.test_takedown import addresses
from tests.places.kept import keep_four, see
from tests.places.test_nomination import nominated
from tests.planning.figures import scenario
from tests.workinggroups.busy import busy_group
from workinggroups.loading import load_founders

INSIDE = ("admin/", "api/")
OF_GROUPS = ("/groups/", "/meetings/", "/decisions/", "/promises/", "/follow/{")
BY_THE_BRIDGE = (29.102, 40.982)
STREETS = [PlaceName("Ihlamur Sokak", *BRIDGE), PlaceName("Ihlamur Caddesi", *MARKET)]


@pytest.fixture
def people(transactional_town, elif_, zeynep):
    """Who can look: Elif moderates and plans, Zeynep has no app yet, Ayşe only has an account."""
    give_app(elif_)
    elif_.groups.add(load_planners(), load_founders())
    RecoveryCodes.activate(elif_)
    ayse = User.objects.create_user("ayse", "ayse@example.org")
    defne = User.objects.create_superuser("defne", "defne@example.org")
    give_app(defne)
    return {"elif": elif_, "zeynep": zeynep, "ayse": ayse, "defne": defne}


@pytest.fixture
def busy_town(people, settings):
    """A town in which every state can be met; returns the parts of its addresses."""
    settings.EMAIL_HOST = "127.0.0.1"
    settings.ROOT_URLCONF = "tests.browser.faults"
    BoundarySet.objects.update(is_sample=True)
    load_names(names=STREETS, kind="street", source="© Örnek Belediye")
    long_ago = timezone.now() - timedelta(days=100)
    told = pin(FOUNTAIN, "bozuk-kaldirim", spot="Çeşmenin yanı", reported_at=long_ago)
    claim(issue=told, by=people["ayse"])
    for _ in range(2):
        photograph(told)
    flag(told, text="Bu kaldırım geçen hafta yapıldı.")
    held = pin(BRIDGE, "cop", description="Beni arayın: 0532 123 45 67, aracım 34 ABC 123")
    assert held.visibility == Visibility.HELD
    closed = pin(SCHOOL, "agac")
    district.resolve(closed)
    lamp = pin(BY_THE_BRIDGE, "sokak-lambasi", answers={"direk-no": "A-12", "sonuk-lamba": 2})
    import_issues(issues=[many_say() for _ in range(30)], source=Source.WEB)
    asked, confirmed = follow(told)
    return {
        "issue": told.number, "lamp": lamp.number, "comment": discuss(told),
        "sent": told.pk, "held": held.pk, "closed": closed.pk,
        "place": green().number, "nomination": asked_back(people["zeynep"]).pk,
        "seen": Condition.objects.first().pk, "scenario": scenario().pk,
        "view": kept_view(people["elif"]).pk,
        "asked": asked.key, "confirmed": confirmed.key,
    }  # fmt: skip


def green():
    """The places of the town, one of them at risk. Returns the one with the most to tell."""
    fountain, grove, *_others = keep_four()
    see(fountain, "at_risk")
    see(grove, "good")
    return grove


def asked_back(zeynep):
    """A nomination that is asked about."""
    place = nominated()
    ask_back(place=place, text="Kitabesi var mı?", by=zeynep)
    return place


def many_say():
    """One of many reports of the same, at the market."""
    pothole = Category.objects.get(slug="bozuk-yol").pk
    return ImportedIssue(uuid7(), *MARKET, pothole, "Yolda çukur var.", "new", timezone.now(), None)


def follow(issue):
    """Ayşe has not confirmed yet that she follows it, Elif has."""
    wish = Wish(issue=issue)
    asked, confirmed = (
        subscribe(email=f"{name}@example.org", wish=wish, pace=Pace.DAILY, language="tr")
        for name in ("ayse", "elif")
    )
    confirm(subscription=confirmed)
    return asked, confirmed


def discuss(issue):
    """A comment that is flagged, and one that is held. Returns the number of the first."""
    remark(issue, "Beni arayın: 0532 123 45 67")
    said = remark(issue)
    flag_comment(identity=uuid4(), comment=said, reason=Flag.Reason.UNTRUE, text="Öyle değil.")
    return said.pk


def log_in(client, user):
    """Who moderates is in by the app already, the others by the e-mailed code alone."""
    if user.username == "elif":
        log_in_staff(client, user)
        return
    client.post(LOG_IN, {"email": user.email})
    client.post(CONFIRM, {"code": code_in(mail.outbox[-1].body)})


@pytest.fixture
def enter(busy_town, people, visit):
    """Bring a page into a state."""

    def bring(state):
        cookies = []
        if state.who:
            client = Client()
            log_in(client, people[state.who])
            cookies = [("sessionid", client.cookies["sessionid"].value)]
        known = busy_town | (busy_group() if state.address.startswith(OF_GROUPS) else {})
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

    return bring


@pytest.mark.parametrize("name", STATES)
def test_everybody_can_use(enter, name):
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
