"""What of a text is held for a person, and what is not."""

import re
import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from intake.screening import Kind, PlainTerm, masked, matching_terms, personal_data


def kinds(text):
    return [finding.kind.value for finding in personal_data(text)]


def identity(digits):
    """Nine digits with the two that close a T.C. identity number."""
    odd, even = sum(digits[0::2]), sum(digits[1::2])
    tenth = (odd * 7 - even) % 10
    return "".join(map(str, [*digits, tenth, (odd + even + tenth) % 10]))


def turkish_iban(account):
    """A bank, a zero and an account, with the check digits of ISO 13616."""
    return f"TR{98 - int(f'{account}292700') % 97:02d}{account}"


NINE = st.tuples(st.integers(1, 9), *[st.integers(0, 9)] * 8)
IDENTITIES = NINE.map(identity)
IBANS = st.from_regex(r"0[0-9]{4}0[0-9]{16}", fullmatch=True).map(turkish_iban)
WORDS = st.lists(
    st.sampled_from(
        ["Çukur", "yol", "çöp", "14ES", "No:12/3", "1.250,50", "Iğdır,", "(park)", "34", "bin"]
    )
)
SENTENCES = WORDS.map(" ".join)


@given(SENTENCES, IDENTITIES, st.sampled_from(["", "'dır", ".", ", evet"]))
def test_an_identity_number_is_found_inside_any_sentence(before, number, after):
    text = f"{before} {number}{after}"
    [found] = [f for f in personal_data(text) if f.kind == Kind.IDENTITY]
    assert text[found.start : found.end] == number


@given(st.text(st.characters(exclude_categories=["Cs"])), IDENTITIES)
def test_no_text_before_it_hides_an_identity_number(before, number):
    assert number not in masked(f"{before}\n{number}\n", personal_data(f"{before}\n{number}\n"))


@given(IDENTITIES, st.integers(0, 10), st.integers(1, 9))
def test_a_number_with_one_digit_changed_is_no_identity_number(number, place, by):
    changed = f"{number[:place]}{(int(number[place]) + by) % 10}{number[place + 1 :]}"
    assert Kind.IDENTITY not in kinds(changed)


@given(SENTENCES, IBANS, st.booleans())
def test_an_account_is_found_with_and_without_its_gaps(before, account, gaps):
    written = " ".join(re.findall(".{1,4}", account)) if gaps else account.lower()
    text = f"{before} {written} hesabına"
    [found] = [f for f in personal_data(text) if f.kind == Kind.IBAN]
    assert text[found.start : found.end] == written


@given(IBANS, st.integers(2, 25), st.integers(1, 9))
def test_an_account_with_one_digit_changed_is_none(account, place, by):
    changed = f"{account[:place]}{(int(account[place]) + by) % 10}{account[place + 1 :]}"
    assert Kind.IBAN not in kinds(changed)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Beni 0532 123 45 67 numaradan arayın.", "phone"),
        ("Tel:05321234567", "phone"),
        ("tel05321234567'yi arayın", "phone"),
        ("+90 532 123 45 67", "phone"),
        ("00 90 532 123 45 67", "phone"),
        ("5321234567", "phone"),
        ("0 (532) 123 4567", "phone"),
        ("0.532.123.45.67", "phone"),
        ("0532-123-45-67", "phone"),
        ("(0216) 555 44 33", "phone"),
        ("0212 555 44 33 ev telefonum", "phone"),
        ("05 32 123 45 67", "phone"),
        ("+49 30 12345678", "phone"),
        ("Kimlik no 10000000146", "identity"),
        ("T.C. 100 000 001 46", "identity"),
        ("TR33 0006 1005 1978 6457 8413 26 hesabına yatırın", "iban"),
        ("iban: tr330006100519786457841326", "iban"),
        ("DE89 3704 0044 0532 0130 00", "iban"),
        ("ayse.yilmaz+harita@ornek.com.tr adresine yazın", "email"),
        ("34 ABC 123 hep buraya park ediyor", "plate"),
        ("34ABC123", "plate"),
        ("34abc123 yine kaldırımda", "plate"),
        ("Plakası 06 ay 1234", "plate"),
        ("plaka:34 a 12345", "plate"),
        ("34-AB-1234", "plate"),
        ("81 Z 1234", "plate"),
        ("https://ornek.org/a?b=c", "link"),
        ("www.ornek.net", "link"),
        ("ucuz-ev.com'a bakın", "link"),
        ("bit.ly/3xYz", "link"),
        ("wa.me/905321234567", "link"),
        ("atasehir.bel.tr sayfasında", "link"),
    ],
)
def test_it_is_found(text, expected):
    assert kinds(text) == [expected]


@pytest.mark.parametrize(
    "text",
    [
        "Atatürk Caddesi 34 numara önünde çukur var.",
        "06 Ocak 2026 günü 14.30'da su kesildi, saat 10.30'da geldi.",
        "14ES, 19FB ve 500T otobüsleri durakta durmuyor.",
        "Aidat 1.250,50 TL oldu, 10 bin 500 lira da ceza geldi.",
        "No:12/3 Daire:5, 3. kat, B blok",
        "Yeri: 40.99210, 29.12840",
        "40,992134 29,128456",
        "22.11.2026 08:15:00",
        "2026-11-22 08:15",
        "Ada 1234 parsel 567, pafta 34",
        "1234. Sokak ile 1235. Sokak arası, 34704",
        "12 ve 345 numaralı binalar",
        "34 ABD 5",
        "82 ABC 123",
        "34 WXQ 123",
        "34 ABC 1234",
        "Tam 5 gündür 3 ev 12 aile 45 kişi susuz.",
        "153'ü, 112'yi ve 186'yı aradım.",
        "Kimse bakmadı.Çöpler duruyor.Site yönetimi de.top da oynanmıyor",
        "10.30'da 11.45'e kadar",
        "12345678901 sayaç numarası değil",
        "TR33 yolunda",
        "@belediye ilgilensin",
        "E-5 D-100 TEM O-4 yan yolu",
        "Kaldırım 3 m x 12 m x 2026 yılından beri bozuk",
        "",
    ],
)
def test_an_ordinary_sentence_is_left_alone(text):
    assert kinds(text) == []


def test_several_things_are_found_each_once_and_masked():
    text = "Adım Ali, 34 ABC 123, ali@ornek.com, 0532 123 45 67."
    assert kinds(text) == ["plate", "email", "phone"]
    assert masked(text, personal_data(text)) == "Adım Ali, […], […], […]."


KIR = PlainTerm("kır")
PHRASE = PlainTerm("geri zekâlı")


@pytest.mark.parametrize(
    "text",
    [
        "kır",
        "KIR!",
        "kir",
        "K1R",
        "k.ı.r",
        "k ı r",
        "k-ı-r",
        "kııırr",
        "k_ı_r",
        "bu-kır",
        "“Kır”",
        "k*ır",
        "k" * 50 + "ır",
        "k_" * 50 + "ır",
        "ak k k k k k k k kır",
    ],
)
def test_a_term_is_found_however_it_is_hidden(text):
    assert matching_terms(f"Sen {text} misin", [KIR]) == [KIR]


@pytest.mark.parametrize(
    "text",
    [
        "Bank kırık",
        "bakır",
        "kırmızı",
        "kırlar",
        "tak ır",
        "k",
        "ık ır",
        "Kırşehir",
        "10 kirpi",
        "",
    ],
)
def test_a_term_inside_another_word_is_none(text):
    assert matching_terms(text, [KIR]) == []


@given(st.text(), st.text())
def test_a_word_that_goes_on_holds_no_shorter_one(before, after):
    alone = matching_terms(before, [KIR]) + matching_terms(after, [KIR])
    assert bool(matching_terms(f"{before}\nkırık\n{after}", [KIR])) == bool(alone)


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("kırlar", True), ("KIRLARI", True), ("kır'dan", True), ("kırsınız", True), ("kırcı", True),
        ("kırık", False), ("kırmızı", False), ("kırgın", False), ("kırk", False),
    ],
)  # fmt: skip
def test_turkish_endings_count_where_a_term_allows_them(text, found):
    assert bool(matching_terms(text, [PlainTerm("kır", inflects=True)])) is found


def test_a_mark_that_the_term_lacks_makes_another_word():
    assert not matching_terms("Şık bir park", [PlainTerm("sik")])
    assert matching_terms("GÖT", [PlainTerm("göt")])
    assert matching_terms("got", [PlainTerm("göt")])


@pytest.mark.parametrize(
    "text", ["geri zekalı", "GERİ  ZEKÂLI", "geri\nzekali", "g e r i z e k a l ı"]
)
def test_a_phrase_is_found(text):
    assert matching_terms(text, [PHRASE])


def test_a_letter_that_a_term_has_twice_is_needed_twice():
    term = PlainTerm("abbc")
    assert not matching_terms("abc", [term])
    assert matching_terms("abbbc", [term])


@pytest.mark.parametrize(
    "text",
    ["k" * 4000, "kı" * 2000, "k ı " * 1000, "0532 " * 800, "TR33" * 1000, "a@" * 2000, "a." * 2000,
     "34 ABC " * 570, "1" * 4000, "1 " * 2000, "kır" + "ların" * 800 + "x", "w" * 4000,
     "k_" * 2000, "k-" * 2000, "kI1_" * 1000, "k " * 2000, "k._" * 1333, "g." * 2000, "k" + " " * 3998 + "ı"],
)  # fmt: skip
def test_the_longest_text_is_read_in_a_moment(text):
    terms = [
        PlainTerm(word, inflects=True)
        for word in ("kır", "kıkı", "kkkk", "geri zekâlı", *(f"kır{n}" for n in range(40)))
    ]
    begin = time.process_time()
    personal_data(text)
    matching_terms(text, terms)
    assert time.process_time() - begin < 0.5
