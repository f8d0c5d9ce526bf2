"""Blocks: lines of raw, or what edits make of them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newsclean.edits import Edit, apply
from newsclean.segment import LINE_BREAK_RE, split
from tests.test_edits import edits_of


@st.composite
def edited(draw):
    text = draw(st.text("abc  \n\r\f\u2028", max_size=16))
    return text, draw(edits_of(len(text)))


@given(edited())
def test_pieces_replay_and_cover(case):
    text, edits = case
    pieces = split(text, edits)
    covered, position = set(), 0
    for piece in pieces:
        assert position <= piece.start <= piece.end
        assert apply(text[piece.start : piece.end], piece.edits, piece.start) == piece.text
        assert piece.text == piece.text.strip()
        assert not LINE_BREAK_RE.search(piece.text)
        assert all(piece.start <= edit.start <= edit.end <= piece.end for edit in piece.edits)
        covered.update(range(piece.start, piece.end))
        position = piece.end
    assert all(character.isspace() or place in covered for place, character in enumerate(text))
    assert "".join(apply(text, edits).split()) == "".join("".join(piece.text for piece in pieces).split())


@pytest.mark.parametrize("line_break", ["\n", "\r\n", "\r", "\f", "\u2028", "\u2029", "\n\n", " \n\t\n "])
def test_line_breaks_divide(line_break):
    assert [piece.text for piece in split(f"one{line_break}two")] == ["one", "two"]


@pytest.mark.parametrize("other", ["\x85", "\x0b", "\x1c", " ", "\t"])
def test_other_white_space_does_not(other):
    assert len(split(f"one{other}two")) == 1


def test_spans_leave_out_white_space_at_the_ends():
    (piece,) = split("\n  one two \t\n")
    assert (piece.start, piece.end, piece.text) == (3, 10, "one two")


def test_an_edit_of_a_line_break_joins():
    (piece,) = split("one\ntwo", [Edit(3, 4, " ")])
    assert (piece.start, piece.end, piece.text) == (0, 7, "one two")


def test_an_edit_that_only_changes_the_kind_of_break_does_not():
    assert [piece.text for piece in split("one\r\ntwo", [Edit(3, 5, "\n")])] == ["one", "two"]


def test_a_line_that_is_edited_away_keeps_its_span():
    pieces = split("one\n\u200b\ntwo", [Edit(4, 5, "")])
    assert [(piece.start, piece.end, piece.text) for piece in pieces] == [
        (0, 3, "one"),
        (4, 5, ""),
        (6, 9, "two"),
    ]


def test_an_entity_for_a_blank_at_the_front_is_deleted():
    (piece,) = split("&nbsp;one", [Edit(0, 6, " ")])
    assert (piece.start, piece.end, piece.text, piece.edits) == (0, 9, "one", (Edit(0, 6, ""),))
