"""Tell residue that no rule fits by its words: most of them are those of the rules."""

from collections.abc import Iterator

from newsclean.draft import Draft, Verdict
from newsclean.shape import ends_sentence
from newsclean.steps import filter as step

__all__ = ["residue_probability", "wording"]

#: From this probability on a line is residue. Measured on lines of languages that the weights were not learnt
#: from (``tools/train_wording.py``): it finds three quarters of the residue that no rule fits, and takes one
#: in sixty of the true lines that were made up to look like residue.
LABEL_FROM = 0.8
#: In English the packs are so rich that they hold most common words, but what words say there has been learnt
#: from pages, too (see ``newsclean.classify.lexical``), and both must speak against a line.
LABEL_FROM_LEARNT = 0.95
MAX_LEXICAL = 0.0
#: ... and more so where a line is as short as subheadings are, which say "Follow the money" as well.
MAX_LEXICAL_SHORT = -1.0
SHORT_WORDS = 4
#: Longer blocks, in characters, are paragraphs.
MAX_CHARS = 240
#: In Japanese, subheadings have the same few characters as the names of sections.
LEFT_OUT = ("ja",)


@step(name="wording", scope="draft")
def wording(draft: Draft) -> Iterator[tuple[int, Verdict]]:
    """Label short blocks that are worded as the rules of their language are, though no rule fits them.

    In languages that there are rule packs for, but for Japanese, and in texts with running text. Pieces of a
    sentence that a scraper broke at its links are left alone.
    """
    if draft.prose is None:
        return
    from newsclean.classify.model import LEARNT
    from newsclean.classify.wording import bundled_wording

    language = draft.language or ""
    learnt = language == LEARNT
    for index in draft.undecided():
        if len(draft.texts[index]) > MAX_CHARS or _goes_on(draft, index):
            continue
        sure = residue_probability(draft, index)
        if sure < (LABEL_FROM_LEARNT if learnt else LABEL_FROM):
            continue
        if learnt:
            short = draft.folded[index].count(" ") < SHORT_WORDS
            if draft.line(index).lexical >= (MAX_LEXICAL_SHORT if short else MAX_LEXICAL):
                continue
        label = bundled_wording(language).label(draft.folded[index])
        yield index, Verdict(label, f"wording.{label}", round(min(sure, 0.95), 2))


def residue_probability(draft: Draft, index: int) -> float:
    """Return how probably a block is residue by its words; 0 in languages without rule packs, or left out."""
    from newsclean.classify.wording import bundled_wording, probability
    from newsclean.rules import languages

    if draft.language not in languages() or draft.language in LEFT_OUT:
        return 0.0
    traits = bundled_wording(draft.language).traits(draft.texts[index], draft.folded[index])
    return probability(traits) if traits else 0.0


#: What a sentence goes on with after a link.
_GOES_ON = (",", ".", ";", ")")


def _goes_on(draft: Draft, index: int) -> bool:
    """Return whether a block is a piece of a sentence: it or the one after begins in small letters."""
    after = draft.texts[index + 1] if index + 1 < len(draft) else ""
    if after[:1].islower() or after.startswith(_GOES_ON):
        return True
    before = draft.texts[index - 1] if index else ""
    return draft.texts[index][0].islower() and bool(before) and not ends_sentence(before)
