"""Between ``raw`` and what is shown of it: which characters became which.

A block's edits cut its span of ``raw`` into runs: what stood there already, and what an edit put
in. Every view that must know where a change is shown, or where a shown character came from, goes
through the runs.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from newsclean.document import Block, Correction, Document
    from newsclean.edits import Edit

__all__ = ["SEPARATOR", "Run", "TextMap", "edits_by_block", "raw_offset", "runs", "with_corrections"]

#: What stands between two blocks of a text: one blank line.
SEPARATOR = "\n\n"


class Run(NamedTuple):
    """``raw[start:end]`` and what is shown for it; ``edit`` is what made the two differ."""

    start: int
    end: int
    shown: str
    edit: "Edit | None" = None


def edits_by_block(document: "Document") -> Iterator[tuple["Block", Sequence["Edit"]]]:
    """Yield each block with its edits, in order. Linear in the number of both."""
    edits = document.edits
    i = 0
    for block in document.blocks:
        while i < len(edits) and edits[i].start < block.start:
            i += 1
        first = i
        while i < len(edits) and edits[i].end <= block.end:
            i += 1
        yield block, edits[first:i]


def runs(raw: str, block: "Block", edits: Sequence["Edit"]) -> Iterator[Run]:
    """Yield the runs of a block, in order; what they show makes up ``block.text``."""
    position = block.start
    for edit in edits:
        if position < edit.start:
            yield Run(position, edit.start, raw[position : edit.start])
        yield Run(edit.start, edit.end, edit.replacement, edit)
        position = edit.end
    if position < block.end:
        yield Run(position, block.end, raw[position : block.end])


def with_corrections(
    runs: Iterable[Run], corrections: Sequence["Correction"]
) -> Iterator[tuple[Run, "Correction | None"]]:
    """Yield each run with the correction that made it, if one did. Linear in both.

    A run may show more than the name: a word that was mojibake as well was put right as a whole.
    """
    i = 0
    for run in runs:
        while i < len(corrections) and corrections[i].end <= run.start:
            i += 1
        made = run.edit is not None and i < len(corrections) and corrections[i].start < run.end
        yield run, corrections[i] if made else None


def raw_offset(document: "Document", offset: int) -> int:
    """Return the offset in ``raw`` of the character at ``offset`` of ``document.text``.

    A character that an edit put in maps to the edit's start; the blank line between two blocks,
    and the end of the text, to the end of the block before. Linear in the number of blocks and
    edits; the results never decrease as ``offset`` grows.

    Raises:
        IndexError: ``offset`` is negative or greater than the text's length.
    """
    if offset < 0:
        raise IndexError(f"offset {offset} is negative; offsets count from the text's start")
    position = 0  # where in the text the block begins
    end = 0  # where in raw the last block ended
    for block, edits in edits_by_block(document):
        if not (block.kept and block.text):
            continue
        if position:
            position += len(SEPARATOR)
            if offset < position:
                return end
        for run in runs(document.raw, block, edits):
            if offset < position + len(run.shown):
                return run.start if run.edit else run.start + offset - position
            position += len(run.shown)
        end = block.end
    if offset > position:
        raise IndexError(f"offset {offset} is past the end of the text ({position} characters)")
    return end


class TextMap:
    """Where in ``text`` the characters of ``raw`` are, and the other way round, for many spans of a Document.

    Making one is linear in the number of blocks and edits; a look-up takes the logarithm of that.
    """

    def __init__(self, document: "Document") -> None:
        self._runs: list[Run] = []
        self._at: list[int] = []  # where in the text each run begins
        position = 0
        for block, edits in edits_by_block(document):
            if not (block.kept and block.text):
                continue
            position += len(SEPARATOR) if position else 0
            for run in runs(document.raw, block, edits):
                self._runs.append(run)
                self._at.append(position)
                position += len(run.shown)
        self._starts = [run.start for run in self._runs]

    def span(self, start: int, end: int) -> tuple[int, int] | None:
        """Return the span of ``text`` that shows ``raw[start:end]``; ``None`` if nothing of that is shown.

        Of what an edit put in, all or nothing belongs to a span.
        """
        first = max(bisect_right(self._starts, start) - 1, 0)
        last = bisect_left(self._starts, end)
        shown = [
            (at + (0 if run.edit else max(start - run.start, 0)), at + _shown_until(run, end))
            for run, at in zip(self._runs[first:last], self._at[first:last], strict=True)
            if run.end > start and run.shown
        ]
        return (shown[0][0], shown[-1][1]) if shown else None

    def raw_span(self, start: int, end: int) -> tuple[int, int]:
        """Return the span of ``raw`` that ``text[start:end]`` shows.

        Of what an edit changed, all belongs to a span or nothing. Blank lines between blocks are nobody's,
        and an empty span is one at the place of the character after it.
        """
        hit = [
            (
                run.start if run.edit else run.start + max(start - at, 0),
                run.end if run.edit else min(run.start + end - at, run.end),
            )
            for run, at in self._overlapping(start, max(end, start + 1))
        ]
        if not hit:
            place = self._runs[-1].end if self._runs else 0
            return place, place
        return hit[0][0], (hit[-1][1] if end > start else hit[0][0])

    def _overlapping(self, start: int, end: int) -> list[tuple[Run, int]]:
        first = max(bisect_right(self._at, start) - 1, 0)
        last = bisect_left(self._at, end)
        pairs = zip(self._runs[first:last], self._at[first:last], strict=True)
        return [(run, at) for run, at in pairs if at + len(run.shown) > start]


def _shown_until(run: Run, end: int) -> int:
    return len(run.shown) if run.edit else min(end, run.end) - run.start
