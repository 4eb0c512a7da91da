"""A report by its number, for the search."""

from issues.models import PublicIssue
from issues.parameters import whole_number
from neighbourhoods.names.search import Found

REPORT = "report"
ABOVE_ALL = 2.0
"""The score of a number that is a report's; a name that fits wholly has 1.5."""


def report_numbered(text: str) -> list[Found]:
    """Return the public report whose number was typed, with or without a # before it."""
    number = whole_number(text.strip().removeprefix("#"))
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
