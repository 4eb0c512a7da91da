"""A word from somebody that a report is not right."""

from uuid import UUID

from django.db import transaction

from intake.flags import new_flag
from issues.models import Flag, Issue


@transaction.atomic
def flag_issue(*, identity: UUID, issue: Issue, reason: Flag.Reason, text: str) -> Flag:
    """Keep a flag once, however often it is sent. It hides nothing: a moderator looks at it."""
    locked = Issue.objects.select_for_update(no_key=True).get(pk=issue.pk)
    flag, _created = Flag.objects.get_or_create(
        id=identity, defaults=new_flag(reason, text) | {"issue": locked}
    )
    return flag
