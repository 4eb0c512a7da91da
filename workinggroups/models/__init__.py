"""Facts about groups, what they look at, decide and promise."""

from workinggroups.models.groups import (
    Joining,
    Kind,
    Membership,
    Role,
    State,
    WorkingGroup,
)

__all__ = ["Joining", "Kind", "Membership", "Role", "State", "WorkingGroup"]
