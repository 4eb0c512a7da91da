"""What the worker counts at night, but for where reports gather, which takes a process of its own."""

from django.utils import timezone

from planning.heard.actions import count_readiness
from planning.indicators.reach import count_access
from planning.times.actions import count_durations
from planning.workload.actions import count_months


def count_the_night():
    now = timezone.now()
    count_readiness(until=now)
    count_durations(until=now)
    count_months(until=now)
    count_access(now=now)
