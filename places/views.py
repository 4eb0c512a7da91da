"""Pages of places."""

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_safe

from places.forms import RegisterFilter
from places.models import Place, PublicPlace
from places.sketch import sketch

PER_PAGE = 40


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
    }
    return render(request, "places/list.html", context, status=200 if is_right else 400)


@require_safe
def place_detail(request: HttpRequest, number: int) -> HttpResponse:
    """The public page of a place; one that was joined with another leads to that."""
    related = PublicPlace.objects.select_related("type", "neighbourhood")
    place = related.filter(number=number).first()
    if place is None:
        joined = Place.objects.filter(merged__number=number).values("number")
        return redirect(get_object_or_404(PublicPlace, number__in=joined))
    context = {
        "place": place,
        "sketch": sketch(place),
        "shares": place.shares.select_related("neighbourhood").order_by("-share"),
        "steps": place.steps.all(),
        "conditions": place.conditions.all(),
        "sources": place.sources.order_by("id"),
    }
    return render(request, "places/detail.html", context)
