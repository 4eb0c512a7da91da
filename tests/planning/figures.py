"""Figures of the drawn town: what its mahalle have, and what they may need."""

from decimal import Decimal

from uuid_utils.compat import uuid7

from neighbourhoods.actions import YearFigure, load_figures
from planning.fairness.actions import keep_scenario
from planning.fairness.answer import answer_to
from planning.fairness.question import Question
from planning.indicators import indicator
from planning.loading import load_figure_kinds
from tests.district import BAGLAR, CINAR, DERE, IGDIR, PEOPLE

BUDGET = {CINAR: 400_000, BAGLAR: 100_000, DERE: 400_000, IGDIR: 100_000}
DEPRIVATION = {CINAR: 20, BAGLAR: 80, DERE: 50, IGDIR: 20}


def give(kind, values, year=2025):
    """Load figures of a kind by code."""
    figures = [YearFigure(code, kind, year, Decimal(value)) for code, value in values.items()]
    load_figures(figures=figures, source="Örnek Belediye")


def give_budget_and_deprivation():
    load_figure_kinds()
    give("butce", BUDGET)
    give("yoksunluk", DEPRIVATION, 2023)


def give_figures_of_three_years():
    """Budget, deprivation and population of other years too, for what asks again for each year."""
    give_budget_and_deprivation()
    for year in (2022, 2024):
        give("butce", BUDGET, year)
        give("yoksunluk", DEPRIVATION, year)
        give("population", PEOPLE, year)


def scenario():
    """A scenario that somebody kept."""
    give_budget_and_deprivation()
    answer = answer_to(Question(resource=indicator("butce"), year=2025, budget=2_000_000))
    asked = {"resource": "butce", "budget": "2.000.000", "rule": "equal"}
    return keep_scenario(
        id=uuid7(), title="Kişi başına eşit", note="", question=asked, answer=answer, by=None
    )
