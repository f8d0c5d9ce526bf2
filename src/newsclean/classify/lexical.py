"""What the words of a block say: a linear model of single words and pairs, learnt from labelled pages."""

import math
from collections.abc import Mapping, Sequence
from itertools import pairwise, repeat
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from newsclean.classify.features import Line

__all__ = ["MAX_TOKENS", "Lexical", "tokens_of"]

#: As many words at a block's front are looked at; prompts say what they want at once.
MAX_TOKENS = 14
#: What hangs on words and says nothing.
_MARKS = ".,:;!?\"'()[]|»«›‹–—-…*•·>/“”‘’„。、！？：（）「」"
#: From this character on, scripts do not divide words by blanks: each character is a token.
_DENSE = "\u2e80"


def tokens_of(folded: str, words: Sequence[str]) -> list[str]:
    """Return the tokens of a folded block, whose ``words`` are what stands between its blanks."""
    if words and max(words[0]) >= _DENSE:
        return [character for character in folded[: 2 * MAX_TOKENS] if character.isalnum()]
    tokens = [word if word.isalnum() else word.strip(_MARKS) for word in words[:MAX_TOKENS]]
    return ["#" if token[0].isdigit() else token for token in tokens if token]


class Lexical:
    """Weights of words and of pairs of words; positive ones speak for the article."""

    def __init__(self, weights: Mapping[str, float]) -> None:
        #: What is known of lines that recur, for ``newsclean.classify.features`` to fill.
        self.seen: dict[str, Line] = {}
        self._single: dict[str, float] = {}
        self._pairs: dict[str, dict[str, float]] = {}  # by the first word: few words begin a pair
        for term, value in weights.items():
            first, blank, second = term.partition(" ")
            if blank:
                self._pairs.setdefault(first, {})[second] = value
            else:
                self._single[term] = value

    def score(self, folded: str, words: Sequence[str]) -> float:
        """Return the sum of the weights of a block's words and pairs, over the root of their number."""
        tokens = tokens_of(folded, words)
        if not tokens:
            return 0.0
        total = sum(map(self._single.get, tokens, repeat(0.0)))
        pairs = self._pairs
        paired = 0.0
        for first, second in pairwise(tokens):
            if first in pairs:
                paired += pairs[first].get(second, 0.0)
        return (total + paired) / math.sqrt(2 * len(tokens) - 1)
