"""Write a layer as a file: GeoJSON, CSV, GeoPackage, FlatGeobuf or GeoParquet."""

from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import translation
from rest_framework.exceptions import ValidationError

from maps.export_files.formats import FORMATS, SUFFIXES
from maps.exports.writing import write_whole
from maps.layer import Layer
from maps.layers import LAYERS
from maps.management.refusals import refused
from maps.parameters import layer_request
from maps.requests import LayerRequest
from maps.tables import table

FILTERS = sorted(set().union(*(layer.parameters for layer in LAYERS.values())))


class Command(BaseCommand):
    """Write the public rows of a layer, and beside them FILE.columns.csv with what they mean."""

    help = f"Write a layer as a file. The suffix says the format: {', '.join(SUFFIXES)}."

    def add_arguments(self, parser: CommandParser) -> None:
        """Add the layer, the file, and the filters of the layers."""
        parser.add_argument("layer", choices=LAYERS)
        parser.add_argument("--out", type=Path, required=True, help="the file to write")
        parser.add_argument("--language", choices=["tr", "en"], default="tr")
        for name in FILTERS:
            option = f"--{name.replace('_', '-')}"
            parser.add_argument(option, dest=name, help="as in the address of the map")

    def handle(self, *args: Any, layer: str, out: Path, language: str, **options: Any) -> None:
        """Ask, write, tell."""
        format_name = _format_of(out)
        if not out.parent.is_dir():
            raise CommandError(f"There is no folder {out.parent}. Make it first.")
        with translation.override(language):
            request = _asked(LAYERS[layer], options)
            rows = table(LAYERS[layer], request, FORMATS[format_name].geometry)
        try:
            written = write_whole(rows, format_name, out)
        except (OSError, RuntimeError) as error:
            raise CommandError(f"{out} cannot be written: {error}.") from error
        self.stdout.write(f"{out}: {written:,} rows, {out.stat().st_size:,} bytes.")


def _format_of(out: Path) -> str:
    suffix = out.suffix.lower().removeprefix(".")
    if suffix not in SUFFIXES:
        known = ", ".join(f".{known}" for known in SUFFIXES)
        raise CommandError(f"{out.name} has an unknown suffix. Known are: {known}.")
    return SUFFIXES[suffix]


def _asked(layer: Layer, options: dict[str, Any]) -> LayerRequest:
    given = {name: options[name] for name in FILTERS if options[name] is not None}
    try:
        return layer_request(layer, given)
    except ValidationError as error:
        raise refused(error) from error
