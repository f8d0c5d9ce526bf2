"""Folding: one form for what reads the same, and never another length."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newsclean.fold import fold


@given(st.text(st.characters()))
def test_offsets_stay(text):
    assert len(fold(text)) == len(text)


@given(st.text(st.characters()))
def test_folding_twice_is_folding_once(text):
    assert fold(fold(text)) == fold(text)


@given(st.text(st.characters()), st.text(st.characters()))
def test_folding_parts_is_folding_the_whole_but_for_the_final_sigma(one, two):
    assert fold(one + two).replace("ς", "σ") == (fold(one) + fold(two)).replace("ς", "σ")


@pytest.mark.parametrize(
    ("text", "folded"),
    [
        ("DON’T MISS", "don't miss"),
        ("‘so’ “called”", "'so' \"called\""),
        ("a – b — c\u2011d", "a - b - c-d"),
        ("one\u00a0two\u202fthree", "one two three"),
        ("İSTANBUL", "istanbul"),
        ("ÉCOLE", "école"),
    ],
)
def test_folds(text, folded):
    assert fold(text) == folded


@pytest.mark.parametrize("text", ["straße", "naïve", "«ja»", "a\u2003b", "漢字", "1/2"])
def test_leaves_alone(text):
    assert fold(text) == text
