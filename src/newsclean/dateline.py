"""Datelines: the place from which a report comes, before its first sentence."""

import re
from collections.abc import Sequence
from functools import cache

from newsclean.draft import Draft
from newsclean.labels import Label
from newsclean.wires import find_wires

__all__ = ["find_dateline", "parse_dateline"]

# LONDON (Reuters) -, KYIV, Ukraine, March 3 (AP) —, London:, NEW DELHI —, Washington/Kyiv:
_DATELINE_RE = re.compile(
    r"^(?P<place>[^\W\d_][\w.'’ \-/]{1,40}?)"
    r"(?P<region>,\s[^\W\d_][\w.' ]{1,25}?)?"
    r"(?:,?\s(?:on\s)?(?P<date>(?:[A-Z][a-z]{2,8}\.?\s\d{1,2}|\d{1,2}\s[A-Z][a-z]{2,8})(?:,?\s\d{4})?))?"
    r"\s?(?P<agency>\([^()]{2,40}\))?"
    r"\s?(?P<mark>:|--|[-–—])(?=\s)"
)
_MARK_RE = re.compile(r"[:\-–—]\s")
_PLACE_WORD_RE = re.compile(r"[^\W\d_][\w.'’-]*")
_SMALL = frozenset({"of", "the", "de", "la", "le", "du", "da", "do", "al", "and", "upon", "am", "an", "der"})


def find_dateline(draft: Draft, kept: Sequence[int]) -> str | None:
    """Return the place of the dateline: of a block of its own, else of the first paragraph."""
    for index, ruling in enumerate(draft.rulings):
        if ruling is not None and ruling.verdict.label is Label.DATELINE:
            return parse_dateline(draft.texts[index] + " : ") or draft.texts[index].strip(" -–—:")
    for index in kept[:3]:
        if place := parse_dateline(draft.texts[index]):
            return place
    return None


def parse_dateline(paragraph: str) -> str | None:
    """Return the place that a paragraph opens with, if it opens with a dateline.

    Capitals or a wire service in brackets prove a dateline; a name before a colon or dash is one
    only if it is a known place, for "Putin: ..." and "Analysis - ..." look the same.

    >>> parse_dateline("OSLO, March 3 (Reuters) - Rain fell for a third day.")
    'Oslo'
    >>> parse_dateline("Analysis: why the dam held") is None
    True
    """
    head = paragraph[:140]
    # Most paragraphs have no such mark, and the pattern takes long to find that out.
    match = _DATELINE_RE.match(head) if _MARK_RE.search(head) else None
    if match is None:
        return None
    place = match.group("place").strip()
    words = [word for word in _PLACE_WORD_RE.findall(place) if word not in _SMALL]
    if not words or not all(word[0].isupper() for word in words) or len(words) > 4:
        return None
    agency = match.group("agency")
    by_wire = agency is not None and (bool(find_wires(agency)) or agency.strip("()")[:1].isupper())
    capitals = place.isupper() and len(place) > 3
    if not (by_wire or (capitals and match.group("mark") != ":") or _is_place(place)):
        return None
    return _title_case(place) if place.isupper() else place


def _title_case(place: str) -> str:
    """Return a place printed in capitals in ordinary case; initials such as D.C. stay."""
    return re.sub(
        r"[^\W\d_][\w'’]*",
        lambda m: m.group() if len(m.group()) < 3 and "." in place else m.group().capitalize(),
        place,
    )


@cache
def _places() -> frozenset[str]:
    from newsclean.names import Gazetteer

    return frozenset(
        form
        for entity in Gazetteer.default()
        if entity.kind == "place"
        for form in (entity.name, *entity.variants)
    )


def _is_place(name: str) -> bool:
    known = _title_case(name) if name.isupper() else name
    return any(part.strip() in _places() for part in re.split(r"/| and ", known))
