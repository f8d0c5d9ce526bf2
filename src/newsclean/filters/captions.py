"""Find captions by the credit at their end, and take the two apart.

What tells a caption from a paragraph, once the picture is gone, is who took the picture:
"The bridge on Monday.Credit: AP", "(Ana Prifti/Reuters)", "| Tom Okafor/Getty Images".
"""

import re
from bisect import bisect_right
from collections.abc import Iterator
from itertools import accumulate
from typing import NamedTuple

from newsclean.draft import Draft, Verdict
from newsclean.labels import Label
from newsclean.steps import filter as step
from newsclean.wires import AGENCY, AGENCY_WORDS

__all__ = ["CaptionParts", "captions", "split_credit"]

#: A caption tells what a picture shows; longer blocks are paragraphs that end in a source.
MAX_CAPTION_CHARS = 700
#: A credit names a person, an agency, or both.
MAX_CREDIT_CHARS = 90
MAX_CREDIT_WORDS = 10

_WORD = (
    r"(?:(?:image|photo|picture|video|file|handout|screenshot)\s+)?"
    r"(?:credits?|photo(?:graph)?s?|image|picture|photographer|illustration|courtesy|source|foto|fotos|bild|quelle"
    r"|crédits?|créditos?|fuente|fonte|zdjęcie|фото)"
)
#: What is in every label, folded: a glance that spares most lines the patterns.
_LABELS = (
    "credit", "photo", "image", "picture", "illustration", "courtesy", "source", "foto", "bild", "quelle",
    "crédit", "crédito", "fuente", "fonte", "zdjęcie", "фото", "screenshot",
)  # fmt: skip
_LEADS = ("caption", "in pictures", "file p", "file im")
_MARK_RE = re.compile("[|/–—©]| - ")
_WORDS_RE = re.compile(r"\w+")
#: Any of these is in a caption's line, folded (dashes are hyphens there), or a bracket at its end.
_CUES = (*_LABELS, *_LEADS, "|", "/", "©", " - ")
_BRACKETS = (")", "]", ").", "].")
# With a label: ". Credit: AP", ". Photo by Ana Prifti", ". Photograph: Tom Okafor/Getty Images"
_LABELLED_RE = re.compile(
    rf"(?:^|(?<=[\s.!?…)\]\"”’'»|/(\[]))(?P<open>[(\[]?)(?:{_WORD})"
    r"(?:\s?:\s?|\s(?:by|von|par|por|di)\s|(?<=courtesy)\sof\s|\s(?=©))\s?"
    rf"(?P<credit>[^.:;]{{2,{MAX_CREDIT_CHARS}}}?)[)\]]?\.?$",
    re.IGNORECASE,
)
# In brackets: "(Ana Prifti/Reuters)", "[AP Photo/Tom Okafor]", "(Reuters)", "(via Getty Images)"
_BRACKETED_RE = re.compile(
    rf"\s?[(\[](?P<credit>[^()\[\]]{{0,{MAX_CREDIT_CHARS}}}\b{AGENCY}\b[^()\[\]]{{0,40}})[)\]]\.?$"
)
# After a bar or dash: "| Ana Prifti/Reuters", "- AFP via Getty Images", "/ AP", "© Getty Images"
_BARRED_RE = re.compile(
    rf"\s(?:[|/–—-]|©)\s?(?P<credit>(?:[\w.'’&-]+[\s/]){{0,6}}?(?:via\s)?{AGENCY}(?:[\s/][\w.'’-]+){{0,3}})\.?$"
)
# "Ana Prifti/Reuters" after a full stop, with no mark between.
_SLASHED_RE = re.compile(
    r"(?<=[.!?”’\"])\s(?P<credit>(?:[A-Z][\w.'’-]*\s){0,3}[A-Z][\w.'’-]*\s?/\s?"
    rf"{AGENCY}(?:[\s/][\w.'’-]+){{0,4}})\.?$"
)
_COPYRIGHT_RE = re.compile(rf"(?<=[.!?”’\"])\s?©\s?(?P<credit>[^.©]{{2,{MAX_CREDIT_CHARS}}})$")
#: "Image caption" and the like, before the caption's text.
_LEAD_RE = re.compile(
    r"^(?:(?:image|photo|media) caption|caption|in pictures|file (?:photo|image|pic))\s?[:,.\-–]?\s+",
    re.IGNORECASE,
)
# These open wire credits and source notes, not captions.
_NOT_CAPTION_RE = re.compile(
    r"^(?:with (?:files|inputs?|reporting|additional)|(?:additional )?reporting by|editing by|\(?reporting"
    r"|source:)",
    re.IGNORECASE,
)


class CaptionParts(NamedTuple):
    """A caption's text and credit; one of them may be missing."""

    text: str
    credit: str | None


def split_credit(block: str) -> CaptionParts:
    """Return what stands before the credit at the end of ``block``, and the credit.

    >>> split_credit("The bridge at Varn on Monday. Credit: AP")
    CaptionParts(text='The bridge at Varn on Monday.', credit='AP')
    >>> split_credit("The river rose, she said.")
    CaptionParts(text='The river rose, she said.', credit=None)
    """
    if len(block) > MAX_CAPTION_CHARS:
        return CaptionParts(block, None)
    # The credit stands at the end: look at no more than it can fill.
    tail_at = max(0, len(block) - 2 * MAX_CREDIT_CHARS)
    tail = block[tail_at:]
    for pattern in _candidates(tail):
        if match := pattern.search(tail):
            credit = match.group("credit").strip(" |/-–—©.,")
            text = block[: tail_at + match.start()].strip().rstrip("|/–—([ ").strip()
            if _is_name(credit):
                return CaptionParts(_LEAD_RE.sub("", text), credit)
    return CaptionParts(_LEAD_RE.sub("", block), None)


def _is_name(credit: str) -> bool:
    """Return whether a credit reads like a name: capitalised, at least at its front and mostly."""
    words = _WORDS_RE.findall(credit)
    capitals = sum(not word[0].islower() for word in words)
    if not words or len(words) > MAX_CREDIT_WORDS:
        return False
    return words[0] in AGENCY_WORDS or (not words[0][0].islower() and capitals * 2 >= len(words))


def _candidates(tail: str) -> Iterator[re.Pattern[str]]:
    """Yield the patterns that may fit ``tail``, by the marks that they need: most lines have none."""
    folded = tail.lower()
    if any(label in folded for label in _LABELS):
        yield _LABELLED_RE
    if tail.rstrip(".")[-1:] in (")", "]"):
        yield _BRACKETED_RE
    if _MARK_RE.search(tail) and not AGENCY_WORDS.isdisjoint(_WORDS_RE.findall(tail[-60:])):
        yield _BARRED_RE
        if "/" in tail:
            yield _SLASHED_RE
    if "©" in tail:
        yield _COPYRIGHT_RE


def _cued(draft: Draft) -> list[int]:
    """Return the undecided blocks that hold any of the marks of a caption.

    Cheap, because the page is searched for each mark as a whole, and most pages hold few of them.
    """
    page = "\n".join(draft.folded)
    starts: list[int] = []
    found = {index for index, text in enumerate(draft.texts) if text.endswith(_BRACKETS)}
    for cue in _CUES:
        at = page.find(cue)
        while at >= 0:
            starts = starts or list(accumulate((len(line) + 1 for line in draft.folded), initial=0))
            index = bisect_right(starts, at) - 1
            found.add(index)
            at = page.find(cue, starts[index + 1])
    return [index for index in draft.undecided() if index in found]


@step(name="captions", scope="draft", local=True)
def captions(draft: Draft) -> Iterator[tuple[int, Verdict]]:
    """Label blocks that end in a picture's credit, and those that say they are a caption.

    A credit that stands alone is labelled credit.
    """
    for index in _cued(draft):
        text = draft.texts[index]
        if len(text) > MAX_CAPTION_CHARS or _NOT_CAPTION_RE.match(text):
            continue
        if _LEAD_RE.match(text) and len(text.split()) > 3:
            yield index, Verdict(Label.CAPTION, "caption.lead", 0.95)
            continue
        parts = split_credit(text)
        if parts.credit is None:
            continue
        if len(parts.text.split()) >= 2:
            yield index, Verdict(Label.CAPTION, "caption.credit", 0.95)
        elif not parts.text:
            yield index, Verdict(Label.CREDIT, "credit.alone", 0.95)
