"""The page of a reporter; it works without JavaScript."""

from datetime import timedelta
from uuid import UUID

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from accounts.api import TooOftenProblem, admit_request, with_retry_after
from intake.views import secret_address
from issues.actions import RefusedError
from issues.groups import half_of
from issues.models import PUBLIC_STEPS, Issue, told
from issues.own.actions import said_already
from issues.own.forms import FORMS, GroupsForm, OwnForm

COOKIE = "who-speaks"
"""Keeps that this browser said who speaks in a half-year, and nothing of what."""

HALF_A_YEAR = timedelta(days=184)


@secret_address
@require_safe
def own(request: HttpRequest, id: UUID) -> HttpResponse:
    """A report as its reporter sees it. Only who made the id knows the address."""
    return _page(request, _issue(id))


@require_safe
def own_list(request: HttpRequest) -> HttpResponse:
    """The page that a browser fills with the reports it keeps; the service knows none of them."""
    return render(request, "issues/own/list.html")


@secret_address
@require_POST
def act(request: HttpRequest, id: UUID, action: str) -> HttpResponse:
    """Do one thing and go back; where it cannot be done, say why and keep what was typed."""
    if action not in FORMS:
        raise Http404
    form = FORMS[action](_issue(id), request.POST)
    if not form.is_valid():
        return _page(request, form.issue, wrong=form, status=422)
    try:
        if action == GroupsForm.name and has_said(request):
            raise RefusedError(said_already())
        admit_request(request, "own")
        form.act()
    except TooOftenProblem as refusal:
        page = _page(request, _issue(id), wrong=form, refusal=refusal, status=429)
        return with_retry_after(page, refusal)
    except RefusedError as refusal:
        return _page(request, _issue(id), wrong=form, refusal=refusal, status=409)
    done = redirect(f"{reverse('issues:own', args=[id])}?done={action}")
    if action == GroupsForm.name:
        remember_said(done)
    return done


def _issue(id: UUID) -> Issue:
    issues = Issue.objects.select_related("category", "neighbourhood", "duplicate_of")
    return get_object_or_404(issues, pk=id)


def _page(
    request: HttpRequest,
    issue: Issue,
    *,
    wrong: OwnForm | None = None,
    refusal: Exception | None = None,
    status: int = 200,
) -> HttpResponse:
    """Show a report with what can be done to it now; a form that went wrong keeps its words."""
    offered = [kind for kind in FORMS.values() if not kind.refusal(issue)]
    if has_said(request) and GroupsForm in offered:
        offered.remove(GroupsForm)
    done = FORMS.get(request.GET.get("done", ""))
    context = {
        "issue": issue,
        "forms": [wrong if isinstance(wrong, kind) else kind(issue) for kind in offered],
        "wrong": wrong,
        "refusal": refusal,
        "done": done.done if done else "",
        "history": told(
            issue.changes.all(), issue.moderation_steps.filter(action__in=PUBLIC_STEPS)
        ),
    }
    return render(request, "issues/own/page.html", context, status=status)


def has_said(request: HttpRequest) -> bool:
    """Tell whether this browser said it in the half-year that runs."""
    return request.COOKIES.get(COOKIE) == str(half_of(timezone.localdate()))


def remember_said(response: HttpResponse) -> None:
    """Let the browser keep that it was said, and nothing of what."""
    response.set_cookie(
        COOKIE,
        str(half_of(timezone.localdate())),
        max_age=HALF_A_YEAR,
        httponly=True,
        samesite="Lax",
        secure=settings.SESSION_COOKIE_SECURE,
    )
