"""Run newsclean and its peers side by side on labelled pages, and print a Markdown table: see README.md.

Each system is called as its documentation shows for the text of an article, without comments. One that is
not installed is left out with a message; one that fails on a page scores nothing there, and the failure is
counted.
"""

import argparse
import contextlib
import gzip
import importlib.util
import json
import logging
import re
import sys
import time
import warnings
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from html import escape
from importlib.metadata import version
from pathlib import Path
from statistics import mean
from typing import Any, Final, NamedTuple

Extract = Callable[[str], str]

WORD_RE: Final = re.compile(r"\w+")
SHINGLE: Final = 4


class Sample(NamedTuple):
    """What is given to a system, and what it should return."""

    id: str
    group: str
    source: str
    body: str


# ---------------------------------------------------------------- data


def samples(folder: Path, *, text: bool, every: int) -> Iterator[Sample]:
    """Yield every ``every``-th page, or each of its scrapes, of a folder in either layout."""
    public = folder / "ground-truth.json"
    if public.exists():
        truth = json.loads(public.read_text("utf-8"))
        for id_ in sorted(truth)[::every]:
            if not text:
                yield Sample(id_, "all", _html(folder, id_), truth[id_]["articleBody"])
        return
    rows = [*_rows(folder / "pages.jsonl.gz")][::every]
    scraped = {row["id"]: row["scraped"] for row in _rows(folder / "scraped.jsonl.gz")} if text else {}
    for row in rows:
        language = "English" if row.get("lang", "en") == "en" else "other languages"
        if text:
            for way, source in scraped.get(row["id"], {}).items():
                yield Sample(row["id"], f"{way}, {language}", source, row["body"])
        else:
            group = ", ".join(filter(None, (row.get("set"), language)))
            yield Sample(row["id"], group, _html(folder, row["id"]), row["body"])


def _rows(path: Path) -> Iterator[dict[str, Any]]:
    if path.exists():
        with gzip.open(path, "rt", encoding="utf-8") as lines:
            yield from map(json.loads, lines)


def _html(folder: Path, id_: str) -> str:
    return gzip.decompress((folder / "html" / f"{id_}.html.gz").read_bytes()).decode("utf-8", "replace")


# ---------------------------------------------------------------- systems


def _newsclean() -> Extract:
    import newsclean

    return lambda source: newsclean.clean(source).text


def _trafilatura(*, precise: bool = False) -> Extract:
    import trafilatura

    def run(html: str) -> str:
        return (
            trafilatura.extract(html, include_comments=False, include_tables=False, favor_precision=precise)
            or ""
        )

    return run


def _readability() -> Extract:
    import html_text
    from readability import Document

    return lambda html: str(html_text.extract_text(Document(html).summary()))


def _newspaper4k() -> Extract:
    import newspaper

    def run(html: str) -> str:
        article = newspaper.Article("https://page.example/", fetch_images=False)
        article.download(input_html=html)
        article.parse()
        return str(article.text)

    return run


def _resiliparse() -> Extract:
    from resiliparse.extract.html2text import extract_plain_text

    return lambda html: str(
        extract_plain_text(html, main_content=True, alt_texts=False, links=False, comments=False)
    )


def _justext() -> Extract:
    import justext

    words = justext.get_stoplist("English")

    def run(source: str) -> str:
        if "<" not in source or "</" not in source:  # plain text: a paragraph a line
            source = "".join(f"<p>{escape(line)}</p>" for line in source.split("\n"))
        return "\n".join(p.text for p in justext.justext(source, words) if not p.is_boilerplate)

    return run


def _goose3() -> Extract:
    from goose3 import Goose

    goose = Goose({"enable_image_fetching": False})
    return lambda html: str(goose.extract(raw_html=html).cleaned_text)


#: What C4 drops of a page's text: https://arxiv.org/abs/1910.10683, section 2.2.
_C4_BAD: Final = (
    "javascript",
    "lorem ipsum",
    "terms of use",
    "privacy policy",
    "cookie policy",
    "uses cookies",
    "use of cookies",
    "use cookies",
)


def _c4() -> Extract:
    def run(text: str) -> str:
        lines = (line.strip() for line in text.split("\n"))
        return "\n".join(
            line
            for line in lines
            if line.endswith((".", "!", "?", '"', "”", "’", "'"))
            and line.count(" ") >= 4
            and not any(bad in line.lower() for bad in _C4_BAD)
        )

    return run


class System(NamedTuple):
    """How to make a system, and the distribution and module that it needs, if any."""

    make: Callable[[], Extract]
    distribution: str | None
    module: str | None


ON_HTML: Final = {
    "newsclean": System(_newsclean, "newsclean", "newsclean"),
    "trafilatura": System(_trafilatura, "trafilatura", "trafilatura"),
    "trafilatura, precise": System(lambda: _trafilatura(precise=True), "trafilatura", "trafilatura"),
    "readability-lxml": System(_readability, "readability-lxml", "readability"),
    "newspaper4k": System(_newspaper4k, "newspaper4k", "newspaper"),
    "Resiliparse": System(_resiliparse, "resiliparse", "resiliparse"),
    "jusText": System(_justext, "jusText", "justext"),
    "goose3": System(_goose3, "goose3", "goose3"),
}
ON_TEXT: Final = {
    "newsclean": ON_HTML["newsclean"],
    "the text as it is": System(lambda: str, None, None),
    "C4's line rules": System(_c4, None, None),
    "jusText": ON_HTML["jusText"],
}


# ---------------------------------------------------------------- scores


@dataclass(slots=True)
class Scores:
    """Sums over pages."""

    precision: list[float] = field(default_factory=list)
    recall: list[float] = field(default_factory=list)
    exact: list[float] = field(default_factory=list)

    def add(self, body: str, found: str) -> None:
        """Take in one page. A side without words says nothing about the other, as in the benchmark."""
        wanted, got = _shingles(body), _shingles(found)
        common = sum((wanted & got).values())
        if got:
            self.precision.append(common / sum(got.values()))
        if wanted:
            self.recall.append(common / sum(wanted.values()))
        self.exact.append(float(WORD_RE.findall(body) == WORD_RE.findall(found)))

    @property
    def row(self) -> tuple[float, float, float, float]:
        """F1, precision, recall, exact."""
        precision, recall = mean(self.precision or [0]), mean(self.recall or [0])
        f1 = 2 * precision * recall / (precision + recall) if precision + recall else 0.0
        return f1, precision, recall, mean(self.exact or [0])


def _shingles(text: str) -> Counter[tuple[str, ...]]:
    words = WORD_RE.findall(text)
    return Counter(
        tuple(words[at : at + SHINGLE]) for at in range(max(int(bool(words)), len(words) - SHINGLE + 1))
    )


# ---------------------------------------------------------------- the run


@dataclass(slots=True)
class Run:
    """What one system made of the pages."""

    name: str
    scores: dict[str, Scores] = field(default_factory=dict)
    seconds: float = 0.0
    failures: int = 0
    found: dict[str, dict[str, str]] = field(default_factory=dict)


def _measure(name: str, extract: Extract, given: Sequence[Sample]) -> Run:
    run = Run(name)
    with contextlib.suppress(Exception):
        extract(given[0].source)  # what is loaded once is not the page's cost
    for sample in given:
        start = time.perf_counter()
        try:
            text = extract(sample.source)
        except Exception:  # noqa: BLE001 - whatever a peer raises costs it this page
            text = ""
            run.failures += 1
        run.seconds += time.perf_counter() - start
        run.scores.setdefault(sample.group, Scores()).add(sample.body, text)
        run.found[sample.id] = {"articleBody": text}
    return run


def _table(runs: Sequence[Run], count: int) -> Iterator[str]:
    groups = sorted({group for run in runs for group in run.scores})
    yield "| pages | system | F1 | precision | recall | exact |"
    yield "|---|---|---|---|---|---|"
    for group in groups:
        best = max(run.scores[group].row[0] for run in runs)
        for run in runs:
            f1, precision, recall, exact = run.scores[group].row
            shown = f"**{f1:.3f}**" if f1 == best else f"{f1:.3f}"
            size = len(run.scores[group].exact)
            yield (
                f"| {group} ({size}) | {run.name} | {shown} | {precision:.3f} | {recall:.3f} | {exact:.2f} |"
            )
    yield ""
    yield "| system | version | pages a second | failures |"
    yield "|---|---|---|---|"
    for run in runs:
        needs = {**ON_TEXT, **ON_HTML}[run.name].distribution
        yield (
            f"| {run.name} | {version(needs) if needs else ''} | {count / run.seconds:.0f} | {run.failures} |"
        )


def main(argv: Sequence[str] | None = None) -> int:
    """Run the comparison; return an exit code."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("folder", type=Path, help="labelled pages, in one of the two layouts of README.md")
    parser.add_argument("--text", action="store_true", help="scraped text in place of HTML")
    parser.add_argument("--system", action="append", help="only this one; may be given again")
    parser.add_argument("--every", type=int, default=1, metavar="N", help="only every N-th page")
    parser.add_argument("--save", type=Path, metavar="DIR", help="write what each system returned, as JSON")
    arguments = parser.parse_args(argv)
    systems = ON_TEXT if arguments.text else ON_HTML
    if unknown := set(arguments.system or ()) - set(systems):
        parser.error(f"no system {unknown.pop()!r}; systems are: {', '.join(systems)}")
    given = [*samples(arguments.folder, text=arguments.text, every=arguments.every)]
    if not given:
        parser.error(f"{arguments.folder}: no labelled pages there; see benchmarks/README.md for the layouts")
    logging.disable(logging.CRITICAL)
    warnings.simplefilter("ignore")
    runs = []
    for name in arguments.system or systems:
        module = systems[name].module
        if module and importlib.util.find_spec(module) is None:
            print(f"{name}: not installed, left out", file=sys.stderr)
            continue
        print(f"{name}: {len(given)} to do", file=sys.stderr)
        run = _measure(name, systems[name].make(), given)
        runs.append(run)
        if arguments.save:
            arguments.save.mkdir(parents=True, exist_ok=True)
            target = arguments.save / f"{name.replace(', ', '-')}.json"
            target.write_text(json.dumps(run.found, ensure_ascii=False, indent=1), "utf-8")
    print("\n".join(_table(runs, len(given))))
    return 0


if __name__ == "__main__":
    sys.exit(main())
