"""Likeness and keys of names."""

import pytest

from newsclean.names.compare import similarity, typing_slip
from newsclean.names.fold import fold_name, name_key, near_keys


@pytest.mark.parametrize(
    ("form", "right", "wrong"),
    [
        ("zelansky", "zelensky", "zielinski"),
        ("hamenei", "khamenei", "khatami"),
        ("uitkof", "witkoff", "wolff"),
    ],
)
def test_transliteration_costs_less_than_another_name(form, right, wrong):
    assert similarity(form, right) > similarity(form, wrong)


def test_only_the_same_word_is_wholly_alike():
    assert similarity("lavrov", "lavrov") == 1
    assert similarity("lavrow", "lavrov") < 1
    assert similarity("", "lavrov") == 0


@pytest.mark.parametrize(
    ("one", "other"), [("toranpu", "trump"), ("harutsum", "khartoum"), ("khegset", "hegseth")]
)
def test_garbled_forms_meet_under_near_keys(one, other):
    assert name_key(other) in set(near_keys(name_key(one)))


def test_folding_takes_off_marks():
    assert fold_name("O’Neill") == fold_name("ONeill") == "oneill"
    assert fold_name("Erdoğan") == "erdogan"


def test_a_slip_is_one_letter_or_two_swapped():
    assert typing_slip("putni", "putin")
    assert typing_slip("puttin", "putin")
    assert not typing_slip("patton", "putin")
