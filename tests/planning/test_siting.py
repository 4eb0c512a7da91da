"""Where the next one would help most: among sites that could be had, for those who have none near by."""

import pytest
from shapely import Point, box

from gisdata.child import Child
from neighbourhoods.models import BasemapFeature, Figure
from places.models import Place
from planning.siting import answer as module
from planning.siting.answer import NothingToChooseError, answer_to
from planning.siting.question import SitingForm
from tests.basemap import draw
from tests.district import BAGLAR, BRIDGE, CINAR, DERE, FOUNTAIN, IGDIR, MARKET, SCHOOL
from tests.places.kept import keep, keep_four

LINES = {
    "çeşme": FOUNTAIN,
    "okul": SCHOOL,
    "köprü": BRIDGE,
    "pazar": MARKET,
}


def lines(*names):
    return "\n".join(f"{LINES[n][1]}, {LINES[n][0]} {n}" for n in names)


def asked(**given):
    form = SitingForm({"like": "", "within": "400", "candidates": lines(*LINES), **given})
    assert form.is_valid(), form.errors
    return answer_to(form.question())


def chosen(found):
    return {site.candidate.name for site in found.chosen}


def by_code(found):
    return {line.neighbourhood.code: line for line in found.lines}


def test_the_most_people_get_the_first_one(town):
    found = asked(count="1")
    assert chosen(found) == {"köprü"}  # in Dere, where most people live
    assert found.is_best
    dere = by_code(found)[DERE]
    assert (dere.people, dere.before) == (pytest.approx(4000), 0)
    assert dere.after == dere.gained == pytest.approx(found.chosen[0].gained)
    area = 0.4**2 * 3.14159 / (0.843 * 1.11)  # of a circle of 400 m in a mahalle of 0.01°
    assert dere.gained == pytest.approx(4000 * area, rel=0.1)
    assert by_code(found)[BAGLAR].gained == 0
    assert found.district.gained == pytest.approx(sum(line.gained for line in found.lines))


def test_who_has_one_near_by_already_does_not_count(town):
    keep("Köprü Çeşmesi", "cesme", Point(*BRIDGE))
    found = asked(like="cesme", count="1")
    assert chosen(found) == {"okul"}  # in Çınar, where half as many live
    dere = by_code(found)[DERE]
    assert dere.before > 0
    assert dere.gained == 0
    assert found.way_before > found.way_after > 0


def test_the_shortest_way_for_all_may_lie_elsewhere(town):
    found = asked(aim="near", count="2")
    assert found.way_before is None
    assert "köprü" in chosen(found)
    ways = {pair: asked(aim="near", count="2", candidates=lines(*pair)).way_after for pair in
            [("köprü", "okul"), ("köprü", "çeşme"), ("köprü", "pazar"), ("okul", "çeşme")]}  # fmt: skip
    assert found.way_after == pytest.approx(min(ways.values()))


def test_people_are_where_the_buildings_are(town):
    evenly = by_code(asked(count="4"))[BAGLAR]
    assert evenly.after < 0.6 * evenly.people
    draw()
    assert BasemapFeature.objects.filter(layer="buildings").exists()
    by_buildings = by_code(asked(count="4"))
    assert by_buildings[BAGLAR].percent_after == pytest.approx(
        100
    )  # the only one stands at the fountain
    assert by_buildings[DERE].after == pytest.approx(by_code(asked(count="4"))[DERE].after)


def test_public_places_of_the_register_are_sites_but_not_for_their_own_kind(town):
    keep("Okul Bahçesi", "park", box(29.114, 40.994, 29.116, 40.996), facts={"ownership": "public"})
    keep("Özel Bahçe", "park", box(29.104, 40.994, 29.106, 40.996), facts={"ownership": "private"})
    assert chosen(asked(like="cesme", candidates="")) == {"Okul Bahçesi"}
    for like in ("park", "green"):
        with pytest.raises(NothingToChooseError, match="Olası yerleri siz yazın"):
            asked(like=like, candidates="", within="100")


def test_what_cannot_be_answered_is_said(town):
    with pytest.raises(NothingToChooseError, match="ilçenin dışında: tarla"):
        asked(candidates="40.5, 29.5 tarla")
    keep_four()
    with pytest.raises(NothingToChooseError, match="Zaten herkesin yakınında var"):
        asked(like="green", within="3000")
    Figure.objects.all().delete()
    with pytest.raises(NothingToChooseError, match="kaç kişinin oturduğu bilinmiyor"):
        asked()


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ({"candidates": "40.991 29.123\nMeydan"}, "2. satır bir yer değil"),
        ({"candidates": "10.5, 20.5"}, "1. satır Türkiye’de değil"),
        ({"candidates": "\n".join(["40.991, 29.123"] * 41)}, "41 yer yazdınız; en çok 40"),
        ({"count": "0"}, "1"),
        ({"count": "11"}, "10"),
        ({"within": "99"}, "100"),
        ({"within": "zwölf"}, "sayı"),
        ({"aim": "dragon"}, "dragon"),
        ({"like": "ejderha"}, "ejderha"),
    ],
)
def test_a_wrong_question_is_told_and_nothing_is_asked(town, client, given, said):
    answer = client.get("/siting/", {"like": "cesme", "candidates": lines("okul"), **given})
    assert answer.status_code == 400
    assert said in answer.content.decode()
    assert client.get("/api/v1/statistics/siting/", given).status_code == 400


@pytest.mark.parametrize(
    "line",
    ["40.995, 29.115 okul", "29.115, 40.995 okul", "40,995; 29,115; okul", "40.995° 29.115° okul"],
)
def test_a_site_is_read_as_people_write_it(town, line):
    form = SitingForm({"candidates": line})
    assert form.is_valid(), form.errors
    (site,) = form.question().candidates
    assert (site.name, site.longitude, site.latitude) == ("okul", 29.115, 40.995)


def test_the_page_and_the_api_tell_the_same(town, client):
    question = {"like": "", "count": "1", "within": "400", "candidates": lines(*LINES)}
    page = client.get("/siting/", question).content.decode()
    told = client.get("/api/v1/statistics/siting/", question).json()
    first, *others = told["sites"]
    assert (first["name"], first["is_chosen"]) == ("köprü", True)
    assert not any(site["is_chosen"] for site in others)
    assert 'data-site="köprü"' in page
    assert [f'data-other="{site["name"]}"' in page for site in others] == [True, True, True]
    gained = f"{round(first['gained']):,}".replace(",", ".")
    assert f"{gained} kişi" in page
    assert {line["code"] for line in told["neighbourhoods"]} == {CINAR, BAGLAR, DERE, IGDIR}


@pytest.mark.parametrize("address", ["/siting/", "/siting/?tr", "/siting/?utm=dergi"])
def test_an_address_without_a_question_asks_nothing(town, client, monkeypatch, address):
    monkeypatch.setattr(module, "_solver", None)
    page = client.get(address)
    assert page.status_code == 200
    assert 'id="siting-answer"' not in page.content.decode()


def test_while_another_question_is_answered_one_is_asked_to_wait(town, client):
    with module._solver.turn():
        busy = client.get("/siting/", {"candidates": lines("okul"), "like": ""})
        assert busy.status_code == 503
        assert busy["Retry-After"] == "30"
        assert "başka bir soru yanıtlanıyor" in busy.content.decode()
        api = client.get("/api/v1/statistics/siting/", {"candidates": lines("okul"), "like": ""})
        assert api.status_code == 503


def test_a_solver_that_fails_is_no_error_page(town, client, monkeypatch):
    monkeypatch.setattr(module, "_solver", Child(seconds=0.01))
    answer = client.get("/siting/", {"candidates": lines("okul"), "like": ""})
    assert answer.status_code == 503
    assert "Bu soru çok büyük" in answer.content.decode()
    assert "Retry-After" not in answer


def test_a_place_that_is_not_public_any_more_is_no_site_and_serves_nobody(town):
    place = keep(
        "Okul Bahçesi", "park", box(29.114, 40.994, 29.116, 40.996), facts={"ownership": "public"}
    )
    Place.objects.filter(pk=place.pk).update(visibility="held")
    with pytest.raises(NothingToChooseError):
        asked(like="cesme", candidates="")
    assert by_code(asked(like="park", count="1"))[CINAR].before == 0
