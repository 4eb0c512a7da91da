"""Every page that refuses because of its network says to programs, too, when to come again."""

import pytest
from uuid_utils.compat import uuid7

from accounts.limits import LIMITS
from tests.accounts.test_limits import used
from tests.district import FOUNTAIN, pin, remark

REPORT = {
    "category": "cop", "neighbourhood": "baglar", "spot": "Çeşmenin yanı",
    "description": "Konteyner taşıyor.", "go": "send",
}  # fmt: skip
FLAG = {"reason": "other", "text": "Burası değil."}


@pytest.mark.parametrize(
    ("act", "address", "form"),
    [
        ("report", "/issues/new/", REPORT),
        ("flag", "/issues/{number}/flag/", FLAG),
        ("flag", "/issues/comments/{comment}/flag/", FLAG),
        ("comment", "/issues/{number}/comments/", {"text": "Bizde de öyle."}),
        ("support", "/issues/{number}/support/", {}),
        ("own", "/issues/own/{id}/withdraw/", {"confirm": "on"}),
        ("subscribe", "/issues/follow/?category=cop", {"email": "a@b.org", "pace": "daily"}),
        ("login", "/accounts/login/", {"email": "ayse@example.org"}),
    ],
)
def test_a_refusal_says_after_how_many_seconds_it_is_over(
    town, client, settings, act, address, form
):
    settings.EMAIL_HOST = "127.0.0.1"
    issue = pin(FOUNTAIN)
    comment = remark(issue)
    used(LIMITS[act].most, act)
    at = address.format(number=issue.number, id=issue.pk, comment=comment.pk)
    refused = client.post(at, {"id": str(uuid7())} | form)
    assert refused.status_code == 429
    assert 0 < int(refused["Retry-After"]) <= 3601
