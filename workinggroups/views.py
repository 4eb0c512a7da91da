"""The way into pages of a group: who is logged in, and may they?"""

from collections.abc import Callable
from functools import wraps
from typing import Any
from uuid import UUID

from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import get_object_or_404
from django.views.decorators.cache import never_cache
from uuid_utils.compat import uuid7

from workinggroups.models import Meeting, Membership, WorkingGroup
from workinggroups.rights import RIGHTS, Right, may

Page = Callable[..., HttpResponseBase]


def member_of(group: WorkingGroup, request: HttpRequest) -> Membership | None:
    """Return what the person who asks is in a group, if anything; also one who asks to join."""
    if not request.user.is_authenticated:
        return None
    return Membership.objects.filter(group=group, user=request.user).first()


def rights_of(member: Membership | None) -> dict[str, bool]:
    """Return for templates which rights somebody has, by their names in small letters."""
    return {right.name.lower(): may(member, right) for right in RIGHTS}


def identity_of(request: HttpRequest) -> UUID:
    """Return the id that a form carries, so that what is sent twice is done once; a new one for a new form."""
    try:
        return UUID(request.POST.get("id", ""))
    except ValueError:
        return uuid7()


def with_right(right: Right) -> Callable[[Page], Page]:
    """Let in members of the address's group (`slug`) who have a right; the page is given the group."""

    def decorated(page: Page) -> Page:
        @never_cache
        @login_required
        @wraps(page)
        def guarded(request: HttpRequest, slug: str, **place: Any) -> HttpResponseBase:
            group = get_object_or_404(WorkingGroup, slug=slug)
            if not may(member_of(group, request), right):
                raise PermissionDenied
            return page(request, group, **place)

        return guarded

    return decorated


def of_meeting(right: Right) -> Callable[[Page], Page]:
    """Let in members of the group of the address's meeting (`id`) who have a right; the page is given the meeting."""

    def decorated(page: Page) -> Page:
        @never_cache
        @login_required
        @wraps(page)
        def guarded(request: HttpRequest, id: UUID, **place: Any) -> HttpResponseBase:
            found = get_object_or_404(Meeting.objects.select_related("group"), pk=id)
            if not may(member_of(found.group, request), right):
                raise PermissionDenied
            return page(request, found, **place)

        return guarded

    return decorated
