"""A Document as an HTML fragment: the article, and behind folds what was taken out of it.

Self-contained: one scoped style sheet, light and dark, no script, nothing loaded from anywhere.
All text is escaped; nothing of a scraped page reaches the browser as markup.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby
from typing import TYPE_CHECKING
from zlib import crc32

from newsclean.labels import Label
from newsclean.views.head import day, place_captions
from newsclean.views.offsets import edits_by_block, runs, with_corrections
from newsclean.views.sheets import ABOUT, escaped, plural, style

if TYPE_CHECKING:
    from newsclean.document import Block, Correction, Document
    from newsclean.edits import Edit

__all__ = ["fragment", "html"]

#: Markup may take as much as the text it marks, and this much more. A page of crumbs, whose
#: blocks are shorter than what would mark each, is shown plainly instead.
MARKUP_CHARS = 10_000
#: No reason that people wrote is longer; a garbled "name" of a broken text may be.
MAX_REASON_CHARS = 400


def html(document: "Document") -> str:
    """Return the fragment with its style sheet: one ``article`` element.

    Markup adds at most as many characters as the text has, plus ``MARKUP_CHARS``.
    """
    return fragment(document, sheet=f"<style>{style('article')}</style>")


def fragment(document: "Document", sheet: str = "") -> str:
    """Return the fragment with this ``sheet`` in it: a page of many has one for all."""
    full = _page(document, sheet, _blocks(document))
    if len(full) <= 2 * sum(len(escaped(block.text)) for block in document.blocks) + MARKUP_CHARS:
        return full
    return _page(document, sheet, _plain_blocks(document))


def _page(document: "Document", sheet: str, body: Iterable[str]) -> str:
    language = f' lang="{escaped(document.language)}"' if document.language else ""
    parts = [f'<article class="newsclean"{language}>{sheet}', *_head(document), *body]
    return "\n".join(parts) + "\n</article>\n"


def _head(document: "Document") -> Iterator[str]:
    yield "<header>"
    if document.publisher:
        yield f"<p>{escaped(document.publisher)}</p>"
    if document.title:
        yield f"<h1>{escaped(document.title)}</h1>"
    facts = [
        ", ".join(document.authors),
        day(document.published) if document.published else "",
        document.dateline or "",
        ", ".join(document.agencies),
    ]
    if line := " · ".join(escaped(fact) for fact in facts if fact):
        yield f"<p>{line}</p>"
    if document.tags:
        yield "<ul>" + "".join(f"<li>{escaped(tag)}</li>" for tag in document.tags) + "</ul>"
    yield f"<p>{_told(document)}</p>"
    yield "</header>"


def _told(document: "Document") -> str:
    """Return in one line how it came out, what is amiss first."""
    kept = sum(block.kept for block in document.blocks)
    amiss = [f"status: {document.status}"] if document.status != "ok" else []
    amiss += ["breaks off"] if document.truncated else []
    amiss += ["behind a paywall"] if document.paywalled else []
    told = [f"<b>{escaped(note)}</b>" for note in amiss]
    told.append(f"{kept:,} of {plural(len(document.blocks), 'block')} kept")
    if document.corrections:
        told.append(f"{plural(len(document.corrections), 'name')} put right")
    if document.suggestions:
        told.append(f"{len(document.suggestions):,} in doubt")
    return " · ".join(told)


# ---------------------------------------------------------------- blocks in full


def _blocks(document: "Document") -> Iterator[str]:
    captions, rest = place_captions(document)
    shown = [(block, marked) for block, marked in _marked_blocks(document) if block.text]
    if any(_kind(block) == "removed" for block, _ in shown):
        yield '<label><input type="checkbox"> show what was left out</label>'
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
        yield _figure(escaped(caption.text), caption.credit or "")


def _kind(block: "Block") -> str:
    if block.kept:
        return "kept"
    return "caption" if block.label is Label.CAPTION else "removed"


def _figure(marked: str, credit: str) -> str:
    small = f" <small>{escaped(credit)}</small>" if credit else ""
    return f"<figure><figcaption>{marked}{small}</figcaption></figure>"


def _removed(group: Sequence[tuple["Block", str]]) -> Iterator[str]:
    """Yield a fold with a run of removed blocks; those that one rule took share one line."""
    yield f"<details><summary>{_summary([block for block, _ in group])}</summary><dl>"
    for (label, reason), same in groupby(group, key=lambda item: (item[0].label, _reason(item[0]))):
        lines = "\n".join(marked for _, marked in same)
        about = ' class="a"' if label in ABOUT else ""
        yield f"<dt{about}>{escaped(label)} <small>{escaped(reason)}</small></dt><dd><del>{lines}</del></dd>"
    yield "</dl></details>"


def _summary(blocks: Sequence["Block"]) -> str:
    counts = Counter(block.label.value for block in blocks)
    listed = ", ".join(f"{label} {count}" if count > 1 else label for label, count in counts.items())
    return f"left out: {listed}"


def _reason(block: "Block") -> str:
    return f"{block.rule or block.filter or ''} {block.confidence:.2f}".lstrip()


def _marked_blocks(document: "Document") -> Iterator[tuple["Block", str]]:
    """Yield each block with its text escaped and its names marked. Linear."""
    corrections, suggestions = document.corrections, document.suggestions
    own = f"{crc32(document.raw.encode('utf-8', 'surrogatepass')):08x}-"
    made = doubted = 0
    for block, edits in edits_by_block(document):
        first, made = _within(corrections, made, block)
        lowest, doubted = _within(suggestions, doubted, block)
        if first == made and lowest == doubted:
            yield block, escaped(block.text)
        else:
            found = _marked(document.raw, block, edits, corrections[first:made], suggestions[lowest:doubted])
            yield block, "".join(_mark(shown, name, applied, own) for shown, name, applied in found)


def _within(names: Sequence["Correction"], first: int, block: "Block") -> tuple[int, int]:
    """Return from and up to which of ``names``, none of them before ``first``, lie in the block."""
    while first < len(names) and names[first].end <= block.start:
        first += 1
    last = first
    while last < len(names) and names[last].start < block.end:
        last += 1
    return first, last


def _marked(
    raw: str,
    block: "Block",
    edits: Sequence["Edit"],
    corrections: Sequence["Correction"],
    suggestions: Sequence["Correction"],
) -> Iterator[tuple[str, "Correction | None", bool]]:
    """Yield what is shown of a block in pieces: each with its correction or suggestion, and which it is.

    A suggestion that an edit runs into is not marked: what is shown is no longer what it speaks of.
    """
    waiting = 0
    for run, correction in with_corrections(runs(raw, block, edits), corrections):
        if run.edit:
            yield run.shown, correction, True
            continue
        position = run.start
        while waiting < len(suggestions) and suggestions[waiting].start < run.end:
            name = suggestions[waiting]
            waiting += 1
            if position <= name.start and name.end <= run.end:
                yield raw[position : name.start], None, False
                yield raw[name.start : name.end], name, False
                position = name.end
        yield raw[position : run.end], None, False


def _mark(shown: str, name: "Correction | None", applied: bool, own: str) -> str:
    """Return ``shown``, marked if there is something to say of it.

    What is said stands in the text and is hidden, so that a reader that knows no style sheet stays readable,
    and is described by a number of the Document's own, for screen readers.
    """
    if name is None:
        return escaped(shown)
    about = f"{escaped(name.entity)} · {name.confidence:.2f}"
    was = f"was <s>{escaped(name.original)}</s>" if applied else f"left alone; {escaped(name.replacement)}?"
    reasons = "".join(f"<br>{escaped(reason[:MAX_REASON_CHARS])}" for reason in name.evidence)
    doubt = "" if applied else ' class="q"'
    number = f"n{own}{name.start}"
    return (
        f'<mark{doubt} tabindex="0" aria-describedby="{number}">{escaped(shown)}'
        f'<small id="{number}" hidden>{was} · {about}{reasons}</small></mark>'
    )


# ---------------------------------------------------------------- blocks in short


def _plain_blocks(document: "Document") -> Iterator[str]:
    """Yield the article and what was left out as one paragraph each, a block a line."""
    kept = [block for block in document.blocks if block.kept and block.text]
    removed = [block for block in document.blocks if not block.kept and block.text]
    if kept:
        yield '<p class="lines">' + "\n".join(escaped(block.text) for block in kept) + "</p>"
    if removed:
        lines = "\n".join(escaped(block.text) for block in removed)
        fold = f"<details><summary>{_summary(removed)}</summary>"
        yield f'{fold}<p class="lines"><del>{lines}</del></p></details>'
