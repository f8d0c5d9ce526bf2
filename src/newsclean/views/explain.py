"""A Document explained in plain text: what was done to each block and name, and why.

For terminals, logs and mails: 80 columns, no control characters. A line that begins with ``+``
tells of a block of the article, one with ``-`` of a block that was left out.
"""

import textwrap
import unicodedata
from collections import Counter
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from newsclean.labels import EditKind
from newsclean.views.head import facts, printable

if TYPE_CHECKING:
    from newsclean.document import Block, Correction, Document

__all__ = ["explain"]

COLUMNS = 80
#: No reason that people wrote is longer; a garbled "name" of a broken text may be.
MAX_REASON_CHARS = 1000
#: Marker, the longest label, the confidence; the text begins here.
INDENT = len("- correction_notice 0.95 ")


def explain(document: "Document") -> str:
    """Return the explanation; it ends in a line break."""
    return "\n".join(_lines(document)) + "\n"


def _lines(document: "Document") -> Iterator[str]:
    kept = sum(block.kept for block in document.blocks)
    yield f"status {document.status}; {kept} of {len(document.blocks)} blocks are the article"
    yield from _fields(document)
    if document.blocks:
        yield ""
        yield "Blocks (+ the article, - left out)"
        for block in document.blocks:
            yield from _block(block)
    yield from _names("Corrections", document.corrections)
    yield from _names("Suggestions (left as they are)", document.suggestions)
    others: Counter[EditKind] = Counter(
        edit.kind for edit in document.edits if edit.kind is not EditKind.NAME
    )
    if others:
        yield ""
        counted = ", ".join(f"{kind} {others[kind]}" for kind in EditKind if kind in others)
        yield f"Other edits: {counted}"


def _fields(document: "Document") -> Iterator[str]:
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
    for name, value in named:
        if value:
            yield shorten(f"  {name:<10} {printable(value)}", COLUMNS)


def _block(block: "Block") -> Iterator[str]:
    sure = f"{block.confidence:.2f}" if block.filter else ""
    text = printable(block.text) if block.text else "(nothing visible)"
    head = f"{'+' if block.kept else '-'} {block.label:<{INDENT - 8}} {sure:<4} "
    yield head + shorten(text, COLUMNS - INDENT)
    if block.filter:
        by = block.rule if block.rule and block.rule.startswith(block.filter) else None
        by = by or (f"{block.filter}: {block.rule}" if block.rule else block.filter)
        yield " " * INDENT + shorten(f"by {printable(by)}", COLUMNS - INDENT)


def _names(heading: str, corrections: Sequence["Correction"]) -> Iterator[str]:
    if not corrections:
        return
    yield ""
    yield heading
    for correction in corrections:
        change = f"{printable(correction.original)} -> {printable(correction.replacement)}"
        about = f"{printable(correction.entity)}, {correction.confidence:.2f}, at {correction.start}"
        yield from _wrapped(f"{change} ({about})", "  ")
        for reason in correction.evidence:
            yield from _wrapped(printable(reason), "    ")


def _wrapped(text: str, indent: str) -> list[str]:
    lines = textwrap.wrap(
        text[:MAX_REASON_CHARS], COLUMNS, initial_indent=indent, subsequent_indent=indent + "  "
    )
    return [shorten(line, COLUMNS) for line in lines]  # wide characters: wrap counts each as one


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
