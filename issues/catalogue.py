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

KEYWORDS = {
    "yol": ("cadde sokak asfalt trafik", "street road asphalt"),
    "bozuk-yol": (
        "çukur asfalt kasis tümsek yama yarık çökme delik yol bozuk",
        "hole bump asphalt crack",
    ),
    "bozuk-kaldirim": (
        "kaldırım taşı yaya yolu tretuvar parke bordür kırık taş",
        "sidewalk paving kerb",
    ),
    "rogar": ("rögar mazgal logar kapak ızgara yağmur suyu gider", "manhole drain grate"),
    "trafik-isareti": (
        "tabela levha sinyal ışık trafik lambası işaret dur",
        "traffic lights signal",
    ),
    "yaya-gecidi": ("hız kasis zebra yaya geçidi tümsek sürat okul önü", "zebra speed bump school"),
    "aydinlatma": ("ışık karanlık elektrik lamba direk", "light dark electricity"),
    "sokak-lambasi": (
        "ışık lamba ampul direk karanlık yanmıyor elektrik sönük",
        "lamp bulb pole dark",
    ),
    "park-lambasi": ("ışık lamba park karanlık yanmıyor", "lamp dark"),
    "temizlik": ("pislik kirli çöp atık süpürme", "dirt rubbish garbage"),
    "cop": (
        "çöp kutusu kova konteyner taşmış koku poşet pislik",
        "garbage trash rubbish container",
    ),
    "moloz": (
        "hafriyat inşaat atığı moloz eşya döküntü koltuk kaçak çöp",
        "debris furniture waste",
    ),
    "geri-donusum": ("plastik cam kağıt ambalaj kumbara pil geri dönüşüm", "glass paper plastic"),
    "yesil": ("park bahçe çim yeşil ağaç çiçek", "garden grass"),
    "park-bakimi": ("çim ot biçme sulama çiçek bank oturak bakımsız", "grass bench watering"),
    "agac": ("ağaç dal budama devrilen kuru kök fidan yaprak", "trees pruning fallen root"),
    "oyun-alani": (
        "çocuk parkı salıncak kaydırak oyuncak kum kauçuk zemin",
        "swing slide children",
    ),
    "su": ("su kanal altyapı iski boru", "water pipe"),
    "su-kacagi": ("patlak boru sızıntı kaçak su akıyor iski kesinti", "burst pipe leak"),
    "kanalizasyon": ("lağım foseptik koku gider tıkalı tıkanma pis su", "sewer blocked stink"),
    "su-baskini": ("sel göllenme birikinti yağmur taşkın baskın", "flood puddle rain"),
    "cevre": ("gürültü koku duman kirlilik ses hava", "noise smoke smell"),
    "gurultu": ("ses müzik bağırma inşaat sesi gece korna şantiye", "loud music"),
    "hava-kirliligi": ("duman koku baca is toz soba egzoz", "smoke dust chimney"),
    "hayvan": ("köpek kedi kuş hayvan", "dog cat bird"),
    "sokak-hayvani": (
        "köpek kedi yaralı sokak hayvanı saldırgan sahipsiz barınak mama",
        "stray dog cat injured",
    ),
    "hasere": (
        "sinek sivrisinek fare böcek hamam böceği kene ilaçlama sıçan",
        "mosquito rat insect",
    ),
    "ulasim": ("otobüs minibüs metro otopark durak araç", "bus parking metro"),
    "durak": ("otobüs durağı bekleme yeri minibüs dolmuş durak camı", "bus shelter"),
    "hatali-park": ("park etmiş araç araba kaldırıma park çift sıra otopark engel", "parked car"),
    "bisiklet": ("bisiklet yolu scooter skuter pedal", "bike lane scooter"),
    "erisim": ("engelli tekerlekli sandalye bebek arabası erişim", "wheelchair disabled pram"),
    "rampa": (
        "rampa asansör yürüyen merdiven engelli tekerlekli sandalye",
        "elevator escalator wheelchair",
    ),
    "gecis-engeli": (
        "engel kapalı yol duba zincir masa sandalye işgal kaldırım",
        "obstacle blocked tables",
    ),
    "yapi": ("bina deprem yapı inşaat çatlak", "building earthquake"),
    "riskli-yapi": ("yıkık metruk boş bina çatlak deprem çökme tehlikeli", "ruin crack derelict"),
    "insaat": ("şantiye iskele vinç inşaat güvenlik çit hafriyat", "scaffold crane site"),
    "toplanma-alani": ("deprem toplanma afet acil çadır", "earthquake meeting point emergency"),
    "miras": ("tarihi eser anıt çeşme cami kültür eski", "historic monument"),
    "miras-hasari": ("tarihi çeşme anıt zarar yazı grafiti kazı mezar", "damage graffiti monument"),
    "diger": ("başka diğer bilmiyorum şikayet öneri", "other else"),
}
"""What people call them, by slug: Turkish and English words with spaces between, for the search."""
