"""The catalogue of the open data, as portals collect it."""

from urllib.parse import urlsplit

import pytest
from django.utils.dateparse import parse_datetime

from maps.layers import LAYERS
from tests.district import FOUNTAIN, pin

ADDRESS = "/maps/catalogue.jsonld"
MEDIA = "http://www.iana.org/assignments/media-types/"


@pytest.fixture
def told(town, client, settings):
    settings.DATA_LICENCE = "https://creativecommons.org/licenses/by/4.0/"
    pin(FOUNTAIN)
    answer = client.get(ADDRESS)
    assert answer["Content-Type"] == "application/ld+json"
    return answer.json()


def path(node):
    return urlsplit(node["@id"]).path


def test_every_layer_is_a_data_set_in_both_languages_with_its_dictionary(told, client):
    assert told["@type"] == "dcat:Catalog"
    assert [one["dct:identifier"] for one in told["dcat:dataset"]] == list(LAYERS)
    for one in told["dcat:dataset"]:
        titles = {text["@language"]: text["@value"] for text in one["dct:title"]}
        assert set(titles) == {"tr", "en"}
        assert parse_datetime(one["dct:modified"]["@value"])
        assert one["dct:spatial"]["dcat:bbox"]["@value"].startswith("POLYGON((")
        assert client.get(path(one["foaf:page"])).status_code == 200
    assert titles["tr"] != titles["en"]


def test_every_form_is_answered_as_it_is_told_and_under_the_licence(told, client):
    for one in told["dcat:dataset"]:
        for form in one["dcat:distribution"]:
            assert form["dct:license"]["@id"].endswith("/by/4.0/")
        served = [
            form for form in one["dcat:distribution"] if "json" in form["dcat:mediaType"]["@id"]
        ]
        assert len(served) == 2
        for form in served:
            answer = client.get(path(form["dcat:accessURL"]))
            b"".join(answer)  # a file is closed at its end
            assert answer.status_code == 200
            assert form["dcat:mediaType"]["@id"] == MEDIA + answer["Content-Type"]


def test_without_a_licence_none_is_claimed(town, client):
    told = client.get(ADDRESS).json()
    assert "dct:license" not in str(told)
    assert all("dct:temporal" not in one for one in told["dcat:dataset"])
