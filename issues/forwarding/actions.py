"""Putting what is to be sent on into the outbox: keyword-only, in the transaction of what happened, no request."""

from datetime import timedelta

from django.db import transaction
from django.db.models import Q

from issues.forwarding.tasks import send_on
from issues.models import Endpoint, Forward, ForwardMessage, Issue, StatusChange

FIRST_WAIT = timedelta(minutes=10)
"""Before a new report goes: its photos come after it, and people take things back."""

State = ForwardMessage.State


def queue_report(*, issue: Issue) -> None:
    """Queue a public report for each place that takes its category and mahalle, once."""
    groups = [issue.category_id, issue.category.parent_id]
    code = issue.neighbourhood.code if issue.neighbourhood else ""
    takers = Endpoint.objects.filter(
        Q(codes=[]) | Q(codes__contains=[code]), is_active=True, routes__category__in=groups
    )
    for endpoint in takers.distinct():
        forward, is_new = Forward.objects.get_or_create(issue=issue, endpoint=endpoint)
        if is_new:
            ForwardMessage.objects.create(forward=forward)
            _queue(forward, seconds=int(FIRST_WAIT.total_seconds()))


def queue_change(*, change: StatusChange) -> None:
    """Queue an answer for each place that has the report and is sent answers; not for who gave it."""
    forwards = Forward.objects.filter(
        issue=change.issue_id, endpoint__is_active=True, endpoint__takes_updates=True
    ).exclude(endpoint__name=change.source)
    for forward in forwards:
        ForwardMessage.objects.create(forward=forward, change=change)
        _queue(forward)


def continue_all() -> int:
    """Queue what could go on and has no job: public again, numbered there, or in use again. Returns how many."""
    forwards = list(Forward.objects.that_could_go_on())
    for forward in forwards:
        _queue(forward)
    return len(forwards)


@transaction.atomic
def send_again(*, message: ForwardMessage) -> None:
    """Queue a message that was given up, before anything else of its report; the place knows a double by its id."""
    message.wait_again(State.WAITING)
    _queue(message.forward, priority=1)


@transaction.atomic
def set_aside(*, message: ForwardMessage) -> None:
    """Leave out a message that was given up, so that what comes after it goes."""
    message.state = State.SET_ASIDE
    message.save(update_fields=["state"])
    _queue(message.forward, priority=1)


def _queue(forward: Forward, *, seconds: int = 0, priority: int = 0) -> None:
    job = send_on.configure(lock=forward.lock, schedule_in={"seconds": seconds}, priority=priority)
    job.defer(forward=str(forward.pk))
