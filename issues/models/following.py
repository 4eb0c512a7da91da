"""Who wants to hear of what by e-mail."""

import secrets

from django.conf import settings
from django.contrib.gis.db import models
from django.db.models import Q
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _

from gisdata.crs import WGS84
from gisdata.functions import AreaHash
from issues.models.categories import Category
from issues.models.issue import Issue
from issues.querysets import (
    SubscriptionQuerySet,
)


class Pace(models.TextChoices):
    """How soon somebody wants to hear."""

    AT_ONCE = "at_once", _("at once")
    DAILY = "daily", _("once a day, if there is something")


def new_key() -> str:
    """Return a secret that stands in the links of somebody's e-mails."""
    return secrets.token_urlsafe(32)


class Subscription(models.Model):
    """Somebody's wish to hear by e-mail of one issue, or of all in a mahalle, a category, an area.

    An address is kept here and nowhere else, apart from what its owner reported; the row goes when
    the wish does. Nobody is written to before `confirmed_at`, except to be asked for it.
    Anybody may ask for any address; what is asked for is in force when its owner presses the button.
    """

    key = models.CharField(max_length=43, unique=True, default=new_key, editable=False)
    email = models.EmailField(help_text=_("in lower case"))
    issue = models.ForeignKey(
        Issue, null=True, blank=True, on_delete=models.CASCADE, related_name="+"
    )
    neighbourhood_code = models.CharField(max_length=20, blank=True)
    category = models.ForeignKey(
        Category, null=True, blank=True, on_delete=models.CASCADE, related_name="+"
    )
    area = models.PolygonField(null=True, blank=True, srid=WGS84)
    area_hash = models.GeneratedField(
        expression=AreaHash("area"),
        output_field=models.CharField(max_length=32, null=True),  # none of no area
        db_persist=True,
    )
    pace = models.CharField(max_length=10, choices=Pace)
    language = models.CharField(max_length=5, choices=settings.LANGUAGES)
    asked_pace = models.CharField(max_length=10, choices=Pace)
    asked_language = models.CharField(max_length=5, choices=settings.LANGUAGES)
    asked_at = models.DateTimeField(
        null=True, editable=False, help_text=_("when the owner was last asked to confirm")
    )
    asks = models.PositiveSmallIntegerField(
        default=0,
        db_default=0,
        editable=False,
        help_text=_("e-mails that nobody answered, none of them a day after the one before"),
    )
    created_at = models.DateTimeField(db_default=Now(), editable=False)
    confirmed_at = models.DateTimeField(null=True, blank=True)
    told_until = models.DateTimeField(
        null=True, blank=True, help_text=_("what happened before was in a daily e-mail")
    )

    objects = SubscriptionQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["email", "issue", "neighbourhood_code", "category", "area_hash"],
                nulls_distinct=False,
                name="subscription_once",
            ),
            models.CheckConstraint(
                condition=Q(issue__isnull=False)
                | Q(category__isnull=False)
                | Q(area__isnull=False)
                | ~Q(neighbourhood_code=""),
                name="subscription_follows_something",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.pace} {self.pk}"

    @property
    def waits_for_its_owner(self) -> bool:
        """Whether something was asked for that its owner has not confirmed."""
        asked, kept = (self.asked_pace, self.asked_language), (self.pace, self.language)
        return self.confirmed_at is None or asked != kept
