"""'Bu bildirimde sorun var': anybody may say so, and nothing is hidden by that."""

import json
import re

import pytest
from django.test import Client

from accounts.limits import LIMITS
from accounts.models import HourlyUse
from issues.actions import change_visibility
from issues.models import Flag, PublicIssue, Visibility
from tests.accounts.test_limits import solved, used
from tests.district import pin


@pytest.fixture
def issue(town):
    return pin()


def form(client, issue, **answers):
    page = client.get(f"/issues/{issue.number}/flag/").content.decode()
    identity = re.search(r'name="id" value="([^"]+)"', page)[1]
    return {"id": identity, "reason": "hurtful", "text": "Komşuma hakaret ediyor."} | answers


def send(client, issue, answers):
    return client.post(f"/issues/{issue.number}/flag/", answers)


def test_the_page_of_a_report_leads_to_the_form_and_back_with_thanks(issue, client):
    page = client.get(f"/issues/{issue.number}/").content.decode()
    assert f'href="/issues/{issue.number}/flag/">Bu bildirimde sorun var</a>' in page
    answer = client.post(f"/issues/{issue.number}/flag/", form(client, issue), follow=True)
    assert "Bir görevli bu bildirime bakacak" in answer.content.decode()
    flag = Flag.objects.get()
    assert (flag.issue, flag.reason, flag.handled_at) == (issue, "hurtful", None)


def test_a_flag_alone_hides_nothing(issue, client):
    for _ in range(3):
        send(client, issue, form(client, issue))
    assert PublicIssue.objects.count() == 1
    assert Flag.objects.count() == 3


def test_who_flags_very_often_is_asked_for_a_sum(issue, client):
    used(LIMITS["flag"].free, "flag")
    answer = send(client, issue, form(client, issue))
    assert answer.status_code == 429
    page = answer.content.decode()
    assert "küçük bir hesap" in page
    assert "Komşuma hakaret ediyor." in page
    challenge = json.loads(re.search(r'id="challenge"[^>]*>(.*?)</script>', page)[1])
    answers = form(client, issue) | {"proof": solved(challenge)}
    assert send(client, issue, answers).status_code == 302
    assert Flag.objects.count() == 1


def test_the_form_sent_twice_is_one_flag(issue, client):
    answers = form(client, issue)
    for _ in range(2):
        assert send(client, issue, answers).status_code == 302
    assert Flag.objects.count() == 1


def test_a_flag_that_is_there_already_needs_no_sum(issue, client):
    answers = form(client, issue)
    send(client, issue, answers)
    HourlyUse.objects.update(count=LIMITS["flag"].free)
    assert send(client, issue, answers).status_code == 302
    assert Flag.objects.count() == 1


@pytest.mark.parametrize(
    "wrong",
    [{"reason": ""}, {"reason": "ejderha"}, {"text": "a" * 501}, {"id": "x"}],
)
def test_an_answer_that_is_missing_or_made_up_is_told_and_the_rest_is_kept(issue, client, wrong):
    answer = send(client, issue, form(client, issue) | wrong)
    assert answer.status_code == 422
    if "text" not in wrong:
        assert "Komşuma hakaret ediyor." in answer.content.decode()
    assert not Flag.objects.exists()


def test_the_text_may_be_left_out(issue, client):
    send(client, issue, form(client, issue, text=""))
    assert Flag.objects.get().text == ""


def test_what_is_not_public_cannot_be_flagged(issue, client):
    answers = form(client, issue)
    change_visibility(issue=issue, to=Visibility.REMOVED)
    assert send(client, issue, answers).status_code == 404
    assert client.get(f"/issues/{issue.number}/flag/").status_code == 404
    assert not Flag.objects.exists()


def test_another_site_cannot_send_a_flag(issue):
    strict = Client(enforce_csrf_checks=True)
    answer = send(strict, issue, {"id": "0197a000-0000-7000-8000-000000000000", "reason": "other"})
    assert answer.status_code == 403
    assert not Flag.objects.exists()


def test_the_rules_are_linked_where_people_write(issue, client):
    for address in ("/", "/issues/new/", f"/issues/{issue.number}/flag/", "/issues/"):
        assert 'href="/rules/"' in client.get(address).content.decode(), address
    assert "Nazik olunuz" in client.get("/rules/").content.decode()


def test_a_held_report_tells_its_reporter_why_in_general_words(town, client):
    held = pin(description="Beni 0532 123 45 67 numaradan arayın")
    page = client.get(f"/issues/sent/{held.pk}/").content.decode()
    assert "bir görevli tarafından okunacak" in page
    assert "Sizin bir şey yapmanıza gerek yok" in page
    assert "0532" not in page
    assert 'href="/rules/"' in page
