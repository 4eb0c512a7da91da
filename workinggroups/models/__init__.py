"""Facts about groups, what they look at, decide and promise."""

from workinggroups.models.decisions import (
    Decision,
    OpenVote,
    Outcome,
    SecretTally,
    SecretTurn,
    Voice,
    Way,
)
from workinggroups.models.groups import (
    Joining,
    Kind,
    Membership,
    Role,
    State,
    WorkingGroup,
)
from workinggroups.models.meetings import (
    AgendaItem,
    GroupView,
    Meeting,
    Stage,
    Subject,
    SubjectKind,
)
from workinggroups.models.minutes import Correction, Minutes
from workinggroups.models.promises import ENDED, Action, ActionStep, Doer, Progress, Seen, Verdict
from workinggroups.models.snapshots import (
    FrozenFeature,
    FrozenOutline,
    FrozenSource,
    PublicFrozenFeature,
    Snapshot,
)
from workinggroups.models.stage import (
    NOTE_COLOURS,
    MeetingNote,
    NoteColour,
    NoteState,
    Screen,
)

__all__ = [
    "ENDED",
    "NOTE_COLOURS",
    "Action",
    "ActionStep",
    "AgendaItem",
    "Correction",
    "Decision",
    "Doer",
    "FrozenFeature",
    "FrozenOutline",
    "FrozenSource",
    "GroupView",
    "Joining",
    "Kind",
    "Meeting",
    "MeetingNote",
    "Membership",
    "Minutes",
    "NoteColour",
    "NoteState",
    "OpenVote",
    "Outcome",
    "Progress",
    "PublicFrozenFeature",
    "Role",
    "Screen",
    "SecretTally",
    "SecretTurn",
    "Seen",
    "Snapshot",
    "Stage",
    "State",
    "Subject",
    "SubjectKind",
    "Verdict",
    "Voice",
    "Way",
    "WorkingGroup",
]
