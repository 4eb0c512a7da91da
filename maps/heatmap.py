"""The heatmap's content, and its making in a process of its own.

folium brings pandas and numpy along; the web process stays light by letting a child make the
document. One at a time per web process, bounded in time.
"""

import json
import subprocess
import sys
from threading import Lock
from typing import Any

from django.conf import settings
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from issues.filters import IssueFilter
from maps.querysets import heat_cells, neighbourhoods_feature_collection
from neighbourhoods.models import BoundarySet

SECONDS = 20
PATIENCE = 1
"""Seconds that a request waits for another's document, so that few web threads ever wait."""

_one_at_a_time = Lock()


class HeatmapError(Exception):
    """The document could not be made in time, or another is being made."""


def heatmap_content(asked: IssueFilter) -> dict[str, Any]:
    """Return everything the document shows, as plain data for maps/folium_document.py."""
    cells = heat_cells(asked)
    current = BoundarySet.objects.current()
    return {
        "language": get_language() or settings.LANGUAGE_CODE,
        "title": _("Heatmap of the issues – %(district)s") % {"district": settings.DISTRICT_NAME},
        "note": _("%(count)d issues placed on the map. The radius is in pixels: for exploring.")
        % {"count": sum(count for _row, _column, count in cells)},
        "sample": _("Schematic boundaries, sample data") if current and current.is_sample else "",
        "outlines": json.loads(neighbourhoods_feature_collection()),
        "cells": cells,
    }


def render_in_subprocess(content: dict[str, Any]) -> str:
    """Return the document as HTML, made by a child process.

    Raises:
        HeatmapError: the child failed or took longer than SECONDS, or another is still at work.
    """
    if not _one_at_a_time.acquire(timeout=PATIENCE):
        raise HeatmapError
    try:
        made = subprocess.run(
            [sys.executable, "-m", "maps.folium_document"],
            input=json.dumps(content),
            capture_output=True,
            text=True,
            timeout=SECONDS,
            check=True,
            cwd=settings.BASE_DIR,
        )
    except subprocess.SubprocessError as error:
        raise HeatmapError from error
    finally:
        _one_at_a_time.release()
    return made.stdout
