"""The reports about a place, as the database tells them; the reports themselves stand in a higher room."""

from django.db import models
from django.utils.translation import get_language

from places.models.place import PublicPlace


class PlaceIssue(models.Model):
    """A row of the view `public_place_issues`."""

    number = models.BigIntegerField(primary_key=True)
    place = models.ForeignKey(PublicPlace, on_delete=models.DO_NOTHING, related_name="issues")
    category_tr = models.CharField(max_length=80)
    category_en = models.CharField(max_length=80)
    is_open = models.BooleanField()
    reported_at = models.DateTimeField()

    class Meta:
        managed = False
        db_table = "public_place_issues"
        ordering = ["-reported_at", "-number"]

    def __str__(self) -> str:
        return f"{self.category} #{self.number}"

    @property
    def category(self) -> str:
        """The category's name in the language in use."""
        return self.category_en if get_language() == "en" else self.category_tr
