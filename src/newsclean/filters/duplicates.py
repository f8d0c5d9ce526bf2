"""Find blocks that stand twice: pull quotes, teasers of the story itself, a page scraped twice."""

from collections.abc import Iterator

from newsclean.draft import Draft, Verdict
from newsclean.labels import Label
from newsclean.steps import filter as step

__all__ = ["duplicates"]

#: Shorter lines may stand twice by right: a refrain, "Yes.", a name in a table.
MIN_CHARS = 60


@step(name="duplicates", scope="draft")
def duplicates(draft: Draft) -> Iterator[tuple[int, Verdict]]:
    """Label each block that repeats an earlier one, letter case and quotation marks aside.

    The first stays. Blocks that another filter has named do not count: a teaser at the top must
    not cost the paragraph it was taken from. On a page with markup it is only what the classifier has left
    that is gone over: summaries and teasers at the top have the article's words too.
    """
    if draft.markup is not None:
        return
    seen: set[str] = set()
    for index in draft.undecided():
        if len(draft.texts[index]) < MIN_CHARS:
            continue
        key = draft.folded[index].strip("\"' .…")
        if key in seen:
            yield index, Verdict(Label.DUPLICATE, "duplicate.exact", 0.95)
        seen.add(key)
