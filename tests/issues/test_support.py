"""Support: a neighbour says "ben de" instead of a second pin."""

from uuid import uuid4

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from hypothesis import given, settings
from hypothesis import strategies as st
from rest_framework.test import APIClient

from accounts.limits import LIMITS
from accounts.models import HourlyUse
from issues.actions import RefusedError, change_status, change_visibility
from issues.models import Issue, PublicIssue, Status, Support, Visibility
from issues.support.actions import support, supported_among, withdraw_support
from tests.accounts.test_limits import used
from tests.at_once import at_once
from tests.conftest import rolled_back
from tests.district import SCHOOL, pin, resolve


def public(issue):
    return PublicIssue.objects.get(number=issue.number)


def api_address(issue):
    return f"/api/v1/issues/{issue.number}/support/"


def page_address(issue):
    return f"/issues/{issue.number}/support/"


@settings(max_examples=25)
@given(steps=st.lists(st.tuples(st.booleans(), st.integers(0, 3))))
def test_the_count_is_the_number_of_different_phones_that_still_say_so(town, steps):
    phones = [uuid4() for _ in range(4)]
    with rolled_back():
        other = public(pin(SCHOOL))
        support(issue=other, supporter=phones[0])
        issue = public(pin())
        saying = set()
        for gives, who in steps:
            change, note = (support, saying.add) if gives else (withdraw_support, saying.discard)
            counted = change(issue=issue, supporter=phones[who])
            note(who)
            assert counted == len(saying)
        assert public(issue).support_count == len(saying)
        assert public(other).support_count == 1


def test_the_same_phone_at_the_same_moment_counts_once(transactional_town):
    issue, phone = public(pin()), uuid4()
    at_once(*[lambda: support(issue=issue, supporter=phone)] * 4)
    assert public(issue).support_count == 1


def test_many_phones_at_the_same_moment_all_count(transactional_town):
    issue = public(pin())
    at_once(*[lambda: support(issue=issue, supporter=uuid4()) for _ in range(4)])
    assert public(issue).support_count == 4


def test_a_support_neither_counts_anew_nor_writes_history(town):
    issue = public(pin())
    support(issue=issue, supporter=uuid4())
    assert not Issue.pgh_event_model.objects.exists()
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT count(*) FROM pg_trigger WHERE tgrelid IN"
            " ('issues_support'::regclass, 'issues_supportcount'::regclass) AND NOT tgisinternal"
        )
        assert cursor.fetchone()[0] == 1  # only the one that keeps this count


@pytest.mark.parametrize("end", [Status.RESOLVED, Status.DECLINED])
def test_a_closed_issue_takes_no_support_but_gives_it_back(town, end):
    issue, phone = pin(), uuid4()
    support(issue=public(issue), supporter=phone)
    change_status(issue=issue, to=end, note="Bitti.")
    with pytest.raises(RefusedError, match="kapandı"):
        support(issue=public(issue), supporter=uuid4())
    assert withdraw_support(issue=public(issue), supporter=phone) == 0


def test_what_was_taken_down_meanwhile_takes_no_support(town):
    issue = pin()
    seen_before = public(issue)
    change_visibility(issue=issue, to=Visibility.REMOVED)
    with pytest.raises(RefusedError, match="yayında değil"):
        support(issue=seen_before, supporter=uuid4())
    assert withdraw_support(issue=seen_before, supporter=uuid4()) == 0
    assert not Support.objects.exists()


def test_what_was_closed_meanwhile_takes_no_support(town):
    issue = pin()
    seen_before = public(issue)
    resolve(issue)
    with pytest.raises(RefusedError, match="kapandı"):
        support(issue=seen_before, supporter=uuid4())


def test_an_issue_goes_away_with_its_support(town):
    issue = pin()
    support(issue=public(issue), supporter=uuid4())
    issue.delete()
    assert not Support.objects.exists()


def test_without_javascript_a_button_says_me_too_and_then_that_it_was_said(town, client):
    issue = pin()
    page = client.get(f"/issues/{issue.number}/").content.decode()
    assert "Ben de" in page
    assert 'data-support="0"' in page
    page = client.post(page_address(issue), follow=True).content.decode()
    assert 'data-support="1"' in page
    assert "Siz de söylediniz" in page
    client.post(page_address(issue))
    assert public(issue).support_count == 1
    page = client.post(page_address(issue), {"withdraw": ""}, follow=True).content.decode()
    assert 'data-support="0"' in page
    assert "Siz de söylediniz" not in page


def test_a_form_without_its_token_is_refused(town, client):
    client.handler.enforce_csrf_checks = True
    issue = pin()
    assert client.post(page_address(issue)).status_code == 403
    assert public(issue).support_count == 0


def test_another_phone_is_not_told_that_it_supported(town, client, api):
    issue = pin()
    client.post(page_address(issue))
    assert "Siz de söylediniz" not in api.get(f"/issues/{issue.number}/").content.decode()


def test_each_phone_is_told_what_it_said_itself(town):
    first, second = public(pin()), public(pin())
    phones = uuid4(), uuid4()
    for issue, phone in zip((first, second), phones, strict=True):
        support(issue=issue, supporter=phone)
    assert supported_among(issues=[first, second], supporter=phones[0]) == {first.number}
    assert supported_among(issues=[first], supporter=phones[1]) == set()


def test_a_closed_issue_shows_no_button_and_says_why_it_takes_no_support(town, client):
    issue = pin()
    resolve(issue)
    assert "Ben de</button>" not in client.get(f"/issues/{issue.number}/").content.decode()
    answer = client.post(page_address(issue))
    assert answer.status_code == 409
    assert "kapandı" in answer.content.decode()


def test_the_api_supports_and_withdraws_and_says_how_many(town, api):
    issue = pin()
    for _ in range(2):
        assert api.put(api_address(issue)).json() == {"support": 1, "supported": True}
    feature = api.get(f"/api/v1/issues/{issue.number}/").json()
    assert feature["properties"]["support"] == 1
    assert api.delete(api_address(issue)).json() == {"support": 0, "supported": False}


def test_the_api_refuses_a_closed_issue_in_words(town, api):
    issue = pin()
    resolve(issue)
    answer = api.put(api_address(issue))
    assert answer.status_code == 400
    assert "closed" in answer.json()["errors"]["status"][0]


@pytest.mark.parametrize("to", [Visibility.HELD, Visibility.REMOVED])
def test_what_is_not_public_cannot_be_supported(town, api, to):
    issue = pin()
    change_visibility(issue=issue, to=to)
    for ask in (api.put, api.delete):
        assert ask(api_address(issue)).status_code == 404
    assert api.post(page_address(issue)).status_code == 404
    assert not Support.objects.exists()


def test_a_made_up_cookie_is_a_new_phone(town, api):
    issue = pin()
    api.cookies["supporter"] = "x' OR 1=1"
    assert api.delete(api_address(issue)).json()["support"] == 0
    answer = api.put(api_address(issue))
    assert answer.json()["support"] == 1
    cookie = answer.cookies["supporter"]
    assert (cookie["httponly"], cookie["samesite"]) == (True, "Lax")
    assert str(Support.objects.get().supporter) == cookie.value


def test_the_supporter_is_in_no_answer(town, api):
    issue = pin()
    phone = api.put(api_address(issue)).cookies["supporter"].value
    addresses = (
        f"/issues/{issue.number}/", "/issues/", "/api/v1/issues/", "/maps/export/issues.csv",
        f"/api/v1/issues/{issue.number}/",
    )  # fmt: skip
    for address in addresses:
        assert phone not in b"".join(api.get(address)).decode(), address


def test_lists_show_support_and_ask_no_more_for_it(town, client):
    def asked(address):
        with CaptureQueriesContext(connection) as queries:
            answer = client.get(address)
        return len(queries), answer.content.decode()

    for address, shown in (("/issues/", 'data-support="2"'), ("/api/v1/issues/", '"support":2')):
        support(issue=public(pin()), supporter=uuid4())
        few, _text = asked(address)
        for _ in range(3):
            issue = public(pin())
            for _ in range(2):
                support(issue=issue, supporter=uuid4())
        again, text = asked(address)
        assert few == again
        assert text.count(shown) >= 3


def test_a_network_cannot_support_without_end(town, client, api):
    issue = pin()
    used(LIMITS["support"].most, "support")
    page = client.post(page_address(issue))
    assert page.status_code == 429
    assert "dakika sonra yeniden deneyiniz" in page.content.decode()
    answer = api.put(api_address(issue))
    assert answer.status_code == 429
    assert int(answer["Retry-After"]) > 0
    assert not Support.objects.exists()


def test_one_report_is_not_lifted_by_one_network_whatever_phones_it_makes_up(town, api):
    issue, other = pin(), pin()
    most = LIMITS["support-one"].most
    answers = [
        APIClient(REMOTE_ADDR=f"2001:db8:5:{n:x}::1").put(api_address(issue))
        for n in range(most + 1)
    ]
    assert [answer.status_code for answer in answers] == [200] * most + [429]
    assert Support.objects.count() == most
    assert APIClient(REMOTE_ADDR="2001:db8:5::1").put(api_address(other)).status_code == 200
    assert APIClient(REMOTE_ADDR="2001:db8:6::1").put(api_address(issue)).status_code == 200


def test_a_phone_that_supports_already_is_answered_and_may_withdraw_whatever_the_limit(
    town, client, api
):
    issue = pin()
    for phone in (client, api):
        phone.put(api_address(issue))
    HourlyUse.objects.update(count=LIMITS["support"].most)
    assert api.put(api_address(issue)).json() == {"support": 2, "supported": True}
    assert client.post(page_address(issue)).status_code == 302
    assert client.post(page_address(issue), {"withdraw": ""}).status_code == 302
    assert Support.objects.count() == 1
