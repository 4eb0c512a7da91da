"""What the measures of fairness say, each in a sentence that needs no statistics."""

from collections.abc import Mapping
from dataclasses import dataclass

from django.utils.formats import number_format
from django.utils.translation import gettext as _

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


def measures_in_words(now: Mapping[str, float], then: Mapping[str, float] | None) -> list[Measure]:
    """Return the measures of an answer, told."""
    return [
        Measure(
            name=str(name()),
            value=value(now),
            sentence=tell(now),
            then=value(then) if then else None,
            then_sentence=tell(then) if then else "",
        )
        for name, value, tell in (
            (_gini_name, lambda of: of["gini"], _gini),
            (_hoover_name, lambda of: of["hoover"], _hoover),
            (_theil_name, _between, _theil),
            (_concentration_name, lambda of: of["concentration"], _concentration),
        )
    ]


def _gini_name() -> str:
    return _("Gini coefficient")


def _hoover_name() -> str:
    return _("Hoover index")


def _theil_name() -> str:
    return _("Theil index, part between")


def _concentration_name() -> str:
    return _("Concentration index")


def _gini(of: Mapping[str, float]) -> str:
    return _(
        "0 would be: each gets as much as it needs; 1: one gets all. Here it is %(value)s."
    ) % {"value": number_format(round(of["gini"], 2), 2)}


def _hoover(of: Mapping[str, float]) -> str:
    return _("%(share)s %% would have to go elsewhere for all to have their share of need.") % {
        "share": number_format(round(100 * of["hoover"], 1), 1)
    }


def _between(of: Mapping[str, float]) -> float:
    """Return the part of Theil's T that lies between the halves; 0 where nothing is unequal."""
    return of["between"] / of["theil"] if of["theil"] >= EQUAL else 0.0


def _theil(of: Mapping[str, float]) -> str:
    if of["theil"] < EQUAL:
        return _("There is no inequality to take apart.")
    return _(
        "%(share)s %% of the inequality lies between the half that needs more and the half that needs less; the"
        " rest within each half."
    ) % {"share": number_format(round(100 * _between(of)), 0)}


def _concentration(of: Mapping[str, float]) -> str:
    if abs(of["concentration"]) < BALANCED:
        return _("By head, those who need more and those who need less have about as much.")
    if of["concentration"] > 0:
        return _("By head, those who need less have more.")
    return _("By head, those who need more have more.")
