"""Repair tags left in text: a scraper's ``<p>`` and ``<br/>``."""

import re
from collections.abc import Iterator

from newsclean.edits import Edit
from newsclean.html import TAG_RE, looks_like_html
from newsclean.labels import EditKind
from newsclean.steps import repair

__all__ = ["markup"]

_COMMENT_RE = re.compile(r"<!--[^<>]*-->")


@repair(kind=EditKind.MARKUP)
def markup(text: str) -> Iterator[Edit]:
    """Yield edits that delete tags, if the text as a whole looks like HTML.

    A lone mention of a tag, as in an article about HTML, stays.

    >>> [edit.start for edit in markup("<p>First.</p>")]
    [0, 9]
    """
    if "<" not in text or not looks_like_html(text):
        return
    for pattern in (TAG_RE, _COMMENT_RE):
        for match in pattern.finditer(text):
            yield Edit(*match.span(), "", EditKind.MARKUP, "tag left in the text")
