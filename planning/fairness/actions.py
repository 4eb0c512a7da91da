"""Keeping a scenario: keyword-only, one transaction, no request."""

from typing import Any
from uuid import UUID

from django.db import transaction

from accounts.models import User
from planning.models import Scenario


@transaction.atomic
def keep_scenario(
    *,
    id: UUID,
    title: str,
    note: str,
    question: dict[str, Any],
    answer: dict[str, Any],
    by: User | None,
) -> Scenario:
    """Keep a question with its answer as it is now; sent twice, it is one.

    Returns:
        The scenario, of which nothing changes any more.
    """
    scenario, _is_new = Scenario.objects.get_or_create(
        id=id,
        defaults={
            "title": title,
            "note": note,
            "question": question,
            "answer": answer,
            "kept_by": by,
        },
    )
    return scenario
