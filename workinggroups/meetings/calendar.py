"""Meetings as iCalendar (RFC 5545)."""

from collections.abc import Iterable
from datetime import timedelta

from django.conf import settings
from django.urls import reverse
from icalendar import Calendar, Event

from workinggroups.models import Meeting, Stage

OFTEN = timedelta(hours=6)
"""How often calendars look for what changed."""

STATUS = {Stage.CANCELLED: "CANCELLED"}


def calendar(name: str, meetings: Iterable[Meeting]) -> bytes:
    """Return a calendar that programs subscribe to.

    Args:
        name: of the calendar.
        meetings: with their groups.
    """
    found = Calendar()
    found.add("prodid", "-//Ortak Harita//TR")
    found.add("version", "2.0")
    found.add("method", "PUBLISH")
    found.add("x-wr-calname", name)
    found.add("refresh-interval", OFTEN, parameters={"VALUE": "DURATION"})
    for meeting in meetings:
        found.add_component(_event(meeting))
    text: bytes = found.to_ical()
    return text


def _event(meeting: Meeting) -> Event:
    page = f"{settings.SITE_URL}{reverse('meetings:meeting', args=[meeting.pk])}"
    event = Event()
    event.add("uid", f"{meeting.pk}@ortak-harita")
    event.add("dtstamp", meeting.changed_at)
    event.add("last-modified", meeting.changed_at)
    event.add("sequence", meeting.sequence)
    event.add("dtstart", meeting.starts_at)
    event.add("dtend", meeting.ends_at)
    event.add("summary", f"{meeting.group.name}: {meeting.title}")
    event.add("location", meeting.place or meeting.link)
    event.add("description", "\n".join(filter(None, [meeting.link, page])))
    event.add("url", page)
    event.add("status", STATUS.get(Stage(meeting.stage), "CONFIRMED"))
    return event
