"""The name step: find forms that may be garbled, weigh the evidence, decide."""

import heapq
import math
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal, NamedTuple

from newsclean.draft import Draft, NameFinding
from newsclean.labels import Label
from newsclean.names.fold import fold_name
from newsclean.names.gazetteer import Gazetteer
from newsclean.names.index import Form, Prospect
from newsclean.names.lexicon import lexicon
from newsclean.names.mentions import Mention
from newsclean.names.parts import Part, written
from newsclean.names.setting import Garbled, partners
from newsclean.names.spelling import Spelling, house_style
from newsclean.names.strangers import strangers
from newsclean.names.surroundings import Change, Surroundings
from newsclean.names.weigh import Weighed, hopeful, rank, target_of
from newsclean.steps import Scope, Spec, Stage

__all__ = ["Normalizer", "Strictness"]

Strictness = Literal["normal", "cautious", "bold"]

#: What nobody reads for its names: words there are not looked at for being garbled.
UNREAD = frozenset({
    Label.NAVIGATION, Label.SHARE, Label.NEWSLETTER, Label.PAYWALL, Label.COOKIES, Label.COMMENTS,
    Label.ADVERTISEMENT, Label.SPAM, Label.POPUP, Label.COPYRIGHT, Label.CONTACT, Label.BOILERPLATE,
    Label.DUPLICATE,
})  # fmt: skip
#: The score from which a correction is made.
APPLY_FROM = {"cautious": 2.0, "normal": 0.9, "bold": 0.3}
#: The score from which one is at least suggested.
SUGGEST_FROM = -0.2
#: By how much the best candidate must lead the next one that would read otherwise.
LEAD = 0.4
#: Texts with a smaller share of English words are left alone: the gazetteer's spellings are those
#: of English, and "Selenskyj" is right in German. A sentence in English has over 0.9.
MIN_ENGLISH = 0.6
#: Texts with fewer words than this are taken for English.
MIN_WORDS = 5
#: Lighter reasons are not told.
WORTH_TELLING = 0.3
#: How much of the text is looked at, in characters.
MAX_LANGUAGE_CHARS = 1500


#: What hangs on a word and is not of it.
_MARKS = '.,:;!?"()[]“”„«»…'


class _Group(NamedTuple):
    """A form that could be garbled, and what it could stand for.

    It is one word, in ``forms`` as it is written, or several run together, whose first and last
    words begin at ``spans``.
    """

    folded: str
    forms: Sequence[Form]
    spans: Sequence[tuple[int, int]]
    prospects: Sequence[Prospect]


@dataclass(frozen=True, slots=True)
class Normalizer:
    """Put garbled names right where the evidence is clear, and suggest where it is not quite.

    Args:
        gazetteer: Whom and what to know; ``None`` for the bundled gazetteer.
        spelling: "as-written" leaves accepted spellings as they are; "wire" writes the gazetteer's
            own form of each name; a mapping writes what it says ({"Zelensky": "Zelenskyy"}).
        strictness: "cautious" corrects less, "bold" more than "normal".

    Only text in Latin letters is looked at, and only forms without diacritics: who writes
    "Zełenski" writes another language, and rightly.
    """

    gazetteer: Gazetteer | None = None
    spelling: Spelling = "as-written"
    strictness: Strictness = "normal"

    def __post_init__(self) -> None:
        if self.strictness not in APPLY_FROM:
            raise ValueError(f"strictness is one of {', '.join(APPLY_FROM)}, not {self.strictness!r}")
        if isinstance(self.spelling, Mapping):  # a frozen value, so that the step can be hashed
            object.__setattr__(self, "spelling", tuple(sorted(self.spelling.items())))
        elif isinstance(self.spelling, str) and self.spelling not in ("as-written", "wire"):
            raise ValueError(f"spelling is 'as-written', 'wire' or a mapping, not {self.spelling!r}")

    @property
    def __newsclean__(self) -> Spec:
        return Spec("names", Stage.NAMES, Scope.DRAFT)

    def __call__(self, draft: Draft) -> Iterator[NameFinding]:
        """Yield what to correct and what to suggest."""
        index = (self.gazetteer or Gazetteer.default()).index
        kept = draft.kept()
        article = draft.texts if len(kept) == len(draft) else [draft.texts[i] for i in kept]
        english = is_english(article)
        if self.spelling == "as-written" and not english:
            return
        unread = {i for i, ruling in enumerate(draft.rulings) if ruling and ruling.verdict.label in UNREAD}
        read = [text for i, text in enumerate(draft.texts) if i not in unread] if unread else None
        around = Surroundings(draft.texts, index, article, read)
        findings = [*self._garbled(around)] if english and around.forms else []
        if self.spelling != "as-written":
            findings += house_style(draft.texts, index, self.spelling, findings)
        yield from findings

    # ------------------------------------------------------------ the way to a decision

    def _garbled(self, around: Surroundings) -> list[NameFinding]:
        """Return the findings for the whole document, none of which overlap in a block."""
        floor = min(SUGGEST_FROM, APPLY_FROM[self.strictness] - LEAD)
        groups = _groups(around, floor)
        odd = [*strangers(around)]
        taken: set[int] = set()
        decided: list[NameFinding] = []
        for group in groups:
            for change in self._decide(group, around):
                place = range(change.start, change.end)
                if taken.isdisjoint(place):
                    taken.update(place)
                    decided.append(change.finding(around))
        for change in odd:
            place = range(change.start, change.end)
            if taken.isdisjoint(place):
                taken.update(place)
                decided.append(change.finding(around))
        return decided

    def ranked(self, form: str, texts: Sequence[str]) -> list[Weighed]:
        """Return what ``form`` could stand for in ``texts``, weighed, best first."""
        around = Surroundings(texts, (self.gazetteer or Gazetteer.default()).index)
        wanted = "".join(map(fold_name, form.replace("-", " ").split()))
        for group in _groups(around, -math.inf):
            if group.folded == wanted:
                return rank(group.folded, _mentions(group, around), group.prospects, around)
        return []

    def _decide(self, group: _Group, around: Surroundings) -> Iterator[Change]:
        """Yield the changes at all mentions of one form."""
        mentions = _mentions(group, around)
        if not mentions:
            return
        best, *others = rank(group.folded, mentions, group.prospects, around)
        target = target_of(best.prospect.part, around)
        clear = all(
            best.score - other.score >= LEAD
            or other.prospect.part.entity is best.prospect.part.entity
            or written(target_of(other.prospect.part, around)) == written(target)
            for other in others
        )
        pinned = group.folded in around.index.pinned
        applied = pinned or (best.score >= APPLY_FROM[self.strictness] and clear)
        if applied or best.score >= SUGGEST_FROM:
            for mention in mentions:
                _, beside = partners(mention, best.prospect.part)
                yield _change(mention, best, target, beside, applied=applied)


def is_english(texts: Sequence[str]) -> bool:
    """Return whether the longest blocks are in English, as far as one can tell."""
    longest = heapq.nlargest(4, texts, key=len)
    sample = " ".join([text[:MAX_LANGUAGE_CHARS] for text in longest])[:MAX_LANGUAGE_CHARS]
    whole = [word for word in [chunk.strip(_MARKS) for chunk in sample.split()] if word.islower()]
    small = [word for word in whole if len(word) > 2 and word.isalpha()]
    if len(small) < MIN_WORDS:
        return True
    words = lexicon().words
    return sum(map(words.__contains__, small)) >= MIN_ENGLISH * len(small)


def candidates(around: Surroundings, floor: float) -> Iterator[tuple[str, list[Weighed]]]:
    """Yield the forms that could be garbled, folded, and what each could stand for, best first.

    Those that cannot come to a score of ``floor`` are left out.
    """
    for group in _groups(around, floor):
        if mentions := _mentions(group, around):
            yield group.folded, rank(group.folded, mentions, group.prospects, around)


def _groups(around: Surroundings, floor: float) -> list[_Group]:
    """Return the forms that could be garbled, longer ones first."""
    groups = []
    index = around.index
    for folded, spans in around.runs().items():
        prospects = hopeful(index.prospects(folded), (), around, floor)
        if prospects:
            groups.append(_Group(folded, (), spans, prospects))
    framed = around.framed()
    for folded, (spans, prospects) in framed.items():
        if hoped := hopeful(prospects, (), around, floor):
            groups.append(_Group(folded, (), spans, hoped))
    for folded, forms in around.suspects.items():
        prospects = index.prospects(folded)
        if folded not in index.pinned:
            prospects = hopeful(prospects, forms, around, floor)
        if prospects:
            groups.append(_Group(folded, forms, [], prospects))
    groups.sort(key=lambda group: (not group.spans, group.folded))
    return groups


def _mentions(group: _Group, around: Surroundings) -> list[Mention]:
    """Return where a form stands, in the order of the text."""
    spans = [*group.spans, *((start, start) for form in group.forms for start in around.places(form.text))]
    mentions = []
    for first, last in sorted(spans):
        passage = around.passage(first)
        a, b = passage.at(first), passage.at(last)
        if a is not None and b is not None:
            mentions.append(Mention(passage, a, b))
    return mentions


def _change(
    mention: Mention, best: Weighed, target: Part, beside: Sequence[Garbled], *, applied: bool
) -> Change:
    """Return the change at one mention, taking in garbled words beside it that belong to the name."""
    passage = mention.passage
    tokens = passage.tokens
    new = {i: word for i, word in beside if tokens[i].folded not in lexicon().given}
    first, last = min([mention.first, *new]), max([mention.last, *new])
    pieces: list[str] = []
    i = first
    while i <= last:
        if i == mention.first:
            pieces.append(_cased(_hyphened(target), passage.text[mention.start : mention.end]))
            i = mention.last
        else:
            pieces.append(_cased(new[i], tokens[i].text) if i in new else tokens[i].text)
        if i < last:
            pieces.append(passage.gap(i))
        i += 1
    reasons = sorted((r for r in best.reasons if r.weight >= WORTH_TELLING), key=lambda r: -r.weight)
    return Change(
        tokens[first].start,
        tokens[last].end,
        "".join(pieces),
        best.prospect.part.entity.name,
        round(1 / (1 + math.exp(-best.score)), 3),
        tuple(reason.text for reason in reasons),
        applied,
    )


def _hyphened(part: Part) -> str:
    """Return the words of ``part`` as they are written: with a hyphen where the full name has one."""
    chosen = part.form[part.start : part.end]
    if len(chosen) > 1:
        for spelling in (part.entity.name, *part.entity.variants):
            plain = f" {spelling.replace('-', ' ')} "
            place = plain.find(f" {' '.join(chosen)} ")
            if place >= 0:
                return spelling[place : place + len(" ".join(chosen))]
    return " ".join(chosen)


def _cased(written: str, original: str) -> str:
    """Return ``written`` in capitals where the original was."""
    return written.upper() if original.isupper() and len(original) > 2 else written
