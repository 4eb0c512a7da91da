"""Making decisions: keyword-only, one transaction each, no request."""

from collections import Counter
from collections.abc import Mapping
from typing import Any
from uuid import UUID

from django.db import transaction
from django.db.models import F
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import Webhook
from accounts.webhooks.actions import announce
from workinggroups.decisions import tasks
from workinggroups.errors import RefusedError
from workinggroups.models import (
    AgendaItem,
    Decision,
    Meeting,
    Membership,
    OpenVote,
    Outcome,
    SecretTally,
    SecretTurn,
    Stage,
    Voice,
    Way,
)
from workinggroups.rights import RIGHTS, Right, may

TALLY = {
    Voice.FOR: "votes_for",
    Voice.AGAINST: "votes_against",
    Voice.ABSTAIN: "abstentions",
}


@transaction.atomic
def decide(*, id: UUID, item: AgendaItem, facts: Mapping[str, Any]) -> Decision:
    """Record a decision by consensus, or put one to the vote; sent twice, it is one.

    Args:
        id: the sender's own.
        item: of the agenda of an open meeting.
        facts: fields of a decision, `way` among them.

    Raises:
        RefusedError: the meeting is not open, or what it supersedes was not decided or is superseded already.
    """
    known = Decision.objects.filter(pk=id).first()
    if known is not None:
        return known
    meeting = Meeting.objects.select_for_update(no_key=True).get(pk=item.meeting_id)
    if meeting.stage != Stage.OPEN:
        raise RefusedError(_("Decisions are made while a meeting is open."))
    older = facts.get("supersedes")
    if older is not None:
        _refuse_superseding(older, meeting.group_id)
    made = {"group_id": meeting.group_id, "item": item, **_beginning(facts["way"], meeting)}
    decision = Decision.objects.create(id=id, **facts, **made)
    if decision.way == Way.SECRET_VOTE:
        SecretTally.objects.create(decision=decision)
    if not decision.is_open:
        announce(event=Webhook.Event.DECISION_PUBLISHED, about=decision.pk)
    return decision


def _beginning(way: Way, meeting: Meeting) -> dict[str, Any]:
    """Return how a decision begins: adopted, or voted on by those who have a voice now."""
    if way == Way.CONSENSUS:
        return {"outcome": Outcome.ADOPTED, "decided_at": timezone.now()}
    electors = _voters(meeting.group_id)
    return {"outcome": Outcome.VOTING, "electors": electors, "eligible": len(electors)}


def _voters(group: int) -> list[int]:
    """Return the memberships of a group that have a voice now."""
    found = Membership.objects.with_role(*RIGHTS[Right.VOTE]).filter(group=group)
    return sorted(found.values_list("pk", flat=True))


def _refuse_superseding(older: Decision, group: int) -> None:
    locked = Decision.objects.select_for_update().get(pk=older.pk)
    if locked.outcome != Outcome.ADOPTED or locked.group_id != group:
        raise RefusedError(_("Only an adopted decision of this group can be superseded."))
    if locked.superseded_by:
        raise RefusedError(_("This decision is superseded already."))


@transaction.atomic
def vote(*, decision: Decision, member: Membership, voice: Voice) -> None:
    """Let a member vote, once.

    Of a secret vote it is kept that the member took part, and one is added to a number; the two
    are rows without a moment, and the turns are written anew so that no row tells the order.

    Raises:
        RefusedError: the vote is over, the member voted already, or has no voice or had none when it began.
    """
    locked = Decision.objects.select_for_update().get(pk=decision.pk)
    current = Membership.objects.select_for_update().get(pk=member.pk)
    if not locked.is_open:
        raise RefusedError(_("This vote is over."))
    if current.group_id != locked.group_id or not may(current, Right.VOTE):
        raise RefusedError(_("You have no voice in this vote."))
    if current.pk not in locked.electors:
        raise RefusedError(
            _("This vote had begun before you had a voice, so it goes on without you.")
        )
    if has_voted(decision=locked, member=current):
        raise RefusedError(_("You voted already."))
    if locked.way == Way.OPEN_VOTE:
        OpenVote.objects.create(decision=locked, member=current, voice=voice)
        return
    members = [*locked.secret_turns.values_list("member", flat=True), current.pk]
    locked.secret_turns.all().delete()
    turns = [SecretTurn(decision=locked, member_id=pk) for pk in sorted(filter(None, members))]
    SecretTurn.objects.bulk_create(turns)
    SecretTally.objects.filter(pk=locked.pk).update(**{TALLY[voice]: F(TALLY[voice]) + 1})


def has_voted(*, decision: Decision, member: Membership) -> bool:
    """Tell whether a member voted."""
    if decision.way == Way.SECRET_VOTE:
        return decision.secret_turns.filter(member=member).exists()
    return decision.open_votes.filter(member=member).exists()


@transaction.atomic
def close_vote(*, decision: Decision, dissent: str) -> Decision:
    """Close a vote and say what came of it: more for than against, if enough voted.

    Raises:
        RefusedError: it is over already, or another decision stands in the place of the one that it supersedes.
    """
    locked = Decision.objects.select_for_update().get(pk=decision.pk)
    if not locked.is_open:
        raise RefusedError(_("This vote is over."))
    for name, count in _counted(locked).items():
        setattr(locked, name, count)
    locked.outcome = _outcome(locked)
    if locked.supersedes and locked.outcome == Outcome.ADOPTED:
        _refuse_superseding(locked.supersedes, locked.group_id)
    locked.dissent, locked.decided_at = dissent, timezone.now()
    locked.save()
    SecretTally.objects.filter(pk=locked.pk).delete()
    if locked.way == Way.SECRET_VOTE:
        tasks.leave_no_trace.defer()
    announce(event=Webhook.Event.DECISION_PUBLISHED, about=locked.pk)
    return locked


def _counted(decision: Decision) -> dict[str, int]:
    if decision.way == Way.SECRET_VOTE:
        return {name: getattr(decision.tally, name) for name in TALLY.values()}
    said = Counter(decision.open_votes.values_list("voice", flat=True))
    return {name: said[voice] for voice, name in TALLY.items()}


def _outcome(decision: Decision) -> Outcome:
    voted = decision.votes_for + decision.votes_against + decision.abstentions
    if voted < decision.quorum:
        return Outcome.NO_QUORUM
    return Outcome.ADOPTED if decision.votes_for > decision.votes_against else Outcome.REJECTED
