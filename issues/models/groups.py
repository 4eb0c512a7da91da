"""Who speaks: what reporters say of themselves, kept apart from their reports."""

from django.contrib.gis.db import models
from django.utils.translation import gettext_lazy as _

from issues.models.issue import Issue


class Group(models.TextChoices):
    """Those who are often not heard; a person may be in several."""

    CHILD = "child", _("I am younger than 15.")
    YOUTH = "youth", _("I am 15 to 29 years old.")
    OLDER = "older", _("I am 65 or older.")
    WOMAN = "woman", _("I am a woman.")
    DISABLED = "disabled", _("I live with a disability.")


AGES = {Group.CHILD, Group.YOUTH, Group.OLDER}
"""Of these nobody is in two."""


class GroupAnswer(models.Model):
    """A report whose reporter was counted in `GroupCount`, so that it happens once; not as whom."""

    issue = models.OneToOneField(
        Issue, primary_key=True, on_delete=models.CASCADE, related_name="group_answer"
    )

    def __str__(self) -> str:
        return str(self.issue_id)


class GroupCount(models.Model):
    """How many of those who reported in a mahalle and said who they are belong to a group.

    `half` is the half-year as 20261 or 20262, `code` the mahalle's official code ("" outside of all), `group`
    is "" for all who answered. No row names a report; where few answered, whoever runs the database may still
    work out whose an answer was.
    """

    half = models.PositiveIntegerField()
    code = models.CharField(max_length=20, blank=True)
    group = models.CharField(max_length=10, choices=Group, blank=True)
    count = models.PositiveIntegerField()
    is_sample = models.BooleanField(default=False)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["half", "code", "group", "is_sample"], name="groupcount_once"
            )
        ]

    def __str__(self) -> str:
        return f"{self.half} {self.code} {self.group}: {self.count}"
