"""What everybody may read of an issue's history, and how it is told."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.db import models

from issues.models.issue import Answered, PublicIssue, StatusChange
from issues.models.moderation import ModerationStep


class PublicChange(Answered):
    """A row of the view `public_changes`: an answer with its note."""

    issue = models.ForeignKey(PublicIssue, on_delete=models.DO_NOTHING, related_name="changes")

    class Meta:
        managed = False
        db_table = "public_changes"
        ordering = ["changed_at", "id"]

    def __str__(self) -> str:
        return f"{self.what}: {self.note}"


class PublicStep(models.Model):
    """A row of the view `public_steps`: that what people read was changed, and when."""

    issue = models.ForeignKey(PublicIssue, on_delete=models.DO_NOTHING, related_name="steps")
    action = models.CharField(max_length=15, choices=ModerationStep.Action)
    taken_at = models.DateTimeField()

    class Meta:
        managed = False
        db_table = "public_steps"
        ordering = ["id"]

    def __str__(self) -> str:
        return self.get_action_display()


@dataclass(frozen=True)
class Event:
    """One line of a history: when, what, and what was said with it."""

    at: datetime
    what: str
    note: str = ""


def told(
    changes: Iterable[StatusChange | PublicChange], steps: Iterable[ModerationStep | PublicStep]
) -> list[Event]:
    """Return answers and steps as one history, the oldest first."""
    events = [Event(c.changed_at, c.what, c.note) for c in changes]
    events += [Event(step.taken_at, step.get_action_display()) for step in steps]
    return sorted(events, key=lambda event: event.at)
