"""The lexicon of residue: which words are looked at, and what they add up to."""

import pytest

from newsclean.classify.lexical import MAX_TOKENS, Lexical, tokens_of


@pytest.mark.parametrize(
    ("line", "tokens"),
    [
        ("sign up, now!", ["sign", "up", "now"]),
        ("(12 comments)", ["#", "comments"]),
        ("3,000 readers – and you", ["#", "readers", "and", "you"]),
        ("订阅我们的通讯", ["订", "阅", "我", "们", "的", "通", "讯"]),
        ("", []),
        ("— … |", []),
    ],
)
def test_tokens_are_words_without_what_hangs_on_them(line, tokens):
    assert tokens_of(line, line.split()) == tokens


def test_words_and_pairs_weigh_and_length_does_not():
    lexical = Lexical({"newsletter": -3.0, "sign up": -2.0, "said": 1.5})
    assert lexical.score("sign up", ["sign", "up"]) == pytest.approx(-2.0 / 3**0.5)
    assert lexical.score("she said", ["she", "said"]) > 0 > lexical.score("newsletter", ["newsletter"])
    assert lexical.score("", []) == 0.0


def test_only_the_beginning_counts():
    words = ["water"] * MAX_TOKENS + ["newsletter"]
    assert Lexical({"newsletter": -3.0}).score(" ".join(words), words) == 0.0
