"""Who reported what: only of people who were logged in, or said so later."""

from django.conf import settings
from django.contrib.gis.db import models
from django.db.models.functions import Now
from django.utils.translation import gettext as _

from issues.models.issue import Issue


class Reporter(models.Model):
    """The account that an issue was reported from, kept apart from the issue and never shown.

    Most issues have none. It goes with the account, or when its owner erases the report.
    """

    issue = models.OneToOneField(
        Issue, primary_key=True, on_delete=models.CASCADE, related_name="reporter"
    )
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="reported"
    )
    created_at = models.DateTimeField(db_default=Now(), editable=False)

    def __str__(self) -> str:
        return _("a report")  # never its id, the key of the reporter's page: the admin shows this
