"""Pages of those who nominated a place or told how one is doing; their addresses are secret."""

from uuid import UUID

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from accounts.api import TooOftenProblem, admit_request, refused
from intake.views import secret_address
from places import actions, erasure
from places.models import Condition, Origin, Place, PublicPlace, Status
from places.nomination_forms import AnswerForm

NOMINATED = Place.objects.filter(origin=Origin.RESIDENT)
"""What has a sender; the ids of imported places and of the sample are no secret."""


@secret_address
@require_http_methods(["GET", "HEAD", "POST"])
def own(request: HttpRequest, id: UUID) -> HttpResponse:
    """A nomination as its sender sees it, and the answer to what was asked back."""
    related = NOMINATED.select_related("type", "merged_into")
    place = get_object_or_404(related, pk=id)
    form = AnswerForm(request.POST or None)
    status = 200
    if form.is_valid():
        try:
            admit_request(request, "own")
            actions.answer(place=place, text=form.cleaned_data["text"])
            return redirect("places:own", id=id)
        except TooOftenProblem as refusal:
            return refused(
                request, "places/own/nomination.html", {"place": place, "form": form}, refusal
            )
        except actions.RefusedError as error:
            form.add_error(None, str(error))
            status = 409
    elif form.errors:
        status = 422
    context = {
        "place": place,
        "form": form if place.status == Status.QUESTIONED or form.is_bound else None,
        "steps": place.steps.all(),
        "answered_by": settings.ANSWERED_BY,
    }
    return render(request, "places/own/nomination.html", context, status=status)


@secret_address
@require_safe
def seen(request: HttpRequest, id: UUID) -> HttpResponse:
    """What somebody told of a place's condition, as they see it."""
    told = get_object_or_404(Condition.objects.select_related("place"), pk=id)
    context = {"condition": told, "place": _shown(told), "photos": told.photos.count()}
    return render(request, "places/own/seen.html", context)


@secret_address
@require_http_methods(["GET", "HEAD", "POST"])
def take_nomination_back(request: HttpRequest, id: UUID) -> HttpResponse:
    """Ask before a nomination is taken back, and take it back; what is gone already is so."""
    if request.method == "POST":
        place = NOMINATED.filter(pk=id).first()
        is_gone = place is None or erasure.take_nomination_back(place=place)
        return render(request, "places/own/taken_back.html", {"place": None if is_gone else place})
    place = get_object_or_404(NOMINATED, pk=id)
    context = {"place": place, "stays": not erasure.is_only_its_senders(place)}
    return render(request, "places/own/take_back.html", context)


@secret_address
@require_http_methods(["GET", "HEAD", "POST"])
def take_condition_back(request: HttpRequest, id: UUID) -> HttpResponse:
    """Ask before what somebody told of a condition is taken back, and take it back."""
    if request.method == "POST":
        erasure.take_condition_back(condition=id)
        return render(request, "places/own/taken_back.html")
    told = get_object_or_404(Condition.objects.select_related("place"), pk=id)
    return render(request, "places/own/take_back.html", {"place": _shown(told), "condition": told})


def _shown(told: Condition) -> PublicPlace | None:
    """Return the place that a condition is of, unless it is not shown now."""
    return PublicPlace.objects.filter(number=told.place.number).first()
