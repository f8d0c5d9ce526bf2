"""The style sheets of the views, and the escaping that all of them share."""

import re
from functools import cache
from html import escape

from newsclean.labels import Label
from newsclean.views.head import printable

__all__ = ["ABOUT", "escaped", "plural", "style"]

#: Labels of what tells about the article and becomes a field: shown in another colour than residue.
ABOUT = frozenset({
    Label.TITLE, Label.STANDFIRST, Label.BYLINE, Label.DATE, Label.DATELINE, Label.CAPTION, Label.CREDIT,
    Label.TAGS, Label.RELATED, Label.SUBHEADING, Label.BODY,
})  # fmt: skip


def escaped(text: str) -> str:
    """Return ``text`` so that HTML shows it, in an element or an attribute, and nothing of it is markup."""
    return escape(printable(text))


def plural(count: int, one: str, many: str | None = None) -> str:
    """Return a count with its noun.

    >>> plural(1, "document"), plural(1200, "document"), plural(2, "entry", "entries")
    ('1 document', '1,200 documents', '2 entries')
    """
    return f"{count:,} {one if count == 1 else many or one + 's'}"


@cache
def style(*names: str) -> str:
    """Return the sheets ``base.css`` and those of ``names``, which lie beside this file, on one line."""
    from importlib import resources  # takes longer than the rest of the views

    folder = resources.files("newsclean.views")
    sheets = [folder.joinpath(f"{name}.css").read_text(encoding="utf-8") for name in ("base", *names)]
    bare = re.sub(r"/\*.*?\*/", "", "".join(sheets), flags=re.DOTALL)
    # Not around ":" or ">", which in a selector may follow a blank that counts.
    return re.sub(r"\s*([{};,])\s*", r"\1", re.sub(r"\s+", " ", bare)).strip()
