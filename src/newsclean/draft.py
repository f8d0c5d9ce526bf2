"""A document while it is being cleaned: what newsclean's own filters work on.

A ``Draft`` holds the blocks in columns, because making a frozen ``Block`` for each of the three
hundred lines of a scraped page, before anything is known about them, costs as much as all the
rules together. Filters of users get a real ``Document`` instead (``Draft.snapshot``).
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from itertools import repeat
from typing import TYPE_CHECKING, NamedTuple

from newsclean.document import Block, Document
from newsclean.edits import Edit
from newsclean.fold import fold
from newsclean.labels import ARTICLE_LABELS, Label
from newsclean.segment import Piece
from newsclean.shape import PROSE_WEIGHT, weight
from newsclean.views.offsets import SEPARATOR

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from newsclean.classify.features import Line
    from newsclean.markup import Line as MarkedLine
    from newsclean.markup import Markup
    from newsclean.rules import Rule

__all__ = ["Draft", "NameFinding", "PageFacts", "Verdict"]


class Verdict(NamedTuple):
    """What a filter says of a block: a label, the rule that says so, and how sure it is (0 to 1)."""

    label: Label
    rule: str | None = None
    confidence: float = 1.0


@dataclass(frozen=True, slots=True)
class PageFacts:
    """What a page says of its article; all empty for plain text.

    ``article`` tells that its data speak of one article; ``cut`` that the page was too long, and its end was
    left out.
    """

    title: str | None = None
    publisher: str | None = None
    url: str | None = None
    language: str | None = None
    authors: tuple[str, ...] = ()
    published: datetime | None = None
    tags: tuple[str, ...] = ()
    captions: tuple[str, ...] = ()
    article: bool = False
    cut: bool = False


@dataclass(frozen=True, slots=True)
class NameFinding:
    """What the name step says: a span of a block's text that should read otherwise.

    ``applied`` tells a correction from a suggestion.
    """

    index: int
    start: int
    end: int
    replacement: str
    entity: str
    confidence: float
    evidence: tuple[str, ...]
    applied: bool


class Ruling(NamedTuple):
    """A verdict, and the filter that gave it."""

    verdict: Verdict
    filter: str


INVISIBLE = Ruling(Verdict(Label.BOILERPLATE, "invisible"), "segment")


class Draft:
    """The working state of one document. Only the pipeline changes it.

    Attributes:
        raw: As in ``Document``.
        url: As in ``Document``.
        facts: What the page says of its article.
        markup: The page's lines with their markup, ``None`` for plain text.
        starts, ends: Each block's span of ``raw``.
        texts: Each block's text, repaired so far; empty where nothing visible is left.
        edits: Each block's edits, in coordinates of ``raw``.
        rulings: Who labelled each block; ``None`` where nobody has (it counts as body).
        sure: How sure it is, of blocks that nobody has labelled, that they are the article's.
    """

    def __init__(
        self,
        raw: str,
        pieces: Sequence[Piece],
        url: str | None = None,
        facts: PageFacts | None = None,
        markup: "Markup | None" = None,
    ) -> None:
        self.raw = raw
        self.url = url
        self.facts = facts or PageFacts()
        self.markup = markup
        self.starts = [piece.start for piece in pieces]
        self.ends = [piece.end for piece in pieces]
        self.texts = [piece.text for piece in pieces]
        self.edits: list[Sequence[Edit]] = [piece.edits for piece in pieces]
        self.rulings: list[Ruling | None] = [None if piece.text else INVISIBLE for piece in pieces]
        self.sure: dict[int, float] = {}
        self._lines: dict[int, Line] = {}

    def __len__(self) -> int:
        return len(self.texts)

    @cached_property
    def folded(self) -> list[str]:
        """Each block's text folded for matching (see ``newsclean.fold``)."""
        return fold("\n".join(self.texts)).split("\n")

    @cached_property
    def language(self) -> str | None:
        """The language of the blocks as a whole, as a BCP 47 tag: what the page says, or their words."""
        from newsclean.language import detect

        return self.facts.language or detect(self.texts)

    def line(self, index: int) -> "Line":
        """Return what the classifier knows of a block by itself."""
        return self._lines.get(index) or self.lines_at((index,))[0]

    def lines_at(self, indexes: Iterable[int]) -> "list[Line]":
        """Return what the classifier knows of these blocks, each by itself."""
        from newsclean.classify import bundled_model, line_of

        lexical = bundled_model().lexical_of(self.language)
        known, texts, folded = self._lines, self.texts, self.folded
        found = []
        for index in indexes:
            line = known.get(index)
            if line is None:
                line = known[index] = line_of(texts[index], folded[index], lexical)
            found.append(line)
        return found

    def know(self, index: int, line: "Line") -> None:
        """Note what the classifier knows of a block by itself."""
        self._lines[index] = line

    @cached_property
    def lines(self) -> "list[MarkedLine]":
        """The line of the page that each block begins in; empty for plain text."""
        if self.markup is None:
            return []
        return [self.markup.lines[index] for index in self._numbers]

    @cached_property
    def kept_by(self) -> "NDArray[np.float32]":
        """What witnesses kept of each block (see ``Markup.kept``); only where there is markup."""
        assert self.markup is not None
        return self.markup.kept[self._numbers]

    def line_number(self, index: int) -> int:
        """Return the number of the page's line that a block begins in; only where there is markup."""
        return self._numbers[index]

    @cached_property
    def _numbers(self) -> list[int]:
        markup = self.markup
        return [] if markup is None else [markup.index_at(start) for start in self.starts]

    @cached_property
    def weights(self) -> list[float]:
        """How much each block weighs as running text (see ``newsclean.shape.weight``)."""
        return list(map(weight, self.texts))

    @cached_property
    def sizes(self) -> list[float]:
        """How many words each block has, as far as that matters to the classifier."""
        from newsclean.classify.features import size_of

        return list(map(size_of, self.texts))

    @cached_property
    def prose(self) -> tuple[int, int] | None:
        """The indexes of the first and last block that is surely running text."""
        heavy = [index for index, value in enumerate(self.weights) if value >= PROSE_WEIGHT]
        return (heavy[0], heavy[-1]) if heavy else None

    @cached_property
    def matches(self) -> dict[int, Sequence["Rule"]]:
        """The rules that each block fits by its words alone, by the block's index."""
        from newsclean.rules import bundled

        return bundled(self.language).match_anywhere(self.texts)

    @cached_property
    def hits(self) -> dict[Label, list[tuple[int, "Rule"]]]:
        """Which blocks the rules of newsclean's packs fit, by label."""
        from newsclean.rules import best

        return best(self.matches, self.prose, self._stopped)

    @property
    def _stopped(self) -> frozenset[int]:
        """The blocks of a word or two with a full stop: answers have one, and names of sections have none."""
        return frozenset(
            index
            for index in self.matches
            if self.texts[index].endswith((".", "。", "।")) and self.texts[index].count(" ") <= 1
        )

    def subset(self, raw: str, indexes: Sequence[int]) -> "Draft":
        """Return the draft of ``raw``, which is the texts of the blocks ``indexes``, nothing labelled.

        What is known of the blocks by themselves is taken over: it need not be found out again.
        """
        pieces = []
        start = 0
        for index in indexes:
            text = self.texts[index]
            pieces.append(Piece(start, start + len(text), text, ()))
            start += len(text) + len(SEPARATOR)
        made = Draft(raw, pieces, self.url)
        made.__dict__["folded"] = [self.folded[index] for index in indexes]
        made.__dict__["weights"] = [self.weights[index] for index in indexes]
        if "sizes" in self.__dict__:
            made.__dict__["sizes"] = [self.sizes[index] for index in indexes]
        made._lines = {i: self._lines[index] for i, index in enumerate(indexes) if index in self._lines}
        if made.language == self.language:  # else other rules apply
            made.__dict__["matches"] = {
                i: self.matches[index] for i, index in enumerate(indexes) if index in self.matches
            }
        return made

    def undecided(self) -> Iterator[int]:
        """Yield the index of each block that no filter has labelled yet."""
        for index, ruling in enumerate(self.rulings):
            if ruling is None:
                yield index

    def label(self, index: int) -> Label:
        """Return the label of a block as things stand."""
        ruling = self.rulings[index]
        return ruling.verdict.label if ruling else Label.BODY

    def is_kept(self, index: int) -> bool:
        """Return whether a block belongs to the article as things stand."""
        ruling = self.rulings[index]
        return ruling is None or ruling.verdict.label in ARTICLE_LABELS

    def rule(self, findings: Iterable[tuple[int, Verdict]], filter_name: str) -> bool:
        """Record verdicts on blocks that nobody has labelled yet; return whether text was dropped.

        The first filter that labels a block decides: the order of the pipeline is the order of
        precedence. A verdict of ``body`` therefore protects a block from later filters.
        """
        dropped = False
        for index, verdict in findings:
            if self.rulings[index] is None:
                self.rulings[index] = Ruling(verdict, filter_name)
                dropped = dropped or verdict.label not in ARTICLE_LABELS
        return dropped

    def vouch(self, index: int, confidence: float) -> None:
        """Note how sure it is (0 to 1) that a block is the article's, should nobody label it."""
        self.sure[index] = confidence

    def rewrite(self, index: int, text: str, edits: Sequence[Edit]) -> None:
        """Give a block another text, made by ``edits`` of its span, and forget what hung on the old."""
        self.texts[index] = text
        self.edits[index] = edits
        known = self.__dict__
        if "folded" in known:
            self.folded[index] = fold(text)
        if "weights" in known:
            self.weights[index] = weight(text)
        known.pop("sizes", None)
        self._lines.pop(index, None)
        if "matches" in known:
            from newsclean.rules import bundled

            rules = bundled(self.language).match_anywhere([text]).get(0)
            if rules:
                self.matches[index] = rules
            else:
                self.matches.pop(index, None)

    def kept(self) -> list[int]:
        """Return the indexes of the blocks that make up the text, as things stand."""
        return [
            index
            for index, (text, ruling) in enumerate(zip(self.texts, self.rulings, strict=True))
            if text and (ruling is None or ruling.verdict.label in ARTICLE_LABELS)
        ]

    def labelled(self, *labels: Label) -> list[int]:
        """Return the indexes of the blocks that a filter gave one of ``labels``."""
        return [
            index for index, ruling in enumerate(self.rulings) if ruling and ruling.verdict.label in labels
        ]

    def blocks(self) -> tuple[Block, ...]:
        """Return the blocks as frozen values."""
        made = []
        paths = map(self.markup.path, self._numbers) if self.markup else repeat(None)
        for i, (start, end, text, ruling, path) in enumerate(
            zip(self.starts, self.ends, self.texts, self.rulings, paths, strict=False)
        ):
            if ruling is None:
                made.append(Block(i, start, end, text, confidence=self.sure.get(i, 1.0), path=path))
            else:
                (label, rule, confidence), by = ruling
                made.append(Block(i, start, end, text, label, by, rule, confidence, path))
        return tuple(made)

    def snapshot(self) -> Document:
        """Return the Document as things stand: text and blocks, no fields yet."""
        return Document(
            raw=self.raw,
            blocks=self.blocks(),
            edits=tuple(edit for edits in self.edits for edit in edits),
            url=self.url,
            language=self.language,
        )
