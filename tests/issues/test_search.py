"""A report is found by its number, beside names that look like it."""

import pytest

from gisdata.place_name import PlaceName
from issues.actions import change_visibility
from issues.models import Issue, Visibility
from neighbourhoods.names.actions import load_names
from tests.district import FIELD, FOUNTAIN, pin


def found(client, text):
    answer = client.get("/api/v1/search/", {"q": text}).json()
    return [
        feature["properties"] | {"at": feature["geometry"]["coordinates"]}
        for feature in answer["features"]
    ]


@pytest.fixture
def numbered(town):
    issue = pin(FOUNTAIN, "cop")
    Issue.objects.filter(pk=issue.pk).update(number=1234)
    return issue


@pytest.mark.parametrize("typed", ["1234", "#1234", " 1234 "])
def test_by_its_number_with_its_place_and_mahalle(numbered, client, typed):
    (report,) = found(client, typed)
    assert report["name"] == "Taşan çöp konteyneri #1234"
    assert (report["kind"], report["kind_name"]) == ("report", "bildirim")
    assert report["neighbourhood"] == "Bağlar"
    assert report["at"] == pytest.approx(FOUNTAIN)


def test_a_number_of_one_digit_is_one_too(numbered, client):
    Issue.objects.filter(pk=numbered.pk).update(number=7)
    assert [one["name"] for one in found(client, "#7")] == ["Taşan çöp konteyneri #7"]


def test_before_the_street_of_that_number(numbered, client):
    load_names(names=[PlaceName("1234. Sokak", *FIELD)], kind="street", source="drawn")
    assert [one["kind"] for one in found(client, "1234")] == ["report", "street"]
    assert [one["kind"] for one in found(client, "1234. Sokak")] == ["street"]


@pytest.mark.parametrize("typed", ["1235", "9" * 30, "12345678901234567890"])
def test_a_number_that_no_report_has_finds_none(numbered, client, typed):
    assert found(client, typed) == []


def test_one_that_is_not_public_is_not_found(numbered, client):
    change_visibility(issue=numbered, to=Visibility.HELD)
    assert found(client, "1234") == []
