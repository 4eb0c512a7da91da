"""Issues, the view of the public ones, and the steps that they take."""

from datetime import UTC, datetime

import pghistory
from django.conf import settings
from django.contrib.gis.db import models
from django.contrib.gis.measure import Distance
from django.contrib.postgres.indexes import GinIndex
from django.db.models import F, Func, Q, Value
from django.db.models.functions import Now
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from gisdata.crs import WGS84
from gisdata.functions import LocalDay, MortonAt
from issues.models.categories import Category
from issues.models.choices import (
    CLOSED,
    FROM_RESIDENTS,
    OPEN,
    Precision,
    Source,
    Status,
    Visibility,
)
from issues.querysets import (
    IssueQuerySet,
    PublicIssueQuerySet,
)
from neighbourhoods.models import Neighbourhood

DESCRIPTION_LENGTH = 4000
SPOT_LENGTH = 200


class NextNumber(Func):
    """The next public number of an issue."""

    template = "nextval('issues_number')"
    arity = 0
    output_field = models.BigIntegerField()


class IssueFacts(models.Model):
    """The columns that an issue and its public view share. `location` is in EPSG:4326."""

    number = models.BigIntegerField(
        _("number"), unique=True, editable=False, db_default=NextNumber()
    )
    location = models.PointField(_("location"), srid=WGS84)
    precision = models.CharField(
        _("precision"), max_length=15, choices=Precision, default="exact", db_default="exact"
    )
    spot = models.CharField(
        _("description of the spot"), max_length=SPOT_LENGTH, blank=True, db_default=""
    )
    # No index of their own: those of `Issue` begin with these columns.
    category = models.ForeignKey(
        Category, on_delete=models.PROTECT, related_name="+", db_index=False
    )
    neighbourhood = models.ForeignKey(
        Neighbourhood,
        null=True,
        blank=True,
        editable=False,
        db_index=False,
        on_delete=models.DO_NOTHING,
        related_name="+",
        help_text=_("assigned by the database"),
    )
    description = models.TextField(_("description"), max_length=DESCRIPTION_LENGTH)
    status = models.CharField(
        _("status"), max_length=15, choices=Status, default="new", db_default="new"
    )
    reported_at = models.DateTimeField(_("reported at"), db_default=Now())
    closed_at = models.DateTimeField(_("closed at"), null=True, blank=True, editable=False)
    updated_at = models.DateTimeField(
        null=True,
        editable=False,
        db_default=Now(),
        help_text=_("when everybody last learned something new of it; none before it was public"),
    )

    class Meta:
        abstract = True

    def __str__(self) -> str:
        return f"#{self.number}"

    def get_absolute_url(self) -> str:
        """The issue's public page."""
        return reverse("issues:detail", args=[self.number])


@pghistory.track(
    pghistory.UpdateEvent("changed", row=pghistory.Old, level=pghistory.Statement),
    pghistory.DeleteEvent("deleted", row=pghistory.Old, level=pghistory.Statement),
    exclude=[
        "neighbourhood",
        "reported_day",
        "morton",
        "reviewed_at",
        "updated_at",
        "duplicate_of",
    ],
)
class Issue(IssueFacts):
    """A problem that somebody pinned. The phone makes its id (UUIDv7), so a retry is no copy.

    Everything public is read from `PublicIssue`, `PublicCell` and `DailyCount`; this table is for
    actions, the admin and the person who reported.
    """

    id = models.UUIDField(primary_key=True)
    visibility = models.CharField(
        _("visibility"), max_length=10, choices=Visibility, default="public", db_default="public"
    )
    source = models.CharField(
        _("source"), max_length=10, choices=Source, default="web", db_default="web"
    )
    answers = models.JSONField(
        _("answers"),
        default=dict,
        db_default=Value({}, models.JSONField()),
        editable=False,
        help_text=_("by the codes of the questions"),
    )
    created_at = models.DateTimeField(db_default=Now(), editable=False)
    reviewed_at = models.DateTimeField(
        _("reviewed at"), null=True, editable=False, help_text=_("when a moderator last decided")
    )
    duplicate_of = models.ForeignKey(
        "self",
        verbose_name=_("duplicate of"),
        null=True,
        editable=False,
        db_index=False,  # `issue_duplicate` is smaller
        on_delete=models.SET_NULL,
        related_name="duplicates",
    )
    reported_day = models.GeneratedField(
        expression=LocalDay("reported_at"), output_field=models.DateField(), db_persist=True
    )
    morton = models.GeneratedField(
        expression=MortonAt("location"), output_field=models.BigIntegerField(), db_persist=True
    )

    objects = IssueQuerySet.as_manager()

    class Meta:
        verbose_name = _("issue")
        verbose_name_plural = _("issues")
        permissions = [("moderate_issue", "Can moderate issues")]
        indexes = [
            models.Index(
                fields=["number"],
                condition=Q(reviewed_at=None, visibility="public", source__in=FROM_RESIDENTS),
                name="issue_unreviewed",
            ),
            models.Index(fields=["number"], condition=Q(visibility="held"), name="issue_held"),
            GinIndex(fields=["answers"], condition=~Q(answers={}), name="issue_answers"),
            models.Index(
                fields=["duplicate_of"],
                condition=Q(duplicate_of__isnull=False),
                name="issue_duplicate",
            ),
            models.Index(F("reported_at").desc(), F("number").desc(), name="issue_newest"),
            models.Index(
                F("updated_at").desc(),
                F("number").desc(),
                condition=Q(visibility="public"),
                name="issue_updated",
            ),
            models.Index(fields=["category", "-reported_at"], name="issue_category"),
            models.Index(fields=["neighbourhood", "-reported_at"], name="issue_neighbourhood"),
            models.Index(
                fields=["morton", "reported_day", "category", "status", "neighbourhood"],
                include=["precision"],
                condition=Q(visibility="public"),
                name="issue_morton",
            ),
            models.Index(
                fields=["category", "reported_day", "morton", "status", "neighbourhood"],
                include=["precision"],
                condition=Q(visibility="public"),
                name="issue_category_day",
            ),
        ]
        constraints = [
            models.CheckConstraint(condition=Q(status__in=Status.values), name="issue_status"),
            models.CheckConstraint(
                condition=Q(visibility__in=Visibility.values), name="issue_visibility"
            ),
            models.CheckConstraint(
                condition=Q(precision__in=Precision.values), name="issue_precision"
            ),
            models.CheckConstraint(
                condition=Q(status__in=CLOSED, closed_at__isnull=False)
                | Q(status__in=OPEN, closed_at__isnull=True),
                name="issue_closed_at",
            ),
            models.CheckConstraint(  # days are kept as numbers like 20261122
                condition=Q(reported_at__gte=datetime(1900, 1, 1, tzinfo=UTC)),
                name="issue_reported_at",
            ),
            models.CheckConstraint(
                condition=Q(closed_at__isnull=True) | Q(closed_at__gte=F("reported_at")),
                name="issue_closed_after_reported",
            ),
            models.CheckConstraint(
                condition=~Q(visibility="public") | Q(updated_at__isnull=False),
                name="issue_updated_at",
            ),
            models.CheckConstraint(  # issues/sql/duplicates.sql forbids chains
                condition=Q(duplicate_of__isnull=True)
                | (Q(visibility="removed") & ~Q(duplicate_of=F("id"))),
                name="issue_duplicate_hidden",
            ),
        ]

    @property
    def is_erased(self) -> bool:
        """Whether its words and photos were erased: nobody puts others in their place."""
        return self.moderation_steps.filter(action="erased").exists()


class PublicIssue(IssueFacts):
    """A row of the view `public_issues`: the only door by which issues go out."""

    number = models.BigIntegerField(primary_key=True)
    reported_day = models.DateField()
    morton = models.BigIntegerField()
    support_count = models.IntegerField()
    distance: Distance
    """Of those near by alone: from the place that was asked."""

    objects = PublicIssueQuerySet.as_manager()

    class Meta:
        managed = False
        db_table = "public_issues"

    @property
    def is_open(self) -> bool:
        """Whether it still waits for its end, so that more people can support it."""
        return self.status in OPEN


class Answered(models.Model):
    """A step of an issue, with its note and the system that told of it if it was not this one."""

    to_status = models.CharField(max_length=15, choices=Status)
    note = models.TextField(_("public note"), max_length=2000)
    source = models.CharField(_("which system says so"), max_length=120, blank=True, db_default="")
    changed_at = models.DateTimeField(db_default=Now())

    class Meta:
        abstract = True

    @property
    def what(self) -> str:
        """The new status, and who told it."""
        label = Status(self.to_status).label
        return f"{label} ({self.source})" if self.source else str(label)


class StatusChange(Answered):
    """One step of an issue, public, with its note and date."""

    issue = models.ForeignKey(Issue, on_delete=models.CASCADE, related_name="changes")
    from_status = models.CharField(max_length=15, choices=Status)
    changed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )

    class Meta:
        verbose_name = _("status change")
        verbose_name_plural = _("status changes")
        ordering = ["changed_at", "id"]

    def __str__(self) -> str:
        return f"{self.from_status} → {self.to_status}"
