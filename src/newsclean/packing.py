"""Documents as few long tuples, for the way from one process to another.

What pickle makes of a Document is one object a block, each with its class and nine fields; most of the time
would go to those. Here a Document is columns, and what can be read off ``raw`` is left out.
"""

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from newsclean.document import Document

__all__ = ["pack", "unpack"]

_BLOCK_FIELDS = ("start", "end", "text", "label", "filter", "rule", "confidence", "path")
_REST = (
    "raw", "edits", "title", "publisher", "dateline", "url", "language", "authors", "agencies", "tags",
    "related", "published", "captions", "truncated", "paywalled", "status", "corrections", "suggestions",
)  # fmt: skip


def pack(document: "Document") -> tuple[Any, ...]:
    """Return a Document's columns."""
    raw = document.raw
    rows = [
        (
            block.start,
            block.end,
            None if block.text == raw[block.start : block.end] else block.text,
            block.label,
            block.filter,
            block.rule,
            block.confidence,
            block.path,
        )
        for block in document.blocks
    ]
    columns = tuple(zip(*rows, strict=True)) or ((),) * len(_BLOCK_FIELDS)
    return (columns, *(getattr(document, name) for name in _REST))


def unpack(columns: tuple[tuple[Any, ...], ...], *rest: Any) -> "Document":
    """Return the Document that ``pack`` took apart."""
    from newsclean.document import Block, Document

    values = dict(zip(_REST, rest, strict=True))
    raw = values["raw"]
    blocks = tuple(
        Block(index, start, end, raw[start:end] if text is None else text, *more)
        for index, (start, end, text, *more) in enumerate(zip(*columns, strict=True))
    )
    return Document(blocks=blocks, **values)
