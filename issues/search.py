"""A report by its number, for the search."""

from collections.abc import Sequence

from django.contrib.gis.geos import Point

from issues.models import PublicIssue
from issues.parameters import whole_number
from neighbourhoods.names.search import Found, Sieve, Wanted

REPORT = "report"
ABOVE_ALL = 2.0
"""The score of a number that is a report's; a name that fits wholly has 1.5."""


def report_numbered(_sieve: Sieve, wanted: Wanted, _near: Point | None) -> Sequence[Found]:
    """Return the public report of a number, if that is what was typed."""
    number = whole_number(wanted.folded)
    if not number:
        return []
    related = PublicIssue.objects.select_related("category", "neighbourhood")
    return [
        Found(
            name=f"{issue.category.name} #{issue.number}",
            kind=REPORT,
            neighbourhood=issue.neighbourhood.name if issue.neighbourhood else None,
            location=issue.location,
            source="",
            score=ABOVE_ALL,
        )
        for issue in related.filter(number=number)
    ]
