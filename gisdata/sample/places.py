"""Invented heritage sites and green spaces of the sample district, drawn where nothing of the kind is known."""

from dataclasses import dataclass
from datetime import date, timedelta
from math import cos, pi, sin
from random import Random
from typing import NamedTuple

from shapely import LineString, Point, Polygon
from shapely.geometry.base import BaseGeometry

from gisdata.sample.district import SampleNeighbourhood, neighbourhoods

SOURCE = "Örnek veri: yerler uydurmadır"
LICENCE = "CC0"
SEED = 34704
METRES_EAST, METRES_NORTH = 84_200.0, 111_000.0
"""Of a degree at 41° N; a drawing needs no more."""


class Invented(NamedTuple):
    """A place that nobody knows: its type, name and story, and the metres that it is wide (0: a point)."""

    type: str
    name: str
    story: str = ""
    period: str = ""
    wide: int = 0


POINTS = [
    Invented("cesme", "Ihlamurlu Çeşme", "Mahallenin yaşlıları suyunun yazın da soğuk aktığını anlatır.", "18. yüzyıl"),
    Invented("cesme", "Bostancı Çeşmesi", "Kitabesi okunamıyor; yalağı sonradan yenilenmiş.", "1890’lar"),
    Invented("cesme", "Üç Lüleli Çeşme", "Bayramlarda çocuklar buradan su taşırmış.", "19. yüzyıl"),
    Invented("cesme", "Hanım Çeşmesi", "Mahallede bir hanımın hayratı olarak bilinir.", "1911"),
    Invented("cami", "Çınaraltı Mescidi", "Küçük bir köy mescidiyken büyütülmüş.", "1860’lar"),
    Invented("cami", "Eski Çarşı Camii", "Minaresi depremden sonra yeniden yapılmış.", "19. yüzyıl"),
    Invented("kilise", "Yamaç Şapeli", "Bağ köyünden kalan tek yapı; kapısı kapalı.", "1880’ler"),
    Invented("turbe", "Gül Dede Türbesi", "Hıdırellez’de dilek bağlanır.", "17. yüzyıl"),
    Invented("turbe", "Sarı Baba Türbesi", "", ""),
    Invented("mezarlik", "Köy Mezarlığı", "En eski taş iki yüz yıllık.", "19. yüzyıl", 90),
    Invented("tarihi-ev", "Bağcı Konağı", "İki katlı ahşap ev; çatısı akıyor.", "1905"),
    Invented("tarihi-ev", "Öğretmenin Evi", "Köyün ilk öğretmeni burada oturmuş.", "1930’lar"),
    Invented("tarihi-ev", "Taş Ev", "Mahallede kalan son taş ev.", "1920’ler"),
    Invented("tarihi-ev", "Cumbalı Ev", "", "1910’lar"),
    Invented("kopru", "Tek Gözlü Köprü", "Dere yatağı değişince karada kalmış.", "18. yüzyıl"),
    Invented("hamam", "Küçük Hamam", "Yalnız külhanı duruyor.", "18. yüzyıl"),
    Invented("han", "Kervan Hanı", "Bir duvarı ve kapısı ayakta.", "17. yüzyıl"),
    Invented("okul", "Eski Köy Okulu", "Bugün muhtarlık olarak kullanılıyor.", "1936"),
    Invented("sanayi", "Un Değirmeni", "Değirmen taşı bahçede duruyor.", "1870’ler"),
    Invented("sanayi", "Tuğla Ocağı", "", "1950’ler"),
    Invented("anit", "Barış Anıtı", "Mahalleli kendi arasında para toplayıp yaptırmış.", "1998"),
    Invented("arkeolojik-alan", "Sarnıç Kalıntısı", "Temel kazısında ortaya çıkmış.", "Bizans dönemi", 40),
    Invented("anit-agac", "Bilge Çınar", "Gövdesini dört kişi zor sarıyor."),
    Invented("anit-agac", "İkiz Servi", "İki gövde tek kökten çıkıyor."),
    Invented("anit-agac", "Yaşlı Dut", "Her yaz bütün sokağa yeter."),
    Invented("anit-agac", "Meydan Ihlamuru", ""),
    Invented("baska-miras", "Pazar Yeri Saati", "", "1960’lar"),
    Invented("agac", "Köşedeki Erguvan", "Nisanda mahallenin takvimi."),
    Invented("agac", "Okulun Cevizi", ""),
]  # fmt: skip

AREAS = [
    Invented("park", "Kardelen Parkı", "", "", 160),
    Invented("park", "Güneş Parkı", "", "", 120),
    Invented("park", "Yıldız Parkı", "", "", 200),
    Invented("park", "Komşular Parkı", "", "", 90),
    Invented("park", "Uçurtma Parkı", "Her bahar uçurtma şenliği yapılır.", "", 180),
    Invented("park", "Ihlamur Parkı", "", "", 110),
    Invented("park", "Nar Parkı", "", "", 70),
    Invented("park", "Turna Parkı", "", "", 240),
    Invented("park", "Şelale Parkı", "", "", 130),
    Invented("park", "Gençlik Parkı", "", "", 260),
    Invented("park", "İğde Parkı", "", "", 60),
    Invented("park", "Papatya Parkı", "", "", 75),
    Invented("oyun-alani", "Salıncak Oyun Alanı", "", "", 40),
    Invented("oyun-alani", "Tırmanma Oyun Alanı", "", "", 35),
    Invented("oyun-alani", "Kum Havuzu", "", "", 30),
    Invented("koru", "Çamlık Korusu", "", "", 320),
    Invented("koru", "Meşelik", "Sincaplar var; gece ışık istemiyorlar.", "", 220),
    Invented("orman", "Tepe Ormanı", "", "", 420),
    Invented("cayir", "Panayır Çayırı", "Eskiden panayır kurulurmuş.", "", 140),
    Invented("bostan", "Mahalle Bostanı", "Otuz aile ekip biçiyor.", "", 60),
    Invented("bostan", "Okul Bostanı", "", "", 30),
    Invented("golet", "Sazlı Gölet", "Baharda kurbağa sesi gelir.", "", 80),
    Invented("golet", "Kuş Göleti", "", "", 50),
    Invented("yesil-kose", "Durak arkasındaki yeşil köşe", "Adı yok; sabahları güneş alır.", "", 25),
    Invented("yesil-kose", "İki blok arasındaki yeşil köşe", "", "", 25),
    Invented("yesil-kose", "Merdivenli yamaç", "", "", 45),
]  # fmt: skip

LINES = [
    Invented("dere", "Çamaşır Deresi", "Kadınlar burada çamaşır yıkarmış; bir bölümü kapatıldı."),
    Invented("dere", "Kurbağalı Dere Kolu", ""),
    Invented("dere", "Sazlı Dere", ""),
    Invented("tarihi-yol", "Bağ Yolu", "Bağlara giden eski köy yolu.", "19. yüzyıl"),
    Invented("tarihi-yol", "Kervan Yolu", "", "17. yüzyıl"),
]

FACILITIES = ("playground", "toilet", "water", "seating", "lighting", "shade")
STATES = ("good", "good", "good", "worn", "worn", "at_risk")
NOTES = {
    "good": "Bakımlı görünüyor.",
    "worn": "Boyası dökülmüş, bankın bir tahtası kırık.",
    "at_risk": "Çatlak büyümüş; yağmurda su giriyor.",
}


@dataclass(frozen=True)
class SamplePlace:
    """An invented place; its shape in EPSG:4326, its conditions as state, note and day."""

    identity: str
    what: Invented
    shape: BaseGeometry
    facilities: tuple[str, ...]
    conditions: tuple[tuple[str, str, date], ...]


def sample_places(today: date) -> list[SamplePlace]:
    """Return some sixty places all over the district, the same for every run."""
    random = Random(SEED)
    mahalle = neighbourhoods()
    found = []
    for position, what in enumerate([*POINTS, *AREAS, *LINES]):
        here = mahalle[position % len(mahalle)]
        shape = _shape(what, here, random)
        conditions = tuple(_conditions(random, today)) if position % 3 == 0 else ()
        some = random.sample(FACILITIES, random.randint(1, 5)) if what.type == "park" else []
        facilities = tuple(sorted(some, key=FACILITIES.index))
        found.append(SamplePlace(f"ornek-{position + 1}", what, shape, facilities, conditions))
    return found


def _shape(what: Invented, here: SampleNeighbourhood, random: Random) -> BaseGeometry:
    middle = _inside(here, random)
    if what in LINES:
        return LineString(_wander(middle, random))
    return _blob(middle, what.wide, random) if what.wide else middle


def _inside(here: SampleNeighbourhood, random: Random) -> Point:
    shape = Polygon(here.ring).buffer(-0.0012)
    west, south, east, north = shape.bounds
    while True:
        point = Point(round(random.uniform(west, east), 5), round(random.uniform(south, north), 5))
        if shape.covers(point):
            return point


def _blob(middle: Point, wide: int, random: Random) -> Polygon:
    """Return a garden's outline: ten corners around the middle."""
    corners = []
    for step in range(10):
        far = wide / 2 * random.uniform(0.7, 1.1)
        angle = 2 * pi * step / 10
        east, north = far * cos(angle) / METRES_EAST, far * sin(angle) / METRES_NORTH
        corners.append((round(middle.x + east, 6), round(middle.y + north, 6)))
    return Polygon(corners)


def _wander(start: Point, random: Random) -> list[tuple[float, float]]:
    """Return a bent line of about a kilometre and a half to the south-west."""
    points = [(start.x, start.y)]
    for _ in range(8):
        x, y = points[-1]
        east, north = -random.uniform(20, 160), -random.uniform(80, 180)
        points.append((round(x + east / METRES_EAST, 6), round(y + north / METRES_NORTH, 6)))
    return points


def _conditions(random: Random, today: date) -> list[tuple[str, str, date]]:
    first = random.choice(STATES)
    seen = [(first, NOTES[first], today - timedelta(days=random.randint(200, 400)))]
    if random.random() < 0.6:
        then = random.choice(STATES)
        seen.append((then, NOTES[then], today - timedelta(days=random.randint(5, 150))))
    return seen
