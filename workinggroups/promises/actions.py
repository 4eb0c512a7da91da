"""Actions of a decision: recorded, and told of; keyword-only, one transaction each, no request."""

from collections.abc import Mapping
from datetime import date
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from workinggroups.errors import RefusedError
from workinggroups.models import (
    ENDED,
    Action,
    ActionStep,
    Decision,
    Outcome,
    Progress,
    Verdict,
)


@transaction.atomic
def promise(*, key: UUID, decision: Decision, facts: Mapping[str, Any]) -> Action:
    """Record what follows from a decision; sent twice by the same key, it is one.

    Raises:
        RefusedError: the decision was not adopted, or another one superseded it.
    """
    locked = Decision.objects.select_for_update().get(pk=decision.pk)
    if locked.outcome != Outcome.ADOPTED:
        raise RefusedError(_("Actions follow from adopted decisions alone."))
    if Decision.objects.filter(supersedes=locked, outcome=Outcome.ADOPTED).exists():
        raise RefusedError(_("This decision is superseded already."))
    made = {"decision": locked, "promised_on": timezone.localdate(), **facts}
    action, _is_new = Action.objects.get_or_create(key=key, defaults=made)
    return action


@transaction.atomic
def tell(*, action: Action, progress: Progress, note: str, on: date) -> ActionStep:
    """Tell how far an action is, with the day on which it was so.

    Raises:
        RefusedError: the day is in the future or before the last one told of, or the action has ended.
    """
    locked = Action.objects.select_for_update().get(pk=action.pk)
    last = locked.steps.last()
    if locked.progress in ENDED:
        raise RefusedError(_("This action has ended. What follows is another action."))
    if on > timezone.localdate():
        raise RefusedError(_("This day is in the future."))
    if on < (last.taken_on if last else locked.promised_on):
        raise RefusedError(_("This day is before the last one that was told of."))
    locked.progress = progress
    locked.ended_on = on if progress in ENDED else None
    locked.save(update_fields=["progress", "ended_on"])
    return locked.steps.create(progress=progress, note=note, taken_on=on)


@transaction.atomic
def judge(*, action: Action, phone: UUID, word: Verdict.Word) -> None:
    """Say what came of an action; who says it again thinks again.

    Raises:
        RefusedError: it is not done.
    """
    locked = Action.objects.select_for_update(no_key=True).get(pk=action.pk)
    if locked.progress != Progress.DONE:
        raise RefusedError(_("You can say whether it helped once it is done."))
    Verdict.objects.update_or_create(action=locked, phone=phone, defaults={"word": word})
