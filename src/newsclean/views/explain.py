"""A Document explained for terminals, logs and mails: a diff, with labels and reasons in the margin.

No control characters but those of colours, if they are asked for. ``-`` after the margin tells of a block
that was left out, ``~`` of a block of the article that was changed.
"""

import unicodedata
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby
from typing import TYPE_CHECKING, NamedTuple

from newsclean.labels import EditKind
from newsclean.views.head import facts, printable
from newsclean.views.offsets import edits_by_block, runs

if TYPE_CHECKING:
    from newsclean.document import Block, Correction, Document
    from newsclean.edits import Edit

__all__ = ["explain", "shorten"]

COLUMNS = 80
#: Text in less than that cannot be read; then labels stand above it and not in the margin.
MIN_TEXT_COLUMNS = 32
#: Wider lines are hard to read.
MAX_COLUMNS = 110
#: Of a block of the article that nothing was done to, so many lines are shown.
CONTEXT_LINES = 2
#: No block or reason that people wrote is longer; those of a broken text may be.
MAX_BLOCK_CHARS, MAX_REASON_CHARS = 4000, 1000

RED, GREEN, YELLOW, BOLD, DIM, STRUCK = "31", "32", "33", "1", "2", "31;9"


class Piece(NamedTuple):
    """Some text in a style: the numbers of an ANSI escape sequence, or none; ``new`` if an edit made it."""

    text: str
    style: str = ""
    new: bool = False


class _Page(NamedTuple):
    """How to lay out: the columns of the whole and of the margin (0: none), and whether in colour."""

    columns: int
    margin: int
    color: bool

    def painted(self, text: str, style: str) -> str:
        return f"\x1b[{style}m{text}\x1b[0m" if self.color and style and text else text

    @property
    def room(self) -> int:
        """The columns for text beside the margin and the sign."""
        return self.columns - self.indent

    @property
    def indent(self) -> int:
        """The columns of the margin and the sign, and of the blank behind each."""
        return self.margin + 3 if self.margin else 4

    def entry(
        self, label: Piece, sign: Piece, pieces: Sequence[Piece], most: int | None = None
    ) -> Iterator[str]:
        """Yield lines with ``label`` in the margin of the first, or above it; ``most`` of them, or all."""
        if not self.margin and label.text:
            yield self.painted(shorten(label.text, self.columns), label.style)
        margin = self.painted(label.text.rjust(self.margin), label.style) if self.margin else " "
        head = f"{margin} {self.painted(sign.text or ' ', sign.style)} "
        text = "".join(piece.text for piece in pieces)
        for number, (start, end) in enumerate(_wrapped(text, self.room)):
            if number + 1 == most and end < len(text.rstrip()):
                line = self.painted(_broken_off(text[start:end], self.room), pieces[0].style)
            else:
                line = "".join(self.painted(part.text, part.style) for part in _cut(pieces, start, end))
            yield (head + line).rstrip()
            head = " " * self.indent
            if number + 1 == most:
                return


def explain(document: "Document", *, columns: int = COLUMNS, color: bool = False) -> str:
    """Return the explanation; it ends in a line break. ``columns`` under 20 or over 110 count as these."""
    columns = min(max(20, columns), MAX_COLUMNS)
    labels = [*(str(block.label) for block in document.blocks), *(name for name, _ in _fields(document))]
    margin = max(map(len, labels), default=0)
    if columns - margin - 3 < MIN_TEXT_COLUMNS:
        margin = 0
    page = _Page(columns, margin, color)
    return "\n".join(_lines(document, page)) + "\n"


def _lines(document: "Document", page: _Page) -> Iterator[str]:
    kept = sum(block.kept for block in document.blocks)
    told = f"status {document.status}; {kept} of {len(document.blocks)} blocks are the article"
    yield from _plain([Piece(told, BOLD)], page)
    fields = list(_fields(document))
    if fields:
        yield ""
    for name, value in fields:
        yield from page.entry(Piece(name, DIM), Piece(""), [Piece(printable(value[:MAX_BLOCK_CHARS]))], 2)
    if document.blocks:
        yield ""
        yield page.painted(shorten("Blocks (- left out, ~ changed)", page.columns), BOLD)
        yield from _blocks(document, page)
    yield from _names("Corrections", document.corrections, page)
    yield from _names("Suggestions (left as they are)", document.suggestions, page)
    others: Counter[EditKind] = Counter(
        edit.kind for edit in document.edits if edit.kind is not EditKind.NAME
    )
    if others:
        yield ""
        counted = ", ".join(f"{kind} {others[kind]}" for kind in EditKind if kind in others)
        yield from _plain([Piece("Other edits: ", BOLD), Piece(counted)], page)


def _fields(document: "Document") -> Iterator[tuple[str, str]]:
    named = [
        ("title", document.title or ""),
        *facts(document),
        ("url", document.url or ""),
        ("language", document.language or ""),
        ("tags", ", ".join(document.tags)),
        *(("related", headline) for headline in document.related),
        *(("caption", f"{c.text} [{c.credit}]" if c.credit else c.text) for c in document.captions),
        ("truncated", "the text breaks off" if document.truncated else ""),
        ("paywalled", "a prompt to pay or sign in stands in its place" if document.paywalled else ""),
    ]
    return ((name, value) for name, value in named if value)


# ---------------------------------------------------------------- blocks


def _blocks(document: "Document", page: _Page) -> Iterator[str]:
    """Yield the lines of all blocks; those that one rule took stand together under one label."""
    for (_, label, sure, by), same in groupby(edits_by_block(document), key=lambda item: _alike(item[0])):
        name = label
        for block, edits in same:
            yield from _block(document.raw, block, edits, name, page)
            name = ""
        if by:
            told = printable(by[:MAX_REASON_CHARS])
            if page.margin:
                yield from page.entry(Piece(sure, DIM), Piece(""), [Piece(told, DIM)], 1)
            else:
                yield from page.entry(Piece(""), Piece(""), [Piece(f"{sure} {told}", DIM)], 1)


def _alike(block: "Block") -> tuple[int, str, str, str]:
    """Return what neighbours must share to stand under one label; blocks of the article stand alone.

    The last two are how sure the label is and who gave it; empty where nobody did.
    """
    alone = block.index if block.kept else -1
    if not block.filter:
        return alone, str(block.label), "", ""
    by = block.rule if block.rule and block.rule.startswith(block.filter) else None
    by = by or (f"{block.filter}: {block.rule}" if block.rule else block.filter)
    return alone, str(block.label), f"{block.confidence:.2f}", by


def _block(raw: str, block: "Block", edits: Sequence["Edit"], name: str, page: _Page) -> Iterator[str]:
    if not block.text:
        pieces = [Piece("(nothing visible)", DIM)]
    elif block.kept:
        pieces = list(_pieces(raw, block, edits, page.color))
    else:
        pieces = [Piece(printable(_bounded(block.text)), RED)]
    if not block.kept:
        yield from page.entry(Piece(name, RED), Piece("-", RED), pieces)
    elif any(piece.new for piece in pieces):
        yield from page.entry(Piece(name, GREEN), Piece("~", YELLOW), pieces)
    else:
        yield from page.entry(Piece(name, GREEN), Piece(""), pieces, CONTEXT_LINES)


def _bounded(text: str) -> str:
    if len(text) <= MAX_BLOCK_CHARS:
        return text
    return f"{text[:MAX_BLOCK_CHARS]}… ({len(text) - MAX_BLOCK_CHARS:,} characters more)"


def _pieces(raw: str, block: "Block", edits: Sequence["Edit"], color: bool) -> Iterator[Piece]:
    """Yield a block of the article with what was changed before what it was changed to.

    Changes of blanks and of what cannot be seen are made, and not told.
    """
    shown = 0
    for run in runs(raw, block, edits):
        if shown > MAX_BLOCK_CHARS:
            yield Piece(f"… ({len(block.text) - shown:,} characters more)")
            return
        was, now = printable(_bounded(raw[run.start : run.end])), printable(_bounded(run.shown))
        shown += len(run.shown)
        if not run.edit or _letters(was) == _letters(now):
            yield Piece(now)
        elif color:
            yield Piece(was, STRUCK, new=True)
            yield Piece(" " if was and now else "")
            yield Piece(now, GREEN, new=True)
        else:
            yield Piece((f"[-{was}-]" if was else "") + (f"{{+{now}+}}" if now else ""), new=True)


def _letters(text: str) -> str:
    return "".join(c for c in text if not c.isspace() and unicodedata.category(c) not in ("Cf", "Cc"))


# ---------------------------------------------------------------- names


def _names(heading: str, corrections: Sequence["Correction"], page: _Page) -> Iterator[str]:
    if not corrections:
        return
    yield ""
    yield page.painted(shorten(heading, page.columns), BOLD)
    for correction in corrections:
        was = printable(correction.original[:MAX_REASON_CHARS])
        now = printable(correction.replacement[:MAX_REASON_CHARS])
        about = printable(correction.entity[:MAX_REASON_CHARS])
        about = f"{about}, {correction.confidence:.2f}, at {correction.start}"
        change = [Piece("  "), Piece(was, RED), Piece(" -> "), Piece(now, GREEN), Piece(f" ({about})")]
        yield from _plain(change, page)
        for reason in correction.evidence:
            yield from _plain([Piece(f"    {printable(reason[:MAX_REASON_CHARS])}", DIM)], page)


def _plain(pieces: Sequence[Piece], page: _Page) -> Iterator[str]:
    """Yield lines without a margin."""
    text = "".join(piece.text for piece in pieces)
    lead = len(text) - len(text.lstrip())
    for number, (start, end) in enumerate(_wrapped(text, page.columns, lead + 2)):
        line = "".join(page.painted(part.text, part.style) for part in _cut(pieces, start, end))
        yield (" " * (lead + 2) if number else "") + line


# ---------------------------------------------------------------- lines


def _cut(pieces: Iterable[Piece], start: int, end: int) -> Iterator[Piece]:
    """Yield the parts of ``pieces`` from ``start`` to ``end`` of their joined text."""
    position = 0
    for piece in pieces:
        if position >= end:
            return
        first, last = max(start - position, 0), min(end - position, len(piece.text))
        if first < last:
            yield piece._replace(text=piece.text[first:last])
        position += len(piece.text)


def _wrapped(text: str, columns: int, indent: int = 0) -> Iterator[tuple[int, int]]:
    """Yield where lines of ``text`` begin and end; all but the first have room for ``indent`` less.

    Lines end at blanks where there are any, and within a word where it is wider than a line.
    """
    start, used, blank = 0, 0, -1
    room = columns
    length = len(text.rstrip())
    i = 0
    while i < length:
        character = text[i]
        width = _columns(character)
        if used + width > room and i > start:
            end = blank if blank > start else i
            yield start, end
            start = end + 1 if blank > start and text[end] == " " else end
            room = max(2, columns - indent)
            i, used, blank = start, 0, -1
            continue
        if character == " " and i > start and text[start:i].strip():
            blank = i
        used += width
        i += 1
    yield start, length


def _broken_off(text: str, columns: int) -> str:
    """Return a line of text that goes on, with an ellipsis, in ``columns``."""
    short = shorten(text, columns - 1)
    return short if short != text else f"{text}…"


def shorten(text: str, columns: int) -> str:
    """Return ``text``, or as much of its beginning as fits with an ellipsis into ``columns``.

    >>> shorten("Rescuers reached the village", 16)
    'Rescuers reache…'
    """
    if len(text) <= columns and text.isascii():
        return text
    used = 0
    fits = 0  # how many characters fit if an ellipsis has to follow
    for i, character in enumerate(text):
        used += _columns(character)
        if used > columns:
            return text[:fits].rstrip() + "…"
        if used < columns:
            fits = i + 1
    return text


def _columns(character: str) -> int:
    """Return how many columns of a terminal ``character`` takes."""
    if character.isascii():
        return 1
    if unicodedata.combining(character) or unicodedata.category(character) == "Cf":
        return 0
    return 2 if unicodedata.east_asian_width(character) in ("W", "F") else 1
