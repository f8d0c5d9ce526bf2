"""Learn how much each kind of evidence for a garbled name says (``newsclean.names.weights``).

    python tools/train_names.py                    # writes data/model/names.json and its card
    python tools/train_names.py --cross-validate   # measures on texts left out; writes nothing

It learns from ``../shared/data/names_*_dev.tsv``; from the same texts and from sentences of news pages
(``../shared/data/pages``) with names garbled by ``tools/noise.py``; from all that is like a name, and is
none that was garbled, in the articles of those pages; and from sentences made up for it, with garbled names
and with tempting innocent ones (``garbled.txt``, ``innocent.txt`` and ``tempting.txt`` of
``tests/data/names``; nothing is learnt from those named ``unseen_``). The model is a choice among the
candidates for a form and "leave it as it is" (a conditional logit), with the weights that were set by hand
as what is believed beforehand. Needs scipy (the dependency group ``train``).
"""

import argparse
import json
import math
import random
import re
from collections.abc import Container, Iterator, Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import minimize

from newsclean.names import Gazetteer
from newsclean.names.fold import fold_name
from newsclean.names.mentions import sentence
from newsclean.names.normalizer import APPLY_FROM, LEAD, candidates
from newsclean.names.parts import written
from newsclean.names.surroundings import Surroundings
from newsclean.names.weigh import target_of
from newsclean.names.weights import PRIORS
from noise import NOISE, garbled
from pages import PAGES, ROOT, load_pages

DATA = PAGES.parent
MODEL = ROOT / "src" / "newsclean" / "data" / "model" / "names.json"
MADE_UP = ROOT / "tests" / "data" / "names"
FOLDS = 5
#: How far the weights may go from those set by hand: the deviation of what is believed beforehand.
DEVIATION = 1.5
#: What a text counts by where it is from: real garbled names are few, and worth more than made-up ones.
WORTH = {
    "dev": 8.0, "noise": 1.0, "pages": 1.0, "untouched": 6.0, "innocent": 3.0, "bodies": 1.0,
    "made": 4.0, "tempting": 2.0,
}  # fmt: skip
#: Candidates below this score, by the weights set by hand, are not learnt from.
MIN_SCORE = -4.0
MAX_PER_PAGE = 4
#: How far apart two mentions are, in characters, and how long a name that is mentioned again.
MIN_APART, MIN_AGAIN = 200, 5
#: How often any word of a full name is garbled, and not the last.
OTHER_WORD = 0.4
_GARBLED_RE = re.compile(r"\[([^]=]+)=>([^]]+)\]")
_FULL_RE = re.compile(r"(?<![\w@#/.])[A-Z][a-z]+(?: [A-Z][a-z]+)+(?![\w@/])")


class Text(NamedTuple):
    """A text, where it is from, what is garbled there (folded) and what it should read; and its fold."""

    source: str
    text: str
    right: dict[str, set[str]]
    fold: int


class Choice(NamedTuple):
    """The candidates for one form: what speaks for each, which are right, and what it counts."""

    source: str
    rows: NDArray[np.float64]
    right: NDArray[np.bool_]
    worth: float
    fold: int


def texts() -> Iterator[Text]:
    """Yield what to learn from, in a fixed order."""
    rng = random.Random(20261123)  # noqa: S311 - noise, not secrets
    for number, row in enumerate(table("names_garbled_dev.tsv")):
        fold = number % FOLDS
        forms = row["garbled"].split("|")
        golds = [set(gold.split("/")) for gold in row["gold"].split("|")]
        yield Text("dev", row["text"], by_word(forms, golds), fold)
        mended = row["text"]
        for form, gold in zip(forms, row["gold"].split("|"), strict=True):
            mended = mended.replace(form, gold.split("/")[0])
        for gold in row["gold"].split("|"):
            yield from noisy(Text("noise", mended, {}, fold), gold.split("/")[0], rng, tuple(NOISE))
    for number, row in enumerate(table("names_untouched_dev.tsv")):
        yield Text("untouched", row["text"], {}, number % FOLDS)
    for source in ("innocent", "tempting"):
        for number, line in enumerate(lines(f"{source}.txt")):
            yield Text(source, line, {}, number % FOLDS)
    for number, line in enumerate(lines("garbled.txt")):
        marked = _GARBLED_RE.findall(line)
        made = by_word([form for form, _ in marked], [set(gold.split("/")) for _, gold in marked])
        yield Text("made", _GARBLED_RE.sub(r"\1", line), made, number % FOLDS)
    index = Gazetteer.default().index
    pages, _ = load_pages()
    for number, page in enumerate(page for page in pages if page["lang"] == "en"):
        body, fold = page["body"], number % FOLDS
        yield Text("bodies", body, {}, fold)
        yield from spelt_elsewhere(body, index.named, rng, fold)
        named = [m for m in _FULL_RE.finditer(body) if fold_name(m[0]) in index.named]
        for match in named[:MAX_PER_PAGE]:
            start, end = sentence(body, match.start(), 0, len(body))
            kind = rng.choice(tuple(NOISE))
            yield from noisy(Text("pages", body[start:end], {}, fold), match[0], rng, (kind,))


def spelt_elsewhere(body: str, named: Container[str], rng: random.Random, fold: int) -> Iterator[Text]:
    """Yield two sentences, the first with a full name, the second with its last word garbled."""
    for match in _FULL_RE.finditer(body):
        last = match[0].split()[-1]
        again = body.rfind(last)
        if fold_name(match[0]) not in named or again < match.end() + MIN_APART or len(last) < MIN_AGAIN:
            continue
        first, second = (sentence(body, place, 0, len(body)) for place in (match.start(), again))
        form = garbled(last, rng.choice(tuple(NOISE)), rng)
        if form and form not in body:
            later = body[slice(*second)].replace(last, form)
            yield Text("pages", f"{body[slice(*first)]}\n\n{later}", {plain(form): {last, match[0]}}, fold)
            return


def by_word(forms: Sequence[str], golds: Sequence[set[str]]) -> dict[str, set[str]]:
    """Return what each form, and each garbled word of it, should read."""
    right = dict(zip(map(plain, forms), golds, strict=True))
    for form, accepted in zip(forms, golds, strict=True):
        words = {word for gold in accepted for word in gold.replace("-", " ").split()}
        for word in form.replace("-", " ").split():
            if word not in words:
                right.setdefault(plain(word), words | accepted)
    return right


def noisy(plain_text: Text, name: str, rng: random.Random, kinds: Sequence[str]) -> Iterator[Text]:
    """Yield a text with a long word of ``name``, mostly the last, garbled, once for each kind of noise."""
    words = [word for word in name.replace("-", " ").split() if len(word) > 2 and word[0].isupper()]
    for kind in kinds:
        word = (rng.choice(words) if rng.random() < OTHER_WORD else words[-1]) if words else ""
        form = garbled(word, kind, rng) if word in plain_text.text else None
        if form and form not in plain_text.text:
            made = plain_text.text.replace(word, form)
            yield plain_text._replace(text=made, right={plain(form): {word, name}})


def lines(name: str) -> list[str]:
    """Return the lines of a file of sentences made up for this, without its comments."""
    text = (MADE_UP / name).read_text("utf-8")
    return [line for line in text.splitlines() if line and not line.startswith("#")]


def table(name: str) -> Iterator[dict[str, str]]:
    """Yield the rows of a tab-separated table; quotes mean nothing in it."""
    head, *lines = (DATA / name).read_text("utf-8").splitlines()
    columns = head.split("\t")
    for line in lines:
        yield dict(zip(columns, line.split("\t"), strict=False))


def plain(form: str) -> str:
    """Return a form folded, its words run together."""
    return "".join(map(fold_name, form.replace("-", " ").split()))


def choices(found: Iterator[Text]) -> list[Choice]:
    """Return the choices to make in all texts, most of which are to leave it."""
    index = Gazetteer.default().index
    kinds = list(PRIORS)
    made = []
    for text in found:
        around = Surroundings([text.text], index)
        for folded, weighed_all in candidates(around, -math.inf):
            ranked = [w for w in weighed_all if sum(PRIORS[r.kind] * r.value for r in w.reasons) >= MIN_SCORE]
            if not ranked:
                continue
            rows = np.zeros((len(ranked), len(kinds)))
            right = np.zeros(len(ranked), dtype=bool)
            golds = {plain(gold) for gold in text.right.get(folded, ())}
            for i, weighed in enumerate(ranked):
                for reason in weighed.reasons:
                    rows[i, kinds.index(reason.kind)] += reason.value
                right[i] = plain(written(target_of(weighed.prospect.part, around))) in golds
            if golds and not right.any():
                continue  # not found at all: nothing to learn
            made.append(Choice(text.source, rows, right, WORTH[text.source], text.fold))
    return made


def learn(found: Sequence[Choice]) -> NDArray[np.float64]:
    """Return the weights, in the order of ``PRIORS``."""
    before = np.array(list(PRIORS.values()))
    # What speaks for a candidate may come to nothing, but not to speak against it; ``hopeful`` relies on it.
    bounds = [(0.0, None) if value > 0 else (None, 0.0) for value in before]
    rows = np.vstack([choice.rows for choice in found])
    sizes = np.array([len(choice.rows) for choice in found])
    group = np.repeat(np.arange(len(found)), sizes)
    right = np.concatenate([choice.right for choice in found])
    worth = np.array([choice.worth for choice in found])
    left = np.array([not choice.right.any() for choice in found])

    def loss(weights: NDArray[np.float64]) -> tuple[float, NDArray[np.float64]]:
        scores = np.clip(rows @ weights, -30, 30)
        odds = np.exp(scores)
        total = 1 + np.bincount(group, odds)
        good = np.where(left, 1.0, np.bincount(group, odds * right))
        value = -(worth * np.log(good / total)).sum()
        share = odds / total[group]
        wanted = np.where(right, odds / good[group], 0.0)
        slope = rows.T @ (worth[group] * (share - wanted))
        off = (weights - before) / DEVIATION
        return float(value + 0.5 * (off**2).sum()), slope + off / DEVIATION

    return np.asarray(minimize(loss, before, jac=True, bounds=bounds, method="L-BFGS-B").x)


def measured(
    found: Sequence[Choice], weights: NDArray[np.float64], least: float, lead: float
) -> dict[str, float]:
    """Return by source how many choices there are, were put right, and were changed for the worse."""
    told: dict[str, list[int]] = {}
    for choice in found:
        counts = told.setdefault(choice.source, [0, 0, 0])
        scores = choice.rows @ weights
        best = int(scores.argmax())
        others = (
            np.where(choice.right == choice.right[best], -np.inf, scores) if choice.right.any() else scores
        )
        rivals = [score for i, score in enumerate(others) if i != best]
        applied = scores[best] >= least and all(scores[best] - score >= lead for score in rivals)
        counts[0] += 1
        counts[1] += bool(applied and choice.right[best])
        counts[2] += bool(applied and not choice.right[best])
    return {
        f"{source} {what}": value
        for source, counts in told.items()
        for what, value in zip(("choices", "right", "wrong"), counts, strict=True)
    }


CARD = """\
# Model card: evidence for garbled names

Made by `tools/train_names.py` together with `names.json`: run it (`make train`) rather than change this.

What it is: the weights, in log-odds, of {kinds} kinds of evidence that a word is a garbled spelling of a name
(`newsclean/names/weights.py`). A form and its candidates are a choice, one of the options being to leave it
(a conditional logit). What was believed of the weights beforehand is the mean of a normal distribution around
them with a deviation of {deviation}.

What it learnt from: {positives:,} garbled names, {real:,} of them real and {made:,} made up, the others made
by rules of transliteration, hearing and typing (`tools/noise.py`) in sentences of news; and {negatives:,}
words of articles, made-up sentences and sentences of the development set that are like a name and right. The
real ones and their sentences come with the development data; the pages are those of WCXB (CC BY 4.0) and of
the tests of fundus (MIT). No text of theirs is in the weights.

## How well it does on texts that it has not seen

By cross-validation in {folds} parts, with the gazetteer as it is. A candidate must come to {least} and lead
the next by {lead}.

| texts | choices | put right | changed for the worse |
|---|---|---|---|
{rows}

"dev" are the names of the development set, "made" garbled names in sentences made up for it, "noise" the
same sentences with names garbled by rule, "pages" sentences of news pages with names garbled by rule,
"untouched", "innocent" and "tempting" sentences with names of others that are like them, "bodies" the
articles as they are: {words:,} words. Forms with no candidate at all are not counted.

## Known faults

- The gazetteer has been written with the names of the development set at hand, and the kinds of evidence
  as well. Of names that it does not have, none is put right.
- Names heard as ordinary words ("Common A") are given up.
- Somebody with nearly the name of a leader, in a sentence that speaks of the leader's country, may be
  taken for the leader.
"""

NAMES = ("dev", "made", "noise", "pages", "untouched", "innocent", "tempting", "bodies")


def cross_validated(found: Sequence[Choice]) -> dict[str, float]:
    """Return what ``measured`` does, each fold with weights learnt from the others."""
    sums: dict[str, float] = {}
    for fold in range(FOLDS):
        weights = learn([choice for choice in found if choice.fold != fold])
        unseen = [choice for choice in found if choice.fold == fold]
        for key, value in measured(unseen, weights, APPLY_FROM["normal"], LEAD).items():
            sums[key] = sums.get(key, 0) + value
    return sums


def card(found: Sequence[Choice], words: int) -> str:
    """Return the model card."""
    told = cross_validated(found)
    rows = [
        f"| {name} | {told[f'{name} choices']:,} | {told[f'{name} right']:,} | {told[f'{name} wrong']:,} |"
        for name in NAMES
    ]
    right = [choice for choice in found if choice.right.any()]
    return CARD.format(
        kinds=len(PRIORS),
        deviation=DEVIATION,
        positives=len(right),
        real=sum(choice.source == "dev" for choice in right),
        made=sum(choice.source == "made" for choice in right),
        negatives=len(found) - len(right),
        folds=FOLDS,
        least=APPLY_FROM["normal"],
        lead=LEAD,
        rows="\n".join(rows),
        words=words,
    )


def main() -> None:
    """Learn, or measure."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("--cross-validate", action="store_true")
    arguments = parser.parse_args()
    read = list(texts())
    found = choices(iter(read))
    if arguments.cross_validate:
        print(cross_validated(found))
        return
    learnt = dict(zip(PRIORS, (round(float(w), 3) for w in learn(found)), strict=True))
    MODEL.write_text(json.dumps(learnt, indent=1) + "\n", encoding="ascii")
    words = sum(len(text.text.split()) for text in read if text.source == "bodies")
    MODEL.with_suffix(".md").write_text(card(found, words), encoding="ascii")
    for kind, weight in learnt.items():
        print(f"{kind:20s} {PRIORS[kind]:6.2f} {weight:6.2f}")


if __name__ == "__main__":
    main()
