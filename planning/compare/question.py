"""What is put side by side: two filters with some of their parts in common."""

from collections.abc import Mapping
from dataclasses import dataclass

from django.utils.datastructures import MultiValueDict
from rest_framework.exceptions import ValidationError

from issues.filter_choices import said
from issues.filters import IssueFilter
from issues.parameters import IssueFilterSerializer

SIDES = ("a", "b")
SHARED = ("category",)
OWN = ("mahalle", "area", "circle", "from", "to")
"""Parts of a filter that each side has for itself, in the address with its letter before: `a-mahalle`."""


@dataclass(frozen=True)
class Question:
    """The filters of both sides."""

    a: IssueFilter
    b: IssueFilter


def given_for(side: str, query: MultiValueDict[str, str]) -> dict[str, str]:
    """Return what an address says of one side, by the names of a filter."""
    given = said(query.lists())
    own = {name: given.get(f"{side}-{name}", "") for name in OWN}
    if own["mahalle"]:  # whoever chooses one leaves the area that was drawn
        own |= {"area": "", "circle": ""}
    shared = {name: given.get(name, "") for name in SHARED}
    return {name: text for name, text in {**own, **shared}.items() if text}


def read_question(query: MultiValueDict[str, str]) -> Question:
    """Read both sides.

    Raises:
        ValidationError: a part is wrong, by its name in the address.
    """
    filters: dict[str, IssueFilter] = {}
    wrong: dict[str, list[str]] = {}
    for side in SIDES:
        try:
            filters[side] = IssueFilterSerializer(data=given_for(side, query)).issue_filter()
        except ValidationError as error:
            wrong |= _named(side, error.detail)
    if wrong:
        raise ValidationError(wrong)
    return Question(filters["a"], filters["b"])


def _named(side: str, detail: object) -> dict[str, list[str]]:
    said: Mapping[str, list[str]] = detail if isinstance(detail, Mapping) else {}
    return {
        name if name in SHARED else f"{side}-{name}": list(map(str, reasons))
        for name, reasons in said.items()
    }
