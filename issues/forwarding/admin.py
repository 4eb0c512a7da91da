"""Places that take reports, what is on its way to them, and what was given up."""

from typing import Any

from django import forms
from django.contrib import admin, messages
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from accounts.admin import ToReadAdmin
from issues.forwarding.actions import send_again, set_aside
from issues.forwarding.remote import NotNowError, RefusedThereError
from issues.forwarding.trial import troubles_of
from issues.models import Endpoint, Forward, ForwardMessage, Route
from neighbourhoods.models import Neighbourhood


class EndpointForm(forms.ModelForm[Endpoint]):
    """A place, with boxes for the mahalle whose reports it takes."""

    url = forms.URLField(
        label=_("address"),
        max_length=500,
        assume_scheme="https",
        help_text=Endpoint._meta.get_field("url").help_text,
    )
    codes = forms.MultipleChoiceField(
        label=_("mahalle"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=Endpoint._meta.get_field("codes").help_text,
    )

    key = forms.CharField(
        label=_("our key there"),
        required=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "off"}),
        help_text=_("Shown to nobody again. Leave it empty to keep the one that is there."),
    )

    def clean_key(self) -> str:
        """Keep the key that is there where none is given."""
        return self.cleaned_data["key"] or self.instance.key

    class Meta:
        model = Endpoint
        fields = ["name", "url", "key", "jurisdiction", "codes", "takes_updates", "is_active"]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        codes: Any = self.fields["codes"]
        codes.choices = Neighbourhood.objects.current().values_list("code", "name")


class RouteInline(admin.TabularInline[Route, Endpoint]):
    """The categories that are sent there, and what they are called there."""

    model = Route
    extra = 1


@admin.register(Endpoint)
class EndpointAdmin(admin.ModelAdmin[Endpoint]):
    """Places that take reports; one can be tried before anything is sent."""

    form = EndpointForm
    inlines = [RouteInline]
    list_display = ["name", "url", "takes_updates", "is_active"]

    def response_add(
        self, request: HttpRequest, obj: Endpoint, post_url_continue: str | None = None
    ) -> HttpResponse:
        """Try a new place, if that was asked for."""
        return self._tried(request, obj) or super().response_add(request, obj, post_url_continue)

    def response_change(self, request: HttpRequest, obj: Endpoint) -> HttpResponse:
        """Try a place, if that was asked for."""
        return self._tried(request, obj) or super().response_change(request, obj)

    def _tried(self, request: HttpRequest, endpoint: Endpoint) -> HttpResponse | None:
        if "_try" not in request.POST:
            return None
        try:
            troubles = troubles_of(endpoint)
        except (NotNowError, RefusedThereError) as error:
            troubles = [_("It does not say what it takes: %(said)s") % {"said": error}]
        for trouble in troubles:
            self.message_user(request, trouble, messages.WARNING)
        if not troubles:
            said = _(
                "It answers, and knows all these services. The key is tried by the first report."
            )
            self.message_user(request, said, messages.SUCCESS)
        return HttpResponseRedirect(reverse("admin:issues_endpoint_change", args=[endpoint.pk]))


@admin.register(Forward)
class ForwardAdmin(ToReadAdmin[Forward]):
    """Reports that were sent on; those that are not public here any more are still there."""

    list_display = ["made_at", "issue", "endpoint", "remote_id", "remote_status"]
    list_filter = ["endpoint", "remote_status", "issue__visibility"]
    search_fields = ["=issue__number", "=remote_id"]
    list_select_related = ["issue", "endpoint"]


@admin.register(ForwardMessage)
class ForwardMessageAdmin(ToReadAdmin[ForwardMessage]):
    """What is on its way, and what was given up: that can be sent again, or set aside for what comes after it."""

    list_display = ["made_at", "forward", "change", "state", "attempts", "said"]
    list_filter = ["state", "forward__endpoint"]
    list_select_related = ["forward__issue", "forward__endpoint", "change"]
    actions = ["again", "aside"]

    @admin.action(description=_("Send again"), permissions=["send"])
    def again(self, request: HttpRequest, queryset: QuerySet[ForwardMessage]) -> None:
        """Queue what was given up."""
        dead = list(queryset.filter(state=ForwardMessage.State.DEAD))
        for message in dead:
            send_again(message=message)
        self.message_user(request, _("%(n)d are sent again.") % {"n": len(dead)})

    @admin.action(description=_("Set aside, so that what comes after goes"), permissions=["send"])
    def aside(self, request: HttpRequest, queryset: QuerySet[ForwardMessage]) -> None:
        """Leave out what was given up."""
        dead = list(queryset.filter(state=ForwardMessage.State.DEAD))
        for message in dead:
            set_aside(message=message)
        self.message_user(request, _("%(n)d are set aside.") % {"n": len(dead)})

    def has_send_permission(self, request: HttpRequest) -> bool:
        """Whoever may change messages may send them again or set them aside, which is all that changes of them."""
        return request.user.has_perm("issues.change_forwardmessage")
