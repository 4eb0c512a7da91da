"""Reminders of meetings; the worker sends them."""

from datetime import UTC, datetime, timedelta

from django.db import transaction
from procrastinate.contrib.django import app

from issues.follow.tasks import MAIL
from workinggroups.mail import page_at, write
from workinggroups.models import Meeting, Membership, Stage

AHEAD = timedelta(hours=36)
"""Who is reminded in the morning hears of the meetings of this day and the next."""


@app.periodic(cron="0 6 * * *")
@app.task(queueing_lock="remind-of-meetings", pass_context=False, retry=MAIL)
@transaction.atomic
def remind(timestamp: int) -> None:
    """Every morning: let each member have an e-mail of the meetings that are near, once for each."""
    now = datetime.fromtimestamp(timestamp, UTC)
    near = Meeting.objects.filter(
        stage=Stage.PLANNED, reminded_at=None, starts_at__range=(now, now + AHEAD)
    )
    for meeting in near.select_for_update(of=("self",)):
        for member in Membership.objects.in_force().filter(group=meeting.group_id):
            tell_of_meeting.defer(membership=member.pk, meeting=str(meeting.pk))
        Meeting.objects.filter(pk=meeting.pk).update(reminded_at=now)


@app.task(retry=MAIL)
def tell_of_meeting(membership: int, meeting: str) -> None:
    """Write to one member of one meeting, unless it was called off or they left meanwhile."""
    members = Membership.objects.in_force().select_related("group", "user").filter(pk=membership)
    for member in members:
        for found in Meeting.objects.filter(pk=meeting, stage=Stage.PLANNED):
            page = page_at("meetings:meeting", found.pk)
            write(member, "reminder", {"meeting": found, "meeting_url": page})
