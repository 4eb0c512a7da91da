"""Indicators out of what is counted here: reports, green spaces, heritage sites."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from functools import partial

from django.db.models import Q, QuerySet, Sum
from django.utils import timezone
from django.utils.translation import gettext as _

from issues.models import Category, DailyCount
from neighbourhoods.models import Neighbourhood
from places.models import Kind, PublicShare, State
from planning.indicators.figures import Populations
from planning.indicators.indicator import Indicator, Values
from planning.models import Better, Ending, KeptDuration
from planning.times.table import FEWEST

CONDITIONS = {State.GOOD: 100, State.WORN: 67, State.AT_RISK: 33, State.LOST: 0}


def counted_indicators() -> list[Indicator]:
    """Return the indicators that need no upload: of reports by group, of green and of heritage."""
    groups = Category.objects.filter(parent=None, is_active=True)
    years, today = years_of_reports(), [timezone.localdate().year]
    people = Populations()
    reports = [_reports_of(group, years, people) for group in groups]
    return [*reports, _in_time(today), _green_by_head(today), _heritage_condition(today)]


def _reports_of(group: Category, years: Sequence[int], people: Populations) -> Indicator:
    return Indicator(
        slug=f"bildirim-{group.slug}",
        name=_("Reports: %(category)s") % {"category": group.name},
        unit=_("per 1,000 residents"),
        definition=_("Public reports of this group in a year, for each 1,000 residents."),
        source=_("Counted here"),
        years=years,
        series=partial(reports_by_head, group.slug, years, people),
        better=Better.LESS,
        counts_reports=True,
        caveat=_(
            "It counts what is reported, not what there is: where people report less, it looks better than"
            " it is."
        ),
    )


def _in_time(today: Sequence[int]) -> Indicator:
    return Indicator(
        slug="suresinde-sonuclanan",
        name=_("Closed within target days"),
        unit="%",
        definition=_(
            "Of the public reports of the last two years that are at least as old as the target days of their"
            " category, how many were closed by then."
        ),
        source=_("Counted here"),
        years=today,
        series=lambda: dict.fromkeys(today, closed_in_time()),
        better=Better.MORE,
        is_about_residents=False,
        sdg="16.6",
        caveat=_(
            "Counted every night; told from five such reports on. It says nothing of how well it was done."
        ),
    )


def _green_by_head(today: Sequence[int]) -> Indicator:
    return Indicator(
        slug="kisi-basina-yesil",
        name=_("Green space for each resident"),
        unit="m²",
        definition=_(
            "The area of the register’s green spaces that lies in a neighbourhood, by residents."
        ),
        source=_("The register of places"),
        years=today,
        series=lambda: dict.fromkeys(today, green_by_head()),
        better=Better.MORE,
        sdg="11.7",
        caveat=_(
            "Only areas that are drawn in the register count; a green space that is known as a point has none."
        ),
    )


def _heritage_condition(today: Sequence[int]) -> Indicator:
    return Indicator(
        slug="miras-durumu",
        name=_("Condition of heritage"),
        unit=_("of 100"),
        definition=_(
            "The mean of the last condition of the heritage sites that people told of: good 100, worn 67,"
            " at risk 33, lost 0."
        ),
        source=_("The register of places"),
        years=today,
        series=lambda: dict.fromkeys(today, heritage_condition()),
        better=Better.MORE,
        is_about_residents=False,
        sdg="11.4",
        caveat=_("It rests on those sites alone of which somebody told how they are."),
    )


def years_of_reports() -> Sequence[int]:
    """Return the years with reports."""
    known = DailyCount.objects.known_days()
    return range(known[0].year, known[1].year + 1) if known else []


def reports_by_head(group: str, years: Sequence[int], people: Populations) -> Mapping[int, Values]:
    """Return the reports of a group and its categories by year, per 1,000 residents."""
    rows = DailyCount.objects.filter(category__in=Category.objects.with_children([group]))
    counts: dict[int, dict[int, int]] = defaultdict(dict)
    by_year = rows.exclude(neighbourhood=None).values_list("day__year", "neighbourhood")
    for year, area, count in by_year.annotate(n=Sum("count")).order_by():
        counts[year][area] = count
    current = list(Neighbourhood.objects.current().values_list("pk", "code"))
    return {year: _by_head(counts[year], current, people.in_year(year)) for year in years}


def _by_head(counts: Mapping[int, int], areas: list[tuple[int, str]], people: Values) -> Values:
    return {code: 1000 * counts.get(pk, 0) / people[code] for pk, code in areas if people.get(code)}


def closed_in_time() -> Values:
    """Return the share of reports, in per cent, that were closed within the target days of their category."""
    judged = KeptDuration.objects.filter(ending=Ending.CLOSING, in_time__isnull=False)
    sums = judged.values_list("code").annotate(
        known=Sum("count"), done=Sum("count", filter=Q(in_time=True), default=0)
    )
    return {code: 100 * done / known for code, known, done in sums.order_by() if known >= FEWEST}


def green_by_head() -> Values:
    """Return the square metres of green of the register for each resident."""
    areas: dict[str, float] = defaultdict(float)
    parts = _in_register(Kind.GREEN).values_list("neighbourhood__code", "share", "place__area")
    for code, share, area in parts:
        areas[code] += share * area
    if not areas:
        return {}
    people = Populations().in_year(timezone.localdate().year)
    codes = Neighbourhood.objects.current().values_list("code", flat=True)
    return {code: areas[code] / people[code] for code in codes if people.get(code)}


def heritage_condition() -> Values:
    """Return the mean condition of the heritage sites of which somebody told."""
    scores: dict[str, list[int]] = defaultdict(list)
    parts = _in_register(Kind.HERITAGE).values_list("neighbourhood__code", "place__state")
    for code, state in parts:
        if state:
            scores[code].append(CONDITIONS[State(state)])
    return {code: sum(found) / len(found) for code, found in scores.items()}


def _in_register(kind: Kind) -> QuerySet[PublicShare]:
    return PublicShare.objects.filter(place__kind=kind, place__status="verified")
