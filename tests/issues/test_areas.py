"""Areas that people draw: the same in the list, the feed and the e-mails; what is none is refused in words."""

import re
from math import cos, pi, sin

import pytest
from django.contrib.gis.geos import Polygon
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st
from uuid_utils.compat import uuid7

from gisdata.crs import WGS84
from gisdata.place_name import PlaceName
from issues.actions import change_visibility
from issues.areas import (
    MOST_CORNERS,
    MOST_KM2,
    MOST_RADIUS,
    AreaError,
    area_in_words,
    read_area,
    read_circle,
    square_kilometres,
    write_area,
)
from issues.bulk import ImportedIssue, import_issues
from issues.follow.alerts import subscribe
from issues.follow.wishes import Wish
from issues.models import Category, PublicIssue, Source, Subscription, Visibility
from neighbourhoods.names.actions import load_names
from tests.conftest import rolled_back
from tests.district import BRIDGE, FIELD, FOUNTAIN, MARKET, SCHOOL, pin, resolve
from tests.issues.test_feeds import entries, feed, numbers, text

TRIANGLE = (
    "29.101,40.991;29.109,40.991;29.109,40.999"  # in Bağlar; the fountain lies on its long side
)
WEST = "29.101,40.981;29.109,40.981;29.109,40.999;29.101,40.999"  # Bağlar and Dere
BOWTIE = "29.10,40.98;29.11,40.99;29.11,40.98;29.10,40.99"


def ring(corners, radius, where=FOUNTAIN):
    """A regular polygon of a radius in degrees."""
    turns = [2 * pi * n / corners for n in range(corners)]
    return ";".join(
        f"{where[0] + radius * cos(t):.5f},{where[1] + radius * sin(t):.5f}" for t in turns
    )


@pytest.mark.parametrize(
    ("area", "said"),
    [
        (BOWTIE, "crosses itself"),
        ("29.1,40.98;29.11,40.99", "three corners"),
        ("29.1,40.98;29.1,40.98;29.1,40.98", "three corners"),
        ("29.1,40.98;29.11,40.98;29.12,40.98", "crosses itself"),
        (ring(MOST_CORNERS + 1, 0.01), "at most 200"),
        (ring(6, 0.1), "at most 50 km²"),
        (ring(6, 0.00003), "too small"),
        ("2.3,48.8;2.4,48.8;2.4,48.9", "in Türkiye"),
        ("40.98,29.1;40.99,29.1;40.99,29.2", "longitude comes before"),
        ("29.1 40.98;29.11 40.98", "corner by corner"),
        ("nan,40.98;29.11,40.98;29.11,40.99", "corner by corner"),
        ("1e1,40.98;29.11,40.98;29.11,40.99", "corner by corner"),
        ("٢٩,40.98;29.11,40.98;29.11,40.99", "corner by corner"),
    ],
)
def test_what_is_no_area_is_refused_with_what_to_do(db, english, client, api, area, said):
    with pytest.raises(AreaError, match=re.escape(said)):
        read_area(area)
    answer = api.get("/api/v1/issues/", {"area": area})
    assert answer.status_code == 400
    assert said in answer.json()["errors"]["area"][0]
    for address in ("/issues/", "/issues/feed.atom", "/maps/heatmap/"):
        assert client.get(address, {"area": area}).status_code == 400


@pytest.mark.parametrize(
    ("circle", "said"),
    [
        ("29.1,40.98", "29.12,40.98,500"),
        ("29.1,40.98,0.5", "29.12,40.98,500"),
        ("29.1,40.98,-5", "29.12,40.98,500"),
        ("29.1,40.98,49", "between 50 and 3900"),
        ("29.1,40.98,3901", "between 50 and 3900"),
        ("40.98,29.1,500", "in Türkiye"),
    ],
)
def test_what_is_no_circle_is_refused_with_what_to_do(town, english, api, circle, said):
    with pytest.raises(AreaError, match=said):
        read_circle(circle)
    assert api.get("/api/v1/issues/", {"circle": circle}).status_code == 400


@settings(max_examples=200, deadline=None)
@given(st.lists(st.tuples(st.integers(0, 40), st.integers(0, 40)), min_size=3, max_size=12))
@example([(1, 1), (0, 0), (0, 1), (1, 1), (1, 1)])
def test_corners_make_a_valid_polygon_or_a_sentence(corners):
    """Whatever is drawn on a lattice of 100 m."""
    asked = ";".join(f"{29.1 + x / 1000:.5f},{40.98 + y / 1000:.5f}" for x, y in corners)
    area = area_or_sentence(read_area, asked)
    if isinstance(area, str):
        assert area.endswith(".")
        return
    assert area.valid
    assert area.srid == WGS84
    assert 0 < square_kilometres(area) <= MOST_KM2
    assert read_area(write_area(area)).equals_exact(area, 1e-9)


def area_or_sentence(read, text):
    """What is read, or the refusal: either way is right."""
    try:
        return read(text)
    except AreaError as error:
        return str(error)


@given(st.text("0123456789.,;-", max_size=60) | st.text(max_size=30))
def test_no_text_breaks_the_reading(given_text):
    for read in (read_area, read_circle):
        area = area_or_sentence(read, given_text)
        assert area if isinstance(area, str) else area.valid


@pytest.mark.parametrize("metres", [50, 250, 2000, MOST_RADIUS])
def test_a_circle_is_measured_on_the_ground(db, metres):
    circle = read_circle(f"29.105,40.985,{metres}")
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT max(d), min(d) FROM (SELECT ST_Distance(ST_Point(29.105, 40.985)::geography,"
            " (ST_DumpPoints(ST_GeomFromEWKT(%s))).geom::geography) AS d) AS corners",
            [circle.ewkt],
        )
        farthest, nearest = cursor.fetchone()
    assert farthest == pytest.approx(metres, rel=2e-4)
    assert nearest == pytest.approx(metres, rel=2e-4)
    assert square_kilometres(circle) <= MOST_KM2


def test_list_feed_api_statistics_and_alert_show_the_same_of_an_area(town, client, api):
    inside = {pin(FOUNTAIN, "cop").number, pin(BRIDGE, "agac").number}
    for place in (SCHOOL, MARKET, FIELD):
        pin(place, "cop")
    page = client.get("/issues/", {"area": WEST}).content.decode()
    assert set(map(int, re.findall(r'href="/issues/(\d+)/"', page))) == inside
    assert 'data-total="2"' in page
    assert set(numbers(entries(client, f"/issues/feed.atom?area={WEST}"))) == inside
    answer = api.get("/api/v1/issues/", {"area": WEST}).json()
    assert {f["properties"]["number"] for f in answer["features"]} == inside
    statistics = api.get("/api/v1/neighbourhoods/statistics/", {"area": WEST}).json()
    assert statistics["total"] == 2
    wish = Wish(area=read_area(WEST))
    follower = subscribe(email="a@example.org", wish=wish, pace="daily", language="tr")
    followed = PublicIssue.objects.followed_by(follower).values_list("number", flat=True)
    assert set(followed) == inside


def test_one_page_leads_to_the_other(town, client, settings):
    settings.EMAIL_HOST = "127.0.0.1"
    pin(FOUNTAIN)
    encoded = WEST.replace(",", "%2C").replace(";", "%3B")
    page = client.get("/issues/", {"area": WEST, "category": "yol"}).content.decode()
    for address in ("/issues/follow/", "/issues/feed.atom", "/"):
        assert f'href="{address}?area={encoded}&amp;category=yol"' in page
    assert f'<input type="hidden" name="area" value="{WEST}">' in page
    assert "Bağlar, Dere (1,35 km² büyüklüğünde bir alan)" in page
    asked = client.get("/issues/follow/", {"area": WEST}).content.decode()
    assert f'href="/issues/?area={encoded}"' in asked


def test_a_feed_of_an_area_carries_the_answers_to_its_reports(town, client):
    issue = pin(FOUNTAIN, "cop")
    resolve(issue)
    resolve(pin(MARKET, "cop"))
    found = feed(client, f"/issues/feed.atom?circle={FOUNTAIN[0]},{FOUNTAIN[1]},250")
    [entry] = found.findall("{http://www.w3.org/2005/Atom}entry")
    assert "çözüldü. Yapıldı." in text(entry, "a:summary")
    assert "Bağlar" in text(found, "a:title")
    change_visibility(issue=issue, to=Visibility.REMOVED)
    assert not entries(client, f"/issues/feed.atom?circle={FOUNTAIN[0]},{FOUNTAIN[1]},250")


def test_an_area_and_a_circle_at_once_are_refused(town, client, api, settings):
    settings.EMAIL_HOST = "127.0.0.1"
    both = {"area": WEST, "circle": "29.105,40.995,500"}
    assert list(api.get("/api/v1/issues/", both).json()["errors"]) == ["circle"]
    assert client.get("/issues/follow/", both).status_code == 400


@pytest.mark.parametrize("what", [{"area": BOWTIE}, {"circle": "29.1,40.98,1"}])
def test_what_cannot_be_followed_is_told_before_an_address_is_asked_for(
    town, client, settings, what
):
    settings.EMAIL_HOST = "127.0.0.1"
    answer = client.post(f"/issues/follow/?{next(iter(what))}={next(iter(what.values()))}")
    assert answer.status_code == 400
    assert "Yarıçap" in answer.content.decode() or "kesiyor" in answer.content.decode()
    assert not Subscription.objects.exists()


def test_two_areas_of_one_bounding_box_are_two_wishes_and_the_same_again_is_one(town):
    square = Polygon.from_bbox((29.101, 40.991, 29.109, 40.999))
    square.srid = WGS84
    for area in (read_area(TRIANGLE), square, read_area(TRIANGLE)):
        subscribe(email="a@example.org", wish=Wish(area=area), pace="daily", language="tr")
    assert Subscription.objects.count() == 2


@settings(max_examples=40, deadline=None, suppress_health_check=list(HealthCheck))
@given(
    st.lists(st.tuples(st.integers(0, 20), st.integers(0, 20)), min_size=3, max_size=7),
    st.lists(st.tuples(st.integers(0, 20), st.integers(0, 20)), max_size=6),
)
def test_who_is_told_of_a_report_is_who_finds_it_in_the_area(town, corners, places):
    asked = ";".join(f"{29.10 + x / 1000:.5f},{40.98 + y / 1000:.5f}" for x, y in corners)
    try:
        area = read_area(asked)
    except AreaError:
        return
    with rolled_back():
        wish = Wish(area=area)
        follower = subscribe(email="a@example.org", wish=wish, pace="daily", language="tr")
        issues = [pin((29.10 + x / 1001, 40.98 + y / 1001)) for x, y in places]
        told = {i.number for i in issues if Subscription.objects.about(i).exists()}
        found = PublicIssue.objects.followed_by(follower).values_list("number", flat=True)
        assert told == set(found)


def test_an_area_is_named_after_the_mahalle_it_touches(town, english):
    assert area_in_words(read_area(TRIANGLE)) == "Bağlar (an area of 0.30 km²)"
    assert area_in_words(read_circle("29.11,40.99,1500")).startswith(
        "Bağlar, Çınar, Dere, Iğdır, … ("
    )
    assert area_in_words(read_circle("29.2,40.9,100")).startswith("outside (")


def test_around_a_place_needs_no_map_and_no_javascript(town, client, settings):
    settings.EMAIL_HOST = "127.0.0.1"
    load_names(names=[PlaceName("Okul Sokak", *SCHOOL)], kind="street", source="drawn")
    assert "Nerenin çevresi?" in client.get("/issues/around/").content.decode()
    page = client.get("/issues/around/", {"place": "okul sk.", "radius": "250"}).content.decode()
    circle = "29.11500,40.99500,250"
    for address in ("/issues/", "/issues/feed.atom", "/issues/follow/"):
        assert f'href="{address}?circle={circle}"' in page
        assert client.get(f"{address}?circle={circle}").status_code == 200
    assert (
        "/issues/follow/?circle="
        in client.get("/issues/around/", {"place": "Iğdır", "radius": "2000"}).content.decode()
    )
    nothing = client.get("/issues/around/", {"place": "ejderha", "radius": "500"})
    assert "bulunamadı" in nothing.content.decode()
    assert client.get("/issues/around/", {"place": "okul", "radius": "3"}).status_code == 200


def test_a_list_of_an_area_asks_the_same_however_many_reports_there_are(town, client):
    pin(FOUNTAIN)
    with CaptureQueriesContext(connection) as few:
        client.get("/issues/", {"area": WEST})
    for _ in range(12):
        pin(FOUNTAIN)
    with CaptureQueriesContext(connection) as many:
        client.get("/issues/", {"area": WEST})
    assert len(few) == len(many) <= 9


def test_among_many_pins_an_index_finds_those_of_an_area(town):
    category = Category.objects.get(slug="bozuk-yol")
    now = timezone.now()
    import_issues(
        issues=[
            ImportedIssue(
                uuid7(), 29.1 + n % 100 * 0.0002, 40.98 + n // 100 * 0.0004, category.pk, "x",
                "new", now, None,
            )
            for n in range(4000)
        ],
        source=Source.IMPORT,
    )  # fmt: skip
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE issues_issue")
    small = read_circle("29.105,40.985,100")
    plan = PublicIssue.objects.filter(location__coveredby=small).explain()
    assert "issues_issue_location" in plan, plan
