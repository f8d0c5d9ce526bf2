"""HTML to text and facts, by trafilatura, which is imported only when HTML comes in.

trafilatura takes a fifth of a second to import and brings lxml; text alone needs neither.
"""

import re
from datetime import datetime
from html import unescape
from typing import TYPE_CHECKING, Any, NamedTuple

from newsclean.dates import find_date
from newsclean.draft import PageFacts

if TYPE_CHECKING:
    from lxml import etree

__all__ = ["Page", "extract", "visible_text"]

#: Larger pages are data dumps; trafilatura's time grows faster than linearly beyond this.
MAX_HTML_CHARS = 20_000_000

# Characters that XML, and so lxml, does not allow: they would cost the whole page.
_FORBIDDEN_RE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
# An encoding declared in text that is decoded already makes lxml refuse it.
_XML_DECLARATION_RE = re.compile(r"^\s*<\?xml[^<>]*\?>")
_TAG_RE = re.compile(r"<(script|style)\b[^<>]*>[^<]*</\1>|</?[a-zA-Z!][^<>]{0,2000}>", re.IGNORECASE)
#: Line breaks in the source are blanks.
_SOURCE_BREAK_RE = re.compile(r"\s+")
#: Elements whose content nobody sees.
_SILENT = frozenset({"script", "style", "noscript", "template", "head", "svg", "iframe", "object"})
#: Elements that do not begin a line of their own.
_INLINE = frozenset({
    "a", "abbr", "b", "bdi", "bdo", "big", "cite", "code", "data", "del", "dfn", "em", "font", "i", "ins",
    "kbd", "label", "mark", "q", "s", "samp", "small", "span", "strike", "strong", "sub", "sup", "time",
    "tt", "u", "var", "wbr",
})  # fmt: skip


class Page(NamedTuple):
    """The text of a page, and what its markup says of it."""

    text: str
    facts: PageFacts


def extract(html: str, url: str | None = None) -> Page:
    """Return the article of ``html`` as plain text, with the facts that its metadata give.

    Where trafilatura finds no article, the page's whole visible text is returned, for the filters
    to judge. Never raises on odd HTML.
    """
    import trafilatura

    html = _FORBIDDEN_RE.sub(" ", html[:MAX_HTML_CHARS])
    found = trafilatura.bare_extraction(
        html, url=url, include_comments=False, include_tables=True, with_metadata=True
    )
    data: dict[str, Any] = {} if found is None else found if isinstance(found, dict) else found.as_dict()
    text = data.get("text") or visible_text(html)
    if not text.strip():  # nested beyond what libxml2 follows, or no markup after all
        text = unescape(_TAG_RE.sub("\n", html))
    return Page(text, _facts(data, html, url))


def _tree(html: str) -> "etree._Element | None":
    from lxml import etree

    parser = etree.HTMLParser(huge_tree=True, remove_comments=True)
    return etree.fromstring(_XML_DECLARATION_RE.sub("", html), parser)


def visible_text(html: str) -> str:
    """Return all text of ``html`` that a reader might see, a line for each block element."""
    from lxml import etree

    root = _tree(html)
    if root is None:
        return ""
    pieces: list[str] = []
    silent = 0  # how many silent elements the walk is inside of
    for event, element in etree.iterwalk(root, events=("start", "end")):
        tag = element.tag
        if not isinstance(tag, str):  # a processing instruction
            continue
        if event == "start":
            silent += tag in _SILENT
            pieces.append("" if tag in _INLINE else "\n")
            pieces.append(_SOURCE_BREAK_RE.sub(" ", element.text) if element.text and not silent else "")
        else:
            silent -= tag in _SILENT
            pieces.append("" if tag in _INLINE else "\n")
            pieces.append(_SOURCE_BREAK_RE.sub(" ", element.tail) if element.tail and not silent else "")
    return "".join(pieces)


def _facts(data: dict[str, Any], html: str, url: str | None) -> PageFacts:
    """Return what the page says; where it says nothing, what trafilatura made out."""
    from newsclean.metadata import Metadata, read_metadata

    root = _tree(html)
    authors = [name.strip() for name in (data.get("author") or "").split(";") if name.strip()]
    told = Metadata(authors=tuple(authors)) if root is None else read_metadata(root, url, authors=authors)
    return PageFacts(
        title=told.title or _one_line(data.get("title")),
        publisher=told.publisher or _one_line(data.get("sitename")),
        url=told.url or data.get("url") or None,
        language=data.get("language") or told.language,
        authors=told.authors,
        captions=told.captions,
        published=told.published or _plausible(find_date(data.get("date") or "")),
        tags=told.tags or tuple(tag for tag in (data.get("tags") or ()) if tag),
    )


def _one_line(value: str | None) -> str | None:
    return " ".join(value.split()) or None if value else None


def _plausible(date: datetime | None) -> datetime | None:
    return date if date is not None and date.year >= 1990 else None
