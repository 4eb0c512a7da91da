"""Pages of those who look after the register. Everything works without JavaScript."""

from collections.abc import Callable
from functools import wraps
from typing import Any, cast
from uuid import UUID

from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.db.models import Exists, OuterRef, Q
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_POST, require_safe

from accounts.models import User
from accounts.views import staff_only
from intake.views import as_picture, picture
from neighbourhoods.models import Neighbourhood
from places.actions import WAITING, RefusedError, found_in
from places.desk.forms import FORMS, IN_SIGHT, FactsForm, StepForm
from places.likeness import others_like
from places.models import Condition, Place, PlaceFlag, PlacePhoto
from places.photos import photo_file

PER_PAGE = 20

Page = Callable[..., HttpResponseBase]


def keepers_only(page: Page) -> Page:
    """Let in staff who may verify places, after their second factor; anybody else is refused."""

    @staff_only
    @wraps(page)
    def guarded(request: HttpRequest, **place: Any) -> HttpResponseBase:
        if not request.user.has_perm("places.verify_place"):
            raise PermissionDenied
        return page(request, **place)

    return guarded


@keepers_only
@require_safe
def queue(request: HttpRequest) -> HttpResponse:
    """What waits for a look, oldest first: nominations, what was held or flagged, conditions that are new."""
    of_place = Condition.objects.filter(place=OuterRef("pk"))
    held = of_place.filter(Q(visibility="held") | Q(looked_at=None))
    hidden = PlacePhoto.objects.filter(place=OuterRef("pk"), shown_at=None)
    flagged = PlaceFlag.objects.filter(place=OuterRef("pk"), handled_at=None)
    of_parts = Exists(held) | Exists(hidden) | Exists(flagged)
    waits = Q(status__in=WAITING) | Q(visibility="held") | of_parts
    waiting = Place.objects.exclude(status="merged").filter(waits).select_related("type")
    page = Paginator(waiting.order_by("number"), PER_PAGE).get_page(request.GET.get("page"))
    return render(request, "places/desk/queue.html", {"page": page})


@keepers_only
@require_safe
def place(request: HttpRequest, number: int) -> HttpResponse:
    """One place, whoever may see it, with everything that can be done to it."""
    return _place_page(request, _place(number))


@keepers_only
@require_POST
def act(request: HttpRequest, number: int, action: str) -> HttpResponse:
    """Take one step and go back; where it cannot be taken, say why and keep what was typed."""
    if action not in FORMS:
        raise Http404
    found = _place(number)
    form = FORMS[action](found, request.POST)
    if not form.is_valid():
        return _place_page(request, found, wrong=form, status=422)
    try:
        form.act(cast("User", request.user))
    except RefusedError as refused:
        form.add_error(None, str(refused))
        return _place_page(request, _place(number), wrong=form, status=409)
    return redirect("places-desk:place", number=number)


@as_picture
@keepers_only
@require_safe
def photo(request: HttpRequest, id: UUID, *, small: bool = False) -> HttpResponseBase:
    """A photo, or its thumbnail, of any place; no cache keeps it."""
    get_object_or_404(PlacePhoto, pk=id)
    return picture(photo_file(id, small=small))


def _place(number: int) -> Place:
    return get_object_or_404(Place.objects.select_related("type", "merged_into"), number=number)


def _place_page(
    request: HttpRequest, found: Place, *, wrong: StepForm | None = None, status: int = 200
) -> HttpResponse:
    def form(name: str) -> StepForm:
        return wrong if wrong and type(wrong) is FORMS[name] else FORMS[name](found)

    flags = list(found.flags.filter(handled_at=None))
    steps = list(found.steps.select_related("taken_by"))
    said = [step.note for step in steps if step.taken_by is None]
    texts = [found.name, found.other_names, found.story, found.spot, *said]
    context = {
        "place": found,
        "steps": steps,
        "flags": flags,
        "newest_flag": flags[-1].created_at.isoformat() if flags else "",
        "conditions": found.conditions.all(),
        "photos": found.photos.all(),
        "kinds": [kind.label for kind in found_in(*texts)],
        "others": others_like(found),
        "bounds": Neighbourhood.objects.current().bounds(),
        "wrong": wrong,
        "forms": [(name, form(name)) for name in IN_SIGHT],
        "facts": form("change") if not wrong or isinstance(wrong, FactsForm) else FactsForm(found),
    }
    return render(request, "places/desk/place.html", context, status=status)
