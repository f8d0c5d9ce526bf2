"""Fold text for matching phrases: one form for letters, quotes, dashes and blanks.

Folding keeps the number of characters, so an offset in folded text is one in the text itself.
It is for finding things, never for showing them.
"""

__all__ = ["fold"]

# str.replace on a character that does not occur is a memory scan: eleven of them over a page cost
# a tenth of one str.translate.
_SAME = (
    ("\N{LATIN CAPITAL LETTER I WITH DOT ABOVE}", "i"),  # its lower() is two code points
    ("\N{RIGHT SINGLE QUOTATION MARK}", "'"),
    ("\N{LEFT SINGLE QUOTATION MARK}", "'"),
    ("\N{MODIFIER LETTER APOSTROPHE}", "'"),
    ("\N{LEFT DOUBLE QUOTATION MARK}", '"'),
    ("\N{RIGHT DOUBLE QUOTATION MARK}", '"'),
    ("\N{EN DASH}", "-"),
    ("\N{EM DASH}", "-"),
    ("\N{NON-BREAKING HYPHEN}", "-"),
    ("\N{NO-BREAK SPACE}", " "),
    ("\N{NARROW NO-BREAK SPACE}", " "),
)


def fold(text: str) -> str:
    """Return ``text`` in lower case with plain quotes, hyphens and blanks; same length.

    >>> fold("Don’t miss – SIGN UP")
    "don't miss - sign up"
    """
    if not text.isascii():
        for old, new in _SAME:
            text = text.replace(old, new)
    return text.lower()
