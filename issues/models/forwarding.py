"""Reports that are sent on to a municipality's own Open311 service."""

from django.contrib.postgres.fields import ArrayField
from django.core.validators import URLValidator
from django.db import models
from django.db.models import Q
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _
from uuid_utils.compat import uuid7

from accounts.models import Outgoing
from issues.forwarding.querysets import LOCK, ForwardQuerySet
from issues.models.categories import Category
from issues.models.issue import Issue, StatusChange


class Endpoint(models.Model):
    """Another place that takes reports by Open311 GeoReport v2. The key is sent there, so it is kept as it is."""

    name = models.CharField(
        _("whose"), max_length=120, help_text=_("Everybody reads it beside what it answers.")
    )
    url = models.URLField(
        _("address"),
        max_length=500,
        validators=[URLValidator(schemes=["http", "https"])],
        help_text=_("what stands before /services.json"),
    )
    key = models.CharField(_("our key there"), max_length=200, blank=True)
    jurisdiction = models.CharField("jurisdiction_id", max_length=100, blank=True)
    codes = ArrayField(
        models.CharField(max_length=20),
        verbose_name=_("mahalle"),
        default=list,
        blank=True,
        help_text=_("none: reports of all of them, and from outside"),
    )
    takes_updates = models.BooleanField(_("is sent our answers, too"), default=False)
    is_active = models.BooleanField(_("in use"), default=True)
    created_at = models.DateTimeField(_("made"), db_default=Now(), editable=False)

    class Meta:
        verbose_name = _("place that takes reports")
        verbose_name_plural = _("places that take reports")
        ordering = ["name", "id"]

    def __str__(self) -> str:
        return self.name

    def route_of(self, category: Category) -> "Route | None":
        """Return what a category is called there: by its own line, else by its group's."""
        known = {route.category_id: route for route in self.routes.all()}
        return known.get(category.pk) or known.get(category.parent_id or 0)


class Route(models.Model):
    """What a category of ours is called there; a group's goes for all in it that have none."""

    endpoint = models.ForeignKey(Endpoint, on_delete=models.CASCADE, related_name="routes")
    category = models.ForeignKey(
        Category, verbose_name=_("category"), on_delete=models.CASCADE, related_name="+"
    )
    service_code = models.CharField("service_code", max_length=100)

    class Meta:
        verbose_name = _("category that is sent")
        verbose_name_plural = _("categories that are sent")
        constraints = [
            models.UniqueConstraint(fields=["endpoint", "category"], name="route_category")
        ]

    def __str__(self) -> str:
        return f"{self.category} → {self.service_code}"


class Forward(models.Model):
    """A report on its way to another place, and what it is there.

    `remote_status` and `remote_notes` are what the place said when it was last asked.
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    endpoint = models.ForeignKey(
        Endpoint, verbose_name=_("where"), on_delete=models.PROTECT, related_name="forwards"
    )
    issue = models.ForeignKey(
        Issue, verbose_name=_("issue"), on_delete=models.CASCADE, related_name="forwards"
    )
    remote_id = models.CharField(_("number there"), max_length=100, blank=True)
    token = models.CharField(max_length=100, blank=True)
    remote_status = models.CharField(_("status there"), max_length=20, default="open")
    remote_notes = models.TextField(blank=True)
    made_at = models.DateTimeField(_("made"), db_default=Now())

    objects = ForwardQuerySet.as_manager()

    class Meta:
        verbose_name = _("report sent on")
        verbose_name_plural = _("reports sent on")
        ordering = ["-made_at", "id"]
        constraints = [
            models.UniqueConstraint(fields=["issue", "endpoint"], name="forward_once"),
        ]
        indexes = [
            models.Index(
                fields=["endpoint", "remote_id"], condition=~Q(remote_id=""), name="forward_remote"
            )
        ]

    def __str__(self) -> str:
        return f"{self.issue} → {self.endpoint}"

    @property
    def waits_for_number(self) -> bool:
        """Whether the place has given it a token, and no number yet."""
        return bool(self.token) and not self.remote_id

    @property
    def lock(self) -> str:
        """The queue's lock, by which one job at a time sends what there is of this report."""
        return f"{LOCK}{self.pk}"


class ForwardMessage(Outgoing):
    """One thing to send of a report: the report itself, or an answer to it. They go in the order of their ids."""

    class State(models.TextChoices):
        """Where it is."""

        WAITING = "waiting", _("on its way")
        SENT = "sent", _("arrived")
        DEAD = "dead", _("given up")
        SET_ASIDE = "set_aside", _("set aside")

    forward = models.ForeignKey(Forward, on_delete=models.CASCADE, related_name="messages")
    change = models.ForeignKey(
        StatusChange,
        verbose_name=_("answer"),
        null=True,
        on_delete=models.CASCADE,
        related_name="+",
        help_text=_("none: the report itself"),
    )
    state = models.CharField(_("state"), max_length=10, choices=State, default=State.WAITING)

    class Meta:
        verbose_name = _("message to another place")
        verbose_name_plural = _("messages to other places")
        ordering = ["-id"]
        constraints = [
            models.UniqueConstraint(
                fields=["forward", "change"], nulls_distinct=False, name="forwardmessage_once"
            )
        ]
        indexes = [
            models.Index(
                fields=["forward"],
                condition=Q(state__in=["waiting", "dead"]),
                name="forwardmessage_open",
            )
        ]

    def __str__(self) -> str:
        return f"{self.forward} {self.get_state_display()}"
