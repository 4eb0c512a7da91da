"""Pages of "my data"."""

from contextlib import ExitStack
from tempfile import TemporaryFile
from typing import cast
from uuid import UUID

from django.contrib.auth import logout
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import FileResponse, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from accounts.kept import kept_about
from accounts.models import User
from intake.views import as_picture
from issues.actions import RefusedError
from issues.follow.described import described_all
from issues.mine import actions, erasure
from issues.mine.forms import EraseForm
from issues.mine.package import RATED, write_package
from issues.models import Issue, Photo, Subscription, Support
from issues.support.api import COOKIE, phone_of
from issues.views import photo_response

PER_PAGE = 25


@never_cache
@login_required
@require_safe
def data(request: HttpRequest) -> HttpResponse:
    """All that is stored about who is logged in."""
    user, phone = _who(request), phone_of(request)
    reports = Paginator(Issue.objects.of(user).for_reporters().prefetch_related(RATED), PER_PAGE)
    wishes = Paginator(Subscription.objects.of(user).with_what_it_follows(), PER_PAGE)
    followed = wishes.get_page(request.GET.get("followed"))
    context = {
        "page": reports.get_page(request.GET.get("page")),
        "followed_page": followed,
        "followed": described_all(list(followed)),
        "others": kept_about(user),
        "supports": Support.objects.filter(supporter=phone).count() if phone else 0,
    }
    return render(request, "issues/mine/data.html", context)


@never_cache
@login_required
@require_safe
def download(request: HttpRequest) -> HttpResponseBase:
    """The same as a file, with the photos."""
    with ExitStack() as unless_answered:
        file = unless_answered.enter_context(TemporaryFile())
        write_package(file, user=_who(request), phone=phone_of(request))
        file.seek(0)
        unless_answered.pop_all()  # from here on the answer closes it
    return FileResponse(file, as_attachment=True, filename="ortak-harita.zip")


@never_cache
@as_picture
@login_required
@require_safe
def photo(request: HttpRequest, id: UUID) -> HttpResponseBase:
    """A thumbnail of one's own, public or not."""
    get_object_or_404(Photo, pk=id, issue__reporter__user=request.user)
    return photo_response(id, small=True)


@never_cache
@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def erase(request: HttpRequest) -> HttpResponse:
    """Erase everything, after asking how; the account goes last."""
    form = EraseForm(request.POST if request.method == "POST" else None)
    if not form.is_valid():
        return _asked(request, form)
    user, phone = _who(request), phone_of(request)
    erasure.erase_everything(user=user, phone=phone, rest=form.cleaned_data["rest"])
    logout(request)
    answer = render(request, "issues/mine/erased.html")
    answer.delete_cookie(COOKIE)
    answer.headers["Clear-Site-Data"] = '"storage"'  # reports of one's own, and those that wait
    return answer


@never_cache
@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def erase_report(request: HttpRequest, number: int) -> HttpResponse:
    """Erase one report of one's own."""
    issue = get_object_or_404(Issue.objects.of(_who(request)).for_reporters(), number=number)
    form = EraseForm(request.POST if request.method == "POST" else None)
    if not form.is_valid():
        return _asked(request, form, issue)
    erasure.erase_report(issue=issue, rest=form.cleaned_data["rest"])
    return redirect("mine:data")


@never_cache
@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def claim(request: HttpRequest, id: UUID) -> HttpResponse:
    """Call a report one's own, as only who reported it can: its id is known to nobody else.

    Who had to log in for that comes back by GET, to the page with the button.
    """
    if request.method != "POST":
        return redirect("issues:sent", id)
    try:
        actions.claim(issue=get_object_or_404(Issue, pk=id), by=_who(request))
    except RefusedError as refused:
        return render(request, "issues/mine/refused.html", {"refused": refused}, status=409)
    return redirect("mine:data")


def _asked(request: HttpRequest, form: EraseForm, issue: Issue | None = None) -> HttpResponse:
    context = {"form": form, "issue": issue}
    return render(request, "issues/mine/erase.html", context, status=422 if form.errors else 200)


def _who(request: HttpRequest) -> User:
    return cast("User", request.user)
