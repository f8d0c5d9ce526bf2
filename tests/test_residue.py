"""Residue as sites of many languages print it, and lines of articles that look like it.

The lines in ``tests/data/residue`` were written without a look at the rules. They are put, ten at a
time, between the paragraphs of an invented article. Those in ``working`` have since been looked at, and the
rules and the weights of the wording learnt from them; those in ``held_out`` never: they tell how well the
rules do on lines that nobody has seen, and no rule may be made for one of them.
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

FOLDER = Path(__file__).parent / "data" / "residue"
FILES = sorted(FOLDER.glob("*.toml"))
KNOWN = [file.stem for file in FILES if file.stem in languages()]
HALVES = [file.stem for file in sorted((FOLDER / "held_out").glob("*.toml"))]
AT_ONCE = 10

#: What must come out over all languages that have rules. These only rise.
MIN_RESIDUE_GONE = 0.935
MIN_LOOKALIKES_KEPT = 0.935
MIN_PARAGRAPHS_KEPT = 0.998
#: The same of the lines that were worked with, and of those that were not.
MIN_OF_HALVES = {"working": (0.98, 0.93, 0.997), "held_out": (0.965, 0.925, 0.998)}


def repaired(line):
    return " ".join(ftfy.fix_text(line, uncurl_quotes=False).split())


def read(path):
    return tomllib.loads(path.read_text(encoding="utf-8"))


def article(language):
    """Return the title and paragraphs that a language's lines are put into."""
    paths = (FOLDER / f"{language}.toml", FOLDER / "working" / f"{language}.toml")
    return next(cases for path in paths if path.exists() and "paragraphs" in (cases := read(path)))


@cache
def counted(language, folder="."):
    """Return how many lines of each kind there are, and how many came out right."""
    cases = {**article(language), **read(FOLDER / folder / f"{language}.toml")}
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


@pytest.mark.parametrize("half", MIN_OF_HALVES)
def test_lines_worked_with_and_lines_held_out(half):
    total = sum((counted(language, half) for language in HALVES), Counter())
    residue, lookalikes, paragraphs = MIN_OF_HALVES[half]
    assert total["residue gone"] >= residue * total["residue"]
    assert total["lookalikes kept"] >= lookalikes * total["lookalikes"]
    assert total["paragraphs kept"] >= paragraphs * total["paragraphs"]
