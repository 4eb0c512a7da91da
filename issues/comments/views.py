"""Pages of comments; they work without JavaScript."""

from typing import Any
from uuid import UUID

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods
from uuid_utils.compat import uuid7

from accounts.api import TooOftenProblem, admit_request, refused
from intake.views import flag_page, secret_address
from issues.comments import actions
from issues.comments.forms import CommentFlagForm, CommentForm
from issues.models import Comment, PublicComment, PublicIssue
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
    return redirect("issues:own-comment", form.write(number).sent_id)


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


@secret_address
@require_http_methods(["GET", "HEAD", "POST"])
def own(request: HttpRequest, sent_id: UUID) -> HttpResponse:
    """A comment as its sender sees it, and the form that takes it back; what is gone already is so."""
    if request.method == "POST":
        actions.take_back(sent_id=sent_id)
        return render(request, "issues/comments/taken_back.html")
    comment = get_object_or_404(
        Comment.objects.of_residents().select_related("issue"), sent_id=sent_id
    )
    issue = (
        PublicIssue.objects.select_related("category").filter(number=comment.issue.number).first()
    )
    return render(request, "issues/comments/own.html", {"comment": comment, "issue": issue})


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
