"""Pages of views that people keep, and the map alone, to stand inside another page."""

from collections.abc import Callable
from functools import wraps
from typing import Any, cast
from uuid import UUID

from csp.decorators import csp_replace
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase, QueryDict
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.clickjacking import xframe_options_exempt
from django.views.decorators.http import require_http_methods, require_POST, require_safe
from rest_framework.exceptions import ValidationError
from uuid_utils.compat import uuid7

from accounts.api import TooOftenProblem, admit_request
from accounts.models import User
from accounts.views import passed_second_factor
from issues.models import DailyCount
from issues.views import filters_explained
from maps.models import SavedView
from maps.saved.actions import forget_view, keep_view
from maps.saved.forms import KeepForm
from maps.saved.state import read_state
from maps.saved.words import in_words
from maps.views import map_context

PER_PAGE = 40
Page = Callable[..., HttpResponseBase]


def for_frames(page: Page) -> Page:
    """Let a page stand inside pages of anybody: it sets no cookie and has nothing to press that changes anything."""
    framed: Page = csp_replace({"frame-ancestors": ["*"]})(xframe_options_exempt(page))
    return wraps(page)(framed)


@never_cache
@login_required
@require_safe
def views(request: HttpRequest) -> HttpResponse:
    """The views that who is logged in keeps."""
    listed = SavedView.objects.filter(kept_by=cast("User", request.user))
    page = Paginator(listed, PER_PAGE).get_page(request.GET.get("page"))
    return render(request, "maps/saved/list.html", {"page": page})


@never_cache
@login_required
@require_http_methods(["GET", "HEAD", "POST"])
@filters_explained
def keep(request: HttpRequest) -> HttpResponse:
    """Keep what the address's query shows under a title."""
    state = read_state(request.GET.dict())
    form = KeepForm(request.POST or None, initial={"id": uuid7()}, label_suffix="")
    try:
        if form.is_valid():
            admit_request(request, "keep-view")
    except TooOftenProblem as refusal:
        form.add_error(None, str(refusal))
    if form.is_valid():
        kept = keep_view(**form.cleaned_data, state=state, by=cast("User", request.user))
        return redirect("views:view", id=kept.pk)
    context = {"form": form, "shown": in_words(state), "query": request.GET.urlencode()}
    return render(request, "maps/saved/keep.html", context, status=422 if form.errors else 200)


@require_safe
def view(request: HttpRequest, id: UUID) -> HttpResponse:
    """A view that was kept: the map, what it shows in words, and how to put it into another page."""
    kept = get_object_or_404(SavedView, pk=id)
    context = {
        "view": kept,
        "is_mine": kept.kept_by_id == request.user.pk,
        "may_delete": kept.kept_by_id == request.user.pk or moderates(request),
        "shown": _words(kept),
        "embed_url": request.build_absolute_uri(reverse("views:embed", args=[id])),
    }
    return render(request, "maps/saved/view.html", context)


def moderates(request: HttpRequest) -> bool:
    """Tell whether who asks may take down what others wrote."""
    return request.user.has_perm("issues.moderate_issue") and passed_second_factor(request)


@login_required
@require_POST
def forget(request: HttpRequest, id: UUID) -> HttpResponse:
    """Delete a view of one's own; who moderates deletes those of others, too."""
    kept = get_object_or_404(SavedView, pk=id)
    if kept.kept_by_id != request.user.pk and not moderates(request):
        raise Http404
    forget_view(view=kept)
    return redirect("views:list")


@for_frames
@require_safe
def embed(request: HttpRequest, id: UUID) -> HttpResponse:
    """The map of a view alone."""
    kept = get_object_or_404(SavedView, pk=id)
    address = reverse("views:view", args=[id])
    return _map(request, title=kept.title, query=kept.query, at=kept.at, address=address)


@for_frames
@require_safe
@filters_explained
def show(request: HttpRequest) -> HttpResponse:
    """The map alone, as the address's query says."""
    state = read_state(request.GET.dict())
    at = request.GET.get("at", "")
    address = f"{reverse('maps:home')}?{state.query}#{at}"
    title = ", ".join(in_words(state))
    return _map(request, title=title, query=state.query, at=at, address=address)


def _map(request: HttpRequest, **shown: Any) -> HttpResponse:
    known = DailyCount.objects.known_days() or ("", "")
    return render(request, "maps/saved/embed.html", map_context(known) | shown)


def _words(kept: SavedView) -> list[str]:
    """Return what a view shows; a layer or category may be gone since it was kept."""
    try:
        return in_words(read_state(QueryDict(kept.query).dict()))
    except ValidationError:
        return []
