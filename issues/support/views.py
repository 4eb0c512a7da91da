"""Support from an issue's page, without JavaScript."""

from uuid import uuid4

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_POST

from accounts.api import TooOftenProblem, with_retry_after
from issues.actions import RefusedError
from issues.models import PublicIssue
from issues.support import actions
from issues.support.api import admit_support, phone_of, remember_phone


@require_POST
def support(request: HttpRequest, number: int) -> HttpResponse:
    """Support an issue, or take it back, and return to its page."""
    issue = get_object_or_404(PublicIssue, number=number)
    phone = phone_of(request) or uuid4()
    change = actions.withdraw_support if "withdraw" in request.POST else actions.support
    try:
        if not actions.supported_among(issues=[issue], supporter=phone):
            admit_support(request, issue)
        change(issue=issue, supporter=phone)
    except RefusedError as error:
        return _refused(request, issue, error, status=409)
    except TooOftenProblem as error:
        return with_retry_after(_refused(request, issue, error, status=429), error)
    response = redirect(issue)
    remember_phone(response, phone)
    return response


def _refused(
    request: HttpRequest, issue: PublicIssue, error: Exception, status: int
) -> HttpResponse:
    context = {"issue": issue, "refused": error}
    return render(request, "issues/support_refused.html", context, status=status)
