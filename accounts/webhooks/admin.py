"""Addresses that are told of events, and how that went."""

from typing import Any

from django import forms
from django.contrib import admin, messages
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from accounts.admin import ToReadAdmin
from accounts.models import Delivery, Webhook
from accounts.webhooks.actions import send_again
from accounts.webhooks.signing import new_secret


class WebhookForm(forms.ModelForm[Webhook]):
    """An address, with boxes for its events."""

    url = forms.URLField(label=_("address"), max_length=500, assume_scheme="https")
    events = forms.MultipleChoiceField(
        label=_("events"), choices=Webhook.Event.choices, widget=forms.CheckboxSelectMultiple
    )

    class Meta:
        model = Webhook
        fields = ["name", "url", "events", "is_active"]


@admin.register(Webhook)
class WebhookAdmin(admin.ModelAdmin[Webhook]):
    """Addresses; the secret is shown once, when one is made."""

    form = WebhookForm
    list_display = ["name", "url", "events", "is_active"]

    def save_model(self, request: HttpRequest, obj: Webhook, form: Any, change: bool) -> None:
        """Make the secret of a new address, and show it."""
        if not change:
            obj.secret = new_secret()
            shown = _("The secret, which is shown only now: %(secret)s") % {"secret": obj.secret}
            self.message_user(request, shown, messages.WARNING)
        super().save_model(request, obj, form, change)


@admin.register(Delivery)
class DeliveryAdmin(ToReadAdmin[Delivery]):
    """What was sent, what waits, and what was given up; that can be sent again."""

    list_display = ["made_at", "webhook", "event", "about", "state", "attempts", "said"]
    list_filter = ["state", "event", "webhook"]
    actions = ["again"]

    @admin.action(description=_("Send again"), permissions=["send"])
    def again(self, request: HttpRequest, queryset: QuerySet[Delivery]) -> None:
        """Queue what was given up."""
        dead = list(queryset.filter(state=Delivery.State.DEAD))
        for delivery in dead:
            send_again(delivery=delivery)
        self.message_user(request, _("%(n)d are sent again.") % {"n": len(dead)})

    def has_send_permission(self, request: HttpRequest) -> bool:
        """Whoever may change deliveries may send them again, which is all that changes of them."""
        return request.user.has_perm("accounts.change_delivery")
