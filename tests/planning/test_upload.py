"""Figures from a file in the browser: looked over and shown first, loaded by a second press, whole or not at all."""

import re
from decimal import Decimal
from random import Random
from threading import Event
from urllib.parse import urlsplit

import pytest
from django.contrib.auth.models import Group, Permission
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.signing import BadSignature
from django.db import transaction

from gisdata.figures import FigureLine
from neighbourhoods.actions import activate_boundary_set, load_boundaries
from neighbourhoods.models import Figure
from planning.indicators import indicator
from planning.loading import load_figure_kinds, load_planners
from planning.models import FigureKind
from planning.upload import forms
from planning.upload.actions import ChangedMeanwhileError, take_in
from planning.upload.check import checked
from tests import district
from tests.at_once import at_once, wait_until_locked
from tests.district import BAGLAR, CINAR, DERE, IGDIR, OVACIK
from tests.logins import log_in_staff
from tests.planning.figures import give

ADDRESS = "/indicators/upload/"
GOOD = "code;year;value\n101;2025;12,5\n102;2025;40\n"


@pytest.fixture
def planner(town, client, elif_):
    """Elif plans, too."""
    load_figure_kinds()
    elif_.groups.add(load_planners())
    log_in_staff(client, elif_)
    return elif_


@pytest.fixture
def send(planner, client):
    """Choose a file and look it over; returns the answer's text."""

    def sent(content=GOOD, *, status=200, language="tr", **said):
        data = content.encode() if isinstance(content, str) else content
        fields = {"kind": "yapi-riski", "source": "Belediye", "year": ""} | said
        file = SimpleUploadedFile("rakamlar.csv", data, "text/csv")
        answer = client.post(f"{ADDRESS}?{language}", {**fields, "file": file})
        assert answer.status_code == status
        return answer.content.decode()

    return sent


def seal_in(shown):
    return re.search(r'name="sealed" value="([^"]+)"', shown)[1]


def press(client, shown, status=302):
    answer = client.post(ADDRESS, {"sealed": seal_in(shown)})
    assert answer.status_code == status
    return answer


def figures(kind="yapi-riski"):
    return dict(Figure.objects.filter(kind=kind).values_list("code", "value"))


def numbers(shown):
    """How many there are, are new, replace another, are as before."""
    return [int(n) for n in re.findall(r"<dd>\s*(\d+)\s*</dd>", shown)]


# The two presses


def test_a_file_is_shown_first_and_loaded_by_the_second_press_alone(send, client):
    shown = send()
    assert not figures()
    assert numbers(shown) == [2, 2, 0, 0]
    assert "2025: Dere, Iğdır, Ovacık" in shown
    answer = press(client, shown)
    assert figures() == {CINAR: Decimal("12.5"), BAGLAR: Decimal(40)}
    thanks = client.get(answer["Location"]).content.decode()
    assert "“Riskli yapıların payı” rakamları yüklendi" in thanks
    assert 'href="/indicators/yapi-riski/"' in thanks


def test_what_came_in_is_an_indicator_at_the_next_request(send, client):
    press(client, send())
    assert dict(indicator("yapi-riski").values(2025)) == {CINAR: 12.5, BAGLAR: 40}
    shown = client.get("/indicators/yapi-riski/").content.decode()
    assert "Belediye" in shown
    assert "12,5" in shown
    assert 'href="/indicators/yapi-riski/"' in client.get("/indicators/").content.decode()


def test_what_it_would_replace_is_shown_with_the_value_of_before(send, client):
    give("yapi-riski", {CINAR: 10, BAGLAR: 40, DERE: 70})
    shown = send()
    assert numbers(shown) == [2, 0, 1, 1]
    assert re.search(r'12,5\s*<small class="before">10 yerine</small>', shown)
    press(client, shown)
    assert figures() == {CINAR: Decimal("12.5"), BAGLAR: 40, DERE: 70}


def test_a_year_is_said_for_a_file_without_a_column_of_years(send, client):
    press(client, send("code,value\n101,5\n", year="2024"))
    assert Figure.objects.get(kind="yapi-riski").year == 2024


def test_the_population_comes_in_too(send, client):
    answer = press(client, send("code,year,value\n105,2024,60\n", kind="population"))
    assert figures("population")[OVACIK] == 60
    assert 'href="/neighbourhoods/">' in client.get(answer["Location"]).content.decode()


def test_more_decimals_than_are_kept_are_no_other_value_the_next_time(send, client):
    text = "code;year;value\n101;2025;12,34567\n"
    press(client, send(text))
    assert numbers(send(text)) == [1, 0, 0, 1]


# What is wrong


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("code,year,value\n999,2025,5\n", "şu kodla bir mahalle yok: 999"),
        ("code,year,value\n101,2025,çok\n", "2. satır: “çok” bir sayı değil"),
        ("code,year,value\n101,2025,12,5\n", "sütundan çok değer var"),
        ("code,year,value\n101,2025,1.234\n", "binlik de ondalık da"),
        ("code,year,value\n101,25,5\n", "“25” bir yıl değil"),
        ("code,year,value\n101,2025,5\n101,2025,6\n", "101 kodu için 2025 yılı iki kez"),
        ("code,year,value\n101,2025,100.5\n", "%100’ün üstünde pay: 101"),
        ("code,year,value\n101,2025,-1\n", "Sıfırın altında: 101"),
        ("code,year,value\n", "hiç rakam yok"),
        ("kod,yil,deger\n101,2025,1\n", "eksik sütun var: code, value, year"),
        ("code,value\n101,1\n", "eksik sütun var: year"),
        ("", "Bu dosya boş"),
        ("code,year,value\n101,2025,Çığ\n".encode("iso8859-9"), "Dosya UTF-8 değil"),
        (b"PK\x03\x04\xff\xfe", "Dosya UTF-8 değil"),
        ("x" * (forms.MOST_BYTES + 1), "1 MB’den büyük"),
    ],
)
def test_what_is_wrong_with_a_file_is_said_and_nothing_is_taken(send, text, said):
    shown = send(text, status=422)
    assert said in shown
    assert "sealed" not in shown
    assert not figures()


@pytest.mark.parametrize(
    ("fields", "said"),
    [
        ({"kind": "ejderha"}, "Lütfen listeden birini seçiniz"),
        ({"kind": "kisi-basina-yesil"}, "zaten burada hesaplanıyor"),
        ({"kind": "upload"}, "o adreste bir sayfa var"),
        ({"kind": ""}, "ne sayıldığını seçiniz"),
        ({"source": " "}, "nereden geldiğini yazınız"),
        ({"year": "2024"}, "Dosyada yıl sütunu"),
        ({"year": "1066"}, "1900"),
    ],
)
def test_what_is_wrong_with_what_is_said_of_it_is_told(send, fields, said):
    for slug in ("kisi-basina-yesil", "upload"):
        FigureKind.objects.create(slug=slug, name_tr=slug, name_en=slug)
    assert said in send(status=422, **fields)
    assert not Figure.objects.exclude(kind="population").exists()


def test_many_mistakes_are_told_in_part(send):
    lines = "".join(f"101,{year},çok\n" for year in range(1950, 1980))
    shown = send(f"code,year,value\n{lines}", status=422)
    assert shown.count("bir sayı değil") == forms.MOST_MISTAKES
    assert "ve bunlara benzer 10 tane daha" in shown


def test_names_of_columns_and_values_are_shown_as_text_and_never_as_html(send):
    shown = send("code,year,value\n101,2025,<b>5</b>\n", status=422)
    assert "<b>" not in shown


def test_it_speaks_english_too(send, client):
    turkish = re.compile(r"(?:Lütfen|mahalle kod|satır|dosya|rakam)", re.IGNORECASE)
    pages = [
        client.get(f"{ADDRESS}?en").content.decode(),
        send(language="en"),
        send("code,year,value\n101,2025,on\n102,25,4\n", language="en", status=422),
    ]
    for shown in pages:
        assert not turkish.search(re.sub(r'value="[^"]*"', "", shown)), shown
    assert "line 2: “on” is not a number" in pages[2]


# The second press


def test_a_file_between_its_presses_cannot_be_changed(send, client):
    seal = seal_in(send())
    answer = client.post(ADDRESS, {"sealed": seal[:-1] + "x"})
    assert answer.status_code == 422
    assert "çok zaman geçti" in answer.content.decode()
    assert not figures()


def test_a_day_later_the_file_is_chosen_again(send, monkeypatch):
    seal = seal_in(send())
    assert forms.opened(seal)[0].source == "Belediye"
    monkeypatch.setattr(forms, "VALID_FOR", -1)
    with pytest.raises(BadSignature):
        forms.opened(seal)


def test_it_is_looked_over_once_more_when_it_is_loaded(send, client):
    shown = send()
    moved = load_boundaries(name="Town 2", source="drawn", boundaries=district.town()[1:])
    activate_boundary_set(boundary_set=moved)  # there is no Çınar any more
    answer = press(client, shown, status=422).content.decode()
    assert "şu kodla bir mahalle yok: 101" in answer
    assert 'value="Belediye"' in answer
    assert not figures()


def test_whoever_is_overtaken_is_shown_what_would_be_replaced_now(send, client):
    shown = send()
    give("yapi-riski", {CINAR: 10})
    again = press(client, shown, status=409).content.decode()
    assert "Bu arada başka biri" in again
    assert "10 yerine" in again
    assert figures() == {CINAR: 10}
    press(client, again)
    assert figures()[CINAR] == Decimal("12.5")


def test_pressed_twice_it_is_loaded_once_and_all_is_well(send, client):
    shown = send()
    press(client, shown)
    press(client, shown)
    assert Figure.objects.filter(kind="yapi-riski").count() == 2


def test_the_largest_file_comes_through_both_presses_however_little_it_can_be_packed(send, client):
    letters = [chr(number) for number in range(0x4E00, 0x9FA5)]
    years = range(1900, 2200)
    notes = Random(7).choices(letters, k=len(years) * 1150)
    lines = [f"101;{y};{y % 100},5;{''.join(notes[i::300])}" for i, y in enumerate(years)]
    text = "\n".join(["code;year;value;note", *lines])
    assert forms.MOST_BYTES * 0.9 < len(text.encode()) <= forms.MOST_BYTES
    press(client, send(text))
    assert Figure.objects.filter(kind="yapi-riski").count() == len(years)


# At the same moment


def lines_of(*values, year=2025):
    return [FigureLine(c, year, Decimal(v)) for c, v in zip((CINAR, BAGLAR, DERE), values, strict=True)]  # fmt: skip


def test_of_two_at_once_one_is_loaded_whole_and_the_other_is_told(transactional_town):
    load_figure_kinds()
    seen = checked(kind="butce", lines=lines_of(1, 1, 1)).state
    refused = []

    def load(value):
        try:
            lines = lines_of(value, value, value)
            take_in(kind="butce", lines=lines, source=str(value), seen=seen)
        except ChangedMeanwhileError:
            refused.append(value)

    at_once(lambda: load(1), lambda: load(2))
    [left] = set(figures("butce").values())
    assert refused == [3 - left]


def test_whoever_loads_waits_for_a_boundary_set_that_is_being_activated(transactional_town):
    load_figure_kinds()
    moved = load_boundaries(name="Town 2", source="drawn", boundaries=district.town()[:4])
    is_under_way = Event()

    def activate():
        with transaction.atomic():
            activate_boundary_set(boundary_set=moved)
            is_under_way.set()
            wait_until_locked()

    def load():
        is_under_way.wait(10)
        take_in(kind="butce", lines=lines_of(1, 2, 3), source="Belediye")

    at_once(activate, load)
    assert len(figures("butce")) == 3


# Who may


def test_the_list_of_indicators_leads_there_only_who_may(send, client):
    link = f'href="{ADDRESS}"'
    assert link in client.get("/indicators/").content.decode()
    client.logout()
    assert link not in client.get("/indicators/").content.decode()


def test_who_may_not_write_down_kinds_is_not_led_to_the_admin(town, client, elif_):
    right = Permission.objects.get(codename="load_figures")
    elif_.user_permissions.add(right)
    log_in_staff(client, elif_)
    led = 'href="/admin/planning/figurekind/add/"'
    assert led not in client.get(ADDRESS).content.decode()
    elif_.groups.add(load_planners())
    assert led in client.get(ADDRESS).content.decode()


def test_a_moderator_without_the_right_neither_sees_nor_loads(town, client, elif_):
    log_in_staff(client, elif_)
    assert client.get(ADDRESS).status_code == 403
    assert client.post(ADDRESS, {"sealed": "x"}).status_code == 403


def test_nobody_loads_without_logging_in(town, client):
    assert urlsplit(client.get(ADDRESS)["Location"]).path == "/accounts/login/"
    assert urlsplit(client.post(ADDRESS)["Location"]).path == "/accounts/login/"


def test_another_site_cannot_load_for_a_planner(send, client):
    seal = seal_in(send())
    client.handler.enforce_csrf_checks = True
    assert client.post(ADDRESS, {"sealed": seal}).status_code == 403
    assert not figures()


def test_a_group_from_before_keeps_its_rights(db):
    group = Group.objects.create(name="Planlama")
    load_planners()
    assert not group.permissions.exists()


def test_figures_are_written_in_one_order_whatever_the_file_s(town):
    give("butce", {IGDIR: 4, CINAR: 1, DERE: 3})
    rows = Figure.objects.filter(kind="butce").order_by("pk")
    assert [row.code for row in rows] == [CINAR, DERE, IGDIR]


def test_a_wrong_column_of_codes_is_not_repeated_whole(send):
    lines = "".join(f"9{n:05};2025;1\n" for n in range(400))
    shown = send("code;year;value\n" + lines, status=422)
    assert "ve 380 tane daha" in shown
    assert "900399" not in shown
