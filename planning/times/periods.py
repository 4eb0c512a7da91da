"""Years and quarters in which reports were made that waits are known of."""

from dataclasses import dataclass
from datetime import date

from django.utils.formats import date_format

from planning.models import KeptDuration


@dataclass(frozen=True)
class Period:
    """The quarters from first to last, both inclusive, as 20263; `key` is its name in addresses."""

    key: str
    name: str
    first: int
    last: int


def periods() -> list[Period]:
    """Return the years and quarters that have reports, the newest first, each year before its quarters."""
    counted = KeptDuration.objects.filter(quarter__gt=0).order_by("-quarter")
    found: list[Period] = []
    for quarter in counted.values_list("quarter", flat=True).distinct():
        year = quarter // 10
        if not any(period.key == str(year) for period in found):
            found.append(Period(str(year), str(year), year * 10 + 1, year * 10 + 4))
        found.append(period_of(quarter))
    return found


def period_of(quarter: int) -> Period:
    """Return a quarter, as 20263, as a period."""
    year, number = divmod(quarter, 10)
    first, last = (date_format(date(year, month, 1), "F") for month in (3 * number - 2, 3 * number))
    return Period(f"{year}-{number}", f"{year}, {first}–{last}", quarter, quarter)
