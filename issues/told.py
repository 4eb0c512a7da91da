"""What other systems are told of reports: what is public of them at that moment."""

from typing import Any

from django.conf import settings

from accounts.models import Webhook
from accounts.webhooks.told import tells
from issues.models import PublicIssue


@tells(Webhook.Event.ISSUE_CREATED)
@tells(Webhook.Event.STATUS_CHANGED)
def told_of_issue(number: str) -> dict[str, Any] | None:
    """Return a public report by its number; None if it is not public."""
    issue = PublicIssue.objects.for_readers().filter(number=number).first()
    if issue is None:
        return None
    change = issue.changes.last()
    return {
        "number": issue.number,
        "url": settings.SITE_URL + issue.get_absolute_url(),
        "category": issue.category.slug,
        "status": issue.status,
        "note": change.note if change else "",
        "description": issue.description,
        "neighbourhood_code": issue.neighbourhood.code if issue.neighbourhood else None,
        "longitude": issue.location.x,
        "latitude": issue.location.y,
        "reported_at": issue.reported_at.isoformat(),
    }
