"""Meetings with their agendas."""

from datetime import datetime, timedelta

from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Now
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from maps.models import MapView
from workinggroups.models.groups import WorkingGroup


class Stage(models.TextChoices):
    """Where a meeting stands."""

    PLANNED = "planned", _("planned")
    OPEN = "open", _("open now")
    CLOSED = "closed", _("took place")
    CANCELLED = "cancelled", _("cancelled")


class MeetingQuerySet(models.QuerySet["Meeting"]):
    """Questions about meetings."""

    def ahead(self) -> "MeetingQuerySet":
        """Those that are not over, the next one first."""
        open_or_planned = self.filter(stage__in=[Stage.PLANNED, Stage.OPEN])
        return open_or_planned.order_by("starts_at", "id")

    def held(self) -> "MeetingQuerySet":
        """Those that are over, the latest first."""
        return self.filter(stage=Stage.CLOSED).order_by("-starts_at", "id")


class Meeting(models.Model):
    """A meeting of a group. Its agenda is public `publish_days` before it, and from its opening on."""

    id = models.UUIDField(primary_key=True)
    group = models.ForeignKey(WorkingGroup, on_delete=models.CASCADE, related_name="meetings")
    title = models.CharField(_("title"), max_length=120)
    starts_at = models.DateTimeField(_("begins"))
    ends_at = models.DateTimeField(_("ends"))
    place = models.CharField(_("place"), max_length=200, blank=True)
    link = models.URLField(_("link"), max_length=500, blank=True)
    publish_days = models.PositiveSmallIntegerField(_("agenda public, days before"), default=7)
    stage = models.CharField(max_length=10, choices=Stage, default=Stage.PLANNED)
    sequence = models.PositiveIntegerField(
        default=0, help_text="of iCalendar: grows by each change"
    )
    changed_at = models.DateTimeField(db_default=Now(), editable=False)
    reminded_at = models.DateTimeField(null=True, editable=False)
    opened_at = models.DateTimeField(null=True, editable=False)
    closed_at = models.DateTimeField(null=True, editable=False)
    code = models.CharField(max_length=8, blank=True, help_text="by which one follows; while open")

    objects = MeetingQuerySet.as_manager()

    class Meta:
        ordering = ["-starts_at", "id"]
        constraints = [
            models.CheckConstraint(condition=Q(stage__in=Stage.values), name="meeting_stage"),
            models.CheckConstraint(condition=Q(ends_at__gt=F("starts_at")), name="meeting_ends"),
            models.UniqueConstraint("code", condition=~Q(code=""), name="meeting_code"),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def agenda_from(self) -> datetime:
        """From when on everybody reads the agenda."""
        return self.starts_at - timedelta(days=self.publish_days)

    @property
    def has_public_agenda(self) -> bool:
        """Whether everybody reads the agenda by now."""
        return self.opened_at is not None or timezone.now() >= self.agenda_from


class GroupView(MapView):
    """A view of the map that a group keeps; everybody reads it on the group's page."""

    group = models.ForeignKey(WorkingGroup, on_delete=models.CASCADE, related_name="views")
    kept_at = models.DateTimeField(db_default=Now(), editable=False)

    class Meta:
        ordering = ["-kept_at", "-id"]


class AgendaItem(models.Model):
    """What a meeting talks about."""

    meeting = models.ForeignKey(Meeting, on_delete=models.CASCADE, related_name="items")
    position = models.PositiveSmallIntegerField()
    title = models.CharField(_("title"), max_length=200)
    note = models.TextField(_("note"), max_length=4000, blank=True)

    class Meta:
        ordering = ["position", "id"]

    def __str__(self) -> str:
        return self.title


class SubjectKind(models.TextChoices):
    """What can be put on an agenda."""

    VIEW = "view", _("view of the map")
    INDICATOR = "indicator", _("indicator")
    ISSUE = "issue", _("report")
    PLACE = "place", _("place")
    SCENARIO = "scenario", _("scenario")
    DOCUMENT = "document", _("document")


class Subject(MapView):
    """What an item of an agenda is about: a view of the map, or something by its `key`.

    The key is an indicator's slug, the number of a report or a place, a scenario's id, or a document's
    address. Of reports and places nothing is copied: what is not public is not seen here either.
    """

    item = models.ForeignKey(AgendaItem, on_delete=models.CASCADE, related_name="subjects")
    position = models.PositiveSmallIntegerField()
    kind = models.CharField(max_length=10, choices=SubjectKind)
    key = models.CharField(max_length=500, blank=True)

    class Meta:
        ordering = ["position", "id"]
        constraints = [
            models.CheckConstraint(condition=Q(kind__in=SubjectKind.values), name="subject_kind"),
            models.CheckConstraint(
                condition=Q(kind=SubjectKind.VIEW, key="") | ~Q(kind=SubjectKind.VIEW) & ~Q(key=""),
                name="subject_key",
            ),
        ]
