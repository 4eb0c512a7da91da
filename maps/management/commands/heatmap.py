"""Write a heatmap as a file: GeoTIFF, picture, contours or self-contained HTML."""

from dataclasses import replace
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import translation
from rest_framework.exceptions import ValidationError

from issues.filters import IssueFilter
from issues.parameters import IssueFilterSerializer
from maps.drawing import KERNELS, KINDS, MEASURES
from maps.heatmap import heatmap_content
from maps.heatmap_files.surface import chosen_bandwidth
from maps.heatmap_files.writers import written
from maps.heatmap_options import bandwidth, drawing_of, metres
from maps.management.refusals import refused
from planning.statistics import TooManyError

FILTERS = ["category", "status", "neighbourhood", "from", "to", "bbox"]


class Command(BaseCommand):
    """Write the heatmap of the filtered issues."""

    help = (
        "Write a heatmap of the public issues. The suffix says what: .tif (density, EPSG:5254), "
        ".png (picture), .geojson (contours), .html (folium, needs no network)."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        """Add the file, how it is drawn, and the filters of the list."""
        parser.add_argument("--out", type=Path, required=True, help="the file to write")
        parser.add_argument("--language", choices=["tr", "en"], default="tr")
        parser.add_argument("--kind", choices=KINDS, help=".html: what it shows; heat")
        parser.add_argument("--measure", choices=MEASURES, help="choropleth: of what; count")
        for end in ("from", "to"):
            parser.add_argument(
                f"--compare-{end}", help=f"dual: the earlier period, {end} this day"
            )
        parser.add_argument(
            "--bandwidth", type=bandwidth, help="metres, or scott for Scott's rule; 200"
        )
        parser.add_argument("--kernel", choices=KERNELS, help="gaussian")
        parser.add_argument("--cell", type=metres, help="metres; 25")
        for name in FILTERS:
            parser.add_argument(f"--{name}", dest=name, help="as in GET /api/v1/issues/")

    def handle(self, *args: Any, out: Path, language: str, **options: Any) -> None:
        """Gather, draw, write, tell."""
        if not out.parent.is_dir():
            raise CommandError(f"There is no folder {out.parent}. Make it first.")
        with translation.override(language):
            content = _content(out, options)
        if not content["reports"]:
            raise CommandError("No report matches the filter, so there is nothing to draw.")
        try:
            self._choose_bandwidth(content)
            out.write_bytes(written(content))
        except ValueError as error:
            raise CommandError(f"The heatmap cannot be drawn: {error}.") from error
        except OSError as error:
            raise CommandError(f"{out} cannot be written: {error.strerror}.") from error
        self.stdout.write(f"{out}: {content['reports']} reports, {out.stat().st_size:,} bytes.")

    def _choose_bandwidth(self, content: dict[str, Any]) -> None:
        if "bandwidth" in content and content["bandwidth"] is None:
            content["bandwidth"] = chosen_bandwidth(content)
            self.stdout.write(f"Bandwidth by Scott's rule: {content['bandwidth']:.0f} m.")


def _content(out: Path, options: dict[str, Any]) -> dict[str, Any]:
    """Return the content of the file.

    Raises:
        CommandError: an option or a filter is wrong.
    """
    drawing = drawing_of(out, options)
    asked = {name: options[name] for name in FILTERS if options[name]}
    if drawing.part == "dual":
        days = {"from": options["compare_from"], "to": options["compare_to"]}
        drawing = replace(drawing, earlier=_parsed({**asked, **days}, "compare-"))
    try:
        return heatmap_content(_parsed(asked), drawing)
    except TooManyError as error:
        raise CommandError(str(error)) from error


def _parsed(asked: dict[str, Any], prefix: str = "") -> IssueFilter:
    try:
        return IssueFilterSerializer(data=asked).issue_filter()
    except ValidationError as error:
        raise refused(error, prefix) from error
