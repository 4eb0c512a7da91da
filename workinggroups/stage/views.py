"""Meeting mode: the facilitator's screen, the followers' phones, and what goes between them."""

import json
from typing import Any
from uuid import UUID

from django import forms
from django.contrib.gis.gdal import GDALException
from django.contrib.gis.geos import GEOSException, GEOSGeometry
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.api import TooOftenProblem, admit_request
from gisdata.crs import WGS84
from intake.fields import TextField
from neighbourhoods.models import Neighbourhood
from workinggroups.errors import RefusedError
from workinggroups.models import (
    AgendaItem,
    Meeting,
    MeetingNote,
    NoteColour,
    NoteState,
    Screen,
    Snapshot,
    Stage,
)
from workinggroups.rights import Right
from workinggroups.stage import actions
from workinggroups.stage.shown import drawing_of, items_of, notes_of, state_of
from workinggroups.views import of_meeting

MOST_CORNERS = 200
WORDS = {
    "oneMap": gettext_lazy("one map"),
    "noted": gettext_lazy("Noted."),
    "proposed": gettext_lazy("Thank you. The facilitator sees it and may show it to all."),
    "drawing": gettext_lazy("a drawing"),
    "show": gettext_lazy("Show"),
    "notNow": gettext_lazy("Not now"),
    "over": gettext_lazy("The meeting is over. Thank you for following."),
    "offline": gettext_lazy("No connection just now. Please try again."),
}
"""What the scripts of the screens say."""

JUDGED = {"show": NoteState.SHOWN, "decline": NoteState.DECLINED}


class CodeForm(forms.Form):
    """The code of a meeting."""

    code = forms.CharField(label=gettext_lazy("Code of the meeting"), max_length=12)

    def clean_code(self) -> str:
        """Return the code in capitals, without what people put between."""
        return str(self.cleaned_data["code"]).replace(" ", "").replace("-", "").upper()


class MoveForm(forms.Form):
    """What the facilitator shows."""

    item = forms.IntegerField()
    left = forms.IntegerField(required=False)
    right = forms.IntegerField(required=False)
    swipe = forms.FloatField(min_value=0, max_value=1)
    pointed = forms.IntegerField(required=False, min_value=0, max_value=10**6)
    zoom = forms.FloatField(required=False, min_value=0, max_value=24)
    longitude = forms.FloatField(required=False, min_value=-180, max_value=180)
    latitude = forms.FloatField(required=False, min_value=-90, max_value=90)


class NoteForm(forms.Form):
    """A note, as a screen or a phone sends it."""

    item = forms.IntegerField()
    text = TextField(max_length=300, required=False)
    colour = forms.ChoiceField(choices=NoteColour.choices)
    shape = forms.CharField(required=False, max_length=20_000)

    def clean_shape(self) -> GEOSGeometry | None:
        """Return a point, a line or an area in EPSG:4326, or None."""
        text = self.cleaned_data["shape"]
        if not text:
            return None
        try:
            shape = GEOSGeometry(json.dumps(json.loads(text), allow_nan=False), srid=WGS84)
            is_good = _is_drawing(shape)
        except (ValueError, RecursionError, GDALException, GEOSException) as error:
            raise forms.ValidationError(_("This shape cannot be read.")) from error
        if not is_good:
            raise forms.ValidationError(_("This shape cannot be read."))
        return shape


def _is_drawing(shape: GEOSGeometry) -> bool:
    """Tell whether it is one point, line or area of a hand's size, in the plane and on the earth."""
    is_kind = shape.geom_type in {"Point", "LineString", "Polygon"}
    if not is_kind or shape.empty or shape.hasz or shape.num_coords > MOST_CORNERS:
        return False
    west, south, east, north = shape.extent
    return shape.valid and -180 <= west <= east <= 180 and -90 <= south <= north <= 90


@of_meeting(Right.LEAD)
@require_safe
def screen(request: HttpRequest, meeting: Meeting) -> HttpResponse:
    """What the projector shows: the facilitator goes through the agenda, and all who follow see the same."""
    if meeting.stage != Stage.OPEN:
        raise Http404
    follow = request.build_absolute_uri(reverse("follow"))
    context = _stage(meeting) | {"follow": follow}
    return render(request, "workinggroups/stage/screen.html", context)


@never_cache
@require_safe
def follow(request: HttpRequest) -> HttpResponse:
    """Ask for the code of a meeting, and lead to what it shows."""
    form = CodeForm(request.GET or None, label_suffix="")
    if form.is_valid():
        code = form.cleaned_data["code"]
        if Meeting.objects.filter(stage=Stage.OPEN, code=code).exists():
            return redirect("following", code=code)
        form.add_error("code", _("No meeting with this code is open now."))
    status = 422 if form.errors else 200
    return render(request, "workinggroups/stage/code.html", {"form": form}, status=status)


@never_cache
@require_safe
def following(request: HttpRequest, code: str) -> HttpResponse:
    """What a follower sees on a phone: the same as the screen, and a way to propose a note."""
    meeting = _by_code(code)
    if meeting is None:
        return redirect("follow")
    return render(request, "workinggroups/stage/following.html", _stage(meeting))


@never_cache
@require_safe
def state(request: HttpRequest, code: str) -> HttpResponse:
    """What is shown now; 204 where it is the version that the follower has (`since`), 410 when it is over."""
    meeting = _by_code(code)
    if meeting is None:
        return JsonResponse({"over": True}, status=410)
    since = request.GET.get("since", "")
    found = state_of(meeting, int(since) if since.isascii() and since.isdecimal() else -1)
    return HttpResponse(status=204) if found is None else JsonResponse(found)


@of_meeting(Right.LEAD)
@require_POST
def move(request: HttpRequest, meeting: Meeting) -> HttpResponse:
    """Take what the facilitator shows now; answers with its version."""
    form = MoveForm(request.POST)
    if not form.is_valid():
        return JsonResponse(form.errors, status=400)
    told = form.cleaned_data
    item = get_object_or_404(meeting.items, pk=told.pop("item"))
    left, right = (_view(meeting, told.pop(name)) for name in ("left", "right"))
    try:
        shown = actions.Shown(item=item, left=left, right=right, **told)
        version = actions.show(meeting=meeting, shown=shown)
    except RefusedError as refused:
        return JsonResponse({"refused": str(refused)}, status=409)
    return JsonResponse({"version": version})


def _view(meeting: Meeting, pk: int | None) -> Snapshot | None:
    if pk is None:
        return None
    return get_object_or_404(Snapshot, pk=pk, subject__item__meeting=meeting)


@of_meeting(Right.LEAD)
@require_http_methods(["GET", "HEAD", "POST"])
def notes(request: HttpRequest, meeting: Meeting) -> HttpResponse:
    """Write a note that all see at once; or ask for those on the screen and the proposals that wait."""
    if request.method == "POST":
        return _note(request, meeting, is_proposal=False)
    if meeting.stage != Stage.OPEN:
        return JsonResponse({"over": True}, status=410)
    shown = Screen.objects.filter(meeting=meeting).values_list("item", flat=True).first()
    waiting = MeetingNote.objects.filter(item__meeting=meeting, state=NoteState.PROPOSED)
    return JsonResponse(
        {"notes": notes_of(shown) if shown else [], "waiting": list(waiting.values("id", "text"))}
    )


@require_POST
def propose(request: HttpRequest, code: str) -> HttpResponse:
    """Propose a note; it waits for the facilitator."""
    meeting = _by_code(code)
    if meeting is None:
        return JsonResponse({"over": True}, status=410)
    try:
        admit_request(request, "note")
    except TooOftenProblem as refusal:
        return JsonResponse({"refused": str(refusal.detail)}, status=429)
    return _note(request, meeting, is_proposal=True)


def _note(request: HttpRequest, meeting: Meeting, *, is_proposal: bool) -> HttpResponse:
    form = NoteForm(request.POST)
    if not form.is_valid():
        return JsonResponse({"refused": _first(form)}, status=422)
    said = form.cleaned_data
    item = get_object_or_404(AgendaItem, pk=said["item"], meeting=meeting)
    facts = {"shape": said["shape"], "text": said["text"], "colour": NoteColour(said["colour"])}
    try:
        new = actions.note(item=item, is_proposal=is_proposal, **facts)
    except RefusedError as refused:
        return JsonResponse({"refused": str(refused)}, status=409)
    return JsonResponse({"id": new.pk, "state": new.state}, status=201)


def _first(form: forms.Form) -> str:
    return next(str(errors[0]) for errors in form.errors.values())


@of_meeting(Right.LEAD)
@require_POST
def judge(request: HttpRequest, meeting: Meeting, note: int, action: str) -> HttpResponse:
    """Show a proposed note to all, or decline it."""
    if action not in JUDGED:
        raise Http404
    notes = MeetingNote.objects.select_related("item__meeting")
    found = get_object_or_404(notes, pk=note, item__meeting=meeting)
    try:
        actions.judge_note(note=found, to=JUDGED[action])
    except RefusedError as refused:
        return JsonResponse({"refused": str(refused)}, status=409)
    if "back" in request.POST:
        return redirect("meetings:meeting", id=meeting.pk)
    return JsonResponse({"state": JUDGED[action]})


@require_safe
def features(request: HttpRequest, id: UUID, snapshot: int) -> HttpResponse:
    """A frozen view to be drawn: GeoJSON with colours and labels, and its legend."""
    found = get_object_or_404(Snapshot, pk=snapshot, subject__item__meeting=id)
    return JsonResponse(drawing_of(found), json_dumps_params={"ensure_ascii": False})


def _by_code(code: str) -> Meeting | None:
    return Meeting.objects.filter(stage=Stage.OPEN, code=code.upper()).first()


def _stage(meeting: Meeting) -> dict[str, Any]:
    return {
        "meeting": meeting,
        "items": items_of(meeting),
        "outlines": reverse("maps:geojson", args=["neighbourhoods"]),
        "bounds": Neighbourhood.objects.current().bounds(),
        "colours": NoteColour.choices,
        "words": {name: str(text) for name, text in WORDS.items()},
    }
