"""Who speaks, as it is told: sums of half-years that are over, with what is small hidden."""

import pytest
from django.utils import timezone

from issues.groups import count_answer, half_of
from issues.models import Group
from neighbourhoods.actions import activate_boundary_set, load_boundaries
from planning import reader
from planning.groups.table import half_years
from tests.district import BAGLAR, CINAR, DERE, IGDIR
from tests.district import town as squares
from tests.planning.figures import give

LAST_HALF = timezone.localdate().replace(year=timezone.localdate().year - 1, month=3, day=1)
YEAR = LAST_HALF.year


def answered(code, people, *groups, day=LAST_HALF):
    for _person in range(people):
        count_answer(code=code, groups=groups, day=day)


def told():
    (found,) = half_years()
    return found


def of(found, group):
    return next(one for one in found.groups if one.group == group)


def many():
    """In Bağlar, Çınar and Dere people answered; older ones nearly nowhere, women everywhere."""
    for code in (BAGLAR, CINAR, DERE):
        answered(code, 12, Group.WOMAN)
        answered(code, 10)
    answered(DERE, 7, Group.OLDER)


def answered_in_three_half_years():
    for day in (LAST_HALF, LAST_HALF.replace(month=9), LAST_HALF.replace(year=YEAR - 1)):
        answered(BAGLAR, 12, Group.WOMAN, day=day)
        answered(DERE, 9, day=day)


def test_groups_are_told_for_the_district_with_their_share_of_the_residents(town):
    many()
    give("yasli-payi", {BAGLAR: 30, CINAR: 30, DERE: 30}, year=YEAR)
    found = told()
    assert (found.year, found.half, found.answers) == (YEAR, 1, 73)
    older = of(found, Group.OLDER)
    assert (older.count, older.share) == (7, pytest.approx(100 * 7 / 73))
    assert older.of_residents == pytest.approx(30)
    assert older.is_rare is True
    women = of(found, Group.WOMAN)
    assert (women.count, women.of_residents, women.is_rare) == (36, None, None)


@pytest.mark.parametrize(("lives", "is_rare"), [(80, True), (49, None), (20, False)])
def test_a_group_is_called_rare_beyond_chance_alone(town, lives, is_rare):
    many()
    give("kadin-payi", {BAGLAR: lives, CINAR: lives}, year=YEAR - 1)
    assert of(told(), Group.WOMAN).is_rare is is_rare


def test_by_mahalle_small_counts_and_what_would_give_them_away_are_hidden(town):
    many()
    answered(IGDIR, 3, Group.DISABLED)
    found = told()
    lines = {line.code: line for line in found.lines}
    assert IGDIR not in lines
    assert len(lines) == 2  # a third one is hidden, or Iğdır would be the rest of the total
    women = list(Group).index(Group.WOMAN)
    assert {line.counts[women] for line in lines.values()} == {12}
    assert of(found, Group.DISABLED).count is None


def test_ages_are_told_for_the_district_alone_and_not_where_they_leave_few(town):
    for code in (BAGLAR, DERE):
        answered(code, 20, Group.YOUTH)
        answered(code, 20, Group.OLDER)
        answered(code, 2)
    found = told()
    assert {count for line in found.lines for count in line.counts} == {None}
    assert of(found, Group.YOUTH).count is None  # four are of no age told
    answered(
        BAGLAR, 5
    )  # nine: with the children, of whom there are none, they could be any four less
    assert of(told(), Group.YOUTH).count == 40


def test_the_half_year_that_runs_is_not_told(town):
    answered(BAGLAR, 20, Group.WOMAN, day=timezone.localdate())
    assert half_years() == []


def test_of_too_few_answers_nothing_is_told(town, client):
    answered(BAGLAR, 4, Group.WOMAN)
    found = told()
    assert (found.answers, found.groups, found.lines) == (None, [], [])
    assert "Henüz söylenecek bir şey yok" in client.get("/heard/").content.decode()


def test_other_boundaries_change_nothing_of_a_table_that_was_told(town):
    many()
    before = told()
    fewer = [one for one in squares() if one.code != DERE]
    activate_boundary_set(
        boundary_set=load_boundaries(name="Later", source="drawn", boundaries=fewer)
    )
    assert told() == before


def test_the_page_and_the_api_tell_the_same(town, client):
    many()
    give("yasli-payi", {BAGLAR: 30, CINAR: 30, DERE: 30}, year=YEAR)
    page = client.get("/heard/").content.decode()
    assert f"Ocak–Haziran {YEAR}: kim konuşuyor sorusuna 73 yanıt." in page
    assert "burada yaşadıklarından daha az duyuluyor" in page
    (api,) = client.get("/api/v1/statistics/groups/").json()
    assert (api["year"], api["half"], api["answers"]) == (YEAR, 1, 73)
    older = next(one for one in api["groups"] if one["group"] == "older")
    assert older["count"] == 7
    assert [line["groups"]["woman"] for line in api["neighbourhoods"]] == [12, 12, 12]
    assert {line["groups"]["older"] for line in api["neighbourhoods"]} == {None}


def test_a_half_year_is_counted_by_the_day_of_the_answer(town):
    assert half_of(LAST_HALF) == YEAR * 10 + 1


def test_the_reader_gives_the_same_as_a_frame(town):
    many()
    frame = reader.groups().set_index(["group", "code"])["count"]
    assert frame["woman"].to_dict() == {"district": 36, BAGLAR: 12, CINAR: 12, DERE: 12}
    assert frame["older"].to_dict() == {"district": 7}
