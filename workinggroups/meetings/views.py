"""Pages of meetings: when and where, the agenda, and the calendars. They work without JavaScript."""

from typing import Any
from uuid import UUID

from django.conf import settings
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from workinggroups.errors import RefusedError
from workinggroups.meetings import actions
from workinggroups.meetings.calendar import calendar
from workinggroups.meetings.forms import ItemForm, MeetingForm, SubjectForm
from workinggroups.meetings.shown import ShownItem, agenda
from workinggroups.models import AgendaItem, Meeting, Minutes, Stage, Subject, WorkingGroup
from workinggroups.rights import Right
from workinggroups.views import identity_of, member_of, of_meeting, rights_of, with_right

PER_PAGE = 20
FORM = require_http_methods(["GET", "HEAD", "POST"])


@require_safe
def meetings(request: HttpRequest) -> HttpResponse:
    """What is ahead, and what was, of all groups."""
    with_group = Meeting.objects.select_related("group")
    held = Paginator(with_group.held(), PER_PAGE).get_page(request.GET.get("page"))
    context = {"ahead": with_group.ahead(), "page": held}
    return render(request, "workinggroups/meetings/list.html", context)


@require_safe
def all_calendar(request: HttpRequest) -> HttpResponse:
    """The meetings of all groups, for calendars."""
    return _calendar(settings.DISTRICT_NAME, Meeting.objects.all())


@require_safe
def group_calendar(request: HttpRequest, slug: str) -> HttpResponse:
    """The meetings of a group, for calendars."""
    group = get_object_or_404(WorkingGroup, slug=slug)
    return _calendar(group.name, Meeting.objects.filter(group=group))


def _calendar(name: str, found: Any) -> HttpResponse:
    text = calendar(name, found.select_related("group").order_by("starts_at", "pk"))
    return HttpResponse(text, content_type="text/calendar; charset=utf-8")


@require_safe
def meeting(request: HttpRequest, id: UUID) -> HttpResponse:
    """A meeting, with its agenda once that is public; its group's people see it before."""
    found = get_object_or_404(Meeting.objects.select_related("group"), pk=id)
    return _page(request, found)


@with_right(Right.PREPARE)
@FORM
def call(request: HttpRequest, group: WorkingGroup) -> HttpResponse:
    """Call a meeting."""
    sent = request.POST if request.method == "POST" else None
    form = MeetingForm(sent, label_suffix="")
    identity = identity_of(request)
    if form.is_valid():
        new = actions.call_meeting(id=identity, group=group, facts=form.facts())
        return redirect("meetings:meeting", id=new.pk)
    context = {"form": form, "group": group, "identity": identity}
    return _form_page(request, context)


@of_meeting(Right.PREPARE)
@FORM
def edit(request: HttpRequest, meeting: Meeting) -> HttpResponse:
    """Change when and where it is."""
    sent = request.POST if request.method == "POST" else None
    form = MeetingForm(sent, initial=MeetingForm.said_of(meeting), label_suffix="")
    if form.is_valid():
        try:
            actions.change_meeting(meeting=meeting, facts=form.facts())
            return redirect("meetings:meeting", id=meeting.pk)
        except RefusedError as refused:
            form.add_error(None, str(refused))
    return _form_page(request, {"form": form, "group": meeting.group, "meeting": meeting})


@of_meeting(Right.PREPARE)
@require_POST
def add_item(request: HttpRequest, meeting: Meeting) -> HttpResponse:
    """Put something on the agenda."""
    form = ItemForm(request.POST, label_suffix="")
    if form.is_valid():
        try:
            actions.add_item(meeting=meeting, **form.cleaned_data)
            return redirect("meetings:meeting", id=meeting.pk)
        except RefusedError as refused:
            form.add_error(None, str(refused))
    return _page(request, meeting, item_form=form, status=422)


@of_meeting(Right.PREPARE)
@require_POST
def add_subject(request: HttpRequest, meeting: Meeting, item: int) -> HttpResponse:
    """Put a map, a report or the like under an item."""
    found = get_object_or_404(meeting.items, pk=item)
    form = SubjectForm(request.POST, label_suffix="", auto_id=f"id_%s_{found.pk}")
    if form.is_valid():
        at = form.cleaned_data["address"]
        title = form.cleaned_data["title"] or at.title
        facts = {"kind": at.kind, "key": at.key, "title": title, "state": at.state}
        try:
            actions.add_subject(item=found, **facts)
            return redirect("meetings:meeting", id=meeting.pk)
        except RefusedError as refused:
            form.add_error(None, str(refused))
    return _page(request, meeting, subject_forms={found.pk: form}, status=422)


@of_meeting(Right.PREPARE)
@require_POST
def act(request: HttpRequest, meeting: Meeting, action: str, key: int) -> HttpResponse:
    """Move or remove an item, or remove what is under one."""
    steps = {
        "up": lambda: actions.move_item(item=_item(meeting, key), up=True),
        "down": lambda: actions.move_item(item=_item(meeting, key), up=False),
        "remove": lambda: actions.remove_item(item=_item(meeting, key)),
        "take-off": lambda: actions.remove_subject(subject=_subject(meeting, key)),
    }
    return _step(request, meeting, steps.get(action))


@of_meeting(Right.LEAD)
@require_POST
def open_or_close(request: HttpRequest, meeting: Meeting, action: str) -> HttpResponse:
    """Open or close the meeting."""
    steps = {
        "open": lambda: actions.open_meeting(meeting=meeting),
        "close": lambda: actions.close_meeting(meeting=meeting),
    }
    return _step(request, meeting, steps.get(action))


@of_meeting(Right.PREPARE)
@require_POST
def cancel(request: HttpRequest, meeting: Meeting) -> HttpResponse:
    """Call the meeting off."""
    return _step(request, meeting, lambda: actions.cancel_meeting(meeting=meeting))


def _step(request: HttpRequest, meeting: Meeting, step: Any) -> HttpResponse:
    if step is None:
        raise Http404
    try:
        step()
    except RefusedError as refused:
        return _page(request, Meeting.objects.get(pk=meeting.pk), refused=refused, status=409)
    return redirect("meetings:meeting", id=meeting.pk)


def _item(meeting: Meeting, pk: int) -> AgendaItem:
    return get_object_or_404(meeting.items.select_related("meeting"), pk=pk)


def _subject(meeting: Meeting, pk: int) -> Subject:
    mine = Subject.objects.filter(item__meeting=meeting)
    return get_object_or_404(mine.select_related("item__meeting"), pk=pk)


def _page(
    request: HttpRequest,
    meeting: Meeting,
    *,
    item_form: ItemForm | None = None,
    subject_forms: dict[int, SubjectForm] | None = None,
    refused: RefusedError | None = None,
    status: int = 200,
) -> HttpResponse:
    member = member_of(meeting.group, request)
    rights = rights_of(member)
    sees_agenda = meeting.has_public_agenda or (member is not None and member.is_in)
    context = {
        "meeting": meeting,
        "group": meeting.group,
        "may": rights,
        "prepares": rights["prepare"] and meeting.stage in {Stage.PLANNED, Stage.OPEN},
        "sees_agenda": sees_agenda,
        "items": _with_forms(meeting, subject_forms or {}) if sees_agenda else [],
        "item_form": item_form or ItemForm(label_suffix=""),
        "refused": refused,
        "is_published": meeting.closed_at is not None and _is_published(meeting),
    }
    return render(request, "workinggroups/meetings/meeting.html", context, status=status)


def _with_forms(
    meeting: Meeting, sent: dict[int, SubjectForm]
) -> list[tuple[ShownItem, SubjectForm]]:
    """Return each item of the agenda with the form that puts something under it."""
    return [(item, sent.get(item.pk, _subject_form(item.pk))) for item in agenda(meeting)]


def _subject_form(item: int) -> SubjectForm:
    return SubjectForm(label_suffix="", auto_id=f"id_%s_{item}")


def _is_published(meeting: Meeting) -> bool:
    return Minutes.objects.filter(meeting=meeting, published_at__isnull=False).exists()


def _form_page(request: HttpRequest, context: dict[str, Any]) -> HttpResponse:
    status = 422 if context["form"].errors else 200
    return render(request, "workinggroups/meetings/edit.html", context, status=status)
