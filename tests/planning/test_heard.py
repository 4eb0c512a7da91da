"""Who is not heard: counted at night from the database, told with its interval, and never with too little."""

from datetime import timedelta

import pytest
from django.core.management import call_command
from django.utils import timezone
from uuid_utils.compat import uuid7

from issues import moderation
from issues.actions import change_status, change_visibility
from issues.models import Issue, Status, StatusChange, Support, Visibility
from planning.heard.actions import LASTING, WINDOW, count_readiness
from planning.heard.table import heard_table
from planning.models import KeptReadiness
from planning.tasks import count_who_is_heard
from tests.district import BAGLAR, BRIDGE, CINAR, DERE, FOUNTAIN, SCHOOL, pin

NOW = timezone.now()
DAY = timedelta(days=1)


def reported(where, days_ago, *said_after):
    """A report of so many days ago, and after how many days others said the same."""
    issue = pin(where, reported_at=NOW - days_ago * DAY)
    for days in said_after:
        said = NOW - (days_ago - days) * DAY
        Support.objects.create(issue=issue, supporter=uuid7(), created_at=said)
    return issue


def counted(code=BAGLAR):
    count_readiness(until=NOW)
    return KeptReadiness.objects.filter(code=code).values_list("reports", "further", "days").first()


def test_further_reports_and_days_are_those_since_the_first(town):
    reported(FOUNTAIN, 20, 1, 5)
    reported(FOUNTAIN, 10)
    assert counted() == (2, 2, pytest.approx(30))


def test_it_ends_when_the_secretariat_first_answers(town, zeynep):
    issue = reported(FOUNTAIN, 20, 1, 8)
    change_status(issue=issue, to=Status.ACKNOWLEDGED, note="Bakıyoruz.", by=zeynep)
    StatusChange.objects.update(changed_at=NOW - 15 * DAY)
    assert counted() == (1, 1, pytest.approx(5))


def test_of_several_answers_the_first_ends_it_and_what_was_joined_later_is_none_of_it(town, zeynep):
    issue = reported(FOUNTAIN, 20, 1)
    change_status(issue=issue, to=Status.ACKNOWLEDGED, note="Bakıyoruz.", by=zeynep)
    StatusChange.objects.update(changed_at=NOW - 15 * DAY)
    change_status(issue=issue, to=Status.IN_PROGRESS, note="Başladık.", by=zeynep)
    StatusChange.objects.filter(to_status="in_progress").update(changed_at=NOW - 5 * DAY)
    moderation.merge(issue=reported(FOUNTAIN, 10), into=issue, by=zeynep)
    assert counted() == (1, 1, pytest.approx(5))


def test_it_ends_after_a_hundred_days_and_what_is_older_than_a_year_is_left_out(town):
    reported(FOUNTAIN, 150, 50, 120)
    reported(FOUNTAIN, WINDOW.days + 1, 1)
    assert counted() == (1, 1, pytest.approx(LASTING.days))


def test_a_report_that_was_joined_counts_as_one_that_said_the_same(town, zeynep):
    first, second = reported(FOUNTAIN, 20), reported(FOUNTAIN, 10)
    moderation.merge(issue=second, into=first, by=zeynep)
    assert counted() == (1, 1, pytest.approx(20))


def test_it_begins_with_the_first_of_those_that_were_joined(town, zeynep):
    better, first = reported(FOUNTAIN, 10), reported(FOUNTAIN, 20)
    moderation.merge(issue=first, into=better, by=zeynep)
    assert counted() == (1, 1, pytest.approx(20))


def test_what_is_not_public_counts_for_nothing(town):
    issue = reported(FOUNTAIN, 20, 1)
    change_visibility(issue=issue, to=Visibility.REMOVED)
    assert counted() is None


def test_counting_again_takes_the_place_of_what_was_counted(town):
    reported(FOUNTAIN, 20, 1)
    counted()
    Issue.objects.all().delete()
    assert counted() is None


def quiet_town():
    """Bağlar and Çınar say the same soon, Dere five times later; by head Dere reports least."""
    for where, readily in ((FOUNTAIN, True), (SCHOOL, True), (BRIDGE, False)):
        for _ in range(12):
            reported(where, 50, *((10, 20, 30, 40, 45) if readily else ()))
    for issue in Issue.objects.filter(neighbourhood__code=DERE)[:12]:
        Support.objects.create(issue=issue, supporter=uuid7(), created_at=NOW - 10 * DAY)
    count_readiness(until=NOW)


def test_who_reports_less_readily_is_counted_for_more(town):
    quiet_town()
    lines = {line.neighbourhood.code: line for line in heard_table()}
    assert lines[DERE].wait == pytest.approx(50)
    assert lines[BAGLAR].wait == pytest.approx(10)
    assert lines[DERE].adjusted.reports > lines[DERE].kept.reports
    assert lines[BAGLAR].adjusted.reports < lines[BAGLAR].kept.reports
    low, high = lines[DERE].adjusted_interval
    assert low < lines[DERE].adjusted_per_1000 < high
    assert lines[CINAR].adjusted_rank == 2


def test_the_page_tells_raw_and_adjusted_side_by_side_with_what_it_cannot_tell(town, client):
    quiet_town()
    page = client.get("/heard/").content.decode()
    assert page.count("data-code=") == 3
    assert "Nature Computational Science" in page
    assert "hüküm değil" in page
    assert "kestirilemiyor" not in page


def test_of_too_little_nothing_is_estimated_and_the_counts_are_there(town, client):
    reported(FOUNTAIN, 20, 1)
    count_readiness(until=NOW)
    page = client.get("/heard/").content.decode()
    assert 'data-total="1"' in page
    assert "kestirilemiyor" in page


def test_before_the_first_night_the_page_says_so(town, client):
    assert "henüz sayılmadı" in client.get("/heard/").content.decode()


def test_the_worker_counts_at_night_and_a_command_at_once(town, capsys):
    reported(FOUNTAIN, 20, 1)
    count_who_is_heard(int(NOW.timestamp()))
    assert KeptReadiness.objects.get().further == 1
    call_command("count_planning")
    assert "1 mahalle" in capsys.readouterr().out


def test_the_sample_has_a_mahalle_that_is_hardly_heard(db):
    call_command("load_sample")
    count_readiness(until=timezone.now())
    lines = [line for line in heard_table() if line.wait]
    assert max(lines, key=lambda line: line.wait).neighbourhood.name == "Esatpaşa"
