"""How satisfied reporters are with what became of their reports."""

from django.contrib.gis.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from issues.models.issue import StatusChange

RATING_LENGTH = 1000


class Rating(models.Model):
    """A reporter's word on how a report was closed: one per closing.

    Its words are for the secretariat alone; scores go into sums of five and more (planning/workload).
    """

    class Score(models.IntegerChoices):
        """From bad to good, so that they can be averaged."""

        NOT_SATISFIED = 1, _("Not satisfied")
        SO_SO = 2, _("So-so")
        SATISFIED = 3, _("Satisfied")

    change = models.OneToOneField(
        StatusChange,
        primary_key=True,
        on_delete=models.CASCADE,
        related_name="rating",
        help_text=_("the step that closed the report"),
    )
    score = models.PositiveSmallIntegerField(choices=Score)
    text = models.CharField(max_length=RATING_LENGTH, blank=True)
    rated_at = models.DateTimeField(default=timezone.now, editable=False)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(score__gte=1, score__lte=3), name="rating_score")
        ]

    def __str__(self) -> str:
        return self.get_score_display()
