"""Work that the worker does."""

import logging

from django.core.management import CommandError, call_command
from procrastinate.contrib.django import app

logger = logging.getLogger(__name__)


@app.periodic(cron="30 3 * * *")
@app.task(queueing_lock="check-counts", pass_context=False)
def check_counts(timestamp: int) -> None:  # noqa: ARG001  # procrastinate says for when
    """Every night: compare the counts with a recount and say so in the log if they differ."""
    try:
        call_command("recount", check=True)
    except CommandError as difference:
        logger.error("%s", difference)
