"""What is worth keeping: types, places, their shares, and where they come from."""

from places.models.choices import (
    Access,
    Facility,
    Kind,
    Origin,
    Ownership,
    Protection,
    State,
    Status,
    Visibility,
)
from places.models.flags import PlaceFlag
from places.models.issues import PlaceIssue
from places.models.photos import PlacePhoto, PublicPlacePhoto
from places.models.place import (
    NAME_LENGTH,
    SPOT_LENGTH,
    STORY_LENGTH,
    Place,
    PlaceShare,
    PublicPlace,
    PublicShare,
)
from places.models.sources import DataSource, PublicSource, SourcedPlace
from places.models.steps import (
    NOTE_LENGTH,
    Action,
    Condition,
    PlaceStep,
    PublicCondition,
    PublicPlaceStep,
)
from places.models.types import PlaceType

__all__ = [
    "NAME_LENGTH",
    "NOTE_LENGTH",
    "SPOT_LENGTH",
    "STORY_LENGTH",
    "Access",
    "Action",
    "Condition",
    "DataSource",
    "Facility",
    "Kind",
    "Origin",
    "Ownership",
    "Place",
    "PlaceFlag",
    "PlaceIssue",
    "PlacePhoto",
    "PlaceShare",
    "PlaceStep",
    "PlaceType",
    "Protection",
    "PublicCondition",
    "PublicPlace",
    "PublicPlacePhoto",
    "PublicPlaceStep",
    "PublicShare",
    "PublicSource",
    "SourcedPlace",
    "State",
    "Status",
    "Visibility",
]
