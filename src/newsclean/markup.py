"""A page as lines of visible text, each with what the markup says of it.

A line is what a reader sees between two breaks: the text of one block element, however many links and
emphases it holds, or of one piece between two ``<br>``. The walk is one pass over the tree, without
recursion, so that depth costs nothing.
"""

import math
import re
from bisect import bisect_right
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache
from itertools import accumulate
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import numpy as np
    from lxml import etree
    from numpy.typing import NDArray

__all__ = [
    "HEADINGS",
    "INLINE",
    "MAX_LINES",
    "REGIONS",
    "Frame",
    "Line",
    "Markup",
    "ancestors",
    "lines_of",
    "region",
]

#: Elements whose content nobody sees.
SILENT = frozenset({
    "audio", "canvas", "datalist", "head", "iframe", "math", "noscript", "object", "script", "style", "svg",
    "template", "textarea", "title", "video",
})  # fmt: skip
#: Elements that do not begin a line of their own.
INLINE = frozenset({
    "a", "abbr", "acronym", "b", "bdi", "bdo", "big", "cite", "code", "data", "del", "dfn", "em", "font", "i",
    "img", "ins", "kbd", "label", "mark", "meter", "nobr", "output", "q", "rp", "rt", "ruby", "s", "samp",
    "small", "span", "strike", "strong", "sub", "sup", "time", "tt", "u", "var", "wbr",
})  # fmt: skip
CELLS = frozenset({"td", "th"})
#: What the row of a table may hold to be one line.
ROW_PARTS = INLINE | CELLS | SILENT | {"br"}
#: Between the cells of a row, as browsers copy it.
CELL_BREAK = " \t"
BOLD = ("b", "strong")
PICTURES = frozenset({"img", "video", "iframe"})
HEADINGS = frozenset({"h1", "h2", "h3", "h4", "h5", "h6"})
#: What a line may stand in, by tag or by role; each is a bit of ``Frame.regions``.
REGIONS = (
    "article", "main", "aside", "nav", "header", "footer", "form", "figure", "figcaption", "table", "list",
    "quote", "button", "heading", "pre", "details", "dialog", "hidden", "article_body", "headline",
)  # fmt: skip
_BITS = {name: 1 << number for number, name in enumerate(REGIONS)}
_TAG_REGIONS = {
    **{name: name for name in REGIONS[:9]},
    "table": "table", "ul": "list", "ol": "list", "dl": "list", "blockquote": "quote", "button": "button",
    "select": "button", "pre": "pre", "details": "details", "dialog": "dialog",
    "menu": "nav", **dict.fromkeys(HEADINGS, "heading"),
}  # fmt: skip
_ROLE_REGIONS = {
    "article": "article", "main": "main", "complementary": "aside", "navigation": "nav", "banner": "header",
    "contentinfo": "footer", "search": "form", "dialog": "dialog", "alertdialog": "dialog", "menu": "nav",
    "menubar": "nav", "tablist": "nav", "toolbar": "button", "button": "button", "figure": "figure",
}  # fmt: skip
_HIDDEN_STYLE_RE = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.IGNORECASE)
_BLANKS_RE = re.compile(r"[ \t\n\r\f\v]+")
_WORDS_RE = re.compile("[A-Z]?[a-z]{2,}|[A-Z]{2,}(?![a-z])")
#: As many words of an element's class and id count; some systems write novels there.
MAX_HINTS = 12
#: Deeper elements than this are read as if they stood here.
MAX_DEPTH = 400
#: No article has more lines, nor the page around it.
MAX_LINES = 50_000
#: Of pages with more, paths have no numbers.
MAX_COUNTED = 5_000


def region(name: str) -> int:
    """Return the bit of ``Frame.regions`` that stands for one of ``REGIONS``."""
    return _BITS[name]


@dataclass(slots=True, eq=False)
class Frame:
    """A block element that text stands in.

    Attributes:
        tag: Its tag.
        number: Its place in the order of the page's block elements.
        parent: The block element around it.
        depth: How many block elements it stands in.
        regions: What it stands in, itself included: bits of ``REGIONS``.
        hints: The words of its class and id.
        element: The element itself.
    """

    tag: str
    number: int
    parent: "Frame | None"
    depth: int
    regions: int
    hints: tuple[str, ...]
    element: "etree._Element"


@dataclass(slots=True, eq=False)
class Line:
    """A line of visible text.

    Attributes:
        text: What is seen, blanks as a browser shows them.
        frame: The block element it stands in.
        linked: How many of its characters are in links.
        strong: How many are printed bold.
        hints: The words of class and id of inline elements that it begins with.
        pictures: How many pictures and videos stand between it and the line before.
    """

    text: str
    frame: Frame
    linked: int = 0
    strong: int = 0
    hints: tuple[str, ...] = ()
    pictures: int = 0


def lines_of(root: "etree._Element", max_chars: int | None = None) -> list[Line]:
    """Return the lines of visible text under ``root``, in reading order. Linear in the page's size.

    The walk ends after ``max_chars`` characters of text, or ``MAX_LINES`` lines, with the line it is in.
    """
    return _Walk(max_chars).lines(root)


class _Walk:
    """One pass over a tree."""

    def __init__(self, max_chars: int | None) -> None:
        self._left = math.inf if max_chars is None else max_chars
        self._found: list[Line] = []
        self._pieces: list[str] = []
        self._length = 0  # of the pieces, as they stand so far
        self._blank = True  # whether the line ends in a blank, or is empty
        self._linked = self._strong = 0
        self._hints: tuple[str, ...] = ()
        self._frames = self._pictures = 0
        self._links = self._bold = 0  # how many such elements the walk is inside of

    def lines(self, root: "etree._Element") -> list[Line]:
        from lxml import etree

        self._frame = Frame("html", 0, None, 0, 0, (), root)
        walk = etree.iterwalk(root, events=("start", "end"))
        for event, element in walk:
            tag = element.tag
            if not isinstance(tag, str):  # a processing instruction or a comment
                tag = "wbr"
            if event == "start":
                if self._left < 0 or len(self._found) >= MAX_LINES:
                    return self._found
                self._pictures += tag in PICTURES
                if tag in SILENT:
                    walk.skip_subtree()
                else:
                    self._start(element, tag)
            else:
                if tag not in SILENT:
                    self._end(element, tag)
                if element.tail and element is not root:
                    self._add(element.tail)
        self._flush()
        return self._found

    def _start(self, element: "etree._Element", tag: str) -> None:
        frame = self._frame
        if tag in INLINE:
            self._links += tag == "a"
            self._bold += tag in BOLD
            if not self._length and not self._hints:
                self._hints = _hints_of(element)
        elif tag == "br":
            self._flush()
        elif tag in CELLS and frame.tag == "tr" and frame.element is element.getparent():
            self._put(CELL_BREAK)
        else:
            self._flush()
            # A row of a layout is none: its cells are parts of the page.
            self._enter(element, "div" if tag == "tr" and not _is_simple(element) else tag)
        if element.text and isinstance(element.tag, str):
            self._add(element.text)

    def _end(self, element: "etree._Element", tag: str) -> None:
        if tag in INLINE:
            self._links -= tag == "a"
            self._bold -= tag in BOLD
        elif tag != "br" and not (tag in CELLS and self._frame.tag == "tr"):
            self._flush()
            if self._frame.element is element and self._frame.parent is not None:
                self._frame = self._frame.parent

    def _enter(self, element: "etree._Element", tag: str) -> None:
        around = self._frame
        if around.depth >= MAX_DEPTH:
            return
        self._frames += 1
        regions = around.regions
        if name := _TAG_REGIONS.get(tag):
            regions |= _BITS[name]
        hints: tuple[str, ...] = ()
        if len(element.attrib):
            hints = _hints_of(element)
            regions |= _said_of(element)
        self._frame = Frame(tag, self._frames, around, around.depth + 1, regions, hints, element)

    def _add(self, text: str) -> None:
        if self._frame.tag != "pre" or "\n" not in text:
            self._put(text)
            return
        first, *rest = text.split("\n")
        self._put(first)
        for line in rest:
            self._flush()
            self._put(line)

    def _put(self, text: str) -> None:
        if text.isspace():
            if self._blank:
                return
            text = " "
        else:
            text = _BLANKS_RE.sub(" ", text)
        if self._blank:
            text = text.lstrip(" ")
        if not text:
            return
        self._pieces.append(text)
        size = len(text)
        self._length += size
        self._blank = text[-1] == " "
        if self._links:
            self._linked += size
        if self._bold:
            self._strong += size

    def _flush(self) -> None:
        if self._length:
            text = "".join(self._pieces).rstrip(" ")
            if text and not text.isspace():
                self._left -= len(text)
                self._found.append(
                    Line(text, self._frame, self._linked, self._strong, self._hints, self._pictures)
                )
                self._pictures = 0
            self._pieces = []
            self._length = self._linked = self._strong = 0
            self._blank = True
        self._hints = ()


def _is_simple(row: "etree._Element") -> bool:
    """Return whether a table's row holds words only: no paragraphs, lists or other tables."""
    return all(not isinstance(inner.tag, str) or inner.tag in ROW_PARTS for inner in row.iterdescendants())


def _said_of(element: "etree._Element") -> int:
    """Return the regions that an element's attributes speak of."""
    get = element.get
    found = 0
    if role := get("role"):
        found |= _BITS.get(_ROLE_REGIONS.get(role, ""), 0)
    if item := get("itemprop"):
        if item == "articleBody":
            found |= _BITS["article_body"]
        elif item == "headline":
            found |= _BITS["headline"]
    hidden = get("hidden") is not None or get("aria-hidden") == "true"
    if hidden or ((style := get("style")) and _HIDDEN_STYLE_RE.search(style)):
        found |= _BITS["hidden"]
    return found


def _hints_of(element: "etree._Element") -> tuple[str, ...]:
    css, own_id = element.get("class"), element.get("id")
    if not css and not own_id:
        return ()
    return _words(f"{css or ''} {own_id or ''}"[:300])


@lru_cache(maxsize=4096)
def _words(value: str) -> tuple[str, ...]:
    """Return the words in a class or id.

    >>> _words("article__body-text relatedLinks")
    ('article', 'body', 'text', 'related', 'links')
    """
    found = (word.lower() for word in _WORDS_RE.findall(value))
    return tuple(dict.fromkeys(found))[:MAX_HINTS]


def ancestors(frame: Frame) -> Iterator[Frame]:
    """Yield a frame and those around it, from the inside."""
    at: Frame | None = frame
    while at is not None:
        yield at
        at = at.parent


class Markup:
    """The lines of a page, and what else is known of them.

    Attributes:
        lines: The lines of visible text.
        text: These, one below the other.
        kept: What share of each line's words are in the article that the page's data for machines have, in
            the summaries and in the titles that these give: (lines, 3). -1 where there is no such article.
        unseen_from: The first line that is not on the page but in its data; none but for pages whose
            article only a script would show.
        whole: Whether it is a page, with a head or a body; else a piece of one.
    """

    def __init__(
        self,
        lines: Sequence[Line],
        kept: "NDArray[np.float32]",
        unseen_from: int | None = None,
        *,
        whole: bool = True,
        ask: "Callable[[], NDArray[np.float32] | None] | None" = None,
    ) -> None:
        self.lines = lines
        self.kept = kept
        self.unseen_from = unseen_from
        self.whole = whole
        self._ask = ask
        self.text = "\n".join(line.text for line in lines)
        self._paths: dict[int, str] = {}
        self._starts = list(accumulate((len(line.text) + 1 for line in lines), initial=0))

    @cached_property
    def witnessed(self) -> "NDArray[np.float32] | None":
        """What share of each line's words trafilatura kept; ``None`` if it fails or the page is too large.

        It is asked the first time that somebody wants to know: that takes as long as half of all the rest.
        """
        return self._ask() if self._ask else None

    def index_at(self, offset: int) -> int:
        """Return the index of the line that holds the character at ``offset`` of ``text``."""
        return bisect_right(self._starts, offset, hi=len(self.lines)) - 1

    def path(self, index: int) -> str:
        """Return where in the tree a line stands: the XPath of its block element.

        On a page of very many lines it does not say which of several siblings it is: to count those would
        take a time quadratic in their number.
        """
        frame = self.lines[index].frame
        if len(self.lines) > MAX_COUNTED:
            tags = [around.tag for around in ancestors(frame)]
            return "/" + "/".join(reversed(tags))
        if frame.number not in self._paths:
            self._paths[frame.number] = frame.element.getroottree().getpath(frame.element)
        return self._paths[frame.number]
