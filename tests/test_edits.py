"""Edits: making them, composing them, finding them."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newsclean.edits import Edit, Origins, align, apply, compose, original_span
from newsclean.labels import EditKind


@st.composite
def edits_of(draw, length):
    """A sorted, disjoint list of edits of a text of this length."""
    made, position = [], 0
    for _ in range(draw(st.integers(0, 4))):
        if position > length:
            break
        start = draw(st.integers(position, length))
        end = draw(st.integers(start, min(length, start + 4)))
        made.append(Edit(start, end, draw(st.text("XYZ ", max_size=3))))
        position = end + (start == end)
    return made


@st.composite
def two_rounds(draw):
    text = draw(st.text("abc \n", max_size=16))
    first = draw(edits_of(len(text)))
    return text, first, draw(edits_of(len(apply(text, first))))


@given(two_rounds())
def test_compose_does_what_one_after_the_other_does(case):
    text, first, second = case
    both = compose(text, first, second)
    assert apply(text, both) == apply(apply(text, first), second)
    assert all(one.end <= other.start for one, other in pairwise(both))


def test_compose_keeps_apart_what_does_not_touch():
    first, second = [Edit(0, 1, "A")], [Edit(4, 5, "E")]
    assert compose("abcde", first, second) == [Edit(0, 1, "A"), Edit(4, 5, "E")]


def test_compose_keeps_the_kind_of_the_earlier_edit():
    first = [Edit(0, 3, "’", EditKind.ENCODING, "encoding")]
    second = [Edit(0, 1, "'", EditKind.QUOTES, "straight quotes")]
    assert compose("â€™", first, second) == [Edit(0, 3, "'", EditKind.ENCODING, "encoding; straight quotes")]


@given(two_rounds())
def test_original_span_holds_what_became_the_span(case):
    text, edits, _ = case
    after = apply(text, edits)
    for start in range(len(after)):
        for end in range(start + 1, min(len(after), start + 4) + 1):
            low, high = original_span(edits, start, end)
            inside = [edit for edit in edits if low <= edit.start and edit.end <= high]
            assert after[start:end] in apply(text[low:high], inside, low)


@given(two_rounds())
def test_origins_are_the_original_spans(case):
    text, edits, _ = case
    origins = Origins(edits)
    for start in range(len(apply(text, edits))):
        for end in range(start + 1, len(apply(text, edits)) + 1):
            low, high = origins.span(start, end)
            assert (low, high) == original_span(edits, start, end)
            assert origins.inside(low, high) == [e for e in edits if low <= e.start and e.end <= high]


@given(st.text("ab \n<é", max_size=40), st.text("ab \n<é", max_size=40))
def test_align_turns_one_text_into_the_other(before, after):
    edits = align(before, after, kind=EditKind.ENCODING, reason="test")
    assert apply(before, edits) == after


def test_align_changes_words_and_not_lines():
    edits = align("a cafÃ© by the sea", "a café by the sea", kind=EditKind.ENCODING, reason="r", offset=10)
    assert edits == [Edit(12, 17, "café", EditKind.ENCODING, "r")]


@pytest.mark.parametrize(
    ("before", "after"), [("a b c", "a c"), ("a c", "a b c"), ("", "x"), ("x", ""), ("a", "a")]
)
def test_align_of_other_counts_of_words(before, after):
    assert apply(before, align(before, after, kind=EditKind.OTHER, reason="")) == after


def test_align_takes_a_lost_ellipsis_for_part_of_its_word():
    edits = align("so\x85 what " * 500, "so… what " * 500, kind=EditKind.ENCODING, reason="r")
    assert [(edit.start, edit.replacement) for edit in edits] == [(9 * i, "so…") for i in range(500)]


def test_align_of_a_broken_line_is_quick():
    before, after = "a b " * 50_000, "b a c " * 50_000
    assert apply(before, align(before, after, kind=EditKind.OTHER, reason="")) == after
