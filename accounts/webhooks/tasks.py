"""Sending events; the worker does it."""

import json
import time
from datetime import timedelta
from http.client import HTTPException
from typing import Any
from urllib.parse import urlsplit, urlunsplit

from django.conf import settings
from django.utils import timezone
from procrastinate import RetryStrategy
from procrastinate.contrib.django import app

from accounts.models import Delivery
from accounts.webhooks.signing import signature
from accounts.webhooks.told import told_of
from gisdata.fetching import connected

MOST_ATTEMPTS = 8
WAITS = RetryStrategy(max_attempts=MOST_ATTEMPTS, exponential_wait=4)
"""4 s, 16 s, 64 s … nearly 5 hours before the last."""

PATIENCE, LONGEST = 10.0, 30.0
"""Seconds without a byte, and in all."""

KEPT = timedelta(days=90)
"""How long the log of a delivery is kept after its end."""


class NotTakenError(Exception):
    """The other side did not say 2xx; it is tried again."""


@app.task(retry=WAITS)
def deliver(delivery: str) -> None:
    """Send one event, at least once; the receiver tells doubles by its id."""
    found = Delivery.objects.select_related("webhook").filter(
        pk=delivery, state=Delivery.State.WAITING
    )
    for waiting in found:
        data = told_of(waiting.event, waiting.about)
        if data is None or not waiting.webhook.is_active:
            waiting.end(Delivery.State.DROPPED, "")
            continue
        waiting.attempts += 1
        said, is_taken = _sent(waiting, data)
        if is_taken:
            waiting.end(Delivery.State.SENT, said)
        elif waiting.attempts >= MOST_ATTEMPTS:
            waiting.end(Delivery.State.DEAD, said)
        else:
            waiting.said = said
            waiting.save(update_fields=["attempts", "said"])
            raise NotTakenError(said)


@app.periodic(cron="25 4 * * *")
@app.task(queueing_lock="forget-deliveries", pass_context=False)
def forget_deliveries(timestamp: int) -> None:
    """Every night: forget what ended long ago."""
    Delivery.objects.filter(ended_at__lt=timezone.now() - KEPT).delete()


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
    parts = urlsplit(delivery.webhook.url)
    path = urlunsplit(("", "", parts.path or "/", parts.query, ""))
    try:
        with connected(parts, seconds=LONGEST, patience=PATIENCE) as connection:
            connection.request("POST", path, body, headers)
            status = connection.getresponse().status
    except (OSError, HTTPException, ValueError) as error:
        return str(error)[:200], False
    return str(status), 200 <= status < 300  # a redirect is followed nowhere
