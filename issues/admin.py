"""Issues in the admin: every step goes through the actions' rules or the database's."""

from typing import Any, cast

from django import forms
from django.contrib import admin
from django.contrib.gis.geos import Point
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from uuid_utils.compat import uuid7

from accounts.models import User
from gisdata.crs import WGS84
from issues import actions, moderation
from issues.models import Category, HateTerm, Issue, Precision, Source, StatusChange


class IssueForm(forms.ModelForm[Issue]):
    """An issue with its place as two numbers, so that no outside map is loaded."""

    longitude = forms.FloatField(label=_("longitude"), min_value=-180, max_value=180)
    latitude = forms.FloatField(label=_("latitude"), min_value=-90, max_value=90)

    class Meta:
        model = Issue
        fields = ["category", "description", "spot", "precision"]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not self.instance._state.adding:
            place = self.instance.location
            self.initial.update(longitude=place.x, latitude=place.y)

    def clean(self) -> dict[str, Any]:
        """Make the point, where the service takes one."""
        data = super().clean() or self.cleaned_data
        if {"longitude", "latitude"} <= data.keys():
            data["location"] = Point(data["longitude"], data["latitude"], srid=WGS84)
            try:
                actions.refuse_outside(data["location"])
            except actions.OutsideError as error:
                raise forms.ValidationError(str(error)) from error
        return data


class StatusChangeInline(admin.TabularInline[StatusChange, Issue]):
    """The issue's steps, to read."""

    model = StatusChange
    extra = 0
    can_delete = False
    readonly_fields = ["from_status", "to_status", "note", "changed_at", "changed_by"]

    def has_add_permission(self, request: HttpRequest, obj: Issue | None = None) -> bool:
        """Steps are made by the action, never typed in."""
        return False


@admin.register(Issue)
class IssueAdmin(admin.ModelAdmin[Issue]):
    """Issues: add, correct, take down, publish."""

    form = IssueForm
    list_display = ["number", "category", "neighbourhood", "status", "visibility", "reported_at"]
    list_filter = ["status", "visibility", "category"]
    list_select_related = ["category", "neighbourhood"]
    search_fields = ["=number", "description"]
    readonly_fields = ["number", "neighbourhood", "status", "visibility", "reported_at"]
    date_hierarchy = "reported_at"
    inlines = [StatusChangeInline]
    actions = ["take_down", "publish"]

    def get_fields(self, request: HttpRequest, obj: Issue | None = None) -> Any:
        """Ask only for what a person knows; the database gives a new issue the rest."""
        return super().get_fields(request, obj) if obj else list(self.form.base_fields)

    def get_inlines(self, request: HttpRequest, obj: Issue | None) -> Any:
        """A new issue has no steps yet."""
        return self.inlines if obj else []

    def save_model(self, request: HttpRequest, obj: Issue, form: Any, change: bool) -> None:
        """Report a new issue, move a known one, by the same actions as everybody."""
        location = form.cleaned_data["location"]
        if change:
            super().save_model(request, obj, form, change)
            actions.move_issue(issue=obj, location=location, precision=Precision(obj.precision))
            return
        report = actions.Report(
            id=uuid7(),
            location=location,
            category=obj.category,
            description=obj.description,
            precision=Precision(obj.precision),
            spot=obj.spot,
        )
        stored, _created = actions.report_issue(report=report, source=Source.ADMIN)
        obj.pk, obj.number = stored.pk, stored.number

    @admin.action(description=_("Take down"))
    def take_down(self, request: HttpRequest, queryset: QuerySet[Issue]) -> None:
        """Take the chosen issues down, everywhere at once."""
        for issue in queryset:
            moderation.take_down(issue=issue, by=cast("User", request.user))

    @admin.action(description=_("Publish"))
    def publish(self, request: HttpRequest, queryset: QuerySet[Issue]) -> None:
        """Publish the chosen issues."""
        for issue in queryset:
            moderation.publish(issue=issue, by=cast("User", request.user))


@admin.register(Category)
class CategoryAdmin(admin.ModelAdmin[Category]):
    """The categories."""

    list_display = ["slug", "name_tr", "name_en", "parent", "target_days", "is_active"]
    list_filter = ["is_active"]


@admin.register(HateTerm)
class HateTermAdmin(admin.ModelAdmin[HateTerm]):
    """The words that reports are held for: switched off rather than deleted, which `prepare` undoes."""

    list_display = ["text", "language", "inflects", "is_active", "note"]
    list_editable = ["inflects", "is_active"]
    list_filter = ["language", "is_active"]
    search_fields = ["text"]
