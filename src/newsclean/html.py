"""Tell HTML from text."""

import re

__all__ = ["TAG_RE", "looks_like_html"]

_NAMES = (
    "a|abbr|address|article|aside|audio|b|blockquote|body|br|button|caption|center|cite|code|dd|del|details"
    "|div|dl|dt|em|embed|fieldset|figcaption|figure|font|footer|form|h[1-6]|head|header|hr|html|i|iframe|img"
    "|input|ins|kbd|label|legend|li|link|main|map|mark|meta|nav|noscript|object|ol|option|p|picture|pre|q|s"
    "|samp|script|section|select|small|source|span|strike|strong|style|sub|summary|sup|svg|table|tbody|td"
    "|textarea|tfoot|th|thead|time|title|tr|tt|u|ul|var|video"
)
#: A tag of HTML with at most 2,000 characters of attributes; the bound keeps matching linear.
TAG_RE = re.compile(rf"</?(?:{_NAMES})(?:\s[^<>]{{0,2000}})?/?>", re.IGNORECASE)
_OPENING_RE = re.compile(
    rf"\s*(?:<\?xml[^<>]*>\s*)?(?:<!--[^<>]*-->\s*)*(?:<!doctype html|<(?:{_NAMES})[\s/>])", re.IGNORECASE
)
#: How much of a text is looked at.
MAX_CHARS = 200_000


def looks_like_html(text: str) -> bool:
    """Return whether ``text`` is HTML, a whole page or a fragment.

    It is if it opens with a tag of HTML, or holds both an opening and a closing tag of one
    element. A "<" between numbers, a lone tag in prose or an e-mail address in angle brackets
    make no HTML. Linear in the length of ``text``.

    >>> looks_like_html("Rain <b>and</b> wind"), looks_like_html("a < b and b > c")
    (True, False)
    """
    if "<" not in text:
        return False
    text = text[:MAX_CHARS]
    if _OPENING_RE.match(text) and TAG_RE.search(text):
        return True
    opened: set[str] = set()
    for match in TAG_RE.finditer(text):
        tag = match.group().lower()
        name = tag.strip("</>").split()[0]
        if not tag.startswith("</"):
            opened.add(name)
        elif name in opened:
            return True
    return False
