"""What ``clean`` returns: the raw text, what was found in it, and views of both.

A ``Document`` never holds a rewritten text. It holds ``raw``, divided into labelled blocks,
and a list of edits; ``text`` and every other view are rendered from these. So nothing can be
lost, and everything that was done can be listed, explained and undone.

All offsets are code points of ``raw``, half-open.
"""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from newsclean import packing, serialize, views
from newsclean.edits import Edit, apply
from newsclean.labels import ARTICLE_LABELS, Label, Status
from newsclean.views.offsets import edits_by_block

__all__ = ["Block", "Caption", "Correction", "Document", "Edit"]


@dataclass(frozen=True, slots=True)
class Block:
    """A line or paragraph: a span of ``raw`` with its label.

    ``text`` is the block as a reader sees it, with the edits made; the characters that came in
    are ``document.raw[block.start:block.end]``. ``filter`` and ``rule`` say who labelled it
    (both ``None``: nobody did, so it is body), ``confidence`` how sure that is, from 0 to 1.
    ``path`` says where in an HTML page it stood, as an XPath; ``None`` for plain text.
    """

    index: int
    start: int
    end: int
    text: str
    label: Label = Label.BODY
    filter: str | None = None
    rule: str | None = None
    confidence: float = 1.0
    path: str | None = None

    @property
    def kept(self) -> bool:
        """Whether the block is part of ``Document.text``."""
        return self.label in ARTICLE_LABELS


@dataclass(frozen=True, slots=True)
class Caption:
    """A picture's caption, and who is credited for the picture if that was printed."""

    text: str
    credit: str | None = None


@dataclass(frozen=True, slots=True)
class Correction:
    """A name put right (or, in ``Document.suggestions``, one that was left for want of proof).

    ``original`` is ``raw[start:end]``. ``read_as`` is the same after the repairs, which differs
    where the name itself was mojibake or held a soft hyphen. ``entity`` is the canonical name
    of whom or what is meant; ``evidence`` says in plain words why.
    """

    start: int
    end: int
    original: str
    replacement: str
    entity: str
    confidence: float
    evidence: tuple[str, ...] = ()
    read_as: str = ""


@dataclass(frozen=True, slots=True)
class Document:
    """A cleaned article. See the module's docstring; ``newsclean.clean`` makes them.

    Attributes:
        raw: What was cleaned: the text, decoded if it came as bytes; for HTML its visible text.
        blocks: Spans of ``raw`` in order, disjoint, covering all that is not white space.
        edits: Every change of characters, sorted and disjoint, corrections included.
        title: The headline, without the publisher's name.
        publisher: Who published it, from the title's suffix, a copyright line or the page.
        dateline: The place the dateline names.
        url: The address that the caller gave or the page declares.
        language: BCP 47 tag of the article's language; ``None`` where there is too little text.
        authors: People or bodies in the by-line, without "By", roles and sites.
        agencies: Wire services credited.
        tags: Topics as listed by the site.
        related: Headlines of other stories that were offered.
        published: When it was published; aware where the source says the zone.
        captions: Captions of pictures, in order.
        truncated: The text breaks off in mid-sentence or behind a "read more".
        paywalled: A prompt to pay, register or sign in stood where text should follow.
        status: How it came out.
        corrections: Names put right.
        suggestions: Likely garbled names that were left alone.
    """

    raw: str
    blocks: tuple[Block, ...] = ()
    edits: tuple[Edit, ...] = ()
    title: str | None = None
    publisher: str | None = None
    dateline: str | None = None
    url: str | None = None
    language: str | None = None
    authors: tuple[str, ...] = ()
    agencies: tuple[str, ...] = ()
    tags: tuple[str, ...] = ()
    related: tuple[str, ...] = ()
    published: datetime | None = None
    captions: tuple[Caption, ...] = ()
    truncated: bool = False
    paywalled: bool = False
    status: Status = Status.OK
    corrections: tuple[Correction, ...] = ()
    suggestions: tuple[Correction, ...] = ()

    def __repr__(self) -> str:
        # What it is, in one line: all of it, with every block, is to_dict's business.
        parts = [repr(self.title)] if self.title else []
        parts.append(str(self.status))
        parts.append(f"{sum(block.kept for block in self.blocks)} of {len(self.blocks)} blocks kept")
        if self.corrections:
            parts.append(f"{len(self.corrections)} names corrected")
        return f"<Document: {', '.join(parts)}>"

    @property
    def text(self) -> str:
        """The article's body, corrected: paragraphs and subheadings, one blank line between."""
        return self.render()

    @property
    def removed(self) -> tuple[Block, ...]:
        """The blocks that ``text`` leaves out."""
        return tuple(block for block in self.blocks if not block.kept)

    def render(self, keep: Collection[Label | str] = ARTICLE_LABELS) -> str:
        """Return the text of the blocks whose label is in ``keep``, corrected.

        Raises:
            ValueError: ``keep`` names a label that does not exist.
        """
        return views.text(self, keep)

    def raw_offset(self, offset: int) -> int:
        """Return the offset in ``raw`` of the character at ``offset`` of ``text``.

        A character that an edit put in maps to the edit's start. Linear in blocks and edits.

        Raises:
            IndexError: ``offset`` is negative or greater than the text's length.
        """
        return views.raw_offset(self, offset)

    def to_markdown(self) -> str:
        """Return title, fields and article as Markdown, with captions at their place."""
        return views.markdown(self)

    def to_html(self) -> str:
        """Return an HTML fragment: removed blocks struck out, corrected names marked."""
        return views.html(self)

    def _repr_html_(self) -> str:
        return self.to_html()

    def diff(self, *, changed: bool = False) -> views.Diff:
        """Return the Document before and after: a notebook shows it side by side, ``print`` as lines.

        With ``changed=True`` only the blocks that were left out or changed are shown.
        """
        return views.Diff(self, changed)

    def explain(self, *, columns: int = 80, color: bool = False) -> str:
        """Return, as text, what was done to each block and name, and why.

        No line is wider than ``columns`` of a terminal. With ``color=True`` it has the escape sequences of
        ANSI colours; without, what a name was and is stands as ``[-was-]{+is+}``.
        """
        return views.explain(self, columns=columns, color=color)

    def to_dict(self) -> dict[str, Any]:
        """Return the Document as plain dicts, lists, strings and numbers."""
        return serialize.to_dict(self)

    @classmethod
    def from_dict(cls, data: Mapping[str, Any]) -> "Document":
        """Return the Document that ``to_dict`` made ``data`` from.

        Raises:
            ValueError: ``data`` lacks something or holds a value of the wrong kind.
        """
        return serialize.from_dict(data)

    def to_json(self, *, indent: int | None = None) -> str:
        """Return ``to_dict`` as JSON: the same Document gives the same text in any process."""
        return serialize.to_json(self, indent=indent)

    @classmethod
    def from_json(cls, data: str | bytes) -> "Document":
        """Return the Document that ``to_json`` made ``data`` from.

        Raises:
            ValueError: ``data`` is not JSON, or not that of a Document.
        """
        return serialize.from_json(data)

    def __reduce__(self) -> tuple[Any, ...]:
        return packing.unpack, packing.pack(self)

    def undo(self, change: "Correction | Edit | Block") -> "Document":
        """Return a Document without one correction, edit or removal.

        A correction goes back to the name as it was read; a removed block becomes body.

        Raises:
            ValueError: The change is not one of this Document's.
        """
        if isinstance(change, Block):
            if change not in self.blocks:
                raise ValueError(f"no such block in this Document: {change!r}")
            back = replace(change, label=Label.BODY, filter="undo", rule=None, confidence=1.0)
            return replace(
                self,
                blocks=tuple(back if block is change or block == change else block for block in self.blocks),
                status=Status.OK if change.text else self.status,
            )
        if isinstance(change, Correction):
            if change not in self.corrections:
                raise ValueError(f"no such correction in this Document: {change!r}")
            edits = [e for e in self.edits if not (e.start <= change.start and change.end <= e.end)]
            if change.read_as and change.read_as != change.original:
                edits.append(Edit(change.start, change.end, change.read_as))
            rest = tuple(c for c in self.corrections if c != change)
            return self._with_edits(edits, rest)
        if change not in self.edits:
            raise ValueError(f"no such edit in this Document: {change!r}")
        rest = tuple(c for c in self.corrections if c.end <= change.start or change.end <= c.start)
        return self._with_edits([e for e in self.edits if e != change], rest)

    def _with_edits(self, edits: list[Edit], corrections: tuple[Correction, ...]) -> "Document":
        edits.sort(key=lambda edit: (edit.start, edit.end))
        bare = replace(self, edits=tuple(edits), corrections=corrections)
        blocks = tuple(
            replace(block, text=apply(self.raw[block.start : block.end], own, block.start))
            for block, own in edits_by_block(bare)
        )
        return replace(bare, blocks=blocks)
