"""What a form itself, wherever it stands, says for and against standing for a name.

Each reason has a weight, in log-odds, roughly; their sum is the score. The weights, here and in
``setting`` and ``weigh``, were set by hand so that the development data comes out right with room
to spare on the side of leaving alone.
"""

import re
from collections.abc import Iterator
from typing import NamedTuple

from newsclean.names.compare import typing_slip
from newsclean.names.entity import Kind
from newsclean.names.lexicon import lexicon
from newsclean.names.parts import Part, written

__all__ = ["MIN_PROVEN", "SHORT", "Reason", "of_the_form", "total"]

#: What an unlikely thing a garbled name is, to begin with.
PRIOR = -3.2
#: The similarity at which likeness speaks neither way, and how steeply it speaks.
EVEN_SIMILARITY = 0.78
STEEPNESS = 12.0
#: From this similarity on a right spelling elsewhere in the document is proof. Texts name many
#: places and firms, so that another word is often like one of them ("Rafale" and "Lahore").
MIN_PROVEN = {Kind.PERSON: 0.8, Kind.PLACE: 0.9, Kind.ORG: 0.9}
#: Forms of this length and up are long; of that length and less, short.
LONG, SHORT = 8, 4
#: The prominence that speaks neither way.
EVEN_PROMINENCE = 3

_DERIVED_RE = re.compile(r"(?:an|ans|ian|ians|ia|ias|ese|ic|ish|er|ers|ite|ites|ist|ists|o|os|at|es|i|is)$")


class Reason(NamedTuple):
    """One piece of evidence: its weight, and it in words."""

    weight: float
    text: str


def total(reasons: "list[Reason] | tuple[Reason, ...]") -> float:
    """Return the sum of the weights."""
    return sum(reason.weight for reason in reasons)


def of_the_form(folded: str, part: Part, alike: float, others: set[str]) -> Iterator[Reason]:
    """Yield what speaks for and against ``folded`` standing for ``part``, which it is ``alike``.

    ``others`` are the names of other entities of which ``folded`` is a right word.
    """
    yield Reason(PRIOR, "garbled names are rare")
    yield Reason(STEEPNESS * (alike - EVEN_SIMILARITY), f"{alike:.0%} like {written(part)}")
    yield Reason(0.4 * (part.entity.prominence - EVEN_PROMINENCE), "how often it is in the news")
    if len(folded) >= LONG:
        yield Reason(0.6, "a long form")
    elif len(folded) <= SHORT:
        yield Reason(-0.8 if len(folded) == SHORT else -2.0, "a short form")
    yield from _of_the_lexicon(folded, part, others)
    yield from _of_the_part(folded, part, alike, others)


def _of_the_lexicon(folded: str, part: Part, others: set[str]) -> Iterator[Reason]:
    known = lexicon()
    if others:
        yield Reason(-2.5, f"it is right in {min(others)}")
    if folded in known.words or (folded.endswith("s") and folded[:-1] in known.words):
        yield Reason(-3.0, "it is a word")
    elif folded in known.given:
        yield Reason(-1.5, "it is a given name")
    elif folded in known.surnames:
        yield Reason(-1.2, "it is a family name")
    elif folded in known.proper:
        yield Reason(-1.5, "it is a town or another proper noun")
    elif known.is_compound(folded):
        yield Reason(-3.0, "it is made of two words")
    elif not others:
        yield Reason(0.9, "it is no known word or name")
        if typing_slip(folded, part.folded):
            weight = 1.2 if len(folded) >= LONG - 1 else 0.8 if len(folded) > SHORT else 0.3
            yield Reason(weight, "one slip of the pen")
        if not folded.isalpha():
            yield Reason(0.9, "a digit in a word")


def _of_the_part(folded: str, part: Part, alike: float, others: set[str]) -> Iterator[Reason]:
    if not part.alone:
        yield Reason(-1.5, "it does not stand alone")
        if alike < MIN_PROVEN[Kind.PERSON]:
            yield Reason(-3.0, "too unlike for a part of a name")
        if part.end < len(part.form) and (others or folded in lexicon().given):
            yield Reason(-3.0, "a given name may be spelled in many ways")
    if part.demonym:
        yield Reason(-2.0, "no name, but a word for a people")
    if part.entity.kind is Kind.PERSON:
        if folded in (f"{part.folded}s", f"{part.folded}es"):
            yield Reason(-5.0, "more than one of the name")
    elif _is_derived(folded, part.folded):
        yield Reason(-5.0, "it is derived from the name, or the name from it")


def _is_derived(folded: str, name: str) -> bool:
    """Return whether of a form and a place's name one is made of the other: "Houstonian", "Namib"."""
    if len(folded) > len(name):
        return folded.startswith(name[:-1]) and bool(_DERIVED_RE.search(folded))
    return len(folded) < len(name) - 1 and name.startswith(folded)
