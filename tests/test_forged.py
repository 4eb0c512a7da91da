"""What another site can make a browser do here, tried at every address: nothing is sent, framed or led away."""

import pytest
from django.test import Client

from accounts.actions import open_account
from tests.logins import log_in_staff
from tests.test_cast import DOORS, reached, things_of

PROGRAMS = ("api/", "open311/")
"""No page of another site can send what these take: JSON, a key, or a form that is nobody's."""

ONE_CLICK = {"issues/follow/<slug:key>/stop/"}
"""A mail program sends it for who follows (RFC 8058); the secret key of the e-mail stands in the address."""

NOT_OURS = "https://kotu.example.org/"
FRAMED = {"views/<uuid:id>/embed/", "views/show/"}


@pytest.fixture
def things(town, elif_):
    people = {name: open_account(email=f"{name}@example.org") for name in ("ayse", "mehmet")}
    return things_of(people | {"elif": elif_})


@pytest.fixture
def browser(zeynep):
    """Of an administrator who is logged in, with the checks that Django's client leaves out."""
    client = Client(enforce_csrf_checks=True)
    log_in_staff(client, zeynep)
    return client


def test_a_form_of_another_site_is_refused_everywhere(things, browser):
    taken = {}
    for route, (_kept_out, methods) in DOORS.items():
        if "post" in methods and not route.startswith(PROGRAMS):
            answer = browser.post(reached(route, things), headers={"Origin": NOT_OURS})
            taken[route] = answer.status_code
    assert {route for route, status in taken.items() if status != 403} == ONE_CLICK
    assert len(taken) > 50


def test_no_address_leads_to_another_site(things, browser):
    led = {}
    for route in DOORS:
        answer = browser.get(
            reached(route, things), dict.fromkeys(("next", "back", "url", "return_to"), NOT_OURS)
        )
        led[route] = answer.headers.get("Location", "")
        b"".join(answer)  # a file is closed at its end
    assert not [at for at, where in led.items() if "kotu" in where.partition("?")[0]]


def test_only_what_is_made_for_it_stands_in_a_page_of_others(things, browser):
    wrong = {}
    for route, (_kept_out, methods) in DOORS.items():
        if "get" not in methods:
            continue
        answer = browser.get(reached(route, things))
        kind = answer.headers.get("Content-Type", "")
        if kind.startswith("text/html"):
            policy = answer.headers["Content-Security-Policy"]
            is_framed = "frame-ancestors *" in policy
            is_loose = (
                "unsafe" in policy and "sandbox" not in policy
            )  # the heatmap's document is shut in
            asks = answer.headers["Permissions-Policy"]
            if is_framed != (route in FRAMED) or is_loose or "camera=()" not in asks:
                wrong[route] = policy
        b"".join(answer)
    assert wrong == {}
