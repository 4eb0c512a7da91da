""" "My data" of somebody who follows very much: page by page, at the cost of a little."""

import json
import re
from io import BytesIO
from zipfile import ZipFile

from django.db import connection
from django.test.utils import CaptureQueriesContext

from accounts.actions import open_account
from issues.actions import change_status, change_visibility
from issues.areas import read_circle
from issues.follow.alerts import subscribe
from issues.follow.wishes import Wish
from issues.mine.actions import claim
from issues.mine.views import PER_PAGE
from issues.models import Category, Status, Subscription, Visibility
from neighbourhoods.models import Neighbourhood
from tests.district import BRIDGE, pin
from tests.issues.test_follow import AYSE

ME = "/accounts/me/"
CODES = ["101", "102", "103", "104", "105"]


def follow(wish):
    return subscribe(email=AYSE, wish=wish, pace="daily", language="tr")


def follow_some(step):
    """A report of hers that has changed, a mahalle with a category, and an area: each once a step."""
    issue = pin(BRIDGE)
    claim(issue=issue, by=open_account(email=AYSE))
    change_status(issue=issue, to=Status.ACKNOWLEDGED, note="Ekip gidecek.")
    mahalle = Neighbourhood.objects.current().get(code=CODES[step % 5])
    category = Category.objects.order_by("pk")[step]
    follow(Wish(issue=issue))
    follow(Wish(neighbourhood=mahalle, category=category))
    follow(Wish(area=read_circle(f"29.1{step:02},40.985,{300 + step}")))
    return issue


def asked(client, address):
    with CaptureQueriesContext(connection) as queries:
        answer = client.get(address)
        content = b"".join(answer)
    return len(queries), content


def test_whoever_follows_much_asks_no_more_of_the_database(hers):
    follow_some(0)
    few, _page = asked(hers, ME)
    for step in range(1, 26):
        follow_some(step)
    many, content = asked(hers, ME)
    page = content.decode()
    assert few == many <= 18
    assert page.count("?area=") == PER_PAGE // 3
    assert "Mahalle: Bağlar" in page
    assert "Dere (0,28 km² büyüklüğünde bir alan)" in page


def test_the_download_asks_no_more_for_many_reports_and_wishes(hers):
    follow_some(0)
    few, _package = asked(hers, f"{ME}ortak-harita.zip")
    for step in range(1, 26):
        follow_some(step)
    many, package = asked(hers, f"{ME}ortak-harita.zip")
    assert few == many
    data = json.loads(ZipFile(BytesIO(package)).read("data.json"))
    assert len(data["reports"]) == 26
    assert len(data["subscriptions"]) == 78
    assert all(len(report["earlier"]) == 1 for report in data["reports"])


def test_what_she_follows_has_pages_that_hold_each_once(hers):
    for step in range(10):
        follow_some(step)
    seen, address = [], ME
    while address:
        page = hers.get(address).content.decode()
        seen += re.findall(r'href="(/issues/follow/[^"]+/)"', page)
        after = re.search(r'rel="next"\s+href="([^"]*followed=\d+)#followed"', page)
        address = after and ME + after[1].replace("&amp;", "&")
    assert len(seen) == len(set(seen)) == 30
    assert hers.get(ME, {"followed": "abc"}).status_code == 200


def test_a_followed_report_is_named_only_while_it_is_public(hers):
    issue = follow_some(0)
    followed = re.compile(rf'class="card">\s*<ul>\s*<li>\s*<a href="/issues/{issue.number}/">')
    assert followed.search(hers.get(ME).content.decode())
    change_visibility(issue=issue, to=Visibility.REMOVED)
    page = hers.get(ME).content.decode()
    assert not followed.search(page)
    assert "Şu anda herkese açık olmayan bir bildirim" in page


def test_her_wishes_are_found_by_the_index_of_addresses(ayse):
    follow_some(0)
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL enable_seqscan = off")
    assert "subscription_once" in Subscription.objects.of(ayse).order_by().explain()
