"""Sending events; the worker does it."""

import json
import time
import urllib.request
from datetime import timedelta
from typing import Any
from urllib.error import HTTPError

from django.conf import settings
from django.utils import timezone
from procrastinate import RetryStrategy
from procrastinate.contrib.django import app

from accounts.models import Delivery
from accounts.webhooks.signing import signature
from accounts.webhooks.told import told_of

MOST_ATTEMPTS = 8
WAITS = RetryStrategy(max_attempts=MOST_ATTEMPTS, exponential_wait=4)
"""4 s, 16 s, 64 s … nearly 5 hours before the last."""

PATIENCE = 10
KEPT = timedelta(days=90)
"""How long the log of a delivery is kept after its end."""


class NotTakenError(Exception):
    """The other side did not say 2xx; it is tried again."""


class NoRedirect(urllib.request.HTTPRedirectHandler):
    """An event goes to the address that was given, and to no other."""

    def redirect_request(self, *_args: Any, **_kwargs: Any) -> None:
        """Follow nowhere."""
        return


OPENER = urllib.request.build_opener(NoRedirect)


@app.task(retry=WAITS)
def deliver(delivery: str) -> None:
    """Send one event, at least once; the receiver tells doubles by its id."""
    found = Delivery.objects.select_related("webhook").filter(
        pk=delivery, state=Delivery.State.WAITING
    )
    for waiting in found:
        data = told_of(waiting.event, waiting.about)
        if data is None or not waiting.webhook.is_active:
            _ended(waiting, Delivery.State.DROPPED, "")
            continue
        waiting.attempts += 1
        said, is_taken = _sent(waiting, data)
        if is_taken:
            _ended(waiting, Delivery.State.SENT, said)
        elif waiting.attempts >= MOST_ATTEMPTS:
            _ended(waiting, Delivery.State.DEAD, said)
        else:
            waiting.said = said
            waiting.save(update_fields=["attempts", "said"])
            raise NotTakenError(said)


@app.periodic(cron="25 4 * * *")
@app.task(queueing_lock="forget-deliveries", pass_context=False)
def forget_deliveries(timestamp: int) -> None:
    """Every night: forget what ended long ago."""
    Delivery.objects.filter(ended_at__lt=timezone.now() - KEPT).delete()


def _ended(delivery: Delivery, state: Delivery.State, said: str) -> None:
    delivery.state, delivery.said, delivery.ended_at = state, said, timezone.now()
    delivery.save(update_fields=["state", "attempts", "said", "ended_at"])


def _sent(delivery: Delivery, data: dict[str, Any]) -> tuple[str, bool]:
    """Send it. Returns what the other side said, and whether it took it."""
    message = {
        "id": str(delivery.pk),
        "event": delivery.event,
        "made_at": delivery.made_at.isoformat(),
        "from": settings.SITE_URL,
        "data": data,
    }
    body, moment = json.dumps(message, ensure_ascii=False).encode(), int(time.time())
    headers = {
        "Content-Type": "application/json",
        "User-Agent": "ortak-harita",
        "X-Ortak-Harita-Delivery": str(delivery.pk),
        "X-Ortak-Harita-Timestamp": str(moment),
        "X-Ortak-Harita-Signature": signature(
            secret=delivery.webhook.secret, moment=moment, body=body
        ),
    }
    address = delivery.webhook.url  # the secretariat's own, of http or https alone
    request = urllib.request.Request(address, body, headers, method="POST")  # noqa: S310
    try:
        with OPENER.open(request, timeout=PATIENCE) as answer:
            return str(answer.status), True  # any other than 2xx is an HTTPError
    except HTTPError as error:
        return str(error.code), False
    except (OSError, ValueError) as error:
        return str(error)[:200], False
