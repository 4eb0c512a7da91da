"""The words of a heatmap: its title, its period, what was asked for."""

from collections.abc import Iterable
from datetime import date

from django.conf import settings
from django.db.models import Max, Min
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from issues.areas import area_in_words
from issues.filters import IssueFilter
from issues.models import Category, DailyCount, PublicIssue, Status
from maps.drawing import Drawing
from neighbourhoods.models import Neighbourhood


def title(drawing: Drawing) -> str:
    """Return the title of a file, which names the district."""
    titles = {
        "heat": _("Heatmap of the reports – %(district)s"),
        "timeline": _("The reports month by month – %(district)s"),
        "choropleth": _("The reports by neighbourhood – %(district)s"),
        "dual": _("The reports of two periods – %(district)s"),
        "density": _("Where the reports are – %(district)s"),
    }
    return titles[drawing.part] % {"district": settings.DISTRICT_NAME}


def filter_text(asked: IssueFilter) -> str:
    """Return which categories, statuses, mahalle and part of the map were asked for, if any."""
    categories = Category.objects.filter(pk__in=asked.categories)
    parts: list[Iterable[str]] = [
        (c.name for c in categories if c.parent_id not in asked.categories),
        (str(Status(status).label) for status in asked.statuses),
        Neighbourhood.objects.filter(pk__in=asked.neighbourhoods).values_list("name", flat=True),
        [area_in_words(asked.area)] if asked.area else [],
        [_("a part of the map")] if asked.bbox else [],
    ]
    texts = (", ".join(names) for names in parts)
    return " · ".join(text for text in texts if text)


def days_covered(asked: IssueFilter) -> tuple[date, date] | None:
    """Return the days of the first and the last issue under a filter, or None without any."""
    if asked.has_place:
        issues = PublicIssue.objects.matching(asked)
        found = issues.aggregate(first=Min("reported_day"), last=Max("reported_day"))
    else:
        counts = DailyCount.objects.matching(asked).filter(count__gt=0)
        found = counts.aggregate(first=Min("day"), last=Max("day"))
    return (found["first"], found["last"]) if found["first"] else None


def period_text(asked: IssueFilter) -> str:
    """Return the period asked for; an open end is where the issues begin or end."""
    covered = days_covered(asked) or (None, None)
    days = [asked.first_day or covered[0], asked.last_day or covered[1]]
    return " – ".join(date_format(day, "j F Y") for day in days if day)


def month_text(month: date) -> str:
    """Return a month with its year."""
    return date_format(month, "F Y")
