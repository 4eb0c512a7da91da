"""The sample: it fills an empty database, says what it is, and goes again without a trace."""

from decimal import Decimal

import pytest
from django.apps import apps
from django.core.management import call_command
from django.utils import timezone

from issues.groups import count_answer
from issues.models import Category, DailyCount, Group, GroupCount, Issue, StatusChange
from issues.querysets import count_differences
from neighbourhoods.actions import YearFigure, load_figures
from neighbourhoods.models import Basemap, BoundarySet, Figure, Neighbourhood
from places.models import Place
from planning.groups.table import half_years
from tests.conftest import rolled_back
from tests.district import FOUNTAIN, pin, settle

ATASEHIR = (29.12, 40.98)


@pytest.fixture(scope="module")
def loaded(django_db_setup, django_db_blocker):
    """The sample, loaded once for all tests of this file; each undoes what it did."""
    with django_db_blocker.unblock(), rolled_back():
        call_command("load_sample")
        yield


@pytest.fixture
def sample(loaded, db):
    """A database with the sample, for one test."""


def test_the_sample_fills_an_empty_database_once(sample):
    call_command("load_sample")
    assert Neighbourhood.objects.current().count() == 17
    assert Issue.objects.filter(source="sample").count() == 5000
    assert not Issue.objects.filter(neighbourhood=None).exists()
    assert StatusChange.objects.count() > 5000
    assert not count_differences()
    rare = {one.group: one.is_rare for one in half_years()[0].groups}
    assert (rare["older"], rare["child"]) == (True, True)


def test_the_sample_s_places_are_marked_as_such_and_go_with_it(sample, client):
    samples = Place.objects.filter(origin="sample", status="verified")
    assert 55 <= samples.count() == Place.objects.count() <= 65
    assert set(samples.values_list("type__kind", flat=True)) == {"heritage", "green"}
    page = client.get(samples.first().get_absolute_url()).content.decode()
    assert page.count("Örnek veri") >= 2
    call_command("clear_sample")
    assert not Place.objects.exists()
    assert not Place.pgh_event_model.objects.exists()


def test_clear_sample_removes_all_of_it_and_nothing_else(sample):
    mine = pin(ATASEHIR, description="Gerçek bir bildirim")
    Figure.objects.create(code="40526", kind="budget", year=2026, value=5, source="real")
    count_answer(code="40526", groups={Group.WOMAN}, day=timezone.localdate())
    call_command("clear_sample")
    assert list(Issue.objects.all()) == [mine]
    counted = GroupCount.objects.filter(count__gt=0)
    assert set(counted.values_list("code", "group")) == {("40526", ""), ("40526", "woman")}
    assert Issue.objects.get().neighbourhood is None
    assert Figure.objects.get().kind == "budget"
    assert not BoundarySet.objects.exists()
    assert Category.objects.count() >= 20
    assert not Issue.pgh_event_model.objects.filter(source="sample").exists()
    assert DailyCount.objects.all().total() == 1
    assert not count_differences()


def test_clear_sample_leaves_a_real_district_that_took_over_untouched(sample):
    real_figures = [YearFigure("40526", "population", 2023, Decimal(9999))]
    load_figures(figures=real_figures, source="real")
    town = settle()
    mine = pin(FOUNTAIN)
    call_command("clear_sample")
    assert BoundarySet.objects.current() == town
    assert list(Issue.objects.all()) == [mine]
    assert Figure.objects.get(code="40526").value == 9999
    assert Figure.objects.filter(code="101").exists()
    assert (
        apps.get_model("neighbourhoods", "BoundarySetEvent").objects.filter(pgh_obj=town).exists()
    )
    assert not count_differences()


def test_a_base_map_younger_than_the_sample_comes_with_it_and_with_no_real_district(sample):
    Basemap.objects.all().delete()
    call_command("load_sample")
    assert Basemap.objects.get().is_sample
    Basemap.objects.all().delete()
    settle()
    call_command("load_sample")
    assert not Basemap.objects.exists()


def test_every_page_says_that_it_shows_a_sample_and_only_then(sample, client):
    pages = ["/", "/neighbourhoods/", "/neighbourhoods/barbaros/", "/issues/new/", "/maps/heatmap/"]
    for page in pages:
        assert "örnek veri" in client.get(page).content.decode(), page
    call_command("clear_sample")
    assert "örnek veri" not in client.get("/").content.decode()
