"""Meetings: called, changed, called off; their agendas, calendars and reminders."""

import re
from datetime import UTC, datetime, timedelta

import pytest
import vobject
from django.utils import timezone
from icalendar import Calendar
from uuid_utils.compat import uuid7

from issues.actions import change_visibility
from issues.models import Visibility
from tests.district import FOUNTAIN, pin
from tests.mailbox import open_mailbox
from tests.maps.kept_views import kept_view
from tests.places.kept import keep
from tests.planning.figures import give_budget_and_deprivation, scenario
from tests.workinggroups.meetings import called, put, put_under
from tests.workinggroups.people import AYSE, CAN, FATMA, MEHMET, greens, member, person, whole_group
from workinggroups.errors import RefusedError
from workinggroups.groups.actions import leave
from workinggroups.meetings import actions
from workinggroups.meetings.addresses import AddressError, found_at
from workinggroups.meetings.tasks import remind
from workinggroups.models import Meeting, Stage, Subject, SubjectKind

GROUP = "/groups/yesil-alanlar/"
FORM = {
    "title": "Aralık toplantısı",
    "day": "2026-12-10",
    "begins": "19:00",
    "ends": "21:00",
    "place": "Kültür Evi",
    "publish_days": "7",
}


def visit(client, email):
    client.force_login(person(email))
    return client


def page_of(client, meeting):
    return client.get(f"/meetings/{meeting.pk}/").content.decode()


def test_the_secretary_calls_a_meeting_once_however_often_the_form_is_sent(db, client):
    whole_group()
    form = visit(client, AYSE).get(f"{GROUP}meetings/new/").content.decode()
    identity = re.search(r'name="id" value="([^"]+)"', form)[1]
    sent = [client.post(f"{GROUP}meetings/new/", FORM | {"id": identity}) for _ in range(2)]
    assert sent[0].headers["Location"] == sent[1].headers["Location"]
    meeting = Meeting.objects.get()
    assert meeting.starts_at == datetime(2026, 12, 10, 16, tzinfo=UTC)
    assert "Kültür Evi" in client.get(GROUP).content.decode()


@pytest.mark.parametrize(
    ("wrong", "sentence"),
    [
        ({"ends": "18:00"}, "Bitiş, başlangıçtan sonra"),
        ({"ends": "19:00"}, "Bitiş, başlangıçtan sonra"),
        ({"place": ""}, "Nerede olduğunu yazınız"),
        ({"day": "yarın"}, "Geçerli bir tarih"),
        ({"day": "0001-01-05"}, "on yıl içinde"),
        ({"link": "kulturevi"}, "URL"),
    ],
)
def test_a_meeting_that_cannot_be_held_is_not_called(db, client, wrong, sentence):
    whole_group()
    answer = visit(client, AYSE).post(f"{GROUP}meetings/new/", FORM | wrong)
    assert answer.status_code == 422
    assert sentence in answer.content.decode()
    assert not Meeting.objects.exists()


@pytest.mark.parametrize(
    ("email", "status"), [(AYSE, 302), (MEHMET, 302), (FATMA, 403), (CAN, 403)]
)
def test_who_prepares_calls_meetings_and_nobody_else(db, client, email, status):
    whole_group()
    assert visit(client, email).post(f"{GROUP}meetings/new/", FORM).status_code == status


def test_everybody_reads_the_agenda_some_days_before_and_members_at_once(db, client):
    meeting = called(whole_group(), days=10)
    put(meeting, "Bayırdaki ağaçlar")
    assert "Bayırdaki ağaçlar" not in page_of(client, meeting)
    assert "Gündem şu andan sonra" in page_of(client, meeting)
    assert "Bayırdaki ağaçlar" in page_of(visit(client, CAN), meeting)
    client.logout()
    Meeting.objects.update(starts_at=timezone.now() + timedelta(days=6, hours=23))
    assert "Bayırdaki ağaçlar" in page_of(client, meeting)


@pytest.fixture
def known(town):
    """What can be put on an agenda, by its kind: the address of each."""
    give_budget_and_deprivation()
    issue = pin(FOUNTAIN)
    return {
        SubjectKind.VIEW: f"/views/{kept_view(person(AYSE)).pk}/",
        SubjectKind.ISSUE: f"/issues/{issue.number}/",
        SubjectKind.PLACE: f"/places/{keep().number}/",
        SubjectKind.INDICATOR: "/indicators/yoksunluk/",
        SubjectKind.SCENARIO: f"/fairness/scenarios/{scenario().pk}/",
        SubjectKind.DOCUMENT: "https://belge.example.org/rapor.pdf",
    }


@pytest.mark.parametrize("kind", SubjectKind)
def test_an_address_says_what_it_is(known, client, kind):
    meeting = called(whole_group())
    item = put(meeting)
    visit(client, AYSE).post(f"/meetings/{meeting.pk}/items/{item.pk}/", {"address": known[kind]})
    subject = Subject.objects.get()
    assert subject.kind == kind
    page = page_of(client, meeting)
    assert subject.title in page
    link = re.search(rf'href="([^"]+)">{re.escape(subject.title)}<', page)[1].replace("&amp;", "&")
    assert kind == SubjectKind.DOCUMENT or client.get(link).status_code == 200


def test_the_address_of_the_map_is_what_one_sees(town):
    found = found_at("http://localhost:8000/?layer=hexagons&category=cop#14.2/40.99/29.11")
    assert (found.kind, found.state.layer.name) == (SubjectKind.VIEW, "hexagons")
    assert found.state.camera.zoom == 14.2


@pytest.mark.parametrize(
    "address",
    ["/issues/99/", "/places/99/", "/indicators/ejderha/", "/ejderha/", "/moderation/", "/?layer=ejderha",
     "/fairness/scenarios/01970000-0000-7000-8000-000000000000/", "ftp://belge.example.org/a", "javascript://x/y", "https://[x", f"https://belge.example.org/{'x' * 500}"],
)  # fmt: skip
def test_what_is_no_subject_is_refused_with_a_sentence(town, client, address):
    meeting = called(whole_group())
    item = put(meeting)
    with pytest.raises(AddressError):
        found_at(address)
    answer = visit(client, AYSE).post(
        f"/meetings/{meeting.pk}/items/{item.pk}/", {"address": address}
    )
    assert answer.status_code == 422
    assert not Subject.objects.exists()


def test_what_is_taken_down_is_gone_from_the_agenda(town, client):
    issue = pin(FOUNTAIN)
    meeting = called(whole_group())
    put(meeting, "Yollar", f"/issues/{issue.number}/")
    assert f"/issues/{issue.number}/" in page_of(client, meeting)
    change_visibility(issue=issue, to=Visibility.HELD)
    page = page_of(client, meeting)
    assert f"#{issue.number}" not in page
    assert "<em>kaldırıldı</em>" in page


def test_items_change_places_and_leave_until_the_meeting_opens(db, client):
    meeting = called(whole_group())
    first, second = put(meeting, "Birinci"), put(meeting, "İkinci")
    visit(client, AYSE).post(f"/meetings/{meeting.pk}/agenda/up/{second.pk}/")
    assert [item.title for item in meeting.items.all()] == ["İkinci", "Birinci"]
    client.post(f"/meetings/{meeting.pk}/agenda/up/{second.pk}/")
    assert [item.title for item in meeting.items.all()] == ["İkinci", "Birinci"]
    client.post(f"/meetings/{meeting.pk}/agenda/remove/{first.pk}/")
    assert meeting.items.count() == 1
    actions.open_meeting(meeting=meeting)
    assert client.post(f"/meetings/{meeting.pk}/agenda/remove/{second.pk}/").status_code == 409
    assert meeting.items.count() == 1


def test_a_meeting_goes_from_planned_to_open_to_held_and_no_other_way(db, client):
    meeting = called(whole_group())
    steps = f"/meetings/{meeting.pk}/stage/"
    assert visit(client, AYSE).post(f"{steps}open/").status_code == 403
    visit(client, MEHMET)
    assert client.post(f"{steps}close/").status_code == 409
    client.post(f"{steps}open/")
    meeting.refresh_from_db()
    assert (meeting.stage, len(meeting.code)) == (Stage.OPEN, 6)
    answer = client.post(f"{steps}open/")
    assert answer.status_code == 409
    assert "şimdi açık" in answer.content.decode()
    assert client.post(f"/meetings/{meeting.pk}/cancel/").status_code == 409
    client.post(f"{steps}close/")
    meeting.refresh_from_db()
    assert (meeting.stage, meeting.code) == (Stage.CLOSED, "")
    with pytest.raises(RefusedError):
        actions.add_item(meeting=meeting, title="Geç kalan", note="")


def test_two_other_programs_read_the_calendar(db, client):
    group = whole_group()
    meeting, other = called(group, title="Ağaçlar; gölge, su"), called(group, days=3)
    called(greens(name="Kültürel Miras"), days=2)
    actions.cancel_meeting(meeting=other)
    text = client.get(f"{GROUP}calendar.ics").content
    events = {str(e["UID"]): e for e in Calendar.from_ical(text).walk("VEVENT")}
    first, second = events[f"{meeting.pk}@ortak-harita"], events[f"{other.pk}@ortak-harita"]
    assert first.decoded("dtstart") == meeting.starts_at.replace(microsecond=0)
    assert str(first["SUMMARY"]) == "Yeşil Alanlar: Ağaçlar; gölge, su"
    assert (str(second["STATUS"]), second["SEQUENCE"]) == ("CANCELLED", 1)
    read = vobject.readOne(text.decode())
    assert sorted(e.location.value for e in read.vevent_list) == ["Kültür Evi, rampası var"] * 2
    assert client.get("/meetings/calendar.ics").content.count(b"BEGIN:VEVENT") == 3
    assert b"\r\n" in text


def test_a_change_reaches_calendars_by_a_higher_sequence(db, client):
    meeting = called(whole_group())
    visit(client, AYSE).post(f"/meetings/{meeting.pk}/edit/", FORM)
    form = client.get(f"/meetings/{meeting.pk}/edit/").content.decode()
    assert 'value="2026-12-10"' in form
    assert 'value="19:00"' in form
    [event] = Calendar.from_ical(client.get("/meetings/calendar.ics").content).walk("VEVENT")
    assert event["SEQUENCE"] == 1
    assert str(event["SUMMARY"]).endswith("Aralık toplantısı")


@pytest.fixture
def mailbox(transactional_db):
    with open_mailbox() as opened:
        yield opened


def test_members_are_reminded_once_and_again_when_it_moves(mailbox):
    group = whole_group()
    mailbox.after_work()
    meeting = called(group)
    called(group, days=5, title="Sonraki")
    leave(member=member(group, CAN))
    remind(timestamp=int(timezone.now().timestamp()))
    remind(timestamp=int(timezone.now().timestamp()))
    sent = mailbox.after_work()
    told = [message for message in sent if "Kasım" in message["Subject"]]
    assert sorted(message["To"] for message in told) == [AYSE, FATMA, MEHMET]
    assert f"/meetings/{meeting.pk}/" in told[0].get_content()
    moved = {
        "starts_at": meeting.starts_at + timedelta(hours=1),
        "ends_at": meeting.ends_at + timedelta(hours=1),
    }
    actions.change_meeting(meeting=meeting, facts=moved)
    remind(timestamp=int(timezone.now().timestamp()))
    again = [m for m in mailbox.after_work() if "Kasım" in m["Subject"]]
    assert len(again) == 3


def test_a_title_of_several_lines_is_the_subject_of_an_e_mail_and_no_header(mailbox, client):
    whole_group()
    mailbox.after_work()
    smuggled = "Kasım toplantısı\r\nBcc: kurban@example.org\r\n\r\nMerhaba"
    tomorrow = {"day": (timezone.localdate() + timedelta(days=1)).isoformat(), "title": smuggled}
    answer = visit(client, AYSE).post(f"{GROUP}meetings/new/", FORM | tomorrow | {"id": uuid7()})
    assert answer.status_code == 302
    morning = Meeting.objects.get().starts_at - timedelta(hours=30)
    remind(timestamp=int(morning.timestamp()))
    sent = mailbox.after_work()
    assert sent
    for message in sent:
        assert message["Bcc"] is None
        assert "Kasım toplantısı Bcc: kurban@example.org Merhaba" in message["Subject"]


def test_the_page_asks_no_more_for_more_items(known, client, django_assert_max_num_queries):
    meeting = called(whole_group())
    for n in range(4):
        put(meeting, f"Madde {n}", *known.values())
    client.get(f"/meetings/{meeting.pk}/")
    with django_assert_max_num_queries(9):
        page_of(client, meeting)


def test_a_view_of_an_open_meeting_is_frozen_as_it_is_added(known):
    meeting = called(whole_group())
    item = put(meeting)
    actions.open_meeting(meeting=meeting)
    assert put_under(item, known[SubjectKind.VIEW]).snapshot
