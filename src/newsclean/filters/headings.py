"""Tell subheadings and standfirsts from paragraphs. Both stay in the text."""

from collections.abc import Iterator

from newsclean.draft import Draft, Verdict
from newsclean.filters.lists import strip_bullet
from newsclean.labels import Label
from newsclean.markup import HEADINGS
from newsclean.shape import ends_sentence
from newsclean.steps import filter as step

__all__ = ["standfirst", "subheadings"]

#: Subheadings are shorter than headlines.
MAX_WORDS = 12
#: What may stand between the standfirst and the text: who wrote it, when, and the picture.
_HEAD_MATTER = (Label.BYLINE, Label.DATE, Label.CAPTION, Label.CREDIT)


@step(name="standfirst", scope="draft")
def standfirst(draft: Draft) -> Iterator[tuple[int, Verdict]]:
    """Label the one block between the headline and the by-line, date or picture under it.

    Of a page with markup the classifier knows more than the place.
    """
    if draft.markup is not None:
        return
    titles = draft.labelled(Label.TITLE)
    if not titles:
        return
    index = titles[-1] + 1
    after = index + 1
    if (
        after < len(draft)
        and draft.rulings[index] is None
        and draft.label(after) in _HEAD_MATTER
        and len(draft.texts[index].split()) > 3
    ):
        yield index, Verdict(Label.STANDFIRST, "standfirst.place", 0.8)


@step(name="subheadings", scope="draft")
def subheadings(draft: Draft) -> Iterator[tuple[int, Verdict]]:
    """Label short lines that stand alone between two paragraphs and do not end as sentences do.

    List items and links that a scraper put on lines of their own come in runs or in lower case. Where markup
    is known, headings say that they are.
    """
    rest = list(draft.undecided())
    if draft.markup is not None:
        for index in rest:
            if draft.lines[index].frame.tag in HEADINGS:
                yield index, Verdict(Label.SUBHEADING, "subheading.markup", draft.sure.get(index, 1.0))
        return
    for before, index, after in zip(rest, rest[1:], rest[2:], strict=False):
        text = draft.texts[index]
        if (
            draft.weights[index] == 0
            and draft.weights[before] > 0
            and draft.weights[after] > 0
            and ends_sentence(draft.texts[before])
            and len(text.split()) <= MAX_WORDS
            and text[0].isalnum()
            and not text[0].islower()
            and strip_bullet(text) == text
            and (text[-1].isalnum() or text[-1] in "?!'\"’”)")
        ):
            yield index, Verdict(Label.SUBHEADING, "subheading.place", 0.8)
