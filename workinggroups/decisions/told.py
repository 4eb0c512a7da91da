"""What other systems are told of decisions."""

from typing import Any

from django.conf import settings
from django.urls import reverse

from accounts.models import Webhook
from accounts.webhooks.told import tells
from workinggroups.models import Decision, Outcome


@tells(Webhook.Event.DECISION_PUBLISHED)
def told_of_decision(key: str) -> dict[str, Any] | None:
    """Return a decision by its id; None while it is voted on."""
    decision = Decision.objects.select_related("group").filter(pk=key).first()
    if decision is None or decision.outcome == Outcome.VOTING or decision.decided_at is None:
        return None
    return {
        "id": str(decision.pk),
        "url": settings.SITE_URL + reverse("decisions:decision", args=[decision.pk]),
        "group": decision.group.slug,
        "text": decision.text,
        "way": decision.way,
        "outcome": decision.outcome,
        "issues": decision.issues,
        "places": decision.places,
        "neighbourhood_codes": decision.mahalle,
        "decided_at": decision.decided_at.isoformat(),
    }
