"""Minutes: drafted, published once, corrected in sight, printed with the pictures of what was seen."""

import pytest
from django.contrib.gis.geos import Point
from django.db import DatabaseError, connection, transaction
from uuid_utils.compat import uuid7

from gisdata.crs import WGS84
from issues.actions import change_visibility
from issues.models import Issue, Visibility
from tests.district import FOUNTAIN, SCHOOL, pin
from tests.pdf import text_of
from tests.workinggroups.meetings import called, promised, put
from tests.workinggroups.people import AYSE, MEHMET, person, whole_group
from workinggroups.decisions.actions import decide
from workinggroups.meetings.actions import close_meeting, open_meeting
from workinggroups.models import Meeting, Minutes, NoteColour, Way
from workinggroups.stage.actions import note

SAID = {"present": "Ayşe, Mehmet ve dört kişi", "text": "Önce konteynerler konuşuldu."}


def visit(client, email):
    client.force_login(person(email))
    return client


@pytest.fixture
def meeting(town):
    """A meeting that is over: a view, a report, a note, a decision with dissent, an action."""
    issue = pin(FOUNTAIN)
    pin(SCHOOL)
    meeting = called(whole_group())
    item = put(meeting, "Konteynerler", "/", f"/issues/{issue.number}/")
    item.meeting = open_meeting(meeting=meeting)
    corner = Point(29.105, 40.985, srid=WGS84)
    note(item=item, shape=corner, text="Buraya", colour=NoteColour.PINK, is_proposal=False)
    note(item=item, shape=None, text="Köşe dar", colour=NoteColour.BLUE, is_proposal=False)
    facts = {"text": "Üç konteyner konsun.", "way": Way.CONSENSUS, "dissent": "Fatma: yeri dar."}
    promised(decide(id=uuid7(), item=item, facts=facts))
    close_meeting(meeting=meeting)
    return Meeting.objects.get()


def address(meeting, more=""):
    return f"/meetings/{meeting.pk}/minutes{more}"


def test_the_secretary_drafts_and_publishes_and_everybody_reads_all_of_it(meeting, client):
    visit(client, AYSE).post(address(meeting, "/write/"), SAID)
    client.logout()
    assert client.get(address(meeting, "/")).status_code == 404
    assert "henüz yayımlanmadı" in client.get(f"/meetings/{meeting.pk}/").content.decode()
    visit(client, AYSE).post(address(meeting, "/write/"), SAID | {"publish": "on"})
    client.logout()
    page = client.get(address(meeting, "/")).content.decode()
    for told in (
        *SAID.values(),
        "Köşe dar",
        "Üç konteyner konsun.",
        "Fatma: yeri dar.",
        "Üç konteyner,",
        "SHA-256",
    ):
        assert told in page
    assert page.count('class="frozen"') == 1
    assert 'r="12" fill="#CC79A7"' in " ".join(page.split())
    assert address(meeting, "/") in client.get(f"/meetings/{meeting.pk}/").content.decode()


def test_published_minutes_never_change_and_corrections_stand_beside_them(meeting, client):
    visit(client, AYSE).post(address(meeting, "/write/"), SAID | {"publish": "on"})
    assert client.post(address(meeting, "/write/"), SAID | {"text": "Başka"}).status_code == 422
    client.post(address(meeting, "/correct/"), {"text": "Beş kişi vardı."})
    assert client.post(address(meeting, "/correct/"), {"text": ""}).status_code == 422
    page = client.get(address(meeting, "/")).content.decode()
    assert "Beş kişi vardı." in page
    assert SAID["text"] in page
    for change in (
        "UPDATE workinggroups_minutes SET text = 'x'",
        "DELETE FROM workinggroups_correction",
    ):
        with (
            pytest.raises(DatabaseError, match="never change"),
            transaction.atomic(),
            connection.cursor() as cursor,
        ):
            cursor.execute(change)


def test_only_the_secretary_writes_and_only_when_the_meeting_is_over(meeting, client):
    assert visit(client, MEHMET).post(address(meeting, "/write/"), SAID).status_code == 403
    running = called(meeting.group)
    assert visit(client, AYSE).post(address(running, "/write/"), SAID).status_code == 422
    assert not Minutes.objects.exists()


def test_they_print_with_pictures_and_without_what_was_taken_down(meeting, client):
    visit(client, AYSE).post(address(meeting, "/write/"), SAID | {"publish": "on"})
    gone = Issue.objects.earliest("number")
    whole = client.get(address(meeting, ".html")).content.decode()
    before = whole.count('stroke-width="1.5"')
    change_visibility(issue=gone, to=Visibility.REMOVED)
    after = client.get(address(meeting, ".html")).content.decode()
    assert after.count('stroke-width="1.5"') == before - 1
    assert f"#{gone.number}" not in after
    text = text_of(client.get(address(meeting, ".pdf")))
    assert "Üç konteyner konsun." in text
    assert "Önce konteynerler konuşuldu." in text
    assert client.get(address(meeting, ".docx")).status_code == 404
