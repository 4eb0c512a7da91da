"""Who may do what in a group: one table, which pages and tests read."""

from enum import Enum

from workinggroups.models import Membership, Role


class Right(Enum):
    """Something that is done in a group's name."""

    CHANGE_GROUP = "change what the group says of itself, and who belongs to it"
    PREPARE = "call a meeting, write its agenda"
    LEAD = "open a meeting, show views, put something to the vote"
    VOTE = "have a voice in decisions"
    FOLLOW_UP = "record actions and what becomes of them"
    PUBLISH = "publish minutes and correct them"


RIGHTS: dict[Right, frozenset[Role]] = {
    Right.CHANGE_GROUP: frozenset({Role.SECRETARY}),
    Right.PREPARE: frozenset({Role.SECRETARY, Role.FACILITATOR}),
    Right.LEAD: frozenset({Role.FACILITATOR}),
    Right.VOTE: frozenset({Role.SECRETARY, Role.FACILITATOR, Role.MEMBER}),
    Right.FOLLOW_UP: frozenset({Role.SECRETARY, Role.FACILITATOR}),
    Right.PUBLISH: frozenset({Role.SECRETARY}),
}


def may(member: Membership | None, right: Right) -> bool:
    """Tell whether somebody may do something in the group they belong to; None belongs to none."""
    return member is not None and member.is_in and member.role in RIGHTS[right]
