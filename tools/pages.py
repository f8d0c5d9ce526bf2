"""The labelled pages in ../shared, and what of a text is the article's."""

import gzip
import hashlib
import json
import re
from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

__all__ = [
    "FOLDS",
    "MIN_COVERED",
    "PAGES",
    "ROOT",
    "SCRAPES",
    "WORD_RE",
    "covered",
    "fold_of",
    "load_pages",
    "shingles",
    "site_of",
]

ROOT = Path(__file__).resolve().parent.parent
PAGES = ROOT.parent / "shared" / "data" / "pages"
SCRAPES = ("get_text", "p", "p_li", "inscriptis", "trafilatura", "readability", "resiliparse")
#: In how many parts the sites are divided for cross-validation.
FOLDS = 5
#: This share of a block's words must be the article's, as newsbench has it.
MIN_COVERED = 0.6
SHINGLE = 4

WORD_RE = re.compile(r"\w+")


def load_pages() -> tuple[list[dict[str, Any]], dict[str, dict[str, str]]]:
    """Return the labelled pages, and how each was scraped."""
    with gzip.open(PAGES / "pages.jsonl.gz", "rt", encoding="utf-8") as file:
        pages = [json.loads(line) for line in file]
    with gzip.open(PAGES / "scraped.jsonl.gz", "rt", encoding="utf-8") as file:
        scraped = {row["id"]: row["scraped"] for row in map(json.loads, file)}
    return pages, scraped


def site_of(page: dict[str, Any]) -> str:
    """Return the registered domain of a page, about; pages without an address are sites of their own."""
    host = (urlsplit(page.get("url") or "").hostname or "").removeprefix("www.")
    parts = host.split(".")
    if len(parts) < 2:
        return str(page["id"])
    return ".".join(parts[-2:] if len(parts[-2]) > 3 else parts[-3:])


def fold_of(page: dict[str, Any]) -> int:
    """Return the part of the pages that a page is measured with; all pages of a site are in one."""
    return int(hashlib.sha256(site_of(page).encode()).hexdigest(), 16) % FOLDS


def covered(texts: Sequence[str], body: str) -> tuple[list[int], list[int]]:
    """Return how many words of each block are the body's, and how many it has.

    A word is the body's if four words in a row that it is one of are, across the ends of blocks: a
    link in mid-sentence stands on a line of its own in many scrapes.
    """
    words = WORD_RE.findall(body)
    if len(words) < SHINGLE:
        wanted = {tuple(words)}
    else:
        wanted = {tuple(words[i : i + SHINGLE]) for i in range(len(words) - SHINGLE + 1)}
    found: list[str] = []
    owner: list[int] = []
    for index, text in enumerate(texts):
        own = WORD_RE.findall(text)
        found += own
        owner += [index] * len(own)
    marks = bytearray(len(found))
    for i in range(len(found) - SHINGLE + 1):
        if tuple(found[i : i + SHINGLE]) in wanted:
            marks[i : i + SHINGLE] = b"\1" * SHINGLE
    hits, sizes = [0] * len(texts), [0] * len(texts)
    for index, mark in zip(owner, marks, strict=True):
        hits[index] += mark
        sizes[index] += 1
    return hits, sizes


def shingles(text: str) -> Counter[tuple[str, ...]]:
    """Return the four-word shingles of a text, as newsbench counts them."""
    words = WORD_RE.findall(text)
    if len(words) < SHINGLE:
        return Counter([tuple(words)] if words else [])
    return Counter(tuple(words[i : i + SHINGLE]) for i in range(len(words) - SHINGLE + 1))
