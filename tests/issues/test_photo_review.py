"""Photos before the eyes of moderators: seen at the desk, removed one by one, never shown unseen."""

from io import BytesIO

import pytest
from django.test import override_settings
from PIL import Image
from uuid_utils.compat import uuid7

from issues import moderation
from issues.models import Issue, ModerationStep, Photo, PublicPhoto, RemovedPhoto
from issues.photos import photo_file
from tests.district import photograph, pin
from tests.issues.test_desk import QUEUE, body, send
from tests.issues.test_photos import address, put
from tests.maps.test_takedown import CHANNELS, JPEG

PHOTOS = "/issues/photos/"


@pytest.fixture
def issue(town):
    return pin()


def inside(photo, small=""):
    return f"/moderation/photos/{photo.pk}{small}.jpg"


def is_shown(photo):
    return PublicPhoto.objects.filter(pk=photo.pk).exists()


def is_in_queue(issue):
    return Issue.objects.unreviewed().filter(pk=issue.pk).exists()


@pytest.mark.parametrize("decide", [moderation.hold, moderation.take_down])
def test_the_desk_shows_the_photos_of_a_report_that_nobody_else_sees(desk, elif_, issue, decide):
    photo = photograph(issue)
    assert f'src="{inside(photo, "-small")}"' in body(desk.get(QUEUE))
    decide(issue=issue, by=elif_)
    page = body(desk.get(f"/moderation/{issue.number}/"))
    assert f'href="{inside(photo)}"' in page
    assert 'alt="Fotoğraf 1 / 1"' in page
    for small, size in (("", (120, 80)), ("-small", (120, 80))):
        answer = desk.get(inside(photo, small))
        assert "no-store" in answer["Cache-Control"]
        assert Image.open(BytesIO(b"".join(answer))).size == size


def test_no_photo_is_not_found(desk):
    assert desk.get(f"/moderation/photos/{uuid7()}.jpg").status_code == 404


def test_a_moderator_removes_one_photo_and_the_report_stays(
    desk, issue, media, client, django_capture_on_commit_callbacks
):
    bad, good = photograph(issue), photograph(issue)
    page = body(desk.get(QUEUE))
    assert "Geri getirilemez" in page
    with django_capture_on_commit_callbacks(execute=True):
        answer = send(desk, issue, "remove-photo", photo=bad.pk)
    page = body(desk.get(answer["Location"]))
    assert f"#{issue.number}</a>: fotoğraf kalıcı olarak kaldırıldı" in page
    assert "Geri al" not in page
    assert list(issue.photos.all()) == [good]
    assert not photo_file(bad.pk).exists()
    assert client.get(bad.get_absolute_url()).status_code == 404
    step = issue.moderation_steps.last()
    assert (step.action, step.taken_by.username) == ("photo_removed", "elif")
    public = body(client.get(f"/issues/{issue.number}/"))
    assert "fotoğraf kalıcı olarak kaldırıldı" in public


def test_who_removes_a_photo_second_or_of_another_report_is_told(desk, issue, zeynep):
    photo, others = photograph(issue), photograph(pin())
    gone = photo.pk
    moderation.remove_photo(issue=issue, photo=photo, by=zeynep)
    assert send(desk, issue, "remove-photo", photo=gone).status_code == 422
    answer = send(desk, issue, "remove-photo", photo=others.pk)
    assert answer.status_code == 422
    assert "artık burada değil" in body(answer)
    assert is_shown(others)


@pytest.mark.parametrize("way", ["moderator", "anything else"])
def test_the_id_of_a_photo_that_is_gone_is_never_used_again(issue, api, elif_, way):
    photo = photograph(issue)
    identity = photo.pk
    if way == "moderator":
        moderation.remove_photo(issue=issue, photo=photo, by=elif_)
    else:
        photo.delete()
    assert RemovedPhoto.objects.get().pk == identity
    for other in (issue, pin()):
        answer = put(api, address(other, identity))
        assert answer.status_code == 409
        assert "was removed" in answer.json()["detail"]
    assert not Photo.objects.exists()


def test_a_photo_after_all_is_well_brings_the_report_back_to_the_queue(issue, api, elif_):
    moderation.publish(issue=issue, by=elif_)
    assert not is_in_queue(issue)
    assert put(api, address(issue)).status_code == 201
    assert is_in_queue(issue)
    assert is_shown(Photo.objects.get())  # as the report itself was


def test_a_photo_of_the_staff_needs_no_second_look(issue, zeynep, elif_):
    moderation.publish(issue=issue, by=elif_)
    photo = photograph(issue, by=zeynep)
    assert is_shown(photo)
    assert not is_in_queue(issue)
    assert issue.moderation_steps.last().taken_by == zeynep


def test_a_report_that_was_taken_down_takes_no_photo(issue, api, elif_):
    moderation.take_down(issue=issue, by=elif_)
    assert put(api, address(issue)).status_code == 409
    assert not Photo.objects.exists()


@pytest.mark.parametrize(
    ("at_once", "description"), [(True, "Tel: 0532 123 45 67"), (False, "Çukur var.")]
)
def test_where_somebody_looks_first_a_later_photo_waits_for_them(
    desk, elif_, api, settings, at_once, description
):
    settings.PUBLISH_AT_ONCE = at_once
    issue = pin(description=description)
    moderation.publish(issue=issue, by=elif_)
    assert put(api, address(issue)).status_code == 201
    photo = Photo.objects.get()
    assert not is_shown(photo)
    assert api.get(photo.get_absolute_url()).status_code == 404
    assert is_in_queue(issue)
    assert "Siz yayımlamadan görünmez" in body(desk.get(QUEUE))
    step = moderation.publish(issue=issue, by=elif_)
    assert is_shown(photo)
    assert not is_in_queue(issue)
    moderation.undo(step=step, by=elif_)
    assert not is_shown(photo)
    assert is_in_queue(issue)


def test_after_a_photo_was_removed_the_next_one_waits(issue, elif_):
    moderation.remove_photo(issue=issue, photo=photograph(issue), by=elif_)
    assert not is_shown(photograph(issue))
    assert is_in_queue(issue)


@pytest.mark.parametrize(
    "channel", [name for name, (_look, trace) in CHANNELS.items() if trace in {JPEG, PHOTOS}]
)
def test_a_photo_that_waits_is_gone_from(issue, client, tmp_path, channel):
    look, trace = CHANNELS[channel]
    photograph(issue)
    assert trace in look(client, issue, tmp_path)
    Photo.objects.update(shown_at=None)
    assert trace not in look(client, issue, tmp_path)


@override_settings(PUBLISH_AT_ONCE=False)
def test_the_photos_that_came_with_a_report_are_published_with_it(town, elif_):
    issue = pin()
    photo = photograph(issue)
    assert not is_shown(photo)
    moderation.publish(issue=issue, by=elif_)
    assert is_shown(photo)


def test_no_one_decides_on_a_photo_that_came_while_they_were_looking(desk, issue, api):
    seen = moderation.last_step(issue)
    put(api, address(issue))
    late = send(desk, issue, "publish", seen=seen)
    assert late.status_code == 409
    assert "bir fotoğraf daha" in body(late)
    assert is_in_queue(issue)
    assert not ModerationStep.objects.filter(action="published").exists()


def test_the_same_photo_sent_again_is_no_second_step(issue, api, elif_):
    where = address(issue)
    put(api, where)
    moderation.publish(issue=issue, by=elif_)
    assert put(api, where).status_code == 200
    assert not is_in_queue(issue)
    assert issue.moderation_steps.count() == 2
