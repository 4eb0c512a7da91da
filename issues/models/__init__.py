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
from issues.models.clients import OWN_ID_LENGTH, ClientReport, ClientUpdate
from issues.models.comments import COMMENT_LENGTH, Comment, CommentFlag, PublicComment
from issues.models.counts import CellCount, DailyCount, PublicCell
from issues.models.following import Pace, Subscription, new_key
from issues.models.forwarding import Endpoint, Forward, ForwardMessage, Route
from issues.models.groups import AGES, Group, GroupAnswer, GroupCount
from issues.models.history import Event, PublicChange, PublicStep, told
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
    PUBLIC_STEPS,
    Flag,
    HoldReason,
    ModerationStep,
)
from issues.models.photos import MOST_PHOTOS, Photo, PhotoFacts, PublicPhoto, RemovedPhoto
from issues.models.places import PlacedIssue
from issues.models.questions import LARGEST_NUMBER, Answer, Choice, PublicAnswer, Question
from issues.models.rating import RATING_LENGTH, Rating
from issues.models.reporter import Reporter
from issues.models.support import Support, SupportCount

__all__ = [
    "AGES",
    "CLOSED",
    "COMMENT_LENGTH",
    "DECISIONS",
    "DESCRIPTION_LENGTH",
    "FARTHEST",
    "FROM_RESIDENTS",
    "LARGEST_NUMBER",
    "MOST_PHOTOS",
    "OPEN",
    "OWN_ID_LENGTH",
    "PUBLIC_STEPS",
    "RATING_LENGTH",
    "SPOT_LENGTH",
    "TRANSITIONS",
    "Answer",
    "Category",
    "CellCount",
    "Choice",
    "ClientReport",
    "ClientUpdate",
    "Comment",
    "CommentFlag",
    "DailyCount",
    "Endpoint",
    "Event",
    "Flag",
    "Forward",
    "ForwardMessage",
    "Group",
    "GroupAnswer",
    "GroupCount",
    "HoldReason",
    "Issue",
    "IssueFacts",
    "ModerationStep",
    "NextNumber",
    "Pace",
    "Photo",
    "PhotoFacts",
    "PlacedIssue",
    "Precision",
    "PublicAnswer",
    "PublicCell",
    "PublicChange",
    "PublicComment",
    "PublicIssue",
    "PublicPhoto",
    "PublicStep",
    "Question",
    "Rating",
    "RemovedPhoto",
    "Reporter",
    "Route",
    "Source",
    "Status",
    "StatusChange",
    "Subscription",
    "Support",
    "SupportCount",
    "Visibility",
    "grouped",
    "new_key",
    "told",
]
