"""Announcing events: keyword-only, in the transaction of what happened, no request."""

from uuid_utils.compat import uuid7

from accounts.models import Delivery, Webhook
from accounts.webhooks.tasks import deliver


def announce(*, event: Webhook.Event, about: object) -> None:
    """Queue an event for each address that wants it: with the transaction it is there, or was never."""
    for webhook in Webhook.objects.filter(is_active=True, events__contains=[event]):
        made = Delivery.objects.create(id=uuid7(), webhook=webhook, event=event, about=str(about))
        deliver.defer(delivery=str(made.pk))


def send_again(*, delivery: Delivery) -> None:
    """Queue a delivery that was given up once more; the receiver knows it by its id."""
    delivery.wait_again(Delivery.State.WAITING)
    deliver.defer(delivery=str(delivery.pk))
