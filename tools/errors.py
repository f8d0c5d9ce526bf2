"""Show where newsclean loses: an HTML page of the labelled pages that come out worst.

    python tools/errors.py          the worst 40 English pages, as get_text gives them
    python tools/errors.py --scrape p_li --language other --worst 20

Each line of the scrape is shown with what was decided on it, and why: kept and rightly so, kept
though it is not the article's, lost though it is, dropped and rightly so. Long rows of the last kind
are folded away. Writes build/errors.html, which stays on this machine: it holds the pages' text.
"""

import argparse
import html
import sys
from collections.abc import Iterator, Sequence
from typing import Any

import newsclean
from newsclean.document import Block, Document
from pages import MIN_COVERED, PAGES, ROOT, SCRAPES, covered, load_pages, shingles

OUT = ROOT / "build" / "errors.html"

STYLE = """
:root { color-scheme: light dark; }
body { font: 15px/1.5 system-ui, sans-serif; max-width: 62rem; margin: 2rem auto; padding: 0 1rem; }
h2 { margin: 3rem 0 .3rem; font-size: 1.05rem; } .figures { opacity: .75; margin: 0 0 1rem; }
p { margin: .15rem 0; padding: .1rem .6rem; border-left: .3rem solid transparent; overflow-wrap: anywhere; }
.junk { border-color: #d33; background: #d3322218; } .lost { border-color: #e80; background: #ee880022; }
.gone { opacity: .45; text-decoration: line-through; } small { opacity: .7; font-family: monospace; }
summary { opacity: .6; cursor: pointer; padding-left: .9rem; }
"""
LEGEND = (
    '<p class="junk">kept, but not the article&#39;s</p><p class="lost">the article&#39;s, but lost</p>'
    '<p class="gone">dropped, and rightly so</p><p>kept, and rightly so</p>'
)
#: What a block is called, by whether it was kept and whether it is the article's.
KINDS = {(True, True): "", (True, False): "junk", (False, True): "lost", (False, False): "gone"}


def main() -> int:
    """Write the page; return the exit code."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--scrape", choices=SCRAPES, default="get_text")
    parser.add_argument("--language", choices=["en", "other"], default="en")
    parser.add_argument("--set", choices=["fundus", "wcxb"], help="only news pages, or only other pages")
    parser.add_argument("--worst", type=int, default=40, metavar="N")
    arguments = parser.parse_args()
    if not PAGES.exists():
        print("errors: the labelled pages (../shared/data/pages) are not on this machine", file=sys.stderr)
        return 1
    pages, scraped = load_pages()
    chosen = [
        page
        for page in pages
        if (page["lang"] == "en") == (arguments.language == "en") and arguments.set in (None, page["set"])
    ]
    results = []
    for page in chosen:
        document = newsclean.clean(scraped[page["id"]][arguments.scrape], kind="text")
        results.append((_f1(page["body"], document.text), page, document))
    results.sort(key=lambda result: result[0])
    sections = [_section(*result) for result in results[: arguments.worst]]
    OUT.parent.mkdir(exist_ok=True)
    title = f"newsclean: the worst of {len(chosen)} pages ({arguments.scrape}, {arguments.language})"
    OUT.write_text(
        f"<!doctype html><meta charset=utf-8><title>{title}</title><style>{STYLE}</style>"
        f"<h1>{title}</h1>{LEGEND}{''.join(sections)}",
        encoding="utf-8",
    )
    print(OUT)
    return 0


def _f1(body: str, text: str) -> float:
    wanted, got = shingles(body), shingles(text)
    both = 2 * sum((wanted & got).values())
    return both / (sum(wanted.values()) + sum(got.values()) or 1)


def _section(f1: float, page: dict[str, Any], document: Document) -> str:
    texts = [block.text for block in document.blocks]
    hits, sizes = covered(texts, page["body"])
    true = [size > 0 and hit > MIN_COVERED * size for hit, size in zip(hits, sizes, strict=True)]
    counts = dict.fromkeys(KINDS.values(), 0)
    for block, is_true in zip(document.blocks, true, strict=True):
        counts[KINDS[block.kept, is_true]] += 1
    lines = "".join(_lines(document.blocks, true))
    url = html.escape(page["url"] or "")
    figures = [
        f"F1 {f1:.3f}",
        str(document.status),
        str(document.language),
        f"{counts['']} right, {counts['junk']} junk kept, {counts['lost']} lost, {counts['gone']} dropped",
    ]
    head = f"<h2>{html.escape(page['id'])} · <a href='{url}'>{url}</a></h2>"
    return f"{head}<div class=figures>{' · '.join(figures)}</div>{lines}"


def _lines(blocks: Sequence[Block], true: Sequence[bool]) -> Iterator[str]:
    gone: list[str] = []
    for block, is_true in zip(blocks, true, strict=True):
        kind = KINDS[block.kept, is_true]
        why = f"{block.label} · {block.rule or '-'} · {block.confidence:.2f}"
        line = f'<p class="{kind}">{html.escape(block.text)} <small>{html.escape(why)}</small></p>'
        if kind == "gone":
            gone.append(line)
            continue
        yield from _folded(gone)
        gone = []
        yield line
    yield from _folded(gone)


def _folded(lines: Sequence[str]) -> Iterator[str]:
    if len(lines) > 3:
        yield f"<details><summary>{len(lines)} dropped</summary>{''.join(lines)}</details>"
    else:
        yield from lines


if __name__ == "__main__":
    sys.exit(main())
