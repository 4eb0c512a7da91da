"""What is forgotten of groups in time; the worker does it."""

from datetime import UTC, datetime, timedelta

from procrastinate.contrib.django import app

from workinggroups.groups.actions import forget
from workinggroups.models import Membership, State

INVITED_FOR = timedelta(days=30)
"""How long an invitation waits for its answer."""


@app.periodic(cron="20 4 * * *")
@app.task(queueing_lock="forget-invitations", pass_context=False)
def forget_invitations(timestamp: int) -> None:
    """Every night: forget invitations that nobody accepted; accounts that nobody entered then go by their own rule."""
    before = datetime.fromtimestamp(timestamp, UTC) - INVITED_FOR
    forget(asked=Membership.objects.filter(state=State.INVITED, changed_at__lt=before))
