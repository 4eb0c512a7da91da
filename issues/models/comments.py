"""Comments on issues, the view of the public ones, and who says that something is wrong with one."""

from django.conf import settings
from django.contrib.gis.db import models
from django.contrib.postgres.fields import ArrayField
from django.db.models import Q
from django.db.models.functions import Now
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from intake.screening import Kind
from intake.texts import FLAG_LENGTH
from issues.comments.querysets import CommentQuerySet, PublicCommentQuerySet
from issues.models.choices import Visibility
from issues.models.issue import Issue, PublicIssue
from issues.models.moderation import Flag

COMMENT_LENGTH = 1000
VISIBILITIES = [Visibility.PUBLIC, Visibility.HELD, Visibility.REMOVED]


class CommentFacts(models.Model):
    """What a comment and its public view share."""

    text = models.TextField(_("comment"), max_length=COMMENT_LENGTH)
    is_official = models.BooleanField(
        default=False, db_default=False, help_text=_("written by the secretariat at its desk")
    )
    created_at = models.DateTimeField(db_default=Now(), editable=False)

    class Meta:
        abstract = True

    def __str__(self) -> str:
        return self.text


class Comment(CommentFacts):
    """What somebody wrote below an issue; nobody's name is asked. A form sent twice is one."""

    sent_id = models.UUIDField(unique=True)
    issue = models.ForeignKey(Issue, on_delete=models.CASCADE, related_name="comments")
    visibility = models.CharField(max_length=10, choices=Visibility)
    found = ArrayField(
        models.CharField(max_length=10, choices=Kind),
        default=list,
        help_text=_("the kinds of what it is held for, never the text itself"),
    )
    written_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )
    reviewed_at = models.DateTimeField(null=True, help_text=_("when a moderator last decided"))
    reviewed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )
    decisions = models.PositiveIntegerField(
        default=0,
        db_default=0,
        editable=False,
        help_text="how often moderators decided, so that none decides on what they have not seen",
    )

    objects = CommentQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(visibility__in=VISIBILITIES), name="comment_visibility"
            )
        ]
        indexes = [
            models.Index(fields=["id"], condition=Q(reviewed_at=None), name="comment_waiting")
        ]

    def found_names(self) -> list[str]:
        """Say what it is held for."""
        return [str(Kind(kind).label) for kind in self.found]


class PublicComment(CommentFacts):
    """A row of the view `public_comments`: the only door by which comments go out."""

    issue = models.ForeignKey(PublicIssue, on_delete=models.DO_NOTHING, related_name="comments")

    objects = PublicCommentQuerySet.as_manager()

    class Meta:
        managed = False
        db_table = "public_comments"

    def get_absolute_url(self) -> str:
        """Where it stands on the page of all comments on its issue."""
        address = reverse("issues:comments", args=[self.issue_id])
        return f"{address}?before={self.pk + 1}#comment-{self.pk}"


class CommentFlag(models.Model):
    """Somebody's word that a comment is not right. It hides nothing; a moderator looks."""

    id = models.UUIDField(primary_key=True)
    comment = models.ForeignKey(Comment, on_delete=models.CASCADE, related_name="flags")
    reason = models.CharField(max_length=10, choices=Flag.Reason)
    text = models.CharField(max_length=FLAG_LENGTH, blank=True)
    created_at = models.DateTimeField(db_default=Now(), editable=False)
    handled_at = models.DateTimeField(null=True, editable=False)

    class Meta:
        ordering = ["created_at", "id"]

    def __str__(self) -> str:
        return self.get_reason_display()
