"""What the fields of filters offer: for templates/issues/filters.html."""

from collections.abc import Mapping
from typing import Any

from issues.models import OPEN, Category, DailyCount, Status, grouped
from neighbourhoods.models import Neighbourhood


def filter_choices(given: Mapping[str, str]) -> dict[str, Any]:
    """Return the categories, statuses, mahalle and days that a filter can name.

    What is given and not among them (several values, an official code) is offered, too, so that it stays
    in force.
    """
    categories = list(Category.objects.open_for_reports().select_related("parent"))
    neighbourhoods = list(Neighbourhood.objects.current().defer("boundary"))
    offered = {
        "category": {category.slug for category in categories},
        "status": {*Status.values, ",".join(OPEN)},
        "mahalle": {neighbourhood.slug for neighbourhood in neighbourhoods},
    }
    return {
        "categories": categories,
        "category_groups": grouped(categories),
        "neighbourhoods": neighbourhoods,
        "statuses": Status.choices,
        "open_statuses": ",".join(OPEN),
        "known_days": DailyCount.objects.known_days() or ("", ""),
        "others": {
            name: given[name]
            for name, known in offered.items()
            if given.get(name) and given[name] not in known
        },
    }
