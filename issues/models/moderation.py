"""Why an issue waits for a person, who says that something is wrong with it, and what was done to it."""

from django.conf import settings
from django.contrib.gis.db import models
from django.db.models import Q
from django.db.models.functions import Now
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from intake.screening import Kind
from intake.texts import FLAG_LENGTH
from issues.models.choices import Visibility
from issues.models.issue import Issue
from issues.models.questions import Question


class HoldReason(models.Model):
    """Why an issue was held: the kind of what stands in which field, never the text itself."""

    class Field(models.TextChoices):
        """The fields that are read."""

        DESCRIPTION = "description", _("description")
        SPOT = "spot", _("description of the spot")
        ANSWER = "answer", _("answer")

    issue = models.ForeignKey(Issue, on_delete=models.CASCADE, related_name="hold_reasons")
    kind = models.CharField(max_length=10, choices=Kind)
    field = models.CharField(max_length=15, choices=Field)
    question = models.ForeignKey(
        Question, null=True, on_delete=models.CASCADE, related_name="+", db_index=False
    )

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["issue", "kind", "field", "question"],
                nulls_distinct=False,
                name="holdreason_once",
            ),
        ]

    def __str__(self) -> str:
        place = f"“{self.question}”" if self.question else self.get_field_display()
        return f"{self.get_kind_display()} ({place})"


class Flag(models.Model):
    """Somebody's word that a report is not right. It hides nothing; a moderator looks."""

    class Reason(models.TextChoices):
        """What may be wrong with a report."""

        PERSONAL = "personal", _("It tells something private about a person")
        HURTFUL = "hurtful", _("It is hurtful or insulting")
        UNTRUE = "untrue", _("It is not true")
        DUPLICATE = "duplicate", _("It has been reported before")
        MISPLACED = "misplaced", _("Its place or category is wrong")
        OTHER = "other", _("Something else")

    id = models.UUIDField(primary_key=True)
    issue = models.ForeignKey(Issue, on_delete=models.CASCADE, related_name="flags", db_index=False)
    reason = models.CharField(_("reason"), max_length=10, choices=Reason)
    text = models.CharField(_("in your words"), max_length=FLAG_LENGTH, blank=True)
    created_at = models.DateTimeField(db_default=Now(), editable=False)
    handled_at = models.DateTimeField(null=True, editable=False)

    class Meta:
        verbose_name = _("flag")
        verbose_name_plural = _("flags")
        ordering = ["created_at", "id"]
        indexes = [
            models.Index(fields=["issue", "handled_at"], name="flag_issue"),
            models.Index(fields=["issue"], condition=Q(handled_at=None), name="flag_open"),
        ]

    def __str__(self) -> str:
        return self.get_reason_display()


class ModerationStep(models.Model):
    """What a moderator or the reporter did to an issue, when, and which moderator.

    `PUBLIC_STEPS` are shown to everybody. A photo that is added, a reopening and an erasure are
    steps, too, so that nobody decides on what they have not seen, or brings back what is gone.
    """

    class Action(models.TextChoices):
        """What moderators do, and what comes in between that they must have seen to decide."""

        PUBLISHED = "published", _("published")
        HELD = "held", _("held for review")
        TAKEN_DOWN = "taken_down", _("taken down")
        MERGED = "merged", _("joined with another report")
        REDACTED = "redacted", _("personal data taken out")
        RECATEGORISED = "recategorised", _("category changed")
        MOVED = "moved", _("place corrected")
        BLURRED = "blurred", _("moved to the street")
        PLACED = "placed", _("tied to a place")
        ANSWERED = "answered", _("answered")
        COMMENTED = "commented", _("commented")
        UNDONE = "undone", _("last step undone")
        EDITED = "edited", _("edited by its reporter")
        WITHDRAWN = "withdrawn", _("taken back by its reporter")
        REOPENED = "reopened", _("reopened by its reporter")
        ERASED = "erased", _("words and photos erased")
        PHOTO_ADDED = "photo_added", _("photo added")
        PHOTO_REMOVED = "photo_removed", _("photo removed for good")

    issue = models.ForeignKey(Issue, on_delete=models.CASCADE, related_name="moderation_steps")
    action = models.CharField(max_length=15, choices=Action)
    from_visibility = models.CharField(max_length=10, choices=Visibility)
    detail = models.CharField(max_length=200, blank=True)
    duplicate_of_before = models.ForeignKey(
        Issue, null=True, on_delete=models.SET_NULL, related_name="+", db_index=False
    )
    led_along = models.ManyToManyField(
        Issue, related_name="+", help_text="duplicates of a duplicate that was merged"
    )
    taken_at = models.DateTimeField(default=timezone.now, editable=False)
    taken_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )

    class Meta:
        verbose_name = _("moderation step")
        verbose_name_plural = _("moderation steps")
        ordering = ["id"]

    def __str__(self) -> str:
        return f"{self.get_action_display()} {self.detail}".strip()

    @property
    def can_be_undone(self) -> bool:
        """Whether `moderation.undo` knows the way back."""
        return self.action in DECISIONS


DECISIONS = [
    ModerationStep.Action.PUBLISHED,
    ModerationStep.Action.HELD,
    ModerationStep.Action.TAKEN_DOWN,
    ModerationStep.Action.MERGED,
]
"""The steps that end a review; each can be undone as long as it is the last."""

PUBLIC_STEPS = [
    ModerationStep.Action.REDACTED,
    ModerationStep.Action.RECATEGORISED,
    ModerationStep.Action.MOVED,
    ModerationStep.Action.EDITED,
    ModerationStep.Action.PHOTO_REMOVED,
]
"""The steps that an issue's public page tells, with their date and without who took them."""
