"""Questions about what is sent on to other places."""

from typing import TYPE_CHECKING, Self

from django.contrib.gis.db import models
from django.db.models import Exists, OuterRef, Q, Value
from django.db.models.functions import Cast, Concat
from procrastinate.contrib.django.models import ProcrastinateJob

from issues.models.choices import CLOSED

if TYPE_CHECKING:
    from issues.models import Forward

LOCK = "forward-"
"""What the queue's lock of a forward begins with, by which one job at a time sends what there is of it."""


class ForwardQuerySet(models.QuerySet["Forward"]):
    """Reports on their way to other places."""

    def that_could_go_on(self) -> Self:
        """Return those with something to send, nothing given up before it, and no job that sends it."""
        jobs = ProcrastinateJob.objects.filter(
            lock=Concat(Value(LOCK), Cast(OuterRef("pk"), models.TextField())),
            status__in=["todo", "doing"],
        )
        could = self.filter(
            ~Exists(jobs),
            ~Q(token__gt="", remote_id=""),  # it has no number there yet
            endpoint__is_active=True,
            issue__visibility="public",
            messages__state="waiting",
        )
        return could.exclude(messages__state="dead").distinct()

    def worth_asking_about(self) -> Self:
        """Return those with a number there that are not closed in both places."""
        return self.exclude(remote_id="").exclude(remote_status="closed", issue__status__in=CLOSED)
