"""Limits that the browser must know before it asks, so that they stand in two languages: they agree."""

import re
from pathlib import Path

import pytest

from intake import photo_files
from issues import areas
from issues.models import DESCRIPTION_LENGTH, MOST_PHOTOS
from issues.questions import answers
from maps import clusters, layers, summaries
from maps.drawing import Drawing

ROOT = Path(__file__).resolve().parents[2]


def constant(file, name):
    """What a module of the browser sets a constant to, as a number."""
    text = (ROOT / file).read_text()
    [value] = re.findall(rf"^const {name} = \"?([\d_.e]+)\"?;", text, re.M)
    return float(value.replace("_", ""))


@pytest.mark.parametrize(
    ("file", "name", "ours"),
    [
        ("maps/static/maps/photos.js", "MOST", MOST_PHOTOS),
        ("maps/static/maps/photos.js", "MOST_BYTES", photo_files.MOST_BYTES),
        ("maps/static/maps/question.js", "TEXT_LENGTH", answers.ANSWER_LENGTH),
        ("maps/static/maps/draw.js", "MOST_CORNERS", areas.MOST_CORNERS),
        ("maps/static/maps/shape.js", "DIGITS", areas.DIGITS),
        ("maps/static/maps/cells.js", "DEPTH", clusters.DEPTH),
        ("maps/static/maps/popup.js", "DEEPEST", layers.ISSUES.max_zoom),
        ("maps/static/maps/heat.js", "BANDWIDTH", Drawing().bandwidth),
    ],
)
def test_the_browser_knows_the_limits_of_the_service(file, name, ours):
    assert constant(file, name) == ours


def test_the_sheet_takes_as_long_a_description_as_the_service():
    sheet = (ROOT / "maps/templates/maps/report.html").read_text()
    assert f'maxlength="{DESCRIPTION_LENGTH}"' in sheet


def test_the_legend_says_the_edge_that_hexagons_have():
    assert f"readable({summaries.EDGE})" in (ROOT / "maps/static/maps/summaries.js").read_text()
