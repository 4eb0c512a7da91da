"""Who sent something about a place takes it back, and it is gone from every table."""

from io import BytesIO

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from uuid_utils.compat import uuid7

from accounts.models import ErasureLog
from intake.photo_files import cleaned
from places import actions
from places.actions import change, verify
from places.erasure import take_nomination_back
from places.models import Condition, Place, PlacePhoto, PlaceStep
from places.photos import add_photo, photo_file
from tests.pictures import encoded
from tests.places.kept import keep, see
from tests.places.test_nomination import nominated
from tests.traces import traces_of

REASON = "Mahallenin en eski çeşmesi."


def photograph(place, condition=None):
    photo = cleaned(BytesIO(encoded()))
    return add_photo(place=place, id=uuid7(), photo=photo, condition=condition).pk


def take_back(client, kind, id, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        return client.post(f"/places/{kind}/{id}/take-back/")


@pytest.mark.parametrize("decide", [None, actions.decline, actions.ask_back])
def test_a_nomination_that_is_nobody_else_s_is_gone_with_its_words_history_and_photos(
    town, client, zeynep, decide, django_capture_on_commit_callbacks
):
    place = nominated(facts={"evidence": "Dedem anlatırdı."})
    id, photo = place.pk, photograph(place)
    actions.change(place=place, facts={"story": "Dedem anlatırdı."}, by=zeynep)
    if decide:
        decide(place=place, text="Nerede tam olarak?", by=zeynep)
    asked = client.get(f"/places/own/{id}/take-back/").content.decode()
    assert "silinir" in asked
    answer = take_back(client, "own", id, django_capture_on_commit_callbacks)
    assert "Geri alındı" in answer.content.decode()
    assert traces_of(REASON) == traces_of("Dedem anlatırdı.") == set()
    assert not photo_file(photo).exists()
    assert client.get(f"/places/own/{id}/").status_code == 404
    assert list(ErasureLog.objects.values_list("kind", "rule", "count")) == [
        ("place", "asked for", 1)
    ]


def test_what_is_in_the_register_stays_without_its_nominator_s_words_and_photos(
    town, client, zeynep, django_capture_on_commit_callbacks
):
    place = nominated(facts={"evidence": "Dedem anlatırdı.", "spot": "Bizim evin yanı"})
    actions.change(place=place, facts={"period": "1900"}, by=zeynep)
    own, others = photograph(place), photograph(place, see(place, "worn"))
    actions.verify(place=place, text="Yerinde görüldü.", by=zeynep)
    asked = client.get(f"/places/own/{place.pk}/take-back/").content.decode()
    assert "Yerin kendisi kalır" in asked
    answer = take_back(client, "own", place.pk, django_capture_on_commit_callbacks)
    assert place.get_absolute_url() in answer.content.decode()
    page = client.get(place.get_absolute_url()).content.decode()
    assert REASON not in page
    assert "Yerinde görüldü." in page
    assert "aday gösterenin yazdıkları ve fotoğrafları silindi" in page
    assert traces_of(REASON) == traces_of("Dedem anlatırdı.") == traces_of("Bizim evin") == set()
    assert not photo_file(own).exists()
    assert photo_file(others).exists()
    client.post(f"/places/own/{place.pk}/take-back/")  # again is the same
    assert place.steps.filter(action="erased").count() == ErasureLog.objects.count() == 1


def test_what_nobody_nominated_is_nobody_s_to_take_back(town, client):
    place = keep()
    assert client.get(f"/places/own/{place.pk}/").status_code == 404
    assert client.get(f"/places/own/{place.pk}/take-back/").status_code == 404
    client.post(f"/places/own/{place.pk}/take-back/")
    assert Place.objects.filter(pk=place.pk).exists()
    assert not ErasureLog.objects.exists()


def test_of_two_that_were_joined_each_takes_back_their_own(
    town, client, zeynep, django_capture_on_commit_callbacks
):
    ayses, alis = nominated(), nominated("Eski Çeşme")
    photos = {place.pk: photograph(place) for place in (ayses, alis)}
    actions.merge(place=alis, into=ayses, text="", by=zeynep)
    take_back(client, "own", alis.pk, django_capture_on_commit_callbacks)
    assert list(PlacePhoto.objects.values_list("pk", flat=True)) == [photos[ayses.pk]]
    assert client.get(f"/places/{alis.number}/")["Location"] == ayses.get_absolute_url()
    take_back(client, "own", ayses.pk, django_capture_on_commit_callbacks)
    assert not PlacePhoto.objects.exists()
    assert Place.objects.count() == 2
    assert not PlaceStep.objects.filter(taken_by=None).exclude(note="").exists()


def test_photos_whose_sender_nobody_knows_any_more_go_with_the_place(
    town, client, django_capture_on_commit_callbacks
):
    place = nominated()
    photo = photograph(place)
    PlacePhoto.objects.update(nomination=None)
    take_back(client, "own", place.pk, django_capture_on_commit_callbacks)
    assert not photo_file(photo).exists()


def test_the_name_of_a_place_that_is_not_shown_is_not_told_to_who_told_of_it(town, client):
    place = keep("Gizli kalması gereken çeşme")
    told = see(place, "worn")
    addresses = (f"/places/seen/{told.pk}/", f"/places/seen/{told.pk}/take-back/")
    Place.objects.filter(pk=place.pk).update(visibility="held")
    for address in addresses:
        page = client.get(address)
        assert page.status_code == 200
        assert "Gizli kalması" not in page.content.decode()


def test_taken_back_twice_it_is_one(town, client):
    place = nominated()
    for _ in range(2):
        assert client.post(f"/places/own/{place.pk}/take-back/").status_code == 200
    assert take_nomination_back(place=place)
    assert ErasureLog.objects.count() == 1


def test_what_the_desk_wrote_as_its_sources_since_stays(town, zeynep):
    place = nominated(facts={"evidence": "Dedem anlatırdı.", "spot": "Bizim evin yanı"})
    verify(place=place, text="", by=zeynep)
    change(place=place, facts={"evidence": "Tapu kaydı, 1905"}, by=zeynep)
    change(place=place, facts={"period": "1905"}, by=zeynep)
    take_nomination_back(place=place)
    place.refresh_from_db()
    assert (place.evidence, place.spot) == ("Tapu kaydı, 1905", "")
    assert not traces_of("Dedem anlatırdı.")
    assert not traces_of("Bizim evin yanı")


def test_looking_at_the_question_erases_nothing(town, client):
    place = nominated()
    client.get(f"/places/own/{place.pk}/take-back/")
    assert Place.objects.filter(pk=place.pk).exists()


def test_what_somebody_saw_is_theirs_to_take_back(town, client, django_capture_on_commit_callbacks):
    place = keep()
    answer = client.post(
        f"/places/{place.number}/condition/",
        {
            "id": uuid7(),
            "state": "worn",
            "note": "Yalağı kırık.",
            "seen_on": "2026-05-01",
            "photos": SimpleUploadedFile("x.jpg", encoded(), "image/jpeg"),
        },
    )
    told, photo = Condition.objects.get(), PlacePhoto.objects.get().pk
    assert answer["Location"] == f"/places/seen/{told.pk}/"
    page = client.get(answer["Location"]).content.decode()
    assert "Yalağı kırık." in page
    assert f"/places/seen/{told.pk}/take-back/" in page
    assert str(told.pk) not in client.get(place.get_absolute_url()).content.decode()
    take_back(client, "seen", told.pk, django_capture_on_commit_callbacks)
    assert traces_of("Yalağı kırık.") == set()
    assert not photo_file(photo).exists()
    assert "Yalağı kırık." not in client.get(place.get_absolute_url()).content.decode()
    assert client.post(f"/places/seen/{told.pk}/take-back/").status_code == 200
