"""What a form itself, wherever it stands, says for and against standing for a name.

Each reason has a weight, in log-odds, roughly; their sum is the score. The weights, here and in
``setting`` and ``weigh``, were set by hand so that the development data comes out right with room
to spare on the side of leaving alone.
"""

import re
from collections.abc import Iterator
from collections.abc import Set as AbstractSet
from typing import NamedTuple

from newsclean.names.compare import typing_slip
from newsclean.names.entity import Kind
from newsclean.names.fold import fold_name
from newsclean.names.lexicon import lexicon
from newsclean.names.parts import PARTICLES, Part, written
from newsclean.names.weights import WEIGHTS

__all__ = ["MIN_PROVEN", "SHORT", "Reason", "because", "of_the_form", "of_the_frame", "total"]

#: The similarity at which likeness speaks neither way.
EVEN_SIMILARITY = 0.78
#: From this similarity on a right spelling elsewhere in the document is proof. Texts name many
#: places and firms, so that another word is often like one of them ("Rafale" and "Lahore").
MIN_PROVEN = {Kind.PERSON: 0.8, Kind.PLACE: 0.9, Kind.ORG: 0.9}
#: Forms of this length and up are long; of that length and less, short.
LONG, SHORT = 8, 4
#: The prominence that speaks neither way.
EVEN_PROMINENCE = 3

_DERIVED_RE = re.compile(r"(?:an|ans|ian|ians|ia|ias|ese|ic|ish|er|ers|ite|ites|ist|ists|o|os|at|es|i|is|s)")


class Reason(NamedTuple):
    """One piece of evidence.

    Attributes:
        weight: How much it says, in log-odds; below zero if it speaks against.
        text: It in words.
        kind: Its name in ``weights.WEIGHTS``.
        value: What that weight was multiplied by.
    """

    weight: float
    text: str
    kind: str = ""
    value: float = 1.0


def because(kind: str, text: str, value: float = 1.0) -> Reason:
    """Return a reason of a kind, with its weight."""
    return Reason(WEIGHTS[kind] * value, text, kind, value)


def total(reasons: "list[Reason] | tuple[Reason, ...]") -> float:
    """Return the sum of the weights."""
    return sum(reason.weight for reason in reasons)


def of_the_form(folded: str, part: Part, alike: float, others: AbstractSet[str]) -> Iterator[Reason]:
    """Yield what speaks for and against ``folded`` standing for ``part``, which it is ``alike``.

    ``others`` are the names of other entities of which ``folded`` is a right word.
    """
    yield because(f"prior_{part.entity.kind}", "garbled names are rare")
    yield because("alike", f"{alike:.0%} like {written(part)}", alike - EVEN_SIMILARITY)
    fame = "prominence" if part.entity.kind is Kind.PERSON else "prominence_thing"
    yield because(fame, "how often it is in the news", part.entity.prominence - EVEN_PROMINENCE)
    if len(folded) >= LONG:
        yield because("long", "a long form")
    elif len(folded) <= SHORT:
        yield because("short" if len(folded) == SHORT else "very_short", "a short form")
    yield from _of_the_lexicon(folded, part, others)
    yield from _of_the_part(folded, part, alike, others)


def of_the_frame(folded: str, part: Part, alike: float, others: AbstractSet[str]) -> Iterator[Reason]:
    """Yield what ``folded`` says for and against being a word of a name whose other words are right."""
    yield because(f"prior_{part.entity.kind}", "garbled names are rare")
    yield because("alike", f"{alike:.0%} like {written(part)}", alike - EVEN_SIMILARITY)
    fame = part.entity.prominence - EVEN_PROMINENCE
    yield because("prominence_framed", "how often it is in the news", fame)
    rest = [word for word in map(fold_name, part.rest) if word not in PARTICLES]
    if part.entity.kind is not Kind.PERSON:  # "New", "West", "Bank"
        rest = [word for word in rest if word not in lexicon().words]
    frame = "frame_of_many" if len(rest) > 1 else "frame" if rest else "frame_of_particles"
    yield because(frame, f"the rest of {part.entity.name} is right")
    known = lexicon()
    if any(not known.knows(word) for word in rest):
        yield because("frame_rare", "few are called so")
    if folded in known.words:
        yield because("framed_word", "it is a word")
    elif others or known.knows(folded):
        yield because("framed_name", "it is a name")
    if part.entity.kind is Kind.PERSON and not part.alone and folded in known.given:
        yield because("framed_given", "a given name may be spelled in many ways")


def _of_the_lexicon(folded: str, part: Part, others: AbstractSet[str]) -> Iterator[Reason]:
    known = lexicon()
    if others:
        yield because("others", f"it is right in {min(others)}")
    if folded in known.words or (folded.endswith("s") and folded[:-1] in known.words):
        yield because("word", "it is a word")
    elif folded in known.given:
        yield because("given", "it is a given name")
    elif folded in known.surnames:
        yield because("surname", "it is a family name")
    elif folded in known.proper:
        yield because("proper", "it is a town or another proper noun")
    elif known.is_compound(folded):
        yield because("compound", "it is made of two words")
    elif not others:
        yield because("unknown", "it is no known word or name")
        if typing_slip(folded, part.folded):
            size = "long" if len(folded) >= LONG - 1 else "short" if len(folded) <= SHORT else "middling"
            yield because(f"slip_{size}", "one slip of the pen")
        if not folded.isalpha():
            yield because("digit", "a digit in a word")


def _of_the_part(folded: str, part: Part, alike: float, others: AbstractSet[str]) -> Iterator[Reason]:
    if not part.alone:
        yield because("part", "it does not stand alone")
        if alike < MIN_PROVEN[Kind.PERSON]:
            yield because("unlike_part", "too unlike for a part of a name")
        if part.end < len(part.form) and (others or folded in lexicon().given):
            yield because("many_ways", "a given name may be spelled in many ways")
    if part.demonym:
        yield because("demonym", "no name, but a word for a people")
    if part.entity.kind is Kind.PERSON:
        if folded in (f"{part.folded}s", f"{part.folded}es"):
            yield because("plural", "more than one of the name")
    elif _is_derived(folded, part.folded):
        yield because("derived", "it is derived from the name, or the name from it")


def _is_derived(folded: str, name: str) -> bool:
    """Return whether of a form and a place's name one is made of the other: "Houstonian", "Namib"."""
    if len(folded) > len(name):
        return any(
            folded.startswith(stem) and _DERIVED_RE.fullmatch(folded, len(stem)) is not None
            for stem in (name, name[:-1])
        )
    return len(folded) < len(name) - 1 and name.startswith(folded)
