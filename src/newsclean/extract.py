"""HTML to lines of visible text with their markup, and to facts.

lxml and trafilatura are imported only when HTML comes in: they take a fifth of a second, and text alone
needs neither. The page is parsed once; trafilatura gets the same tree, and is a witness: what it kept is a
feature of the classifier, which is the judge.
"""

import re
from functools import partial
from html import unescape
from typing import TYPE_CHECKING, NamedTuple

from newsclean.draft import PageFacts
from newsclean.markup import INLINE, MAX_LINES, Frame, Line, Markup, lines_of

if TYPE_CHECKING:
    import numpy as np
    from lxml import etree
    from numpy.typing import NDArray

    from newsclean.metadata import Metadata

__all__ = ["Page", "extract", "visible_text"]

#: Larger pages are data dumps; what is beyond is cut off.
MAX_HTML_CHARS = 30_000_000
#: On larger trees trafilatura takes longer than anybody would wait; its word is done without.
MAX_WITNESSED_ELEMENTS, MAX_WITNESSED_CHARS = 15_000, 1_000_000
#: A page with more attributes, or with a longer tag, is looked at for elements with more of them than any
#: has for a reason.
MANY_ATTRIBUTES, LONG_TAG, MAX_ATTRIBUTES = 10_000, 20_000, 2_000
#: Visible text beyond this is cut off: it is longer than any book.
MAX_TEXT_CHARS = 2_000_000
#: An article in the page's data of so many characters, not seen on the page, stands for the page.
MIN_UNSEEN_CHARS = 400
MIN_SEEN = 0.5
#: The tags that are left of a page that is nested too deep.
FLAT = frozenset({"p", "li", "h1", "h2", "h3", "h4", "h5", "h6", "script", "style", "title", "meta", "link"})

# Characters that XML, and so lxml, does not allow: they would cost the whole page.
_FORBIDDEN_RE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
# An encoding declared in text that is decoded already makes lxml refuse it.
_XML_DECLARATION_RE = re.compile(r"^\s*<\?xml[^<>]*\?>")
_PAGE_RE = re.compile(r"<(?:!doctype|html|head|body|title)\b", re.IGNORECASE)
_OPEN_TAG_RE = re.compile(r"""<(?P<name>[a-zA-Z][\w:-]*+)(?:[^"'<>]++|"[^"]*+"|'[^']*+')*+>""")
_QUOTED_RE = re.compile(r"""(?<=[=\s])(?:"[^"]*+"|'[^']*+')""")
_BREAKS_RE = re.compile(r"(?:<br>\s*+){2,}")
_TAG_NAME_RE = re.compile(r"</?(?P<name>[a-zA-Z][\w:-]*+)[^<>]*+>")
_TAG_RE = re.compile(r"<(script|style)\b[^<>]*>[^<]*</\1>|</?[a-zA-Z!][^<>]{0,2000}>", re.IGNORECASE)


class Page(NamedTuple):
    """The visible text of a page, what it says of its article, and the markup of each line.

    ``markup`` is ``None`` where libxml2 made nothing of the page: then the text is what is left of the
    source without tags.
    """

    text: str
    facts: PageFacts
    markup: Markup | None


def extract(html: str, url: str | None = None) -> Page:
    """Return the visible text of ``html`` with its markup, and the facts that its metadata give.

    Never raises on odd HTML, fetches nothing and runs nothing.
    """
    root = _tree(html)
    lines = [] if root is None else lines_of(root, MAX_TEXT_CHARS)
    if root is None:
        return Page(unescape(_TAG_RE.sub("\n", html[:MAX_HTML_CHARS])), PageFacts(), None)
    from newsclean.metadata import read_metadata

    told = read_metadata(root, url)
    if not told.authors:
        told = read_metadata(root, url, authors=_authors(root))
    cut = _cut(lines)
    body = told.body
    if not body and _prose(lines) < MIN_UNSEEN_CHARS:
        from newsclean.embedded import find_article

        body = find_article(root)
    unseen = _unseen(root, lines, body)
    if not lines and not unseen:
        return Page("", _facts(told), None)
    shown = [*lines, *unseen]
    markup = Markup(
        shown,
        _told(shown, [body or "", told.summary, told.titles]),
        len(lines) if unseen else None,
        whole=_PAGE_RE.search(html) is not None,
        ask=partial(_witnessed, shown, root),
    )
    return Page(markup.text, _facts(told, cut=cut), markup)


def _cut(lines: list[Line]) -> bool:
    """Cut off what is beyond ``MAX_TEXT_CHARS``; return whether anything was, there or in the walk."""
    beyond = sum(len(line.text) for line in lines) - MAX_TEXT_CHARS
    if beyond > 0:
        line = lines[-1]
        line.text = line.text[:-beyond].rstrip()
    return beyond > 0 or len(lines) >= MAX_LINES


def _prose(lines: list[Line]) -> int:
    """Return how many characters of running text there are."""
    from newsclean.shape import weight

    return sum(len(line.text) for line in lines if weight(line.text) > 0)


def visible_text(html: str) -> str:
    """Return all text of ``html`` that a reader might see, a line for each block element."""
    root = _tree(html)
    return "" if root is None else "\n".join(line.text for line in lines_of(root))


# ---------------------------------------------------------------- the tree


def _tree(html: str) -> "etree._Element | None":
    """Return the root of the page's tree; ``None`` where there is no element.

    libxml2 stops at a depth, and takes time quadratic in the attributes of an element: both are bounded
    here before they can do harm.
    """
    html = _XML_DECLARATION_RE.sub("", _FORBIDDEN_RE.sub(" ", html[:MAX_HTML_CHARS]))
    if html.count("=") > MANY_ATTRIBUTES or max(map(len, html.split("<"))) > LONG_TAG:
        html = _OPEN_TAG_RE.sub(_without_attributes, html)
    root, whole = _parsed(html)
    return root if whole else _parsed(_BREAKS_RE.sub("<br>", _TAG_NAME_RE.sub(_flat, html)))[0]


def _parsed(html: str) -> "tuple[etree._Element | None, bool]":
    """Return the root of the tree, and whether that is all of the page."""
    from lxml import etree
    from lxml.html import HTMLParser

    parser = HTMLParser(
        encoding="utf-8", remove_comments=True, remove_pis=True, huge_tree=True, collect_ids=False
    )
    root = etree.fromstring(html.encode("utf-8"), parser)
    return root, not any(error.type_name == "ERR_RESOURCE_LIMIT" for error in parser.error_log)


def _without_attributes(tag: re.Match[str]) -> str:
    """Return an opening tag as it is, or without its attributes where they are absurdly many."""
    whole = tag.group()
    if len(whole) > MAX_ATTRIBUTES and len(_QUOTED_RE.sub("", whole).split()) > MAX_ATTRIBUTES:
        return f"<{tag['name']}>"
    return whole


def _flat(tag: re.Match[str]) -> str:
    """Return what stands for a tag on a page that is nested too deep: only paragraphs are left."""
    name = tag["name"].lower()
    if name in FLAT:
        return tag.group()
    return "" if name in INLINE else "<br>"


# ---------------------------------------------------------------- other sources


def _told(lines: list[Line], told: list[str]) -> "NDArray[np.float32]":
    """Return what the page's data have of each line (see ``Markup.kept``); an article comes first."""
    from newsclean.witness import coverage

    kept = coverage([line.text for line in lines], told)
    if not told[0]:
        kept[:, 0] = -1
    return kept


def _witnessed(lines: list[Line], root: "etree._Element") -> "NDArray[np.float32] | None":
    """Return what trafilatura has of each line (see ``Markup.witnessed``)."""
    from newsclean.witness import coverage

    size = sum(len(line.text) for line in lines)
    small = size <= MAX_WITNESSED_CHARS and lines[-1].frame.number <= MAX_WITNESSED_ELEMENTS
    found = _trafilatura(root) if small else None
    return None if found is None else coverage([line.text for line in lines], [found])[:, 0]


def _trafilatura(root: "etree._Element") -> str | None:
    """Return the text that trafilatura keeps of a page, "" if it finds none, ``None`` if it fails.

    The tree may be another afterwards.
    """
    import trafilatura

    try:
        # Without its fallbacks: they cost as much again, and as a witness it is no worse for that.
        found = trafilatura.bare_extraction(root, fast=True, include_comments=False, include_tables=True)
    except Exception:  # noqa: BLE001  # a witness that stumbles over a page must not cost the page
        return None
    text = found if found is None or isinstance(found, dict) else found.text
    return text if isinstance(text, str) else ""


def _authors(root: "etree._Element") -> list[str]:
    """Return the authors that trafilatura makes out in the by-lines of a page."""
    from trafilatura.metadata import extract_author

    try:
        found = extract_author(root)
    except Exception:  # noqa: BLE001  # as for the text
        return []
    return [name.strip() for name in (found or "").split(";") if name.strip()]


def _unseen(root: "etree._Element", lines: list[Line], body: str | None) -> list[Line]:
    """Return the lines of an article that is in the page's data and not on the page itself."""
    if not body:
        return []
    from newsclean.witness import coverage

    rows = [row for row in map(str.strip, body.split("\n")) if row]
    seen = coverage(rows, ["\n".join(line.text for line in lines)])[:, 0].tolist()
    hidden = sum(len(row) for row, share in zip(rows, seen, strict=True) if share < MIN_SEEN)
    if hidden < max(MIN_UNSEEN_CHARS, 2 * _prose(lines)) or hidden * 2 < len(body):
        return []
    number = lines[-1].frame.number + 1 if lines else 1
    frame = Frame("script", number, None, 0, 0, (), root)
    return [Line(row, frame) for row in rows]


def _facts(told: "Metadata", *, cut: bool = False) -> PageFacts:
    return PageFacts(
        title=told.title,
        publisher=told.publisher,
        url=told.url,
        language=told.language,
        authors=told.authors,
        captions=told.captions,
        published=told.published,
        tags=told.tags,
        article=told.article,
        cut=cut,
    )
