"""The options of a heatmap's file: read from words, refused where they mean nothing."""

import argparse
import math
from collections.abc import Mapping
from pathlib import Path
from typing import Any, Literal

from django.core.management.base import CommandError

from maps.drawing import FORMS, Drawing

SCOTT: Literal["scott"] = "scott"

BELONGS = {
    "kind": ("an .html file", {"heat", "timeline", "choropleth", "dual"}),
    "measure": ("--kind choropleth", {"choropleth"}),
    "compare_from": ("--kind dual", {"dual"}),
    "compare_to": ("--kind dual", {"dual"}),
    "bandwidth": ("a .tif, .png or .geojson file", {"density"}),
    "kernel": ("a .tif, .png or .geojson file", {"density"}),
    "cell": ("a .tif, .png or .geojson file", {"density"}),
}
"""For what an option is, in words and as parts of a drawing."""


def metres(text: str) -> float:
    """Read a positive number of metres.

    Raises:
        argparse.ArgumentTypeError: it is none.
    """
    try:
        number = float(text)
    except ValueError:
        number = math.nan
    if not 0 < number < math.inf:
        raise argparse.ArgumentTypeError(f"{text!r} is no positive number of metres.")
    return number


def bandwidth(text: str) -> float | Literal["scott"]:
    """Read a bandwidth in metres, or the name of the rule that chooses one.

    Raises:
        argparse.ArgumentTypeError: it is neither.
    """
    return SCOTT if text == SCOTT else metres(text)


def drawing_of(out: Path, options: Mapping[str, Any]) -> Drawing:
    """Return what is to be drawn into a file; an option that is None was not given.

    The earlier period of two is left for who parses filters.

    Raises:
        CommandError: the suffix is unknown, or an option is missing or means nothing there.
    """
    form = out.suffix.lower().removeprefix(".")
    if form not in FORMS:
        known = ", ".join(f".{known}" for known in FORMS)
        raise CommandError(f"{out.name} has an unknown suffix. Known are: {known}.")
    given = {name: options[name] for name in BELONGS if options[name] is not None}
    chosen = {name: value for name, value in given.items() if not name.startswith("compare")}
    if given.get("bandwidth") == SCOTT:
        chosen["bandwidth"] = None
    drawing = Drawing(form=form, **chosen)
    _refuse_strays(given, drawing)
    return drawing


def _refuse_strays(given: Mapping[str, Any], drawing: Drawing) -> None:
    for name in given:
        place, parts = BELONGS[name]
        if drawing.part not in parts:
            raise CommandError(f"--{name.replace('_', '-')} is only for {place}.")
    if drawing.part == "dual" and not {"compare_from", "compare_to"} <= set(given):
        raise CommandError(
            "--kind dual needs the earlier period: --compare-from DAY --compare-to DAY."
        )
    if drawing.bandwidth is not None and drawing.bandwidth <= drawing.cell / 2:
        raise CommandError(
            f"A bandwidth of {drawing.bandwidth:g} m is too small for cells of {drawing.cell:g} m. "
            "Give more than half a cell, or smaller cells with --cell."
        )
