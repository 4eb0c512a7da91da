"""Pages of issues."""

from collections.abc import Callable
from functools import wraps
from uuid import UUID

from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe
from rest_framework.exceptions import ValidationError
from uuid_utils.compat import uuid7

from issues.api import KnownCountPaginator
from issues.filter_choices import filter_choices, said
from issues.forms import FlagForm, ListReportForm
from issues.models import PUBLIC_STEPS, DailyCount, Issue, ModerationStep, PublicIssue, StatusChange
from issues.parameters import IssueFilterSerializer
from issues.querysets import counted

PER_PAGE = 25

View = Callable[..., HttpResponseBase]


def filters_explained(view: View) -> View:
    """Answer a wrong filter of a page with 400 and a page that says what is wrong."""

    @wraps(view)
    def explained(request: HttpRequest, **place: str) -> HttpResponseBase:
        try:
            return view(request, **place)
        except ValidationError as error:
            return render(request, "issues/wrong_filter.html", {"errors": error.detail}, status=400)

    return explained


@require_safe
@filters_explained
def issue_list(request: HttpRequest) -> HttpResponse:
    """The public reports under the map's filters, newest first; needs no map and no JavaScript."""
    asked = IssueFilterSerializer(data=request.GET).issue_filter()
    total = counted(asked, DailyCount.objects.all(), PublicIssue.objects.all())
    found = PublicIssue.objects.matching(asked).select_related("category", "neighbourhood")
    pages = KnownCountPaginator(found.newest_first().with_known_count(total), PER_PAGE)
    query = request.GET.copy()
    query.pop("page", None)
    given = said(query.lists())
    context = {
        **filter_choices(given),
        "given": given,
        "query": query.urlencode(),
        "page": pages.get_page(request.GET.get("page")),
    }
    return render(request, "issues/list.html", context)


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
    """The public page of an issue with its history; a duplicate's leads to the original's."""
    public = PublicIssue.objects.select_related("category", "neighbourhood")
    issue = public.filter(number=number).first()
    if issue is None:
        originals = Issue.objects.filter(duplicates__number=number).values("number")
        return redirect(get_object_or_404(public, number__in=originals))
    context = {
        "issue": issue,
        "flagged": "flagged" in request.GET,
        "changes": StatusChange.objects.filter(issue__number=number),
        "steps": ModerationStep.objects.filter(issue__number=number, action__in=PUBLIC_STEPS),
    }
    return render(request, "issues/detail.html", context)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def flag(request: HttpRequest, number: int) -> HttpResponse:
    """Say that something is wrong with a public report; works with JavaScript off."""
    public = PublicIssue.objects.select_related("category", "neighbourhood")
    issue = get_object_or_404(public, number=number)
    form = FlagForm(request.POST or None, initial={"id": uuid7()})
    if request.method == "POST" and form.is_valid():
        form.flag(number)
        return redirect(f"{issue.get_absolute_url()}?flagged")
    status = 422 if form.errors else 200
    return render(request, "issues/flag.html", {"issue": issue, "form": form}, status=status)


@require_safe
def rules(request: HttpRequest) -> HttpResponse:
    """The rules of the community."""
    return render(request, "issues/rules.html")
