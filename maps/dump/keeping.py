"""What lies in the folder of dumps."""

import shutil

from maps.models import Dump, dumps_folder


def forget_others(*, keep: int) -> None:
    """Forget all dumps but one, and delete whatever else lies in their folder."""
    Dump.objects.exclude(pk=keep).delete()
    for path in dumps_folder().glob("*"):
        if path.name != str(keep):
            shutil.rmtree(path, ignore_errors=True)
