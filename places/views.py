"""Pages of places. Everything works without JavaScript."""

from typing import Any
from uuid import UUID

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse, HttpResponseBase, JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.cache import get_conditional_response
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe
from uuid_utils.compat import uuid7

from accounts.api import TooOftenProblem, admit_request, refused
from intake.tied import tied_to
from intake.views import as_picture, flag_page, picture
from neighbourhoods.models import Neighbourhood
from places.facts import known_facts
from places.forms import PlaceFlagForm, RegisterFilter
from places.models import Condition, Place, PublicPlace, PublicPlacePhoto
from places.nomination_forms import ConditionForm, NominationForm
from places.photos import photo_file
from places.sketch import sketch
from places.timeline import timeline

PER_PAGE = 40
MOST_POINTS = 5000
NEWEST = 20
"""Conditions and reports that a place's page tells."""


@require_safe
def place_list(request: HttpRequest) -> HttpResponse:
    """The register under filters, by name; needs no map and no JavaScript."""
    asked = RegisterFilter(request.GET)
    is_right = asked.is_valid()
    found = asked.found(PublicPlace.objects.in_register())
    query = request.GET.copy()
    query.pop("page", None)
    context = {
        "form": asked,
        "query": query.urlencode(),
        "is_filtered": any(query.values()),
        "page": Paginator(found.for_readers(), PER_PAGE).get_page(request.GET.get("page")),
        "waiting": PublicPlace.objects.nominations().count(),
        "bounds": Neighbourhood.objects.current().bounds(),
    }
    return render(request, "places/list.html", context, status=200 if is_right else 400)


@require_safe
def register_points(request: HttpRequest) -> HttpResponse:
    """The register under the filters of its page, as GeoJSON of one point for each place."""
    asked = RegisterFilter(request.GET)
    status = 200 if asked.is_valid() else 400
    found = asked.found(PublicPlace.objects.in_register()).for_readers()[:MOST_POINTS]
    features = [
        {
            "type": "Feature",
            "geometry": {"type": "Point", "coordinates": place.point.coords},
            "properties": {
                "name": place.name,
                "about": place.type.name,
                "kind": place.kind,
                "address": place.get_absolute_url(),
            },
        }
        for place in found
    ]
    collection = {"type": "FeatureCollection", "features": features}
    plain = {"ensure_ascii": False}
    return JsonResponse(
        collection, status=status, content_type="application/geo+json", json_dumps_params=plain
    )


@require_safe
def place_detail(request: HttpRequest, number: int) -> HttpResponse:
    """The public page of a place; one that was joined with another leads to that."""
    related = PublicPlace.objects.select_related("type", "neighbourhood").with_svg()
    place = related.filter(number=number).first()
    if place is None:
        return redirect(joined_with(number))
    conditions = list(place.conditions.prefetch_related("photos")[:NEWEST])
    issues = list(place.issues.all()[:NEWEST])
    context = {
        "place": place,
        "flagged": "flagged" in request.GET,
        "sketch": sketch(place.shape, place.svg),
        "facts": known_facts(place),
        "shares": place.shares.select_related("neighbourhood").order_by(
            "-share", "neighbourhood__name"
        ),
        "steps": place.steps.all(),
        "conditions": conditions,
        "timeline": timeline(conditions),
        "photos": place.photos.filter(condition=None),
        "issues": issues,
        "issue_count": len(issues) if len(issues) < NEWEST else place.issues.count(),
        "sources": place.sources.order_by("id"),
        "tied": tied_to("place", place.number),
    }
    return render(request, "places/detail.html", context)


def joined_with(number: int) -> PublicPlace:
    """Return the public place that one was joined with.

    Raises:
        Http404: there is none.
    """
    joined = Place.objects.filter(merged__number=number).values("number")
    return get_object_or_404(PublicPlace, number__in=joined)


@require_safe
def nominations(request: HttpRequest) -> HttpResponse:
    """What residents nominated and what became of it, newest first."""
    found = PublicPlace.objects.nominations().for_readers().order_by("-updated_at", "-number")
    page = Paginator(found, PER_PAGE).get_page(request.GET.get("page"))
    return render(request, "places/nominations.html", {"page": page})


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def nominate(request: HttpRequest) -> HttpResponse:
    """Nominate a place: on the map, or by its mahalle and a description."""
    started = {"id": uuid7(), "type": request.GET.get("type")}
    form = NominationForm(request.POST or None, request.FILES or None, initial=started)
    context: dict[str, Any] = {"form": form, "bounds": Neighbourhood.objects.current().bounds()}
    if request.method != "POST":
        return render(request, "places/nominate.html", context)
    try:
        place = _nominated(request, form, context)
    except TooOftenProblem as refusal:
        return refused(request, "places/nominate.html", context, refusal)
    if place:
        return redirect("places:own", id=place.pk)
    status = 409 if "likely" in context else 422
    return render(request, "places/nominate.html", context, status=status)


def _nominated(request: HttpRequest, form: NominationForm, context: dict[str, Any]) -> Place | None:
    """Keep a nomination; None where something is wrong, or where `context` has what it likely is.

    Raises:
        TooOftenProblem: the network has sent enough; what was stored before is no new one.
    """
    if not form.is_valid():
        return None
    if not form.is_stored():
        if likely := form.likely():
            context["likely"] = likely
            return None
        admit_request(request, "nominate")
    return form.nominate()


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def condition(request: HttpRequest, number: int) -> HttpResponse:
    """Tell how a place of the register is doing."""
    register = PublicPlace.objects.in_register().select_related("type")
    place = get_object_or_404(register, number=number)
    form = ConditionForm(request.POST or None, request.FILES or None, initial={"id": uuid7()})
    context: dict[str, Any] = {"place": place, "form": form}
    if request.method != "POST":
        return render(request, "places/condition.html", context)
    try:
        told = _told(request, form, number)
    except TooOftenProblem as refusal:
        return refused(request, "places/condition.html", context, refusal)
    if told:
        return redirect("places:seen", id=told.pk)
    return render(request, "places/condition.html", context, status=422)


def _told(request: HttpRequest, form: ConditionForm, number: int) -> Condition | None:
    """Keep what somebody saw; None where something is wrong.

    Raises:
        TooOftenProblem: the network has sent enough; what was stored before is no new one.
    """
    if not form.is_valid():
        return None
    if not form.is_stored():
        admit_request(request, "condition")
    return form.report(Place.objects.get(number=number))


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def flag(request: HttpRequest, number: int) -> HttpResponse:
    """Say that something is wrong with a public place."""
    public = PublicPlace.objects.select_related("type", "neighbourhood")
    place = get_object_or_404(public, number=number)
    back = place.get_absolute_url()
    return flag_page(
        request,
        "places/flag.html",
        PlaceFlagForm(request.POST or None, initial={"id": uuid7()}),
        key=number,
        context={"place": place, "back": back},
        thanks=f"{back}?flagged",
    )


@as_picture
@require_safe
def photo(request: HttpRequest, id: UUID, *, small: bool = False) -> HttpResponseBase:
    """A photo, or its thumbnail, of a place that is public now."""
    get_object_or_404(PublicPlacePhoto, pk=id)
    etag = f'"{id}"'  # an id keeps its picture
    response = get_conditional_response(request, etag=etag) or picture(photo_file(id, small=small))
    response["ETag"] = etag
    return response
