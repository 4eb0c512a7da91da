"""What there is to see: every layer is declared here once.

From a declaration come the web map's source, vector tiles, TileJSON, GeoJSON, exports and the column
dictionary. Each reads the layer's rows, which are of public views alone, so what is not public is nowhere.
docs/layers.md says how to add one.
"""

from dataclasses import replace

from django.utils.translation import gettext_lazy as _

from maps.clusters import issue_tile
from maps.layer import Field, Layer, Sign, Subject
from maps.mahalle_values import (
    allocation_rows,
    find_indicator,
    find_scenario,
    indicator_choices,
    indicator_rows,
    scenario_choices,
)
from maps.rows import rows_of_view
from maps.summaries import density_rows, hexagon_rows, neighbourhood_rows
from planning.models import Pattern

ISSUE_FILTERS = {
    "category": "category_id",
    "status": "status",
    "mahalle": "neighbourhood_id",
    "neighbourhood": "neighbourhood_id",
    "from": "reported_day",
    "to": "reported_day",
}

CATEGORY = Field("category", "text", _("category"), _("slug of the category"))
STATUS = Field("status", "text", _("status"), "new, acknowledged, in_progress, resolved, declined")
COUNT = Field("count", "integer", _("reports"), _("public reports under the filter"))
MEASURES = (
    COUNT,
    Field("per_km2", "number", _("reports per km²"), _("by the area inside the district"), "1/km²"),
    Field(
        "per_1000",
        "number",
        _("reports per 1,000 residents"),
        _("empty where the population is not known"),
        "1/1000",
    ),
    Field("before", "integer", _("reports in the earlier period"), _("empty without one")),
    Field("change", "integer", _("change since the earlier period"), _("empty without one")),
)

ISSUES = Layer(
    name="issues",
    title=_("Reports"),
    description=_("Every public report; far out, clusters with their exact counts."),
    geometry="location",
    geometry_type="Point",
    fields=(
        Field("number", "integer", _("number"), _("the public number of the report")),
        CATEGORY,
        STATUS,
        Field("neighbourhood", "text", _("neighbourhood"), _("name; empty when outside")),
        Field("neighbourhood_code", "text", _("official code of the neighbourhood")),
        Field("reported_at", "moment", _("reported at")),
        Field("closed_at", "moment", _("closed at"), _("empty while it is open")),
        Field(
            "precision", "text", _("precision"), _("exact, or neighbourhood: only that is known")
        ),
        Field("spot", "text", _("description of the spot")),
        Field("description", "text", _("description")),
    ),
    filters=ISSUE_FILTERS,
    rows=rows_of_view("layer_issues"),
    key="number",
    moment="reported_at",
    tile=issue_tile,
    in_tiles=(
        CATEGORY,
        STATUS,
        Field("reported_day", "text", _("day of the report"), _("of a single pin")),
        COUNT,
    ),
    drawing="clusters",
)

DENSITY = Layer(
    name="density",
    title=_("Heat"),
    description=_(
        "Reports placed on a point, gathered in cells of 58 m; each at their mean place."
    ),
    geometry="place",
    geometry_type="Point",
    fields=(
        Field("cell", "integer", _("cell"), _("Morton code at level 19 of the Web Mercator grid")),
        COUNT,
    ),
    filters=ISSUE_FILTERS,
    rows=density_rows,
    key="cell",
    is_small=True,
    drawing="heat",
)

HEXAGONS = Layer(
    name="hexagons",
    title=_("Hexagons"),
    description=_("Reports in hexagons of equal area, with an edge of 250 m (EPSG:5254)."),
    geometry="shape",
    geometry_type="Polygon",
    fields=(
        Field("hexagon", "text", _("hexagon"), _("column and row of the grid")),
        *MEASURES,
    ),
    filters=ISSUE_FILTERS,
    rows=hexagon_rows,
    key="hexagon",
    compares=True,
    is_small=True,
    drawing="areas",
)

MAHALLE = (
    Field("code", "text", _("official code")),
    Field("name", "text", _("name")),
    Field("slug", "text", _("slug"), _("the name in addresses")),
)

NEIGHBOURHOODS = Layer(
    name="neighbourhoods",
    title=_("Neighbourhoods"),
    description=_("The neighbourhoods with their figures and their reports."),
    geometry="boundary",
    geometry_type="MultiPolygon",
    fields=(
        *MAHALLE,
        Field("area_km2", "number", _("area"), _("measured in EPSG:5254"), "km²"),
        Field("population", "integer", _("Residents"), _("the newest figure known")),
        Field("population_year", "integer", _("year of the population")),
        Field("label_longitude", "number", _("longitude of the name"), _("of a point inside"), "°"),
        Field("label_latitude", "number", _("latitude of the name"), _("of a point inside"), "°"),
        *MEASURES,
    ),
    filters=ISSUE_FILTERS,
    rows=neighbourhood_rows,
    key="code",
    compares=True,
    is_small=True,
    drawing="areas",
)

PLACE_FIELDS = (
    Field("number", "integer", _("number"), _("the public number of the place")),
    Field("name", "text", _("name")),
    Field("type", "text", _("type"), _("slug of the type of places")),
    Field("other_names", "text", _("other names"), _("one on each line")),
    Field("neighbourhood", "text", _("neighbourhood"), _("the one that has most of it")),
    Field("neighbourhood_code", "text", _("official code of the neighbourhood")),
    Field("period", "text", _("period")),
    Field("protection", "text", _("protection"), "registered, proposed, none"),
    Field("register_number", "text", _("register number")),
    Field("ownership", "text", _("ownership"), "public, foundation, private, unknown"),
    Field("access", "text", _("access"), "open, hours, closed, unknown"),
    Field("hours", "text", _("opening hours")),
    Field("has_fee", "boolean", _("entrance fee"), _("empty where it is not known")),
    Field("is_step_free", "boolean", _("step-free access"), _("empty where it is not known")),
    Field("facilities", "text", _("facilities"), _("with spaces between")),
    Field("area", "number", _("area"), _("measured in EPSG:5254; of areas alone"), "m²"),
    Field("length", "number", _("length"), _("measured in EPSG:5254; of lines alone"), "m"),
    Field("state", "text", _("condition"), "good, worn, at_risk, lost"),
    Field("state_seen_on", "date", _("condition seen on")),
    Field("reports", "integer", _("reports"), _("public reports about it")),
    Field("open_reports", "integer", _("open reports"), _("those of them that are open")),
    Field("sources", "text", _("sources"), _("each with its licence")),
)
PLACE_IN_TILES = tuple(f for f in PLACE_FIELDS if f.name in {"number", "name", "type", "state"})
PLACE_PAGE = "/places/{number}/"
WITHIN = {"mahalle": "neighbourhood_ids", "neighbourhood": "neighbourhood_ids"}


HERITAGE = Layer(
    name="heritage",
    title=_("Heritage sites"),
    description=_("Fountains, old houses, monumental trees: what the district keeps."),
    geometry="shape",
    geometry_type="Geometry",
    fields=PLACE_FIELDS,
    in_tiles=PLACE_IN_TILES,
    filters=WITHIN,
    lists=frozenset(WITHIN.values()),
    rows=rows_of_view("layer_heritage"),
    key="number",
    colour="#8A5A2B",
    page=PLACE_PAGE,
)
GREEN = replace(
    HERITAGE,
    name="green",
    title=_("Green spaces"),
    description=_("Parks, groves, streams, and pockets of green."),
    rows=rows_of_view("layer_green"),
    colour="#3E7C4F",
)
CONDITION = replace(
    HERITAGE,
    name="condition",
    title=_("Condition of places"),
    description=_("How heritage sites and green spaces are doing, as it was last seen."),
    geometry="point",
    geometry_type="Point",
    rows=rows_of_view("layer_condition"),
    signs=(
        "state",
        (
            Sign("good", _("good"), "#009E73", "✓"),
            Sign("worn", _("worn"), "#E69F00", "~"),
            Sign("at_risk", _("at risk"), "#D55E00", "!"),
            Sign("lost", _("lost"), "#4D4D4D", "×"),
        ),
    ),
)

HOTSPOTS = Layer(
    name="hotspots",
    title=_("Hot spots"),
    description=_(
        "Hexagons in which reports gather, with their course over the months, and in which they are rarer."
    ),
    geometry="shape",
    geometry_type="Polygon",
    fields=(
        Field("hexagon", "text", _("hexagon"), _("column and row of the grid")),
        Field(
            "pattern",
            "text",
            _("what it is"),
            "new, growing, always, fading, sometimes, spread, rare",
        ),
        Field(
            "reports", "integer", _("reports"), _("put on a point, in the last twelve whole months")
        ),
        Field(
            "per_km2", "number", _("reports per km²"), _("by the area inside the district"), "1/km²"
        ),
        Field(
            "z",
            "number",
            "Gi*",
            _("the farther from 0, the less likely chance; the pattern says what is called so"),
        ),
        Field("since", "date", _("first day"), _("of the year that was looked at")),
        Field("until", "date", _("last day"), _("of that year")),
    ),
    filters={"mahalle": "neighbourhood_id", "neighbourhood": "neighbourhood_id"},
    rows=rows_of_view("layer_hotspots"),
    key="hexagon",
    is_small=True,
    colour="#D55E00",
    signs=(
        "pattern",
        (
            *(
                Sign(one.value, one.label, one.colour, character)
                for one, character in zip(Pattern, "!▲●▼~○–", strict=True)
            ),
        ),
    ),
)

VALUES = (
    *MAHALLE,
    Field("subject", "text", _("subject"), _("slug of the indicator, or id of the scenario")),
    Field("title", "text", _("title"), _("of the indicator or the scenario")),
    Field("year", "integer", _("year")),
    Field("value", "number", _("value"), _("of a resource by residents; empty where unknown")),
    Field("value_unit", "text", _("unit of the value")),
    Field("amount", "number", _("amount"), _("of a resource, the whole")),
    Field("unit", "text", _("unit"), _("of the amount")),
)

INDICATORS = Layer(
    name="indicators",
    title=_("Indicators"),
    description=_("The neighbourhoods with the newest values of an indicator."),
    geometry="boundary",
    geometry_type="MultiPolygon",
    fields=VALUES,
    filters={"mahalle": "id", "neighbourhood": "id"},
    rows=indicator_rows,
    key="code",
    is_small=True,
    subject=Subject(
        "indicator",
        _("Indicator"),
        indicator_choices,
        find_indicator,
        _("There is no indicator of this name that has values. See /indicators/."),
    ),
    drawing="values",
)
ALLOCATION = replace(
    INDICATORS,
    name="allocation",
    title=_("Allocation"),
    description=_("The neighbourhoods with what a kept scenario gives each."),
    fields=(*VALUES, Field("change", "number", _("change"), _("of the amount, against today"))),
    rows=allocation_rows,
    subject=Subject(
        "scenario",
        _("Scenario"),
        scenario_choices,
        find_scenario,
        _("There is no scenario of this id that shares a budget. See /fairness/scenarios/."),
    ),
)

LAYERS: dict[str, Layer] = {
    layer.name: layer
    for layer in (
        ISSUES,
        DENSITY,
        HEXAGONS,
        NEIGHBOURHOODS,
        HOTSPOTS,
        INDICATORS,
        ALLOCATION,
        HERITAGE,
        GREEN,
        CONDITION,
    )
}
"""Every layer by its name."""
