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

__all__ = ["NAMES", "Line", "Page", "line_of"]

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

#: Where in a line's shape these stand, and from which value of its end on it is a sentence.
FUNCTION, LOWER, END = 0, 1, 2
SENTENCE_END = 3

Floats = NDArray[np.float32]


class Line(NamedTuple):
    """What is known of a block by itself: the first features of a row, and its long words, folded."""

    shape: tuple[float, ...]
    long: frozenset[str]

    @property
    def lexical(self) -> float:
        """What its words say: positive for the article."""
        return self.shape[-1]


@cache
def _function_words() -> frozenset[str]:
    """Return the function words as they stand in sentences and at their front."""
    words = function_words()
    return words | {word.capitalize() for word in words} | {word.upper() for word in words}


def line_of(text: str, folded: str, lexical: Lexical) -> Line:
    """Return what is known of a block by itself; ``folded`` is its text folded."""
    if len(text) <= MAX_RECURRING:
        return _recurring(text, folded, lexical)
    return _line_of(text, folded, lexical)


def _line_of(text: str, folded: str, lexical: Lexical) -> Line:
    words = folded.split(None, TOPIC_WORDS)[:TOPIC_WORDS]
    head = text[:HEAD_CHARS]
    if not text.isascii() and is_dense(head):
        function, lower = 0.3, 0.5
    else:
        shown = head.split()
        count = len(shown) or 1
        function = sum(map(_function_words().__contains__, shown)) / count
        lower = sum(map(str.islower, shown)) / count
    shape = (
        function,
        lower,
        _end(text[-1:]),
        _start(text[:1]),
        len(_DIGIT_RE.findall(head)),
        text.count(","),
        sum(map(text.count, _BARS)),
        sum(map(text.count, _MARKS)),
        min(len(text), MAX_CHARS),
        lexical.score(folded, words),
    )
    return Line(shape, frozenset(word for word in words if len(word) >= TOPIC_WORD))


#: The short lines of a site's frame stand on all of its pages, and they are most lines of a page.
MAX_RECURRING = 60
_recurring = lru_cache(maxsize=20_000)(_line_of)


def _size(text: str) -> float:
    """Return how many words a block has, as far as that matters."""
    if not text:
        return 0.0
    if not text.isascii() and is_dense(text[:HEAD_CHARS]):
        return min(len(text) / DENSE_WORD, MAX_WORDS)
    return min(text.count(" ") + 1, MAX_WORDS)


def is_dense(head: str) -> bool:
    """Return whether most of a text is in a script that puts no blanks between words."""
    return _DENSE_RE.search(head) is not None and len(_DENSE_RE.findall(head)) * 2 > len(head)


def _end(character: str) -> int:
    return _ENDS.get(character, 0 if character.isalnum() else -3)


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
    """The features of all blocks of a draft.

    Attributes:
        weights: How much each block weighs as running text.
        groups: What each block's label is a sign of; 0 for none.
        run: The first and last block of the heaviest run of text.
        shapes: What is known of each block by itself, of those that ``rows`` looked at; -1 elsewhere.
    """

    shapes: Floats

    def __init__(self, draft: "Draft") -> None:
        self._draft = draft
        self._count = len(draft)
        self.weights = np.array(draft.weights, dtype=np.float32)
        groups = [_GROUPS.get(ruling.verdict.label, 0) if ruling else 0 for ruling in draft.rulings]
        self.groups = np.array(groups, dtype=np.float32)
        self.run = run_of(draft) or (0, self._count - 1)
        self._mass = np.concatenate(([0], np.cumsum(self.weights, dtype=np.float64)))
        self._named = np.concatenate(([0], np.cumsum(self.groups > 0)))

    @property
    def sizes(self) -> Floats:
        """The number of characters of each block."""
        return np.fromiter(map(len, self._draft.texts), dtype=np.float32, count=self._count)

    def surely(self, least: float) -> NDArray[np.bool_]:
        """Return which blocks weigh ``least`` as running text, beside such text, with nothing named near."""
        prose = self.weights >= PROSE
        beside = np.append(False, prose[:-1]) | np.append(prose[1:], False)
        before, after = self._around(self._named, 5)
        alone: NDArray[np.bool_] = (self.groups == 0) & (before + after == 0)
        sure: NDArray[np.bool_] = (self.weights >= least) & beside & alone
        return sure

    def near(self, margin: int) -> NDArray[np.bool_]:
        """Return which blocks have running text within so many blocks; all, if there is none."""
        before, after = self._around(self._mass, margin)
        near: NDArray[np.bool_] = before + after + self.weights > 0
        return near if self._mass[-1] else np.ones(self._count, dtype=np.bool_)

    def sheltered(
        self, article: NDArray[np.bool_], reach: int
    ) -> tuple[NDArray[np.bool_], NDArray[np.bool_]]:
        """Return which blocks have running text close on both sides, and which on one side at least.

        Only running text of the blocks ``article`` counts, no more than ``reach`` blocks away.
        """
        mass = np.concatenate(([0], np.cumsum(np.where(article, self.weights, 0), dtype=np.float64)))
        before, after = self._around(mass, reach)
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

    def rows(self, asked: NDArray[np.intp]) -> Floats:
        """Return the features of the blocks ``asked``, in the order of ``NAMES``: (blocks, features)."""
        draft, count, weights = self._draft, self._count, self.weights
        if not len(asked):
            return np.empty((0, len(NAMES)), dtype=np.float32)
        words = np.fromiter(map(_size, draft.texts), dtype=np.float32, count=count)
        prose = np.flatnonzero(weights >= PROSE)
        usual = float(np.median(words[prose])) if len(prose) else 20.0
        near = np.unique(np.concatenate((asked - 1, asked, asked + 1)))
        near = near[(near >= 0) & (near < count)]
        lines = [draft.line(index) for index in near.tolist()]
        shapes = np.full((count, len(lines[0].shape)), -1, dtype=np.float32)
        shapes[near] = [line.shape for line in lines]
        shapes[[ruling is not None for ruling in draft.rulings], -1] = 0  # rules have spoken: words need not
        self.shapes = shapes
        own = shapes[asked]
        topics = np.full((count, 3), -1, dtype=np.float32)
        topics[near] = self._topics(words, lines, near.tolist())
        copies_of = Counter(draft.folded)
        copies = np.fromiter(map(copies_of.__getitem__, draft.folded), dtype=np.float32, count=count)
        past = np.searchsorted(prose, asked, side="right")
        ends = np.concatenate(([-1], prose, [count]))
        before, after = ends[np.searchsorted(prose, asked)], ends[past + 1]
        padded = np.append(weights, np.float32(-1))  # -1 for "none", which -1 and ``count`` both lead to
        total = self._mass[-1]
        first, last = self.run
        size = words[asked]
        columns = (
            size,
            *own[:, :8].T,
            own[:, 8] / np.maximum(size, 1e-9),
            own[:, 9],
            weights[asked],
            copies[asked],
            self._hits()[asked],
            size / usual,
            *topics[asked].T,
            min(count, MAX_LINES),
            self._mass[asked] / total if total else 0.5,
            asked / count,
            np.minimum(asked - before, MAX_DISTANCE),
            np.minimum(after - asked, MAX_DISTANCE),
            padded[before],
            padded[after],
            *(around[asked] for around in self._around(self._mass, 5)),
            *(around[asked] for around in self._around(self._mass, 15)),
            *(around[asked] for around in self._around(self._named, 5)),
            np.where(weights[asked] < PROSE, np.minimum(after - before - 1, 60), 0),
            np.clip(asked - first, -MAX_DISTANCE, MAX_DISTANCE),
            np.clip(last - asked, -MAX_DISTANCE, MAX_DISTANCE),
            np.minimum(self._mass[asked], MAX_MASS),
            np.minimum(total - self._mass[asked + 1], MAX_MASS),
            min(total, MAX_MASS),
            min(self._mass[last + 1] - self._mass[first], MAX_MASS),
            1 - len(prose) / count,
            *(
                _beside(column, asked, by)
                for column in (words, weights, self.groups)
                for by in (-2, -1, 1, 2)
            ),
            *(
                _beside(column, asked, by)
                for column in (shapes[:, 1], shapes[:, 2], topics[:, 0], copies, shapes[:, 9])
                for by in (-1, 1)
            ),
        )
        rows = np.empty((len(asked), len(NAMES)), dtype=np.float32)
        for number, column in enumerate(columns):
            rows[:, number] = column
        return rows

    def _hits(self) -> Floats:
        """Return how sure a rule is of each block that stands out of that rule's place."""
        hits = np.zeros(self._count, dtype=np.float32)
        for index, rules in self._draft.matches.items():
            hits[index] = max(rule.confidence for rule in rules)
        return hits

    def _topics(
        self, words: Floats, lines: Sequence[Line], indexes: Sequence[int]
    ) -> list[tuple[float, int, float]]:
        """Return how much of a block's long words the text speaks of, their number, and so of the headline.

        A share of none is -1.
        """
        first, last = self.run
        counts = Counter(" ".join(self._draft.folded[first : last + 1]).split())
        spoken_of = counts.keys()
        often = {word for word, times in counts.items() if times > 1}
        headline = self._headline(words)
        found = []
        for index, (_, long) in zip(indexes, lines, strict=True):
            if size := len(long):
                known = often if first <= index <= last else spoken_of  # it is part of the text itself
                found.append((len(long & known) / size, size, len(long & headline) / size))
            else:
                found.append((-1.0, 0, -1.0))
        return found

    def _headline(self, words: Floats) -> frozenset[str]:
        """Return the long words of the headline: of the block labelled so, or the first of some length."""
        draft = self._draft
        titles = (
            i for i, ruling in enumerate(draft.rulings) if ruling and ruling.verdict.label is Label.TITLE
        )
        long_enough = np.flatnonzero(words >= HEADLINE_WORDS)
        index = next(titles, int(long_enough[0]) if len(long_enough) else -1)
        return draft.line(index).long if index >= 0 else frozenset()


def _beside(column: NDArray, asked: NDArray[np.intp], by: int) -> NDArray:  # type: ignore[type-arg]
    """Return, for the blocks ``asked``, what ``column`` has for the block ``by`` places after them; or -1."""
    at = asked + by
    inside = (at >= 0) & (at < len(column))
    return np.where(inside, column[np.where(inside, at, 0)], -1)
