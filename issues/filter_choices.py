"""What the fields of filters offer: for templates/issues/filters.html."""

from typing import Any

from issues.models import OPEN, Category, DailyCount, Status, grouped
from neighbourhoods.models import Neighbourhood


def filter_choices() -> dict[str, Any]:
    """Return the categories, statuses, mahalle and days that a filter can name."""
    categories = list(Category.objects.open_for_reports().select_related("parent"))
    return {
        "categories": categories,
        "category_groups": grouped(categories),
        "neighbourhoods": Neighbourhood.objects.current().defer("boundary"),
        "statuses": Status.choices,
        "open_statuses": ",".join(OPEN),
        "known_days": DailyCount.objects.known_days() or ("", ""),
    }
