"""What the worker has done is forgotten: it tells who did what."""

from datetime import timedelta

from django.db import connection
from django.utils import timezone
from procrastinate.contrib.django.models import ProcrastinateEvent, ProcrastinateJob

from accounts.tasks import forget_jobs, forget_uses
from tests.worker import work


def ended(status, hours):
    """A job that ended so, that many hours ago."""
    job = forget_uses.configure(queueing_lock=f"{status} {hours}").defer(timestamp=0)
    with connection.cursor() as cursor:
        cursor.execute(
            "UPDATE procrastinate_jobs SET status = %s::procrastinate_job_status WHERE id = %s",
            [status, job],
        )
    ProcrastinateEvent.objects.filter(job_id=job).update(at=timezone.now() - timedelta(hours=hours))
    return job


def test_jobs_are_forgotten_when_they_are_over_and_failed_ones_after_a_month(transactional_db):
    kept = {
        ended("succeeded", 71),
        ended("failed", 29 * 24),
        forget_uses.configure(queueing_lock="new").defer(timestamp=0),
    }
    gone = {ended("succeeded", 73), ended("cancelled", 73), ended("failed", 31 * 24)}
    forget_jobs.configure(queueing_lock="now").defer(timestamp=0)
    work()
    left = set(ProcrastinateJob.objects.values_list("pk", flat=True))
    assert kept <= left
    assert not gone & left
