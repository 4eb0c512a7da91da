"""A word from somebody that a report is not right."""

from uuid import UUID

from django.db import transaction

from issues.models import Flag, Issue


@transaction.atomic
def flag_issue(*, identity: UUID, issue: Issue, reason: Flag.Reason, text: str) -> Flag:
    """Keep a flag once, however often it is sent. It hides nothing: a moderator looks at it."""
    flag, _created = Flag.objects.get_or_create(
        id=identity, defaults={"issue": issue, "reason": reason, "text": text.strip()}
    )
    return flag
