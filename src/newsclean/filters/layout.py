"""Find where the article stands among menus, teasers and footers, by the shape of the blocks.

Running text weighs for, short lines weigh against, and the article is the run of blocks with the
greatest sum: maximum subsequence segmentation (Pasternack and Roth, "Extracting Article Text from
the Web with Maximum Subsequence Segmentation", WWW 2009), here over blocks and by shape instead
of over tokens and by a learned model. What lies outside is navigation (before) or boilerplate
(after). Short lines *inside* the run stay: there they are subheadings, list items and the links
that a scraper put on lines of their own.
"""

import math
from collections.abc import Iterator, Sequence

from newsclean.draft import Draft, Verdict
from newsclean.labels import Label
from newsclean.steps import filter as step

__all__ = ["heaviest_run", "layout", "run_of", "strays"]

# What a short line weighs against the article. Of 2, 3 and 4, tried on every seventh English dev page,
# all did about the same over the seven ways of scraping; 6 to 16 lost short paragraphs at the ends.
SHORT_LINE = -3.0
#: However many short lines stand together, they weigh no more than this: a table in the middle of
#: an article must not cost the half before it. 60 to 180 did the same for the mean F1.
MAX_GAP = 90.0
#: A line that a rule has named weighs double: no article has several of them in a row.
NAMED_LINE = -6.0


@step(name="layout", scope="draft")
def layout(draft: Draft) -> Iterator[tuple[int, Verdict]]:
    """Label what stands before and after the run of blocks that the article is.

    A text without running text is left alone: a poem or a list of results has no run, and a page
    of links is for ``Document.status`` to tell.
    """
    run = run_of(draft)
    if run is None:
        return
    first, last = run
    for index in draft.undecided():
        if index < first:
            yield index, Verdict(Label.NAVIGATION, "layout.before", 0.8)
        elif index > last:
            yield index, Verdict(Label.BOILERPLATE, "layout.after", 0.8)


def run_of(draft: Draft) -> tuple[int, int] | None:
    """Return the first and last block of the heaviest run of text; labelled blocks weigh against it."""
    return heaviest_run(
        [
            NAMED_LINE if ruling else value or SHORT_LINE
            for ruling, value in zip(draft.rulings, draft.weights, strict=True)
        ],
        MAX_GAP,
    )


def heaviest_run(weights: Sequence[float], max_gap: float = math.inf) -> tuple[int, int] | None:
    """Return the first and last index of the run with the greatest sum, if any is positive.

    Of a stretch of negative weights only as many count as come to ``max_gap``. Kadane's algorithm: linear.

    >>> heaviest_run([-1, 3, -1, 3, -5, 2])
    (1, 3)
    >>> heaviest_run([3, -1, -1, -1, 3], max_gap=2)
    (0, 4)
    """
    best, best_run = 0.0, None
    total, start, gap = 0.0, 0, 0.0
    for index, value in enumerate(weights):
        if value < 0:
            gap -= value
            if gap > max_gap:
                continue
        else:
            gap = 0.0
        if total <= 0:
            total, start = 0.0, index
        total += value
        if total > best:
            best, best_run = total, (start, index)
    return best_run


#: A subheading stands alone; three short lines in a row are a list, and more of them a menu.
MAX_STRAYS = 1


@step(name="strays", scope="draft")
def strays(draft: Draft) -> Iterator[tuple[int, Verdict]]:
    """Label runs of short lines inside the article: for corpora that can do without its lists.

    Not part of the default, which would rather keep a menu than lose a list.
    """
    run: list[int] = []
    if not any(draft.weights):
        return
    for index in (*draft.undecided(), None):
        if index is not None and draft.weights[index] == 0:
            run.append(index)
            continue
        if len(run) > MAX_STRAYS:
            for stray in run:
                yield stray, Verdict(Label.BOILERPLATE, "strays.run", 0.6)
        run = []
