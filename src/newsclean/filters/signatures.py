"""Find by-lines that are nothing but names: who wrote it stands there without a "By".

On a page the name is a link under the headline. In its text it is a line like those of the menus, and only
what it says and where it stands tell it apart.
"""

import re
from collections.abc import Iterator

from newsclean.bylines import LEAD_RE, NAMES_BETWEEN_RE
from newsclean.draft import Draft, Verdict
from newsclean.filters.layout import run_of
from newsclean.labels import Label
from newsclean.shape import PROSE_WEIGHT, function_words
from newsclean.steps import filter as step

__all__ = ["signatures"]

#: How many blocks above the text a by-line may stand: portraits, dates, share bars and pictures come between.
MAX_ABOVE = 40
#: Without a headline to begin at, it is looked for no farther up than this.
MAX_ABOVE_UNTITLED = 15
#: How many blocks under the first paragraph, which may be a standfirst.
MAX_BELOW = 12
#: "An analysis by", "Kolumne von".
MAX_LEAD_WORDS = 3
#: What stands on a line of its own between two names.
_BETWEEN = frozenset(("and", "und", "et", "y", "e", "en", "og", "och", "i", "ja", "&", ","))
#: A list of more names is not of those who wrote it.
MAX_NAMES = 6
MAX_CHARS = 90
MAX_WORDS = 4
#: A name that is none in the lexicon needs a date, a role or a "By" within so many blocks.
MAX_BESIDE = 3
#: What stands on a line of its own before a name.
_LEADS = frozenset(
    (
        "by", "written by", "words by", "story by", "author", "authors", "reporter", "von", "autor",
        "autorin", "text", "par", "auteur", "por", "di", "autore", "door", "auteur(s)", "av", "af",
        "tekst", "przez", "od", "автор", "авторы", "текст", "автори", "yazar", "haber", "oleh", "penulis",
        "tác giả",
    )
)  # fmt: skip
_BESIDE = (Label.BYLINE, Label.DATE)
_WORD_RE = re.compile(r"(?:[^\W\d_][.'’]?)+(?:-(?:[^\W\d_]'?)+)*\.?")
_PARTICLES = frozenset(
    (
        "van", "von", "der", "den", "de", "da", "das", "di", "del", "della", "la", "le", "bin", "al", "el",
        "ter", "dos", "du", "zu", "af", "ten", "y", "e",
    )
)  # fmt: skip
_PLACE_RE = re.compile(r"[,/]\s*[^\W\d_]+$")


@step(name="signatures", scope="draft")
def signatures(draft: Draft) -> Iterator[tuple[int, Verdict]]:
    """Label lines of names between the headline and the text.

    A name has a given name that the lexicon knows, or a date, a role or "By" beside it. People who are in the
    news themselves are left alone: their names there are topics. Of a page with markup the classifier knows
    more than the place.
    """
    if draft.markup is not None or draft.prose is None:
        return
    start, stop = _head(draft)
    found = [
        index for index in range(start, stop) if draft.rulings[index] is None and _is_signed(draft, index)
    ]
    if len(found) > MAX_NAMES:
        return
    for index in found:
        yield index, Verdict(Label.BYLINE, "byline.place", 0.85)
        before = index - 1
        if before >= start and (_is_lead(draft.folded[before]) or draft.folded[before] in _BETWEEN):
            yield before, Verdict(Label.BYLINE, "byline.place", 0.85)


def _head(draft: Draft) -> tuple[int, int]:
    """Return where the blocks begin and end between the headline and the text, a standfirst among them."""
    assert draft.prose is not None
    titles = [index for index in draft.labelled(Label.TITLE) if index < draft.prose[1]]
    run = run_of(draft)
    start = titles[-1] + 1 if titles and titles[-1] else 0
    search = start or (run[0] if run else draft.prose[0])
    texts = (index for index in range(search, draft.prose[1] + 1) if _is_text(draft, index))
    text = next(texts, search)
    start = max(start, text - (MAX_ABOVE if start else MAX_ABOVE_UNTITLED))
    return start, min(next(texts, text), text + MAX_BELOW)


def _is_text(draft: Draft, index: int) -> bool:
    return draft.rulings[index] is None and draft.weights[index] >= PROSE_WEIGHT


def _is_lead(folded: str) -> bool:
    """Return whether a line is what stands before a name: "By", "A column by"."""
    words = folded.strip(" :").split()
    return len(words) <= MAX_LEAD_WORDS and bool(words) and (words[-1] in _LEADS or " ".join(words) in _LEADS)


def _is_signed(draft: Draft, index: int) -> bool:
    line = draft.texts[index]
    if len(line) > MAX_CHARS or " " not in line:
        return False
    lead = LEAD_RE.match(line)
    line = line[lead.end() :] if lead else line
    led = lead is not None or (index > 0 and _is_lead(draft.folded[index - 1]))
    parts = [part.strip(" .,/|•·") for part in NAMES_BETWEEN_RE.split(_PLACE_RE.sub("", line).strip(" /|•·"))]
    kinds = [_kind_of(part) for part in parts if part]
    if not kinds or None in kinds:
        return False
    return led or all(kinds) or _has_beside(draft, index)


def _has_beside(draft: Draft, index: int) -> bool:
    """Return whether a date or another by-line stands right under a block."""
    after = draft.rulings[index + 1 : index + 1 + MAX_BESIDE]
    return any(ruling and ruling.verdict.label in _BESIDE for ruling in after)


def _kind_of(name: str) -> bool | None:
    """Return whether a known given name is in ``name``; ``None`` if it does not read like a person's."""
    from newsclean.names.fold import fold_name
    from newsclean.names.gazetteer import Gazetteer
    from newsclean.names.lexicon import lexicon

    words = name.split()
    if not 2 <= len(words) <= MAX_WORDS or not all(map(_WORD_RE.fullmatch, words)):
        return None
    full = [word for word in words if word.lower() not in _PARTICLES]
    if len(full) < 2 or not all(word[0].isupper() for word in full):
        return None
    folded = [fold_name(word) for word in full]
    if any(len(word) > 1 and word.lower() in function_words() for word in full):
        return None
    known = lexicon()
    if any(
        (word in known.words or word in known.proper)
        and word not in known.given
        and word not in known.surnames
        for word in folded
    ):
        return None
    if " ".join(folded) in Gazetteer.default().index.named:
        return None
    if folded[-1] in known.words and folded[0] in known.words:
        return None  # "Rich List", "May Day"
    return any(word in known.given for word in folded[:-1])
