"""How many, of what, per mahalle: the numbers behind pages and API."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from django.db.models import Aggregate, Count, QuerySet, Sum
from django.utils.formats import number_format
from django.utils.translation import gettext as _

from analysis.rates import Interval, events_interval, smoothed_rates
from issues.cells import kept_counts
from issues.filters import IssueFilter
from issues.models import OPEN, Category, DailyCount, PublicIssue, Status
from neighbourhoods.models import Neighbourhood

MOST_COUNTED = 50_000
"""Issues in a part of the map that are counted one by one; the kept counts know no such parts."""


TOO_FEW = 5
"""Below so many issues a rate rests on too little: hatched, not coloured."""


class TooManyError(ValueError):
    """More issues than are counted one by one; the message says what to do."""


@dataclass
class Statistic:
    """The counts of one mahalle under a filter."""

    neighbourhood: Neighbourhood
    population: int | None
    by_status: dict[str, int] = field(default_factory=lambda: defaultdict(int))
    smoothed: float | None = None
    """Per 1,000 residents, drawn to the district's rate the more, the fewer people it rests on; None where
    the population is unknown or only some mahalle were asked for."""

    @property
    def total(self) -> int:
        """All issues."""
        return sum(self.by_status.values())

    @property
    def open(self) -> int:
        """Those that still wait: new, acknowledged, in progress."""
        return sum(self.by_status[status] for status in OPEN)

    @property
    def resolved(self) -> int:
        """Those that were resolved."""
        return self.by_status[Status.RESOLVED]

    @property
    def per_1000(self) -> float | None:
        """All issues per 1,000 residents; None where the population is unknown or zero."""
        return round(1000 * self.total / self.population, 2) if self.population else None

    @property
    def per_1000_interval(self) -> Interval | None:
        """Between what the rate per 1,000 residents lies with 95 % confidence, if chance brings reports."""
        if not self.population:
            return None
        bounds = events_interval(self.total)
        return Interval(*(round(1000 * bound / self.population, 2) for bound in bounds))


@dataclass
class DistrictStatistics:
    """Every mahalle's counts, those outside all of them, and the sum of both."""

    results: list[Statistic]
    outside: int

    @property
    def total(self) -> int:
        """All issues under the filter, outside ones included."""
        return sum(s.total for s in self.results) + self.outside


def district_statistics(asked: IssueFilter) -> DistrictStatistics:
    """Count issues per mahalle under a filter, in Turkish order of the names.

    The kept counts answer; where a part of the map is asked for, the issues inside it are counted.

    Raises:
        TooManyError: there are more than MOST_COUNTED in that part of the map.
    """
    current = Neighbourhood.objects.current().with_population().defer("boundary")
    if asked.neighbourhoods:
        current = current.filter(pk__in=asked.neighbourhoods)
    results = {
        n.pk: Statistic(n, int(n.population) if n.population is not None else None) for n in current
    }
    outside = _count_into(results, asked)
    if not asked.neighbourhoods:
        _smooth([s for s in results.values() if s.population])
    return DistrictStatistics(list(results.values()), outside)


def _count_into(results: dict[int, Statistic], asked: IssueFilter) -> int:
    """Add the counts to those of the mahalle. Returns how many lie in none."""
    outside = 0
    for pk, status, count in _counts(asked):
        if pk in results:
            results[pk].by_status[status] += count
        elif not pk:
            outside += count
    return outside


def _smooth(known: list[Statistic]) -> None:
    rates = smoothed_rates([s.total for s in known], [s.population or 0 for s in known])
    for statistic, rate in zip(known, rates, strict=True):
        statistic.smoothed = round(1000 * rate, 2)


def _counts(asked: IssueFilter) -> Iterable[tuple[int | None, str, int]]:
    found: QuerySet[Any]
    if asked.has_place:
        found = PublicIssue.objects.matching(asked).order_by()
        _refuse_too_many(found.count_up_to(MOST_COUNTED))
        number: Aggregate = Count("number")
    else:
        found, number = kept_counts(asked), Sum("count")
    rows: Iterable[tuple[int | None, str, int]]
    rows = found.values_list("neighbourhood_id", "status").annotate(n=number)
    return rows


def _refuse_too_many(found: int) -> None:
    if found > MOST_COUNTED:
        text = _(
            "There are more than %(most)s reports in this part of the map. Choose a smaller one, fewer"
            " days, or whole neighbourhoods instead."
        )
        raise TooManyError(text % {"most": number_format(MOST_COUNTED, force_grouping=True)})


@dataclass
class CategoryRow:
    """One category's counts in a mahalle."""

    category: Category
    counts: Mapping[str, int]

    @property
    def total(self) -> int:
        """All issues of the category."""
        return sum(self.counts.values())

    @property
    def cells(self) -> list[tuple[str, int]]:
        """Each status with its count."""
        return [(status, self.counts.get(status, 0)) for status in Status.values]


def category_table(asked: IssueFilter) -> list[CategoryRow]:
    """Count issues per category and status under a filter; the most frequent first."""
    found: dict[int, dict[str, int]] = defaultdict(dict)
    rows = DailyCount.objects.matching(asked).values_list("category_id", "status")
    for category_id, status, count in rows.annotate(n=Sum("count")):
        found[category_id][status] = count
    categories: dict[Any, Category] = Category.objects.in_bulk(list(found))
    table = [CategoryRow(categories[pk], counts) for pk, counts in found.items()]
    return sorted((row for row in table if row.total), key=lambda row: -row.total)
