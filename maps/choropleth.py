"""What a choropleth of the mahalle shows: a number, a class and a text for each, and the legend."""

from collections import Counter
from collections.abc import Callable
from typing import Any

from django.contrib.gis.db.models.functions import Area, Transform
from django.utils.formats import number_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from analysis.classification import class_of, quantile_breaks
from gisdata.crs import METRIC
from issues.filters import IssueFilter
from maps.drawing import Drawing
from maps.heatmap_words import period_text
from neighbourhoods.models import Neighbourhood
from planning.statistics import TOO_FEW, Statistic, district_statistics

MEASURED: dict[str, Callable[[Statistic, float], float | None]] = {
    "count": lambda statistic, _km2: float(statistic.total),
    "per_1000": lambda statistic, _km2: statistic.per_1000,
    "per_km2": lambda statistic, km2: statistic.total / km2,
}


def choropleth(asked: IssueFilter, drawing: Drawing) -> dict[str, Any]:
    """Return class (None where too few) and text of each mahalle by slug, and the legend."""
    district = district_statistics(asked)
    values = _values(district.results, drawing.measure)
    breaks = quantile_breaks([value for value in values.values() if value is not None])
    classes = {s: None if v is None else class_of(v, breaks) for s, v in values.items()}
    return {
        "reports": sum(s.total for s in district.results),
        "note": period_text(asked),
        "unit": _unit(drawing.measure),
        "areas": {
            s.neighbourhood.slug: {
                "class": classes[s.neighbourhood.slug],
                "lines": _lines(s, values[s.neighbourhood.slug], drawing.measure),
            }
            for s in district.results
        },
        "legend": _legend(breaks, Counter(classes.values()), drawing.measure),
    }


def _values(statistics: list[Statistic], measure: str) -> dict[str, float | None]:
    """Return the measured number by slug; None where it is unknown, or a rate rests on too few."""
    areas, measured = _square_kilometres(statistics), MEASURED[measure]
    few = 0 if measure == "count" else TOO_FEW
    return {
        s.neighbourhood.slug: measured(s, areas[s.neighbourhood.pk]) if s.total >= few else None
        for s in statistics
    }


def _square_kilometres(statistics: list[Statistic]) -> dict[int, float]:
    drawn = Neighbourhood.objects.filter(pk__in=[s.neighbourhood.pk for s in statistics])
    areas = drawn.annotate(area=Area(Transform("boundary", METRIC))).values_list("pk", "area")
    return {pk: area.sq_km for pk, area in areas}


def _unit(measure: str) -> str:
    units = {
        "count": _("Reports"),
        "per_1000": _("Reports per 1,000 residents"),
        "per_km2": _("Reports per km²"),
    }
    return units[measure]


def _lines(statistic: Statistic, value: float | None, measure: str) -> list[str]:
    reports = ngettext("%(n)s report", "%(n)s reports", statistic.total)
    lines = [statistic.neighbourhood.name, reports % {"n": number_format(statistic.total)}]
    if value is None:
        lines.append(_("too few to say") if statistic.total < TOO_FEW else _("population unknown"))
    elif measure != "count":
        lines.append(f"{_unit(measure)}: {_number(value, measure)}")
    return lines


def _legend(breaks: list[float], found: Counter[int | None], measure: str) -> list[dict[str, Any]]:
    entries = [
        _entry(i, f"{_number(lower, measure)} – {_number(upper, measure)}", found[i])
        for i, (lower, upper) in enumerate(zip([0.0, *breaks], breaks, strict=False))
    ]
    unsure = [_entry(None, _("too few to say"), found[None])] if found[None] else []
    return entries + unsure


def _entry(number: int | None, text: str, count: int) -> dict[str, Any]:
    mahalle = ngettext("%(n)s neighbourhood", "%(n)s neighbourhoods", count)
    return {"class": number, "text": text, "count": mahalle % {"n": count}}


def _number(value: float, measure: str) -> str:
    return number_format(value, 0 if measure == "count" else 1)
