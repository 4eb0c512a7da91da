"""Who speaks, in sums of a half-year that is over: nothing of it changes any more, so no two tables differ.

A count is hidden where it is small, and where it could be worked out from others (analysis/suppression.py). Ages
are told for the district alone: as nobody is of two, in a mahalle the shown ones would bound the hidden one.
"""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field

from django.db.models import Sum
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from analysis.rates import share_interval
from analysis.suppression import Shown, shown_counts, shown_parts, shown_shares
from issues.groups import EVERYBODY, half_of
from issues.models import AGES, Group, GroupCount
from neighbourhoods.models import Neighbourhood
from planning.indicators.figures import Populations, figures_of

SHARES = {
    Group.CHILD: "cocuk-payi",
    Group.YOUTH: "genc-payi",
    Group.OLDER: "yasli-payi",
    Group.WOMAN: "kadin-payi",
    Group.DISABLED: "engelli-payi",
}
"""The kind of figures that says how many of the residents, in per cent, are of a group."""

NAMES = {
    Group.CHILD: _("younger than 15"),
    Group.YOUTH: _("15 to 29 years"),
    Group.OLDER: _("65 and older"),
    Group.WOMAN: _("women"),
    Group.DISABLED: _("people with disabilities"),
}

Counts = Mapping[str, Mapping[str, int]]
"""How many answered, by group ("" for everybody) and by the code of the mahalle."""


@dataclass(frozen=True)
class Heard:
    """A group: those who answered, their share of all in per cent with its interval, and that of the residents.

    What is hidden or not known is None.
    """

    group: Group
    count: int | None
    share: float | None
    interval: tuple[float, float] | None
    of_residents: float | None

    @property
    def name(self) -> str:
        """What the group is called."""
        return str(NAMES[self.group])

    @property
    def is_rare(self) -> bool | None:
        """Whether it is heard less (else more) often than it lives here; None where chance may do that."""
        if self.interval is None or self.of_residents is None:
            return None
        lower, upper = self.interval
        return None if lower <= self.of_residents <= upper else self.of_residents > upper


@dataclass(frozen=True)
class Line:
    """A mahalle in which enough people answered: how many, and of each group, in the order of `Group`."""

    code: str
    name: str
    answers: int
    counts: list[int | None]


@dataclass(frozen=True)
class HalfYear:
    """The sums of a half-year, as 2026 and 1 or 2; `answers` is None where too few answered to tell."""

    year: int
    half: int
    answers: int | None = None
    groups: list[Heard] = field(default_factory=list)
    lines: list[Line] = field(default_factory=list)


def half_years() -> list[HalfYear]:
    """Return the half-years that are over and in which somebody answered, the newest first."""
    over = GroupCount.objects.filter(half__lt=half_of(timezone.localdate()))
    counts: dict[int, dict[str, dict[str, int]]] = defaultdict(lambda: defaultdict(dict))
    sums = over.values_list("half", "group", "code").annotate(n=Sum("count"))
    for half, group, code, count in sums.order_by():
        counts[half][group][code] = count
    if not counts:
        return []
    names = dict(
        Neighbourhood.objects.filter(boundary_set__activated_at__isnull=False)
        .order_by("name", "boundary_set_id")
        .values_list("code", "name")
    )
    residents = _Residents()
    return [
        _half_year(half, counts[half], names, residents) for half in sorted(counts, reverse=True)
    ]


class _Residents:
    """How many of the district's residents, in per cent, are of a group."""

    def __init__(self) -> None:
        self.populations = Populations()
        self.figures = {group: figures_of(kind) for group, kind in SHARES.items()}

    def share(self, group: Group, year: int) -> float | None:
        """Return the mean of the mahalle by their residents, of the newest year up to one."""
        known = [of for of in self.figures[group] if of <= year]
        people = self.populations.in_year(year)
        values = self.figures[group][max(known)] if known else {}
        heads = sum(people.get(code, 0) for code in values)
        weighted = sum(value * people.get(code, 0) for code, value in values.items())
        return weighted / heads if heads else None


def _half_year(
    half: int, counts: Counts, names: Mapping[str, str], residents: _Residents
) -> HalfYear:
    year, number = divmod(half, 10)
    codes = sorted(counts[EVERYBODY])
    wholes = [counts[EVERYBODY][code] for code in codes]
    answers = shown_counts(wholes)
    if answers.total is None:
        return HalfYear(year, number)
    groups = _groups(counts, codes, wholes, answers)
    return HalfYear(
        year,
        number,
        answers.total,
        [
            _heard(g, shown.total, answers.total, residents.share(g, year))
            for g, shown in groups.items()
        ],
        _lines(codes, answers, groups, names),
    )


def _groups(
    counts: Counts, codes: list[str], wholes: list[int], answers: Shown
) -> dict[Group, Shown]:
    """Return what may be shown of each group: of ages the sum alone, of the others by mahalle, too."""
    parts = {g: [counts.get(g, {}).get(code, 0) for code in codes] for g in Group}
    ages = [group for group in Group if group in AGES]
    sums = shown_shares([sum(parts[age]) for age in ages], sum(wholes))
    told = {age: Shown([None] * len(codes), n) for age, n in zip(ages, sums, strict=True)}
    return {
        group: told.get(group) or shown_parts(part, wholes, answers)
        for group, part in parts.items()
    }


def _heard(group: Group, count: int | None, answers: int, of_residents: float | None) -> Heard:
    if count is None:
        return Heard(group, None, None, None, of_residents)
    lower, upper = share_interval(count, answers)
    return Heard(group, count, 100 * count / answers, (100 * lower, 100 * upper), of_residents)


def _lines(
    codes: list[str], answers: Shown, groups: Mapping[Group, Shown], names: Mapping[str, str]
) -> list[Line]:
    """Return the mahalle that are told, in the order of their names; outside of them comes last."""
    lines = [
        Line(code, names.get(code, code), count, [shown.counts[at] for shown in groups.values()])
        for at, (code, count) in enumerate(zip(codes, answers.counts, strict=True))
        if count is not None
    ]
    order = list(names)
    return sorted(
        lines, key=lambda line: order.index(line.code) if line.code in names else len(order)
    )
