"""Markup in every text of the database: it stays text on every page, feed and page of the admin, for who sees most.

The strictest reader looks: an administrator with a second factor. Our pages have no inline handler at all
(the content security policy forbids them), so any that is found came from a text.
"""

from html.parser import HTMLParser
from xml.etree import ElementTree

import pytest
from django.apps import apps
from django.contrib import admin
from django.db import DatabaseError, models, transaction
from django.test import Client

from accounts.actions import open_account
from tests.logins import log_in_staff
from tests.test_cast import DOORS, READ, reached, things_of

PAYLOAD = """x" onfocus="hit()" '></script></style><svg onload=hit()>"""
OURS = {
    "accounts",
    "intake",
    "issues",
    "neighbourhoods",
    "places",
    "planning",
    "maps",
    "workinggroups",
}
LEFT_ALONE = {
    # by these things are found or drawn; they are refused or chosen, and no text of anybody
    "slug", "code", "codes", "key", "username", "password", "email", "query", "digest", "salt", "content", "manifest",
    "glyph", "colour", "url", "address", "hexagon", "sdg", "identity", "folded", "secret", "mahalle", "indicator",
    "remote_id", "about", "link", "area_hash", "kind", "layer", "status", "language", "rule", "who", "act", "signature",
}  # fmt: skip
MUST = {
    "issues.Issue.description", "issues.Issue.spot", "issues.Comment.text", "issues.StatusChange.note", "places.Place.name",
    "places.Place.story", "places.Condition.note", "workinggroups.Meeting.title", "workinggroups.WorkingGroup.name",
    "workinggroups.Membership.name", "workinggroups.AgendaItem.note", "maps.SavedView.title", "planning.Scenario.note",
    "issues.Category.name_tr", "places.DataSource.name",
}  # fmt: skip


def poisoned(but=()):
    """Write the payload into every text column that takes it, `but` those of some models. Returns which."""
    return {
        f"{model._meta.label}.{field.name}"
        for model in apps.get_models()
        if model._meta.app_label in OURS
        and model._meta.label not in but
        and model._meta.managed
        and not model.__name__.endswith("Event")
        for field in model._meta.concrete_fields
        if is_text(field) and takes_it(model, field)
    }


def is_text(field):
    is_words = isinstance(field, (models.CharField, models.TextField)) and not field.choices
    return is_words and not field.primary_key and field.name not in LEFT_ALONE


def takes_it(model, field):
    """Write it into every row, with a number behind it for names that are there once."""
    most = field.max_length or 1000
    try:
        with transaction.atomic():
            for number, row in enumerate(model._default_manager.all()):
                words = PAYLOAD[: most - 4] + str(number)
                model._default_manager.filter(pk=row.pk).update(**{field.name: words})
    except DatabaseError:
        return False  # what is published, or refused by a rule
    return True


class Handlers(HTMLParser):
    """Elements and attributes that a text broke out into."""

    def __init__(self):
        super().__init__()
        self.found = []

    def handle_starttag(self, tag, attrs):
        self.found += [f"<{tag} {name}" for name, _value in attrs if name.startswith("on")]


def broken_out(answer):
    """What of the payload became markup in an answer."""
    text = b"".join(answer).decode(errors="replace")
    kind = answer.headers.get("Content-Type", "").partition(";")[0]
    if kind == "text/html":
        parser = Handlers()
        parser.feed(text)
        return parser.found
    if kind.endswith("xml"):
        return [e.tag for e in ElementTree.fromstring(text).iter() if e.tag.endswith("svg")]
    return []


@pytest.fixture
def world(town, elif_, zeynep):
    things = things_of(
        {
            "ayse": open_account(email="ayse@example.org"),
            "mehmet": open_account(email="m@example.org"),
            "elif": elif_,
        }
    )
    assert poisoned() >= MUST, MUST - poisoned()
    client = Client()
    log_in_staff(client, zeynep)
    return client, things


def test_no_text_becomes_markup_on_any_page_or_feed(world):
    client, things = world
    found = {}
    for route, (_kept_out, methods) in DOORS.items():
        if methods & READ:
            answer = client.get(reached(route, things))
            assert answer.status_code != 500, route
            found[route] = broken_out(answer)
    assert {route: what for route, what in found.items() if what} == {}
    assert len(found) > 100


def test_no_text_becomes_markup_in_the_admin(world):
    client, _things = world
    found = {}
    for model in admin.site._registry:
        place = f"/admin/{model._meta.app_label}/{model._meta.model_name}/"
        first = model._default_manager.first()
        for page in [place, *([f"{place}{first.pk}/change/"] if first else [])]:
            answer = client.get(page)
            assert answer.status_code != 500, page
            found[page] = [
                what for what in broken_out(answer) if "onfocus" in what or "svg" in what
            ]
    assert {page: what for page, what in found.items() if what} == {}
    assert len(found) > 20
