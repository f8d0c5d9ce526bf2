"""What other extractors kept of a page, line by line: evidence for the classifier, never the verdict.

A witness hands over a text, and a line counts as kept as far as four of its words in a row stand in that
text, across the ends of lines. So it does not matter how the witness divides or joins paragraphs.
"""

import re
from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

__all__ = ["coverage"]

SHINGLE = 4
_WORD_RE = re.compile(r"\w+")
#: Multipliers that make one number of a row of words; odd, so that no bit of a word is lost.
_MIXERS = np.array(
    [0x9E3779B97F4A7C15, 0xC2B2AE3D27D4EB4F, 0x165667B19E3779F9, 0x27D4EB2F165667C5], np.uint64
)


def coverage(lines: Sequence[str], witnesses: Sequence[str]) -> NDArray[np.float32]:
    """Return the share of each line's words, 0 to 1, that each witness kept: (lines, witnesses).

    A line that has no four words in a row of its own counts as kept where it is one of the witness's lines.
    """
    numbers: dict[str, int] = {}
    words = [_WORD_RE.findall(line) for line in lines]
    sizes = np.array([len(own) for own in words], dtype=np.intp)
    known = np.array(
        [numbers.setdefault(word, len(numbers)) for own in words for word in own], dtype=np.uint64
    )
    rows = _rows(known)
    ends = np.cumsum(sizes)
    shares = np.zeros((len(lines), len(witnesses)), dtype=np.float32)
    for column, text in enumerate(witnesses):
        if not text:
            continue
        told = np.array([numbers.get(word, len(numbers)) for word in _WORD_RE.findall(text)], dtype=np.uint64)
        kept = np.zeros(len(known) + 1, dtype=np.int64)
        found = np.isin(rows, _rows(told))
        for at in range(SHINGLE):
            kept[at : at + len(rows)] += found
        summed = np.concatenate(([0], np.cumsum(kept[:-1] > 0)))
        shares[:, column] = (summed[ends] - summed[ends - sizes]) / np.maximum(sizes, 1)
        whole = {line.strip() for line in text.split("\n")}
        shares[[line in whole for line in lines], column] = 1
    return shares


def _rows(words: NDArray[np.uint64]) -> NDArray[np.uint64]:
    """Return a number for each four words in a row."""
    count = max(0, len(words) - SHINGLE + 1)
    made = np.zeros(count, dtype=np.uint64)
    for at, mixer in enumerate(_MIXERS):
        made += (words[at : at + count] + np.uint64(1)) * mixer
    return made ^ (made >> np.uint64(31))
