"""Work of accounts that the worker does."""

import logging

from procrastinate import JobContext
from procrastinate.contrib.django import app
from procrastinate.jobs import Status

from accounts.expired import forget_expired
from accounts.limits import forget_old_uses

logger = logging.getLogger(__name__)

DONE_FOR, FAILED_FOR = 3 * 24, 30 * 24
"""Hours that a job is kept when it is over."""

MOST_STARTS = 5
"""Of a job whose worker died with it: what kills each worker is not started for ever."""


@app.periodic(cron="* * * * *")
@app.task(queueing_lock="restart-stalled", pass_context=True)
async def restart_stalled(context: JobContext, timestamp: int) -> None:
    """Every minute: start anew what a worker was doing when it died."""
    manager = context.app.job_manager
    for job in await manager.get_stalled_jobs():
        logger.warning("job %s (%s) was left by a worker that died", job.id, job.task_name)
        if job.attempts < MOST_STARTS:
            await manager.retry_job(job)
        else:
            await manager.finish_job(job, status=Status.FAILED, delete_job=False)


@app.periodic(cron="25 3 * * *")
@app.task(queueing_lock="forget-jobs", pass_context=True)
async def forget_jobs(context: JobContext, timestamp: int) -> None:
    """Every night: forget jobs that are done, which tell who did what; the failed ones stay to be looked at."""
    manager = context.app.job_manager
    await manager.delete_old_jobs(nb_hours=DONE_FOR, include_cancelled=True, include_aborted=True)
    await manager.delete_old_jobs(nb_hours=FAILED_FOR, include_failed=True)


@app.periodic(cron="10 * * * *")
@app.task(queueing_lock="forget-old-uses", pass_context=False)
def forget_uses(timestamp: int) -> None:
    """Every hour: forget which networks were here, and who tried to log in."""
    forget_old_uses()
    forget_expired()
