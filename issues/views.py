"""Pages of issues."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe
from uuid_utils.compat import uuid7

from issues.forms import ListReportForm
from issues.models import Issue, PublicIssue, StatusChange


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def report_by_list(request: HttpRequest) -> HttpResponse:
    """Report without the map; works with JavaScript off."""
    form = ListReportForm(request.POST or None, initial={"id": uuid7()})
    if request.method == "POST" and form.is_valid():
        return redirect("issues:sent", id=form.report().pk)
    status = 422 if form.errors else 200
    return render(request, "issues/new.html", {"form": form}, status=status)


@require_safe
def sent(request: HttpRequest, id: UUID) -> HttpResponse:  # noqa: A002  # the name in the address
    """Thank a reporter: the number and the mahalle. Only who made the id knows the address."""
    issue = get_object_or_404(Issue.objects.select_related("category", "neighbourhood"), pk=id)
    return render(request, "issues/sent.html", {"issue": issue})


@require_safe
def detail(request: HttpRequest, number: int) -> HttpResponse:
    """The public page of an issue with its history."""
    public = PublicIssue.objects.select_related("category", "neighbourhood")
    issue = get_object_or_404(public, number=number)
    changes = StatusChange.objects.filter(issue__number=number)
    return render(request, "issues/detail.html", {"issue": issue, "changes": changes})
