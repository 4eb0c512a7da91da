"""What comes and what gets done: backlog and its age, opened against closed, reopened, ratings."""

from datetime import date, timedelta

import pytest
from django.core.management import call_command
from django.utils import timezone

from issues.actions import change_status, change_visibility
from issues.models import Category, Issue, Rating, Status, StatusChange, Visibility
from issues.own.actions import rate, reopen
from neighbourhoods.models import Neighbourhood
from planning import reader
from planning.models import KeptMonth
from planning.months import whole_months
from planning.tasks import count_how_long
from planning.times.actions import count_durations
from planning.workload.actions import count_months
from planning.workload.drawing import drawing
from planning.workload.table import Month, workload
from tests.district import BAGLAR, BRIDGE, CINAR, DERE, FOUNTAIN, SCHOOL, pin, resolve

NOW = timezone.now()
MONTHS = whole_months(timezone.localdate(NOW))


def noon_in(month):
    at = timezone.localtime(NOW).replace(hour=12, minute=0, second=0, microsecond=0)
    return at.replace(year=month // 100, month=month % 100, day=10)


def reported_in(month, where=FOUNTAIN, category="cop"):
    return pin(where, category, reported_at=noon_in(month))


def resolved_in(month, issue):
    resolve(issue)
    at = noon_in(month)
    StatusChange.objects.filter(issue=issue, to_status="resolved").update(changed_at=at)
    Issue.objects.filter(pk=issue.pk).update(closed_at=at)
    return issue


def told(group=None, chosen=None):
    count_months(until=NOW)
    count_durations(until=NOW)
    found = workload(
        group and Category.objects.get(slug=group),
        chosen and Neighbourhood.objects.get(code=chosen),
    )
    return found, {line.neighbourhood.code: line for line in found.lines}


def month_of(found, month):
    (one,) = [m for m in found.months if m.first.year * 100 + m.first.month == month]
    return one.opened, one.closed


def test_what_came_and_what_was_closed_stand_in_their_months(town):
    resolved_in(MONTHS[-2], reported_in(MONTHS[-3]))
    reported_in(MONTHS[-3])
    pin(FOUNTAIN)  # this month is not over
    found, lines = told()
    assert (month_of(found, MONTHS[-3]), month_of(found, MONTHS[-2])) == ((2, 0), (0, 1))
    assert (lines[BAGLAR].opened, lines[BAGLAR].closed, lines[BAGLAR].change) == (2, 1, 1)
    assert len(found.months) == 24


def test_what_lies_longer_back_than_a_year_is_in_the_months_and_not_in_the_table(town):
    reported_in(MONTHS[-13])
    reported_in(MONTHS[-12])
    found, lines = told()
    assert month_of(found, MONTHS[-13]) == (1, 0)
    assert lines[BAGLAR].opened == 1


def test_a_month_begins_at_midnight_of_the_place(town):
    first = noon_in(MONTHS[-1]).replace(day=1, hour=0, minute=30)
    pin(FOUNTAIN, reported_at=first)
    found = told()[0]
    assert (month_of(found, MONTHS[-2]), month_of(found, MONTHS[-1])) == ((0, 0), (1, 0))


def test_a_first_answer_closes_and_reopens_nothing(town):
    issue = reported_in(MONTHS[-3])
    change_status(issue=issue, to=Status.ACKNOWLEDGED, note="Bakıyoruz.")
    StatusChange.objects.filter(issue=issue).update(changed_at=noon_in(MONTHS[-2]))
    line = told()[1][BAGLAR]
    assert (line.closed, line.reopenings, line.change) == (0, 0, 1)


def test_the_lines_are_drawn_from_the_left_and_up_to_the_most():
    first = date(2026, 1, 1)
    drawn = drawing([Month(first, 2, 0), Month(first, 0, 1)])
    assert (drawn.opened, drawn.closed, drawn.most) == ("M0 0.0L300 100.0", "M0 100.0L300 50.0", 2)
    assert drawing([Month(first, 0, 0)] * 2) is None


def test_half_of_what_waits_has_waited_so_long_at_least(town):
    for days in (10, 20, 30, 400):
        pin(FOUNTAIN, reported_at=NOW - timedelta(days=days))
    resolve(pin(FOUNTAIN, reported_at=NOW - timedelta(days=500)))
    line = told()[1][BAGLAR]
    assert (line.waiting, line.half_waits) == (4, 30)
    assert told()[1][DERE].half_waits is None


def test_the_mahalle_sum_to_the_district_and_their_months_to_its_months(town):
    for where, month in ((FOUNTAIN, -1), (FOUNTAIN, -5), (BRIDGE, -5)):
        reported_in(MONTHS[month], where)
    found, lines = told()
    for fact in ("waiting", "opened", "closed"):
        assert sum(getattr(line, fact) for line in lines.values()) == getattr(found.district, fact)
    parts = [told(chosen=code)[0] for code in lines]
    for month in MONTHS:
        assert sum(month_of(part, month)[0] for part in parts) == month_of(found, month)[0]


def test_what_is_opened_again_counts_as_reopened_and_as_closed_twice(town):
    for _ in range(4):
        resolved_in(MONTHS[-2], reported_in(MONTHS[-3]))
    again = resolved_in(MONTHS[-3], reported_in(MONTHS[-3]))
    Issue.objects.filter(pk=again.pk).update(closed_at=NOW - timedelta(days=1))
    reopen(issue=again)
    StatusChange.objects.filter(issue=again, to_status="acknowledged").update(
        changed_at=noon_in(MONTHS[-2])
    )
    again.refresh_from_db()
    line = told()[1][BAGLAR]
    assert (line.opened, line.closed, line.reopened) == (5, 5, pytest.approx(20))
    assert line.change == 1
    change_status(issue=again, to=Status.RESOLVED, note="Bu kez oldu.")
    newest = StatusChange.objects.filter(issue=again).order_by("id").last()
    StatusChange.objects.filter(pk=newest.pk).update(changed_at=noon_in(MONTHS[-1]))
    line = told()[1][BAGLAR]
    assert (line.closed, line.change) == (6, 0)


def rated(where, *scores):
    """Closings that were rated in a whole month."""
    for score in scores:
        issue = resolved_in(MONTHS[-3], reported_in(MONTHS[-3], where))
        rate(issue=issue, score=score, text="Gizli söz")
    Rating.objects.update(rated_at=noon_in(MONTHS[-2]))


def test_how_many_are_satisfied_is_told_from_five_on(town):
    rated(FOUNTAIN, *[Rating.Score.SATISFIED] * 3, Rating.Score.NOT_SATISFIED)
    found, lines = told()
    assert (lines[BAGLAR].satisfied, found.district.satisfied) == (None, None)
    rated(FOUNTAIN, Rating.Score.SO_SO)
    found, lines = told()
    assert (lines[BAGLAR].satisfied, lines[BAGLAR].rated) == (60, 5)
    assert (found.district.satisfied, found.district.rated) == (60, 5)
    by_topic, lines = told("temizlik")  # by topic none are told
    assert (lines[BAGLAR].rated, by_topic.district.rated) == (None, None)


def test_a_rating_of_this_month_waits_until_it_is_over(town):
    rated(FOUNTAIN, *[Rating.Score.SATISFIED] * 5)
    newest = Rating.objects.order_by("pk").last()
    Rating.objects.filter(pk=newest.pk).update(rated_at=NOW)
    assert told()[1][BAGLAR].rated is None


def test_what_the_others_would_give_away_is_hidden_too(town):
    rated(FOUNTAIN, *[Rating.Score.SATISFIED] * 6)
    rated(SCHOOL, *[Rating.Score.SATISFIED] * 5)
    assert [told()[1][code].rated for code in (BAGLAR, CINAR)] == [6, 5]
    rated(BRIDGE, Rating.Score.SATISFIED)  # all less the others would be this one
    assert [told()[1][code].rated for code in (BAGLAR, CINAR, DERE)] == [6, None, None]
    assert told()[0].district.rated == 12


def test_a_group_is_told_with_its_categories_alone(town):
    reported_in(MONTHS[-1], category="cop")
    reported_in(MONTHS[-1], category="agac")
    assert told("temizlik")[0].district.opened == 1
    assert told("temizlik")[0].district.waiting == 1
    assert told()[0].district.opened == 2


def test_what_came_closed_from_elsewhere_is_closed_when_it_says(town):
    issue = reported_in(MONTHS[-4])
    Issue.objects.filter(pk=issue.pk).update(status="resolved", closed_at=noon_in(MONTHS[-3]))
    assert month_of(told()[0], MONTHS[-3]) == (0, 1)


def test_what_is_not_public_is_in_no_sum(town):
    issue = resolved_in(MONTHS[-2], reported_in(MONTHS[-3]))
    change_visibility(issue=issue, to=Visibility.HELD)
    assert not told()[0].district.opened
    assert not KeptMonth.objects.exists()


def test_the_page_tells_it_with_lines_and_a_table_and_before_the_first_night_that_nothing_was_counted(
    town, client
):
    assert "henüz sayılmadı" in client.get("/workload/").content.decode()
    resolved_in(MONTHS[-2], reported_in(MONTHS[-3]))
    reported_in(MONTHS[-3])
    told()
    page = client.get("/workload/?mahalle=baglar&category=temizlik").content.decode()
    assert "2 bildirim geldi, 0 bildirim yeniden açıldı, 1 bildirim sonuçlandı." in page
    assert "Bekleyenler bir yıl öncekinden 1 fazla." in page
    assert page.count("data-code=") == 5
    assert page.count('class="curve') == 2
    assert client.get("/workload/?mahalle=ejderha").status_code == 400


def test_the_api_and_the_reader_tell_the_same(town, client):
    resolved_in(MONTHS[-2], reported_in(MONTHS[-3]))
    told()
    said = client.get("/api/v1/statistics/workload/?mahalle=baglar").json()
    (own,) = [line for line in said["results"] if line["code"] == BAGLAR]
    assert (own["opened"], own["closed"], own["reopened"], own["waiting"]) == (1, 1, None, 0)
    assert sum(month["closed"] for month in said["months"]) == 1
    assert reader.workload().loc[BAGLAR, "closed"] == 1
    assert client.get("/api/v1/statistics/workload/?category=ejderha").status_code == 400


def test_the_worker_counts_at_night_and_a_command_at_once(town, capsys):
    reported_in(MONTHS[-1])
    count_how_long(int(NOW.timestamp()))
    assert KeptMonth.objects.count() == 1
    call_command("count_planning")
    assert "1 rows of months" in capsys.readouterr().out
