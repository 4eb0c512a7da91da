"""Work that the worker does for planning."""

import logging
from datetime import UTC, datetime

from django.db import transaction
from procrastinate.contrib.django import app

from planning.heard.actions import count_readiness
from planning.indicators.reach import count_access
from planning.patterns.actions import count_patterns
from planning.times.actions import count_durations
from planning.workload.actions import count_months

logger = logging.getLogger(__name__)


@app.periodic(cron="0 5 * * *")
@app.task(queueing_lock="count-readiness", pass_context=False)
def count_who_is_heard(timestamp: int) -> None:
    """Every night: count what came after the first report of each problem of the last year."""
    counted = count_readiness(until=datetime.fromtimestamp(timestamp, UTC))
    logger.info("who is heard was counted for %d mahalle", counted)


@app.periodic(cron="15 5 * * *")
@app.task(queueing_lock="count-durations", pass_context=False)
def count_how_long(timestamp: int) -> None:
    """Every night: count how long the reports of the last two years waited, and what came and was closed."""
    until = datetime.fromtimestamp(timestamp, UTC)
    with transaction.atomic():  # what waits and what was done are of one moment
        waits, months = count_durations(until=until), count_months(until=until)
    logger.info("how long reports wait was counted in %d rows, what is done in %d", waits, months)


@app.periodic(cron="30 5 * * *")
@app.task(queueing_lock="count-access", pass_context=False)
def count_green_near_by(timestamp: int) -> None:
    """Every night: measure how many residents have green near by."""
    counted = count_access(now=datetime.fromtimestamp(timestamp, UTC))
    logger.info("green near by was measured %d times", counted)


@app.periodic(cron="45 5 * * *")
@app.task(queueing_lock="count-patterns", pass_context=False)
def find_where_reports_gather(timestamp: int) -> None:
    """Every night: find hot spots among the reports of two years."""
    compared = count_patterns(now=datetime.fromtimestamp(timestamp, UTC))
    logger.info("%d hexagons were compared with those around them", compared)
