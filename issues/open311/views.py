"""Open311 GeoReport v2: the calls of the standard, in XML and JSON, as the address says."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.conf import settings
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods
from uuid_utils.compat import uuid7

from accounts.keys import client_of
from accounts.limits import TooOftenError
from accounts.models import ClientKey
from intake.photo_files import CleanPhoto
from issues.actions import OutsideError, RefusedError, report_issue
from issues.models import (
    MOST_PHOTOS,
    Category,
    ClientReport,
    Issue,
    PublicIssue,
    Source,
    Visibility,
)
from issues.open311.errors import Open311Error
from issues.open311.formats import as_json, as_xml
from issues.open311.intake import known_report, photos_of, report_of
from issues.open311.requests import (
    READING,
    number_of,
    request_of,
    requests_asked,
    token_of,
    updates_asked,
)
from issues.open311.services import definition, service
from issues.open311.tasks import fetch_photo
from issues.open311.updates import take_update
from issues.photos import add_photo

Page = Callable[..., tuple[str, Any]]
KINDS = {"xml": "text/xml; charset=utf-8", "json": "application/json"}
FORMS = ("application/x-www-form-urlencoded", "multipart/form-data")
LONGEST_ADDRESS = 2000
CHANGED = "2026-11-29T00:00:00+03:00"
"""When these calls were last another."""


def _call(methods: list[str]) -> Callable[[Page], Callable[..., HttpResponse]]:
    """Answer in the format of the address; what is wrong in the standard's own form."""

    def decorated(page: Page) -> Callable[..., HttpResponse]:
        @csrf_exempt
        @require_http_methods(methods)
        @wraps(page)
        def guarded(request: HttpRequest, suffix: str, **place: Any) -> HttpResponse:
            if suffix not in KINDS:
                return _refused("xml", Open311Error(_("There is .xml, and .json."), 404))
            try:
                _refuse_other_places(request)
                root, told = page(request, **place)
            except Open311Error as refusal:
                return _refused(suffix, refusal)
            status = 201 if request.method == "POST" else 200
            return _answer(suffix, root, told, status)

        return guarded

    return decorated


def _answer(suffix: str, root: str, told: Any, status: int) -> HttpResponse:
    text = as_json(told) if suffix == "json" else as_xml(root, told)
    answer = HttpResponse(text, content_type=KINDS[suffix], status=status)
    answer.headers["Access-Control-Allow-Origin"] = "*"
    answer.headers["Vary"] = "Accept-Language"  # names of services
    return answer


def _refused(suffix: str, refusal: Open311Error) -> HttpResponse:
    told = [{"code": refusal.status, "description": str(refusal)}]
    answer = _answer(suffix, "errors", told, refusal.status)
    if refusal.wait:
        answer.headers["Retry-After"] = str(refusal.wait)
    return answer


def _refuse_other_places(request: HttpRequest) -> None:
    """Take an empty jurisdiction as none; ours is the name of the host."""
    asked = request.GET.get("jurisdiction_id") or request.POST.get("jurisdiction_id")
    if asked and asked != settings.SITE_URL.partition("://")[2]:
        raise Open311Error(_("This place is not served here."), 404)


@_call(["GET", "HEAD"])
def discovery(_request: HttpRequest) -> tuple[str, Any]:
    """What is where."""
    endpoint = {
        "specification": "http://wiki.open311.org/GeoReport_v2",
        "url": f"{settings.SITE_URL}/open311/v2",
        "changeset": CHANGED,
        "type": "production",
        "formats": ["text/xml", "application/json"],
    }
    return "discovery", {
        "changeset": CHANGED,
        "contact": settings.SITE_URL,
        "key_service": _("The secretariat gives keys: %(url)s") % {"url": settings.SITE_URL},
        "endpoints": [endpoint],
    }


@_call(["GET", "HEAD"])
def services(_request: HttpRequest) -> tuple[str, Any]:
    """What can be reported."""
    known = Category.objects.open_for_reports().with_questions()
    return "services", [service(category) for category in known]


@_call(["GET", "HEAD"])
def service_definition(_request: HttpRequest, code: str) -> tuple[str, Any]:
    """What is asked about a service."""
    known = Category.objects.open_for_reports().with_questions().filter(slug=code).first()
    if known is None:
        raise Open311Error(_("There is no such service."), 404)
    return "service_definition", definition(known)


@_call(["GET", "HEAD", "POST"])
def requests(request: HttpRequest) -> tuple[str, Any]:
    """Public reports; or a new one, from a client with a key."""
    if request.method == "POST":
        return "service_requests", [_taken(request)]
    if unknown := set(request.GET) - READING - {"en", "tr"}:
        raise Open311Error(_("There is no parameter %(name)s.") % {"name": min(unknown)})
    return "service_requests", requests_asked(_said(request.GET))


@_call(["GET", "HEAD"])
def request(request: HttpRequest, number: int) -> tuple[str, Any]:
    """One public report, in a list."""
    known = PublicIssue.objects.for_readers().prefetch_related("changes")
    found = known.filter(number=number).first()
    if found is None:
        raise Open311Error(_("There is no such request, or it is not public."), 404)
    return "service_requests", [request_of(found, extended=request.GET.get("extensions") == "true")]


@_call(["GET", "HEAD"])
def token(_request: HttpRequest, token: str) -> tuple[str, Any]:
    """The id of a report that was not public when it was sent; null while it is not."""
    number = number_of(token)
    is_public = PublicIssue.objects.filter(number=number).exists()
    return "service_requests", [
        {"service_request_id": str(number) if is_public else None, "token": token}
    ]


@_call(["GET", "HEAD", "POST"])
def updates(request: HttpRequest) -> tuple[str, Any]:
    """Public answers to reports; or a new one, from a client whose key may change them."""
    if request.method == "POST":
        client = _client(request, ClientKey.Scope.UPDATE)
        update = take_update(client=client, given=_said(request.POST))
        return "service_request_updates", [{"update_id": update}]
    return "service_request_updates", updates_asked(_said(request.GET))


def _said(given: Any) -> dict[str, str]:
    return {name: str(value) for name, value in given.items()}


def _client(request: HttpRequest, scope: ClientKey.Scope) -> ClientKey:
    """Return whose key was sent: as api_key, or as Authorization: Bearer."""
    if request.content_type not in FORMS:
        raise Open311Error(
            _("Send the fields of a form, not %(kind)s.") % {"kind": request.content_type}
        )
    bearer = request.headers.get("Authorization", "").removeprefix("Bearer ").strip()
    key = request.POST.get("api_key") or request.GET.get("api_key") or bearer
    try:
        client = client_of(key=key, scope=scope) if key else None
    except TooOftenError as error:
        raise Open311Error(str(error), 429, error.wait) from error
    if client is None:
        raise Open311Error(_("api_key: a key of ours that may do this is needed."), 403)
    return client


def _taken(request: HttpRequest) -> dict[str, Any]:
    """Store what a client reports. Returns its id, or a token while it is not public."""
    client = _client(request, ClientKey.Scope.REPORT)
    files: Any = request.FILES
    photos = photos_of(dict(files.lists()))
    addresses = [str(url) for url in request.POST.getlist("media_url") if url]
    if any(len(url) > LONGEST_ADDRESS or "\x00" in url for url in addresses):
        raise Open311Error(_("media_url: an address of at most 2,000 letters."))
    if len(addresses) + len(photos) > MOST_PHOTOS:
        raise Open311Error(_("At most five photos."))
    issue = _stored(request, client, photos, addresses)
    if issue.visibility == Visibility.PUBLIC:
        return {"service_request_id": str(issue.number), "service_notice": None, "account_id": None}
    return {"token": token_of(issue.number), "service_notice": None, "account_id": None}


@transaction.atomic
def _stored(
    request: HttpRequest, client: ClientKey, photos: list[CleanPhoto], addresses: list[str]
) -> Issue:
    own_id = request.headers.get("Idempotency-Key", "").strip()
    if known := known_report(client, own_id):
        return known
    report = report_of(dict(request.POST.lists()))
    try:
        issue, _is_new = report_issue(report=report, source=Source.API)
        ClientReport.objects.create(client=client, issue=issue, own_id=own_id)
        for photo in photos:
            add_photo(issue=issue, id=uuid7(), photo=photo)
    except (OutsideError, RefusedError) as error:
        raise Open311Error(str(error)) from error
    for url in addresses:
        fetch_photo.defer(number=issue.number, photo=str(uuid7()), url=url)
    return issue
