"""Pages of those who moderate comments. Everything works without JavaScript."""

from typing import cast

from django.db.models import Prefetch
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from accounts.models import User
from issues.actions import RefusedError
from issues.comments.querysets import CommentQuerySet
from issues.desk.comments.forms import FORMS, DecisionForm
from issues.desk.views import PER_PAGE, moderators_only
from issues.models import Comment, CommentFlag
from issues.parameters import whole_number


@moderators_only
@require_safe
def queue(request: HttpRequest) -> HttpResponse:
    """What waits, oldest first."""
    return _page(request)


@moderators_only
@require_POST
def act(request: HttpRequest, id: int, action: str) -> HttpResponse:
    """Decide on one comment; where that cannot be, say why and keep what was typed."""
    if action not in FORMS:
        raise Http404
    comment = get_object_or_404(_looked_at(), pk=id)
    form = FORMS[action](comment, request.POST.dict())
    if not form.is_valid():
        return _page(request, wrong=form, status=422)
    try:
        form.decide(cast("User", request.user))
    except RefusedError as refused:
        form.add_error(None, str(refused))
        form.look_again(_looked_at().get(pk=id))
        return _page(request, wrong=form, status=409)
    return redirect(f"{reverse('desk:comments')}?done={id}")


def _looked_at() -> CommentQuerySet:
    """Return the comments with all that a moderator sees of them, in a fixed number of queries."""
    open_flags = Prefetch(
        "flags", CommentFlag.objects.filter(handled_at=None), to_attr="open_flags"
    )
    related = Comment.objects.select_related("issue__category", "issue__neighbourhood")
    return related.prefetch_related(open_flags).oldest_first()


def _page(
    request: HttpRequest, *, wrong: DecisionForm | None = None, status: int = 200
) -> HttpResponse:
    """Show the queue, the comment that was just decided on, and a form that went wrong.

    That form's comment stands first, even where somebody else decided on it meanwhile.
    """
    after = wrong.comment.pk if wrong else whole_number(request.GET.get("after"))
    first = [wrong.comment] if wrong else []
    found = [*first, *_looked_at().waiting().filter(pk__gt=after)[: PER_PAGE + 1]]
    done = whole_number(request.GET.get("done"))
    context = {
        "items": [(comment, _forms(comment, wrong)) for comment in found[:PER_PAGE]],
        "next": found[PER_PAGE - 1].pk if len(found) > PER_PAGE else None,
        "at": done,
        "done": _looked_at().filter(pk=done, decisions__gt=0).first(),
        "wrong": wrong,
    }
    return render(request, "issues/desk/comments.html", context, status=status)


def _forms(comment: Comment, wrong: DecisionForm | None) -> list[DecisionForm]:
    """Return a comment's forms, one of them as it was sent."""
    forms = [kind(comment) for kind in FORMS.values()]
    if wrong is None or wrong.comment.pk != comment.pk:
        return forms
    return [wrong if isinstance(wrong, type(form)) else form for form in forms]
