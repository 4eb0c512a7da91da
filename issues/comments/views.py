"""Pages of comments; they work without JavaScript."""

from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods
from uuid_utils.compat import uuid7

from accounts.api import TooOftenProblem, admit_request, refused
from intake.views import flag_page
from issues.comments.forms import CommentFlagForm, CommentForm
from issues.models import PublicComment, PublicIssue, Visibility
from issues.parameters import whole_number


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def comments(request: HttpRequest, number: int) -> HttpResponse:
    """All comments on a public issue, page by page, and the form to write one."""
    issue = get_object_or_404(PublicIssue.objects.select_related("category"), number=number)
    context = {"issue": issue} | comments_of(request, issue)
    if request.method != "POST":
        return render(request, "issues/comments/page.html", context)
    form = context["comment_form"] = CommentForm(request.POST)
    if not form.is_valid():
        return render(request, "issues/comments/page.html", context, status=422)
    try:
        if not form.is_stored(number):
            admit_request(request, "comment")
    except TooOftenProblem as refusal:
        return refused(request, "issues/comments/page.html", context, refusal)
    comment = form.write(number)
    if comment.visibility == Visibility.PUBLIC:
        return redirect(f"{issue.get_absolute_url()}?comment=public#comment-{comment.pk}")
    return redirect(f"{issue.get_absolute_url()}?comment=held#comments")


def comments_of(request: HttpRequest, issue: PublicIssue) -> dict[str, Any]:
    """Return what the templates say of an issue's comments: the newest, or those before one."""
    found, older = PublicComment.objects.of_issue(issue.number).page(
        whole_number(request.GET.get("before"))
    )
    return {
        "comments": found,
        "older": older,
        "commented": request.GET.get("comment"),
        "comment_form": CommentForm(initial={"id": uuid7()}),
        "answered_by": settings.ANSWERED_BY,
    }


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def flag(request: HttpRequest, id: int) -> HttpResponse:
    """Say that something is wrong with a public comment."""
    public = PublicComment.objects.select_related("issue__category", "issue__neighbourhood")
    comment = get_object_or_404(public, pk=id)
    back = comment.issue.get_absolute_url()
    return flag_page(
        request,
        "issues/comments/flag.html",
        CommentFlagForm(request.POST or None, initial={"id": uuid7()}),
        key=id,
        context={"issue": comment.issue, "comment": comment, "back": back},
        thanks=f"{back}?comment=flagged#comments",
    )
