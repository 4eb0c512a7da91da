"""The page of a reporter; it works without JavaScript."""

from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from accounts.api import TooOftenProblem, admit_request, with_retry_after
from intake.views import secret_address
from issues.actions import RefusedError
from issues.models import PUBLIC_STEPS, Issue, told
from issues.own.forms import FORMS, OwnForm


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
        admit_request(request, "own")
        form.act()
    except TooOftenProblem as refusal:
        page = _page(request, _issue(id), wrong=form, refusal=refusal, status=429)
        return with_retry_after(page, refusal)
    except RefusedError as refusal:
        return _page(request, _issue(id), wrong=form, refusal=refusal, status=409)
    return redirect(f"{reverse('issues:own', args=[id])}?done={action}")


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
