"""Places of the drawn town, taken in as a source's are."""

from shapely import LineString, Point, Polygon, box
from uuid_utils.compat import uuid7

from gisdata.places.feature import PlaceFeature
from places.importing import plan_import, take_in
from places.loading import load_types
from places.models import Condition, Place
from tests.district import BRIDGE, FOUNTAIN

SOURCE, LICENCE = "Örnek Belediye", "CC BY 4.0"
OLD_FOUNTAIN = Point(*FOUNTAIN)
GROVE = box(29.105, 40.992, 29.115, 40.996)
"""A grove that lies in Bağlar and Çınar, a half in each."""
STREAM = LineString([(29.102, 40.995), (29.102, 40.985)])
"""A stream through Bağlar and Dere, a half in each."""
BEYOND = Polygon([(29.115, 40.995), (29.125, 40.995), (29.125, 40.997), (29.115, 40.997)])
"""A park that lies in Çınar by a half, and outside by the other."""


def feature(name="Ihlamurlu Çeşme", type_="cesme", shape=OLD_FOUNTAIN, identity="1", **more):
    facts = more.pop("facts", {})
    return PlaceFeature(identity, type_, name, bytes(shape.wkb), facts, **more)


def take(*features, source=SOURCE):
    """Take features in, as the command does. Returns what was planned."""
    load_types()
    plan = plan_import(source=source, features=features)
    take_in(plan=plan, source=source, licence=LICENCE, address="https://example.org/")
    return plan


def keep(name="Ihlamurlu Çeşme", type_="cesme", shape=OLD_FOUNTAIN, **more):
    """A place of the register."""
    take(feature(name, type_, shape, identity=f"{type_} {name}", **more))
    return Place.objects.get(name=name)


def keep_four():
    """A fountain in Bağlar, a grove in Bağlar and Çınar, a stream in Bağlar and Dere, a bridge in Dere."""
    return [
        keep(),
        keep("Çınar Korusu", "koru", GROVE),
        keep("Kurbağalı Dere", "dere", STREAM),
        keep("Taş Köprü", "kopru", Point(*BRIDGE)),
    ]


def shares(place):
    """How much lies in which mahalle."""
    rows = place.shares.order_by("neighbourhood__name")
    return dict(rows.values_list("neighbourhood__name", "share"))


def see(place, state, on="2026-05-01", **more):
    """Somebody saw how a place is doing."""
    return Condition.objects.create(id=uuid7(), place=place, state=state, seen_on=on, **more)
