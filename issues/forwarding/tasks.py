"""Sending what there is of a report to another place, in order; the worker does it."""

from django.db import transaction
from procrastinate import RetryStrategy
from procrastinate.contrib.django import app

from issues.forwarding.described import own_id, report_fields, update_fields
from issues.forwarding.remote import NotNowError, RefusedThereError, first_of, id_in, told
from issues.models import ClientReport, Forward, ForwardMessage, PublicChange, PublicIssue

MOST_ATTEMPTS = 10
WAITS = RetryStrategy(
    max_attempts=MOST_ATTEMPTS, exponential_wait=4, retry_exceptions={NotNowError}
)
"""4 s, 16 s, 64 s … nearly four days in all: a weekend without a server loses nothing."""

State = ForwardMessage.State


@app.task(retry=WAITS)
def send_on(forward: str) -> None:
    """Send what waits of a report, at least once and in order; behind what was given up, nothing goes."""
    found = Forward.objects.select_related("endpoint", "issue__category").filter(pk=forward).first()
    if found is None or found.messages.filter(state=State.DEAD).exists():
        return
    for message in found.messages.filter(state=State.WAITING).order_by("pk"):
        if not _is_done(found, message):
            return


def _is_done(forward: Forward, message: ForwardMessage) -> bool:
    """Send a message. Returns whether the next may follow.

    Raises:
        NotNowError: it is to be tried again.
    """
    try:
        if message.change_id is None:
            return _send_report(forward, message)
        return _send_update(forward, message, message.change_id)
    except RefusedThereError as error:
        message.end(State.DEAD, str(error))
        return False
    except NotNowError as error:
        message.attempts += 1
        if message.attempts < MOST_ATTEMPTS:
            message.said = str(error)
            message.save(update_fields=["attempts", "said"])
            raise
        message.end(State.DEAD, str(error))
        return False


def _send_report(forward: Forward, message: ForwardMessage) -> bool:
    public = PublicIssue.objects.for_readers().filter(number=forward.issue.number).first()
    if public is None or not forward.endpoint.is_active:
        return False  # it waits until it is
    route = forward.endpoint.route_of(public.category)
    if route is None or ClientReport.objects.filter(issue=forward.issue_id).exists():
        message.end(State.SET_ASIDE, "")  # another category by now; or another system's own
        return True
    fields = report_fields(public, forward.endpoint, route.service_code)
    answer = first_of(told(forward.endpoint, "requests", fields, own_id=str(forward.pk)))
    forward.remote_id = id_in(answer, "service_request_id")
    forward.token = id_in(answer, "token")
    if not forward.remote_id and not forward.token:
        raise RefusedThereError("neither service_request_id nor token")
    with transaction.atomic():
        forward.save(update_fields=["remote_id", "token"])
        message.end(State.SENT, forward.remote_id)
    return True


def _send_update(forward: Forward, message: ForwardMessage, change: int) -> bool:
    public = PublicChange.objects.filter(pk=change).first()
    if public is None or not forward.endpoint.is_active or forward.waits_for_number:
        return False
    if not forward.remote_id:
        message.end(State.SET_ASIDE, "")  # as its report was
        return True
    fields = update_fields(public, forward.remote_id)
    told(forward.endpoint, "servicerequestupdates", fields, own_id=own_id(public.pk))
    message.end(State.SENT, "")
    return True
