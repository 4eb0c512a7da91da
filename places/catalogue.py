"""The types of places that every service begins with; the secretariat changes the list from there on."""

from typing import NamedTuple

from places.models.choices import Kind


class Entry(NamedTuple):
    """One type, in both languages."""

    slug: str
    kind: Kind
    name_tr: str
    name_en: str
    glyph: str


HERITAGE, GREEN = Kind.HERITAGE, Kind.GREEN

CATALOGUE = [
    Entry("cesme", HERITAGE, "Çeşme", "Fountain", "droplet"),
    Entry("cami", HERITAGE, "Cami, mescit", "Mosque", "moon"),
    Entry("kilise", HERITAGE, "Kilise", "Church", "church"),
    Entry("ibadet-yeri", HERITAGE, "Başka ibadet yeri", "Other place of worship", "sparkles"),
    Entry("turbe", HERITAGE, "Türbe", "Tomb", "star"),
    Entry("mezarlik", HERITAGE, "Mezarlık", "Cemetery", "flower-2"),
    Entry("tarihi-ev", HERITAGE, "Tarihî ev, konak", "Old house", "house"),
    Entry("kopru", HERITAGE, "Tarihî köprü", "Historic bridge", "arrow-left-right"),
    Entry("hamam", HERITAGE, "Hamam", "Bathhouse", "bath"),
    Entry("han", HERITAGE, "Han, çarşı", "Caravanserai, bazaar", "store"),
    Entry("okul", HERITAGE, "Tarihî okul", "Historic school", "school"),
    Entry("sanayi", HERITAGE, "Değirmen, atölye, fabrika", "Mill, workshop, factory", "factory"),
    Entry("anit", HERITAGE, "Anıt, heykel", "Monument, statue", "landmark"),
    Entry("arkeolojik-alan", HERITAGE, "Arkeolojik alan, kalıntı", "Archaeological site", "pickaxe"),
    Entry("tarihi-yol", HERITAGE, "Tarihî yol", "Historic way", "route"),
    Entry("anit-agac", HERITAGE, "Anıt ağaç", "Monumental tree", "tree-deciduous"),
    Entry("baska-miras", HERITAGE, "Başka bir miras", "Other heritage", "scroll-text"),
    Entry("park", GREEN, "Park", "Park", "trees"),
    Entry("oyun-alani", GREEN, "Oyun alanı", "Playground", "toy-brick"),
    Entry("koru", GREEN, "Koru", "Grove", "tree-pine"),
    Entry("orman", GREEN, "Orman", "Forest", "mountain"),
    Entry("cayir", GREEN, "Çayır, çimenlik", "Meadow, lawn", "sprout"),
    Entry("bostan", GREEN, "Bostan", "Community garden", "carrot"),
    Entry("dere", GREEN, "Dere", "Stream", "waves"),
    Entry("golet", GREEN, "Gölet", "Pond", "fish"),
    Entry("agac", GREEN, "Ağaç", "Tree", "tree-palm"),
    Entry("yesil-kose", GREEN, "Adsız yeşil köşe", "Unnamed pocket of green", "leaf"),
]  # fmt: skip
