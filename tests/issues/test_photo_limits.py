"""Decoding a photo costs the most of all that residents do: nothing is decoded that is not taken."""

import pytest
from uuid_utils.compat import uuid7

from accounts.limits import LIMITS
from accounts.models import HourlyUse
from issues.models import Issue, Photo, Visibility
from tests.accounts.test_limits import FREE, solved, used
from tests.district import photograph, pin
from tests.issues.test_photos import address, put, upload
from tests.pictures import encoded, sheet

NO_PHOTO = b"Merhaba"
"""It is refused with 400 as soon as anybody looks at what it is."""


@pytest.fixture
def issue(town):
    return pin()


@pytest.fixture
def form(town):
    return {
        "id": str(uuid7()), "neighbourhood": "dere", "spot": "Köprünün yanı", "category": "cop",
        "description": "Konteyner taşıyor.",
    }  # fmt: skip


def uses(act):
    return sum(HourlyUse.objects.filter(act=act).values_list("count", flat=True))


def test_a_network_that_sends_very_many_photos_does_a_sum_for_each(issue, api):
    used(LIMITS["photo"].free, "photo")
    refused = put(api, address(issue), NO_PHOTO)
    assert refused.status_code == 429
    proof = solved(refused.json()["challenge"])
    where = address(issue)
    sent = api.put(where, {"photo": upload()}, format="multipart", headers={"X-Altcha": proof})
    assert sent.status_code == 201
    assert put(api, where).status_code == 200  # a retry needs none
    assert put(api, address(issue)).status_code == 429


def test_what_will_not_be_taken_is_not_looked_at_and_uses_nothing_up(issue, api):
    known, others = photograph(issue), photograph(pin())
    assert put(api, address(issue, known.pk), NO_PHOTO).status_code == 200
    assert put(api, address(issue, others.pk), NO_PHOTO).status_code == 409
    for _ in range(4):
        photograph(issue)
    assert put(api, address(issue), NO_PHOTO).status_code == 409
    Issue.objects.update(visibility=Visibility.REMOVED)
    assert put(api, address(Issue.objects.get(photos=others)), NO_PHOTO).status_code == 409
    assert uses("photo") == 0


def test_an_answer_waits_until_the_photo_is_read_or_the_phone_would_not_hear_it(issue, api):
    known = photograph(issue)
    for where in (address(issue, known.pk), address(uuid7())):
        answer = put(api, where, encoded(sheet(2000, 2000)))
        assert answer.status_code in {200, 404}
        assert answer.wsgi_request.environ["wsgi.input"].read() == b""


def test_the_form_decodes_nothing_before_the_network_is_admitted(form, client):
    used(FREE)
    answer = client.post("/issues/new/", form | {"photos": [upload(NO_PHOTO)]})
    assert answer.status_code == 429
    page = answer.content.decode()
    assert "fotoğraf değil" not in page
    assert "Fotoğraflarınız saklanmadı: lütfen yeniden seçip gönderiniz." in page


def test_the_form_decodes_nothing_for_a_program_that_fills_in_everything(form, client):
    chosen = {"photos": [upload(NO_PHOTO)], "website": "https://example.org"}
    answer = client.post("/issues/new/", form | chosen)
    assert answer.status_code == 422
    assert "fotoğraf değil" not in answer.content.decode()
    assert uses("report") == 0


def test_the_form_sent_again_needs_no_sum_and_with_another_photo_it_does(form, client):
    first = client.post("/issues/new/", form | {"photos": [upload()]})
    HourlyUse.objects.update(count=FREE)
    again = client.post("/issues/new/", form | {"photos": [upload()]})
    assert again["Location"] == first["Location"]
    more = [upload(), upload(encoded(sheet(90, 60)))]
    assert client.post("/issues/new/", form | {"photos": more}).status_code == 429
    assert Photo.objects.count() == 1
