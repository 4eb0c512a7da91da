"""Which place a report is about, and the view of what everybody may see of it."""

from django.db import models
from django.db.models.functions import Now

from issues.models.issue import Issue
from places.models import Place


class PlacedIssue(models.Model):
    """That a report is about a place of the register: damage to a fountain, litter in a park."""

    issue = models.OneToOneField(
        Issue, primary_key=True, on_delete=models.CASCADE, related_name="placed"
    )
    place = models.ForeignKey(Place, on_delete=models.CASCADE, related_name="+")
    tied_at = models.DateTimeField(db_default=Now())

    def __str__(self) -> str:
        return f"{self.issue}: {self.place}"
