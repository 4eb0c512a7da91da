"""Forms of meetings and their agendas."""

from datetime import date, datetime, time
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from intake.fields import TextField
from workinggroups.meetings.addresses import AddressError, found_at
from workinggroups.models import Meeting

MOST_YEARS = 10


class MeetingForm(forms.Form):
    """When and where a meeting is; it ends on the day on which it begins."""

    title = TextField(label=_("Title"), max_length=120)
    day = forms.DateField(
        label=_("Day"), widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    )
    begins = forms.TimeField(
        label=_("Begins"), widget=forms.TimeInput(attrs={"type": "time"}, format="%H:%M")
    )
    ends = forms.TimeField(
        label=_("Ends"), widget=forms.TimeInput(attrs={"type": "time"}, format="%H:%M")
    )
    place = TextField(
        label=_("Place"), max_length=200, required=False, help_text=_("Address, hall, step-free?")
    )
    link = forms.URLField(
        label=_("Link"),
        max_length=500,
        assume_scheme="https",
        required=False,
        help_text=_("For who takes part from afar."),
    )
    publish_days = forms.IntegerField(
        label=_("How many days before is the agenda public?"), min_value=0, max_value=60, initial=7
    )

    def clean(self) -> dict[str, Any]:
        """Refuse a meeting that ends before it begins, or that has neither place nor link."""
        given: dict[str, Any] = super().clean() or {}
        if self.errors:
            return given
        if abs(given["day"].year - timezone.localdate().year) > MOST_YEARS:
            self.add_error("day", _("A meeting is within ten years of today."))
        if given["ends"] <= given["begins"]:
            self.add_error("ends", _("A meeting ends after it begins, on the same day."))
        if not (given["place"] or given["link"]):
            self.add_error("place", _("Say where it is, or give a link."))
        return given

    def facts(self) -> dict[str, Any]:
        """Return what was said, as a meeting keeps it."""
        said = dict(self.cleaned_data)
        day, begins, ends = (said.pop(name) for name in ("day", "begins", "ends"))
        moments = {"starts_at": _moment(day, begins), "ends_at": _moment(day, ends)}
        return said | moments

    @staticmethod
    def said_of(meeting: Meeting) -> dict[str, Any]:
        """Return a meeting's facts, as the form says them."""
        starts, ends = timezone.localtime(meeting.starts_at), timezone.localtime(meeting.ends_at)
        same = {name: getattr(meeting, name) for name in ("title", "place", "link", "publish_days")}
        return {"day": starts.date(), "begins": starts.time(), "ends": ends.time(), **same}


def _moment(day: date, time: time) -> datetime:
    return timezone.make_aware(datetime.combine(day, time))


class ItemForm(forms.Form):
    """An item of an agenda."""

    title = TextField(label=_("What is it about?"), max_length=200)
    note = TextField(
        label=_("Note"), max_length=4000, required=False, widget=forms.Textarea(attrs={"rows": 3})
    )


class ViewForm(forms.Form):
    """A view of the map that a group keeps."""

    address = forms.CharField(
        label=_("Address"),
        max_length=2500,
        help_text=_("Copy it from the address bar: the map as you see it, or a kept view."),
    )
    title = TextField(label=_("Title"), max_length=120)

    def clean_address(self) -> Any:
        """Return the state of the map that stands at the address."""
        try:
            found = found_at(self.cleaned_data["address"])
        except AddressError as error:
            raise forms.ValidationError(str(error)) from error
        if found.state is None:
            raise forms.ValidationError(_("This is no map."))
        return found.state


class SubjectForm(forms.Form):
    """An address of a map, a report, a place, an indicator, a scenario, or a document elsewhere."""

    address = forms.CharField(
        label=_("Address"),
        max_length=2500,
        help_text=_(
            "Copy it from the address bar: the map as you see it, a kept view, a report, a place,"
            " an indicator, a scenario; or a document elsewhere."
        ),
    )
    title = TextField(
        label=_("Title"),
        max_length=120,
        required=False,
        help_text=_("If you leave it empty, it is called as its page."),
    )

    def clean_address(self) -> Any:
        """Return what stands at the address."""
        try:
            return found_at(self.cleaned_data["address"])
        except AddressError as error:
            raise forms.ValidationError(str(error)) from error
