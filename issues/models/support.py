"""Neighbours who say "ben de"."""

from django.contrib.gis.db import models
from django.db.models import Q
from django.db.models.functions import Now

from issues.models.issue import Issue


class Support(models.Model):
    """Somebody who says "ben de": one phone, once per issue.

    `supporter` is a random id that only that phone keeps; it is never shown or exported.
    """

    issue = models.ForeignKey(
        Issue, on_delete=models.CASCADE, related_name="supports", db_index=False
    )
    supporter = models.UUIDField()
    created_at = models.DateTimeField(db_default=Now())
    via = models.ForeignKey(
        Issue,
        null=True,
        on_delete=models.CASCADE,
        related_name="+",
        db_index=False,  # `support_via` is smaller
        help_text="the duplicate that was supported in truth",
    )

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["issue", "supporter"], name="support_once"),
        ]
        indexes = [
            models.Index(fields=["via"], condition=Q(via__isnull=False), name="support_via"),
        ]

    def __str__(self) -> str:
        return f"{self.issue_id} {self.created_at:%Y-%m-%d}"


class SupportCount(models.Model):
    """How many support an issue; kept by the triggers of issues/sql/support.sql.

    It stands beside the issue's row, whose every change is counted anew and kept as history.
    """

    issue = models.OneToOneField(
        Issue, primary_key=True, on_delete=models.CASCADE, related_name="+"
    )
    count = models.IntegerField()

    def __str__(self) -> str:
        return f"{self.issue_id}: {self.count}"
