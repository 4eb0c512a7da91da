"""What the operator looks at, declared once: the page, the metrics and the alert rules come of it."""

import shutil
import socket
import ssl
import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from math import inf
from urllib.parse import urlsplit

from django.conf import settings
from django.core.cache import cache
from django.db import connection
from django.db.models import Min, Model
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from accounts.models import Delivery
from gisdata.replica import REPLICA, seconds_behind
from issues.models import CommentFlag, Flag, ForwardMessage, Issue, Visibility
from operations.models import Backup
from places.models import PlaceFlag

MINUTE, HOUR, DAY = 60, 3600, 24 * 3600
PATIENCE = 3
"""Seconds within which our own address shows its certificate."""


@dataclass(frozen=True)
class Measure:
    """A number with the limit from which on somebody should look.

    `unit` is "seconds", "bytes", "share" (0 to 1) or "" for a count; without `limit` it is there to be known.
    `below` says that less than the limit is bad, and not more. `page` is where one goes on to.
    """

    name: str
    title: Promise
    unit: str
    read: Callable[[], float]
    limit: float | None = None
    below: bool = False
    minutes: int = 5
    page: str = ""

    def is_bad(self, value: float) -> bool:
        """Tell whether somebody should look."""
        if self.limit is None:
            return False
        return value < self.limit if self.below else value > self.limit


def _one(question: str) -> float:
    with connection.cursor() as cursor:
        cursor.execute(question)
        [value] = cursor.fetchone()
    return inf if value is None else float(value)


def _worker_silence() -> float:
    return _one("SELECT extract(epoch FROM now() - max(last_heartbeat)) FROM procrastinate_workers")


def _longest_waiting_job() -> float:
    return _one(
        """
        SELECT coalesce(extract(epoch FROM now() - min(coalesce(j.scheduled_at, e.at))), 0)
        FROM procrastinate_jobs j
        JOIN procrastinate_events e ON e.job_id = j.id AND e.type = 'deferred'
        WHERE j.status = 'todo' AND coalesce(j.scheduled_at, e.at) < now()
        """
    )


def _failed_jobs() -> float:
    return _one("SELECT count(*) FROM procrastinate_jobs WHERE status = 'failed'")


def _given_up() -> float:
    models: tuple[type[Model], ...] = (Delivery, ForwardMessage)
    return sum(model._default_manager.filter(state="dead").count() for model in models)


def _longest_held() -> float:
    oldest = Issue.objects.filter(visibility=Visibility.HELD).aggregate(at=Min("created_at"))["at"]
    return (timezone.now() - oldest).total_seconds() if oldest else 0


def _longest_flagged() -> float:
    models: tuple[type[Model], ...] = (Flag, CommentFlag, PlaceFlag)
    waiting = (model._default_manager.filter(handled_at=None) for model in models)
    oldest = [flags.aggregate(at=Min("created_at"))["at"] for flags in waiting]
    return max(((timezone.now() - at).total_seconds() for at in oldest if at), default=0)


def _since(*kinds: Backup.Kind) -> float:
    """Return how long ago the newest backup of these kinds ended well."""
    done = Backup.objects.filter(kind__in=kinds).exclude(finished_at=None)
    newest = done.order_by("-finished_at").values_list("finished_at", flat=True).first()
    return (timezone.now() - newest).total_seconds() if newest else inf


def _free_disk() -> float:
    settings.MEDIA_ROOT.mkdir(parents=True, exist_ok=True)
    usage = shutil.disk_usage(settings.MEDIA_ROOT)
    return usage.free / usage.total


def _used_connections() -> float:
    return _one(
        "SELECT (SELECT count(*) FROM pg_stat_activity WHERE backend_type = 'client backend')"
        " / current_setting('max_connections')::float"
    )


def _clock_difference() -> float:
    begun = time.time()
    there = _one("SELECT extract(epoch FROM clock_timestamp())")
    return abs(there - (begun + time.time()) / 2)


def certificate_lasts() -> float:
    """Return for how many seconds the certificate of SITE_URL is good; looked at once an hour."""
    return float(cache.get_or_set("certificate", _certificate_lasts, HOUR) or 0)


def _certificate_lasts() -> float:
    url = urlsplit(settings.SITE_URL)
    if url.scheme != "https" or not url.hostname:
        return inf
    try:
        with (
            socket.create_connection((url.hostname, url.port or 443), PATIENCE) as line,
            ssl.create_default_context().wrap_socket(line, server_hostname=url.hostname) as shown,
        ):
            until = ssl.cert_time_to_seconds(str((shown.getpeercert() or {})["notAfter"]))
    except (OSError, KeyError):
        return 0
    return until - datetime.now(UTC).timestamp()


JOBS = "/admin/procrastinate/procrastinatejob/"

MEASURES = [
    Measure("worker_silence_seconds", _("Since the worker’s last sign of life"), "seconds", _worker_silence, MINUTE, minutes=1),
    Measure("job_waiting_seconds", _("The job that waits longest"), "seconds", _longest_waiting_job, 15 * MINUTE, page=f"{JOBS}?status=todo"),
    Measure("jobs_failed", _("Jobs that failed"), "", _failed_jobs, 0, page=f"{JOBS}?status=failed"),
    Measure("messages_given_up", _("Messages to other systems that were given up"), "", _given_up, 0, page="/admin/issues/forwardmessage/?state=dead"),
    Measure("report_held_seconds", _("The report that waits longest for a moderator"), "seconds", _longest_held, 3 * DAY, page="/moderation/"),
    Measure("flag_waiting_seconds", _("What was flagged and waits longest for a moderator"), "seconds", _longest_flagged, DAY, page="/moderation/"),
    Measure("backup_whole_age_seconds", _("Since the last whole backup"), "seconds", lambda: _since(Backup.Kind.WHOLE), 26 * HOUR),
    Measure("backup_age_seconds", _("Since the last backup of what changed"), "seconds", lambda: _since(Backup.Kind.WHOLE, Backup.Kind.CHANGES), 30 * MINUTE),
    Measure("backup_check_age_seconds", _("Since the backups were last read again"), "seconds", lambda: _since(Backup.Kind.CHECK), 8 * DAY),
    Measure("disk_free_share", _("Free on the disk of the photos"), "share", _free_disk, 0.1, below=True),
    Measure("database_bytes", _("Size of the database"), "bytes", lambda: _one("SELECT pg_database_size(current_database())")),
    Measure("database_connections_share", _("Connections of the database in use"), "share", _used_connections, 0.8),
    Measure("clock_difference_seconds", _("Between our clock and the database’s"), "seconds", _clock_difference, 2),
    Measure("certificate_lasts_seconds", _("The certificate is good for"), "seconds", certificate_lasts, 14 * DAY, below=True),
]  # fmt: skip

if REPLICA in settings.DATABASES:
    MEASURES.append(
        Measure(
            "replica_behind_seconds",
            _("Age of what the replica has"),
            "seconds",
            seconds_behind,
            MINUTE,
        )
    )
