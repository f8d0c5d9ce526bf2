"""The map between ``raw`` and ``text``: every character of the one leads to its place in the other."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

import newsclean
from newsclean.views.offsets import SEPARATOR, TextMap
from tests.strategies import texts

TEXT = (
    "Share on Facebook\nPresident Volodimir Zelancesi of Ukraine said that it was a corridor, and that the "
    "agreementâ€™s monitors would be on the bridges within a week.\nAdvertisement\n"
    "Lorries may cross between six in the morning and eight in the evening, in columns of no more than forty."
)
DOCUMENT = newsclean.clean(TEXT)
FOUND = TextMap(DOCUMENT)


def shown(part):
    start = TEXT.index(part)
    place = FOUND.span(start, start + len(part))
    return place and DOCUMENT.text[slice(*place)]


@pytest.mark.parametrize(
    ("part", "text"),
    [
        ("Zelancesi", "Volodymyr Zelensky"),  # all of what was put in, or nothing
        ("Volodimir Zelancesi of", "Volodymyr Zelensky of"),
        ("lancesi of Ukraine", "Volodymyr Zelensky of Ukraine"),
        ("agreementâ€™s", "agreement’s"),
        ("said that", "said that"),
        ("Advertisement", None),
        ("Share on", None),
        ("week.\nAdvertisement\nLorries", "week.\n\nLorries"),
    ],
)
def test_a_span_of_raw_leads_to_what_is_shown_of_it(part, text):
    assert shown(part) == text


def test_and_back():
    for word in ("Volodymyr Zelensky", "agreement’s", "Lorries"):
        start = DOCUMENT.text.index(word)
        begin, end = FOUND.raw_span(start, start + len(word))
        assert FOUND.span(begin, end) == (start, start + len(word))
    start = DOCUMENT.text.index("said")
    assert FOUND.raw_span(start, start) == (TEXT.index("said"),) * 2


@given(texts, st.data())
def test_laws(text, data):
    document = newsclean.clean(text, kind="text")
    found = TextMap(document)
    for block in document.blocks:
        place = found.span(block.start, block.end)
        if block.kept and block.text:
            assert document.text[slice(*place)] == block.text
        else:
            assert place is None
    if not document.text:
        assert found.raw_span(0, 0) == (0, 0)
        return
    start = data.draw(st.integers(0, len(document.text) - 1))
    end = data.draw(st.integers(start + 1, len(document.text)))
    begin, stop = found.raw_span(start, end)
    assert 0 <= begin <= stop <= len(document.raw)
    if not document.text[start:end].strip("\n"):
        return  # between two blocks
    if document.text[start] != "\n":
        assert begin == document.raw_offset(start)
    back = found.span(begin, stop)
    if back is None:  # nothing but what an edit put in between two characters
        assert begin == stop
    else:
        gap = len(SEPARATOR)
        assert back[0] <= start + gap
        assert back[1] >= end - gap
