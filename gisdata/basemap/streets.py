"""The streets of a base map by their names, for the search.

Heavy libraries live here, so this module is for commands, never for the web process.
"""

from collections.abc import Iterable

import geopandas as gpd

from gisdata.basemap.feature import MapFeature
from gisdata.basemap.tags import RAILS, STREETS
from gisdata.crs import METRIC, WGS84
from gisdata.names import named_places
from gisdata.place_name import PlaceName


def street_names(features: Iterable[MapFeature]) -> list[PlaceName]:
    """Return each street by its name with a point on it, in the order of the names."""
    drawn = (f for f in features if f.layer == STREETS and f.kind not in RAILS)
    streets = [feature for feature in drawn if feature.name]
    names, shapes = [s.name for s in streets], [s.shape for s in streets]
    frame = gpd.GeoDataFrame({"name": names}, geometry=shapes, crs=WGS84)
    return list(named_places(frame.to_crs(METRIC)))
