"""The mahalle by what they report, and by what they would report if all did as readily."""

from dataclasses import dataclass, replace

from analysis.need import ranks
from analysis.reporting import Adjusted, Readiness, adjusted_counts, readiness
from neighbourhoods.models import Neighbourhood
from planning.heard.actions import LASTING
from planning.indicators.figures import Populations
from planning.models import KeptReadiness


@dataclass(frozen=True)
class Line:
    """A mahalle: its reports, per 1,000 residents as they are and adjusted, and its rank by each.

    `wait` is the mean number of days until somebody says the same. What is not known is None.
    """

    neighbourhood: Neighbourhood
    kept: KeptReadiness
    readiness: Readiness | None
    adjusted: Adjusted | None
    people: float | None
    rank: int | None = None
    adjusted_rank: int | None = None

    @property
    def wait(self) -> float | None:
        """Days until a second report, on average."""
        return 1 / self.readiness.rate if self.readiness else None

    @property
    def wait_interval(self) -> tuple[float, float] | None:
        """Between what that lies with 95 % confidence."""
        if not self.readiness:
            return None
        lower, upper = self.readiness.interval
        return 1 / upper, 1 / lower

    @property
    def per_1000(self) -> float | None:
        """Reports per 1,000 residents."""
        return 1000 * self.kept.reports / self.people if self.people else None

    @property
    def adjusted_per_1000(self) -> float | None:
        """What they would be if all reported as readily."""
        return 1000 * self.adjusted.reports / self.people if self.adjusted and self.people else None

    @property
    def adjusted_interval(self) -> tuple[float, float] | None:
        """Between what that lies with 95 % confidence."""
        if not (self.adjusted and self.people):
            return None
        lower, upper = self.adjusted.interval
        return 1000 * lower / self.people, 1000 * upper / self.people


def heard_table() -> list[Line]:
    """Return the mahalle with reports, in the order of their names; ranks among those where both are known."""
    kept = KeptReadiness.objects.in_bulk()
    areas = [a for a in Neighbourhood.objects.current().defer("boundary") if a.code in kept]
    rows = [kept[area.code] for area in areas]
    adjusted = adjusted_counts(
        [row.reports for row in rows],
        [row.further for row in rows],
        [row.days for row in rows],
        LASTING.days,
    )
    people = Populations().in_year(rows[0].until.year) if rows else {}
    lines = [
        Line(area, row, readiness(row.further, row.days), new, people.get(area.code))
        for area, row, new in zip(areas, rows, adjusted, strict=True)
    ]
    return _ranked(lines)


def _ranked(lines: list[Line]) -> list[Line]:
    known = [line for line in lines if line.adjusted_per_1000 is not None]
    by_raw = ranks([line.per_1000 or 0 for line in known])
    by_adjusted = ranks([line.adjusted_per_1000 or 0 for line in known])
    ranked = {
        line.neighbourhood.pk: replace(line, rank=rank, adjusted_rank=adjusted_rank)
        for line, rank, adjusted_rank in zip(known, by_raw, by_adjusted, strict=True)
    }
    return [ranked.get(line.neighbourhood.pk, line) for line in lines]
