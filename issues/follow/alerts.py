"""Following by e-mail: asked for, confirmed, told, and ended by one click. No request in here."""

from datetime import timedelta
from typing import Any

from django.conf import settings
from django.core.mail import EmailMessage
from django.db import connection, transaction
from django.db.models import Case, F, Value, When
from django.db.models.functions import Coalesce
from django.template.loader import render_to_string
from django.utils import timezone, translation

from issues.follow.described import absolute, described
from issues.follow.wishes import Wish
from issues.latest import followed_since, updates_of
from issues.models import Pace, Subscription

A_WISH_AGAIN_AFTER = timedelta(hours=1)
"""How long an address is not asked again for the same."""

A_DAY, ASKS_A_DAY = timedelta(days=1), 3
"""How often an address is asked for all that it has not confirmed: others may have typed it."""


@transaction.atomic
def subscribe(*, email: str, wish: Wish, pace: str, language: str) -> Subscription:
    """Keep a wish until its owner confirms it; the same wish again is the same row.

    A pace and a language that are asked for anew are kept beside those in force until the button is
    pressed. Whoever asks learns nothing of what is kept already.
    """
    facts = {
        "email": email.lower(),
        "issue": wish.issue,
        "neighbourhood_code": wish.neighbourhood.code if wish.neighbourhood else "",
        "category": wish.category,
    }
    asked = {"asked_pace": pace, "asked_language": language}
    new = Subscription(**facts, area=wish.area, pace=pace, language=language, **asked)
    Subscription.objects.bulk_create([new], ignore_conflicts=True)
    same = Subscription.objects.filter(**facts).on_area(wish.area)
    same.update(**asked)
    return same.get()


@transaction.atomic
def may_ask(*, subscription: Subscription) -> bool:
    """Tell whether to ask an address now, and count that it is asked.

    It is not where there is nothing to confirm, where it was asked for the same within an hour, or
    for anything three times in a day without an answer.
    """
    _one_at_a_time(subscription.email)
    row = Subscription.objects.get(pk=subscription.pk)
    now = timezone.now()
    asked_lately = row.asked_at is not None and row.asked_at > now - A_WISH_AGAIN_AFTER
    if asked_lately or not row.waits_for_its_owner:
        return False
    of_today = Subscription.objects.filter(email=row.email, asked_at__gt=now - A_DAY)
    if sum(of_today.values_list("asks", flat=True)) >= ASKS_A_DAY:
        return False
    before = of_today.filter(pk=row.pk).exists()
    row.asks, row.asked_at = (row.asks if before else 0) + 1, now
    row.save(update_fields=["asks", "asked_at"])
    return True


def _one_at_a_time(email: str) -> None:
    """Let others who ask for this address wait until the transaction ends."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(hashtext(%s))", [f"subscription {email}"])


@transaction.atomic
def confirm(*, subscription: Subscription) -> None:
    """Begin to write to somebody who pressed the button, or go on as was asked last."""
    now = timezone.now()
    digests_go_on = When(confirmed_at__isnull=False, pace=Pace.DAILY, then="told_until")
    Subscription.objects.filter(pk=subscription.pk).update(
        pace=F("asked_pace"),
        language=F("asked_language"),
        asks=0,
        confirmed_at=Coalesce("confirmed_at", Value(now)),
        told_until=Case(digests_go_on, default=Value(now)),
    )


@transaction.atomic
def stop(*, subscription: Subscription) -> None:
    """Forget a wish and its address."""
    subscription.delete()


def write_confirmation(subscription: Subscription) -> None:
    """Write to an address that somebody gave: is it yours?"""
    _send(subscription, "issues/mail/confirm.txt", {}, subscription.asked_language)


def write_update(subscription: Subscription, number: int) -> None:
    """Write of one issue, unless it is not public any more."""
    for update in updates_of([number]):
        _send(subscription, "issues/mail/update.txt", {"update": update})


def write_digest(subscription: Subscription) -> bool:
    """Write what happened since the last daily e-mail, if anything did. Returns whether."""
    digest = followed_since(subscription, subscription.told_until or timezone.now())
    if digest.updates:
        _send(subscription, "issues/mail/digest.txt", {"digest": digest, "updates": digest.updates})
    Subscription.objects.filter(pk=subscription.pk).update(told_until=digest.until)
    return bool(digest.updates)


def _send(
    subscription: Subscription, template: str, more: dict[str, Any], language: str = ""
) -> None:
    with translation.override(language or subscription.language):
        context = {
            **described(subscription),
            **more,
            "site": absolute("/").rstrip("/"),
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
