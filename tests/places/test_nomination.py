"""A nomination's way: sent by anybody, asked back, answered, verified, declined or joined, all of it public."""

import json
from datetime import timedelta
from io import BytesIO

import pytest
from django.contrib.gis.geos import GEOSGeometry
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import IntegrityError, transaction
from django.utils import timezone
from shapely import Point, box
from uuid_utils.compat import uuid7

from accounts.limits import LIMITS
from intake.photo_files import cleaned
from places import actions
from places.actions import RefusedError
from places.likeness import Candidate, likely_the_same, others_like
from places.loading import load_types
from places.models import Condition, Place, PlacePhoto, PlaceType, PublicPlace
from places.photos import add_photo, photo_file, remove_photo, sweep_photo_files
from tests.accounts.test_limits import used
from tests.district import BRIDGE, FOUNTAIN, HILL
from tests.pictures import encoded
from tests.places.kept import BEYOND, GROVE, keep, see, shares

ON_MAP = json.dumps({"type": "Point", "coordinates": FOUNTAIN})
SENT = {
    "type": "cesme",
    "name": "Mermer Çeşme",
    "other_names": "Küçük Çeşme",
    "shape": ON_MAP,
    "reason": "Mahallenin en eski çeşmesi.",
    "evidence": "https://example.org/cesmeler",
}


@pytest.fixture
def send(town, client):
    """Send the form of a nomination, with some fields changed."""
    load_types()

    def sent(**changed):
        data = {"id": uuid7(), **SENT, **changed}
        return client.post("/places/new/", {k: v for k, v in data.items() if v is not None})

    return sent


def nominated(
    name="Mermer Çeşme", shape=ON_MAP, type_="cesme", reason="Mahallenin en eski çeşmesi.", **more
):
    load_types()
    nomination = actions.Nomination(
        id=uuid7(),
        type=PlaceType.objects.get(slug=type_),
        name=name,
        shape=GEOSGeometry(shape, srid=4326),
        reason=reason,
        **more,
    )
    place, _created = actions.nominate(nomination=nomination)
    return place


def steps(place):
    return list(place.steps.values_list("action", "note"))


# Sending


def test_it_is_public_with_its_reason_and_leads_to_the_sender_s_own_page(send, client):
    answer = send()
    place = Place.objects.get()
    assert answer["Location"] == f"/places/own/{place.pk}/"
    assert (place.status, place.visibility) == ("nominated", "public")
    assert shares(place) == {"Bağlar": 1}
    page = client.get(place.get_absolute_url()).content.decode()
    assert "Mahallenin en eski çeşmesi." in page
    assert "aday gösterildi" in page
    assert str(place.pk) not in page
    assert "Mermer Çeşme" in client.get("/places/nominations/").content.decode()
    assert "Mermer Çeşme" not in client.get("/places/").content.decode()
    own = client.get(f"/places/own/{place.pk}/")
    assert own["Referrer-Policy"] == "same-origin"
    assert "no-store" in own["Cache-Control"]


def test_sent_twice_it_is_one(send):
    identity = uuid7()
    for _ in range(2):
        assert send(id=identity).status_code == 302
    assert Place.objects.count() == 1


def test_by_the_list_its_mahalle_and_a_description_are_enough(send):
    send(shape="", neighbourhood="dere", spot="Köprünün altı")
    place = Place.objects.get()
    assert (place.is_placed, place.spot) == (False, "Köprünün altı")
    assert shares(place) == {"Dere": 1}


@pytest.mark.parametrize(
    ("changed", "said"),
    [
        ({"shape": ""}, "Haritaya koyunuz ya da mahallesini seçiniz."),
        ({"shape": "", "neighbourhood": "dere"}, "tam olarak nerede olduğunu"),
        ({"name": " "}, "Bu alan zorunlu."),
        ({"reason": ""}, "Bu alan zorunlu."),
        ({"type": "ejderha"}, "Geçerli bir seçenek seçin."),
        ({"shape": "x"}, "Çizim okunamadı."),
        ({"shape": json.dumps({"type": "Point", "coordinates": []})}, "Çizim okunamadı."),
        ({"shape": json.dumps({"type": "Point", "coordinates": HILL})}, "dışında"),
        ({"shape": json.dumps({"type": "MultiPoint", "coordinates": [FOUNTAIN]})}, "Bir nokta"),
        ({"shape": json.dumps({"type": "Point", "coordinates": [200, 40]})}, "Çizim okunamadı."),
        (
            {"shape": json.dumps({"type": "Point", "coordinates": [*FOUNTAIN, 7]})},
            "Çizim okunamadı.",
        ),
        ({"shape": '{"type": "Point", "coordinates": [NaN, 41]}'}, "Bir nokta"),
        ({"shape": "SRID=3857;POINT (29.105 40.995)"}, "Çizim okunamadı."),
        ({"website": "spam"}, "boş"),
    ],
)
def test_what_is_missing_or_wrong_is_said_and_nothing_is_lost(send, changed, said):
    answer = send(**changed)
    page = answer.content.decode()
    assert answer.status_code == 422
    assert said in page
    assert "Küçük Çeşme" in page
    assert not Place.objects.exists()


def ring(*corners):
    return json.dumps({"type": "Polygon", "coordinates": [[*corners, corners[0]]]})


@pytest.mark.parametrize(
    ("shape", "said"),
    [
        (ring((29.101, 40.991), (29.103, 40.993), (29.103, 40.991), (29.101, 40.993)), "kesiyor"),
        (ring((29.0, 40.9), (29.3, 40.9), (29.3, 41.1), (29.0, 41.1)), "çok büyük"),
        (json.dumps({"type": "LineString", "coordinates": [[29, 41], [29.7, 41]]}), "çok uzun"),
        (json.dumps({"type": "LineString", "coordinates": [FOUNTAIN, FOUNTAIN]}), "iki ayrı nokta"),
        ("x" * 50_001, "50000"),
        (ring(*[(29.1 + i / 1e6, 40.99 + i * i / 1e9) for i in range(600)]), "500’den fazla"),
    ],
)
def test_an_outline_that_is_none_is_refused_with_what_to_do(send, shape, said):
    assert said in send(shape=shape).content.decode()


def test_photos_come_with_it_and_a_file_that_is_none_is_told(send):
    photo = SimpleUploadedFile("ev.jpg", encoded(), "image/jpeg")
    send(photos=photo)
    [stored] = PlacePhoto.objects.all()
    assert photo_file(stored.pk).exists()
    answer = send(
        id=uuid7(), name="Başka", photos=SimpleUploadedFile("x.jpg", b"text"), another="on"
    )
    assert answer.status_code == 422
    assert "x.jpg" in answer.content.decode()
    assert Place.objects.count() == 1


def test_what_holds_personal_data_waits_for_a_person_and_links_are_welcome_as_sources(send, client):
    send(reason="Bekçisi 0532 123 45 67")
    place = Place.objects.get()
    assert place.visibility == "held"
    assert client.get(place.get_absolute_url()).status_code == 404
    assert "0532" not in client.get("/places/nominations/").content.decode()


def test_a_network_that_sends_very_many_is_asked_to_wait(send):
    used(LIMITS["nominate"].most, "nominate")
    answer = send()
    assert answer.status_code == 429
    assert "Mermer Çeşme" in answer.content.decode()


# Two that are one


def test_what_may_be_known_already_is_shown_first_and_the_person_decides(send):
    keep("Mermer Çeşmesi")
    answer = send()
    assert answer.status_code == 409
    assert "Bunlardan biri mi?" in answer.content.decode()
    assert Place.objects.count() == 1
    assert send(another="on").status_code == 302


@pytest.mark.parametrize(
    ("name", "shape", "found"),
    [
        ("MERMER ÇEŞME", f"POINT({FOUNTAIN[0] + 0.001} {FOUNTAIN[1]})", True),
        ("mermer cesmesi", f"POINT({FOUNTAIN[0] + 0.001} {FOUNTAIN[1]})", True),
        ("Mermer Çeşme", f"POINT({BRIDGE[0]} {BRIDGE[1]})", False),
        ("Ihlamurlu Çeşme", f"POINT({FOUNTAIN[0]} {FOUNTAIN[1]})", True),
        ("Ihlamurlu Çeşme", f"POINT({FOUNTAIN[0] + 0.001} {FOUNTAIN[1]})", False),
        ("Gölgeli Çeşme", BEYOND.wkt, False),
    ],
)
def test_two_may_be_one_by_like_names_near_by_or_by_one_spot(town, name, shape, found):
    keep("Mermer Çeşme")
    keep("Çınar Korusu", "koru", GROVE)
    type_ = PlaceType.objects.get(slug="cesme")
    candidate = Candidate([name], type_, GEOSGeometry(shape, srid=4326))
    names = [place.name for place in likely_the_same(candidate)]
    assert ("Mermer Çeşme" in names) == found


def test_what_is_drawn_may_be_what_somebody_nominated_by_the_list_in_that_mahalle(send):
    send(shape="", neighbourhood="baglar", spot="Pazarın arkası")
    fountain = PlaceType.objects.get(slug="cesme")
    for where, found in ((FOUNTAIN, ["Mermer Çeşme"]), (BRIDGE, [])):
        candidate = Candidate(
            ["Mermer Çeşmesi"], fountain, GEOSGeometry(f"POINT ({where[0]} {where[1]})", srid=4326)
        )
        assert [place.name for place in likely_the_same(candidate)] == found


@pytest.mark.parametrize(
    ("shape", "type_", "found"),
    [
        (GROVE, "koru", True),
        (GROVE, "park", True),  # whatever it is called and whatever it is
        (box(29.105, 40.992, 29.107, 40.996), "park", True),  # a part of it
        (box(29.1136, 40.992, 29.12, 40.996), "koru", False),  # a fifth of the smaller one
        (box(29.115, 40.992, 29.12, 40.996), "koru", False),  # a neighbour
        (Point(29.11, 40.994), "koru", True),  # of its type and inside
        (Point(29.11, 40.994), "cesme", False),  # a fountain in it
    ],
)
def test_an_area_that_lies_on_another_may_be_one_with_it_and_a_neighbour_is_none(
    town, shape, type_, found
):
    keep("Çınar Korusu", "koru", GROVE)
    kind = PlaceType.objects.get(slug=type_)
    candidate = Candidate(["Yeşil"], kind, GEOSGeometry(shape.wkt, srid=4326))
    assert [place.name for place in likely_the_same(candidate)] == ["Çınar Korusu"] * found


@pytest.mark.parametrize(
    ("names", "found"),
    [
        (["Bostancı Çeşmesi"], True),
        (["Adsız", "Üç Lüleli Çeşme"], True),
        (["Taş Köprü"], False),
    ],
)
def test_a_name_is_compared_with_each_name_of_a_place_that_has_many(town, names, found):
    others = "Küçük Ayazma\nBostancı Çeşmesi\nÜç Lüleli Çeşme\nHacı Baba Pınarı"
    keep("Eski Su Yapısı", facts={"other_names": others})
    near = f"POINT({FOUNTAIN[0] + 0.001} {FOUNTAIN[1]})"
    kind = PlaceType.objects.get(slug="cami")
    candidate = Candidate(names, kind, GEOSGeometry(near, srid=4326))
    assert bool(likely_the_same(candidate)) == found


def test_the_desk_compares_with_what_is_held_and_with_itself_never(town, zeynep):
    held, place = nominated("Mermer Çeşme 0532 123 45 67"), nominated("Mermer Çeşme")
    assert held.visibility == "held"
    assert others_like(place) == [held]
    actions.merge(place=held, into=place, text="", by=zeynep)
    assert others_like(place) == []


def test_joined_it_leads_to_the_other_with_its_photos_and_what_was_seen(town, client, zeynep):
    kept, place = keep(), nominated()
    photo = add_photo(place=place, id=uuid7(), photo=cleaned(BytesIO(encoded())))
    see(place, "worn")
    actions.merge(place=place, into=kept, text="Aynı çeşme.", by=zeynep)
    assert client.get(place.get_absolute_url())["Location"] == kept.get_absolute_url()
    page = client.get(kept.get_absolute_url()).content.decode()
    assert str(photo.pk) in page
    assert "Aynı çeşme." in page
    assert PublicPlace.objects.get().state == "worn"
    with pytest.raises(RefusedError):
        actions.merge(place=kept, into=place, text="", by=zeynep)
    with pytest.raises(RefusedError):
        actions.merge(place=kept, into=kept, text="", by=zeynep)


def test_joined_it_is_found_by_its_names(town, client, zeynep):
    kept, place = keep(), nominated("Küçük Çeşme", facts={"other_names": "Ayazma"})
    actions.merge(place=place, into=kept, text="", by=zeynep)
    for name in ("ayazma", "kucuk cesme"):
        assert "Ihlamurlu Çeşme" in client.get(f"/places/?q={name}").content.decode()


def test_the_name_of_one_that_is_held_does_not_come_out_by_joining_it(town, client, zeynep):
    kept, held = keep(), nominated("Mermer Çeşme 0532 123 45 67")
    actions.merge(place=held, into=kept, text="", by=zeynep)
    assert "0532" not in client.get(kept.get_absolute_url()).content.decode()


def test_what_was_taken_down_with_a_place_does_not_come_back_by_joining_it(town, client, zeynep):
    kept, place = keep(), keep("Taş Çeşme")
    photo = add_photo(place=place, id=uuid7(), photo=cleaned(BytesIO(encoded())))
    see(place, "worn", note="Komşu söyledi.")
    assert b"JFIF" in b"".join(client.get(photo.get_absolute_url()))
    Condition.objects.update(looked_at=timezone.now())
    actions.set_visibility(place=place, to="held", by=zeynep)
    actions.merge(place=place, into=kept, text="", by=zeynep)
    assert client.get(photo.get_absolute_url()).status_code == 404
    assert Condition.objects.get().looked_at is None
    later = add_photo(place=kept, id=uuid7(), photo=cleaned(BytesIO(encoded())))
    assert later.shown_at is None  # as it would have been at the other
    page = client.get(kept.get_absolute_url()).content.decode()
    assert "Komşu söyledi." not in page
    assert "Taş Çeşme" not in page


def test_the_photos_of_one_that_was_held_can_be_shown_after_joining_it(town, client, zeynep):
    kept, held = keep(), nominated("Küçük Çeşme", facts={"other_names": "Ayazma"})
    Place.objects.filter(pk=held.pk).update(visibility="held")
    photo = add_photo(place=held, id=uuid7(), photo=cleaned(BytesIO(encoded())))
    actions.merge(place=held, into=kept, text="", by=zeynep)
    assert client.get(photo.get_absolute_url()).status_code == 404
    kept.refresh_from_db()
    actions.set_visibility(place=kept, to="public", by=zeynep)
    assert b"JFIF" in b"".join(client.get(photo.get_absolute_url()))


def test_a_place_of_the_register_does_not_vanish_in_what_nobody_sees(town, zeynep):
    kept = keep()
    waiting, hidden = nominated(), keep("Gizli Çeşme")
    Place.objects.filter(pk=hidden.pk).update(visibility="held")
    hidden.refresh_from_db()
    for into in (waiting, hidden):
        with pytest.raises(RefusedError, match="Kayıtlı"):
            actions.merge(place=kept, into=into, text="", by=zeynep)
    assert PublicPlace.objects.in_register().get().name == "Ihlamurlu Çeşme"


# Photos


def test_the_original_with_where_and_when_it_was_taken_is_nowhere(send, media):
    original = encoded(exif=b"Exif\x00\x00gizli")
    assert b"gizli" in original
    send(photos=SimpleUploadedFile("ev.jpg", original, "image/jpeg"))
    kept = [file.read_bytes() for file in media.glob("**/*") if file.is_file()]
    assert len(kept) == 2  # the picture and its thumbnail, both made anew
    assert not [content for content in kept if b"gizli" in content]


def test_a_removed_photo_does_not_come_back_by_sending_the_same_again(send, zeynep):
    identity = uuid7()

    def again():
        return send(id=identity, photos=SimpleUploadedFile("ev.jpg", encoded(), "image/jpeg"))

    again()
    place, photo = Place.objects.get(), PlacePhoto.objects.get()
    remove_photo(place=place, photo=photo.pk, by=zeynep)
    assert again().status_code == 302
    assert not PlacePhoto.objects.exists()


def test_after_a_photo_was_removed_the_next_ones_wait_for_a_look(town, zeynep):
    place = keep()
    photo = add_photo(place=place, id=uuid7(), photo=cleaned(BytesIO(encoded())))
    assert photo.shown_at
    remove_photo(place=place, photo=photo.pk, by=zeynep)
    told = see(place, "worn")
    later = add_photo(place=place, id=uuid7(), photo=cleaned(BytesIO(encoded())), condition=told)
    assert later.shown_at is None
    actions.judge_condition(place=place, condition=told.pk, to="public", by=zeynep)
    later.refresh_from_db()
    assert later.shown_at


def test_who_was_joined_with_a_place_that_is_joined_itself_leads_to_the_last(town, client, zeynep):
    first, second, last = nominated(), nominated("Mermer"), keep("Son Çeşme")
    actions.merge(place=first, into=second, text="", by=zeynep)
    actions.merge(place=second, into=last, text="", by=zeynep)
    for place in (first, second):
        assert client.get(place.get_absolute_url())["Location"] == last.get_absolute_url()


# Deciding


def test_asked_back_and_answered_it_waits_again_and_every_step_is_public(town, client, zeynep):
    place = nominated()
    actions.ask_back(place=place, text="Kitabesi var mı?", by=zeynep)
    own = f"/places/own/{place.pk}/"
    assert "Size bir soru var" in client.get(own).content.decode()
    assert client.post(own, {"text": "Var, 1890 yazıyor."}).status_code == 302
    actions.verify(place=place, text="Kayda aldık.", by=zeynep)
    place.refresh_from_db()
    assert place.status == "verified"
    assert steps(place) == [
        ("nominated", "Mahallenin en eski çeşmesi."),
        ("questioned", "Kitabesi var mı?"),
        ("answered", "Var, 1890 yazıyor."),
        ("verified", "Kayda aldık."),
    ]
    page = client.get(place.get_absolute_url()).content.decode()
    assert all(note in page for _action, note in steps(place))
    assert zeynep.username not in page


def test_an_answer_nobody_asked_for_and_an_empty_one_are_refused(town, client, zeynep):
    place = nominated()
    own = f"/places/own/{place.pk}/"
    assert client.post(own, {"text": "Var."}).status_code == 409
    actions.ask_back(place=place, text="Kitabesi var mı?", by=zeynep)
    assert client.post(own, {"text": " "}).status_code == 422
    assert client.post(own, {"text": "Arayın: 0532 123 45 67"}).status_code == 302
    place.refresh_from_db()
    assert (place.status, place.visibility) == ("nominated", "held")


def test_declined_it_stays_public_with_its_reason(town, client, zeynep):
    place = nominated()
    with pytest.raises(RefusedError):
        actions.decline(place=place, text=" ", by=zeynep)
    actions.decline(place=place, text="Burada artık yok.", by=zeynep)
    page = client.get(place.get_absolute_url()).content.decode()
    assert "Burada artık yok." in page
    with pytest.raises(RefusedError):
        actions.decline(place=place, text="Yine.", by=zeynep)


def test_what_is_not_on_the_map_yet_is_not_verified(town, zeynep):
    place = nominated(is_placed=False)
    with pytest.raises(RefusedError):
        actions.verify(place=place, text="", by=zeynep)
    with pytest.raises(IntegrityError, match="place_verified_placed"), transaction.atomic():
        Place.objects.filter(pk=place.pk).update(status="verified")
    actions.change(place=place, facts={"is_placed": True}, by=zeynep)
    actions.verify(place=place, text="", by=zeynep)


def test_files_without_a_row_are_swept_at_night_and_the_others_stay(town):
    photo = add_photo(place=nominated(), id=uuid7(), photo=cleaned(BytesIO(encoded())))
    stray = photo_file(uuid7())
    stray.write_bytes(b"")
    assert sweep_photo_files(now=timezone.now() + timedelta(hours=2)) == 1
    assert photo_file(photo.pk).exists()
    assert not stray.exists()
