"""How a place is doing: told by anybody, with the day and photos; the latest and the trend are shown."""

from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from uuid_utils.compat import uuid7

from accounts.limits import LIMITS
from places.models import Condition, PlacePhoto, PublicPlace
from tests.accounts.test_limits import used
from tests.pictures import encoded
from tests.places.kept import keep, see


@pytest.fixture
def tell(town, client):
    """Send what was seen of the fountain, with some fields changed."""
    place = keep()

    def sent(**changed):
        today = timezone.localdate().isoformat()
        data = {
            "id": uuid7(),
            "state": "worn",
            "note": "Yalağı kırık.",
            "seen_on": today,
            **changed,
        }
        return client.post(f"/places/{place.number}/condition/", data)

    return sent


def test_what_somebody_saw_is_on_the_place_s_page_at_once(tell, client):
    answer = tell()
    page = client.get(answer["Location"]).content.decode()
    assert "Yalağı kırık." in page
    assert "state-worn" in page
    assert "Gördüğünüzü not ettik" in page


def test_sent_twice_it_is_one(tell):
    identity = uuid7()
    tell(id=identity)
    tell(id=identity)
    assert Condition.objects.count() == 1


def test_the_latest_counts_by_the_day_it_was_seen_whenever_it_was_told(tell):
    tell(state="good")
    tell(state="lost", seen_on=(timezone.localdate() - timedelta(days=30)).isoformat())
    place = PublicPlace.objects.get()
    assert (place.state, place.state_before) == ("good", "lost")


@pytest.mark.parametrize(
    ("changed", "said"),
    [
        ({"state": ""}, "zorunlu"),
        ({"state": "ejderha"}, "ejderha"),
        ({"seen_on": "2999-01-01"}, "henüz gelmedi"),
        ({"seen_on": "dün"}, "tarih"),
        ({"photos": SimpleUploadedFile("x.jpg", b"text")}, "x.jpg"),
    ],
)
def test_what_is_wrong_is_said_and_nothing_is_lost(tell, changed, said):
    answer = tell(**changed)
    assert answer.status_code == 422
    assert said in answer.content.decode()
    assert "Yalağı kırık." in answer.content.decode()
    assert not Condition.objects.exists()
    assert not PlacePhoto.objects.exists()


def test_photos_come_with_it_once_and_wait_with_a_note_that_is_held(tell, client):
    identity = uuid7()
    for _ in range(2):
        tell(id=identity, photos=SimpleUploadedFile("ev.jpg", encoded(), "image/jpeg"))
    shown = PlacePhoto.objects.get()
    for address in (shown.get_absolute_url(), shown.get_small_url()):
        assert b"JFIF" in b"".join(client.get(address))
    tell(
        note="Arayın: 0532 123 45 67",
        photos=SimpleUploadedFile("b.jpg", encoded(), "image/jpeg"),
    )
    waiting = PlacePhoto.objects.exclude(pk=shown.pk).get()
    assert client.get(waiting.get_absolute_url()).status_code == 404
    place = PublicPlace.objects.get()
    assert "0532" not in client.get(place.get_absolute_url()).content.decode()
    assert place.conditions.count() == 1


def test_a_network_that_sends_very_many_is_asked_to_wait(tell):
    used(LIMITS["condition"].most, "condition")
    assert tell().status_code == 429


def test_only_what_is_in_the_register_is_told_of(town, client):
    place = keep()
    type(place).objects.update(status="nominated")
    assert client.get(f"/places/{place.number}/condition/").status_code == 404


def test_a_page_asks_the_same_however_often_a_place_was_told_of(town, client):
    place = keep()

    def asked():
        with CaptureQueriesContext(connection) as queries:
            client.get(place.get_absolute_url())
        return len(queries)

    see(place, "good", "2026-05-01")
    asked()  # what a process asks once
    once = asked()
    for day in range(2, 15):
        see(place, "good", f"2026-05-{day:02}")
    assert asked() == once
