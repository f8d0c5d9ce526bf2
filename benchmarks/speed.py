"""Measure how long newsclean takes, as CPU time on one core, and print it as tools/figures.toml has it.

    python benchmarks/speed.py FOLDER            # every fifth page
    python benchmarks/speed.py FOLDER --every 1

``FOLDER`` is one of those that README.md describes, with text (``scraped.jsonl.gz``).
"""

import argparse
import subprocess
import sys
import time
from collections.abc import Callable, Iterable
from pathlib import Path
from statistics import mean

import newsclean
from compare import samples

#: Articles of about this many characters stand for one of 12 kB.
ARTICLE_CHARS = range(9_000, 15_000)
FIRST = """\
import time
import newsclean
newsclean.clean("President Vladimir Poten of Russia spoke in Moscow on Monday, his spokesman said.")
print(time.process_time())
"""


def main() -> int:
    """Print the figures; return the exit code."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("folder", type=Path)
    parser.add_argument("--every", type=int, default=5, help="measure on every N-th page (default: 5)")
    arguments = parser.parse_args()
    import trafilatura

    pages = [*samples(arguments.folder, text=False, every=arguments.every)]
    texts = [*samples(arguments.folder, text=True, every=arguments.every)]
    articles = [page.body for page in pages if len(page.body) in ARTICLE_CHARS]
    figures = {
        "article_kb": mean(len(article.encode()) for article in articles) / 1000,
        "article": _ms(newsclean.clean, articles),
        "page_text": _ms(newsclean.clean, (s.source for s in texts if s.group.startswith("get_text"))),
        "page_html": _ms(newsclean.clean, (page.source for page in pages)),
        "trafilatura": _ms(trafilatura.extract, (page.source for page in pages)),
        "first_call": 1000 * float(_first()),
    }
    print("[speed]  # benchmarks/speed.py: CPU time on one core, in ms")
    for name, value in figures.items():
        print(f"{name} = {value:.0f}")
    return 0


def _ms(call: Callable[[str], object], sources: Iterable[str]) -> float:
    """Return the mean CPU time of a call in milliseconds.

    Of two rounds the second, for the first loads things: rules of a language, say, with its first page.
    """
    given = [*sources]
    for source in given:
        call(source)
    start = time.process_time()
    for source in given:
        call(source)
    return 1000 * (time.process_time() - start) / len(given)


def _first() -> str:
    """Return the CPU seconds of a process that cleans one sentence."""
    done = subprocess.run([sys.executable, "-c", FIRST], check=True, capture_output=True, text=True)  # noqa: S603
    return done.stdout


if __name__ == "__main__":
    sys.exit(main())
