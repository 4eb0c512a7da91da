"""What a list shows under a filter: its newest issues page by page, and how many there are."""

from typing import cast

from django.core.paginator import Paginator
from django.utils.functional import cached_property

from issues.cells import kept_counts
from issues.filters import IssueFilter
from issues.models import PublicIssue
from issues.querysets import PublicIssueQuerySet

MOST_LISTED = 10_000
"""Issues of a part of the map that are counted and can be leafed through.

The kept counts know no parts of the map, so there the pins themselves are counted.
"""


class KnownCountPaginator(Paginator[PublicIssue]):
    """A paginator that is told the count instead of counting the rows."""

    @cached_property
    def count(self) -> int:
        """How many there are on all pages."""
        return self._listed.known_count

    @property
    def has_more(self) -> bool:
        """Whether there are more than `count`, which no page shows."""
        return self._listed.has_more

    @property
    def _listed(self) -> PublicIssueQuerySet:
        return cast("PublicIssueQuerySet", self.object_list)


def listed(asked: IssueFilter, among: PublicIssueQuerySet) -> PublicIssueQuerySet:
    """Return the issues under a filter, newest first, with their count for `KnownCountPaginator`.

    In a part of the map it ends at MOST_LISTED, and so do the pages: neither reads every pin there.
    """
    found = among.matching(asked).newest_first()
    if not asked.has_place:
        return found.with_known_count(kept_counts(asked).total())
    total = found.count_up_to(MOST_LISTED)
    if total <= MOST_LISTED:
        return found.with_known_count(total)
    many = among.matching_many(asked).newest_first()
    return many.with_known_count(MOST_LISTED, has_more=True)
