"""What the operator sees: the page, the metrics and the alert rules say the same."""

from datetime import timedelta
from math import inf

import pytest
import yaml
from django.core.cache import cache
from django.core.management import call_command
from django.db import connection
from django.utils import timezone
from prometheus_client.parser import text_string_to_metric_families
from uuid_utils.compat import uuid7

from accounts.models import Delivery, Webhook
from accounts.tasks import forget_uses
from issues.actions import change_visibility
from issues.comments.actions import flag as flag_comment
from issues.flags import flag_issue
from issues.models import Visibility
from operations.measures import MEASURES, certificate_lasts
from operations.metrics import PREFIX
from operations.models import Backup
from operations.words import told
from places.flags import flag_place
from tests.district import pin, remark
from tests.logins import log_in_staff
from tests.places.kept import keep

LIMITED = [measure for measure in MEASURES if measure.limit is not None]
TOKEN = "a-token-that-only-prometheus-knows"


def read(name):
    [measure] = [measure for measure in MEASURES if measure.name == name]
    return measure, measure.read()


def is_bad(name):
    measure, value = read(name)
    return measure.is_bad(value)


def beat(seconds_ago):
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM procrastinate_workers")
        cursor.execute(
            "INSERT INTO procrastinate_workers (last_heartbeat) VALUES (now() - make_interval(secs => %s))",
            [seconds_ago],
        )


def test_a_worker_that_is_dead_for_an_hour_is_told_and_what_waits_for_it(transactional_db):
    assert is_bad("worker_silence_seconds"), "none ever came"
    beat(3600)
    forget_uses.configure(queueing_lock="waits").defer(timestamp=0)
    assert not is_bad("job_waiting_seconds")
    with connection.cursor() as cursor:
        cursor.execute("UPDATE procrastinate_events SET at = now() - interval '1 hour'")
    assert is_bad("worker_silence_seconds")
    assert is_bad("job_waiting_seconds")
    assert read("job_waiting_seconds")[1] == pytest.approx(3600, abs=60)
    beat(5)
    assert not is_bad("worker_silence_seconds")


def test_what_failed_or_was_given_up_is_counted(transactional_db):
    hook = Webhook.objects.create(
        name="Belediye", url="https://example.org/", secret="x", events=["issue.created"]
    )
    for state in ("dead", "sent"):
        Delivery.objects.create(
            id=uuid7(),
            webhook=hook,
            event="issue.created",
            about="1",
            state=state,
        )
    job = forget_uses.configure(queueing_lock="fails").defer(timestamp=0)
    assert not is_bad("jobs_failed")
    with connection.cursor() as cursor:
        cursor.execute("UPDATE procrastinate_jobs SET status = 'failed' WHERE id = %s", [job])
    assert read("jobs_failed")[1] == 1
    assert read("messages_given_up")[1] == 1


def test_a_report_that_waits_for_days_is_told(town):
    issue = pin()
    assert read("report_held_seconds")[1] == 0
    change_visibility(issue=issue, to=Visibility.HELD)
    with connection.cursor() as cursor:
        cursor.execute("UPDATE issues_issue SET created_at = now() - interval '4 days'")
    assert is_bad("report_held_seconds")


def test_what_was_flagged_and_nobody_looked_at_for_a_day_is_told(town):
    flags = [
        flag_issue(identity=uuid7(), issue=pin(), reason="other", text=""),
        flag_comment(identity=uuid7(), comment=remark(pin()), reason="other", text=""),
        flag_place(id=uuid7(), place=keep(), reason="other", text=""),
    ]
    assert read("flag_waiting_seconds")[1] < 60
    for one in flags:
        long_ago = timezone.now() - timedelta(days=2)
        type(one).objects.filter(pk=one.pk).update(created_at=long_ago)
        assert is_bad("flag_waiting_seconds"), type(one)
        type(one).objects.filter(pk=one.pk).update(handled_at=timezone.now())
        assert not is_bad("flag_waiting_seconds"), type(one)
    assert read("flag_waiting_seconds")[1] == 0


def test_the_newest_backup_that_ended_well_counts(db):
    now = timezone.now()
    assert read("backup_whole_age_seconds")[1] == inf
    Backup.objects.create(
        kind="whole", started_at=now - timedelta(hours=30), finished_at=now - timedelta(hours=29)
    )
    Backup.objects.create(kind="whole", started_at=now)
    Backup.objects.create(kind="changes", started_at=now, finished_at=now - timedelta(minutes=4))
    assert is_bad("backup_whole_age_seconds")
    assert not is_bad("backup_age_seconds")
    assert is_bad("backup_check_age_seconds")


def test_a_disk_is_told_before_it_is_full(media):
    measure, value = read("disk_free_share")
    assert 0 < value < 1
    assert [measure.is_bad(share) for share in (0.09, 0.11)] == [True, False]


def test_the_clocks_of_one_machine_agree(db):
    assert read("clock_difference_seconds")[1] < 1


def test_a_certificate_that_cannot_be_seen_is_told(db, settings):
    assert certificate_lasts() == inf
    cache.clear()
    settings.SITE_URL = "https://127.0.0.1:1"
    assert is_bad("certificate_lasts_seconds")


def test_only_who_has_the_token_reads_the_metrics_and_every_measure_is_there(
    town, client, settings
):
    assert client.get("/metrics", headers={"Authorization": "Bearer "}).status_code == 404
    settings.METRICS_TOKEN = TOKEN
    assert client.get("/metrics").status_code == 404
    assert client.get("/metrics", headers={"Authorization": "Bearer other"}).status_code == 404
    client.get("/issues/")
    answer = client.get("/metrics", headers={"Authorization": f"Bearer {TOKEN}"})
    families = {
        family.name: family for family in text_string_to_metric_families(answer.content.decode())
    }
    assert {f"{PREFIX}_{measure.name}" for measure in MEASURES} <= set(families)
    answered = [s.labels for s in families[f"{PREFIX}_answer_seconds"].samples]
    assert {"route": "issues/", "method": "GET", "status": "2xx"} in [
        {name: labels[name] for name in ("route", "method", "status")} for labels in answered
    ]


def test_every_limit_is_an_alert_rule(capsys):
    call_command("alert_rules")
    [group] = yaml.safe_load(capsys.readouterr().out)["groups"]
    told_of = {rule["expr"].split()[0] for rule in group["rules"]}
    assert {f"{PREFIX}_{measure.name}" for measure in LIMITED} <= told_of


def test_the_page_says_what_to_look_at(town, client, zeynep):
    beat(7200)
    log_in_staff(client, zeynep)
    page = client.get("/operations/").content.decode()
    assert "2 saat" in page
    assert "lütfen bakınız" in page
    assert "Henüz yok." in page


@pytest.mark.parametrize(
    ("value", "unit", "words"),
    [(inf, "seconds", "hiç"), (90, "seconds", "90 sn"), (1.25, "seconds", "1,2 sn"), (180, "seconds", "3 dakika"), (3 * 86_400, "seconds", "3 gün"),
     (0.123, "share", "% 12"), (1234, "", "1.234")],
)  # fmt: skip
def test_numbers_are_told_as_a_person_reads_them(value, unit, words):
    assert told(value, unit).replace("\xa0", " ") == words
