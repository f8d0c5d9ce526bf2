"""A Document as Markdown (CommonMark): title, a line of facts, the article, captions in place.

The text of an article is data: nothing in it may become markup, and no HTML passes. So whatever
CommonMark or GitHub's dialect could read as markup is escaped, even where it would be harmless.
"""

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from newsclean.labels import Label
from newsclean.views.head import facts, place_captions, printable

if TYPE_CHECKING:
    from newsclean.document import Block, Caption, Document

__all__ = ["escape", "markdown"]

# Inline markup wherever it stands. An ampersand only before what could be an entity, so that
# "AT&T" stays as it is.
_INLINE_RE = re.compile(r"[\\`*_\[\]<>~]|&(?=#?\w+;)")
# What makes a line a heading, list item, quotation or rule. "1." does, "1.5" does not.
_LEADING_RE = re.compile(r"^(?:[#+=-]|\d{1,9}(?=[.)](?:\s|$)))")

# The elements of a path, and the heading that it ends in.
_TAG_RE = re.compile(r"/([a-z][\w-]*)")
_HEADING_TAG_RE = re.compile(r"/h([2-6])(?:\[\d+\])?$")


def markdown(document: "Document") -> str:
    """Return the article as Markdown; it ends in a line break unless it is empty."""
    return "".join(f"{part}\n\n" for part in _parts(document))[:-1]


def escape(text: str) -> str:
    r"""Return ``text`` on one line such that Markdown shows just that.

    >>> escape("1. *Not* a <b>list</b> at AT&T")
    '1\\. \\*Not\\* a \\<b\\>list\\</b\\> at AT&T'
    """
    text = _INLINE_RE.sub(r"\\\g<0>", printable(text).strip())
    return _LEADING_RE.sub(_escape_leading, text)


def _escape_leading(match: re.Match[str]) -> str:
    mark = match.group()
    return f"{mark}\\" if mark.isdecimal() else f"\\{mark}"


def _heading(text: str, level: int) -> str:
    line = escape(text)
    if line.endswith("#") and not line.endswith("\\#"):  # closing hashes are no part of a heading
        line = f"{line[:-1]}\\#"
    return f"{'#' * level} {line}"


def _level(block: "Block") -> int:
    """Return the level of a subheading: that of its element, below the title's."""
    match = _HEADING_TAG_RE.search(block.path or "")
    return max(2, int(match[1])) if match else 2


def _prefix(block: "Block") -> str:
    """Return what makes a block a quotation or an item of a list, where the page's markup says it is."""
    tags = _TAG_RE.findall(block.path or "")
    quoted = "> " * tags.count("blockquote")
    if "li" not in tags:
        return quoted
    lists = [tag for tag in tags if tag in ("ul", "ol")] or ["ul"]
    return quoted + "  " * (len(lists) - 1) + ("1. " if lists[-1] == "ol" else "- ")


def _caption(caption: "Caption") -> str:
    text = escape(caption.text)
    if caption.credit:
        text = f"{text} ({escape(caption.credit)})" if text else f"({escape(caption.credit)})"
    return f"*{text}*" if text else ""


def _parts(document: "Document") -> Iterator[str]:
    if document.title and document.title.strip():
        yield _heading(document.title, 1)
    if line := " · ".join(escape(value) for _, value in facts(document)):
        yield line
    captions, rest = place_captions(document)
    for block in document.blocks:
        if block.index in captions:
            if line := _caption(captions[block.index]):
                yield line
        elif not block.kept or not block.text.strip():
            continue
        elif block.label is Label.SUBHEADING:
            yield _heading(block.text, _level(block))
        else:
            yield _prefix(block) + escape(block.text)
    yield from filter(None, map(_caption, rest))
