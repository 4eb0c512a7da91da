"""When a dump is made; the worker's child makes it."""

import logging
from datetime import datetime, timedelta

from django.utils import timezone
from procrastinate.contrib.django import app

from gisdata.child import Child, ChildError
from maps.dump.keeping import forget_others
from maps.models import Dump

logger = logging.getLogger(__name__)

CHILD = Child(seconds=3600)
NIGHT = 2
"""The hour after which the day's dump is made."""


@app.periodic(cron="40 * * * *")
@app.task(queueing_lock="dump", lock="dump", pass_context=False)
def dump(timestamp: int) -> None:
    """Make the dump every night, and within the hour after the one before was withdrawn."""
    current = Dump.objects.current()
    if current is not None and current.made_at >= last_night():
        return
    if current is None:
        forget_others(keep=0)  # what was taken down since is in it
    try:
        with CHILD.turn():
            CHILD.run("manage.py", "dump")
    except ChildError:
        logger.exception("the dump could not be made")


def last_night() -> datetime:
    """Return when the newest dump should have been begun."""
    now = timezone.localtime()
    night = now.replace(hour=NIGHT, minute=0, second=0, microsecond=0)
    return night if night <= now else night - timedelta(days=1)
