"""Train what tells residue by its words (``newsclean.classify.wording``), and show how well it does.

    python tools/train_wording.py                    # writes data/model/wording.json
    python tools/train_wording.py --cross-validate   # measures on languages left out; writes nothing

It learns from the rule packs' own examples, each measured without the rule that it belongs to, and from
``tests/data/residue`` (but not its half that is held out): lines of residue and look-alikes in many
languages, written without the packs.
Logistic regression on a few features that are the same in every language. Needs scikit-learn (the dependency
group ``train``).
"""

import argparse
import json
import re
import sys
import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from newsclean.classify.wording import FEATURES, Traits, Wording
from newsclean.filters.wording import LABEL_FROM, LEFT_OUT, MAX_CHARS
from newsclean.fold import fold
from newsclean.rules import RuleSet, languages, packs

ROOT = Path(__file__).resolve().parent.parent
CASES = ROOT / "tests" / "data" / "residue"
MODEL = ROOT / "src" / "newsclean" / "data" / "model" / "wording.json"
#: What an example of a pack counts: there are many, and they are more like the phrases than others are.
PACK_WEIGHT = 0.1
_SENTENCE_RE = re.compile(r"(?<=[.!?。！？۔।]) ")


class Example(NamedTuple):
    """A line, and whether it is residue."""

    language: str
    text: str
    traits: Traits
    residue: bool
    weight: float


def examples() -> list[Example]:
    """Return what to learn from, in a fixed order."""
    found: list[Example] = []
    for language in sorted(languages()):
        rules = [rule for pack in packs(language) for rule in pack.rules]
        known = Wording(rules, language)
        for rule in rules:
            known.count(rule, -1)
            for residue, texts in ((True, rule.takes), (False, rule.leaves)):
                found += made(known, language, texts, residue=residue, weight=PACK_WEIGHT)
            known.count(rule, 1)
        matcher = RuleSet([*packs(language), *packs("en")])
        for residue, lines in cases(language):
            unnamed = [text for text in lines if not matcher.match_anywhere([text])]
            found += made(known, language, unnamed, residue=residue, weight=1.0)
    return found


def cases(language: str) -> Iterator[tuple[bool, list[str]]]:
    """Yield the lines written for a language: residue, look-alikes, sentences of an article."""
    for path in (CASES / f"{language}.toml", CASES / "working" / f"{language}.toml"):
        if not path.exists():
            continue
        data = tomllib.loads(path.read_text(encoding="utf-8"))
        yield True, [text for texts in data["residue"].values() for text in texts]
        yield False, data["true"]["lookalikes"]
        paragraphs = data.get("paragraphs", ())
        yield False, [text for paragraph in paragraphs for text in _SENTENCE_RE.split(paragraph)]


def made(
    known: Wording, language: str, texts: list[str] | tuple[str, ...], *, residue: bool, weight: float
) -> Iterator[Example]:
    """Yield examples of the lines that the model would be asked about."""
    for text in texts:
        traits = known.traits(text, fold(text)) if len(text) <= MAX_CHARS else None
        if traits is not None:
            yield Example(language, text, traits, residue, weight)


def fitted(learnt: list[Example]) -> tuple[NDArray[np.float64], float]:
    """Return the weights of the features, and the intercept."""
    from sklearn.linear_model import LogisticRegression

    model = LogisticRegression(C=10, max_iter=5000)
    model.fit(
        np.array([one.traits for one in learnt]),
        np.array([one.residue for one in learnt]),
        sample_weight=np.array([one.weight for one in learnt]),
    )
    return model.coef_[0], float(model.intercept_[0])


def report(known: list[Example]) -> None:
    """Print how many lines are taken for residue in languages that were left out of the learning."""
    held = [one for one in known if one.weight == 1 and one.language not in LEFT_OUT]
    score: dict[int, float] = {}
    for language in sorted({one.language for one in held}):
        slopes, intercept = fitted([one for one in known if one.language != language])
        for one in held:
            if one.language == language:
                score[id(one)] = 1 / (1 + np.exp(-(slopes @ np.array(one.traits) + intercept)))
    for level in (0.6, 0.7, 0.75, 0.8, 0.85, 0.9):
        counts = [
            (sum(score[id(one)] >= level for one in held if one.residue is residue),
             sum(one.residue is residue for one in held))
            for residue in (True, False)
        ]  # fmt: skip
        (found, residue), (lost, true) = counts
        print(f"from {level}: {found} of {residue} lines that no rule fits, {lost} of {true} true ones")
    for one in held:
        if not one.residue and score[id(one)] >= LABEL_FROM:
            print(f"  {one.language} {score[id(one)]:.2f} {one.text}")


def main() -> int:
    """Train or measure; return the exit code."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--cross-validate", action="store_true", help="measure; write nothing")
    arguments = parser.parse_args()
    known = examples()
    report(known)
    if arguments.cross_validate:
        return 0
    slopes, intercept = fitted(known)
    data = {
        "features": FEATURES,
        "weights": [round(float(slope), 3) for slope in slopes],
        "intercept": round(intercept, 3),
    }
    MODEL.write_text(json.dumps(data, indent=1) + "\n", encoding="ascii")
    return 0


if __name__ == "__main__":
    sys.exit(main())
