"""Who reports very often does a little sum, and later waits; nobody's address is kept."""

from datetime import timedelta
from ipaddress import IPv4Address, IPv6Address
from itertools import count

import altcha
import pytest
from django.db.models import F
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st
from uuid_utils.compat import uuid7

from accounts import limits
from accounts.limits import HOUR, LIMITS, TooOftenError, admit, forget_old_uses
from accounts.models import HourlyUse, SpentProof
from accounts.network import network_of
from accounts.proofs import new_challenge, spend
from issues.models import Issue
from tests.at_once import at_once
from tests.district import FOUNTAIN, pin

FREE, MOST = LIMITS["report"].free, LIMITS["report"].most
HOME = {"REMOTE_ADDR": "127.0.0.1"}


def used(times, act="report", ago=timedelta(0)):
    """Let our network have done something so often in this hour, or in one before.

    The hour after it knows the same, so that a test may run over the full hour.
    """
    hour = timezone.now().replace(minute=0, second=0, microsecond=0) - ago
    for each in (hour, hour + HOUR):
        HourlyUse.objects.create(act=act, who=network_of(HOME), hour=each, count=times)


def counts():
    """How often each network did each thing."""
    return set(HourlyUse.objects.values_list("count", flat=True))


def send(api, proof="", identity=None):
    body = {
        "id": str(identity or uuid7()), "location": {"type": "Point", "coordinates": FOUNTAIN},
        "category": "cop", "description": "Çöp kutusu dolu.",
    }  # fmt: skip
    return api.post("/api/v1/issues/", body, format="json", headers={"X-Altcha": proof})


def solved(challenge):
    challenge = altcha.Challenge.from_dict(challenge)
    return altcha.Payload(challenge, altcha.solve_challenge(challenge)).to_base64()


def test_after_many_reports_a_network_is_asked_for_a_sum_and_may_go_on_with_it(town, api):
    used(FREE - 1)
    assert send(api).status_code == 201
    refused = send(api)
    assert refused.status_code == 429
    assert "your device has to do a little sum" in refused.json()["detail"]
    assert 0 < int(refused["Retry-After"]) <= 3601
    assert Issue.objects.count() == 1
    proof = solved(refused.json()["challenge"])
    assert send(api, proof).status_code == 201
    assert send(api, proof).status_code == 429  # each sum is good for once
    assert Issue.objects.count() == 2


def test_a_retry_of_a_stored_report_is_answered_whatever_the_limit(town, api):
    issue = pin()
    used(MOST)
    answer = send(api, identity=issue.pk)
    assert (answer.status_code, answer.json()["number"]) == (200, issue.number)
    assert counts() == {MOST}


def test_a_retry_needs_nothing_but_its_id(town, api):
    issue = pin()
    for body in ({"id": str(issue.pk)}, {"id": str(issue.pk), "category": "kapali"}):
        answer = api.post("/api/v1/issues/", body, format="json")
        assert (answer.status_code, answer.json()["number"]) == (200, issue.number)


def test_after_very_many_no_sum_helps_until_the_hour_is_over(town, api):
    used(MOST)
    refused = send(api, solved(new_challenge()))
    assert refused.status_code == 429
    assert "challenge" not in refused.json()
    HourlyUse.objects.update(hour=F("hour") - 2 * HOUR)
    assert send(api).status_code == 201


def test_who_is_logged_in_is_counted_on_every_network(town, client, zeynep, monkeypatch):
    monkeypatch.setitem(limits.LIMITS, "report", limits.Limit(free=2, most=2))

    def send_from(address):
        body = {
            "id": str(uuid7()), "location": {"type": "Point", "coordinates": FOUNTAIN},
            "category": "cop", "description": "Çöp kutusu dolu.",
        }  # fmt: skip
        kind = "application/json"
        return client.post("/api/v1/issues/", body, kind, REMOTE_ADDR=address).status_code

    client.force_login(zeynep)
    assert [send_from(f"5.5.5.{n}") for n in range(4)] == [201, 201, 429, 429]
    client.logout()
    assert send_from("5.5.5.3") == 201  # what was refused counts for no network


@pytest.mark.parametrize("wrong", ["x", "eyJhIjoxfQ==", "ğ"])
def test_a_made_up_sum_is_no_sum(town, wrong):
    used(FREE)
    with pytest.raises(TooOftenError):
        admit(act="report", who=[network_of(HOME)], proof=wrong)


def test_a_sum_of_another_maker_is_no_sum(db):
    made = altcha.create_challenge("PBKDF2/SHA-256", 1, hmac_secret="another").to_dict()
    assert not spend(solved(made))
    assert not SpentProof.objects.exists()


def test_however_many_come_at_once_no_more_than_the_limit_get_in(transactional_db, monkeypatch):
    monkeypatch.setitem(limits.LIMITS, "report", limits.Limit(free=3, most=3))
    admitted = count()

    def come():
        for _ in range(4):
            try:
                admit(act="report", who=["a"])
            except TooOftenError:
                continue
            next(admitted)

    at_once(come, come, come)
    assert next(admitted) == 3 == HourlyUse.objects.get().count


def test_what_no_limit_needs_is_forgotten(db):
    used(3, ago=5 * HOUR)
    used(1)
    assert spend(solved(new_challenge()))
    SpentProof.objects.update(spent_at=timezone.now() - timedelta(hours=1))
    assert forget_old_uses() == 3
    assert counts() == {1}


@given(st.ip_addresses(v=6), st.integers(0, 2**64 - 1))
def test_all_addresses_of_a_household_are_one_network(address, device):
    household = int(address) >> 64 << 64
    other = IPv6Address(household ^ (1 << 64))
    here = network_of({"REMOTE_ADDR": str(IPv6Address(household + device))})
    if not IPv6Address(household + device).ipv4_mapped:
        assert here == network_of({"REMOTE_ADDR": str(IPv6Address(household))})
    assert here != network_of({"REMOTE_ADDR": str(other)})


@given(st.ip_addresses(v=4))
def test_an_address_is_the_same_in_both_protocols_and_never_kept(address):
    name = network_of({"REMOTE_ADDR": str(address)})
    assert name == network_of({"REMOTE_ADDR": f"::ffff:{address}"})
    assert str(address) not in name
    assert name != network_of({"REMOTE_ADDR": str(IPv4Address(int(address) ^ 1))})


def test_only_what_our_own_proxies_wrote_is_believed(settings):
    meta = {"REMOTE_ADDR": "10.0.0.2", "HTTP_X_FORWARDED_FOR": "6.6.6.6, 5.5.5.5"}
    assert network_of(meta) == network_of({"REMOTE_ADDR": "10.0.0.2"})
    settings.PROXIES = 1
    assert network_of(meta) == network_of({"REMOTE_ADDR": "5.5.5.5"})
    settings.PROXIES = 3  # fewer came than the setting says
    assert network_of(meta) == network_of({"REMOTE_ADDR": "10.0.0.2"})


@given(st.text())
def test_whatever_a_proxy_writes_there_is_a_network(text):
    assert len(network_of({"REMOTE_ADDR": text})) == 64


def test_a_network_has_another_name_tomorrow(monkeypatch):
    today = network_of(HOME)
    tomorrow = timezone.localdate() + timedelta(days=1)
    monkeypatch.setattr("accounts.network.timezone.localdate", lambda: tomorrow)
    assert network_of(HOME) != today
