"""Pages of those who moderate. Everything works without JavaScript."""

from collections.abc import Callable
from functools import wraps
from typing import Any, cast
from uuid import UUID

from django.core.exceptions import PermissionDenied
from django.db.models import Prefetch
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase, QueryDict
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_POST, require_safe

from accounts.models import User
from accounts.views import staff_only
from intake.views import as_picture
from issues import moderation
from issues.actions import RefusedError
from issues.desk.forms import DECISION_FORMS, EDIT_FORMS, FORMS, PlaceForm, StepForm, StreetForm
from issues.models import Comment, Flag, Issue, ModerationStep, Photo, Precision
from issues.parameters import whole_number
from issues.placing import places_near
from issues.querysets import IssueQuerySet
from issues.views import photo_response

PER_PAGE = 20
MOST_COUNTED = 1000

TABS: dict[str, tuple[Any, Callable[[IssueQuerySet], IssueQuerySet]]] = {
    "new": (_("New"), IssueQuerySet.unreviewed),
    "flagged": (_("Flagged"), IssueQuerySet.flagged),
    "held": (_("Held"), IssueQuerySet.held),
}

Page = Callable[..., HttpResponseBase]


def moderators_only(page: Page) -> Page:
    """Let in staff who may moderate, after their second factor; anybody else is refused."""

    @staff_only
    @wraps(page)
    def guarded(request: HttpRequest, **place: Any) -> HttpResponseBase:
        if not request.user.has_perm("issues.moderate_issue"):
            raise PermissionDenied
        return page(request, **place)

    return guarded


@moderators_only
@require_safe
def queue(request: HttpRequest) -> HttpResponse:
    """What waits, oldest first, in three tabs with their counts."""
    tab = request.GET.get("tab", "")
    tab = tab if tab in TABS else "new"
    waiting = {name: question(Issue.objects.all()) for name, (_title, question) in TABS.items()}
    after = whole_number(request.GET.get("after"))
    found = list(_looked_at(waiting[tab].filter(number__gt=after))[: PER_PAGE + 1])
    context = {
        "tab": tab,
        "tabs": [
            (name, title, waiting[name][:MOST_COUNTED].count())
            for name, (title, _question) in TABS.items()
        ],
        "most": MOST_COUNTED,
        "comments": Comment.objects.waiting()[:MOST_COUNTED].count(),
        "items": found[:PER_PAGE],
        "after": after,
        "next": found[PER_PAGE - 1].number if len(found) > PER_PAGE else None,
        "at": whole_number(request.GET.get("at")),
        "decisions": DECISION_FORMS,
        "done": _done(request),
    }
    return render(request, "issues/desk/queue.html", context)


@moderators_only
@require_safe
def report(request: HttpRequest, number: int) -> HttpResponse:
    """One report, whoever may see it, with everything that can be done to it."""
    return _report_page(request, _issue(number))


@as_picture
@moderators_only
@require_safe
def photo(request: HttpRequest, id: UUID, *, small: bool = False) -> HttpResponseBase:
    """A photo, or its thumbnail, of any report; no cache keeps it."""
    get_object_or_404(Photo, pk=id)
    return photo_response(id, small=small)


@moderators_only
@require_POST
def act(request: HttpRequest, number: int, action: str) -> HttpResponse:
    """Take one step and go back; where it cannot be taken, say why and keep what was typed."""
    issue = _issue(number)
    if action not in FORMS:
        raise Http404
    form = FORMS[action](issue, request.POST.dict())
    if not form.is_valid():
        return _report_page(request, issue, wrong=form, status=422)
    try:
        step = form.act(_moderator(request))
    except RefusedError as refused:
        form.add_error(None, str(refused))
        issue = _issue(number)
        form.look_again(issue)
        return _report_page(request, issue, wrong=form, status=409)
    return redirect(_way_back(step, request.POST, to_queue=form.ends_review))


@moderators_only
@require_POST
def undo(request: HttpRequest, step: int) -> HttpResponse:
    """Take the last decision back."""
    taken = get_object_or_404(ModerationStep.objects.select_related("issue"), pk=step)
    try:
        undone = moderation.undo(step=taken, by=_moderator(request))
    except RefusedError as refused:
        issue = _issue(taken.issue.number)
        return _report_page(request, issue, refused=str(refused), status=409)
    return redirect(_way_back(undone, request.POST, to_queue=True))


def _moderator(request: HttpRequest) -> User:
    return cast("User", request.user)


def _looked_at(issues: IssueQuerySet) -> IssueQuerySet:
    """Add to issues all that a moderator sees of them, in a fixed number of queries."""
    open_flags = Prefetch("flags", Flag.objects.filter(handled_at=None), to_attr="open_flags")
    related = issues.select_related("category", "neighbourhood").with_last_step()
    answers = "given_answers__question__choices"
    related = related.prefetch_related("hold_reasons__question", "photos", open_flags, answers)
    return related.oldest_first()


def _issue(number: int) -> Issue:
    return get_object_or_404(_looked_at(Issue.objects.all()), number=number)


def _report_page(
    request: HttpRequest,
    issue: Issue,
    *,
    wrong: StepForm | None = None,
    refused: str = "",
    status: int = 200,
) -> HttpResponse:
    tab = request.POST.get("tab", request.GET.get("tab", ""))
    left_out: set[type[StepForm]] = set() if places_near(issue).exists() else {PlaceForm}
    left_out |= set() if issue.precision == Precision.EXACT else {StreetForm}
    offered = [kind for kind in EDIT_FORMS if kind not in left_out]
    forms = [kind(issue, tab=tab) for kind in offered]
    context = {
        "item": issue,
        "tab": tab,
        "decisions": DECISION_FORMS,
        "forms": [wrong if wrong and wrong.name == form.name else form for form in forms],
        "wrong": wrong,
        "steps": issue.moderation_steps.select_related("taken_by"),
        "changes": issue.changes.select_related("rating"),
        "done": _done(request),
        "refused": refused,
    }
    return render(request, "issues/desk/report.html", context, status=status)


def _way_back(step: ModerationStep, posted: QueryDict, *, to_queue: bool) -> str:
    """Return where to go after a step; `after` and `at` say where in the queue the moderator was."""
    tab, after = posted.get("tab", ""), whole_number(posted.get("after"))
    number = step.issue.number
    known: dict[str, str | int] = {"tab": tab if tab in TABS else "new", "done": step.pk}
    if to_queue:
        known |= {"at": number} | ({"after": after} if after else {})
        return f"{reverse('desk:queue')}?{urlencode(known)}"
    return f"{reverse('desk:report', args=[number])}?{urlencode(known)}"


def _done(request: HttpRequest) -> ModerationStep | None:
    """Return the step just taken, to be told and to be undone."""
    steps = ModerationStep.objects.select_related("issue")
    return steps.filter(pk=whole_number(request.GET.get("done"))).first()
