"""Run the notebooks on this service's database and render them."""

from importlib.util import find_spec
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser

from gisdata.child import Child, ChildError

FOLDER = Path(settings.BASE_DIR) / "notebooks"
CHILD = Child(seconds=600)
RENDER = (
    "-m", "nbconvert", "--execute", "--to", "html", "--HTMLExporter.language_code=tr",
    # nothing is asked of the network
    "--HTMLExporter.mathjax_url=", "--HTMLExporter.require_js_url=",
    "--HTMLExporter.jquery_url=", "--HTMLExporter.mermaid_js_url=",
)  # fmt: skip


class Command(BaseCommand):
    """Run every notebook and write it with its results as one HTML file that asks the network for nothing."""

    help = "Run the notebooks of notebooks/ and render each as HTML; needs ./script/setup --dev."

    def add_arguments(self, parser: CommandParser) -> None:
        """Add where to, and which."""
        parser.add_argument("names", nargs="*", help="beginnings of their names; all without")
        parser.add_argument("--out", type=Path, required=True, help="a folder for the HTML")

    def handle(self, *args: Any, names: list[str], out: Path, **options: Any) -> None:
        """Run them one by one in processes of their own; the first that fails ends it."""
        if not find_spec("nbconvert"):
            raise CommandError("nbconvert is missing: run ./script/setup --dev")
        found = sorted(FOLDER.glob("*.ipynb"))
        wanted = [path for path in found if not names or path.name.startswith(tuple(names))]
        if not wanted:
            there = ", ".join(path.stem for path in found)
            raise CommandError(f"No notebook begins so; there are {there}.")
        for path in wanted:
            try:
                CHILD.run(*RENDER, f"--output-dir={out.resolve()}", str(path))
            except ChildError as error:
                raise CommandError(f"{path.name}: a cell failed, as the log says.") from error
            self.stdout.write(f"{path.stem} is rendered.")
