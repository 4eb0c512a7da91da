"""Facts about groups, what they look at, decide and promise."""

from workinggroups.models.groups import (
    Joining,
    Kind,
    Membership,
    Role,
    State,
    WorkingGroup,
)
from workinggroups.models.meetings import AgendaItem, Meeting, Stage, Subject, SubjectKind
from workinggroups.models.snapshots import (
    FrozenFeature,
    FrozenOutline,
    FrozenSource,
    PublicFrozenFeature,
    Snapshot,
)

__all__ = [
    "AgendaItem",
    "FrozenFeature",
    "FrozenOutline",
    "FrozenSource",
    "Joining",
    "Kind",
    "Meeting",
    "Membership",
    "PublicFrozenFeature",
    "Role",
    "Snapshot",
    "Stage",
    "State",
    "Subject",
    "SubjectKind",
    "WorkingGroup",
]
