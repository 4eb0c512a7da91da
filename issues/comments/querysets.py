"""Questions about comments."""

from typing import TYPE_CHECKING, Self

from django.contrib.gis.db import models

if TYPE_CHECKING:
    from issues.models import Comment, PublicComment

PER_PAGE = 20


class CommentQuerySet(models.QuerySet["Comment"]):
    """Questions that only the staff may ask."""

    def waiting(self) -> Self:
        """Return what no moderator has looked at since it was written or flagged."""
        return self.filter(reviewed_at=None, issue__visibility__in=["public", "held"])

    def of_residents(self) -> Self:
        """Return what no one of the staff wrote."""
        return self.filter(is_official=False)

    def oldest_first(self) -> Self:
        """Order as they were written."""
        return self.order_by("pk")


class PublicCommentQuerySet(models.QuerySet["PublicComment"]):
    """Questions about what everybody may read."""

    def of_issue(self, number: int) -> Self:
        """Return the comments on an issue, newest first."""
        return self.filter(issue_id=number).order_by("-pk")

    def page(self, before: int) -> tuple[list["PublicComment"], int]:
        """Return the newest PER_PAGE, and what to ask the older ones with: 0 where there are none.

        Args:
            before: what the page before returned.
        """
        asked = self.filter(pk__lt=before) if before else self
        found = list(asked[: PER_PAGE + 1])
        return found[:PER_PAGE], found[PER_PAGE - 1].pk if len(found) > PER_PAGE else 0
