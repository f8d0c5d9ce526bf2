"""Find the headline: the first line, where it behaves like one."""

import re
from collections.abc import Iterator
from typing import NamedTuple

from newsclean.draft import Draft, Verdict
from newsclean.filters.layout import run_of
from newsclean.fold import fold
from newsclean.labels import Label
from newsclean.shape import ends_sentence
from newsclean.steps import filter as step

__all__ = ["Headline", "headline", "split_headline", "title"]

#: Longer lines are paragraphs. The longest headline of the 833 dev pages is shorter.
MAX_WORDS = 32
#: Longer questions and exclamations are first sentences, not headlines.
MAX_SENTENCE_WORDS = 14
#: A headline stands no farther above the text than so many blocks; of its words, so many more than of the
#: others are in the text.
MAX_ABOVE, MIN_TOPIC = 20, 1.0
#: What a word that the text has not weighs against a headline.
UNSPOKEN = 0.8
#: A site's name is short.
MAX_PUBLISHER_WORDS = 6

# What sites put between headline and name, surest first. Dashes also stand inside headlines, so
# they count only with blanks around and a name after.
_SEPARATORS = (" | ", " – ", " — ", " - ", " · ", " • ", " » ", " :: ", " « ")
_NAME_RE = re.compile(r"[\w.&'’!+\-]+")
_DOMAIN_RE = re.compile(r"^(?:www\.)?[\w-]+(?:\.[\w-]+)*\.[a-z]{2,}$", re.IGNORECASE)


class Headline(NamedTuple):
    """A headline, and the publisher named beside it, if one was."""

    text: str
    publisher: str | None


def split_headline(line: str, headline: str | None = None) -> Headline:
    """Return the headline in ``line`` without the publisher's name before or after it.

    ``headline`` is the headline as it stands elsewhere on the page, if it does.

    >>> split_headline("Dam holds as river falls – The Harbour Post")
    Headline(text='Dam holds as river falls', publisher='The Harbour Post')
    >>> split_headline("‘We were warned’ – and nobody came")
    Headline(text='‘We were warned’ – and nobody came', publisher=None)
    """
    if headline and headline != line:
        before, found, after = line.partition(headline)
        if found:
            rest = [part for side in (before, after) for part in _parts(side)]
            return Headline(headline, _publisher_among(rest))
    for separator in _SEPARATORS:
        parts = [part.strip() for part in line.split(separator)]
        if len(parts) < 2 or not all(parts):
            continue
        if _is_publisher(parts[-1], separator):
            # "Headline | World | The Post": sections between are neither.
            rest = parts[:-1]
            while len(rest) > 1 and separator == " | " and len(rest[-1].split()) <= 2:
                rest.pop()
            return Headline(separator.join(rest), parts[-1])
        if separator == " | " and len(parts[0].split()) <= 3 < len(parts[-1].split()):
            return Headline(separator.join(parts[1:]), parts[0])
    return Headline(line, None)


def _parts(side: str) -> list[str]:
    for separator in _SEPARATORS:
        side = side.replace(separator.rstrip(), "\n").replace(separator.strip(), "\n")
    return [part.strip() for part in side.split("\n") if part.strip()]


def _publisher_among(parts: list[str]) -> str | None:
    names = [part for part in parts if _is_publisher(part, " | ")]
    return names[-1] if names else None


def _is_publisher(part: str, separator: str) -> bool:
    """Return whether ``part`` reads like a site's name: short, capitalised, no sentence."""
    words = part.split()
    if not 1 <= len(words) <= MAX_PUBLISHER_WORDS or part[-1] in ".?!…" or part[0] in "'\"‘“(":
        return _DOMAIN_RE.match(part) is not None
    if _DOMAIN_RE.match(part):
        return True
    if not all(_NAME_RE.fullmatch(word) for word in words):
        return False
    capitalised = sum(not word[0].islower() for word in words)
    if separator in (" | ", " · ", " » ", " :: ", " « ", " • "):
        return capitalised >= 1
    # After a dash only a name will do: all words but small ones are capitalised.
    small = sum(word in ("the", "of", "and", "for", "de", "der", "la", "le", "du", "in") for word in words)
    return words[0][0].isupper() and capitalised + small == len(words) and not part.isdigit()


@step(name="headline", scope="draft")
def headline(draft: Draft) -> Iterator[tuple[int, Verdict]]:
    """Label the page's first heading where it is the title that its data give.

    Whatever it reads like: "Watch: the ferry comes free" and "Subscribe to this podcast" are headlines there.
    """
    known = draft.facts.title
    if draft.markup is None or known is None:
        return
    folded = fold(known)
    for index in draft.undecided():
        if draft.lines[index].frame.tag == "h1":
            if folded in _headlines_in(draft.folded[index], draft.texts[index]):
                yield index, Verdict(Label.TITLE, "headline.markup", 0.98)
            return


@step(name="title", scope="draft")
def title(draft: Draft) -> Iterator[tuple[int, Verdict]]:
    """Label the headline: by the page's markup, by standing twice, by a publisher's name, by place.

    A first line is a headline if it carries the site's name, or stands again before the text, or
    is all that stands before at least two paragraphs of running text and reads like a headline.
    """
    shown = list(draft.undecided())
    if not shown:
        return
    known = draft.facts.title
    if known is not None:
        folded = fold(known)
        for index in shown:
            line = draft.folded[index]
            if folded in line and folded in _headlines_in(line, draft.texts[index]):
                yield index, Verdict(Label.TITLE, "title.markup", 0.98)
        return
    top = [*_at_the_top(draft, shown[0])]
    yield from top
    if not top:
        spoken_of = _on_topic(draft)
        if spoken_of is not None:
            yield spoken_of, Verdict(Label.TITLE, "title.topic", 0.8)


def _at_the_top(draft: Draft, first: int) -> Iterator[tuple[int, Verdict]]:
    """Yield verdicts on the first line, where that is the headline, and on where it stands again."""
    line = draft.texts[first]
    if not _reads_like_headline(line):
        return
    again = _repeated(draft, first)
    if again is not None:
        yield first, Verdict(Label.TITLE, "title.repeated", 0.97)
        yield again, Verdict(Label.TITLE, "title.repeated", 0.97)
    elif _has_text_after(draft, first):
        if split_headline(line).publisher:
            yield first, Verdict(Label.TITLE, "title.publisher", 0.95)
        elif _stands_alone(draft, first):
            yield first, Verdict(Label.TITLE, "title.place", 0.75)


def _on_topic(draft: Draft) -> int | None:
    """Return the line close above the text that reads like a headline and speaks of what the text does.

    Scrapers that leave the page's title out have menus before the headline.
    """
    run = run_of(draft)
    if run is None or not _has_text_after(draft, run[0]):
        return None
    # The run may begin with the headline: a long one weighs as much as a short sentence.
    start = next(
        (i for i in range(run[0], run[1]) if draft.weights[i] and ends_sentence(draft.texts[i])), run[1]
    )
    asked = [
        index
        for index in range(max(0, start - MAX_ABOVE), start)
        if draft.rulings[index] is None and _reads_like_headline(draft.texts[index])
    ]
    if not asked:
        return None
    from newsclean.classify.wording import tokens_of  # with numpy

    text = " ".join(draft.folded[start : run[1] + 1])
    best: int | None = None
    best_score = MIN_TOPIC
    for at in asked:
        words = {word for word in tokens_of(draft.folded[at]) if len(word) > 3 or word >= "\u2e80"}
        spoken = len([word for word in words if word in text])
        score = spoken - (len(words) - spoken) * UNSPOKEN
        if score > best_score:
            best, best_score = at, score
    return best


def _headlines_in(folded: str, line: str) -> tuple[str, ...]:
    """Return what the headline in a line may be: the line, or the line without the publisher."""
    return folded, fold(split_headline(line).text)


def _repeated(draft: Draft, first: int) -> int | None:
    """Return the block after the first line that is the headline in it, before the text begins."""
    line = draft.folded[first]
    if len(line) < 12:
        return None
    for index in range(first + 1, len(draft)):
        text = draft.folded[index]
        # At least two fifths of the line: "Sport" is in many headlines, and in every menu.
        if len(line) * 2 <= len(text) * 5 and text.count(" ") >= 2 and text.strip(" |-") in line:
            return index
    return None


def _has_text_after(draft: Draft, first: int) -> bool:
    """Return whether at least two blocks after the first are running text."""
    count = 0
    for value in draft.weights[first + 1 :]:
        count += value > 0
        if count == 2:
            return True
    return False


def _reads_like_headline(line: str) -> bool:
    if not 3 <= len(line.split()) <= MAX_WORDS or line[-1] in ",;:" or line[0].islower():
        return False
    return not ends_sentence(line) or (line[-1] in "?!" and len(line.split()) <= MAX_SENTENCE_WORDS)


def _stands_alone(draft: Draft, first: int) -> bool:
    """Return whether what follows is running text, after lines that filters have named.

    Two unnamed short lines in a row may be a poem, a list or a table; two headlines, a front page.
    """
    following = first + 1
    while following < len(draft) and draft.rulings[following] is not None:
        following += 1
    if following == len(draft):
        return False
    return draft.weights[following] > 0 and not _reads_like_headline(draft.texts[following])
