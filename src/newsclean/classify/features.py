"""What the classifier is told of a block: itself, what stands around it, and its place.

What hangs on a block alone is its ``Line``, found out once however often a page is gone over. The
rest is arithmetic on columns, done by numpy for the whole page at once. Words count only through
``lexical``; all else is the same in every language that has sentences.
"""

import re
from collections import Counter
from collections.abc import Sequence
from functools import cache, lru_cache
from typing import TYPE_CHECKING, NamedTuple

import numpy as np
from numpy.typing import NDArray

from newsclean.classify.lexical import Lexical
from newsclean.filters.layout import run_of
from newsclean.labels import Label
from newsclean.shape import function_words

if TYPE_CHECKING:
    from newsclean.draft import Draft

__all__ = ["NAMES", "Line", "Page", "line_of", "lines_of"]

#: The beginning of a block tells its kind.
HEAD_CHARS = 240
#: From this weight on a block is running text.
PROSE = 6.0
#: A word of a script without blanks, in characters.
DENSE_WORD = 2.5
#: Words of fewer letters say little of what a text is about; and so many of a block are looked up.
TOPIC_WORD, TOPIC_WORDS = 5, 30
#: The first block of so many words stands for the headline, if none is labelled so.
HEADLINE_WORDS = 4
# Caps, so that the trees do not tell pages by their size.
MAX_WORDS, MAX_CHARS, MAX_LINES, MAX_DISTANCE, MAX_MASS = 120, 800, 500, 40, 3000

_DENSE_RE = re.compile("[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af\u0e00-\u0e7f]")
_DIGIT_RE = re.compile("[0-9]")
_ENDS = {
    **dict.fromkeys(".。।۔", 5), **dict.fromkeys("!！", 4), **dict.fromkeys("?？؟", 3), "…": 2,
    **dict.fromkeys(":：", 1), **dict.fromkeys(",;-–—、،", -1), **dict.fromkeys("|»›>→·", -2),
}  # fmt: skip
_QUOTES = frozenset("\"'“”‘„«»「『")
_BARS = ("|", "·", "•", "›", " / ")
_MARKS = ("“", '"', "„", "«", "「")

#: What a label is a sign of: the site's frame, prompts, small print, lists, the article's head.
_GROUPS = {
    **dict.fromkeys((Label.NAVIGATION, Label.SHARE, Label.BOILERPLATE, Label.POPUP), 1),
    **dict.fromkeys((Label.NEWSLETTER, Label.PAYWALL, Label.COOKIES), 2),
    **dict.fromkeys((Label.COMMENTS, Label.ADVERTISEMENT, Label.SPAM), 2),
    **dict.fromkeys((Label.COPYRIGHT, Label.CONTACT, Label.CORRECTION_NOTICE), 3),
    **dict.fromkeys((Label.RELATED, Label.TAGS), 4),
    **dict.fromkeys((Label.BYLINE, Label.DATE, Label.CAPTION, Label.CREDIT, Label.TITLE), 5),
}

#: The features, in the order of a row. ``_1`` and ``_2`` are of the blocks after, ``_b1`` and ``_b2`` before.
NAMES = (
    "words", "function", "lower", "end", "start", "digits", "commas", "bars", "quotes", "letters", "lexical",
    "weight", "copies", "hit", "relative", "topic", "topics", "headline",
    "lines", "place", "place_in_page", "gap_before", "gap_after", "weight_before", "weight_after",
    "mass_b5", "mass_a5", "mass_b15", "mass_a15", "named_b5", "named_a5", "stretch", "from_start", "from_end",
    "mass_before", "mass_after", "mass", "mass_run", "short_share",
    *(
        f"{name}_{place}"
        for name in ("words", "weight", "named")
        for place in ("b2", "b1", "1", "2")
    ),
    *(
        f"{name}_{place}"
        for name in ("lower", "end", "topic", "copies", "lexical")
        for place in ("b1", "1")
    ),
)  # fmt: skip

Floats = NDArray[np.float32]


class Line(NamedTuple):
    """What is known of a block by itself: the first features of a row, and its long words, folded."""

    shape: tuple[float, ...]
    long: frozenset[str]


@cache
def _function_words() -> frozenset[str]:
    """Return the function words as they stand in sentences and at their front."""
    words = function_words()
    return words | {word.capitalize() for word in words} | {word.upper() for word in words}


def lines_of(texts: Sequence[str], folded: Sequence[str], lexical: Lexical) -> list[Line]:
    """Return what is known of each block by itself; ``folded`` are their texts folded."""
    return [
        _recurring(text, plain, lexical) if len(text) <= MAX_RECURRING else line_of(text, plain, lexical)
        for text, plain in zip(texts, folded, strict=True)
    ]


def line_of(text: str, folded: str, lexical: Lexical) -> Line:
    """Return what is known of a block by itself; ``folded`` is its text folded."""
    words = folded.split(None, TOPIC_WORDS)[:TOPIC_WORDS]
    head = text[:HEAD_CHARS]
    if not text.isascii() and is_dense(head):
        size, function, lower = len(text) / DENSE_WORD, 0.3, 0.5
    else:
        shown = head.split()
        count = len(shown) or 1
        size = text.count(" ") + 1
        function = sum(map(_function_words().__contains__, shown)) / count
        lower = sum(map(str.islower, shown)) / count
    size = min(size, MAX_WORDS)
    last = text[-1:]
    shape = (
        size if text else 0.0,
        function,
        lower,
        _ENDS.get(last, 0 if last.isalnum() else -3),
        _start(text[:1]),
        len(_DIGIT_RE.findall(head)),
        text.count(","),
        sum(map(text.count, _BARS)),
        sum(map(text.count, _MARKS)),
        min(len(text), MAX_CHARS) / size,
        lexical.score(folded, words),
    )
    return Line(shape, frozenset(word for word in words if len(word) >= TOPIC_WORD))


#: The short lines of a site's frame stand on all of its pages, and they are most lines of a page.
MAX_RECURRING = 60
_recurring = lru_cache(maxsize=20_000)(line_of)


def is_dense(head: str) -> bool:
    """Return whether most of a text is in a script that puts no blanks between words."""
    return _DENSE_RE.search(head) is not None and len(_DENSE_RE.findall(head)) * 2 > len(head)


def _start(character: str) -> int:
    if character.isupper():
        return 1
    if character.islower():
        return 0
    if character.isdigit():
        return 2
    if character in _QUOTES:
        return 3
    return 1 if character.isalpha() else 4


class Page:
    """The features of all blocks of a draft."""

    def __init__(self, draft: "Draft") -> None:
        self._draft = draft
        self._count = len(draft)
        self.weights = np.array(draft.weights, dtype=np.float32)
        groups = [_GROUPS.get(ruling.verdict.label, 0) if ruling else 0 for ruling in draft.rulings]
        self.groups = np.array(groups, dtype=np.float32)
        self.run = run_of(draft) or (0, self._count - 1)
        self._mass = np.concatenate(([0], np.cumsum(self.weights, dtype=np.float64)))
        self._named = np.concatenate(([0], np.cumsum(self.groups > 0)))

    def surely(self, least: float) -> NDArray[np.bool_]:
        """Return which blocks weigh ``least`` as running text, beside such text, with nothing named near."""
        prose = self.weights >= PROSE
        beside = _shifted(prose, -1, fill=False) | _shifted(prose, 1, fill=False)
        before, after = self._around(self._named, 5)
        alone: NDArray[np.bool_] = (self.groups == 0) & (before + after == 0)
        sure: NDArray[np.bool_] = (self.weights >= least) & beside & alone
        return sure

    def near(self, margin: int) -> NDArray[np.bool_]:
        """Return which blocks have running text within so many blocks; all, if there is none."""
        before, after = self._around(self._mass, margin)
        near: NDArray[np.bool_] = before + after + self.weights > 0
        return near if self._mass[-1] else np.ones(self._count, dtype=np.bool_)

    def sheltered(self) -> tuple[NDArray[np.bool_], NDArray[np.bool_]]:
        """Return which blocks have running text close on both sides, and which on one side at least."""
        before, after = self._around(self._mass, 5)
        both: NDArray[np.bool_] = (before >= PROSE) & (after >= PROSE)
        one: NDArray[np.bool_] = (before >= PROSE) | (after >= PROSE)
        return both, one

    def _around(
        self, sums: NDArray[np.float64], reach: int
    ) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
        """Return what stands in the ``reach`` blocks before each block and after it, from running sums."""
        index = np.arange(self._count)
        before = sums[index] - sums[np.maximum(index - reach, 0)]
        after = sums[np.minimum(index + reach + 1, self._count)] - sums[index + 1]
        return before, after

    def rows(self) -> Floats:
        """Return the features of all blocks, in the order of ``NAMES``: an array of (blocks, features)."""
        draft, count, weights = self._draft, self._count, self.weights
        index = np.arange(count)
        shapes = np.array([line.shape for line in draft.lines], dtype=np.float32)
        words = shapes[:, 0]
        prose = np.flatnonzero(weights >= PROSE)
        usual = float(np.median(words[prose])) if len(prose) else 20.0
        topic, topics, headline = self._topics(words)
        copies_of = Counter(draft.folded)
        copies = np.array([copies_of[folded] for folded in draft.folded], dtype=np.float32)
        at = np.searchsorted(prose, index)  # the first prose block not before each block
        past = np.searchsorted(prose, index, side="right")
        ends = np.concatenate(([-1], prose, [count]))
        before, after = ends[at], ends[past + 1]
        padded = np.append(weights, np.float32(-1))  # -1 for "none", which -1 and ``count`` both lead to
        total = self._mass[-1]
        first, last = self.run
        columns = [
            weights,
            copies,
            self._hits(),
            words / usual,
            topic,
            topics,
            headline,
            np.full(count, min(count, MAX_LINES)),
            self._mass[:-1] / total if total else np.full(count, 0.5),
            index / count,
            np.minimum(index - before, MAX_DISTANCE),
            np.minimum(after - index, MAX_DISTANCE),
            padded[before],
            padded[after],
            *self._around(self._mass, 5),
            *self._around(self._mass, 15),
            *self._around(self._named, 5),
            np.where(weights < PROSE, np.minimum(after - before - 1, 60), 0),
            np.clip(index - first, -MAX_DISTANCE, MAX_DISTANCE),
            np.clip(last - index, -MAX_DISTANCE, MAX_DISTANCE),
            np.minimum(self._mass[:-1], MAX_MASS),
            np.minimum(total - self._mass[1:], MAX_MASS),
            np.full(count, min(total, MAX_MASS)),
            np.full(count, min(self._mass[last + 1] - self._mass[first], MAX_MASS)),
            np.full(count, 1 - len(prose) / count),
            *(_shifted(column, by) for column in (words, weights, self.groups) for by in (-2, -1, 1, 2)),
            *(
                _shifted(column, by)
                for column in (shapes[:, 2], shapes[:, 3], topic, copies, shapes[:, 10])
                for by in (-1, 1)
            ),
        ]
        return np.column_stack([shapes, *columns]).astype(np.float32)

    def _hits(self) -> Floats:
        """Return how sure a rule is of each block that stands out of that rule's place."""
        hits = np.zeros(self._count, dtype=np.float32)
        for index, rules in self._draft.matches.items():
            hits[index] = max(rule.confidence for rule in rules)
        return hits

    def _topics(self, words: Floats) -> tuple[Floats, Floats, Floats]:
        """Return the shares of each block's long words that text and headline speak of, and their number.

        In the order: share in the text, number, share in the headline; a share of none is -1.
        """
        draft = self._draft
        first, last = self.run
        counts = Counter(" ".join(draft.folded[first : last + 1]).split())
        spoken_of = frozenset(counts)
        often = frozenset(word for word, times in counts.items() if times > 1)
        headline = self._headline(words)
        topic: list[float] = []
        shared: list[float] = []
        for index, line in enumerate(draft.lines):
            size = len(line.long)
            known = often if first <= index <= last else spoken_of  # it is part of the text itself
            topic.append(len(known & line.long) / size if size else -1.0)
            shared.append(len(headline & line.long) / size if size else -1.0)
        sizes = [len(line.long) for line in draft.lines]
        return (
            np.array(topic, dtype=np.float32),
            np.array(sizes, dtype=np.float32),
            np.array(shared, dtype=np.float32),
        )

    def _headline(self, words: Floats) -> frozenset[str]:
        """Return the long words of the headline: of the block labelled so, or the first of some length."""
        draft = self._draft
        titles = (
            i for i, ruling in enumerate(draft.rulings) if ruling and ruling.verdict.label is Label.TITLE
        )
        long_enough = np.flatnonzero(words >= HEADLINE_WORDS)
        index = next(titles, int(long_enough[0]) if len(long_enough) else -1)
        return draft.lines[index].long if index >= 0 else frozenset()


def _shifted(column: NDArray, by: int, *, fill: float = -1) -> NDArray:  # type: ignore[type-arg]
    """Return, for each block, what ``column`` has for the block ``by`` places after it."""
    moved = np.full_like(column, fill)
    if by < 0:
        moved[-by:] = column[:by]
    else:
        moved[:-by] = column[by:]
    return moved
