"""Making a dump. Heavy: only the command imports this."""

from hashlib import file_digest
from pathlib import Path
from tempfile import TemporaryDirectory

from django.db import connection, transaction

from issues.filters import IssueFilter
from maps.dump.keeping import forget_others
from maps.export_files import geopackage, geoparquet
from maps.export_files.formats import FORMATS
from maps.layers import LAYERS
from maps.models import Dump, DumpFile, dumps_folder
from maps.requests import LayerRequest
from maps.tables import table

TOGETHER = "ortak-harita.gpkg"
"""The GeoPackage of all layers; each has a GeoParquet of its own name."""

DUMPED = [layer for layer in LAYERS.values() if layer.subject is None]
"""All but those of which a parameter chooses what they show."""


def make_dump() -> Dump | None:
    """Write all layers, and put the dump in the place of the one before.

    Returns:
        The dump; None if something in it stopped being public meanwhile, so that it has to be made anew.

    Raises:
        OSError: the disk refuses.
        RuntimeError: GDAL cannot write.
    """
    dump = _begun()
    dumps_folder().mkdir(parents=True, exist_ok=True)
    with TemporaryDirectory(dir=dumps_folder(), prefix=".dump-") as made:
        folder = Path(made) / "whole"
        folder.mkdir()
        _write(folder)
        files = [_described(path) for path in sorted(folder.iterdir())]
        folder.replace(dump.folder)
    is_good = Dump.objects.filter(pk=dump.pk, withdrawn_at=None).update(files=files)
    forget_others(keep=dump.pk if is_good else 0)
    return Dump.objects.current() if is_good else None


@transaction.atomic
def _begun() -> Dump:
    """Return a dump that is withdrawn by whatever happens from now on; what is happening has ended."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(hashtext('maps_dump'))")
    return Dump.objects.create()


def _write(folder: Path) -> None:
    for layer in DUMPED:
        request = LayerRequest(IssueFilter())
        geopackage.write(
            table(layer, request, "wkb"), folder / TOGETHER, append=(folder / TOGETHER).exists()
        )
        geoparquet.write(table(layer, request, "wkb"), folder / f"{layer.name}.parquet")


def _described(path: Path) -> DumpFile:
    kind = FORMATS["geopackage" if path.name == TOGETHER else "geoparquet"]
    with path.open("rb") as file:
        digest = file_digest(file, "sha256").hexdigest()
    return {
        "name": path.name,
        "bytes": path.stat().st_size,
        "media_type": kind.media_type,
        "sha256": digest,
    }
