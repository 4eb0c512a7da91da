"""Where reports gather: found at night in a process of its own, told on a page, by the API and as a layer."""

import json
import re

import pytest
import shapely
from django.core.management import call_command
from django.utils import timezone

from gisdata.child import Child, ChildError
from issues.models import DailyCount, Issue
from issues.periods import first_day, last_day
from neighbourhoods.models import Neighbourhood
from planning import reader
from planning.models import HexagonPattern, KeptGathering, KeptLocalRate, Pattern
from planning.months import whole_months
from planning.patterns import actions
from planning.patterns.__main__ import found_in_hexagons
from planning.patterns.actions import count_patterns
from planning.tasks import find_where_reports_gather
from tests.district import (
    BAGLAR,
    BRIDGE,
    CINAR,
    DERE,
    FIELD,
    FOUNTAIN,
    IGDIR,
    MARKET,
    OVACIK,
    SCHOOL,
    pin,
)  # fmt: skip
from tests.planning.test_months import reported

NOW = timezone.now()
ELSEWHERE = [BRIDGE, FIELD, MARKET, SCHOOL]
AROUND = [
    (FOUNTAIN[0] + east, FOUNTAIN[1] + north)
    for east, north in [
        (0, 0),
        (0.0044, 0.0019),
        (0.0044, -0.0019),
        (-0.0044, 0.0019),
        (-0.0044, -0.0019),
        (0, 0.0038),
    ]
]
"""The fountain, and the middles of five hexagons around it."""


def gather():
    """Every month a report in each of the other mahalle, and five at the fountain and around it."""
    for place in ELSEWHERE:
        reported(place, [1] * 24)
    for place in AROUND:
        reported(place, [5] * 24)


@pytest.fixture
def gathered(town):
    gather()
    count_patterns(now=NOW)


def hexagon(where):
    x, y = where
    return HexagonPattern.objects.get(shape__contains=f"SRID=4326;POINT({x} {y})")


def test_a_spot_where_reports_gather_month_by_month_is_always_one(gathered):
    found = hexagon(FOUNTAIN)
    assert (found.pattern, found.reports, found.code) == (Pattern.ALWAYS, 60, BAGLAR)
    assert found.per_km2 == pytest.approx(60 / 0.1624, rel=0.01)
    assert hexagon(FIELD).pattern == ""
    assert found.z > 2
    assert found.p < 0.05
    whole = KeptGathering.objects.get()
    assert whole.expected == pytest.approx(-1 / (whole.areas - 1))
    assert whole.i > 0.3
    assert whole.p < 0.05
    months = whole_months(timezone.localdate(NOW))
    assert f"{found.since:%Y%m}" == str(months[-12])
    assert f"{found.until:%Y%m}" == str(months[-1])


def test_every_hexagon_that_is_mostly_in_the_district_is_compared_with_its_reports_or_none(
    gathered,
):
    everywhere = HexagonPattern.objects.count()
    assert everywhere == KeptGathering.objects.get(scale="hexagons").areas
    assert everywhere == pytest.approx(5 * 0.8425 * 1.11 / 0.1624, rel=0.25)
    assert sum(HexagonPattern.objects.values_list("reports", flat=True)) == 12 * 34


def test_where_there_is_too_little_no_process_is_started(town, monkeypatch):
    monkeypatch.setattr(actions, "_analysis", Child(seconds=0))  # which would fail at once
    pin(FOUNTAIN)
    assert count_patterns(now=NOW) == 0


def test_one_of_which_only_the_mahalle_is_known_makes_no_hot_spot(town):
    for place in ELSEWHERE:
        reported(place, [1] * 24)
    for _ in range(40):
        pin(FOUNTAIN, precision="neighbourhood", spot="Okulun yanı",
            reported_at=timezone.now().replace(day=1) - timezone.timedelta(days=20))  # fmt: skip
    reported(FOUNTAIN, [1])
    count_patterns(now=NOW)
    assert hexagon(FOUNTAIN).reports == 1


def test_of_too_few_reports_nothing_is_said(town, client):
    reported(FOUNTAIN, [1] * 12)
    assert count_patterns(now=NOW) == 0
    assert not HexagonPattern.objects.exists()
    assert "örüntüyü rastlantıdan ayırmaya yetmeyecek" in client.get("/hotspots/").content.decode()


def test_where_too_few_are_left_nothing_of_before_stays(gathered):
    Issue.objects.update(visibility="held")
    assert count_patterns(now=NOW) == 0
    assert not HexagonPattern.objects.exists()
    assert not KeptGathering.objects.exists()


@pytest.mark.parametrize(
    ("sign", "course", "pattern"),
    [
        (1, "always", "always"),
        (1, "", "spread"),
        (0, "new", "new"),
        (0, "sometimes", ""),
        (-1, "", "rare"),
        (-1, "new", "new"),
    ],
)
def test_what_a_hexagon_is_called(sign, course, pattern):
    assert actions._pattern(sign, course) == pattern


def test_a_month_of_too_few_says_nothing_and_so_nothing_is_new_in_it():
    edge = 250.0
    centres = [(375.0 * x, 433.0 * y + 216.5 * (x % 2)) for x in range(12) for y in range(10)]
    quiet = [1] * 120
    loud = quiet.copy()
    loud[44] = 40
    asked = {
        "edge": edge, "centres": centres, "km2": [0.16] * 120, "fewest": 30, "year": loud,
        "months": [quiet] * 11 + [loud],
    }  # fmt: skip
    assert found_in_hexagons(asked)["courses"][44] == "new"
    assert (
        found_in_hexagons(asked | {"months": [quiet] * 11 + [loud, [0] * 120]})["courses"][44]
        == "sometimes"
    )
    assert found_in_hexagons(asked | {"months": [[0] * 120]})["courses"] == [""] * 120
    two = asked | {"year": [40 if at in {44, 77} else 1 for at in range(120)]}
    half = two | {"km2": [0.16] * 44 + [0.08] + [0.16] * 75}
    assert found_in_hexagons(half)["spots"][44].z > found_in_hexagons(two)["spots"][44].z


def test_the_mahalle_that_touch_are_beside_each_other(town):
    at = {code: place for place, code in enumerate((CINAR, BAGLAR, DERE, IGDIR, OVACIK))}
    assert actions._beside(at) == [[1, 2, 3, 4], [0, 2, 3], [0, 1, 3], [0, 1, 2, 4], [0, 3]]


def test_five_mahalle_are_too_few_to_be_compared(gathered):
    assert not KeptGathering.objects.filter(scale="mahalle").exists()
    assert not KeptLocalRate.objects.exists()


def test_counted_again_it_is_there_once(gathered):
    before = HexagonPattern.objects.count()
    count_patterns(now=NOW)
    assert HexagonPattern.objects.count() == before


def test_where_the_process_fails_what_was_kept_stays(gathered, monkeypatch):
    before = list(HexagonPattern.objects.values_list("hexagon", "z"))
    monkeypatch.setattr(actions, "_analysis", Child(seconds=0.01))
    with pytest.raises(ChildError):
        count_patterns(now=NOW)
    assert list(HexagonPattern.objects.values_list("hexagon", "z")) == before


def test_the_page_tells_it_in_words_with_a_map_a_table_and_the_way_to_the_rows(gathered, client):
    page = client.get("/hotspots/").content.decode()
    assert "İlçenin bütününde toplanıyorlar" in page
    assert "hep odak" in page
    assert (
        page.count(f'fill="{Pattern.ALWAYS.colour}" d=')
        == HexagonPattern.objects.filter(pattern="always").count()
    )
    assert "hüküm değildir" in page
    for address in re.findall(r'href="(/(?:issues/[?]circle=|[?]layer=hotspots)[^"#]*)', page):
        assert client.get(address).status_code == 200
    assert page.count("/issues/?circle=") == HexagonPattern.objects.exclude(pattern="").count()


def test_the_api_and_the_reader_tell_the_same(gathered, client):
    told = client.get("/api/v1/statistics/hotspots/").json()
    assert told["mahalle"] is None
    kept = hexagon(FOUNTAIN)
    (spot,) = [one for one in told["spots"] if one["hexagon"] == kept.hexagon]
    assert (spot["pattern"], spot["reports"], spot["code"]) == ("always", 60, BAGLAR)
    assert spot["middle"] == pytest.approx(FOUNTAIN, abs=0.005)
    frame = reader.hot_spots()
    assert frame.loc[kept.hexagon, "z"] == spot["z"]
    assert frame.loc[kept.hexagon].geometry.contains(shapely.Point(*FOUNTAIN))


def test_as_a_layer_it_has_what_stands_out_alone(gathered, client):
    features = json.loads(b"".join(client.get("/layers/hotspots.geojson")))["features"]
    assert {f["properties"]["pattern"] for f in features} <= set(Pattern.values)
    assert len(features) == HexagonPattern.objects.exclude(pattern="").count()


def test_the_worker_finds_it_at_night_and_a_command_at_once(town, capsys):
    reported(FOUNTAIN, [10] * 24)
    find_where_reports_gather(int(NOW.timestamp()))
    assert HexagonPattern.objects.exists()
    call_command("count_planning")
    assert "hexagons compared with those around them" in capsys.readouterr().out


def test_the_mahalle_of_the_sample_are_compared_with_those_around_them(db, client):
    call_command("load_sample")
    count_patterns(now=timezone.now())
    assert KeptGathering.objects.get(scale="mahalle").areas == 17
    assert KeptLocalRate.objects.count() == 17
    months = whole_months(timezone.localdate())[-12:]
    mahalle = Neighbourhood.objects.current().with_population().first()
    counted = DailyCount.objects.filter(
        neighbourhood=mahalle, day__range=(first_day(months[0]), last_day(months[-1]))
    ).total()
    rate = KeptLocalRate.objects.get(code=mahalle.code)
    assert rate.per_1000 == pytest.approx(1000 * counted / float(mahalle.population))
    KeptLocalRate.objects.update(kind="")
    KeptLocalRate.objects.filter(pk=rate.pk).update(kind="HH")
    (told,) = client.get("/api/v1/statistics/hotspots/").json()["rates"]
    assert (told["code"], told["kind"]) == (mahalle.code, "HH")
    assert "17 mahalle böyle bir soru için azdır" in client.get("/hotspots/").content.decode()
