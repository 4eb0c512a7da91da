"""Who wants to hear of what by e-mail."""

import secrets

from django.conf import settings
from django.contrib.gis.db import models
from django.db.models import Q
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _

from gisdata.crs import WGS84
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
    """

    key = models.CharField(max_length=43, unique=True, default=new_key, editable=False)
    email = models.EmailField()
    issue = models.ForeignKey(
        Issue, null=True, blank=True, on_delete=models.CASCADE, related_name="+"
    )
    neighbourhood_code = models.CharField(max_length=20, blank=True)
    category = models.ForeignKey(
        Category, null=True, blank=True, on_delete=models.CASCADE, related_name="+"
    )
    area = models.PolygonField(null=True, blank=True, srid=WGS84)
    pace = models.CharField(max_length=10, choices=Pace)
    language = models.CharField(max_length=5, choices=settings.LANGUAGES)
    created_at = models.DateTimeField(db_default=Now(), editable=False)
    confirmed_at = models.DateTimeField(null=True, blank=True)
    told_until = models.DateTimeField(
        null=True, blank=True, help_text=_("what happened before was in a daily e-mail")
    )

    objects = SubscriptionQuerySet.as_manager()

    class Meta:
        constraints = [
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
