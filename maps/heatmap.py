"""A heatmap's content, and its making in a process of its own.

folium, matplotlib and SciPy are heavy; the web process stays light by letting a child make the
file. One at a time per web process, bounded in time.
"""

import json
from typing import Any

from django.conf import settings
from django.utils.formats import get_format
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from gisdata.child import Child
from issues.filters import IssueFilter
from maps.drawing import Drawing
from maps.heatmap_parts import PARTS
from maps.heatmap_words import filter_text, title
from maps.layers import NEIGHBOURHOODS
from maps.tables import feature_collection
from neighbourhoods.models import BoundarySet

CHILD = Child(seconds=20)

EXPLORING = Drawing()
"""The heatmap of the web: folium's, for exploring."""


def heatmap_content(asked: IssueFilter, drawing: Drawing = EXPLORING) -> dict[str, Any]:
    """Return everything the file shows, as plain data for the package maps/heatmap_files.

    All text is in the language in use; coordinates are degrees (EPSG:4326).
    """
    current = BoundarySet.objects.current()
    return {
        "form": drawing.form,
        "kind": drawing.kind,
        "language": get_language() or settings.LANGUAGE_CODE,
        "marks": [get_format("DECIMAL_SEPARATOR"), get_format("THOUSAND_SEPARATOR")],
        "title": title(drawing),
        "filter": filter_text(asked),
        "sample": _("Schematic boundaries, sample data") if current and current.is_sample else "",
        "outlines": feature_collection(NEIGHBOURHOODS, IssueFilter()),
        **PARTS[drawing.part](asked, drawing),
    }


def render_in_subprocess(content: dict[str, Any]) -> bytes:
    """Return the file's bytes, made by a child process.

    Raises:
        ChildError: the child failed or took too long, or another is still at work.
    """
    with CHILD.turn():
        return CHILD.run("-m", "maps.heatmap_files", given=json.dumps(content).encode())
