"""The Atom feed of a place: how it is doing, what was done with it, and the reports about it."""

from hashlib import sha256
from typing import Any

from django.http import Http404, HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _

from gisdata.feeds import Entry, EntryFeed
from intake.texts import readable
from places.models import PlaceIssue, PublicCondition, PublicPlace, PublicPlaceStep

HOW_MANY = 50


class PlaceFeed(EntryFeed):
    """One place, for whoever cares for it: the newest first."""

    def get_object(self, request: HttpRequest, *_args: Any, **place: Any) -> PublicPlace:
        """Find the place, while it is public."""
        found = PublicPlace.objects.filter(number=place["number"]).first()
        if found is None:
            raise Http404
        return found

    def title(self, obj: PublicPlace) -> str:
        """Name the place."""
        return readable(obj.name)

    def link(self, obj: PublicPlace) -> str:
        """Return its page."""
        return obj.get_absolute_url()

    def feed_url(self, obj: PublicPlace) -> str:
        """Return the feed's own address."""
        return reverse("places:feed", args=[obj.number])

    def items(self, obj: PublicPlace) -> list[Entry]:
        """Return what was told last of it."""
        conditions = obj.conditions.order_by("-reported_at")[:HOW_MANY]
        steps = obj.steps.order_by("-taken_at")[:HOW_MANY]
        entries = [
            *(_condition(obj, one) for one in conditions),
            *(_step(obj, one) for one in steps),
            *(_issue(obj, one) for one in obj.issues.all()[:HOW_MANY]),
        ]
        return sorted(entries, key=lambda entry: entry.updated, reverse=True)[:HOW_MANY]


def _condition(place: PublicPlace, condition: PublicCondition) -> Entry:
    """Return what somebody saw. Its own id would let its reader take it back, so a digest stands for it."""
    name = sha256(condition.pk.bytes).hexdigest()[:32]
    return _entry(
        place,
        f"conditions/{name}",
        f"{place.name}: {condition.get_state_display()}",
        condition.note,
        condition.reported_at,
    )


def _step(place: PublicPlace, step: PublicPlaceStep) -> Entry:
    title = f"{place.name}: {step.get_action_display()}"
    return _entry(place, f"steps/{step.pk}", title, step.told, step.taken_at)


def _issue(place: PublicPlace, issue: PlaceIssue) -> Entry:
    title = _("Report about %(place)s: %(issue)s") % {"place": place.name, "issue": issue}
    entry = _entry(place, f"issues/{issue.pk}", title, "", issue.reported_at)
    return Entry(**{**vars(entry), "link": reverse("issues:detail", args=[issue.pk])})


def _entry(place: PublicPlace, name: str, title: str, text: str, at: Any) -> Entry:
    return Entry(
        name=f"places/{place.number}/{name}",
        title=readable(title),
        text=readable(text),
        link=place.get_absolute_url(),
        published=at,
        updated=at,
        point=place.point if place.is_placed else None,
    )
