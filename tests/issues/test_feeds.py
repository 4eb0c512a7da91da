"""Feeds: what happened last, for whoever follows a district, a mahalle, a category or one issue."""

import re
from datetime import timedelta
from xml.etree import ElementTree

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from issues.actions import change_visibility
from issues.latest import HOW_MANY
from issues.models import Issue, PlacedIssue, Visibility
from tests.district import BRIDGE, FOUNTAIN, SCHOOL, pin, resolve
from tests.places.kept import keep, see

ATOM = {"a": "http://www.w3.org/2005/Atom", "georss": "http://www.georss.org/georss"}


def feed(client, address="/issues/feed.atom"):
    answer = client.get(address)
    assert answer.status_code == 200
    assert answer["Content-Type"] == "application/atom+xml; charset=utf-8"
    return ElementTree.fromstring(answer.content)


def entries(client, address="/issues/feed.atom"):
    return feed(client, address).findall("a:entry", ATOM)


def text(entry, name):
    return entry.findtext(name, namespaces=ATOM)


def numbers(found):
    return [int(text(entry, "a:id").rpartition("/")[2]) for entry in found]


def ago(days):
    return timezone.now() - timedelta(days=days)


def test_the_newest_report_is_first_and_an_answer_lifts_an_older_one_above_it(town, client):
    old = pin(FOUNTAIN, "cop", reported_at=ago(20), description="Konteyner taşıyor.")
    new = pin(BRIDGE, reported_at=ago(2))
    assert numbers(entries(client)) == [new.number, old.number]
    resolve(old)
    first, second = entries(client)
    assert numbers([first, second]) == [old.number, new.number]
    assert text(first, "a:title") == f"Taşan çöp konteyneri #{old.number}: çözüldü"
    assert "Konteyner taşıyor." in text(first, "a:summary")
    assert "çözüldü. " in text(first, "a:summary")
    assert text(first, "a:published") < text(second, "a:published") < text(first, "a:updated")
    assert first.find("a:link", ATOM).get("href") == f"http://testserver/issues/{old.number}/"


def test_a_point_is_given_where_one_is_known(town, client):
    pin(FOUNTAIN)
    by_list = pin(SCHOOL)
    Issue.objects.filter(pk=by_list.pk).update(precision="neighbourhood")
    without, with_point = entries(client)
    assert text(without, "georss:point") is None
    assert text(with_point, "georss:point") == f"{FOUNTAIN[1]:f} {FOUNTAIN[0]:f}"


def test_a_feed_follows_the_filters_of_the_list_and_is_named_after_them(town, client):
    wanted = pin(FOUNTAIN, "cop")
    pin(BRIDGE, "cop")
    pin(FOUNTAIN, "agac")
    address = "/issues/feed.atom?mahalle=baglar&category=temizlik"
    assert numbers(entries(client, address)) == [wanted.number]
    assert (
        text(feed(client, address), "a:title")
        == "Ortak Harita Örnek İlçe: Temizlik ve atık, Bağlar"
    )
    assert client.get("/issues/feed.atom?category=ejderha").status_code == 400


def test_every_page_names_the_feed_of_what_it_shows(town, client):
    issue = pin(FOUNTAIN)
    for page, address in {
        "/issues/?mahalle=baglar": "/issues/feed.atom?mahalle=baglar",
        "/neighbourhoods/baglar/": "/issues/feed.atom?mahalle=baglar",
        f"/issues/{issue.number}/": f"/issues/{issue.number}/feed.atom",
    }.items():
        assert client.get(page).content.decode().count(f'href="{address}"') == 2
        assert numbers(entries(client, address)) == [issue.number]


def test_one_issue_can_be_followed_while_it_is_public(town, client):
    issue = pin(FOUNTAIN)
    resolve(issue)
    found = feed(client, f"/issues/{issue.number}/feed.atom")
    assert "çözüldü" in text(found, "a:title")
    change_visibility(issue=issue, to=Visibility.HELD)
    assert client.get(f"/issues/{issue.number}/feed.atom").status_code == 404


@pytest.mark.parametrize("language", ["tr", "en"])
def test_a_feed_says_its_language(town, client, language):
    client.cookies["django_language"] = language
    resolve(pin(FOUNTAIN))
    assert feed(client).get("{http://www.w3.org/XML/1998/namespace}lang") == language
    assert ("resolved" in text(entries(client)[0], "a:title")) == (language == "en")


def test_a_feed_asks_the_same_however_many_reports_there_are(town, client):
    pin(FOUNTAIN)
    with CaptureQueriesContext(connection) as few:
        entries(client)
    for _ in range(HOW_MANY + 5):
        resolve(pin(FOUNTAIN))
    with CaptureQueriesContext(connection) as many:
        found = entries(client)
    assert len(found) == HOW_MANY
    assert len(few) == len(many) <= 6


def test_a_sign_that_no_program_can_read_breaks_no_feed(town, client):
    for sent in ({"description": "Yol\x0bçukur\uffff"}, {"description": "\x01", "spot": "\x02"}):
        pin(FOUNTAIN, **sent)
    assert "Yolçukur" in text(entries(client)[1], "a:summary")


def identity(client, address):
    """The addresses by which a reader knows a feed: its id, itself, and the page beside it."""
    found = feed(client, address)
    links = {link.get("rel"): link.get("href") for link in found.findall("a:link", ATOM)}
    return text(found, "a:id"), links["self"], links["alternate"]


def test_each_filter_is_a_feed_of_its_own_however_it_was_written(town, client):
    issue = pin(FOUNTAIN)
    site = "http://testserver/issues"
    different = [
        "",
        "?mahalle=baglar",
        "?mahalle=dere",
        "?category=agac%2Ccop&mahalle=baglar",
        "?circle=29.105%2C40.995%2C250",
    ]
    for query in different:
        guid, itself, page = identity(client, f"/issues/feed.atom{query}")
        assert (itself, page) == (f"{site}/feed.atom{query}", f"{site}/{query}")
        assert identity(client, itself) == (guid, itself, page)
    ids = {identity(client, f"/issues/feed.atom{query}")[0] for query in different}
    one = identity(client, f"/issues/{issue.number}/feed.atom")
    assert one[1:] == (f"{site}/{issue.number}/feed.atom", f"{site}/{issue.number}/")
    assert len({*ids, one[0]}) == len(different) + 1
    for same in (
        "?mahalle=baglar&category=cop,agac",
        "?neighbourhood=baglar&status=&category=agac&category=cop,agac&page=2&utm_source=x",
    ):
        assert identity(client, f"/issues/feed.atom{same}") == identity(
            client, f"/issues/feed.atom{different[3]}"
        )


def test_the_id_of_a_feed_is_a_tag_as_rfc_4151_writes_it(town, client):
    guid, _itself, _page = identity(client, "/issues/feed.atom?mahalle=baglar")
    pin()
    feed = client.get("/issues/feed.atom").content.decode()
    entries = re.findall(r"<id>([^<]+)</id>", feed)
    assert len(entries) == 2
    for tag in (guid, *entries):
        assert re.fullmatch(r"tag:ortak-harita,2026:[\w.~%/?=&-]+", tag, re.ASCII)


def test_a_place_has_a_feed_of_how_it_is_doing_what_was_done_and_what_was_reported(town, client):
    place = keep("Ihlamurlu Çeşme")
    seen = see(place, "worn", note="Lülesi kırık.\x0b")
    issue = pin(FOUNTAIN, "miras-hasari")
    PlacedIssue.objects.create(issue=issue, place=place)
    address = f"/places/{place.number}/feed.atom"
    found = feed(client, address)
    told = found.findall("a:entry", ATOM)
    assert text(found, "a:title") == "Ihlamurlu Çeşme"
    assert {text(entry, "georss:point") for entry in told} == {f"{FOUNTAIN[1]:f} {FOUNTAIN[0]:f}"}
    titles = {text(entry, "a:title"): entry for entry in told}
    assert text(titles["Ihlamurlu Çeşme: yıpranmış"], "a:summary") == "Lülesi kırık."
    assert "Ihlamurlu Çeşme: bir kaynaktan alındı" in titles
    report = titles[f"Ihlamurlu Çeşme için bildirim: Mirasa zarar #{issue.number}"]
    assert report.find("a:link", ATOM).get("href").endswith(f"/issues/{issue.number}/")
    assert str(seen.pk) not in client.get(address).content.decode(), "it takes back what was said"
    assert f'href="{address}"' in client.get(f"/places/{place.number}/").content.decode()
    assert client.get("/places/999/feed.atom").status_code == 404
