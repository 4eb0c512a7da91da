"""Work that the worker does."""

import logging
from datetime import UTC, datetime

from django.core.management import CommandError, call_command
from procrastinate.contrib.django import app

from issues import retention
from issues.forwarding.pulling import pull
from issues.photos import sweep_photo_files
from places.photos import sweep_photo_files as sweep_place_photos

logger = logging.getLogger(__name__)


@app.periodic(cron="*/10 * * * *")
@app.task(queueing_lock="pull-forwards", pass_context=False)
def pull_forwards(timestamp: int) -> None:
    """Every ten minutes: ask other places what became of what was sent on to them."""
    pull()


@app.periodic(cron="30 3 * * *")
@app.task(queueing_lock="check-counts", pass_context=False)
def check_counts(timestamp: int) -> None:
    """Every night: compare the counts with a recount and say so in the log if they differ."""
    try:
        call_command("recount", check=True)
    except CommandError as difference:
        logger.error("%s", difference)


@app.periodic(cron="45 3 * * *")
@app.task(queueing_lock="sweep-photo-files", pass_context=False)
def sweep_photos(timestamp: int) -> None:
    """Every night: delete the files that a rollback or a deleted issue or place left behind."""
    now = datetime.fromtimestamp(timestamp, UTC)
    swept = sweep_photo_files(now=now) + sweep_place_photos(now=now)
    logger.info("%d files without a photo were deleted", swept)


@app.periodic(cron="15 4 * * *")
@app.task(queueing_lock="tidy", pass_context=False)
def tidy(timestamp: int) -> None:
    """Every night: erase what has been kept long enough (the settings RETAIN_…)."""
    retention.tidy()
