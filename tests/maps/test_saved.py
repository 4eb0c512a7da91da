"""Views of the map that people keep: read, told in words, kept once, shown to all, embedded anywhere."""

import re
from datetime import date
from html import unescape
from urllib.parse import parse_qsl, urlencode

import pytest
from django.test import Client
from rest_framework.exceptions import ValidationError
from uuid_utils.compat import uuid7

from accounts.limits import LIMITS
from maps.models import SavedView
from maps.saved.state import compared_periods, read_state
from maps.saved.words import in_words
from tests.district import FOUNTAIN, pin
from tests.logins import log_in_staff
from tests.planning.figures import give_budget_and_deprivation
from tests.workinggroups.people import AYSE, MEHMET, person

QUERY = "layer=hexagons&measure=per_1000&category=cop&mahalle=baglar,dere&from=2026-01-01"
AT = "at=14.5/40.99/29.11"


def kept(client, query=QUERY, **said):
    client.force_login(person(AYSE))
    said = {"id": uuid7(), "title": "Çöp nerede?", "note": "Bağlar ve Dere."} | said
    return client.post(f"/views/new/?{query}", said)


def test_a_state_is_read_and_written_as_it_came(town):
    state = read_state(dict(parse_qsl(f"{QUERY}&{AT}")))
    assert dict(parse_qsl(state.query)) == dict(parse_qsl(QUERY))
    assert (state.camera.zoom, state.camera.latitude, state.camera.longitude) == (
        14.5,
        40.99,
        29.11,
    )
    assert read_state({}).query == ""


def test_a_state_is_told_in_words(town):
    state = read_state(dict(parse_qsl(QUERY)))
    assert in_words(state) == [
        "Altıgenler", "1.000 kişiye düşen bildirim", "konu: Taşan çöp konteyneri", "mahalle: Bağlar, Dere",
        "ilk gün: 01 Ocak 2026",
    ]  # fmt: skip


def test_of_an_indicator_it_says_which(town):
    give_budget_and_deprivation()
    assert (
        in_words(read_state({"layer": "indicators", "indicator": "yoksunluk"}))[1]
        == "Yoksunluk endeksi"
    )


@pytest.mark.parametrize(
    "query",
    [
        "layer=ejderha", "measure=ejderha", "category=ejderha", "at=1/2", "at=14/95/29", "at=a/b/c", "at=99/40/29",
        "from=2026-02-30", "layer=hexagons&measure=change&from=x", "ejderha=1", "layer=indicators&indicator=ejderha", f"mahalle={'x' * 2001}",
    ],
)  # fmt: skip
def test_what_nobody_can_show_is_refused_with_a_sentence(town, client, query):
    with pytest.raises(ValidationError):
        read_state(dict(parse_qsl(query)))
    answer = client.get(f"/views/show/?{query}")
    assert answer.status_code == 400
    assert "Harita" in answer.content.decode()


@pytest.mark.parametrize(
    ("asked", "expected"),
    [
        ({}, ("2026-01-06", "2026-01-10", "2026-01-01", "2026-01-05")),
        ({"from": "2026-01-09"}, ("2026-01-09", "2026-01-10", "2026-01-07", "2026-01-08")),
        ({"from": "2026-02-01"}, ("2026-02-01", "2026-02-01", "2026-01-31", "2026-01-31")),
        ({"from": "2026-01-04", "to": "2026-01-05"}, ("2026-01-04", "2026-01-05", "2026-01-02", "2026-01-03")),
    ],
)  # fmt: skip
def test_a_change_is_against_as_many_days_before(asked, expected):
    names = ("from", "to", "compare_from", "compare_to")
    found = compared_periods(asked, (date(2026, 1, 1), date(2026, 1, 10)))
    assert tuple(found[name] for name in names) == expected


def test_a_change_without_a_report_has_no_periods():
    assert compared_periods({}, None) == {}


def test_ayse_keeps_a_view_and_everybody_reads_it_and_not_her_name(town, client):
    pin(FOUNTAIN)
    answer = kept(client, f"{QUERY}&{AT}")
    client.logout()
    page = client.get(answer.headers["Location"]).content.decode()
    assert "Çöp nerede?" in page
    assert "konu: Taşan çöp konteyneri" in page
    assert "Bu görünümü sil" not in page
    assert "ayse" not in page.lower()
    assert SavedView.objects.get().at == "14.50/40.99000/29.11000"


def test_a_view_sent_twice_is_kept_once(town, client):
    identity = uuid7()
    first, second = (kept(client, id=identity) for _ in range(2))
    assert first.headers["Location"] == second.headers["Location"]
    assert SavedView.objects.count() == 1


def test_a_view_needs_a_title_and_no_hurtful_words(town, client, elif_):
    assert kept(client, title=" ").status_code == 422
    for personal in (
        "Bunlar hep şerefsiz",
        "Ara: 0532 123 45 67",
        "34 ABC 123 park etmiş",
        "https://example.org",
    ):
        answer = kept(client, note=personal)
        assert (personal, answer.status_code) == (personal, 422)
        assert "Bunu herkes okur" in answer.content.decode()
    assert not SavedView.objects.exists()


def test_nobody_keeps_views_without_end(town, client):
    answers = [kept(client) for _ in range(LIMITS["keep-view"].most + 1)]
    assert answers[-1].status_code == 422
    assert "dakika sonra" in answers[-1].content.decode()
    assert SavedView.objects.count() == LIMITS["keep-view"].most


def test_who_moderates_takes_a_view_down(town, client, elif_):
    address = kept(client).headers["Location"]
    log_in_staff(client, elif_)
    assert "Bu görünümü sil" in client.get(address).content.decode()
    client.post(f"{address}forget/")
    assert Client().get(address).status_code == 404


def test_who_moderates_without_the_second_factor_deletes_nothing(town, client, elif_):
    address = kept(client).headers["Location"]
    client.force_login(elif_)
    assert client.post(f"{address}forget/").status_code == 404
    assert SavedView.objects.exists()


def test_nobody_else_deletes_a_view(town, client):
    address = kept(client).headers["Location"]
    client.force_login(person(MEHMET))
    assert client.post(f"{address}forget/").status_code == 404
    assert address not in client.get("/views/").content.decode()
    client.force_login(person(AYSE))
    assert address in client.get("/views/").content.decode()
    client.post(f"{address}forget/")
    assert client.get(address).status_code == 404


def test_a_view_goes_with_the_account(town, client):
    kept(client)
    person(AYSE).delete()
    assert not SavedView.objects.exists()


def test_a_view_of_what_is_gone_says_nothing_wrong(town, client):
    address = kept(client).headers["Location"]
    SavedView.objects.update(query=urlencode({"layer": "ejderha"}))
    assert client.get(address).status_code == 200


@pytest.mark.parametrize("address", ["embed", "show"])
def test_the_map_alone_stands_in_any_page_and_follows_nobody(town, client, address):
    view = kept(client).headers["Location"]
    client.logout()
    client.cookies.clear()
    answer = client.get(f"{view}embed/" if address == "embed" else f"/views/show/?{QUERY}")
    assert not answer.cookies
    assert "Cookie" not in answer.headers.get("Vary", "")
    assert "X-Frame-Options" not in answer.headers
    assert "frame-ancestors *" in answer.headers["Content-Security-Policy"]
    page = answer.content.decode()
    assert "Ortak Harita" in page
    assert "<form" not in page
    assert "frame-ancestors 'none'" in client.get(view).headers["Content-Security-Policy"]


def test_days_at_the_edge_of_time_and_spaces_between_are_no_fault(town, client):
    pin(FOUNTAIN)
    for query in (
        "status=new,%20resolved",
        "layer=hexagons&measure=change&from=0001-01-01&to=2026-01-01",
    ):
        assert client.get(f"/views/show/?{query}").status_code in {200, 400}
    with pytest.raises(ValidationError):
        read_state({"layer": "hexagons", "measure": "change", "from": "x"})


def test_a_title_does_not_break_out_of_the_snippet_for_other_pages(town, client):
    address = kept(client, title='x" onload="alert(1)').headers["Location"]
    page = client.get(address).content.decode()
    snippet = unescape(re.search(r"<code>(.*?)</code>", page, re.S)[1])
    assert 'onload="' not in snippet
    assert "&quot; onload=&quot;" in snippet
