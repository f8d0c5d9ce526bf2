"""Divide a text into blocks: lines, or paragraphs where line breaks were edited away.

A block is a stretch of ``raw`` between line breaks. Line breaks are those of Unicode's newline
guidelines (UAX 14, BK/CR/LF) but for NEL (U+0085), which in scraped text is nearly always a
Windows-1252 ellipsis that the encoding repair restores, and vertical tab, which it deletes.
"""

import re
from collections import deque
from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import NamedTuple

from newsclean.edits import Edit, apply

__all__ = ["LINE_BREAK_RE", "Piece", "has_rare_breaks", "split"]

#: LF, CR (so CR LF is a blank line, which makes no block), form feed, LINE and PARAGRAPH SEPARATOR.
LINE_BREAK_RE = re.compile("[\n\r\f\N{LINE SEPARATOR}\N{PARAGRAPH SEPARATOR}]")
#: Those that ``str.split("\n")`` does not see.
_RARE_BREAKS = "\r\f\N{LINE SEPARATOR}\N{PARAGRAPH SEPARATOR}"


class Piece(NamedTuple):
    """A block to be: its span of ``raw``, its text with the edits made, and those edits.

    ``text`` has no line break and no white space at its ends. It is empty where the edits leave
    nothing visible of the span.
    """

    start: int
    end: int
    text: str
    edits: Sequence[Edit]


def split(raw: str, edits: Sequence[Edit] = ()) -> list[Piece]:
    """Return the blocks of ``raw`` under ``edits``, in order. Linear in the length of ``raw``.

    An edit that replaces a line break by something without one joins two lines. Edits of white
    space between blocks belong to no block and are left out.
    """
    return _edited(raw, edits) if edits else _plain(raw)


def _plain(raw: str) -> list[Piece]:
    pieces: list[Piece] = []
    start = 0
    for line in _lines(raw):
        text = line.strip()
        if text:
            at = start if line[0] == text[0] else start + len(line) - len(line.lstrip())
            pieces.append(Piece(at, at + len(text), text, ()))
        start += len(line) + 1
    return pieces


def has_rare_breaks(raw: str) -> bool:
    """Return whether ``raw`` has line breaks other than LF."""
    return any(mark in raw for mark in _RARE_BREAKS)


def _lines(raw: str) -> list[str]:
    # str.split is five times as fast as the pattern, and all but a few texts have line feeds only.
    return LINE_BREAK_RE.split(raw) if has_rare_breaks(raw) else raw.split("\n")


def _unedited(raw: str, start: int, end: int) -> Piece | None:
    line = raw[start:end]
    text = line.strip()
    if not text:
        return None
    if line[0] != text[0]:
        start += len(line) - len(line.lstrip())
    return Piece(start, start + len(text), text, ())


def _line_spans(raw: str) -> Iterator[tuple[int, int]]:
    start = 0
    for line in _lines(raw):
        yield start, start + len(line)
        start += len(line) + 1


def _edited(raw: str, edits: Sequence[Edit]) -> list[Piece]:
    pieces: list[Piece] = []
    queue = deque(kept for edit in edits if (kept := _without_breaks(raw, edit)))
    lines = _line_spans(raw)
    for start, line_end in lines:
        end = line_end
        own: list[Edit] = []
        while queue and queue[0].start <= end:
            own.append(queue.popleft())
            while own[-1].end > end:  # takes in the line break: the next line belongs to this block
                _, end = next(lines)
        if piece := _trimmed(raw, start, end, own) if own else _unedited(raw, start, end):
            pieces.append(piece)
    return pieces


def _without_breaks(raw: str, edit: Edit) -> Edit | None:
    """Return ``edit`` without line breaks: blocks have none, and breaks of ``raw`` stay as they are."""
    if not LINE_BREAK_RE.search(edit.replacement):
        return edit
    before = raw[edit.start : edit.end]
    if not edit.replacement.strip() and not before.strip() and LINE_BREAK_RE.search(before):
        return None
    return replace(edit, replacement=LINE_BREAK_RE.sub(" ", edit.replacement))


class _Run(NamedTuple):
    """A stretch of raw between two edits, or one edit, and what is shown for it."""

    start: int
    end: int
    shown: str
    edit: Edit | None


def _runs(raw: str, start: int, end: int, edits: Sequence[Edit]) -> list[_Run]:
    runs: list[_Run] = []
    for edit in edits:
        runs.append(_Run(start, edit.start, raw[start : edit.start], None))
        runs.append(_Run(edit.start, edit.end, edit.replacement, edit))
        start = edit.end
    runs.append(_Run(start, end, raw[start:end], None))
    return runs


def _trimmed(raw: str, start: int, end: int, edits: Sequence[Edit]) -> Piece | None:
    """Return the block in ``raw[start:end]``, or ``None`` where that is white space.

    The block covers every visible character of the span. Where edits leave white space at an end
    of its text (an entity for a blank, say), the edit there deletes it instead.
    """
    line = raw[start:end]
    begin = start + len(line) - len(line.lstrip())
    stop = start + len(line.rstrip())
    runs = _runs(raw, start, end, edits)
    shown = [i for i, run in enumerate(runs) if run.shown.strip()]
    if not shown:
        if begin >= stop:
            return None
        gone = Edit(begin, stop, "", edits[0].kind, edits[0].reason)
        return Piece(begin, stop, "", (gone,))

    inner = runs[shown[0] : shown[-1] + 1]
    head, tail = inner[0], inner[-1]
    result = [run.edit for run in inner if run.edit]
    if head.edit:
        begin = min(begin, head.start)
        result[0] = replace(head.edit, start=begin, replacement=head.shown.lstrip())
    else:
        visible = head.end - len(head.shown.lstrip())
        if begin < visible:
            result.insert(0, Edit(begin, visible, "", edits[0].kind, edits[0].reason))
        begin = min(begin, visible)
    if tail.edit:
        stop = max(stop, tail.end)
        result[-1] = replace(result[-1], end=stop, replacement=result[-1].replacement.rstrip())
    else:
        visible = tail.start + len(tail.shown.rstrip())
        if visible < stop:
            result.append(Edit(visible, stop, "", edits[-1].kind, edits[-1].reason))
        stop = max(stop, visible)
    return Piece(begin, stop, apply(raw[begin:stop], result, begin), tuple(result))
