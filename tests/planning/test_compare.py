"""Two areas or two periods side by side: what each has, and whether the difference may be chance."""

import re
from datetime import date, timedelta
from html import unescape

import pytest
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st

from analysis.rates import rate_ratio
from issues.actions import change_visibility
from issues.models import Visibility
from tests.district import BRIDGE, FIELD, FOUNTAIN, HILL, SCHOOL, pin, resolve
from tests.planning.test_months import reported

COUNTS = st.integers(1, 5000)
EXPOSURES = st.floats(0.01, 1e7)


def seen(client, query):
    answer = client.get(f"/api/v1/statistics/compare/?{query}")
    assert answer.status_code == 200, answer.json()
    return answer.json()


def ago(days):
    return (timezone.localdate() - timedelta(days=days)).isoformat()


@given(COUNTS, EXPOSURES, COUNTS, EXPOSURES)
def test_a_ratio_lies_in_its_interval_and_turned_round_it_is_one_over_it(a, m, b, n):
    ratio, (lower, upper) = rate_ratio(a, m, b, n)
    assert lower < ratio < upper
    back, (back_lower, back_upper) = rate_ratio(b, n, a, m)
    assert back == pytest.approx(1 / ratio)
    assert (back_lower, back_upper) == pytest.approx((1 / upper, 1 / lower))


@given(COUNTS, EXPOSURES)
def test_a_rate_is_once_itself_and_that_may_be_chance(events, exposure):
    ratio, (lower, upper) = rate_ratio(events, exposure, events, exposure)
    assert ratio == pytest.approx(1)
    assert lower < 1 < upper


def test_without_events_nothing_is_told():
    assert rate_ratio(0, 1, 5, 1) is rate_ratio(5, 1, 0, 1) is rate_ratio(5, 0, 5, 1) is None


def test_two_mahalle_are_compared_by_their_residents(town, client):
    for _ in range(40):
        pin(FOUNTAIN)  # of 1,000
    for _ in range(20):
        pin(BRIDGE)  # of 4,000
    found = seen(client, "a-mahalle=baglar&b-mahalle=dere")
    assert (found["a"]["total"], found["b"]["total"], found["by_people"]) == (40, 20, True)
    assert found["ratio"] == pytest.approx(8)
    lower, upper = found["interval"]
    assert 1 < lower < 8 < upper
    assert found["a"]["km2"] == pytest.approx(0.8425 * 1.1104, rel=0.01)


def test_where_nobody_knows_who_lives_there_the_ground_counts(town, client):
    pin(FIELD)
    pin(FOUNTAIN)
    found = seen(client, "a-mahalle=ovacik&b-mahalle=baglar")
    assert (found["by_people"], found["a"]["people"]) == (False, None)
    assert found["ratio"] == pytest.approx(1, rel=0.01)


def test_two_periods_of_one_place_are_compared_by_the_day(town, client):
    for days in (1, 2, 3, 4, 29):
        pin(FOUNTAIN, reported_at=timezone.now() - timedelta(days=days))
    query = f"a-mahalle=baglar&b-mahalle=baglar&a-from={ago(9)}&a-to={ago(0)}&b-from={ago(29)}&b-to={ago(10)}"
    found = seen(client, query)
    assert (found["a"]["total"], found["b"]["total"]) == (4, 1)
    assert found["ratio"] == pytest.approx(4 / 10 / (1 / 20))
    assert found["interval"][0] < 1  # of so few


def test_the_mahalle_of_a_side_sum_to_what_each_has(town, client):
    for place in (FOUNTAIN, BRIDGE, SCHOOL, FIELD):
        resolve(pin(place, "cop"))
    pin(SCHOOL, "cop")
    pin(SCHOOL, "agac")
    both = seen(client, "category=cop&a-mahalle=baglar,cinar&b-mahalle=dere,igdir,ovacik")
    assert (both["a"]["total"], both["b"]["total"]) == (3, 2)
    assert (both["a"]["open"], both["a"]["resolved"], both["a"]["people"]) == (1, 2, 3000)
    assert both["b"]["people"] is None  # of Ovacık nobody knows
    apart = [seen(client, f"category=cop&a-mahalle={m}")["a"] for m in ("baglar", "cinar")]
    for what in ("total", "open", "resolved", "people"):
        assert sum(one[what] for one in apart) == both["a"][what]
    assert sum(one["km2"] for one in apart) == pytest.approx(both["a"]["km2"])
    assert both["b"]["total"] + both["a"]["total"] == seen(client, "category=cop")["b"]["total"]


def test_an_area_that_was_drawn_stands_beside_the_district(town, client):
    for place in (FOUNTAIN, SCHOOL):
        pin(place)
    found = seen(client, f"a-circle={FOUNTAIN[0]},{FOUNTAIN[1]},300")
    assert (found["a"]["total"], found["b"]["total"]) == (1, 2)
    assert found["a"]["km2"] == pytest.approx(3.1416 * 0.3**2, rel=0.02)
    page = client.get(f"/compare/?a-circle={FOUNTAIN[0]},{FOUNTAIN[1]},300").content.decode()
    assert 'name="a-circle"' in page
    assert "çizilen alan" in page
    chosen = seen(client, f"a-mahalle=cinar&a-circle={FOUNTAIN[0]},{FOUNTAIN[1]},300")
    assert chosen["a"]["people"] == 2000  # the circle is left


def test_the_list_of_an_area_that_was_drawn_leads_here(town, client):
    pin(FOUNTAIN)
    listed = client.get(f"/issues/?circle={FOUNTAIN[0]},{FOUNTAIN[1]},300").content.decode()
    address = unescape(re.search(r"href=\"(/compare/[^\"]+)\"", listed)[1])
    assert "çizilen alan" in client.get(address).content.decode()


def test_the_page_tells_it_in_words_and_keeps_what_was_chosen(town, client):
    for _ in range(40):
        pin(FOUNTAIN, "cop")
    for _ in range(20):
        pin(BRIDGE, "cop")
    page = client.get(
        f"/compare/?category=cop&a-mahalle=baglar&b-mahalle=dere&b-from={ago(30)}"
    ).content.decode()
    assert "A’nın bildirimi B’ninkinin" in page
    assert "yalnızca rastlantıya benzemiyor" in page
    assert re.findall(r'data-total="(\d+)"', page) == ["40", "20"]
    assert re.search(r'value="dere"\s+selected', page)
    assert f'value="{ago(30)}"' in page
    few = client.get("/compare/?category=cop&a-mahalle=dere&b-mahalle=cinar").content.decode()
    assert "karşılaştıracak bir şey" in few
    pin(SCHOOL, "agac")
    pin(BRIDGE, "agac")
    few = client.get("/compare/?category=agac&a-mahalle=dere&b-mahalle=cinar").content.decode()
    assert "Fark rastlantı olabilir." in few
    same = client.get("/compare/?a-mahalle=dere&b-mahalle=dere").content.decode()
    assert "rastlantı hakkında bir şey söylenemez" in same


def test_without_any_report_there_is_nothing_to_compare(town, client):
    assert "karşılaştıracak bir şey" in client.get("/compare/").content.decode()


def test_what_is_not_public_is_on_no_side(town, client):
    issue = pin(FOUNTAIN)
    assert seen(client, "a-mahalle=baglar")["a"]["total"] == 1
    change_visibility(issue=issue, to=Visibility.HELD)
    assert seen(client, "a-mahalle=baglar")["a"]["total"] == 0


@pytest.mark.parametrize(
    ("query", "named"),
    [
        ("a-mahalle=ejderha", "a-mahalle"),
        ("b-from=2026-31-31", "b-from"),
        (f"b-from={date.max.isoformat()}", "b-from"),
        ("a-area=1,2", "a-area"),
        ("category=ejderha", "category"),
        ("a-from=2026-05-05&a-to=2026-05-01", "a-to"),
    ],
)
def test_what_is_wrong_is_told_by_its_name(town, client, query, named):
    answer = client.get(f"/api/v1/statistics/compare/?{query}")
    assert answer.status_code == 400
    assert set(answer.json()["errors"]) == {named}
    assert client.get(f"/compare/?{query}").status_code == 400


def test_days_before_the_first_report_are_nobody_s(town, client):
    pin(FOUNTAIN, reported_at=timezone.now() - timedelta(days=9))
    found = seen(client, "a-mahalle=baglar&a-from=2000-01-01&b-mahalle=baglar")
    assert found["a"]["first"] == found["b"]["first"] == ago(9)
    assert found["ratio"] == pytest.approx(1)
    before = seen(client, "a-mahalle=baglar&a-to=2000-01-01")
    assert (before["a"]["per_1000"], before["ratio"]) == (None, None)


def test_what_both_sides_may_have_is_told_and_nothing_of_chance(town, client):
    pin(FOUNTAIN)
    pin(BRIDGE)
    assert seen(client, "a-mahalle=baglar")["is_shared"] is True
    assert seen(client, "a-mahalle=baglar")["interval"] is None
    assert seen(client, "a-mahalle=baglar&b-mahalle=dere")["is_shared"] is False
    circle = f"a-circle={FOUNTAIN[0]},{FOUNTAIN[1]},300"
    assert seen(client, f"{circle}&b-mahalle=dere")["is_shared"] is False
    assert seen(client, f"{circle}&b-mahalle=baglar")["is_shared"] is True
    pin(FOUNTAIN, reported_at=timezone.now() - timedelta(days=30))
    of_baglar = f"a-mahalle=baglar&b-mahalle=baglar&a-to={ago(10)}"
    assert seen(client, f"{of_baglar}&b-from={ago(9)}")["is_shared"] is False
    assert seen(client, f"{of_baglar}&b-from={ago(10)}")["is_shared"] is True


def test_ground_outside_the_district_is_no_ground_and_reports_there_are_none_of_it(town, client):
    pin(FOUNTAIN)
    reported(HILL, [3])
    assert seen(client, "")["a"]["total"] == 1
    whole = seen(client, "a-circle=29.1,40.995,300")["a"]["km2"]
    assert whole == pytest.approx(3.1416 * 0.3**2 / 2, rel=0.02)  # its western half lies outside
