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

# Letters that one word is spelt with now so, now so: Turkish capitals lose the dot, Greek ones the
# accent, and Arabic and Persian keyboards differ.
_VARIANTS = str.maketrans(
    "ıάέήίόύώϊϋΐΰςآأإٱىیکة",
    "iαεηιουωιυιυσااااييكه",
)
# The first bytes of those letters in UTF-8: to look for bytes is twenty times as fast as for a class.
_VARIANT_BYTES = (b"\xc4\xb1", b"\xce", b"\xcf", b"\xd8", b"\xd9", b"\xda", b"\xdb")


def fold(text: str) -> str:
    """Return ``text`` in lower case with plain quotes, hyphens and blanks; same length.

    >>> fold("Don’t miss – SIGN UP")
    "don't miss - sign up"
    """
    if not text.isascii():
        for old, new in _SAME:
            text = text.replace(old, new)
        raw = text.encode("utf-8", "surrogatepass")
        if any(byte in raw for byte in _VARIANT_BYTES):
            return text.lower().translate(_VARIANTS)
    return text.lower()
