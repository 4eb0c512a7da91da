"""All that is stored about somebody, as one file."""

import json
from collections import defaultdict
from typing import IO, Any
from uuid import UUID
from zipfile import ZipFile

from django.core.serializers.json import DjangoJSONEncoder
from django.db.models import Prefetch

from accounts.kept import kept_about, said_by
from accounts.models import User
from issues import history
from issues.mine.erasure import NOTHING_LEFT
from issues.models import Issue, Rating, StatusChange, Subscription, Support
from issues.photos import photo_file

DATA = "data.json"

RATED = Prefetch("changes", StatusChange.objects.exclude(rating=None).select_related("rating"))
"""With it `changes` are those steps of a report alone whose outcome the reporter has rated."""


def write_package(file: IO[bytes], *, user: User, phone: UUID | None) -> None:
    """Write a ZIP of data.json, in UTF-8, and the photos beside it.

    Times are ISO 8601 with their offset, places longitude and latitude in degrees (EPSG:4326).
    """
    reports = list(Issue.objects.of(user).for_reporters().prefetch_related(RATED))
    followed = Subscription.objects.of(user).with_what_it_follows()
    earlier = _earlier(reports)
    content = {
        "account": _account(user),
        "reports": [_report(issue, earlier[issue.pk]) for issue in reports],
        "subscriptions": [_subscription(subscription) for subscription in followed],
        "supported": _supported(phone),
        "others": [
            {"what": kept.what, "title": kept.title} | kept.facts
            for kept in [*kept_about(user), *(said_by(phone) if phone else [])]
        ],
    }
    with ZipFile(file, "w") as package:
        text = json.dumps(content, cls=DjangoJSONEncoder, ensure_ascii=False, indent=2)
        package.writestr(DATA, text)
        for issue in reports:
            for photo in issue.photos.all():
                if photo_file(photo.pk).exists():  # as after a backup without its photos
                    package.write(photo_file(photo.pk), f"photos/{photo.pk}.jpg")


def _account(user: User) -> dict[str, Any]:
    return {
        "email": user.email,
        "name": user.get_full_name(),
        "opened_at": user.date_joined,
        "last_login": user.last_login,
    }


def _report(issue: Issue, earlier: list[dict[str, Any]]) -> dict[str, Any]:
    return {
        "id": issue.pk,
        "number": issue.number,
        "category": issue.category.slug,
        "neighbourhood": issue.neighbourhood.name if issue.neighbourhood else None,
        "longitude": issue.location.x,
        "latitude": issue.location.y,
        **{column: getattr(issue, column) for column in NOTHING_LEFT},
        "status": issue.status,
        "visibility": issue.visibility,
        "reported_at": issue.reported_at,
        "photos": [f"photos/{photo.pk}.jpg" for photo in issue.photos.all()],
        "ratings": [_rating(change.rating) for change in issue.changes.all()],
        "earlier": earlier,
    }


def _rating(rating: Rating) -> dict[str, Any]:
    return {"score": rating.score, "text": rating.text, "rated_at": rating.rated_at}


def _earlier(reports: list[Issue]) -> dict[UUID, list[dict[str, Any]]]:
    """Return, by report, what the reporter's words were before each change."""
    events = history.events().filter(pgh_obj__in=reports)
    words = events.order_by("pgh_id").values("pgh_obj_id", "pgh_created_at", *NOTHING_LEFT)
    earlier = defaultdict(list)
    for event in words:
        earlier[event.pop("pgh_obj_id")].append(event)
    return earlier


def _subscription(subscription: Subscription) -> dict[str, Any]:
    return {
        "email": subscription.email,
        "issue": subscription.issue.number if subscription.issue else None,
        "neighbourhood": subscription.neighbourhood_code,
        "category": subscription.category.slug if subscription.category else None,
        "area": subscription.area.wkt if subscription.area else None,
        "pace": subscription.pace,
        "language": subscription.language,
        "asked_at": subscription.created_at,
        "confirmed_at": subscription.confirmed_at,
        "asked_pace": subscription.asked_pace,
        "asked_language": subscription.asked_language,
        "confirmation_sent_at": subscription.asked_at,
        "unanswered_confirmations": subscription.asks,
    }


def _supported(phone: UUID | None) -> list[dict[str, Any]]:
    supports = Support.objects.filter(supporter=phone) if phone else Support.objects.none()
    said = supports.order_by("created_at").values_list("issue__number", "created_at")
    return [{"issue": number, "at": at} for number, at in said]
