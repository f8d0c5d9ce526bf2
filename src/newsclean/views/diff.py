"""A Document before and after, side by side: what came in, what is read, and in the margin why."""

import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from newsclean.labels import Label
from newsclean.views.head import printable
from newsclean.views.offsets import Run, edits_by_block, runs
from newsclean.views.sheets import ABOUT, escaped, plural, style

if TYPE_CHECKING:
    from newsclean.document import Block, Document
    from newsclean.edits import Edit

__all__ = ["Diff"]

#: A browser takes no more rows well; a page of more blocks is no article.
MAX_ROWS = 2000
#: An edit of more characters is shown without saying which of them cannot be seen.
MAX_NAMED_CHARS = 8
_HEADS = '<td></td><th scope="col">as it came</th><th scope="col">as it reads</th>'


@dataclass(frozen=True, slots=True, repr=False)
class Diff:
    """What ``Document.diff`` gives: a notebook shows it side by side, ``print`` as lines.

    Attributes:
        document: The Document.
        changed: Whether only the blocks that were left out or changed are shown.
    """

    document: "Document"
    changed: bool = False

    def to_html(self) -> str:
        """Return an HTML fragment: loads nothing, runs nothing, all text escaped.

        Of more than 2,000 blocks the first are shown.
        """
        chosen = self._blocks()
        rows = "\n".join(_row(self.document.raw, block, edits) for block, edits in chosen[:MAX_ROWS])
        more = f"; the first {MAX_ROWS:,} are shown" if len(chosen) > MAX_ROWS else ""
        language = f' lang="{escaped(self.document.language)}"' if self.document.language else ""
        return (
            f'<div class="newsclean sheet"{language}><style>{style("table")}</style>\n'
            f'<table class="diff"><caption>{self._told()}{more}</caption>\n'
            f"<thead><tr>{_HEADS}</tr></thead>\n"
            f"<tbody>\n{rows}\n</tbody></table>\n</div>\n"
        )

    def _repr_html_(self) -> str:
        return self.to_html()

    def _blocks(self) -> list[tuple["Block", Sequence["Edit"]]]:
        return [
            (block, edits)
            for block, edits in edits_by_block(self.document)
            if (block.text or edits) and (not self.changed or not block.kept or edits)
        ]

    def _told(self) -> str:
        blocks = self.document.blocks
        gone = sum(not block.kept for block in blocks)
        changed = sum(bool(edits) for block, edits in edits_by_block(self.document) if block.kept)
        return f"{plural(len(blocks), 'block')}, {gone:,} left out, {changed:,} changed"

    def __str__(self) -> str:
        return "\n".join(
            line for block, edits in self._blocks() for line in _lines(self.document.raw, block, edits)
        )

    def __repr__(self) -> str:
        return f"<Diff: {self._told()}>"


def _lines(raw: str, block: "Block", edits: Sequence["Edit"]) -> Iterator[str]:
    """Yield a block as diff(1) does: a line for what is gone, one for what is new, or one for both."""
    before = printable(raw[block.start : block.end])
    if not block.kept:
        yield f"- {before}"
    elif not edits:
        yield f"  {before}"
    else:
        yield f"- {before}"
        yield f"+ {printable(block.text)}"


def _row(raw: str, block: "Block", edits: Sequence["Edit"]) -> str:
    shown = list(runs(raw, block, edits))
    before = "".join(_before(raw, run) for run in shown)
    if block.kept:
        after = "".join(_after(run) for run in shown)
        after = f"<h3>{after}</h3>" if block.label is Label.SUBHEADING else after
        kind, how = ' class="k"', ' data-h="reads"' if edits else ' class="same"'
    else:
        # The whole goes; what else was changed in it is beside the point.
        before, after = f"<del>{escaped(raw[block.start : block.end])}</del>", ""
        kind, how = ' class="a"' if block.label in ABOUT else "", ""
    by = (
        f"<small>{escaped(block.rule or block.filter)} {block.confidence:.2f}</small>" if block.filter else ""
    )
    head = f'<th scope="row"{kind}>{escaped(block.label)} {by}</th>'
    return f"<tr>{head}<td>{before}</td><td{how}>{after}</td></tr>"


def _before(raw: str, run: Run) -> str:
    was = raw[run.start : run.end]
    if not run.edit:
        return escaped(was)
    return f"<del>{_visible(was)}</del>" if was else ""


def _after(run: Run) -> str:
    if not run.edit:
        return escaped(run.shown)
    return f"<ins>{escaped(run.shown)}</ins>" if run.shown else ""


def _visible(text: str) -> str:
    """Return ``text`` escaped, with the code points of what nobody can see in it."""
    if len(text) > MAX_NAMED_CHARS or not any(map(_unseen, text)):
        return escaped(text)
    return "".join(f"<small>U+{ord(c):04X}</small>" if _unseen(c) else escaped(c) for c in text)


def _unseen(character: str) -> bool:
    return character != " " and unicodedata.category(character) in (
        "Cc",
        "Cf",
        "Zs",
        "Zl",
        "Zp",
        "Cs",
        "Co",
        "Cn",
    )
