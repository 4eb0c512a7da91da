"""The notice of what happens to personal data, and the line that leads to it wherever data are taken."""

import re

import pytest
from django.conf import settings

from config.privacy import PERIODS
from tests.district import pin


@pytest.mark.parametrize("address", ["/", "/issues/new/?category=cop", "/issues/{n}/flag/", "/issues/follow/?issue={n}", "/accounts/login/"])  # fmt: skip
def test_the_notice_is_one_step_away_wherever_data_are_taken(town, client, settings, address):
    settings.EMAIL_HOST = "127.0.0.1"
    page = client.get(address.format(n=pin().number)).content.decode()
    form = re.findall(r"<form.*?</form>", page, re.DOTALL)
    assert [part for part in form if 'href="/privacy/"' in part]


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
    assert set(PERIODS) == {name for name in dir(settings) if name.startswith("RETAIN_")}
