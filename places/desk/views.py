"""Pages of those who look after the register. Everything works without JavaScript."""

from collections.abc import Callable
from functools import wraps
from typing import Any, cast
from uuid import UUID

from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.db.models import Exists, OuterRef, Q
from django.db.models.expressions import Combinable
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
from places.querysets import SVG
from places.sketch import sketch

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
    """What waits for a look, oldest first; with `held` in the address, what is held."""
    is_held = "held" in request.GET
    places = Place.objects.exclude(status="merged").select_related("type").order_by("number")
    listed = places.filter(Q(visibility="held") if is_held else _waits())
    context = {
        "page": Paginator(listed, PER_PAGE).get_page(request.GET.get("page")),
        "is_held": is_held,
        "query": "held" if is_held else "",
    }
    return render(request, "places/desk/queue.html", context)


def _waits() -> Q | Combinable:
    """Return what nobody has decided on: nominations, what was held or flagged, conditions and photos that are new."""
    of_place = {"place": OuterRef("pk")}
    new = Condition.objects.filter(**of_place, looked_at=None)
    undecided = Q(condition=None) | Q(condition__looked_at=None)
    hidden = PlacePhoto.objects.filter(undecided, **of_place, shown_at=None)
    flagged = PlaceFlag.objects.filter(**of_place, handled_at=None)
    shown = Q(visibility="public") & (Exists(new) | Exists(hidden))
    return Q(status__in=WAITING) | shown | Exists(flagged)


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
    related = Place.objects.select_related("type", "merged_into")
    drawn = related.annotate(svg=SVG)
    return get_object_or_404(drawn, number=number)


def _open_flags(found: Place) -> dict[str, Any]:
    """Return what people say is wrong, and when the newest of it came."""
    flags = list(found.flags.filter(handled_at=None))
    return {"flags": flags, "newest_flag": flags[-1].created_at.isoformat() if flags else ""}


def _place_page(
    request: HttpRequest, found: Place, *, wrong: StepForm | None = None, status: int = 200
) -> HttpResponse:
    def form(name: str) -> StepForm:
        return wrong if wrong and type(wrong) is FORMS[name] else FORMS[name](found)

    steps = list(found.steps.select_related("taken_by"))
    said = [step.note for step in steps if step.taken_by is None]
    texts = [found.name, found.other_names, found.story, found.spot, found.evidence, *said]
    context = {
        "place": found,
        "sketch": sketch(found.shape, cast("Any", found).svg) if found.is_placed else None,
        "steps": steps,
        **_open_flags(found),
        "conditions": found.conditions.all(),
        "photos": found.photos.all(),
        "kinds": [kind.label for kind in found_in(*texts)],
        "others": others_like(found),
        "bounds": Neighbourhood.objects.current().bounds(),
        "wrong": wrong,
        "forms": [(name, form(name)) for name in IN_SIGHT],
        "facts": wrong if isinstance(wrong, FactsForm) else FactsForm(found),
    }
    return render(request, "places/desk/place.html", context, status=status)
