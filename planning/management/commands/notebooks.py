"""Run the notebooks on this service's database and render them."""

import os
from pathlib import Path
from typing import Any
from urllib.parse import quote

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import connection

FOLDER = Path(settings.BASE_DIR) / "notebooks"


class Command(BaseCommand):
    """Run every notebook and write it with its results as HTML that asks the network for nothing."""

    help = "Run the notebooks of notebooks/ and render each as HTML; needs ./script/setup --dev."

    def add_arguments(self, parser: CommandParser) -> None:
        """Add where to, and which."""
        parser.add_argument("names", nargs="*", help="beginnings of their names; all without")
        parser.add_argument("--out", type=Path, required=True, help="a folder for the HTML")

    def handle(self, *args: Any, names: list[str], out: Path, **options: Any) -> None:
        """Run them one by one; a cell that fails ends it, and says where."""
        try:
            from planning.notebooks import (  # noqa: PLC0415  # tools that no server has
                NotebookFailedError,
                rendered,
            )
        except ModuleNotFoundError as error:
            raise CommandError(f"{error.name} is missing: run ./script/setup --dev") from error
        found = sorted(FOLDER.glob("*.ipynb"))
        wanted = [path for path in found if not names or path.name.startswith(tuple(names))]
        if not wanted:
            raise CommandError(
                f"No notebook begins so; there are {', '.join(p.stem for p in found)}."
            )
        out.mkdir(parents=True, exist_ok=True)
        os.environ["DATABASE_URL"] = _address()
        for path in wanted:
            try:
                html = rendered(path)
            except NotebookFailedError as error:
                raise CommandError(f"{path.name}: {error}") from error
            (out / path.with_suffix(".html").name).write_text(html, encoding="utf-8")
            self.stdout.write(f"{path.stem}: {len(html) // 1024} KB")


def _address() -> str:
    """Return the database of this process, for the one that runs the cells."""
    known = connection.get_connection_params()
    user, password = (quote(str(known.get(part, "")), safe="") for part in ("user", "password"))
    place = f"{known.get('host', '')}:{known.get('port', '')}"
    return f"postgis://{user}:{password}@{place}/{known['dbname']}"
