"""What residents said of places, and nobody sees, is kept for as long as the settings say."""

from datetime import timedelta
from io import BytesIO

import pytest
from django.apps import apps
from django.utils import timezone
from uuid_utils.compat import uuid7

from accounts.models import ErasureLog
from gisdata.history import rewriting
from intake.photo_files import cleaned
from issues.retention import tidy
from places import actions
from places.erasure import take_nomination_back
from places.models import Condition, Place, PlaceStep, Visibility
from places.photos import add_photo, photo_file
from places.retention import FACTS, WORDS
from tests.pictures import encoded
from tests.places.kept import keep, see
from tests.places.test_nomination import nominated
from tests.traces import traces_of

CALL = "Arayın: 0532 123 45 67"


def age(days):
    """Let everything of places be so many days older."""
    back = timezone.now() - timedelta(days=days)
    Place.objects.update(created_at=back)
    Condition.objects.update(reported_at=back)
    PlaceStep.objects.update(taken_at=back)
    events = apps.get_model("places", "PlaceEvent")
    with rewriting(events):
        events.objects.update(pgh_created_at=back)


def noted():
    return set(ErasureLog.objects.values_list("kind", "rule", "count"))


@pytest.mark.parametrize(("days", "is_kept"), [(179, True), (181, False)])
def test_a_nomination_that_nobody_showed_is_erased_in_time(
    town, days, is_kept, django_capture_on_commit_callbacks
):
    place = nominated(CALL)
    assert place.visibility == Visibility.HELD
    photo = add_photo(place=place, id=uuid7(), photo=cleaned(BytesIO(encoded()))).pk
    age(days)
    with django_capture_on_commit_callbacks(execute=True):
        tidy()
    assert Place.objects.exists() == photo_file(photo).exists() == is_kept
    assert (traces_of(CALL) == set()) != is_kept
    assert noted() == (set() if is_kept else {("place", "RETAIN_HELD", 1)})


def test_one_whose_reason_was_redacted_to_nothing_is_erased_too(town, zeynep):
    place = nominated(CALL)
    actions.redact(place=place, step=place.steps.get().pk, note="", by=zeynep)
    age(181)
    tidy()
    assert not Place.objects.exists()


def test_one_that_was_public_until_its_answer_is_kept_longer(town, zeynep):
    place = nominated()
    actions.ask_back(place=place, text="Nerede?", by=zeynep)
    actions.answer(place=place, text=CALL)
    assert Place.objects.get().visibility == Visibility.HELD
    age(364)
    tidy()
    assert Place.objects.exists()
    age(366)
    tidy()
    assert not Place.objects.exists()


@pytest.mark.parametrize(("days", "is_kept"), [(364, True), (366, False)])
def test_one_that_was_shown_and_is_not_any_more_is_kept_longer(town, zeynep, days, is_kept):
    place = nominated()
    actions.set_visibility(place=place, to=Visibility.HELD, by=zeynep)
    age(days)
    tidy()
    assert Place.objects.exists() == is_kept
    assert noted() == (set() if is_kept else {("place", "RETAIN_TAKEN_DOWN", 1)})


def test_a_place_of_the_register_that_was_taken_down_loses_what_people_said_and_stays(town, zeynep):
    place = nominated()
    actions.verify(place=place, text="Yerinde görüldü.", by=zeynep)
    see(place, "worn", note="Yalağı kırık.")
    actions.set_visibility(place=place, to=Visibility.HELD, by=zeynep)
    age(366)
    tidy()
    assert Place.objects.get().name == "Mermer Çeşme"
    assert not Condition.objects.exists()
    assert traces_of("Mahallenin en eski çeşmesi.") == traces_of("Yalağı kırık.") == set()
    assert traces_of("Yerinde görüldü.") == {"places_placestep"}
    tidy()
    assert (
        list(ErasureLog.objects.values_list("rule", "count"))
        == [
            (
                "RETAIN_TAKEN_DOWN",
                1,
            )  # its condition, its words, and what its name was while it was held
        ]
        * 3
    )


def test_what_is_public_is_kept(town, zeynep):
    declined = nominated()
    actions.decline(place=declined, text="Burada artık yok.", by=zeynep)
    see(keep(), "worn", note="Yalağı kırık.")
    age(5000)
    tidy()
    assert (Place.objects.count(), Condition.objects.count()) == (2, 1)
    assert noted() == set()


def test_a_condition_that_nobody_showed_is_erased_and_one_that_was_held_lately_waits(town, zeynep):
    fountain, other = keep(), keep("Taş Çeşme")
    long_held = see(fountain, "worn", note=CALL, visibility="held")
    lately = see(other, "lost")
    age(181)
    actions.judge_condition(place=other, condition=lately.pk, to=Visibility.HELD, by=zeynep)
    tidy()
    assert list(Condition.objects.all()) == [lately]
    assert not Condition.objects.filter(pk=long_held.pk).exists()
    assert noted() == {("place", "RETAIN_HELD", 1)}


def test_a_condition_that_was_shown_once_is_kept_longer(town, zeynep):
    place = keep()
    told = see(place, "lost")
    actions.judge_condition(place=place, condition=told.pk, to=Visibility.HELD, by=zeynep)
    for days, is_kept in ((181, True), (364, True), (366, False)):
        age(days)
        Condition.objects.update(reported_at=timezone.now() - timedelta(days=days + 1))
        tidy()
        assert Condition.objects.exists() == is_kept
    assert noted() == {("place", "RETAIN_TAKEN_DOWN", 1)}


def test_what_is_old_and_was_taken_down_yesterday_stays(town, zeynep):
    place = nominated()
    seen = keep("Taş Çeşme")
    told = see(seen, "worn")
    age(5000)
    actions.set_visibility(place=place, to=Visibility.HELD, by=zeynep)
    actions.set_visibility(place=seen, to=Visibility.HELD, by=zeynep)
    tidy()
    assert Place.objects.filter(pk=place.pk).exists()
    assert list(Condition.objects.all()) == [told]


def test_taken_back_after_a_year_it_is_without_its_sender_s_words_all_the_same(town, zeynep):
    place = nominated(facts={"evidence": "Dedem anlatırdı."})
    actions.verify(place=place, text="", by=zeynep)
    age(366)
    tidy()
    take_nomination_back(place=place)
    assert traces_of("Dedem anlatırdı.") == set()


@pytest.mark.parametrize("field", WORDS)
def test_every_word_of_a_place_is_gone_from_its_history_in_time(town, zeynep, field):
    place = keep()
    actions.change(place=place, facts={field: CALL}, by=zeynep)
    actions.change(place=place, facts={field: ""}, by=zeynep)
    age(366)
    tidy()
    assert traces_of(CALL) == set()


@pytest.mark.parametrize("field", FACTS)
def test_what_a_held_place_was_called_is_gone_and_what_everybody_saw_is_history(
    town, zeynep, field
):
    held, public = (
        nominated(f"Çeşme {CALL}", facts={"protection": "registered"}),
        keep("Eski Park", "park"),
    )
    actions.change(place=held, facts={field: CALL}, by=zeynep)
    for place in (held, public):
        actions.change(
            place=place,
            facts={"name": "Yeni Ad"} | ({field: ""} if field != "name" else {}),
            by=zeynep,
        )
    actions.verify(place=held, text="", by=zeynep)
    age(366)
    tidy()
    assert Place.objects.filter(pk=held.pk).exists()
    assert traces_of(CALL) == set()
    assert traces_of("Eski Park") == {"places_placeevent", "places_sourcedplace"}


def test_what_was_written_before_it_was_written_anew_goes_from_the_history(town, zeynep):
    place = keep()
    actions.change(place=place, facts={"story": CALL}, by=zeynep)
    actions.change(place=place, facts={"story": "Kitabesi var."}, by=zeynep)
    age(364)
    tidy()
    assert traces_of(CALL) == {"places_placeevent"}
    age(366)
    tidy()
    assert traces_of(CALL) == set()
    assert Place.objects.get().story == "Kitabesi var."
