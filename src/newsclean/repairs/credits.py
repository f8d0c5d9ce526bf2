"""Repair credits that were glued to the sentence before them: "for an hour.Credit: AP"."""

import re
from collections.abc import Iterator

from newsclean.edits import Edit
from newsclean.labels import EditKind
from newsclean.steps import repair

__all__ = ["credits"]

# The words that open a credit, as news sites of several languages print them, and the colon or
# "by" without which a word such as "Photo" proves nothing.
CREDIT_RE = re.compile(
    # Literals only at the front: re then skips to their first letters.
    r"(?:Image credit|Photo credit|Picture credit|Video credit|Image source|Credits?|CREDITS?|Photographs?"
    r"|Photos?|PHOTO|File photo|Image|IMAGE|Picture|Source|Illustration|Courtesy|Fotos?|FOTO|Bild|Quelle"
    r"|Crédits?|Créditos?"
    r"|Fuente|Fonte|Fot\.|Фото|Zdjęcie)(?:\s?:|\s(?:by|of|von|par|por|di)\s)"
)
# What a caption ends with when a credit is glued to it: a sentence's end, a closing quote or
# bracket, or simply a lower-case letter ("on MondayCredit: AP"). Words that names are compounded
# with ("OpenSource: a fund") need more than a letter before them.
_GLUED_AFTER = frozenset(".!?…)]\"”’'»")
_COMPOUNDED = ("Source", "Image", "Picture", "Illustration", "Quelle", "Bild")


@repair(kind=EditKind.CREDIT)
def credits(text: str) -> Iterator[Edit]:  # noqa: A001 - `repairs.credits` is its name
    """Yield a blank for each place where a credit is glued to what stands before it.

    >>> list(credits("spoke for an hour.Credit: AP"))[0].start
    18
    """
    for match in CREDIT_RE.finditer(text):
        at = match.start()
        before = text[at - 1 : at]
        if before in _GLUED_AFTER or (before.islower() and not match.group().startswith(_COMPOUNDED)):
            yield Edit(at, at, " ", EditKind.CREDIT, "credit glued to a sentence")
