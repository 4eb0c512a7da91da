"""The report of a mahalle and of the district: on paper and as one file, with the numbers of the pages."""

import re
from collections import Counter

import pytest
from django.utils import timezone
from django.utils.formats import date_format

from issues.actions import change_visibility
from issues.models import Visibility
from planning.choropleth import PRINTED
from tests.district import BRIDGE, FOUNTAIN, pin, resolve
from tests.pdf import text_of
from tests.planning.figures import give_budget_and_deprivation
from tests.planning.night import count_the_night
from tests.planning.test_heard import quiet_town


@pytest.fixture
def counted(town):
    for _ in range(5):
        resolve(pin(FOUNTAIN, "cop"))
    pin(BRIDGE, "agac")
    give_budget_and_deprivation()
    count_the_night()


def read(client, address):
    answer = client.get(address)
    assert answer.status_code == 200
    if ".pdf" in address:
        assert answer["Content-Type"] == "application/pdf"
        return text_of(answer)
    assert "attachment" in answer["Content-Disposition"]
    return answer.content.decode()


@pytest.mark.parametrize("suffix", ["pdf", "html"])
def test_a_mahalle_has_its_numbers_waits_categories_and_indicators(counted, client, suffix):
    told = read(client, f"/neighbourhoods/baglar/report.{suffix}")
    for said in (
        "Bağlar raporu", "Taşan çöp konteyneri", "Ne kadar bekleniyor?", "Belediye bütçesi",
        "100.000", "1.000.000", "Yoksunluk endeksi", "80,0", "5,0",
    ):  # fmt: skip
        assert said in told
    assert "Ağaç, dal" not in told


@pytest.mark.parametrize("suffix", ["pdf", "html"])
def test_the_district_has_a_line_for_each_mahalle(counted, client, suffix):
    told = read(client, f"/neighbourhoods/report.{suffix}")
    for said in ("Örnek İlçe raporu", "Bağlar", "Çınar", "Ovacık", "Ağaç, dal", "1.000.000"):
        assert said in told


@pytest.mark.parametrize("suffix", ["pdf", "html"])
def test_a_comparison_has_both_sides_their_ratio_and_the_topic(counted, client, suffix):
    pin(BRIDGE, "cop")
    told = read(client, f"/compare/report.{suffix}?a-mahalle=baglar&b-mahalle=dere&category=cop")
    for said in (
        "Yan yana",
        "Bağlar",
        "Dere",
        "Taşan çöp konteyneri",
        "20,00",
    ):  # 5 of 1000, 1 of 4000
        assert said in told


def test_the_report_of_a_comparison_draws_a_side_of_several_mahalle(counted, client):
    told = read(client, "/compare/report.html?b-mahalle=dere")
    assert told.count('<div class="map">') == 1
    assert client.get("/compare/report.html?a-mahalle=ejderha").status_code == 400
    assert client.get("/compare/report.docx").status_code == 404


def test_who_is_not_heard_is_told_as_an_estimate(town, client):
    quiet_town()
    told = read(client, "/neighbourhoods/dere/report.html")
    assert "biri aynısını söyleyene kadar 50 gün geçiyor" in told
    assert "kestirim" in told
    assert "hüküm değildir" in read(client, "/neighbourhoods/report.html")


@pytest.mark.parametrize("address", ["report.html", "baglar/report.html"])
def test_the_file_asks_for_nothing_and_its_map_is_coloured(counted, client, address):
    told = read(client, f"/neighbourhoods/{address}")
    assert not re.findall(r'(?:src|href)="|url\((?!data:)', told)
    assert told.count("<path") >= 5
    fills = Counter(re.findall(r'<path d="[^"]+" fill="(#\w+)"', told))
    assert fills == {PRINTED["class-0"]: 1, PRINTED["hatched"]: 4}  # five reports, and too few
    assert f'height="7" fill="{PRINTED["class-0"]}"' in told


def test_it_says_as_of_when_it_is_and_where_it_is_from(counted, client):
    quiet_town()
    count_the_night()
    told = read(client, "/neighbourhoods/dere/report.html")
    today = date_format(timezone.localdate(), "DATE_FORMAT")
    assert f"{today} tarihli" in told
    assert "http://localhost:8000/neighbourhoods/dere/" in told
    assert told.count(f"Sayım: {today}") == 2  # how long one waits, who is heard


def test_before_anything_is_counted_the_report_has_what_there_is(town, client):
    told = read(client, "/neighbourhoods/ovacik/report.html")
    assert "Ne kadar bekleniyor?" not in told
    assert "Burada henüz kimse bir şey bildirmedi" in told


def test_it_is_in_english_too(counted, client):
    client.cookies["django_language"] = "en"
    told = read(client, "/neighbourhoods/baglar/report.html")
    assert "Report on Bağlar" in told
    assert "How long one waits" in told


@pytest.mark.parametrize("address", ["report.docx", "baglar/report.docx", "ejderha/report.pdf"])
def test_what_there_is_not_is_not_found(town, client, address):
    assert client.get(f"/neighbourhoods/{address}").status_code == 404


def test_what_is_not_public_is_in_no_report(counted, client):
    issue = pin(FOUNTAIN, "gurultu")
    assert "Gürültü" in read(client, "/neighbourhoods/baglar/report.html")
    change_visibility(issue=issue, to=Visibility.HELD)
    assert "Gürültü" not in read(client, "/neighbourhoods/baglar/report.html")
