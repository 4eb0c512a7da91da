"""Files that need heavy libraries are made by a child.

The child is `manage.py export`, so that the web process stays light.
"""

from collections.abc import Mapping
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import BinaryIO

from django.conf import settings
from django.utils.translation import get_language

from gisdata.child import Child
from maps.layer import Layer

CHILD = Child(seconds=900)


def made_by_child(layer: Layer, parameters: Mapping[str, str], suffix: str) -> BinaryIO:
    """Return the open file of a layer's rows under query parameters that are known to be right.

    Its folder is already gone, so the file's bytes go when it is closed, whoever closes it.

    Raises:
        ChildBusyError: another is still at work.
        ChildError: the child failed or took too long.
    """
    with CHILD.turn(), TemporaryDirectory(prefix="ortak-harita-export-") as folder:
        out = Path(folder) / f"{layer.name}.{suffix}"
        # The values were parsed, and behind "=" none can become an option.
        words = {
            "out": str(out),
            "language": get_language() or settings.LANGUAGE_CODE,
            **parameters,
        }
        options = [f"--{name.replace('_', '-')}={value}" for name, value in words.items()]
        CHILD.run("manage.py", "export", layer.name, *options)
        return out.open("rb")
