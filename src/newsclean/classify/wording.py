"""What residue sounds like in a language: told by the phrases of its rules, for lines that no rule fits.

Sites word the same prompt in a hundred ways, and a rule pack has sixty of them. A line most of whose words
and pairs of words stand in the phrases of some rules speaks as these do. How much that proves was learnt
from the packs' own examples, each measured without its rule, and from lines written for the purpose in
twenty languages (``tools/train_wording.py``).
"""

import math
import re
from collections import Counter
from collections.abc import Iterable, Sequence
from functools import cache
from itertools import pairwise
from typing import TYPE_CHECKING

from newsclean.fold import fold
from newsclean.labels import Label
from newsclean.shape import ends_sentence, function_words

if TYPE_CHECKING:
    from newsclean.rules import Rule

__all__ = ["FEATURES", "Traits", "Wording", "bundled_wording"]

#: What the model is told of a line, in the order of the weights.
FEATURES = (
    "share", "pairs", "log_odds", "unknown", "log_words", "ends", "pairs_by_share", "quote",
    "question", "digit", "log_words_by_share",
)  # fmt: skip

#: Lines with fewer words, function words apart, say too little.
MIN_WORDS = 2
#: Unknown words count up to here.
MAX_UNKNOWN = 6
_MARKS = ".,:;!?\"'()[]|»«›‹–—-…*•·●>/“”‘’„。、！？：（）「」『』【】《》؟،؛।+→©#<=~☰✓"
_QUOTES = tuple('-–—“"„«「')
_DENSE_RE = re.compile("[\u3040-\u30ff\u3400-\u9fff\u0e00-\u0e7f]")
#: Syllables are written apart here, so that it takes two to make a word.
_SYLLABIC = ("vi",)

Traits = list[float]


def tokens_of(folded: str) -> list[str]:
    """Return a folded line's words, ``#`` for numbers; of scripts without blanks, pairs of characters."""
    if _DENSE_RE.search(folded):
        characters = [character for character in folded if character.isalnum()]
        return ["".join(pair) for pair in pairwise(characters)] or characters
    words = [word.strip(_MARKS) for word in folded.replace("/", " ").split()]
    return ["#" if word[0].isdigit() else word for word in words if word]


class Wording:
    """The words and pairs of words in the phrases and examples of rules, and in what these must leave."""

    def __init__(self, rules: Iterable["Rule"], language: str) -> None:
        self._syllabic = language in _SYLLABIC
        self._words: Counter[str] = Counter()  # in how many rules
        self._pairs: Counter[tuple[str, str]] = Counter()
        self._against: Counter[str] = Counter()
        self._labels: dict[str, Counter[Label]] = {}
        self._odds: dict[str, float] = {}
        for rule in rules:
            self.count(rule, 1)

    def count(self, rule: "Rule", times: int) -> None:
        """Add the words of a rule (``times=1``), or take them away (``-1``)."""
        words, pairs, against = self._parts(rule)
        for word in words:
            self._words[word] += times
            self._labels.setdefault(word, Counter())[rule.label] += times
        for pair in pairs:
            self._pairs[pair] += times
        for word in against:
            self._against[word] += times
        self._odds.clear()

    def _parts(self, rule: "Rule") -> tuple[set[str], set[tuple[str, str]], set[str]]:
        from newsclean.rules.phrase import elements_of

        words: set[str] = set()
        pairs: set[tuple[str, str]] = set()
        for phrase in rule.phrases:
            before: list[str] = []  # what may stand right before the next element
            for alternatives in elements_of(phrase):
                rows = [tokens_of(text.replace("*", " ")) for text in alternatives]
                for row in rows:
                    words.update(row)
                    pairs.update(pairwise(row))
                    pairs.update((last, row[0]) for last in before if row)
                before = [row[-1] for row in rows if row] + ([] if all(rows) else before)
        for text in rule.takes:
            row = tokens_of(fold(text))
            words.update(row)
            pairs.update(pairwise(row))
        if self._syllabic:
            words = {" ".join(pair) for pair in pairs}
        against = {word for text in rule.leaves for word in self._said(tokens_of(fold(text)))}
        return words, pairs, against

    def _said(self, tokens: Sequence[str]) -> Sequence[str]:
        """Return what counts as the words of a line."""
        return [" ".join(pair) for pair in pairwise(tokens)] or tokens if self._syllabic else tokens

    def traits(self, text: str, folded: str) -> Traits | None:
        """Return what the model is told of a line, in the order of ``FEATURES``; ``None`` if too little."""
        tokens = tokens_of(folded)
        said = self._said(tokens)
        small = function_words()
        content = [word for word in said if len(word) > 1 and word not in small] or said
        count = len(content)
        if count < MIN_WORDS:
            return None
        known = self._words
        found = len([word for word in content if known.get(word)])
        if not found:
            return None
        share = found / count
        pairs = list(pairwise(tokens))
        paired = len([pair for pair in pairs if self._pairs.get(pair)]) / len(pairs) if pairs else share
        size = math.log(count)
        return [
            share,
            paired,
            sum(map(self._odds_of, content)) / count,
            min(count - found, MAX_UNKNOWN),
            size,
            float(ends_sentence(text)),
            paired * share,
            float(text.startswith(_QUOTES)),
            float(text.endswith(("?", "？", "؟"))),
            float(any(map(str.isdigit, text))),
            size * share,
        ]

    def _odds_of(self, word: str) -> float:
        """Return by how much a word speaks for residue: the logarithm of its odds, within bounds."""
        odds = self._odds.get(word)
        if odds is None:
            odds = math.log((self._words[word] + 0.3) / (0.5 * self._against[word] + 0.6))
            odds = max(-2.0, min(3.0, odds))
            if word in self._words:
                self._odds[word] = odds
        return odds

    def label(self, folded: str) -> Label:
        """Return the label whose rules have the most words of a line, rare words before common ones."""
        votes: Counter[Label] = Counter()
        for word in self._said(tokens_of(folded)):
            labels = self._labels.get(word)
            if labels:
                total = labels.total()
                for label, times in labels.items():
                    votes[label] += times / total / total  # type: ignore[assignment]  # a share of a vote
        return max(sorted(votes), key=votes.__getitem__, default=Label.BOILERPLATE)


@cache
def bundled_wording(language: str) -> Wording:
    """Return the wording of the residue of a language that there are rule packs for."""
    from newsclean.rules import packs

    return Wording((rule for pack in packs(language) for rule in pack.rules), language)


@cache
def weights() -> tuple[float, ...]:
    """Return the learnt weights of ``FEATURES``, and what is added to their sum."""
    import json
    from importlib import resources

    data = json.loads(resources.files("newsclean.data").joinpath("model", "wording.json").read_text("ascii"))
    if tuple(data["features"]) != FEATURES:
        raise ValueError("the weights of wording are for other features: run tools/train_wording.py")
    return (*data["weights"], data["intercept"])


def probability(traits: Traits) -> float:
    """Return the probability, from 0 to 1, that a line with these traits is residue."""
    *slopes, intercept = weights()
    score = intercept + sum(slope * trait for slope, trait in zip(slopes, traits, strict=True))
    return 1 / (1 + math.exp(-score))
