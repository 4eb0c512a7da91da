"""The filters that a list, a map, a heatmap and a statistic share."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from django.contrib.gis.geos import Polygon
from django.db.models import Q
from django.utils import timezone


@dataclass(frozen=True)
class IssueFilter:
    """What a reader asked to see; an empty part asks nothing. Days are inclusive.

    `neighbourhoods` and `categories` are primary keys, already looked up; `bbox` and `area` are in EPSG:4326.
    """

    categories: Sequence[int] = ()
    statuses: Sequence[str] = ()
    neighbourhoods: Sequence[int] = ()
    first_day: date | None = None
    last_day: date | None = None
    bbox: Polygon | None = None
    area: Polygon | None = None

    @property
    def has_place(self) -> bool:
        """Whether a part of the map is asked for, which the kept counts do not know."""
        return bool(self.bbox or self.area)

    @property
    def has_days(self) -> bool:
        """Whether a period is asked for."""
        return bool(self.first_day or self.last_day)

    def condition(self, *, day: str) -> Q:
        """Return everything but the part of the map as a condition; `day` names the column of days."""
        wanted = {
            "category__in": self.categories,
            "status__in": self.statuses,
            "neighbourhood__in": self.neighbourhoods,
            f"{day}__gte": self.first_day,
            f"{day}__lte": self.last_day,
        }
        return Q(**{name: value for name, value in wanted.items() if value})

    def moments(self) -> Q:
        """Return the period as a condition on `reported_at`, by which an index is ordered."""
        period = Q()
        if self.first_day:
            period &= Q(reported_at__gte=_midnight(self.first_day))
        if self.last_day and self.last_day < date.max:
            period &= Q(reported_at__lt=_midnight(self.last_day + timedelta(days=1)))
        return period


def _midnight(day: date) -> datetime:
    return timezone.make_aware(datetime.combine(day, time.min))
