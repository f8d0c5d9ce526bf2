"""What a site profile is worth: the labelled pages of sites with several, cleaned with and without one.

    python tools/profiles.py [SCRAPE...]

The profile of a site is learnt from the scrapes of all of its pages, as for a corpus that is cleaned
as a whole; no label is used. For sites with three pages or more it is also learnt from the others only.
"""

import sys
from collections import defaultdict
from statistics import fmean
from typing import Any

from newsclean import Pipeline, SiteProfile, clean
from pages import PAGES, load_pages, shingles, site_of

SCRAPES = ("get_text", "inscriptis", "p")


def main() -> int:
    """Measure each scrape and print a line for it."""
    if not PAGES.exists():
        print("profiles: skipped: the labelled pages (../shared) are not on this machine")
        return 0
    pages, scraped = load_pages()
    sites: dict[str, list[dict[str, Any]]] = defaultdict(list)
    for page in pages:
        sites[site_of(page)].append(page)
    several = {site: found for site, found in sites.items() if len(found) > 1}
    for scrape in sys.argv[1:] or SCRAPES:
        without, among, apart = [], [], []
        for found in several.values():
            texts = {page["id"]: scraped[page["id"]][scrape] for page in found}
            for page in found:
                text, body = texts[page["id"]], page["body"]
                without.append(_score(body, clean(text).text))
                among.append(_score(body, _cleaned(text, texts.values())))
                if len(found) > 2:
                    others = (other for id_, other in texts.items() if id_ != page["id"])
                    apart.append((without[-1], _score(body, _cleaned(text, others))))
        print(
            f"{scrape:12} {len(without)} pages of {len(several)} sites: F1 {_f1(without)} -> {_f1(among)}; "
            f"learnt from the others, {len(apart)} pages: "
            f"{_f1([first for first, _ in apart])} -> {_f1([second for _, second in apart])}"
        )
    return 0


def _cleaned(text: str, site: Any) -> str:
    return clean(text, pipeline=Pipeline.default().before("title", SiteProfile.learn(site))).text


def _score(body: str, text: str) -> tuple[float, float]:
    wanted, got = shingles(body), shingles(text)
    both = (wanted & got).total()
    return both / max(1, got.total()), both / max(1, wanted.total())


def _f1(scores: list[tuple[float, float]]) -> str:
    precision, recall = (fmean(values) for values in zip(*scores, strict=True))
    return f"{2 * precision * recall / (precision + recall):.3f} (P {precision:.3f}, R {recall:.3f})"


if __name__ == "__main__":
    sys.exit(main())
