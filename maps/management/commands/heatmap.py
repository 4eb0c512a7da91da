"""Write a heatmap as one self-contained HTML file."""

from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import translation
from rest_framework.exceptions import ValidationError

from issues.parameters import IssueFilterSerializer
from maps.folium_document import document
from maps.heatmap import heatmap_content

FILTERS = ["category", "status", "neighbourhood", "from", "to", "bbox"]


class Command(BaseCommand):
    """Write the heatmap of the filtered issues."""

    help = "Write a heatmap (folium) of the public issues as an HTML file that needs no network."

    def add_arguments(self, parser: CommandParser) -> None:
        """Add the file and the filters of the list."""
        parser.add_argument("--out", type=Path, required=True, help="the HTML file to write")
        parser.add_argument("--language", choices=["tr", "en"], default="tr")
        for name in FILTERS:
            parser.add_argument(f"--{name}", dest=name, help="as in GET /api/v1/issues/")

    def handle(self, *args: Any, out: Path, language: str, **options: Any) -> None:
        """Gather, draw, write."""
        asked = {name: options[name] for name in FILTERS if options[name]}
        with translation.override(language):
            try:
                content = heatmap_content(IssueFilterSerializer(data=asked).issue_filter())
            except ValidationError as error:
                raise CommandError(str(error.detail)) from error
        if not out.parent.is_dir():
            raise CommandError(f"There is no folder {out.parent}.")
        out.write_text(document(content), encoding="utf-8")
        self.stdout.write(f"{out}: {len(content['cells'])} cells, {out.stat().st_size:,} bytes.")
