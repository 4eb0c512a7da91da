"""A place that is not public is gone from every channel at the next request."""

import json
from io import BytesIO

import pytest
from uuid_utils.compat import uuid7

from intake.photo_files import cleaned
from places.likeness import Candidate, likely_the_same
from places.models import Condition, Place
from places.photos import add_photo
from tests.district import FOUNTAIN
from tests.maps.tiles import decoded, tile_over
from tests.pdf import text_of
from tests.pictures import encoded
from tests.places.kept import keep, see
from tests.places.test_nomination import nominated

NAME = "Gizli kalması gereken çeşme"


def by_address(address):
    def look(client, place):
        answer = client.get(address.format(number=place.number))
        assert {"no-cache", "no-store"} & set(answer["Cache-Control"].split(", "))
        return b"".join(answer).decode()

    return look


def by_sheet(address):
    def look(client, place):
        answer = client.get(address.format(number=place.number))
        return text_of(answer) if answer.status_code == 200 else ""

    return look


def by_tile(layer):
    tile = tile_over(14, *FOUNTAIN)

    def look(client, _place):
        answer = client.get(f"/tiles/{layer}/14/{tile.x}/{tile.y}.mvt")
        told = [f["properties"] for each in decoded(answer).values() for f in each["features"]]
        return json.dumps(told, ensure_ascii=False)

    return look


def by_photo(address):
    def look(client, place):
        answer = client.get(address.format(id=place.photos.get().pk))
        return NAME if b"JFIF" in b"".join(answer) else ""

    return look


CHANNELS = {
    "places/photos/<uuid:id>.jpg": by_photo("/places/photos/{id}.jpg"),
    "places/photos/<uuid:id>-small.jpg": by_photo("/places/photos/{id}-small.jpg"),
    "places/<int:number>/condition/": by_address("/places/{number}/condition/"),
    "places/<int:number>/flag/": by_address("/places/{number}/flag/"),
    "places/": by_address("/places/"),
    "places/register.geojson": by_address("/places/register.geojson"),
    "places/<int:number>/feed.atom": by_address("/places/{number}/feed.atom"),
    "places/<int:number>/sheet.pdf": by_sheet("/places/{number}/sheet.pdf"),
    "places/sheets/<slug:slug>.pdf": by_sheet("/places/sheets/baglar.pdf"),
    "places/<int:number>/": by_address("/places/{number}/"),
    "neighbourhoods/<slug:slug>/": by_address("/neighbourhoods/baglar/"),
    "api/v1/search/": by_address("/api/v1/search/?q=gizli+kalması"),
    **{f"tiles/{layer}": by_tile(layer) for layer in ("heritage", "condition")},
    **{
        f"layers/{layer}": by_address(f"/layers/{layer}.geojson")
        for layer in ("heritage", "condition")
    },
    "maps/export/": by_address("/maps/export/heritage.csv"),
}


@pytest.mark.parametrize("channel", CHANNELS)
def test_what_is_not_public_is_gone_from(town, client, channel):
    look = CHANNELS[channel]
    place = keep(NAME)
    see(place, "worn")
    add_photo(place=place, id=uuid7(), photo=cleaned(BytesIO(encoded())))
    assert NAME in look(client, place)
    Place.objects.filter(pk=place.pk).update(visibility="held")
    assert NAME not in look(client, place)


@pytest.mark.parametrize(
    "channel",
    [
        "places/<int:number>/",
        "places/<int:number>/feed.atom",
        "tiles/condition",
        "layers/condition",
    ],
)
def test_a_condition_that_is_held_is_gone_from(town, client, channel):
    place = keep(NAME)
    said = see(place, "worn")
    look = CHANNELS[channel]
    traces = ("state-worn", '"worn"', f"{NAME}: yıpranmış")
    assert any(trace in look(client, place) for trace in traces)
    Condition.objects.filter(pk=said.pk).update(visibility="held")
    assert not any(trace in look(client, place) for trace in traces)


def test_a_nomination_that_is_held_is_gone_from_the_list_of_them_and_from_the_register(
    town, client
):
    place = nominated(NAME)
    addresses = ("/places/nominations/", place.get_absolute_url())
    for address in addresses:
        assert NAME in client.get(address).content.decode()
    Place.objects.filter(pk=place.pk).update(visibility="held")
    for address in addresses:
        assert NAME not in client.get(address).content.decode()


def test_what_likely_is_the_same_is_told_of_public_places_alone(town):
    place = keep(NAME)
    candidate = Candidate([NAME], place.type, place.shape)
    assert likely_the_same(candidate)
    Place.objects.filter(pk=place.pk).update(visibility="held")
    assert not likely_the_same(candidate)
