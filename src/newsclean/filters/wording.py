"""Tell residue that no rule fits by its words: most of them are those of the rules."""

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from newsclean.draft import Draft, Verdict
from newsclean.labels import Label
from newsclean.shape import ends_sentence, function_words
from newsclean.steps import filter as step

if TYPE_CHECKING:
    from newsclean.rules import Rule

__all__ = ["residue_probability", "wording"]

#: From this probability on a line is residue. Measured on lines of languages that the weights were not learnt
#: from (``tools/train_wording.py``): it finds four fifths of the residue that no rule fits, and takes one
#: in fifty of the true lines that were made up to look like residue.
LABEL_FROM = 0.8
#: ... and on in languages with packs so rich that they hold most common words: of 60 true lines of German
#: pages that came to 0.8, 23 came to 0.9.
LABEL_FROM_RICH = {"de": 0.9, "pl": 0.9, "en": 0.96}
#: In English what words say has been learnt from pages, too (see ``newsclean.classify.lexical``), and both
#: must speak against a line.
MAX_LEXICAL = 0.0
#: ... and more so where a line is as short as subheadings are, which say "Follow the money" as well.
MAX_LEXICAL_SHORT = -1.2
SHORT_WORDS = 4
#: Longer blocks, in characters, are paragraphs.
MAX_CHARS = 240
#: In Japanese, subheadings have the same few characters as the names of sections.
LEFT_OUT = ("ja",)
#: Labels whose rules look at the place, since dates may head the parts of a chronicle, and how many blocks
#: inside the running text may fit them: more are a pattern of the article's own.
STRAY = (Label.BYLINE, Label.DATE, Label.CREDIT, Label.POPUP, Label.SHARE, Label.COOKIES)
MAX_STRAY = 2
_DATE_RE = re.compile(r"[^\W\d_]{2}|\d{4}|[年월년月]")
#: Lines that begin so are somebody's words.
_SPOKEN = tuple('-–—“"„«‚‘「')


@step(name="wording", scope="draft")
def wording(draft: Draft) -> Iterator[tuple[int, Verdict]]:
    """Label short blocks that are worded as the rules of their language are, though no rule fits them.

    Blocks that a rule fits but for its place are labelled too, where the text has only one or two of a label.
    In languages that there are rule packs for, but for Japanese, and in texts with running text. Pieces of a
    sentence that a scraper broke at its links are left alone.
    """
    if draft.prose is None:
        return
    yield from _stray(draft)
    from newsclean.classify.model import LEARNT
    from newsclean.classify.wording import bundled_wording

    language = draft.language or ""
    learnt = language == LEARNT
    least = LABEL_FROM_RICH.get(language, LABEL_FROM)
    asked = [index for index in draft.undecided() if len(draft.texts[index]) <= MAX_CHARS]
    if learnt:  # what is dearer to find out is asked of few
        asked = [
            index
            for index, line in zip(asked, draft.lines_at(asked), strict=True)
            if line.lexical < MAX_LEXICAL
            and (line.lexical < MAX_LEXICAL_SHORT or draft.folded[index].count(" ") >= SHORT_WORDS)
        ]
    for index in asked:
        if _goes_on(draft, index):
            continue
        sure = residue_probability(draft, index)
        if sure < least:
            continue
        label = bundled_wording(language).label(draft.folded[index])
        yield index, Verdict(label, f"wording.{label}", round(min(sure, 0.95), 2))


def _stray(draft: Draft) -> Iterator[tuple[int, Verdict]]:
    """Label what rules fit but for its place, where a text has few such blocks of a label."""
    from newsclean.classify.model import LEARNT
    from newsclean.rules import is_in_place

    stray: dict[Label, list[tuple[int, Rule]]] = {}
    undecided = set(draft.undecided())
    for index, rules in draft.matches.items():
        text = draft.texts[index]
        if index not in undecided or text.startswith(_SPOKEN):
            continue
        if ends_sentence(text) or _goes_on(draft, index):
            continue
        if draft.language == LEARNT and " " not in text:  # names of sections and of networks are words, too
            continue
        placed = [rule for rule in rules if rule.label in STRAY and not is_in_place(rule, index, draft.prose)]
        if placed:
            if placed[0].label is Label.DATE and not _DATE_RE.search(text):  # scores and scales
                continue
            surest = max(placed, key=lambda rule: rule.confidence)
            stray.setdefault(surest.label, []).append((index, surest))
    for label, found in stray.items():
        if len(found) <= MAX_STRAY:
            for index, rule in found:
                yield index, Verdict(label, rule.id, round(rule.confidence - 0.1, 2))


def residue_probability(draft: Draft, index: int) -> float:
    """Return how probably a block is residue by its words; 0 in languages without rule packs, or left out."""
    from newsclean.classify.wording import bundled_wording, probability
    from newsclean.rules import languages

    if draft.language not in languages() or draft.language in LEFT_OUT:
        return 0.0
    traits = bundled_wording(draft.language).traits(draft.texts[index], draft.folded[index])
    return probability(traits) if traits else 0.0


#: What a sentence goes on with after a link, and what is left of one before it.
_GOES_ON = (",", ".", ";", ")")
_WENT_ON = (".", ":", ",", ";")


_SENTENCE_RE = re.compile(r"[^\W\d_]{3}[.!?] +[^\W\d_a-z]+[a-z]* ")


def _holds_sentence(text: str) -> bool:
    """Return whether a sentence ends inside a text that does not end with one."""
    return not ends_sentence(text) and _SENTENCE_RE.search(text) is not None


def _goes_on(draft: Draft, index: int) -> bool:
    """Return whether a block is a piece of a sentence.

    It or the one after begins in small letters or with a mark, or it ends with an article or the like.
    """
    text = draft.texts[index]
    after = draft.texts[index + 1] if index + 1 < len(draft) else ""
    if after[:1].islower() or after.startswith(_GOES_ON) or text.startswith(_WENT_ON):
        return True
    words = draft.folded[index].split()
    if len(words) > SHORT_WORDS and (words[-1] in function_words() or _holds_sentence(text)):
        return True
    before = draft.texts[index - 1] if index else ""
    return text[0].islower() and bool(before) and not ends_sentence(before)
