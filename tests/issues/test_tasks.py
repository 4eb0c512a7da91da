"""The worker's own work, through the real queue."""

import pytest
from django.core.management import call_command
from procrastinate.contrib.django.models import ProcrastinateJob

from issues.models import DailyCount
from issues.tasks import check_counts
from tests.district import pin


@pytest.mark.parametrize("wrong", [False, True])
def test_the_nightly_check_says_in_the_log_when_counts_are_wrong(transactional_town, caplog, wrong):
    pin()
    if wrong:
        DailyCount.objects.update(count=9)
    job = check_counts.defer(timestamp=0)
    call_command("procrastinate", "worker", "--one-shot")
    assert ProcrastinateJob.objects.get(pk=job).status == "succeeded"
    said = [r.getMessage() for r in caplog.records if r.name == "issues.tasks"]
    assert said == (["1 counts differ from a recount. Run: manage.py recount"] if wrong else [])
