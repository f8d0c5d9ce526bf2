"""Several Documents as a table: one row each, what is amiss told, the article's beginning behind a fold."""

from collections import Counter
from collections.abc import Iterable, Iterator, Sized
from dataclasses import dataclass
from itertools import islice
from typing import TYPE_CHECKING

from newsclean.failure import Failure
from newsclean.views.head import day, printable
from newsclean.views.sheets import escaped, plural, style

if TYPE_CHECKING:
    from newsclean.document import Document

__all__ = ["Table", "show"]

#: So much of an article stands behind the fold, in characters.
LEAD_CHARS = 400
_HEADS = (
    '<th scope="col">article</th><th scope="col">published</th><th scope="col" class="n">words</th>'
    '<th scope="col" class="n">left out</th><th scope="col" class="n">names</th><th scope="col">amiss</th>'
)
#: So many tags or names of a row are told; of the others, how many.
MAX_LISTED = 12
MAX_TITLE_CHARS = 200


@dataclass(frozen=True, slots=True, repr=False)
class Table:
    """Documents to look at: a notebook shows it as a table, ``print`` and the prompt as lines.

    Attributes:
        documents: The first of them; a ``Failure`` stands for one that could not be cleaned.
        total: How many there are in all; ``None`` where nobody has counted them.
    """

    documents: tuple["Document | Failure", ...]
    total: int | None = None

    def to_html(self) -> str:
        """Return an HTML fragment: loads nothing, runs nothing, all text escaped."""
        rows = "\n".join(_row(item) for item in self.documents)
        return (
            f'<div class="newsclean sheet"><style>{style("table")}</style>\n'
            f"<table><caption>{escaped(self._told())}</caption>\n"
            f"<thead><tr>{_HEADS}</tr></thead>\n"
            f"<tbody>\n{rows}\n</tbody></table>\n</div>\n"
        )

    def _repr_html_(self) -> str:
        return self.to_html()

    def _told(self) -> str:
        shown = len(self.documents)
        if self.total is None or self.total > shown:
            return f"the first {plural(shown, 'document')}" + (f" of {self.total:,}" if self.total else "")
        return plural(shown, "document")

    def __repr__(self) -> str:
        lines = [f"{self._told()} (words, blocks left out, names put right)"]
        for item in self.documents:
            if isinstance(item, Failure):
                lines.append(f"{'-':>7} {'-':>4} {'-':>3}  {printable(item.error)[:MAX_TITLE_CHARS]}")
                continue
            counts = f"{len(item.text.split()):>7,} {len(item.removed):>4,} {len(item.corrections):>3,}"
            told = ", ".join(amiss(item))
            lines.append(f"{counts}  {_title(item)}{f' ({told})' if told else ''}")
        return "\n".join(lines)


def show(documents: "Iterable[Document | Failure] | Document", *, limit: int = 100) -> Table:
    r"""Return a table of Documents, for a notebook or the prompt to show.

    Args:
        documents: What ``clean_many`` gives, a list, or one Document. Of an iterator no more is
            read than is shown, and one item to see whether there are more.
        limit: How many rows at most.

    >>> import newsclean
    >>> newsclean.show(newsclean.clean_many(["Rain fell on Oslo.\n\nShare on Facebook"]))
    1 document (words, blocks left out, names put right)
          4    1   0  Rain fell on Oslo.
    """
    from newsclean.document import Document

    if isinstance(documents, Document):
        documents = (documents,)
    if isinstance(documents, Sized):
        return Table(tuple(islice(documents, limit)), len(documents))
    found = list(islice(documents, limit + 1))
    return Table(tuple(found[:limit]), len(found) if len(found) <= limit else None)


def amiss(document: "Document") -> list[str]:
    """Return what a reader should know before using it, in words."""
    notes = [] if document.status == "ok" else [str(document.status).replace("_", " ")]
    if document.truncated:
        notes.append("breaks off")
    if document.paywalled and document.status != "paywalled":
        notes.append("paywall")
    return notes


def _row(item: "Document | Failure") -> str:
    if isinstance(item, Failure):
        error = escaped(item.error[:LEAD_CHARS])
        return f'<tr><th scope="row" class="warn">not cleaned</th><td colspan="5">{error}</td></tr>'
    document = item
    published = day(document.published).partition(",")[0] if document.published else ""
    told, more = escaped(", ".join(amiss(document))), "".join(_more(document))
    figures = (
        ("words", len(document.text.split())),
        ("left out", len(document.removed)),
        ("names", len(document.corrections)),
    )
    cells = "".join(f'<td class="n" data-h="{head}">{figure:,}</td>' for head, figure in figures)
    return (
        f'<tr><th scope="row"><details><summary>{escaped(_title(document))}</summary>{more}</details></th>'
        f'<td class="w">{escaped(published)}</td>{cells}<td class="w warn">{told}</td></tr>'
    )


def _title(document: "Document") -> str:
    kept = (block.text for block in document.blocks if block.kept and block.text)
    title = document.title or next(kept, None) or next((b.text for b in document.blocks if b.text), "")
    if len(title) > MAX_TITLE_CHARS:
        title = title[:MAX_TITLE_CHARS].rstrip() + "…"
    return printable(title) or "(no text)"


def _more(document: "Document") -> Iterator[str]:
    about = [document.publisher or "", ", ".join(document.authors), document.url or ""]
    if line := " · ".join(escaped(fact) for fact in about if fact):
        yield f"<p><small>{line}</small></p>"
    text = document.text
    if text:
        yield f"<p>{escaped(text[:LEAD_CHARS])}{'…' if len(text) > LEAD_CHARS else ''}</p>"
    counts = Counter(str(block.label) for block in document.removed)
    if counts:
        listed = ", ".join(
            f"{label} {count}" if count > 1 else label for label, count in counts.most_common()
        )
        yield f"<p><small>left out: {escaped(listed)}</small></p>"
    if changes := dict.fromkeys((c.original, c.replacement) for c in document.corrections):
        listed = ", ".join(
            f"<del>{escaped(was)}</del> {escaped(now)}" for was, now in list(changes)[:MAX_LISTED]
        )
        rest = f", and {len(changes) - MAX_LISTED:,} more" if len(changes) > MAX_LISTED else ""
        yield f"<p><small>names: {listed}{rest}</small></p>"
