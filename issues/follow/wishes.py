"""What somebody wants to hear of, read from an address as the list reads its filters."""

from dataclasses import dataclass
from functools import cached_property
from typing import Any

from django.contrib.gis.geos import Polygon
from django.utils.datastructures import MultiValueDict
from django.utils.translation import gettext as _
from rest_framework.exceptions import ValidationError

from issues.areas import area_in_words, write_area
from issues.filter_choices import said
from issues.filters import IssueFilter
from issues.models import Category, Issue, PublicIssue, Visibility
from issues.parameters import IssueFilterSerializer, whole_number
from neighbourhoods.models import Neighbourhood


@dataclass(frozen=True)
class Wish:
    """What somebody wants to hear of; all that is given must hold. `area` in EPSG:4326."""

    issue: Issue | None = None
    neighbourhood: Neighbourhood | None = None
    category: Category | None = None
    area: Polygon | None = None

    @cached_property
    def public_issue(self) -> PublicIssue | None:
        """The issue as everybody sees it, or the one that it repeats; None while it is not public."""
        if self.issue is None:
            return None
        number = (self.issue.duplicate_of or self.issue).number
        return PublicIssue.objects.select_related("category").filter(number=number).first()

    @property
    def area_in_words(self) -> str:
        """Where the area lies and how large it is."""
        return area_in_words(self.area) if self.area else ""

    @property
    def area_in_address(self) -> str:
        """The area as the parameter `area` of the list and the feed."""
        return write_area(self.area) if self.area else ""


def read_wish(query: MultiValueDict[str, Any]) -> Wish:
    """Return what the parameters of an address ask for: a report, or what the list shows under them.

    Raises:
        ValidationError: there is no such thing, or e-mails cannot follow it; by parameter.
    """
    if number := said(query.lists()).get("issue"):
        return Wish(issue=_issue(number))
    return wish_under(IssueFilterSerializer(data=query).issue_filter())


def wish_under(asked: IssueFilter) -> Wish:
    """Return the wish for exactly what a filter shows.

    Raises:
        ValidationError: it asks for nothing, or for more than one e-mail's wish can hold.
    """
    categories = list(Category.objects.uppermost(asked.categories)) if asked.categories else []
    if wrong := {name: [why] for name, why in _in_the_way(asked, categories).items() if why}:
        raise ValidationError(wrong)
    mahalle = Neighbourhood.objects.filter(pk__in=asked.neighbourhoods)
    wish = Wish(
        neighbourhood=mahalle.get() if asked.neighbourhoods else None,
        category=categories[0] if categories else None,
        area=asked.area or asked.bbox,
    )
    if wish == Wish():
        nothing = _("Go to a report, a neighbourhood or the list, and choose there what to follow.")
        raise ValidationError({"non_field_errors": [nothing]})
    return wish


def can_be_followed(asked: IssueFilter) -> bool:
    """Tell whether e-mails can follow exactly what a filter shows."""
    try:
        wish_under(asked)
    except ValidationError:
        return False
    return True


def _in_the_way(asked: IssueFilter, categories: list[Category]) -> dict[str, str]:
    """Return why e-mails cannot follow a filter, by parameter; an empty text where they can."""
    always = _("E-mails tell of every status, and of what is new. Leave this filter out.")
    one = _("An e-mail follows one at a time. Choose one, and follow the other by itself.")
    return {
        "status": always if asked.statuses else "",
        "from": always if asked.first_day else "",
        "to": always if asked.last_day else "",
        "category": one if len(categories) > 1 else "",
        "mahalle": one if len(set(asked.neighbourhoods)) > 1 else "",
        "bbox": _("Give an area or a circle, not both.") if asked.bbox and asked.area else "",
    }


def _issue(number: str) -> Issue:
    found = Issue.objects.filter(visibility=Visibility.PUBLIC, number=whole_number(number)).first()
    if found is None:
        raise ValidationError({"issue": [_("There is no public report of this number.")]})
    return found
