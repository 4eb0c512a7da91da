"""The desk of the register: what waits, and every step that can be taken."""

from io import BytesIO

import pytest
from django.contrib.auth.models import Permission
from uuid_utils.compat import uuid7

from intake.photo_files import cleaned
from places.actions import change
from places.models import Place, PlacePhoto
from places.photos import add_photo
from tests.logins import log_in_staff
from tests.pictures import encoded
from tests.places.kept import GROVE, feature, keep, see, take
from tests.places.test_nomination import nominated, steps


@pytest.fixture
def at_desk(town, client, elif_):
    log_in_staff(client, elif_)
    return client


def act(client, place, action, **data):
    return client.post(f"/moderation/places/{place.number}/{action}/", data)


def test_what_waits_is_in_the_queue_and_what_is_decided_is_not(at_desk):
    waiting, held, done = nominated(), nominated("Arayın 0532 123 45 67"), keep()
    with_a_note = keep("Taş Köprü", "kopru")
    see(with_a_note, "lost", visibility="held")
    page = at_desk.get("/moderation/places/").content.decode()
    assert [p.name in page for p in (waiting, held, with_a_note, done)] == [True, True, True, False]


def test_a_condition_that_nobody_looked_at_waits_though_everybody_sees_it(at_desk, client):
    place = keep()
    told = see(place, "worn")
    assert place.name in at_desk.get("/moderation/places/").content.decode()
    assert "state-worn" in at_desk.get(place.get_absolute_url()).content.decode()
    assert act(at_desk, place, "condition", condition=told.pk, to="public").status_code == 302
    assert place.name not in at_desk.get("/moderation/places/").content.decode()


def test_what_was_decided_waits_no_more_and_what_is_held_has_a_list_of_its_own(at_desk, zeynep):
    place, gone = keep(), nominated("Arayın 0532 123 45 67")
    told = see(place, "worn")
    photo = add_photo(place=place, id=uuid7(), photo=cleaned(BytesIO(encoded())), condition=told)
    PlacePhoto.objects.filter(pk=photo.pk).update(shown_at=None)
    act(at_desk, place, "condition", condition=told.pk, to="held")
    act(at_desk, gone, "decline", text="Yer değil.")
    taken_down = keep("Taş Köprü", "kopru")
    see(taken_down, "worn")
    act(at_desk, taken_down, "show", to="held")
    queue = at_desk.get("/moderation/places/").content.decode()
    held = at_desk.get("/moderation/places/?held").content.decode()
    for one in (place, gone, taken_down):
        assert f">{one.name}<" not in queue
    assert [f">{p.name}<" in held for p in (place, gone, taken_down)] == [False, True, True]


def test_what_is_nominated_is_seen_on_a_small_map_before_it_is_decided(at_desk):
    place = nominated("Çınar Korusu", GROVE.wkt, "koru")
    page = at_desk.get(f"/moderation/places/{place.number}/").content.decode()
    assert 'class="here here-green"' in page
    assert f'href="/places/{place.number}/"' in page


def test_who_may_verify_places_and_nothing_else_is_led_to_them(town, client, elif_):
    elif_.groups.clear()
    elif_.user_permissions.add(Permission.objects.get(codename="verify_place"))
    log_in_staff(client, elif_)
    mine = client.get("/accounts/me/").content.decode()
    assert 'href="/moderation/places/"' in mine
    assert 'href="/moderation/"' not in mine
    assert client.get("/moderation/places/").status_code == 200


def test_elif_may_add_a_type_and_it_is_offered(at_desk):
    entry = {
        "slug": "sarnic", "kind": "heritage", "name_tr": "Sarnıç", "name_en": "Cistern",
        "glyph": "droplet", "position": 3, "is_active": "on",
    }  # fmt: skip
    assert at_desk.post("/admin/places/placetype/add/", entry).status_code == 302
    assert "Sarnıç" in at_desk.get("/places/new/").content.decode()
    at_desk.cookies["django_language"] = "en"
    assert "Cistern" in at_desk.get("/places/new/").content.decode()


def test_what_was_changed_is_said_beside_the_public_step(at_desk):
    place = keep()
    change(place=place, facts={"period": "1890", "hours": "09.00"}, by=None)
    page = at_desk.get(place.get_absolute_url()).content.decode()
    assert "dönem, açık olduğu saatler" in page
    at_desk.cookies["django_language"] = "en"
    assert "period, opening hours" in at_desk.get(place.get_absolute_url()).content.decode()


def test_the_desk_of_reports_leads_to_it(at_desk):
    assert 'href="/moderation/places/"' in at_desk.get("/moderation/").content.decode()


def test_the_page_says_what_asks_for_a_close_look_and_what_it_may_be_one_with(at_desk):
    keep("Mermer Çeşmesi")
    place = nominated(facts={"evidence": "Arayın 0532 123 45 67"})
    page = at_desk.get(f"/moderation/places/{place.number}/").content.decode()
    assert "telefon numarası" in page
    assert "Mermer Çeşmesi" in page


@pytest.mark.parametrize(
    ("action", "data", "status"),
    [
        ("verify", {"text": ""}, "verified"),
        ("ask", {"text": "Kitabesi var mı?"}, "questioned"),
        ("decline", {"text": "Burada artık yok."}, "declined"),
    ],
)
def test_a_decision_is_taken_with_its_note_and_its_author(at_desk, elif_, action, data, status):
    place = nominated()
    assert act(at_desk, place, action, **data).status_code == 302
    place.refresh_from_db()
    assert place.status == status
    assert place.steps.last().taken_by == elif_


def test_a_step_without_its_sentence_and_one_on_what_was_decided_are_refused(at_desk):
    place = nominated()
    assert act(at_desk, place, "ask", text="").status_code == 422
    act(at_desk, place, "decline", text="Burada artık yok.")
    assert act(at_desk, place, "ask", text="Neden?").status_code == 409
    assert [action for action, _note in steps(place)] == ["nominated", "declined"]


def test_what_was_held_is_shown_with_its_photos_when_it_is_verified(at_desk, client):
    place = nominated("Arayın 0532 123 45 67")
    photo = add_photo(place=place, id=uuid7(), photo=cleaned(BytesIO(encoded())))
    assert client.get(photo.get_absolute_url()).status_code == 404
    act(at_desk, place, "change", **known(place) | {"name": "Bekçinin Çeşmesi"})
    act(at_desk, place, "verify", text="")
    assert b"JFIF" in b"".join(client.get(photo.get_absolute_url()))
    place.refresh_from_db()
    assert (place.visibility, place.name) == ("public", "Bekçinin Çeşmesi")


def test_personal_data_is_taken_out_of_what_a_resident_said_before_it_is_shown(at_desk, client):
    place = nominated()
    place.steps.update(note="Bekçisi 0532 123 45 67, suyu akıyor.")
    said = place.steps.get()
    act(at_desk, place, "redact", step=said.pk, note="Suyu akıyor.")
    act(at_desk, place, "verify", text="")
    page = client.get(place.get_absolute_url()).content.decode()
    assert "0532" not in page
    assert "Suyu akıyor." in page
    assert [action for action, _note in steps(place)] == ["nominated", "redacted", "verified"]


def test_only_a_resident_s_words_on_this_place_are_written_anew(at_desk):
    place, other = nominated(), nominated("Taş Çeşme")
    act(at_desk, place, "ask", text="Kitabesi var mı?")
    for step in (place.steps.last(), other.steps.get()):
        assert act(at_desk, place, "redact", step=step.pk, note="").status_code == 409
    assert steps(other) == [("nominated", "Mahallenin en eski çeşmesi.")]
    assert steps(place)[-1] == ("questioned", "Kitabesi var mı?")


def known(place):
    """What the form of facts comes with."""
    return {
        "type": place.type_id, "name": place.name, "protection": "none", "ownership": "unknown",
        "access": "unknown", "has_fee": "unknown", "is_step_free": "unknown",
    }  # fmt: skip


def test_joined_by_the_other_s_number(at_desk):
    kept, place = keep(), nominated()
    assert act(at_desk, place, "merge", into="999999").status_code == 422
    assert act(at_desk, place, "merge", into=place.number).status_code == 409
    act(at_desk, place, "merge", into=kept.number)
    place.refresh_from_db()
    assert place.merged_into == kept


def test_hidden_and_shown_again(at_desk):
    place = keep()
    for to in ("held", "public"):
        act(at_desk, place, "show", to=to)
        assert Place.objects.get().visibility == to
    assert [action for action, _note in steps(place)] == ["imported", "held", "shown"]


def test_facts_are_changed_and_the_place_is_drawn(at_desk):
    place = nominated(is_placed=False)
    facts = known(place) | {
        "protection": "registered", "register_number": "34-1", "facilities": ["water", "shade"],
        "shape": '{"type": "Point", "coordinates": [29.105, 40.985]}', "is_step_free": "true",
    }  # fmt: skip
    assert act(at_desk, place, "change", **facts).status_code == 302
    place.refresh_from_db()
    assert (place.register_number, place.facilities) == ("34-1", ["water", "shade"])
    assert (place.is_placed, place.is_step_free, place.has_fee) == (True, True, None)
    assert [n.neighbourhood.name for n in place.shares.all()] == ["Dere"]
    last = place.steps.last()
    assert last.action == "changed"
    assert {"basamaksız giriş", "olanaklar", "yer"} <= set(last.told.split(", "))
    assert "hikâye" not in last.told


@pytest.mark.parametrize(
    "wrong",
    [{"register_number": "34-1"}, {"shape": "x"}, {"name": ""}, {"facilities": ["ejderha"]}],
)
def test_wrong_facts_are_told_and_nothing_changes(at_desk, wrong):
    place = keep()
    before = Place.objects.values().get()
    assert act(at_desk, place, "change", **known(place) | wrong).status_code == 422
    assert Place.objects.values().get() == before


def test_an_import_keeps_what_was_changed_at_the_desk(at_desk):
    place = keep()
    act(at_desk, place, "change", **known(place) | {"name": "Mermer Çeşme"})
    plan = take(feature("Ihlamur Çeşmesi", identity="cesme Ihlamurlu Çeşme"))
    assert [(c.ours, c.theirs) for c in plan.conflicts] == [("Mermer Çeşme", "Ihlamur Çeşmesi")]


def test_a_condition_is_held_and_shown_and_a_photo_removed(at_desk):
    place = keep("Çınar Korusu", "koru", GROVE)
    seen = see(place, "lost")
    for to in ("held", "public"):
        act(at_desk, place, "condition", condition=seen.pk, to=to)
        seen.refresh_from_db()
        assert seen.visibility == to
    assert [action for action, _note in steps(place)][1:] == ["seen_held", "seen_shown"]
    photo = add_photo(place=place, id=uuid7(), photo=cleaned(BytesIO(encoded())))
    assert b"JFIF" in b"".join(at_desk.get(f"/moderation/places/photos/{photo.pk}.jpg"))
    act(at_desk, place, "photo", photo=photo.pk)
    assert not PlacePhoto.objects.exists()
    assert act(at_desk, place, "photo", photo=photo.pk).status_code == 409
    assert act(at_desk, place, "condition", condition=photo.pk, to="held").status_code == 409


def test_another_place_s_photo_is_not_removed_from_here(at_desk):
    place, other = keep(), keep("Taş Köprü", "kopru")
    photo = add_photo(place=other, id=uuid7(), photo=cleaned(BytesIO(encoded())))
    assert act(at_desk, place, "photo", photo=photo.pk).status_code == 409
    assert PlacePhoto.objects.count() == 1


def test_what_there_is_no_step_of_is_not_found(at_desk):
    assert act(at_desk, keep(), "ejderha").status_code == 404
    assert at_desk.get("/moderation/places/999999/").status_code == 404
