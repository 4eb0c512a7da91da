"""Following by e-mail: asked for, confirmed, told, and ended by one click. No request in here."""

from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.contrib.gis.geos import Polygon
from django.core.mail import EmailMessage
from django.db import transaction
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone, translation

from issues.areas import area_in_words, write_area
from issues.latest import followed_since, updates_of
from issues.models import Category, Issue, Subscription
from neighbourhoods.models import Neighbourhood


@dataclass(frozen=True)
class Wish:
    """What somebody wants to hear of; all that is given must hold. `area` in EPSG:4326."""

    issue: Issue | None = None
    neighbourhood: Neighbourhood | None = None
    category: Category | None = None
    area: Polygon | None = None

    @property
    def area_in_words(self) -> str:
        """Where the area lies and how large it is."""
        return area_in_words(self.area) if self.area else ""

    @property
    def area_in_address(self) -> str:
        """The area as the parameter `area` of the list and the feed."""
        return write_area(self.area) if self.area else ""


@transaction.atomic
def subscribe(*, email: str, wish: Wish, pace: str, language: str) -> Subscription:
    """Keep a wish until its owner confirms it; the same wish again is the same row.

    Whoever asks learns nothing of what is kept already: the e-mail that asks for the confirmation,
    which the caller queues, goes out in either case.
    """
    facts = {
        "email": email,
        "issue": wish.issue,
        "neighbourhood_code": wish.neighbourhood.code if wish.neighbourhood else "",
        "category": wish.category,
    }
    same = Subscription.objects.filter(**facts).on_area(wish.area)
    return same.first() or Subscription.objects.create(
        **facts, area=wish.area, language=language, pace=pace
    )


@transaction.atomic
def confirm(*, subscription: Subscription) -> None:
    """Begin to write to somebody who pressed the button."""
    now = timezone.now()
    Subscription.objects.filter(pk=subscription.pk, confirmed_at=None).update(
        confirmed_at=now, told_until=now
    )


@transaction.atomic
def stop(*, subscription: Subscription) -> None:
    """Forget a wish and its address."""
    subscription.delete()


def ask_for_confirmation(subscription: Subscription) -> None:
    """Write to an address that somebody gave: is it yours?"""
    _send(subscription, "issues/mail/confirm.txt", {})


def tell(subscription: Subscription, number: int) -> None:
    """Write of one issue, unless it is not public any more."""
    for update in updates_of([number]):
        _send(subscription, "issues/mail/update.txt", {"update": update})


def tell_of_the_day(subscription: Subscription) -> bool:
    """Write what happened since the last daily e-mail, if anything did. Returns whether."""
    digest = followed_since(subscription, subscription.told_until or timezone.now())
    if digest.updates:
        _send(subscription, "issues/mail/digest.txt", {"digest": digest, "updates": digest.updates})
    Subscription.objects.filter(pk=subscription.pk).update(told_until=digest.until)
    return bool(digest.updates)


def described(subscription: Subscription) -> dict[str, Any]:
    """Return what is followed, for a page and for e-mails."""
    code = subscription.neighbourhood_code
    return {
        "subscription": subscription,
        "wish": Wish(
            issue=subscription.issue,
            neighbourhood=Neighbourhood.objects.current().filter(code=code).first(),
            category=subscription.category,
            area=subscription.area,
        ),
        "manage_url": _absolute(reverse("issues:subscription", args=[subscription.key])),
        "stop_url": _absolute(reverse("issues:unsubscribe", args=[subscription.key])),
    }


def _send(subscription: Subscription, template: str, more: dict[str, Any]) -> None:
    with translation.override(subscription.language):
        context = {
            **described(subscription),
            **more,
            "site": _absolute("/").rstrip("/"),
            "district_name": settings.DISTRICT_NAME,
        }
        subject, _newline, body = render_to_string(template, context).strip().partition("\n")
    EmailMessage(
        subject,
        body.strip() + "\n",
        to=[subscription.email],
        headers={
            "Auto-Submitted": "auto-generated",
            "List-Unsubscribe": f"<{context['stop_url']}>",
            "List-Unsubscribe-Post": "List-Unsubscribe=One-Click",
        },
    ).send()


def _absolute(path: str) -> str:
    return f"{settings.SITE_URL}{path}"
