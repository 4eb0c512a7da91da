"""Reading tiles as a map program does."""

import gzip
from math import asinh, pi, radians, tan

import mapbox_vector_tile

from issues.models import Issue
from maps.tiles import TileAddress
from tests.district import FRAME


def tile_over(z, longitude, latitude):
    """The tile of a zoom that holds a place, by the formula of the slippy map."""
    x = int((longitude + 180) / 360 * 2**z)
    y = int((1 - asinh(tan(radians(latitude))) / pi) / 2 * 2**z)
    return TileAddress(z, x, y)


def tiles_over(z, frame=FRAME):
    """Every tile of a zoom that touches a frame."""
    west, south, east, north = frame
    first, last = tile_over(z, west, north), tile_over(z, east, south)
    return [
        TileAddress(z, x, y) for x in range(first.x, last.x + 1) for y in range(first.y, last.y + 1)
    ]


def decoded(answer):
    """The layers of a tile that was answered."""
    assert answer.status_code == 200, answer.content
    content = answer.content
    if answer.headers.get("Content-Encoding") == "gzip":
        content = gzip.decompress(content)
    return mapbox_vector_tile.decode(content, default_options={"y_coord_down": True})


def features(client, layer, tile, **asked):
    """The features of one tile of a layer."""
    answer = client.get(f"/tiles/{layer}/{tile.z}/{tile.x}/{tile.y}.mvt", asked)
    return decoded(answer).get(layer, {}).get("features", [])


def reported_tiles(z):
    """The tiles of a zoom in which a report lies, whatever became of it."""
    return {
        tile_over(z, *location) for location in Issue.objects.values_list("location", flat=True)
    }


def counted(client, z, *, tiles=None, **asked):
    """The sum of `count` over all tiles of a zoom, or over some."""
    return sum(
        feature["properties"]["count"]
        for tile in (tiles_over(z) if tiles is None else tiles)
        for feature in features(client, "issues", tile, **asked)
    )
