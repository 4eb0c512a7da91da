"""Issues in the admin: every step goes through the actions' rules or the database's."""

from importlib import import_module
from typing import Any, cast
from uuid import UUID

from django import forms
from django.contrib import admin, messages
from django.contrib.gis.geos import Point
from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponseBase
from django.urls import path, reverse
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _
from uuid_utils.compat import uuid7

from accounts.models import User
from gisdata.crs import WGS84
from intake.photo_files import CleanPhoto, PhotoRefusedError, cleaned
from intake.views import as_picture
from issues import actions, moderation
from issues.models import (
    MOST_PHOTOS,
    Category,
    Issue,
    Photo,
    Precision,
    Source,
    StatusChange,
)
from issues.photos import add_photo
from issues.questions.admin import QuestionInline
from issues.views import photo_response

AT_ONCE = 20
"""Reports that one press takes down at most: a stolen log-in shall not empty the map."""

import_module("issues.forwarding.admin")  # registers its own


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
        """Make the point; one that is new must be where the service takes one."""
        data = super().clean() or self.cleaned_data
        if {"longitude", "latitude"} <= data.keys():
            data["location"] = Point(data["longitude"], data["latitude"], srid=WGS84)
        if "location" in data and {"longitude", "latitude"} & set(self.changed_data):
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


class PhotoForm(forms.ModelForm[Photo]):
    """A photo to add."""

    file = forms.FileField(
        label=_("photo"), help_text=_("JPEG, PNG or WebP, at most 15 MB"), allow_empty_file=True
    )

    class Meta:
        model = Photo
        fields: tuple[str, ...] = ()

    def clean_file(self) -> CleanPhoto:
        """Make the photo anew, as everybody's."""
        try:
            return cleaned(self.cleaned_data["file"])
        except PhotoRefusedError as error:
            raise forms.ValidationError(str(error)) from error


class PhotoFormSet(forms.BaseInlineFormSet[Photo, Issue, forms.ModelForm[Photo]]):
    """Photos that come and go by the actions."""

    by: User

    def save_new(self, form: forms.ModelForm[Photo], commit: bool = True) -> Photo:
        """Add a photo to the issue."""
        photo, _created = add_photo(
            issue=self.instance, id=uuid7(), photo=form.cleaned_data["file"], by=self.by
        )
        return photo

    def delete_existing(self, obj: Photo, commit: bool = True) -> None:
        """Remove a photo."""
        moderation.remove_photo(issue=self.instance, photo=obj, by=self.by)


class PhotoInline(admin.TabularInline[Photo, Issue]):
    """The issue's photos: look, add, remove."""

    model = Photo
    form = PhotoForm
    formset = PhotoFormSet
    extra = 1
    max_num = MOST_PHOTOS
    view_on_site = False  # for a held issue there is nothing to view
    readonly_fields = ["look"]
    fields = ["look", "file"]

    def get_formset(self, request: HttpRequest, obj: Issue | None = None, **kwargs: Any) -> Any:
        """Know who adds, and that five are enough."""
        formset: Any = super().get_formset(request, obj, validate_max=True, **kwargs)
        formset.by = request.user
        return formset

    def has_change_permission(self, request: HttpRequest, obj: Issue | None = None) -> bool:
        """A photo is removed and another added; none is changed."""
        return False

    @admin.display(description=_("new photo"))
    def file(self, photo: Photo) -> str:
        """The title of the form's field; beside a stored photo there is none."""
        return ""

    @admin.display(description=_("photo"))
    def look(self, photo: Photo) -> str:
        """A thumbnail that opens the photo."""
        if photo._state.adding:
            return ""
        return format_html(
            '<a href="{}"><img src="{}" alt="{}" height="120"></a>',
            reverse("admin:issues_photo_file", args=[photo.pk]),
            reverse("admin:issues_photo_file", args=[photo.pk], query={"small": 1}),
            _("photo"),
        )


@admin.register(Issue)
class IssueAdmin(admin.ModelAdmin[Issue]):
    """Issues: add, correct, take down; erasing is the desk's, for it reaches the history, too."""

    form = IssueForm
    list_display = ["number", "category", "neighbourhood", "status", "visibility", "reported_at"]
    list_filter = ["status", "visibility", "category"]
    list_select_related = ["category", "neighbourhood"]
    search_fields = ["number"]
    search_help_text = _("the number of a report")
    show_full_result_count = False
    readonly_fields = [
        "number",
        "neighbourhood",
        "status",
        "visibility",
        "reported_at",
        "answers",
    ]
    inlines = [PhotoInline, StatusChangeInline]
    actions = ["take_down"]

    def get_fields(self, request: HttpRequest, obj: Issue | None = None) -> Any:
        """Ask only for what a person knows; the database gives a new issue the rest."""
        return super().get_fields(request, obj) if obj else list(self.form.base_fields)

    def get_readonly_fields(self, request: HttpRequest, obj: Issue | None = None) -> Any:
        """Texts are mended on the desk: a page opened earlier here would bring back what was taken out."""
        return [*self.readonly_fields, *(["description", "spot"] if obj else [])]

    def get_inlines(self, request: HttpRequest, obj: Issue | None) -> Any:
        """A new issue has no steps yet."""
        return self.inlines if obj else []

    def get_search_results(
        self, request: HttpRequest, queryset: QuerySet[Issue], search_term: str
    ) -> tuple[QuerySet[Issue], bool]:
        """Find a number by its index; the texts of a million reports are read for no search."""
        wanted = search_term.strip().removeprefix("#")
        if not wanted:
            return queryset, False
        is_number = wanted.isdecimal() and len(wanted) < 19
        return (queryset.filter(number=int(wanted)) if is_number else queryset.none()), False

    def get_urls(self) -> list[Any]:
        """Add the photos of issues that are not public, for the staff alone."""
        look = as_picture(self.admin_site.admin_view(self.photo))
        return [path("photo/<uuid:id>.jpg", look, name="issues_photo_file"), *super().get_urls()]

    def photo(self, request: HttpRequest, id: UUID) -> HttpResponseBase:
        """A photo of any issue."""
        if not self.has_view_permission(request):
            raise PermissionDenied
        return photo_response(id, small="small" in request.GET)

    def save_model(self, request: HttpRequest, obj: Issue, form: Any, change: bool) -> None:
        """Report a new issue as everybody does, correct a known one as the desk does."""
        if change:
            self._correct(request, obj, form)
            return
        report = actions.Report(
            id=uuid7(),
            location=form.cleaned_data["location"],
            category=obj.category,
            description=obj.description,
            precision=Precision(obj.precision),
            spot=obj.spot,
        )
        stored, _created = actions.report_issue(report=report, source=Source.ADMIN)
        obj.pk, obj.number = stored.pk, stored.number

    def _correct(self, request: HttpRequest, issue: Issue, form: Any) -> None:
        """Keep what was changed on the page and nothing else, each a step of its history."""
        by, data = cast("User", request.user), form.cleaned_data
        try:
            if "category" in form.changed_data:
                moderation.change_category(issue=issue, category=data["category"], by=by)
        except actions.RefusedError as refused:
            self.message_user(request, str(refused), messages.WARNING)
        if {"longitude", "latitude", "precision"} & set(form.changed_data):
            precision = Precision(data["precision"])
            moderation.move(issue=issue, location=data["location"], precision=precision, by=by)

    def has_delete_permission(self, request: HttpRequest, obj: Issue | None = None) -> bool:
        """A deleted row would leave its words in the history, where nothing finds them any more."""
        return False

    def has_moderate_permission(self, request: HttpRequest) -> bool:
        """Decisions need the right that the desk asks for."""
        return request.user.has_perm("issues.moderate_issue")

    @admin.action(description=_("Take down"), permissions=["moderate"])
    def take_down(self, request: HttpRequest, queryset: QuerySet[Issue]) -> None:
        """Take the chosen issues down, everywhere at once; the desk publishes, where all is seen."""
        if queryset.count() > AT_ONCE:
            few = _("Nothing was taken down: please choose at most %(most)d at once.")
            self.message_user(request, few % {"most": AT_ONCE}, messages.ERROR)
            return
        for issue in queryset:
            try:
                moderation.take_down(issue=issue, by=cast("User", request.user))
            except actions.RefusedError as refused:
                self.message_user(request, str(refused), messages.WARNING)


@admin.register(Category)
class CategoryAdmin(admin.ModelAdmin[Category]):
    """The categories."""

    list_display = ["slug", "name_tr", "name_en", "parent", "target_days", "is_active"]
    list_filter = ["is_active"]
    search_fields = ["slug", "name_tr", "name_en"]
    inlines = [QuestionInline]

    def get_prepopulated_fields(self, request: HttpRequest, obj: Category | None = None) -> Any:
        """Propose the slug of a new one; a known one stands in addresses."""
        return {} if obj else {"slug": ["name_tr"]}

    def save_model(self, request: HttpRequest, obj: Category, form: Any, change: bool) -> None:
        """Give what is in a group the colour of the group."""
        super().save_model(request, obj, form, change)
        obj.children.update(colour=obj.colour)
