"""The kinds of figures that every service knows the meaning of; planners add others in the admin."""

from typing import NamedTuple

from planning.models import Better


class Entry(NamedTuple):
    """One kind of figures, in both languages."""

    slug: str
    name_tr: str
    name_en: str
    unit: str
    definition_tr: str
    definition_en: str
    better: Better
    is_resource: bool = False
    sdg: str = ""


CATALOGUE = [
    Entry(
        "butce",
        "Belediye bütçesi",
        "Municipal budget",
        "TL",
        "Mahallede bir yılda yapılan belediye harcaması.",
        "What the municipality spent in the neighbourhood in a year.",
        Better.NEITHER,
        is_resource=True,
    ),
    Entry(
        "bank",
        "Oturma bankları",
        "Benches",
        "adet",
        "Yıl sonunda mahallede bulunan oturma bankı.",
        "Benches in the neighbourhood at the end of the year.",
        Better.NEITHER,
        is_resource=True,
    ),
    Entry(
        "dikilen-agac",
        "Dikilen ağaçlar",
        "Trees planted",
        "adet",
        "Mahallede bir yılda dikilen ağaç.",
        "Trees that were planted in the neighbourhood in a year.",
        Better.NEITHER,
        is_resource=True,
        sdg="15.2",
    ),
    Entry(
        "yoksunluk",
        "Yoksunluk endeksi",
        "Deprivation index",
        "0–100",
        "Gelir, eğitim ve konut koşullarından; 100 en yoksun.",
        "Out of income, schooling and housing; 100 is the most deprived.",
        Better.LESS,
        sdg="1.2",
    ),
    Entry(
        "yapi-riski",
        "Riskli yapıların payı",
        "Share of buildings at risk",
        "%",
        "2000 yılından önce yapılmış, güçlendirilmemiş yapıların payı.",
        "The share of buildings from before 2000 that were not strengthened.",
        Better.LESS,
        sdg="11.5",
    ),
    Entry(
        "cocuk-payi",
        "0–14 yaş payı",
        "Share aged 0–14",
        "%",
        "Mahallede oturanlar içinde 0–14 yaşındakilerin payı.",
        "The share of those aged 0 to 14 among the residents.",
        Better.NEITHER,
    ),
    Entry(
        "genc-payi",
        "15–29 yaş payı",
        "Share aged 15–29",
        "%",
        "Mahallede oturanlar içinde 15–29 yaşındakilerin payı.",
        "The share of those aged 15 to 29 among the residents.",
        Better.NEITHER,
    ),
    Entry(
        "yasli-payi",
        "65 yaş ve üstünün payı",
        "Share aged 65 and over",
        "%",
        "Mahallede oturanlar içinde 65 yaş ve üstündekilerin payı.",
        "The share of those aged 65 and over among the residents.",
        Better.NEITHER,
    ),
    Entry(
        "kadin-payi",
        "Kadınların payı",
        "Share of women",
        "%",
        "Mahallede oturanlar içinde kadınların payı.",
        "The share of women among the residents.",
        Better.NEITHER,
    ),
    Entry(
        "engelli-payi",
        "Engellilerin payı",
        "Share of people with disabilities",
        "%",
        "Mahallede oturanlar içinde engellilerin payı.",
        "The share of people with disabilities among the residents.",
        Better.NEITHER,
    ),
    Entry(
        "uc-agac",
        "Evinden üç ağaç görenlerin payı",
        "Share who see three trees from home",
        "%",
        "Evinin penceresinden en az üç ağaç görenlerin payı: 3-30-300 kuralının ilki (Konijnendijk, 2023).",
        "The share of those who see at least three trees from home: the first of the 3-30-300 rule (Konijnendijk, 2023).",
        Better.MORE,
        sdg="11.7",
    ),
    Entry(
        "agac-ortusu",
        "Ağaç örtüsü",
        "Tree canopy",
        "%",
        "Mahallenin ağaç tepeleriyle örtülü payı; 3-30-300 kuralının ikincisi en az % 30 ister (Konijnendijk, 2023).",
        "The share of the ground under tree crowns; the second of the 3-30-300 rule asks for at least 30 % (Konijnendijk, 2023).",
        Better.MORE,
        sdg="11.7",
    ),
]
