"""Pages of issues."""

from functools import wraps
from typing import Any
from uuid import UUID

from django.conf import settings
from django.http import (
    HttpRequest,
    HttpResponse,
    HttpResponseBase,
    QueryDict,
)
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.cache import get_conditional_response
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe
from rest_framework.exceptions import ValidationError
from uuid_utils.compat import uuid7

from accounts.api import TooOftenProblem, admit_request, person_of, refused
from intake.tied import tied_to
from intake.views import View, as_picture, flag_page, picture
from issues.areas import area_in_words
from issues.comments.views import comments_of
from issues.filter_choices import filter_choices, said
from issues.follow.wishes import can_be_followed
from issues.forms import CategoryChoiceForm, FlagForm, ListReportForm
from issues.listing import KnownCountPaginator, listed
from issues.models import (
    Category,
    Issue,
    PublicIssue,
    PublicPhoto,
    grouped,
    told,
)
from issues.own.actions import no_groups, no_placing
from issues.own.views import has_said
from issues.parameters import IssueFilterSerializer
from issues.photos import photo_file
from issues.placing import places_near
from issues.support.actions import supported_among
from issues.support.api import phone_of
from issues.usual_time import usual_time

PER_PAGE = 25
PLACE = ("area", "circle", "bbox")
"""Filters that a map sets and no field shows."""


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
    related = PublicIssue.objects.select_related("category", "neighbourhood")
    pages = KnownCountPaginator(listed(asked, related), PER_PAGE)
    query = request.GET.copy()
    query.pop("page", None)
    given = said(query.lists())
    context = {
        **filter_choices(given),
        "given": given,
        "area": area_in_words(asked.area) if asked.area else "",
        "can_be_followed": can_be_followed(asked),
        "place": {name: given[name] for name in PLACE if name in given},
        "query": query.urlencode(),
        "page": pages.get_page(request.GET.get("page")),
    }
    return render(request, "issues/list.html", context)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def report_by_list(request: HttpRequest) -> HttpResponse:
    """Report without the map: first the category, then the rest. Works with JavaScript off.

    The button `go` says which of the two to show next; both keep what was written so far.
    """
    sent, go = request.POST or request.GET, request.POST.get("go", "")
    chosen = CategoryChoiceForm(sent if request.POST or "category" in sent else None)
    if go == "category" or not chosen.is_valid():
        return _category_page(request, chosen, changing=go == "category")
    category = chosen.cleaned_data["category"]
    started = {"id": uuid7()} | _written(request.POST)
    if request.method != "POST" or go == "details":
        return render(
            request, "issues/new.html", {"form": ListReportForm(category, initial=started)}
        )
    form = ListReportForm(category, request.POST, request.FILES, initial=started)
    return _answer(request, form)


def _answer(request: HttpRequest, form: ListReportForm) -> HttpResponse:
    """Keep a report and lead to the thanks, or show the form again with what is wrong."""
    try:
        issue = _report(request, form)
    except TooOftenProblem as refusal:
        return refused(request, "issues/new.html", {"form": form}, refusal)
    if issue:
        return redirect("issues:sent", id=issue.pk)
    return render(request, "issues/new.html", {"form": form}, status=422)


def _report(request: HttpRequest, form: ListReportForm) -> Issue | None:
    """Keep a report, if the form has nothing against it.

    Raises:
        TooOftenProblem: when the network has sent enough; what was stored before is no new one.
    """
    if not form.is_valid():
        return None
    if not form.is_stored():
        admit_request(request, "report")
    return form.report(person_of(request))


def _category_page(
    request: HttpRequest, chosen: CategoryChoiceForm, *, changing: bool
) -> HttpResponse:
    wrong = "" if changing else " ".join(str(error) for error in chosen["category"].errors)
    context = {
        "category_groups": grouped(Category.objects.open_for_reports().select_related("parent")),
        "category_error": wrong,
        "photos_lost": bool(request.FILES),
        "chosen_category": chosen.data.get("category", ""),
        "written": [
            (name, text) for name in _written(request.POST) for text in request.POST.getlist(name)
        ],
    }
    return render(request, "issues/category.html", context, status=422 if wrong else 200)


def _written(sent: QueryDict) -> dict[str, Any]:
    """Return what somebody wrote into the second step, to go on with; several values as a list."""
    ours = {"csrfmiddlewaretoken", "category", "go", "proof"}
    lists = {name: texts for name, texts in sent.lists() if name not in ours}
    return {name: texts if len(texts) > 1 else texts[0] for name, texts in lists.items()}


@require_safe
def sent(request: HttpRequest, id: UUID) -> HttpResponse:
    """Thank a reporter, and tell what comes next. Only who made the id knows the address."""
    issue = get_object_or_404(
        Issue.objects.select_related("category", "neighbourhood", "duplicate_of"), pk=id
    )
    context = {
        "issue": issue,
        "usual_time": usual_time(issue),
        "answered_by": settings.ANSWERED_BY,
        "places": [] if no_placing(issue) else places_near(issue),
        "asks_groups": not (has_said(request) or no_groups(issue)),
    }
    return render(request, "issues/sent.html", context)


@require_safe
def detail(request: HttpRequest, number: int) -> HttpResponse:
    """The public page of an issue with its history; a duplicate's leads to the original's."""
    public = PublicIssue.objects.for_readers()
    issue = public.filter(number=number).first()
    if issue is None:
        originals = Issue.objects.filter(duplicates__number=number).values("number")
        return redirect(get_object_or_404(public, number__in=originals))
    context = {
        "issue": issue,
        "flagged": "flagged" in request.GET,
        "history": told(issue.changes.all(), issue.steps.all()),
        "supported": bool(supported_among(issues=[issue], supporter=phone_of(request))),
        "tied": tied_to("issue", issue.number),
        **comments_of(request, issue),
    }
    return render(request, "issues/detail.html", context)


@as_picture
@require_safe
def photo(request: HttpRequest, id: UUID, *, small: bool = False) -> HttpResponseBase:
    """A photo, or its thumbnail, of an issue that is public now."""
    get_object_or_404(PublicPhoto, pk=id)
    etag = f'"{id}"'  # an id keeps its picture
    response = get_conditional_response(request, etag=etag) or photo_response(id, small=small)
    response["ETag"] = etag
    return response


def photo_response(id: UUID, *, small: bool) -> HttpResponseBase:
    """Return the file of a photo, for a view that has asked whether it may be seen.

    Raises:
        Http404: the file is not there.
    """
    return picture(photo_file(id, small=small))


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def flag(request: HttpRequest, number: int) -> HttpResponse:
    """Say that something is wrong with a public report; works with JavaScript off."""
    public = PublicIssue.objects.select_related("category", "neighbourhood")
    issue = get_object_or_404(public, number=number)
    back = issue.get_absolute_url()
    return flag_page(
        request,
        "issues/flag.html",
        FlagForm(request.POST or None, initial={"id": uuid7()}),
        key=number,
        context={"issue": issue, "back": back},
        thanks=f"{back}?flagged",
    )
