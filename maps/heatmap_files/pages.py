"""The kinds of HTML documents."""

from collections.abc import Callable
from typing import Any

from maps.heatmap_files import areas, dual, heat, timeline

KINDS: dict[str, Callable[[dict[str, Any]], bytes]] = {
    "heat": heat.page,
    "timeline": timeline.page,
    "choropleth": areas.page,
    "dual": dual.page,
}


def written(content: dict[str, Any]) -> bytes:
    """Return the document of the kind that the content is for."""
    return KINDS[content["kind"]](content)
