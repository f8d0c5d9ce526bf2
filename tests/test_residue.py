"""Residue as sites of many languages print it, and lines of articles that look like it.

The lines in ``tests/data/residue`` were written without a look at the rules. They are put, ten at a
time, between the paragraphs of an invented article.
"""

import random
import tomllib
from collections import Counter
from functools import cache
from pathlib import Path

import ftfy
import pytest

from newsclean import clean
from newsclean.rules import languages

FILES = sorted((Path(__file__).parent / "data" / "residue").glob("*.toml"))
KNOWN = [file.stem for file in FILES if file.stem in languages()]
AT_ONCE = 10

#: What must come out over all languages that have rules. These only rise.
MIN_RESIDUE_GONE = 0.925
MIN_LOOKALIKES_KEPT = 0.935
MIN_PARAGRAPHS_KEPT = 0.998


def repaired(line):
    return " ".join(ftfy.fix_text(line, uncurl_quotes=False).split())


@cache
def counted(language):
    """Return how many lines of each kind there are, and how many came out right."""
    path = Path(__file__).parent / "data" / "residue" / f"{language}.toml"
    cases = tomllib.loads(path.read_text(encoding="utf-8"))
    lines = [(line, False) for group in cases["residue"].values() for line in group]
    lines += [(line, True) for line in cases["true"]["lookalikes"]]
    chance = random.Random(language)
    chance.shuffle(lines)
    counts = Counter()
    for start in range(0, len(lines), AT_ONCE):
        batch = lines[start : start + AT_ONCE]
        mixed = list(cases["paragraphs"])
        for line, _ in batch:
            mixed.insert(chance.randint(1, len(mixed)), line)
        kept = set(clean("\n\n".join([cases["title"], *mixed]), kind="text").text.split("\n\n"))
        for line, true in batch:
            counts["lookalikes" if true else "residue"] += 1
            counts["lookalikes kept" if true else "residue gone"] += (repaired(line) in kept) == true
        counts["paragraphs"] += len(cases["paragraphs"])
        counts["paragraphs kept"] += sum(repaired(line) in kept for line in cases["paragraphs"])
    return counts


@pytest.mark.parametrize("language", KNOWN)
def test_no_language_is_left_behind(language):
    counts = counted(language)
    assert counts["residue gone"] >= 0.7 * counts["residue"]
    assert counts["lookalikes kept"] >= 0.8 * counts["lookalikes"]
    assert counts["paragraphs kept"] >= 0.98 * counts["paragraphs"]


def test_residue_goes_and_articles_stay_over_all_languages():
    total = sum(map(counted, KNOWN), Counter())
    assert total["residue gone"] >= MIN_RESIDUE_GONE * total["residue"]
    assert total["lookalikes kept"] >= MIN_LOOKALIKES_KEPT * total["lookalikes"]
    assert total["paragraphs kept"] >= MIN_PARAGRAPHS_KEPT * total["paragraphs"]
