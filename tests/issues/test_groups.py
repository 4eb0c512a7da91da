"""Who speaks: said if one likes, counted once, and kept where nothing leads back to the report."""

import re
from datetime import date, timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from issues import moderation
from issues.actions import RefusedError, change_visibility
from issues.groups import half_before, half_of
from issues.models import Group, GroupAnswer, GroupCount, Issue, Reporter, Visibility
from issues.own.actions import say_groups, withdraw
from issues.retention import tidy
from neighbourhoods.actions import activate_boundary_set, load_boundaries
from tests.at_once import at_once
from tests.district import BAGLAR, FOUNTAIN, pin
from tests.district import town as squares
from tests.issues.test_own import address, do, offered, page_of

NOW = half_of(timezone.localdate())


def counts(code=BAGLAR):
    rows = GroupCount.objects.filter(half=NOW, code=code, count__gt=0)
    return dict(rows.values_list("group", "count"))


@pytest.mark.parametrize(
    ("day", "half"),
    [
        (date(2026, 1, 1), 20261),
        (date(2026, 6, 30), 20261),
        (date(2026, 7, 1), 20262),
        (date(2026, 12, 31), 20262),
    ],
)
def test_a_year_has_two_halves(day, half):
    assert half_of(day) == half


@pytest.mark.parametrize(("half", "before"), [(20262, 20261), (20261, 20252)])
def test_before_a_half_year_is_another(half, before):
    assert half_before(half) == before


def test_who_says_who_they_are_is_counted_in_their_mahalle(town, client):
    issue = pin(FOUNTAIN)
    answer = do(client, issue, "groups", groups=["woman", "older"])
    assert answer.status_code == 302
    assert (
        "Teşekkürler. Bildiriminizden ayrı olarak sayıldınız."
        in client.get(answer["Location"]).content.decode()
    )
    assert counts() == {"": 1, "woman": 1, "older": 1}
    assert do(Client(), pin(FOUNTAIN), "groups", groups=["none"]).status_code == 302
    assert counts() == {"": 2, "woman": 1, "older": 1}


def test_where_boundaries_left_a_report_outside_its_reporter_is_counted_there(town):
    issue = pin(FOUNTAIN)
    others = [one for one in squares() if one.code != BAGLAR]
    activate_boundary_set(
        boundary_set=load_boundaries(name="Later", source="drawn", boundaries=others)
    )
    say_groups(issue=Issue.objects.get(pk=issue.pk), groups={Group.WOMAN})
    assert counts(code="") == {"": 1, "woman": 1}


def test_the_thanks_ask_once_and_nobody_must(town, client):
    issue = pin()
    thanks = f'href="{address(issue)}#groups"'
    assert thanks in client.get(f"/issues/sent/{issue.pk}/").content.decode()
    do(client, issue, "groups", groups=["youth"])
    assert thanks not in client.get(f"/issues/sent/{issue.pk}/").content.decode()
    assert "groups" not in offered(client, issue)


def test_a_browser_that_said_it_is_not_asked_again_for_another_report(town, client):
    first, second = pin(), pin()
    do(client, first, "groups", groups=["youth"])
    cookie = client.cookies["who-speaks"]
    assert cookie.value == str(NOW)
    assert cookie["httponly"]
    assert "#groups" not in client.get(f"/issues/sent/{second.pk}/").content.decode()
    assert "groups" not in offered(client, second)
    assert do(client, second, "groups", groups=["youth"]).status_code == 409
    assert counts() == {"": 1, "youth": 1}
    client.cookies["who-speaks"] = str(half_before(NOW))
    assert "groups" in offered(client, second)


def test_an_account_is_counted_once_in_half_a_year_from_whatever_browser(town, client, elif_):
    reports = [pin(), pin()]
    for issue in reports:
        Reporter.objects.create(issue=issue, user=elif_)
    do(client, reports[0], "groups", groups=["woman"])
    assert do(Client(), reports[1], "groups", groups=["woman"]).status_code == 409
    assert do(Client(), pin(), "groups", groups=["woman"]).status_code == 302
    assert counts() == {"": 2, "woman": 2}


def test_said_again_it_is_refused_and_nobody_is_counted_twice(town, client):
    issue = pin()
    do(client, issue, "groups", groups=["youth"])
    again = do(client, issue, "groups", groups=["woman"])
    assert again.status_code == 409
    assert "Kim olduğunuzu zaten söylediniz" in again.content.decode()
    assert counts() == {"": 1, "youth": 1}


@pytest.mark.parametrize(
    ("groups", "said"),
    [
        ([], "Sizin için doğru olanı seçin"),
        (["none", "woman"], "“Hiçbiri” başka bir yanıtla birlikte olmaz"),
        (["child", "older"], "İki ayrı yaş seçtiniz"),
        (["dragon"], "dragon"),
    ],
)
def test_what_cannot_be_true_is_asked_again(town, client, groups, said):
    answer = do(client, pin(), "groups", groups=groups)
    assert answer.status_code == 422
    assert said in answer.content.decode()
    assert not GroupCount.objects.exists()
    assert not GroupAnswer.objects.exists()


@pytest.mark.parametrize("end", ["withdrawn", "removed", "joined"])
def test_a_report_that_is_over_counts_nobody(town, zeynep, end):
    issue = pin()
    ends = {
        "withdrawn": lambda: withdraw(issue=issue),
        "removed": lambda: change_visibility(issue=issue, to=Visibility.REMOVED),
        "joined": lambda: moderation.merge(issue=issue, into=pin(), by=zeynep),
    }
    ends[end]()
    with pytest.raises(RefusedError):
        say_groups(issue=issue, groups={Group.WOMAN})
    assert not GroupCount.objects.exists()


def test_nothing_that_is_stored_leads_from_a_group_to_a_report(town):
    issue = pin()
    with CaptureQueriesContext(connection) as queries:
        say_groups(issue=issue, groups={Group.DISABLED})
    named = [q["sql"] for q in queries if "disabled" in q["sql"]]
    assert named
    for sql in named:
        assert str(issue.pk) not in sql
        assert not re.search(rf"\b{issue.number}\b", sql)
    assert {f.name for f in GroupAnswer._meta.get_fields()} == {"issue"}
    assert {f.name for f in GroupCount._meta.get_fields()} == {
        "id",
        "half",
        "code",
        "group",
        "count",
        "is_sample",
    }


def written():
    """When each group's row was written last, as PostgreSQL keeps it."""
    with connection.cursor() as cursor:
        cursor.execute('SELECT "group", xmin::text FROM issues_groupcount')
        return dict(cursor.fetchall())


def test_which_rows_were_written_last_tells_nothing_of_the_group(town):
    say_groups(issue=pin(), groups={Group.WOMAN})
    before = written()
    say_groups(issue=pin(), groups={Group.DISABLED})
    after = written()
    assert set(before) == set(after) == {"", *Group.values}
    assert not set(before.values()) & set(after.values())
    assert sorted(after, key=lambda group: int(after[group])) == ["", *Group.values]


def test_a_report_that_waits_or_is_of_an_earlier_half_year_counts_nobody(town):
    held, old = pin(), pin()
    change_visibility(issue=held, to=Visibility.HELD)
    Issue.objects.filter(pk=old.pk).update(created_at=timezone.now() - timedelta(days=185))
    for issue in (held, Issue.objects.get(pk=old.pk)):
        with pytest.raises(RefusedError):
            say_groups(issue=Issue.objects.get(pk=issue.pk), groups={Group.WOMAN})
    assert not GroupCount.objects.exists()


def test_who_answered_is_forgotten_when_the_half_year_is_over(town):
    issue, now = pin(), pin()
    for one in (issue, now):
        say_groups(issue=one, groups={Group.WOMAN})
    Issue.objects.filter(pk=issue.pk).update(created_at=timezone.now() - timedelta(days=185))
    tidy()
    assert list(GroupAnswer.objects.values_list("issue", flat=True)) == [now.pk]
    assert counts() == {"": 2, "woman": 2}


def test_several_who_answer_at_once_are_all_counted(transactional_town):
    issues = [pin() for _report in range(6)]
    at_once(
        *(lambda issue=issue: say_groups(issue=issue, groups={Group.WOMAN}) for issue in issues)
    )
    assert counts() == {"": 6, "woman": 6}


def test_the_page_says_what_becomes_of_it(town, client):
    page = page_of(client, pin())
    assert "Bildiriminizle birlikte saklanmaz: mahallenizin" in page
    assert "gizlilik" in page.lower() or "KVKK" in page
