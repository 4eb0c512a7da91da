"""Layers of mahalle by an indicator, or by what a kept scenario gives."""

import json

import pytest
from django.core.management import call_command
from uuid_utils.compat import uuid7

from planning.fairness.actions import keep_scenario
from planning.fairness.answer import answer_to
from planning.fairness.question import Question
from planning.indicators import indicator
from planning.loading import load_figure_kinds
from tests.district import BAGLAR, CINAR, DERE, FOUNTAIN, IGDIR, OVACIK, PEOPLE, pin
from tests.maps.test_layers import properties, rows
from tests.maps.tiles import features, tile_over
from tests.planning.figures import BUDGET, DEPRIVATION, give, scenario


def told(client, layer, **asked):
    """The values by code."""
    return {code: row["value"] for code, row in properties(client, layer, **asked).items()}


def test_an_indicator_is_a_layer_of_its_newest_year_with_the_unknown_left_empty(town, client):
    give("yoksunluk", DEPRIVATION, 2023)
    give("yoksunluk", {CINAR: 99}, 2019)
    found = properties(client, "indicators", indicator="yoksunluk")
    assert {code: row["value"] for code, row in found.items()} == DEPRIVATION | {OVACIK: None}
    assert {(row["year"], row["amount"]) for row in found.values()} == {(2023, None)}
    assert "change" not in found[CINAR]


def test_a_resource_is_told_for_each_resident_and_as_the_whole(town, client):
    kept = scenario()
    assert told(client, "indicators", indicator="butce") == {
        code: BUDGET[code] / PEOPLE[code] for code in BUDGET
    } | {OVACIK: None}
    given = properties(client, "allocation", scenario=kept.pk)
    whole = 2_000_000
    for code, people in PEOPLE.items():
        amount = given[code]["amount"]
        assert amount == pytest.approx(whole * people / sum(PEOPLE.values()), abs=1)
        assert given[code]["value"] == pytest.approx(amount / people, abs=1e-4)
        assert given[code]["change"] == amount - BUDGET[code]
    assert given[OVACIK]["value"] is None


def test_an_allocation_stays_as_it_was_kept(town, client):
    kept = scenario()
    before = rows(client, "allocation", scenario=kept.pk)
    give("butce", dict.fromkeys(BUDGET, 1))
    assert rows(client, "allocation", scenario=kept.pk) == before


def test_without_a_choice_the_first_indicator_and_the_newest_scenario_are_shown(town, client):
    assert rows(client, "allocation") == []
    scenario()
    newest = scenario()
    assert {row["subject"] for row in properties(client, "allocation").values()} == {str(newest.pk)}
    offered = client.get("/tiles/indicators.json").json()["subject"]
    assert offered["parameter"] == "indicator"
    first = offered["choices"][0]["value"]
    assert {row["subject"] for row in properties(client, "indicators").values()} == {first}


def test_a_scenario_that_shares_nothing_is_no_allocation(town, client):
    give("butce", BUDGET)
    load_figure_kinds()
    question = Question(resource=indicator("butce"), year=2025)
    kept = keep_scenario(
        id=uuid7(), title="Bugün", note="", question={}, answer=answer_to(question), by=None
    )
    assert client.get("/tiles/allocation.json").json()["subject"]["choices"] == []
    assert rows(client, "allocation") == []
    refused = client.get("/layers/allocation.geojson", {"scenario": kept.pk})
    assert refused.status_code == 400


def test_every_choice_that_is_offered_can_be_shown(town, client):
    pin(FOUNTAIN)
    scenario()
    for layer in ("indicators", "allocation"):
        offered = client.get(f"/tiles/{layer}.json").json()["subject"]
        assert offered["choices"]
        for choice in offered["choices"]:
            shown = properties(client, layer, **{offered["parameter"]: choice["value"]})
            assert {row["title"] for row in shown.values()} == {choice["title"]}


@pytest.mark.parametrize(
    ("layer", "asked", "leads_to"),
    [
        ("indicators", {"indicator": "ejderha"}, "/indicators/"),
        ("allocation", {"scenario": "ejderha"}, "/fairness/scenarios/"),
        (
            "allocation",
            {"scenario": "00000000-0000-7000-8000-000000000000"},
            "/fairness/scenarios/",
        ),
        ("neighbourhoods", {"indicator": "butce"}, "category"),
    ],
)
def test_what_is_not_there_is_refused_with_where_to_look(town, client, layer, asked, leads_to):
    for address in (f"/layers/{layer}.geojson", f"/maps/export/{layer}.csv"):
        refused = client.get(address, asked)
        assert refused.status_code == 400
        assert leads_to in refused.content.decode()


def test_the_mahalle_of_a_filter_alone_are_shown_and_drawn_in_tiles(town, client):
    give("yoksunluk", DEPRIVATION, 2023)
    asked = {"indicator": "yoksunluk", "mahalle": "dere"}
    assert told(client, "indicators", **asked) == {DERE: 50}
    tile = tile_over(12, *FOUNTAIN)
    [drawn] = features(client, "indicators", tile, **asked)
    assert drawn["properties"]["value"] == 50


def test_a_layer_of_values_is_a_file_by_page_and_by_command(town, client, tmp_path):
    kept = scenario()
    page = client.get(
        "/maps/export/", {"what": "indicators", "indicator": "butce", "format": "csv"}
    )
    said = page.content.decode()
    assert '<option value="butce" selected>' in said
    assert f'<option value="{kept.pk}"' in said
    assert "/maps/export/indicators.csv?indicator=butce" in said
    out = tmp_path / "pay.geojson"
    call_command("export", "allocation", out=out, scenario=str(kept.pk))
    rows = json.loads(out.read_text())["features"]
    assert {row["properties"]["code"] for row in rows} == {CINAR, BAGLAR, DERE, IGDIR, OVACIK}
