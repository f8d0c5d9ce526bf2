"""Edits: changes of characters as spans of a text, and the arithmetic on them.

A list of edits is always sorted and disjoint. ``compose`` turns edits of an edited text into
edits of the text before it, which is how every change in a Document comes to refer to ``raw``.
All offsets are code points, half-open.
"""

import difflib
import re
from bisect import bisect_left
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from itertools import accumulate, islice, takewhile

from newsclean.labels import EditKind

__all__ = ["Edit", "Origins", "align", "apply", "compose", "original_span", "shifted"]

# Word alignment costs up to the product of the two token counts; beyond this many tokens
# in the part that differs, one edit spans it all. Broken lines this long are not prose.
MAX_ALIGNED_TOKENS = 400

# Words and the white space between them. Not white space here are the controls that Python takes
# for it: U+0085 is an ellipsis in wrongly decoded Windows-1252, and repairs put it back into its word.
TOKEN_RE = re.compile(r"[^\S\x1c-\x1f\x85]+|[\S\x1c-\x1f\x85]+")


@dataclass(frozen=True, slots=True)
class Edit:
    """One change: ``text[start:end]`` becomes ``replacement``.

    ``start == end`` inserts, an empty ``replacement`` deletes. ``reason`` is a short phrase for
    people, such as "mojibake" or "soft hyphen".
    """

    start: int
    end: int
    replacement: str
    kind: EditKind = EditKind.OTHER
    reason: str = ""


def apply(text: str, edits: Iterable[Edit], offset: int = 0) -> str:
    """Return ``text`` with ``edits`` (sorted, disjoint) made; ``offset`` is where ``text`` begins.

    >>> apply("Kiew is big", [Edit(0, 4, "Kyiv")])
    'Kyiv is big'
    """
    pieces: list[str] = []
    position = 0
    for edit in edits:
        pieces.append(text[position : edit.start - offset])
        pieces.append(edit.replacement)
        position = edit.end - offset
    pieces.append(text[position:])
    return "".join(pieces)


def compose(text: str, first: Sequence[Edit], second: Sequence[Edit]) -> list[Edit]:
    """Return the edits of ``text`` that do what ``first`` and then ``second`` do.

    ``second`` refers to the text after ``first``. Edits that overlap there become one, which
    keeps the kind of the earlier: a quotation mark that was mojibake and is then made straight
    was an encoding fault to begin with. Linear in the number of edits.
    """
    if not first or not second:
        return list(first or second)
    # Both lists in the coordinates of the text between them: (start, end, is_second, edit).
    spans: list[tuple[int, int, int, Edit]] = [(e.start, e.end, 1, e) for e in second]
    shift = 0
    for edit in first:
        start = edit.start + shift
        spans.append((start, start + len(edit.replacement), 0, edit))
        shift += len(edit.replacement) - (edit.end - edit.start)
    spans.sort(key=lambda span: span[:3])

    result: list[Edit] = []
    shift = 0  # offset in the middle text minus offset in `text`, before the current cluster
    i = 0
    while i < len(spans):
        begin, end, _, _ = spans[i]
        j = i + 1
        while j < len(spans) and spans[j][0] < end:
            end = max(end, spans[j][1])
            j += 1
        earlier = [span[3] for span in spans[i:j] if not span[2]]
        later = [span[3] for span in spans[i:j] if span[2]]
        start = begin - shift
        shift += sum(len(e.replacement) - (e.end - e.start) for e in earlier)
        if not later:
            result += earlier
        elif not earlier:
            result += [shifted(e, -shift) for e in later]
        else:
            middle = apply(text[start : end - shift], earlier, start)
            reason = "; ".join(dict.fromkeys(e.reason for e in (*earlier, *later) if e.reason))
            replacement = apply(middle, later, begin)
            result.append(Edit(start, end - shift, replacement, earlier[0].kind, reason))
        i = j
    return result


def align(before: str, after: str, *, kind: EditKind, reason: str, offset: int = 0) -> list[Edit]:
    """Return edits that turn ``before`` into ``after``, as small as whole words allow.

    Words (and runs of white space) are aligned, not characters: by characters a paragraph of
    4,400 characters took 3.6 s, by words half a millisecond, and whole words read better in a
    list of changes. Worst case quadratic in the number of differing words, which is capped.
    """
    if before == after:
        return []
    olds, news = TOKEN_RE.findall(before), TOKEN_RE.findall(after)
    head = 0
    limit = min(len(olds), len(news))
    while head < limit and olds[head] == news[head]:
        head += 1
    tail = 0
    limit -= head
    while tail < limit and olds[-1 - tail] == news[-1 - tail]:
        tail += 1
    start = offset + sum(map(len, olds[:head]))
    olds, news = olds[head : len(olds) - tail], news[head : len(news) - tail]

    edits: list[Edit] = []
    if len(olds) == len(news):
        for old, new in zip(olds, news, strict=True):
            if old != new:
                edits.append(Edit(start, start + len(old), new, kind, reason))
            start += len(old)
        return edits
    if max(len(olds), len(news)) > MAX_ALIGNED_TOKENS:
        return [Edit(start, start + sum(map(len, olds)), "".join(news), kind, reason)]
    matcher = difflib.SequenceMatcher(None, olds, news, autojunk=False)
    for tag, i1, i2, j1, j2 in matcher.get_opcodes():
        width = sum(map(len, olds[i1:i2]))
        if tag != "equal":
            edits.append(Edit(start, start + width, "".join(news[j1:j2]), kind, reason))
        start += width
    return edits


def shifted(edit: Edit, by: int) -> Edit:
    """Return ``edit`` moved by ``by`` code points."""
    return replace(edit, start=edit.start + by, end=edit.end + by)


def original_span(edits: Iterable[Edit], start: int, end: int) -> tuple[int, int]:
    """Return the span before ``edits`` that became ``[start, end)`` after them.

    Where an end falls inside what an edit put in, the span takes in the whole of that edit.

    >>> original_span([Edit(0, 5, "&", EditKind.ENCODING)], 1, 3)
    (5, 7)
    """
    shift = 0  # offset after the edits minus offset before
    first: int | None = None
    for edit in edits:
        made = edit.start + shift
        grown = len(edit.replacement)
        if first is None and start < made:
            first = start - shift
        if first is None and start < made + grown:
            first = edit.start
        if end <= made:
            break
        shift += grown - (edit.end - edit.start)
        if end < made + grown:
            return (start - shift if first is None else first), edit.end
    return (start - shift if first is None else first), end - shift


class Origins:
    """Where the spans of an edited text came from: ``original_span`` for many spans of one text.

    Each answer costs the logarithm of the number of edits, and the edits that the span touches.
    """

    def __init__(self, edits: Sequence[Edit]) -> None:
        self._edits = edits
        self._starts = [edit.start for edit in edits]
        # How much later an offset is after the edits before each edit, and after all of them.
        grown = (len(edit.replacement) - (edit.end - edit.start) for edit in edits)
        self._shifts = list(accumulate(grown, initial=0))
        self._ends = [edit.end + shift for edit, shift in zip(edits, self._shifts[1:], strict=True)]

    def span(self, start: int, end: int) -> tuple[int, int]:
        """Return the span before the edits that became ``[start, end)``, as ``original_span`` does."""
        first = bisect_left(self._ends, start)
        shift = self._shifts[first]
        return original_span(islice(self._edits, first, None), start - shift, end - shift)

    def inside(self, start: int, end: int) -> list[Edit]:
        """Return the edits that lie inside ``[start, end)`` of the text before them."""
        later = islice(self._edits, bisect_left(self._starts, start), None)
        return list(takewhile(lambda edit: edit.end <= end, later))
