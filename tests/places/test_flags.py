"""'Bu kayıtta sorun var': anybody may say so of a place, nothing is hidden by that, and the desk looks."""

import re
from datetime import timedelta

import pytest
from django.utils import timezone
from uuid_utils.compat import uuid7

from accounts.limits import LIMITS
from issues import retention
from places.actions import merge, verify
from places.erasure import take_nomination_back
from places.flags import flag_place
from places.models import PlaceFlag, PublicPlace
from tests.accounts.test_limits import used
from tests.logins import log_in_staff
from tests.places.kept import keep
from tests.places.test_nomination import nominated

TEXT = "Üçüncü fotoğrafta komşumun plakası var."


@pytest.fixture
def place(town):
    return keep()


def form(client, place, **answers):
    page = client.get(f"/places/{place.number}/flag/").content.decode()
    identity = re.search(r'name="id" value="([^"]+)"', page)[1]
    return {"id": identity, "reason": "personal", "text": TEXT} | answers


def send(client, place, answers):
    return client.post(f"/places/{place.number}/flag/", answers)


def flagged(place, text=TEXT):
    return flag_place(id=uuid7(), place=place, reason=PlaceFlag.Reason.PERSONAL, text=text)


def desk_page(client, place):
    return client.get(f"/moderation/places/{place.number}/").content.decode()


def look(client, place, page):
    until = re.search(r'name="until"\s+value="([^"]+)"', page)[1]
    return client.post(f"/moderation/places/{place.number}/flags/", {"until": until})


def test_the_page_of_a_place_leads_to_the_form_and_back_with_thanks(place, client):
    page = client.get(f"/places/{place.number}/").content.decode()
    assert f'href="/places/{place.number}/flag/">Bu kayıtta sorun var</a>' in page
    answer = client.post(f"/places/{place.number}/flag/", form(client, place), follow=True)
    assert "Bir görevli bu kayda bakacak" in answer.content.decode()
    assert PublicPlace.objects.exists()
    flag = PlaceFlag.objects.get()
    assert (flag.place, flag.reason, flag.text, flag.handled_at) == (place, "personal", TEXT, None)


def test_sent_twice_it_is_one(place, client):
    answers = form(client, place)
    for _ in range(2):
        assert send(client, place, answers).status_code == 302
    assert PlaceFlag.objects.count() == 1


def test_who_flags_very_often_is_asked_for_a_sum_and_what_was_typed_stays(place, client):
    used(LIMITS["flag"].free, "flag")
    answer = send(client, place, form(client, place))
    assert answer.status_code == 429
    assert TEXT in answer.content.decode()
    assert not PlaceFlag.objects.exists()


@pytest.mark.parametrize("wrong", [{"reason": "ejderha"}, {"text": "a" * 501}, {"id": "x"}])
def test_a_wrong_answer_is_told(place, client, wrong):
    assert send(client, place, form(client, place) | wrong).status_code == 422
    assert not PlaceFlag.objects.exists()


def test_what_is_not_public_cannot_be_flagged(place, client):
    answers = form(client, place)
    type(place).objects.update(visibility="held")
    assert send(client, place, answers).status_code == 404


def test_the_desk_is_led_to_it_reads_it_and_has_looked(place, client, elif_):
    log_in_staff(client, elif_)
    assert place.name not in client.get("/moderation/places/").content.decode()
    flagged(place)
    assert place.name in client.get("/moderation/places/").content.decode()
    page = desk_page(client, place)
    assert TEXT in page
    for _ in range(2):  # pressed twice it is one step
        assert look(client, place, page).status_code == 302
    assert place.steps.filter(action="flags_seen").count() == 1
    assert place.name not in client.get("/moderation/places/").content.decode()
    assert TEXT not in desk_page(client, place)
    public = client.get(f"/places/{place.number}/").content.decode()
    assert "sorun olduğunu söyleyenlere bakıldı" in public


def test_one_that_came_meanwhile_stays_open(place, client, elif_):
    log_in_staff(client, elif_)
    flagged(place, "Önce")
    page = desk_page(client, place)
    flagged(place, "Sonra")
    look(client, place, page)
    assert PlaceFlag.objects.get(handled_at=None).text == "Sonra"


def test_what_was_said_of_a_joined_place_goes_with_it(place, zeynep):
    other = nominated()
    flagged(other)
    merge(place=other, into=place, text="", by=zeynep)
    assert place.flags.get().text == TEXT


def test_its_words_are_kept_as_long_as_those_on_reports_and_not_beyond_a_taking_back(place, zeynep):
    long_ago, lately, never = (flagged(place, text) for text in ("eski", "yeni", "açık"))
    for flag, days in ((long_ago, 181), (lately, 179)):
        at = timezone.now() - timedelta(days=days)
        PlaceFlag.objects.filter(pk=flag.pk).update(handled_at=at)
    retention.tidy()
    assert set(PlaceFlag.objects.exclude(text="")) == {lately, never}
    own = nominated()
    flagged(own)
    verify(place=own, text="", by=zeynep)
    take_nomination_back(place=own)
    assert own.flags.exists()
    assert not PlaceFlag.objects.filter(text=TEXT).exists()
