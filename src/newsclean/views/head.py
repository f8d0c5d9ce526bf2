"""What the views say about an article besides its text: a line of facts, and pictures in place."""

import re
from typing import TYPE_CHECKING

from newsclean.labels import Label

if TYPE_CHECKING:
    from datetime import datetime

    from newsclean.document import Caption, Document

__all__ = ["day", "facts", "place_captions", "printable"]

# What no page or terminal should be sent: control characters (an escape sequence moves the
# cursor) but for tab, and surrogates, which no encoding can carry.
_UNPRINTABLE_RE = re.compile("[\x00-\x08\x0a-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff]")


def printable(text: str) -> str:
    """Return ``text`` on one line, with U+FFFD for each character that cannot be shown.

    Line breaks become blanks.
    """
    if text.isascii() and text.isprintable():
        return text
    return _UNPRINTABLE_RE.sub(
        lambda m: " " if m.group() in "\n\r\x0b\x0c\x85\u2028\u2029" else "\ufffd", text
    )


def facts(document: "Document") -> list[tuple[str, str]]:
    """Return the fields that a reader sees above an article, by name, without the empty ones."""
    published = document.published
    named = [
        ("authors", ", ".join(document.authors)),
        ("publisher", document.publisher or ""),
        ("published", published.isoformat(" ", "minutes") if published else ""),
        ("dateline", document.dateline or ""),
        ("agencies", ", ".join(document.agencies)),
    ]
    return [(name, value) for name, value in named if value]


def place_captions(document: "Document") -> tuple[dict[int, "Caption"], list["Caption"]]:
    """Return the captions by the index of their block, and those that stand in no block.

    A caption belongs to the first caption block, after that of the one before it, that holds its
    text. Those of a page's markup may stand nowhere in the visible text.
    """
    blocks = [block for block in document.blocks if block.label is Label.CAPTION]
    placed: dict[int, Caption] = {}
    rest: list[Caption] = []
    waiting = iter(document.captions)
    caption = next(waiting, None)
    for block in blocks:
        if caption is not None and caption.text in block.text:
            placed[block.index] = caption
            caption = next(waiting, None)
    if caption is not None:
        rest = [caption, *waiting]
    return placed, rest


_MONTHS = (
    "January", "February", "March", "April", "May", "June",
    "July", "August", "September", "October", "November", "December",
)  # fmt: skip


def day(published: "datetime") -> str:
    """Return a time as readers write it, without hour or zone where they are not known.

    >>> from datetime import UTC, datetime
    >>> day(datetime(2025, 3, 3, 10, 41, tzinfo=UTC)), day(datetime(2025, 3, 3))
    ('3 March 2025, 10:41 UTC', '3 March 2025')
    """
    date = f"{published.day} {_MONTHS[published.month - 1]} {published.year}"
    if published.tzinfo is None and published.hour == published.minute == 0:
        return date
    zone = published.strftime("%z")
    zone = " UTC" if zone == "+0000" else f" {zone[:3]}:{zone[3:5]}" if zone else ""
    return f"{date}, {published:%H:%M}{zone}"
