"""Which language a text is in."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newsclean.language import detect, stop_words
from tests.articles import PARAGRAPHS

SENTENCES = {
    "en": PARAGRAPHS[0],
    "de": "Die Retter erreichten das Dorf am Dienstag, zwei Tage nachdem der Fluss über die Ufer getreten war und "
    "die einzige Straße mit sich gerissen hatte.",
    "fr": "Les secours ont atteint le village mardi, deux jours après que la rivière est sortie de son lit et a "
    "emporté la seule route de la vallée.",
    "es": "Los equipos de rescate llegaron al pueblo el martes, dos días después de que el río se desbordara y se "
    "llevara la única carretera del valle.",
    "ru": "Спасатели добрались до деревни во вторник, через два дня после того, как река вышла из берегов и "
    "смыла единственную дорогу, которая вела в долину.",
    "ja": "救助隊は火曜日に村に到着した。川が氾濫し、唯一の道路が流されてから二日後のことだった。",
    "zh": "救援队周二抵达该村，此前两天河水泛滥，冲走了通往山谷的唯一道路。",
    "ko": "구조대는 화요일에 마을에 도착했다. 강이 범람해 유일한 도로가 휩쓸려 간 지 이틀 만이었다.",
    "el": "Τα σωστικά συνεργεία έφτασαν στο χωριό την Τρίτη, δύο ημέρες μετά την υπερχείλιση του ποταμού.",
    "he": "צוותי ההצלה הגיעו לכפר ביום שלישי, יומיים לאחר שהנהר עלה על גדותיו.",
}


@pytest.mark.parametrize("language", SENTENCES)
def test_detects(language):
    assert detect([SENTENCES[language]]) == language


def test_menus_are_no_witness():
    menu = ["Startseite", "Politik", "Wirtschaft", "Kultur", "Sport", "Wetter"]
    assert detect([*menu, *PARAGRAPHS, *menu]) == "en"


@pytest.mark.parametrize(
    "texts", [[], [""], ["Home", "World"], ["12 34 56 78 90 12 34 56 78 90"], ["xyzzy " * 50]]
)
def test_says_nothing_where_there_is_too_little(texts):
    assert detect(texts) is None


@given(st.lists(st.text(st.characters(), max_size=80), max_size=5))
def test_any_texts_get_an_answer(texts):
    assert detect(texts) in {
        None,
        *stop_words(),
        "ja",
        "ko",
        "zh",
        "th",
        "he",
        "el",
        "hi",
        "bn",
        "ta",
        "ka",
        "hy",
    }


def test_word_lists_hold_lower_case_words_once():
    assert len(stop_words()) > 20
    for language, words in stop_words().items():
        assert len(words) >= 10, language
        # Vowel signs of Indic scripts are marks, not letters.
        assert all(word == word.lower() and not re.search(r"[\d\s.,:;]", word) for word in words), language
