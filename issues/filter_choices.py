"""What the fields of filters offer: for templates/issues/filters.html."""

from collections.abc import Iterable, Mapping
from typing import Any

from issues.models import OPEN, Category, DailyCount, Status, grouped
from neighbourhoods.models import Neighbourhood


def said(query: Iterable[tuple[str, list[str]]]) -> dict[str, str]:
    """Return query parameters each as one text, without the empty fields of a form.

    A mahalle has two names there; it comes as ``mahalle``, which the forms use.
    """
    joined: dict[str, str] = {}
    for given, values in query:
        name = "mahalle" if given == "neighbourhood" else given
        joined[name] = ",".join(filter(None, [joined.get(name), *values]))
    return {name: text for name, text in joined.items() if text}


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
