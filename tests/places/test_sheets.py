"""Inventory sheets: what is on paper of a place and of a mahalle, for everybody, and nothing half made."""

from io import BytesIO

import pytest
from django.contrib.gis.geos import Point
from uuid_utils.compat import uuid7

from gisdata.crs import METRIC, WGS84
from intake.photo_files import cleaned
from issues.placing import tie
from neighbourhoods.models import Neighbourhood
from places.actions import merge
from places.models import Place, PublicPlace
from places.photos import add_photo, photo_file
from places.sheets.drawing import neighbourhood_drawing
from places.sheets.parts import MOST_PHOTOS
from places.sheets.printing import CHILD
from tests.basemap import draw
from tests.district import FOUNTAIN, pin, resolve
from tests.pdf import read, text_of
from tests.pictures import encoded
from tests.pictures import sheet as a_sheet
from tests.places.kept import GROVE, keep, keep_four, see


def sheet(client, place, **asked):
    return client.get(f"/places/{place.number}/sheet.pdf", asked)


def test_a_sheet_tells_all_that_is_known_of_a_place(town, client):
    draw()
    grove = keep("Çınar Korusu", "koru", GROVE)
    Place.objects.update(
        story="Gölgesi serin.\nKuşu çok.", period="1890’lar", protection="registered",
        register_number="34-1905", ownership="public", access="open", hours="gündüz",
        is_step_free=True, has_fee=False, facilities=["seating", "shade"],
    )  # fmt: skip
    see(grove, "good", note="Bakımlı.")
    see(grove, "worn", "2026-06-01", note="Bankı kırık.")
    done = pin(FOUNTAIN)
    for issue in (pin(FOUNTAIN), done):
        tie(issue=issue, place=PublicPlace.objects.get())
    resolve(done)
    told = text_of(sheet(client, grove))
    for said in (
        "Çınar Korusu", f"#{grove.number}", "Koru", "Gölgesi serin. Kuşu çok.", "1890’lar",
        "tescilli (34-1905)", "Bağlar: %50, Çınar: %50", "gündüz", "oturacak yer, gölge",
        "1 Haziran 2026 yıpranmış Bankı kırık.", "1 Mayıs 2026 iyi Bakımlı.", "2 bildirim, 1 tanesi açık",
        "Örnek Belediye (CC BY 4.0)", "© OpenStreetMap katkıda bulunanlar, ODbL 1.0",
        f"/places/{grove.number}/",
    ):  # fmt: skip
        assert said in told, (said, told)


def test_a_sheet_can_be_read_by_who_cannot_see_it(town, client):
    pdf = read(sheet(client, keep()))
    root = pdf.trailer["/Root"]
    assert root["/MarkInfo"]["/Marked"]
    assert root["/Lang"] == "tr"
    assert pdf.metadata.title.startswith("Ihlamurlu Çeşme")
    assert "/StructTreeRoot" in root


def test_a_sheet_speaks_english_too(town, client):
    client.cookies["django_language"] = "en"
    told = text_of(sheet(client, keep()))
    assert "Inventory sheet" in told
    assert "none known" in told


def test_a_sheet_shows_some_of_the_photos(town, client):
    place = keep()
    assert "Fotoğraflar" not in text_of(sheet(client, place))
    for number in range(1, MOST_PHOTOS + 2):
        picture = encoded(a_sheet(90 + number, 60))
        add_photo(place=place, id=uuid7(), photo=cleaned(BytesIO(picture)))
    pages = read(sheet(client, place)).pages
    widths = {image.image.width for page in pages for image in page.images}
    assert len(widths) == MOST_PHOTOS
    assert "Fotoğraflar" in text_of(sheet(client, place))


def test_a_mahalle_s_sheet_lists_its_places_by_the_numbers_on_its_map(town, client):
    keep_four()
    told = text_of(client.get("/places/sheets/baglar.pdf"))
    assert "3 yer" in told
    rows = ["1 Çınar Korusu", "2 Ihlamurlu Çeşme", "3 Kurbağalı Dere"]
    assert all(row in told for row in rows)
    assert "Taş Köprü" not in told
    assert "Örnek Belediye (CC BY 4.0)" in told


def test_a_mahalle_of_hundreds_of_places_takes_several_pages(town, client):
    keep("Çeşme 0")
    place = Place.objects.get()
    for number in range(1, 90):
        place.pk, place.number = uuid7(), 10_000 + number
        place.name = f"Çeşme {number}"
        place.shape = Point(29.1 + number / 10_000, 40.995, srid=WGS84)
        place.save(force_insert=True)
    pdf = read(client.get("/places/sheets/baglar.pdf"))
    assert len(pdf.pages) > 2
    assert all("Koruma" in page.extract_text() for page in pdf.pages)  # the table's head, on each


def test_a_photo_whose_file_is_gone_is_left_out(town, client):
    place = keep()
    photo = add_photo(place=place, id=uuid7(), photo=cleaned(BytesIO(encoded())))
    photo_file(photo.pk).unlink()
    assert "Fotoğraflar" not in text_of(sheet(client, place))


def test_the_sheet_of_a_place_that_was_joined_is_that_of_the_other(town, client, zeynep):
    fountain, other = keep(), keep("Mermer Çeşme")
    merge(place=fountain, into=other, text="", by=zeynep)
    answer = sheet(client, fountain)
    assert (answer.status_code, answer["Location"]) == (302, f"/places/{other.number}/sheet.pdf")


def test_what_lies_in_two_mahalle_is_marked_in_each(town):
    draw()
    grove = keep("Çınar Korusu", "koru", GROVE)
    for mahalle in Neighbourhood.objects.filter(slug__in=("baglar", "cinar")):
        places = list(PublicPlace.objects.filter(pk=grove.number))
        (mark,) = neighbourhood_drawing(mahalle, places).marks
        here = Point(mark.x, -mark.y, srid=METRIC).transform(WGS84, clone=True)
        assert mahalle.boundary.covers(here)


@pytest.mark.parametrize("address", ["/places/999999/sheet.pdf", "/places/sheets/yok.pdf"])
def test_there_is_no_sheet_of_what_is_not_there(town, client, address):
    assert client.get(address).status_code == 404


def test_a_sheet_brings_nothing_in_from_elsewhere(town, client):
    place = keep()
    Place.objects.update(
        story='<img src="http://127.0.0.1:1/x.png"> <style>p { display: none }</style>'
    )
    assert '<img src="http://127.0.0.1:1/x.png">' in text_of(sheet(client, place))


def test_while_another_is_made_it_asks_for_a_minute(town, client, monkeypatch):
    monkeypatch.setattr("gisdata.child.PATIENCE", 0.01)
    place = keep()
    with CHILD.turn():
        answer = sheet(client, place)
    assert (answer.status_code, answer["Retry-After"]) == (503, "60")
    assert "Lütfen bir dakika sonra" in answer.content.decode()
    assert sheet(client, place).status_code == 200


def test_a_sheet_that_takes_too_long_is_given_up(town, client, monkeypatch):
    monkeypatch.setattr(CHILD, "seconds", 0.01)
    assert sheet(client, keep()).status_code == 503
