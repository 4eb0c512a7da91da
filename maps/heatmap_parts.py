"""What each kind of heatmap shows, asked from the database."""

from calendar import monthrange
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

from django.utils.formats import number_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext

from issues.filters import IssueFilter
from maps.choropleth import choropleth
from maps.drawing import Drawing
from maps.heatmap_words import days_covered, month_text, period_text
from maps.summaries import heat_cells
from neighbourhoods.models import Neighbourhood

Cells = list[tuple[float, float, int]]


def heat(asked: IssueFilter, _drawing: Drawing) -> dict[str, Any]:
    """Return the cells of heat."""
    cells = heat_cells(asked)
    reports = _reports(cells)
    note = _(
        "%(period)s: %(count)d reports placed on the map. The radius is in pixels: for exploring."
    )
    said = note % {"period": period_text(asked), "count": reports}
    return {"reports": reports, "note": said, "cells": cells}


def timeline(asked: IssueFilter, _drawing: Drawing) -> dict[str, Any]:
    """Return the cells of heat of each month."""
    frames = [(month_text(m.first_day), heat_cells(m)) for m in months(asked) if m.first_day]
    reports = sum(_reports(cells) for _month, cells in frames)
    note = _(
        "%(count)d reports placed on the map. Every month has the same scale of colour; the "
        "radius is in pixels: for exploring."
    )
    return {
        "reports": reports,
        "note": note % {"count": reports},
        "frames": frames,
        "controls": {
            "Backward": _("One month back"),
            "Play": _("Play"),
            "Play Reverse": _("Play backwards"),
            "Forward": _("One month on"),
            "Loop": _("Begin again at the end"),
        },
    }


def months(asked: IssueFilter) -> Iterator[IssueFilter]:
    """Yield the filter of each month, from that of the first issue to that of the last."""
    first, last = days_covered(asked) or (date.max, date.min)
    while first <= last:
        end = first.replace(day=monthrange(first.year, first.month)[1])
        yield replace(asked, first_day=first, last_day=min(end, last))
        first = end + timedelta(days=1)


def dual(asked: IssueFilter, drawing: Drawing) -> dict[str, Any]:
    """Return the cells of heat of two periods, the earlier one first."""
    periods = [_period(period) for period in (drawing.earlier or asked, asked)]
    note = _(
        "Both maps move together and have the same scale of colour. Periods of different length "
        "do not compare. The radius is in pixels: for exploring."
    )
    return {
        "reports": sum(period["reports"] for period in periods),
        "note": note,
        "periods": periods,
    }


def _period(asked: IssueFilter) -> dict[str, Any]:
    cells = heat_cells(asked)
    reports = _reports(cells)
    said = ngettext("%(n)s report", "%(n)s reports", reports) % {"n": number_format(reports)}
    return {"name": f"{period_text(asked)}: {said}", "reports": reports, "cells": cells}


def density(asked: IssueFilter, drawing: Drawing) -> dict[str, Any]:
    """Return the cells of heat, where their density counts, and how it is to be computed."""
    cells = heat_cells(asked)
    wanted = Neighbourhood.objects.filter(pk__in=asked.neighbourhoods)
    kernels = {
        "gaussian": pgettext("kernel", "Gaussian"),
        "quartic": pgettext("kernel", "quartic"),
    }
    method = _(
        "Kernel density (%(kernel)s, bandwidth %(metres)s m), corrected at the border. "
        "Cells of %(cell)s m, EPSG:5254."
    )
    return {
        "reports": _reports(cells),
        "cells": cells,
        "slugs": list(wanted.values_list("slug", flat=True)),
        "bbox": asked.bbox and asked.bbox.extent,
        "bandwidth": drawing.bandwidth,
        "kernel": drawing.kernel,
        "cell": drawing.cell,
        "period": period_text(asked),
        "words": {
            "unit": _("reports per hectare"),
            "reports": _("%(count)s reports"),
            "method": method % {"kernel": kernels[drawing.kernel], "metres": "%(metres)s",
                                "cell": f"{drawing.cell:g}"},
        },
    }  # fmt: skip


def _reports(cells: Cells) -> int:
    return sum(count for _latitude, _longitude, count in cells)


PARTS: dict[str, Callable[[IssueFilter, Drawing], dict[str, Any]]] = {
    "heat": heat,
    "timeline": timeline,
    "choropleth": choropleth,
    "dual": dual,
    "density": density,
}
