"""Find lists that are not the article's: topics under it, and other stories' headlines in it.

Both came as ``<li>`` and have lost all that told them apart from the article's own lists. What is
left: where they stand, how their items read, and whether the article speaks of them.
"""

import re
from collections.abc import Callable, Iterator, Sequence

from newsclean.draft import Draft, Verdict
from newsclean.labels import Label
from newsclean.shape import ends_sentence
from newsclean.steps import filter as step

__all__ = ["LISTED", "related", "strip_bullet", "tags"]

_BULLET_RE = re.compile(r"^(?:[-*•·●▪■◦‣–—►▶▸»›→]|\+)\s+")

#: A line of nothing but hashtags.
_HASHTAGS_RE = re.compile(r"#\w[\w-]*(?:[\s,]*#\w[\w-]*)*[\s,]*")

#: The rule that labels what stands under a heading such as "Most read".
LISTED = "related.listed"

#: A topic is a name or a noun phrase.
MAX_TAG_WORDS = 5
#: Two short lines may be anything; of three, most of which the article names, the chance is small.
MIN_TAGS = 3
#: Headlines have at least this many words; shorter items are the article's own lists.
MIN_HEADLINE_WORDS = 5
MAX_HEADLINE_WORDS = 25
#: Under a heading they list up to this many; a longer run is a table of contents or a menu.
MAX_LISTED = 8
#: "1", "2" on lines of their own, between the headlines of a "Most read" box.
_RANK_RE = re.compile(r"\d{1,2}\.?")
_NUMBERED_RE = re.compile(r"^\W*\d+[.):]\s")
#: Sites insert two to five other stories; longer lists are content.
MAX_RELATED = 6


#: A topic may be a section's name, too; a line that a rule of another label fits ends the list.
_LIKE_TOPICS = (Label.TAGS, Label.NAVIGATION)


def strip_bullet(text: str) -> str:
    """Return a list item without its bullet.

    >>> strip_bullet("- War in Ukraine")
    'War in Ukraine'
    """
    return _BULLET_RE.sub("", text)


@step(name="tags", scope="draft")
def tags(draft: Draft) -> Iterator[tuple[int, Verdict]]:
    """Label lists of topics: what a rule names, what follows its heading, hashtags, and a list at the end.

    At the end of the text, three or more short lines are topics if the article speaks of most.
    """
    for index, rule in draft.hits.get(Label.TAGS, ()):
        if draft.rulings[index] is None:
            yield index, Verdict(Label.TAGS, rule.id, rule.confidence)
            for item in _items_after(draft, index, _is_tag):
                yield item, Verdict(Label.TAGS, "tags.listed", 0.9)
    for index in draft.undecided():
        text = draft.texts[index]
        if text.startswith("#") and _HASHTAGS_RE.fullmatch(text):
            yield index, Verdict(Label.TAGS, "tags.hashtags", 0.95)
    yield from _named_tags(draft)


def _named_tags(draft: Draft) -> Iterator[tuple[int, Verdict]]:
    """Yield verdicts on lists of topics that stand after the text and are spoken of in it."""
    if draft.prose is None:
        return
    article: str | None = None
    for run in _runs(draft, draft.prose[1] + 1, len(draft), _is_tag):
        if len(run) < MIN_TAGS:
            continue
        if article is None:
            article = " ".join(draft.texts[draft.prose[0] : draft.prose[1] + 1])
        named = sum(_is_named(strip_bullet(draft.texts[i]), article) for i in run)
        if named * 2 >= len(run):
            for index in run:
                yield index, Verdict(Label.TAGS, "tags.named", 0.9)


def _is_tag(text: str) -> bool:
    text = strip_bullet(text)
    return 0 < len(text.split()) <= MAX_TAG_WORDS and len(text) <= 60 and not ends_sentence(text)


def _is_named(tag: str, article: str) -> bool:
    """Return whether the article speaks of ``tag``: of all its words that are not small."""
    words = [word for word in re.findall(r"\w+", tag) if len(word) > 3 or word.isupper()]
    return bool(words) and all(word in article or word.lower() in article for word in words)


@step(name="related", scope="draft")
def related(draft: Draft) -> Iterator[tuple[int, Verdict]]:
    """Label other stories: what a rule names, what follows its heading, and inserted headlines.

    Inserted headlines are bulleted lines without a full stop between two paragraphs, the first of
    which does not announce them with a colon.
    """
    for index, rule in draft.hits.get(Label.RELATED, ()):
        if draft.rulings[index] is None:
            yield index, Verdict(Label.RELATED, rule.id, rule.confidence)
            for item in _listed(draft, index):
                yield item, Verdict(Label.RELATED, LISTED, 0.85)
    for index in _inserted(draft):
        yield index, Verdict(Label.RELATED, "related.inserted", 0.8)


def _listed(draft: Draft, heading: int) -> Sequence[int]:
    """Return the headlines under a heading such as "Most read"; none under a link with its own text."""
    if len(draft.texts[heading].split()) > MIN_HEADLINE_WORDS:
        return ()
    items = list(_items_after(draft, heading, _is_headline_or_rank))
    while items and _RANK_RE.fullmatch(draft.texts[items[-1]]):  # the rank of nothing
        items.pop()
    headlines = [item for item in items if not _RANK_RE.fullmatch(draft.texts[item])]
    numbered = any(_NUMBERED_RE.match(draft.texts[item]) for item in headlines)
    return () if numbered or len(headlines) > MAX_LISTED else items


def _inserted(draft: Draft) -> Iterator[int]:
    if draft.prose is None:
        return
    for run in _runs(draft, draft.prose[0] + 1, draft.prose[1], _is_bulleted_headline):
        before, after = run[0] - 1, run[-1] + 1
        if (
            2 <= len(run) <= MAX_RELATED
            and ends_sentence(draft.texts[before])
            and draft.weights[before]
            and draft.weights[after]
        ):
            yield from run


def _is_headline(text: str) -> bool:
    text = strip_bullet(text)
    count = len(text.split())
    if not MIN_HEADLINE_WORDS <= count <= MAX_HEADLINE_WORDS or text[0].islower():
        return False
    return not ends_sentence(text) or text[-1] in "?!'\"’”"


def _is_headline_or_rank(text: str) -> bool:
    return _RANK_RE.fullmatch(text) is not None or _is_headline(text)


def _is_bulleted_headline(text: str) -> bool:
    return _BULLET_RE.match(text) is not None and _is_headline(text)


def _items_after(draft: Draft, index: int, fits: Callable[[str], bool]) -> Iterator[int]:
    """Yield the undecided blocks right after ``index`` that fit."""
    for item in range(index + 1, len(draft)):
        if draft.rulings[item] is not None or not draft.texts[item]:
            continue
        if not fits(draft.texts[item]) or any(
            rule.label not in _LIKE_TOPICS for rule in draft.matches.get(item, ())
        ):
            return
        yield item


def _runs(draft: Draft, start: int, stop: int, fits: Callable[[str], bool]) -> Iterator[Sequence[int]]:
    """Yield each run of undecided blocks in ``[start, stop)`` that fit."""
    run: list[int] = []
    for index in range(start, stop):
        if draft.rulings[index] is None and fits(draft.texts[index]):
            run.append(index)
        elif run:
            yield run
            run = []
    if run:
        yield run
