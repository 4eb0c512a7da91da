"""Pages of following by e-mail: ask, confirm, stop.

A link never acts by itself, for mail scanners open links; a button does.
"""

from typing import Any

from django.conf import settings
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import get_language
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.api import TooOftenProblem, admit_request, refused
from issues.follow import alerts, tasks
from issues.follow.described import described
from issues.follow.forms import AddressForm, AroundForm
from issues.follow.wishes import Wish, read_wish
from issues.models import Pace, Subscription
from issues.views import filters_explained


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@filters_explained
def follow(request: HttpRequest) -> HttpResponse:
    """Ask for an address; whoever is behind it gets an e-mail that asks back."""
    if not settings.EMAIL_HOST:
        raise Http404
    wish = read_wish(request.GET)
    form = AddressForm(request.POST or None, initial={"pace": Pace.AT_ONCE})
    context: dict[str, Any] = {"form": form, "wish": wish}
    if not form.is_valid():
        status = 422 if form.errors else 200
        return render(request, "issues/follow/ask.html", context, status=status)
    try:
        admit_request(request, "subscribe")
    except TooOftenProblem as refusal:
        return refused(request, "issues/follow/ask.html", context, refusal)
    _ask_back(wish, form.cleaned_data)
    return render(request, "issues/follow/asked.html", form.cleaned_data)


@transaction.atomic
def _ask_back(wish: Wish, given: dict[str, str]) -> None:
    asked = alerts.subscribe(
        wish=wish,
        email=given["email"],
        pace=given["pace"],
        language=get_language() or settings.LANGUAGE_CODE,
    )
    if alerts.may_ask(subscription=asked):
        tasks.ask_for_confirmation.defer(subscription=asked.pk)


@require_safe
def around(request: HttpRequest) -> HttpResponse:
    """Offer list, feed and e-mails of a circle around a place; needs no map and no JavaScript."""
    form = AroundForm(request.GET or None)
    context: dict[str, Any] = {"form": form}
    if form.is_valid():
        context["circles"] = form.circles()
    return render(request, "issues/follow/around.html", context)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def subscription(request: HttpRequest, key: str) -> HttpResponse:
    """What an e-mail's link leads to: what is followed, with a button to confirm or to stop."""
    found = get_object_or_404(Subscription.objects.with_what_it_follows(), key=key)
    if request.method == "POST":
        alerts.confirm(subscription=found)
        return redirect("issues:subscription", key=key)
    return render(request, "issues/follow/subscription.html", described(found))


@never_cache
@csrf_exempt  # a mail program posts here by itself (RFC 8058); the key is the secret
@require_POST
def unsubscribe(request: HttpRequest, key: str) -> HttpResponse:
    """End it; again is the same."""
    for found in Subscription.objects.filter(key=key):
        alerts.stop(subscription=found)
    return render(request, "issues/follow/stopped.html")
