"""A Document as one flat row: what tables, JSON lines and other languages get.

The columns are the same whatever the document, each always of one type (see ``COLUMNS`` and, for Arrow's
types, ``newsclean.arrow.SCHEMA``). A row can be written in any encoding: lone surrogates and NULs, which most
formats refuse, are written as U+FFFD, one for one, so that offsets stay right. For a form without any loss,
with all blocks and edits, see ``Document.to_dict``.
"""

import re
from collections.abc import Callable
from functools import cache
from hashlib import blake2b
from importlib.resources import files
from typing import TYPE_CHECKING, Any, Final

if TYPE_CHECKING:
    from importlib.resources.abc import Traversable

    from newsclean.document import Block, Correction, Document

__all__ = ["COLUMNS", "failed_row", "rules_version", "safe", "to_row"]

_REFUSED_RE = re.compile("[\x00\ud800-\udfff]")

#: The columns, in order. ``error`` says why a source could not be cleaned, and is null where it was.
COLUMNS: Final = (
    "text", "status", "title", "publisher", "authors", "published", "dateline", "agencies", "url", "language",
    "truncated", "paywalled", "captions", "tags", "related", "removed", "corrections", "error", "newsclean",
    "rules",
)  # fmt: skip


def to_row(document: "Document") -> dict[str, Any]:
    """Return the columns of a Document.

    ``published`` is in ISO 8601, with the zone if the source says one. ``removed`` holds the blocks that
    ``text`` leaves out, ``start`` and ``end`` being code points of what was cleaned, half-open. ``newsclean``
    and ``rules`` say which version cleaned it, and which rules, models and names it had.
    """
    published = document.published
    return {
        "text": safe(document.text),
        "status": document.status.value,
        "title": _safe_or_none(document.title),
        "publisher": _safe_or_none(document.publisher),
        "authors": [safe(name) for name in document.authors],
        "published": published.isoformat() if published else None,
        "dateline": _safe_or_none(document.dateline),
        "agencies": [safe(name) for name in document.agencies],
        "url": _safe_or_none(document.url),
        "language": _safe_or_none(document.language),
        "truncated": document.truncated,
        "paywalled": document.paywalled,
        "captions": [{"text": safe(c.text), "credit": _safe_or_none(c.credit)} for c in document.captions],
        "tags": [safe(tag) for tag in document.tags],
        "related": [safe(headline) for headline in document.related],
        "removed": [_removed(block) for block in document.blocks if not block.kept],
        "corrections": [_correction(correction) for correction in document.corrections],
        "error": None,
        "newsclean": _version(),
        "rules": rules_version(),
    }


def failed_row(error: str) -> dict[str, Any]:
    """Return the row of a source that could not be cleaned: that of an empty text, and the reason."""
    from newsclean.document import Document
    from newsclean.labels import Status

    return {**to_row(Document("", status=Status.EMPTY)), "error": safe(error)}


def safe(text: str) -> str:
    """Return a text that every format takes: see the module."""
    return _REFUSED_RE.sub("\ufffd", text) if not text.isascii() or "\x00" in text else text


def _safe_or_none(text: str | None) -> str | None:
    return None if text is None else safe(text)


def _removed(block: "Block") -> dict[str, Any]:
    return {
        "start": block.start,
        "end": block.end,
        "label": block.label.value,
        "filter": block.filter,
        "rule": block.rule,
        "confidence": float(block.confidence),
        "text": safe(block.text),
    }


def _correction(correction: "Correction") -> dict[str, Any]:
    return {
        "start": correction.start,
        "end": correction.end,
        "original": safe(correction.original),
        "replacement": safe(correction.replacement),
        "entity": safe(correction.entity),
        "confidence": float(correction.confidence),
        "evidence": [safe(reason) for reason in correction.evidence],
    }


# ---------------------------------------------------------------- versions


def _version() -> str:
    import newsclean

    return newsclean.__version__


@cache
def rules_version() -> str:
    """Return twelve hexadecimal digits that stand for the rules, models and names that are installed.

    Two installations with the same digits, and the same version, clean alike.
    """
    digest = blake2b(digest_size=6)

    def read(name: str, data: bytes) -> None:
        digest.update(f"{name}\0{len(data)}\0".encode())
        digest.update(data)

    _walk(files("newsclean.data"), "", read)
    return digest.hexdigest()


def _walk(folder: "Traversable", prefix: str, read: Callable[[str, bytes], None]) -> None:
    for entry in sorted(folder.iterdir(), key=lambda entry: entry.name):
        if entry.name.startswith((".", "__")):
            continue
        if entry.is_dir():
            _walk(entry, f"{prefix}{entry.name}/", read)
        elif not entry.name.endswith((".md", ".py")):
            # Line ends are the checkout's, not the rules'.
            read(f"{prefix}{entry.name}", entry.read_bytes().replace(b"\r\n", b"\n"))
