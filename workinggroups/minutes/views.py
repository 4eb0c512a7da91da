"""Pages of minutes: written and published by the secretary, read by everybody, as PDF and HTML too."""

from typing import Any
from uuid import UUID

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from gisdata.folding import tr_slug
from planning.report.views import answer_as, refuse_others
from workinggroups.errors import RefusedError
from workinggroups.minutes.actions import correct, write_minutes
from workinggroups.minutes.content import content
from workinggroups.minutes.forms import CorrectionForm, MinutesForm
from workinggroups.models import Meeting, Minutes
from workinggroups.rights import Right
from workinggroups.views import member_of, of_meeting, rights_of


@require_safe
def minutes(request: HttpRequest, id: UUID) -> HttpResponse:
    """The minutes of a meeting, once they are published."""
    return _page(request, _published(id))


@require_safe
def minutes_file(request: HttpRequest, id: UUID, suffix: str) -> HttpResponse:
    """The same as a file to keep."""
    refuse_others(suffix)
    found = _published(id)
    meeting = found.meeting
    context = _context(found) | {
        "title": _("Minutes: %(title)s") % {"title": meeting.title},
        "address": settings.SITE_URL + reverse("meetings:minutes", args=[meeting.pk]),
    }
    name = tr_slug(meeting.title) or "tutanak"
    return answer_as(request, "workinggroups/minutes/paper.html", context, name, suffix)


@of_meeting(Right.PUBLISH)
@require_http_methods(["GET", "HEAD", "POST"])
def write(request: HttpRequest, meeting: Meeting) -> HttpResponse:
    """Write the minutes; the button says whether they are kept for oneself or published."""
    kept = Minutes.objects.filter(meeting=meeting).first()
    said = {"present": kept.present, "text": kept.text} if kept else {}
    sent = request.POST if request.method == "POST" else None
    form = MinutesForm(sent, initial=said, label_suffix="")
    if form.is_valid():
        publish = "publish" in request.POST
        try:
            write_minutes(meeting=meeting, publish=publish, **form.cleaned_data)
            where = "meetings:minutes" if publish else "meetings:write-minutes"
            return redirect(where, id=meeting.pk)
        except RefusedError as refused:
            form.add_error(None, str(refused))
    context = {"form": form, "meeting": meeting, "items": content(meeting)}
    status = 422 if form.errors else 200
    return render(request, "workinggroups/minutes/write.html", context, status=status)


@of_meeting(Right.PUBLISH)
@require_POST
def correction(request: HttpRequest, meeting: Meeting) -> HttpResponse:
    """Correct published minutes."""
    found = _published(meeting.pk)
    form = CorrectionForm(request.POST, label_suffix="")
    if not form.is_valid():
        return _page(request, found, form)
    correct(minutes=found, text=form.cleaned_data["text"])
    return redirect("meetings:minutes", id=meeting.pk)


def _published(meeting: UUID) -> Minutes:
    related = Minutes.objects.select_related("meeting__group")
    found = get_object_or_404(related, meeting=meeting)
    if found.published_at is None:
        raise Http404
    return found


def _context(found: Minutes) -> dict[str, Any]:
    return {
        "minutes": found,
        "meeting": found.meeting,
        "items": content(found.meeting),
        "corrections": found.corrections.all(),
    }


def _page(request: HttpRequest, found: Minutes, form: CorrectionForm | None = None) -> HttpResponse:
    context = _context(found) | {
        "may": rights_of(member_of(found.meeting.group, request)),
        "form": form or CorrectionForm(label_suffix=""),
    }
    status = 422 if form else 200
    return render(request, "workinggroups/minutes/minutes.html", context, status=status)
