"""After anything that can happen, the counts equal a recount."""

from collections import Counter
from datetime import date, datetime, timedelta
from threading import Event

import pytest
from django.contrib.gis.geos import Point
from django.core.management import CommandError, call_command
from django.db import connection, transaction
from django.test import override_settings
from django.utils import timezone
from hypothesis import given
from hypothesis import settings as tried
from hypothesis import strategies as st
from uuid_utils.compat import uuid7

from gisdata.crs import WGS84
from issues import actions
from issues.bulk import ImportedIssue, import_issues
from issues.cells import kept_counts
from issues.filters import IssueFilter
from issues.models import (
    TRANSITIONS,
    Category,
    CellCount,
    DailyCount,
    Issue,
    PublicIssue,
    Source,
    Status,
    Visibility,
)
from issues.querysets import count_differences
from neighbourhoods.actions import activate_boundary_set, load_boundaries
from neighbourhoods.models import Neighbourhood
from tests import district
from tests.at_once import at_once, wait_until_locked
from tests.conftest import rolled_back
from tests.district import BRIDGE, CORNER, FIELD, FOUNTAIN, HILL, SCHOOL, pin, resolve

PLACES = st.sampled_from([SCHOOL, FOUNTAIN, BRIDGE, FIELD, CORNER, HILL])
CATEGORIES = st.sampled_from(["bozuk-yol", "cop", "agac"])
WHICH = st.integers(0, 50)
DAYS = st.integers(0, 3)
STEPS = st.one_of(
    st.tuples(st.just("report"), PLACES, CATEGORIES, DAYS),
    st.tuples(st.just("move"), WHICH, PLACES),
    st.tuples(st.just("status"), WHICH, st.sampled_from(Status)),
    st.tuples(st.just("visibility"), WHICH, st.sampled_from(Visibility)),
    st.tuples(st.just("delete"), WHICH),
    st.tuples(st.just("bulk"), st.sampled_from(["-1 day", "+0 day"])),
    st.tuples(st.just("activate"), st.sets(st.sampled_from(list(district.SQUARES)), min_size=1)),
)


class Town:
    """Does what a step says to the issue it names, if there is one."""

    def step(self, kind, *arguments):
        getattr(self, kind)(*arguments)

    def issue(self, which):
        issues = list(Issue.objects.order_by("number"))
        return issues[which % len(issues)] if issues else None

    def report(self, where, category, days):
        pin(where, category, reported_at=timezone.now() - timedelta(days=days))

    def move(self, which, where):
        if issue := self.issue(which):
            actions.move_issue(issue=issue, location=Point(*where, srid=WGS84))

    def status(self, which, to):
        issue = self.issue(which)
        if issue and to in TRANSITIONS[Status(issue.status)]:
            actions.change_status(issue=issue, to=to, note="Not.")

    def visibility(self, which, to):
        issue = self.issue(which)
        if issue and issue.visibility != Visibility.WITHDRAWN:  # nobody undoes that
            actions.change_visibility(issue=issue, to=to)

    def delete(self, which):
        if issue := self.issue(which):
            issue.delete()

    def bulk(self, span):
        with connection.cursor() as cursor:
            cursor.execute(
                "UPDATE issues_issue SET reported_at = reported_at + %s::interval", [span]
            )

    def activate(self, codes):
        drawn = [b for b in district.town() if b.code in codes]
        activate_boundary_set(boundary_set=load_boundaries(name="x", source="", boundaries=drawn))


@tried(max_examples=60)
@given(st.lists(STEPS, max_size=14))
def test_after_any_sequence_of_changes_every_count_equals_its_recount(town, steps):
    with rolled_back(), override_settings(ACCEPT_OUTSIDE=True):
        actor = Town()
        for step in steps:
            actor.step(*step)
            assert not count_differences(), step
        public = Issue.objects.filter(visibility="public").count()
        assert DailyCount.objects.all().total() == public


def test_truncating_the_table_empties_the_counts(town):
    pin()
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")  # what a commit would have done
        cursor.execute("TRUNCATE issues_issue CASCADE")
    assert DailyCount.objects.all().total() == 0


def test_two_who_count_the_same_cells_in_another_order_wait_and_do_not_lock_each_other_out(
    transactional_town,
):
    ayse_has_counted = Event()

    @transaction.atomic
    def ayse():
        pin(FOUNTAIN)
        ayse_has_counted.set()
        wait_until_locked()
        pin(BRIDGE)

    @transaction.atomic
    def mehmet():
        ayse_has_counted.wait(10)
        pin(BRIDGE)
        pin(FOUNTAIN)

    at_once(ayse, mehmet)
    assert DailyCount.objects.all().total() == 4
    assert not count_differences()


def test_a_change_of_most_reports_counts_them_anew_and_leaves_no_empty_count(town):
    import_issues(issues=[imported(n) for n in range(1500)], source=Source.IMPORT)
    pin(BRIDGE).delete()
    assert not count_differences()
    assert CellCount.objects.filter(count=0).exists()
    Issue.objects.update(reported_at=timezone.now() - timedelta(days=7))
    assert not count_differences()
    assert not CellCount.objects.filter(count=0).exists()


def imported(n):
    return ImportedIssue(
        id=uuid7(),
        longitude=FOUNTAIN[0] + 1e-6 * n,
        latitude=FOUNTAIN[1],
        category_id=Category.objects.get(slug="cop").pk,
        description="Çöp kutusu dolu.",
        status="new",
        reported_at=timezone.now() - timedelta(days=3),
        closed_at=None,
    )


def test_recount_check_is_content_with_true_counts(town, capsys):
    resolve(pin())
    call_command("recount", "--check")
    assert "Every count equals" in capsys.readouterr().out


def test_recount_check_finds_a_wrong_count_and_recount_mends_it(town, capsys):
    pin()
    DailyCount.objects.update(count=7)
    with pytest.raises(CommandError, match="1 counts differ"):
        call_command("recount", "--check")
    call_command("recount")
    assert "1 counts were wrong" in capsys.readouterr().out
    assert not count_differences()
    assert DailyCount.objects.all().total() == 1


def test_the_day_of_a_report_is_the_districts_and_not_greenwichs(town):
    late = datetime.fromisoformat("2026-03-01T22:30:00+00:00")
    pin(reported_at=late)
    assert [str(c.day) for c in DailyCount.objects.filter(count=1)] == ["2026-03-02"]


def test_the_districts_time_zone_is_the_one_of_the_settings(db, settings):
    with connection.cursor() as cursor:
        cursor.execute("SELECT prosrc FROM pg_proc WHERE proname = 'local_day'")
        assert settings.TIME_ZONE in cursor.fetchone()[0]


def test_the_days_that_have_reports_are_those_of_reports_that_are_still_there(town):
    issue = pin()
    assert DailyCount.objects.known_days() == (timezone.localdate(), timezone.localdate())
    actions.change_visibility(issue=issue, to=Visibility.REMOVED)
    assert DailyCount.objects.filter(count=0).exists()
    assert DailyCount.objects.known_days() is None


@pytest.mark.parametrize("days", [{}, {"first_day": date(2026, 3, 10)}])
def test_kept_counts_refuse_to_speak_of_a_part_of_the_map(town, days):
    box = Point(*SCHOOL, srid=WGS84).buffer(0.01)
    with pytest.raises(ValueError, match="part of the map"):
        kept_counts(IssueFilter(bbox=box, **days))


ASKED = st.fixed_dictionaries(
    {},
    optional={
        "categories": st.sets(CATEGORIES, min_size=1),
        "statuses": st.sets(st.sampled_from(Status.values), min_size=1),
        "neighbourhoods": st.sets(st.sampled_from(["101", "102", "103"]), min_size=1),
        "first_day": st.integers(0, 3),
    },
)


@tried(max_examples=40)
@given(st.lists(STEPS, max_size=10), ASKED)
def test_under_any_filter_the_kept_counts_say_how_many_there_are_of_each(town, steps, asked):
    with rolled_back(), override_settings(ACCEPT_OUTSIDE=True):
        for step in steps:
            Town().step(*step)
        wanted = IssueFilter(**keys_of(**asked))
        issues = PublicIssue.objects.matching(wanted).order_by()
        there = Counter(issues.values_list("neighbourhood_id", "status"))
        kept = kept_counts(wanted).values_list("neighbourhood_id", "status", "count")
        told = Counter()
        for neighbourhood, status, count in kept:
            told[neighbourhood or None, status] += count
        assert +told == there
        assert kept_counts(wanted).total() == issues.count()


def keys_of(categories=(), neighbourhoods=(), first_day=None, **rest):
    """A filter by what people call things; its first day is so many days ago."""
    current = Neighbourhood.objects.current().filter(code__in=neighbourhoods)
    found = {
        "categories": Category.objects.filter(slug__in=categories).values_list("pk", flat=True),
        "neighbourhoods": current.values_list("pk", flat=True),
    }
    if first_day is not None:
        rest["first_day"] = timezone.localdate() - timedelta(days=first_day)
    return {name: list(keys) for name, keys in found.items()} | rest
