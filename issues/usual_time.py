"""How long a kind of problem usually takes in a mahalle, from what was closed lately."""

from dataclasses import dataclass
from datetime import timedelta

from django.contrib.postgres.fields import ArrayField
from django.db.models import Aggregate, Count, DurationField, F
from django.utils import timezone

from issues.models import Issue, PublicIssue

FEWEST = 10
"""Below so many cases nothing is said."""
CLOSED_WITHIN = timedelta(days=365)
REPORTED_WITHIN = timedelta(days=2 * 365)
"""Bounds what the index on mahalle and report must read; older reports are no usual case."""


class Quartiles(Aggregate):
    """The quartiles of a duration, with linear interpolation (PostgreSQL's percentile_cont)."""

    function = "percentile_cont"
    template = "%(function)s(ARRAY[0.25, 0.5, 0.75]) WITHIN GROUP (ORDER BY %(expressions)s)"
    output_field = ArrayField(DurationField())


@dataclass(frozen=True)
class UsualTime:
    """From report to closing, in whole days: half of the `cases` lie between the two quarters."""

    cases: int
    quarter: int
    median: int
    three_quarters: int


def usual_time(issue: Issue) -> UsualTime | None:
    """Return how long public issues of the same category and mahalle took, or None if too few.

    Of those closed in the last 365 days, so that a slow one counts when it ends: among those that
    were reported in that time the quick would be too many. At least a day is said.
    """
    now = timezone.now()
    found = PublicIssue.objects.filter(
        category=issue.category_id,
        neighbourhood=issue.neighbourhood_id,
        reported_at__gte=now - REPORTED_WITHIN,
        closed_at__gte=now - CLOSED_WITHIN,
    ).aggregate(cases=Count("number"), quartiles=Quartiles(F("closed_at") - F("reported_at")))
    if found["cases"] < FEWEST:
        return None
    days = [max(1, round(quartile / timedelta(days=1))) for quartile in found["quartiles"]]
    return UsualTime(found["cases"], *days)
