"""Every e-mail about reports in both languages."""

from datetime import timedelta
from pathlib import Path

import pytest
from django.core import mail
from django.utils import timezone

from issues.follow.alerts import subscribe, write_confirmation, write_digest, write_update
from issues.follow.wishes import Wish
from issues.models import Category, Issue, Pace, Subscription
from tests.district import FOUNTAIN, pin, resolve

FOLDER = Path(__file__).resolve().parents[2] / "issues/templates/issues/mail"
SAID = "Konteyner taşıyor."

MAILS = {
    "confirm.txt": write_confirmation,
    "digest.txt": write_digest,
    "update.txt": lambda subscription: write_update(subscription, Issue.objects.get().number),
}
PARTS = {"foot.txt", "one.txt", "what.txt"}


def test_every_template_is_an_e_mail_of_this_test_or_a_part_of_one():
    found = {path.name for path in FOLDER.iterdir()}
    listed = MAILS.keys() | PARTS
    assert found == listed, (
        "say in MAILS of tests/issues/test_mails.py what writes the e-mail, or in PARTS that it is"
        f" a part of others: {found - listed}; there are no longer: {listed - found}"
    )


@pytest.fixture
def follower(town):
    """Somebody who wants to hear of full bins, of which one was emptied an hour ago."""
    wish = Wish(category=Category.objects.get(slug="cop"))
    subscribe(email="ayse@example.org", wish=wish, pace=Pace.DAILY, language="tr")
    resolve(pin(FOUNTAIN, "cop", description=SAID))
    hour_ago = timezone.now() - timedelta(hours=1)
    Issue.objects.update(updated_at=hour_ago)
    Subscription.objects.update(told_until=hour_ago - timedelta(hours=1))
    return Subscription.objects.get()


@pytest.mark.parametrize("name", MAILS)
def test_no_line_is_left_in_the_other_language(follower, name):
    turkish, english = (lines_in(language, follower, name) for language in ("tr", "en"))
    same = {line for line in turkish & english if not line.startswith("http")}
    assert same <= {"", "-- ", SAID}


def lines_in(language, follower, name):
    """The subject and the lines of an e-mail that is written now."""
    follower.language = follower.asked_language = language
    follower.save()
    MAILS[name](follower)
    sent = mail.outbox[-1]
    assert sent.subject
    assert follower.email not in sent.body
    return {sent.subject, *sent.body.splitlines()}
