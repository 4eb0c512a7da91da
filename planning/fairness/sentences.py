"""What the measures of fairness say, each in a sentence that needs no statistics."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from operator import itemgetter

from django.utils.formats import number_format
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

Of = Mapping[str, float]
"""The measures of some amounts by their names: `answer.Measures` as a dict."""

EQUAL = 1e-6
"""Below this Theil's T says that all have what they need; what is left is rounding."""

BALANCED = 0.02
"""Below this a concentration index is said to be balanced."""


@dataclass(frozen=True)
class Measure:
    """A measure by its name, with its value, that of a scenario where there is one, and a sentence for each."""

    name: str
    value: float
    sentence: str
    then: float | None
    then_sentence: str


def measures_in_words(now: Of, then: Of | None, *, has_index: bool) -> list[Measure]:
    """Return the measures of an answer, told; without an index there are no halves, and no order."""
    return [
        Measure(
            name=str(name),
            value=value(now),
            sentence=tell(now),
            then=value(then) if then else None,
            then_sentence=tell(then) if then else "",
        )
        for name, value, tell in MEASURES[: None if has_index else 2]
    ]


def _gini(of: Of) -> str:
    return _(
        "0 would be: each gets as much as it needs; 1: one gets all. Here it is %(value)s."
    ) % {"value": number_format(round(of["gini"], 2), 2)}


def _hoover(of: Of) -> str:
    return _("%(share)s %% would have to go elsewhere for all to have their share of need.") % {
        "share": number_format(round(100 * of["hoover"], 1), 1)
    }


def _between(of: Of) -> float:
    """Return the part of Theil's T that lies between the halves; 0 where nothing is unequal."""
    return of["between"] / of["theil"] if of["theil"] >= EQUAL else 0.0


def _theil(of: Of) -> str:
    if of["theil"] < EQUAL:
        return _("There is no inequality to take apart.")
    return _(
        "%(share)s %% of the inequality lies between the half that needs more and the half that needs less; the"
        " rest within each half."
    ) % {"share": number_format(round(100 * _between(of)), 0)}


def _concentration(of: Of) -> str:
    if abs(of["concentration"]) < BALANCED:
        return _("By head, those who need more and those who need less have about as much.")
    if of["concentration"] > 0:
        return _("By head, those who need less have more.")
    return _("By head, those who need more have more.")


MEASURES: list[tuple[Promise, Callable[[Of], float], Callable[[Of], str]]] = [
    (gettext_lazy("Gini coefficient"), itemgetter("gini"), _gini),
    (gettext_lazy("Hoover index"), itemgetter("hoover"), _hoover),
    (gettext_lazy("Theil index, part between"), _between, _theil),
    (gettext_lazy("Concentration index"), itemgetter("concentration"), _concentration),
]
"""Name, value and sentence of each; the first two need no index."""
