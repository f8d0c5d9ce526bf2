"""A Document as an HTML fragment: the article, and behind a fold what was taken out of it.

Self-contained: one scoped style sheet, light and dark, no script, nothing loaded from anywhere.
All text is escaped; nothing of a scraped page reaches the browser as markup.
"""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from functools import cache
from html import escape
from itertools import groupby
from typing import TYPE_CHECKING

from newsclean.labels import Label
from newsclean.views.head import facts, place_captions, printable
from newsclean.views.offsets import edits_by_block, runs, with_corrections

if TYPE_CHECKING:
    from newsclean.document import Block, Correction, Document
    from newsclean.edits import Edit

__all__ = ["html"]

#: Markup may take as much as the text it marks, and this much more. A page of crumbs, whose
#: blocks are shorter than what would mark each, is shown plainly instead.
MARKUP_CHARS = 10_000


@cache
def style() -> str:
    """Return the style sheet, ``article.css`` beside this file, on one line."""
    from importlib import resources  # takes longer than the rest of the views

    sheet = resources.files("newsclean.views").joinpath("article.css").read_text(encoding="utf-8")
    return re.sub(r"\s+", " ", re.sub(r"/\*.*?\*/", "", sheet, flags=re.DOTALL)).strip()


def html(document: "Document") -> str:
    """Return the fragment: one ``article`` element.

    Markup adds at most as many characters as the text has, plus ``MARKUP_CHARS``.
    """
    full = _page(document, _blocks(document))
    texts = [block.text for block in document.blocks]
    if len(full) <= 2 * sum(len(_escape(text)) for text in texts) + MARKUP_CHARS:
        return full
    return _page(document, _plain_blocks(document))


def _escape(text: str) -> str:
    return escape(printable(text))


def _page(document: "Document", body: Iterable[str]) -> str:
    language = f' lang="{_escape(document.language)}"' if document.language else ""
    parts = [f'<article class="newsclean"{language}><style>{style()}</style>', *_head(document), *body]
    return "\n".join(parts) + "\n</article>\n"


def _head(document: "Document") -> Iterator[str]:
    lines = [f"<h1>{_escape(document.title)}</h1>"] if document.title else []
    if line := " · ".join(_escape(value) for _, value in facts(document)):
        lines.append(f"<p>{line}</p>")
    if document.tags:
        lines.append(f"<p>Tags: {_escape(', '.join(document.tags))}</p>")
    notes = [f"status: {document.status}"] if document.status != "ok" else []
    notes += ["truncated"] if document.truncated else []
    notes += ["paywalled"] if document.paywalled else []
    if notes:
        lines.append(f"<p>{_escape(', '.join(notes))}</p>")
    if lines:
        yield "<header>" + "\n".join(lines) + "</header>"


# ---------------------------------------------------------------- blocks in full


def _blocks(document: "Document") -> Iterator[str]:
    captions, rest = place_captions(document)
    shown = [(block, marked) for block, marked in _marked_blocks(document) if block.text]
    for kind, group in groupby(shown, key=lambda item: _kind(item[0])):
        if kind == "removed":
            yield from _removed(list(group))
            continue
        for block, marked in group:
            if kind == "caption":
                caption = captions.get(block.index)
                credit = (caption and caption.credit) or ""
                yield _figure(marked, "" if credit in block.text else credit)
            else:
                tag = "h2" if block.label is Label.SUBHEADING else "p"
                yield f"<{tag}>{marked}</{tag}>"
    for caption in rest:
        yield _figure(_escape(caption.text), caption.credit or "")


def _kind(block: "Block") -> str:
    if block.kept:
        return "kept"
    return "caption" if block.label is Label.CAPTION else "removed"


def _figure(marked: str, credit: str) -> str:
    small = f" <small>{_escape(credit)}</small>" if credit else ""
    return f"<figure><figcaption>{marked}{small}</figcaption></figure>"


def _removed(group: Sequence[tuple["Block", str]]) -> Iterator[str]:
    """Yield a fold with a run of removed blocks; those that one rule took share one line."""
    yield f"<details><summary>{_summary([block for block, _ in group])}</summary>"
    for reason, same in groupby(group, key=lambda item: _reason(item[0])):
        lines = "\n".join(marked for _, marked in same)
        yield f"<p><small>{_escape(reason)}</small>\n<del>{lines}</del></p>"
    yield "</details>"


def _summary(blocks: Sequence["Block"]) -> str:
    counts = Counter(block.label.value for block in blocks)
    listed = ", ".join(f"{label} {count}" if count > 1 else label for label, count in counts.items())
    return f"left out: {listed}"


def _reason(block: "Block") -> str:
    by = block.rule or block.filter
    return f"{block.label}{f', {by}' if by else ''}, {block.confidence:.2f}"


def _marked_blocks(document: "Document") -> Iterator[tuple["Block", str]]:
    """Yield each block with its text escaped and its corrections marked. Linear."""
    corrections = document.corrections
    first = 0
    for block, edits in edits_by_block(document):
        while first < len(corrections) and corrections[first].end <= block.start:
            first += 1
        last = first
        while last < len(corrections) and corrections[last].start < block.end:
            last += 1
        if first == last:
            yield block, _escape(block.text)
        else:
            yield block, _marked(document.raw, block, edits, corrections[first:last])
        first = last


def _marked(raw: str, block: "Block", edits: Sequence["Edit"], corrections: Sequence["Correction"]) -> str:
    return "".join(
        _mark(_escape(run.shown), correction) if correction else _escape(run.shown)
        for run, correction in with_corrections(runs(raw, block, edits), corrections)
    )


def _mark(shown: str, correction: "Correction") -> str:
    reasons = "; ".join((f"{correction.confidence:.2f}", *correction.evidence))
    title = _escape(f"was {correction.original}; {correction.entity}, {reasons}")
    return f'<mark tabindex="0" title="{title}">{shown}</mark>'


# ---------------------------------------------------------------- blocks in short


def _plain_blocks(document: "Document") -> Iterator[str]:
    """Yield the article and what was left out as one paragraph each, a block a line."""
    kept = [block for block in document.blocks if block.kept and block.text]
    removed = [block for block in document.blocks if not block.kept and block.text]
    if kept:
        yield '<p class="lines">' + "\n".join(_escape(block.text) for block in kept) + "</p>"
    if removed:
        lines = "\n".join(_escape(block.text) for block in removed)
        yield f"<details><summary>{_summary(removed)}</summary><p><del>{lines}</del></p></details>"
