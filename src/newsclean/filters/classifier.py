"""Tell the article from what no rule names, by a model learnt from labelled pages."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from typing import TYPE_CHECKING, NamedTuple

from newsclean.draft import Draft, Verdict
from newsclean.labels import Label
from newsclean.markup import ancestors, region
from newsclean.shape import ends_sentence
from newsclean.steps import Scope, Spec, Stage

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from newsclean.classify import Page
    from newsclean.markup import Markup

__all__ = ["GUARDED", "Classifier"]

#: From this probability on a block is left in the article. Far below one half, because to lose a
#: paragraph is worse than to keep a line of residue.
KEEP_FROM = 0.35
#: For training corpora: precision first.
KEEP_FROM_STRICT = 0.6
#: A text of which less than this share would go is clean already, and only clear cases go. Measured by
#: cross-validation: the same F1, and a third fewer true blocks of clean articles lost.
MIN_RESIDUE = 0.05
#: The same of a text shorter than a page (see ``WHOLE_PAGE``): headings may be that much of a recipe.
#: The same F1, and recall of trafilatura's English news rises from 0.977 to 0.979.
MIN_RESIDUE_SHORT = 0.1
#: What is clear: below this probability.
CLEAR = 0.15
#: Texts with less running text than a short paragraph, in words, are left alone.
MIN_TEXT = 40.0
#: Of the running text so much must be left; else the page is no article, or the model is wrong.
MIN_LEFT = 0.1
#: From this weight on a block is running text.
PROSE = 6.0
#: The same where markup is known, when more can be told: see ``tools/train_html.py``.
KEEP_FROM_MARKED = 0.55
#: So few lines without a paragraph's worth of text are a fragment of a page.
MAX_FRAGMENT = 10
#: The rules on lines of a page that only shows an article in its data, and on those that trafilatura alone
#: takes for an article.
SHELL, WITNESSED = "classifier.shell", "classifier.witness"
#: Words of class and id that stand around readers' comments; and how far out they are looked for.
COMMENTED = frozenset({"comment", "comments", "disqus", "kommentare", "commentaires", "comentarios"})
MAX_REACH = 6
_LABELS_BY_REGION = (
    (region("aside"), Label.RELATED),
    (region("figcaption") | region("figure"), Label.CAPTION),
    (region("dialog"), Label.POPUP),
    (region("nav"), Label.NAVIGATION),
    (region("form") | region("button"), Label.BOILERPLATE),
)
#: The rule on blocks that were kept for want of anything better.
GUARDED = "classifier.guard"


class Shelter(NamedTuple):
    """From which probability on blocks are kept that stand as an article's do.

    Attributes:
        sentences: Sentences between paragraphs. They cost a thousandth of F1, and are what an article about
            newsletters or cookies is made of.
        others: What else stands between paragraphs: subheadings, items of lists.
        paragraphs: Running text with more of it on one side at least.
    """

    sentences: float
    others: float
    paragraphs: float


#: For languages that the model has seen enough pages of, and for the others. There all that is sheltered is
#: kept, but for what sounds like residue.
SHELTERS = {"en": Shelter(0.05, 1.0, 1.0), "de": Shelter(0.05, 0.05, 0.02)}
#: The same in texts shorter than a page (see ``WHOLE_PAGE``): all running text is most likely the article's.
SHELTERS_SHORT = {"en": Shelter(0.0, 0.05, 0.0), "de": Shelter(0.0, 0.02, 0.0)}
SHELTER = Shelter(0.0, 0.0, 0.0)
#: What sounds like residue from this probability on is not sheltered (see ``newsclean.filters.wording``).
SITE_WORDS = 0.8
#: What shelters is running text within so many blocks: on pages, and in texts shorter than a page.
NEAR, NEAR_SHORT = 5, 8
#: From so many blocks on a text is a page with its frame. Teasers and comments are running text there, too,
#: and would shelter the menus between them: only what the model takes for the article's does.
WHOLE_PAGE = 60
#: Shorter ones, in characters, are no sentences ("Yes.").
MIN_SENTENCE = 8
#: Farther than so many blocks from any running text there is no article.
MARGIN = 12
#: From this weight on a block beside running text, with nothing named around, is not asked about: on the
#: dev pages the trees would have dropped as many true blocks of this kind as false ones.
SURE_PROSE = 12.0
#: How sure it is that nothing so far from running text is the article's.
FAR = 0.98


@dataclass(frozen=True, slots=True)
class Classifier:
    """Label what is not the article's among the blocks that no other filter has named.

    A gradient-boosted model looks at each block, at its neighbours and at its place, and at its words
    (see ``newsclean.classify``). Blocks that it leaves get its confidence as theirs. Where it would
    drop nearly all running text there is, it drops none of that, and ``Document.status`` says so.

    Args:
        keep_from: The probability from which on a block is kept.
    """

    keep_from: float = KEEP_FROM

    @property
    def __newsclean__(self) -> Spec:
        return Spec("classifier", Stage.FILTER, Scope.DRAFT)

    def __call__(self, draft: Draft) -> Iterator[tuple[int, Verdict]]:
        """Yield a verdict for each block that is not the article's."""
        asked = list(draft.undecided())
        if draft.markup is not None:
            yield from self._on_page(draft, draft.markup, asked)
            return
        if sum(draft.weights) < MIN_TEXT:
            return  # a snippet, a poem, a table of results, a page of links: nothing to tell it from
        judged = _judged(draft, asked)
        out = self._out(draft, judged)
        dropped = sum(draft.weights[index] for index in out)
        whole = sum(draft.weights[index] for index in asked)
        if dropped > (1 - MIN_LEFT) * whole:
            for index in out:
                if draft.weights[index] >= PROSE:
                    yield index, Verdict(Label.BODY, GUARDED, 0.5)
            out = [index for index in out if draft.weights[index] < PROSE]
        gone = set(out)
        for index, confidence in judged.confidences.items():
            if index not in gone:
                draft.vouch(index, confidence)
        running = [index for index in asked if draft.weights[index] > 0 and index not in gone]
        first, last = (running[0], running[-1]) if running else (0, len(draft))
        commented = _commented(draft)
        for index in out:
            label = _label(draft, index, first, last, commented=commented[index])
            if first < index < last and _speaks_of_sites(draft, index):
                from newsclean.classify.wording import bundled_wording

                label = bundled_wording(draft.language or "").label(draft.folded[index])
            yield index, Verdict(label, f"classifier.{label}", round(1 - judged.confidences[index], 2))

    def _on_page(self, draft: Draft, markup: "Markup", asked: list[int]) -> Iterator[tuple[int, Verdict]]:
        """Yield verdicts where the page's markup is known: a model of its own decides, and it alone."""
        if markup.unseen_from is not None:
            for index in asked:
                if draft.line_number(index) < markup.unseen_from:
                    yield index, Verdict(Label.BOILERPLATE, SHELL, 0.9)
            return
        small = len(draft) <= MAX_FRAGMENT and sum(draft.weights) < MIN_TEXT
        if not asked or (small and not markup.whole):
            return  # nothing, or a fragment: who cuts out a piece of a page wants it
        judged = _judged_by_markup(draft, asked)
        keep_from = max(self.keep_from, KEEP_FROM_MARKED)
        out = {index for index, probability in judged.probabilities.items() if probability < keep_from}
        whole = sum(draft.weights[index] for index in asked)
        if sum(draft.weights[index] for index in out) > (1 - MIN_LEFT) * whole:
            # No article, or one in markup like none that the model has seen: what the witness kept stands.
            kept = markup.witnessed
            for index in sorted(out):
                if kept is not None and kept[draft.line_number(index)] > 0.5 and draft.weights[index] > 0:
                    out.discard(index)
                    yield index, Verdict(Label.BODY, WITNESSED, 0.5)
        left = [index for index in asked if index not in out]
        for index in left:
            draft.vouch(index, judged.confidences[index])
        running = [index for index in left if draft.weights[index] > 0]
        first, last = (running[0], running[-1]) if running else (0, len(draft))
        commented = _commented(draft)
        for index in sorted(out):
            label = _label_on_page(draft, index) or _label(
                draft, index, first, last, commented=commented[index]
            )
            yield index, Verdict(label, f"classifier.{label}", round(1 - judged.confidences[index], 2))

    def _out(self, draft: Draft, judged: "_Judged") -> list[int]:
        """Return the blocks that go: in a text with little residue, only the clear cases."""
        out = self._below(judged, self.keep_from)
        size = sum(len(draft.texts[index]) for index in judged.probabilities)
        least = MIN_RESIDUE if len(draft) >= WHOLE_PAGE else MIN_RESIDUE_SHORT
        if sum(len(draft.texts[index]) for index in out) < least * size:
            return self._below(judged, min(CLEAR, self.keep_from))
        return out

    def _below(self, judged: "_Judged", keep_from: float) -> list[int]:
        protected = {} if self.keep_from > KEEP_FROM else judged.protected  # precision first
        return [
            index
            for index, probability in judged.probabilities.items()
            if probability < keep_from and probability < protected.get(index, 1.0)
        ]


class _Judged(NamedTuple):
    """What the model says of the blocks that it was asked about.

    Attributes:
        probabilities: How probably each is the article's.
        confidences: How often that turned out right.
        protected: Exceptions: from which other probability on these are kept.
    """

    probabilities: dict[int, float]
    confidences: dict[int, float]
    protected: dict[int, float]


def _judged(draft: Draft, asked: Sequence[int]) -> _Judged:
    import numpy as np

    from newsclean.classify import Page, bundled_model, text_rows

    model = bundled_model()
    page = Page(draft)
    found = np.full(len(draft), 1 - FAR, dtype=np.float32)
    sure = page.surely(SURE_PROSE)
    found[sure] = FAR
    open_ = np.zeros(len(draft), dtype=bool)
    open_[asked] = True
    open_ &= page.near(MARGIN) & ~sure
    if len(at := np.flatnonzero(open_)):
        found[at] = model.probabilities(text_rows(page, at))
    confidences = np.round(model.confidences(found), 2).astype(float).round(2).tolist()
    probabilities = found.tolist()
    in_doubt = [index for index in asked if probabilities[index] < KEEP_FROM]
    return _Judged(
        {index: probabilities[index] for index in asked},
        {index: confidences[index] for index in asked},
        _protected(draft, page, found, in_doubt) if in_doubt else {},
    )


def _judged_by_markup(draft: Draft, asked: Sequence[int]) -> _Judged:
    import numpy as np

    from newsclean.classify import Page
    from newsclean.classify.marked import bundled_marked_model

    marked = bundled_marked_model()
    page = Page(draft)
    found = np.full(len(draft), 1 - FAR, dtype=np.float32)
    open_ = np.zeros(len(draft), dtype=bool)
    open_[asked] = True
    if len(at := np.flatnonzero(open_ & page.near(MARGIN))):
        found[at] = marked.probabilities(draft, page, at)
    confidences = marked.model.confidences(found).astype(float).round(2).tolist()
    probabilities = found.tolist()
    return _Judged(
        {index: probabilities[index] for index in asked}, {index: confidences[index] for index in asked}, {}
    )


def _label_on_page(draft: Draft, index: int) -> Label | None:
    """Return what a block is that is not the article's, where its markup says so."""
    line = draft.lines[index]
    hints = {word for frame in islice(ancestors(line.frame), MAX_REACH) for word in frame.hints}
    if hints & COMMENTED:
        return Label.COMMENTS
    for regions, label in _LABELS_BY_REGION:
        if line.frame.regions & regions:
            return label
    return None


def _protected(
    draft: Draft, page: "Page", probabilities: "NDArray[np.float32]", asked: Sequence[int]
) -> dict[int, float]:
    """Return, for the blocks that stand as an article's sentences do, what they are kept from on."""
    import numpy as np

    if len(draft) >= WHOLE_PAGE:
        shelters, reach, article = SHELTERS, NEAR, probabilities >= KEEP_FROM
    else:
        shelters, reach, article = SHELTERS_SHORT, NEAR_SHORT, np.ones(len(draft), dtype=np.bool_)
    both, one = page.sheltered(article, reach)
    shelter = shelters.get(draft.language or "", SHELTER)
    found = {}
    for index in asked:
        text = draft.texts[index]
        sentence = len(text) >= MIN_SENTENCE and ends_sentence(text)
        running = draft.weights[index] >= PROSE
        if sentence and both[index]:
            found[index] = shelter.sentences
        elif one[index] and (running or (sentence and shelter is SHELTER)):
            found[index] = shelter.paragraphs
        elif both[index] and (shelter is not SHELTER or not _speaks_of_sites(draft, index)):
            found[index] = shelter.others
    return found


def _speaks_of_sites(draft: Draft, index: int) -> bool:
    """Return whether a block is worded more as rules are than as articles."""
    from newsclean.filters.wording import residue_probability

    return residue_probability(draft, index) >= SITE_WORDS


#: A teaser has a headline's length.
HEADLINE_WORDS = range(4, 25)


def _label(draft: Draft, index: int, first: int, last: int, *, commented: bool) -> Label:
    """Return what a block most likely is that is not the article's, by its shape and place."""
    text = draft.texts[index]
    words = text.count(" ") + 1
    if index > last and commented:
        return Label.COMMENTS
    if words in HEADLINE_WORDS and not ends_sentence(text) and text[0].isupper():
        return Label.RELATED
    return Label.NAVIGATION if index < first or words <= 3 else Label.BOILERPLATE


def _commented(draft: Draft) -> list[bool]:
    """Return of each block whether the last block before it that a rule named is of comments."""
    found = []
    commented = False
    for ruling in draft.rulings:
        found.append(commented)
        if ruling and ruling.filter != "classifier":
            commented = ruling.verdict.label is Label.COMMENTS
    return found
