"""What is forgotten of groups in time; the worker does it."""

from datetime import UTC, datetime, timedelta

from procrastinate.contrib.django import app

from workinggroups.groups.actions import forget
from workinggroups.models import Membership, State

WAITS_FOR = {State.INVITED: timedelta(days=30), State.ASKED: timedelta(days=90)}
"""How long an invitation waits for its answer, and whoever asks to join for the group's."""


@app.periodic(cron="20 4 * * *")
@app.task(queueing_lock="forget-unanswered", pass_context=False)
def forget_unanswered(timestamp: int) -> None:
    """Every night: forget what nobody answered; accounts that nobody entered then go by their own rule."""
    now = datetime.fromtimestamp(timestamp, UTC)
    for state, patience in WAITS_FOR.items():
        forget(asked=Membership.objects.filter(state=state, changed_at__lt=now - patience))
