"""The categories a Turkish district starts with; the admin changes them from there on.

Colours are Okabe–Ito's by group; within a group the glyph tells them apart, so none is known by
colour alone. Glyphs are names of the Lucide icons.
"""

from typing import NamedTuple


class Entry(NamedTuple):
    """One category; a group has a colour, a category below it takes its group's."""

    slug: str
    parent: str
    name_tr: str
    name_en: str
    glyph: str
    target_days: int
    colour: str = ""


CATALOGUE = [
    Entry("yol", "", "Yol ve kaldırım", "Roads and pavements", "route", 15, "#0072B2"),
    Entry("bozuk-yol", "yol", "Çukur, bozuk yol", "Pothole, broken road", "traffic-cone", 10),
    Entry("bozuk-kaldirim", "yol", "Bozuk kaldırım", "Broken pavement", "footprints", 15),
    Entry("rogar", "yol", "Rögar kapağı, mazgal", "Manhole cover, drain", "circle-dot", 3),
    Entry("trafik-isareti", "yol", "Trafik levhası, ışığı", "Traffic sign or light", "signpost", 5),
    Entry("yaya-gecidi", "yol", "Yaya geçidi, hız", "Crossing, speeding", "octagon-alert", 20),
    Entry("aydinlatma", "", "Aydınlatma", "Lighting", "lightbulb", 5, "#E69F00"),
    Entry("sokak-lambasi", "aydinlatma", "Sokak lambası", "Street light", "lamp", 5),
    Entry("park-lambasi", "aydinlatma", "Park aydınlatması", "Park lighting", "lamp-ceiling", 7),
    Entry("temizlik", "", "Temizlik ve atık", "Cleaning and waste", "trash-2", 3, "#8A5A2B"),
    Entry("cop", "temizlik", "Taşan çöp konteyneri", "Overflowing bin", "trash", 2),
    Entry("moloz", "temizlik", "Moloz, kaçak döküm", "Rubble, dumping", "shovel", 5),
    Entry("geri-donusum", "temizlik", "Geri dönüşüm kutusu", "Recycling bin", "recycle", 5),
    Entry("yesil", "", "Park ve yeşil alan", "Parks and green", "trees", 15, "#009E73"),
    Entry("park-bakimi", "yesil", "Park bakımı", "Park maintenance", "flower-2", 10),
    Entry("agac", "yesil", "Ağaç, dal", "Tree, branch", "tree-pine", 7),
    Entry("oyun-alani", "yesil", "Oyun alanı", "Playground", "baby", 5),
    Entry("su", "", "Su ve kanalizasyon", "Water and sewage", "droplets", 3, "#56B4E9"),
    Entry("su-kacagi", "su", "Su kaçağı", "Water leak", "droplet", 1),
    Entry("kanalizasyon", "su", "Kanalizasyon, koku", "Sewage, smell", "pipette", 2),
    Entry("su-baskini", "su", "Su birikintisi, baskın", "Flooding", "waves", 1),
    Entry("cevre", "", "Gürültü ve kirlilik", "Noise and pollution", "wind", 10, "#CC79A7"),
    Entry("gurultu", "cevre", "Gürültü", "Noise", "volume-2", 7),
    Entry("hava-kirliligi", "cevre", "Hava kirliliği, duman", "Air pollution", "factory", 10),
    Entry("hayvan", "", "Hayvanlar", "Animals", "paw-print", 3, "#F0E442"),
    Entry("sokak-hayvani", "hayvan", "Yaralı, sahipsiz hayvan", "Stray animal", "dog", 2),
    Entry("hasere", "hayvan", "Haşere", "Pests", "bug", 5),
    Entry("ulasim", "", "Ulaşım ve otopark", "Transport and parking", "bus", 10, "#5E3C99"),
    Entry("durak", "ulasim", "Otobüs durağı", "Bus stop", "bus-front", 15),
    Entry("hatali-park", "ulasim", "Hatalı park", "Bad parking", "circle-parking", 1),
    Entry("bisiklet", "ulasim", "Bisiklet yolu", "Cycle path", "bike", 20),
    Entry("erisim", "", "Erişilebilirlik", "Accessibility", "accessibility", 15, "#D55E00"),
    Entry("rampa", "erisim", "Rampa, asansör", "Ramp, lift", "arrow-up-from-line", 15),
    Entry("gecis-engeli", "erisim", "Geçişi kapatan engel", "Blocked passage", "brick-wall", 5),
    Entry("yapi", "", "Yapı güvenliği ve deprem", "Buildings, earthquake", "house", 10, "#1B2A33"),
    Entry("riskli-yapi", "yapi", "Riskli, metruk yapı", "Unsafe building", "building-2", 10),
    Entry("insaat", "yapi", "İnşaat güvenliği", "Construction safety", "construction", 3),
    Entry("toplanma-alani", "yapi", "Toplanma alanı", "Assembly area", "tent-tree", 20),
    Entry("miras", "", "Kültürel miras", "Heritage", "landmark", 20, "#7A3B69"),
    Entry("miras-hasari", "miras", "Mirasa zarar", "Damage to heritage", "castle", 10),
    Entry("diger", "", "Diğer", "Other", "circle-help", 15, "#5B6770"),
]
