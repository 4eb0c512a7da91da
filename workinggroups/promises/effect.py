"""What came of an action: reports and indicator before and after, beside the other mahalle."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import Count, Q, Sum
from django.utils import timezone

from analysis.effect import Counts, Effect, effect_on_counts, effect_on_values
from issues.models import Category, DailyCount, PublicIssue
from neighbourhoods.models import Neighbourhood
from planning.indicators import Indicator, indicator
from planning.models import KeptMonth
from workinggroups.models import Action, Progress, Seen, Verdict

LONGEST = timedelta(days=365)
SHORTEST = timedelta(days=28)
"""How many days are looked at, before and after: at most, and at least."""

FEWEST = 5
"""Residents' words below which their sums are not told."""


@dataclass(frozen=True)
class ReportsEffect:
    """Reports of the topic: how many on the days before and after, and what it means beside the others."""

    counts: Counts
    days_before: int
    days_after: int
    effect: Effect | None


@dataclass(frozen=True)
class IndicatorEffect:
    """An indicator's value in the year before and after, and what its change means beside the others."""

    name: str
    unit: str
    year_before: int
    year_after: int
    before: float
    after: float
    target: float | None
    effect: Effect | None


@dataclass(frozen=True)
class Tied:
    """What became of the reports that the action was about: public ones, closed ones."""

    reports: int
    closed: int


def _began(action: Action) -> date:
    first = action.steps.filter(progress=Progress.DOING).first()
    return first.taken_on if first else action.promised_on


def effect_on_reports(action: Action) -> ReportsEffect | None:
    """Return what became of the topic's reports; None where none is named, or it is too early.

    Before: up to a year until it began. After: from the day on which it was done, up to a year; yesterday is
    the last whole day.
    """
    if not (
        action.topic and action.mahalle and action.progress == Progress.DONE and action.ended_on
    ):
        return None
    last = min(action.ended_on + LONGEST, timezone.localdate() - timedelta(days=1))
    after = (action.ended_on + timedelta(days=1), last)
    if after[1] - after[0] < SHORTEST:
        return None
    began = _began(action)
    before = (began - LONGEST, began - timedelta(days=1))
    first, second = _by_mahalle(action.topic, *before), _by_mahalle(action.topic, *after)
    codes = dict(Neighbourhood.objects.current().values_list("code", "pk"))
    own = codes.pop(action.mahalle, None)
    if own is None:
        return None
    days = ((before[1] - before[0]).days + 1, (after[1] - after[0]).days + 1)
    treated = Counts(first[own], second[own])
    alike = _alike(action, (before[0], after[1]), _overlapping(action.topic))
    others = [Counts(first[pk], second[pk]) for code, pk in codes.items() if code not in alike]
    return ReportsEffect(treated, *days, effect_on_counts(treated, others, days))


def _overlapping(topic: Category) -> Q:
    """Return the condition of actions whose topic holds this one or is held by it."""
    above = Q(topic=topic.parent_id) if topic.parent_id else Q()
    return Q(topic__in=Category.objects.with_children([topic.slug])) | above


def _alike(action: Action, days: tuple[date, date], same: Q) -> set[str]:
    """Return the codes of mahalle where the same was done in those days: they do not tell what comes without it."""
    others = Action.objects.exclude(pk=action.pk).filter(same)
    begun = others.filter(progress__in=(Progress.DOING, Progress.DONE))
    during = begun.filter(Q(ended_on=None) | Q(ended_on__gte=days[0]), promised_on__lte=days[1])
    return set(during.values_list("mahalle", flat=True)) - {""}


def _by_mahalle(topic: Category, first: date, last: date) -> Counter[int]:
    """Count a topic's reports of some days; the kept counts answer, whatever their number."""
    wanted = Category.objects.with_children([topic.slug]).values("pk")
    found = DailyCount.objects.filter(day__range=(first, last), category__in=wanted)
    rows = found.values_list("neighbourhood_id").annotate(n=Sum("count"))
    return Counter({pk: int(n) for pk, n in rows if pk})


def effect_on_indicator(action: Action) -> IndicatorEffect | None:
    """Return what became of the indicator; None where none is named, or no year after it is known."""
    if not action.indicator or action.progress != Progress.DONE or action.ended_on is None:
        return None
    found = indicator(action.indicator)
    if found is None:
        return None
    years = _years_around(found.years, _began(action), action.ended_on)
    return _between(found, years, action) if years else None


def seen(action: Action) -> Seen | None:
    """Return what is seen of an action's effect: on reports, or else on the indicator; None where nothing is said."""
    looks = (effect_on_reports(action), effect_on_indicator(action))
    effect = next((look.effect for look in looks if look and look.effect), None)
    if effect is None:
        return None
    if not effect.is_seen:
        return Seen.NOTHING
    if effect.is_ratio:
        return Seen.FEWER if effect.estimate < 1 else Seen.MORE
    return Seen.LOWER if effect.estimate < 0 else Seen.HIGHER


def _between(found: Indicator, years: tuple[int, int], action: Action) -> IndicatorEffect | None:
    """Return what became of an indicator from one year to another; None where one of the values is not known."""
    old, new = (found.values(year) for year in years)
    known = {code: new[code] - old[code] for code in old.keys() & new.keys()}
    change = known.pop(action.mahalle, None)
    if change is None:
        return None
    values = (old[action.mahalle], new[action.mahalle])
    days = (date(years[0], 1, 1), date(years[1], 12, 31))
    alike = _alike(action, days, Q(indicator=action.indicator))
    others = [value for code, value in known.items() if code not in alike]
    effect = effect_on_values(change, others)
    return IndicatorEffect(found.name, found.unit, *years, *values, action.target, effect)


def _years_around(years: Sequence[int], began: date, ended: date) -> tuple[int, int] | None:
    """Return the last whole year before and the first after, of those that have values; None without one of them."""
    earlier = [year for year in years if year < began.year]
    later = [year for year in years if year > ended.year]
    return (earlier[-1], later[0]) if earlier and later else None


def tied_reports(action: Action) -> Tied | None:
    """Return what became of the reports that an action is about, as far as they are public."""
    if not action.issues:
        return None
    public = PublicIssue.objects.filter(number__in=action.issues)
    return Tied(len(public), sum(issue.closed_at is not None for issue in public))


@dataclass(frozen=True)
class Voices:
    """Closings of the topic in the mahalle since it was done, and how many were opened again.

    How reporters rated them is not told here: sums of a topic in a mahalle may be of one. Everybody may say of
    the action itself whether it helped (`verdicts`).
    """

    closed: int
    reopened: int


def voices(action: Action) -> Voices | None:
    """Return closings and reopenings in the months since an action was done, as counted last night."""
    if not (action.topic and action.mahalle and action.ended_on):
        return None
    month = action.ended_on.year * 100 + action.ended_on.month
    wanted = Category.objects.with_children([action.topic.slug]).values("pk")
    since = KeptMonth.objects.filter(code=action.mahalle, category__in=wanted, month__gt=month)
    names = ("closed", "reopened")
    sums = since.aggregate(**{name: Sum(name) for name in names})
    return Voices(*(int(sums[name] or 0) for name in names))


@dataclass(frozen=True)
class Verdicts:
    """How many residents said what of an action."""

    helped: int
    partly: int
    nothing: int

    @property
    def total(self) -> int:
        """How many said something."""
        return self.helped + self.partly + self.nothing


def verdicts(action: Action) -> Verdicts | None:
    """Return what residents say came of an action; None while they are fewer than FEWEST."""
    words = action.verdicts.values_list("word").annotate(n=Count("pk"))
    said = Counter(dict(words))
    if said.total() < FEWEST:
        return None
    return Verdicts(said[Verdict.Word.HELPED], said[Verdict.Word.PARTLY], said[Verdict.Word.NOT])
