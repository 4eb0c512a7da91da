"""Atom feeds with GeoRSS points: the issues under any filter, or one issue, each with its updates."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.conf import settings
from django.http import Http404, HttpRequest
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from gisdata.feeds import Entry, EntryFeed
from intake.texts import readable
from issues.areas import area_in_words
from issues.filters import IssueFilter
from issues.latest import HOW_MANY, Update, latest_updates, updates_of
from issues.models import Category, Precision, PublicComment
from issues.parameters import IssueFilterSerializer, canonical
from neighbourhoods.models import Neighbourhood


@dataclass(frozen=True)
class Asked:
    """The filter of a feed, and the same as the query of its address, however it was written."""

    filter: IssueFilter
    query: str

    def at(self, name: str) -> str:
        """Return the address of a page under the filter."""
        return reverse(name) + (f"?{self.query}" if self.query else "")


class IssueFeed(EntryFeed):
    """What was reported or changed last under the filters of the list, in its query parameters."""

    def get_object(self, request: HttpRequest, *_args: Any, **_place: Any) -> Asked:
        """Read the filter; a wrong one is a ValidationError, which the address explains with 400."""
        asked = IssueFilterSerializer(data=request.GET).issue_filter()
        return Asked(asked, canonical(request.GET))

    def title(self, of: Asked) -> str:
        """Name the district, and what the filter asks for."""
        asked = of.filter
        names = [
            *(c.name for c in Category.objects.uppermost(asked.categories)),
            *Neighbourhood.objects.filter(pk__in=asked.neighbourhoods).values_list(
                "name", flat=True
            ),
            *([area_in_words(asked.area)] if asked.area else []),
        ]
        return ": ".join(filter(None, [f"Ortak Harita {settings.DISTRICT_NAME}", ", ".join(names)]))

    def link(self, of: Asked) -> str:
        """The list of the same issues."""
        return of.at("issues:list")

    def feed_url(self, of: Any) -> str:
        """The feed's own address."""
        return str(of.at("issues:feed"))

    def items(self, of: Any) -> list[Entry]:
        """The newest."""
        return [_entry(update) for update in latest_updates(of.filter)]


class OneIssueFeed(IssueFeed):
    """One issue with the comments on it, for whoever wants to follow it."""

    def get_object(self, request: HttpRequest, *_args: Any, **place: Any) -> Any:
        """Find the issue, while it is public."""
        found = updates_of([place["number"]])
        if not found:
            raise Http404
        return found[0]

    def title(self, update: Any) -> str:
        """As the entry's."""
        return _entry(update).title

    def link(self, update: Any) -> str:
        """The issue's page."""
        return _entry(update).link

    def feed_url(self, update: Any) -> str:
        """The feed's own address."""
        return reverse("issues:issue-feed", args=[update.issue.number])

    def items(self, update: Any) -> list[Entry]:
        """The issue, and its newest comments."""
        comments = PublicComment.objects.of_issue(update.issue.number)[:HOW_MANY]
        return [_entry(update), *(_comment_entry(comment) for comment in comments)]


def _entry(update: Update) -> Entry:
    """Return an issue with its mahalle, and each step with its note."""
    issue = update.issue
    where = issue.neighbourhood.name if issue.neighbourhood else _("outside")
    steps = [
        f"{_day(change.changed_at)}: {change.what}. {change.note}" for change in update.changes
    ]
    told = [f"{where}, {_day(issue.reported_at)}", issue.description, *steps]
    return Entry(
        name=str(issue.number),
        title=f"{issue.category.name} #{issue.number}: {issue.get_status_display()}",
        text=readable("\n".join(told)),
        link=issue.get_absolute_url(),
        published=issue.reported_at,
        updated=issue.updated_at or issue.reported_at,
        categories=[issue.category.slug, issue.status],
        point=issue.location if issue.precision == Precision.EXACT else None,
    )


def _comment_entry(comment: PublicComment) -> Entry:
    whose = settings.ANSWERED_BY if comment.is_official else _("a neighbour")
    return Entry(
        name=f"{comment.issue_id}/comments/{comment.pk}",
        title=_("Comment on #%(number)d: %(whose)s") % {"number": comment.issue_id, "whose": whose},
        text=readable(comment.text),
        link=comment.get_absolute_url(),
        published=comment.created_at,
        updated=comment.created_at,
    )


def _day(moment: datetime) -> str:
    return date_format(timezone.localtime(moment))
