"""What the classifier is told of a block: itself, what stands around it, and its place.

What hangs on a block alone is its ``Line``, found out once however often a page is gone over. The
rest is arithmetic on columns, done by numpy for the whole page at once. Words count only through
``lexical``; all else is the same in every language that has sentences.
"""

import re
from collections import Counter
from collections.abc import Sequence
from functools import cache
from typing import TYPE_CHECKING, NamedTuple

import numpy as np
from numpy.typing import NDArray

from newsclean.classify.lexical import Lexical
from newsclean.filters.layout import run_of
from newsclean.labels import Label
from newsclean.shape import function_words

if TYPE_CHECKING:
    from newsclean.draft import Draft

__all__ = ["NAMES", "Line", "Page", "line_of", "size_of"]

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
#: Texts of up to so many characters recur from page to page; what is known of so many of them is remembered.
MAX_RECURRING, MAX_SEEN = 100, 30_000
# Caps, so that the trees do not tell pages by their size.
MAX_WORDS, MAX_CHARS, MAX_LINES, MAX_DISTANCE, MAX_MASS = 120, 800, 500, 40, 3000

_DENSE_RE = re.compile("[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af\u0e00-\u0e7f]")
_DIGITS = tuple("0123456789")
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

#: For a block that no rule has named, until it counts as 0.
_UNRULED = -1.0
#: How far around a block sums are asked for, at most.
REACH = 16
#: The columns that rows take from the blocks around them. The first three are taken from two blocks on each
#: side (places in an array that begins two blocks earlier), those from the fourth on from one, in this order.
_BESIDE = ("words", "weight", "named", "lower", "end", "topic", "copies", "lexical")
_TWO_AWAY = np.array([0, 1, 3, 4])
_ONE_AWAY = np.array([1, 3])


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
    """Return what is known of a block by itself; ``folded`` is its text folded.

    Of short ones that is remembered: the lines of a site's frame stand on all of its pages, and they are most
    lines of a page.
    """
    if len(text) > MAX_RECURRING:
        return _line_of(text, folded, lexical)
    seen = lexical.seen
    found = seen.get(text)
    if found is None:
        if len(seen) >= MAX_SEEN:
            seen.clear()
        found = seen[text] = _line_of(text, folded, lexical)
    return found


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
        sum(map(head.count, _DIGITS)),
        text.count(","),
        sum(map(text.count, _BARS)),
        sum(map(text.count, _MARKS)),
        min(len(text), MAX_CHARS),
        lexical.score(folded, words),
    )
    return Line(shape, frozenset([word for word in words if len(word) >= TOPIC_WORD]))


def size_of(text: str) -> float:
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
        groups = [_GROUPS.get(ruling.verdict.label, 0) if ruling else _UNRULED for ruling in draft.rulings]
        self.groups = np.array(groups, dtype=np.float32)
        self._ruled = self.groups != _UNRULED
        self.groups[~self._ruled] = 0
        self.run = run_of(draft) or (0, self._count - 1)
        # Running sums with room at both ends, so that what stands around a block is a difference of two.
        self._mass = _running(self.weights)
        self._named = _running(self.groups > 0)

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
        before, after = self._around(_running(np.where(article, self.weights, 0)), reach)
        both: NDArray[np.bool_] = (before >= PROSE) & (after >= PROSE)
        one: NDArray[np.bool_] = (before >= PROSE) | (after >= PROSE)
        return both, one

    def _around(
        self, sums: NDArray[np.float64], reach: int
    ) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
        """Return what stands in the ``reach`` blocks before each block and after it, from running sums."""
        count = self._count
        before = sums[REACH : REACH + count] - sums[REACH - reach : REACH - reach + count]
        after = sums[REACH + reach + 1 : REACH + reach + 1 + count] - sums[REACH + 1 : REACH + 1 + count]
        return before, after

    def rows(self, asked: NDArray[np.intp]) -> Floats:
        """Return the features of the blocks ``asked``, in the order of ``NAMES``: (blocks, features)."""
        draft, count = self._draft, self._count
        rows = np.empty((len(asked), len(NAMES)), dtype=np.float32)
        if not len(asked):
            return rows
        words = np.array(draft.sizes, dtype=np.float32)
        wanted = np.zeros(count + 2, dtype=np.bool_)
        wanted[asked] = wanted[asked + 1] = wanted[asked + 2] = True
        near = np.flatnonzero(wanted[1:-1])
        indexes = near.tolist()
        lines = draft.lines_at(indexes)
        shapes = np.array([line.shape for line in lines], dtype=np.float32)
        shapes[self._ruled[near], -1] = 0  # rules have spoken: words need not
        self.shapes = np.full((count, shapes.shape[1]), -1, dtype=np.float32)
        self.shapes[near] = shapes
        topics = np.array(self._topics(words, lines, indexes), dtype=np.float32)
        copies_of = Counter(draft.folded)
        copies = np.array([copies_of[folded] for folded in draft.folded], dtype=np.float32)
        # The columns of ``_BESIDE``, with -1 for "none" before the first block and behind the last.
        beside = np.full((count + 4, len(_BESIDE)), -1, dtype=np.float32)
        inner = beside[2:-2]
        inner[:, 0], inner[:, 1], inner[:, 2], inner[:, 6] = words, self.weights, self.groups, copies
        inner[near, 3], inner[near, 4] = shapes[:, 1], shapes[:, 2]
        inner[near, 5], inner[near, 7] = topics[:, 0], shapes[:, 9]
        at = np.searchsorted(near, asked)
        own, size = shapes[at], words[asked]
        rows[:, 0] = size
        rows[:, 1:9] = own[:, :8]
        rows[:, 9] = own[:, 8] / np.maximum(size, 1e-9)
        rows[:, 10] = own[:, 9]
        rows[:, 11] = self.weights[asked]
        rows[:, 12] = copies[asked]
        rows[:, 13] = self._hits()[asked]
        rows[:, 15:18] = topics[at]
        self._place(rows, asked, words)
        rows[:, 39:51] = beside[asked[:, None] + _TWO_AWAY, :3].transpose(0, 2, 1).reshape(-1, 12)
        rows[:, 51:61] = beside[asked[:, None] + _ONE_AWAY, 3:].transpose(0, 2, 1).reshape(-1, 10)
        return rows

    def _place(self, rows: Floats, asked: NDArray[np.intp], words: Floats) -> None:
        """Fill in what tells where the blocks ``asked`` stand: columns 14 and 18 to 38."""
        count, weights = self._count, self.weights
        prose = np.flatnonzero(weights >= PROSE)
        rows[:, 14] = words[asked] / (_median(words[prose]) if len(prose) else 20.0)
        ends = np.concatenate(([-1], prose, [count]))
        before = ends[np.searchsorted(prose, asked)]
        after = ends[np.searchsorted(prose, asked, side="right") + 1]
        around = np.concatenate((weights, [-1]))  # "none", which -1 and ``count`` both lead to
        weighs = weights[asked]
        mass, total = self._mass[asked + REACH], self._mass[-1]
        first, last = self.run
        rows[:, 18] = min(count, MAX_LINES)
        rows[:, 19] = mass / total if total else 0.5
        rows[:, 20] = asked / count
        rows[:, 21] = np.minimum(asked - before, MAX_DISTANCE)
        rows[:, 22] = np.minimum(after - asked, MAX_DISTANCE)
        rows[:, 23], rows[:, 24] = around[before], around[after]
        for column, (sums, reach) in zip(
            (25, 27, 29), ((self._mass, 5), (self._mass, 15), (self._named, 5)), strict=True
        ):
            earlier, later = self._around(sums, reach)
            rows[:, column], rows[:, column + 1] = earlier[asked], later[asked]
        rows[:, 31] = np.where(weighs < PROSE, np.minimum(after - before - 1, 60), 0)
        rows[:, 32] = np.clip(asked - first, -MAX_DISTANCE, MAX_DISTANCE)
        rows[:, 33] = np.clip(last - asked, -MAX_DISTANCE, MAX_DISTANCE)
        rows[:, 34] = np.minimum(mass, MAX_MASS)
        rows[:, 35] = np.minimum(total - self._mass[asked + REACH + 1], MAX_MASS)
        rows[:, 36] = min(total, MAX_MASS)
        rows[:, 37] = min(self._mass[last + 1 + REACH] - self._mass[first + REACH], MAX_MASS)
        rows[:, 38] = 1 - len(prose) / count

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
                told = 0.0 if long.isdisjoint(headline) else len(long & headline) / size
                found.append((len(long & known) / size, size, told))
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


def _median(values: Floats) -> float:
    """Return the median of values, of which there is one at least. ``np.median`` takes ten times as long."""
    ordered = np.sort(values)
    middle = len(ordered) // 2
    return float(ordered[middle] if len(ordered) % 2 else (ordered[middle - 1] + ordered[middle]) / 2)


def _running(values: NDArray[np.float32] | NDArray[np.bool_]) -> NDArray[np.float64]:
    """Return the running sum of ``values``, with ``REACH`` places before and after: what goes beyond is 0."""
    sums = np.zeros(len(values) + 2 * REACH + 1, dtype=np.float64)
    np.cumsum(values, dtype=np.float64, out=sums[REACH + 1 : REACH + 1 + len(values)])
    sums[REACH + 1 + len(values) :] = sums[REACH + len(values)]
    return sums
