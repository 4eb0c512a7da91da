"""A pin at somebody's door is moved to the street, in every channel and in all that was kept of it before."""

import pytest
from django.contrib.gis.geos import Point
from django.db import connection

from gisdata.crs import METRIC
from issues.blurring import STRETCH, away_from_the_door
from issues.history import events
from issues.models import Issue, ModerationStep, Precision
from maps.layers import LAYERS
from neighbourhoods.models import Neighbourhood
from tests.basemap import draw
from tests.district import FOUNTAIN, pin
from tests.logins import log_in_staff

DOOR = (29.10431, 40.99713)
"""East of Işık Sokak, in Bağlar."""

TRACES = ["29.10431", "40.99713", "29.1043", "40.9971"]
CHANNELS = [
    "/issues/{number}/", "/api/v1/issues/{number}/", "/api/v1/issues/", "/ogc/collections/issues/items?f=json",
    "/ogc/collections/issues/items/{number}?f=json", "/open311/v2/requests/{number}.json", "/issues/feed.atom",
    *(f"/layers/{name}.geojson" for name in LAYERS), *(f"/maps/export/{name}.csv" for name in LAYERS),
]  # fmt: skip


def metres_between(one, other):
    here, there = (point.transform(METRIC, clone=True) for point in (one, other))
    return here.distance(there)


def text_of(answer):
    return b"".join(getattr(answer, "streaming_content", None) or [answer.content]).decode()


def street(client, issue):
    return client.post(f"/issues/own/{issue.pk}/street/")


def test_the_reporter_moves_the_pin_to_the_street_and_no_channel_tells_the_door(town, client):
    draw()
    issue = pin(DOOR)
    before = {channel for channel in CHANNELS if _told(client, channel, issue)}
    assert len(before) >= 8
    assert street(client, issue).status_code == 302
    assert {channel for channel in CHANNELS if _told(client, channel, issue)} == set()
    assert all(event.location.coords != DOOR for event in events())
    assert "Pini sokağa taşı" not in client.get(f"/issues/own/{issue.pk}/").content.decode()
    moved = Issue.objects.get()
    assert moved.location.x == pytest.approx(29.1045, abs=1e-6), "on Işık Sokak"
    assert moved.neighbourhood.slug == "baglar"
    assert street(client, issue).status_code == 409


def _told(client, channel, issue):
    text = text_of(client.get(channel.format(number=issue.number)))
    return any(trace in text for trace in TRACES)


def test_two_doors_of_a_stretch_are_the_same_place(town):
    draw()
    one, other = (
        away_from_the_door(Point(x, y, srid=4326)) for x, y in (DOOR, (29.1047, 40.99702))
    )
    assert one.equals_exact(other, 1e-9)


@pytest.mark.parametrize("x", [29.1003, 29.1012, 29.1099])
@pytest.mark.parametrize("y", [40.9911, 40.9958, 40.9993])
def test_without_a_street_it_is_the_middle_of_a_square_in_the_same_mahalle(town, x, y):
    place = Point(x, y, srid=4326)
    seen = away_from_the_door(place)
    assert 0 < metres_between(place, seen) <= STRETCH
    home = Neighbourhood.objects.current().get(boundary__covers=place)
    assert home.boundary.covers(seen)


def test_a_moderator_moves_it_and_the_step_is_kept(town, client, elif_):
    draw()
    issue = pin(DOOR)
    log_in_staff(client, elif_)
    assert "Pini sokağa taşı" in client.get(f"/moderation/{issue.number}/").content.decode()
    client.post(f"/moderation/{issue.number}/street/", {"seen": 0})
    step = ModerationStep.objects.get()
    assert (step.action, step.taken_by) == ("blurred", elif_)
    issue.refresh_from_db()
    assert issue.location.coords != DOOR


def test_what_is_known_by_its_mahalle_alone_is_not_moved(town, client, elif_):
    issue = pin(FOUNTAIN)
    Issue.objects.update(precision=Precision.NEIGHBOURHOOD)
    assert street(client, issue).status_code == 409
    log_in_staff(client, elif_)
    assert "Pini sokağa taşı" not in client.get(f"/moderation/{issue.number}/").content.decode()


def test_the_reporter_may_edit_what_they_moved(town, client):
    issue = pin(DOOR)
    street(client, issue)
    page = client.get(f"/issues/own/{issue.pk}/").content.decode()
    assert 'id="edit"' in page


def test_the_numbers_move_with_it(town, client):
    issue = pin(DOOR)
    street(client, issue)
    with connection.cursor() as cursor:
        cursor.execute("SELECT sum(count) FROM issues_dailycount")
        assert cursor.fetchone()[0] == 1
