"""The notice of what happens to personal data, and the line that leads to it wherever data are taken."""

import re

import pytest
from django.conf import settings

from config.privacy import PERIODS
from issues.models import Endpoint
from tests.district import pin, remark, resolve

TAKES_WORDS = re.compile(r"<textarea|type=\"(email|file)\"")
FORMS = [
    "/", "/issues/new/?category=cop", "/issues/follow/?issue={n}", "/accounts/login/",
    "/issues/{n}/", "/issues/{n}/flag/", "/issues/{n}/comments/", "/issues/comments/{comment}/flag/",
    "/issues/own/{id}/", "/issues/own/{closed}/",
]  # fmt: skip


@pytest.mark.parametrize("address", FORMS)
def test_the_notice_is_one_step_away_wherever_words_are_taken(town, client, settings, address):
    settings.EMAIL_HOST = "127.0.0.1"
    issue, closed = pin(), pin()
    resolve(closed)
    parts = {"n": issue.number, "id": issue.pk, "closed": closed.pk, "comment": remark(issue).pk}
    page = client.get(address.format(**parts)).content.decode()
    forms = [f for f in re.findall(r"<form.*?</form>", page, re.DOTALL) if TAKES_WORDS.search(f)]
    assert forms
    told = ('href="/privacy/"', "hiçbir yere gönderilmez")
    assert [form for form in forms if not any(text in form for text in told)] == []


@pytest.mark.parametrize("language", ["tr", "en"])
def test_it_names_the_geocoder_that_gets_what_is_searched(town, client, settings, language):
    client.cookies["django_language"] = language
    assert "geo.example.org" not in client.get("/privacy/").content.decode()
    settings.GEOCODER_URL = "https://geo.example.org/search"
    assert "geo.example.org" in client.get("/privacy/").content.decode()


@pytest.mark.parametrize("language", ["tr", "en"])
def test_it_says_who_is_responsible_and_how_long_as_it_is_set(town, client, settings, language):
    settings.CONTROLLER, settings.CONTROLLER_CONTACT = "Konsey", "kvkk@example.org"
    settings.RETAIN_HELD, settings.RETAIN_TAKEN_DOWN = 123, 0
    client.cookies["django_language"] = language
    page = client.get("/privacy/").content.decode()
    assert "Konsey" in page
    assert 'href="mailto:kvkk@example.org"' in page
    assert {"tr": "123 gün", "en": "123 days"}[language] in page
    assert {"tr": "süresiz", "en": "without a limit"}[language] in page
    assert "6698" in page


def test_it_tells_every_period_that_there_is():
    periods = {name for name in dir(settings) if name.startswith("RETAIN_")}
    assert set(PERIODS) == periods | {"BACKUP_DAYS"}


def test_it_names_who_else_gets_reports(db, client):
    assert "Çankaya Belediyesi" not in client.get("/privacy/").content.decode()
    for name, is_active in (("Çankaya Belediyesi", True), ("Eski Belediye", False)):
        Endpoint.objects.create(name=name, url="https://example.org/v2", is_active=is_active)
    page = client.get("/privacy/").content.decode()
    assert "Çankaya Belediyesi" in page
    assert "Eski Belediye" not in page
