"""Photos of issues: they come in by three ways, are kept five at most, and go with their issue."""

from datetime import timedelta
from io import BytesIO
from uuid import UUID

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import IntegrityError, transaction
from django.utils import timezone
from PIL import Image
from uuid_utils.compat import uuid7

from issues.actions import change_visibility
from issues.models import Issue, Photo, Visibility
from issues.photos import photo_file, remove_photo, sweep_photo_files
from issues.tasks import sweep_photos
from tests.at_once import at_once
from tests.conftest import rolled_back
from tests.district import SCHOOL, photograph, pin
from tests.logins import log_in_staff
from tests.pictures import corners, encoded, same_colours, sheet
from tests.worker import work

DAY = timedelta(hours=24)


@pytest.fixture
def issue(town):
    return pin()


def upload(content=None, name="foto.jpg"):
    return SimpleUploadedFile(name, encoded() if content is None else content)


def address(issue, photo=None):
    return f"/api/v1/issues/by-id/{getattr(issue, 'pk', issue)}/photos/{photo or uuid7()}/"


def put(api, where, content=None):
    return api.put(where, {"photo": upload(content)}, format="multipart")


def seen(client, issue):
    """The addresses of the photos that everybody sees."""
    feature = client.get(f"/api/v1/issues/{issue.number}/").json()
    return [photo["url"].partition("8000")[2] for photo in feature["properties"]["photos"]]


def picture(client, where):
    return Image.open(BytesIO(b"".join(client.get(where))))


def files(media):
    return {file.name for file in media.glob("photos/*")}


def test_a_photo_that_is_sent_is_on_the_page_and_in_the_api(issue, api, client):
    answer = put(api, address(issue), encoded(sheet(3000, 2000)))
    assert answer.status_code == 201, answer.content
    assert answer.json() == {
        "id": str(Photo.objects.get().pk), "position": 1, "width": 2048, "height": 1365,
    }  # fmt: skip
    [where] = seen(api, issue)
    assert same_colours(corners(picture(client, where)))
    page = client.get(f"/issues/{issue.number}/").content.decode()
    assert f'href="{where}"' in page
    assert 'alt="Fotoğraf 1 / 1"' in page
    small = where.replace(".jpg", "-small.jpg")
    assert f'src="{small}"' in page
    assert picture(client, small).size == (480, 320)


def test_the_original_is_nowhere(issue, api, media):
    original = encoded(sheet(500, 300), exif=b"Exif\x00\x00gizli")
    put(api, address(issue), original)
    kept = [file.read_bytes() for file in media.glob("**/*") if file.is_file()]
    assert len(kept) == 2
    assert not [content for content in kept if content == original or b"gizli" in content]


def test_the_same_photo_sent_again_is_one(issue, api, media):
    where = address(issue)
    answers = [put(api, where), put(api, where), put(api, where, encoded(Image.new("RGB", (9, 9))))]
    assert [answer.status_code for answer in answers] == [201, 200, 200]
    assert answers[0].json() == answers[2].json()
    assert len(files(media)) == 2


def test_a_sixth_is_refused_until_one_is_removed(issue, api):
    for _ in range(5):
        assert put(api, address(issue)).status_code == 201
    sixth = put(api, address(issue))
    assert sixth.status_code == 409
    assert "remove one" in sixth.json()["detail"]
    remove_photo(photo=issue.photos.get(position=2))
    assert put(api, address(issue)).json()["position"] == 2
    assert list(issue.photos.values_list("position", flat=True)) == [1, 2, 3, 4, 5]


@pytest.mark.parametrize("position", [0, 1, 6])
def test_the_database_itself_refuses_a_sixth_and_a_place_that_is_taken(issue, position):
    photograph(issue)
    with pytest.raises(IntegrityError), transaction.atomic():
        Photo.objects.create(id=uuid7(), issue=issue, position=position, width=1, height=1)


@pytest.mark.django_db(transaction=True)
def test_six_photos_sent_at_the_same_moment_are_five(transactional_town, api, media):
    issue, codes = pin(), []
    ids = [uuid7() for _ in range(6)]

    def send(identity):
        codes.append(put(api, address(issue, identity)).status_code)

    at_once(*[lambda identity=identity: send(identity) for identity in ids])
    assert sorted(codes) == [201] * 5 + [409]
    assert len(files(media)) == 10


@pytest.mark.parametrize(
    ("content", "code", "said"),
    [
        (b"Merhaba", 400, "JPEG, PNG or WebP"),
        (b"<svg xmlns='http://www.w3.org/2000/svg'/>", 400, "JPEG, PNG or WebP"),
        (b"", 400, "JPEG, PNG or WebP"),
        (encoded()[:-150], 400, "damaged"),
        (encoded().ljust(15_000_001, b"\x00"), 413, "15 MB"),
        (encoded().ljust(15_500_000, b"\x00"), 413, "15 MB"),
    ],
)
def test_what_is_no_photo_is_a_problem_with_a_sentence(issue, api, media, content, code, said):
    answer = put(api, address(issue), content)
    assert answer.status_code == code
    assert answer["Content-Type"] == "application/problem+json"
    problem = answer.json()
    assert said in (problem["errors"]["photo"][0] if code == 400 else problem["detail"])
    assert not Photo.objects.exists()
    assert not files(media)


def test_a_photo_of_just_15_megabytes_passes(issue, api):
    assert put(api, address(issue), encoded().ljust(15_000_000, b"\x00")).status_code == 201


def test_a_form_without_the_field_and_a_body_of_another_kind_are_told_what_is_wanted(issue, api):
    assert api.put(address(issue), {}, format="multipart").json()["errors"]["photo"]
    assert api.put(address(issue), {}, format="json").status_code == 415
    broken = api.put(address(issue), b"--x", content_type="multipart/form-data; boundary=x")
    assert broken.status_code == 400


def test_who_does_not_know_the_reports_id_adds_nothing(issue, api):
    assert put(api, address(uuid7())).status_code == 404
    assert put(api, f"/api/v1/issues/by-id/{issue.number}/photos/{uuid7()}/").status_code == 404


def test_the_id_of_anothers_photo_is_refused_and_its_picture_stays(issue, api, client):
    photo = photograph(issue)
    answer = put(api, address(pin(SCHOOL), photo.pk), encoded(Image.new("RGB", (90, 60))))
    assert answer.status_code == 409
    assert same_colours(corners(picture(client, photo.get_absolute_url())))


def test_after_a_day_only_the_staff_add_photos(issue, api, zeynep):
    Issue.objects.filter(pk=issue.pk).update(created_at=timezone.now() - DAY)
    late = put(api, address(issue))
    assert late.status_code == 409
    assert "no longer" in late.json()["detail"]
    assert photograph(issue, by=zeynep).position == 1


def test_a_photo_is_asked_for_each_time_and_sent_once(issue, client):
    photo = photograph(issue)
    for where in (photo.get_absolute_url(), photo.get_small_url()):
        first = client.get(where)
        assert first["Content-Type"] == "image/jpeg"
        assert first["Cache-Control"] == "no-cache"
        assert first["X-Content-Type-Options"] == "nosniff"
        assert b"".join(first).startswith(b"\xff\xd8")
        assert client.get(where, headers={"If-None-Match": first["ETag"]}).status_code == 304
    change_visibility(issue=issue, to=Visibility.REMOVED)
    again = client.get(where, headers={"If-None-Match": first["ETag"]})
    assert again.status_code == 404


def test_a_row_without_its_file_is_not_found(issue, client):
    photo = photograph(issue)
    photo_file(photo.pk).unlink()
    assert client.get(photo.get_absolute_url()).status_code == 404


def test_the_photos_of_a_held_issue_are_for_the_staff_alone(issue, client, zeynep):
    photo = photograph(issue)
    change_visibility(issue=issue, to=Visibility.HELD)
    inside = f"/admin/issues/issue/photo/{photo.pk}.jpg"
    assert client.get(inside).status_code == 302
    log_in_staff(client, zeynep)
    page = client.get(f"/admin/issues/issue/{issue.pk}/change/").content.decode()
    assert inside in page
    assert b"".join(client.get(inside)).startswith(b"\xff\xd8")
    assert picture(client, f"{inside}?small=1").size == (120, 80)
    assert client.get(photo.get_absolute_url()).status_code == 404


def test_staff_without_the_right_to_see_issues_see_no_photo(issue, client, django_user_model):
    photo = photograph(issue)
    deniz = django_user_model.objects.create_user("deniz", is_staff=True)
    log_in_staff(client, deniz)
    assert client.get(f"/admin/issues/issue/photo/{photo.pk}.jpg").status_code == 403


def admin_form(issue, **changes):
    return {
        "category": issue.category_id, "description": issue.description, "precision": "exact",
        "longitude": "29.105", "latitude": "40.995", "changes-TOTAL_FORMS": 0,
        "changes-INITIAL_FORMS": 0, "photos-TOTAL_FORMS": 1, "photos-INITIAL_FORMS": 0,
    } | changes  # fmt: skip


def test_the_admin_adds_and_removes_photos(
    issue, client, zeynep, media, django_capture_on_commit_callbacks
):
    Issue.objects.filter(pk=issue.pk).update(created_at=timezone.now() - DAY)
    log_in_staff(client, zeynep)
    where = f"/admin/issues/issue/{issue.pk}/change/"
    answer = client.post(where, admin_form(issue, **{"photos-0-file": upload()}))
    assert answer.status_code == 302, answer.context["errors"]
    photo = issue.photos.get()
    assert len(files(media)) == 2
    removal = {
        "photos-INITIAL_FORMS": 1, "photos-0-id": photo.pk, "photos-0-issue": issue.pk,
        "photos-0-DELETE": "on",
    }  # fmt: skip
    with django_capture_on_commit_callbacks(execute=True):
        answer = client.post(where, admin_form(issue, **removal))
    assert answer.status_code == 302, answer.context["errors"]
    assert not issue.photos.exists()
    assert not files(media)


def test_the_admin_says_what_is_wrong_with_a_file(issue, client, zeynep):
    log_in_staff(client, zeynep)
    answer = client.post(
        f"/admin/issues/issue/{issue.pk}/change/",
        admin_form(issue, **{"photos-0-file": upload(b"Merhaba")}),
    )
    assert "fotoğraf değil" in answer.content.decode()
    assert not issue.photos.exists()


def test_a_rollback_leaves_no_row_and_its_files_are_swept_by_night(issue, media):
    kept = photograph(issue)
    with rolled_back():
        photograph(issue)
    assert len(files(media)) == 4
    assert sweep_photo_files(now=timezone.now()) == 0  # a transaction may not have ended
    assert sweep_photo_files(now=timezone.now() + timedelta(hours=2)) == 2
    assert files(media) == {f"{kept.pk}.jpg", f"{kept.pk}-small.jpg"}


def test_where_files_cannot_be_written_no_row_is_stored(issue, media):
    media.write_text("a file where the folder should be")
    with pytest.raises(OSError, match="media"):
        photograph(issue)
    assert not Photo.objects.exists()


def test_a_removal_that_is_rolled_back_keeps_the_files(
    issue, client, django_capture_on_commit_callbacks
):
    photo = photograph(issue)
    with django_capture_on_commit_callbacks(execute=True), rolled_back():
        remove_photo(photo=Photo.objects.get())
    assert b"".join(client.get(photo.get_absolute_url()))


def test_the_worker_sweeps_what_a_deleted_issue_left(transactional_town, media):
    issue = pin()
    photo = photograph(issue)
    kept = photograph(pin(SCHOOL))
    issue.delete()
    later = timezone.now() + timedelta(hours=2)
    sweep_photos.defer(timestamp=int(later.timestamp()))
    work(MEDIA_ROOT=str(media))
    assert not photo_file(photo.pk).exists()
    assert photo_file(kept.pk).exists()


def test_lists_ask_no_more_for_more_photos(issue, api, client, django_assert_num_queries):
    photograph(issue)
    with django_assert_num_queries(4):
        api.get("/api/v1/issues/")
    for _ in range(3):
        photograph(pin(SCHOOL))
        photograph(issue)
    with django_assert_num_queries(4):
        features = api.get("/api/v1/issues/").json()["features"]
    assert sorted(len(f["properties"]["photos"]) for f in features) == [1, 1, 1, 4]
    with django_assert_num_queries(9) as asked:
        client.get(f"/issues/{issue.number}/")
    assert len([q for q in asked.captured_queries if "public_photos" in q["sql"]]) == 1


@pytest.fixture
def form(town):
    return {
        "id": str(uuid7()), "neighbourhood": "dere", "spot": "Köprünün yanı", "category": "cop",
        "description": "Konteyner taşıyor.",
    }  # fmt: skip


def test_the_form_without_javascript_takes_photos(form, client, api):
    chosen = {"photos": [upload(), upload(encoded(sheet(90, 60), "PNG"), "ekran.png")]}
    answer = client.post("/issues/new/", form | chosen)
    assert answer.status_code == 302
    issue = Issue.objects.get()
    assert len(seen(api, issue)) == 2
    again = client.post("/issues/new/", form | {"photos": [upload()]})
    assert again["Location"] == answer["Location"]
    assert issue.photos.count() == 2


def test_a_bad_photo_gives_the_form_back_and_stores_nothing(form, client, media):
    chosen = {"photos": [upload(), upload(b"Merhaba", "mektup.jpg")]}
    answer = client.post("/issues/new/", form | chosen)
    page = answer.content.decode()
    assert answer.status_code == 422
    assert "mektup.jpg: Bu dosya gösterilebilecek bir fotoğraf değil" in page
    assert "yeniden seçiniz" in page
    assert "Konteyner taşıyor." in page
    assert not Issue.objects.exists()
    assert not files(media)


@pytest.mark.parametrize("before", [0, 3])
def test_six_photos_in_the_form_are_refused_together(form, client, before):
    if before:  # somebody goes back and adds to the report that was sent
        more = [upload(encoded(sheet(90 + i, 60))) for i in range(before)]
        client.post("/issues/new/", form | {"photos": more})
    chosen = [upload(encoded(sheet(120 + i, 80))) for i in range(6 - before)]
    answer = client.post("/issues/new/", form | {"photos": chosen})
    assert answer.status_code == 422
    assert "beş fotoğraf" in answer.content.decode()
    assert Photo.objects.count() == before


def test_a_form_that_is_larger_than_five_photos_is_refused_unread(form, client, monkeypatch):
    monkeypatch.setattr("config.uploads.MOST_FORM_BYTES", 1000)
    answer = client.post("/issues/new/", form | {"photos": [upload(encoded(sheet(500, 500)))]})
    assert answer.status_code == 400
    assert "en fazla beş" in answer.content.decode()
    assert not Issue.objects.exists()


def test_a_photos_id_is_the_phones(issue, api):
    identity = UUID("0198c0de-1c1a-7abc-8def-0123456789ab")
    assert put(api, address(issue, identity)).json()["id"] == str(identity)
