import json
from pathlib import Path

import pytest
from django.db import connection
from hypothesis import example, given, settings
from hypothesis import strategies as st

from gisdata.folding import tr_fold, tr_slug

LETTERS = st.sampled_from("abcçdefgğhıijklmnoöprsştuüvyzABCÇDEFGĞHIİJKLMNOÖPRSŞTUÜVYZâîûÂÎÛ '-.")
# PostgreSQL's text holds no NUL and no half of a surrogate pair.
ANY_TEXT = st.text(st.characters(blacklist_categories=["Cs"], blacklist_characters="\x00"))


def fold_in_sql(text):
    with connection.cursor() as cursor:
        cursor.execute("SELECT tr_fold(%s)", [text])
        return cursor.fetchone()[0]


@settings(max_examples=300)
@given(st.text(LETTERS) | ANY_TEXT)
@example("İSTANBUL")
@example("I\u0307zmir")
@example("ΣΑΣ")
@example("ẞß")
def test_sql_and_python_fold_every_text_the_same(db, text):
    assert fold_in_sql(text) == tr_fold(text)


WORDS = json.loads(Path(__file__).with_name("folding_words.json").read_text())


@pytest.mark.parametrize("word", WORDS)
def test_the_table_that_the_browser_is_held_to_is_python_s_own(word):
    assert tr_fold(word) == WORDS[word]


def test_both_letters_i_become_one_so_that_a_search_finds_either():
    assert tr_fold("IĞDIR") == tr_fold("ığdır") == tr_fold("İĞDİR") == "igdir"


def test_a_slug_is_plain_letters_with_hyphens():
    assert tr_slug("Yeni Çamlıca (Ömer'in)") == "yeni-camlica-omer-in"
