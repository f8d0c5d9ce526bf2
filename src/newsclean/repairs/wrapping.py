"""Repair paragraphs that were hard-wrapped: lines broken at a column, not at a paragraph's end.

Lines are joined only where the wrapping proves itself. An editor that wraps at a column breaks a
line just where its next word would not fit any more, so in a wrapped paragraph *every* line is
too long to take the first word of the next. Lines that merely happen to be short fail that test.
"""

import re
from collections.abc import Iterator, Sequence
from itertools import accumulate, pairwise

from newsclean.edits import Edit
from newsclean.labels import EditKind
from newsclean.steps import repair

__all__ = ["wrapping"]

#: The columns at which text is wrapped: RFC 2822 mail to wide terminals.
MIN_COLUMN, MAX_COLUMN = 50, 110
#: Two lines may agree by chance; three greedy breaks in a row hardly do.
MIN_LINES = 4
#: Greedy breaks leave less free at a line's end than a long word takes.
MAX_RAGGED = 22

_WORD_RE = re.compile(r"\S+")
_SEVERAL = b"\x01" * MIN_LINES


@repair(kind=EditKind.WRAPPING)
def wrapping(text: str) -> Iterator[Edit]:
    """Yield a blank in the place of each line break inside a hard-wrapped paragraph.

    A hyphen at a line's end goes only where the text spells the joined word elsewhere.
    """
    if text.count("\n") < MIN_LINES - 1:
        return
    words: frozenset[str] | None = None
    for lines in _paragraphs(text):
        if not _is_wrapped([text[start:end] for start, end in lines]):
            continue
        if words is None:
            words = frozenset(re.findall(r"\w+", text))
        for (_, end), (start, _) in pairwise(lines):
            yield _join(text, end, start, words)


def _paragraphs(text: str) -> Iterator[list[tuple[int, int]]]:
    """Yield the spans of the lines of each run of lines that are short enough to be wrapped."""
    lines = text.split("\n")
    widths = list(map(len, lines))
    if _SEVERAL not in bytes(0 < width <= 2 * MAX_COLUMN for width in widths):
        return
    shown = [line.strip() for line in lines]
    shown_widths = [*map(len, shown), 0]
    starts: list[int] = []
    first = 0
    for number, width in enumerate(shown_widths):
        if 0 < width <= MAX_COLUMN and widths[number] <= 2 * MAX_COLUMN:
            continue
        # Lists and menus are passed over unread: no line of theirs fills a column.
        if number - first >= MIN_LINES and max(shown_widths[first:number]) >= MIN_COLUMN:
            starts = starts or [0, *accumulate(width + 1 for width in widths)]
            begins = [starts[i] + lines[i].index(shown[i]) for i in range(first, number)]
            yield [(begin, begin + shown_widths[first + i]) for i, begin in enumerate(begins)]
        first = number + 1


def _is_wrapped(lines: Sequence[str]) -> bool:
    column = max(map(len, lines))
    if not MIN_COLUMN <= column <= MAX_COLUMN:
        return False
    inside = 0  # breaks in mid-sentence
    for line, following in pairwise(lines):
        word = _WORD_RE.match(following)
        if len(line) + 1 + len(word.group() if word else "") <= column or column - len(line) > MAX_RAGGED:
            return False
        inside += line[-1] not in ".!?:" and following[0].islower()
    return inside * 3 >= len(lines) - 1


def _join(text: str, end: int, start: int, words: frozenset[str]) -> Edit:
    """Return the edit of the white space ``text[end:start]`` between two lines of a paragraph."""
    if text[end - 1] == "-" and text[start].islower():
        head = re.search(r"\w*-$", text[max(0, end - 40) : end])
        tail = re.match(r"\w+", text[start : start + 40])
        if head and tail and head.group()[:-1] + tail.group() in words:
            return Edit(end - 1, start, "", EditKind.WRAPPING, "hyphen at a line's end")
        return Edit(end, start, "", EditKind.WRAPPING, "line break inside a word")
    return Edit(end, start, " ", EditKind.WRAPPING, "line break inside a paragraph")
