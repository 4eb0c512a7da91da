"""What residents pin: categories, issues and all that hangs on them."""

from issues.models.categories import FARTHEST, Category, grouped
from issues.models.choices import (
    CLOSED,
    FROM_RESIDENTS,
    OPEN,
    TRANSITIONS,
    Precision,
    Source,
    Status,
    Visibility,
)
from issues.models.counts import CellCount, DailyCount
from issues.models.following import Pace, Subscription, new_key
from issues.models.issue import (
    DESCRIPTION_LENGTH,
    SPOT_LENGTH,
    Issue,
    IssueFacts,
    NextNumber,
    PublicIssue,
    StatusChange,
)
from issues.models.moderation import (
    DECISIONS,
    FLAG_LENGTH,
    PUBLIC_STEPS,
    Flag,
    HateTerm,
    HoldReason,
    ModerationStep,
)
from issues.models.photos import MOST_PHOTOS, Photo, PhotoFacts, PublicPhoto, RemovedPhoto
from issues.models.support import Support, SupportCount

__all__ = [
    "CLOSED",
    "DECISIONS",
    "DESCRIPTION_LENGTH",
    "FARTHEST",
    "FLAG_LENGTH",
    "FROM_RESIDENTS",
    "MOST_PHOTOS",
    "OPEN",
    "PUBLIC_STEPS",
    "SPOT_LENGTH",
    "TRANSITIONS",
    "Category",
    "CellCount",
    "DailyCount",
    "Flag",
    "HateTerm",
    "HoldReason",
    "Issue",
    "IssueFacts",
    "ModerationStep",
    "NextNumber",
    "Pace",
    "Photo",
    "PhotoFacts",
    "Precision",
    "PublicIssue",
    "PublicPhoto",
    "RemovedPhoto",
    "Source",
    "Status",
    "StatusChange",
    "Subscription",
    "Support",
    "SupportCount",
    "Visibility",
    "grouped",
    "new_key",
]
