"""Indicators: uploaded figures and what is counted here, each with its years and what it cannot tell."""

import pytest
from django.utils import timezone
from shapely import Point, box

from issues.models import Category
from places.models import PublicPlace
from planning.indicators import all_indicators, indicator
from planning.indicators.figures import Populations
from planning.indicators.reach import count_access
from planning.indicators.table import table_of
from planning.times.actions import count_durations
from tests.basemap import build
from tests.district import BAGLAR, CINAR, DERE, FIELD, FOUNTAIN, IGDIR, PEOPLE, pin
from tests.places.kept import GROVE, keep, see
from tests.places.test_nomination import nominated
from tests.planning.figures import BUDGET, give, give_budget_and_deprivation
from tests.planning.test_times import waited

NOW = timezone.localdate().year
HALF = box(29.100, 40.990, 29.105, 41.000)
"""A park over the western half of Bağlar."""
CORNER_GREEN = box(29.1045, 40.9945, 29.1050, 40.9950)
"""A green of some 2,300 m² in Bağlar."""


def values(slug, year=NOW):
    return dict(indicator(slug).values(year))


def test_uploaded_figures_are_an_indicator_with_their_meaning(town):
    give_budget_and_deprivation()
    budget = indicator("butce")
    assert (budget.name, budget.unit, budget.is_resource) == ("Belediye bütçesi", "TL", True)
    assert list(budget.years) == [2025]
    assert values("butce", 2025) == BUDGET


def test_a_kind_that_nobody_explained_is_called_as_it_is_and_says_nothing_of_need(town):
    give("kedi", {CINAR: 3})
    cats = indicator("kedi")
    assert (cats.name, cats.says_need) == ("kedi", False)
    assert "henüz" in cats.definition


def test_the_population_is_that_of_the_year_or_the_nearest_one_before(town):
    give("population", {CINAR: 3000}, 2030)
    people = Populations()
    assert people.in_year(2029)[CINAR] == PEOPLE[CINAR]
    assert people.in_year(2031)[CINAR] == 3000
    assert people.in_year(1990)[CINAR] == PEOPLE[CINAR]


def test_reports_of_a_group_are_counted_with_its_categories_by_head(town):
    for _ in range(3):
        pin(FOUNTAIN, "cop")
    pin(FOUNTAIN, "agac")
    pin(FIELD, "cop")  # in Ovacık, of which nobody knows how many live there
    assert values("bildirim-temizlik") == {CINAR: 0, BAGLAR: 3.0, DERE: 0, IGDIR: 0}


def test_reports_of_a_group_stand_in_the_year_in_which_they_were_made(town):
    pin(FOUNTAIN, "cop")
    for _ in range(2):
        pin(FOUNTAIN, "cop", reported_at=timezone.now().replace(year=NOW - 1, month=5, day=5))
    assert list(indicator("bildirim-temizlik").years) == [NOW - 1, NOW]
    assert values("bildirim-temizlik", NOW - 1)[BAGLAR] == 2
    assert values("bildirim-temizlik", NOW)[BAGLAR] == 1


def test_green_is_shared_between_the_mahalle_that_it_lies_in(town):
    keep("Çınar Korusu", "koru", GROVE)
    keep("Ağaç", "agac")  # a point has no area
    found = values("kisi-basina-yesil")
    assert found[BAGLAR] == pytest.approx(
        2 * found[CINAR], rel=1e-4
    )  # half the people, as much green
    assert found[DERE] == 0


def test_the_condition_of_heritage_is_the_mean_of_what_people_told(town):
    see(keep(), "good")
    see(keep("Taş Çeşme"), "lost")
    keep("Bilinmeyen Çeşme")
    assert values("miras-durumu") == {BAGLAR: 50}


def test_how_many_were_closed_in_time_is_told_from_five_on(town):
    Category.objects.filter(slug="cop").update(target_days=10)
    for over_after in (2, 5, 50, 50):
        waited(FOUNTAIN, 100, over_after)
    count_durations(until=timezone.now())
    assert values("suresinde-sonuclanan") == {}
    waited(FOUNTAIN, 100, 3)
    count_durations(until=timezone.now())
    assert values("suresinde-sonuclanan") == {BAGLAR: pytest.approx(60)}


def test_a_held_place_counts_in_no_indicator(town):
    place = keep("Çınar Korusu", "koru", GROVE)
    type(place).objects.update(visibility="held")
    assert not any(values("kisi-basina-yesil").values())


def test_every_indicator_has_a_page_with_its_definition_source_and_values(town, client):
    give_budget_and_deprivation()
    pin(FOUNTAIN, "cop")
    see(keep(), "good")
    keep("Büyük Park", "park", GROVE)
    count_access(now=timezone.now())
    listed = client.get("/indicators/").content.decode()
    for one in all_indicators():
        assert f'href="/indicators/{one.slug}/"' in listed
        shown = client.get(f"/indicators/{one.slug}/").content.decode()
        for said in (one.name, one.definition, one.source):
            assert said in shown
        assert shown.count("data-code=") == 5


def test_the_page_of_a_resource_shows_the_sum_and_by_head(town, client):
    give_budget_and_deprivation()
    shown = client.get("/indicators/butce/").content.decode()
    assert "1.000.000" in shown
    assert "200,0" in shown


def test_years_without_values_are_named(town, client):
    give("bank", {CINAR: 3}, 2021)
    give("bank", {CINAR: 4}, 2024)
    shown = client.get("/indicators/bank/").content.decode()
    assert "2022, 2023" in shown
    assert client.get("/indicators/bank/?year=2021").status_code == 200
    assert client.get("/indicators/bank/?year=2022").status_code == 404


def test_what_is_no_indicator_has_no_page(town, client):
    assert client.get("/indicators/ejderha/").status_code == 404


# Green near by


def near(slug):
    count_access(now=timezone.now())
    return values(slug)


def test_without_buildings_residents_are_spread_evenly_and_the_page_says_so(town, client):
    keep("Büyük Park", "park", HALF)
    found = near("yesile-300-m")
    width = 842.5  # metres of a mahalle from west to east
    assert found[BAGLAR] == pytest.approx(100 * (width / 2 + 300) / width, abs=1)
    assert found[IGDIR] == 0
    assert "eşit dağılmış" in client.get("/indicators/yesile-300-m/").content.decode()


def test_where_buildings_are_known_residents_are_there(town, client):
    keep("Büyük Park", "park", HALF)
    houses = [FOUNTAIN, (29.1099, 40.995), (29.1098, 40.995), (29.1097, 40.995)]
    build(houses)
    assert near("yesile-300-m")[BAGLAR] == pytest.approx(25, abs=0.1)
    assert near("yesile-300-m")[IGDIR] == 0
    shown = client.get("/indicators/yesile-300-m/").content.decode()
    assert "binalarına" in shown


def test_a_small_green_counts_for_any_green_alone(town):
    keep("Köşe", "park", CORNER_GREEN)
    assert near("yesile-300-m")[BAGLAR] == 0
    assert near("yesile-400-m")[BAGLAR] > 30


def test_a_taken_down_park_is_near_nobody_after_the_next_night(town):
    place = keep("Büyük Park", "park", HALF)
    assert near("yesile-400-m")[BAGLAR] > 0
    type(place).objects.update(visibility="held")
    assert not any(near("yesile-400-m").values())


def test_without_any_green_in_the_register_nothing_is_said_of_it(town):
    assert near("yesile-400-m") == {}
    assert values("kisi-basina-yesil") == {}


def test_green_within_reach_is_shared_by_all_who_reach_it(town):
    park = keep("Büyük Park", "park", HALF)
    area = PublicPlace.objects.get(number=park.number).area
    found = near("erisilen-yesil")
    people = {CINAR: 2000, BAGLAR: 1000, DERE: 4000, IGDIR: 500}
    assert sum(found[code] * n for code, n in people.items()) == pytest.approx(area, rel=1e-6)
    assert found[BAGLAR] > found[DERE] > 0
    assert found[IGDIR] == 0
    build([(29.1099, 40.995)])
    assert near("erisilen-yesil")[BAGLAR] == 0  # the only house stands too far from it


PARK = box(29.1080, 40.9940, 29.1090, 40.9950)
"""Nine tenths of a hectare in Bağlar, 170 m east of the house."""
HOUSE = (29.1060, 40.9945)
AROUND = ("residential", [HOUSE, (29.1060, 40.9980), (29.1085, 40.9980), (29.1085, 40.9951)])
THROUGH = [HOUSE, (29.1079, 40.9945)]


@pytest.mark.parametrize(
    ("through", "share"),
    [(None, 0), ("footway", 100), ("motorway", 0)],
    ids=["all around", "by a path", "by a motorway"],
)
def test_where_streets_are_known_one_walks_along_them(town, client, through, share):
    keep("Duvarlı Park", "park", PARK)
    build([HOUSE], [AROUND, *([(through, THROUGH)] if through else [])])
    assert near("yesile-300-m")[BAGLAR] == pytest.approx(share)
    assert values("yesile-400-m")[BAGLAR] == pytest.approx(share)
    assert (values("erisilen-yesil")[BAGLAR] > 0) == bool(share)
    shown = client.get("/indicators/yesile-300-m/").content.decode()
    assert "sokakları ve yolları boyunca" in shown
    assert "Kuş uçuşu" not in shown


def test_when_the_streets_are_gone_ways_are_straight_again_and_the_page_says_so(town, client):
    keep("Duvarlı Park", "park", PARK)
    build([HOUSE], [AROUND])
    near("yesile-300-m")
    build([HOUSE])
    assert near("yesile-300-m")[BAGLAR] == 100
    shown = client.get("/indicators/yesile-300-m/").content.decode()
    assert "Kuş uçuşu" in shown
    assert "sokakları ve yolları boyunca" not in shown


def test_without_drawn_green_nothing_is_within_reach(town):
    keep("Nokta", "park", Point(*FOUNTAIN))
    assert near("erisilen-yesil") == {}


def test_the_district_s_value_is_by_the_people_of_its_own_year(town):
    give_budget_and_deprivation()
    give("yoksunluk", {CINAR: 10, BAGLAR: 40}, 2031)
    give("population", {CINAR: 9000}, 2031)
    table = table_of(indicator("yoksunluk"), 2023)
    assert table.district == table_of(indicator("yoksunluk"), 2031).district
    assert table.district[0] == pytest.approx((20 * 2000 + 80 * 1000 + 50 * 4000 + 20 * 500) / 7500)
    assert table.district[1] == pytest.approx((10 * 9000 + 40 * 1000) / 10_000)


def test_the_condition_of_heritage_has_no_mean_by_residents(town, client):
    see(keep(), "good")
    assert table_of(indicator("miras-durumu"), NOW).district == [None]
    assert "<tfoot>" not in client.get("/indicators/miras-durumu/").content.decode()


def test_before_the_first_night_green_near_by_has_no_values(town, client):
    assert indicator("yesile-300-m").years == []
    assert client.get("/indicators/yesile-300-m/").status_code == 200


def test_a_green_that_is_only_nominated_counts_nowhere(town):
    keep("Köşe", "park", CORNER_GREEN)
    before = near("yesile-400-m"), values("kisi-basina-yesil")
    nominated("Aday Park", HALF.wkt, "park")
    assert (near("yesile-400-m"), values("kisi-basina-yesil")) == before


def test_what_is_rare_is_told_for_a_thousand_residents_each(town, client):
    give_budget_and_deprivation()
    give("bank", dict.fromkeys(PEOPLE, 4))
    shown = client.get("/indicators/bank/").content.decode()
    assert "adet/1.000 kişi, 2025" in shown
    assert ">8,0<" in shown  # four among the 500 of Iğdır
    assert "TL/kişi, 2025" in client.get("/indicators/butce/").content.decode()
