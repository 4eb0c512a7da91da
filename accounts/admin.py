"""Accounts in the admin."""

from importlib import import_module
from typing import Any, TypeVar
from uuid import uuid4

from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from django import forms
from django.contrib import admin, messages
from django.db import transaction
from django.db.models import Model, QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from procrastinate.contrib.django.admin import ProcrastinateJobAdmin
from procrastinate.contrib.django.models import ProcrastinateJob

from accounts.actions import end_sessions, forget_other_addresses, forget_second_factor
from accounts.keys import new_key
from accounts.models import ClientKey, ErasureLog, User

Row = TypeVar("Row", bound=Model)


class ToReadAdmin(admin.ModelAdmin[Row]):
    """Rows that the service writes; nobody adds or changes one by hand."""

    def has_add_permission(self, request: HttpRequest) -> bool:
        """Nobody writes one."""
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Nobody changes one."""
        return False


admin.site.unregister(ProcrastinateJob)  # registered anew below
# Their pages would show the secrets of authenticator apps, and let addresses be called proved.
for app in ("allauth.account", "allauth.mfa"):
    import_module(f"{app}.admin")  # registers what is taken out
admin.site.unregister([EmailAddress, Authenticator])
import_module("accounts.webhooks.admin")  # registers its own


RIGHTS = ["is_staff", "is_superuser", "groups", "user_permissions"]


@admin.register(User)
class PersonAdmin(admin.ModelAdmin[User]):
    """People: their address, and what they may do. Nobody has a password."""

    list_display = ["email", "first_name", "last_name", "is_staff", "is_active", "last_login"]
    list_filter = ["is_staff", "is_superuser", "is_active", "groups"]
    search_fields = ["email", "first_name", "last_name"]
    ordering = ["email"]
    filter_horizontal = ["groups", "user_permissions"]
    readonly_fields = ["last_login", "date_joined"]
    fieldsets = [
        (None, {"fields": ["email", "first_name", "last_name"]}),
        (
            _("Rights"),
            {"fields": ["is_active", *RIGHTS]},
        ),
        (_("Dates"), {"fields": ["last_login", "date_joined"]}),
    ]
    actions = ["end_log_ins", "reset_second_factor"]

    def save_model(self, request: HttpRequest, obj: User, form: Any, change: bool) -> None:
        """Keep one way in: by the address that stands here."""
        obj.email = User.objects.normalize_email(obj.email)
        obj.username = obj.username or uuid4().hex
        super().save_model(request, obj, form, change)
        forget_other_addresses(user=obj)
        if {"email", "is_active"} & set(form.changed_data):
            end_sessions(user=obj)

    def get_readonly_fields(self, request: HttpRequest, obj: User | None = None) -> list[str]:
        """Let administrators alone give rights, and change how one of the staff comes in."""
        own = [*self.readonly_fields]
        if request.user.is_superuser:
            return own
        is_of_the_staff = obj is not None and obj.is_staff
        return [*own, *RIGHTS, *(["email", "is_active"] if is_of_the_staff else [])]

    @admin.action(description=_("End all their log-ins"), permissions=["change"])
    @transaction.atomic
    def end_log_ins(self, request: HttpRequest, queryset: QuerySet[User]) -> None:
        """End all sessions of those whose phone or computer is in other hands; the log tells who did it."""
        for user in queryset:
            end_sessions(user=user)
            self.log_change(request, user, _("All log-ins ended."))

    @admin.action(description=_("Let them set up the second factor anew"), permissions=["change"])
    @transaction.atomic
    def reset_second_factor(self, request: HttpRequest, queryset: QuerySet[User]) -> None:
        """Forget app and recovery codes of those who lost them; the log tells who did it."""
        for user in queryset if request.user.is_superuser else queryset.filter(is_staff=False):
            forget_second_factor(user=user)
            self.log_change(request, user, _("Second factor taken away, to be set up anew."))


@admin.register(ErasureLog)
class ErasureLogAdmin(ToReadAdmin[ErasureLog]):
    """What was erased, to read."""

    list_display = ["erased_at", "kind", "rule", "count"]
    list_filter = ["kind", "rule"]

    def has_delete_permission(self, request: HttpRequest, obj: ErasureLog | None = None) -> bool:
        """Nobody deletes it."""
        return False


class ClientKeyForm(forms.ModelForm[ClientKey]):
    """A key, with boxes for what it may do."""

    scopes = forms.MultipleChoiceField(
        label=_("may"), choices=ClientKey.Scope.choices, widget=forms.CheckboxSelectMultiple
    )

    class Meta:
        model = ClientKey
        fields = ["name", "scopes", "hourly", "expires_on", "is_active"]


@admin.register(ClientKey)
class ClientKeyAdmin(admin.ModelAdmin[ClientKey]):
    """Keys of other systems; one is shown once, when it is made."""

    form = ClientKeyForm
    list_display = ["name", "scopes", "hourly", "expires_on", "is_active", "last_used_at"]
    readonly_fields = ["created_at", "last_used_at"]

    def save_model(self, request: HttpRequest, obj: ClientKey, form: Any, change: bool) -> None:
        """Make the key of a new client, and show it."""
        if not change:
            key, obj.digest = new_key()
            shown = _("The key, which is shown only now: %(key)s") % {"key": key}
            self.message_user(request, shown, messages.WARNING)
        super().save_model(request, obj, form, change)


@admin.register(ProcrastinateJob)
class JobAdmin(ProcrastinateJobAdmin):
    """The worker's jobs: procrastinate's own page lets whoever sees a job cancel it."""

    def get_actions(self, request: HttpRequest) -> dict[str, Any]:
        """Offer to retry and cancel jobs to those who may change them."""
        may = request.user.has_perm("procrastinate.change_procrastinatejob")
        return super().get_actions(request) if may else {}
