"""One plain blank between words, nothing invisible in them."""

import pytest

from newsclean import Pipeline, clean, repairs

ONLY = Pipeline([repairs.spacing])


@pytest.mark.parametrize(
    ("text", "right"),
    [
        ("a  b", "a b"),
        ("a\tb", "a b"),
        ("a\u00a0b", "a b"),
        ("a \u2009 b", "a b"),
        ("10\u202f000", "10 000"),
        ("exam\u00adple", "example"),
        ("exam\u200bple", "example"),
        ("a\u200b b", "a b"),
        ("left\u200e and right\u200f", "left and right"),
        ("Mr\u200c Smith", "Mr Smith"),
        ("\u200bword\u200b", "word"),
        ("  word  ", "word"),
    ],
)
def test_repairs(text, right):
    assert clean(text, kind="text", pipeline=ONLY).text == right


@pytest.mark.parametrize(
    "text",
    [
        "می\u200cخواهم",  # Persian needs the non-joiner
        "क\u200dष",  # Devanagari
        "\U0001f469\u200d\U0001f680",  # emoji: woman, joiner, rocket
        "שלום \u200f(hello) עולם",  # a mark of direction in right-to-left text
        "plain words, and punctuation; with – dashes",
    ],
)
def test_leaves_alone(text):
    assert clean(text, kind="text", pipeline=ONLY).text == text
