"""The admin's actions on many rows: nobody does there what their rights refuse elsewhere."""

import pytest
from django.contrib import admin
from django.contrib.admin.models import LogEntry
from django.contrib.auth.models import Permission
from procrastinate.contrib.django.models import ProcrastinateJob

from accounts.actions import open_account
from accounts.models import User
from accounts.tasks import forget_uses
from issues.admin import AT_ONCE
from issues.mine.actions import claim
from issues.models import Issue, Visibility
from tests.district import pin
from tests.logins import give_app, log_in_staff

ISSUES, PEOPLE = "/admin/issues/issue/", "/admin/accounts/user/"
JOBS = "/admin/procrastinate/procrastinatejob/"


@pytest.fixture
def deniz(db):
    """Deniz plans: sees every list of the admin and may change nothing."""
    deniz = User.objects.create_user("deniz", email="deniz@example.org", is_staff=True)
    deniz.user_permissions.set(Permission.objects.filter(codename__startswith="view_"))
    return deniz


@pytest.fixture
def planner(client, deniz):
    log_in_staff(client, deniz)
    return client


def act(client, where, action, *rows):
    return client.post(where, {"action": action, "_selected_action": [row.pk for row in rows]})


@pytest.mark.parametrize("model_admin", admin.site._registry.values(), ids=str)
def test_who_may_only_look_is_offered_no_action_anywhere(rf, deniz, model_admin):
    request = rf.get("/admin/")
    request.user = deniz
    assert not model_admin.get_actions(request)


@pytest.mark.parametrize("before", [Visibility.PUBLIC, Visibility.HELD])
def test_who_may_only_look_at_reports_decides_on_none(town, planner, before):
    issue = pin()
    Issue.objects.filter(pk=issue.pk).update(visibility=before)
    page = planner.get(ISSUES)
    assert page.status_code == 200
    assert 'name="action"' not in page.content.decode()
    act(planner, ISSUES, "take_down", issue)
    issue.refresh_from_db()
    assert (issue.visibility, issue.moderation_steps.count()) == (before, 0)


def test_moderators_decide_in_the_list_as_at_the_desk(town, client, elif_):
    issue = pin()
    log_in_staff(client, elif_)
    act(client, ISSUES, "take_down", issue)
    issue.refresh_from_db()
    assert issue.visibility == Visibility.REMOVED
    assert issue.moderation_steps.get().taken_by == elif_


def test_no_single_press_empties_the_map(town, client, elif_):
    issues = [pin() for _ in range(AT_ONCE + 1)]
    log_in_staff(client, elif_)
    act(client, ISSUES, "take_down", *issues)
    assert Issue.objects.filter(visibility=Visibility.PUBLIC).count() == len(issues)
    page = client.post(
        ISSUES,
        {"action": "take_down", "select_across": "1", "_selected_action": [issues[0].pk]},
        follow=True,
    )
    assert "en çok 20" in page.content.decode()
    act(client, ISSUES, "take_down", *issues[1:])
    assert Issue.objects.filter(visibility=Visibility.PUBLIC).count() == 1


def test_who_may_only_look_at_people_takes_away_nobodys_second_factor(planner, zeynep):
    give_app(zeynep)
    assert planner.get(PEOPLE).status_code == 200
    act(planner, PEOPLE, "reset_second_factor", zeynep)
    assert zeynep.authenticator_set.exists()
    assert not LogEntry.objects.exists()


def test_whose_second_factor_was_taken_away_by_whom_is_logged(client, elif_, zeynep):
    give_app(elif_)
    log_in_staff(client, zeynep)
    act(client, PEOPLE, "reset_second_factor", elif_)
    assert not elif_.authenticator_set.exists()
    logged = LogEntry.objects.get()
    assert (logged.user, logged.object_id) == (zeynep, str(elif_.pk))
    assert logged.get_change_message() == "İkinci adım kaldırıldı; yeniden kurulacak."
    history = client.get(f"{PEOPLE}{elif_.pk}/history/").content.decode()
    assert logged.get_change_message() in history


def test_who_may_only_look_at_the_workers_jobs_cancels_none(planner, zeynep):
    identity = forget_uses.defer(timestamp=0)
    job = ProcrastinateJob.objects.get(pk=identity)
    assert planner.get(JOBS).status_code == 200
    act(planner, JOBS, "cancel", job)
    job.refresh_from_db()
    assert job.status == "todo"
    log_in_staff(planner, zeynep)
    act(planner, JOBS, "cancel", job)
    job.refresh_from_db()
    assert job.status == "cancelled"


def test_whoever_is_about_to_delete_somebody_reads_no_key_of_their_reports(town, client, zeynep):
    ayse = open_account(email="ayse@example.org")
    issue = pin()
    claim(issue=issue, by=ayse)
    log_in_staff(client, zeynep)
    for page in (
        client.get(f"{PEOPLE}{ayse.pk}/delete/"),
        act(client, PEOPLE, "delete_selected", ayse),
    ):
        assert "bir bildirim" in page.content.decode()
        assert str(issue.pk) not in page.content.decode()


def test_nobody_deletes_a_report_whose_words_its_history_would_keep(town, client, zeynep):
    log_in_staff(client, zeynep)
    issue = pin()
    assert client.post(f"{ISSUES}{issue.pk}/delete/", {"post": "yes"}).status_code == 403
    act(client, ISSUES, "delete_selected", issue)
    assert Issue.objects.filter(pk=issue.pk).exists()


@pytest.mark.parametrize(
    ("asked", "found"), [("", 2), ("#{}", 1), (" {} ", 1), ("0", 0), ("çukur", 0), ("9" * 30, 0)]
)
def test_a_report_is_looked_up_by_its_number(town, planner, asked, found):
    pin()
    number = pin().number
    page = planner.get(ISSUES, {"q": asked.format(number)})
    assert page.context["cl"].result_count == found
