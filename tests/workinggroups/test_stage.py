"""Meeting mode: what the facilitator shows is what the others see, and proposals wait."""

import json

import pytest
from django.test import Client

from issues.actions import change_visibility
from issues.models import Issue, Visibility
from tests.district import FOUNTAIN, SCHOOL, pin
from tests.workinggroups.meetings import called, put
from tests.workinggroups.people import AYSE, FATMA, MEHMET, person, whole_group
from workinggroups.meetings.actions import close_meeting, open_meeting
from workinggroups.models import Meeting, MeetingNote, NoteState, Snapshot

POINT = json.dumps({"type": "Point", "coordinates": [29.105, 40.995]})


@pytest.fixture
def meeting(town):
    """A meeting that is open, over two views of one item."""
    pin(FOUNTAIN)
    pin(SCHOOL, "agac")
    meeting = called(whole_group())
    put(meeting, "Yollar ve ağaçlar", "/?category=bozuk-yol", "/?category=agac")
    return open_meeting(meeting=meeting)


@pytest.fixture
def leader(meeting):
    client = Client()
    client.force_login(person(MEHMET))
    return client


def shown(meeting, **more):
    first, second = Snapshot.objects.order_by("pk")
    usual = {"item": meeting.items.get().pk, "left": first.pk, "right": second.pk, "swipe": "0.4", "zoom": "14",
             "longitude": "29.11", "latitude": "40.99", "pointed": "0"}  # fmt: skip
    return usual | more


def move(leader, meeting, **more):
    return leader.post(f"/meetings/{meeting.pk}/screen/move/", shown(meeting, **more))


def seen(client, meeting, since=""):
    return client.get(f"/follow/{meeting.code}/state.json?since={since}")


def test_whoever_knows_the_code_follows_without_an_account(meeting, leader, client):
    answer = client.get(
        "/follow/", {"code": f" {meeting.code[:3].lower()}-{meeting.code[3:].lower()} "}
    )
    assert answer.headers["Location"] == f"/follow/{meeting.code}/"
    assert "Kasım toplantısı" in client.get(answer.headers["Location"]).content.decode()
    wrong = client.get("/follow/", {"code": "YANLIŞ"})
    assert wrong.status_code == 422
    assert "Bu kodla açık bir toplantı yok." in wrong.content.decode()


def test_what_is_shown_is_what_all_see_and_nothing_is_sent_twice(meeting, leader, client):
    version = move(leader, meeting).json()["version"]
    state = seen(client, meeting).json()
    assert (state["version"], state["swipe"], state["zoom"], state["pointed"]) == (
        version,
        0.4,
        14,
        0,
    )
    assert seen(client, meeting, since=version).status_code == 204
    move(leader, meeting, swipe="0.9")
    assert seen(client, meeting, since=version).json()["swipe"] == 0.9


def test_a_hundred_followers_see_each_move(meeting, leader):
    followers = [Client() for _ in range(100)]
    for swipe in ("0.1", "0.8"):
        version = move(leader, meeting, swipe=swipe).json()["version"]
        assert {seen(one, meeting).json()["version"] for one in followers} == {version}


def test_a_follower_who_knows_it_costs_two_queries(
    meeting, leader, client, django_assert_num_queries
):
    version = move(leader, meeting).json()["version"]
    with django_assert_num_queries(2):
        seen(client, meeting, since=version)


@pytest.mark.parametrize(
    "wrong", [{"swipe": "2"}, {"swipe": "x"}, {"zoom": "99"}, {"longitude": "999"}, {"item": ""}]
)
def test_what_cannot_be_shown_is_refused_and_nothing_changes(meeting, leader, client, wrong):
    version = move(leader, meeting).json()["version"]
    assert move(leader, meeting, **wrong).status_code == 400
    assert seen(client, meeting).json()["version"] == version


def test_only_who_leads_moves_the_screen_and_only_within_the_meeting(meeting, leader, client):
    client.force_login(person(AYSE))
    assert move(client, meeting).status_code == 403
    assert client.get(f"/meetings/{meeting.pk}/screen/").status_code == 403
    assert leader.get(f"/meetings/{meeting.pk}/screen/").status_code == 200
    assert move(leader, meeting, left="999999").status_code == 404
    assert move(leader, meeting, item="999999").status_code == 404


def test_when_the_meeting_is_over_nobody_follows(meeting, leader, client):
    move(leader, meeting)
    close_meeting(meeting=Meeting.objects.get())
    assert seen(client, meeting).status_code == 410
    assert client.get(f"/follow/{meeting.code}/").headers["Location"] == "/follow/"
    assert move(leader, meeting).status_code == 409
    assert leader.get(f"/meetings/{meeting.pk}/screen/").status_code == 404


def write(client, address, item, **more):
    return client.post(
        address, {"item": item.pk, "text": "Burası dar", "colour": "blue", "shape": POINT} | more
    )


def test_the_facilitator_s_note_is_seen_at_once_and_a_follower_s_waits(meeting, leader, client):
    item = meeting.items.get()
    move(leader, meeting)
    assert write(leader, f"/meetings/{meeting.pk}/notes/", item).json()["state"] == NoteState.SHOWN
    proposed = write(
        client, f"/follow/{meeting.code}/notes/", item, text="Bir de şurası", shape=""
    ).json()
    assert [note["text"] for note in seen(client, meeting).json()["notes"]] == ["Burası dar"]
    waiting = leader.get(f"/meetings/{meeting.pk}/notes/").json()["waiting"]
    assert [one["text"] for one in waiting] == ["Bir de şurası"]
    leader.post(f"/meetings/{meeting.pk}/notes/{proposed['id']}/show/")
    assert len(seen(client, meeting).json()["notes"]) == 2
    assert leader.get(f"/meetings/{meeting.pk}/notes/").json()["waiting"] == []
    leader.post(f"/meetings/{meeting.pk}/notes/{proposed['id']}/decline/")
    assert len(seen(client, meeting).json()["notes"]) == 1


@pytest.mark.parametrize(
    "wrong",
    [
        {"text": "", "shape": ""}, {"colour": "gold"}, {"shape": "{}"}, {"shape": "POINT(1 1)"}, {"shape": "[1]"},
        {"shape": json.dumps({"type": "Point", "coordinates": [999, 40]})},
        {"shape": json.dumps({"type": "MultiPoint", "coordinates": [[29, 40]]})},
        {"shape": json.dumps({"type": "LineString", "coordinates": [[29, 40]] * 201})},
        {"text": "şerefsizler"},
        {"shape": '{"type":"LineString","coordinates":[]}'},
        {"shape": '{"type":"Point","coordinates":[NaN,40]}'},
        {"shape": '{"type":"Point","coordinates":[29,40,5]}'},
        {"shape": "[" * 5000},
    ],
)  # fmt: skip
def test_a_note_that_says_nothing_good_is_refused_with_a_sentence(
    meeting, leader, client, elif_, wrong
):
    answer = write(client, f"/follow/{meeting.code}/notes/", meeting.items.get(), **wrong)
    assert answer.status_code in {409, 422}
    assert answer.json()["refused"]
    assert not MeetingNote.objects.exists()


def test_a_member_judges_no_note(meeting, leader, client):
    note = write(leader, f"/meetings/{meeting.pk}/notes/", meeting.items.get()).json()["id"]
    client.force_login(person(FATMA))
    assert client.post(f"/meetings/{meeting.pk}/notes/{note}/decline/").status_code == 403
    assert leader.post(f"/meetings/{meeting.pk}/notes/{note}/burn/").status_code == 404


def test_what_is_taken_down_leaves_the_screen(meeting, client):
    address = f"/meetings/{meeting.pk}/snapshots/{Snapshot.objects.earliest('pk').pk}.geojson"
    [feature] = client.get(address).json()["features"]
    assert set(feature["properties"]) == {"at", "colour", "character", "label"}
    change_visibility(issue=Issue.objects.get(category__slug="bozuk-yol"), to=Visibility.REMOVED)
    assert client.get(address).json()["features"] == []


def test_a_note_is_taken_off_also_when_the_meeting_is_over(meeting, leader, client):
    written = write(leader, f"/meetings/{meeting.pk}/notes/", meeting.items.get()).json()["id"]
    write(client, f"/follow/{meeting.code}/notes/", meeting.items.get(), text="Bekleyen")
    close_meeting(meeting=Meeting.objects.get())
    assert [note.text for note in MeetingNote.objects.all()] == ["Burası dar"]
    page = leader.get(f"/meetings/{meeting.pk}/").content.decode()
    assert "Burası dar" in page
    leader.post(f"/meetings/{meeting.pk}/notes/{written}/decline/", {"back": "on"})
    assert "Burası dar" not in leader.get(f"/meetings/{meeting.pk}/").content.decode()
    assert leader.get(f"/meetings/{meeting.pk}/notes/").status_code == 410
    assert not MeetingNote.objects.exists()
