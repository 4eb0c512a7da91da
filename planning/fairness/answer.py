"""The answer to a planner's question, as numbers that a page shows and a kept scenario freezes."""

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from math import ceil
from statistics import median
from typing import Any

from django.utils.formats import number_format
from django.utils.translation import gettext as _

from analysis.allocation import at_least_before, in_proportion, worst_first
from analysis.fairness import concentration_index, gini, hoover, lorenz_curve, shares, theil
from analysis.need import index_of, rank_changes, ranks, rescaled
from neighbourhoods.models import Neighbourhood
from planning.fairness.question import Question, Rule
from planning.indicators import Indicator
from planning.indicators.figures import Populations
from planning.indicators.indicator import Values
from planning.models import Better


class NothingToCompareError(ValueError):
    """There are too few mahalle with all that is asked for, or nothing is shared; the message says so."""


@dataclass(frozen=True)
class Row:
    """One mahalle. `need` and `share` are of the district's, `gap` is what it has above (below) its need."""

    code: str
    name: str
    slug: str
    people: int
    index: float
    rank: int
    rank_changes: float
    need: float
    amount: float
    share: float
    gap: float
    given: int | None = None
    given_change: float | None = None


@dataclass(frozen=True)
class Measures:
    """Of amounts against need: see analysis/fairness.py. `between` is the part of Theil's T between halves.

    The halves are the mahalle of more and of less need by head than the median.
    """

    gini: float
    hoover: float
    theil: float
    between: float
    concentration: float


@dataclass(frozen=True)
class District:
    """The mahalle that can be compared, in their order, with what is known of each."""

    areas: list[Neighbourhood]
    people: list[float]
    amounts: list[float]
    parts: list[list[float]]
    weights: list[int]
    missing: list[str]

    @property
    def index(self) -> list[float]:
        """The index of need, from 0, the least, to 1, the most; 0 for all where nothing was weighted."""
        if not self.parts:
            return [0.0] * len(self.areas)
        return rescaled(index_of(self.parts, self.weights))

    @property
    def need(self) -> list[float]:
        """The need of all who live there: who has the most by the index counts twice who has the least."""
        return [n * (1 + index) for n, index in zip(self.people, self.index, strict=True)]


def answer_to(question: Question) -> dict[str, Any]:
    """Answer a question with numbers alone, ready to be kept as JSON.

    Raises:
        NothingToCompareError: fewer than two mahalle have all that is asked for, or nothing is shared.
    """
    district = _district(question)
    given = _shared(question, district)
    now = _measures(district, district.amounts)
    return {
        "resource": _said_of(question.resource) | {"year": question.year},
        "parts": [
            _said_of(part) | {"weight": weight, "year": year_for(part, question.year)}
            for part, weight in question.parts
        ],
        "rows": [asdict(row) for row in _rows(district, given)],
        "total": sum(district.amounts),
        "missing": district.missing,
        "measures": asdict(now),
        "curve": lorenz_curve(district.amounts, district.need),
        "budget": question.budget,
        "rule": question.rule.value if given else None,
        "then": asdict(_measures(district, given)) if given else None,
        "then_curve": lorenz_curve(given, district.need) if given else None,
        "trend": _trend(question, district),
    }


def year_for(indicator: Indicator, year: int) -> int:
    """Return the newest year of an indicator that is not younger, else its oldest."""
    return max((known for known in indicator.years if known <= year), default=indicator.years[0])


def _said_of(indicator: Indicator) -> dict[str, Any]:
    return {
        "slug": indicator.slug,
        "name": indicator.name,
        "unit": indicator.unit,
        "source": indicator.source,
    }


def _district(question: Question) -> District:
    people = Populations().in_year(question.year)
    amounts = question.resource.values(question.year)
    values = [part.values(year_for(part, question.year)) for part, _weight in question.parts]
    everywhere = list(Neighbourhood.objects.current().defer("boundary"))
    areas = _comparable(everywhere, people, [amounts, *values])
    district = District(
        areas=areas,
        people=_of(areas, people),
        amounts=_of(areas, amounts),
        parts=[
            rescaled(_of(areas, of), more_is_need=part.better == Better.LESS)
            for (part, _weight), of in zip(question.parts, values, strict=True)
        ],
        weights=[weight for _part, weight in question.parts],
        missing=[area.name for area in everywhere if area not in areas],
    )
    if min(district.amounts) < 0 or not any(district.amounts):
        text = _("Of this resource nothing is there to be shared in that year.")
        raise NothingToCompareError(text)
    return district


def _comparable(
    everywhere: list[Neighbourhood], people: Values, known: list[Values]
) -> list[Neighbourhood]:
    """Return the mahalle in which somebody lives, and of which all is known."""
    inhabited = [area for area in everywhere if people.get(area.code, 0) > 0]
    areas = [area for area in inhabited if all(area.code in of for of in known)]
    if len(areas) < 2:
        raise NothingToCompareError(
            _(
                "Fewer than two neighbourhoods have all these figures, so there is nothing to compare."
            )
        )
    return areas


def _of(areas: list[Neighbourhood], values: Values) -> list[float]:
    return [values[area.code] for area in areas]


def _shared(question: Question, district: District) -> list[int] | None:
    """Share the budget by the rule; None where there is none."""
    budget = question.budget
    if budget is None:
        return None
    by_rule = {
        Rule.EQUAL: lambda: in_proportion(budget, district.people),
        Rule.NEED: lambda: in_proportion(budget, district.need),
        Rule.WORST: lambda: _lifted(budget, district),
        Rule.KEEP: lambda: at_least_before(budget, _before(budget, district), district.need),
    }
    return by_rule[question.rule]()


def _lifted(budget: int, district: District) -> list[int]:
    before = _before(budget, district)
    rest = budget - sum(before)
    if not rest:
        return before
    lifted = worst_first(rest, district.people, before)
    return [had + more for had, more in zip(before, lifted, strict=True)]


def _before(budget: int, district: District) -> list[int]:
    """Return what all have now, in whole units.

    Raises:
        NothingToCompareError: the budget is smaller than that.
    """
    before = [ceil(amount) for amount in district.amounts]
    if budget < sum(before):
        text = _(
            "The budget is smaller than what all have now (%(now)s): not all can keep what they have."
        )
        now = number_format(sum(before), force_grouping=True)
        raise NothingToCompareError(text % {"now": now})
    return before


def _rows(district: District, given: Sequence[int] | None) -> list[Row]:
    index, whole = district.index, sum(district.amounts)
    changes = (
        rank_changes(district.parts, district.weights) if district.parts else [0.0] * len(index)
    )
    facts: Mapping[str, Sequence[Any]] = {
        "people": [round(n) for n in district.people],
        "index": index,
        "rank": ranks(index),
        "rank_changes": changes,
        "need": shares(district.need),
        "amount": district.amounts,
        "share": shares(district.amounts),
        "given": given or [None] * len(index),
    }
    rows = []
    for at, area in enumerate(district.areas):
        own = {name: of[at] for name, of in facts.items()}
        new = own["given"]
        rows.append(
            Row(
                code=area.code,
                name=area.name,
                slug=area.slug,
                gap=own["amount"] - own["need"] * whole,
                given_change=None if new is None else new - own["amount"],
                **own,
            )
        )
    return rows


def _measures(district: District, amounts: Sequence[float]) -> Measures:
    index, need = district.index, district.need
    middle = median(index)
    parts = theil(amounts, need, [value > middle for value in index])
    return Measures(
        gini=gini(amounts, need),
        hoover=hoover(amounts, need),
        theil=parts.total,
        between=parts.between,
        concentration=concentration_index(amounts, district.people, index),
    )


def _trend(question: Question, district: District) -> list[dict[str, Any]]:
    """Return the measures of each year of the resource against the same need, where all have a part."""
    found = []
    for year in question.resource.years:
        of_year = question.resource.values(year)
        amounts = [of_year.get(area.code, -1) for area in district.areas]
        if min(amounts) >= 0 and any(amounts):
            found.append(
                {"year": year, "total": sum(amounts)} | asdict(_measures(district, amounts))
            )
    return found
