"""The README's picture: an article before and after, drawn from a real run.

Left what came in, line by line, with the labels of the lines that went; right the text and the
fields that came out. An SVG with letters as text: it is small, sharp, searchable, and follows
the reader's light or dark colours.
"""

import textwrap
from collections.abc import Iterator
from html import escape
from typing import NamedTuple

from newsclean import Block, Document

__all__ = ["picture"]

WIDTH, MARGIN, GAP = 1080, 20, 20
LINE, SIZE = 18, 12.5
#: Letters are not measured: so many of this size fit into a column in the widest of the usual fonts.
LEFT_CHARS, RIGHT_CHARS = 70, 68
LEFT_WIDTH = 530
#: What went is shown on one line, what stays on two: it stands in full on the right.
GONE_LINES, KEPT_LINES = 1, 2
#: Around what was changed, while lines are broken.
ON, OFF = "\x01", "\x02"

STYLE = """\
text{font:12.5px system-ui,-apple-system,"Segoe UI",Roboto,Arial,"DejaVu Sans",sans-serif;fill:#1f2328}
.bg{fill:#fff}.card{fill:#f6f8fa;stroke:#d1d9e0}
.head{font-weight:600;fill:#59636e}.title{font-size:15px;font-weight:600}.field{fill:#59636e}
.gone{fill:#59636e;text-decoration:line-through}.label{font-size:11px;fill:#a40e26;text-anchor:end}
.bad{fill:#a40e26;font-weight:600}.good{fill:#116329;font-weight:600}
@media (prefers-color-scheme:dark){
text{fill:#f0f6fc}.bg{fill:#0d1117}.card{fill:#151b23;stroke:#3d444d}
.head,.gone,.field{fill:#9198a1}.label,.bad{fill:#ff9492}.good{fill:#6ee787}}"""
HEAD = """\
<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" width="{width}" height="{height}" \
role="img" aria-labelledby="t d">
<title id="t">An article before and after newsclean</title>
<desc id="d">Left the lines that a scraper brought, those that newsclean removed struck out, each with its \
label; right the clean text with its fields, corrected names marked.</desc>
<style>{style}</style>
<rect class="bg" width="{width}" height="{height}" rx="8"/>"""


class Line(NamedTuple):
    """A line of a column: its class, its text with marks, and what stands at its end."""

    style: str
    text: str
    label: str = ""


class Column(NamedTuple):
    """A half of the picture: its heading, the class of what was changed, its place."""

    head: str
    mark: str
    x: int
    width: int


def picture(document: Document) -> str:
    """Return the SVG."""
    left = [*_before(document)]
    right = [*_after(document)]
    height = max(len(left), len(right)) * LINE + 92
    left_column = Column("What the scraper brought", "bad", MARGIN, LEFT_WIDTH)
    x = MARGIN + LEFT_WIDTH + GAP
    right_column = Column("What newsclean makes of it", "good", x, WIDTH - MARGIN - x)
    lines = [
        HEAD.format(width=WIDTH, height=height, style=STYLE),
        *_column(left_column, left, height),
        *_column(right_column, right, height),
        "</svg>",
        "",
    ]
    return "\n".join(lines)


def _before(document: Document) -> Iterator[Line]:
    for block in document.blocks:
        # ``raw`` as it came, so the block's repairs do not show; its changes are marked.
        shown = _marked(document, block, replaced=False)
        label = "" if block.kept else str(block.label)
        limit = KEPT_LINES if block.kept else GONE_LINES
        chars = LEFT_CHARS if block.kept else LEFT_CHARS - 12
        for index, line in enumerate(_wrapped(shown, chars, limit)):
            yield Line("" if block.kept else "gone", line, label if index == 0 else "")


def _after(document: Document) -> Iterator[Line]:
    yield from (Line("title", line) for line in _wrapped(document.title or "", 52, 2))
    fields = [
        ("by", ", ".join(document.authors)),
        (
            "published",
            f"{document.published.day} {document.published:%B %Y, %H:%M}" if document.published else "",
        ),
        ("publisher", document.publisher or ""),
        ("agencies", ", ".join(document.agencies)),
        ("tags", ", ".join(document.tags)),
        *(("caption", f"{caption.text} [{caption.credit}]") for caption in document.captions),
    ]
    for name, value in fields:
        if value:
            yield from (Line("field", line) for line in _wrapped(f"{name}: {value}", RIGHT_CHARS, 1))
    for block in document.blocks:
        if block.kept:
            yield Line("", "")
            style = "head" if block.label == "subheading" else ""
            marked = _marked(document, block, replaced=True)
            yield from (Line(style, line) for line in _wrapped(marked, RIGHT_CHARS, None))


def _marked(document: Document, block: Block, *, replaced: bool) -> str:
    """Return a block's text as it was or as it became, marks around what was changed."""
    done: list[str] = []
    at = block.start
    for edit in document.edits:
        if block.start <= edit.start and edit.end <= block.end:
            change = edit.replacement if replaced else document.raw[edit.start : edit.end]
            done += [document.raw[at : edit.start], f"{ON}{change}{OFF}" if change.strip() else change]
            at = edit.end
    done.append(document.raw[at : block.end])
    return "".join(done)


def _wrapped(text: str, chars: int, lines: int | None) -> list[str]:
    """Return the text in lines; a mark that spans two is closed and opened again."""
    found = textwrap.wrap(text, chars, max_lines=lines, placeholder=" …")
    is_open = False
    for index, line in enumerate(found):
        found[index] = (ON if is_open else "") + line
        is_open = found[index].count(ON) > line.count(OFF)
        found[index] += OFF if is_open else ""
    return found


def _column(column: Column, lines: list[Line], height: int) -> Iterator[str]:
    head, mark, x, width = column
    yield f'<rect class="card" x="{x}" y="{MARGIN}" width="{width}" height="{height - 2 * MARGIN}" rx="6"/>'
    yield f'<text class="head" x="{x + 14}" y="{MARGIN + 25}">{head}</text>'
    for number, line in enumerate(lines):
        y = MARGIN + 52 + number * LINE
        if line.text:
            text = (
                escape(line.text, quote=False).replace(ON, f'<tspan class="{mark}">').replace(OFF, "</tspan>")
            )
            named = f' class="{line.style}"' if line.style else ""
            yield f'<text{named} x="{x + 14}" y="{y}">{text}</text>'
        if line.label:
            yield f'<text class="label" x="{x + width - 14}" y="{y}">{line.label}</text>'
