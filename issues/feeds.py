"""Atom feeds with GeoRSS points: the issues under any filter, or one issue, each with its updates."""

from datetime import datetime
from typing import Any

from django.conf import settings
from django.contrib.gis.feeds import Feed, GeoAtom1Feed
from django.contrib.gis.geos import Point
from django.http import Http404, HttpRequest
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from issues.areas import area_in_words
from issues.filters import IssueFilter
from issues.latest import Update, latest_updates, updates_of
from issues.models import Category, Precision
from issues.parameters import IssueFilterSerializer
from neighbourhoods.models import Neighbourhood


class IssueFeed(Feed):
    """What was reported or changed last under the filters of the list, in its query parameters."""

    feed_type = GeoAtom1Feed

    def get_object(self, request: HttpRequest, *_args: Any, **_place: Any) -> IssueFilter:
        """Read the filter; a wrong one is a ValidationError, which the address explains with 400."""
        return IssueFilterSerializer(data=request.GET).issue_filter()

    def title(self, asked: IssueFilter) -> str:
        """Name the district, and what the filter asks for."""
        categories = Category.objects.filter(pk__in=asked.categories)  # a group with all of its own
        names = [
            *(c.name for c in categories.exclude(parent__in=asked.categories)),
            *Neighbourhood.objects.filter(pk__in=asked.neighbourhoods).values_list(
                "name", flat=True
            ),
            *([area_in_words(asked.area)] if asked.area else []),
        ]
        return ": ".join(filter(None, [f"Ortak Harita {settings.DISTRICT_NAME}", ", ".join(names)]))

    def link(self, _asked: IssueFilter) -> str:
        """The list of issues."""
        return reverse("issues:list")

    def items(self, asked: IssueFilter) -> list[Update]:
        """The newest."""
        return latest_updates(asked)

    def item_title(self, item: Any) -> str:
        """The category, the number, and where it stands."""
        issue = item.issue
        return f"{issue.category.name} #{issue.number}: {issue.get_status_display()}"

    def item_description(self, item: Any) -> str:
        """The report, its mahalle, and each step with its note."""
        issue = item.issue
        where = issue.neighbourhood.name if issue.neighbourhood else _("outside")
        steps = [
            f"{_day(change.changed_at)}: {change.get_to_status_display()}. {change.note}"
            for change in item.changes
        ]
        return "\n".join([f"{where}, {_day(issue.reported_at)}", issue.description, *steps])

    def item_link(self, item: Update) -> str:
        """The issue's page."""
        return item.issue.get_absolute_url()

    def item_guid(self, item: Update) -> str:
        """The same for ever, whatever the service's address."""
        return f"tag:ortak-harita,2026:{settings.DISTRICT_NAME}/{item.issue.number}"

    def item_pubdate(self, item: Update) -> datetime:
        """When it was reported."""
        return item.issue.reported_at

    def item_updateddate(self, item: Update) -> datetime:
        """When the last thing happened to it."""
        return item.updated_at

    def item_categories(self, item: Update) -> list[str]:
        """Its category and its status, by their names in the API."""
        return [item.issue.category.slug, item.issue.status]

    def item_geometry(self, item: Update) -> Point | None:
        """Its point in EPSG:4326, where one is known."""
        return item.issue.location if item.issue.precision == Precision.EXACT else None


class OneIssueFeed(IssueFeed):
    """One issue, for whoever wants to follow it."""

    def get_object(self, request: HttpRequest, *_args: Any, **place: Any) -> Any:
        """Find the issue, while it is public."""
        found = updates_of([place["number"]])
        if not found:
            raise Http404
        return found[0]

    def title(self, update: Any) -> str:
        """As the entry's."""
        return self.item_title(update)

    def link(self, update: Any) -> str:
        """The issue's page."""
        return self.item_link(update)

    def items(self, update: Any) -> list[Update]:
        """The one."""
        return [update]


def _day(moment: datetime) -> str:
    return date_format(timezone.localtime(moment))
