"""What the classifier is told of a block of plain text beside ``features``: the part of the page it is in.

``features`` looks at the block and at its next neighbours. A teaser among teasers, or a comment among
comments, is told from the article by the stretch that it stands in, by the labels before and after, however
far away, and by what kind of page this is. All of it is arithmetic on columns that are there already.
"""

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from newsclean.classify.features import END, FUNCTION, LOWER, NAMES, PROSE, SENTENCE_END, Page

__all__ = ["AROUND", "TEXT_NAMES", "Columns", "around", "text_rows"]

#: How far the last and the next label of a kind are looked for, in blocks.
MAX_DISTANCE = 60
GROUPS = (1, 2, 3, 4, 5)
#: How many blocks on each side are the stretch that a block stands in: the next few, and a screenful.
CLOSE, WIDE, SCREEN = 3, 10, 40

AROUND = (
    *(f"since_{group}" for group in GROUPS),
    *(f"until_{group}" for group in GROUPS),
    "lexical_close", "lexical_wide", "ends_close", "ends_wide", "function_close", "lower_close", "size_close",
    "uneven_close", "mass_b40", "mass_a40", "size",
    "page_ends", "page_named", "page_lexical", "page_prose", "page_size", "page_mass", "page_run",
)  # fmt: skip
#: The features of a block of plain text, in the order of a row.
TEXT_NAMES = (*NAMES, *AROUND)

Floats = NDArray[np.float32]
_LEXICAL = NAMES.index("lexical")


class Columns(NamedTuple):
    """What is known of each block of a page; 0 for what was not looked at.

    Attributes:
        weights: How much it weighs as running text.
        groups: What its label is a sign of; 0 for none.
        run: The first and last block of the heaviest run of text.
        function, lower: The shares of function words and of words in small letters.
        ends: Whether it ends as sentences do.
        sizes: The logarithm of its characters.
    """

    weights: Floats
    groups: Floats
    run: tuple[int, int]
    function: Floats
    lower: Floats
    ends: Floats
    sizes: Floats

    @classmethod
    def of(cls, page: Page) -> "Columns":
        """Return the columns of a page whose ``rows`` have been asked for."""
        known = np.maximum(page.shapes, 0)
        return cls(
            page.weights,
            page.groups,
            page.run,
            known[:, FUNCTION],
            known[:, LOWER],
            (known[:, END] >= SENTENCE_END).astype(np.float32),
            np.log1p(np.minimum(page.sizes, 800)).astype(np.float32),
        )


def text_rows(page: Page, asked: NDArray[np.intp]) -> Floats:
    """Return the features of the blocks ``asked``, in the order of ``TEXT_NAMES``: (blocks, features)."""
    rows = page.rows(asked)
    if not len(asked):
        return np.empty((0, len(TEXT_NAMES)), dtype=np.float32)
    return np.hstack((rows, around(Columns.of(page), asked, rows[:, _LEXICAL])))


def around(known: Columns, asked: NDArray[np.intp], lexical: Floats) -> Floats:
    """Return the features ``AROUND`` of the blocks ``asked``, whose words say ``lexical``."""
    count = len(known.weights)
    index = np.arange(count)
    said = np.zeros(count, dtype=np.float32)
    said[asked] = lexical
    of_group = known.groups == np.array(GROUPS)[:, None]
    last = np.maximum.accumulate(np.where(of_group, index, -MAX_DISTANCE), axis=1)
    following = np.where(of_group, index, count + MAX_DISTANCE)[:, ::-1]
    after = np.minimum.accumulate(following, axis=1)[:, ::-1]
    uneven = np.abs(np.diff(known.sizes, prepend=0))
    columns = np.array(
        [said, known.ends, known.function, known.lower, known.sizes, uneven, known.weights], dtype=np.float64
    )
    sums = np.concatenate((np.zeros((len(columns), 1)), np.cumsum(columns, axis=1)), axis=1)
    close = _means(sums, asked, CLOSE)
    wide = _means(sums[:2], asked, WIDE)
    mass = sums[-1]
    total = max(mass[-1], 1.0)
    first, last_of_run = known.run
    prose = known.weights >= PROSE
    whole = (
        known.ends.mean(),
        (known.groups > 0).mean(),
        said[prose].mean() if prose.any() else 0.0,
        prose.mean(),
        np.median(known.sizes),
        min(total / count, 100.0),
        (mass[last_of_run + 1] - mass[first]) / total,
    )
    made = np.empty((len(AROUND), len(asked)), dtype=np.float32)
    kinds = len(GROUPS)
    made[:kinds] = np.minimum((index - last)[:, asked], MAX_DISTANCE)
    made[kinds : 2 * kinds] = np.minimum((after - index)[:, asked], MAX_DISTANCE)
    made[2 * kinds : -len(whole)] = (
        close[0], wide[0], close[1], wide[1], *close[2:6],
        (mass[asked] - mass[np.maximum(asked - SCREEN, 0)]) / total,
        (mass[np.minimum(asked + SCREEN + 1, count)] - mass[asked + 1]) / total,
        known.sizes[asked],
    )  # fmt: skip
    made[-len(whole) :] = np.array(whole)[:, None]
    return made.T


def _means(sums: NDArray[np.float64], asked: NDArray[np.intp], reach: int) -> NDArray[np.float64]:
    """Return the means over each block asked about and ``reach`` blocks on each side, from running sums."""
    first = np.maximum(asked - reach, 0)
    end = np.minimum(asked + reach + 1, sums.shape[1] - 1)
    means: NDArray[np.float64] = (sums[:, end] - sums[:, first]) / (end - first)
    return means
