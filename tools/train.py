"""Train the block classifier and write its weights: src/newsclean/data/model.

    python tools/train.py                   train on all pages and write the weights and the card
    python tools/train.py --cross-validate  measure it on sites that it was not trained on; write nothing

Needs the labelled pages, ../shared/data/pages, and the extra ``train``. The same pages and
versions give the same bytes: nothing here hangs on time, on the order of a set or on threads.
"""

import argparse
import gzip
import json
import random
import statistics
import sys
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass, field
from itertools import pairwise
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from newsclean.classify.around import TEXT_NAMES, Columns, around
from newsclean.classify.features import NAMES, TOPIC_WORDS, Page, line_of
from newsclean.classify.lexical import Lexical, tokens_of
from newsclean.classify.model import LEARNT
from newsclean.draft import Draft
from newsclean.filters.classifier import KEEP_FROM, MARGIN
from newsclean.labels import ARTICLE_LABELS
from newsclean.pipeline import Pipeline, evidence
from pages import (
    FOLDS,
    MIN_COVERED,
    PAGES,
    ROOT,
    SCRAPES,
    WORD_RE,
    covered,
    fold_of,
    load_pages,
    shingles,
    site_of,
)

MODEL = ROOT / "src" / "newsclean" / "data" / "model"
#: Pages of news sites count double: they are what users have, and their truth is better.
NEWS_WEIGHT = 2.0
#: A block counts by its share of the article's words; beyond this share it is one page's oddity.
MAX_SHARE = 0.3
#: What a block counts however short it is.
MIN_SHARE = 0.002

#: Trees: few and shallow, because each costs time on every block of every page.
TREES = {
    "objective": "binary",
    "num_leaves": 24,
    "max_depth": 5,
    "learning_rate": 0.12,
    "min_data_in_leaf": 150,
    "feature_fraction": 0.5,
    "bagging_fraction": 0.7,
    "bagging_freq": 1,
    "lambda_l2": 5.0,
    "max_bin": 63,
    "seed": 7,
    "deterministic": True,
    "force_row_wise": True,
    "num_threads": 2,
    "verbose": -1,
}
#: For plain text: more of them, and deeper, for the price of a few features.
TEXT_TREES = {**TREES, "num_leaves": 31, "max_depth": 6, "learning_rate": 0.1, "num_threads": 1}
ROUNDS = 150
#: Of the lighter half of the blocks, which are menus mostly, so many are learnt from, and count for the
#: others: it does as well as all of them, in half the time.
LIGHT_SHARE = 0.4
#: Words and pairs in blocks of fewer sites than this say nothing of other sites.
MIN_SITES = 4
MAX_LEXICON = 24_000


@dataclass
class Sample:
    """The blocks of one scrape that the classifier is asked about, and what of the rest is kept."""

    page: int
    scrape: str
    texts: list[str]
    kept: list[int]  # blocks that the other filters keep
    asked: list[int]  # blocks that the classifier decides
    rows: NDArray[np.float32]
    columns: Columns
    tokens: list[list[str]]
    truth: NDArray[np.int8]
    share: NDArray[np.float32]  # each block's words, as a share of the article's
    loose: list[str] = field(default_factory=list)  # residue that no rule names, to be put elsewhere


_NONE = np.zeros(0, dtype=np.float32)
EMPTY = Columns(_NONE, _NONE, (0, 0), _NONE, _NONE, _NONE, _NONE)


# ---------------------------------------------------------------- pages


def sample(
    raw: str, body: str, page: int, scrape: str, inserted: frozenset[str] = frozenset()
) -> Sample | None:
    """Return a scrape as the classifier meets it: repaired, divided, labelled by the filters before."""
    draft: Draft = evidence(Pipeline.default(), raw)
    if not len(draft):
        return None
    nothing = Lexical({})  # what words say is filled in once it is learnt
    for i, text in enumerate(draft.texts):
        draft.know(i, line_of(text, draft.folded[i], nothing))
    page_of = Page(draft)
    near = page_of.near(MARGIN)
    asked = [i for i in draft.undecided() if near[i]]
    texts = draft.texts
    hits, sizes = covered(texts, body)
    lines = {line.strip() for line in body.split("\n")}
    truth = [
        text not in inserted and ((size > 0 and hit > MIN_COVERED * size) or (size > 2 and text in lines))
        for text, hit, size in zip(texts, hits, sizes, strict=True)
    ]
    count = max(1, len(WORD_RE.findall(body)))
    rows = page_of.rows(np.array(asked, dtype=np.intp))
    loose = [
        texts[i]
        for i in draft.undecided()
        if not truth[i] and hits[i] == 0 and 1 <= sizes[i] <= 25 and len(texts[i]) > 3
    ]
    return Sample(
        page,
        scrape,
        texts,
        [i for i, ruling in enumerate(draft.rulings) if ruling and ruling.verdict.label in ARTICLE_LABELS],
        asked,
        rows,
        Columns.of(page_of) if asked else EMPTY,
        [
            tokens_of(draft.folded[i], draft.folded[i].split()[:TOPIC_WORDS])
            if draft.language == LEARNT
            else []
            for i in asked
        ],
        np.array([truth[i] for i in asked], dtype=np.int8),
        np.array([sizes[i] / count for i in asked], dtype=np.float32),
        loose,
    )


def _samples_of(task: tuple[int, dict[str, Any], dict[str, str]]) -> list[Sample]:
    number, page, scraped = task
    texts = {"body": page["body"], **{scrape: scraped[scrape] for scrape in SCRAPES}}
    made = (sample(text, page["body"], number, scrape) for scrape, text in texts.items())
    return [one for one in made if one is not None]


def _mixed(task: tuple[int, dict[str, Any], list[str]]) -> list[Sample]:
    number, page, loose = task
    return [
        made
        for turn in range(2)
        if (made := mixture(number, page, loose, random.Random(f"{page['id']} {turn}")))  # noqa: S311
    ]


def mixture(number: int, page: dict[str, Any], loose: Sequence[str], chance: random.Random) -> Sample | None:
    """Return an article with other sites' residue put between its paragraphs, as inserts stand."""
    lines = [line.strip() for line in page["body"].split("\n") if line.strip()]
    if len(lines) < 4 or len(loose) < 30:
        return None
    own = set(lines)
    picked = [line for line in chance.sample(list(loose), chance.randint(2, 20)) if line not in own]
    mixed = list(lines)
    for line in picked:
        mixed.insert(chance.randint(0, len(mixed)), line)
    return sample("\n".join(mixed), page["body"], number, "mixture", frozenset(picked))


def build(pages: Sequence[dict[str, Any]], scraped: dict[str, dict[str, str]]) -> list[Sample]:
    """Return all samples, in a fixed order."""
    with ProcessPoolExecutor(max_workers=2) as pool:
        tasks = [(i, page, scraped[page["id"]]) for i, page in enumerate(pages)]
        made = [one for several in pool.map(_samples_of, tasks, chunksize=8) for one in several]
        pools: dict[tuple[str, int], list[tuple[int, str]]] = defaultdict(list)
        for one in made:
            if one.scrape in ("get_text", "p_li"):
                key = (pages[one.page]["lang"], fold_of(pages[one.page]))
                pools[key] += [(one.page, text) for text in one.loose]
        mixing = []
        for i, page in enumerate(pages):
            # Residue of pages of the same fold: what is measured with must not be trained on.
            every = pools[page["lang"], fold_of(page)]
            mixing.append((i, page, sorted({text for owner, text in every if owner != i})))
        made += [one for several in pool.map(_mixed, mixing, chunksize=8) for one in several]
    return made


# ---------------------------------------------------------------- learning


def train_lexical(samples: Sequence[Sample], pages: Sequence[dict[str, Any]]) -> dict[str, float]:
    """Return the weights of words and pairs of words that tell residue from articles."""
    from scipy.sparse import csr_matrix
    from sklearn.linear_model import SGDClassifier

    sites: dict[str, set[str]] = defaultdict(set)
    samples = [one for one in samples if pages[one.page]["lang"] == LEARNT]
    for one in samples:
        site = site_of(pages[one.page])
        for tokens in one.tokens:
            for token in terms(tokens):
                sites[token].add(site)
    terms_known = sorted(token for token, where in sites.items() if len(where) >= MIN_SITES)
    number = {token: i for i, token in enumerate(terms_known)}
    columns: list[int] = []
    values: list[float] = []
    starts = [0]
    for one in samples:
        for tokens in one.tokens:
            own = terms(tokens)
            scale = 1 / max(1, len(own)) ** 0.5
            for column, count in Counter(number[t] for t in own if t in number).items():
                columns.append(column)
                values.append(scale * count)
            starts.append(len(columns))
    matrix = csr_matrix((values, columns, starts), shape=(len(starts) - 1, len(terms_known)))
    truth = np.concatenate([one.truth for one in samples])
    model = SGDClassifier(loss="log_loss", alpha=4e-6, max_iter=6, tol=None, random_state=0, average=True)
    model.fit(matrix, truth, sample_weight=weights_of(samples, pages))
    ranked = sorted(
        zip(np.abs(model.coef_[0]), terms_known, model.coef_[0], strict=True), key=lambda r: (-r[0], r[1])
    )
    return {token: round(float(weight), 1) for size, token, weight in ranked[:MAX_LEXICON] if size >= 0.25}


def terms(tokens: Sequence[str]) -> list[str]:
    """Return the words and pairs of words among tokens."""
    return [*tokens, *(f"{a} {b}" for a, b in pairwise(tokens))]


def lexical_scores(samples: Sequence[Sample], weights: dict[str, float]) -> NDArray[np.float32]:
    """Return the lexical score of each block asked about."""
    scores = [
        sum(weights.get(term, 0.0) for term in terms(tokens)) / (2 * len(tokens) - 1) ** 0.5
        if tokens
        else 0.0
        for one in samples
        for tokens in one.tokens
    ]
    return np.array(scores, dtype=np.float32)


def weights_of(samples: Iterable[Sample], pages: Sequence[dict[str, Any]]) -> NDArray[np.float64]:
    """Return how much each block counts: by its share of the article, so that pages count alike."""
    made = [
        (np.minimum(one.share, MAX_SHARE) + MIN_SHARE)
        * (NEWS_WEIGHT if pages[one.page]["set"] == "fundus" else 1)
        for one in samples
    ]
    flat: NDArray[np.float64] = np.concatenate(made).astype(np.float64)
    return np.asarray(flat / flat.mean())


def matrix_of(samples: Sequence[Sample], lexical: NDArray[np.float32]) -> NDArray[np.float32]:
    """Return the features of all blocks asked about, with what hangs on their lexical scores filled in."""
    rows = np.zeros((len(lexical), len(TEXT_NAMES)), dtype=np.float32)
    rows[:, : len(NAMES)] = np.vstack([one.rows for one in samples])
    rows[:, NAMES.index("lexical")] = lexical
    start = 0
    for one in samples:
        own = lexical[start : start + len(one.asked)]
        of = dict(zip(one.asked, own, strict=True))
        for name, step in (("lexical_b1", -1), ("lexical_1", 1)):
            inside = range(len(one.texts))
            values = [of.get(i, 0.0 if i in inside else -1.0) for i in (index + step for index in one.asked)]
            rows[start : start + len(own), NAMES.index(name)] = values
        if one.asked:
            rows[start : start + len(own), len(NAMES) :] = around(one.columns, np.array(one.asked), own)
        start += len(own)
    return rows


def train_trees(rows: NDArray[np.float32], truth: NDArray[np.int8], weights: NDArray[np.float64]) -> Any:
    """Return the gradient-boosted trees."""
    import lightgbm

    light = weights < np.median(weights)
    chosen = ~light | (np.random.default_rng(7).random(len(weights)) < LIGHT_SHARE)
    counting = np.where(light, weights / LIGHT_SHARE, weights)[chosen]
    data = lightgbm.Dataset(rows[chosen], truth[chosen], weight=counting, feature_name=list(TEXT_NAMES))
    return lightgbm.train(TEXT_TREES, data, num_boost_round=ROUNDS)


# ---------------------------------------------------------------- measuring


def cross_validated(
    samples: Sequence[Sample], pages: Sequence[dict[str, Any]]
) -> tuple[NDArray[np.float64], NDArray[np.float32]]:
    """Return the probability and the lexical score of each block by models that never saw its site.

    The lexical scores that trees are trained on come from models that did not see the block's site
    either; else the trees would trust words more than they may.
    """
    folds = [fold_of(pages[one.page]) for one in samples]
    owner = np.concatenate([np.full(len(one.asked), fold) for one, fold in zip(samples, folds, strict=True)])
    lexical = np.zeros(len(owner), dtype=np.float32)
    for fold in range(FOLDS):
        others = [one for one, own in zip(samples, folds, strict=True) if own != fold]
        ours = [one for one, own in zip(samples, folds, strict=True) if own == fold]
        lexical[owner == fold] = lexical_scores(ours, train_lexical(others, pages))
    rows = matrix_of(samples, lexical)
    truth = np.concatenate([one.truth for one in samples])
    weights = weights_of(samples, pages)
    probability = np.zeros(len(owner))
    # By processes, since the trees of one are learnt by one thread: threads wait for each other.
    with ProcessPoolExecutor(max_workers=2) as pool:
        parts = [owner != fold for fold in range(FOLDS)]
        tasks = ((rows[part], truth[part], weights[part], rows[~part]) for part in parts)
        for part, found in zip(parts, pool.map(_predicted, *zip(*tasks, strict=True)), strict=True):
            probability[~part] = found
    return probability, lexical


def _predicted(
    rows: NDArray[np.float32],
    truth: NDArray[np.int8],
    weights: NDArray[np.float64],
    unseen: NDArray[np.float32],
) -> NDArray[np.float64]:
    """Return the probabilities of unseen rows by trees that learn from the others."""
    return np.asarray(train_trees(rows, truth, weights).predict(unseen, num_threads=1))


def f1_by_scrape(
    samples: Sequence[Sample],
    pages: Sequence[dict[str, Any]],
    keep: Sequence[NDArray[np.bool_]],
    *,
    english: bool,
) -> dict[str, tuple[float, float, float]]:
    """Return F1, precision and recall by scrape, as newsbench computes them."""
    precisions: dict[str, list[float]] = defaultdict(list)
    recalls: dict[str, list[float]] = defaultdict(list)
    bodies = {i: shingles(page["body"]) for i, page in enumerate(pages)}
    for one, kept in zip(samples, keep, strict=True):
        if (pages[one.page]["lang"] == "en") != english:
            continue
        indexes = sorted([*one.kept, *(i for i, keeps in zip(one.asked, kept, strict=True) if keeps)])
        wanted, got = bodies[one.page], shingles("\n\n".join(one.texts[i] for i in indexes))
        both = sum((wanted & got).values())
        if got:
            precisions[one.scrape].append(both / sum(got.values()))
        if wanted:
            recalls[one.scrape].append(both / sum(wanted.values()))
    result = {}
    for scrape, shares in recalls.items():
        precision, recall = statistics.mean(precisions[scrape] or [0.0]), statistics.mean(shares)
        result[scrape] = (2 * precision * recall / (precision + recall or 1), precision, recall)
    return result


def report(
    samples: Sequence[Sample], pages: Sequence[dict[str, Any]], probability: NDArray[np.float64]
) -> None:
    """Print what cross-validation gives at several thresholds."""
    cuts = np.cumsum([len(one.asked) for one in samples])[:-1]
    for threshold in (KEEP_FROM, 0.5):
        keep = np.split(probability >= threshold, cuts)
        for english in (True, False):
            scores = f1_by_scrape(samples, pages, keep, english=english)
            shown = " ".join(
                f"{s} {scores[s][0]:.4f} ({scores[s][1]:.3f}/{scores[s][2]:.3f})" for s in scores
            )
            mean = statistics.mean(scores[s][0] for s in SCRAPES)
            print(f"{threshold} {'en' if english else 'other'} mean {mean:.4f}: {shown}", flush=True)


# ---------------------------------------------------------------- the model


def calibration(truth: NDArray[np.int8], probability: NDArray[np.float64]) -> tuple[list[float], list[float]]:
    """Return probabilities that divide the blocks, and the true share between them, never falling."""
    from sklearn.isotonic import IsotonicRegression

    levels = [
        0.02,
        0.05,
        0.1,
        0.15,
        0.2,
        0.25,
        0.3,
        0.35,
        0.4,
        0.5,
        0.6,
        0.7,
        0.8,
        0.85,
        0.9,
        0.93,
        0.96,
        0.98,
        0.99,
    ]
    bins = np.searchsorted(levels, probability, side="right")
    counts = np.bincount(bins, minlength=len(levels) + 1)
    hits = np.bincount(bins, weights=truth, minlength=len(levels) + 1)
    shares = IsotonicRegression(y_min=0.01, y_max=0.99).fit_transform(
        np.arange(len(counts)), hits / np.maximum(counts, 1), sample_weight=counts
    )
    return levels, [round(float(share), 3) for share in shares]


def node_of(node: dict[str, Any]) -> Any:
    """Return a node of LightGBM's dump as plain numbers (see ``newsclean.classify.trees``)."""
    if "leaf_value" in node:
        return round(node["leaf_value"], 4)
    return [
        node["split_feature"],
        float(f"{node['threshold']:.5g}"),
        node_of(node["left_child"]),
        node_of(node["right_child"]),
    ]


def write_model(
    lexicon: dict[str, float], trees: Any, levels: Sequence[float], shares: Sequence[float], path: Path
) -> int:
    """Write the weights, the same bytes for the same numbers; return their size."""
    by_weight: dict[float, list[str]] = defaultdict(list)
    for term, weight in sorted(lexicon.items()):
        by_weight[weight].append(term)
    data = {
        "features": list(TEXT_NAMES),
        "trees": [node_of(tree["tree_structure"]) for tree in trees.dump_model()["tree_info"]],
        "levels": list(levels),
        "shares": list(shares),
        "lexicon": [[weight, "\t".join(terms)] for weight, terms in sorted(by_weight.items())],
    }
    text = json.dumps(data, ensure_ascii=False, separators=(",", ":"))
    packed = gzip.compress(text.encode("utf-8"), mtime=0)
    path.mkdir(parents=True, exist_ok=True)
    (path / "classifier.json.gz").write_bytes(packed)
    return len(packed)


CARD = """# Model card: the block classifier

Made by `tools/train.py` together with `classifier.json.gz`: run it (`make train`) rather than change this.

What it is: {rounds} boosted trees of {leaves} leaves over {features} features of a block, its neighbours
and its place, one of them the score of a linear model of words and pairs of words. It says how probable it
is that a block is the article's. Features: `features.py` and `around.py` in
`newsclean/classify`. Size: {size} bytes.

What it learnt from: {pages} labelled pages of {sites} sites, the newest of {newest}, each scraped in seven
ways, and the articles themselves, plain and with residue of other sites put between their paragraphs. The
pages are those of the Web Content Extraction Benchmark (WCXB, CC BY 4.0) and of the tests of fundus (MIT).
No text of theirs is in the weights but single words and pairs of words that at least {min_sites} sites
have.

## How well it does on sites that it has not seen

By cross-validation: the sites are divided into {folds} parts, and each is measured with a model (words and
trees) that learnt from the others. F1, precision and recall of four-word shingles, as newsbench computes
them, after all filters that come before the classifier, and without what it shelters; a block is kept from a
probability of {keep_from} on.

| scrape | English | other languages |
|---|---|---|
{table}

The rules before it were written with these pages at hand, so pages of other sites will come out a little
worse.

## Confidence

Of the blocks that it gave this probability, unseen, so many were the article's: the shares are what
`Block.confidence` shows.

| probability | blocks | the article's |
|---|---|---|
{calibration}

## Known faults

- {english} of the pages are in English; German has {german}, each other language a handful. Words are learnt
  from English pages only; elsewhere it goes by shape and place alone.
- Teasers and author boxes that are written in whole sentences and stand right below the article are often
  kept, and so are comments that read like an essay.
- Lists, tables and step-by-step instructions far from any running text are dropped now and then.
- Half of the pages are blogs, guides and shop pages whose labels leave out parts that a reader would count
  in."""


def write_card(
    samples: Sequence[Sample], pages: Sequence[dict[str, Any]], probability: NDArray[np.float64], size: int
) -> None:
    """Write the card of the weights: where they are from, and what they are worth."""
    cuts = np.cumsum([len(one.asked) for one in samples])[:-1]
    keep = np.split(probability >= KEEP_FROM, cuts)
    scores = [f1_by_scrape(samples, pages, keep, english=english) for english in (True, False)]
    rows = [
        f"| {scrape} | "
        + " | ".join("{:.3f} ({:.3f}, {:.3f})".format(*score[scrape]) for score in scores)
        + " |"
        for scrape in SCRAPES
    ]
    means = (statistics.mean(score[scrape][0] for scrape in SCRAPES) for score in scores)
    rows.append("| mean | " + " | ".join(f"{mean:.3f}" for mean in means) + " |")
    truth = np.concatenate([one.truth for one in samples])
    steps = []
    for low, high in pairwise((0.0, 0.05, 0.15, 0.35, 0.65, 0.85, 0.95, 1.0001)):
        there = (probability >= low) & (probability < high)
        steps.append(f"| {low:.2f} to {min(high, 1):.2f} | {there.sum():,} | {truth[there].mean():.3f} |")
    languages = Counter(page["lang"] for page in pages)
    text = CARD.format(
        rounds=ROUNDS,
        leaves=TEXT_TREES["num_leaves"],
        features=len(TEXT_NAMES),
        size=f"{size:,}",
        pages=len(pages),
        sites=len(set(map(site_of, pages))),
        newest=max(str(page.get("date") or "")[:7] for page in pages),
        min_sites=MIN_SITES,
        folds=FOLDS,
        keep_from=KEEP_FROM,
        table="\n".join(rows),
        calibration="\n".join(steps),
        english=languages["en"],
        german=languages["de"],
    )
    (MODEL / "README.md").write_text(text, encoding="utf-8")


def main() -> int:
    """Train or measure; return the exit code."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument(
        "--cross-validate", action="store_true", help="measure on unseen sites; write nothing"
    )
    arguments = parser.parse_args()
    if not PAGES.exists():
        print("train: the labelled pages (../shared/data/pages) are not on this machine", file=sys.stderr)
        return 1
    pages, scraped = load_pages()
    samples = build(pages, scraped)
    print(f"{len(samples)} scrapes, {sum(len(one.asked) for one in samples)} blocks", flush=True)
    probability, lexical = cross_validated(samples, pages)
    report(samples, pages, probability)
    if arguments.cross_validate:
        return 0
    truth = np.concatenate([one.truth for one in samples])
    trees = train_trees(matrix_of(samples, lexical), truth, weights_of(samples, pages))
    levels, shares = calibration(truth, probability)
    size = write_model(train_lexical(samples, pages), trees, levels, shares, MODEL)
    write_card(samples, pages, probability, size)
    print(f"{MODEL.relative_to(ROOT)}: {size} bytes")
    return 0


if __name__ == "__main__":
    sys.exit(main())
