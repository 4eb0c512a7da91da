"""The worker's own work, through the real queue and a worker of its own."""

import os
import subprocess
import sys
from pathlib import Path

import pytest
from procrastinate.contrib.django.models import ProcrastinateJob

from issues.models import DailyCount
from issues.tasks import check_counts
from tests.district import pin

ROOT = Path(__file__).resolve().parents[2]
COMPLAINT = "1 counts differ from a recount"


@pytest.mark.parametrize("wrong", [False, True])
def test_the_nightly_check_says_in_the_log_when_counts_are_wrong(
    transactional_town, database_url, wrong
):
    pin()
    if wrong:
        DailyCount.objects.update(count=9)
    job = check_counts.defer(timestamp=0)
    worker = subprocess.run(
        [sys.executable, "manage.py", "procrastinate", "worker", "--one-shot"],
        cwd=ROOT, env={**os.environ, "DATABASE_URL": database_url},
        capture_output=True, text=True, check=True, timeout=60,
    )  # fmt: skip
    assert ProcrastinateJob.objects.get(pk=job).status == "succeeded"
    assert (COMPLAINT in worker.stderr) == wrong
