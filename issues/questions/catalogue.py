"""The questions that the categories of issues/catalogue.py start with: where an answer helps to act."""

from decimal import Decimal
from typing import NamedTuple

from issues.models import Question

Kind = Question.Kind


class Option(NamedTuple):
    """One choice of a question."""

    code: str
    label_tr: str
    label_en: str


class Asked(NamedTuple):
    """One question; `least` and `most` are of a number, everybody reads answers unless `private`."""

    category: str
    code: str
    kind: Kind
    label_tr: str
    label_en: str
    help_tr: str = ""
    help_en: str = ""
    least: Decimal | None = None
    most: Decimal | None = None
    private: bool = False
    choices: tuple[Option, ...] = ()


QUESTIONS = [
    Asked(
        "bozuk-yol",
        "cukur-boyutu",
        Kind.CHOICE,
        "Çukur ne kadar büyük?",
        "How large is the hole?",
        choices=(
            Option("karis", "Bir karıştan küçük", "Smaller than a hand"),
            Option("adim", "Bir karış ile bir adım arası", "Between a hand and a step"),
            Option("buyuk", "Bir adımdan büyük", "Larger than a step"),
        ),
    ),
    Asked(
        "sokak-lambasi",
        "direk-no",
        Kind.TEXT,
        "Direğin numarası",
        "Number on the pole",
        "Direğin üstündeki levhada yazar. Görünmüyorsa boş bırakınız.",
        "It stands on a plate on the pole. Leave it empty if you cannot see it.",
    ),
    Asked(
        "sokak-lambasi",
        "sonuk-lamba",
        Kind.NUMBER,
        "Kaç lamba yanmıyor?",
        "How many lamps are out?",
        least=Decimal(1),
        most=Decimal(100),
    ),
    Asked(
        "su-kacagi",
        "akma-tarihi",
        Kind.DATE,
        "Su hangi günden beri akıyor?",
        "Since which day has the water been running?",
    ),
    Asked(
        "sokak-hayvani",
        "hayvan-durumu",
        Kind.CHOICE,
        "Hayvan yaralı mı?",
        "Is the animal injured?",
        choices=(
            Option("agir", "Yaralı, yerinden kalkamıyor", "Injured, it cannot get up"),
            Option("yarali", "Yaralı ama yürüyor", "Injured, but it walks"),
            Option("saglam", "Yaralı değil", "Not injured"),
        ),
    ),
    Asked(
        "erisim",
        "engel-turu",
        Kind.SEVERAL,
        "Geçişi ne zorlaştırıyor?",
        "What makes it hard to pass?",
        "Birden çok seçebilirsiniz.",
        "Choose as many as you like.",
        choices=(
            Option("basamak", "Basamak, yüksek kaldırım", "A step, a high kerb"),
            Option("rampa-yok", "Rampa yok", "There is no ramp"),
            Option("dik-rampa", "Rampa dik ya da bozuk", "The ramp is steep or broken"),
            Option("dar", "Geçit dar", "The passage is narrow"),
            Option("esya", "Araç ya da eşya duruyor", "A vehicle or things stand there"),
            Option("asansor", "Asansör çalışmıyor", "The lift does not work"),
        ),
    ),
    Asked(
        "riskli-yapi",
        "binada-oturan",
        Kind.CHOICE,
        "Binada oturan var mı?",
        "Does anybody live in the building?",
        private=True,
        choices=(Option("evet", "Evet", "Yes"), Option("hayir", "Hayır", "No")),
    ),
]
