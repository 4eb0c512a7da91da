"""How long one waits: those who still wait are counted, one mahalle stands beside the others."""

from datetime import timedelta

import pytest
from django.core.management import call_command
from django.db.models import Sum
from django.utils import timezone

from issues.actions import change_status, change_visibility
from issues.models import Category, Issue, Status, StatusChange, Visibility
from neighbourhoods.models import Neighbourhood
from planning.models import Ending, KeptDuration
from planning.tasks import count_how_long
from planning.times.actions import WINDOW, count_durations
from planning.times.periods import periods
from planning.times.table import times
from tests.district import BAGLAR, BRIDGE, DERE, FOUNTAIN, pin, resolve

NOW = timezone.now()
DAY = timedelta(days=1)


def waited(where, days_ago, over_after=None, category="cop"):
    """A report of so many days ago, answered and closed after so many days, or still waiting."""
    issue = pin(where, category, reported_at=NOW - days_ago * DAY)
    if over_after is not None:
        resolve(issue)
        at = NOW - (days_ago - over_after) * DAY
        StatusChange.objects.filter(issue=issue).update(changed_at=at)
        Issue.objects.filter(pk=issue.pk).update(closed_at=at)
    return issue


def told(ending=Ending.CLOSING, group=None, chosen=None, period=None):
    count_durations(until=NOW)
    found = times(
        ending,
        group and Category.objects.get(slug=group),
        chosen and Neighbourhood.objects.get(code=chosen),
        period and {known.key: known for known in periods()}[period],
    )
    return found, {line.neighbourhood.code: line for line in found.lines}


def rows(ending=Ending.CLOSING):
    count_durations(until=NOW)
    found = KeptDuration.objects.filter(ending=ending).values_list("code", "days", "is_over")
    return list(found.annotate(n=Sum("count")).order_by("days", "is_over"))


def test_whole_days_are_counted_of_what_is_over_and_of_what_still_waits(town):
    waited(FOUNTAIN, 20, 3.9)
    waited(FOUNTAIN, 30, 3.1)
    waited(FOUNTAIN, 10.5)
    assert rows() == [(BAGLAR, 3, True, 2), (BAGLAR, 10, False, 1)]


def test_the_first_answer_is_another_end_than_the_last(town, zeynep):
    issue = pin(FOUNTAIN, reported_at=NOW - 10 * DAY)
    change_status(issue=issue, to=Status.ACKNOWLEDGED, note="Bakıyoruz.", by=zeynep)
    StatusChange.objects.update(changed_at=NOW - 8 * DAY)
    change_status(issue=issue, to=Status.IN_PROGRESS, note="Başladık.", by=zeynep)
    assert rows(Ending.ANSWER) == [(BAGLAR, 2, True, 1)]
    assert rows(Ending.CLOSING) == [(BAGLAR, 10, False, 1)]


def test_what_is_not_public_or_older_than_two_years_is_left_out(town):
    change_visibility(issue=waited(FOUNTAIN, 5), to=Visibility.REMOVED)
    waited(FOUNTAIN, WINDOW.days + 1)
    waited(FOUNTAIN, WINDOW.days - 1)
    assert rows() == [(BAGLAR, WINDOW.days - 1, False, 1)]


def test_the_median_counts_those_who_still_wait(town):
    for _ in range(5):
        waited(FOUNTAIN, 100, 4)
    assert told()[1][BAGLAR].median.day == 4
    for _ in range(6):
        waited(FOUNTAIN, 100)
    line = told()[1][BAGLAR]
    assert line.median.day is None
    assert (line.mean, line.horizon) == (pytest.approx((5 * 4 + 6 * 100) / 11), 100)


def test_a_mean_counts_no_more_than_a_year_of_each_wait(town):
    for _ in range(5):
        waited(FOUNTAIN, 500, 4)
    for _ in range(6):
        waited(FOUNTAIN, 400)
    line = told()[1][BAGLAR]
    assert (line.mean, line.horizon) == (pytest.approx((5 * 4 + 6 * 365) / 11), 365)


def test_of_too_few_nothing_is_said(town):
    for _ in range(4):
        waited(FOUNTAIN, 100, 4)
    assert told()[1][BAGLAR].median is None


def test_in_time_is_judged_only_of_what_can_be(town):
    Category.objects.filter(slug="cop").update(target_days=10)
    for over_after in (2, 5, 10, 10.9, 50):
        waited(FOUNTAIN, 100, over_after)
    waited(FOUNTAIN, 40)  # is late already
    for _ in range(3):
        waited(
            FOUNTAIN, 9, 1
        )  # the slow ones of that age still wait, so the quick ones say nothing
    assert told()[1][BAGLAR].in_time == pytest.approx(100 * 3 / 6)


def test_in_time_is_not_told_of_too_few(town):
    Category.objects.filter(slug="cop").update(target_days=10)
    for days_ago in (100, 100, 100, 100, 9):
        waited(FOUNTAIN, days_ago, 2)
    assert told()[1][BAGLAR].in_time is None
    waited(FOUNTAIN, 100, 2)
    assert told()[1][BAGLAR].in_time == 100


def test_a_group_is_told_with_its_categories_alone(town):
    waited(FOUNTAIN, 20, 3, "cop")
    waited(FOUNTAIN, 20, 3, "agac")
    assert told(group="temizlik")[0].district.total == 1
    assert told()[0].district.total == 2


def gap(days_there):
    for at in range(20):
        waited(FOUNTAIN, 100, 2 + at % 3)
        waited(BRIDGE, 100, days_there + at % 3)
    return told(chosen=DERE)[0].beside


def test_one_mahalle_beside_the_others_is_tested_by_log_rank(town, client):
    found = gap(30)
    assert (found.own.median.day, found.others.median.day) == (31, 3)
    assert found.test.p < 0.001
    page = client.get("/times/?mahalle=dere").content.decode()
    assert "sonuçlanma yarısında en çok 31 gün sürdü; başka yerlerde 3" in page
    assert "rastlantıyla pek açıklanamaz" in page
    assert 'class="curve then"' in page


def test_of_a_mahalle_with_too_few_nothing_is_tested(town, client):
    for at in range(20):
        waited(FOUNTAIN, 100, 2 + at % 3)
    waited(BRIDGE, 100, 90)
    found = told(chosen=DERE)[0].beside
    assert (found.test, found.curve) == (None, [])
    assert "az bildirim var" in client.get("/times/?mahalle=dere").content.decode()


def test_a_topic_with_too_few_says_nothing_of_the_district_and_was_counted(town, client):
    for _ in range(5):
        waited(FOUNTAIN, 20, 3)
    waited(FOUNTAIN, 20, 3, "agac")
    count_durations(until=NOW)
    few = client.get("/times/?category=yesil").content.decode()
    none = client.get("/times/?category=su").content.decode()
    for page in (few, none):
        assert "o kadar az ki" in page
        assert "henüz sayılmadı" not in page


def test_what_is_taken_down_leaves_the_sums_at_the_next_night(town):
    issue = waited(FOUNTAIN, 20, 3)
    count_durations(until=NOW)
    change_visibility(issue=issue, to=Visibility.REMOVED)
    assert times(Ending.CLOSING, None, None).district.total == 1
    assert told()[0].district.total == 0


def test_what_may_be_chance_is_said_to_be(town, client):
    assert gap(2).test.p > 0.05
    assert "rastlantı olabilir" in client.get("/times/?mahalle=dere").content.decode()


def test_the_page_tells_each_mahalle_and_before_the_first_night_that_nothing_was_counted(
    town, client
):
    assert "henüz sayılmadı" in client.get("/times/").content.decode()
    waited(FOUNTAIN, 20, 3)
    count_durations(until=NOW)
    page = client.get("/times/?ending=answer").content.decode()
    assert page.count("data-code=") == 5
    assert 'data-total="1"' in page


@pytest.mark.parametrize("query", ["ending=ejderha", "category=ejderha", "mahalle=ejderha"])
def test_a_wrong_question_is_told(town, client, query):
    answer = client.get(f"/times/?{query}")
    assert answer.status_code == 400
    assert "ejderha" in answer.content.decode()


def test_the_worker_counts_at_night_and_a_command_at_once(town, capsys):
    waited(FOUNTAIN, 20, 3)
    count_how_long(int(NOW.timestamp()))
    assert KeptDuration.objects.count() == 2
    call_command("count_planning")
    assert "2 rows" in capsys.readouterr().out


def quarter_of(day):
    return f"{day.year}-{(day.month + 2) // 3}"


def test_a_period_has_the_reports_that_were_made_in_it(town):
    now, before = (timezone.localtime(NOW - days * DAY) for days in (5, 400))
    for _ in range(5):
        waited(FOUNTAIN, 400, 30)
        waited(FOUNTAIN, 5, 2)
    count_durations(until=NOW)
    keys = [period.key for period in periods()]
    assert keys == [str(now.year), quarter_of(now), str(before.year), quarter_of(before)]
    for period, total, median in (
        (None, 10, 2),
        (str(now.year), 5, 2),
        (quarter_of(before), 5, 30),
    ):
        line = told(period=period)[1][BAGLAR]
        assert (line.total, line.median.day) == (total, median)


def test_each_quarter_says_whether_it_gets_quicker(town, client):
    for _ in range(5):
        waited(FOUNTAIN, 400, 30)
        waited(FOUNTAIN, 5, 2)
        waited(BRIDGE, 5, 1)
    found, _lines = told()
    assert [(line.total, line.median.day) for _period, line in found.by_quarter] == [
        (10, 1),
        (5, 30),
    ]
    own, _lines = told(chosen=BAGLAR)
    assert [line.total for _period, line in own.by_quarter] == [5, 5]
    page = client.get("/times/?mahalle=baglar").content.decode()
    assert "Bağlar mahallesinde hızlanıyor mu?" in page
    assert page.count('<th scope="row">20') == 2
    said = client.get("/api/v1/statistics/waiting/").json()["by_quarter"]
    assert [line["median_days"] for line in said.values()] == [1, 30]
    assert client.get("/times/?period=2031").status_code == 400
    year = timezone.localtime(NOW - 5 * DAY).year
    told_of_year = client.get(f"/times/?period={year}").content.decode()
    assert f"{year} döneminin herkese açık bildirimleri" in told_of_year
    assert "Hızlanıyor mu?" not in told_of_year
