"""Make typographic quotation marks straight. Not part of a preset: ``quotes="straight"`` adds it."""

import re
from collections.abc import Iterator

from newsclean.edits import Edit
from newsclean.labels import EditKind
from newsclean.steps import repair

__all__ = ["quotes"]

# As ftfy's uncurl_quotes: single and double quotation marks, low and reversed ones included.
SINGLE_RE = "[\u02bc\u2018-\u201b]"
DOUBLE_RE = "[\u201c-\u201f]"
_QUOTES_RE = re.compile(f"({SINGLE_RE})|{DOUBLE_RE}")


@repair(kind=EditKind.QUOTES)
def quotes(text: str) -> Iterator[Edit]:
    """Yield an edit for each curly quotation mark or apostrophe.

    >>> [edit.replacement for edit in quotes("“Don’t”")]
    ['"', "'", '"']
    """
    for match in _QUOTES_RE.finditer(text):
        yield Edit(*match.span(), "'" if match.group(1) else '"', EditKind.QUOTES, "straight quotes")
