"""A place as a source has it, between whoever reads it and whoever keeps it."""

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True)
class PlaceFeature:
    """A place of a source.

    Attributes:
        identity: the source's own id of it.
        type: the slug of a type of places.
        name: as people call it.
        shape: WKB in EPSG:4326, valid, of 10,000 corners at most.
        facts: more that the source says, as text by the name of the place's field.
        mahalle: where the source itself says that it lies, if it does.
    """

    identity: str
    type: str
    name: str
    shape: bytes
    facts: Mapping[str, str] = field(default_factory=dict)
    mahalle: str = ""


@dataclass(frozen=True)
class PlacesRead:
    """What a source holds, and what is to be told of it: repairs, refusals, columns left aside.

    `repaired` is how many of the features have another shape than their source says.
    """

    features: list[PlaceFeature]
    told: list[str]
    repaired: int = 0
